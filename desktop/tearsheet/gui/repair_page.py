"""Turn a kept page in parts into what the repair pane shows and says; nothing of Qt, so that a thread may do it."""

from dataclasses import dataclass, replace
from html import escape

from tearsheet.gui.reader_page import ReadyPage, picture_url, ready_page
from tearsheet.model.article import Article
from tearsheet.model.extraction import Extraction
from tearsheet.model.repair import Part, PartKind, Place, Repair, RepairPage
from tearsheet.text.words import _
from tearsheet.workflows.page import PageActions, PageWords, language_of, page_body

_SHORT = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A part that a person chose, and whether it is to be in the article."""

    number: int
    adds: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What a person chose so far, in that order."""

    chosen: tuple[Choice, ...] = ()

    @property
    def repair(self) -> Repair:
        return Repair(
            removed=tuple(choice.number for choice in self.chosen if not choice.adds),
            added=tuple(choice.number for choice in self.chosen if choice.adds),
        )

    def with_(self, number: int, *, adds: bool) -> "Choices":
        """Return these with one more, in the place of what was chosen for that part before."""
        return Choices(chosen=(*self.without(number).chosen, Choice(number=number, adds=adds)))

    def without(self, number: int) -> "Choices":
        return Choices(chosen=tuple(choice for choice in self.chosen if choice.number != number))

    def says(self, part: Part, parts: tuple[Part, ...]) -> bool | None:
        """Return whether the nearest part around that was chosen is to be in the article; None when none was."""
        by_number = {choice.number: choice.adds for choice in self.chosen}
        around: int | None = part.number
        while around is not None:
            if around in by_number:
                return by_number[around]
            around = parts[around].around
        return None


def shown_page(article: Article, page: RepairPage, words: PageWords) -> ReadyPage:
    """Return the kept page made ready to show, with those of its pictures that the article has."""
    language = language_of(article)
    body = page_body(replace(article, html=page.html), words=words, picture_url=picture_url)
    blobs = [resource.blob for resource in article.resources if resource.blob]
    return ReadyPage(
        id=article.id,
        key="",
        title=article.metadata.title or words.untitled,
        url=article.url,
        version=(1, 1),
        language=language,
        html=f'<div class="ts-body" lang="{escape(language)}">{body}</div>',
        pictures={blob.sha256: blob.media_type for blob in blobs},
    )


def tried_page(article: Article, extraction: Extraction, words: PageWords) -> ReadyPage:
    """Return the page of the article as it would be."""
    tried = replace(article, html=extraction.html, text=extraction.text, words=extraction.words)
    return ready_page(tried, words=words, actions=PageActions())


def places_shown(article: Article, parts: tuple[Part, ...], places: tuple[Place, ...]) -> list[str]:
    """Return how each part is to look: the headline stands above the article, so it counts neither as in nor as out."""
    title = "".join(article.metadata.title.split())
    return [
        str(Place.PARTLY if part.kind is PartKind.HEADING and _is_headline(part, title) else place)
        for part, place in zip(parts, places, strict=True)
    ]


def _is_headline(part: Part, title: str) -> bool:
    words = "".join(part.words.split())
    return bool(words) and title.startswith(words[: len(title)])


def kind_words(kind: PartKind) -> str:
    """Return what a person calls such a part."""
    return {
        PartKind.TEXT: _("Text"),
        PartKind.HEADING: _("Heading"),
        PartKind.LIST: _("List"),
        PartKind.ITEM: _("Item"),
        PartKind.TABLE: _("Table"),
        PartKind.CELL: _("Cell"),
        PartKind.PICTURE: _("Picture"),
        PartKind.FILM: _("Video or frame"),
        PartKind.BOX: _("Box"),
    }[kind]


def part_words(part: Part) -> str:
    """Return a short name of a part: what it is, and how it begins."""
    begin = part.words if len(part.words) <= _SHORT else part.words[: _SHORT - 1].rstrip() + "…"
    if not begin:
        return kind_words(part.kind)
    if part.kind not in (PartKind.TABLE, PartKind.LIST, PartKind.PICTURE, PartKind.FILM):
        return begin
    return _("{kind}: {words}").format(kind=kind_words(part.kind), words=begin)
