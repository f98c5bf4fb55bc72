"""Turn the name of a bundled file into the path where it lies, in a wheel as in the repository."""

from pathlib import Path

_PACKAGE = Path(__file__).parent
_ROOTS = (_PACKAGE / "_resources", _PACKAGE.parent.parent / "resources")


def resource(name: str) -> Path:
    """Return the path of the bundled file or folder `name`, such as `reader/reader.css`.

    A wheel carries `resources/` inside the package, an editable install does not, so both places are tried.
    Raises FileNotFoundError.
    """
    for root in _ROOTS:
        path = root / name
        if path.exists():
            return path
    raise FileNotFoundError(name)
