"""Let the chosen articles be dragged into other programs, as notes and as links, and copied as titles and links."""

from collections.abc import Callable, Sequence
from functools import cached_property, partial
from html import escape
from pathlib import Path

from PySide6.QtCore import QByteArray, QMetaType, QMimeData, QObject, QPoint, QRectF, QSize, Qt, QUrl
from PySide6.QtGui import QColor, QDrag, QFontMetricsF, QGuiApplication, QPainter, QPixmap

from tearsheet.gui import fonts, icons, paint
from tearsheet.gui.background import Background
from tearsheet.gui.drag_folders import DragFolders, sweep
from tearsheet.gui.moments import number
from tearsheet.gui.theme import current
from tearsheet.gui.toast import Toasts
from tearsheet.gui.window import MainWindow
from tearsheet.model.article import ArticleSummary
from tearsheet.model.errors import Failure, TearsheetError
from tearsheet.model.export import ExportOptions
from tearsheet.model.ids import ArticleId
from tearsheet.text.words import _, ngettext
from tearsheet.workflows import export, search
from tearsheet.workflows.desk import Desk

MOST_FILES = 100
"""So many articles become files when they are dropped, for whoever takes them waits; more go as links only."""

_URIS, _MOZILLA, _HTML, _PLAIN = "text/uri-list", "text/x-moz-url", "text/html", "text/plain"
_ALONE = ExportOptions(values=(("pictures", "link"),))
"""A note that is dropped comes without a folder beside it."""

_CARD, _RADIUS = QSize(264, 44), 8

Rows = Sequence[ArticleSummary]


