"""Turn what a program made of a page into figures, by the page's gold."""

import re
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import lru_cache

from tearsheet.document.canonical import canonical_text
from tests.bench.extraction.corpus import CIRCULAR, Gold
from tests.bench.extraction.metadata import FIELDS, IS_RIGHT
from tests.bench.extraction.output import Output
from tests.bench.extraction.shingles import Share, scrapinghub_tokens, share, squeezed, tokens
from tests.bench.extraction.structure import KINDS, Items, items, project

WITHOUT_CAPTIONS = {"scrapinghub"}
"""Sets whose gold leaves captions out: there they are taken off what programs emit."""

OVERDUE, KILLED = "its time was over", "it took the process with it"
"""The failures of a program that is better not given the page again."""

_CAPTION = re.compile(r"<figcaption\b.*?</figcaption\s*>", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Hits:
    """How many things were expected, how many found, and how many of these are the same."""

    right: int
    expected: int
    found: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How a program did on a page. `failure` says why it came to nothing: a crash, or its time was over.

    `said` are the fields of metadata that the program filled, `right` those among them that are as the gold has them.
    """

    peer: str
    set: str
    id: str
    text: Share
    empty: bool
    failure: str = ""
    structure: dict[str, Hits]
    gold_fields: tuple[str, ...]
    said: tuple[str, ...]
    right: tuple[str, ...]
    must: Hits
    must_not: Hits

    def row(self) -> dict[str, object]:
        """Return it as a row for a file."""
        return {**asdict(self), "f1": round(self.text.f1, 4)}


def score(gold: Gold, peer: str, output: Output, failure: str = "") -> Score:
    """Compare what came out with what should."""
    text = text_of(output, captions=gold.set not in WITHOUT_CAPTIONS)
    said = {name: value for name in FIELDS if (value := getattr(output, name).strip())}
    held = squeezed(text)
    return Score(
        peer=peer,
        set=gold.set,
        id=gold.id,
        text=share(gold.text, text, _tokens(gold)),
        empty=not text.strip(),
        failure=failure,
        structure=_structure(gold, output.html),
        gold_fields=tuple(name for name in FIELDS if gold.meta.get(name)),
        said=tuple(said),
        right=tuple(
            name for name, value in said.items() if name in gold.meta and IS_RIGHT[name](gold.meta[name], value)
        ),
        must=_held(gold.must, held),
        must_not=_held(gold.must_not, held),
    )


def text_of(output: Output, *, captions: bool) -> str:
    """Return the text of an output; of markup it is made by one function, whoever wrote the markup."""
    if output.text is not None:
        return output.text
    return canonical_text(output.html if captions else _CAPTION.sub("", output.html))


def _tokens(gold: Gold) -> Callable[[str], list[str]]:
    return scrapinghub_tokens if gold.set == "scrapinghub" else tokens


def _structure(gold: Gold, html: str) -> dict[str, Hits]:
    if gold.kind != "article" or gold.set in CIRCULAR:
        return {}
    expected, found = _projected(gold.page.text, gold.text, gold.page.address), items(html, gold.page.address)
    return {
        kind: Hits(
            right=(expected[kind] & found[kind]).total(), expected=expected[kind].total(), found=found[kind].total()
        )
        for kind in KINDS
    }


@lru_cache(maxsize=4)
def _projected(page: str, gold: str, base: str) -> Items:
    return project(page, gold, base)


def _held(snippets: tuple[str, ...], text: str) -> Hits:
    held = sum(squeezed(snippet) in text for snippet in snippets)
    return Hits(right=held, expected=len(snippets), found=held)
