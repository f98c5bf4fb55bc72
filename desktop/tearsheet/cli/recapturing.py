"""Turn kept articles' own addresses into new versions of them: recapture. Workflows are imported by the verb."""

from collections.abc import Sequence

from tearsheet.cli import fields
from tearsheet.cli.call import DONE, SOME_FAILED, AddVerb, Call
from tearsheet.cli.capturing import reporter
from tearsheet.model.annotation import PlacedAnnotation
from tearsheet.model.capture import Captured, Status
from tearsheet.model.page import Rendering
from tearsheet.text.recapturing import carried_over, why
from tearsheet.text.words import _


def register_recapture(add: AddVerb) -> None:
    """Add the verb `recapture`."""
    parser = add("recapture", _("capture kept pages again, as new versions; highlights go along"))
    parser.add_argument("items", nargs="+", metavar="ITEM", help=_("articles to capture again"))
    parser.add_argument(
        "--render", choices=[mode.value for mode in Rendering], default="auto", help=_("run the pages' scripts")
    )
    parser.set_defaults(run=_recapture)


def _recapture(call: Call) -> int:
    from tearsheet.workflows.annotate import annotations
    from tearsheet.workflows.recapture import recapture
    from tearsheet.workflows.search import resolve

    code = DONE
    articles = resolve(call.desk, call.arguments.items)
    with call.cancellable() as cancelled:
        for article in articles:
            captured = recapture(
                call.desk,
                article,
                rendering=Rendering(call.arguments.render),
                report=reporter(call.console),
                cancelled=cancelled,
            )
            _tell(call, captured, annotations(call.desk, article, captured.version))
            code = code if captured.ok else SOME_FAILED
    return code


def _tell(call: Call, captured: Captured, annotations: Sequence[PlacedAnnotation]) -> None:
    call.console.result(fields.of_recapture(captured, annotations), _words(captured, annotations))
    if captured.failure is not None:
        call.console.complain(f"id:{captured.article} {captured.title}: {why(captured.failure)}")


def _words(captured: Captured, annotations: Sequence[PlacedAnnotation]) -> str:
    """Return a line on an article that was had; what stands in the way of showing it is said apart."""
    if captured.status is Status.FAILED:
        return ""
    if captured.status is Status.UNCHANGED:
        line = _("As before: {id}  {title}")
    elif captured.current:
        line = _("New version {version}: {id}  {title}")
    else:
        line = _("Kept aside as version {version}: {id}  {title}")
    said = line.format(id=captured.article, title=captured.title, version=captured.version)
    through = carried_over(annotations) if captured.current else ""
    return f"{said}  ({through})" if through else said
