"""Turn words of an article into highlights and notes: annotate, annotations. Workflows are imported by the verb."""

import json
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tearsheet.cli import fields
from tearsheet.cli.call import DONE, SOME_FAILED, AddVerb, Call, WrongUsage
from tearsheet.cli.console import plain
from tearsheet.cli.given import lines_of
from tearsheet.cli.table import aligned
from tearsheet.model.annotation import Annotation, AnnotationQuery, Colour, PlacedAnnotation, Quotation, State
from tearsheet.model.errors import Failure, LibraryError, Reason, TearsheetError
from tearsheet.model.ids import VersionId
from tearsheet.text.annotations import name_of_colour, name_of_state
from tearsheet.text.reasons import in_words
from tearsheet.text.words import _, ngettext

_IN_A_ROW = {"quote": str, "prefix": str, "suffix": str, "note": str, "start": int, "end": int}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """A row of an index, or the one that the command line's options make: what to mark, and where."""

    item: str
    quotation: Quotation | Failure
    number: int | None = None
    id: object = None


def register_annotate(add: AddVerb) -> None:
    """Add the verb `annotate`."""
    parser = add("annotate", _("highlight words of an article, or write a note on it"))
    parser.add_argument("items", nargs="*", metavar="ITEM", help=_("the article; a row of an index may name its own"))
    parser.add_argument("--quote", default="", metavar="TEXT", help=_("the words to mark; without them the article"))
    parser.add_argument("--prefix", default="", metavar="TEXT", help=_("what stands before them, where they recur"))
    parser.add_argument("--suffix", default="", metavar="TEXT", help=_("what stands after them, where they recur"))
    parser.add_argument("--note", default="", metavar="TEXT", help=_("your own words on them, in Markdown"))
    parser.add_argument(
        "--colour", choices=[colour.value for colour in Colour], default="yellow", help=_("the highlight's colour")
    )
    parser.add_argument("--tag", action="append", default=[], metavar="TAG", help=_("a tag for the highlight"))
    parser.add_argument(
        "--index", metavar="FILE", help=_("JSON Lines with item, quote, prefix, suffix, note, colour, tags")
    )
    parser.set_defaults(run=_annotate)


def register_annotations(add: AddVerb) -> None:
    """Add the verb `annotations`."""
    parser = add("annotations", _("list highlights and notes: of articles, or of the whole library"))
    parser.add_argument("items", nargs="*", metavar="ITEM", help=_("articles; all when none is named"))
    parser.add_argument("--version", type=int, metavar="N", help=_("where they stand on another version, by number"))
    parser.set_defaults(run=_annotations)


def _annotate(call: Call) -> int:
    given = call.arguments
    if len(given.items) > 1:
        raise WrongUsage(_("Say one article to annotate."))
    item = _named(call, given.items[0]) if given.items else ""
    if given.index:
        wanted = [_row(line, number, item) for number, line in enumerate(lines_of(given.index), start=1)]
    elif item and (given.quote or given.note):
        wanted = [_Wanted(item=item, quotation=_from_options(call))]
    else:
        raise WrongUsage(_("Say which article and which words: --quote, a --note on the whole, or --index."))
    outcomes = _outcomes(call, wanted)
    for each, outcome in zip(wanted, outcomes, strict=True):
        _tell(call, each, outcome)
    marked = sum(1 for outcome in outcomes if isinstance(outcome, PlacedAnnotation))
    said = ngettext("{count} passage marked.", "{count} passages marked.", marked)
    call.console.remark(said.format(count=f"{marked:,}"))
    return DONE if marked == len(wanted) else SOME_FAILED


def _named(call: Call, item: str) -> str:
    """Return an item that names one article."""
    from tearsheet.workflows.search import resolve

    count = len(resolve(call.desk, [item]))
    if count > 1:
        raise WrongUsage(_("That is {count} articles; one is annotated at a time.").format(count=count))
    return item


def _from_options(call: Call) -> Quotation:
    given = call.arguments
    return Quotation(
        quote=given.quote,
        prefix=given.prefix,
        suffix=given.suffix,
        colour=Colour(given.colour),
        note=given.note,
        tags=tuple(given.tag),
    )


def _row(line: str, number: int, item: str) -> _Wanted:
    """Read a row of an index; one that makes no sense is a failure of its own."""
    try:
        row = json.loads(line)
        named = row.get("item", row.get("article", item))
        quotation = _quotation(row)
        return _Wanted(item=str(named), quotation=quotation, number=number, id=row.get("id"))
    except (ValueError, AttributeError, TypeError) as error:
        return _Wanted(item=item, quotation=Failure(reason=Reason.BAD_ROW, detail=str(error)), number=number)


