"""Turn what a person narrows the list of highlights to into a query, and into the few words that say so."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum, auto

from tearsheet.model.annotation import AnnotationQuery, Colour, State
from tearsheet.model.ids import ArticleId
from tearsheet.text.annotations import name_of_state
from tearsheet.text.queries import parse
from tearsheet.text.words import _


class Since(Enum):
    """How long ago highlights may have been made."""

    TODAY = auto()
    WEEK = auto()
    MONTH = auto()
    YEAR = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowing:
    """What is wanted of all highlights; `title` is that of the `article`."""

    colours: frozenset[Colour] = frozenset()
    tag: str = ""
    state: State | None = None
    since: Since | None = None
    article: ArticleId | None = None
    title: str = ""

    def query(self, text: str, now: datetime) -> AnnotationQuery:
        """Return what fits this and the words and tags typed: `word`, `"a phrase"`, `#tag` or `tag:a/b`."""
        typed = parse(_with_tags(text))
        return AnnotationQuery(
            colours=tuple(colour for colour in Colour if colour in self.colours),
            tags=(*((self.tag,) if self.tag else ()), *typed.tags),
            words=typed.words,
            states=() if self.state is None else (self.state,),
            since=None if self.since is None else _beginning(self.since, now),
            articles=() if self.article is None else (self.article,),
        )

    def with_colour(self, colour: Colour) -> "Narrowing":
        """Return this with a colour let in, or left out where it was let in by name."""
        return replace(self, colours=self.colours ^ {colour})

    def parts(self) -> Iterator[tuple[str, "Narrowing"]]:
        """Yield in words what this narrows to, colours apart, each with what is left without it."""
        if self.state is not None:
            yield name_of_state(self.state), replace(self, state=None)
        if self.since is not None:
            yield since_in_words(self.since), replace(self, since=None)
        if self.tag:
            yield f"#{self.tag}", replace(self, tag="")
        if self.article is not None:
            yield self.title, replace(self, article=None, title="")


def since_in_words(since: Since) -> str:
    """Return what a span of time up to now is called."""
    return {
        Since.TODAY: _("Today"),
        Since.WEEK: _("Last 7 days"),
        Since.MONTH: _("Last 30 days"),
        Since.YEAR: _("This year"),
    }[since]


def _beginning(since: Since, now: datetime) -> datetime:
    morning = now.replace(hour=0, minute=0, second=0, microsecond=0)
    match since:
        case Since.TODAY:
            return morning
        case Since.WEEK:
            return morning - timedelta(days=6)
        case Since.MONTH:
            return morning - timedelta(days=29)
        case Since.YEAR:
            return morning.replace(month=1, day=1)


def _with_tags(text: str) -> str:
    """Return a search in which #tag is the tag that it is called elsewhere."""
    terms = (f"tag:{term[1:]}" if term.startswith("#") and len(term) > 1 else term for term in text.split())
    return " ".join(terms) if "#" in text else text
