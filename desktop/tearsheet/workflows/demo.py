"""Turn five seconds into a tour: share pages served by the program itself, captured three ways, tagged and exported."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from tearsheet.model.capture import Captured, Status
from tearsheet.model.errors import TearsheetError
from tearsheet.model.ids import ArticleId
from tearsheet.model.page import Method, Rendering
from tearsheet.resources import resource
from tearsheet.text.reasons import in_words
from tearsheet.text.words import _
from tearsheet.workflows.capture import capture
from tearsheet.workflows.desk import Desk
from tearsheet.workflows.export import export
from tearsheet.workflows.organise import mark, tag
from tearsheet.workflows.share_site import ShareSite, read_articles


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """One stop of the tour: what was done, in words, and how long it took."""

    words: str
    seconds: float
    captured: Captured | None = None
    files: tuple[Path, ...] = ()
    ok: bool = True


def tour(desk: Desk, notes: Path, *, cancelled: Event | None = None) -> Iterator[Stop]:
    """Capture three share pages by rule, by fetch and by rendering, tag them, and write them into `notes`."""
    folder = resource("demo")
    with ShareSite(articles=read_articles(folder), pictures=folder) as site:
        shared, served, shell = site.articles
        kept: list[ArticleId] = []
        for link, rendering in (
            (site.share_link(shared) + "&from=timeline", Rendering.AUTO),
            (site.url(f"/gbk/{served.code}.html"), Rendering.NEVER),
            (site.url(f"/read.html?id={shell.code}"), Rendering.AUTO),
        ):
            stop = _capture(desk, link, rendering, cancelled)
            if stop.captured is not None and stop.captured.article is not None:
                kept.append(stop.captured.article)
            yield stop
    if kept:
        yield from _take_away(desk, kept, notes)


def _capture(desk: Desk, link: str, rendering: Rendering, cancelled: Event | None) -> Stop:
    begun = time.monotonic()
    captured = capture(desk, link, rendering=rendering, cancelled=cancelled)
    ok = captured.status in (Status.ADDED, Status.UPDATED, Status.UNCHANGED)
    if captured.failure is not None:
        words = in_words(captured.failure)
    else:
        words = _("“{title}” {way}").format(title=captured.title, way=_way(captured))
    return Stop(words=words, seconds=time.monotonic() - begun, captured=captured, ok=ok)


def _way(captured: Captured) -> str:
    match captured.method:
        case Method.SITE_RULE:
            return _("by its site's rule")
        case Method.FETCH:
            return _("from a page in GBK, by a plain fetch")
        case Method.RENDER:
            return _("from a script shell, rendered")
        case _:
            return ""


def _take_away(desk: Desk, kept: list[ArticleId], notes: Path) -> Iterator[Stop]:
    begun = time.monotonic()
    tag(desk, kept, add=["demo"])
    tag(desk, kept[:1], add=["demo/撕页"])
    mark(desk, kept[:1], favourite=True)
    yield Stop(words=_("Tagged {count} articles").format(count=len(kept)), seconds=time.monotonic() - begun)
    begun = time.monotonic()
    try:
        files = export(desk, kept, format="markdown", to=notes)
    except TearsheetError as error:
        yield Stop(words=in_words(error.failure), seconds=time.monotonic() - begun, ok=False)
        return
    yield Stop(
        words=_("Markdown notes with their pictures in {folder}").format(folder=notes),
        seconds=time.monotonic() - begun,
        files=files,
    )
