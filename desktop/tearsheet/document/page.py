"""Turn an article into the page a person reads."""

import re
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from html import escape

from tearsheet.document.page_body import PictureUrl, page_body
from tearsheet.document.page_words import PageWords
from tearsheet.model.article import Article, Kind, Resource
from tearsheet.text.addresses import host_of
from tearsheet.text.reading_time import counts_characters, minutes_to_read
from tearsheet.text.scripts import converted, language_in, script_of
from tearsheet.text.zones import is_day, where_read

__all__ = ["PageActions", "PageWords", "PictureUrl", "article_page", "language_of", "script_for"]

_HAN = re.compile(r"[\u3400-\u9fff]")
_MOST_PARTS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class PageActions:
    """The addresses of a page's buttons; a button without one is left out, as in an exported file."""

    retry_pictures: str = ""
    try_again: str = ""
    open_file: str = ""


def article_page(
    article: Article,
    *,
    words: PageWords,
    picture_url: PictureUrl,
    actions: PageActions = PageActions(),
    zone: tzinfo | None = None,
    reason: str = "",
    script: str = "",
) -> str:
    """Return the inner HTML of an article's page: header, body, footer.

    `picture_url` gives a picture's address, None for one that cannot be shown. Dates are shown in `zone`, the local
    one by default. `reason` says in a sentence why only the link was kept. `script` shows Chinese in another script.
    """
    script = script_for(article, script)
    article = _written_in(article, script)
    body = {
        Kind.ARTICLE: lambda: page_body(article, words=words, picture_url=picture_url, script=script),
        Kind.LINK: lambda: _link_card(article, words, actions, reason),
        Kind.FILE: lambda: _file_card(article, words, actions, picture_url),
    }[article.kind]()
    language = escape(language_of(article))
    return (
        f"{_header(article, words, zone)}"
        f'<div class="ts-body" lang="{language}">{body}</div>'
        f"{_footer(article, words, actions, zone)}"
    )


def language_of(article: Article) -> str:
    """Return the article's BCP 47 tag; guessed from its script where its page named none, for the glyphs' sake."""
    if article.metadata.language:
        return article.metadata.language
    sample = (article.metadata.title + article.text)[:2000]
    if any("\u3040" <= character <= "\u30ff" for character in sample):
        return "ja"
    if any("\uac00" <= character <= "\ud7af" for character in sample):
        return "ko"
    return "zh-CN" if any("\u4e00" <= character <= "\u9fff" for character in sample) else "en"


def script_for(article: Article, wanted: str) -> str:
    """Return the script to show an article in: `wanted` for a Chinese one in the other, "" for all that stay as is."""
    chinese = language_of(article).lower().startswith("zh")
    return wanted if chinese and script_of(article.text) != wanted else ""


def _written_in(article: Article, script: str) -> Article:
    """Return the article with what its header shows in another script, and the language that is then."""
    if not script:
        return article
    metadata = article.metadata
    shown = replace(
        metadata,
        title=converted(metadata.title, script),
        byline=converted(metadata.byline, script),
        source=converted(metadata.source, script),
        site=converted(metadata.site, script),
        language=language_in(script, language_of(article)),
    )
    return replace(article, metadata=shown)


def _header(article: Article, words: PageWords, zone: tzinfo | None) -> str:
    metadata = article.metadata
    kicker = metadata.source or metadata.site or host_of(article.url)
    language = escape(language_of(article))
    facts = [
        f'<span lang="{language}">{escape(metadata.byline)}</span>' if metadata.byline else "",
        _date(metadata.published, words, zone) if metadata.published else "",
        *(_length(article, words) if article.kind is Kind.ARTICLE and article.words else ()),
        *(f'<span class="ts-tag">{escape(tag.replace("/", " / "))}</span>' for tag in article.tags),
        _link(article.url, words.original),
    ]
    return (
        f'<header class="ts-head" lang="{escape(words.language)}">'
        f'<p class="ts-kicker" lang="{language}">{escape(kicker)}</p>'
        f'<h1 lang="{language}">{_title(metadata.title or words.untitled)}</h1>'
        f'<p class="ts-meta">{_dotted(facts)}</p>'
        + (f'<aside class="ts-note">{escape(article.note)}</aside>' if article.note else "")
        + "</header>"
    )


