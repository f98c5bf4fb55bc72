"""Turn boxes within boxes into the parts that they hold: blocks, and runs of what stands between them in a line."""

from collections.abc import Collection, Iterator

from lxml.html import HtmlElement

_BOX_NAMES = (
    "address article aside body center div figure footer header hgroup main section summary tbody td tfoot th thead tr"
)
_BOXES = frozenset(_BOX_NAMES.split())
_SHOWN = ("img", "math", "input", "br")

Run = list[str | HtmlElement]


def parts_of(holder: HtmlElement, blocks: Collection[str]) -> Iterator[HtmlElement | Run]:
    """Go through the blocks and runs in `holder` in order, however deep they are; a part may be moved away at once.

    Inline elements around blocks are seen through, and runs in which nothing shows are left out.
    """
    run: Run = [holder.text or ""]
    open_: list[tuple[Iterator[HtmlElement], bool, str]] = [(iter(list(holder)), True, "")]
    while open_:
        children, boxed, tail = open_[-1]
        child = next(children, None)
        if child is None:
            open_.pop()
            if boxed:
                yield from _shown(run)
                run = []
            run.append(tail)
            continue
        after = child.tail or ""
        if child.tag in _BOXES or (child.tag not in blocks and next(child.iter(*blocks), None) is not None):
            if child.tag in _BOXES:
                yield from _shown(run)
                run = []
            run.append(child.text or "")
            open_.append((iter(list(child)), child.tag in _BOXES, after))
        elif child.tag in blocks:
            yield from _shown(run)
            yield child
            run = [after]
        else:
            run += [child, after]


def paragraph(run: Run, holder: HtmlElement) -> HtmlElement:
    """Move a run into a paragraph of its own."""
    made: HtmlElement = holder.makeelement("p")
    last: HtmlElement | None = None
    for each in run:
        if isinstance(each, HtmlElement):
            each.tail = None
            made.append(each)
            last = each
        elif last is None:
            made.text = (made.text or "") + each
        else:
            last.tail = (last.tail or "") + each
    return made


def _shown(run: Run) -> Iterator[Run]:
    if any(each.strip() if isinstance(each, str) else _shows(each) for each in run):
        yield run


def _shows(element: HtmlElement) -> bool:
    return bool(element.text_content().strip()) or next(element.iter(*_SHOWN), None) is not None
