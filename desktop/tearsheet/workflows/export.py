"""Turn articles of the library into files in a folder, each whole or not there."""

import errno
from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Event

from tearsheet.export import EXPORTERS, Exporter
from tearsheet.model.article import Article
from tearsheet.model.capture import Progress, Step
from tearsheet.model.errors import Cancelled, ExportError, Reason
from tearsheet.model.export import ExportedFile, ExportOptions
from tearsheet.model.ids import ArticleId
from tearsheet.settings.whole_files import write_whole
from tearsheet.workflows.desk import Desk, Report, never, silent


def formats() -> tuple[Exporter, ...]:
    """Return every exporter there is."""
    return EXPORTERS


def export(
    desk: Desk,
    articles: Sequence[ArticleId],
    *,
    format: str,  # noqa: A002 - the field's word
    to: Path,
    options: ExportOptions = ExportOptions(),  # noqa: B008 - frozen
    report: Report = silent,
    cancelled: Event | None = None,
) -> tuple[Path, ...]:
    """Write articles into the folder `to` and return the files, in order. Raises ExportError, LibraryError, Cancelled.

    A file that exists is whole.
    """
    exporter = _named(format)
    stop = cancelled or never()
    written = []
    for file in exporter.export(_articles(desk, articles, report, stop), options, desk.library.blob):
        if stop.is_set():
            raise Cancelled
        written.append(_write(to, file))
    return tuple(written)


def _named(name: str) -> Exporter:
    for exporter in EXPORTERS:
        if exporter.name == name:
            return exporter
    raise ExportError(Reason.EXPORT_FAILED, name)


def _articles(desk: Desk, articles: Sequence[ArticleId], report: Report, stop: Event) -> Iterator[Article]:
    for done, article in enumerate(articles):
        if stop.is_set():
            raise Cancelled
        report(Progress(step=Step.KEEPING, done=done, total=len(articles)))
        yield desk.library.article(article)


def _write(folder: Path, file: ExportedFile) -> Path:
    target = folder / file.path
    try:
        if not target.resolve().is_relative_to(folder.resolve()):
            raise ExportError(Reason.EXPORT_FAILED, file.path)
        write_whole(target, file.data)
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EFBIG)
        raise ExportError(Reason.DISK_FULL if full else Reason.EXPORT_FAILED, str(target)) from error
    return target
