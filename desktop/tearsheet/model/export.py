"""What an exporter makes."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedFile:
    """One file to write: `path` is relative, slash-separated, safe on every system."""

    path: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportOptions:
    """An exporter's options, by the names its module documents."""

    values: tuple[tuple[str, str], ...] = field(default=())

    def get(self, name: str, default: str = "") -> str:
        return dict(self.values).get(name, default)
