"""Turn what a page says about its language, and the script it is written in, into a BCP 47 tag."""

import re

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


def language_of(root: HtmlElement, page: Declared, text: str) -> str:
    """Return the page's language, empty when nothing tells.

    A declared language that the script disproves does not count: many Chinese templates still say `lang="en"`. Which
    script Chinese is in is added where the page names neither script nor region, or names the wrong one.
    """
    said = [root.get("lang", ""), root.get("{http://www.w3.org/XML/1998/namespace}lang", "")]
    said += [page.first("og:locale"), page.first("content-language", "language", "dc.language")]
    said += page.texts("inLanguage")
    tags = [tag for value in said if (tag := _tag(value))]
    script = _of_script(text)
    if tags and not script and len(_LETTER.findall(text[:_ENOUGH])) < _TOO_FEW:
        return tags[0]
    for tag in tags:
        language = tag.split("-")[0]
        if (script and language == script) or (not script and language not in _EAST_ASIAN):
            return _with_script(tag, text) if script == "zh" else tag
    return _with_script(script, text) if script == "zh" else script


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
