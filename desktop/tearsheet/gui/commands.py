"""Everything that can be done from the keyboard: names, words, keys, icons. Menus and the palette are made of it."""

from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from tearsheet.text.words import _


class Where(Enum):
    """Where the keys of a command work: anywhere, or on the list and in the reader, outside text fields."""

    ANYWHERE = auto()
    ARTICLES = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One thing to do. The first of `keys` is the one that is shown."""

    name: str
    words: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    where: Where = Where.ARTICLES


def commands() -> tuple[Command, ...]:
    """Return every command, in the person's language, in the order in which they are offered."""
    anywhere = Where.ANYWHERE
    return (
        Command(name="save-link", words=_("Save link"), keys=("Ctrl+N",), icon="plus", where=anywhere),
        Command(name="find", words=_("Search"), keys=("Ctrl+F",), icon="search", where=anywhere),
        Command(name="palette", words=_("All commands"), keys=("Ctrl+K",), icon="more", where=anywhere),
        Command(name="read", words=_("Mark as read"), keys=("M",), icon="read"),
        Command(name="favourite", words=_("Favourite"), keys=("S",), icon="favourite"),
        Command(name="archive", words=_("Archive"), keys=("E",), icon="archive"),
        Command(name="tag", words=_("Tags…"), keys=("T",), icon="tag"),
        Command(name="export", words=_("Export…"), keys=("Ctrl+E",), icon="export"),
        Command(name="open-original", words=_("Open original"), keys=("O",), icon="open"),
        Command(name="copy-link", words=_("Copy link"), keys=("Ctrl+Shift+C",), icon="link"),
        Command(name="reread", words=_("Read the kept page again"), icon="reread"),
        Command(name="repair", words=_("Repair the article…"), keys=("R",), icon="repair"),
        Command(name="why", words=_("Why does it look like this?"), keys=("W",), icon="why"),
        Command(name="delete", words=_("Delete"), keys=("Del", "Backspace"), icon="trash"),
        Command(name="next", words=_("Next article"), keys=("J",)),
        Command(name="previous", words=_("Previous article"), keys=("K",)),
        Command(name="paste", words=_("Keep what is copied"), keys=("Ctrl+V",), icon="queue", where=anywhere),
        Command(name="queue", words=_("Show the queue"), keys=("Ctrl+Shift+Q",), icon="queue", where=anywhere),
        Command(name="reread-all", words=_("Read the whole library again…"), icon="reread", where=anywhere),
        Command(name="preferences", words=_("Preferences…"), keys=("Ctrl+,",), icon="settings", where=anywhere),
        Command(name="quit", words=_("Quit"), keys=("Ctrl+Q",), where=anywhere),
    )


def actions(window: QWidget) -> dict[str, QAction]:
    """Make an action of each command, by name; those for articles must still be added to the panes they work in."""
    made = {}
    for command in commands():
        action = QAction(command.words, window)
        action.setShortcuts([QKeySequence(keys) for keys in command.keys])
        action.setProperty("icon-name", command.icon)
        if command.where is Where.ARTICLES:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        else:
            window.addAction(action)
        made[command.name] = action
    return made


FOR_ARTICLES = (
    "read",
    "favourite",
    "archive",
    "tag",
    "export",
    "open-original",
    "copy-link",
    "reread",
    "repair",
    "why",
    "delete",
    "next",
    "previous",
)
"""The commands that the list and the reader listen for."""
