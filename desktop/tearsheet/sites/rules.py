"""Turn an address into the site rules that fit it, joined into one and filled in for that address."""

import logging
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

from tearsheet.model.errors import Reason, RuleError
from tearsheet.model.page import Address
from tearsheet.model.rule import Ruling, SiteRule
from tearsheet.resources import resource

_LOG = logging.getLogger(__name__)
_JSON = ("json_url", "json_html", "json_title", "json_published", "json_source", "json_byline", "render")
_PAGE = ("key", "body", "timezone", "language")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Template:
    """One file of rules: what it fits, and the rule with `{host}` and the like still open."""

    name: str
    hosts: tuple[str, ...]
    path: re.Pattern[str]
    query: tuple[tuple[str, re.Pattern[str]], ...]
    articles: tuple[str, ...]
    table: Mapping[str, object]


def rule_for(*addresses: Address, own: Path | None = None) -> SiteRule | None:
    """Return the rules that fit any of the addresses one page goes by, joined; None when none does.

    Of the bundled ones that is the first, by its host or by its path on any host; of those in the folder `own` all,
    and they win. There, what is wrong is left out and written to the log, once.
    """
    bundled = next(_fitting(_templates(), addresses), None)
    by_hand = list(_fitting(_own(own), addresses)) if own is not None else []
    fitting = [*by_hand, *([bundled] if bundled is not None else [])]
    return _joined(fitting) if fitting else None


def broken_rules(own: Path) -> tuple[str, ...]:
    """Return, for each file in the folder `own` that is no rule, its name and what is wrong in it."""
    return tuple(found.detail for found in _read_all(own) if isinstance(found, RuleError))


def read_rule(path: Path) -> _Template:
    """Read one rule file. Raises RuleError naming the file and what is wrong in it."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        match = table["match"]
        template = _Template(
            name=path.stem,
            hosts=_strings(match, "hosts"),
            path=re.compile(match.get("path", ".*")),
            query=tuple((name, re.compile(pattern)) for name, pattern in match.get("query", {}).items()),
            articles=_strings(match, "articles"),
            table=table,
        )
    except (OSError, ValueError, KeyError, AttributeError, TypeError, re.error) as error:
        raise RuleError(Reason.BAD_RULE, f"{path.name}: {error}") from error
    _check_openings(path, template)
    _check_paths(path, _table(table, "page"))
    return template


def _check_openings(path: Path, template: _Template) -> None:
    """Raise RuleError where the rule leaves something open that its match does not give."""
    given = [*template.path.groupindex, *(name for _, pattern in template.query for name in pattern.groupindex)]
    try:
        _filled(template, dict.fromkeys([*given, "origin", "host"], ""))
    except RuleError as error:
        raise RuleError(Reason.BAD_RULE, f"{path.name}: {error.detail}") from error


def _check_paths(path: Path, page: Mapping[str, object]) -> None:
    """Raise RuleError for what is no XPath, or names no elements: no capture may fail of it later."""
    named = [each for name in ("body", "keep", "remove") for each in _strings(page, name)]
    if named:
        from lxml import etree  # few files name elements, and whoever lists articles reads none of them

        for each in named:
            try:
                if isinstance(etree.Element("html").xpath(each), list):
                    continue
            except etree.XPathError as error:
                raise RuleError(Reason.BAD_RULE, f"{path.name}: {each}: {error}") from error
            raise RuleError(Reason.BAD_RULE, f"{path.name}: {each}")


@cache
def _templates() -> tuple[_Template, ...]:
    return tuple(read_rule(path) for path in sorted(resource("sites").glob("*.toml")))


def _own(folder: Path) -> list[_Template]:
    """Return a person's own rules, the most particular first."""
    found = [each for each in _read_all(folder) if isinstance(each, _Template)]
    return sorted(found, key=lambda template: (not template.articles, not template.hosts))


def _read_all(folder: Path) -> Iterator["_Template | RuleError"]:
    for path in sorted(folder.glob("*.toml")):
        try:
            stamp = path.stat()
        except OSError:  # taken away a moment ago
            continue
        yield _read_once(path, stamp.st_mtime_ns, stamp.st_size, stamp.st_ino)


