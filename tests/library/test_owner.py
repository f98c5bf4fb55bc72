"""Whether the process that took something still runs."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tearsheet.library.owner import FileOwner, is_alive, is_here, sweep


def test_a_name_is_taken_once_and_is_of_this_computer(tmp_path: Path) -> None:
    owner = FileOwner(tmp_path / "owners")
    assert owner.name == owner.name and is_here(owner.name)
    assert not is_here("another.computer/1") and not is_here("")
    owner.release()


def test_an_owner_lives_until_it_is_released(tmp_path: Path) -> None:
    first, second = FileOwner(tmp_path), FileOwner(tmp_path)
    name = first.name
    assert second.name != name
    assert is_alive(tmp_path, name)
    first.release()
    assert not is_alive(tmp_path, name)
    assert is_alive(tmp_path, second.name)
    second.release()


def test_only_what_the_dead_left_is_swept(tmp_path: Path) -> None:
    owner = FileOwner(tmp_path)
    name = owner.name
    (tmp_path / "dead").touch()
    sweep(tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == [name.rpartition("/")[2]]
    owner.release()
    sweep(tmp_path)
    sweep(tmp_path / "never made")
    assert list(tmp_path.iterdir()) == []


def test_an_owner_that_was_released_can_take_another_name(tmp_path: Path) -> None:
    owner = FileOwner(tmp_path)
    before = owner.name
    owner.release()
    owner.release()
    assert owner.name != before
    owner.release()


def test_two_that_sweep_at_once_do_not_mind_each_other(tmp_path: Path) -> None:
    for number in range(500):
        (tmp_path / str(number)).touch()
    with ThreadPoolExecutor(4) as sweepers:
        assert list(sweepers.map(sweep, [tmp_path] * 4)) == [None] * 4

    assert list(tmp_path.iterdir()) == []
