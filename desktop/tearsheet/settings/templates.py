"""Turn the folder of a person's own templates into their files, and texts into files there."""

from pathlib import Path

from tearsheet.model.errors import Reason, SettingsError
from tearsheet.settings.paths import config_folder
from tearsheet.settings.whole_files import write_whole
from tearsheet.text.filenames import safe_name

_EXTENSION = ".md"
_LARGEST = 1 << 20
"""Bytes; no template is longer."""


def templates_folder() -> Path:
    return config_folder() / "templates"


def templates() -> tuple[Path, ...]:
    """Return the templates that are kept, by name."""
    try:
        found = [path for path in templates_folder().iterdir() if path.suffix == _EXTENSION and path.is_file()]
    except OSError:
        return ()
    return tuple(sorted(found, key=lambda path: path.stem.casefold()))


def read_template(file: Path) -> str:
    """Return a template's text. Raises SettingsError: NO_SUCH_FILE, UNREADABLE_FILE; too large a one is no template."""
    try:
        with file.open("rb") as opened:
            data = opened.read(_LARGEST + 1)
        if len(data) > _LARGEST:
            raise SettingsError(Reason.UNREADABLE_FILE, str(file))
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except FileNotFoundError as error:
        raise SettingsError(Reason.NO_SUCH_FILE, str(file)) from error
    except (OSError, ValueError) as error:
        raise SettingsError(Reason.UNREADABLE_FILE, str(file)) from error


def write_template(file: Path, text: str) -> None:
    """Put a text in the place of a template's, whole or not at all. Raises SettingsError."""
    try:
        write_whole(file, text.encode("utf-8", "replace"))
    except OSError as error:
        raise SettingsError(Reason.BAD_SETTING, str(file)) from error


def free_file(name: str) -> Path:
    """Return the file of a new template of this name, or of one like it where there is one already."""
    taken = {path.stem.casefold() for path in templates()}
    number, tried = 1, safe_name(name)
    while tried.casefold() in taken:
        number += 1
        tried = safe_name(f"{name} {number}")
    return templates_folder() / f"{tried}{_EXTENSION}"


def rename_template(file: Path, name: str) -> Path:
    """Give a template another name, or one like it where that is taken; return its file. Raises SettingsError."""
    if safe_name(name) == file.stem:
        return file
    wanted = free_file(name)
    try:
        return file.rename(wanted)
    except OSError as error:
        raise SettingsError(Reason.BAD_SETTING, str(wanted)) from error


def delete_template(file: Path) -> None:
    """Take a template away. Raises SettingsError."""
    try:
        file.unlink()
    except OSError as error:
        raise SettingsError(Reason.BAD_SETTING, str(file)) from error
