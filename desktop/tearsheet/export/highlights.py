"""Turn highlights of the library into one Markdown text: quotations, notes and tags under the articles they are of."""

from collections.abc import Iterable, Iterator

from tearsheet.export.markdown import escapes
from tearsheet.export.markdown.inline import Words, image, join, link
from tearsheet.model.annotation import ListedAnnotation, State
from tearsheet.model.ids import ArticleId
from tearsheet.text.annotations import name_of_state


def highlights_markdown(listed: Iterable[ListedAnnotation], *, title: str = "") -> str:
    """Return the highlights by article, articles in the order they first come in, the highlights of each in text order.

    Notes stay as they were written, for they are Markdown.
    """
    by_article: dict[ArticleId, list[ListedAnnotation]] = {}
    for each in listed:
        by_article.setdefault(each.placed.annotation.article, []).append(each)
    parts = [f"# {_plain(title)}"] if title else []
    for group in by_article.values():
        parts += [_head(group[0]), *map(_highlight, sorted(group, key=_text_order))]
    return "\n\n".join(parts) + "\n"


def _head(first: ListedAnnotation) -> str:
    name = [Words(_one_line(first.title or first.url))]
    heading = f"## {join(link(first.url, name, '') if first.url else name)}"
    return f"{heading}\n\n{escapes.line(_plain(first.source))}" if first.source else heading


def _highlight(listed: ListedAnnotation) -> str:
    return "\n\n".join(_parts(listed))


def _parts(listed: ListedAnnotation) -> Iterator[str]:
    annotation = listed.placed.annotation
    quote = _quote(listed)
    if quote:
        yield quote
    if annotation.note.strip():
        yield annotation.note.strip()
    day = f"{annotation.created.astimezone():%Y-%m-%d}"
    state = name_of_state(State.ORPHAN) if listed.placed.state is State.ORPHAN else ""
    yield " · ".join(part for part in (" ".join(map(_tag, annotation.tags)), day, state) if part)


def _quote(listed: ListedAnnotation) -> str:
    """Return the words as they stand on the version that is shown, those it was made on where they are not there."""
    selector = listed.placed.annotation.selector
    if selector is None:
        return ""
    said = (listed.placed.text or selector.exact).strip()
    if selector.picture:
        shown = listed.placed.picture or selector.picture
        return f"> {image(shown, said, '').markdown}"
    lines = (escapes.line(_plain(line)) for line in said.splitlines())
    return "\n".join(f"> {line}".rstrip() for line in lines) if said else ""


def _tag(path: str) -> str:
    """Return a tag as notes have it, where a blank would end it."""
    return f"#{'-'.join(path.split())}"


def _plain(text: str) -> str:
    return join([Words(_one_line(text))])


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _text_order(listed: ListedAnnotation) -> tuple[bool, int, int]:
    placed, selector = listed.placed, listed.placed.annotation.selector
    if placed.state is State.ORPHAN and selector is not None:
        return True, selector.start, placed.annotation.id
    return False, placed.start, placed.annotation.id
