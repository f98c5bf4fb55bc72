from pathlib import Path

import pytest

from tearsheet.extract.judge import judge
from tearsheet.resources import resource

_BUDGET = 100_000


def test_a_tree_asks_and_its_leaf_says(tmp_path: Path) -> None:
    (tmp_path / "small.txt").write_text("# made by hand\n0:.5 =-2 1:3 =1 =2\n=.5\n", encoding="ascii")
    small = judge("small", tmp_path)
    assert small.chance([0.4, 9]) == pytest.approx(1 / (1 + 2.718281828**1.5))
    assert small.chance([0.6, 3]) == pytest.approx(1 / (1 + 2.718281828**-1.5))
    assert small.chance([0.6, 4]) == pytest.approx(1 / (1 + 2.718281828**-2.5))


def test_all_weights_together_stay_small_enough_to_read() -> None:
    files = sorted(resource("extract").glob("*.txt"))
    assert [file.stem for file in files] == ["quick", "thorough"]
    assert sum(file.stat().st_size for file in files) <= _BUDGET
