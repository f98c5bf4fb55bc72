"""Ask before a whole library is read again, and list what became of the articles that are different now."""

from PySide6.QtWidgets import QWidget

from tearsheet.gui.outcomes import Group, Outcome
from tearsheet.gui.sheets import Question
from tearsheet.model.rereading import Reread, Rereading, Verdict
from tearsheet.text.rereading import differences, name_of, why
from tearsheet.text.words import _, ngettext

_ORDER = (Verdict.FAILED, Verdict.LESS, Verdict.MORE, Verdict.CHANGED, Verdict.ASIDE)
"""What wants looking at stands first."""


class WholeLibraryQuestion(Question):
    """A run over a large library takes a while."""

    def __init__(self, window: QWidget, count: int) -> None:
        words = ngettext(
            "The page kept of {count} article is read by today's Tearsheet, without a network. "
            "A worse result is kept aside, and what you changed by hand stays.",
            "The pages kept of {count} articles are read by today's Tearsheet, without a network. "
            "Worse results are kept aside, and what you changed by hand stays. You can go on reading meanwhile.",
            count,
        )
        super().__init__(window, _("Read the whole library again?"), words.format(count=f"{count:,}"), _("Read again"))


def groups_of(rereading: Rereading) -> tuple[Group, ...]:
    """Return those that are different now, or failed, in groups."""
    return tuple(
        Group(name=name_of(verdict), outcomes=tuple(map(_outcome, rereading.of(verdict)))) for verdict in _ORDER
    )


def _outcome(reread: Reread) -> Outcome:
    failure = reread.failure
    return Outcome(
        article=reread.article,
        title=reread.title or reread.url,
        under=why(failure) if failure is not None else differences(reread),
        failed=failure is not None,
    )
