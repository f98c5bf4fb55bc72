"""Ask how and where to, and write the chosen articles as files."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from tearsheet.gui.background import Background
from tearsheet.gui.export_sheet import ExportSheet, Target
from tearsheet.gui.remembered import Remembered
from tearsheet.gui.toast import Toasts
from tearsheet.gui.window import MainWindow
from tearsheet.model.capture import Progress
from tearsheet.model.errors import Failure
from tearsheet.model.export import ExportedFile, ExportOptions
from tearsheet.model.ids import ArticleId
from tearsheet.text.reasons import in_words
from tearsheet.text.words import _, language, ngettext
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
        self._sheet: ExportSheet | None = None
        window.actions_by_name["export"].triggered.connect(self.ask)

    def ask(self) -> None:
        """Ask for a format, how it is wanted, and a folder."""
        ids = self._chosen()
        if not ids:
            return
        last = self._settings.preferences.last_export_format
        sheet = ExportSheet(self._window, len(ids), export.formats(), last, self._remembered)
        sheet.changed.connect(partial(self._show_file, sheet, ids[0]))
        sheet.folder_wanted.connect(partial(self._ask_for_folder, sheet))
        sheet.file_wanted.connect(partial(self._ask_for_file, sheet))
        sheet.agreed.connect(partial(self.write, ids))
        sheet.closed.connect(self._forget)
        self._sheet = sheet
        sheet.open()

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

    def _remembered(self, form: str) -> Target:
        """Return what was chosen of a format the last time; a site speaks the window's language until one is."""
        known = self._settings.preferences
        chosen = (
            (name.removeprefix(f"{form}."), value)
            for name, value in known.export_options.items()
            if name.startswith(f"{form}.")
        )
        options = (("language", "zh" if language() == "zh_CN" else "en"), *chosen)
        return Target(form=form, folder=known.export_folders.get(form, ""), options=options)

    def _show_file(self, sheet: ExportSheet, article: ArticleId, target: Target) -> None:
        def done(file: ExportedFile | None) -> None:
            if sheet is not self._sheet:
                return
            if file is None:
                sheet.show_trouble(target, _("Nothing is written of this article in this format."))
            else:
                sheet.show_file(target, file.path, file.data.decode("utf-8", "replace"))

        def failed(failure: Failure) -> None:
            if sheet is self._sheet:
                sheet.show_trouble(target, in_words(failure))

        make = partial(export.preview, self._desk, article, format=target.form)
        self._background.run(partial(make, options=ExportOptions(values=target.options)), done=done, failed=failed)

    def _forget(self) -> None:
        self._sheet = None

    def _ask_for_folder(self, sheet: ExportSheet) -> None:
        begin = sheet.target.folder or self._settings.preferences.last_export_folder or str(Path.home())
        folder = QFileDialog.getExistingDirectory(self._window, _("Choose a folder for the files"), begin)
        if folder:
            sheet.take_folder(Path(folder))

    def _ask_for_file(self, sheet: ExportSheet, option: str) -> None:
        file, _filter = QFileDialog.getOpenFileName(self._window, _("Choose a file"), str(Path.home()))
        if file:
            sheet.take_file(option, Path(file))

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
