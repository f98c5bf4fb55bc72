"""Turn a Jekyll site, a folder of posts, or one post into items: the importer of what export/jekyll writes, and others.

The shapes are those of 20,000 posts that generators wrote by joining strings: desktop/notes/023-importing.md.
What reads them is loaded with the first import: every window and every worker knows the importer, and few import.
"""

from pathlib import Path

from tearsheet.importers.importer import Entries, Importer
from tearsheet.model.importing import Entry, Item


def _recognises(path: Path) -> bool:
    from tearsheet.importers.jekyll.site import recognises

    return recognises(path)


def _entries(path: Path) -> Entries:
    from tearsheet.importers.jekyll.site import posts_in

    return posts_in(path)


def _read(entry: Entry) -> Item:
    from tearsheet.importers.jekyll.post import read

    return read(entry)


def _folder(path: Path) -> Path:
    from tearsheet.importers.jekyll.site import folder_of

    return folder_of(path)


JEKYLL = Importer(name="jekyll", title="Jekyll", recognises=_recognises, entries=_entries, read=_read, folder=_folder)
