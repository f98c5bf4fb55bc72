"""A desk of real parts over a library in a folder of the test's own."""

from pathlib import Path

from tearsheet.browser.client import Renderer
from tearsheet.fetch import Fetcher
from tearsheet.library import open_library
from tearsheet.workflows.desk import Desk


def desk_at(place: Path | str, *, renderer: Renderer | None = None, rules: Path | None = None) -> Desk:
    """Return a desk whose library is at `place`; a renderer that several tests share stays theirs to close."""
    return Desk(
        location=str(place),
        library=lambda: open_library(place),
        fetcher=Fetcher,
        renderer=Renderer if renderer is None else lambda: renderer,
        rules=rules or Path(place).parent / "sites",
    )
