"""Read kept pages again: reread. Workflows are imported by the verb that runs."""

from collections.abc import Callable, Iterable, Iterator

from tearsheet.cli import fields
from tearsheet.cli.call import DONE, INTERRUPTED, SOME_FAILED, AddVerb, Call, WrongUsage
from tearsheet.cli.console import Console
from tearsheet.model.capture import Progress
from tearsheet.model.ids import ArticleId
from tearsheet.model.query import Query
from tearsheet.model.rereading import Reread, Rereading, Verdict
from tearsheet.text.rereading import differences, name_of, summary, why
from tearsheet.text.words import _


def register_reread(add: AddVerb) -> None:
    """Add the verb `reread`."""
    parser = add("reread", _("read kept pages again, without a network"))
    parser.add_argument("items", nargs="*", metavar="ITEM", help=_("articles to read again"))
    parser.add_argument("--all", action="store_true", help=_("the whole library: what today's reader has not read yet"))
    parser.set_defaults(run=_reread)


def _reread(call: Call) -> int:
    from tearsheet.workflows.reread import gathered
    from tearsheet.workflows.search import ids, resolve

    given = call.arguments
    if bool(given.items) == given.all:
        raise WrongUsage(_("Say which articles to read again, or --all."))
    articles = ids(call.desk, Query()) if given.all else resolve(call.desk, given.items)
    rereading = gathered(_told(call.console, _results(call, articles)), len(articles))
    call.console.remark(summary(rereading))
    return _code(rereading)


def _results(call: Call, articles: tuple[ArticleId, ...]) -> Iterator[Reread]:
    """Read the articles; one that is named alone is read whoever read it before."""
    from tearsheet.workflows.reread import reread, reread_all

    with call.cancellable() as cancelled:
        if len(articles) == 1:
            yield reread(call.desk, articles[0], cancelled=cancelled)
        else:
            yield from reread_all(call.desk, articles, report=_reporter(call.console), cancelled=cancelled)


def _told(console: Console, results: Iterable[Reread]) -> Iterator[Reread]:
    """Print what became of each article as soon as it is known."""
    for result in results:
        console.result(fields.of_reread(result), _words(result))
        if result.failure is not None:
            console.complain(f"id:{result.article} {result.title}: {why(result.failure)}")
        yield result


def _words(result: Reread) -> str:
    """Return a line on an article that is different now; a failure's own words are said apart."""
    if result.verdict in (Verdict.SAME, Verdict.FAILED):
        return ""
    return f"{name_of(result.verdict)}: {result.article}  {result.title or result.url}  ({differences(result)})"


def _reporter(console: Console) -> Callable[[Progress], None]:
    def report(progress: Progress) -> None:
        console.passing(
            _("{done} of {total}  {url}").format(
                done=f"{progress.done:,}", total=f"{progress.total:,}", url=progress.url
            )
        )

    return report


def _code(rereading: Rereading) -> int:
    if rereading.stopped:
        return INTERRUPTED
    return SOME_FAILED if rereading.of(Verdict.FAILED) else DONE
