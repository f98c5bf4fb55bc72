"""Turn what of a search was not understood into a sentence."""

from tearsheet.model.query import Problem, Trouble
from tearsheet.text.words import _


def _values(prefix: str) -> str:
    """Return what may stand behind a prefix of which only some words are known, in the person's language."""
    match prefix:
        case "is":
            return _("unread, read, archived, favourite, orphaned, deleted")
        case "has":
            return _("highlight, note, image")
        case "in":
            return _("title, text, notes")
    return ""


def problem_in_words(problem: Problem, typed: str) -> str:
    """Return where the trouble is, what it is, and that all else was searched for."""
    part = typed[problem.start : problem.end]
    match problem.trouble:
        case Trouble.NO_VALUE:
            return _("“{part}” says nothing yet.").format(part=part)
        case Trouble.BAD_DATE:
            return _("“{part}” is left out: no date. Try 2022, 2022-03, 3 March 2022, yesterday.").format(part=part)
        case Trouble.NO_SUCH_SEARCH:
            return _("“{part}” is left out: no saved search has this name.").format(part=part)
        case Trouble.NOTHING_TO_CHOOSE:
            return _("OR stands between two words.")
        case Trouble.OPEN_QUOTE:
            return _("The quotation is not closed: everything after it belongs to it.")
        case _ if problem.name == "id":
            return _("“{part}” is left out: an article's number is meant.").format(part=part)
        case _ if known := _values(problem.name):
            return _("“{part}” is left out. {prefix}: can be {known}.").format(
                part=part, prefix=problem.name, known=known
            )
        case _:
            return _("“{part}” is left out: it cannot stand here.").format(part=part)
