"""Connect the preferences' page about taking articles away with templates, outlets, and the note that a text makes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from tearsheet.gui.preferences_export import STARTER, ExportPage, ShownOutlet
from tearsheet.model.errors import Failure, Reason, SettingsError
from tearsheet.model.ids import ArticleId
from tearsheet.model.query import Query
from tearsheet.settings import paths
from tearsheet.settings.templates import delete_template, free_file, read_template, templates, write_template
from tearsheet.text.details import detail_in_words
from tearsheet.text.reasons import in_words
from tearsheet.text.words import _
from tearsheet.workflows.search import summaries
from tearsheet.workflows.templates import note_of, rename

if TYPE_CHECKING:
    from pathlib import Path

    from tearsheet.gui.app import Program
    from tearsheet.gui.preferences import PreferencesSheet
    from tearsheet.model.article import ArticleSummary
    from tearsheet.workflows.desk import Desk

_RECENT = 12


class ExportPreferences(QObject):
    """Looks after the page as long as its sheet is open; a text is written while it is typed, and at the end."""

    def __init__(self, program: Program, sheet: PreferencesSheet) -> None:
        super().__init__(sheet)
        self._program, self._sheet = program, sheet
        self._page: ExportPage | None = None
        self._wrote = False
        sheet.export_shown.connect(self._attend)
        sheet.closed.connect(self._end)
        program.window.closing.connect(self._flush)
        if sheet.export_page is not None:
            self._attend(sheet.export_page)

    def _attend(self, page: ExportPage) -> None:
        self._page = page
        page.template_added.connect(self._add)
        page.template_chosen.connect(self._show)
        page.template_named.connect(self._rename)
        page.template_deleted.connect(self._delete)
        page.template_written.connect(self._write)
        page.tried.connect(self._try)
        session = self._program.session
        if session is not None:
            page.outlet_wanted.connect(self._change_outlet)
            page.outlet_ended.connect(session.outlets.end)
            session.outlets.changed.connect(self._show_outlets)
            self._show_outlets()
        self._show(next(iter(templates()), None))
        if self._program.desk is not None:
            self._program.background.run(_recent, self._program.desk, done=self._offer)

    def _offer(self, recent: tuple[ArticleSummary, ...]) -> None:
        if self._page is not None:
            self._page.show_articles([(each.id, each.title or each.url) for each in recent])

    def _show_outlets(self) -> None:
        session = self._program.session
        if self._page is None or session is None:
            return
        shown = []
        for search, outlet in session.outlets.outlets.items():
            sign = session.outlets.sign(search)
            urgent = sign is not None and sign.urgent
            shown.append(ShownOutlet(search=search, folder=paths.short(outlet.folder), urgent=urgent))
        self._page.show_outlets(shown)

    def _change_outlet(self, search: str) -> None:
        session = self._program.session
        self._sheet.close_sheet()  # a question has the window for itself
        if session is not None:
            session.outlets.ask(search)

    def _show(self, file: Path | None) -> None:
        if self._page is None:
            return
        try:
            text = read_template(file) if file is not None else ""
        except SettingsError as error:
            self._say(error.failure)
            file, text = None, ""
        self._page.show_templates(templates(), file, text)

    def _add(self) -> None:
        file = free_file(_("Template"))
        self._write(file, STARTER)
        self._show(file)

    def _rename(self, file: Path, name: str) -> None:
        try:
            renamed = rename(file, name)
        except SettingsError as error:
            self._say(error.failure)
            renamed = file
        settings = self._program.settings
        options = settings.preferences.export_options
        follow = {key: str(renamed) if value == str(file) else value for key, value in options.items()}
        settings.remember(export_options=follow)
        self._wrote = True
        self._show(renamed)

    def _delete(self, file: Path) -> None:
        """Delete a template, which can be taken back as long as that is said."""
        try:
            text = read_template(file)
            delete_template(file)
        except SettingsError as error:
            self._say(error.failure)
            return
        self._show(next(iter(templates()), None))
        if self._program.session is not None:
            said = _("Template “{name}” deleted").format(name=file.stem)
            self._program.session.toasts.say(said, action=_("Undo"), then=partial(self._bring_back, file, text))

    def _bring_back(self, file: Path, text: str) -> None:
        self._write(file, text)
        self._show(file)

    def _write(self, file: Path, text: str) -> None:
        """Write it now: it is small, and what is typed last must not wait for the program's end."""
        try:
            write_template(file, text)
            self._wrote = True
        except SettingsError as error:
            self._say(error.failure)

    def _try(self, article: int, text: str) -> None:
        page, desk = self._page, self._program.desk
        if page is None or desk is None:
            return

        def failed(failure: Failure) -> None:
            if page is self._page:
                page.show_trouble(text, _what_is_wrong(failure))

        def done(note: str) -> None:
            if page is self._page:
                page.show_note(text, note)

        self._program.background.run(
            partial(note_of, desk, ArticleId(article), text), slow=True, done=done, failed=failed
        )

    def _flush(self) -> None:
        if self._page is not None:
            self._page.flush()

    def _end(self) -> None:
        """Write what was typed last, and let notes that are written by a template follow it."""
        self._flush()
        self._page = None
        session = self._program.session
        if self._wrote and session is not None:
            session.outlets.look_at_all()

    def _say(self, failure: Failure) -> None:
        if self._program.session is not None:
            self._program.session.toasts.say_failure(failure)


def _what_is_wrong(failure: Failure) -> str:
    """Return which line of a template is wrong, and what is wrong there; what else there is in a sentence."""
    return detail_in_words(failure.detail) if failure.reason is Reason.BAD_TEMPLATE else in_words(failure)


def _recent(desk: Desk) -> tuple[ArticleSummary, ...]:
    return summaries(desk, Query(), limit=_RECENT)
