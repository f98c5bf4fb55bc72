"""Turn arguments into the run of a verb and its exit code.

A verb's module is imported when it is asked for, its workflow when it runs, and what is needed once in a while then:
a list must not pay for a network, nor for the other verbs.
"""

import argparse
import os
import sys
import traceback
from collections.abc import Callable, Iterable, Sequence
from importlib import import_module

from tearsheet.cli.call import (
    DONE,
    INTERRUPTED,
    SOME_FAILED,
    WRONG_USAGE,
    AddVerb,
    Call,
    OpenDesk,
    OpenWindow,
    WrongUsage,
)
from tearsheet.cli.console import Console
from tearsheet.cli.parser import Parser
from tearsheet.model.errors import Cancelled, Failure, Reason, TearsheetError
from tearsheet.settings.paths import log_file
from tearsheet.text.reasons import in_words
from tearsheet.text.words import _

VERBS = {
    "capture": "capturing",
    "extract": "extracting",
    "list": "listing",
    "show": "listing",
    "tag": "organising",
    "mark": "organising",
    "edit": "organising",
    "delete": "organising",
    "undelete": "organising",
    "tags": "retagging",
    "undo": "taking_back",
    "searches": "saved_searches",
    "reread": "rereading",
    "recapture": "recapturing",
    "versions": "comparing",
    "diff": "comparing",
    "annotate": "annotating",
    "annotations": "annotating",
    "export": "exporting",
    "formats": "exporting",
    "import": "importing",
    "queue": "capturing",
    "worker": "capturing",
    "move-library": "moving",
    "verify": "upkeep",
    "backup": "upkeep",
    "restore": "upkeep",
    "doctor": "about",
    "demo": "about",
}
"""Every verb, in the order in which help names them, with the module of this room that has its `register_VERB`."""

# In these verbs a word with a hyphen before it is no option: a tag or flag to take off, a word not to find.
_HYPHENATED = ("tag", "mark", "list", "searches")
_SHIELD = "\0"
_LINKS = ("http://", "https://")


def main(arguments: Sequence[str], *, desk: OpenDesk, window: OpenWindow) -> int:
    """Run a verb and return the exit code; without a verb, open the window, with the links that stand in its place.

    `desk` makes the desk for a library's location, `window` opens the window on one.
    """
    links = _links_in(arguments)
    arguments = [word for word in arguments if word not in links]
    parser = command_parser(_verbs_in(arguments))
    try:
        given = _parsed(parser, arguments)
    except SystemExit as end:
        return int(end.code or DONE)
    if given.tell_version:
        return _tell_version()
    if given.verb is None:
        return window(given.library, links) if links else window(given.library)
    console = Console(json=given.json, quiet=given.quiet)
    try:
        return _run(
            Call(arguments=given, console=console, desk=desk(given.library), open_desk=desk, open_window=window)
        )
    except BrokenPipeError:
        _forget_output()
        return DONE


def _tell_version() -> int:
    from importlib.metadata import version

    print(f"Tearsheet {version('tearsheet')}")
    return DONE


def command_parser(known: Iterable[str] = VERBS) -> Parser:
    """Return the parser of the whole command line, or of as much of it as `known` verbs have."""
    shared = Parser(argument_default=argparse.SUPPRESS)
    shared.add_argument("--library", metavar="PATH", help=_("the library to use, instead of TEARSHEET_LIBRARY"))
    shared.add_argument("--json", action="store_true", help=_("print JSON Lines, and nothing else, on standard output"))
    shared.add_argument("-q", "--quiet", action="store_true", help=_("say nothing but what went wrong"))
    parser = Parser(
        prog="tearsheet",
        parents=[shared],
        description=_("Keep web articles in a library of your own. Without a verb, the window opens."),
        epilog=_("An item is an article's id, its address, or a search such as tag:news or a word."),
    )
    parser.add_argument("--version", dest="tell_version", action="store_true", help=_("show which version this is"))
    verbs = parser.add_subparsers(dest="verb", metavar=_("VERB"), title=_("verbs"))
    for verb in known:
        _registration(verb)(lambda name, words: verbs.add_parser(name, parents=[shared], help=words, description=words))
    return parser


