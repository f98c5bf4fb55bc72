"""Print what a screen reader is told: the tree of a program by AT-SPI, or what it announces.

Run by a Python that has gi (the system's), not by the tests' own: tree PROGRAM, or announcements SECONDS.
"""

import json
import sys
import warnings
from collections.abc import Iterator
from typing import Any

import gi  # type: ignore[import-not-found]

warnings.simplefilter("ignore")  # newer versions of Atspi would have the interfaces asked for in another way
gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # type: ignore[import-not-found]  # noqa: E402


def tree(node: Any, depth: int = 0) -> Iterator[list[Any]]:
    """Yield each node as [depth, role, name, description, states]."""
    states = [state.value_nick for state in node.get_state_set().get_states()]
    yield [depth, node.get_role_name(), node.get_name() or "", node.get_description() or "", states]
    for place in range(node.get_child_count()):
        child = node.get_child_at_index(place)
        if child is not None:
            yield from tree(child, depth + 1)


def print_tree(program: str) -> None:
    desktop = Atspi.get_desktop(0)
    programs = [desktop.get_child_at_index(place) for place in range(desktop.get_child_count())]
    for found in programs:
        if found is not None and found.get_name() == program:
            json.dump(list(tree(found)), sys.stdout)
            return


def print_announcements(seconds: str) -> None:
    listener = Atspi.EventListener.new(lambda event: print(json.dumps(event.any_data), flush=True))
    listener.register("object:announcement")
    print(json.dumps("listening"), flush=True)
    GLib.timeout_add(int(seconds) * 1000, Atspi.event_quit)
    Atspi.event_main()


if __name__ == "__main__":
    Atspi.init()
    {"tree": print_tree, "announcements": print_announcements}[sys.argv[1]](sys.argv[2])
