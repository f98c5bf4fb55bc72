"""Put a window to work on a desk: everything that knows workflows is made here, after the first paint."""

from PySide6.QtCore import QObject

from tearsheet.gui.background import Background
from tearsheet.gui.backing_up import BackingUp
from tearsheet.gui.browsing import Browsing
from tearsheet.gui.captures import Captures
from tearsheet.gui.capturing import Capturing
from tearsheet.gui.carrying import Carrying
from tearsheet.gui.checking import Checking
from tearsheet.gui.comparing import Comparing
from tearsheet.gui.explaining import Explaining
from tearsheet.gui.exporting import Exporting
from tearsheet.gui.highlights import Highlights
from tearsheet.gui.importing import Importing
from tearsheet.gui.long_run import LongRun
from tearsheet.gui.marking import Marking
from tearsheet.gui.organising import Organising
from tearsheet.gui.outlets import Outlets
from tearsheet.gui.palette import Palette
from tearsheet.gui.reader import ReaderPane
from tearsheet.gui.reader_style import ReadingStyle, style_of, with_style
from tearsheet.gui.reading import Reading
from tearsheet.gui.reading_aloud import ReadingAloud
from tearsheet.gui.reading_places import ReadingPlaces
from tearsheet.gui.recapturing import Recapturing
from tearsheet.gui.remembered import Remembered
from tearsheet.gui.repair import Repairing
from tearsheet.gui.rereading import ReadingAgain
from tearsheet.gui.retagging import Retagging
from tearsheet.gui.saved_searches import SavedSearches
from tearsheet.gui.shown import shown_of, with_shown
from tearsheet.gui.storing import Storing
from tearsheet.gui.taking_back import TakingBack
from tearsheet.gui.toast import Toasts
from tearsheet.gui.versions import Versions
from tearsheet.gui.window import MainWindow
from tearsheet.model.capture import Progress
from tearsheet.model.errors import Failure
from tearsheet.model.rereading import Reread
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
        rereads: LongRun[Reread, Progress] | None = None,
    ) -> None:
        super().__init__(window)
        self._settings, self._desk = settings, desk
        self.window = window
        self.captures = captures or Captures(desk, background)
        self.rereads = rereads or LongRun(background)
        self.places = ReadingPlaces(background, self)
        self.reader = ReaderPane(
            lambda sha256: read.blob(desk, sha256),
            window,
            style=style_of(settings.preferences),
            place_of=self.places.of,
        )
        window.show_reader(self.reader)
        self.toasts = Toasts(window)
        self.browsing = Browsing(window, desk, background, self.reader)
        self.taking_back = TakingBack(window, desk, background, self.browsing, self.toasts)
        self.organising = Organising(
            window, desk, background, self.browsing, self.reader, self.toasts, settings, self.taking_back
        )
        self.retagging = Retagging(window, desk, background, self.browsing, self.toasts, self.taking_back)
        self.searches = SavedSearches(window, desk, background, self.browsing, self.toasts, self.taking_back)
        self.reading = Reading(window, desk, background, self.browsing, self.reader, self.toasts, settings)
        self.reading_aloud = ReadingAloud(window, self.browsing, self.reader, self.toasts, settings)
        self.marking = Marking(window, desk, background, self.browsing, self.reader, self.toasts)
        self.taking_back.attend(self.marking.annotating)
        self.capturing = Capturing(window, background, self.captures, self.browsing, self.toasts)
        self.highlights = Highlights(window, desk, background, self.browsing, self.reader, self.toasts, settings)
        chosen = lambda: self.organising.chosen  # noqa: E731
        self.repairing = Repairing(window, desk, background, self.reader, self.toasts, chosen)
        self.exporting = Exporting(window, desk, background, self.toasts, settings, chosen)
        self.outlets = Outlets(window, desk, background, self.browsing, self.searches, self.toasts, settings)
        self.carrying = Carrying(window, desk, background, self.toasts, chosen)
        self.explaining = Explaining(window, desk, background, self.browsing, self.toasts, chosen)
        self.reading_again = ReadingAgain(window, desk, background, self.rereads, self.browsing, self.toasts, chosen)
        self.recapturing = Recapturing(window, desk, background, self.captures, self.browsing, self.toasts, chosen)
        self.versions = Versions(window, desk, background, self.toasts, chosen)
        self.comparing = Comparing(window, desk, background, self.toasts, chosen)
        for asking in (self.recapturing, self.versions):
            asking.compare_wanted.connect(self.comparing.compare)
        for choosing in (self.recapturing, self.comparing):
            choosing.choice_wanted.connect(self.versions.choose)
        for listing in (self.recapturing, self.reader):
            listing.versions_wanted.connect(self.versions.list_of)
        self.storing = Storing(window, desk, background, self.browsing, self.toasts)
        self.organising.gone_for_good.connect(self.storing.ask_to_delete)
        self.checking = Checking(window, desk, background, self.browsing, self.toasts)
        self.importing = Importing(window, desk, background, self.browsing, self.toasts)
        self.backing_up = BackingUp(window, desk, background, self.toasts, settings)
        self.palette = Palette(window, self.browsing, background, desk)
        self.reader.style_changed.connect(self._keep_style)
        self.reader.try_again.connect(self._capture_again)
        background.unexpected.connect(self._say)
        window.library_changed.connect(lambda _changes: self.captures.reload())
        self.reader.placed.connect(self.places.keep)
        window.closing.connect(self.reader.close_view)
        window.closing.connect(self.places.close)
        self._resume = self.startTimer(_RESUME)
        self._begun = False
        self.captures.changed.connect(self._begin)
        self.captures.reload()
        self.searches.look()
        self.browsing.start(shown_of(settings.preferences, desk.location))
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

    def remember_place(self) -> None:
        """Take note of what is shown, for the next start."""
        self._settings.take(with_shown(self._settings.preferences, self.browsing.place, self._desk.location))

    def _keep_style(self, style: ReadingStyle) -> None:
        self._settings.take(with_style(self._settings.preferences, style))

    def _say(self, failure: Failure) -> None:
        self.toasts.say(in_words(failure), serious=True)
