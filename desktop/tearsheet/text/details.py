"""Turn the detail of a failure, where it is in words of our own, into those of the person's language.

A detail is kept as it was written, so that what failed years ago is told in today's words. A site's own words, names
and figures stay as they are.
"""

import re
from functools import cache

from tearsheet.text.words import _, language


def detail_in_words(detail: str) -> str:
    """Return a detail in words for a person; behind a place ("example.org: a download") only what follows it."""
    if known := _known(detail):
        return known
    place, _colon, said = detail.partition(": ")
    known = _known(said)
    return _("{place}: {said}").format(place=place, said=known) if known else detail


def _known(said: str) -> str:
    for pattern, words in _phrases(language()):
        if found := pattern.fullmatch(said):
            return words.format(**found.groupdict())
    return ""


@cache
def _phrases(_language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    phrases = (
        # extract: why a page is no article
        (r"no text", _("no text")),
        (r"a form to log in", _("a form to log in")),
        (r"(?P<count>\d+) words", _("words: {count}")),
        (r"a notice that the page needs JavaScript", _("a notice that the page needs JavaScript")),
        (r"a list of links", _("a list of links")),
        (r"no JSON", _("no JSON")),
        (r"nothing at (?P<places>.+)", _("nothing at {places}")),
        # browser and fetch: what a site did not give
        (r"a download", _("a download")),
        (r"nothing to show", _("nothing to show")),
        (r"not asked again", _("not asked again")),
        (r"nothing came in time", _("nothing came in time")),
        (r"no answer (?:with)?in (?P<seconds>[\d.]+) s", _("no answer within {seconds} s")),
        (
            r"no answer from the name server in (?P<seconds>[\d.]+) s",
            _("no answer from the name server within {seconds} s"),
        ),
        (r"(?P<seconds>[\d.]+) s", _("{seconds} s")),
        (r"(?P<seconds>[\d.]+) s for all pictures", _("{seconds} s for all pictures")),
        (r"(?:over|more than) (?P<size>\d+) MB", _("more than {size} MB")),
        (r"more than (?P<size>\d+) MB of pictures", _("more than {size} MB of pictures")),
        (r"more than (?P<count>\d+) pictures", _("more than {count} pictures")),
        (r"(?P<kind>\S*) instead of a picture", _("{kind} instead of a picture")),
        (r"SOCKS proxy", _("SOCKS proxy")),
        (r"proxy (?P<address>\S+)", _("proxy {address}")),
        # process: how reading ended
        (r"the process ended itself", _("the process ended itself")),
        (r"exit code (?P<code>-?\d+)", _("exit code {code}")),
        (r"an answer of no known shape", _("an answer of no known shape")),
        # export: what is wrong with a person's own template
        (r"line (?P<line>\d+): no variable (?P<name>\w+)", _("line {line}: there is no variable {name}")),
        (r"line (?P<line>\d+): no filter (?P<name>\w+)", _("line {line}: there is no filter {name}")),
        (r"line (?P<line>\d+): it calls itself without end", _("line {line}: it calls itself without end")),
        (r"line (?P<line>\d+): not allowed: (?P<said>.+)", _("line {line}: not allowed: {said}")),
        (r"line (?P<line>\d+): (?P<said>.+)", _("line {line}: {said}")),
        # library: what is wrong with it
        (r"(?:content|blob) (?P<name>\w+) is gone", _("file {name} is gone")),
        (r"(?:content|blob) (?P<name>\w+) has changed on disk", _("file {name} has changed on disk")),
        (r"(?P<name>\S+) is not a library", _("{name} is not a library")),
        (r"PostgreSQL (?P<version>\S+)", _("PostgreSQL {version}")),
        (r"no password for (?P<place>\S+)", _("no password for {place}")),
        (
            r"revision (?P<found>\w+); this program knows (?P<known>\w+)",
            _("revision {found}; this program knows {known}"),
        ),
        (r"revision (?P<found>\w+) must become (?P<known>\w+)", _("revision {found} must become {known}")),
        (r"(?P<article>\d+), version (?P<version>\d+)", _("{article}, version {version}")),
        (r"job (?P<job>\d+)", _("link {job}")),
    )
    return tuple((re.compile(pattern), words) for pattern, words in phrases)
