"""An article's pictures come, each by its best candidate, or each with its reason."""

import base64
import socket
from collections.abc import Sequence
from threading import Event, Timer

import pytest

from tearsheet.fetch import Fetcher, Limits, fetch_pictures
from tearsheet.fetch.names import Place, Resolve
from tearsheet.model.capture import Progress, Step
from tearsheet.model.errors import Cancelled
from tearsheet.model.extraction import Picture
from tearsheet.model.page import Page
from tests.fetch.conftest import HERE
from tests.support.bad_routes import PNG
from tests.support.bad_server import BadServer


def picture(*candidates: str) -> Picture:
    return Picture(url=candidates[0], candidates=candidates)


def outcomes(fetcher: Fetcher, pictures: Sequence[Picture], referer: str = "") -> list[str]:
    """Return each picture's media type or the reason why it is missing."""
    found = list(fetch_pictures(fetcher, pictures, referer=referer, named_host=HERE))
    assert [given for given, _ in found] == list(pictures)
    return [outcome.media_type if isinstance(outcome, Page) else str(outcome.reason) for _, outcome in found]


def test_pictures_come_in_order_each_with_its_outcome(fetcher: Fetcher, server: BadServer) -> None:
    pictures = [
        picture(server.url("/busy")),
        picture(server.url("/missing")),
        picture(server.url("/page-as-picture")),
        picture(server.url("/empty")),
        picture(server.url("/picture")),
    ]
    expected = ["image/png", "not-found", "bad-answer", "bad-answer", "image/png"]
    assert outcomes(fetcher, pictures) == expected


def test_the_bytes_and_the_address_are_those_of_the_picture(fetcher: Fetcher, server: BadServer) -> None:
    [(_, page)] = fetch_pictures(fetcher, [picture(server.url("/picture"))], named_host=HERE)
    assert isinstance(page, Page)
    assert (page.body, page.address, page.charset) == (PNG, server.url("/picture"), None)


def test_candidates_are_tried_until_one_is_a_picture(fetcher: Fetcher, server: BadServer) -> None:
    candidates = [server.url(path) for path in ("/missing", "/page-as-picture", "/picture", "/busy")]
    assert outcomes(fetcher, [picture(*candidates)]) == ["image/png"]
    assert server.paths() == ["/missing", "/page-as-picture", "/picture"]


def test_the_best_candidate_s_failure_is_the_one_told(fetcher: Fetcher, server: BadServer) -> None:
    candidates = [server.url("/missing"), server.url("/status?code=500")]
    assert outcomes(fetcher, [picture(*candidates)]) == ["not-found"]


def test_a_picture_without_candidates_is_had_by_its_own_address(fetcher: Fetcher, server: BadServer) -> None:
    assert outcomes(fetcher, [Picture(url=server.url("/picture"), candidates=())]) == ["image/png"]


def test_the_page_is_the_referer(fetcher: Fetcher, server: BadServer) -> None:
    guarded = [picture(server.url("/guarded-picture"))]
    assert outcomes(fetcher, guarded) == ["forbidden"]
    assert outcomes(fetcher, guarded, referer=server.url("/page")) == ["image/png"]


def test_a_picture_in_its_address_needs_no_network() -> None:
    url = f"data:image/png;base64,{base64.b64encode(PNG).decode()}"
    [(_, page)] = fetch_pictures(Fetcher(resolve=_offline([])), [picture(url)])
    assert isinstance(page, Page)
    assert (page.body, page.media_type) == (PNG, "image/png")


def test_text_in_an_address_is_no_picture(fetcher: Fetcher) -> None:
    assert outcomes(fetcher, [picture("data:text/html,<p>hello")]) == ["bad-answer"]


@pytest.mark.parametrize("url", ["file:///etc/passwd", "javascript:alert(1)", "blob:abc", "http://"])
def test_what_is_no_web_address_is_not_asked_for(fetcher: Fetcher, url: str) -> None:
    assert outcomes(fetcher, [picture(url)])[0] in ("scheme-refused", "not-an-address")


def test_a_picture_leads_into_no_private_network(fetcher: Fetcher, server: BadServer) -> None:
    pictures = [picture(server.url("/picture", host="localhost")), picture("http://10.0.0.1/x.png")]
    pictures += [picture(server.url(f"/redirect?to={server.url('/picture', host='localhost')}"))]
    assert outcomes(fetcher, pictures) == ["private-address"] * 3
    assert server.paths() == ["/redirect"]


def test_two_at_a_time_come_from_one_host(fetcher: Fetcher, server: BadServer) -> None:
    assert outcomes(fetcher, [picture(server.url(f"/busy?{number}")) for number in range(12)]) == ["image/png"] * 12
    assert server.busy.most == 2


