"""Turn a person's own template and an article's values into a note, in a worker that may not run away."""

from tearsheet.export.markdown.template_values import Values
from tearsheet.model.errors import ExportError, ProcessError, Reason
from tearsheet.process import Limits, run

LIMITS = Limits(seconds=10.0, memory=512 << 20)


def filled(template: str, values: Values, limits: Limits = LIMITS) -> str:
    """Return the note that a template makes of `values`. Raises ExportError, which names the line that is wrong."""
    try:
        return run(_rendered, template, values, limits=limits)
    except ProcessError as error:
        ran_away = error.reason in (Reason.OUT_OF_TIME, Reason.OUT_OF_MEMORY)
        reason = Reason.TEMPLATE_RAN_AWAY if ran_away else Reason.BAD_TEMPLATE
        raise ExportError(reason, error.detail) from error


def _rendered(template: str, values: Values) -> str:
    # Only in the worker: Jinja2 takes longer to load than a note to write.
    from tearsheet.export.markdown.template_environment import rendered

    return rendered(template, values)
