"""Turn a repair by hand into the text of a rule file: for one article, or for all of a site."""

import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from tearsheet.model.errors import Reason, RuleError
from tearsheet.text.addresses import host_of
from tearsheet.text.filenames import safe_name

_HEAD = "# Made by a repair by hand in Tearsheet, which writes it anew with the next one: comments do not stay.\n"


def site_file(url: str) -> str:
    """Return the name of the file that the repairs of a whole site are in."""
    return safe_name(f"repair {site_of(url)}", extension=".toml")


def article_file(url: str) -> str:
    """Return the name of the file that the repairs of one article are in."""
    return safe_name(f"repair {site_of(url)} {sha256(url.encode()).hexdigest()[:12]}", extension=".toml")


def site_of(url: str) -> str:
    """Return the host that a rule for the whole site of `url` is for."""
    return host_of(url).removeprefix("www.")


def repaired(
    before: str | None,
    *,
    match: Mapping[str, Sequence[str]],
    removed: Sequence[str],
    kept: Sequence[str],
    overruled: Sequence[str] = (),
) -> str:
    """Return a rule file that takes out `removed` and keeps `kept`, and does what it did `before`, but for `overruled`.

    Raises RuleError when what was there before is no TOML.
    """
    try:
        table = tomllib.loads(before or "")
    except ValueError as error:
        raise RuleError(Reason.BAD_RULE, str(error)) from error
    page = table.get("page")
    page = dict(page) if isinstance(page, dict) else {}
    gone = {*overruled, *removed, *kept}
    for name, added in (("remove", removed), ("keep", kept)):
        earlier = page.get(name)
        stays = [path for path in earlier if path not in gone] if isinstance(earlier, list) else []
        page[name] = list(dict.fromkeys([*stays, *added]))
    return _HEAD + _toml({**table, "match": {**table.get("match", {}), **match}, "page": _without_empty(page)})


def read_text(path: Path) -> str | None:
    """Return what a rule file holds, None when there is none. Raises RuleError."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise RuleError(Reason.BAD_RULE, f"{path.name}: {error}") from error


def _without_empty(table: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in table.items() if value != []}


def _toml(table: Mapping[str, object], prefix: str = "") -> str:
    """Write what rule files are made of: strings, numbers, booleans, lists of these, tables."""
    plain = [f"{_key(name)} = {_value(value)}" for name, value in table.items() if not isinstance(value, Mapping)]
    text = "".join(f"{line}\n" for line in plain)
    for name, value in table.items():
        if isinstance(value, Mapping):
            inner = f"{prefix}{_key(name)}"
            text += f"\n[{inner}]\n" + _toml(value, f"{inner}.")
    return text


def _value(value: object) -> str:
    if isinstance(value, list | tuple):
        return "[" + "".join(_lines([_value(each) for each in value])) + "]"
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_key(name)} = {_value(each)}" for name, each in value.items()) + " }"
    if isinstance(value, bool | int | float):
        return str(value).lower()
    # A basic string of TOML escapes what one of JSON escapes, and DEL too.
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")


def _lines(values: Sequence[str]) -> Iterator[str]:
    if len(values) == 1:
        yield values[0]
    else:
        yield from (f"\n  {value}," for value in values)
        yield "\n" if values else ""


def _key(name: str) -> str:
    return name if name.isascii() and name.replace("-", "").replace("_", "").isalnum() else json.dumps(name)
