"""Turn how an outlet is doing into the sign on its row in the sidebar, and its words."""

from datetime import datetime

from tearsheet.gui.moments import day, number
from tearsheet.gui.sidebar_rows import Sign
from tearsheet.model.capture import Progress
from tearsheet.model.errors import Failure, Reason
from tearsheet.model.outlet import Delivery, Outlet
from tearsheet.settings import paths
from tearsheet.text.reasons import in_words
from tearsheet.text.words import _, ngettext
from tearsheet.workflows.export import formats


def sign_of(outlet: Outlet, delivery: Delivery | None, progress: Progress | None = None) -> Sign:
    """Return what the row of a saved search shows: that it is exported, or that this does not succeed at present."""
    lines = [_("Exported as articles arrive: {format}, {folder}").format(**_named(outlet))]
    if progress is not None:
        counted = {"done": number(progress.done), "total": number(progress.total)}
        lines.append(_("Exporting {done} of {total}…").format(**counted))
    elif delivery is not None:
        lines += _came_to(delivery)
    urgent = delivery is not None and delivery.failure is not None
    return Sign(icon="warning" if urgent else "export", words="\n".join(lines), urgent=urgent)


def trouble(outlet: Outlet, delivery: Delivery) -> str:
    """Return what is said once when an export no longer succeeds."""
    assert delivery.failure is not None  # noqa: S101 - else there is no trouble
    words = _("“{name}” is not exported at present: {reason}")
    return words.format(name=outlet.search, reason=_reason(delivery.failure))


def _named(outlet: Outlet) -> dict[str, str]:
    title = next((each.title for each in formats() if each.name == outlet.form), outlet.form)
    return {"format": title, "folder": paths.short(outlet.folder)}


def _came_to(delivery: Delivery) -> list[str]:
    now = datetime.now().astimezone()
    at = delivery.at.astimezone()
    moment = f"{at:%H:%M}" if at.date() == now.date() else f"{day(at, now)} {at:%H:%M}"
    there = ngettext("{count} article is there", "{count} articles are there", delivery.total)
    lines = [f"{there.format(count=number(delivery.total))} · {moment}"]
    if delivery.failure is not None:
        again = (_("It is tried again every minute."),) if _is_the_folders(delivery.failure) else ()
        lines = [_reason(delivery.failure), *again, *lines]
    if delivery.left:
        left = ngettext(
            "{count} file that is your own, or that you changed, was left as it is.",
            "{count} files that are your own, or that you changed, were left as they are.",
            delivery.left,
        )
        lines.append(left.format(count=number(delivery.left)))
    return lines


def _reason(failure: Failure) -> str:
    """Return what went wrong; the folder is named elsewhere."""
    return in_words(Failure(reason=failure.reason) if _is_the_folders(failure) else failure)


def _is_the_folders(failure: Failure) -> bool:
    """Say whether it may be over without a person's doing, as soon as the folder can be written to."""
    return failure.reason in (Reason.FOLDER_GONE, Reason.FOLDER_READ_ONLY, Reason.DISK_FULL)
