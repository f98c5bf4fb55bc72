"""Turn the system's conventions into the folders Tearsheet keeps its things in."""

import os
from pathlib import Path

import platformdirs

_NAME = "tearsheet"


def library_location(given: str | None = None, chosen: str = "") -> str:
    """Return where the library is: as given, else TEARSHEET_LIBRARY, else as chosen, else the person's data folder."""
    return given or os.environ.get("TEARSHEET_LIBRARY") or chosen or usual_library()


def usual_library() -> str:
    """Return where the library is when nobody says or chooses otherwise."""
    return str(data_folder() / "library")


def data_folder() -> Path:
    return platformdirs.user_data_path(_NAME, appauthor=False)


def config_folder() -> Path:
    return platformdirs.user_config_path(_NAME, appauthor=False)


def log_file() -> Path:
    """Return the file that unexpected errors are written to."""
    return platformdirs.user_log_path(_NAME, appauthor=False) / "tearsheet.log"


def rules_folder() -> Path:
    """Return where a person's own site rules are: TEARSHEET_SITES, else beside the preferences."""
    given = os.environ.get("TEARSHEET_SITES")
    return Path(given) if given else config_folder() / "sites"


def short(place: str) -> str:
    """Return a place with the home folder as ~, which leaves more room for what tells it from others."""
    home = str(Path.home())
    return f"~{place[len(home) :]}" if place == home or place.startswith((f"{home}/", f"{home}{os.sep}")) else place
