"""Turn the last thing that was done to articles back, or forward again. Workflows are imported by the verb."""

import sys

from tearsheet.cli.call import DONE, AddVerb, Call
from tearsheet.cli.console import plain
from tearsheet.cli.fields import moment
from tearsheet.cli.table import aligned
from tearsheet.model.ids import StepId
from tearsheet.model.steps import Step
from tearsheet.text.steps import in_words, left_in_words
from tearsheet.text.words import _

_MOST = 50


def register_undo(add: AddVerb) -> None:
    """Add the verb `undo`."""
    parser = add("undo", _("take back what was done to articles and tags last, by the window too"))
    parser.add_argument("step", nargs="?", type=int, metavar="STEP", help=_("another step than the last, by number"))
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--list", dest="lists", action="store_true", help=_("list what can be taken back"))
    what.add_argument("--redo", action="store_true", help=_("do again what was taken back"))
    parser.set_defaults(run=_undo)


def _undo(call: Call) -> int:
    from tearsheet.workflows.organise import redo, undo

    given = call.arguments
    if given.lists:
        return _list(call)
    step = StepId(given.step) if given.step is not None else None
    turned = (redo if given.redo else undo)(call.desk, step)
    if call.console.json:
        changed = (*turned.changes.added, *turned.changes.updated, *turned.changes.removed)
        call.console.result({**_fields(turned.step), "changed": sorted(changed), "left": turned.left})
    words = _("Done again: {what}") if given.redo else _("Undone: {what}")
    call.console.remark(words.format(what=in_words(turned.step)))
    if turned.left:
        call.console.remark(left_in_words(turned))
    return DONE


def _list(call: Call) -> int:
    from tearsheet.workflows.organise import steps

    found = steps(call.desk, _MOST)
    if call.console.json:
        for step in found:
            call.console.result(_fields(step))
        return DONE
    for line in aligned([_columns(step) for step in found]):
        call.console.words(line)
    if not found and sys.stdout.isatty():
        call.console.remark(_("There is nothing to undo."))
    return DONE


def _columns(step: Step) -> list[str]:
    undone = _("undone") if step.undone is not None else ""
    done = step.done.astimezone().strftime("%Y-%m-%d %H:%M")
    return [str(step.id), done, undone, plain(in_words(step)), plain(step.title)]


def _fields(step: Step) -> dict[str, object]:
    return {
        "step": step.id,
        "kind": step.kind,
        "done": moment(step.done),
        "undone": moment(step.undone),
        "articles": step.articles,
        "title": step.title,
        "given": list(step.given),
        "taken": list(step.taken),
        "words": in_words(step),
    }
