"""Ask how and where to, and write the chosen articles as files."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from tearsheet.gui.background import Background
from tearsheet.gui.remembered import Remembered
from tearsheet.gui.sheets import FormatsSheet
from tearsheet.gui.toast import Toasts
from tearsheet.gui.window import MainWindow
from tearsheet.model.capture import Progress
from tearsheet.model.ids import ArticleId
from tearsheet.text.words import _, ngettext
from tearsheet.workflows import export
from tearsheet.workflows.desk import Desk


class Exporting(QObject):
    """Takes articles away; remembers the last format and folder in the preferences of `settings`."""

    def __init__(
        self,
        window: MainWindow,
        desk: Desk,
        background: Background,
        toasts: Toasts,
        settings: Remembered,
        chosen: Callable[[], tuple[ArticleId, ...]],
    ) -> None:
        super().__init__(window)
        self._window, self._desk, self._background = window, desk, background
        self._toasts, self._settings, self._chosen = toasts, settings, chosen
        window.actions_by_name["export"].triggered.connect(self.ask)

    def ask(self) -> None:
        """Ask for a format and a folder."""
        ids = self._chosen()
        if not ids:
            return
        formats = [(form.name, form.title) for form in export.formats()]
        sheet = FormatsSheet(self._window, len(ids), formats, self._settings.preferences.last_export_format)
        sheet.chosen.connect(partial(self._choose_folder, ids))
        sheet.open()

    def write(self, ids: tuple[ArticleId, ...], form: str, folder: Path) -> None:
        """Write the articles into `folder`."""
        self._settings.remember(last_export_format=form, last_export_folder=str(folder))
        left: list[Path] = []
        self._background.run(
            partial(export.export, self._desk, ids, format=form, to=folder, left_alone=left.append),
            slow=True,
            progress=self._progressed,
            done=lambda _files: self._written(len(ids), folder, left),
            failed=self._toasts.say_failure,
        )

    def _choose_folder(self, ids: tuple[ArticleId, ...], form: str) -> None:
        begin = self._settings.preferences.last_export_folder or str(Path.home())
        folder = QFileDialog.getExistingDirectory(self._window, _("Choose a folder for the files"), begin)
        if folder:
            self.write(ids, form, Path(folder))

    def _progressed(self, progress: Progress) -> None:
        if progress.total > 1 and progress.done:
            words = _("Exporting {done} of {total}…").format(done=progress.done, total=progress.total)
            self._toasts.say(words)

    def _written(self, count: int, folder: Path, left: Sequence[Path]) -> None:
        words = ngettext("Exported {count} article", "Exported {count} articles", count).format(count=count)
        if left:
            stayed = ngettext(
                "{count} file that is your own was left as it is.",
                "{count} files that are your own were left as they are.",
                len(left),
            )
            words = f"{words} · {stayed.format(count=len(left))}"
        self._toasts.say(words, action=_("Show folder"), then=partial(_show_folder, folder))


def _show_folder(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
