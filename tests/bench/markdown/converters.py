"""Turn an article's HTML into Markdown, as each program that is here to be compared does it."""

import importlib.util
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import metadata

from tearsheet.export.markdown.logseq.writer import logseq_body
from tearsheet.export.markdown.writer import markdown

TEARSHEET = "Tearsheet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Converter:
    """A program that writes Markdown. `needs` is what is imported for it."""

    name: str
    needs: str
    distribution: str
    convert: Callable[[str], str]

    @property
    def distribution_name(self) -> str:
        """Return the program's name without how it is set up."""
        return self.name.partition(",")[0]

    @property
    def version(self) -> str:
        """Return the version, "" where the program is not here."""
        return metadata.version(self.distribution) if importlib.util.find_spec(self.needs) else ""


def present() -> Iterator[Converter]:
    """Yield the programs that are here, Tearsheet first."""
    return (each for each in CONVERTERS if each.version)


def _markdownify(html: str) -> str:
    import markdownify

    return str(markdownify.markdownify(html, heading_style="ATX"))


def _markdownify_tuned(html: str) -> str:
    import markdownify

    return str(
        markdownify.markdownify(
            html,
            heading_style="ATX",
            escape_misc=True,
            keep_inline_images_in=["td", "th", "a", "h1", "h2", "h3", "h4", "h5", "h6"],
            bullets="-",
            newline_style="backslash",
        )
    )


def _html_to_markdown(html: str) -> str:
    import html_to_markdown

    return str(html_to_markdown.convert(html).content or "")


def _trafilatura(html: str) -> str:
    import trafilatura

    page = f"<html><body><article>{html}</article></body></html>"
    written = trafilatura.extract(
        page,
        output_format="markdown",
        include_formatting=True,
        include_links=True,
        include_images=True,
        include_tables=True,
        favor_recall=True,
    )
    return str(written or "")


CONVERTERS = (
    Converter(name=TEARSHEET, needs="tearsheet", distribution="tearsheet", convert=markdown),
    Converter(name="markdownify", needs="markdownify", distribution="markdownify", convert=_markdownify),
    Converter(name="markdownify, tuned", needs="markdownify", distribution="markdownify", convert=_markdownify_tuned),
    Converter(
        name="html-to-markdown", needs="html_to_markdown", distribution="html-to-markdown", convert=_html_to_markdown
    ),
    Converter(name="trafilatura", needs="trafilatura", distribution="trafilatura", convert=_trafilatura),
)

LOGSEQ = Converter(name="Tearsheet, for Logseq", needs="tearsheet", distribution="tearsheet", convert=logseq_body)
