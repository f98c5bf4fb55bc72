"""Put a window to work on a desk: everything that knows workflows is made here, after the first paint."""

from PySide6.QtCore import QObject

from tearsheet.gui.background import Background
from tearsheet.gui.browsing import Browsing
from tearsheet.gui.captures import Captures
from tearsheet.gui.capturing import Capturing
from tearsheet.gui.explaining import Explaining
from tearsheet.gui.exporting import Exporting
from tearsheet.gui.organising import Organising
from tearsheet.gui.palette import Palette
from tearsheet.gui.reader import ReaderPane
from tearsheet.gui.reader_style import ReadingStyle, style_of, with_style
from tearsheet.gui.remembered import Remembered
from tearsheet.gui.repair import Repairing
from tearsheet.gui.rereading import ReadingAgain
from tearsheet.gui.rereads import Rereads
from tearsheet.gui.toast import Toasts
from tearsheet.gui.window import MainWindow
from tearsheet.model.errors import Failure
from tearsheet.text.reasons import in_words
from tearsheet.workflows import read
from tearsheet.workflows.desk import Desk

_RESUME = 60_000


class Session(QObject):
    """One window at work. `captures` and `rereads` outlive it when the window is made anew in another language."""

    def __init__(
        self,
        window: MainWindow,
        desk: Desk,
        background: Background,
        settings: Remembered,
        captures: Captures | None = None,
        rereads: Rereads | None = None,
    ) -> None:
        super().__init__(window)
        self._settings = settings
        self.window = window
        self.captures = captures or Captures(desk, background)
        self.rereads = rereads or Rereads(desk, background)
        self.reader = ReaderPane(lambda sha256: read.blob(desk, sha256), window, style=style_of(settings.preferences))
        window.show_reader(self.reader)
        self.toasts = Toasts(window)
        self.browsing = Browsing(window, desk, background, self.reader)
        self.organising = Organising(window, desk, background, self.browsing, self.reader, self.toasts)
        self.capturing = Capturing(window, background, self.captures, self.browsing, self.toasts)
        chosen = lambda: self.organising.chosen  # noqa: E731
        self.repairing = Repairing(window, desk, background, self.reader, self.toasts, chosen)
        self.exporting = Exporting(window, desk, background, self.toasts, settings, chosen)
        self.explaining = Explaining(window, desk, background, self.browsing, self.toasts, chosen)
        self.reading_again = ReadingAgain(window, desk, background, self.rereads, self.browsing, self.toasts, chosen)
        self.palette = Palette(window, self.browsing, background, desk)
        self.reader.style_changed.connect(self._keep_style)
        self.reader.try_again.connect(self._capture_again)
        background.unexpected.connect(self._say)
        window.library_changed.connect(lambda _changes: self.captures.reload())
        window.closing.connect(self.reader.close_view)
        self._resume = self.startTimer(_RESUME)
        self._begun = False
        self.captures.changed.connect(self._begin)
        self.captures.reload()
        self.browsing.start()
        window.now_ready()

    def timerEvent(self, _event: object) -> None:  # noqa: N802 - Qt's name
        self.captures.resume()

    def _begin(self) -> None:
        """Take up what an earlier run left, once the queue has been read."""
        if not self._begun:
            self._begun = True
            self.captures.resume()

    def _capture_again(self, article: int) -> None:
        shown = self.browsing.article
        if shown is not None and shown.id == article:
            self.captures.start(shown.share_link or shown.url, title=shown.metadata.title, again=True)

    def _keep_style(self, style: ReadingStyle) -> None:
        chosen = with_style(self._settings.preferences, style)
        names = (name for name in chosen.__dataclass_fields__ if name.startswith("reader_"))
        self._settings.remember(**{name: getattr(chosen, name) for name in names})

    def _say(self, failure: Failure) -> None:
        self.toasts.say(in_words(failure), serious=True)
