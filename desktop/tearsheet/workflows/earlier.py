"""Turn a folder into what earlier exports left in it of articles, and take away what newer files have replaced."""

import filecmp
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path, PurePosixPath

from tearsheet.export import Exporter
from tearsheet.export.signing import is_untouched, uid_in
from tearsheet.model.export import EarlierFiles, ExportedFile

_HEAD = 16_384


def earlier_files(folder: Path, exporter: Exporter) -> EarlierFiles:
    """Return the files in `folder` that `exporter` made of articles; of most only the beginning is read."""
    found = {}
    for path in (path for place in exporter.places for path in folder.glob(place)):
        # What cannot be read is not ours to replace; writing there says what is wrong.
        with suppress(OSError):
            if path.is_file() and not path.is_symlink() and (uid := _uid(path)):
                found[path.relative_to(folder).as_posix()] = uid
    return EarlierFiles(uids=found, is_untouched=lambda path: _is_untouched(folder, path))


def replace_earlier(folder: Path, file: ExportedFile, beside: Sequence[str], earlier: Iterable[str]) -> None:
    """Take away an article's `earlier` files, now that `file` and what goes with it are there. Raises OSError.

    Pictures go first: whatever kills this, the next export finds the file they went with, and goes on. What a person
    changed stays, and so does a picture that is not the very one that lies beside the new file.
    """
    for path in earlier:
        old = folder / path
        if path == file.path or not _is_untouched(folder, path) or old.samefile(folder / file.path):
            continue
        pictures = [(folder / new, folder / _moved(new, file.path, path)) for new in beside]
        for new, before in pictures:
            if before != new and before.is_file() and filecmp.cmp(new, before, shallow=False):
                before.unlink()
        old.unlink()
        for emptied in {old.parent, *(before.parent for _new, before in pictures)}:
            with suppress(OSError):  # somebody keeps something there
                emptied.rmdir()


def _uid(path: Path) -> str:
    with path.open("rb") as file:
        head = file.read(_HEAD)
        return uid_in(head if b"\n---" in head or not head.startswith(b"---") else head + file.read())


def _is_untouched(folder: Path, path: str) -> bool:
    try:
        return is_untouched((folder / path).read_bytes(), path)
    except OSError:
        return False  # gone, or nobody's to read: nothing of ours


def _moved(path: str, new: str, old: str) -> str:
    """Return where something beside the file `old` lay that lies at `path` now, beside `new`."""
    names = {_name(new): _name(old)}
    return str(PurePosixPath(*(names.get(part, part) for part in PurePosixPath(path).parts)))


def _name(path: str) -> str:
    """Return the name that an article has in a path: that of its file, or of its folder where the file is an index."""
    whole = PurePosixPath(path)
    return whole.parent.name if whole.stem == "index" and whole.parent.name else whole.stem
