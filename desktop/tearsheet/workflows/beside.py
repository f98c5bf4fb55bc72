"""Turn the addresses of pictures that stand beside an entry into the pictures, kept as blobs."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

from tearsheet.fetch import size_of
from tearsheet.fetch.sniff import sniff
from tearsheet.model.article import Blob, Resource
from tearsheet.model.errors import Reason
from tearsheet.model.extraction import Picture
from tearsheet.workflows.desk import Desk

_LARGEST = 64 << 20


def pictures_beside(desk: Desk, folder: Path, pictures: Sequence[Picture], begins: str) -> tuple[Resource, ...]:
    """Take the pictures whose addresses begin so from the folder. All others are missing, and can be fetched later."""
    return tuple(_resource(desk, folder, picture, begins) for picture in pictures)


def _resource(desk: Desk, folder: Path, picture: Picture, begins: str) -> Resource:
    wanted = Resource(url=picture.url, candidates=picture.candidates, alt=picture.alt)
    if not begins or not picture.url.startswith(begins):
        return wanted
    for file in _places(folder, unquote(picture.url.removeprefix(begins).partition("?")[0])):
        if blob := _blob(desk, file):
            return replace(wanted, blob=blob)
    return replace(wanted, failure=str(Reason.NO_SUCH_FILE))


def _places(folder: Path, name: str) -> Iterator[Path]:
    """Yield where a picture may stand: beside its post, or in its site, whose addresses may begin with a folder.

    Never outside of the folder, by whatever links.
    """
    parts = [part for part in name.split("/") if part not in ("", ".")]
    if ".." in parts or "\0" in name:
        return
    for start in range(len(parts)):
        file = folder.joinpath(*parts[start:])
        try:
            if file.is_file() and file.resolve().is_relative_to(folder):
                yield file
        except (OSError, RuntimeError):  # a name that no system has, or links that go round
            continue


def _blob(desk: Desk, file: Path) -> Blob | None:
    """Keep a picture; what is no picture, or cannot be read, is none."""
    try:
        data = file.read_bytes() if file.stat().st_size <= _LARGEST else b""
    except OSError:
        return None
    media_type = sniff(data)
    if not media_type.startswith("image/"):
        return None
    width, height = size_of(data)
    return desk.library.put_blob(data, media_type, width=width, height=height)
