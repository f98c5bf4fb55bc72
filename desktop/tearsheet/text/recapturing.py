"""Turn what became of an article that was captured again into words for people."""

from collections import Counter
from collections.abc import Iterable
from enum import Enum, auto

from tearsheet.model.annotation import PlacedAnnotation, State
from tearsheet.model.capture import Captured, Status
from tearsheet.model.errors import Failure, Reason
from tearsheet.text.reasons import in_words
from tearsheet.text.words import _, ngettext


class Fate(Enum):
    """How capturing an article again ended."""

    FAILED = auto()
    ASIDE = auto()
    NEWER = auto()
    SAME = auto()


def fate_of(captured: Captured) -> Fate:
    """Return how it ended: kept aside is what is worse than what is shown, or what another was chosen over."""
    if captured.status is Status.FAILED:
        return Fate.FAILED
    if not captured.current:
        return Fate.ASIDE
    return Fate.SAME if captured.status is Status.UNCHANGED else Fate.NEWER


def told(captured: Captured, annotations: Iterable[PlacedAnnotation]) -> str:
    """Return a sentence or two on one article; `annotations` are as they stand on what is shown now."""
    if captured.failure is not None:
        return why(captured.failure)
    if fate_of(captured) is Fate.SAME:
        return _("Captured again: nothing has changed.")
    through = carried_over(annotations)
    if through:
        return _("Captured again: the new version is shown ({highlights}).").format(highlights=through)
    return _("Captured again: the new version is shown.")


def name_of(fate: Fate) -> str:
    """Return what a list of articles that ended so is called."""
    return {
        Fate.FAILED: _("Failed"),
        Fate.ASIDE: _("Kept aside"),
        Fate.NEWER: _("New version shown"),
        Fate.SAME: _("As before"),
    }[fate]


def summary(captured: Iterable[Captured], *, stopped: int = 0) -> str:
    """Return one line with the numbers, those that are not nought; `stopped` were not captured to the end."""
    fates = Counter(map(fate_of, captured))
    counted = (
        (_("{count} with a new version"), fates[Fate.NEWER]),
        (_("{count} kept aside"), fates[Fate.ASIDE]),
        (_("{count} failed"), fates[Fate.FAILED]),
        (_("{count} as before"), fates[Fate.SAME]),
        (_("{count} stopped"), stopped),
    )
    parts = [words.format(count=f"{count:,}") for words, count in counted if count]
    said = _("{count} captured again").format(count=f"{fates.total():,}")
    return _("{said}: {parts}").format(said=said, parts=_(", ").join(parts)) if parts else said


def why(failure: Failure) -> str:
    """Return why an article could not be captured again; nothing was lost by it, which the usual words do not say."""
    stays = {
        Reason.UNKNOWN_HOST: _("No such site was found. The article stays as it was."),
        Reason.NO_NETWORK: _("There is no network. The article stays as it was; try again when it is back."),
        Reason.UNREACHABLE: _("The site does not answer. The article stays as it was; try again later."),
        Reason.TLS: _("The site's certificate cannot be trusted, so nothing was read. The article stays as it was."),
        Reason.FORBIDDEN: _("The site refuses to show this page now. The article stays as it was."),
        Reason.NOT_FOUND: _("The site says that there is no such page any more. The article stays as it was."),
        Reason.TOO_MANY_REQUESTS: _("The site asks us to wait. The article stays as it was; try again later."),
        Reason.SERVER_ERROR: _("The site failed to answer properly. The article stays as it was; try again later."),
        Reason.HTTP_ERROR: _("The site answered with an error. The article stays as it was."),
        Reason.REDIRECT_LOOP: _("The address leads in circles now. The article stays as it was."),
        Reason.CUT_SHORT: _("The page broke off half way. The article stays as it was; try again."),
        Reason.TOO_SLOW: _("The site took too long. The article stays as it was; try again later."),
        Reason.NOTHING_READABLE: _(
            "No article was found on the page now. It is kept aside; the article stays as it was."
        ),
    }
    return stays.get(failure.reason) or in_words(failure)


def carried_over(annotations: Iterable[PlacedAnnotation]) -> str:
    """Return in a few words how an article's annotations came through, nothing where it has none."""
    states = [each.state for each in annotations if each.annotation.selector is not None]
    if not states:
        return ""
    unsure, orphans = states.count(State.UNSURE), states.count(State.ORPHAN)
    said = [ngettext("{count} highlight", "{count} highlights", len(states)).format(count=f"{len(states):,}")]
    if unsure:
        said.append(_("{count} to be checked").format(count=f"{unsure:,}"))
    if orphans:
        said.append(_("{count} not in it any more").format(count=f"{orphans:,}"))
    return _(", ").join(said)
