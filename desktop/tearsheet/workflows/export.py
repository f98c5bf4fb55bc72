"""Turn articles of the library into files in a folder, each whole or not there."""

import errno
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from threading import Event

from tearsheet.export import EXPORTERS, Exporter, Option
from tearsheet.export.signing import is_untouched
from tearsheet.model.capture import Progress, Step
from tearsheet.model.errors import Cancelled, ExportError, Reason
from tearsheet.model.export import AnnotatedArticle, ExportedFile, ExportOptions
from tearsheet.model.ids import ArticleId
from tearsheet.settings.whole_files import write_whole
from tearsheet.workflows.desk import Desk, Report, never, silent

__all__ = ["Exporter", "Option", "export", "formats", "preview"]

_LARGEST_TEXT = 1 << 20
"""Bytes; no template is longer."""


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
    left_alone: Callable[[Path], None] = lambda _path: None,
) -> tuple[Path, ...]:
    """Write articles into the folder `to` and return the files, in order. Raises ExportError, LibraryError, Cancelled.

    A file that exists is whole, and one that would not change is not written again. `left_alone` gets each that was
    not written because it is a person's own. Of two articles of one title the first has the plain name: who exports
    into one folder again and again gives them in the order they were kept.
    """
    exporter = _named(format)
    options = _with_texts(exporter, options)
    stop = cancelled or never()
    written = []
    for file in exporter.export(_articles(desk, articles, report, stop), options, desk.library.blob):
        if stop.is_set():
            raise Cancelled
        target = to / file.path
        if _write(to, target, file):
            written.append(target)
        else:
            left_alone(target)
    return tuple(written)


def preview(
    desk: Desk,
    article: ArticleId,
    *,
    format: str,  # noqa: A002 - the field's word
    options: ExportOptions = ExportOptions(),  # noqa: B008 - frozen
) -> ExportedFile | None:
    """Return the file that an article becomes, None where it becomes none; nothing is written.

    Raises ExportError, LibraryError.
    """
    exporter = _named(format)
    articles = _articles(desk, [article], silent, never())
    for file in exporter.export(articles, _with_texts(exporter, options), desk.library.blob):
        if PurePosixPath(file.path).suffix.startswith(exporter.extension):
            return file
    return None


def _named(name: str) -> Exporter:
    for exporter in EXPORTERS:
        if exporter.name == name:
            return exporter
    raise ExportError(Reason.EXPORT_FAILED, name)


def _with_texts(exporter: Exporter, options: ExportOptions) -> ExportOptions:
    """Return options with the text of a file in the place of its path."""
    files = {option.name for option in exporter.options if option.file}
    paths = {option.name: option.choices for option in exporter.options}
    return ExportOptions(
        values=tuple(
            (name, _text(value) if name in files and value not in paths[name] else value)
            for name, value in options.values
        )
    )


def _text(path: str) -> str:
    try:
        with Path(path).open("rb") as file:
            data = file.read(_LARGEST_TEXT + 1)
        if len(data) > _LARGEST_TEXT:
            raise ExportError(Reason.UNREADABLE_FILE, path)
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except FileNotFoundError as error:
        raise ExportError(Reason.NO_SUCH_FILE, path) from error
    except (OSError, ValueError) as error:
        raise ExportError(Reason.UNREADABLE_FILE, path) from error


def _articles(desk: Desk, articles: Sequence[ArticleId], report: Report, stop: Event) -> Iterator[AnnotatedArticle]:
    for done, article in enumerate(articles):
        if stop.is_set():
            raise Cancelled
        report(Progress(step=Step.KEEPING, done=done, total=len(articles)))
        yield AnnotatedArticle(article=desk.library.article(article), annotations=desk.library.annotations(article))


def _write(folder: Path, target: Path, file: ExportedFile) -> bool:
    """Say whether `file` is now at `target`, which it is not where a person's own file is."""
    try:
        if not target.resolve().is_relative_to(folder.resolve()):
            raise ExportError(Reason.EXPORT_FAILED, file.path)
        there = target.read_bytes() if target.exists() else None
        if there is not None and there != file.data and file.signed and not is_untouched(there):
            return False
        if there != file.data:
            write_whole(target, file.data)
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EFBIG)
        raise ExportError(Reason.DISK_FULL if full else Reason.EXPORT_FAILED, str(target)) from error
    return True
