"""Which keys do what: the usual ones of each command, or those a person has given it instead."""

from collections.abc import Mapping
from functools import cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence

from tearsheet.gui.commands import commands
from tearsheet.text.words import _

_NEEDED = (
    *("Esc", "Tab", "Shift+Tab", "Backtab", "Shift+Backtab", "Return", "Enter", "Space", "Shift+Space"),
    *("Up", "Down", "Left", "Right", "PgUp", "PgDown", "Home", "End"),
    *("Ctrl++", "Ctrl+=", "Ctrl+-", "Ctrl+0", "F3", "Shift+F3"),
)
"""Keys that move about, choose, close and read everywhere; no command may have them."""

_MODIFIERS = (
    *(Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta, Qt.Key.Key_CapsLock),
    *(Qt.Key.Key_NumLock, Qt.Key.Key_Super_L, Qt.Key.Key_Super_R, Qt.Key.Key_unknown, Qt.Key(0)),
)
_given: dict[str, str] = {}


def keys_of(name: str) -> tuple[str, ...]:
    """Return the keys of a command, the one that is shown first, as Qt writes them on every system."""
    if name in _given:
        return (_given[name],) if _given[name] else ()
    return usual_keys(name)


def shown_keys(name: str) -> str:
    """Return the keys of a command that are shown, as this system writes them; "" for one without."""
    keys = keys_of(name)
    return keys_text(keys[0]) if keys else ""


def keys_text(keys: QKeySequence | str) -> str:
    """Return a shortcut as this system writes it (⌘N, Ctrl+N)."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


def keys_or_name(name: str) -> str:
    """Return how to ask for a command, for a sentence: its keys, or where it has none what it is called."""
    words = next(command.words for command in commands() if command.name == name)
    return shown_keys(name) or _("“{command}”").format(command=words)


def usual_keys(name: str) -> tuple[str, ...]:
    """Return the keys a command has until somebody gives it others."""
    return _usual().get(name, ())


def given_keys() -> Mapping[str, str]:
    """Return what differs from the usual: keys by command, "" where it has none."""
    return dict(_given)


def use_keys(stored: Mapping[str, str]) -> tuple[str, ...]:
    """Use these keys from now on, and return those that cannot be: unreadable, needed elsewhere, or given twice.

    Commands that this version does not know are passed over.
    """
    _given.clear()
    refused = []
    for name, keys in stored.items():
        if name not in _usual() or (keys,) == usual_keys(name):
            continue
        if keys and not (is_key(keys) and may_have(keys)):
            refused.append(keys)
            continue
        _given[name] = _written(keys)
    for name in tuple(_given):
        if _given[name] and owner_of(_given[name], beside=name):
            refused.append(_given.pop(name))
    return tuple(refused)


def owner_of(keys: str, *, beside: str = "") -> str:
    """Return the name of the command that has these keys, `beside` aside; "" when they are free."""
    wanted = _written(keys)
    return next((name for name in _usual() if name != beside and wanted in map(_written, keys_of(name))), "")


def with_keys(name: str, keys: str) -> dict[str, str]:
    """Return what would differ from the usual if a command had these keys ("" for none), whoever has them now."""
    changed = {**_given, name: _written(keys)}
    if keys and (owner := owner_of(keys, beside=name)):
        left = [other for other in keys_of(owner) if _written(other) != _written(keys)]
        changed[owner] = left[0] if left else ""
    return _differing(changed)


def with_usual_keys(name: str) -> dict[str, str]:
    """Return what would differ from the usual if a command had its usual keys again, whoever has them now."""
    changed = {each: held for each, held in _given.items() if each != name}
    for keys in usual_keys(name):
        for owner, held in _given.items():
            if owner != name and held and _written(held) == _written(keys):
                changed[owner] = ""
    return _differing(changed)


def is_key(keys: str) -> bool:
    """Tell whether these are keys that Qt knows."""
    return bool(_written(keys))


def may_have(keys: str) -> bool:
    """Tell whether a command may have these keys."""
    return _written(keys) not in _NEEDED


def pressed_keys(key: int, modifiers: Qt.KeyboardModifier) -> str:
    """Return what was pressed as keys; "" while only Shift and its like are down."""
    if key in _MODIFIERS:
        return ""
    held = modifiers & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.GroupSwitchModifier)
    if 0x20 < key < Qt.Key.Key_Escape and not chr(key).isalnum():
        held &= ~Qt.KeyboardModifier.ShiftModifier  # which has made the sign what it is: ? and not Shift+?
    return QKeySequence(held.value | key).toString(QKeySequence.SequenceFormat.PortableText)


def _differing(keys: Mapping[str, str]) -> dict[str, str]:
    return {name: held for name, held in keys.items() if ((held,) if held else ()) != usual_keys(name)}


def _written(keys: str) -> str:
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.PortableText)


@cache
def _usual() -> dict[str, tuple[str, ...]]:
    return {command.name: command.keys for command in commands()}
