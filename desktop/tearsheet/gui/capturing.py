"""Connect the window's ways in (a drop, a paste, the bar) with captures, and show what became of them."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from PySide6.QtCore import QMimeData, QObject, QTimer, QUrl
from PySide6.QtGui import QDesktopServices

from tearsheet.gui.background import Background
from tearsheet.gui.browsing import Browsing
from tearsheet.gui.capture_bar import CaptureBar
from tearsheet.gui.captures import Captures
from tearsheet.gui.queue import QueuePane
from tearsheet.gui.sheets import LinksQuestion, Offer
from tearsheet.gui.spoken import announce
from tearsheet.gui.toast import Toasts
from tearsheet.gui.underway import LATER, Underway
from tearsheet.gui.window import MainWindow
from tearsheet.model.ids import ArticleId
from tearsheet.text.drops import Drop, read_drop
from tearsheet.text.links import links_in, links_in_file
from tearsheet.text.words import _, ngettext

_LARGEST_LIST = 8 << 20
_LONGEST_NOTE = 600
_MOST_IN_BAR = 12
_SOON = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """Everything to keep that came out of one drop: links, and files that are pages of their own."""

    links: tuple[Offer, ...] = ()
    files: tuple[str, ...] = ()


class Capturing(QObject):
    """Takes in links and files, asks once when there are several, and tells how each ended."""

    def __init__(
        self, window: MainWindow, background: Background, captures: Captures, browsing: Browsing, toasts: Toasts
    ) -> None:
        super().__init__(window)
        self._window, self._background, self._browsing, self._toasts = window, background, browsing, toasts
        self.captures = captures
        self.bar = CaptureBar(window)
        self.queue = QueuePane(window)
        self._known = 0
        window.add_to_middle(self.queue, self.queue.opener)
        for pane in (self.bar, self.queue):
            pane.retry.connect(captures.retry)
            pane.forget.connect(captures.forget)
            pane.stop.connect(captures.stop)
            pane.annotated.connect(captures.annotate)
            pane.open_original.connect(self._open_original)
        self.bar.capture_wanted.connect(self._typed)
        self.bar.put_away.connect(captures.put_away)
        self.queue.retry_all.connect(self._retry_all)
        self.queue.stop_all.connect(captures.stop_all)
        window.sidebar.save_wanted.connect(self.bar.ask)
        for queue_wanted in (window.sidebar.progress_clicked, window.actions_by_name["queue"].triggered):
            queue_wanted.connect(self._uncover)
        window.actions_by_name["save-link"].triggered.connect(lambda: self.bar.ask())
        window.given.connect(self.take)
        self._soon = QTimer(self, singleShot=True, interval=_SOON)
        self._soon.timeout.connect(self._show)
        captures.changed.connect(self._show_soon)
        captures.ended.connect(self._tell)
        captures.kept_already.connect(self._already)
        captures.library_changed.connect(window.library_changed)
        browsing.tags_known.connect(self.bar.know_tags)
        browsing.tags_known.connect(self.queue.know_tags)
        self._show()

    def take(self, mime: QMimeData) -> None:
        """Keep what a drop or a paste holds."""
        drop = read_drop(lambda form: bytes(mime.data(form).data()))
        offers = tuple(Offer(url=link.url, title=link.title) for link in drop.links)
        if drop.files:
            self._background.run(_opened, drop.files, done=lambda found: self._keep(_joined(offers, found)))
        elif offers:
            self._keep(Handed(links=offers))
        else:
            self._take_clipping(drop)

    def _take_clipping(self, drop: Drop) -> None:
        """Keep the page that a selection came from, with the selection as its note."""
        parts = urlsplit(drop.source)
        if drop.text.strip() and (parts.path.strip("/") or parts.query):
            self.captures.start(drop.source, note=" ".join(drop.text.split())[:_LONGEST_NOTE])
        else:
            self._toasts.say(_("There is no link in this."))

    def _typed(self, text: str, tags: tuple[str, ...], note: str) -> None:
        """Take what was typed: one link as it stands, so that what is wrong with it is said; or several in a text."""
        links = links_in(text)
        if len(links) > 1:
            self._keep(Handed(links=tuple(Offer(url=link) for link in links)))
        else:
            self.captures.start(links[0] if links else text, tags=tags, note=note)

    def _keep(self, handed: Handed) -> None:
        if len(handed.links) + len(handed.files) > 1:
            question = LinksQuestion(
                self._window, (*handed.links, *(Offer(url=path, title=Path(path).name) for path in handed.files))
            )
            question.tags.know(self._browsing.tags)
            question.agreed.connect(lambda answer: self._begin(answer[0], answer[1], frozenset(handed.files)))
            question.open()
        elif handed.links or handed.files:
            self._begin((*handed.links, *(Offer(url=path) for path in handed.files)), (), frozenset(handed.files))
        else:
            self._toasts.say(_("There is no link in this."))

    def _begin(self, offers: tuple[Offer, ...], tags: tuple[str, ...], files: frozenset[str]) -> None:
        self._known = 0
        for offer in offers:
            if offer.url in files:
                self.captures.start_file(offer.url, tags=tags)
            else:
                self.captures.start(offer.url, title=offer.title, tags=tags)

    def _retry_all(self) -> None:
        for capture in self.captures.queue:
            if capture.failed:
                self.captures.retry(capture.key)

    def _open_original(self, key: str) -> None:
        for capture in (*self.captures.own, *self.captures.queue):
            if capture.key == key:
                local = Path(capture.link).is_absolute()
                QDesktopServices.openUrl(QUrl.fromLocalFile(capture.link) if local else QUrl(capture.link))
                return

    def _uncover(self) -> None:
        """Let the queue be seen, which shows all that the bar does."""
        if self.bar.isVisible():
            self.bar.close_bar()

    def _show_soon(self) -> None:
        """Show in a moment what now changes many times a second."""
        if not self._soon.isActive():
            self._soon.start()

    def _show(self) -> None:
        self.bar.show_captures(foremost(self.captures.own))
        self.queue.show_captures(self.captures.queue)
        running, total = len(self.captures.running), max(self.captures.total, len(self.captures.running))
        card = self._window.sidebar.progress
        if not running:
            card.hide()
            return
        shares = sum(capture.share for capture in self.captures.running)
        words = _("Saving {number} of {total}").format(number=total - running + 1, total=total)
        card.show_progress(words, "", (total - running + shares) / total)

    def _tell(self, capture: Underway) -> None:
        """Say how a capture ended, where its own row is not seen; of articles captured again others tell."""
        if capture.again is not None:
            return
        if self.bar.isVisible():
            announce(self.bar, f"{capture.name}: {capture.words}", urgent=capture.failed)
            return
        if capture.failed:
            words = _("“{title}” could not be kept.").format(title=_short(capture.name))
            self._toasts.say(words, action=_("Why?"), then=self._browsing.show_queue, serious=True)
        elif capture.ended is not None and capture.ended.article is not None:
            article = capture.ended.article
            words = _("Kept “{title}”").format(title=_short(capture.name))
            self._toasts.say(words, action=_("Read"), then=lambda: self._browsing.go_to(article))

    def _already(self, link: str, article: ArticleId) -> None:
        self._known += 1
        if self._known == 1:
            self._browsing.go_to(article)
            again = lambda: self.captures.start(link, again=True)  # noqa: E731
            self._toasts.say(_("Already kept: here it is."), action=_("Capture again"), then=again)
        else:
            words = ngettext("{count} link was kept already.", "{count} links were kept already.", self._known)
            self._toasts.say(words.format(count=self._known))


def foremost(captures: tuple[Underway, ...]) -> tuple[Underway, ...]:
    """Return those the bar has room for, links handed over here: failed ones, those that run, then the newest."""
    handed = [capture for capture in reversed(captures) if capture.again is None]
    begun = [capture for capture in handed if not capture.key.startswith(LATER)]
    begun.sort(key=lambda capture: (not capture.failed, capture.progress is None, not capture.running))
    return tuple(begun[:_MOST_IN_BAR])


def _opened(paths: tuple[str, ...]) -> Handed:
    """Look into dropped files: lists of links are opened, anything else is a page or a document of its own."""
    links: list[Offer] = []
    pages: list[str] = []
    for path in map(Path, paths):
        small = path.is_file() and path.stat().st_size <= _LARGEST_LIST
        listed = path.suffix.lower() in (".txt", ".url", ".webloc", ".desktop", ".html", ".htm")
        found = links_in_file(path.name, path.read_bytes()) if small and listed else ()
        links += [Offer(url=link) for link in found]
        if not found and path.is_file():
            pages.append(str(path))
    return Handed(links=tuple(links), files=tuple(pages))


def _joined(offers: tuple[Offer, ...], found: Handed) -> Handed:
    return Handed(links=offers + found.links, files=found.files)


def _short(title: str) -> str:
    return title if len(title) <= 40 else f"{title[:39]}…"
