"""Turn what a check or a repair of the library came to into what its sheet says and lists."""

import os
import shlex
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tearsheet.gui.moments import number
from tearsheet.gui.outcomes import Group, Outcome
from tearsheet.model.errors import Failure, Reason
from tearsheet.model.ids import ArticleId
from tearsheet.model.upkeep import Damage, Headway, Part, Stage
from tearsheet.text.reasons import in_words
from tearsheet.text.upkeep import damage_in_words, remedy_in_words, stage_in_words
from tearsheet.text.words import _, language, ngettext

_SHARES = {
    Stage.FILE: (0.0, 0.1),
    Stage.CONTENTS: (0.1, 0.4),
    Stage.BLOBS: (0.5, 0.35),
    Stage.REFERENCES: (0.85, 0.05),
    Stage.INDEX: (0.9, 0.1),
}
_OF_LOOKING = 0.6
"""How much of a repair is looking at everything anew, as well as one can tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LookedAt:
    """How many contents and blobs were read, and what the articles are called that something is wrong with."""

    contents: int = 0
    blobs: int = 0
    titles: Mapping[ArticleId, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a check came to, or a repair: `wrong` is what is or was damaged, `harmless` how much else was noticed.

    A `failure` is why it has not come to its end.
    """

    wrong: tuple[Damage, ...] = ()
    harmless: int = 0
    looked_at: LookedAt = LookedAt()
    repaired: bool = False
    failure: Failure | None = None

    @property
    def left(self) -> tuple[Damage, ...]:
        """What is damaged now."""
        return tuple(damage for damage in self.wrong if not damage.is_mended)

    @property
    def is_of_file(self) -> bool:
        """Whether the file itself is damaged, which nobody repairs while it is open."""
        if self.failure is not None and self.failure.reason in (Reason.LIBRARY_IN_USE, Reason.LIBRARY_DAMAGED):
            return True
        return any(damage.part is Part.FILE for damage in self.left)


def share_of(headway: Headway, *, repairing: bool) -> float:
    """Return how far the whole work is, from 0 to 1, as well as one can tell."""
    part = headway.done / headway.total if headway.total else 0.0
    if headway.stage is Stage.REPAIRING:
        return _OF_LOOKING + (1 - _OF_LOOKING) * part
    begun, length = _SHARES.get(headway.stage, (0.0, 0.0))
    return (begun + length * part) * (_OF_LOOKING if repairing else 1.0)


def part_in_words(headway: Headway) -> str:
    """Return where the work is, in few words."""
    if not headway.total:
        return stage_in_words(headway)
    return _("{done} of {total}").format(done=number(headway.done), total=number(headway.total))


def run_in_words(found: int, *, repairing: bool) -> str:
    """Return what has been found until now, and what one may do meanwhile."""
    if repairing:
        return _("Everything is looked at once more, then repaired. You can close this and go on reading.")
    meanwhile = _("Nothing is changed by looking. You can close this and go on reading.")
    if not found:
        return meanwhile
    words = ngettext("{count} damaged thing was found so far.", "{count} damaged things were found so far.", found)
    return _joined((words.format(count=number(found)), meanwhile))


def told(checked: Checked) -> str:
    """Return what came of it, in a few words."""
    if checked.failure is not None:
        if checked.failure.reason is Reason.INTERRUPTED:
            return _("Stopped before the end.")
        return _("The repair could not be done.") if checked.repaired else _("The check could not be done.")
    if not checked.wrong:
        return _("Everything is whole.")
    if checked.repaired and not checked.left:
        return _("All of it was mended.")
    count = len(checked.left)
    if checked.repaired:
        words = ngettext("{count} thing could not be repaired.", "{count} things could not be repaired.", count)
    else:
        words = ngettext("{count} thing is damaged.", "{count} things are damaged.", count)
    return words.format(count=number(count))


def told_more(checked: Checked) -> str:
    """Return what was looked at and what was done, in sentences."""
    return _joined(_sentences(checked))


