"""Turn what an annotation is drawn in, and how it stands, into their names."""

from tearsheet.model.annotation import Colour, State
from tearsheet.text.words import _


def name_of_colour(colour: Colour) -> str:
    """Return what people call a colour."""
    return {
        Colour.YELLOW: _("yellow"),
        Colour.GREEN: _("green"),
        Colour.BLUE: _("blue"),
        Colour.PINK: _("pink"),
        Colour.PURPLE: _("purple"),
    }[colour]


def name_of_state(state: State) -> str:
    """Return how an annotation stands on a version, in a word or two."""
    return {
        State.ANCHORED: _("in place"),
        State.UNSURE: _("moved? check"),
        State.ORPHAN: _("not in this version"),
    }[state]
