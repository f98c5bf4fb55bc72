"""Turn the preferences file into a frozen value and back."""

import json
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

from tearsheet.model.errors import Reason, SettingsError
from tearsheet.settings.paths import config_folder
from tearsheet.settings.whole_files import write_whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """What a person chose. Empty strings follow the system; sizes are pixels, 0 is the default.

    `theme` is "", light or dark; `reader_theme` adds sepia and black. `measure` is the width of a line in em.
    """

    language: str = ""
    theme: str = ""
    reader_theme: str = ""
    reader_size: int = 0
    reader_measure: int = 0
    reader_leading: int = 0
    reader_face: str = ""
    window: str = ""
    panes: str = ""
    last_export_folder: str = ""
    last_export_format: str = ""

    def with_(self, **changes: object) -> "Preferences":
        """Return these preferences with some of them changed."""
        return replace(self, **changes)  # type: ignore[arg-type]


def preferences_file() -> Path:
    return config_folder() / "preferences.json"


def load(path: Path | None = None) -> Preferences:
    """Read the preferences; what is missing, unknown or of the wrong kind takes its default."""
    try:
        stored = json.loads((path or preferences_file()).read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return Preferences()
    except (OSError, ValueError) as error:
        raise SettingsError(Reason.BAD_SETTING, str(path or preferences_file())) from error
    if not isinstance(stored, dict):
        raise SettingsError(Reason.BAD_SETTING, str(path or preferences_file()))
    defaults = Preferences()
    known = {
        field.name: stored[field.name]
        for field in fields(Preferences)
        if type(stored.get(field.name)) is type(getattr(defaults, field.name))
    }
    return replace(defaults, **known)


def save(preferences: Preferences, path: Path | None = None) -> None:
    """Write the preferences whole or not at all. Raises SettingsError."""
    target = path or preferences_file()
    text = json.dumps(asdict(preferences), ensure_ascii=False, indent=2) + "\n"
    try:
        write_whole(target, text.encode())
    except OSError as error:
        raise SettingsError(Reason.BAD_SETTING, str(target)) from error
