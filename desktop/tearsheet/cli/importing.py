"""Turn somebody else's file into kept articles: import. Workflows are imported by the verb that runs."""

from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

from tearsheet.cli import fields
from tearsheet.cli.call import DONE, SOME_FAILED, AddVerb, Call, WrongUsage
from tearsheet.cli.console import Console
from tearsheet.model.capture import Progress, Status, Step
from tearsheet.model.importing import Imported
from tearsheet.text.importing import oddity_in_words, summary
from tearsheet.text.reasons import in_words
from tearsheet.text.words import _


def register_import(add: AddVerb) -> None:
    """Add the verb `import`."""
    parser = add("import", _("keep articles from another program's file or folder"))
    parser.add_argument("path", type=Path, metavar="PATH", help=_("a site, a folder of posts, or one post"))
    parser.add_argument(
        "--from", dest="source", default="", metavar="SOURCE", help=_("what it is, instead of looking; see `formats`")
    )
    parser.set_defaults(run=_import)


def _import(call: Call) -> int:
    from tearsheet.workflows.importing import import_path, importers

    given = call.arguments
    known = [importer.name for importer in importers()]
    if given.source and given.source not in known:
        raise WrongUsage(
            _("There is no source {name}; there are {known}.").format(name=given.source, known=", ".join(known))
        )
    with call.cancellable() as cancelled:
        results = import_path(
            call.desk, given.path, source=given.source, report=_reporter(call.console), cancelled=cancelled
        )
        return _tell(call.console, results)


def _tell(console: Console, results: Iterable[Imported]) -> int:
    """Print what became of each entry, a line for all of them at the end, and return the exit code."""
    statuses: Counter[Status] = Counter()
    odd = 0
    try:
        for imported in results:
            console.result(fields.of_imported(imported), _words(imported))
            for oddity in imported.oddities:
                console.remark(f"{imported.entry}: {oddity_in_words(oddity)}")
            if imported.failure is not None:
                console.complain(f"{imported.entry}: {in_words(imported.failure)}")
            statuses[imported.status] += 1
            odd += bool(imported.oddities)
    finally:
        if statuses:
            console.remark(summary(statuses, odd))
    return SOME_FAILED if statuses[Status.FAILED] else DONE


def _words(imported: Imported) -> str:
    """Return a line on an entry that is new here; what is kept already is only counted."""
    said = {
        Status.ADDED: _("Added"),
        Status.UPDATED: _("Updated"),
        Status.KEPT_AS_FILE: _("Kept as a file"),
    }.get(imported.status)
    return f"{said}: {imported.article}  {imported.title or imported.entry}" if said else ""


def _reporter(console: Console) -> Callable[[Progress], None]:
    def report(progress: Progress) -> None:
        if progress.step is Step.KEEPING:
            console.passing(
                _("{done} of {total}  {url}").format(
                    done=f"{progress.done:,}", total=f"{progress.total:,}", url=progress.url
                )
            )

    return report
