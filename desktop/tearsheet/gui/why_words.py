"""Turn an article and what it stands on into what a person is told of why it looks as it does."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from tearsheet.gui.reader_words import page_words
from tearsheet.model.article import Article, Kind, Version
from tearsheet.model.evidence import Evidence
from tearsheet.model.page import Method
from tearsheet.text.evidence import Ground, ground_of, grounds_of_text, rule_in
from tearsheet.text.reading_time import counts_characters, minutes_to_read
from tearsheet.text.words import _, ngettext
from tearsheet.text.zones import is_day
from tearsheet.workflows.page import language_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A field by its name, its value, and what that stands on; `by_hand` where a person said it."""

    name: str
    value: str
    ground: Ground | None = None
    by_hand: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Why an article looks as it does. `share` is None and a part is empty where nothing is known."""

    title: str
    share: float | None
    notices: tuple[str, ...]
    origin: tuple[Fact, ...]
    fields: tuple[Fact, ...]
    steps: tuple[Ground, ...]


def account_of(article: Article, evidence: Evidence) -> Account:
    """Say how an article came, what it lacks, what each of its fields stands on and how its text was found."""
    number, version = next((n, v) for n, v in enumerate(article.versions, 1) if v.id == article.version)
    return Account(
        title=article.metadata.title or page_words().untitled,
        share=version.share,
        notices=tuple(_notices(article, version)),
        origin=tuple(_origin(article, version, number, evidence)),
        fields=tuple(_fields(article, evidence)),
        steps=grounds_of_text(evidence.reasons),
    )


def share_in_words(share: float) -> str:
    """Say how much of a page an article holds; only the whole of it is all, and nothing but nothing is none."""
    if share >= 1:
        return _("All of the page's visible text")
    percent = min(99, max(1, round(100 * share))) if share else 0
    return _("{percent} % of the page's visible text").format(percent=percent)


def _notices(article: Article, version: Version) -> Iterator[str]:
    words = page_words()
    if article.kind is Kind.LINK:
        yield words.only_link.format(reason=words.no_article)
    if article.kind is Kind.FILE:
        yield _("What stands at the address is a file and was kept as it came; no text was read out of it.")
    yield from (words.flags[flag] for flag in version.flags)
    if article.missing:
        yield words.pictures_missing(len(article.missing))


def _origin(article: Article, version: Version, number: int, evidence: Evidence) -> Iterator[Fact]:
    words = page_words()
    yield Fact(name=_("How it came"), value=way_in_words(version.method, rule_in(evidence.reasons)))
    yield Fact(name=_("Captured"), value=words.moment(version.captured.astimezone()))
    if article.kind is not Kind.FILE:
        yield Fact(name=_("Read by"), value=version.extractor)
    if len(article.versions) > 1:
        of_all = _("{number} of {count} kept").format(number=number, count=len(article.versions))
        yield Fact(name=_("Version"), value=of_all)
    if article.words:
        language = language_of(article)
        count = words.characters if counts_characters(language) else words.words
        minutes = words.minutes(minutes_to_read(article.words, language))
        yield Fact(name=_("Length"), value=f"{count(article.words)} · {minutes}")
    if article.resources:
        yield Fact(name=_("Its pictures"), value=_pictures(len(article.resources), len(article.missing)))


def way_in_words(method: Method, rule: str = "") -> str:
    """Say how a page came."""
    way = {
        Method.FETCH: _("Fetched as the site sends it"),
        Method.SITE_RULE: _("Fetched as the site's own data"),
        Method.RENDER: _("Rendered together with its scripts"),
        Method.BROWSER: _("Handed over by the browser as it was shown"),
        Method.FILE: _("Read from a saved file"),
    }[method]
    return _("{way}, by the rule “{rule}”").format(way=way, rule=rule) if rule else way


def _pictures(count: int, missing: int) -> str:
    kept = ngettext("{count} kept", "{count} kept", count - missing).format(count=count - missing)
    if not missing:
        return kept
    return _("{kept}, {count} missing").format(kept=kept, count=missing)


def _fields(article: Article, evidence: Evidence) -> Iterator[Fact]:
    known = article.metadata
    told = article.kind is Kind.ARTICLE
    for name, field, reason, value, always in (
        (_("Title"), "title", "title", known.title, True),
        (_("Author"), "byline", "author", known.byline, told),
        (_("Source"), "source", "source", known.source, told),
        (_("Published"), "published", "published", _moment(known.published), told),
        (_("Last changed"), "modified", "modified", _moment(known.modified), False),
        (_("Editor"), "editor", "editor", known.editor, False),
        (_("Original title"), "original_title", "original_title", known.original_title, False),
        (_("Site"), "site", "site", known.site, False),
        (_("Section"), "section", "section", known.section, False),
        (_("Keywords"), "keywords", "keywords", " · ".join(known.keywords), False),
        (_("Language"), "language", "language", known.language, False),
        (_("Summary"), "excerpt", "excerpt", known.excerpt, False),
        (_("Lead picture"), "image", "image", known.image, False),
        (_("Own address"), "canonical", "canonical", known.canonical, False),
    ):
        if value or always:
            by_hand = getattr(evidence.edits, field, None) is not None
            ground = None if by_hand or not value else _ground(article, evidence, field, reason)
            yield Fact(name=name, value=value, ground=ground, by_hand=by_hand)


def _ground(article: Article, evidence: Evidence, field: str, reason: str) -> Ground | None:
    """Return what a field stands on; what this version did not read itself comes from another one."""
    if getattr(article.metadata, field) != getattr(evidence.read, field):
        return Ground(words=_("Another version of this article says so"))
    return ground_of(reason, evidence.reasons)


def _moment(moment: datetime | None) -> str:
    """Return a moment as the page gives it, in its own zone; midnight is a day and no time."""
    if moment is None:
        return ""
    words = page_words()
    return words.day(moment) if is_day(moment) else f"{words.moment(moment)} ({moment.tzname()})"
