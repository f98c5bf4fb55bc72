"""Turn what stands below a post's front matter into HTML, and the links at its end into what they say."""

import re
from html import unescape
from typing import NamedTuple

from markdown_it import MarkdownIt

from tearsheet.document.tokens import VOID, Kind, tokens

_VERBATIM = re.compile(r"\{::nomarkdown(?:\s[^}]*)?\}\n?(.*?)\{:/(?:nomarkdown)?\}", re.DOTALL)
_COMMENT = re.compile(r"\{::comment\}.*?\{:/(?:comment)?\}", re.DOTALL)
_OPTIONS = re.compile(r"\{::options\s[^}]*/\}")
_ATTRIBUTES = re.compile(r"^[ \t]*\{:[^{}\n]*\}[ \t]*$|(?<=[*_`)\]])\{:[^{}\n]*\}", re.MULTILINE)

_LINK = re.compile(
    r"<(?P<auto>https?://[^\s<>]+)>"
    r"|(?<!!)\[(?P<text>[^\[\]\n]*)\]\(<?(?P<to>[^()\s<>]*(?:\([^()\s]*\)[^()\s<>]*)*)>?(?:\s+\"[^\"]*\")?\)"
    r"|<a\b[^>]*?\bhref\s*=\s*[\"']?(?P<href>[^\"'\s>]+)[^>]*>(?P<words>[^<]*)</a>"
    r"|(?P<bare>https?://[^\s<>()\[\]\"']+)",
    re.IGNORECASE,
)
_AROUND = re.compile(r"</?(?:p|div|span|small|em|strong|center|br|hr|footer)\b[^>]*>|&nbsp;", re.IGNORECASE)
_BETWEEN = re.compile(r"[\s|｜│·•/\\\-—–,，、。.;；:：«»←→<>()（）【】\[\]*_]*")
_LABEL = re.compile(
    r"(?:阅读)?原文(?:链接|地址|网址|出处)?|(?:新闻|文章|信息)?来源(?:链接|地址)?|出处|"
    r"via|source|original(?: article| link)?",
    re.IGNORECASE,
)
_TO_SOURCE = re.compile(
    rf"\W*(?:{_LABEL.pattern}|back to (?:the )?(?:source|original)|返回原文|查看原文)\W*", re.IGNORECASE
)
_BACK = re.compile(
    r"\W*(?:返回.{0,40}|回到.{0,40}|首页|主页|home(?:page)?|back(?: to .{0,60})?|index)\W*", re.IGNORECASE
)
_CREDIT = re.compile(r"(?:文章|稿件|信息|新闻)来源\s*[:：]\s*([^）)<>\n]{1,60})")
_LOOKED_AT = 8
_LONGEST_LINE = 4_000
_CREDIT_WITHIN = 600
_RULE = re.compile(r"\s*(?:[-*_]\s*){3,}\Z|\s*<hr\s*/?>\s*\Z", re.IGNORECASE)


class Ending(NamedTuple):
    """A body without the links at its end: to where it was published, and the words of those back to the site."""

    body: str
    link: str = ""
    back: tuple[str, ...] = ()


class _Link(NamedTuple):
    to: str
    words: str
    is_bare: bool


def ending_of(body: str, known: str) -> Ending:
    """Take the links off a body's end that every post of a site has. `known` is the link that the post names above.

    A bare address counts as the post's own where it is labelled, where links back to the site stand below it, or where
    all above it is HTML, as generators write; else it is the text's.
    """
    lines = body.rstrip().split("\n")
    link = ""
    back: list[str] = []
    taken = len(lines)
    for i in range(len(lines) - 1, max(len(lines) - 1 - _LOOKED_AT, -1), -1):
        found = _links_alone(lines[i])
        if not found:
            if lines[i].strip() and not _RULE.match(lines[i]):
                break
            continue
        for each in found:
            if not each.is_bare and _BACK.fullmatch(each.words):
                back.append(each.words)
            elif link or known not in ("", each.to) or not _is_of_an_article(each.to):
                break
            elif _is_own(each, lines[i], bool(back), "\n".join(lines[:i])):
                link = each.to
            else:
                break
        else:
            taken = i
            continue
        break
    rest = "\n".join(lines[:taken])
    return Ending(_without_rule(rest) if taken < len(lines) else body, link, tuple(back))


def credited(body: str) -> str:
    """Return the medium that the last lines name as where the text comes from (seed: p.em_media)."""
    found = _CREDIT.findall(body[-_CREDIT_WITHIN:])
    return unescape(found[-1]).strip() if found else ""


def html_of(body: str, *, is_html: bool) -> str:
    """Return a body as HTML: as it stands where it is HTML alone, else as Markdown with HTML in it."""
    body = _OPTIONS.sub("", _COMMENT.sub("", body))
    parts = _VERBATIM.split(body)
    return "\n".join(part if i % 2 else _markup(part, is_html=is_html) for i, part in enumerate(parts) if part.strip())


def heading_of(html: str) -> str:
    """Return the words of the first heading."""
    found = re.search(r"<h[1-3]\b[^>]*>(.*?)</h[1-3]\s*>", html, re.DOTALL | re.IGNORECASE)
    return " ".join(unescape(re.sub(r"<[^>]*>", "", found[1])).split()) if found else ""


def _markup(part: str, *, is_html: bool) -> str:
    if is_html or _is_html_alone(part):
        return part
    return str(_MARKDOWN.render(_ATTRIBUTES.sub("", part)))


def _is_html_alone(text: str) -> bool:
    """Whether no words stand outside of elements."""
    depth = 0
    for kind, name, begin, end in tokens(text):
        if kind is Kind.START and name not in VOID:
            depth += 1
        elif kind is Kind.END:
            depth = max(0, depth - 1)
        elif kind is Kind.TEXT and not depth and not text[begin:end].isspace():
            return False
    return True


def _links_alone(line: str) -> list[_Link]:
    """Return the links of a line that is nothing but links, what parts them and a label for one."""
    if len(line) > _LONGEST_LINE:
        return []
    stripped = _AROUND.sub(" ", line)
    rest = _LINK.sub(" ", stripped)
    if not _BETWEEN.fullmatch(_LABEL.sub(" ", rest)):
        return []
    return [
        _Link(
            to=unescape(found["auto"] or found["to"] or found["href"] or found["bare"] or ""),
            words=unescape(found["text"] or found["words"] or "").strip(),
            is_bare=bool(found["auto"] or found["bare"]),
        )
        for found in _LINK.finditer(stripped)
    ]


def _is_own(link: _Link, line: str, went_back: bool, above: str) -> bool:
    if not link.is_bare:
        return bool(_TO_SOURCE.fullmatch(link.words)) or link.words == link.to or bool(_labelled(line))
    return bool(_labelled(line)) or went_back or _is_html_alone(_VERBATIM.sub(r"\1", above))


def _labelled(line: str) -> "re.Match[str] | None":
    return _LABEL.search(_LINK.sub(" ", _AROUND.sub(" ", line)))


def _is_of_an_article(link: str) -> bool:
    """Whether a link can be that of one article: a site's front page is not."""
    place, _, path = link.partition("://")[2].partition("/")
    return link.lower().startswith(("http://", "https://")) and bool(place) and bool(path.strip("/"))


def _without_rule(text: str) -> str:
    lines = text.rstrip().split("\n")
    return "\n".join(lines[:-1] if lines and _RULE.match(lines[-1]) else lines)


_MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