@lru_cache(maxsize=512)
def _read_once(path: Path, *_stamp: int) -> "_Template | RuleError":
    """Read a file once for each state it is found in."""
    try:
        return read_rule(path)
    except RuleError as error:
        _LOG.warning("a rule of one's own is left out: %s", error.detail)
        return error


def _fitting(templates: Sequence[_Template], addresses: Sequence[Address]) -> Iterator[SiteRule]:
    for template in templates:
        for address in addresses:
            rule = _rule(template, address)
            if rule is not None:
                yield rule
                break


def _rule(template: _Template, address: Address) -> SiteRule | None:
    parts = urlsplit(address.url)
    if template.articles and address.url not in template.articles:
        return None
    if template.hosts and not _host_fits(parts.hostname or "", template.hosts):
        return None
    values = _captured(template, parts.path, parts.query)
    if values is None:
        return None
    return _filled(template, {**values, "origin": f"{parts.scheme}://{parts.netloc}", "host": parts.netloc})


def _joined(rules: Sequence[SiteRule]) -> SiteRule:
    """Join rules, the most particular first: of each kind of thing what the first says that says anything of it."""
    first = rules[0]
    data = next((rule for rule in rules if rule.json_url), first)
    chosen: dict[str, object] = {name: getattr(data, name) for name in _JSON}
    for name in _PAGE:
        chosen[name] = next((said for rule in rules if (said := getattr(rule, name))), getattr(first, name))
    rulings = tuple(ruling for rule in reversed(rules) for ruling in rule.rulings)
    name = " + ".join(rule.name for rule in rules)
    return replace(first, name=name, rulings=rulings, **chosen)  # type: ignore[arg-type]


def _host_fits(host: str, hosts: tuple[str, ...]) -> bool:
    return any(host == known or host.endswith(f".{known}") for known in hosts)


def _captured(template: _Template, path: str, query: str) -> dict[str, str] | None:
    """Return the named groups of a fitting path and query, percent-encoded; None where it does not fit."""
    fit = template.path.fullmatch(path)
    if fit is None:
        return None
    values = dict(fit.groupdict())
    given = parse_qs(query)
    for name, pattern in template.query:
        part = pattern.fullmatch(given.get(name, [""])[0])
        if part is None:
            return None
        values.update(part.groupdict())
    return {name: quote(value or "", safe="") for name, value in values.items()}


def _filled(template: _Template, values: Mapping[str, str]) -> SiteRule:
    table = template.table
    json_table = _table(table, "json")
    page = _table(table, "page")
    try:
        return SiteRule(
            name=template.name,
            key=str(table.get("key", "")).format(**values),
            json_url=str(json_table.get("url", "")).format(**values),
            json_html=_strings(json_table, "html"),
            json_title=_strings(json_table, "title"),
            json_published=_strings(json_table, "published"),
            json_source=_strings(json_table, "source"),
            json_byline=_strings(json_table, "byline"),
            render=bool(page.get("render", False)),
            body=_strings(page, "body"),
            rulings=(*_rulings(template, "remove", keeps=False), *_rulings(template, "keep", keeps=True)),
            timezone=str(page.get("timezone", "")),
            language=str(page.get("language", "")),
        )
    except (KeyError, IndexError, ValueError) as error:
        raise RuleError(Reason.BAD_RULE, f"{template.name}: {error}") from error


def _rulings(template: _Template, name: str, *, keeps: bool) -> tuple[Ruling, ...]:
    paths = _strings(_table(template.table, "page"), name)
    return tuple(Ruling(rule=template.name, path=path, keeps=keeps) for path in paths)


def _table(table: Mapping[str, object], name: str) -> Mapping[str, object]:
    found = table.get(name, {})
    return found if isinstance(found, Mapping) else {}


def _strings(table: Mapping[str, object], name: str) -> tuple[str, ...]:
    found = table.get(name, ())
    return tuple(str(item) for item in found) if isinstance(found, list) else ()
