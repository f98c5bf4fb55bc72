"""Turn the lines in which Chinese pages name source, author and editor into fields."""

import re
from dataclasses import dataclass, field
from itertools import islice

from lxml.html import HtmlElement

from tearsheet.extract.signs import parts_of
from tearsheet.extract.trees import drop, words_of

_LABELS = {
    "source": "文章来源|信息来源|新闻来源|稿件来源|本文来源|来源|稿源|文章來源|來源",
    "editor": "责任编辑|责编|編輯|编辑|责任校对",
    "author": "文章作者|本文作者|作者|撰文|撰稿|采写|编译|本报记者|记者",
    "original_title": "原标题|原題|原题",
}
_ANY_LABEL = "|".join(_LABELS.values())
_OTHERS = "[摄攝]影|[图圖]片?|翻[译譯]|[译譯]者|校[对對]|审[核校]|监制|策划|统筹|设计|通讯员|实习生"
# 图片来源 (of a picture), 数据来源, 资料来源 (of figures) are not the medium's name.
_LABELLED = re.compile(
    rf"(?<![片据料])(?P<label>{_ANY_LABEL})\s*[:：/／｜丨]\s*"
    rf"(?P<value>(?:(?!{_ANY_LABEL}|时间|日期|字号|字体|阅读|浏览|点击|评论|人气|(?:{_OTHERS})\s?[:：/／|｜丨]|"
    r"\d{4}\s*[-/.年])[^（）()【】|｜丨<>\n])*)"
)
_SIGNATURE = re.compile(
    r"(?:(?:本报|本刊|本网|[\u4e00-\u9fff]{2,8}[报网社台刊])?(?:见习|特约|实习)?记者[\s\u3000]+|[文撰](?:文|稿)?\s*[|｜丨]\s*)"
    r"(?P<people>[\u4e00-\u9fff·]{2,6}(?:[\s\u3000]+[\u4e00-\u9fff·]{2,6}){0,4})"
)
_BRACKETS_AROUND = re.compile(r"^[（(【\[]|[）)】\]]$")
_ATTRIBUTION = re.compile(f"{_LABELS['source']}|{_LABELS['author']}")
_BRACKETS = re.compile(r"[\s（）()【】\[\]|｜,，。；;]+")
_LONGEST_LINE = 120
_LOOKED_AT = 12
_MOST_BESIDE = 200
_BESIDE = (
    "body/descendant::*[text()[contains(., '来源') or contains(., '來源') or contains(., '编辑')"
    " or contains(., '责编') or contains(., '稿源') or contains(., '作者') or contains(., '记者')"
    " or contains(., '原标题')]][not(ancestor::figure)]"
)
_MARKED = (
    "descendant::p[contains(concat(' ', @class, ' '), ' em_media ') or contains(concat(' ', @class, ' '), ' res-edit ')"
    " or contains(concat(' ', @class, ' '), ' zwothers ')]"
)
_LINES = (
    "descendant::*[self::p or self::div or self::section or self::h2 or self::h3 or self::li or self::td or self::span]"
    "[not(.//p or .//div or .//section or .//li or .//td or .//img)][normalize-space()]"
    "[not(self::span) or string-length(normalize-space()) = string-length(normalize-space(..))]"
)


@dataclass(slots=True)
class Credits:
    """What was found, empty where nothing was."""

    source: str = ""
    editor: str = ""
    author: str = ""
    original_title: str = ""
    reasons: list[str] = field(default_factory=list)


def take_credits(article: HtmlElement) -> Credits:
    """Read the lines at either end of `article` that hold nothing but such labels.

    Lines that name only an editor or a title before this one are the site's and are taken out. Those that name the
    source or the author stay: they are what was published, as a byline is.
    """
    found = Credits()
    lines = [*article.xpath(_MARKED), *_outer_lines(article)]
    for line in dict.fromkeys(lines):
        text = words_of(line)
        if not text or len(text) > _LONGEST_LINE:
            continue
        if _says_nothing_else(text):
            _note(found, text, "in the text")
            if not _ATTRIBUTION.search(text):
                drop([line])
        elif not found.author and (people := _signed(text)):
            found.author = people
            found.reasons.append("author: signed in the text")
    return found


def _signed(text: str) -> str:
    """Return the people of a line that is nothing but a signature: 本报记者 张三 李四, 文｜王五."""
    signature = _SIGNATURE.fullmatch(_BRACKETS_AROUND.sub("", text))
    return "、".join(signature["people"].split()) if signature else ""


def credits_beside(root: HtmlElement) -> Credits:
    """Read the labels in a page's short lines, such as the one under the headline; the first of each counts."""
    found = Credits()
    # A table that holds the headline lays the page out; any other holds figures.
    layouts = {table for heading in root.iter("h1") for table in heading.iterancestors("table")}
    beside = (each for each in root.xpath(_BESIDE) if all(table in layouts for table in each.iterancestors("table")))
    for element in islice(beside, _MOST_BESIDE):
        text = parts_of(element, _LONGEST_LINE)
        # "来源：" alone: its value stands in the next element.
        if text.endswith((":", "：", "｜", "丨")) and (parent := element.getparent()) is not None:
            text = parts_of(parent, _LONGEST_LINE)
        _note(found, text, "beside the text")
    return found


def _note(found: Credits, text: str, where: str) -> None:
    for label in _LABELLED.finditer(text):
        name = next(name for name, labels in _LABELS.items() if label["label"] in labels.split("|"))
        value = _trimmed(label["value"])
        if value and not getattr(found, name):
            setattr(found, name, value)
            found.reasons.append(f"{name}: {label['label']} {where}")


def _trimmed(value: str) -> str:
    return value.strip(" \t\u3000\xa0,，;；。、:：")


def _says_nothing_else(text: str) -> bool:
    labelled = list(_LABELLED.finditer(text))
    return bool(labelled) and not _BRACKETS.sub("", _LABELLED.sub("", text))


def _outer_lines(article: HtmlElement) -> list[HtmlElement]:
    """Return the first and last elements that hold text and no other block."""
    lines: list[HtmlElement] = article.xpath(_LINES)
    return lines if len(lines) <= 2 * _LOOKED_AT else lines[:_LOOKED_AT] + lines[-_LOOKED_AT:]
