"""A desk of real parts over a library in a folder of the test's own."""

from pathlib import Path

from tearsheet.browser.client import Renderer
from tearsheet.fetch import Fetcher
from tearsheet.library import open_library
from tearsheet.workflows.desk import Desk


def desk_at(folder: Path, *, renderer: Renderer | None = None) -> Desk:
    """Return a desk whose library is `folder`; a renderer that several tests share stays theirs to close."""
    return Desk(
        location=str(folder),
        library=lambda: open_library(folder),
        fetcher=Fetcher,
        renderer=Renderer if renderer is None else lambda: renderer,
        rules=folder.parent / "sites",
    )
