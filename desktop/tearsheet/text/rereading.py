"""Turn what became of pages that were read again into words for people."""

from functools import reduce

from tearsheet.model.errors import Failure, Reason
from tearsheet.model.rereading import Reread, Rereading, Verdict
from tearsheet.text.reasons import in_words
from tearsheet.text.words import _, ngettext


def summary(rereading: Rereading) -> str:
    """Return one line with the numbers, those that are not nought."""
    counted = (
        (_("{count} more"), len(rereading.of(Verdict.MORE))),
        (_("{count} less"), len(rereading.of(Verdict.LESS))),
        (_("{count} changed"), len(rereading.of(Verdict.CHANGED))),
        (_("{count} kept aside"), len(rereading.of(Verdict.ASIDE))),
        (_("{count} failed"), len(rereading.of(Verdict.FAILED))),
        (_("{count} as before"), rereading.same),
    )
    parts = [words.format(count=f"{count:,}") for words, count in counted if count]
    done = f"{rereading.done:,}"
    if rereading.stopped:
        said = _("Stopped: {done} of {asked} read again").format(done=done, asked=f"{rereading.asked:,}")
    else:
        said = _("{count} read again").format(count=done)
    return _("{said}: {parts}").format(said=said, parts=_join(parts)) if parts else said


def told(reread: Reread) -> str:
    """Return a sentence on one article."""
    more = reread.words - reread.words_before
    match reread.verdict:
        case Verdict.MORE:
            words = ngettext("Read again: {count} word more.", "Read again: {count} words more.", more)
            return words.format(count=f"{more:,}")
        case Verdict.LESS:
            words = ngettext("Read again: {count} word less.", "Read again: {count} words less.", -more)
            return words.format(count=f"{-more:,}")
        case Verdict.CHANGED:
            return _("Read again: {differences}.").format(differences=differences(reread))
        case Verdict.ASIDE:
            return _("Read again: what was found is worse. It is kept aside, and the article stays as it was.")
        case Verdict.FAILED if reread.failure is not None:
            return why(reread.failure)
        case _:
            return _("Read again: nothing has changed.")


def differences(reread: Reread) -> str:
    """Return in a few words what is different now, nothing where nothing is."""
    if reread.verdict in (Verdict.SAME, Verdict.FAILED):
        return ""
    if reread.verdict is Verdict.ASIDE:
        return _("{shown} words shown, {read} read").format(shown=f"{reread.words_before:,}", read=f"{reread.words:,}")
    parts = [_words(reread), _pictures(reread), _details(reread)]
    said = _join([part for part in parts if part])
    return said or (_("headings, lists or links are different") if reread.same_text else _("some words are different"))


def name_of(verdict: Verdict) -> str:
    """Return what a list of articles that ended so is called."""
    return {
        Verdict.MORE: _("More than before"),
        Verdict.LESS: _("Less than before"),
        Verdict.CHANGED: _("Changed"),
        Verdict.ASIDE: _("Kept aside"),
        Verdict.FAILED: _("Failed"),
        Verdict.SAME: _("As before"),
    }[verdict]


def why(failure: Failure) -> str:
    """Return why an article could not be read again; nothing was lost by it, which the usual words do not say."""
    stays = {
        Reason.NOTHING_READABLE: _("No article was found in the kept page. The article stays as it was."),
        Reason.OUT_OF_TIME: _("Reading the kept page took too long and was stopped. The article stays as it was."),
        Reason.OUT_OF_MEMORY: _(
            "Reading the kept page took too much memory and was stopped. The article stays as it was."
        ),
        Reason.WORKER_DIED: _("Reading the kept page failed. The article stays as it was."),
        Reason.BAD_RULE: _("The rule for this site does not fit the kept page. The article stays as it was."),
        Reason.UNEXPECTED: _("Something unexpected went wrong. The article stays as it was."),
    }
    return stays.get(failure.reason) or in_words(failure)


def _words(reread: Reread) -> str:
    if reread.words == reread.words_before:
        return ""
    words = ngettext("{before} → {after} word", "{before} → {after} words", reread.words)
    return words.format(before=f"{reread.words_before:,}", after=f"{reread.words:,}")


def _pictures(reread: Reread) -> str:
    more = reread.pictures - reread.pictures_before
    if more > 0:
        return ngettext("{count} picture more", "{count} pictures more", more).format(count=f"{more:,}")
    if more < 0:
        return ngettext("{count} picture less", "{count} pictures less", -more).format(count=f"{-more:,}")
    return ""


def _details(reread: Reread) -> str:
    names = {"title": _("title"), "byline": _("author"), "source": _("source"), "published": _("date")}
    named = [names[detail] for detail in reread.details]
    if not named:
        return ""
    fields = reduce(lambda one, next_one: _("{one}, {next}").format(one=one, next=next_one), named)
    return _("{fields} updated").format(fields=fields)


def _join(parts: list[str]) -> str:
    return _(", ").join(parts)
