"""Turn a library whose process was killed into what a person finds after a restart, and what is wrong with it."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from tearsheet.browser.client import Renderer
from tearsheet.model.capture import JobState
from tearsheet.model.query import Query
from tearsheet.text.queries import parse
from tearsheet.workflows.desk import Desk
from tearsheet.workflows.queue import drain
from tests.support.desks import desk_at


class Found(StrEnum):
    """How far the killed capture was, by what it left on disk."""

    NOTHING = "before the link was remembered"
    OPEN = "with its job open"
    KEPT = "with its article kept"


@dataclass(frozen=True, slots=True, kw_only=True)
class Restarted:
    """What a restart found, and what it found wrong: nothing, in words."""

    found: Found
    wrong: tuple[str, ...]


def restart(library: Path, *, renderer: Renderer | None = None) -> Restarted:
    """Open the library again, capture what waits, and compare what is kept with one link's one article."""
    desk = desk_at(library, renderer=renderer)
    try:
        jobs = desk.library.jobs(*JobState)
        done = any(job.state is JobState.DONE for job in jobs)
        found = Found.KEPT if done else Found.OPEN if jobs else Found.NOTHING
        wrong = list(_wrong_before(desk, found))
        if jobs:
            list(drain(desk))
            wrong += _wrong_after(desk)
    finally:
        desk.close()
    wrong += [f"a stray file: {name}" for name in stray_files(library)]
    return Restarted(found=found, wrong=tuple(wrong))


def _wrong_before(desk: Desk, found: Found) -> Iterator[str]:
    """Say where the article and the end of its job did not come in one piece."""
    articles = desk.library.count(Query())
    if articles != int(found is Found.KEPT):
        yield f"killed {found}, yet {articles} articles"


def _wrong_after(desk: Desk) -> Iterator[str]:
    library = desk.library
    states = [job.state for job in library.jobs(*JobState)]
    if states != [JobState.DONE]:
        yield f"jobs {states}"
    if library.count(Query()) != 1:
        yield f"{library.count(Query())} articles"
    summaries = library.summaries(parse("撕页"))
    if len(summaries) != 1:
        yield f"{len(summaries)} articles found by a word"
    for summary in summaries:
        article = library.article(summary.id)
        if len(article.versions) != 1:
            yield f"{len(article.versions)} versions"
        if len(article.resources) != 2 or article.missing:
            yield f"{len(article.resources)} pictures, {len(article.missing)} missing"
        for each in article.resources:
            if each.blob is not None and len(library.blob(each.blob.sha256)) != each.blob.size:
                yield f"a picture cut short: {each.url}"


def stray_files(library: Path) -> list[str]:
    """Return every file that is neither a database nor a blob by its name."""
    return [
        str(path.relative_to(library))
        for path in library.rglob("*")
        if path.is_file()
        and path.name not in ("library.sqlite3", "index.sqlite3")
        and not (path.parent.parent.name == "blobs" and len(path.name) == 64)
    ]
