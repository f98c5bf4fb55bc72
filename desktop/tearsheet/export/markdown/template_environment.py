"""Turn a template in Jinja2's sandbox into text, or into an error that names the line and what is wrong there."""

import re
from collections.abc import Iterable
from types import TracebackType

from jinja2 import StrictUndefined, TemplateSyntaxError
from jinja2.exceptions import SecurityError, TemplateRuntimeError, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from tearsheet.export.markdown.template_filters import FILTERS
from tearsheet.export.markdown.template_syntax import ClipperFilters
from tearsheet.export.markdown.template_values import Values
from tearsheet.model.errors import ExportError, Reason

LARGEST = 20
"""Millions of characters that a note may have."""

_NO_VARIABLE = re.compile(r"'(\w+)' is undefined")
_NO_FILTER = re.compile(r"No filter named '(\w+)'\.?(?: Did you mean.*)?", re.DOTALL)


def rendered(template: str, values: Values) -> str:
    """Return what a template says. Raises ExportError BAD_TEMPLATE or TEMPLATE_RAN_AWAY."""
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, extensions=[ClipperFilters], keep_trailing_newline=True
    )
    environment.filters.update(FILTERS)
    try:
        return _at_most(environment.from_string(template).generate(values))
    except TemplateSyntaxError as error:
        raise _wrong(error.lineno, _NO_FILTER.sub(r"no filter \1", error.message or "")) from error
    except UndefinedError as error:
        raise _wrong(_line(error.__traceback__), _NO_VARIABLE.sub(r"no variable \1", error.message or "")) from error
    except SecurityError as error:
        raise _wrong(_line(error.__traceback__), f"not allowed: {error.message}") from error
    except RecursionError as error:
        raise _wrong(_line(error.__traceback__), "it calls itself without end") from error
    except (MemoryError, ExportError):
        raise
    except Exception as error:  # a template can do wrong whatever an expression can
        raise _wrong(_line(error.__traceback__), _said(error)) from error


def _at_most(parts: Iterable[str]) -> str:
    written, length = [], 0
    for part in parts:
        length += len(part)
        if length > LARGEST * 1_000_000:
            raise ExportError(Reason.TEMPLATE_RAN_AWAY, f"more than {LARGEST} MB")
        written.append(part)
    return "".join(written)


def _line(trace: TracebackType | None) -> int:
    """Return the line of the template that was being filled in, 0 where none was."""
    line = 0
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def _said(error: Exception) -> str:
    if isinstance(error, TemplateRuntimeError) and error.message:
        return _NO_FILTER.sub(r"no filter \1", error.message)
    return f"{error}" or type(error).__name__


def _wrong(line: int, said: str) -> ExportError:
    return ExportError(Reason.BAD_TEMPLATE, f"line {line}: {' '.join(said.split())[:200]}")
