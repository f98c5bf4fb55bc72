"""Every word for a person has its Chinese, and every Chinese word its use."""

import ast
import string
from collections.abc import Iterator

import polib

from tests.support.source import ROOT, modules

CATALOGUE = polib.pofile(str(ROOT / "resources" / "translations" / "zh_CN.po"))
ENTRIES = {entry.msgid: entry for entry in CATALOGUE}
FUNCTIONS = {"_": 1, "ngettext": 2}
"""The functions that translate, with how many of their arguments are messages."""

FIELDS = {"Option": "help"}
"""Fields that hold a message, translated as `_(option.help)` where it is shown."""


def _messages() -> Iterator[tuple[str, str, str]]:
    """Yield where it stands, the message and its plural, which is empty where there is none."""
    for module in modules():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                place = f"{module.name}:{node.lineno}"
                yield from ((place, *texts) for texts in _messages_of(node, node.func.id, place))


def _messages_of(call: ast.Call, function: str, place: str) -> Iterator[tuple[str, str]]:
    if function in FUNCTIONS:
        given = call.args[: FUNCTIONS[function]]
        if isinstance(given[0], ast.Attribute) and given[0].attr in FIELDS.values():
            return
        texts = [argument.value for argument in given if isinstance(argument, ast.Constant)]
        assert len(texts) == FUNCTIONS[function], f"{place}: only a literal message can be translated"
        yield str(texts[0]), str(texts[1]) if len(texts) > 1 else ""
    elif function in FIELDS:
        for keyword in call.keywords:
            if keyword.arg == FIELDS[function] and isinstance(keyword.value, ast.Constant):
                yield str(keyword.value.value), ""


MESSAGES = tuple(_messages())


def test_every_message_has_its_chinese() -> None:
    lacking = {place: message for place, message, _plural in MESSAGES if not _translations(message)}
    assert not lacking


def test_a_message_keeps_its_placeholders_in_chinese() -> None:
    for place, message, plural in MESSAGES:
        for translation in _translations(message):
            assert _placeholders(translation) == _placeholders(plural or message), place


def test_a_plural_is_a_plural_in_the_catalogue_too() -> None:
    for place, message, plural in MESSAGES:
        assert message not in ENTRIES or ENTRIES[message].msgid_plural == plural, place


def test_no_translation_is_marked_as_doubtful() -> None:
    assert [message for message, entry in ENTRIES.items() if entry.fuzzy] == []


def test_no_translation_outlives_its_message() -> None:
    assert set(ENTRIES) - {message for _place, message, _plural in MESSAGES} == set()


def test_no_message_stands_twice_in_the_catalogue() -> None:
    assert len(ENTRIES) == len(CATALOGUE)


def _translations(message: str) -> list[str]:
    """Return the Chinese of a message, or nothing when any of it is missing."""
    entry = ENTRIES.get(message, polib.POEntry())
    translations = list(entry.msgstr_plural.values()) or [entry.msgstr]
    return translations if all(translations) else []


def _placeholders(text: str) -> set[str]:
    return {name for _literal, name, _spec, _conversion in string.Formatter().parse(text) if name is not None}
