"""Turn an address into a Page: the one way in which the program itself asks the net for anything."""

from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from threading import Event

from requests import Response

from tearsheet.fetch.answers import check_status, location_of
from tearsheet.fetch.body import read_body
from tearsheet.fetch.connecting import Door
from tearsheet.fetch.decoding import ACCEPTED
from tearsheet.fetch.failures import FAILURES, fetch_error
from tearsheet.fetch.gate import Gate, PublicNames
from tearsheet.fetch.limits import Limits, Wanted
from tearsheet.fetch.names import Resolve, system_places
from tearsheet.fetch.page import page_from_answer
from tearsheet.fetch.proxies import proxy_for
from tearsheet.fetch.transport import Transport
from tearsheet.fetch.turns import Turns
from tearsheet.fetch.urls import Target, location_text, referer_for, target
from tearsheet.fetch.watch import Watch
from tearsheet.model.errors import FetchError, Reason
from tearsheet.model.page import Page

# Sites serve a bare page or none to what they do not know, so it looks like a browser and says what it is.
DEFAULT_USER_AGENT = (
    f"Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0 Tearsheet/{version('tearsheet')}"
)
DEFAULT_LANGUAGES = "zh-CN,zh;q=0.9,en;q=0.8"
_ACCEPT = {
    Wanted.PAGE: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    # No AVIF: a kept picture should open everywhere it is taken.
    Wanted.PICTURE: "image/webp,image/png,image/jpeg,image/svg+xml,image/*;q=0.8,*/*;q=0.5",
}


class Fetcher:
    """Asks for pages and pictures, within limits. Safe to use from several threads at once.

    `languages` is an Accept-Language header. `resolve` finds the addresses of a name.
    """

    def __init__(
        self,
        *,
        user_agent: str = DEFAULT_USER_AGENT,
        languages: str = DEFAULT_LANGUAGES,
        limits: Limits | None = None,
        resolve: Resolve = system_places,
    ) -> None:
        self.limits = limits or Limits()
        self._headers = {"User-Agent": user_agent, "Accept-Language": languages, "Accept-Encoding": ACCEPTED}
        self._resolve = resolve
        self._public_names = PublicNames()
        self._turns = Turns(self.limits.per_host)
        self._closed = Event()

    def fetch(
        self,
        url: str,
        *,
        named_host: str = "",
        referer: str = "",
        wanted: Wanted = Wanted.PAGE,
        cancelled: Event | None = None,
    ) -> Page:
        """Fetch an address, following redirects.

        `named_host` is the host the person named: a private address is entered only on that very host. A success
        without a body is a page with an empty body.
        Raises FetchError, with the HTTP status where one was received; Cancelled.
        """
        asked = target(url)
        stops = [self._closed] if cancelled is None else [self._closed, cancelled]
        gate = Gate(named_host, self._public_names)
        with Watch(self.limits.seconds, *stops) as watch:
            door = Door(gate=gate, watch=watch, limits=self.limits, resolve=self._resolve)
            with closing(Transport(door)) as transport:
                visit = _Visit(
                    requested=url,
                    referer=referer,
                    wanted=wanted,
                    headers=self._headers | {"Accept": _ACCEPT[wanted]},
                    turns=self._turns,
                    door=door,
                    transport=transport,
                )
                return visit.follow(asked)

    def close(self) -> None:
        """Stop whatever is under way; nothing can be fetched afterwards."""
        self._closed.set()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Visit:
    """One fetch from the first request to the page."""

    requested: str
    referer: str
    wanted: Wanted
    headers: dict[str, str]
    turns: Turns
    door: Door
    transport: Transport
    passed: list[str] = field(default_factory=list)

    def follow(self, asked: Target) -> Page:
        """Ask, and go on to where the answer points, until it is a page."""
        seen = set()
        while True:
            # A site may set a cookie and send the reader to the same address again: that is not yet a circle.
            step = (asked.url, self.transport.cookies)
            if step in seen or len(self.passed) > self.door.limits.redirects:
                raise FetchError(Reason.REDIRECT_LOOP, asked.host)
            seen.add(step)
            with self.turns.at(asked.host, self.door.watch):
                self.door.watch.begin()
                self.door.watch.check()
                outcome = self._step(asked)
            if isinstance(outcome, Page):
                return outcome
            self.passed.append(asked.url)
            asked = outcome

    def _step(self, asked: Target) -> Page | Target:
        watch, reading = self.door.watch, False
        try:
            with self._ask(asked) as answer:
                reading = True
                if location := location_of(answer.status_code, answer.headers):
                    return _next(location, asked)
                now = datetime.now(UTC)
                check_status(answer.status_code, answer.reason or "", answer.headers, now=now)
                body = read_body(answer.raw, self.door.limits.bytes_of(self.wanted), watch)
        except FAILURES as error:
            watch.check()
            raise fetch_error(error, asked.host, reading=reading) from error
        return page_from_answer(
            body.data,
            requested=self.requested,
            address=asked.url,
            status=answer.status_code,
            headers=answer.raw.headers.items(),
            redirects=tuple(self.passed),
            framed=body.framed,
            received=now,
        )

    def _ask(self, asked: Target) -> Response:
        proxy = proxy_for(asked)
        if proxy:
            self.door.check_through_proxy(asked.host, asked.port)
        referer = referer_for(asked, self.referer)
        return self.transport.ask(asked, self.headers | ({"Referer": referer} if referer else {}), proxy)


def _next(location: str, asked: Target) -> Target:
    try:
        return target(location_text(location), asked.url)
    except FetchError as error:
        if error.reason is Reason.NOT_AN_ADDRESS:
            raise FetchError(Reason.BAD_ANSWER, f"{asked.host}: Location") from error
        raise
