"""Turn articles of the library into files: export, formats. Workflows are imported by the verb that runs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tearsheet.cli.call import DONE, AddVerb, Call, WrongUsage
from tearsheet.model.export import ExportOptions
from tearsheet.model.query import Query
from tearsheet.text.words import _, ngettext

if TYPE_CHECKING:
    from tearsheet.workflows.export import Option


def register_export(add: AddVerb) -> None:
    """Add the verb `export`."""
    parser = add("export", _("write articles as files into a folder"))
    parser.add_argument("items", nargs="*", metavar="ITEM", help=_("articles to write; all when none is named"))
    parser.add_argument("--as", dest="form", required=True, metavar="FORMAT", help=_("a format; `formats` lists them"))
    parser.add_argument("--to", required=True, type=Path, metavar="PATH", help=_("the folder to write into"))
    parser.add_argument(
        "--option", action="append", default=[], metavar="NAME=VALUE", help=_("an option of the format")
    )
    parser.set_defaults(run=_export)


def register_formats(add: AddVerb) -> None:
    """Add the verb `formats`."""
    parser = add("formats", _("list what can be exported, with its options, and what can be imported"))
    parser.set_defaults(run=_formats)


def _export(call: Call) -> int:
    from tearsheet.workflows.export import export, formats
    from tearsheet.workflows.search import ids, resolve

    given = call.arguments
    exporter = next((each for each in formats() if each.name == given.form), None)
    if exporter is None:
        known = ", ".join(each.name for each in formats())
        raise WrongUsage(_("There is no format {name}; there are {known}.").format(name=given.form, known=known))
    options = _options(exporter.options, given.option)
    articles = resolve(call.desk, given.items) if given.items else ids(call.desk, Query())
    left: list[Path] = []
    with call.cancellable() as cancelled:
        files = export(
            call.desk,
            sorted(articles),
            format=exporter.name,
            to=given.to,
            options=options,
            cancelled=cancelled,
            left_alone=left.append,
        )
    for file in files:
        call.console.result({"path": str(file)}, str(file))
    for file in left:
        call.console.remark(_("Left alone, for it is yours or you changed it: {file}").format(file=file))
    count = len(articles)
    said = ngettext("{count} article exported to {folder}.", "{count} articles exported to {folder}.", count)
    call.console.remark(said.format(count=count, folder=given.to))
    return DONE


def _options(known: Sequence[Option], given: Sequence[str]) -> ExportOptions:
    named = {option.name: option for option in known}
    values = []
    for each in given:
        name, _sign, value = each.partition("=")
        option = named.get(name)
        if option is None or not (value in option.choices or (option.file and value)):
            choices = "; ".join(map(_choices, known))
            raise WrongUsage(_("There is no option {given}; there are: {known}").format(given=each, known=choices))
        values.append((name, value))
    return ExportOptions(values=tuple(values))


def _choices(option: Option) -> str:
    return f"{option.name}={'|'.join((*option.choices, *('PATH',) * option.file))}"


def _formats(call: Call) -> int:
    from tearsheet.workflows.export import formats
    from tearsheet.workflows.importing import importers

    for exporter in formats():
        options = [
            {"name": option.name, "default": option.default, "choices": list(option.choices), "help": _(option.help)}
            for option in exporter.options
        ]
        call.console.result(
            {"name": exporter.name, "title": exporter.title, "extension": exporter.extension, "options": options},
            f"{exporter.name}  {exporter.title} (*{exporter.extension})",
        )
        for option in exporter.options:
            call.console.words(f"    {_choices(option)}  {_(option.help)}")
    for importer in importers():
        row: dict[str, object] = {"name": importer.name, "title": importer.title, "imports": True}
        call.console.result(row, _("import --from {name}  {title}").format(name=importer.name, title=importer.title))
    return DONE
