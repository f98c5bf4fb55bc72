"""Everything that can be done from the keyboard: names, words, usual keys, icons. Menus and lists are made of it."""

from dataclasses import dataclass
from enum import Enum, auto

from tearsheet.text.words import _


class Where(Enum):
    """Where the keys of a command work: anywhere, on the list and in the reader, or on the list alone.

    But for those of ANYWHERE they rest while a text field has the keyboard.
    """

    ANYWHERE = auto()
    ARTICLES = auto()
    LIST = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One thing to do. `keys` are those it has until a person gives it others (`gui.keys`); the first one is shown."""

    name: str
    words: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    where: Where = Where.ARTICLES


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Commands that are listed together."""

    words: str
    commands: tuple[Command, ...]


def groups() -> tuple[Group, ...]:
    """Return every command by its group, in the person's language, in the order in which they are offered."""
    return (
        Group(words=_("Library"), commands=_library()),
        Group(words=_("Articles"), commands=_articles()),
        Group(words=_("Reader"), commands=_reading()),
        Group(words=_("Highlights"), commands=_highlights()),
        Group(words=_("Versions"), commands=_versions()),
        Group(words=_("Program"), commands=_program()),
    )


def commands() -> tuple[Command, ...]:
    """Return every command, in the person's language, in the order in which they are offered."""
    return tuple(command for group in groups() for command in group.commands)


def _library() -> tuple[Command, ...]:
    anywhere = Where.ANYWHERE
    return (
        Command(name="save-link", words=_("Save link"), keys=("Ctrl+N",), icon="plus", where=anywhere),
        Command(name="paste", words=_("Keep what is copied"), keys=("Ctrl+V",), icon="queue", where=anywhere),
        Command(name="find", words=_("Search"), keys=("Ctrl+F",), icon="search", where=anywhere),
        Command(name="palette", words=_("All commands"), keys=("Ctrl+K",), icon="more", where=anywhere),
        Command(
            name="highlights", words=_("All highlights"), keys=("Ctrl+Shift+H",), icon="highlight", where=Where.ANYWHERE
        ),
        Command(
            name="save-search", words=_("Save this search…"), keys=("Ctrl+Shift+S",), icon="bookmark", where=anywhere
        ),
        Command(name="import", words=_("Import…"), icon="down", where=anywhere),
        Command(name="storage", words=_("Storage…"), icon="all", where=anywhere),
        Command(name="back-up", words=_("Back up now"), icon="kept", where=anywhere),
        Command(name="check-library", words=_("Check the library"), icon="check", where=anywhere),
        Command(name="empty-bin", words=_("Empty the bin…"), icon="trash", where=anywhere),
        Command(name="queue", words=_("Show the queue"), keys=("Ctrl+Shift+Q",), icon="queue", where=anywhere),
        Command(
            name="sidebar", words=_("Show or hide the sidebar"), keys=("Ctrl+B", "F9"), icon="sidebar", where=anywhere
        ),
    )


def _articles() -> tuple[Command, ...]:
    return (
        Command(name="read", words=_("Mark as read"), keys=("M",), icon="read"),
        Command(name="favourite", words=_("Favourite"), keys=("S",), icon="favourite"),
        Command(name="archive", words=_("Archive"), keys=("E",), icon="archive"),
        Command(name="tag", words=_("Tags…"), keys=("T",), icon="tag"),
        Command(name="edit", words=_("Edit title, author, date…"), keys=("Shift+E",), icon="edit"),
        Command(name="export", words=_("Export…"), keys=("Ctrl+E",), icon="export"),
        Command(name="open-original", words=_("Open original"), keys=("O",), icon="open"),
        Command(name="copy-link", words=_("Copy link"), keys=("Ctrl+Shift+C",), icon="link"),
        Command(name="copy-article", words=_("Copy title and link"), keys=("Ctrl+C",), icon="copy", where=Where.LIST),
        Command(name="copy-markdown", words=_("Copy as Markdown"), keys=("Ctrl+Shift+M",), icon="copy"),
        Command(name="next", words=_("Next article"), keys=("J",)),
        Command(name="previous", words=_("Previous article"), keys=("K",)),
        Command(name="delete", words=_("Delete"), keys=("Del", "Backspace"), icon="trash"),
        Command(name="restore", words=_("Restore from the bin"), keys=("U",), icon="undo"),
        Command(name="undo", words=_("Undo"), keys=("Ctrl+Z",), icon="undo"),
        Command(name="redo", words=_("Redo"), keys=("Ctrl+Shift+Z", "Ctrl+Y"), icon="undo"),
    )


