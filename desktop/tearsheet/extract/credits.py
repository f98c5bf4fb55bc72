"""Turn the lines in which Chinese pages name source, author and editor into fields."""

import re
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from tearsheet.extract.trees import drop, words_of

_LABELS = {
    "source": "文章来源|信息来源|新闻来源|稿件来源|本文来源|来源|文章來源|來源",
    "editor": "责任编辑|责编|編輯|编辑|责任校对",
    "author": "文章作者|作者|撰文|记者",
    "original_title": "原标题|原題|原题",
}
_ANY_LABEL = "|".join(_LABELS.values())
# 图片来源 (of a picture), 数据来源, 资料来源 (of figures) are not the medium's name.
_LABELLED = re.compile(
    rf"(?<![片据料])(?P<label>{_ANY_LABEL})\s*[:：]\s*"
    rf"(?P<value>(?:(?!{_ANY_LABEL}|时间|日期|字号|字体|阅读|浏览|评论|\d{{4}}\s*[-/.年])[^（）()【】|｜<>\n])*)"
)
_ATTRIBUTION = re.compile(f"{_LABELS['source']}|{_LABELS['author']}")
_BRACKETS = re.compile(r"[\s（）()【】\[\]|｜,，。；;]+")
_LONGEST_LINE = 120
_LOOKED_AT = 12
_BESIDE = (
    "//body//*[text()[contains(., '来源') or contains(., '來源') or contains(., '编辑') or contains(., '作者')]]"
    "[not(ancestor::figure or ancestor::table)]"
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
        if text and len(text) <= _LONGEST_LINE and _says_nothing_else(text):
            _note(found, text, "in the text")
            if not _ATTRIBUTION.search(text):
                drop([line])
    return found


def credits_beside(root: HtmlElement) -> Credits:
    """Read the labels in a page's short lines, such as the one under the headline; the first of each counts."""
    found = Credits()
    for element in root.xpath(_BESIDE):
        text = words_of(element)
        # "来源：" alone: its value stands in the next element.
        if text.endswith((":", "：")) and (parent := element.getparent()) is not None:
            text = words_of(parent)
        if len(text) <= _LONGEST_LINE:
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
