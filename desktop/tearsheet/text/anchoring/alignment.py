"""Turn two versions of a text, and a selector made on the older, into its place in the newer, or into an orphan."""

from tearsheet.model.annotation import Anchor, Orphan, Selector
from tearsheet.text.anchoring.mapping import Image, Mapping
from tearsheet.text.anchoring.quotation import anchor, occurrences

_THERE = 0.45
"""The share of a passage's characters that must stay for it to be there at all."""
_SURELY = 0.8


def align(old: str, new: str) -> "Alignment":
    """Return what became of `old` in `new`. It is found out once, and then asked for any number of selectors."""
    return Alignment(old, new)


class Alignment:
    """Where the passages of one text stand in another.

    What became of the characters decides, not where the same words can be found: words that were deleted often stand
    elsewhere too, and that is another passage. It is offered as the orphan's `nearest`.
    """

    def __init__(self, old: str, new: str) -> None:
        self._old, self._new = old, new
        self._mapping = Mapping(old, new)

    def anchor(self, selector: Selector) -> Anchor | Orphan:
        """Return where the passage that `selector` names in the older text stands in the newer one.

        Where the older text has other words at its offsets, they are looked for in it first. A selector without words,
        as a picture without a caption has, is an orphan here.
        """
        start, end, sure = selector.start, selector.end, True
        if self._old[start:end] != selector.exact:
            found = anchor(self._old, selector)
            if isinstance(found, Orphan):
                return anchor(self._new, selector)
            start, end, sure = found.start, found.end, found.sure
        image = self._mapping.image(start, end)
        if image is None or image.share < _THERE or not self._mapping.related:
            return Orphan(nearest=self._nearest(selector, start, image))
        return _placed(image, sure and image.share >= _SURELY and not image.alone)

    def _nearest(self, selector: Selector, start: int, image: Image | None) -> Anchor | None:
        """Return the same words where they stand nearest to what stood before them, or else what is left of them."""
        expected = self._mapping.after(start)
        place = min(occurrences(self._new, selector.exact), key=lambda place: abs(place - expected), default=None)
        if place is not None:
            return Anchor(start=place, end=place + len(selector.exact), sure=False)
        return _placed(image, False) if image else None


def _placed(image: Image, sure: bool) -> Anchor:
    return Anchor(start=image.start, end=image.end, sure=sure)
