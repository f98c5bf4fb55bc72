"""Turn articles into files to take away: one exporter a module, all of them in EXPORTERS."""

from tearsheet.export.exporter import Exporter, Option
from tearsheet.export.html import HTML
from tearsheet.export.hugo import HUGO
from tearsheet.export.jekyll import JEKYLL
from tearsheet.export.json import JSON
from tearsheet.export.jsonld import JSONLD
from tearsheet.export.markdown import MARKDOWN
from tearsheet.export.text import TEXT

EXPORTERS: tuple[Exporter, ...] = (MARKDOWN, JEKYLL, HUGO, HTML, JSON, JSONLD, TEXT)

__all__ = ["EXPORTERS", "Exporter", "Option"]
