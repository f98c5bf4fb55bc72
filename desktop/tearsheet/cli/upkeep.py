"""Look after the library: verify, backup, restore. Workflows are imported by the verb that runs."""

from collections.abc import Callable, Iterator
from pathlib import Path

from tearsheet.cli import fields
from tearsheet.cli.call import DONE, SOME_FAILED, AddVerb, Call
from tearsheet.cli.console import Console
from tearsheet.model.upkeep import BackedUp, Damage, Headway
from tearsheet.text.upkeep import backed_up_in_words, damage_in_words, moment_of, stage_in_words
from tearsheet.text.words import _, ngettext


def register_verify(add: AddVerb) -> None:
    """Add the verb `verify`."""
    parser = add("verify", _("read everything kept and say what is damaged"))
    parser.add_argument("--repair", action="store_true", help=_("mend what can be mended; nothing is deleted"))
    parser.add_argument(
        "--backup",
        action="append",
        type=Path,
        default=[],
        metavar="PATH",
        help=_("a folder with backups to repair from, beside the library's own"),
    )
    parser.set_defaults(run=_verify)


def register_backup(add: AddVerb) -> None:
    """Add the verb `backup`."""
    parser = add("backup", _("write a dated backup, while the library is in use"))
    parser.add_argument(
        "path", nargs="?", type=Path, metavar="PATH", help=_("the folder to write into, instead of the library's own")
    )
    parser.set_defaults(run=_backup)


def register_restore(add: AddVerb) -> None:
    """Add the verb `restore`."""
    parser = add("restore", _("let the library be as it was at a backup"))
    parser.add_argument("path", type=Path, metavar="PATH", help=_("a backup, or a folder whose newest is meant"))
    parser.set_defaults(run=_restore)


def _verify(call: Call) -> int:
    from tearsheet.workflows.verify import repair, verify

    given = call.arguments
    found: list[Damage] = []
    with call.cancellable() as cancelled:
        report = _reporter(call.console)
        damages: Iterator[Damage] = (
            repair(call.desk, backups=[path.absolute() for path in given.backup], report=report, cancelled=cancelled)
            if given.repair
            else verify(call.desk, report=report, cancelled=cancelled)
        )
        for damage in damages:
            call.console.result(fields.of_damage(damage), _line(damage))
            if not damage.is_harmless:
                found.append(damage)
    left = sum(not damage.is_mended for damage in found)
    call.console.remark(_summary(len(found), left, repaired=given.repair))
    return SOME_FAILED if left else DONE


def _line(damage: Damage) -> str:
    articles = " ".join(f"id:{article}" for article in damage.articles)
    sign = "·" if damage.is_harmless else "✓" if damage.is_mended else "✗"
    return "  ".join(filter(None, (sign, damage_in_words(damage), articles)))


def _summary(found: int, left: int, *, repaired: bool) -> str:
    if not found:
        return _("Everything is whole.")
    said = ngettext("{count} thing is damaged.", "{count} things are damaged.", found).format(count=f"{found:,}")
    if not repaired:
        hint = _("`tearsheet verify --repair` mends what can be mended.")
    elif left:
        hint = ngettext(
            "{count} of them could not be mended and is marked.",
            "{count} of them could not be mended and are marked.",
            left,
        ).format(count=f"{left:,}")
    else:
        hint = _("All of it was mended.")
    return f"{said} {hint}"


def _backup(call: Call) -> int:
    from tearsheet.workflows.backup import back_up

    to = call.arguments.path
    with call.cancellable() as cancelled:
        done = back_up(call.desk, to.absolute() if to else None, report=_reporter(call.console), cancelled=cancelled)
    call.console.result(_row(done), backed_up_in_words(done))
    return SOME_FAILED if done.damaged else DONE


def _row(done: BackedUp) -> dict[str, object]:
    return {
        "path": str(done.backup.path),
        "made": fields.moment(done.backup.made),
        "size": done.backup.size,
        "copied": done.copied,
        "present": done.present,
        "damaged": [damage.identity for damage in done.damaged],
        "pruned": [str(backup.path) for backup in done.pruned],
    }


def _restore(call: Call) -> int:
    from tearsheet.workflows.backup import restore

    with call.cancellable() as cancelled:
        done = restore(call.desk, call.arguments.path, report=_reporter(call.console), cancelled=cancelled)
    count = ngettext("{count} article", "{count} articles", done.articles).format(count=f"{done.articles:,}")
    said = _("The library is as it was at {moment}: {articles}.").format(moment=moment_of(done.backup), articles=count)
    row: dict[str, object] = {
        "path": str(done.backup.path),
        "made": fields.moment(done.backup.made),
        "articles": done.articles,
        "missing": done.missing,
        "aside": str(done.aside) if done.aside else None,
    }
    call.console.result(row, said)
    if done.aside:
        call.console.remark(_("What was there before is in {folder}.").format(folder=done.aside))
    if done.missing:
        lost = ngettext(
            "{count} picture or file is not in the backup.",
            "{count} pictures and files are not in the backup.",
            done.missing,
        )
        call.console.complain(lost.format(count=f"{done.missing:,}"))
    return SOME_FAILED if done.missing else DONE


def _reporter(console: Console) -> Callable[[Headway], None]:
    return lambda headway: console.passing(stage_in_words(headway))