def test_an_article_has_so_many_pictures_and_no_more(server: BadServer) -> None:
    fetcher = Fetcher(limits=Limits(pictures=3))
    pictures = [picture(server.url(f"/picture?{number}")) for number in range(5)]
    assert outcomes(fetcher, pictures) == ["image/png"] * 3 + ["too-big"] * 2
    assert len(server.requests) == 3


def test_the_bytes_of_all_pictures_have_a_limit_that_always_hits_the_same(server: BadServer) -> None:
    fetcher = Fetcher(limits=Limits(pictures_bytes=3 * len(PNG)))
    pictures = [picture(server.url(f"/picture?{number}")) for number in range(30)]
    assert outcomes(fetcher, pictures) == ["image/png"] * 3 + ["too-big"] * 27
    assert len(server.requests) < 30


def test_a_host_that_does_not_answer_is_asked_twice_and_no_more(fetcher: Fetcher, server: BadServer) -> None:
    server.stop()
    asked: list[str] = []
    fetcher = Fetcher(resolve=_counting(asked), limits=Limits(pictures_at_once=1))
    assert outcomes(fetcher, [picture(server.url(f"/{number}")) for number in range(9)]) == ["unreachable"] * 9
    assert len(asked) == 2


def test_a_host_that_wants_to_be_left_alone_is(server: BadServer) -> None:
    fetcher = Fetcher(limits=Limits(pictures_at_once=1))
    pictures = [picture(server.url(f"/status?code=429&n={number}")) for number in range(9)]
    assert outcomes(fetcher, pictures) == ["too-many-requests"] * 9
    assert len(server.requests) == 1


def test_a_network_that_goes_away_fails_the_rest_at_once(server: BadServer) -> None:
    asked: list[str] = []
    fetcher = Fetcher(resolve=_offline(asked), limits=Limits(pictures_at_once=1))
    pictures = [picture(server.url(f"/picture?{number}")) for number in range(3)]
    pictures += [picture(f"http://host-{number}.example.com/") for number in range(20)]
    assert outcomes(fetcher, pictures) == ["image/png"] * 3 + ["no-network"] * 20
    assert asked == ["host-0.example.com"]


def test_all_pictures_together_have_a_time(server: BadServer) -> None:
    fetcher = Fetcher(limits=Limits(pictures_seconds=0))
    assert outcomes(fetcher, [picture(server.url("/picture"))]) == ["too-slow"]
    assert server.requests == []


def test_progress_is_reported(fetcher: Fetcher, server: BadServer) -> None:
    told: list[Progress] = []
    pictures = [picture(server.url("/picture")), picture(server.url("/missing"))]
    list(fetch_pictures(fetcher, pictures, named_host=HERE, report=told.append))
    assert [(progress.step, progress.done, progress.total, progress.url) for progress in told] == [
        (Step.PICTURES, 1, 2, pictures[0].url),
        (Step.PICTURES, 2, 2, pictures[1].url),
    ]


def test_a_person_can_stop_half_way(server: BadServer) -> None:
    cancelled = Event()
    fetcher = Fetcher(limits=Limits(seconds=600, idle=600))
    pictures = [picture(server.url("/picture")), picture(server.url("/silent")), picture(server.url("/picture?2"))]
    found = fetch_pictures(fetcher, pictures, named_host=HERE, cancelled=cancelled)
    assert isinstance(next(found)[1], Page)
    Timer(0.1, cancelled.set).start()
    with pytest.raises(Cancelled):
        next(found)


def test_what_is_cancelled_yields_nothing_more(fetcher: Fetcher, server: BadServer) -> None:
    cancelled = Event()
    found = fetch_pictures(fetcher, [picture(server.url("/picture"))] * 3, named_host=HERE, cancelled=cancelled)
    next(found)
    cancelled.set()
    with pytest.raises(Cancelled):
        next(found)


def test_who_stops_reading_stops_the_threads(server: BadServer) -> None:
    fetcher = Fetcher(limits=Limits(seconds=600, idle=600))
    pictures = [picture(server.url("/picture"))] + [picture(server.url("/silent"))] * 5
    found = fetch_pictures(fetcher, pictures, named_host=HERE)
    next(found)
    found.close()  # type: ignore[attr-defined]


def test_no_pictures_are_no_work(fetcher: Fetcher) -> None:
    assert outcomes(fetcher, []) == []


def _counting(asked: list[str]) -> Resolve:
    def resolve(host: str, port: int) -> Sequence[Place]:
        asked.append(host)
        return [Place(socket.AF_INET, (HERE, port))]

    return resolve


def _offline(asked: list[str]) -> Resolve:
    def resolve(host: str, port: int) -> Sequence[Place]:
        if host == HERE:
            return [Place(socket.AF_INET, (HERE, port))]
        asked.append(host)
        raise socket.gaierror(socket.EAI_AGAIN, "no network")

    return resolve
