"""Turn saved pages into articles, without a library and without a network. Workflows are imported when it runs."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from tearsheet.cli import fields
from tearsheet.cli.call import DONE, SOME_FAILED, AddVerb, Call, WrongUsage
from tearsheet.cli.console import Console
from tearsheet.cli.given import bytes_of, lines_of
from tearsheet.model.errors import TearsheetError
from tearsheet.model.extraction import Extraction
from tearsheet.text.reasons import in_words
from tearsheet.text.words import _

_FORMS = ("markdown", "text", "html", "json")
_AT_ONCE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """A page to read: where it lies, `-` for standard input, and what a row of an index says of it."""

    file: str
    url: str
    id: object = None


def register_extract(add: AddVerb) -> None:
    """Add the verb `extract`."""
    parser = add("extract", _("read articles out of saved pages, keeping nothing"))
    parser.add_argument("items", nargs="*", metavar="FILE", help=_("a saved page, gzipped or not; - is standard input"))
    parser.add_argument("--url", default="", help=_("the address the page came from"))
    parser.add_argument("--as", dest="form", choices=_FORMS, default="markdown", help=_("the form to print it in"))
    parser.add_argument("--explain", action="store_true", help=_("say how each part was found"))
    parser.add_argument("--index", metavar="FILE", help=_("JSON Lines with id, url and file: print a row for each"))
    parser.set_defaults(run=_extract)


def _extract(call: Call) -> int:
    given = call.arguments
    if bool(given.items) == bool(given.index):
        raise WrongUsage(_("Give files, or an index of them."))
    if given.index or given.form == "json":
        call.console.json = True
    pages = _indexed(given.index) if given.index else [_Page(file=item, url=given.url) for item in given.items]
    code = DONE
    with call.cancellable() as cancelled:
        for page, result in _read(pages, cancelled):
            if isinstance(result, TearsheetError):
                code = SOME_FAILED
                _tell_failure(call.console, page, result)
            else:
                _tell(call, page, result)
    return code


def _indexed(name: str) -> list[_Page]:
    """Return the pages of an index; files that are not found as they stand are looked for beside it."""
    lines = lines_of(name)
    try:
        rows = [json.loads(line) for line in lines]
        return [_Page(file=_beside(name, row["file"]), url=row.get("url") or "", id=row.get("id")) for row in rows]
    except (ValueError, KeyError, AttributeError, TypeError) as error:
        raise WrongUsage(_("{file} is no index: every line must be JSON with a file.").format(file=name)) from error


def _beside(index: str, file: str) -> str:
    return file if Path(file).exists() else str(Path(index).parent / file)


def _read(pages: list[_Page], cancelled: Event) -> Iterator[tuple[_Page, Extraction | TearsheetError]]:
    """Read pages, two at a time, and give them back in their order."""
    from tearsheet.workflows.extract import extract_bytes

    def read(page: _Page) -> Extraction | TearsheetError:
        try:
            return extract_bytes(bytes_of(page.file), url=page.url, cancelled=cancelled)
        except TearsheetError as error:
            return error

    with ThreadPoolExecutor(_AT_ONCE) as workers:
        try:
            yield from zip(pages, workers.map(read, pages), strict=True)
        finally:
            workers.shutdown(cancel_futures=True)


def _tell(call: Call, page: _Page, extraction: Extraction) -> None:
    given = call.arguments
    if call.console.json:
        explained = {"reasons": list(extraction.reasons)} if given.explain else {}
        call.console.result({**_named(page), **fields.of_extraction(extraction, page.url), **explained})
        return
    from tearsheet.cli.written import unkept, written

    call.console.text(written(unkept(extraction, page.url), given.form))
    if given.explain:
        for reason in (*extraction.reasons, f"share: {extraction.share:.2f} of the page's visible text"):
            call.console.complain(reason)


def _tell_failure(console: Console, page: _Page, error: TearsheetError) -> None:
    if console.json:
        console.result({**_named(page), "url": page.url, **fields.of_failure(error.failure)})
    console.complain(f"{page.file}: {in_words(error.failure)}")


def _named(page: _Page) -> dict[str, object]:
    return {"file": page.file} if page.id is None else {"id": page.id, "file": page.file}
