"""Address → Page: everything that the program itself asks of the net.

`Fetcher` is imported when it is first asked for: requests takes longer to load than a file takes to be read.
"""

from typing import TYPE_CHECKING

from tearsheet.fetch.limits import Limits, Wanted
from tearsheet.fetch.page import page_from_bytes
from tearsheet.fetch.pictures import fetch_pictures
from tearsheet.fetch.sniff import size_of

if TYPE_CHECKING:
    from tearsheet.fetch.fetcher import Fetcher

__all__ = ["Fetcher", "Limits", "Wanted", "fetch_pictures", "page_from_bytes", "size_of"]


def __getattr__(name: str) -> object:
    if name == "Fetcher":
        from tearsheet.fetch.fetcher import Fetcher

        return Fetcher
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
