"""Why an article says what it says."""

from dataclasses import dataclass

from tearsheet.model.article import Edits
from tearsheet.model.extraction import Metadata


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What a version of an article stands on; `reasons` are lines such as "title: h1", `edits` made by hand since."""

    read: Metadata
    reasons: tuple[str, ...]
    edits: Edits
