"""Two hundred of the 100,000 broken pages that tests/bench/mutations.py reads."""

import random
from contextlib import suppress
from pathlib import Path

import pytest

from tearsheet.extract import read
from tearsheet.model.errors import NothingReadable
from tests.support.made_pages import page_of
from tests.support.mutations import mutated

PAGES = sorted((Path(__file__).parent.parent / "pages").glob("*/page.html"))


@pytest.mark.parametrize("seed", range(200))
def test_a_broken_page_is_read_or_said_to_hold_nothing(seed: int) -> None:
    chance = random.Random(seed)
    page = mutated(chance.choice(PAGES).read_bytes(), chance)
    with suppress(NothingReadable):
        read((page_of(page),))
