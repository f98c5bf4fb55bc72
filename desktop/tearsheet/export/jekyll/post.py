"""Turn an article into a Jekyll post: front matter as YAML that no title can break, its body, the links below it."""

import json
import re
from datetime import datetime, timedelta, timezone
from urllib.parse import quote

from tearsheet.document.characters import fit
from tearsheet.document.page import language_of
from tearsheet.export.jekyll.body import SITE
from tearsheet.export.markdown.front_matter import quoted
from tearsheet.export.posts import Post
from tearsheet.export.signing import unsigned
from tearsheet.model.article import Article

ZONES = {
    "Asia/Shanghai": (8,),
    "Asia/Hong_Kong": (8,),
    "Asia/Taipei": (8,),
    "Asia/Singapore": (8,),
    "Asia/Tokyo": (9,),
    "Australia/Sydney": (10, 11),
    "Europe/London": (0, 1),
    "Europe/Berlin": (1, 2),
    "UTC": (0,),
    "America/New_York": (-5, -4),
    "America/Los_Angeles": (-8, -7),
}
"""Zones that a site may be built in, with the hours that their clocks are ahead of UTC, in summer too."""

_NOT_IN_AN_ADDRESS = re.compile(r"[^A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]")
_ENTITY = re.compile(r"(&#?\w+);")
_NOT_PLAIN = re.compile(r"[^\w ]|_")


def post_file(article: Article, post: Post, body: str, *, zone: str, language: str) -> str:
    """Return the whole post for a site that is built in `zone` and written in `language`."""
    known = article.metadata
    own = language_of(article)
    front = (
        "layout: post",
        f"title: {quoted(fit(known.title))}",
        f"date: {post.day} {post.when:%H:%M:%S %z}",
        f"categories: {quoted(post.category)}",
        _tags_line(post.tags),
        f"author: {quoted(fit(known.byline))}" if known.byline else "",
        f"lang: {quoted(fit(own))}" if own.partition("-")[0].lower() != language else "",
        f"permalink: {quoted(_permalink(post))}" if _shifts(post.when, zone) else "",
        # By which the post is known again when it is read back; the tags, for those above have the source's too.
        f"{unsigned(article.uid)} {json.dumps(post.own_tags, ensure_ascii=False)}",
    )
    head = "\n".join(("---", *(line for line in front if line), "---"))
    parts = (f"{head}\n{body}", _source_link(article.url), _ways_back(post, own))
    return "\n\n".join(part for part in parts if part) + "\n"


def _tags_line(tags: tuple[str, ...]) -> str:
    """Return one tag as a string, which Jekyll would part at its blanks, and otherwise a list."""
    if not tags:
        return ""
    alone = len(tags) == 1 and not re.search(r"\s", tags[0])
    return f"tags: {quoted(tags[0]) if alone else '[' + ', '.join(map(quoted, tags)) + ']'}"


def _shifts(when: datetime, zone: str) -> bool:
    """Say whether it is another day in the zone, and the post's address another one therefore."""
    try:
        days = {when.astimezone(timezone(timedelta(hours=hours))).date() for hours in ZONES[zone]}
    except OverflowError:
        return True
    return days != {when.date()}


def _permalink(post: Post) -> str:
    """Return the address that the post has where its day does not shift."""
    year, month, day, name = post.stem.split("-", 3)
    return f"/{post.category}/{year}/{month}/{day}/{name}.html"


def _source_link(url: str) -> str:
    """Return the original's address as a link, in which nothing is left that kramdown or Liquid knows."""
    if not re.match("https?://", url, re.IGNORECASE):
        return ""
    plain = _NOT_IN_AN_ADDRESS.sub(lambda char: quote(char[0]), fit(url))
    address = _ENTITY.sub(r"\1%3B", plain)
    return f"<{address}>"


def _ways_back(post: Post, language: str) -> str:
    chinese = language.lower().startswith("zh")
    source = _NOT_PLAIN.sub(
        lambda char: f"&#{ord(char[0])};", " ".join(post.tags[0].split()) if post.tags else post.source
    )
    back, home = (f"返回{source}", "返回首页") if chinese else (f"Back to {source}", "Home")
    return f"[{back}]({SITE}category/{quote(post.category)}.html)｜[{home}]({SITE})"
