"""Turn a place into where the library is from now on: move-library. Its workflow is imported when it runs."""

from collections.abc import Callable

from tearsheet.cli.call import DONE, AddVerb, Call
from tearsheet.cli.console import Console
from tearsheet.model.transferred import Transferred
from tearsheet.model.upkeep import Headway, Stage
from tearsheet.text.words import _, ngettext


def register_move_library(add: AddVerb) -> None:
    """Add the verb `move-library`."""
    parser = add("move-library", _("copy all of the library to another folder or database, and prove it the same"))
    parser.add_argument("to", metavar="TO", help=_("an empty folder, or postgresql+psycopg://user@host/database"))
    parser.set_defaults(run=_move)


def _move(call: Call) -> int:
    from tearsheet.workflows.move import move_library

    to: str = call.arguments.to
    with call.cancellable() as cancelled:
        moved = move_library(call.desk, to, report=_reporter(call.console), cancelled=cancelled)
    call.console.result(
        {
            "to": to,
            "articles": moved.articles,
            "contents": moved.contents,
            "blobs": moved.blobs,
            "lost": list(moved.lost),
        },
        _words(moved, to),
    )
    if moved.lost:
        count = len(moved.lost)
        call.console.complain(
            ngettext(
                "{count} picture or file was damaged here already and could not be taken along.",
                "{count} pictures or files were damaged here already and could not be taken along.",
                count,
            ).format(count=count)
        )
    call.console.remark(_("The old library is as it was. Use the new one with --library or TEARSHEET_LIBRARY."))
    return DONE


def _words(moved: Transferred, to: str) -> str:
    return ngettext(
        "{count} article is in {place} now, all of it proven.",
        "{count} articles are in {place} now, all of it proven.",
        moved.articles,
    ).format(count=moved.articles, place=to)


def _reporter(console: Console) -> Callable[[Headway], None]:
    words = {
        Stage.CONTENTS: _("Texts and pages"),
        Stage.BLOBS: _("Pictures"),
        Stage.COPYING: _("Articles"),
        Stage.INDEX: _("Search index"),
    }

    def report(headway: Headway) -> None:
        console.passing(f"{words.get(headway.stage, headway.stage)}  {headway.done:,} / {headway.total:,}")

    return report
