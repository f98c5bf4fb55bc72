"""Turn a person's decisions into changes of the library: tag, mark, edit, delete, undelete.

Workflows are imported by the verb that runs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from tearsheet.cli.call import DONE, AddVerb, Call, WrongUsage
from tearsheet.model.article import NO_DATE, Edits, NoDate
from tearsheet.model.ids import ArticleId
from tearsheet.text.dates import parse_date
from tearsheet.text.words import _, ngettext

_FLAGS = ("read", "archived", "favourite")


def register_tag(add: AddVerb) -> None:
    """Add the verb `tag`."""
    parser = add("tag", _("put tags on articles, or take them off"))
    parser.add_argument("items", nargs="+", metavar="ITEM|+TAG|-TAG", help=_("articles, tags to add, tags to remove"))
    parser.set_defaults(run=_tag)


def register_mark(add: AddVerb) -> None:
    """Add the verb `mark`."""
    parser = add("mark", _("set read, archived and favourite, or take them off"))
    parser.add_argument("items", nargs="+", metavar="ITEM|+FLAG|-FLAG", help=_("articles, and such as +read -archived"))
    parser.set_defaults(run=_mark)


def register_edit(add: AddVerb) -> None:
    """Add the verb `edit`."""
    parser = add("edit", _("correct what is known of an article, for good"))
    parser.add_argument("items", nargs="+", metavar="ITEM", help=_("the article to correct"))
    parser.add_argument("--title", help=_("its title"))
    parser.add_argument("--byline", help=_("who wrote it"))
    parser.add_argument("--source", help=_("the medium that published it"))
    parser.add_argument("--published", metavar="DATE", help=_("when, such as 2022-03-02 17:24 +0800; '' for no date"))
    parser.add_argument("--note", help=_("your own words on it"))
    parser.set_defaults(run=_edit)


def register_delete(add: AddVerb) -> None:
    """Add the verb `delete`."""
    parser = add("delete", _("put articles into the bin"))
    parser.add_argument("items", nargs="+", metavar="ITEM", help=_("articles to delete"))
    parser.set_defaults(run=_delete)


def register_undelete(add: AddVerb) -> None:
    """Add the verb `undelete`."""
    parser = add("undelete", _("take articles out of the bin"))
    parser.add_argument("items", nargs="+", metavar="ITEM", help=_("articles to take out"))
    parser.set_defaults(run=_undelete)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Signed:
    """The words of a command line by their signs."""

    plain: list[str]
    plus: list[str]
    minus: list[str]


def _tag(call: Call) -> int:
    from tearsheet.workflows.organise import tag

    words = _signed(call.arguments.items)
    if not words.plus and not words.minus:
        raise WrongUsage(_("Say which tags: +tag to add one, -tag to take it off."))
    articles = _articles(call, words.plain)
    tag(call.desk, articles, add=words.plus, remove=words.minus)
    return _tell(call, articles)


def _mark(call: Call) -> int:
    from tearsheet.workflows.organise import mark

    words = _signed(call.arguments.items)
    unknown = [word for word in [*words.plus, *words.minus] if word not in _FLAGS]
    if unknown or not (words.plus or words.minus):
        raise WrongUsage(_("Say which marks: +read, -archived, +favourite and the like."))
    articles = _articles(call, words.plain)
    wanted: dict[str, bool | None] = {flag: _wanted(flag, words) for flag in _FLAGS}
    mark(call.desk, articles, **wanted)
    return _tell(call, articles)


def _edit(call: Call) -> int:
    from tearsheet.workflows.organise import edit

    given = call.arguments
    edits = Edits(
        title=given.title,
        byline=given.byline,
        source=given.source,
        published=_moment(given.published),
        note=given.note,
    )
    if edits == Edits():
        raise WrongUsage(_("Say what to change: --title, --byline, --source, --published or --note."))
    articles = _articles(call, given.items)
    if len(articles) != 1:
        raise WrongUsage(_("That is {count} articles; one is edited at a time.").format(count=len(articles)))
    edit(call.desk, articles, edits)
    return _tell(call, articles)


def _delete(call: Call) -> int:
    from tearsheet.workflows.organise import delete

    articles = _articles(call, call.arguments.items)
    delete(call.desk, articles)
    return _tell(call, articles)


def _undelete(call: Call) -> int:
    from tearsheet.workflows.organise import undelete

    articles = _articles(call, call.arguments.items, deleted=True)
    undelete(call.desk, articles)
    return _tell(call, articles)


def _signed(words: Sequence[str]) -> _Signed:
    return _Signed(
        plain=[word for word in words if word[:1] not in ("+", "-")],
        plus=[word[1:] for word in words if word[:1] == "+" and word[1:]],
        minus=[word[1:] for word in words if word[:1] == "-" and word[1:]],
    )


def _wanted(flag: str, words: _Signed) -> bool | None:
    return True if flag in words.plus else False if flag in words.minus else None


def _moment(text: str | None) -> datetime | NoDate | None:
    """Return a date as given; one that names no offset is in the time zone of this computer."""
    if not text:
        return None if text is None else NO_DATE
    moment = parse_date(text, offset=datetime.now().astimezone().tzinfo)
    if moment is None:
        raise WrongUsage(_("{text} is no date.").format(text=text))
    return moment


def _articles(call: Call, items: Sequence[str], *, deleted: bool = False) -> tuple[ArticleId, ...]:
    from tearsheet.workflows.search import resolve

    if not items:
        raise WrongUsage(_("Say which articles: by id, address or search."))
    return resolve(call.desk, items, deleted=deleted)


def _tell(call: Call, articles: Sequence[ArticleId]) -> int:
    """Print the articles as they now are."""
    from tearsheet.workflows.read import article

    for each in articles:
        if call.console.json:
            shown = article(call.desk, each)
            call.console.result(
                {
                    "id": shown.id,
                    "title": shown.metadata.title,
                    "tags": list(shown.tags),
                    "read": shown.read,
                    "archived": shown.archived,
                    "favourite": shown.favourite,
                    "deleted": shown.deleted is not None,
                }
            )
    count = len(articles)
    call.console.remark(ngettext("{count} article changed.", "{count} articles changed.", count).format(count=count))
    return DONE
