"""Turn the standard library's parser of arguments into one that speaks the person's language."""

import argparse
from typing import Any, NoReturn

from tearsheet.text.words import _


class Parser(argparse.ArgumentParser):
    """A parser whose headings and errors come from the catalogue; long options are never abbreviated."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(allow_abbrev=False, formatter_class=_Formatter, add_help=False, **settings)
        if settings.get("parents"):
            self.add_argument("-h", "--help", action="help", help=_("show this help"))

    def add_argument_group(self, *given: Any, **settings: Any) -> argparse._ArgumentGroup:
        """Add a group; the two that argparse makes by itself get titles of ours."""
        titles = {"options": _("options"), "positional arguments": _("arguments")}
        return super().add_argument_group(*(titles.get(each, each) for each in given), **settings)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the arguments and how they go, and end with 2."""
        self.exit(2, f"{self.format_usage()}{self.prog}: {message}\n")


class _Formatter(argparse.HelpFormatter):
    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, _("usage: ") if prefix is None else prefix)
