"""A quotation says where it comes from."""

from dataclasses import replace

from tearsheet.model.extraction import Metadata
from tearsheet.workflows.quote import quotation, with_source
from tests.support.reader_articles import BASE, english_article

ENGLISH = english_article()
CHINESE = replace(BASE, metadata=Metadata(title="一场雨后的城市", byline="张三", source="城市观察", language="zh-CN"))


def test_words_are_copied_with_their_source() -> None:
    assert with_source(ENGLISH, " Links rot. ", published="5 March 2026") == (
        "Links rot.\n\n— Ada Marsh, A walk by the river: what the flood of 1953 left behind, The Daily Bench,"
        " 5 March 2026\nhttps://bench.example/walk"
    )


def test_a_chinese_source_is_written_as_chinese_writes_it() -> None:
    assert with_source(CHINESE, "雨停之后。", published="2022年3月2日") == (
        "雨停之后。\n\n——张三：《一场雨后的城市》，城市观察，2022年3月2日\nhttps://bench.example/walk"
    )


def test_what_is_not_known_of_a_source_is_left_out() -> None:
    unknown = replace(BASE, metadata=Metadata(title="A title", language="en"))
    assert with_source(unknown, "Words.") == "Words.\n\n— A title\nhttps://bench.example/walk"


def test_a_quotation_is_markdown_with_a_link_to_its_source() -> None:
    html = "<p>Nobody, <em>nobody</em> who had seen it.</p><ul><li>The bank.</li></ul><p><img src='article://reader/x'></p>"
    assert quotation(ENGLISH, html, published="5 March 2026").split("\n") == [
        "> Nobody, *nobody* who had seen it.",
        ">",
        "> - The bank.",
        ">",
        "> — Ada Marsh, [A walk by the river: what the flood of 1953 left behind](https://bench.example/walk),"
        " The Daily Bench, 5 March 2026",
    ]


def test_code_is_quoted_as_code_without_its_colours() -> None:
    html = '<pre class="language-python"><span class="ts-k">def</span> x():\n    pass</pre>'
    assert quotation(BASE, html).startswith("> ```python\n> def x():\n>     pass\n> ```")


def test_nothing_in_a_name_becomes_markup() -> None:
    sly = replace(BASE, metadata=Metadata(title="[x](y) *z*", byline="_a_", language="en"))
    assert quotation(sly, "<p>Words.</p>").endswith(r"— \_a\_, [\[x\](y) \*z\*](https://bench.example/walk)")
