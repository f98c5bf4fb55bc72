"""Turn a library into the same one in another place: in a folder, or in a database on a server."""

from collections.abc import Callable
from threading import Event

from tearsheet.library import open_library
from tearsheet.model.transferred import Transferred
from tearsheet.model.upkeep import Headway, Stage
from tearsheet.settings.secrets import password_for
from tearsheet.workflows.desk import Desk, never


def move_library(
    desk: Desk, to: str, *, report: Callable[[Headway], None] = lambda _headway: None, cancelled: Event | None = None
) -> Transferred:
    """Copy all of the library to an empty place, prove that it is the same, and make its search index there.

    The library that it was is only read, and stays. A move that was interrupted goes on when it is asked for again.
    Raises Cancelled and LibraryError.
    """
    stop = cancelled or never()
    with open_library(to, half_moved=True, password=password_for) as target:
        moved = desk.library.transferring.into(target.transferring, report, stop)
    with open_library(to, password=password_for) as target:
        target.refresh_index(
            lambda state: report(Headway(stage=Stage.INDEX, done=state.indexed, total=state.total)), stop
        )
    return moved
