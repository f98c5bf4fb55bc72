"""Turn the program on itself: doctor, demo. Workflows are imported by the verb that runs."""

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tearsheet.cli import fields
from tearsheet.cli.call import DONE, SOME_FAILED, AddVerb, Call
from tearsheet.cli.console import Console
from tearsheet.text.words import _

if TYPE_CHECKING:
    from tearsheet.workflows.demo import Stop


def register_doctor(add: AddVerb) -> None:
    """Add the verb `doctor`."""
    parser = add("doctor", _("say what is in order here, and how to mend the rest"))
    parser.set_defaults(run=_doctor)


def register_demo(add: AddVerb) -> None:
    """Add the verb `demo`."""
    parser = add("demo", _("a tour of five seconds, without a network"))
    parser.add_argument("--to", type=Path, metavar="PATH", help=_("the folder to work in, instead of a new one"))
    parser.add_argument("--no-window", action="store_true", help=_("do not open the window at the end"))
    parser.set_defaults(run=_demo)


def _doctor(call: Call) -> int:
    from tearsheet.workflows.doctor import check

    code = DONE
    for finding in check(call.desk):
        sign = "✓" if finding.ok else "✗"
        call.console.result(
            {"name": finding.name, "ok": finding.ok, "words": finding.words, "remedy": finding.remedy},
            f"{sign} {finding.words}",
        )
        if finding.remedy:
            call.console.words(f"    {finding.remedy}")
        code = code if finding.ok else SOME_FAILED
    return code


def _demo(call: Call) -> int:
    from tearsheet.workflows.demo import tour
    from tearsheet.workflows.obstacles import window_obstacle

    given = call.arguments
    folder = given.to or Path(tempfile.mkdtemp(prefix="tearsheet-demo-"))
    location = given.library or str(folder / "library")
    code = DONE
    desk = call.open_desk(location)
    try:
        with call.cancellable() as cancelled:
            for stop in tour(desk, folder / "notes", cancelled=cancelled):
                _tell(call.console, stop)
                code = code if stop.ok else SOME_FAILED
    finally:
        desk.close()
    call.console.words(_("The library is in {folder}.").format(folder=location))
    if given.no_window or call.console.json:
        return code
    if obstacle := window_obstacle():
        call.console.remark(obstacle)
        return code
    return call.open_window(location) or code


def _tell(console: Console, stop: "Stop") -> None:
    captured = fields.of_capture(stop.captured) if stop.captured else {}
    row = {**captured, "ok": stop.ok, "words": stop.words, "files": [str(file) for file in stop.files]}
    console.result(row, f"{'✓' if stop.ok else '✗'} {stop.words}  ({stop.seconds:.1f} s)")
    for file in stop.files:
        console.words(f"    {file}")
