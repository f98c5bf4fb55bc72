"""Turn what was odd in an imported entry, and what became of all of them, into words for a person."""

from collections.abc import Mapping
from functools import cache

from tearsheet.model.capture import Status
from tearsheet.model.importing import Odd, Oddity
from tearsheet.text.words import _, language


def oddity_in_words(oddity: Oddity) -> str:
    """Return what was odd and what was done about it; what stands there is in brackets."""
    words = _sentences(language())[oddity.kind]
    return _("{sentence} ({detail})").format(sentence=words, detail=oddity.detail) if oddity.detail else words


def summary(statuses: Mapping[Status, int], odd: int) -> str:
    """Return a line on how many entries were added, were kept already, and so on; `odd` had something odd."""
    told = [words for status, words in _counted(statuses) if statuses.get(status)]
    if odd:
        told.append(_("{count} with something odd").format(count=f"{odd:,}"))
    return _("Imported: {counts}.").format(counts=_(", ").join(told))


def _counted(statuses: Mapping[Status, int]) -> list[tuple[Status, str]]:
    words = {
        Status.ADDED: _("{count} new"),
        Status.UPDATED: _("{count} updated"),
        Status.KEPT_AS_FILE: _("{count} kept as files"),
        Status.UNCHANGED: _("{count} already kept"),
        Status.FAILED: _("{count} failed"),
    }
    return [(status, said.format(count=f"{statuses.get(status, 0):,}")) for status, said in words.items()]


@cache
def _sentences(_language: str) -> Mapping[Odd, str]:
    return {
        Odd.OTHER_ENCODING: _("Its text is not in UTF-8 and was read in another encoding."),
        Odd.LOST_CHARACTERS: _("Some of its bytes are no text; a � stands in place of each."),
        Odd.NO_FRONT_MATTER: _("It has no front matter; all of it is the text."),
        Odd.OPEN_FRONT_MATTER: _("Its front matter has no end; the text begins where its lines are no properties."),
        Odd.BROKEN_FRONT_MATTER: _("Its front matter is no valid YAML and was read line by line."),
        Odd.NO_TITLE: _("It has no title; a heading or the file's name stands in its place."),
        Odd.NO_DATE: _("It has no date anywhere; it counts as saved when its file was changed."),
        Odd.DATE_UNREADABLE: _("Its date could not be understood."),
        Odd.DATE_FROM_NAME: _("It has no date inside; the day in the file's name was taken."),
        Odd.DATE_FROM_LINK: _("It has no date inside; the day in its link was taken."),
        Odd.NO_OFFSET: _("Its date names no time zone; the site's or the language's own was taken."),
        Odd.TEMPLATE_LEFT: _("Its text has template commands in it; they stay as they stand there."),
        Odd.LINK_UNREADABLE: _("Its link is no web address and was left out."),
        Odd.SAME_LINK: _("Another entry has the same link; both are kept."),
        Odd.IN_BIN: _("It was deleted here before and stays in the bin."),
    }
