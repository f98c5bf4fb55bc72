"""Run captures in the background and know how far each of them is."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from itertools import count
from pathlib import Path
from threading import Event

from PySide6.QtCore import QObject, Signal

from tearsheet.gui.background import Background, Task
from tearsheet.gui.underway import Underway, of_job
from tearsheet.model.capture import Captured, Job, JobState, Progress, Status
from tearsheet.model.changes import Changes
from tearsheet.model.errors import Failure, Reason
from tearsheet.model.ids import ArticleId, JobId, VersionId
from tearsheet.workflows import capture, files, organise, queue, recapture
from tearsheet.workflows.desk import Desk, Report


class Captures(QObject):
    """The captures of this window, and the queue of the library.

    `ended` brings an Underway that came to its end, well or not; `kept_already` a link and the article it leads to.
    """

    changed = Signal()
    ended = Signal(object)
    kept_already = Signal(str, int)
    library_changed = Signal(object)

    def __init__(self, desk: Desk, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._background = desk, background
        self._own: dict[str, Underway] = {}
        self._tasks: dict[str, Task] = {}
        self._jobs: tuple[Job, ...] = ()
        self._stopped: set[JobId] = set()
        self._numbers = count(1)
        self.total = 0

    @property
    def own(self) -> tuple[Underway, ...]:
        """What was begun in this window, in that order, until it is put away."""
        return tuple(self._own.values())

    @property
    def running(self) -> tuple[Underway, ...]:
        return tuple(capture for capture in self.own if capture.running)

    @property
    def queue(self) -> tuple[Underway, ...]:
        """All that is not an article yet: of this window and of others."""
        mine = {capture.job for capture in self.own if capture.job is not None}
        unfinished = tuple(capture for capture in self.own if capture.ended is None)
        return unfinished + tuple(of_job(job) for job in self._jobs if job.id not in mine)

    def start(
        self, link: str, *, title: str = "", tags: tuple[str, ...] = (), note: str = "", again: bool = False
    ) -> None:
        """Remember a link and capture it; one the library has is captured anew only when asked for `again`."""
        key = self._begun(Underway(key="", link=link, title=title, tags=tags, note=note))
        self._background.run(
            _begin,
            self._desk,
            self._own[key],
            again,
            done=partial(self._remembered, key),
            failed=partial(self._failed, key),
        )

    def start_file(self, path: str, *, tags: tuple[str, ...] = ()) -> None:
        """Keep a saved page or a document."""
        key = self._begun(Underway(key="", link=path, title=Path(path).name, tags=tags))
        self._tasks[key] = self._background.run(
            _keep_file,
            self._desk,
            path,
            tags,
            slow=True,
            progress=partial(self._progressed, key),
            done=partial(self._finished, key),
            failed=partial(self._failed, key),
        )

    def start_again(self, article: ArticleId, link: str, title: str) -> None:
        """Capture a kept article's own address again, unless that runs already; nothing of it waits in the queue."""
        if any(capture.again == article for capture in self.running):
            return
        key = self._begun(Underway(key="", link=link, title=title, again=article))
        self._tasks[key] = self._background.run(
            _recapture,
            self._desk,
            article,
            slow=True,
            progress=partial(self._progressed, key),
            done=partial(self._recaptured, key),
            failed=partial(self._failed, key),
        )

    def stop_all(self) -> None:
        """Stop everything that runs."""
        for running in self.running:
            self.stop(running.key)

    def retry(self, key: str) -> None:
        """Try again what failed or waits."""
        capture = self._find(key)
        if capture is None or capture.running:
            return
        if capture.job is None:
            self.put_away(key)
            if Path(capture.link).is_absolute():
                self.start_file(capture.link, tags=capture.tags)
            else:
                self.start(capture.link, title=capture.title, tags=capture.tags, note=capture.note)
            return
        self._stopped.discard(capture.job)
        self._own[key] = replace(capture, failure=None, waiting=False, progress=None)
        self.total += 1
        self.changed.emit()
        self._background.run(
            queue.retry,
            self._desk,
            capture.job,
            done=lambda _changes: self._capture(key),
            failed=partial(self._failed, key),
        )

    def forget(self, key: str) -> None:
        """Take a link out of the queue for good."""
        capture = self._find(key)
        if capture is None or capture.job is None:
            self.put_away(key)
            return
        self._own.pop(key, None)
        self._background.run(queue.forget, self._desk, capture.job, done=self._told)

    def stop(self, key: str) -> None:
        """Stop a running capture; its link stays in the queue and is not taken up again by itself."""
        task, capture = self._tasks.get(key), self._own.get(key)
        if task is not None and capture is not None:
            if capture.job is not None:
                self._stopped.add(capture.job)
            task.cancel()

    def annotate(self, key: str, tags: tuple[str, ...], note: str) -> None:
        """Give a link tags and a note while it is on its way."""
        capture = self._find(key)
        if capture is not None and capture.job is not None:
            self._background.run(
                partial(queue.annotate, tags=tags, note=note), self._desk, capture.job, done=self._told
            )

    def put_away(self, key: str = "") -> None:
        """Forget that a capture ended, or that all did; what failed stays in the queue."""
        for name, known in list(self._own.items()):
            if name == key or (not key and not known.running):
                del self._own[name]
        self.changed.emit()

    def reload(self) -> None:
        """Read the queue again."""
        self._background.run(queue.jobs, self._desk, done=self._loaded)

    def resume(self, *, network: bool = False) -> None:
        """Take up what waits and is due: one of them, or all where there is known to be a `network`."""
        now = datetime.now(UTC)
        mine = {capture.job for capture in self.own if not capture.waiting}
        due = [
            job
            for job in self._jobs
            if job.state is JobState.QUEUED
            and (job.not_before is None or job.not_before <= now)
            and job.id not in mine | self._stopped
        ]
        for job in due[: None if network else 1]:
            waiting = of_job(job)
            key = self._begun(replace(waiting, waiting=False, failure=None), key=waiting.key)
            self._capture(key)

    def _begun(self, capture: Underway, key: str = "") -> str:
        key = key or f"new:{next(self._numbers)}"
        if not self.running:
            self.total = 0
        self.total += 1
        self._own[key] = replace(capture, key=key)
        self.changed.emit()
        return key

    def _find(self, key: str) -> Underway | None:
        """Return a capture of this window, or take one of the queue into it."""
        if key not in self._own:
            for other in self.queue:
                if other.key == key:
                    return other
        return self._own.get(key)

    def _remembered(self, key: str, found: Job | ArticleId) -> None:
        if not isinstance(found, Job):
            capture = self._own.pop(key)
            self.changed.emit()
            self.kept_already.emit(capture.link, found)
            return
        self._own[key] = replace(self._own[key], job=found.id)
        self._capture(key)

    def _capture(self, key: str) -> None:
        job = self._own[key].job
        assert job is not None  # noqa: S101 - asked only for what is remembered
        self._tasks[key] = self._background.run(
            _run,
            self._desk,
            job,
            slow=True,
            progress=partial(self._progressed, key),
            done=partial(self._finished, key),
            failed=partial(self._failed, key),
        )
        self.changed.emit()

    def _progressed(self, key: str, progress: Progress) -> None:
        if key in self._own and self._own[key].running:
            self._own[key] = replace(self._own[key], progress=progress)
            self.changed.emit()

    def _finished(self, key: str, captured: Captured) -> None:
        if captured.status is Status.FAILED:
            self._failed(key, captured.failure or Failure(reason=Reason.UNEXPECTED))
            return
        self._tasks.pop(key, None)
        if captured.status is Status.QUEUED:
            self._own[key] = replace(self._own[key], waiting=True, failure=captured.failure)
        else:
            self._own[key] = replace(self._own[key], ended=captured)
        self.ended.emit(self._own[key])
        kept = (captured.article,) if captured.article is not None else ()
        self._told(Changes(added=kept, jobs=(captured.job,) if captured.job is not None else ()))
        if captured.status is not Status.QUEUED:
            self.resume(network=True)

    def _recaptured(self, key: str, outcome: tuple[VersionId, Captured]) -> None:
        self._tasks.pop(key, None)
        before, captured = outcome
        failure = captured.failure if captured.status is Status.FAILED else None
        ended = replace(self._own.pop(key), ended=captured, before=before, failure=failure)
        kept = captured.article if failure is None else None
        self._told(Changes(updated=(kept,) if kept is not None else ()))
        self.ended.emit(ended)

    def _failed(self, key: str, failure: Failure) -> None:
        self._tasks.pop(key, None)
        if key not in self._own:
            return
        if self._own[key].again is not None:
            ended = replace(self._own.pop(key), failure=failure, waiting=failure.reason is Reason.INTERRUPTED)
            self.changed.emit()
            self.ended.emit(ended)
            return
        waiting = failure.reason is Reason.INTERRUPTED
        self._own[key] = replace(self._own[key], failure=failure, waiting=waiting)
        self.ended.emit(self._own[key])
        job = self._own[key].job
        self._told(Changes(jobs=(job,) if job is not None else ()))

    def _told(self, changes: Changes) -> None:
        self.changed.emit()
        self.library_changed.emit(changes)

    def _loaded(self, jobs: tuple[Job, ...]) -> None:
        self._jobs = jobs
        self.changed.emit()


def _begin(desk: Desk, wanted: Underway, again: bool) -> Job | ArticleId:
    """Put the link on disk; one that is kept already gets its new tags instead."""
    kept = None if again else capture.already_kept(desk, wanted.link)
    if kept is None:
        return capture.remember(desk, wanted.link, title=wanted.title, tags=wanted.tags, note=wanted.note)
    if wanted.tags:
        organise.tag(desk, (kept,), add=wanted.tags)
    return kept


def _run(desk: Desk, job: JobId, *, report: Report, cancelled: Event) -> Captured:
    return capture.run(desk, desk.library.job(job), report=report, cancelled=cancelled)


def _recapture(desk: Desk, article: ArticleId, *, report: Report, cancelled: Event) -> tuple[VersionId, Captured]:
    """Capture again, and tell the version that was shown before, too."""
    before = desk.library.article(article).version
    return before, recapture.recapture(desk, article, report=report, cancelled=cancelled)


def _keep_file(desk: Desk, path: str, tags: tuple[str, ...], *, report: Report, cancelled: Event) -> Captured:
    kept: Iterator[Captured] = iter(files.capture_file(desk, Path(path), tags=tags, report=report, cancelled=cancelled))
    return next(kept)