def _reading() -> tuple[Command, ...]:
    return (
        Command(name="contents", words=_("Contents"), keys=("C",), icon="contents"),
        Command(name="find-here", words=_("Find in this article"), keys=("Ctrl+G",), icon="search"),
        Command(name="back", words=_("Back to where you were"), keys=("Alt+Left",), icon="back"),
        Command(name="forward", words=_("Forward again"), keys=("Alt+Right",)),
        Command(name="read-aloud", words=_("Read aloud"), keys=("L",), icon="speak"),
        Command(name="pictures", words=_("Look at the pictures"), keys=("G",), icon="picture"),
        Command(name="copy-source", words=_("Copy with source"), keys=("Y",), icon="copy"),
        Command(name="copy-quotation", words=_("Copy as a Markdown quotation"), keys=("Shift+Y",), icon="quote"),
        Command(name="search-selection", words=_("Search the library for it"), icon="search"),
        Command(name="look-up", words=_("Search the web for it"), icon="open"),
        Command(name="print", words=_("Print…"), keys=("Ctrl+P",), icon="print"),
        Command(name="kept-page", words=_("Show the page as it was kept"), keys=("V",), icon="kept"),
        Command(name="text-settings", words=_("Text settings"), icon="letters"),
        Command(name="script", words=_("Switch simplified and traditional"), keys=("Shift+Z",), icon="letters"),
        Command(name="focus", words=_("Nothing but the article"), keys=("F",), icon="focus"),
        Command(name="full-screen", words=_("Full screen"), keys=("F11",), icon="focus", where=Where.ANYWHERE),
    )


def _highlights() -> tuple[Command, ...]:
    return (
        Command(name="highlight", words=_("Highlight"), keys=("H",), icon="highlight"),
        Command(name="highlight-yellow", words=_("Highlight in yellow"), keys=("1",), icon="highlight"),
        Command(name="highlight-green", words=_("Highlight in green"), keys=("2",), icon="highlight"),
        Command(name="highlight-blue", words=_("Highlight in blue"), keys=("3",), icon="highlight"),
        Command(name="highlight-pink", words=_("Highlight in pink"), keys=("4",), icon="highlight"),
        Command(name="highlight-purple", words=_("Highlight in purple"), keys=("5",), icon="highlight"),
        Command(name="mark-note", words=_("Note on the highlight"), keys=("Shift+M",), icon="note"),
        Command(name="mark-tags", words=_("Tags of the highlight"), keys=("Shift+T",), icon="tag"),
        Command(name="article-note", words=_("Note on the article"), keys=("Shift+N",), icon="note"),
        Command(name="next-mark", words=_("Next highlight"), keys=("N", "]"), icon="chevron"),
        Command(name="previous-mark", words=_("Previous highlight"), keys=("P", "["), icon="chevron"),
        Command(name="open-mark", words=_("Open the highlight"), keys=("I",), icon="highlight"),
        Command(name="accept-mark", words=_("Accept where the highlight stands"), keys=("Shift+A",), icon="check"),
        Command(name="relink-mark", words=_("Put the highlight on other words…"), keys=("Shift+L",), icon="link"),
        Command(name="delete-mark", words=_("Delete the highlight"), keys=("Shift+Del",), icon="trash"),
        Command(name="orphans", words=_("Highlights not in this version"), keys=("Shift+O",), icon="highlight"),
        Command(name="copy-highlights", words=_("Copy the chosen highlights"), icon="copy", where=Where.ANYWHERE),
        Command(name="delete-highlights", words=_("Delete the chosen highlights"), icon="trash", where=Where.ANYWHERE),
        Command(name="export-highlights", words=_("Export the highlights shown…"), icon="export", where=Where.ANYWHERE),
    )


def _versions() -> tuple[Command, ...]:
    return (
        Command(name="recapture", words=_("Capture again"), keys=("Shift+R",), icon="recapture"),
        Command(name="versions", words=_("Versions…"), keys=("Shift+V",), icon="versions"),
        Command(name="compare", words=_("Compare versions"), keys=("Shift+D",), icon="compare"),
        Command(name="reread", words=_("Read the kept page again"), icon="reread"),
        Command(name="reread-all", words=_("Read the whole library again…"), icon="reread", where=Where.ANYWHERE),
        Command(name="repair", words=_("Repair the article…"), keys=("R",), icon="repair"),
        Command(name="why", words=_("Why does it look like this?"), keys=("W",), icon="why"),
    )


def _program() -> tuple[Command, ...]:
    return (
        Command(name="preferences", words=_("Preferences…"), keys=("Ctrl+,",), icon="settings", where=Where.ANYWHERE),
        Command(name="keys", words=_("All keys"), keys=("?",), icon="keys", where=Where.ANYWHERE),
        Command(name="quit", words=_("Quit"), keys=("Ctrl+Q",), where=Where.ANYWHERE),
    )
