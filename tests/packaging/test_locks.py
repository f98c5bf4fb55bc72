"""The committed locks: they fit pyproject.toml and each other, and every package in them can be verified."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.support.source import ROOT

EXTRAS: dict[str, tuple[str, ...]] = {"run": (), "test": ("dev",), "bench": ("dev", "bench")}
LOCKS = tuple(EXTRAS)


def _text(name: str) -> str:
    return (ROOT / "packaging" / f"{name}.lock").read_text(encoding="utf-8")


def _pins(name: str) -> dict[str, Requirement]:
    lines = [line.rstrip(" \\") for line in _text(name).splitlines() if line and not line.startswith(" ")]
    return {canonicalize_name(pin.name): pin for pin in map(Requirement, lines)}


def _wanted(name: str) -> list[Requirement]:
    whole = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    lines = [*whole["build-system"]["requires"], *whole["project"]["dependencies"]]
    for extra in EXTRAS[name]:
        lines += whole["project"]["optional-dependencies"][extra]
    return [Requirement(line) for line in lines]


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_pins_all_that_pyproject_asks_for(name: str) -> None:
    """After a change of the dependencies: python3 packaging/dev.py lock."""
    pins = _pins(name)
    for wanted in _wanted(name):
        pin = pins.get(canonicalize_name(wanted.name))
        assert pin is not None, f"{wanted} is not locked"
        assert wanted.specifier.contains(_version(pin)), f"{pin} does not fit {wanted}"


@pytest.mark.parametrize("name", LOCKS)
def test_every_pin_has_its_hashes_and_nothing_else(name: str) -> None:
    pin, digest = r"[a-z0-9-]+==[^ ]+(?: ; .+)?", r"    --hash=sha256:[0-9a-f]{64}"
    assert re.fullmatch(rf"(?:{pin} \\\n(?:{digest} \\\n)*{digest}\n)+", _text(name))


@pytest.mark.parametrize(("less", "more"), [("run", "test"), ("test", "bench")])
def test_one_lock_holds_the_versions_of_another(less: str, more: str) -> None:
    """Not always for the same systems: the program asks for cryptography on Linux alone, its tests everywhere."""
    pins, others = _pins(less), _pins(more)
    assert {name: _version(pin) for name, pin in pins.items()} == {name: _version(others[name]) for name in pins}


def _version(pin: Requirement) -> str:
    [specifier] = pin.specifier
    return specifier.version
