"""Turn annotations that have no place yet on a version into ones that have, kept where the library can be written.

The work is done before the transaction, so that no writer waits for it.
"""

from logging import getLogger

from tearsheet.library.annotations import placements, reckoning
from tearsheet.library.annotations.placements import Placement
from tearsheet.library.database import Database
from tearsheet.library.errors import level_of
from tearsheet.model.errors import LibraryError
from tearsheet.model.ids import ArticleId, VersionId

_log = getLogger(__name__)


def place(database: Database, article_id: ArticleId, version: VersionId) -> tuple[Placement, ...]:
    """Place an article's annotations on a version, and return the places that were not known."""
    with database.reading() as connection:
        reckoned = reckoning.reckon(connection, article_id, version)
    if reckoned and not database.is_read_only:
        try:
            with database.writing() as connection:
                placements.keep(connection, reckoned)
        except LibraryError as error:  # what was asked for is known all the same
            _log.log(level_of(error), "places of annotations were not kept: %s", error)
    return reckoned


def place_shown(database: Database) -> tuple[Placement, ...]:
    """Place all annotations on the versions that are shown, and return the places that were not known."""
    with database.reading() as connection:
        waiting = reckoning.waiting(connection)
    return tuple(placed for article_id, version in waiting for placed in place(database, article_id, version))


def place_soon(database: Database, article_id: ArticleId, version: VersionId | None) -> None:
    """Place annotations on a version that was just written.

    It is kept whatever happens here, and whoever asks for its annotations looks after the rest.
    """
    if version is None:
        return
    try:
        place(database, article_id, version)
    except LibraryError as error:
        _log.log(level_of(error), "annotations are not placed yet: %s", error)
