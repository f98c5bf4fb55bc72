"""Turn searches that a person wants again into saved ones: list, add, remove, export. Workflows come with the verb."""

from tearsheet.cli.call import DONE, SOME_FAILED, AddVerb, Call, WrongUsage
from tearsheet.cli.console import plain
from tearsheet.cli.fields import of_failure
from tearsheet.cli.table import aligned
from tearsheet.model.query import Sort
from tearsheet.model.saved_search import SavedSearch
from tearsheet.text.words import _, ngettext


def register_searches(add: AddVerb) -> None:
    """Add the verb `searches`."""
    parser = add("searches", _("list the saved searches; add or remove one; export them"))
    parser.add_argument("items", nargs="*", metavar="QUERY", help=_("with --add, what to search for"))
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--add", metavar="NAME", help=_("save a search under a name"))
    what.add_argument("--remove", metavar="NAME", help=_("forget a saved search"))
    what.add_argument(
        "--export", action="store_true", help=_("write what is due of those that are exported as articles arrive")
    )
    parser.add_argument(
        "--sort", choices=[order.value for order in Sort], default="saved", help=_("the order of the rows")
    )
    parser.set_defaults(run=_searches)


def _searches(call: Call) -> int:
    from tearsheet.workflows.saved_searches import delete, save

    given = call.arguments
    if given.add is not None:
        query, name = " ".join(given.items), given.add.strip()
        if not query or not name:
            raise WrongUsage(_("Say what to search for: tearsheet searches --add NAME QUERY."))
        save(call.desk, SavedSearch(name=name, query=query, sort=Sort(given.sort)))
        call.console.remark(_("Saved; {example} finds it.").format(example=f'tearsheet list saved:"{name}"'))
    elif given.remove is not None:
        delete(call.desk, given.remove)
        call.console.remark(_("Removed; `tearsheet undo` brings it back."))
    elif given.export:
        return _export(call)
    else:
        return _list(call)
    return DONE


def _export(call: Call) -> int:
    from tearsheet.text.reasons import in_words
    from tearsheet.workflows.outlets import outlets, run

    code, known = DONE, outlets(call.desk)
    with call.cancellable() as cancelled:
        for outlet in known:
            done = run(call.desk, outlet, cancelled=cancelled)
            error = in_words(done.failure) if done.failure is not None else ""
            row = {"name": outlet.search, "folder": outlet.folder, "written": done.written, "total": done.total}
            count = ngettext("{count} article written", "{count} articles written", done.written)
            said = f"{plain(outlet.search)} → {plain(outlet.folder)}: {error or count.format(count=done.written)}"
            call.console.result({**row, "left": done.left, **of_failure(done.failure)}, said)
            code = SOME_FAILED if error else code
    if not known:
        call.console.remark(_("No saved search is exported as articles arrive; the window's sidebar has that."))
    return code


def _list(call: Call) -> int:
    from tearsheet.workflows.saved_searches import saved_searches

    found = saved_searches(call.desk)
    if call.console.json:
        for search in found:
            call.console.result({"name": search.name, "query": search.query, "sort": search.sort})
        return DONE
    for line in aligned([[plain(search.name), plain(search.query)] for search in found]):
        call.console.words(line)
    return DONE
