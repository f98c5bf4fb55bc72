"""What a row says of its article is what the reader says of it."""

import time
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from tearsheet.gui.article_words import facts, spoken
from tearsheet.gui.reader_page import ready_page
from tearsheet.gui.reader_words import page_words
from tearsheet.model.query import Query
from tests.support.desks import desk_at
from tests.support.keepings import keeping

NEW_YORK = timezone(timedelta(hours=-5))
LATE = datetime(2024, 5, 1, 23, 30, tzinfo=NEW_YORK)
A_DAY = datetime(2024, 5, 1, tzinfo=NEW_YORK)


@pytest.fixture
def _in_shanghai(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    if not hasattr(time, "tzset"):
        pytest.skip("the system gives no way to say where this is")
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("_in_shanghai")
@pytest.mark.parametrize(
    ("published", "row", "page"), [(LATE, "2 May 2024", "2 May 2024, 12:30"), (A_DAY, "1 May 2024", "1 May 2024")]
)
def test_a_row_and_the_reader_name_the_same_day(tmp_path: Path, published: datetime, row: str, page: str) -> None:
    desk = desk_at(tmp_path)
    kept = desk.library.add(keeping("a", published=published)).article
    (summary,) = desk.library.summaries(Query())
    assert row in facts(summary) and row in spoken(summary)
    assert f">{page}</time>" in ready_page(desk.library.article(kept), words=page_words()).html
    desk.library.close()


@pytest.mark.usefixtures("_in_shanghai")
def test_where_the_page_names_no_date_it_is_the_day_of_keeping_here(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    desk.library.add(keeping("a", saved=LATE))
    (summary,) = desk.library.summaries(Query())
    assert "2 May 2024" in facts(summary)
    desk.library.close()
