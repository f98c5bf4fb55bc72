"""Turn an article's pictures into their bytes, a few at a time, each or the reason why not."""

import time
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import UTC, datetime
from itertools import islice
from threading import Event, Lock
from typing import TYPE_CHECKING

from tearsheet.fetch.data_urls import decode_data_url
from tearsheet.fetch.limits import Limits, Wanted
from tearsheet.fetch.page import page_from_answer
from tearsheet.model.capture import Progress, Step
from tearsheet.model.errors import Cancelled, FetchError, Reason
from tearsheet.model.extraction import Picture
from tearsheet.model.page import Page
from tearsheet.text.addresses import host_of

if TYPE_CHECKING:
    from tearsheet.fetch.fetcher import Fetcher

_MOST_CANDIDATES = 4
# Results wait for those before them; more than this many pictures do not lie in memory at once.
_AHEAD = 12
# A host that failed so often in a row, for reasons that are its own, is not asked again for this article.
_PATIENCE = {
    Reason.UNREACHABLE: 2,
    Reason.UNKNOWN_HOST: 1,
    Reason.TLS: 2,
    Reason.TOO_SLOW: 2,
    Reason.TOO_MANY_REQUESTS: 1,
}


def fetch_pictures(
    fetcher: "Fetcher",
    pictures: Sequence[Picture],
    *,
    referer: str = "",
    named_host: str = "",
    report: Callable[[Progress], None] = lambda _progress: None,
    cancelled: Event | None = None,
) -> Iterator[tuple[Picture, Page | FetchError]]:
    """Fetch every picture by its candidates, best first, and yield it with its bytes or with why it failed.

    They come in the order given, whatever order they arrive in, so that limits always hit the same ones.
    Raises Cancelled.
    """
    stop = Event()
    work = _Work(fetcher, referer, named_host, stop)
    pool = ThreadPoolExecutor(fetcher.limits.pictures_at_once, thread_name_prefix="picture")
    try:
        started = (pool.submit(work.outcome, picture) for picture in pictures[: fetcher.limits.pictures])
        ahead = deque(islice(started, _AHEAD))
        budget = _Budget(fetcher.limits, stop)
        for done, picture in enumerate(pictures, start=1):
            if ahead:
                _await(ahead[0], cancelled)
                outcome = budget.allowed(ahead.popleft())
                ahead.extend(islice(started, 1))
            else:
                outcome = FetchError(Reason.TOO_BIG, f"more than {fetcher.limits.pictures} pictures")
            yield picture, outcome
            report(Progress(step=Step.PICTURES, url=picture.url, done=done, total=len(pictures)))
    finally:
        stop.set()
        pool.shutdown(cancel_futures=True)


def _await(future: Future[Page | FetchError], cancelled: Event | None) -> None:
    while True:
        if cancelled is not None and cancelled.is_set():
            raise Cancelled
        if wait([future], timeout=0.1).done:
            return


class _Budget:
    """How many bytes an article's pictures may have together."""

    def __init__(self, limits: Limits, stop: Event) -> None:
        self._left = limits.pictures_bytes
        self._refusal = FetchError(Reason.TOO_BIG, f"more than {limits.pictures_bytes >> 20} MB of pictures")
        self._stop = stop

    def allowed(self, future: Future[Page | FetchError]) -> Page | FetchError:
        """Return a picture that still fits, or the refusal; after the first refusal nothing fits."""
        if self._stop.is_set():
            return self._refusal
        outcome = future.result()
        if isinstance(outcome, Page):
            self._left -= len(outcome.body)
            if self._left < 0:
                self._stop.set()
                return self._refusal
        return outcome


class _Work:
    """What the threads do, and what they tell each other about hosts that fail."""

    def __init__(self, fetcher: "Fetcher", referer: str, named_host: str, stop: Event) -> None:
        self._fetcher = fetcher
        self._referer = referer
        self._named_host = named_host
        self._stop = stop
        self._end = time.monotonic() + fetcher.limits.pictures_seconds
        self._lock = Lock()
        self._offline: FetchError | None = None
        self._failed: Counter[tuple[str, Reason]] = Counter()

    def outcome(self, picture: Picture) -> Page | FetchError:
        """Return the first candidate that is a picture, or why the best one failed. Raises Cancelled."""
        failure: FetchError | None = None
        for candidate in (picture.candidates or (picture.url,))[:_MOST_CANDIDATES]:
            try:
                return self._picture(candidate)
            except FetchError as error:
                failure = failure or error
        return failure or FetchError(Reason.NOT_AN_ADDRESS)

    def _picture(self, url: str) -> Page:
        page = self._from_data(url) if url[:5].lower() == "data:" else self._from_net(url)
        if not page.media_type.startswith("image/"):
            raise FetchError(Reason.BAD_ANSWER, f"{host_of(url)}: {page.media_type} instead of a picture")
        return page

    def _from_data(self, url: str) -> Page:
        data, media_type = decode_data_url(url, self._fetcher.limits.picture_bytes)
        return page_from_answer(
            data,
            requested="data:",
            address="data:",
            status=200,
            headers=(("Content-Type", media_type),),
            redirects=(),
            framed=True,
            received=datetime.now(UTC),
        )

    def _from_net(self, url: str) -> Page:
        host = host_of(url)
        self._check(host)
        try:
            page = self._fetcher.fetch(
                url,
                named_host=self._named_host,
                referer=self._referer,
                wanted=Wanted.PICTURE,
                cancelled=self._stop,
            )
        except FetchError as error:
            self._note(host, error)
            raise
        with self._lock:
            for reason in _PATIENCE:
                self._failed.pop((host, reason), None)
        return page

    def _check(self, host: str) -> None:
        if time.monotonic() >= self._end:
            raise FetchError(Reason.TOO_SLOW, f"{self._fetcher.limits.pictures_seconds:g} s for all pictures")
        with self._lock:
            if self._offline is not None:
                raise FetchError(self._offline.reason, self._offline.detail)
            for reason, patience in _PATIENCE.items():
                if self._failed[host, reason] >= patience:
                    raise FetchError(reason, f"{host}: not asked again")

    def _note(self, host: str, error: FetchError) -> None:
        with self._lock:
            if error.reason is Reason.NO_NETWORK:
                self._offline = error
            elif error.reason in _PATIENCE:
                self._failed[host, error.reason] += 1
