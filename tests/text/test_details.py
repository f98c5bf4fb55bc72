"""What we ourselves say beside a failure is said in the person's language; what a site said stays as it is."""

import ast
import re
from collections.abc import Iterator

import pytest

from tearsheet.model.errors import Failure, Reason
from tearsheet.text.details import detail_in_words
from tearsheet.text.reasons import in_words
from tearsheet.text.words import use_language
from tests.support.source import modules


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    use_language("en")


@pytest.mark.parametrize(
    ("detail", "words"),
    [
        ("a list of links", "链接列表"),
        ("5 words", "字数：5"),
        ("eastmoney: no JSON", "eastmoney：不是 JSON"),
        ("news.example: a download", "news.example：是下载文件，不是网页"),
        ("news.example: no answer from the name server in 2.5 s", "news.example：2.5 秒内域名服务器没有回应"),
        ("no answer within 30 s", "30 秒内没有回应"),
        ("over 20 MB", "超过 20 MB"),
        ("img.example: text/html instead of a picture", "img.example：收到的是 text/html，不是图片"),
        ("proxy socks5://127.0.0.1", "代理 socks5://127.0.0.1"),
        ("exit code -9", "退出代码 -9"),
        ("library.sqlite3 is not a library", "library.sqlite3 不是资料库"),
        ("blob 0a1b is gone", "文件 0a1b 已丢失"),
        ("/home/me/articles: revision 0001 must become 0003", "/home/me/articles：需要从修订号 0001 升级到 0003"),
    ],
)
def test_our_own_words_are_said_in_chinese(detail: str, words: str) -> None:
    use_language("zh_CN")
    assert detail_in_words(detail) == words


@pytest.mark.parametrize("detail", ["", "404 Not Found", "news.example: Connection refused", "a list", "/a: b/c.html"])
def test_what_others_said_and_what_is_not_known_stays_as_it_is(detail: str) -> None:
    use_language("zh_CN")
    assert detail_in_words(detail) == detail


def test_in_english_it_reads_as_it_was_kept() -> None:
    for detail in ("a form to log in", "news.example: a download", "exit code 1", "more than 300 pictures"):
        assert detail_in_words(detail) == detail


def test_a_failure_is_chinese_throughout() -> None:
    use_language("zh_CN")
    words = in_words(Failure(reason=Reason.NOTHING_READABLE, detail="a list of links"))
    assert words == "网页里没有找到文章。已保留链接和标题。（链接列表）"


def test_every_reason_why_a_page_is_no_article_has_its_words() -> None:
    """The extractor says them in English; a new one needs a line in text/details.py."""
    (worth,) = (module for module in modules() if module.name == "extract.worth")
    (why_not,) = (node for node in worth.tree.body if isinstance(node, ast.FunctionDef) and node.name == "why_not")
    given = [node.value for node in ast.walk(why_not) if isinstance(node, ast.Return)]
    details = [re.sub(r"\{.*\}", "3", ast.unparse(value).lstrip("f").strip("'\"")) for value in given if value]
    use_language("zh_CN")
    assert len(details) > 4
    assert [detail for detail in details if detail and detail_in_words(detail) == detail] == []
