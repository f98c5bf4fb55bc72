"""Turn a kept page and what a person points at in it into the article as they want it, and into XPaths for a rule."""

import copy
from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from lxml.html import HtmlElement

from tearsheet.extract.addresses import base_of
from tearsheet.extract.dense import is_too_big
from tearsheet.extract.outline import Outline, outline_of, places_in, shown, weights
from tearsheet.extract.pointing import path_everywhere, path_here
from tearsheet.extract.reading import article_in, read_pages
from tearsheet.extract.rulings import named_by
from tearsheet.model.errors import NothingReadable, Reason
from tearsheet.model.page import Page
from tearsheet.model.repair import Named, Place, Repair, RepairPage, RepairScope, TriedOut
from tearsheet.model.rule import Ruling, SiteRule

_BY_HAND = "by hand"


class _Seen(NamedTuple):
    """A page's tree as it was before the article was chosen from it, its parts, and where they stand since."""

    root: HtmlElement
    outline: Outline
    places: tuple[Place, ...]


def look(pages: tuple[Page, ...], rule: SiteRule | None) -> RepairPage:
    """Show the first page in parts. Raises NothingReadable for what has none, or too many to be shown."""
    seen = _seen(pages[0], rule)
    html = shown(seen.root, base_of(seen.root, pages[0].address))
    return RepairPage(html=html, parts=seen.outline.parts, places=seen.places)


def try_out(pages: tuple[Page, ...], rule: SiteRule | None, repair: Repair) -> TriedOut:
    """Read the pages as a repair would have it. Raises NothingReadable when nothing would be left."""
    seen = _seen(pages[0], rule)
    here = _with(rule, _named(seen, rule, repair, RepairScope.ARTICLE))
    everywhere = _with(rule, _named(seen, rule, repair, RepairScope.SITE))
    extraction = read_pages(pages, here)
    places = _seen(pages[0], here).places
    others = _seen(pages[0], everywhere).places
    beyond = {number for number, (one, other) in enumerate(zip(places, others, strict=True)) if one is not other}
    outermost = [number for number in beyond if seen.outline.parts[number].around not in beyond]
    return TriedOut(extraction=extraction, places=places, beyond=len(outermost))


def name_parts(pages: tuple[Page, ...], rule: SiteRule | None, repair: Repair, scope: RepairScope) -> Named:
    """Return an XPath for each part chosen: for this page exactly, or for its like on all pages of the site."""
    return _named(_seen(pages[0], rule), rule, repair, scope)


def _seen(page: Page, rule: SiteRule | None) -> _Seen:
    found: list[HtmlElement] = []

    def see(root: HtmlElement) -> None:
        if is_too_big(root):
            raise NothingReadable(Reason.TOO_BIG)
        outline_of(root)
        found.append(copy.deepcopy(root.getroottree().getroot()))

    article = article_in(page, rule, see)
    outline = outline_of(found[0])
    return _Seen(found[0], outline, places_in(outline, weights(found[0]), article))


def _named(seen: _Seen, rule: SiteRule | None, repair: Repair, scope: RepairScope) -> Named:
    removed, added = _chosen(seen.outline, repair.removed), _chosen(seen.outline, repair.added)
    if scope is RepairScope.ARTICLE:
        paths = [[path_here(element) for element in chosen] for chosen in (removed, added)]
    else:
        paths = [
            [path_everywhere(element, costs, chosen) for element in chosen]
            for chosen, costs in ((removed, _costs(seen, repair, Place.IN)), (added, _costs(seen, repair, Place.OUT)))
        ]
    overruled = [
        ruling.path
        for ruling in (rule.rulings if rule is not None else ())
        if not set(removed if ruling.keeps else added).isdisjoint(named_by(seen.root, ruling.path))
    ]
    return Named(
        removed=tuple(dict.fromkeys(paths[0])), added=tuple(dict.fromkeys(paths[1])), overruled=tuple(overruled)
    )


def _with(rule: SiteRule | None, named: Named) -> SiteRule:
    """Return the rule with what a person says now on top."""
    base = rule if rule is not None else SiteRule(name=_BY_HAND)
    stays = tuple(ruling for ruling in base.rulings if ruling.path not in named.overruled)
    more = [Ruling(rule=_BY_HAND, path=path, keeps=False) for path in named.removed]
    more += [Ruling(rule=_BY_HAND, path=path, keeps=True) for path in named.added]
    return replace(base, rulings=(*stays, *more))


def _costs(seen: _Seen, repair: Repair, wrong: Place) -> dict[HtmlElement, float]:
    """Return how much each element holds that a repair leaves at `wrong`, as a share of what the article has."""
    own = weights(seen.root)
    known = list(zip(seen.outline.elements, _wanted(seen, repair), strict=True))
    article = sum(own.get(number, 0) for number, (_, place) in enumerate(known) if place is not Place.OUT)
    held = dict.fromkeys(seen.root.iter("*"), 0.0)
    for number, (element, place) in enumerate(known):
        share = own.get(number, 0) / (article or 1) if place is wrong else 0.0
        if share:
            held[element] += share
            for around in element.iterancestors():
                held[around] += share
    return held


def _wanted(seen: _Seen, repair: Repair) -> list[Place]:
    """Return where each part is to stand: as the nearest part around it that was chosen, else as it does."""
    wanted: list[Place | None] = []
    for part in seen.outline.parts:
        if part.number in repair.added:
            wanted.append(Place.IN)
        elif part.number in repair.removed:
            wanted.append(Place.OUT)
        else:
            wanted.append(wanted[part.around] if part.around is not None else None)
    return [now if said is None else said for said, now in zip(wanted, seen.places, strict=True)]


def _chosen(outline: Outline, numbers: Iterable[int]) -> list[HtmlElement]:
    return [outline.elements[number] for number in numbers if 0 <= number < len(outline.elements)]
