"""Turn candidates for an article's name into the one it gets: once in an export, and as in the exports before."""

from collections.abc import Callable, Iterator
from itertools import chain, islice

from tearsheet.model.export import EarlierFiles

_LIKELY = 2
"""Candidates: the plain name, and the one with an id that another article of the same title makes necessary."""


class Names:
    """The names of one export's files, given what is in the folder.

    `name_of` gives the name that a file's path has been made of, "" for one of another kind; `same` what all names
    have in common that must not be given twice.
    """

    def __init__(
        self, earlier: EarlierFiles, *, name_of: Callable[[str], str], same: Callable[[str], frozenset[str]]
    ) -> None:
        self._same = same
        self._taken: set[str] = set()
        self._owners: dict[str, str] = {}
        self._earlier: dict[str, list[tuple[str, str]]] = {}
        self._is_untouched = earlier.is_untouched
        for uid, paths in earlier.by_article().items():
            self._earlier[uid] = [(name, path) for path in paths if (name := name_of(path))]
            self._owners.update((key, uid) for name, _path in self._earlier[uid] for key in same(name))

    def give(self, uid: str, candidates: Iterator[str]) -> str:
        """Return the first candidate that is free.

        One that the article had before is preferred, also in another case, which may be the same file. Where all that
        is left of it is a person's own by now, that stays the article's file, by its name.
        """
        before = self._earlier.get(uid, [])
        theirs = before[0][0] if self.is_theirs(uid) else ""
        likely = list(islice(candidates, _LIKELY))
        spelled = {key: name for name, _path in before for key in self._same(name)}
        known = (spelled[key] for name in likely for key in self._same(name) if key in spelled)
        wanted = chain((theirs,) if theirs else (), known, likely, candidates)
        name = next(name for name in wanted if self._is_free(name, uid))
        self._taken |= self._same(name)
        return name

    def is_theirs(self, uid: str) -> bool:
        """Say whether a person changed or moved all that earlier exports left of an article: nothing is added to it."""
        before = self._earlier.get(uid, [])
        return bool(before) and not any(self._is_untouched(path) for _name, path in before)

    def _is_free(self, name: str, uid: str) -> bool:
        return all(key not in self._taken and self._owners.get(key, uid) == uid for key in self._same(name))
