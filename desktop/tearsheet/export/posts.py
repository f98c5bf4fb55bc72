"""Turn articles into the posts of a site: a name each, a medium, tags and a day."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import count

from tearsheet.document.characters import fit
from tearsheet.export.exporter import title_of
from tearsheet.export.names import Names
from tearsheet.model.article import Article
from tearsheet.model.export import EarlierFiles
from tearsheet.text.addresses import host_of
from tearsheet.text.slugs import news_of, slug, spelled_slug

_OTHERS = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """What a site says of an article: `stem` is its file's name, `source` its medium, spelled out in `category`.

    `tags` are the source's news, where there is a source, and a person's `own_tags`.
    """

    stem: str
    source: str
    category: str
    tags: tuple[str, ...]
    own_tags: tuple[str, ...]
    when: datetime

    @property
    def day(self) -> str:
        return f"{self.when.date().isoformat()}"


class Posts:
    """The posts of one site: each has a name of its own. `name_of` gives that of a post by its file's path."""

    def __init__(self, earlier: EarlierFiles, name_of: Callable[[str], str]) -> None:
        self._names = Names(earlier, name_of=name_of, same=lambda stem: frozenset((_same(stem),)))

    def is_theirs(self, article: Article) -> bool:
        """Say whether an article's post is a person's own by now, and needs no pictures beside it."""
        return self._names.is_theirs(article.uid)

    def post(self, article: Article) -> Post:
        """Return the article as a post, dated when it was published, or kept where that is not known."""
        known = article.metadata
        when = known.published or article.saved
        source = fit(known.source or known.site or host_of(article.url)).strip()
        return Post(
            stem=self._names.give(article.uid, _stems(article, f"{when.date().isoformat()}")),
            source=source,
            category=spelled_slug(source) or _OTHERS,
            tags=_tags(news_of(source), *article.tags),
            own_tags=_tags(*article.tags),
            when=when,
        )


def _stems(article: Article, day: str) -> Iterator[str]:
    """Yield names; of two of one title and day the first has the plain one, the other its id's first letters."""
    plain = f"{day}-{slug(title_of(article)) or slug(article.url) or 'post'}"
    yield plain
    for times in count(1):
        mark = slug(f"{article.uid[:8]} {times if times > 1 else ''}") or str(times)
        yield f"{plain}-{mark}"


def _same(stem: str) -> str:
    """Return what all names have in common that are one file somewhere, or one address: Hugo writes İ as i."""
    return stem.casefold().replace("\u0307", "")


def _tags(*tags: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(tag for tag in (" ".join(fit(tag).split()) for tag in tags) if tag))
