"""The words and formats a page needs, so that the page itself speaks no language."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from tearsheet.model.extraction import Flag


def _english_moment(moment: datetime) -> str:
    return f"{_english_day(moment)}, {moment:%H:%M}"


def _english_day(moment: datetime) -> str:
    return f"{moment.day} {moment:%B %Y}"


def _counted(one: str, many: str) -> Callable[[int], str]:
    return lambda count: (one if count == 1 else many).format(count=f"{count:,}")


_words = _counted("{count} word", "{count} words")
_characters = _counted("{count} character", "{count} characters")
_minutes = _counted("{count} min", "{count} min")
_bytes = _counted("{count} byte", "{count} bytes")
_missing = _counted("{count} picture is missing.", "{count} pictures are missing.")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageWords:
    """A page's own words; English by default. `language` is the BCP 47 tag they are in.

    `kept` and `only_link` are templates with the fields {date}, {host} and {reason}; the latter's is a whole sentence.
    """

    language: str = "en"
    moment: Callable[[datetime], str] = _english_moment
    day: Callable[[datetime], str] = _english_day
    words: Callable[[int], str] = _words
    characters: Callable[[int], str] = _characters
    minutes: Callable[[int], str] = _minutes
    size: Callable[[int], str] = _bytes
    original: str = "Original page"
    kept: str = "Kept {date} from {host}"
    untitled: str = "Untitled"
    picture_missing: str = "Picture missing"
    pictures_missing: Callable[[int], str] = _missing
    video: str = "Video on the original page"
    audio: str = "Sound on the original page"
    only_link: str = "Only the link was kept: {reason}"
    no_article: str = "no article was found on the page."
    open_file: str = "Open file"
    try_again: str = "Try again"
    flags: Mapping[Flag, str] = field(
        default_factory=lambda: {
            Flag.DEPTH_LOST: "Part of the page was nested too deeply to be read; the original may hold more.",
            Flag.MAYBE_CUT_SHORT: "The page may have broken off before its end.",
            Flag.THIN: "Little text was found; the original may show more.",
            Flag.SHORTENED: "The page was too long to keep whole; the original holds more.",
            Flag.PAYWALLED: "The publisher keeps this article for subscribers; the original may hold more.",
            Flag.BLOCKED: "The site answered with a check for robots instead of its page.",
            Flag.TITLE_SHORTENED: "The title was too long and was shortened.",
        }
    )
