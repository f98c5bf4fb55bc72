"""Turn highlights of the library into one Markdown text: quotations, notes and tags under the articles they are of."""

from collections.abc import Iterable, Iterator

from tearsheet.export.markdown import escapes
from tearsheet.export.markdown.inline import Words, join, link
from tearsheet.export.markdown.quotations import facts, plain, quotation
from tearsheet.model.annotation import ListedAnnotation, State
from tearsheet.model.ids import ArticleId


def highlights_markdown(listed: Iterable[ListedAnnotation], *, title: str = "") -> str:
    """Return the highlights by article, articles in the order they first come in, the highlights of each in text order.

    Notes stay as they were written, for they are Markdown.
    """
    by_article: dict[ArticleId, list[ListedAnnotation]] = {}
    for each in listed:
        by_article.setdefault(each.placed.annotation.article, []).append(each)
    parts = [f"# {plain(title)}"] if title else []
    for group in by_article.values():
        parts += [_head(group[0]), *map(_highlight, sorted(group, key=_text_order))]
    return "\n\n".join(parts) + "\n"


def _head(first: ListedAnnotation) -> str:
    name = [Words(" ".join((first.title or first.url).split()))]
    heading = f"## {join(link(first.url, name, '') if first.url else name)}"
    return f"{heading}\n\n{escapes.line(plain(first.source))}" if first.source else heading


def _highlight(listed: ListedAnnotation) -> str:
    return "\n\n".join(_parts(listed))


def _parts(listed: ListedAnnotation) -> Iterator[str]:
    quote = quotation(listed.placed)
    if quote:
        yield quote
    if note := listed.placed.annotation.note.strip():
        yield note
    yield " · ".join(facts(listed.placed))


def _text_order(listed: ListedAnnotation) -> tuple[bool, int, int]:
    placed, selector = listed.placed, listed.placed.annotation.selector
    if placed.state is State.ORPHAN and selector is not None:
        return True, selector.start, placed.annotation.id
    return False, placed.start, placed.annotation.id
