"""Turn the bundled templates of a site into its files: layouts, style, words and settings."""

from collections.abc import Iterator, Mapping
from string import Template

from tearsheet.export.exporter import Option
from tearsheet.export.markdown.front_matter import quoted
from tearsheet.export.signing import UNSIGNED, sign
from tearsheet.model.export import ExportedFile
from tearsheet.resources import resource

PARTS = Option(
    name="parts",
    help="A whole site, or only its posts and pictures, for a site that has layouts of its own.",
    choices=("site", "posts"),
)
LANGUAGE = Option(name="language", help="The language of the site's own words.", choices=("zh", "en"))

_TITLES = {"zh": "剪报", "en": "Tear sheets"}
_LOCALES = {"zh": "zh-CN", "en": "en"}
_SETTINGS = (".yml", ".toml")


def templates(name: str, *, style: str, language: str, values: Mapping[str, str]) -> Iterator[ExportedFile]:
    """Yield the files of `resources/templates/<name>`, and at `style` the style sheet that all sites share.

    In settings each `$name` becomes its value.
    """
    known = {"title": quoted(_TITLES[language]), "language": quoted(_LOCALES[language]), **values}
    folder = resource(f"templates/{name}")
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        text = path.read_text("utf-8")
        if path.suffix in _SETTINGS:
            text = Template(text).substitute(known)
        yield _unsigned(path.relative_to(folder).as_posix(), text)
    yield _unsigned(style, resource("templates/site.css").read_text("utf-8"))


def _unsigned(path: str, text: str) -> ExportedFile:
    return signed_file(path, text.replace("tearsheet:unsigned", UNSIGNED))


def signed_file(path: str, text: str, *, uid: str = "") -> ExportedFile:
    """Return a file, of the article `uid`, that shows by its UNSIGNED, which is filled in, who changed it since."""
    return ExportedFile(path=path, data=sign(text.encode("utf-8", "replace"), path), signed=True, uid=uid)
