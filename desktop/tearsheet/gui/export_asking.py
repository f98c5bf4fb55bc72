"""Answer an export sheet: the file that an article becomes, folders, and what was chosen the last time."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from tearsheet.gui.background import Background
from tearsheet.gui.export_sheet import ExportSheet, Target
from tearsheet.gui.remembered import Remembered
from tearsheet.gui.window import MainWindow
from tearsheet.model.errors import Failure
from tearsheet.model.export import ExportedFile, ExportOptions
from tearsheet.model.ids import ArticleId
from tearsheet.text.reasons import in_words
from tearsheet.text.words import _, language
from tearsheet.workflows import export
from tearsheet.workflows.desk import Desk


class ExportAsking(QObject):
    """Looks after one sheet at a time; what was chosen for a format is remembered in the preferences of `settings`."""

    def __init__(self, window: MainWindow, desk: Desk, background: Background, settings: Remembered) -> None:
        super().__init__(window)
        self._window, self._desk, self._background, self._settings = window, desk, background, settings
        self._sheet: ExportSheet | None = None

    def open(self, sheet: ExportSheet, article: ArticleId | None) -> None:
        """Open a sheet that shows what becomes of this article."""
        sheet.changed.connect(partial(self._show_file, sheet, article))
        sheet.folder_wanted.connect(partial(self._ask_for_folder, sheet))
        sheet.file_wanted.connect(partial(self._ask_for_file, sheet))
        sheet.closed.connect(self._forget)
        self._sheet = sheet
        sheet.open()

    def remembered(self, form: str) -> Target:
        """Return what was chosen of a format the last time; a site speaks the window's language until one is."""
        known = self._settings.preferences
        chosen = (
            (name.removeprefix(f"{form}."), value)
            for name, value in known.export_options.items()
            if name.startswith(f"{form}.")
        )
        options = (("language", "zh" if language() == "zh_CN" else "en"), *chosen)
        return Target(form=form, folder=known.export_folders.get(form, ""), options=options)

    def _show_file(self, sheet: ExportSheet, article: ArticleId | None, target: Target) -> None:
        if article is None:
            sheet.show_trouble(target, _("No article is there yet to show it with."))
            return

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
