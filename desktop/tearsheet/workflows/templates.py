"""Turn a template that a person is writing into the note that an article would become by it; nothing is written."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from tearsheet.model.export import ExportOptions
from tearsheet.model.ids import ArticleId
from tearsheet.model.outlet import Outlet
from tearsheet.settings.outlets import change_outlets, load_outlets
from tearsheet.settings.templates import rename_template
from tearsheet.workflows.desk import Desk
from tearsheet.workflows.export import annotated, exporter_named

_MARKDOWN, _TEMPLATE = "markdown", "template"


def note_of(desk: Desk, article: ArticleId, template: str) -> str:
    """Return an article's note as a template has it.

    Raises LibraryError, and ExportError: BAD_TEMPLATE with the line and what is wrong there, TEMPLATE_RAN_AWAY.
    """
    options = ExportOptions(values=((_TEMPLATE, template), ("pictures", "link")))
    export = exporter_named(_MARKDOWN).export
    files = list(export(iter([annotated(desk, article)]), options, desk.library.blob))
    return files[-1].data.decode()


def rename(file: Path, name: str) -> Path:
    """Give a template another name, which outlets that write by it follow; return its file. Raises SettingsError."""
    renamed = rename_template(file, name)
    follow = _following(str(file), str(renamed))
    if renamed != file and any(follow(outlet) != outlet for outlet in load_outlets()):
        change_outlets(lambda known: tuple(map(follow, known)))
    return renamed


def _following(old: str, new: str) -> Callable[[Outlet], Outlet]:
    def follow(outlet: Outlet) -> Outlet:
        options = ((name, new if (name, value) == (_TEMPLATE, old) else value) for name, value in outlet.options)
        return replace(outlet, options=tuple(options))

    return follow
