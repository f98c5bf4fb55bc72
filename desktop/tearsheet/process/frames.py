"""Turn objects into frames on a pipe and back, taking from a worker only what a result may hold."""

import io
import pickle
import struct
from enum import Enum
from typing import Any, BinaryIO

_LENGTH = struct.Struct("!Q")
LARGEST = 1 << 30
"""Bytes; a worker that sends more is not believed."""

_PLAIN = frozenset(
    [("builtins", name) for name in ("set", "frozenset", "bytearray", "complex", "range", "slice")]
    + [("datetime", name) for name in ("date", "datetime", "time", "timedelta", "timezone")]
)
_OURS = "tearsheet.model."


class _ResultReader(pickle.Unpickler):
    """A worker reads hostile pages, so what it sends back may be values of ours and nothing that runs."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in _PLAIN or module.startswith(_OURS):
            found = super().find_class(module, name)
            if isinstance(found, type) and found.__module__ == module and found.__name__ == name:
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is no result")


class _Writer(pickle.Pickler):
    """Python before 3.11.4 sends a member of an Enum as a call of getattr, which no result may hold."""

    def reducer_override(self, value: object) -> Any:
        return (type(value), (value.value,)) if isinstance(value, Enum) else NotImplemented


def write(pipe: BinaryIO, value: object) -> None:
    """Send `value`; raises OSError when nobody reads any more, and what pickle raises for what cannot be sent."""
    buffer = io.BytesIO()
    _Writer(buffer, protocol=pickle.HIGHEST_PROTOCOL).dump(value)
    data = buffer.getbuffer()
    pipe.write(_LENGTH.pack(len(data)))
    pipe.write(data)
    pipe.flush()


def read_call(pipe: BinaryIO) -> Any:
    """Read what the parent sent, which is believed; raises EOFError when it has gone."""
    return pickle.loads(_frame(pipe))  # noqa: S301 - from the process that started this one


def read_result(pipe: BinaryIO) -> Any:
    """Read what a worker sent; raises EOFError when it died and UnpicklingError for what may not come back."""
    return _ResultReader(io.BytesIO(_frame(pipe))).load()


def _frame(pipe: BinaryIO) -> bytes:
    (length,) = _LENGTH.unpack(_exactly(pipe, _LENGTH.size))
    if length > LARGEST:
        raise pickle.UnpicklingError(f"a frame of {length} bytes")
    return _exactly(pipe, length)


def _exactly(pipe: BinaryIO, size: int) -> bytes:
    data = pipe.read(size)
    if len(data) < size:
        raise EOFError("the pipe was closed")
    return data
