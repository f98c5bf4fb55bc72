"""Lists by title and by source stand in the order of pinyin, whoever gave an article its title and source, and when."""

from tearsheet.library import Library
from tearsheet.model.article import Edits
from tearsheet.model.ids import ArticleId
from tearsheet.model.query import Query, Sort
from tests.support.keepings import keeping

TITLES = ("Zebra", "重庆", "第10章", "第9章", "长江", "“安徽”", "Élan", "")


def _titles(library: Library) -> list[str]:
    return [row.title for row in library.summaries(Query(), sort=Sort.TITLE)]


def test_titles_stand_in_the_order_of_pinyin_on_every_database(library: Library) -> None:
    for title in TITLES:
        library.add(keeping(title or "untitled", title=title))

    assert _titles(library) == ["“安徽”", "长江", "重庆", "第9章", "第10章", "Élan", "Zebra", ""]


def test_what_has_no_source_comes_last_and_the_newest_of_one_source_first(library: Library) -> None:
    for number, source in enumerate(("", "银行报", "Abc", "大众网", "大众网", "。")):
        library.add(keeping(str(number), source=source))

    assert library.ids(Query(), Sort.SOURCE) == (3, 5, 4, 2, 6, 1)


def test_an_article_that_is_given_another_title_or_source_moves(library: Library) -> None:
    for name in ("b", "c", "d"):
        library.add(keeping(name, title=name, source=name))

    library.edit(ArticleId(3), Edits(title="阿", source="阿"))
    assert library.ids(Query(), Sort.TITLE) == library.ids(Query(), Sort.SOURCE) == (3, 1, 2)
    library.add(keeping("b", "One two three four five six seven eight nine ten eleven.", title="重", source="重"))
    assert library.ids(Query(), Sort.TITLE) == library.ids(Query(), Sort.SOURCE) == (3, 2, 1)


def test_an_article_whose_other_version_is_chosen_moves(library: Library) -> None:
    first = library.add(keeping("b", title="b"))
    library.add(keeping("c", title="c"))
    library.add(keeping("b", "One two three four five six seven eight nine ten eleven.", title="zz"))
    assert _titles(library) == ["c", "zz"]

    assert first.version is not None
    library.choose_version(first.article, first.version)
    assert _titles(library) == ["b", "c"]


def test_an_article_whose_page_says_its_source_later_moves(library: Library) -> None:
    library.add(keeping("b", title="b"))
    library.add(keeping("c", title="c", source="c"))

    library.add(keeping("b", title="b", source="阿"))
    assert library.ids(Query(), Sort.SOURCE) == (1, 2)
