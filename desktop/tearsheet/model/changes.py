"""What a write altered: the one notice between the library and whoever shows it."""

from dataclasses import dataclass

from tearsheet.model.ids import ArticleId, JobId


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """The articles a write added, updated and removed, and the jobs it touched."""

    added: tuple[ArticleId, ...] = ()
    updated: tuple[ArticleId, ...] = ()
    removed: tuple[ArticleId, ...] = ()
    jobs: tuple[JobId, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.updated or self.removed or self.jobs)