def _registration(verb: str) -> Callable[[AddVerb], None]:
    name = f"register_{verb.replace('-', '_')}"
    register: Callable[[AddVerb], None] = getattr(import_module(f"tearsheet.cli.{VERBS[verb]}"), name)
    return register


def _verbs_in(arguments: Sequence[str]) -> Iterable[str]:
    """Return the verbs whose options must be known: the one asked for, all of them to help, none for the window."""
    words = iter(arguments)
    for word in words:
        if word == "--library":
            next(words, None)
        elif not word.startswith("-"):
            return (word,) if word in VERBS else VERBS
        elif word in ("-h", "--help"):
            return VERBS
    return ()


def _links_in(arguments: Sequence[str]) -> list[str]:
    """Return the links that stand where a verb would: they are for the window."""
    words = iter(arguments)
    for word in words:
        if word == "--library":
            next(words, None)
        elif word.startswith(_LINKS):
            return [word, *(other for other in words if other.startswith(_LINKS))]
        elif not word.startswith("-"):
            break
    return []


def _parsed(parser: Parser, arguments: Sequence[str]) -> argparse.Namespace:
    """Parse with items wherever they stand: argparse takes only the first run of them."""
    # Options that every verb shares have no defaults of their own, or a verb's would undo what stands before it.
    unsaid = argparse.Namespace(library=None, json=False, quiet=False)
    given, left = parser.parse_known_args(_shielded(arguments), unsaid)
    items = getattr(given, "items", None)
    options = [word for word in left if word.startswith("-")]
    if options or (left and not isinstance(items, list)):
        parser.error(_("unknown arguments: {words}").format(words=" ".join(options or left)))
    if isinstance(items, list):
        given.items = [item.removeprefix(_SHIELD) for item in [*items, *left]]
    return given


def _shielded(arguments: Sequence[str]) -> list[str]:
    """Keep argparse from taking `-word` for options after the verbs where it is none."""
    shielded, hyphenated = [], False
    for word in arguments:
        hyphenated = hyphenated or word in _HYPHENATED
        hide = hyphenated and len(word) > 1 and word[0] == "-" != word[1] and word not in ("-q", "-h")
        shielded.append(_SHIELD + word if hide else word)
    return shielded


def _run(call: Call) -> int:
    code: int
    try:
        code = call.arguments.run(call)
    except WrongUsage as error:
        call.console.complain(str(error))
        code = WRONG_USAGE
    except TearsheetError as error:
        call.console.complain(in_words(error.failure))
        code = SOME_FAILED
    except (KeyboardInterrupt, Cancelled):
        call.console.complain(in_words(Failure(reason=Reason.INTERRUPTED)))
        code = INTERRUPTED
    except BrokenPipeError:
        raise
    except Exception:
        _log_unexpected(call.console)
        code = SOME_FAILED
    finally:
        call.desk.close()
    return code


def _log_unexpected(console: Console) -> None:
    """Write what nobody foresaw where it can be looked up, and one sentence for the person."""
    import logging

    if os.environ.get("TEARSHEET_DEBUG"):
        traceback.print_exc()
    sentence = in_words(Failure(reason=Reason.UNEXPECTED))
    try:
        log_file().parent.mkdir(parents=True, exist_ok=True)
        handler = logging.FileHandler(log_file(), encoding="utf-8")
    except OSError:
        console.complain(sentence)
        return
    log = logging.Logger("tearsheet")
    log.addHandler(handler)
    log.error("tearsheet %s", " ".join(sys.argv[1:]), exc_info=True)
    handler.close()
    console.complain(_("{sentence} Details are in {file}.").format(sentence=sentence, file=log_file()))


def _forget_output() -> None:
    """Let nothing more be written to a pipe whose reader has gone, not even at exit (Python's note on SIGPIPE)."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
