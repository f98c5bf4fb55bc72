"""The sheet that asks how and where to articles are taken away, and shows the very file that one of them becomes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetricsF, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from tearsheet.gui import fonts
from tearsheet.gui.buttons import AccentButton, QuietButton
from tearsheet.gui.export_words import choice_in_words, option_in_words
from tearsheet.gui.file_text import FileText
from tearsheet.gui.floating import Sheet
from tearsheet.gui.menus import Menu
from tearsheet.gui.scrolling import scrolled
from tearsheet.gui.ticks import Tick, one_stop
from tearsheet.gui.words import Words
from tearsheet.settings import paths
from tearsheet.settings.templates import templates
from tearsheet.text.words import _
from tearsheet.workflows.export import Exporter, Option

_WIDTH, _LEFT, _HEIGHT, _LEAST, _AROUND = 920, 320, 460, 180, 200
_ROOM_FOR_PREVIEW = 760
_LABEL = 88
_WORDS = 32
_PAUSE = 150


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A format, how it is wanted, and the folder that it goes to, empty until one is chosen."""

    form: str
    folder: str = ""
    options: tuple[tuple[str, str], ...] = ()


class ExportSheet(Sheet):
    """`agreed` brings a Target, `changed` one whose file is to be shown with `show_file`.

    `folder_wanted` asks for a folder, `file_wanted` for a file for an option: `take_folder` and `take_file` bring them.
    """

    agreed = Signal(object)
    changed = Signal(object)
    folder_wanted = Signal()
    file_wanted = Signal(str)

    def __init__(
        self,
        window: QWidget,
        title: str,
        exporters: Sequence[Exporter],
        last: str,
        remembered: Callable[[str], Target],
        *,
        words: str = "",
        verb: str = "",
        several: bool = False,
    ) -> None:
        super().__init__(window, title, words, width=_WIDTH)
        self._several, self._around = several, _AROUND + (_WORDS if words else 0)
        self._exporters = {each.name: each for each in exporters}
        self._remembered = remembered
        self._options: dict[str, str] = {}
        self._folder = ""
        self.formats = {each.name: self._tick(each) for each in exporters}
        self.choices: dict[str, QuietButton] = {}
        self._menus: dict[str, Menu] = {}
        self._grid = QGridLayout()
        self.folder = QuietButton("", self)
        self.folder.setFont(fonts.ui())
        self.folder.clicked.connect(self.folder_wanted)
        self.name = Words("", self, colour="soft", font=fonts.ui(fonts.SMALL))
        self.preview = FileText(self)
        self._lay_out()
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE)
        self._soon.timeout.connect(lambda: self.changed.emit(self.target))
        cancel = QuietButton(_("Cancel"), self)
        cancel.setFont(fonts.ui())
        cancel.clicked.connect(self.close_sheet)
        self.buttons.addWidget(cancel)
        self.go_on = AccentButton(verb or _("Export"), self)
        self.go_on.clicked.connect(self._agree)
        self.buttons.addWidget(self.go_on)
        self._choose(last if last in self._exporters else exporters[0].name)

    @property
    def target(self) -> Target:
        return Target(form=self._form, folder=self._folder, options=tuple(self._options.items()))

    def open(self) -> None:
        super().open()
        self._fit()
        self.formats[self._form].setFocus()

    def take_folder(self, folder: Path) -> None:
        """Let the files go to this folder."""
        self._folder = str(folder)
        self._show_folder()

    def take_file(self, option: str, file: Path) -> None:
        """Let an option have this file."""
        self._set(option, str(file))

    def show_file(self, target: Target, path: str, text: str) -> None:
        """Show what one article becomes, unless something else is wanted by now."""
        if target == self.target:
            first = _("{path}, the first of them") if self._several else "{path}"
            self.name.say(first.format(path=path))
            self.preview.say(text)

    def show_trouble(self, target: Target, words: str) -> None:
        """Say why there is no file to show."""
        if target == self.target:
            self.name.say("")
            self.preview.say(words)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._fit()

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 16, 0)
        left.setSpacing(0)
        for tick in self.formats.values():
            left.addWidget(tick)
        one_stop(self.formats.values())
        left.addSpacing(12)
        self._grid.setColumnMinimumWidth(0, _LABEL)
        self._grid.setColumnStretch(1, 1)
        self._grid.setHorizontalSpacing(4)
        self._grid.setVerticalSpacing(4)
        self._grid.setContentsMargins(8, 0, 0, 0)
        left.addLayout(self._grid)
        left.addStretch(1)
        column = QWidget(self)
        column.setLayout(left)
        self._left = scrolled(column, self)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self.name)
        right.addWidget(self.preview, 1)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self._left)
        row.addLayout(right, 1)
        self.body.addLayout(row)

    def _fit(self) -> None:
        """Give the file the room that the window has, and leave it out of a narrow one."""
        height = min(_HEIGHT, max(_LEAST, self.height() - self._around))
        wide = self.width() >= _ROOM_FOR_PREVIEW
        for part in (self.name, self.preview):
            part.setVisible(wide)
        self._left.setFixedHeight(height)
        self._left.setMinimumWidth(_LEFT)
        self._left.setMaximumWidth(_LEFT if wide else 16_777_215)
        self.card.setMinimumHeight(0)

    def _tick(self, exporter: Exporter) -> Tick:
        tick = Tick(exporter.title, "", self, one=True)
        tick.clicked.connect(lambda: self._choose(exporter.name))
        return tick

    def _choose(self, form: str) -> None:
        """Offer what may be chosen of a format, as it was chosen the last time."""
        self._form = form
        for name, tick in self.formats.items():
            tick.setChecked(name == form)
        before = self._remembered(form)
        known, self._folder = dict(before.options), before.folder
        self._options = {}
        for option in self._exporters[form].options:
            value = known.get(option.name, option.default)
            self._options[option.name] = value if value in option.choices or option.file else option.default
        self._show_options()
        self._show_folder()
        self._ask()

    def _show_options(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            part = item.widget()
            if part is not None and part is not self.folder:
                part.hide()
                part.deleteLater()
        self.choices, self._menus = {}, {}
        for row, option in enumerate(self._exporters[self._form].options):
            words = option_in_words(option.name)
            button = QuietButton("", self, after="sort")
            button.setFont(fonts.ui())
            button.setToolTip(_(option.help))
            button.clicked.connect(partial(self._offer, option))
            self.choices[option.name] = button
            self._grid.addWidget(Words(words, self, colour="soft"), row, 0)
            self._grid.addWidget(button, row, 1, Qt.AlignmentFlag.AlignLeft)
            self._name(option.name)
        last = len(self.choices)
        self._grid.addWidget(Words(_("Folder"), self, colour="soft"), last, 0)
        self._grid.addWidget(self.folder, last, 1, Qt.AlignmentFlag.AlignLeft)

    def _name(self, option: str) -> None:
        button, words = self.choices[option], choice_in_words(option, self._options[option])
        button.setText(words)
        button.setAccessibleName(_("{field}: {choice}").format(field=option_in_words(option), choice=words))
        button.updateGeometry()

    def _offer(self, option: Option) -> None:
        menu = Menu(self)
        for choice in option.choices:
            action = menu.addAction(choice_in_words(option.name, choice))
            action.setCheckable(True)
            action.setChecked(choice == self._options[option.name])
            action.triggered.connect(partial(self._set, option.name, choice))
        for file in templates() if option.file else ():
            action = menu.addAction(file.stem)
            action.setCheckable(True)
            action.setChecked(str(file) == self._options[option.name])
            action.triggered.connect(partial(self._set, option.name, str(file)))
        if option.file:
            menu.addAction(_("Choose a file…")).triggered.connect(lambda: self.file_wanted.emit(option.name))
        self._menus[option.name] = menu
        button = self.choices[option.name]
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))

    def _set(self, option: str, choice: str, *_checked: object) -> None:
        self._options[option] = choice
        self._name(option)
        self._ask()

    def _ask(self) -> None:
        self.name.say("…")
        self._soon.start()

    def _show_folder(self) -> None:
        words = self._folder or _("Choose a folder…")
        room = _LEFT - _LABEL - 72
        metrics = QFontMetricsF(self.folder.font())
        self.folder.setText(metrics.elidedText(paths.short(words), Qt.TextElideMode.ElideMiddle, room))
        self.folder.setToolTip(self._folder)
        self.folder.setAccessibleName(_("{field}: {choice}").format(field=_("Folder"), choice=words))
        self.folder.updateGeometry()

    def _agree(self) -> None:
        """Go on, or ask for the folder first."""
        if not self._folder:
            self.folder_wanted.emit()
        if self._folder:
            target = self.target
            self.close_sheet()
            self.agreed.emit(target)
