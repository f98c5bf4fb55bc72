"""Turn the preferences file into a frozen value and back."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path

from tearsheet.model.errors import Reason, SettingsError
from tearsheet.settings.paths import config_folder
from tearsheet.settings.whole_files import write_whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """What a person chose. Empty strings follow the system; sizes are pixels, 0 is the default.

    `theme` is "", light or dark; `reader_theme` adds sepia and black. `measure` is the width of a line in em,
    `reader_speed` how fast is read aloud, in steps from the voice's usual speed.
    `mark_read` is "" (when an article has been read to its end), opened or never. `search_address` is where selected
    words are looked up, with {words} in it. `sidebar_hidden` is for windows with room for it.
    `highlights_put_away` is the day whose few highlights nobody wants to see.
    `keys` holds, by command, the keys that differ from the usual ones, "" where there are none. `shown_…` is what was
    shown of a library when the window was closed: its part by section and name, the order, the article.
    `export_folders` says by format where it went last, `export_options` by "format.option" what was chosen of it.
    `library` is the one that is opened where none is named, `recent_libraries` those opened before, the last one first,
    `moved_from` where it was before it was moved, as long as that copy is kept. `backup_folder` is where backups go
    instead of into the library, `bin_days` for how many days the bin keeps an article, 0 until somebody empties it.
    """

    language: str = ""
    theme: str = ""
    reader_theme: str = ""
    reader_size: int = 0
    reader_measure: int = 0
    reader_leading: int = 0
    reader_face: str = ""
    reader_paragraphs: str = ""
    reader_edges: str = ""
    reader_script: str = ""
    reader_speed: int = 0
    mark_read: str = ""
    search_address: str = ""
    window: str = ""
    panes: str = ""
    sidebar_hidden: bool = False
    shown_section: str = ""
    shown_name: str = ""
    shown_sort: str = ""
    shown_article: int = 0
    shown_library: str = ""
    keys: Mapping[str, str] = field(default_factory=dict)
    highlights_put_away: str = ""
    last_export_folder: str = ""
    last_export_format: str = ""
    export_folders: Mapping[str, str] = field(default_factory=dict)
    export_options: Mapping[str, str] = field(default_factory=dict)
    library: str = ""
    recent_libraries: Sequence[str] = field(default_factory=list)
    moved_from: str = ""
    backups_off: bool = False
    backup_folder: str = ""
    bin_days: int = 0

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
        each.name: stored[each.name]
        for each in fields(Preferences)
        if type(stored.get(each.name)) is type(getattr(defaults, each.name))
    }
    for name, held in known.items():
        if isinstance(held, dict):
            known[name] = {key: value for key, value in held.items() if isinstance(value, str)}
        elif isinstance(held, list):
            known[name] = [value for value in held if isinstance(value, str)]
    return replace(defaults, **known)


def set_aside(path: Path | None = None) -> Path | None:
    """Keep a file that cannot be read under another name, for it is written anew; None where it cannot be moved."""
    broken = path or preferences_file()
    aside = broken.with_name(f"{broken.name}.broken")
    try:
        return broken.replace(aside)
    except OSError:
        return None


def save(preferences: Preferences, path: Path | None = None) -> None:
    """Write the preferences whole or not at all. Raises SettingsError."""
    target = path or preferences_file()
    text = json.dumps(asdict(preferences), ensure_ascii=False, indent=2) + "\n"
    try:
        write_whole(target, text.encode())
    except OSError as error:
        raise SettingsError(Reason.BAD_SETTING, str(target)) from error
