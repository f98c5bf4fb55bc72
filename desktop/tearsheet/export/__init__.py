"""Turn articles into files to take away: one exporter a module, all of them in EXPORTERS."""

from tearsheet.export.exporter import Exporter, Option
from tearsheet.export.html import HTML
from tearsheet.export.json import JSON
from tearsheet.export.markdown import MARKDOWN
from tearsheet.export.text import TEXT

EXPORTERS: tuple[Exporter, ...] = (MARKDOWN, HTML, JSON, TEXT)

__all__ = ["EXPORTERS", "Exporter", "Option"]
