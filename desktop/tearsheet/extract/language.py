"""Turn what a page says about its language, and the script it is written in, into a BCP 47 tag."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml.html import HtmlElement

from tearsheet.extract.declared import Declared

_TAG = re.compile(r"([a-z]{2,3})(?:[-_]([a-z]{4}))?(?:[-_]([a-z]{2}|\d{3}))?(?:[-_.@].*)?$", re.IGNORECASE)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_KANA = re.compile(r"[\u3041-\u30ff]")
_HANGUL = re.compile(r"[\uac00-\ud7af]")
_EAST_ASIAN_SIGN = re.compile(r"[\u3041-\u30ff\u4e00-\u9fff\uac00-\ud7af]")
_LETTER = re.compile(r"[^\W\d_]")
# The commonest characters that only one of the two scripts writes.
_SIMPLIFIED = re.compile("[这为国来说时个们会对学发经样还没点过进动实现开问关长门车马见东书头听话种处应当务产业员间报]")
_TRADITIONAL = re.compile(
    "[這為國來說時個們會對學發經樣還沒點過進動實現開問關長門車馬見東書頭聽話種處應當務產業員間報]"
)
_TOO_FEW = 20
_ENOUGH = 400
_FEWEST_TELLING = 2
_EAST_ASIAN = ("zh", "ja", "ko", "yue", "wuu")
_LONGEST_TAG = 80


class Language(NamedTuple):
    """A BCP 47 tag, empty when nothing tells; and where it stands."""

    text: str = ""
    reason: str = ""


def language_of(root: HtmlElement, page: Declared, text: str) -> Language:
    """Return the page's language.

    A declared language that the script disproves does not count: many Chinese templates still say `lang="en"`. Which
    script Chinese is in is added where the page names neither script nor region, or names the wrong one.
    """
    tags = [(tag, where) for said, where in _said(root, page) if (tag := _tag(said))]
    script = _of_script(text)
    if tags and not script and len(_LETTER.findall(text[:_ENOUGH])) < _TOO_FEW:
        return Language(tags[0][0], f"language: {tags[0][1]}")
    for tag, where in tags:
        language = tag.split("-")[0]
        if (script and language == script) or (not script and language not in _EAST_ASIAN):
            whole = _with_script(tag, text) if script == "zh" else tag
            return Language(
                whole, f"language: {where}" if whole == tag else f"language: {where}, and the text's script"
            )
    if not script:
        return Language()
    return Language(_with_script(script, text) if script == "zh" else script, "language: the text's script")


def _said(root: HtmlElement, page: Declared) -> Iterator[tuple[str, str]]:
    yield root.get("lang", ""), "html lang"
    yield root.get("{http://www.w3.org/XML/1998/namespace}lang", ""), "html lang"
    for name in ("og:locale", "content-language", "language", "dc.language"):
        yield page.first(name), f"meta {name}"
    for said in page.texts("inLanguage"):
        yield said, "JSON-LD"


def _tag(value: str) -> str:
    parts = _TAG.match(value.strip()[:_LONGEST_TAG])
    if parts is None:
        return ""
    language, script, region = parts.groups()
    return "-".join(filter(None, (language.lower(), script and script.title(), region and region.upper())))


def _with_script(tag: str, text: str) -> str:
    """Return a tag of Chinese with the script `text` is in: zh, and zh-CN over a traditional text, say too little."""
    simplified, traditional = len(_SIMPLIFIED.findall(text)), len(_TRADITIONAL.findall(text))
    if abs(simplified - traditional) < _FEWEST_TELLING:
        return tag
    script, other = ("Hans", ("TW", "HK", "MO", "Hant")) if simplified > traditional else ("Hant", ("CN", "SG", "Hans"))
    return f"zh-{script}" if tag == "zh" or any(part in other for part in tag.split("-")[1:]) else tag


def _of_script(text: str) -> str:
    """Return the language that only one script writes; empty for a text in Latin or another shared script."""
    if not _EAST_ASIAN_SIGN.search(text):
        return ""
    letters = len(_LETTER.findall(text)) or 1
    kana, hangul, han = (len(pattern.findall(text)) for pattern in (_KANA, _HANGUL, _HAN))
    if kana > 0.05 * letters:
        return "ja"
    if hangul > 0.2 * letters:
        return "ko"
    return "zh" if han > 0.2 * letters else ""
