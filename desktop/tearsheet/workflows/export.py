"""Turn articles of the library into files in a folder, each whole or not there."""

import errno
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from threading import Event

from tearsheet.export import EXPORTERS, Exporter, Option
from tearsheet.export.signing import is_untouched, uid_in
from tearsheet.model.capture import Progress, Step
from tearsheet.model.errors import Cancelled, ExportError, Reason, SettingsError
from tearsheet.model.export import AnnotatedArticle, ExportedFile, ExportOptions
from tearsheet.model.ids import ArticleId
from tearsheet.settings.templates import read_template
from tearsheet.settings.whole_files import write_whole
from tearsheet.workflows.desk import Desk, Report, never, silent
from tearsheet.workflows.earlier import earlier_files, replace_earlier

__all__ = [
    "Exporter",
    "Option",
    "annotated",
    "export",
    "exporter_named",
    "formats",
    "preview",
    "why_not_written",
    "with_texts",
]


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
    not written because it is a person's own. Where an article's file had another name before, the new one takes its
    place. Of two articles of one title the first has the plain name, unless the other's file has it already: who
    exports into one folder again and again gives them in the order they were kept.
    """
    exporter = exporter_named(format)
    options = with_texts(exporter, options)
    stop = cancelled or never()
    options = replace(options, earlier=earlier_files(to, exporter))
    before = options.earlier.by_article()
    written: list[Path] = []
    beside: list[str] = []
    for file in exporter.export(_articles(desk, articles, report, stop), options, desk.library.blob):
        if stop.is_set():
            raise Cancelled
        target = to / file.path
        if _write(to, file, beside, before.get(file.uid, ())):
            written.append(target)
        else:
            left_alone(target)
        beside = [] if file.uid else [*beside, file.path]
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
    exporter = exporter_named(format)
    articles = _articles(desk, [article], silent, never())
    for file in exporter.export(articles, with_texts(exporter, options), desk.library.blob):
        if PurePosixPath(file.path).suffix.startswith(exporter.extension):
            return file
    return None


def exporter_named(name: str) -> Exporter:
    """Return the exporter of a format. Raises ExportError."""
    for exporter in EXPORTERS:
        if exporter.name == name:
            return exporter
    raise ExportError(Reason.EXPORT_FAILED, name)


def with_texts(exporter: Exporter, options: ExportOptions) -> ExportOptions:
    """Return options with the text of a file in the place of its path. Raises ExportError."""
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
        return read_template(Path(path))
    except SettingsError as error:
        raise ExportError(error.reason, path) from error


def annotated(desk: Desk, article: ArticleId) -> AnnotatedArticle:
    """Return an article with what is marked on it, as an exporter takes it. Raises LibraryError."""
    return AnnotatedArticle(
        article=desk.library.article(article), annotations=desk.library.annotating.of_article(article)
    )


def _articles(desk: Desk, articles: Sequence[ArticleId], report: Report, stop: Event) -> Iterator[AnnotatedArticle]:
    for done, article in enumerate(articles):
        if stop.is_set():
            raise Cancelled
        report(Progress(step=Step.KEEPING, done=done, total=len(articles)))
        yield annotated(desk, article)


def _write(folder: Path, file: ExportedFile, beside: Sequence[str], earlier: Sequence[str]) -> bool:
    """Say whether `file` is now in its place, which it is not where a person's own file is.

    It takes the place of its article's `earlier` ones; `beside` are the paths of what goes with it.
    """
    target = folder / file.path
    try:
        if not target.resolve().is_relative_to(folder.resolve()):
            raise ExportError(Reason.EXPORT_FAILED, file.path)
        there = target.read_bytes() if target.exists() else None
        signed = file.signed or (there is not None and bool(uid_in(there)))
        if there is not None and there != file.data and signed and not is_untouched(there, file.path):
            return False
        if there != file.data:
            write_whole(target, file.data)
        replace_earlier(folder, file, beside, earlier)
    except OSError as error:
        raise ExportError(why_not_written(error), str(target)) from error
    return True


def why_not_written(error: OSError) -> Reason:
    """Return what speaks against writing into a folder."""
    match error.errno:
        case errno.ENOSPC | errno.EFBIG | errno.EDQUOT:
            return Reason.DISK_FULL
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return Reason.FOLDER_READ_ONLY
        case _:
            return Reason.EXPORT_FAILED
