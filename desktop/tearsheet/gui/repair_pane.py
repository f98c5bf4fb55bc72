"""The pane a kept page is repaired in: the page to point at on the left, the article as it would be on the right."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeySequence, QPainter, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedLayout, QVBoxLayout, QWidget

from tearsheet.gui import fonts
from tearsheet.gui.buttons import AccentButton, IconButton, QuietButton
from tearsheet.gui.empty import Empty
from tearsheet.gui.floating import stay_inside
from tearsheet.gui.menus import Menu
from tearsheet.gui.reader_page import ReadyPage, ready_page
from tearsheet.gui.reader_style import ReadingStyle
from tearsheet.gui.reader_words import page_words
from tearsheet.gui.repair_chips import Chips, ChipWords
from tearsheet.gui.repair_display import RepairDisplay
from tearsheet.gui.repair_page import Choices, part_words, places_shown
from tearsheet.gui.theme import current
from tearsheet.gui.web import OpenBlob
from tearsheet.gui.web_display import WebDisplay
from tearsheet.gui.words import Words
from tearsheet.model.article import Article
from tearsheet.model.repair import Part, Place, Repair, RepairPage, RepairScope, TriedOut
from tearsheet.text.reading_time import counts_characters
from tearsheet.text.words import _, ngettext
from tearsheet.workflows.page import PageActions, language_of

_SMALLEST_HALF = QSize(304, 200)
_TITLE = 176
"""What the buttons leave the title at least."""


class RepairPane(QWidget):
    """Covers the window until it is closed.

    `changed` brings a Repair to be tried out, `agreed` one to be kept and its RepairScope, `forgetting` asks that
    earlier repairs be forgotten, `leaving` that the pane be closed.
    """

    changed = Signal(object)
    agreed = Signal(object, object)
    forgetting = Signal()
    leaving = Signal()

    def __init__(self, window: QWidget, article: Article, site: str, open_blob: OpenBlob, style: ReadingStyle) -> None:
        super().__init__(window)
        self._window, self._article, self._site = window, article, site
        self._returns = window.focusWidget()
        self._page: RepairPage | None = None
        self._places: tuple[Place, ...] = ()
        self._choices = Choices()
        self._before: list[Choices] = []
        self._possible = False
        self.setAutoFillBackground(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Repair the article"))
        self.display = RepairDisplay(open_blob, self)
        self.preview = WebDisplay(open_blob, self)
        self._page_empty, self._article_empty = Empty("paper", self), Empty("paper", self)
        self._add_head()
        self._add_tools()
        self._add_halves()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for row in (self._head, self._tools):
            column.addLayout(row)
        column.addWidget(self._halves, 1)
        self.display.part_pressed.connect(self.press)
        self.display.menu_wanted.connect(self._offer)
        for display in (self.display, self.preview):
            display.set_style(style, style.theme_on(dark=current().dark))
            display.broken.connect(self._break)
        self._add_shortcuts()
        now = ready_page(article, words=page_words(), actions=PageActions())
        self._show_article(now, article.words)
        self.say_busy()
        window.installEventFilter(self)
        self._refresh()

    @property
    def repair(self) -> Repair:
        """What was chosen so far."""
        return self._choices.repair

    @property
    def parts(self) -> tuple[Part, ...]:
        """The parts that can be pointed at, none before the page is there."""
        return self._page.parts if self._page is not None else ()

    @property
    def said(self) -> str:
        """What is said in the place of a page or an article that cannot be shown."""
        stacks = ((self._left, self._page_empty), (self._right, self._article_empty))
        return " ".join(empty.accessibleName() for stack, empty in stacks if stack.currentWidget() is empty)

    def open(self) -> None:
        """Cover the window and take the keyboard."""
        self.setGeometry(self._window.rect())
        self.show()
        self.raise_()
        self.display.widget().setFocus()

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, N802 - Qt's names
        """Stay in the pane: nobody sees what is under it."""
        return stay_inside(self, forward=next)

    def close_pane(self) -> None:
        """Go, and give the keyboard back."""
        self._window.removeEventFilter(self)
        self.hide()
        self.display.close()
        self.preview.close()
        if self._returns is not None:
            self._returns.setFocus()
        self.deleteLater()

    def show_parts(self, page: RepairPage, shown: ReadyPage, *, repaired: bool) -> None:
        """Show the kept page; `repaired` says that there are earlier repairs to forget."""
        self._page, self._places = page, page.places
        self.forget.setVisible(repaired)
        words = [part_words(part) for part in page.parts]
        self.display.show_parts(shown, words, places_shown(self._article, page.parts, page.places))
        self._left.setCurrentWidget(self.display.widget())
        self.display.widget().setFocus()
        self._refresh()

    def show_tried(self, tried: TriedOut, page: ReadyPage) -> None:
        """Show the article as it would be."""
        self._places = tried.places
        self._possible = True
        self._show_article(page, tried.extraction.words)
        self._say_beyond(tried.beyond)
        self._mark()
        self._refresh()

    def say_busy(self) -> None:
        """Say that the kept page is on its way."""
        self._page_empty.say(_("Opening the kept page…"), "", icon="clock")
        self._left.setCurrentWidget(self._page_empty)

    def say_unreadable(self, words: str) -> None:
        """Say why there is no page to point at."""
        self._page_empty.say(_("The kept page cannot be shown"), words, icon="warning")
        self._left.setCurrentWidget(self._page_empty)

    def say_impossible(self, words: str) -> None:
        """Say why there would be no article."""
        self._possible = False
        self._article_empty.say(_("Nothing would be left to read"), words, icon="warning")
        self._right.setCurrentWidget(self._article_empty)
        self._outcome.say("")
        self._refresh()

    def set_working(self, *, working: bool) -> None:
        """Let nothing be chosen while a repair is written."""
        self.setEnabled(not working)
        if working:
            self._hint.say(_("Keeping the repair…"))
        else:
            self._refresh()

    def press(self, number: int) -> None:
        """Take a part out, put it in, or take back that this was chosen."""
        if self._page is None or not 0 <= number < len(self._page.parts):
            return
        if any(choice.number == number for choice in self._choices.chosen):
            self.choose(self._choices.without(number))
        else:
            part = self._page.parts[number]
            self.choose(self._choices.with_(number, adds=not self._is_in(part)))

    def choose(self, choices: Choices) -> None:
        """Go on with other choices; the earlier ones can be had back."""
        if choices != self._choices:
            self._before.append(self._choices)
            self._take(choices)

    def undo(self) -> None:
        """Go back by one choice."""
        if self._before:
            self._take(self._before.pop())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if watched is self._window and event.type() is QEvent.Type.Resize:
            self.setGeometry(self._window.rect())
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._fit_head()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        colours, painter = current(), QPainter(self)
        painter.fillRect(self.rect(), QColor(colours.paper))
        top = self._halves.y()
        painter.fillRect(0, 0, self.width(), top, QColor(colours.side))
        painter.fillRect(0, top - 1, self.width(), 1, QColor(colours.line))

    def _take(self, choices: Choices) -> None:
        self._choices = choices
        self._possible = False
        self._mark()
        self._refresh()
        self.changed.emit(choices.repair)

    def _is_in(self, part: Part) -> bool:
        assert self._page is not None  # noqa: S101 - only what is shown can be pointed at
        said = self._choices.says(part, self._page.parts)
        return self._places[part.number] is not Place.OUT if said is None else said

    def _mark(self) -> None:
        if self._page is not None:
            repair = self._choices.repair
            places = places_shown(self._article, self._page.parts, self._places)
            self.display.mark(places, repair.removed, repair.added)

    def _refresh(self) -> None:
        """Show what was chosen, and what can be done with it."""
        page = self._page
        chosen = self._choices.chosen
        self.chips.say(
            [
                ChipWords(number=each.number, words=part_words(page.parts[each.number]), adds=each.adds)
                for each in chosen
            ]
            if page is not None
            else []
        )
        self.chips.setVisible(bool(chosen))
        self._hint.setVisible(not chosen)
        self._hint.say(
            _("Click what does not belong, or what is missing. For a larger or smaller part: ↑ ↓, or the right button.")
        )
        self.undo_button.setEnabled(bool(self._before))
        ready = bool(chosen) and self._possible
        self.keep_article.setEnabled(ready)
        self.keep_site.setEnabled(ready and bool(self._site))

    def _show_article(self, page: ReadyPage, words: int) -> None:
        self.preview.show_page(page)
        self._right.setCurrentWidget(self.preview.widget())
        more = words - self._article.words
        says = page_words()
        count = says.characters if counts_characters(language_of(self._article)) else says.words
        change = _("{words}, {count} more than now") if more > 0 else _("{words}, {count} fewer than now")
        counted = change.format(words=count(words), count=f"{abs(more):,}")
        self._outcome.say(counted if more else count(words))

    def _say_beyond(self, beyond: int) -> None:
        words = ngettext(
            "The rule for the site would change {count} more part of this page.",
            "The rule for the site would change {count} more parts of this page.",
            beyond,
        ).format(count=f"{beyond:,}")
        self._beyond.say(words if beyond else "")
        self._beyond.setVisible(bool(beyond))

    def _offer(self, place: QPoint, numbers: list[int]) -> None:
        """Offer to choose the part at this place, or any of those around it."""
        if self._page is None or not numbers:
            return
        menu = Menu(self)
        for number in numbers:
            part = self._page.parts[number]
            for adds in (False, True):
                if (self._is_in(part) and not adds) or (adds and self._places[number] is not Place.IN):
                    verb = _("Put in: {words}") if adds else _("Take out: {words}")
                    menu.addAction(verb.format(words=part_words(part)), self._chooser(number, adds))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    def _chooser(self, number: int, adds: bool) -> Callable[[], None]:
        return lambda: self.choose(self._choices.with_(number, adds=adds))

    def _agree(self, scope: RepairScope) -> None:
        self.agreed.emit(self._choices.repair, scope)

    def _break(self) -> None:
        self.say_unreadable(_("The web view broke down. Close this and try again."))

    def _add_head(self) -> None:
        self._head = QHBoxLayout()
        self._head.setContentsMargins(16, 12, 16, 4)
        self._head.setSpacing(8)
        close = IconButton("close", _("Close"), self, keys="Esc")
        close.clicked.connect(self.leaving)
        self._head.addWidget(close)
        titles = QVBoxLayout()
        titles.setSpacing(0)
        titles.addWidget(Words(_("Repair the article"), self, font=fonts.ui(15, strong=True)))
        titles.addWidget(Words(self._article.metadata.title, self, colour="faint", font=fonts.ui(fonts.SMALL)))
        self._head.addLayout(titles, 1)
        self.undo_button = QuietButton(_("Undo"), self, icon="undo")
        self.undo_button.setToolTip(_("Undo"))
        self.undo_button.clicked.connect(self.undo)
        self.keep_article = QuietButton(_("Keep for this article"), self, leading=True)
        self.keep_article.setFont(fonts.ui(strong=True))
        self.keep_article.clicked.connect(lambda: self._agree(RepairScope.ARTICLE))
        self.keep_site = AccentButton(self._site_words, self)
        self.keep_site.clicked.connect(lambda: self._agree(RepairScope.SITE))
        for button in (self.undo_button, self.keep_article, self.keep_site):
            self._head.addWidget(button)

    @property
    def _site_words(self) -> str:
        return _("Keep for all of {site}").format(site=self._site) if self._site else _("Keep for the site")

    def _fit_head(self) -> None:
        """Leave the site's name to the tip, where there is no room for it."""
        words, buttons = self._site_words, (self.undo_button, self.keep_article, self.keep_site)
        self.keep_site.setText(words)
        room = self.width() - 2 * 16 - 32 - 4 * 8 - _TITLE
        short = sum(button.sizeHint().width() for button in buttons) > room
        self.keep_site.setText(_("Keep for the site") if short else words)
        self.keep_site.setToolTip(words if short else "")
        self.keep_site.updateGeometry()

    def _add_tools(self) -> None:
        self._tools = QHBoxLayout()
        self._tools.setContentsMargins(24, 4, 16, 8)
        self._tools.setSpacing(8)
        self._hint = Words("", self, colour="soft", font=fonts.ui(fonts.SMALL))
        self._hint.setFixedHeight(32)
        self.chips = Chips(self)
        self.chips.taken_back.connect(lambda number: self.choose(self._choices.without(number)))
        self._beyond = Words("", self, colour="accent_ink", font=fonts.ui(fonts.SMALL))
        self._beyond.hide()
        self.forget = QuietButton(_("Forget earlier repairs"), self)
        self.forget.hide()
        self.forget.clicked.connect(self.forgetting)
        self._tools.addWidget(self._hint, 1)
        self._tools.addWidget(self.chips, 1)
        self._tools.addWidget(self._beyond)
        self._tools.addWidget(self.forget)

    def _add_halves(self) -> None:
        self._halves = QSplitter(self)
        self._halves.setHandleWidth(1)
        self._halves.setChildrenCollapsible(False)
        self._outcome = Words("", self, colour="faint", font=fonts.ui(fonts.SMALL))
        self._left, self._right = QStackedLayout(), QStackedLayout()
        self._add_half(_("The page as it was kept"), None, self._left, (self._page_empty, self.display.widget()))
        self._add_half(_("The article"), self._outcome, self._right, (self._article_empty, self.preview.widget()))
        self._halves.setSizes([1000, 1000])

    def _add_half(self, title: str, aside: Words | None, stack: QStackedLayout, widgets: tuple[QWidget, ...]) -> None:
        half = QWidget(self._halves)
        half.setMinimumSize(_SMALLEST_HALF)
        column = QVBoxLayout(half)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setContentsMargins(24, 8, 24, 8)
        row.setSpacing(12)
        name = Words(title, half, colour="soft", font=fonts.ui(fonts.SMALL, strong=True))
        name.setFixedWidth(name.sizeHint().width())
        row.addWidget(name)
        if aside is not None:
            row.addWidget(aside, 1)
        else:
            row.addStretch(1)
        column.addLayout(row)
        for widget in widgets:
            stack.addWidget(widget)
        column.addLayout(stack, 1)
        self._halves.addWidget(half)

    def _add_shortcuts(self) -> None:
        for keys, act in (("Esc", self.leaving.emit), (QKeySequence.StandardKey.Undo, self.undo)):
            shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
