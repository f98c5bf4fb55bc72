"""A template is shown at work while it is written, and what writes by it follows it to another name."""

import pytest

from tearsheet.model.errors import ExportError, Reason
from tearsheet.model.ids import ArticleId
from tearsheet.model.outlet import Outlet
from tearsheet.settings.outlets import change_outlets, load_outlets
from tearsheet.settings.templates import free_file, write_template
from tearsheet.workflows.annotate import annotate
from tearsheet.workflows.desk import Desk
from tearsheet.workflows.templates import note_of, rename
from tests.support.keepings import keeping


@pytest.fixture
def article(desk: Desk) -> ArticleId:
    return desk.library.add(keeping(title="茶")).article


def test_an_article_is_shown_as_the_text_has_it(desk: Desk, article: ArticleId) -> None:
    annotate(desk, desk.library.article(article), 0, 3, note="why")
    assert note_of(desk, article, "{{title}}{% for h in highlights %}: {{h.text}}, {{h.note}}{% endfor %}\n") == (
        "茶: One, why\n"
    )


@pytest.mark.parametrize(
    ("text", "said"),
    (("\n{{titel}}", "line 2: no variable titel"), ("{{title|upside}}", "no filter upside"), ("{% if %}", "line 1")),
)
def test_what_is_wrong_is_told_with_its_line(desk: Desk, article: ArticleId, text: str, said: str) -> None:
    with pytest.raises(ExportError, match=said) as raised:
        note_of(desk, article, text)
    assert raised.value.reason is Reason.BAD_TEMPLATE


def test_outlets_follow_a_template_to_another_name() -> None:
    file = free_file("Old")
    write_template(file, "{{title}}")
    by_it = Outlet(library="u", search="s", form="markdown", folder="/f", options=(("template", str(file)),))
    other = Outlet(library="u", search="t", form="markdown", folder="/g", options=(("template", "none"),))
    change_outlets(lambda _known: (by_it, other))
    renamed = rename(file, "New")
    assert [dict(each.options)["template"] for each in load_outlets()] == [str(renamed), "none"]
