"""Turn a page into an article, as each program that is here to be compared does it.

All are given the same decoded text. What a program emits as markup is made text by one function (score.py); a program
that has text and markup by two calls is timed on the first. A peer that cannot be imported is left out and named.
"""

import importlib.util
import os
import re
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import metadata

from tearsheet.extract import read
from tearsheet.model.errors import NothingReadable
from tearsheet.model.page import Page
from tests.bench.extraction import node
from tests.bench.extraction.output import Output
from tests.bench.extraction.shingles import is_latin, is_spaceless
from tests.bench.extraction.unseen import unseen

TEARSHEET = "Tearsheet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """A program that reads articles. `needs` is what is imported for it, `clock` what CPU seconds it has
    used, and `process` the number of the process that it runs in.
    """

    name: str
    needs: str
    distribution: str
    read: Callable[[Page], Output]
    markup: Callable[[Page], str] | None = None
    clock: Callable[[], float] = time.process_time
    process: Callable[[], int] = os.getpid

    @property
    def version(self) -> str:
        """Return the version, "" where the program is not here."""
        if self.needs.startswith("node:"):
            return node.version(self.distribution)
        return metadata.version(self.distribution) if importlib.util.find_spec(self.needs) else ""

    def whole(self, page: Page) -> Output:
        """Return all that the program has of a page."""
        output = self.read(page)
        if self.markup is None:
            return output
        return output.with_markup(self.markup(page))


def present(names: Iterable[str] = ()) -> list[Peer]:
    """Return those that are here, Tearsheet first; with `names`, of those alone."""
    wanted = {name.lower() for name in names}
    return [
        peer for peer in PEERS if peer.version and (not wanted or peer.name == TEARSHEET or peer.name.lower() in wanted)
    ]


def _tearsheet(page: Page) -> Output:
    try:
        with unseen(page.address):
            extraction = read((page,))
    except NothingReadable:
        return Output()
    about = extraction.metadata
    return Output(
        html=extraction.html,
        title=about.title,
        author=about.byline,
        date=about.published.isoformat() if about.published else "",
        site=about.site,
        lang=about.language,
    )


def _readability(page: Page) -> Output:
    import readability

    document = readability.Document(page.text, url=page.address)
    html = document.summary(html_partial=True)
    author = document.author()
    return Output(html=html, title=document.short_title(), author="" if author == "[no-author]" else author or "")


def _trafilatura(page: Page) -> Output:
    import trafilatura

    found = trafilatura.bare_extraction(page.text, url=page.address, with_metadata=True, include_comments=False)
    if found is None:
        return Output()
    said = found if isinstance(found, dict) else found.as_dict()
    return Output(
        text=said["text"] or "",
        title=said["title"] or "",
        author=said["author"] or "",
        date=said["date"] or "",
        site=said["sitename"] or "",
        lang=said["language"] or "",
    )


def _trafilatura_markup(page: Page) -> str:
    import trafilatura

    return (
        trafilatura.extract(
            page.text,
            url=page.address,
            output_format="html",
            include_comments=False,
            include_images=True,
            include_links=True,
            include_formatting=True,
            include_tables=True,
        )
        or ""
    )


def _newspaper(page: Page) -> Output:
    import newspaper

    config = newspaper.Config()
    config.fetch_images = False
    config.memorize_articles = False
    config.clean_article_html = True
    if _is_spaceless(page):
        config.language = "zh"
    article = newspaper.Article(page.address, config=config)
    article.download(input_html=page.text)
    article.parse()
    return Output(
        text=article.text or "",
        html=article.article_html or "",
        title=article.title or "",
        author="; ".join(article.authors or ()),
        date=_text(article.publish_date),
        site=article.meta_site_name or "",
        lang=article.meta_lang or "",
    )


def _resiliparse(page: Page) -> Output:
    from resiliparse.extract.html2text import extract_plain_text

    return Output(
        text=extract_plain_text(page.text, main_content=True, list_bullets=False, alt_texts=False, links=False)
    )


def _resiliparse_markup(page: Page) -> str:
    from resiliparse.extract.html2text import extract_plain_text

    return str(
        extract_plain_text(
            page.text, main_content=True, preserve_formatting="minimal_html", links=True, alt_texts=False
        )
    )


def _goose(page: Page) -> Output:
    import goose3
    from goose3.text import StopWordsChinese

    config: dict[str, object] = {"enable_image_fetching": False}
    if _is_spaceless(page):
        config["stopwords_class"] = StopWordsChinese
    article = goose3.Goose(config).extract(raw_html=page.text)
    return Output(
        text=article.cleaned_text or "",
        title=article.title or "",
        author="; ".join(map(_text, article.authors or ())),
        date=_text(article.publish_date),
        site=_text((article.opengraph or {}).get("site_name")),
        lang=article.meta_lang or "",
    )


def _justext(page: Page) -> Output:
    import justext

    if is_latin(_words(page)):
        paragraphs = justext.justext(page.text, justext.get_stoplist("English"))
    else:
        paragraphs = justext.justext(page.text, frozenset(), stopwords_low=0, stopwords_high=0)
    return Output(text="\n".join(paragraph.text for paragraph in paragraphs if not paragraph.is_boilerplate))


def _is_spaceless(page: Page) -> bool:
    return is_spaceless(_words(page))


def _words(page: Page) -> str:
    """Return enough of a page's text to tell its script by."""
    return re.sub(r"(?is)<(script|style)\b.*?</\1|<[^>]*>", " ", page.text)[:20_000]


def _text(value: object) -> str:
    if isinstance(value, list):  # a field that the page has twice
        value = value[0]
    return str(value) if value else ""


PEERS = (
    Peer(name=TEARSHEET, needs="tearsheet", distribution="tearsheet", read=_tearsheet),
    Peer(name="readability-lxml", needs="readability", distribution="readability-lxml", read=_readability),
    Peer(
        name="trafilatura",
        needs="trafilatura",
        distribution="trafilatura",
        read=_trafilatura,
        markup=_trafilatura_markup,
    ),
    Peer(name="newspaper4k", needs="newspaper", distribution="newspaper4k", read=_newspaper),
    Peer(
        name="resiliparse",
        needs="resiliparse",
        distribution="resiliparse",
        read=_resiliparse,
        markup=_resiliparse_markup,
    ),
    Peer(name="goose3", needs="goose3", distribution="goose3", read=_goose),
    Peer(name="jusText", needs="justext", distribution="justext", read=_justext),
    Peer(
        name="Readability.js",
        needs="node:",
        distribution="@mozilla/readability",
        read=node.reader("readability"),
        clock=node.clock,
        process=node.process,
    ),
    Peer(
        name="defuddle",
        needs="node:",
        distribution="defuddle",
        read=node.reader("defuddle"),
        clock=node.clock,
        process=node.process,
    ),
)
