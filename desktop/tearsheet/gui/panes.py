"""Turn how wide the window is, and what a person wants, into which of its panes are shown and how wide each is."""

from dataclasses import dataclass

ROOM = 880
"""How wide a window must be to have room for all three."""

LEAST_SIDEBAR, LEAST_MIDDLE, LEAST_READER = 200, 280, 352
USUAL = (216, 364)
"""How wide the sidebar and the middle are until a person pulls at them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Panes:
    """Which panes are shown."""

    sidebar: bool
    middle: bool
    reader: bool


def panes_shown(width: int, *, wanted: bool, called: bool, alone: bool) -> Panes:
    """Return the panes that a window of this width shows.

    `wanted` says that the sidebar stands wherever there is room for it, `called` that it is looked at although there
    is none, in the reader's place; `alone` that nothing but the reader is to be seen.
    """
    if alone:
        return Panes(sidebar=False, middle=False, reader=True)
    if width >= ROOM:
        return Panes(sidebar=wanted, middle=True, reader=True)
    return Panes(sidebar=called, middle=True, reader=not called)


def widths(shown: Panes, room: int, chosen: tuple[int, int]) -> tuple[int, int, int]:
    """Share `room` out among the panes shown: what `chosen` asks for, as far as it leaves the last one its least.

    What is short comes off the middle first, then off the sidebar. A pane that is not shown gets nothing.
    """
    sidebar, middle = chosen
    if not shown.middle:
        return 0, 0, room
    if not shown.reader:
        sidebar = _between(LEAST_SIDEBAR, sidebar, room - LEAST_MIDDLE)
        return sidebar, room - sidebar, 0
    if not shown.sidebar:
        middle = _between(LEAST_MIDDLE, middle, room - LEAST_READER)
        return 0, middle, room - middle
    middle = _between(LEAST_MIDDLE, middle, room - LEAST_READER - sidebar)
    sidebar = _between(LEAST_SIDEBAR, sidebar, room - LEAST_READER - middle)
    return sidebar, middle, room - sidebar - middle


def _between(least: int, wanted: int, most: int) -> int:
    return max(least, min(wanted, most))
