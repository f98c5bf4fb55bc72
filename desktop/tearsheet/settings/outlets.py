"""Turn the file of where saved searches are exported to into outlets, and back.

The folders are this computer's, so they stand among its settings and not in the library, which others may share. A
saved search has no other name than its name: whoever changes that says so here.
"""

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from tearsheet.model.errors import Reason, SettingsError
from tearsheet.model.outlet import Outlet
from tearsheet.settings.paths import config_folder
from tearsheet.settings.preferences import set_aside
from tearsheet.settings.whole_files import write_whole


def outlets_file() -> Path:
    return config_folder() / "outlets.json"


def load_outlets(path: Path | None = None) -> tuple[Outlet, ...]:
    """Read the outlets of all libraries; a file that is missing or not ours has none."""
    stored = _stored(path or outlets_file())
    read = map(_outlet, stored) if isinstance(stored, list) else ()
    return tuple(outlet for outlet in read if outlet is not None)


def change_outlets(change: Callable[[tuple[Outlet, ...]], tuple[Outlet, ...]], path: Path | None = None) -> None:
    """Put what `change` makes of the outlets in their place, whole or not at all. Raises SettingsError.

    A file that cannot be read is kept beside the new one.
    """
    target = path or outlets_file()
    if not isinstance(_stored(target), list):
        set_aside(target)
    wanted = [asdict(outlet) | {"options": dict(outlet.options)} for outlet in change(load_outlets(target))]
    try:
        write_whole(target, (json.dumps(wanted, ensure_ascii=False, indent=2) + "\n").encode())
    except (OSError, UnicodeEncodeError) as error:
        raise SettingsError(Reason.BAD_SETTING, str(target)) from error


def _stored(path: Path) -> object:
    try:
        return json.loads(path.read_bytes())
    except FileNotFoundError:
        return []
    except (OSError, ValueError):
        return None


def _outlet(value: object) -> Outlet | None:
    if not isinstance(value, dict) or not isinstance(value.get("options"), dict):
        return None
    named = [value.get(name) for name in ("library", "search", "form", "folder")]
    options = tuple(value["options"].items())
    words = [*named, *(word for _name, word in options)]
    if not all(isinstance(word, str) for word in words) or not all(named):
        return None
    library, search, form, folder = map(str, named)
    return Outlet(library=library, search=search, form=form, folder=folder, options=options)
