"""Templates are written in the preferences, and seen at work; what saved searches export is listed beside them."""

from pathlib import Path

from tearsheet.gui.export_sheet import ExportSheet
from tearsheet.gui.preferences import Page, PreferencesSheet
from tearsheet.gui.preferences_export import ExportPage
from tearsheet.gui.words import Words
from tearsheet.model.outlet import Outlet
from tearsheet.model.saved_search import SavedSearch
from tearsheet.settings.preferences import Preferences
from tearsheet.settings.templates import free_file, read_template, templates, write_template
from tearsheet.workflows import outlets, saved_searches
from tests.gui.conftest import Open
from tests.support.windows import Opened


def page_of(opened: Opened) -> ExportPage:
    opened.program.ask_preferences("export")
    sheet = next(each for each in opened.window.findChildren(PreferencesSheet) if each.isVisible())
    assert sheet.names[Page.EXPORT].isChecked() and sheet.export_page is not None
    return sheet.export_page


def test_a_new_template_is_shown_with_the_article_kept_last(open_window: Open) -> None:
    opened = open_window("One", "Two")
    page = page_of(opened)
    assert page.add.isVisible() and not page.text.isVisible()
    page.add.click()
    assert [file.stem for file in templates()] == ["Template"] and page.text.isVisible()
    opened.until(lambda: "# Two" in page.note.toPlainText())
    page._use(1)
    opened.until(lambda: "# One" in page.note.toPlainText())


def test_what_is_typed_is_shown_at_once_and_kept(open_window: Open) -> None:
    write_template(free_file("Notes"), "{{title}}")
    opened = open_window("One")
    page = page_of(opened)
    opened.until(lambda: page.note.toPlainText() == "One")
    page.text.setPlainText("{{title}}: {{titel}}")
    opened.until(lambda: bool(page.trouble.text))
    assert page.trouble.text == "line 1: there is no variable titel"
    assert page.note.toPlainText() == "One"
    page.text.setPlainText("“{{title}}”")
    opened.until(lambda: page.note.toPlainText() == "“One”")
    assert page.trouble.text == ""
    opened.until(lambda: read_template(templates()[0]) == "“{{title}}”")


def test_what_is_typed_last_is_kept_when_the_preferences_are_closed(open_window: Open) -> None:
    write_template(free_file("Notes"), "{{title}}")
    opened = open_window("One")
    page = page_of(opened)
    page.text.setPlainText("last words")
    opened.window.findChildren(PreferencesSheet)[0].close_sheet()
    assert read_template(templates()[0]) == "last words"


def test_a_template_is_called_otherwise_and_what_was_chosen_follows(open_window: Open) -> None:
    file = free_file("Old")
    write_template(file, "{{title}}")
    chosen = Preferences(theme="light", language="en", export_options={"markdown.template": str(file)})
    opened = open_window("One", preferences=chosen)
    page = page_of(opened)
    page.name.setText("New")
    page.name.editingFinished.emit()
    assert [each.stem for each in templates()] == ["New"] and page.file == templates()[0]
    assert opened.program.settings.preferences.export_options["markdown.template"] == str(templates()[0])


def test_a_deleted_template_gives_way_to_another_and_can_be_taken_back(open_window: Open) -> None:
    for name in ("First", "Second"):
        write_template(free_file(name), f"{name} {{{{title}}}}")
    opened = open_window("One")
    page = page_of(opened)
    assert page.others.isVisible()
    page.delete.click()
    assert [each.stem for each in templates()] == ["Second"]
    assert page.text.toPlainText() == "Second {{title}}" and not page.others.isVisible()
    opened.session.toasts.press("Undo")
    assert page.text.toPlainText() == "First {{title}}" and len(templates()) == 2


def test_a_library_without_articles_says_so(open_window: Open) -> None:
    write_template(free_file("Notes"), "{{title}}")
    opened = open_window()
    page = page_of(opened)
    opened.until(lambda: page.note.toPlainText() == "No article is there yet to show it with.")


def test_kept_templates_are_offered_where_articles_are_exported(open_window: Open) -> None:
    write_template(free_file("Notes"), "By template: {{title}}")
    opened = open_window("One")
    opened.choose("One")
    opened.do("export")
    (sheet,) = opened.window.findChildren(ExportSheet)
    sheet.choices["template"].click()
    menu = sheet._menus["template"]
    assert [action.text() for action in menu.actions()] == ["None", "Notes", "Choose a file…"]
    menu.actions()[1].trigger()
    opened.until(lambda: sheet.preview.toPlainText() == "By template: One")
    assert sheet.choices["template"].text() == "Notes.md"


def test_searches_that_are_exported_are_listed_and_can_be_stopped(open_window: Open, tmp_path: Path) -> None:
    opened = open_window("One")
    saved_searches.save(opened.desk, SavedSearch(name="Ones", query="title:one"))
    session = opened.session
    made = Outlet(library=opened.desk.library.uid, search="Ones", form="text", folder=str(tmp_path / "gone"))
    outlets.begin(made)
    session.outlets._write(lambda: None)
    opened.until(lambda: (sign := session.outlets.sign("Ones")) is not None and sign.urgent)
    page = page_of(opened)
    assert [words for words in _said(page) if words.endswith("/gone")]
    page.outlet_ended.emit("Ones")
    opened.until(lambda: session.outlets.outlets == {})
    assert not [words for words in _said(page) if words.endswith("/gone")]


def _said(page: ExportPage) -> list[str]:
    return [words.text for words in page.findChildren(Words) if words.isVisible()]
