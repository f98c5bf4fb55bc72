"""Turn an address into the site rule that fits it, filled in for that address."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

from tearsheet.model.errors import Reason, RuleError
from tearsheet.model.page import Address
from tearsheet.model.rule import SiteRule
from tearsheet.resources import resource


@dataclass(frozen=True, slots=True, kw_only=True)
class _Template:
    """One file of resources/sites: what it fits, and the rule with `{host}` and the like still open."""

    name: str
    hosts: tuple[str, ...]
    path: re.Pattern[str]
    query: tuple[tuple[str, re.Pattern[str]], ...]
    table: Mapping[str, object]


def rule_for(address: Address) -> SiteRule | None:
    """Return the first rule that fits `address`, by its host or by its path on any host; None when none does."""
    parts = urlsplit(address.url)
    for template in _templates():
        if template.hosts and not _host_fits(parts.hostname or "", template.hosts):
            continue
        values = _captured(template, parts.path, parts.query)
        if values is not None:
            return _filled(template, {**values, "origin": f"{parts.scheme}://{parts.netloc}", "host": parts.netloc})
    return None


def read_rule(path: Path) -> _Template:
    """Read one rule file. Raises RuleError naming the file and what is wrong in it."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        match = table["match"]
        return _Template(
            name=path.stem,
            hosts=tuple(match.get("hosts", ())),
            path=re.compile(match.get("path", ".*")),
            query=tuple((name, re.compile(pattern)) for name, pattern in match.get("query", {}).items()),
            table=table,
        )
    except (OSError, tomllib.TOMLDecodeError, KeyError, AttributeError, TypeError, re.error) as error:
        raise RuleError(Reason.BAD_RULE, f"{path.name}: {error}") from error


@cache
def _templates() -> tuple[_Template, ...]:
    return tuple(read_rule(path) for path in sorted(resource("sites").glob("*.toml")))


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
            key=str(table["key"]).format(**values),
            json_url=str(json_table.get("url", "")).format(**values),
            json_html=_strings(json_table, "html"),
            json_title=_strings(json_table, "title"),
            json_published=_strings(json_table, "published"),
            json_source=_strings(json_table, "source"),
            json_byline=_strings(json_table, "byline"),
            render=bool(page.get("render", False)),
            body=_strings(page, "body"),
            remove=_strings(page, "remove"),
            timezone=str(page.get("timezone", "")),
            language=str(page.get("language", "")),
        )
    except (KeyError, IndexError, ValueError) as error:
        raise RuleError(Reason.BAD_RULE, f"{template.name}: {error}") from error


def _table(table: Mapping[str, object], name: str) -> Mapping[str, object]:
    found = table.get(name, {})
    return found if isinstance(found, Mapping) else {}


def _strings(table: Mapping[str, object], name: str) -> tuple[str, ...]:
    found = table.get(name, ())
    return tuple(str(item) for item in found) if isinstance(found, list) else ()
