"""What was done last, each step with the way back and the way forward again."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from tearsheet.model.changes import Changes

_MOST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Something that was done, in words. Steps in a row with the same `of` are taken back at once."""

    words: str
    undo: Callable[[], Changes]
    redo: Callable[[], Changes]
    of: Hashable = None
    done: datetime = field(default_factory=lambda: datetime.now(UTC), compare=False)


class Undoing:
    """The steps of one article; a new step makes those that were taken back unreachable."""

    def __init__(self) -> None:
        self._done: list[Step] = []
        self._undone: list[Step] = []

    def did(self, step: Step) -> None:
        """Take note of a step."""
        last = self._done[-1] if self._done else None
        if last is not None and step.of is not None and last.of == step.of:
            self._done[-1] = replace(last, redo=step.redo, done=step.done)
        else:
            self._done.append(step)
            del self._done[:-_MOST]
        self._undone.clear()

    def seal(self) -> None:
        """Let the next step be one of its own."""
        if self._done:
            self._done[-1] = replace(self._done[-1], of=None)

    @property
    def last(self) -> Step | None:
        """The step that `back` would return."""
        return self._done[-1] if self._done else None

    @property
    def next(self) -> Step | None:
        """The step that `forward` would return."""
        return self._undone[-1] if self._undone else None

    def back(self) -> Step | None:
        """Return the step to take back, which is then one to do again."""
        return self._moved(self._done, self._undone)

    def forward(self) -> Step | None:
        """Return the step to do again, which is then one to take back."""
        return self._moved(self._undone, self._done)

    def take(self, step: Step) -> Step | None:
        """Return a step to take back, whatever was done since; None where it has been taken back already."""
        known = next((each for each in self._done if each.undo is step.undo), None)
        if known is not None:
            self._done.remove(known)
            self._undone.append(known)
        return known

    def forget(self) -> None:
        """Have nothing to take back."""
        self._done.clear()
        self._undone.clear()

    def _moved(self, source: list[Step], target: list[Step]) -> Step | None:
        if not source:
            return None
        target.append(source.pop())
        return target[-1]
