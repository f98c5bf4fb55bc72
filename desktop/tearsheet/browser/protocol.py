"""Turn requests and answers of the renderer's process into lines of JSON, and back."""

import json
from dataclasses import asdict, dataclass
from typing import TypeAlias

from tearsheet.model.errors import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One page to render. Private addresses are open only on `named_host`; `seconds` limits the whole rendering."""

    id: int
    url: str
    named_host: str
    seconds: float
    user_agent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """The process has started and takes requests."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """The process cannot start: `library` is what it could not load."""

    library: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """The document as it stood when it came to rest, or, not `settled`, when its time was up.

    `status` is 0 where the browser does not know it. `refused` says what the page asked for and did not get.
    """

    id: int
    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    redirects: tuple[str, ...]
    html: str
    settled: bool
    refused: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """The page could not be rendered; the process lives on."""

    id: int
    reason: Reason
    detail: str


Answer: TypeAlias = Ready | Missing | Rendered | Failed


def request_line(request: Request) -> str:
    """Return `request` as one line."""
    return json.dumps(asdict(request)) + "\n"


def read_request(line: str) -> Request:
    """Return the request that `request_line` wrote."""
    return Request(**json.loads(line))


def answer_line(answer: Answer) -> str:
    """Return `answer` as one line of ASCII, so that a lone surrogate of a hostile page passes too."""
    return json.dumps({"answer": type(answer).__name__, **asdict(answer)}) + "\n"


def read_answer(line: str) -> Answer:
    """Return the answer that `answer_line` wrote."""
    values = json.loads(line)
    match values.pop("answer"):
        case "Ready":
            return Ready()
        case "Missing":
            return Missing(**values)
        case "Failed":
            return Failed(id=values["id"], reason=Reason(values["reason"]), detail=values["detail"])
        case _:
            values["headers"] = tuple((name, value) for name, value in values["headers"])
            values["redirects"] = tuple(values["redirects"])
            values["refused"] = tuple(values["refused"])
            return Rendered(**values)
