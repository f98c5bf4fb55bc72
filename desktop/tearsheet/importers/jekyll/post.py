"""Turn one post into an item: its properties, the links at its end and its body, with what was odd about it."""

import json
import re
from pathlib import PurePosixPath
from urllib.parse import quote, urljoin

from tearsheet.document.tokens import Kind, tokens
from tearsheet.importers.jekyll import liquid
from tearsheet.importers.jekyll.body import Ending, credited, ending_of, heading_of, html_of
from tearsheet.importers.jekyll.dates import DATED, dates_of
from tearsheet.importers.jekyll.front_matter import FrontMatter, part
from tearsheet.model.errors import AddressError
from tearsheet.model.importing import Entry, Item, Odd, Oddity
from tearsheet.text.addresses import parse
from tearsheet.text.slugs import news_of, spelled_slug

BESIDE = "https://pictures.invalid"
"""Where pictures beside a post are, when its site says no address of its own: nowhere that anybody could ask."""

ENDS = "<!-- article ends -->"
"""Stands behind the body of every post that export/jekyll writes."""

_LINKS = (
    *("original_url", "original", "source_url", "link", "external_url", "source", "canonical_url", "canonical"),
    *("origin", "url", "via"),
)
_SOURCES = ("medium", "source_name", "source", "site", "publisher", "media")
_AUTHORS = ("author", "author.name", "authors", "authors.name", "byline", "by")
_UID = re.compile(r"[0-9a-f]{32}\Z")
# What export/jekyll leaves below the properties of every post: the article's own id and tags.
_OURS = re.compile(r"^# tearsheet:[0-9a-f]{16} ([0-9a-f]{32}) (\[.*\])$", re.MULTILINE)
_WIKI = re.compile(r"\[\[(?:[^\]|]*\|)?([^\]|]*)\]\]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_ATTRIBUTE = re.compile(r"""(\s(?:src|data-src)\s*=\s*)("[^"]*"|'[^']*'|[^\s"'>]+)""", re.IGNORECASE)
_BACK_TO = re.compile(r"(?:返回|back to )(?P<name>.+)", re.IGNORECASE)
_NEWS = re.compile(r"(?:新闻|资讯)\s*\Z")
_NO_NAME = re.compile(
    r"首页|主页|列表|目录|顶部|上[一层页级]|原文|来源|^(?:top|home|index)\b|^[\w-]+(?:\.[\w-]+)+$", re.I
)
_SAYS_SOURCE = "来源"
_END = 600
_LONGEST_TITLE = 500


def read(entry: Entry) -> Item:
    """Read a post. It always becomes an item; what was odd is said in it."""
    text, oddities = _decoded(entry)
    front = part(text)
    ours = _OURS.search(front.comments)
    link = next((said for name in _LINKS if _is_web(said := front.text(name))), "")
    body, templates = liquid.shown(front.body)
    ending = ending_of(body, link)
    html = html_of(ending.body, is_html=entry.name.lower().endswith((".html", ".htm")))
    link, unreadable = _link(link or ending.link)
    dates = dates_of(entry, front, link)
    categories = _list(front, "categories", "category")
    source = _source(front) or _credit(ending, categories, is_ours=ENDS in body)
    tags = dict.fromkeys((*_list(front, "tags", "tag"), *_told_by(categories, source)))
    title, untitled = _title(front, html, entry.name)
    pictures = f"{(entry.site or BESIDE).rstrip('/')}/"
    return Item(
        title=title,
        html=_with_pictures(html, urljoin(pictures, quote(entry.name))),
        link=link,
        uid=ours[1] if ours else uid if _UID.match(uid := front.text("tearsheet")) else "",
        byline=_names([_WIKI.sub(r"\1", name) for names in _AUTHORS for name in front.values(names)]),
        source=source,
        editor=front.text("editor"),
        language=front.text("lang", "language", "locale"),
        excerpt=front.text("description", "excerpt", "summary"),
        section="/".join(categories),
        published=dates.published,
        modified=dates.modified,
        saved=dates.saved or dates.published or entry.changed,
        tags=_own(tuple(tags), source, ours[2] if ours else ""),
        keywords=tuple(_list(front, "keywords")),
        note=front.text("note"),
        pictures=pictures,
        oddities=(
            *oddities,
            *front.oddities,
            *untitled,
            *unreadable,
            *dates.oddities,
            *([Oddity(kind=Odd.TEMPLATE_LEFT, detail=", ".join(templates[:10]))] if templates else []),
        ),
    )


def _decoded(entry: Entry) -> tuple[str, list[Oddity]]:
    oddities = []
    if entry.charset not in ("utf-8", "utf-8-sig", "ascii"):
        oddities.append(Oddity(kind=Odd.OTHER_ENCODING, detail=entry.charset))
    try:
        text = entry.data.decode(entry.charset)
    except (UnicodeDecodeError, LookupError):
        text = entry.data.decode("utf-8" if oddities else entry.charset, "replace")
        oddities.append(Oddity(kind=Odd.LOST_CHARACTERS, detail=str(text.count("\ufffd"))))
    return text, oddities


def _link(link: str) -> tuple[str, list[Oddity]]:
    """Return a link that leads somewhere, or none and what was wrong with it."""
    try:
        if link:
            parse(link)
    except AddressError:
        return "", [Oddity(kind=Odd.LINK_UNREADABLE, detail=link[:200])]
    return link, []


def _title(front: FrontMatter, html: str, name: str) -> tuple[str, list[Oddity]]:
    """Return what the post calls itself; else its first heading, else its file's name without the date."""
    if title := front.text("title"):
        return title[:_LONGEST_TITLE], []
    stem = PurePosixPath(name).stem
    slug = DATED.sub("", stem).replace("-", " ").replace("_", " ").strip() or stem
    title = heading_of(html) or slug
    return title[:_LONGEST_TITLE], [Oddity(kind=Odd.NO_TITLE, detail=title[:_LONGEST_TITLE])]


def _source(front: FrontMatter) -> str:
    return next((said for name in _SOURCES if (said := front.text(name)) and not _is_web(said)), "")


def _credit(ending: Ending, categories: list[str], *, is_ours: bool) -> str:
    """Return the medium that the text names at its end, or the link back to what the site has of that medium.

    In a post that we wrote the link knows better: there a person may have put the medium right.
    """
    named = [name for words in reversed(ending.back) if (name := _named(words, categories))]
    back = named[0] if named else ""
    return (back if is_ours else "") or credited(ending.body) or ("" if _SAYS_SOURCE in ending.body[-_END:] else back)


def _named(words: str, categories: list[str]) -> str:
    """Return the medium of a link back: 返回大众网新闻. Of the names it may be, that which is spelled as a category."""
    found = _BACK_TO.search(words)
    if found is None or _NO_NAME.search(found["name"]):
        return ""
    name = found["name"].strip()
    names = (name, _NEWS.sub("", name))
    spelled = [each for each in names if spelled_slug(each) in categories]
    return spelled[0] if spelled else names[1] if _HAN.search(name) else ""


def _list(front: FrontMatter, several: str, one: str = "") -> list[str]:
    """Return a list as Jekyll has it: a string is parted at blanks, here at commas where it has some."""
    found = list(front.values(several))
    if several in front.plain and found:
        [text] = found
        found = re.split(r"[,，、;；]", text) if re.search(r"[,，、;；]", text) else text.split()
    found += front.values(one) if one else ()
    return [word for each in found if (word := " ".join(each.split()))]


def _told_by(categories: list[str], source: str) -> list[str]:
    """Return the categories that are not the source's name again, in letters: those are the site's addresses."""
    names = {source.casefold(), "".join(source.split()).casefold(), spelled_slug(source)} if source else set()
    return [each for each in categories if each.casefold() not in names]


def _own(tags: tuple[str, ...], source: str, told: str) -> tuple[str, ...]:
    """Return a post's tags, of one of ours those that its article had, unless somebody changed them since."""
    try:
        own = json.loads(told) if told else None
    except ValueError:
        own = None
    if not isinstance(own, list) or not all(isinstance(tag, str) for tag in own):
        return tags
    return tuple(own) if set(tags) == {*own, news_of(source)} - {""} else tags


def _names(found: list[str]) -> str:
    names = list(dict.fromkeys(" ".join(name.split()) for name in found))
    return ("、" if any(map(_HAN.search, names)) else ", ").join(filter(None, names))


def _is_web(text: str) -> bool:
    return text.lower().startswith(("http://", "https://"))


def _with_pictures(html: str, place: str) -> str:
    """Write the addresses of pictures in full, as if the post stood at `place` in its site."""
    parts, end = [], 0
    for kind, name, begin, stop in tokens(html):
        if kind is Kind.START and name == "img":
            parts += [html[end:begin], _ATTRIBUTE.sub(lambda found: _in_full(found, place), html[begin:stop])]
            end = stop
    return "".join((*parts, html[end:]))


def _in_full(found: "re.Match[str]", place: str) -> str:
    address = found[2].strip("\"'").strip()
    if not address or re.match(r"[a-z][a-z0-9+.-]*:|//", address, re.IGNORECASE):
        return found[0]
    try:
        return f'{found[1]}"{urljoin(place, address)}"'.replace("\n", "")
    except ValueError:
        return found[0]
