"""Turn text from anywhere into text that every parser, database and file can hold."""

import re

# All controls but tab and line feed, lone surrogates, and the two that XML has no place for.
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85]")


def fit(text: str) -> str:
    """Return `text` without control characters, its line ends as line feeds; everything else stays as it is."""
    if _UNFIT.search(text) is None:
        return text
    return _UNFIT.sub("", _LINE_ENDS.sub("\n", text))
