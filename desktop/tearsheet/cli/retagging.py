"""Turn a person's decisions about the library's tags into changes: list, rename, merge, delete.

Workflows are imported by the verb that runs.
"""

from tearsheet.cli.call import DONE, AddVerb, Call
from tearsheet.cli.console import plain
from tearsheet.cli.table import aligned
from tearsheet.model.changes import Changes
from tearsheet.text.words import _, ngettext


def register_tags(add: AddVerb) -> None:
    """Add the verb `tags`."""
    parser = add("tags", _("list the tags in use; rename, merge or delete one"))
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--rename", nargs=2, metavar=("OLD", "NEW"), help=_("call a tag and all below it otherwise"))
    what.add_argument("--merge", nargs=2, metavar=("OLD", "INTO"), help=_("let a tag and all below it become another"))
    what.add_argument("--delete", metavar="TAG", help=_("take a tag and all below it off whatever has it"))
    parser.set_defaults(run=_tags)


def _tags(call: Call) -> int:
    from tearsheet.workflows.organise import delete_tag, merge_tag, rename_tag

    given = call.arguments
    if given.rename:
        return _tell(call, rename_tag(call.desk, *given.rename))
    if given.merge:
        return _tell(call, merge_tag(call.desk, *given.merge))
    if given.delete is not None:
        return _tell(call, delete_tag(call.desk, given.delete))
    return _list(call)


def _list(call: Call) -> int:
    from tearsheet.workflows.organise import tags

    found = tags(call.desk)
    if call.console.json:
        for use in found:
            call.console.result({"tag": use.path, "articles": use.articles, "annotations": use.annotations})
        return DONE
    for line in aligned([[plain(use.path), f"{use.articles}", f"{use.annotations or ''}"] for use in found]):
        call.console.words(line)
    return DONE


def _tell(call: Call, changes: Changes) -> int:
    """Say how much was changed, and by which step."""
    count = len(changes.updated)
    call.console.result({"step": changes.step, "articles": list(changes.updated)})
    call.console.remark(
        ngettext(
            "{count} article changed; `tearsheet undo` takes it back.",
            "{count} articles changed; `tearsheet undo` takes it back.",
            count,
        ).format(count=f"{count:,}")
    )
    return DONE
