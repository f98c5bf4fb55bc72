"""Turn a path into the posts in it: a site, a folder of posts, or one post; and what its site says for all of them."""

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tearsheet.importers.jekyll.dates import DATED
from tearsheet.importers.jekyll.front_matter import has_front_matter, part
from tearsheet.model.errors import Failure, ImportFailed, Reason
from tearsheet.model.importing import Entry

MARKDOWN = (".md", ".markdown", ".mkd", ".mkdn", ".mkdown", ".mdown")
MARKUP = (".html", ".htm", ".txt")
LARGEST = 128 << 20
"""Bytes; no post is as large as that, and what is would not fit into memory beside its copies."""

_CONFIG = ("_config.yml", "_config.yaml")
_POSTS = ("_posts", "_drafts")
_PAGES = (
    *("page", "home", "default", "index", "category", "categories", "tag", "tags", "archive", "archives", "search"),
    *("404", "redirect", "compress", "none", "null"),
)
# What Jekyll makes, and what it is made with.
_NEVER = ("_site", "_layouts", "_includes", "_sass", "_data", "_plugins", "node_modules", "vendor")
_HEAD = 4096
_MOST_CONFIG = 1 << 20
_HEADS_LOOKED_AT = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Posts:
    """The files that may be posts, and where they stand. Each is read when its turn has come."""

    root: Path
    files: tuple[str, ...]
    is_site: bool
    is_one: bool = False
    site: str = ""
    zone: str = ""

    def __len__(self) -> int:
        return len(self.files)

    def __iter__(self) -> Iterator[Entry]:
        for file in map(Path, self.files):
            entry = self._entry(file)
            if entry.failure is not None or self._is_post(file, entry.data):
                yield entry

    def _entry(self, file: Path) -> Entry:
        name = _name(file, self.root)
        try:
            status = file.lstat()
            if stat.S_ISLNK(status.st_mode):
                return Entry(name=name, failure=Failure(reason=Reason.OUTSIDE_FOLDER, detail=name))
            if status.st_size > LARGEST:
                return Entry(name=name, failure=Failure(reason=Reason.TOO_BIG_TO_IMPORT, detail=name))
            data = file.read_bytes()
        except OSError as error:
            detail = f"{name}: {error.strerror}" if error.strerror else name
            return Entry(name=name, failure=Failure(reason=Reason.UNREADABLE_FILE, detail=detail))
        changed = datetime.fromtimestamp(status.st_mtime, UTC)
        return Entry(name=name, data=data, site=self.site, zone=self.zone, changed=changed)

    def _is_post(self, file: Path, data: bytes) -> bool:
        """Whether a file is a post: all in Jekyll's own folders are, elsewhere what has the name or the head of one."""
        folders = file.relative_to(self.root).parts[:-1]
        if self.is_one or any(name in _POSTS for name in folders):
            return True
        head = data[:_HEAD].decode("utf-8", "replace")
        if DATED.match(file.name):
            return file.suffix.lower() in MARKDOWN or has_front_matter(head)
        if not has_front_matter(head):
            return not self.is_site and file.suffix.lower() in MARKDOWN
        layout = part(head).text("layout")
        if layout == "post" or file.name.startswith("-"):
            return True
        in_collection = any(name.startswith("_") for name in folders)
        return layout not in _PAGES and (in_collection or not self.is_site)


def recognises(path: Path) -> bool:
    """Say whether a path looks like a site, a folder of posts, or a post."""
    with suppress(OSError):
        if path.is_file():
            return path.suffix.lower() in (*MARKDOWN, *MARKUP) and _begins_as_post(path)
        if _is_site(path):
            return True
        files = (file for file, _is_link in _walk(path))
        return any(
            file.suffix.lower() in MARKDOWN or _begins_as_post(file)
            for file, _number in zip(files, range(_HEADS_LOOKED_AT), strict=False)
        )
    return False


def folder_of(path: Path) -> Path:
    """Return the folder that the posts of a path belong to: their site's, if there is one around it, else their own."""
    path = path.resolve()
    own = path if path.is_dir() else path.parent
    for folder in (own, *own.parents):
        if _is_site(folder):
            return folder
    return own


def posts_in(path: Path) -> Posts:
    """Find the posts of a path, in the order of their names. Raises ImportFailed where there is none."""
    if not path.exists():
        raise ImportFailed(Reason.NO_SUCH_FILE, str(path))
    root = folder_of(path)
    site, zone = _configured(root)
    try:
        if not path.is_dir():
            return Posts(root=root, files=(str(path.resolve()),), is_site=False, is_one=True, site=site, zone=zone)
        files = sorted(str(file) for file, is_link in _walk(path.resolve()) if not is_link or _leads_out(file, root))
    except OSError as error:
        raise ImportFailed(Reason.UNREADABLE_FILE, f"{path}: {error.strerror}") from error
    found = Posts(root=root, files=tuple(files), is_site=_is_site(root), site=site, zone=zone)
    if not files:
        raise ImportFailed(Reason.NOTHING_TO_IMPORT, str(path))
    return found


def _walk(folder: Path) -> Iterator[tuple[Path, bool]]:
    """Yield the files that may be posts, and whether each is a link; folders that are links are not entered.

    A folder that cannot be looked into is yielded itself, and fails when it is read.
    """
    unreadable: list[str] = []
    for place, folders, files in os.walk(folder, onerror=lambda error: unreadable.append(error.filename)):
        kept = [name for name in folders if name not in _NEVER and not name.startswith(".")]
        folders[:] = sorted(kept)
        for name in (*files, *(name for name in kept if (Path(place) / name).is_symlink())):
            file = Path(place) / name
            is_link = file.is_symlink()
            if (name.lower().endswith((*MARKDOWN, *MARKUP)) and _is_regular(file)) or (is_link and name in kept):
                yield file, is_link
    yield from ((Path(name), False) for name in unreadable)


def _is_regular(file: Path) -> bool:
    try:
        return file.is_symlink() or stat.S_ISREG(file.lstat().st_mode)
    except OSError:
        return True  # it fails when it is read, and is told then


def _leads_out(link: Path, root: Path) -> bool:
    """Whether a link leads out of the folder; what is inside is found where it stands."""
    try:
        return not link.resolve(strict=True).is_relative_to(root)
    except (OSError, RuntimeError):
        return False  # to nowhere, or round in circles: there is nothing behind it


def _is_site(folder: Path) -> bool:
    return any((folder / name).is_file() for name in _CONFIG) or (folder / _POSTS[0]).is_dir()


def _begins_as_post(file: Path) -> bool:
    if not file.is_file():  # a pipe would wait for ever
        return False
    try:
        with file.open("rb") as opened:
            return has_front_matter(opened.read(_HEAD).decode("utf-8", "replace"))
    except OSError:
        return False


def _name(file: Path, root: Path) -> str:
    name = file.relative_to(root).as_posix() if file.is_relative_to(root) else file.name
    return name.encode("utf-8", "replace").decode()


def _configured(root: Path) -> tuple[str, str]:
    """Return the address and the time zone that a site's settings name."""
    for name in _CONFIG:
        try:
            if not (root / name).is_file():
                continue
            with (root / name).open("rb") as opened:
                text = opened.read(_MOST_CONFIG).decode("utf-8", "replace")
        except OSError:
            continue
        settings = part(f"---\n{text}\n---\n")
        site = settings.text("url")
        return site if site.startswith(("http://", "https://")) else "", settings.text("timezone")
    return "", ""
