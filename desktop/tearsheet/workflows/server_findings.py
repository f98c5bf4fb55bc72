"""Turn the server that a library is on into a list of what is in order there, and how to mend what is not."""

from collections.abc import Iterator

from tearsheet.library.server.examining import examine
from tearsheet.model.errors import Failure, LibraryError, Reason
from tearsheet.model.finding import Finding, Obstacle, ServerFound, Tables
from tearsheet.settings.secrets import password_for
from tearsheet.text.reasons import in_words
from tearsheet.text.words import _, ngettext


def findings(location: str) -> Iterator[Finding]:
    """Connect to the server once, and say how it and the library on it stand; a password is never part of that."""
    try:
        found = examine(location, password_for)
    except LibraryError as error:
        yield Finding(name="server", ok=False, words=in_words(error.failure))
        return
    words = _("The library's server answers: {place}, PostgreSQL {version}.")
    yield Finding(name="server", ok=True, words=words.format(place=found.place, version=found.version))
    yield _encoding(found)
    if found.is_utf8:
        yield _library(found.tables)
        yield _writing(found)
        if found.tables is Tables.OURS:
            yield _sorting(found.sorted_otherwise)
    words = _("It is on a server, whose own tools look after its file and its backups.")
    yield Finding(name="backup", ok=True, words=words)


def _encoding(found: ServerFound) -> Finding:
    if found.is_utf8:
        return Finding(name="encoding", ok=True, words=_("Its database has room for every script (UTF-8)."))
    words = _("Its database keeps texts in {encoding}, which has no room for every script.")
    remedy = _(
        "Make another database there with ENCODING 'UTF8', and take the library to it: `tearsheet move-library`."
    )
    return Finding(name="encoding", ok=False, words=words.format(encoding=found.encoding), remedy=remedy)


def _library(tables: Tables) -> Finding:
    words, remedy = {
        Tables.NONE: (_("There is no library in it yet; one is made when it is first used."), ""),
        Tables.OURS: (_("Its library has the tables that this Tearsheet needs."), ""),
        Tables.OLDER: (
            _("Its library is of an older Tearsheet, and is brought up to date when this one first uses it."),
            _("Whoever uses it besides needs a Tearsheet as new as this one from then on."),
        ),
        Tables.NEWER: (in_words(Failure(reason=Reason.LIBRARY_NEWER)), ""),
        Tables.OTHERS: (
            _("There are tables of something else in it, and no library."),
            _("Use a database of the library's own."),
        ),
        Tables.HALF_MOVED: (in_words(Failure(reason=Reason.HALF_MOVED)), ""),
    }[tables]
    ok = tables in (Tables.NONE, Tables.OURS, Tables.OLDER)
    return Finding(name="library", ok=ok, words=words, remedy=remedy)


def _writing(found: ServerFound) -> Finding:
    if found.obstacle is None:
        return Finding(name="writing", ok=True, words=_("You may write to it, as {user}.").format(user=found.user))
    words, remedy = {
        Obstacle.STANDBY: (
            _("It cannot be written to: the server is a copy that follows another one."),
            _("Use the address of the server that it follows, or only read here."),
        ),
        Obstacle.READ_ONLY: (
            _("It cannot be written to: the server or the database is set to be read only."),
            _("Whoever looks after it can change the setting default_transaction_read_only."),
        ),
        Obstacle.NO_WRITING: (
            _("You may not write to all of it, as {user}."),
            _(
                "Let its owner grant SELECT, INSERT, UPDATE, DELETE ON ALL TABLES and USAGE ON ALL SEQUENCES "
                "IN its SCHEMA."
            ),
        ),
        Obstacle.NO_TABLES: (
            _("You may make no tables there, as {user}."),
            _("Let its owner grant CREATE on its schema."),
        ),
        Obstacle.NOT_OWNER: (
            _("You cannot bring its tables up to date, as {user}: they are somebody else's."),
            _("Let their owner use it once with a Tearsheet as new as this one."),
        ),
    }[found.obstacle]
    return Finding(name="writing", ok=False, words=words.format(user=found.user), remedy=remedy)


def _sorting(otherwise: int) -> Finding:
    if not otherwise:
        return Finding(name="sorting", ok=True, words=_("Its texts are sorted as they are on every computer."))
    words = ngettext(
        "{count} column of its tables is sorted by the rules of a language, so lists may differ or lack something.",
        "{count} columns of its tables are sorted by the rules of a language, so lists may differ or lack something.",
        otherwise,
    )
    remedy = _('Its owner mends that: ALTER TABLE … ALTER COLUMN … TYPE text COLLATE "C".')
    return Finding(name="sorting", ok=False, words=words.format(count=f"{otherwise:,}"), remedy=remedy)
