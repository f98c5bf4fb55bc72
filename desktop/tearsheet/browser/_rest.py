"""Turn what watch.js says of a page into whether it has come to rest."""

from dataclasses import dataclass

QUIET = 700.0
ENOUGH_TEXT = 200
PATIENCE = 6_000.0
_LONGEST_REQUEST = 5_000.0
_QUIET_WHILE_LOADING = 3_000.0
CHALLENGES = (403, 429, 503)
"""Statuses under which a page may come whose scripts earn its reader the real one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """A page's state in the words of watch.js. Times are milliseconds; `elapsed` since the page was asked for.

    `steady` is how long its text has stayed as long as it is, `youngest` the age of the last request under way, -1
    where there is none; `leaving` says that another document has been asked for, which may turn out to be none.
    """

    url: str
    status: int
    complete: bool
    interactive: bool
    elapsed: float
    text: int
    loading: bool
    steady: float
    youngest: float
    asleep: bool
    waking: bool
    leaving: bool


def at_rest(probe: Probe, *, is_loading: bool) -> bool:
    """Tell whether nothing more is to be expected of the page.

    One with little text is given more time, for its article may be under way. A request that never ends (a long
    poll) holds up only a page that has nothing to show.
    """
    if not probe.url.startswith("http") or probe.steady < QUIET or probe.waking or (probe.leaving and is_loading):
        return False
    if probe.text < ENOUGH_TEXT:
        return probe.complete and probe.elapsed >= PATIENCE and probe.youngest < 0
    if (probe.loading or probe.status in CHALLENGES) and probe.elapsed < PATIENCE:
        return False
    if 0 <= probe.youngest < _LONGEST_REQUEST:
        return False
    return probe.complete or (probe.interactive and probe.steady >= _QUIET_WHILE_LOADING)
