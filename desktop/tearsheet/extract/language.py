"""Turn what a page says about its language, and the script it is written in, into a BCP 47 tag."""

import re

from lxml.html import HtmlElement

from tearsheet.extract.declared import Declared

_TAG = re.compile(r"([a-z]{2,3})(?:[-_]([a-z]{4}))?(?:[-_]([a-z]{2}|\d{3}))?(?:[-_.@].*)?$", re.IGNORECASE)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_KANA = re.compile(r"[\u3041-\u30ff]")
_HANGUL = re.compile(r"[\uac00-\ud7af]")
_LETTER = re.compile(r"[^\W\d_]")
_TOO_FEW = 20
_EAST_ASIAN = ("zh", "ja", "ko", "yue", "wuu")


def language_of(root: HtmlElement, page: Declared, text: str) -> str:
    """Return the page's language, empty when nothing tells.

    A declared language that the script disproves does not count: many Chinese templates still say `lang="en"`.
    """
    said = [root.get("lang", ""), root.get("{http://www.w3.org/XML/1998/namespace}lang", "")]
    said += [page.first("og:locale"), page.first("content-language", "language", "dc.language")]
    said += page.texts("inLanguage")
    tags = [tag for value in said if (tag := _tag(value))]
    script = _of_script(text)
    if tags and not script and len(_LETTER.findall(text)) < _TOO_FEW:
        return tags[0]
    for tag in tags:
        language = tag.split("-")[0]
        if (script and language == script) or (not script and language not in _EAST_ASIAN):
            return tag
    return script


def _tag(value: str) -> str:
    parts = _TAG.match(value.strip())
    if parts is None:
        return ""
    language, script, region = parts.groups()
    return "-".join(filter(None, (language.lower(), script and script.title(), region and region.upper())))


def _of_script(text: str) -> str:
    """Return the language that only one script writes; empty for a text in Latin or another shared script."""
    letters = len(_LETTER.findall(text)) or 1
    kana, hangul, han = (len(pattern.findall(text)) for pattern in (_KANA, _HANGUL, _HAN))
    if kana > 0.05 * letters:
        return "ja"
    if hangul > 0.2 * letters:
        return "ko"
    return "zh" if han > 0.2 * letters else ""