def _quotation(row: dict[str, object]) -> Quotation:
    """Raises TypeError and ValueError."""
    tags = row.get("tags") or []
    if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
        raise TypeError("tags")
    said = {}
    for name, kind in _IN_A_ROW.items():
        value = row.get(name)
        if value is not None:
            if not isinstance(value, kind) or isinstance(value, bool):
                raise TypeError(name)
            said[name] = value
    return replace(
        Quotation(colour=Colour(str(row.get("colour") or Colour.YELLOW)), tags=tuple(tags)),
        **said,  # type: ignore[arg-type]
    )


def _outcomes(call: Call, wanted: Sequence[_Wanted]) -> list[PlacedAnnotation | Failure]:
    """Mark all that is wanted, what belongs to one article in one write, and return what became of each."""
    outcomes: dict[int, PlacedAnnotation | Failure] = {}
    for item in dict.fromkeys(each.item for each in wanted):
        here = [number for number, each in enumerate(wanted) if each.item == item]
        quotations = [(number, each) for number in here if isinstance(each := wanted[number].quotation, Quotation)]
        outcomes |= {number: each for number in here if isinstance(each := wanted[number].quotation, Failure)}
        try:
            marked = _mark(call, item, [quotation for _number, quotation in quotations])
        except TearsheetError as error:
            marked = [error.failure] * len(quotations)
        outcomes |= dict(zip((number for number, _quotation in quotations), marked, strict=True))
    return [outcomes[number] for number in range(len(wanted))]


def _mark(call: Call, item: str, quotations: Sequence[Quotation]) -> list[PlacedAnnotation | Failure]:
    from tearsheet.workflows.annotate import annotate_quotes, annotations
    from tearsheet.workflows.read import article
    from tearsheet.workflows.search import resolve

    if not quotations:
        return []
    if not item:
        raise LibraryError(Reason.BAD_ROW, "item")
    named = resolve(call.desk, [item])
    if len(named) > 1:
        raise LibraryError(Reason.BAD_ROW, item)
    marked = annotate_quotes(call.desk, article(call.desk, named[0]), quotations)
    placed = {each.annotation.id: each for each in annotations(call.desk, named[0])}
    return [placed[each.id] if isinstance(each, Annotation) else each for each in marked.outcomes]


def _tell(call: Call, wanted: _Wanted, outcome: PlacedAnnotation | Failure) -> None:
    row = {} if wanted.number is None else {"row": wanted.number, "row_id": wanted.id}
    if isinstance(outcome, PlacedAnnotation):
        said = {**row, **fields.of_annotation(outcome), **fields.of_failure(None)}
        call.console.result(said, _("Marked: {id}  {words}").format(id=outcome.annotation.id, words=_words(outcome)))
        return
    quote = wanted.quotation.quote if isinstance(wanted.quotation, Quotation) else ""
    if call.console.json:
        call.console.result({**row, "id": None, "item": wanted.item, "quote": quote, **fields.of_failure(outcome)})
    where = "" if wanted.number is None else f"{call.arguments.index}:{wanted.number}: "
    call.console.complain(f"{where}{in_words(outcome)}")


def _annotations(call: Call) -> int:
    from tearsheet.workflows.annotate import annotations
    from tearsheet.workflows.search import resolve

    given = call.arguments
    version = None if given.version is None else VersionId(given.version)
    if version is not None and not given.items:
        raise WrongUsage(_("Say whose version: --version goes with an article."))
    if given.items:
        articles = resolve(call.desk, given.items)
        found = [each for article in articles for each in annotations(call.desk, article, version)]
    else:
        found = list(_all_of_them(call))
    if call.console.json:
        for each in found:
            call.console.result(fields.of_annotation(each))
        return DONE
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else 0
    for line in aligned([_columns(each) for each in found], width=width, shrinks=4):
        call.console.words(line)
    if not found:
        call.console.remark(_("Nothing is marked."))
    return DONE


def _all_of_them(call: Call) -> Iterator[PlacedAnnotation]:
    from tearsheet.workflows.annotate import list_annotations

    return (each.placed for each in list_annotations(call.desk, AnnotationQuery()))


def _columns(placed: PlacedAnnotation) -> tuple[str, ...]:
    said = placed.annotation
    state = "" if placed.state is State.ANCHORED else name_of_state(placed.state)
    tags = " ".join(f"#{tag}" for tag in said.tags)
    return tuple(
        plain(text)
        for text in (str(said.id), str(said.article), name_of_colour(said.colour), state, _words(placed), tags)
    )


def _words(placed: PlacedAnnotation) -> str:
    """Return the quote, or what stands in its place, and the note, on one line."""
    selector = placed.annotation.selector
    quote = "" if selector is None else placed.text or selector.exact or selector.picture
    note = placed.annotation.note
    return "  ".join(filter(None, (f"“{_one_line(quote)}”" if quote else "", _one_line(note))))


def _one_line(text: str) -> str:
    return " ".join(text.split())
