"""What programs for notes take for markup beyond CommonMark, GFM, footnotes and TeX between dollar signs."""

from collections.abc import Callable
from dataclasses import dataclass

from tearsheet.export.markdown.front_matter import front_matter
from tearsheet.export.markdown.inline import kept_file
from tearsheet.export.markdown.joplin import joplin_head
from tearsheet.export.markdown.logseq.highlights import logseq_highlights
from tearsheet.export.markdown.logseq.properties import logseq_head
from tearsheet.export.markdown.logseq.writer import logseq_body, logseq_file
from tearsheet.model.article import Article


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """What one kind of notes has: `==` around highlights, which are HTML's `mark` elsewhere, and `^names` of blocks.

    `head` is what stands above an article's words. Where `body` and `below` are given, they write those words and the
    list of highlights in the place of CommonMark's writer, and `file` a note on what was kept as a file. `pages` and
    `pictures` are the folders that notes and their pictures go to in programs that look for them there.
    """

    name: str
    highlights: bool = False
    block_ids: bool = False
    head: Callable[[Article], str] = front_matter
    body: Callable[..., str] | None = None
    below: Callable[..., str] | None = None
    file: Callable[..., str] = kept_file
    pages: str = ""
    pictures: str = ""

    @property
    def up(self) -> str:
        """The way from a note to where the export begins, which pictures' links are from."""
        return "../" * self.pages.count("/")


OBSIDIAN = Dialect(name="obsidian", highlights=True, block_ids=True)
JOPLIN = Dialect(name="joplin", highlights=True, head=joplin_head)
LOGSEQ = Dialect(
    name="logseq",
    head=logseq_head,
    body=logseq_body,
    below=logseq_highlights,
    file=logseq_file,
    pages="pages/",
    pictures="assets",
)
GFM = Dialect(name="gfm")

DIALECTS = (OBSIDIAN, JOPLIN, LOGSEQ, GFM)
