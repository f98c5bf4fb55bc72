"""Which addresses a page's hosts may be connected to."""

import asyncio

import pytest

from tearsheet.browser._gate import Gate
from tearsheet.model.errors import Reason, RenderError

PUBLIC, PRIVATE = "93.184.216.34", "192.168.0.1"


class Rebinding:
    """A name server that answers something else every time."""

    def __init__(self, *answers: tuple[str, ...]) -> None:
        self.answers = list(answers)

    async def __call__(self, _host: str) -> tuple[str, ...]:
        return self.answers.pop(0)


def addresses(gate: Gate, host: str, times: int = 1) -> list[tuple[str, ...]]:
    async def ask() -> list[tuple[str, ...]]:
        return [await gate.addresses(host) for _ in range(times)]

    return asyncio.run(ask())


@pytest.mark.parametrize("named_host", ["", "news.example"])
def test_a_host_that_was_public_cannot_become_private(named_host: str) -> None:
    gate = Gate(named_host, set(), Rebinding((PUBLIC,), (PRIVATE,)))
    assert addresses(gate, "news.example", times=2) == [(PUBLIC,), (PUBLIC,)]


def test_a_host_that_was_public_for_one_page_cannot_become_private_for_the_next() -> None:
    known: set[str] = set()
    assert addresses(Gate("news.example", known, Rebinding((PUBLIC,))), "news.example") == [(PUBLIC,)]
    with pytest.raises(RenderError):
        addresses(Gate("news.example", known, Rebinding((PRIVATE,))), "news.example")


def test_of_a_host_with_both_only_the_public_addresses_are_used() -> None:
    assert addresses(Gate("news.example", set(), Rebinding((PRIVATE, PUBLIC))), "news.example") == [(PUBLIC,)]


def test_a_private_host_is_refused_unless_it_was_named() -> None:
    with pytest.raises(RenderError) as refused:
        addresses(Gate("news.example", set(), Rebinding((PRIVATE,))), "intranet.example")
    assert (refused.value.reason, refused.value.detail) == (Reason.PRIVATE_ADDRESS, "intranet.example")
    assert addresses(Gate("intranet.example", set(), Rebinding((PRIVATE,))), "intranet.example") == [(PRIVATE,)]


@pytest.mark.parametrize(
    ("named", "asked"), [("News.Example.", "news.example"), ("127.1", "127.0.0.1"), ("[::1]", "::1")]
)
def test_a_host_is_the_same_in_every_spelling(named: str, asked: str) -> None:
    assert addresses(Gate(named, set(), Rebinding((PRIVATE,))), asked) == [(PRIVATE,)]


def test_nobody_named_does_not_mean_a_host_without_a_name() -> None:
    with pytest.raises(RenderError):
        addresses(Gate("", set(), Rebinding((PRIVATE,))), "")
