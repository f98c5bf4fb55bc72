"""What is known of a capture while it runs and after it ended badly, and its words."""

from dataclasses import dataclass

from tearsheet.model.capture import Captured, Job, JobState, Progress, Status, Step
from tearsheet.model.errors import Failure
from tearsheet.model.ids import ArticleId, JobId, VersionId
from tearsheet.text.reasons import in_words
from tearsheet.text.words import _, ngettext

LATER = "job:"
"""What the key of a capture begins with that comes out of the queue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Underway:
    """A link on its way to being an article; `key` tells it from others, also before it has a job.

    `again` is the article whose own address it is, `before` the version that this showed until then.
    """

    key: str
    link: str
    title: str = ""
    job: JobId | None = None
    tags: tuple[str, ...] = ()
    note: str = ""
    progress: Progress | None = None
    ended: Captured | None = None
    failure: Failure | None = None
    waiting: bool = False
    again: ArticleId | None = None
    before: VersionId | None = None

    @property
    def running(self) -> bool:
        return self.ended is None and self.failure is None and not self.waiting

    @property
    def failed(self) -> bool:
        return self.failure is not None and not self.waiting

    @property
    def name(self) -> str:
        """Its title once that is known, else the link."""
        title = (self.ended.title if self.ended is not None else "") or self.title
        return title or self.link.removeprefix("https://").removeprefix("http://")

    @property
    def share(self) -> float:
        """How far it is, from 0 to 1, as well as one can tell."""
        if self.ended is not None:
            return 1.0
        if self.progress is None:
            return 0.02
        begun, length = _SHARES[self.progress.step]
        return begun + length * (self.progress.done / self.progress.total if self.progress.total else 0.3)

    @property
    def words(self) -> str:
        """What is happening, or what became of it."""
        if self.failure is not None:
            return in_words(self.failure)
        if self.waiting:
            return _("Waits its turn.")
        if self.ended is not None:
            return _ending(self.ended)
        return _step(self.progress)


_SHARES = {
    Step.REMEMBERED: (0.02, 0.05),
    Step.FETCHING: (0.05, 0.3),
    Step.RENDERING: (0.15, 0.5),
    Step.READING: (0.5, 0.2),
    Step.PICTURES: (0.6, 0.35),
    Step.KEEPING: (0.95, 0.05),
    Step.DONE: (1.0, 0.0),
}


def of_job(job: Job) -> Underway:
    """Return what the queue knows of a link nobody here is capturing."""
    return Underway(
        key=f"{LATER}{job.id}",
        link=job.share_link or job.address.url,
        title=job.title,
        job=job.id,
        tags=job.tags,
        note=job.note,
        failure=job.failure if job.state is not JobState.RUNNING else None,
        waiting=job.state is JobState.QUEUED,
    )


def _step(progress: Progress | None) -> str:
    match progress.step if progress is not None else Step.REMEMBERED:
        case Step.FETCHING:
            return _("Fetching the page…")
        case Step.RENDERING:
            return _("Running the page's scripts…")
        case Step.READING:
            return _("Reading the article…")
        case Step.PICTURES if progress is not None and progress.total:
            return _("Picture {done} of {total}…").format(done=progress.done, total=progress.total)
        case Step.PICTURES:
            return _("Fetching pictures…")
        case Step.KEEPING | Step.DONE:
            return _("Putting it into the library…")
        case _:
            return _("Remembered. Waits its turn…")


def _ending(captured: Captured) -> str:
    match captured.status:
        case Status.ADDED if captured.missing:
            return ngettext(
                "Kept. {count} picture could not be had.",
                "Kept. {count} pictures could not be had.",
                len(captured.missing),
            ).format(count=len(captured.missing))
        case Status.ADDED:
            return _("Kept.")
        case Status.UPDATED:
            return _("Kept as a new version.")
        case Status.UNCHANGED:
            return _("Already kept; nothing in it has changed.")
        case Status.KEPT_AS_LINK:
            return _("No article was found on the page; its link and title are kept.")
        case Status.KEPT_AS_FILE:
            return _("Kept as a file.")
        case Status.QUEUED:
            return _("Waits its turn.")
        case _:
            return _("This could not be kept.")
