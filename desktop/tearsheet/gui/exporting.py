"""Ask how and where to, and write the chosen articles as files."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from tearsheet.gui.background import Background
from tearsheet.gui.export_asking import ExportAsking
from tearsheet.gui.export_sheet import ExportSheet, Target
from tearsheet.gui.moments import number
from tearsheet.gui.remembered import Remembered
from tearsheet.gui.toast import Toasts
from tearsheet.gui.window import MainWindow
from tearsheet.model.capture import Progress
from tearsheet.model.export import ExportOptions
from tearsheet.model.ids import ArticleId
from tearsheet.text.words import _, ngettext
from tearsheet.workflows import export
from tearsheet.workflows.desk import Desk


class Exporting(QObject):
    """Takes articles away; what was chosen for a format is remembered in the preferences of `settings`."""

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
        self._asking = ExportAsking(window, desk, background, settings)
        window.actions_by_name["export"].triggered.connect(self.ask)

    def ask(self) -> None:
        """Ask for a format, how it is wanted, and a folder."""
        ids = self._chosen()
        if not ids:
            return
        last = self._settings.preferences.last_export_format
        title = ngettext("Export this article", "Export {count} articles", len(ids)).format(count=number(len(ids)))
        last = self._settings.preferences.last_export_format
        sheet = ExportSheet(self._window, title, export.formats(), last, self._asking.remembered, several=len(ids) > 1)
        sheet.agreed.connect(partial(self.write, ids))
        self._asking.open(sheet, ids[0])

    def write(self, ids: tuple[ArticleId, ...], target: Target) -> None:
        """Write the articles as and where the target says, and remember it for the next time."""
        known, folder = self._settings.preferences, Path(target.folder)
        self._settings.remember(
            last_export_format=target.form,
            last_export_folder=target.folder,
            export_folders={**known.export_folders, target.form: target.folder},
            export_options={
                **known.export_options,
                **{f"{target.form}.{name}": value for name, value in target.options},
            },
        )
        left: list[Path] = []
        options = ExportOptions(values=target.options)
        self._background.run(
            partial(
                export.export,
                self._desk,
                sorted(ids),
                format=target.form,
                to=folder,
                options=options,
                left_alone=left.append,
            ),
            slow=True,
            progress=self._progressed,
            done=lambda _files: self._written(len(ids), folder, left),
            failed=self._toasts.say_failure,
        )

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
