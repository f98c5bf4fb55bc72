"""Turn a stretch of a text into a selector that can be found again: its words, and what stands around them."""

from tearsheet.model.annotation import Selector
from tearsheet.text.anchoring.graphemes import cluster_end, cluster_start

_CONTEXT = 64


def select(text: str, start: int, end: int) -> Selector:
    """Return the selector of `text[start:end]`, its ends moved outwards to where no character is cut.

    Offsets outside the text become its ends, and a start after the end changes places with it.
    """
    first, last = sorted(min(max(offset, 0), len(text)) for offset in (start, end))
    begin, stop = cluster_start(text, first), cluster_end(text, last)
    before, after = max(0, begin - _CONTEXT), min(len(text), stop + _CONTEXT)
    return Selector(
        exact=text[begin:stop],
        prefix=text[min(cluster_end(text, before), begin) : begin],
        suffix=text[stop : max(cluster_start(text, after), stop)],
        start=begin,
        end=stop,
    )