def _title(title: str) -> str:
    """Return a title with the parts of a Chinese one, which a space divides, kept from breaking in themselves."""
    parts = title.split()
    if len(parts) < 2 or len(parts) > _MOST_PARTS or not all(_HAN.search(part) for part in parts):
        return escape(title)
    return " ".join(f'<span class="ts-part">{escape(part)}</span>' for part in parts)


def _dotted(facts: list[str]) -> str:
    """Return facts with a dot before each but the first; a style sheet hides a dot at the start of a line."""
    shown = [fact for fact in facts if fact]
    dot = '<span class="ts-dot" aria-hidden="true"> · </span>'
    return " ".join(f"<span>{dot if number else ''}{fact}</span>" for number, fact in enumerate(shown))


def _date(moment: datetime, words: PageWords, zone: tzinfo | None) -> str:
    """Return the date in the reader's zone with the page's own on hover."""
    day = is_day(moment)
    shown = words.day(moment) if day else words.moment(where_read(moment, zone))
    own = words.day(moment) if day else f"{words.moment(moment)} ({moment.tzname()})"
    return f'<time datetime="{escape(moment.isoformat())}" title="{escape(own)}">{escape(shown)}</time>'


def _length(article: Article, words: PageWords) -> tuple[str, str]:
    language = language_of(article)
    count = words.characters if counts_characters(language) else words.words
    return escape(count(article.words)), escape(words.minutes(minutes_to_read(article.words, language)))


def _link(url: str, label: str) -> str:
    """Return a link, or its label alone when the address is of a kind that is never followed."""
    if not url.lower().startswith(("http://", "https://")):
        return escape(label)
    return f'<a href="{escape(url)}" rel="noopener noreferrer">{escape(label)}</a>'


def _button(url: str, label: str) -> str:
    return f' <a class="ts-button" href="{escape(url)}">{escape(label)}</a>' if url else ""


def _link_card(article: Article, words: PageWords, actions: PageActions, reason: str) -> str:
    sentence = words.only_link.format(reason=reason or words.no_article)
    return (
        f'<div class="ts-card" lang="{escape(words.language)}"><p>{escape(sentence)}</p>'
        f'<p class="ts-address">{_link(article.url, article.url)}</p>'
        f"<p>{_button(actions.try_again, words.try_again)}</p></div>"
    )


def _file_card(article: Article, words: PageWords, actions: PageActions, picture_url: PictureUrl) -> str:
    blob = article.file
    facts = [blob.media_type, words.size(blob.size)] if blob else []
    url = None
    if blob is not None and blob.media_type.startswith("image/"):
        url = picture_url(Resource(url=article.url, blob=blob))
    picture = f'<p class="ts-picture"><img src="{escape(url)}" alt=""></p>' if url else ""
    return (
        f'{picture}<div class="ts-card" lang="{escape(words.language)}">'
        f'<p class="ts-file">{escape(article.metadata.title or words.untitled)}</p>'
        f"<p>{escape(' · '.join(facts))}</p>"
        f"<p>{_button(actions.open_file, words.open_file)}</p></div>"
    )


def _footer(article: Article, words: PageWords, actions: PageActions, zone: tzinfo | None) -> str:
    flags = next((version.flags for version in article.versions if version.id == article.version), ())
    notices = [escape(words.flags[flag]) for flag in flags]
    if article.missing:
        missing = escape(words.pictures_missing(len(article.missing)))
        notices.append(missing + _button(actions.retry_pictures, words.try_again))
    kept = words.kept.format(date=words.moment(where_read(article.saved, zone)), host=host_of(article.url))
    return (
        f'<footer class="ts-foot" lang="{escape(words.language)}">'
        + "".join(f'<p class="ts-notice">{notice}</p>' for notice in notices)
        + f'<p class="ts-kept">{_link(article.url, kept)}</p></footer>'
    )
