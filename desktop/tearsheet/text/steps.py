"""Put what was done to articles into words, as what to undo and what has been undone."""

from tearsheet.model.steps import Step, StepKind, Turned
from tearsheet.text.words import _, ngettext


def in_words(step: Step) -> str:
    """Return what a step does: archive 3 articles, rename tag “a” to “b”."""
    if step.kind in _NAMED:
        old, new = "".join(step.taken[:1]), "".join(step.given[:1])
        return _of_names(step.kind).format(old=old, new=new)
    if step.kind is StepKind.TAG:
        return _tagging(step)
    return _of_articles(step).format(count=f"{step.articles:,}")


def left_in_words(turned: Turned) -> str:
    """Return how much was left alone, nothing where that is none."""
    if not turned.left:
        return ""
    if turned.step.kind is StepKind.DELETE_SEARCH:
        return _("There is another saved search of that name, which stays.")
    return ngettext(
        "{count} article was changed since and stays as it is.",
        "{count} articles were changed since and stay as they are.",
        turned.left,
    ).format(count=f"{turned.left:,}")


_NAMED = (
    *(StepKind.RENAME_TAG, StepKind.MERGE_TAG, StepKind.MOVE_TAG, StepKind.DELETE_TAG),
    StepKind.DELETE_SEARCH,
)


def _of_names(kind: StepKind) -> str:
    match kind:
        case StepKind.RENAME_TAG:
            return _("rename tag “{old}” to “{new}”")
        case StepKind.MERGE_TAG:
            return _("merge tag “{old}” into “{new}”")
        case StepKind.MOVE_TAG:
            return _("move tag “{old}” to “{new}”")
        case StepKind.DELETE_TAG:
            return _("delete tag “{old}”")
        case _:
            return _("delete saved search “{old}”")


def _tagging(step: Step) -> str:
    count, tags = f"{step.articles:,}", _(", ").join(step.given or step.taken)
    if step.given and step.taken:
        words = ngettext("change tags of {count} article", "change tags of {count} articles", step.articles)
    elif step.given:
        words = ngettext("tag {count} article “{tags}”", "tag {count} articles “{tags}”", step.articles)
    else:
        words = ngettext("take “{tags}” off {count} article", "take “{tags}” off {count} articles", step.articles)
    return words.format(count=count, tags=tags)


def _of_articles(step: Step) -> str:
    count = step.articles
    match step.kind:
        case StepKind.READ:
            return ngettext("mark {count} article as read", "mark {count} articles as read", count)
        case StepKind.UNREAD:
            return ngettext("mark {count} article as unread", "mark {count} articles as unread", count)
        case StepKind.FAVOURITE:
            return ngettext("make {count} article a favourite", "make {count} articles favourites", count)
        case StepKind.UNFAVOURITE:
            return ngettext("take {count} article off favourites", "take {count} articles off favourites", count)
        case StepKind.ARCHIVE:
            return ngettext("archive {count} article", "archive {count} articles", count)
        case StepKind.UNARCHIVE:
            return ngettext(
                "take {count} article out of the archive", "take {count} articles out of the archive", count
            )
        case StepKind.EDIT:
            return ngettext("edit {count} article", "edit {count} articles", count)
        case StepKind.DELETE:
            return ngettext("delete {count} article", "delete {count} articles", count)
        case StepKind.UNDELETE:
            return ngettext("restore {count} article", "restore {count} articles", count)
        case _:
            return ngettext("mark {count} article", "mark {count} articles", count)
