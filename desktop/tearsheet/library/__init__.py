"""Articles, snapshots, tags and jobs on disk; search. SQLAlchemy and Alembic are used here and nowhere else."""

from tearsheet.library.library import Library
from tearsheet.library.opening import open_library

__all__ = ["Library", "open_library"]
