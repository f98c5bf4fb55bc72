"""Turn what a post, its file's name and its link say of the day into a moment with an offset, and how sure that is."""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import NamedTuple
from zoneinfo import ZoneInfo

from tearsheet.importers.jekyll.front_matter import FrontMatter
from tearsheet.model.importing import Entry, Odd, Oddity
from tearsheet.text.dates import parse_date

DATED = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})-(?=[^/]*\Z)")
"""How the name of a post's file begins."""

_PUBLISHED = ("date", "published", "pubdate", "publish_date", "datePublished")
_SAVED = ("saved", "created", "archived_at")
_MODIFIED = ("modified", "last_modified_at", "last_modified", "lastmod", "updated")
_HAN = re.compile(r"[\u4e00-\u9fff]")
# 202205262391921712, NW202203022294529950: a number that begins with its day.
_NUMBERED = re.compile(r"(?<!\d)(20[0-3]\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{4,}")
_UNSAID = timezone(timedelta(hours=0), "unsaid")
_CHINA = timezone(timedelta(hours=8))


class Dates(NamedTuple):
    """When a post was published, changed and kept, as far as that is said."""

    published: datetime | None
    modified: datetime | None
    saved: datetime | None
    oddities: tuple[Oddity, ...]


def dates_of(entry: Entry, front: FrontMatter, link: str) -> Dates:
    """Read the dates of a post. Where it gives none its file's name is asked, then the number in its name or link."""
    zone = _zone(entry.zone) or (_CHINA if _HAN.search(front.text("title") + front.body[:2_000]) else UTC)
    oddities = []
    said = next((text for name in _PUBLISHED if (text := front.text(name)) and text not in ("true", "false")), "")
    published = _moment(said, zone)
    if said and published is None:
        oddities.append(Oddity(kind=Odd.DATE_UNREADABLE, detail=said[:100]))
    elif published is not None and _names_no_offset(said):
        oddities.append(Oddity(kind=Odd.NO_OFFSET, detail=f"{published:%z}"))
    if published is None:
        published, odd = _elsewhere(entry.name, link, zone)
        oddities.append(odd)
    return Dates(published, _first(front, _MODIFIED, zone), _first(front, _SAVED, zone), tuple(oddities))


def _elsewhere(name: str, link: str, zone: tzinfo) -> tuple[datetime | None, Oddity]:
    file = name.rpartition("/")[2]
    if (found := DATED.match(file)) and (day := _day(found, zone)):
        return day, Oddity(kind=Odd.DATE_FROM_NAME, detail=f"{day:%Y-%m-%d}")
    for text, kind in ((file, Odd.DATE_FROM_NAME), (link, Odd.DATE_FROM_LINK)):
        if (found := _NUMBERED.search(text)) and (day := _day(found, zone)):
            return day, Oddity(kind=kind, detail=f"{day:%Y-%m-%d}")
    return None, Oddity(kind=Odd.NO_DATE)


def _day(found: "re.Match[str]", zone: tzinfo) -> datetime | None:
    try:
        return _fixed(datetime(int(found[1]), int(found[2]), int(found[3]), tzinfo=zone))
    except (ValueError, OverflowError):
        return None


def _first(front: FrontMatter, names: tuple[str, ...], zone: tzinfo) -> datetime | None:
    return next((moment for name in names if (moment := _moment(front.text(name), zone))), None)


def _moment(text: str, zone: tzinfo) -> datetime | None:
    found = parse_date(text, offset=zone) if text else None
    return _fixed(found) if found is not None else None


def _names_no_offset(text: str) -> bool:
    found = parse_date(text, offset=_UNSAID)
    return found is not None and found.tzinfo is _UNSAID


def _fixed(moment: datetime) -> datetime:
    """Return the same moment with the offset that its zone had then."""
    try:
        return moment.replace(tzinfo=timezone(moment.utcoffset() or timedelta()))
    except (ValueError, OverflowError):
        return moment.replace(tzinfo=UTC)


def _zone(name: str) -> tzinfo | None:
    """Return the zone of a name; Windows knows none by itself, and a site may have made one up."""
    if not name:
        return None
    try:
        return datetime.strptime(name, "%z").tzinfo
    except ValueError:
        pass
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, LookupError):
        return None
