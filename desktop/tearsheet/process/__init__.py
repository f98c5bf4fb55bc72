"""Turn a function and its arguments into its result, computed in a process of its own that can be killed."""

from tearsheet.process.limits import Limits
from tearsheet.process.pool import run, stop

__all__ = ["Limits", "run", "stop"]
