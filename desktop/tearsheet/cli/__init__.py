"""Turn a command line into the same use cases that the window has; nothing here loads Qt."""

from tearsheet.cli.command_line import main

__all__ = ["main"]
