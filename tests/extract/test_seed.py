"""The post this project grew from comes out as it went in, from its site's data and from a page served whole."""

import json
import re
from datetime import datetime
from html import escape, unescape
from pathlib import Path

import pytest

from tearsheet.extract import read
from tearsheet.model.extraction import Extraction
from tearsheet.model.rule import SiteRule
from tests.support.made_pages import page_of

RULE = SiteRule(
    name="eastmoney", key="k", json_html=("text", "content"), json_title=("title",), timezone="+08:00", language="zh-CN"
)
TITLE = "蓝海银行：金融活水滴灌小微企业 倾力推进共同富裕"
PUBLISHED = datetime.fromisoformat("2022-03-02T17:24:54+08:00")


@pytest.fixture(scope="module")
def body(shared: Path) -> str:
    _, _, rest = (shared / "seed" / "post.txt").read_text(encoding="utf-8").split("---\n", 2)
    return rest.split("\n\n<http", 1)[0].strip()


@pytest.fixture(scope="module")
def paragraphs(body: str) -> list[str]:
    found = [unescape(re.sub(r"<[^>]+>", "", text)) for text in re.findall(r"<p\b[^>]*>(.*?)</p>", body, re.DOTALL)]
    assert len(found) == 37
    return found


def served(body: str) -> str:
    return (
        f"<!doctype html><html><head><title>{TITLE}_某某财经网</title></head><body>"
        "<div class=nav><a href=/>首页</a><a href=/list>滚动</a></div>"
        f"<h1>{escape(TITLE)}</h1><div class=info><span class=time>2022-03-02 17:24:54</span></div>"
        f"<div id=ContentBody>{body}</div><p class=res-edit>（责任编辑：DF120）</p>"
        "<div class=footer>本站不提供投资建议</div></body></html>"
    )


def assert_is_the_seed(extraction: Extraction, paragraphs: list[str]) -> None:
    assert extraction.text.split("\n\n") == paragraphs
    assert extraction.metadata.title == TITLE
    assert extraction.metadata.source == "大众网"
    assert extraction.metadata.published == PUBLISHED
    assert extraction.metadata.published.utcoffset() == PUBLISHED.utcoffset()
    assert extraction.metadata.language.startswith("zh")


def test_from_a_page_served_whole(body: str, paragraphs: list[str]) -> None:
    assert_is_the_seed(read((page_of(served(body)),)), paragraphs)


def test_from_the_sites_data_and_a_rendered_page(body: str, paragraphs: list[str]) -> None:
    data = page_of(json.dumps({"text": body}), "application/json")
    assert_is_the_seed(read((data, page_of(served("<p>正在加载</p>"))), RULE), paragraphs)


def test_the_data_alone_gives_body_and_source(body: str, paragraphs: list[str]) -> None:
    extraction = read((page_of(json.dumps({"content": body}), "application/json"),), RULE)
    assert extraction.text.split("\n\n") == paragraphs
    assert (extraction.metadata.title, extraction.metadata.source) == ("", "大众网")


def test_the_paragraph_that_the_site_split_stays_split(body: str) -> None:
    text = read((page_of(served(body)),)).text
    assert "却苦于\n\n没有合适的融资渠道" in text
