"""Turn the highlights of the library into the few of a day, and into Markdown that a person takes away."""

import errno
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from hashlib import sha256
from pathlib import Path
from threading import Event

from tearsheet.export.highlights import highlights_markdown
from tearsheet.model.annotation import AnnotationQuery, ListedAnnotation
from tearsheet.model.capture import Progress, Step
from tearsheet.model.errors import Cancelled, ExportError, Reason
from tearsheet.model.ids import AnnotationId
from tearsheet.settings.whole_files import write_whole
from tearsheet.workflows.desk import Desk, Report, never, silent

_OF_A_DAY = 3
_PAGE = 200


def highlights_of(desk: Desk, day: date) -> tuple[ListedAnnotation, ...]:
    """Return a few highlights by chance, the same the whole day long, of those made before it where one lives.

    What is marked meanwhile changes nothing; one that is deleted gives way to another.
    """
    morning = datetime.combine(day, time()).astimezone()
    drawn = sorted(desk.library.annotating.uids(morning), key=lambda each: _lot(day, each[1]))[:_OF_A_DAY]
    wanted = tuple(annotation for annotation, _uid in drawn)
    if not wanted:
        return ()
    found = desk.library.annotating.listed(AnnotationQuery(ids=wanted))
    return tuple(sorted(found, key=lambda each: wanted.index(each.placed.annotation.id)))


def as_markdown(listed: Sequence[ListedAnnotation]) -> str:
    """Return highlights as Markdown, without a heading over all of them."""
    return highlights_markdown(listed)


def highlights_by_id(desk: Desk, annotations: Sequence[AnnotationId]) -> tuple[ListedAnnotation, ...]:
    """Return these highlights as they stand now, the newest first."""
    return desk.library.annotating.listed(AnnotationQuery(ids=tuple(annotations))) if annotations else ()


def export_highlights(
    desk: Desk,
    query: AnnotationQuery,
    to: Path,
    *,
    title: str,
    report: Report = silent,
    cancelled: Event | None = None,
) -> int:
    """Write the highlights that fit into one Markdown file and return how many they are.

    Raises ExportError, LibraryError, Cancelled. A file that exists is whole.
    """
    listed = tuple(_all(desk, query, report, cancelled or never()))
    try:
        write_whole(to, highlights_markdown(listed, title=title).encode())
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EFBIG)
        raise ExportError(Reason.DISK_FULL if full else Reason.EXPORT_FAILED, str(to)) from error
    return len(listed)


def _all(desk: Desk, query: AnnotationQuery, report: Report, stop: Event) -> Iterator[ListedAnnotation]:
    total = desk.library.annotating.count(query)
    for offset in range(0, total, _PAGE):
        if stop.is_set():
            raise Cancelled
        report(Progress(step=Step.KEEPING, done=offset, total=total))
        yield from desk.library.annotating.listed(query, limit=_PAGE, offset=offset)


def _lot(day: date, uid: str) -> bytes:
    return sha256(f"{day:%Y-%m-%d} {uid}".encode()).digest()
