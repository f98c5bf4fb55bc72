"""Nothing that a page calls itself can break out of a note's properties."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from tearsheet.export.markdown.front_matter import front_matter
from tearsheet.model.extraction import Metadata
from tests.support.reader_articles import BASE

HOSTILE = st.text(
    alphabet=st.one_of(st.characters(), st.sampled_from("\"'\\:#-\n\r\t{}%&*!|>@`\u2028\u2029\x85\ufeff\0\ud800")),
    max_size=60,
)


def properties(written: str) -> dict[str, object]:
    """Read the properties as a strict reader does: a name and JSON a line, or a name and a list of JSON below it."""
    lines = [line for line in written.split("\n") if not line.startswith("# ")]
    assert lines[0] == lines[-1] == "---"
    found: dict[str, object] = {}
    for line in lines[1:-1]:
        if line.startswith("  - "):
            values = found[list(found)[-1]]
            assert isinstance(values, list)
            values.append(json.loads(line.removeprefix("  - ")))
        else:
            name, _, value = line.partition(":")
            assert name.isidentifier()
            text = value.strip()
            found[name] = [] if not text else json.loads(text) if text.startswith('"') else datetime.fromisoformat(text)
    return found


def test_what_is_known_has_the_web_clippers_names() -> None:
    china = timezone(timedelta(hours=8))
    article = replace(
        BASE,
        url="https://example.cn/a?b=1",
        metadata=Metadata(
            title='蓝海银行："活水"',
            byline="李 明",
            published=datetime(2022, 3, 2, 17, 24, 54, tzinfo=china),
            source="大众网",
            site="share.example.cn",
            editor="王",
            language="zh-CN",
            excerpt="One line.",
            modified=datetime(2022, 3, 3, 8, 0, tzinfo=china),
            keywords=("共同 富裕", "banks"),
        ),
        tags=("news", "finance/small firms"),
        note="two\nlines",
        saved=datetime(2026, 11, 23, 9, 30, 1, 5000, tzinfo=UTC),
    )
    assert front_matter(article) == (
        '---\ntitle: "蓝海银行：\\"活水\\""\nsource: "https://example.cn/a?b=1"\nauthor:\n  - "李 明"\n'
        "published: 2022-03-02T17:24:54+08:00\nmodified: 2022-03-03T08:00:00+08:00\n"
        'created: 2026-11-23T09:30:01+00:00\ndescription: "One line."\n'
        'tags:\n  - "news"\n  - "finance/small-firms"\nkeywords:\n  - "共同 富裕"\n  - "banks"\n'
        'site: "大众网"\neditor: "王"\nlanguage: "zh-CN"\n'
        'note: "two\\nlines"\ntearsheet: "u7"\n# tearsheet:0000000000000000 u7\n---'
    )


def test_what_is_not_known_has_no_property() -> None:
    found = properties(front_matter(replace(BASE, metadata=Metadata(), uid="")))
    assert set(found) == {"source", "created"}


@given(HOSTILE, HOSTILE, st.lists(HOSTILE.filter(lambda tag: tag.strip() != ""), max_size=3))
def test_no_title_byline_tag_or_keyword_can_end_its_string(title: str, byline: str, tags: list[str]) -> None:
    known = Metadata(title=title, byline=byline, excerpt=title, keywords=tuple(tags))
    article = replace(BASE, metadata=known, tags=tuple(tags), note=byline)
    written = front_matter(article)
    assert written.encode("utf-8")
    assert not set(written) & set("\0\r\x85\u2028\u2029\ufeff")
    found = properties(written)
    assert found.get("title", "") == found.get("description", "") == title
    assert found.get("author", [""]) == [byline]
    assert found.get("note", "") == byline
    assert found.get("keywords", []) == tags
