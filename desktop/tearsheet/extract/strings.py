"""Turn a string found in a page into one that may stand in a title bar, a list or a file's front matter."""

import re

from tearsheet.document.characters import fit

# Overrides and isolates of writing direction, with which a title can show as another (CVE-2021-42574), and the
# characters that cannot be seen at all.
_UNSEEN = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")


def one_line(text: str) -> str:
    """Return `text` as one line of visible characters; joiners that scripts and emoji need stay."""
    return " ".join(_UNSEEN.sub("", fit(text)).split())
