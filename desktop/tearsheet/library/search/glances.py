"""Turn the SHA-256s of texts into the texts, unproven: for a glance at many."""

from collections.abc import Sequence
from logging import getLogger
from threading import Lock

from sqlalchemy import Connection

from tearsheet.library import contents

_log = getLogger(__name__)
_MOST = 2_000_000
"""So many characters are kept, some hundreds of articles in 4 MB of memory, 8 at most."""


class Glances:
    """The texts lately glanced at: who types on sees most of them again, and to unpack one takes longer than to look.

    A SHA-256 never stands for another text, so none of them is ever out of date; only what rot made of one may be seen
    for a while after it was mended.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: dict[str, str] = {}  # the one longest unseen comes first
        self._size = 0

    def texts(self, connection: Connection, sha256s: Sequence[str]) -> list[str]:
        """Return the texts in the order given; one that is damaged, or gone, is empty."""
        with self._lock:
            found = {each: self._kept[each] for each in sha256s if each in self._kept}
        wanted = [each for each in sha256s if each not in found]
        if wanted:
            found |= contents.unproven(connection, wanted)
        with self._lock:
            for each, text in found.items():
                self._keep(each, text)
        for each in set(wanted) - found.keys():
            _log.warning("content %s is gone or damaged", each)
        return [found.get(each, "") for each in sha256s]

    def _keep(self, sha256: str, text: str) -> None:
        if self._kept.pop(sha256, None) is None:
            self._size += len(text)
        self._kept[sha256] = text
        while self._size > _MOST:
            longest_unseen = next(iter(self._kept))
            self._size -= len(self._kept.pop(longest_unseen))
