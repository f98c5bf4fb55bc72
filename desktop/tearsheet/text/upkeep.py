"""Turn what looking after a library finds and does into words."""

from tearsheet.model.upkeep import BackedUp, Backup, Damage, Fault, Headway, Part, Remedy, Stage
from tearsheet.text.words import _, ngettext

_UNITS = ("kB", "MB", "GB", "TB")


def size_in_words(size: int) -> str:
    """Return a number of bytes as people say it, with as many digits as mean something."""
    if size < 1000:
        return ngettext("{count} byte", "{count} bytes", size).format(count=size)
    value, units = size / 1000, iter(_UNITS)
    unit = next(units)
    while value >= 999.5 and unit != _UNITS[-1]:
        value, unit = value / 1000, next(units)
    return f"{value:.1f} {unit}" if value < 9.95 else f"{value:,.0f} {unit}"


def damage_in_words(damage: Damage) -> str:
    """Return what is wrong, and what was done about it, in a sentence or two."""
    said = _part(damage).format(name=damage.identity[:12], detail=damage.detail or "?")
    if damage.remedy is None:
        return said
    return _("{damage} {remedy}").format(damage=said, remedy=remedy_in_words(damage.remedy))


def remedy_in_words(remedy: Remedy) -> str:
    """Return how something came to be whole."""
    return _remedies()[remedy]


def stage_in_words(headway: Headway) -> str:
    """Return where the work is."""
    if not headway.total:
        return _stages()[headway.stage]
    return _("{stage}: {done} of {total}").format(
        stage=_stages()[headway.stage], done=f"{headway.done:,}", total=f"{headway.total:,}"
    )


def backed_up_in_words(done: BackedUp) -> str:
    """Return what a backup wrote, in a line."""
    said = _("Backed up to {file}: {copied} pictures and files copied, {present} were there.").format(
        file=done.backup.path, copied=f"{done.copied:,}", present=f"{done.present:,}"
    )
    return f"{said} {damaged_in_words(done)}" if done.damaged else said


def damaged_in_words(done: BackedUp) -> str:
    """Return how much could not be backed up because it is damaged."""
    count = len(done.damaged)
    lost = ngettext(
        "{count} thing is damaged and could not be backed up: `tearsheet verify --repair` looks for another copy.",
        "{count} things are damaged and could not be backed up: `tearsheet verify --repair` looks for other copies.",
        count,
    )
    return lost.format(count=f"{count:,}")


def moment_of(backup: Backup) -> str:
    """Return when a backup was made, by the clock of this place."""
    return f"{backup.made.astimezone():%Y-%m-%d %H:%M}"


def _part(damage: Damage) -> str:
    match damage.part, damage.fault:
        case Part.FILE, _fault:
            return _("A page of the library's file cannot be read ({detail}).")
        case Part.CONTENT, _fault:
            return _("The text or page {name} is no longer what was kept.")
        case Part.BLOB, Fault.GONE:
            return _("The picture or file {name} is gone.")
        case Part.BLOB, Fault.UNREADABLE:
            return _("The picture or file {name} cannot be read ({detail}).")
        case Part.BLOB, Fault.UNUSED:
            return _("The picture or file {name} belongs to no article. It does no harm.")
        case Part.BLOB, Fault.UNKNOWN:
            return _("The file {name} in the folder of pictures is not known. It does no harm.")
        case Part.BLOB, _fault:
            return _("The picture or file {name} is no longer what was kept.")
        case Part.REFERENCE, _fault:
            return _("{name} refers to something that is not there ({detail}).")
        case Part.INDEX, Fault.OUTDATED:
            return _("The search index is of another version. It is made again at the next search.")
        case Part.INDEX, Fault.OUT_OF_STEP:
            return _("The search index is out of step with an article ({detail}).")
        case _:
            return _("The search index cannot be read ({detail}).")


def _remedies() -> dict[Remedy, str]:
    return {
        Remedy.BACKUP: _("It was taken from a backup."),
        Remedy.ELSEWHERE: _("It was found elsewhere in the library."),
        Remedy.REREAD: _("It was read out of the kept page again."),
        Remedy.NEW_VERSION: _("The kept page was read again, and what it says is a new version."),
        Remedy.FETCHED: _("It was fetched again."),
        Remedy.OTHER_PICTURE: _("There is another picture at its address now, which takes its place."),
        Remedy.SALVAGED: _("All that could be read is in a new file, and the damaged one is kept beside it."),
        Remedy.CORRECTED: _("It was put right."),
        Remedy.MADE_AGAIN: _("It was made again."),
    }


def _stages() -> dict[Stage, str]:
    return {
        Stage.FILE: _("Looking over the library's file"),
        Stage.CONTENTS: _("Reading texts and pages"),
        Stage.BLOBS: _("Reading pictures and files"),
        Stage.REFERENCES: _("Following references"),
        Stage.INDEX: _("Comparing the search index"),
        Stage.SALVAGING: _("Saving what can be read"),
        Stage.REPAIRING: _("Repairing"),
        Stage.COPYING: _("Copying"),
        Stage.CHECKING: _("Checking the copy"),
        Stage.PRUNING: _("Removing old backups"),
    }
