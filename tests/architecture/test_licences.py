"""Tearsheet is MIT: nothing it stands on may ask for more than that."""

import re
from importlib import metadata

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

EXCEPTIONS = {
    "pysqlite3": "its metadata names no licence; its LICENSE file is zlib's",
}
COPYLEFT = re.compile(r"(?<!L)GPL|Affero|(?<!Lesser )General Public", re.IGNORECASE)


def _dependencies() -> dict[str, metadata.Distribution]:
    """Return every distribution that Tearsheet requires, directly or not, for development too."""
    found: dict[str, metadata.Distribution] = {}
    waiting = [Requirement("tearsheet[dev]")]
    while waiting:
        wanted = waiting.pop()
        for line in metadata.distribution(wanted.name).requires or ():
            requirement = Requirement(line)
            if not _applies(requirement, wanted.extras):
                continue
            name = canonicalize_name(requirement.name)
            if name not in found:
                found[name] = metadata.distribution(name)
                waiting.append(requirement)
    return found


def _applies(requirement: Requirement, extras: set[str]) -> bool:
    marker = requirement.marker
    return marker is None or any(marker.evaluate({"extra": extra}) for extra in ("", *extras))


DEPENDENCIES = _dependencies()


@pytest.mark.parametrize("name", sorted(DEPENDENCIES.keys() - EXCEPTIONS.keys()))
def test_a_dependency_can_be_had_without_the_gpl(name: str) -> None:
    alternatives = _alternatives(DEPENDENCIES[name].metadata)
    assert alternatives, f"{name} names no licence"
    assert any(not COPYLEFT.search(licence) for licence in alternatives), f"{name}: {alternatives}"


def test_every_exception_is_still_a_dependency() -> None:
    assert EXCEPTIONS.keys() <= DEPENDENCIES.keys()


@pytest.mark.parametrize(
    ("licence", "free"),
    [
        ("LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0", True),
        ("GNU Lesser General Public License v2 or later (LGPLv2+)", True),
        ("MIT AND GPL-3.0-or-later", False),
        ("AGPL-3.0-or-later", False),
        ("GNU Affero General Public License v3", False),
        ("GNU General Public License v3 (GPLv3)", False),
        ("Apache-2.0 OR BSD-2-Clause", True),
    ],
)
def test_a_licence_is_read_as_alternatives(licence: str, free: bool) -> None:
    assert any(not COPYLEFT.search(one) for one in licence.split(" OR ")) is free


def _alternatives(about: metadata.PackageMetadata) -> list[str]:
    """Return the licences to choose from: the SPDX expression, else the classifiers, else the free field."""
    expressions = about.get_all("License-Expression", [])
    classifiers = [line for line in about.get_all("Classifier", []) if line.startswith("License :: OSI Approved :: ")]
    if classifiers and not expressions:
        return classifiers
    return [
        licence for line in expressions or about.get_all("License", []) for licence in line.split(" OR ") if licence
    ]
