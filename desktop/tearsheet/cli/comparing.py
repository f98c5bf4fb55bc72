"""Turn an article's versions into a list, and two of them into what is different: versions, diff."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from tearsheet.cli import fields
from tearsheet.cli.call import DONE, AddVerb, Call, WrongUsage
from tearsheet.cli.console import plain
from tearsheet.cli.table import aligned
from tearsheet.model.article import Article, Version
from tearsheet.model.comparison import Change, Fate, Passage, Piece
from tearsheet.model.ids import VersionId
from tearsheet.text.words import _, ngettext

_SHOWN_OF_A_MOVE = 60


def register_versions(add: AddVerb) -> None:
    """Add the verb `versions`."""
    parser = add("versions", _("list an article's versions, or choose which is shown"))
    parser.add_argument("items", nargs="+", metavar="ITEM", help=_("the article"))
    parser.add_argument("--choose", type=int, metavar="N", help=_("the version to show from now on, by number"))
    parser.set_defaults(run=_versions)


def register_diff(add: AddVerb) -> None:
    """Add the verb `diff`."""
    parser = add("diff", _("show word by word what is different between two versions"))
    parser.add_argument(
        "items", nargs="+", metavar="ITEM [A B]", help=_("the article, and two versions by number; else the last two")
    )
    parser.set_defaults(run=_diff)


def _versions(call: Call) -> int:
    from tearsheet.workflows.read import article
    from tearsheet.workflows.search import resolve
    from tearsheet.workflows.versions import choose

    articles = resolve(call.desk, call.arguments.items)
    if call.arguments.choose is not None:
        if len(articles) != 1:
            raise WrongUsage(_("Say one article to choose a version of."))
        choose(call.desk, articles[0], VersionId(call.arguments.choose))
    for each in articles:
        _list(call, article(call.desk, each))
    return DONE


def _list(call: Call, shown: Article) -> None:
    for version in shown.versions if call.console.json else ():
        call.console.result(fields.of_version(version, shown))
    for line in aligned([_columns(version, shown) for version in shown.versions]):
        call.console.words(line)


def _columns(version: Version, shown: Article) -> tuple[str, ...]:
    words = ngettext("{count} word", "{count} words", version.words).format(count=f"{version.words:,}")
    mark = "●" if version.id == shown.version else ""
    captured = version.captured.astimezone().strftime("%Y-%m-%d %H:%M")
    return tuple(plain(text) for text in (str(version.id), mark, captured, words, version.method, version.title))


def _diff(call: Call) -> int:
    from tearsheet.workflows.read import article
    from tearsheet.workflows.search import resolve
    from tearsheet.workflows.versions import compare

    item, *numbers = call.arguments.items
    if len(numbers) > 2 or not all(number.isascii() and number.isdigit() for number in numbers):
        raise WrongUsage(_("Say one article and two of its versions, by number."))
    articles = resolve(call.desk, [item])
    if len(articles) != 1:
        raise WrongUsage(_("Say one article and two of its versions, by number."))
    pair = _pair(article(call.desk, articles[0]), [VersionId(int(number)) for number in numbers])
    if pair is None:
        call.console.remark(_("There is only one version."))
        return DONE
    passages = compare(call.desk, articles[0], *pair)
    if call.console.json:
        for passage in passages:
            call.console.result({"older": pair[0], "newer": pair[1], **fields.of_passage(passage)})
        return DONE
    for line in _lines(passages):
        call.console.words(line)
    if all(passage.fate is Fate.KEPT for passage in passages):
        call.console.remark(_("The two say the same."))
    return DONE


def _pair(shown: Article, named: Sequence[VersionId]) -> tuple[VersionId, VersionId] | None:
    """Return the two versions to compare: those named, one named and the one shown, or the last and the one before."""
    if len(named) == 2:
        return named[0], named[1]
    if named:
        return named[0], shown.version
    if len(shown.versions) < 2:
        return None
    last = shown.versions[-1].id
    return (shown.version if shown.version != last else shown.versions[-2].id), last


def _lines(passages: Sequence[Passage]) -> Iterator[str]:
    for kept, some in groupby(passages, key=lambda passage: passage.fate is Fate.KEPT):
        if kept:
            count = len(list(some))
            said = ngettext("{count} paragraph as it was", "{count} paragraphs as they were", count)
            yield f"    ({said.format(count=count)})"
        else:
            yield from map(_line, some)


def _line(passage: Passage) -> str:
    text = "".join(map(_marked, passage.pieces))
    match passage.fate:
        case Fate.ADDED:
            return f"+   {_plainly(passage)}"
        case Fate.REMOVED:
            return f"-   {_plainly(passage)}"
        case Fate.MOVED_AWAY:
            return _("-   moved away ({number}): {text}").format(number=passage.move, text=_beginning(passage))
        case Fate.MOVED_HERE:
            return _("+   moved here ({number}): {text}").format(number=passage.move, text=_one_line(text))
        case _:
            return f"~   {_one_line(text)}"


def _marked(piece: Piece) -> str:
    """Return a piece as `git diff --word-diff` marks it."""
    match piece.change:
        case Change.ADDED:
            return f"{{+{piece.text}+}}"
        case Change.REMOVED:
            return f"[-{piece.text}-]"
        case _:
            return piece.text


def _plainly(passage: Passage) -> str:
    return _one_line("".join(piece.text for piece in passage.pieces))


def _beginning(passage: Passage) -> str:
    text = _plainly(passage)
    return text if len(text) <= _SHOWN_OF_A_MOVE else f"{text[:_SHOWN_OF_A_MOVE]}…"


def _one_line(text: str) -> str:
    """Return a passage on one line; the lines of a list or of code are parted by a sign."""
    return text.replace("\n", " ⏎ ").replace("\t", "  ")
