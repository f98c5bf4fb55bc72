"""What a write altered: the one notice between the library and whoever shows it."""

from dataclasses import dataclass, field

from tearsheet.model.ids import ArticleId, JobId, StepId


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """The articles a write added, updated and removed, and the jobs it touched.

    `step` takes it back, where it can be; what was altered is the same without.
    """

    added: tuple[ArticleId, ...] = ()
    updated: tuple[ArticleId, ...] = ()
    removed: tuple[ArticleId, ...] = ()
    jobs: tuple[JobId, ...] = ()
    step: StepId | None = field(default=None, compare=False)

    def __bool__(self) -> bool:
        return bool(self.added or self.updated or self.removed or self.jobs)