class Carrying(QObject):
    """Makes what a drag or the clipboard holds; the files of drags are gone when the window closes."""

    def __init__(
        self,
        window: MainWindow,
        desk: Desk,
        background: Background,
        toasts: Toasts,
        chosen: Callable[[], tuple[ArticleId, ...]],
    ) -> None:
        super().__init__(window)
        self._window, self._desk, self._background = window, desk, background
        self._toasts, self._chosen = toasts, chosen
        self._folders = DragFolders()
        window.articles.drag_wanted.connect(self.drag)
        window.actions_by_name["copy-article"].triggered.connect(self.copy)
        window.actions_by_name["copy-markdown"].triggered.connect(self.copy_markdown)
        window.closing.connect(self._folders.close)
        background.run(sweep)

    def drag(self) -> None:
        """Let a person carry the chosen articles until they let go."""
        ids = self._chosen()
        if ids:
            held = QDrag(self._window.articles.view)
            held.setMimeData(self.carried(ids))
            known = self._window.articles.model.summary(ids[0])
            held.setPixmap(_picture(_title(known) if known else "", len(ids), self._window.devicePixelRatioF()))
            held.setHotSpot(QPoint(20, 24))
            held.exec(Qt.DropAction.CopyAction)

    def carried(self, ids: tuple[ArticleId, ...]) -> QMimeData:
        """Return articles as other programs take them; they are looked up and written down when one asks."""
        return _Carried(partial(search.rows_of, self._desk, ids), partial(self._written, ids), self._toasts.say_failure)

    def copy(self) -> None:
        """Put the titles and addresses of the chosen articles on the clipboard."""
        ids = self._chosen()
        if ids:
            self._background.run(search.rows_of, self._desk, ids, done=self._copied, failed=self._toasts.say_failure)

    def copy_markdown(self) -> None:
        """Put the chosen articles on the clipboard as the notes that an export writes."""
        ids = self._chosen()
        if len(ids) > MOST_FILES:
            self._toasts.say(_("So many are too much for the clipboard. Export… writes them as files."))
        elif ids:
            done = partial(self._copied_markdown, len(ids))
            self._background.run(_markdown, self._desk, ids, done=done, failed=self._toasts.say_failure)

    def _written(self, ids: tuple[ArticleId, ...]) -> tuple[Path, ...]:
        if len(ids) > MOST_FILES:
            self._toasts.say(_("So many go as links only. Export… writes them as files."))
            return ()
        return export.export(self._desk, ids, format="markdown", to=self._folders.new(), options=_ALONE)

    def _copied_markdown(self, count: int, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        words = ngettext("Article copied as Markdown", "{count} articles copied as Markdown", count)
        self._toasts.say(words.format(count=number(count)))

    def _copied(self, rows: Rows) -> None:
        mime = QMimeData()
        mime.setText("\n\n".join("\n".join(filter(None, (_title(row), row.url))) for row in rows))
        mime.setHtml(_links(rows))
        QGuiApplication.clipboard().setMimeData(mime)
        words = ngettext("Title and link copied", "{count} titles and links copied", len(rows))
        self._toasts.say(words.format(count=number(len(rows))))


class _Carried(QMimeData):
    """Answers in each form when somebody asks: a drag that ends nowhere writes no file."""

    def __init__(
        self, rows: Callable[[], Rows], files: Callable[[], tuple[Path, ...]], failed: Callable[[Failure], None]
    ) -> None:
        super().__init__()
        self._find_rows, self._write, self._failed = rows, files, failed

    def formats(self) -> list[str]:
        return [_URIS, _MOZILLA, _HTML, _PLAIN]

    def hasFormat(self, mimetype: str) -> bool:  # noqa: N802 - Qt's name
        return mimetype in self.formats()

    def retrieveData(self, mimetype: str, _preferred: QMetaType | QMetaType.Type) -> object:  # noqa: N802 - Qt's name
        match mimetype.partition(";")[0]:
            case "text/uri-list":
                files = [QUrl.fromLocalFile(str(file)) for file in self._files]
                return files or [QUrl(row.url) for row in self._rows if row.url]
            case "text/x-moz-url":
                lines = (f"{row.url}\n{_title(row)}" for row in self._rows if row.url)
                return QByteArray("\n".join(lines).encode("utf-16-le"))
            case "text/html":
                return _links(self._rows)
            case "text/plain":
                return "\n".join(row.url or _title(row) for row in self._rows)
        return None

    @cached_property
    def _rows(self) -> Rows:
        try:
            return self._find_rows()
        except TearsheetError as error:
            self._failed(error.failure)
            return ()

    @cached_property
    def _files(self) -> tuple[Path, ...]:
        try:
            return self._write()
        except TearsheetError as error:
            self._failed(error.failure)
            return ()


def _markdown(desk: Desk, ids: tuple[ArticleId, ...]) -> str:
    files = (export.preview(desk, article, format="markdown", options=_ALONE) for article in ids)
    return "\n\n".join(file.data.decode().strip() for file in files if file is not None) + "\n"


def _title(row: ArticleSummary) -> str:
    return " ".join((row.title or row.url).split())


def _links(rows: Rows) -> str:
    linked = (
        f'<a href="{escape(row.url)}">{escape(_title(row))}</a>' if row.url else escape(_title(row)) for row in rows
    )
    return "<br>\n".join(linked)


def _picture(title: str, count: int, ratio: float) -> QPixmap:
    """Return what hangs at the pointer: the first title on a card, and how many there are.

    Without a shadow, which plain X11 would draw as a frame.
    """
    result = QPixmap(_CARD * ratio)
    result.setDevicePixelRatio(ratio)
    result.fill(Qt.GlobalColor.transparent)
    colours, painter = current(), QPainter(result)
    box = QRectF(0, 0, _CARD.width(), _CARD.height())
    paint.card(painter, box, radius=_RADIUS, fill=colours.card, reach=0, outline=True)
    icons.draw(painter, "all", QRectF(box.left() + 14, box.center().y() - 8, 16, 16), colours.accent_ink)
    text = box.adjusted(40, 0, -14, 0)
    if count > 1:
        painter.setFont(fonts.ui(fonts.SMALL, strong=True))
        many = number(count)
        wide = max(22.0, QFontMetricsF(painter.font()).horizontalAdvance(many) + 12)
        badge = QRectF(box.right() - 12 - wide, box.center().y() - 11, wide, 22)
        paint.pill(painter, badge, radius=11, fill=colours.accent)
        painter.setPen(QColor(colours.on_accent))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, many)
        text.setRight(badge.left() - 8)
    painter.setFont(fonts.ui(fonts.TEXT, strong=True))
    painter.setPen(QColor(colours.ink))
    cut = QFontMetricsF(painter.font()).elidedText(title, Qt.TextElideMode.ElideRight, text.width())
    painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, cut)
    painter.end()
    return result
