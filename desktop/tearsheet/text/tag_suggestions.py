"""Turn what was begun of a tag into the tags it may become, the likeliest first."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from tearsheet.text.cjk import fold
from tearsheet.text.pinyin import spellings


def by_use(counts: Iterable[tuple[str, int]], recent: Sequence[str]) -> tuple[str, ...]:
    """Return the tags: those given last, then the most used, then by their names."""
    numbers = dict(counts)
    last = [tag for tag in dict.fromkeys(recent) if tag in numbers]
    others = sorted((tag for tag in numbers if tag not in last), key=lambda tag: (-numbers[tag], tag))
    return (*last, *others)


def fitting(begun: str, known: Iterable[str], most: int) -> tuple[str, ...]:
    """Return the tags of `known` that begin so or have a part that does, then those that have it within.

    Chinese parts are found by their pinyin and its initials too: `cj` and `caij` find 财经.
    """
    wanted = fold(begun.strip().lstrip("#"))
    if not wanted:
        return tuple(known)[:most]
    ranks: tuple[list[str], list[str], list[str]] = ([], [], [])
    for tag in known:
        rank = _rank(wanted, tag)
        if rank is not None:
            ranks[rank].append(tag)
    return tuple(tag for rank in ranks for tag in rank)[:most]


def _rank(wanted: str, tag: str) -> int | None:
    folded = fold(tag)
    if f"/{folded}".find(f"/{wanted}") >= 0:
        return 0
    if wanted.isascii() and any(spelled.startswith(wanted) for spelled in spelled_parts(tag)):
        return 1
    return 2 if wanted in folded else None


@lru_cache(maxsize=4096)
def spelled_parts(tag: str) -> tuple[str, ...]:
    """Return what the parts of a tag are typed as, in full and in initials. The first one asked for takes a while."""
    return tuple(spelled for part in tag.split("/") for spelled in spellings(part).split()[:2])
