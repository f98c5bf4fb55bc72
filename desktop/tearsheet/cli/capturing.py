"""Turn links and files into kept articles: capture, queue, worker. Workflows are imported by the verb that runs."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path

from tearsheet.cli import fields
from tearsheet.cli.call import DONE, SOME_FAILED, AddVerb, Call
from tearsheet.cli.console import Console
from tearsheet.model.capture import Captured, Progress, Status, Step
from tearsheet.model.errors import Failure, Reason, TearsheetError
from tearsheet.model.page import Rendering
from tearsheet.text.reasons import in_words
from tearsheet.text.words import _, ngettext

# What begins or ends like this and is nowhere is a file that is not there, not a site.
_PATH = re.compile(r"[/\\~](?!/)|\.\.?[/\\]|[A-Za-z]:[/\\]")
_FILES = (".html", ".htm", ".xhtml", ".mhtml", ".txt", ".url", ".webloc", ".desktop", ".pdf")

Way = Callable[..., Iterator[Captured]]
"""How an item is captured: it takes a reporter and the event that cancels."""


def register_capture(add: AddVerb) -> None:
    """Add the verb `capture`."""
    parser = add("capture", _("keep pages: by their links, or saved as files"))
    parser.add_argument("items", nargs="+", metavar="URL|FILE", help=_("a link, a saved page, or a file of links"))
    parser.add_argument("--tag", action="append", default=[], metavar="TAG", help=_("a tag for all of them"))
    parser.add_argument("--note", default="", help=_("a note for all of them"))
    parser.add_argument(
        "--render", choices=[mode.value for mode in Rendering], default="auto", help=_("run the pages' scripts")
    )
    parser.set_defaults(run=_capture)


def register_queue(add: AddVerb) -> None:
    """Add the verb `queue`."""
    parser = add("queue", _("capture the links that wait"))
    parser.add_argument("--retry", action="store_true", help=_("try again what failed, and pictures that are missing"))
    parser.set_defaults(run=_queue)


def register_worker(add: AddVerb) -> None:
    """Add the verb `worker`."""
    parser = add("worker", _("capture links as they come in, until it is stopped; on several computers if wanted"))
    parser.add_argument("--once", action="store_true", help=_("stop when nothing is due"))
    parser.set_defaults(run=_worker)


def _capture(call: Call) -> int:
    given = call.arguments
    # Every link is on disk before the first is fetched.
    ways = [_way(call, item, Rendering(given.render), tuple(given.tag), given.note) for item in given.items]
    with call.cancellable() as cancelled:
        report = reporter(call.console)
        return _tell(call.console, (captured for way in ways for captured in way(report, cancelled)))


def _way(call: Call, item: str, rendering: Rendering, tags: tuple[str, ...], note: str) -> Way:
    """Return how one item is captured, once it is remembered."""
    from tearsheet.workflows.capture import remember, run
    from tearsheet.workflows.files import capture_file

    if _is_file(item):
        return lambda report, cancelled: capture_file(
            call.desk, Path(item), tags=tags, note=note, rendering=rendering, report=report, cancelled=cancelled
        )
    try:
        job = remember(call.desk, item, tags=tags, note=note, rendering=rendering)
    except TearsheetError as error:
        failed = Captured(url=item, status=Status.FAILED, failure=error.failure)
        return lambda _report, _cancelled: iter([failed])
    return lambda report, cancelled: iter([run(call.desk, job, report=report, cancelled=cancelled)])


def _is_file(item: str) -> bool:
    """Say whether an item is a path: something is there, or it looks like nothing else."""
    if "://" in item:
        return False
    try:
        exists = Path(item).exists()
    except (OSError, ValueError):  # longer than a name may be, or with a NUL
        return False
    return exists or _PATH.match(item) is not None or (item.lower().endswith(_FILES) and "/" not in item)


def _queue(call: Call) -> int:
    from tearsheet.workflows.pictures import retry_all
    from tearsheet.workflows.queue import drain, jobs

    again, report = call.arguments.retry, reporter(call.console)
    with call.cancellable() as cancelled:
        done = drain(call.desk, retry_failed=again, report=report, cancelled=cancelled)
        pictures = retry_all(call.desk, report=report, cancelled=cancelled) if again else ()
        code = _tell(call.console, chain(done, pictures))
    waiting = jobs(call.desk)
    for job in waiting:
        reason = in_words(job.failure) if job.failure else ""
        call.console.remark(f"{job.state}  {job.address.url}  {reason}".rstrip())
    if not waiting:
        call.console.remark(_("Nothing waits."))
    return code


def _worker(call: Call) -> int:
    from tearsheet.workflows.worker import work

    def troubled(failure: Failure) -> None:
        if failure.reason not in said[-1:]:
            said.append(failure.reason)
            call.console.complain(in_words(failure))

    said: list[Reason] = []
    with call.cancellable() as cancelled:
        report = reporter(call.console)
        return _tell(
            call.console,
            work(call.desk, once=call.arguments.once, report=report, troubled=troubled, cancelled=cancelled),
        )


def _tell(console: Console, results: Iterable[Captured]) -> int:
    """Print what became of each link, and return the exit code."""
    code = DONE
    for captured in results:
        console.result(fields.of_capture(captured), _words(captured))
        if captured.failure is not None:
            console.complain(f"{captured.url}: {in_words(captured.failure)}")
        code = code if captured.ok else SOME_FAILED
    return code


def _words(captured: Captured) -> str:
    """Return a line on a capture that did not fail; the failure's own words say the rest."""
    if captured.status in (Status.FAILED, Status.QUEUED):
        return ""
    said = {
        Status.ADDED: _("Added"),
        Status.UPDATED: _("Updated"),
        Status.UNCHANGED: _("Already kept, unchanged"),
        Status.KEPT_AS_LINK: _("Kept as a link"),
        Status.KEPT_AS_FILE: _("Kept as a file"),
    }[captured.status]
    if captured.status is Status.UPDATED and not captured.current:
        said = _("Kept aside")
    line = f"{said}: {captured.article}  {captured.title or captured.url}"
    if not captured.missing:
        return line
    count = len(captured.missing)
    missing = ngettext("{count} picture missing", "{count} pictures missing", count).format(count=count)
    return f"{line}  ({missing})"


def reporter(console: Console) -> Callable[[Progress], None]:
    """Return what shows somebody who watches where a capture is, a line a step."""
    said: list[tuple[Step, str]] = []

    def report(progress: Progress) -> None:
        words = _steps().get(progress.step)
        if words and console.is_watched and (progress.step, progress.url) not in said[-1:]:
            said.append((progress.step, progress.url))
            console.remark(f"{words}  {progress.url}")

    return report


def _steps() -> dict[Step, str]:
    return {
        Step.FETCHING: _("Fetching"),
        Step.RENDERING: _("Rendering"),
        Step.READING: _("Reading"),
        Step.PICTURES: _("Pictures"),
    }