def advice(checked: Checked, location: str, *, read_only: bool) -> str:
    """Return what a person can do about what is damaged."""
    if read_only and (checked.left or checked.is_of_file):
        return in_words(Failure(reason=Reason.READ_ONLY))
    if checked.is_of_file:
        return _(
            "The library's file itself is damaged, and can be put right only while nobody has it open. Close this "
            "window and run the command below in a terminal: it saves all that can be read into a new file, takes the "
            "rest from backups, and keeps the damaged file beside it. `tearsheet restore` goes back to a whole backup."
        )
    if "://" in location and not checked.left:
        return _("It is on a server, whose own tools look after its file and its backups.")
    if not checked.left:
        return ""
    if checked.repaired and checked.failure is None:
        return _(
            "What could not be repaired is marked and stays as it is. Open such an article and capture it again, or "
            "name another folder with backups of this library."
        )
    if "://" in location:
        return _(
            "Repairing reads the kept pages again and fetches pictures again; nothing is deleted. "
            "Backups of this library are with its server, whose own tools bring them back."
        )
    return _(
        "Repairing looks for the same bytes in the backups, reads the kept pages again, and fetches pictures again. "
        "Nothing is deleted."
    )


def command_for(location: str) -> str:
    """Return the command that puts a library's file right, as it is typed."""
    parts = ("tearsheet", "--library", location, "verify", "--repair")
    return subprocess.list2cmdline(parts) if os.name == "nt" else shlex.join(parts)


def groups_of(checked: Checked) -> tuple[Group, ...]:
    """Return what is damaged, then what was mended, each by what it is a part of."""
    mended = [damage for damage in checked.wrong if damage.is_mended]
    return (*_groups(checked.left, checked.looked_at.titles), *_groups(mended, checked.looked_at.titles))


def _groups(damages: Sequence[Damage], titles: Mapping[ArticleId, str]) -> Iterator[Group]:
    for part, name in _names().items():
        of_part = [damage for damage in damages if damage.part is part]
        if of_part:
            whole = _("{things}: repaired").format(things=name) if of_part[0].is_mended else name
            yield Group(name=whole, outcomes=tuple(_outcome(damage, titles) for damage in of_part))


def _outcome(damage: Damage, titles: Mapping[ArticleId, str]) -> Outcome:
    concerned = [article for article in damage.articles if titles.get(article)]
    if not concerned:
        remedy = remedy_in_words(damage.remedy) if damage.remedy is not None else ""
        return Outcome(article=None, title=damage_in_words(replace(damage, remedy=None)), under=remedy)
    title = titles[concerned[0]]
    if len(concerned) > 1:
        others = ngettext("{title} and {count} more", "{title} and {count} more", len(concerned) - 1)
        title = others.format(title=title, count=number(len(concerned) - 1))
    under = remedy_in_words(damage.remedy) if damage.remedy is not None else damage_in_words(damage)
    return Outcome(article=concerned[0], title=title, under=under, failed=damage.remedy is None)


def _sentences(checked: Checked) -> Iterator[str]:
    failure = checked.failure
    if failure is not None and failure.reason is not Reason.INTERRUPTED:
        yield in_words(failure)
        return
    if failure is not None:
        yield _("What was repaired by then stays so.") if checked.repaired else _("Nothing was changed.")
    mended = len(checked.wrong) - len(checked.left)
    if checked.repaired and checked.left and mended:
        words = ngettext("{count} thing was repaired.", "{count} things were repaired.", mended)
        yield words.format(count=number(mended))
    if failure is None and not checked.is_of_file and not (checked.repaired and checked.wrong):
        yield _looked_at(checked)
    if checked.harmless:
        words = ngettext(
            "{count} thing is left over and does no harm.",
            "{count} things are left over and do no harm.",
            checked.harmless,
        )
        yield words.format(count=number(checked.harmless))


def _joined(sentences: Iterable[str]) -> str:
    return ("" if language() == "zh_CN" else " ").join(sentences)


def _looked_at(checked: Checked) -> str:
    texts = ngettext("{count} text or page", "{count} texts and pages", checked.looked_at.contents)
    pictures = ngettext("{count} picture or file", "{count} pictures and files", checked.looked_at.blobs)
    return _("Looked at: {texts}, {pictures}.").format(
        texts=texts.format(count=number(checked.looked_at.contents)),
        pictures=pictures.format(count=number(checked.looked_at.blobs)),
    )


def _names() -> dict[Part, str]:
    return {
        Part.FILE: _("The library's file"),
        Part.CONTENT: _("Texts and pages"),
        Part.BLOB: _("Pictures and files"),
        Part.REFERENCE: _("References"),
        Part.INDEX: _("Search index"),
    }
