"""Turn the file of where articles were left into places by article, and back."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from tearsheet.model.errors import Reason, SettingsError
from tearsheet.settings.paths import data_folder
from tearsheet.settings.whole_files import write_whole

MOST = 4000
"""So many articles are remembered, the last ones read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingPlace:
    """Where an article was left: by its text, so that it is found again in another size, window or version.

    `offset` counts UTF-16 units of the shown text, `of` is how many there were, `quote` what stood there and `top` how
    far below the upper edge, in pixels. `share` is how much of the article had been on the screen, 1 to the end.
    `at` is when, in seconds since 1970.
    """

    offset: int = 0
    of: int = 0
    quote: str = ""
    top: float = 0.0
    share: float = 0.0
    at: float = 0.0


def places_file() -> Path:
    return data_folder() / "reading-places.json"


def load_places(path: Path | None = None) -> dict[str, ReadingPlace]:
    """Read the places by article, the oldest first; a file that is missing or not ours has none."""
    try:
        stored = json.loads((path or places_file()).read_bytes())
    except (OSError, ValueError):
        return {}
    if not isinstance(stored, dict):
        return {}
    read = ((uid, _place(value)) for uid, value in stored.items())
    return {uid: place for uid, place in read if place is not None}


def save_places(changed: Mapping[str, ReadingPlace], path: Path | None = None) -> None:
    """Put places into the file, whole or not at all, beside what another window has put there. Raises SettingsError."""
    target = path or places_file()
    places = load_places(target)
    for uid, place in changed.items():
        if uid not in places or places[uid].at <= place.at:
            places[uid] = place
    kept = sorted(places.items(), key=lambda item: item[1].at)[-MOST:]
    text = json.dumps({uid: asdict(place) for uid, place in kept}, ensure_ascii=False, separators=(",", ":"))
    try:
        write_whole(target, text.encode())
    except (OSError, UnicodeEncodeError) as error:
        raise SettingsError(Reason.BAD_SETTING, str(target)) from error


def _place(value: object) -> ReadingPlace | None:
    if not isinstance(value, dict):
        return None
    try:
        return ReadingPlace(**{field.name: _TYPES[field.name](value[field.name]) for field in fields(ReadingPlace)})
    except (KeyError, TypeError, ValueError):
        return None


_TYPES = {"offset": int, "of": int, "quote": str, "top": float, "share": float, "at": float}
