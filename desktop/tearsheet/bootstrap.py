"""Turn a command line into a running Tearsheet: the only place that knows every room.

Rooms are imported where they are first needed: a list must not pay for a network, nor the command line for Qt.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tearsheet.model.errors import Failure, SettingsError, TearsheetError
from tearsheet.settings.language import system_language
from tearsheet.settings.paths import library_location, rules_folder, usual_library
from tearsheet.settings.preferences import Preferences, load, set_aside
from tearsheet.text.reasons import in_words
from tearsheet.text.words import use_language
from tearsheet.workflows.desk import Desk

if TYPE_CHECKING:
    from tearsheet.browser.client import Renderer
    from tearsheet.fetch import Fetcher
    from tearsheet.library import Library


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the window when no verb is given, else the command line; return the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    preferences, failure = _preferences()
    if failure is not None:
        print(in_words(failure), file=sys.stderr)
    use_language(os.environ.get("TEARSHEET_LANGUAGE") or preferences.language or system_language())
    with _undisturbed():
        from tearsheet.cli import main as command_line

    return command_line(
        given,
        desk=partial(desk, preferences=preferences),
        window=partial(window, preferences=preferences, failure=failure),
    )


def desk(location: str | None = None, *, waits: bool = True, preferences: Preferences | None = None) -> Desk:
    """Return a desk for the library at `location`, or the one chosen; nothing is opened until it is used.

    With `waits` false a search does not wait for an index that has to be made; a window makes it beside.
    """
    chosen = preferences or Preferences()
    place = library_location(location, chosen.library)
    # One that was chosen is not made anew where it is not: its disk may only not be here today.
    is_there_already = place == chosen.library != usual_library()
    return Desk(
        location=place,
        library=lambda: _library(place, waits, create=not is_there_already),
        fetcher=_fetcher,
        renderer=_renderer,
        rules=rules_folder(),
        backups=Path(chosen.backup_folder) if chosen.backup_folder else None,
    )


def window(
    location: str | None = None,
    links: Sequence[str] = (),
    *,
    preferences: Preferences,
    failure: Failure | None = None,
) -> int:
    """Open the window, or hand the links to the one that is open on the library, and return the exit code.

    `failure` is what went wrong with the preferences, said there too.
    """
    from tearsheet.workflows.obstacles import missing_library_words, window_obstacle

    # Qt aborts rather than say that it has no screen.
    obstacle = window_obstacle()
    if obstacle:
        print(obstacle, file=sys.stderr)
        return 1
    try:
        with _undisturbed():
            from tearsheet.gui.app import run
    except ImportError as error:
        print(missing_library_words(error), file=sys.stderr)
        return 1
    try:
        return run(
            lambda: desk(location, waits=False, preferences=preferences),
            open_desk=lambda place, held: desk(place, waits=False, preferences=held),
            library=library_location(location, preferences.library),
            links=links,
            preferences=preferences,
            failure=failure,
        )
    except TearsheetError as error:
        print(in_words(error.failure), file=sys.stderr)
        return 1


def _preferences() -> tuple[Preferences, Failure | None]:
    """Read the preferences; a file that is broken is kept beside the one that is written next."""
    try:
        return load(), None
    except SettingsError as error:
        set_aside()
        return Preferences(), error.failure


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Import without the garbage collector: what is imported stays, and would be looked over dozens of times.

    Nor is it looked over afterwards, which would be a tenth of a short run.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def _library(location: str, waits: bool, *, create: bool) -> Library:
    with _undisturbed():
        from tearsheet.library import open_library

    return open_library(location, create=create, waits=waits, password=_password)


def _password(place: str) -> str | None:
    from tearsheet.settings.secrets import password_for

    return password_for(place)


def _fetcher() -> Fetcher:
    from tearsheet.fetch import Fetcher

    return Fetcher()


def _renderer() -> Renderer:
    from tearsheet.browser.client import Renderer

    return Renderer()
