"""Programs that some tests need and not every computer has."""

import shutil

import pytest


def program(name: str) -> str:
    """Return the path of the program `name`, or skip the test, saying so in the run's closing summary."""
    path = shutil.which(name)
    if path is None:
        pytest.skip(f"{name} is not installed")
    return path
