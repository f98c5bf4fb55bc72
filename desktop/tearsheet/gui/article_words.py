"""Turn an article's summary into the words that its row shows, and into those that a screen reader says."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from tearsheet.gui.moments import day, minutes
from tearsheet.text.words import _, ngettext
from tearsheet.text.zones import where_read

if TYPE_CHECKING:
    from tearsheet.model.article import ArticleSummary


def facts(summary: ArticleSummary) -> tuple[str, ...]:
    """Return where an article comes from, its day here, its length, and what it lacks; "" for what is not known."""
    moment = where_read(summary.published or summary.saved)
    missing = summary.missing
    return (
        summary.source,
        day(moment, datetime.now().astimezone()),
        minutes(summary.words, summary.language),
        ngettext("{count} picture missing", "{count} pictures missing", missing).format(count=missing)
        if missing
        else "",
    )


def spoken(summary: ArticleSummary) -> str:
    """Return the title, the meaning of the signs beside it, and the facts, as one says them."""
    kinds = {"link": _("Only the link"), "file": _("Kept as a file")}
    signs = (
        "" if summary.read else _("Unread"),
        _("Favourite") if summary.favourite else "",
        kinds.get(summary.kind.value, ""),
        _("In the archive") if summary.archived else "",
        _("Has highlights") if summary.colours else "",
    )
    return ", ".join(filter(None, (summary.title or summary.url, *signs, *facts(summary))))
