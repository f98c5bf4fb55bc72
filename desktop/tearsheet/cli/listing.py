"""Turn the library into rows and articles to read: list, show. Workflows are imported by the verb that runs."""

import shutil
import sys

from tearsheet.cli import fields
from tearsheet.cli.call import DONE, AddVerb, Call
from tearsheet.cli.console import plain
from tearsheet.cli.table import aligned
from tearsheet.model.article import ArticleSummary
from tearsheet.model.ids import VersionId
from tearsheet.model.query import Sort, Understood
from tearsheet.text.words import _

_MOST = 50
_FORMS = ("text", "html", "markdown", "json")


def register_list(add: AddVerb) -> None:
    """Add the verb `list`."""
    parser = add("list", _("list articles, or those that a search finds"))
    what = _("words, -words, OR, tag:news, source:…, is:unread, after:2022")
    parser.add_argument("items", nargs="*", metavar="QUERY", help=what)
    parser.add_argument("--limit", type=int, default=_MOST, metavar="N", help=_("at most so many; 0 for all"))
    parser.add_argument("--sort", choices=[order.value for order in Sort], help=_("the order of the rows"))
    parser.set_defaults(run=_list)


def register_show(add: AddVerb) -> None:
    """Add the verb `show`."""
    parser = add("show", _("print an article"))
    parser.add_argument("items", nargs="+", metavar="ITEM", help=_("the article to print"))
    parser.add_argument("--as", dest="form", choices=_FORMS, default="text", help=_("the form to print it in"))
    parser.add_argument("--version", type=int, metavar="N", help=_("another of its versions, by number"))
    parser.set_defaults(run=_show)


def _list(call: Call) -> int:
    from tearsheet.workflows.search import count, snippets, summaries, understood_by

    given = call.arguments
    typed = " ".join(given.items)
    understood = understood_by(call.desk, typed)
    query = understood.query
    _say_problems(call, understood, typed)
    total = count(call.desk, query)
    rows = summaries(call.desk, query, sort=Sort(given.sort or Sort.SAVED), limit=given.limit or total)
    if call.console.json:
        found = {each.article: each for each in snippets(call.desk, query, [row.id for row in rows])}
        for row in rows:
            call.console.result(fields.of_summary(row) | fields.of_snippet(found.get(row.id)))
        return DONE
    # Cut to the terminal only where there is one: whoever reads a pipe wants the whole title.
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else 0
    for line in aligned([_columns(row) for row in rows], width=width, shrinks=2):
        call.console.words(line)
    if total > len(rows):
        call.console.remark(_("{shown} of {total} articles").format(shown=len(rows), total=total))
    return DONE


def _say_problems(call: Call, understood: Understood, typed: str) -> None:
    if understood.problems:
        from tearsheet.text.problems import problem_in_words

        for problem in understood.problems:
            call.console.remark(problem_in_words(problem, typed))


def _columns(row: ArticleSummary) -> tuple[str, ...]:
    signs = "".join(sign for sign, on in (("●", not row.read), ("★", row.favourite), ("▣", row.archived)) if on)
    published = row.published.strftime("%Y-%m-%d") if row.published else ""
    tags = " ".join(f"#{tag}" for tag in row.tags)
    return tuple(plain(text) for text in (str(row.id), signs, row.title or row.url, row.source, published, tags))


def _show(call: Call) -> int:
    from tearsheet.workflows.read import article
    from tearsheet.workflows.search import resolve

    given = call.arguments
    version = VersionId(given.version) if given.version is not None else None
    for item in resolve(call.desk, given.items):
        shown = article(call.desk, item, version)
        if call.console.json or given.form == "json":
            call.console.json = True
            call.console.result(fields.of_article(shown))
        else:
            from tearsheet.cli.written import written

            call.console.text(written(shown, given.form))
    return DONE
