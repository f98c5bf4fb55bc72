import io
import os
import pickle
from datetime import UTC, datetime

import pytest

from tearsheet.model.errors import NothingReadable
from tearsheet.model.extraction import Flag, Metadata
from tearsheet.process import frames


def through(value: object) -> object:
    pipe = io.BytesIO()
    frames.write(pipe, value)
    pipe.seek(0)
    return frames.read_result(pipe)


def test_plain_values_and_ours_pass() -> None:
    value = {"a": [1, 2.5, None, b"x", {"s"}], "m": Metadata(published=datetime.now(UTC)), "f": (Flag.THIN,)}
    assert through(value) == value


def test_an_error_keeps_its_fields() -> None:
    error = through(NothingReadable(detail="d", title="t"))
    assert isinstance(error, NothingReadable)
    assert (error.detail, error.title) == ("d", "t")


def test_a_member_of_an_enumeration_is_sent_by_its_value_whatever_python_does() -> None:
    pipe = io.BytesIO()
    frames.write(pipe, Flag.THIN)
    assert b"getattr" not in pipe.getvalue()
    assert b"thin" in pipe.getvalue()


class Attack:
    def __init__(self, function: object, *arguments: object) -> None:
        self.call = (function, arguments)

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return self.call


@pytest.mark.parametrize(
    "attack",
    [Attack(os.system, "true"), Attack(eval, "1"), Attack(getattr, "a", "join"), Attack(pickle.loads, b"")],
)
def test_nothing_that_runs_is_taken_from_a_worker(attack: Attack) -> None:
    with pytest.raises(pickle.UnpicklingError):
        through(attack)


def test_a_name_imported_into_the_model_is_not_of_the_model() -> None:
    frame = b"\x80\x04\x8c\x14tearsheet.model.page\x8c\tdataclass\x93."
    with pytest.raises(pickle.UnpicklingError):
        frames.read_result(io.BytesIO(len(frame).to_bytes(8, "big") + frame))


def test_a_frame_cut_short_is_the_end() -> None:
    with pytest.raises(EOFError):
        frames.read_result(io.BytesIO((100).to_bytes(8, "big") + b"short"))


def test_a_frame_of_absurd_length_is_not_awaited() -> None:
    with pytest.raises(pickle.UnpicklingError):
        frames.read_result(io.BytesIO((1 << 60).to_bytes(8, "big")))
