"""What came of moving a library to another place."""

from dataclasses import dataclass

from tearsheet.model.ids import Sha256


@dataclass(frozen=True, slots=True, kw_only=True)
class Transferred:
    """How much of a library is in its new place; the blobs that are `lost` were damaged or gone in the old one."""

    articles: int
    contents: int
    blobs: int
    lost: tuple[Sha256, ...] = ()
