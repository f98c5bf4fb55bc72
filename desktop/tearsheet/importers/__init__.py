"""Somebody else's file → items to keep: one importer a module, all of them in IMPORTERS."""

from tearsheet.importers.importer import Entries, Importer
from tearsheet.importers.jekyll import JEKYLL

IMPORTERS: tuple[Importer, ...] = (JEKYLL,)

__all__ = ["IMPORTERS", "Entries", "Importer"]
