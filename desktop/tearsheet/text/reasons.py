"""Turn a failure into what happened, what was kept, and what to do."""

from collections.abc import Mapping
from functools import cache

from tearsheet.model.errors import Failure, Reason
from tearsheet.text.details import detail_in_words
from tearsheet.text.words import _, language


def in_words(failure: Failure) -> str:
    """Return one or two sentences for a person; the detail, where there is one, stands in brackets."""
    sentence = _sentences(language())[failure.reason]
    if not failure.detail:
        return sentence
    return _("{sentence} ({detail})").format(sentence=sentence, detail=detail_in_words(failure.detail))


@cache
def _sentences(_language: str) -> Mapping[Reason, str]:
    return {
        Reason.NOT_AN_ADDRESS: _("This is not a web address. Nothing was kept; check it and try again."),
        Reason.SCHEME_REFUSED: _("Only http and https addresses are kept. Give a file as a path, not as an address."),
        Reason.PRIVATE_ADDRESS: _(
            "The page leads into a private network, so it was not followed. If you trust it, give that address itself."
        ),
        Reason.UNKNOWN_HOST: _("No such site was found. The link is kept; check its spelling or try again later."),
        Reason.NO_NETWORK: _("There is no network. The link is kept and is captured when the network is back."),
        Reason.UNREACHABLE: _("The site does not answer. The link is kept; try again later."),
        Reason.TLS: _("The site's certificate cannot be trusted, so nothing was read from it. The link is kept."),
        Reason.FORBIDDEN: _("The site refuses to show this page. The link is kept; it may need you to be signed in."),
        Reason.NOT_FOUND: _("The site says there is no such page. The link is kept."),
        Reason.TOO_MANY_REQUESTS: _("The site asks us to wait. The link is kept and can be tried again later."),
        Reason.SERVER_ERROR: _("The site failed to answer properly. The link is kept; try again later."),
        Reason.HTTP_ERROR: _("The site answered with an error. The link is kept."),
        Reason.REDIRECT_LOOP: _("The address leads in circles and never to a page. The link is kept."),
        Reason.CUT_SHORT: _("The page broke off half way. The link is kept; try again."),
        Reason.TOO_SLOW: _("The site took too long. The link is kept; try again later."),
        Reason.TOO_BIG: _("The page is larger than anything an article needs. The link is kept."),
        Reason.UNKNOWN_ENCODING: _("The page came packed in a way that cannot be unpacked. The link is kept."),
        Reason.BAD_ANSWER: _("The site's answer makes no sense. The link is kept; try again later."),
        Reason.RENDERER_MISSING: _(
            "This page needs its scripts and cannot be rendered here. The link is kept; `tearsheet doctor` says why."
        ),
        Reason.RENDERER_DIED: _("The page crashed while it was rendered. The link is kept; try again."),
        Reason.RENDERER_HUNG: _("The page never came to rest while it was rendered. The link is kept; try again."),
        Reason.PAGE_FAILED: _("The page could not be rendered. The link is kept; try again."),
        Reason.NO_DISPLAY: _("There is no screen to open a window on. The command line works: `tearsheet --help`."),
        Reason.BAD_RULE: _("The rule for this site no longer fits it. The link is kept; the page is read without it."),
        Reason.RULE_NOT_WRITTEN: _("The rule could not be written. The article is as it was; check your rights there."),
        Reason.NOTHING_READABLE: _("No article was found on the page. Its link and title are kept."),
        Reason.PAGE_DELETED: _(
            "The page now says that the article is gone. That is kept aside; the article stays as it was."
        ),
        Reason.PAGE_MISSING: _(
            "The site now says that there is no such page. That is kept aside; the article stays as it was."
        ),
        Reason.LOGIN_WANTED: _("The page now asks to sign in. That is kept aside; the article stays as it was."),
        Reason.PAGE_ERROR: _("The page now shows an error. That is kept aside; the article stays as it was."),
        Reason.MUCH_SHORTER: _(
            "The page now has less than half of the text. It is kept aside; the article stays as it was."
        ),
        Reason.SOMETHING_LACKING: _(
            "Part of the text is now missing. What was found is kept aside; the article stays as it was."
        ),
        Reason.OTHER_CHOSEN: _("The page is as it was, and another version was chosen to be shown. That one stays."),
        Reason.NO_ADDRESS: _(
            "The article came from a file that names no address, so it cannot be captured again. It stays as it was."
        ),
        Reason.OUT_OF_TIME: _("Reading the page took too long and was stopped. The link is kept."),
        Reason.OUT_OF_MEMORY: _("Reading the page took too much memory and was stopped. The link is kept."),
        Reason.WORKER_DIED: _("Reading the page failed. The link is kept; try again."),
        Reason.DISK_FULL: _("The disk is full. What was kept before is safe; make room and try again."),
        Reason.READ_ONLY: _("The library can be read but not written. Nothing was changed; check your rights there."),
        Reason.LIBRARY_BUSY: _("Another program is writing to the library. Nothing was changed; try again."),
        Reason.LIBRARY_DAMAGED: _(
            "Part of the library is damaged. Nothing was changed; `tearsheet verify --repair` mends what can be mended."
        ),
        Reason.LIBRARY_NEWER: _("This library was made by a newer Tearsheet. It was not touched; update Tearsheet."),
        Reason.LIBRARY_MISSING: _("There is no library at that place."),
        Reason.LIBRARY_IN_USE: _(
            "Somebody has this library open. Nothing was changed; close Tearsheet's window and what else uses it first."
        ),
        Reason.ARTICLE_DAMAGED: _(
            "The text of this article is damaged on the disk. Its title, link, highlights and other versions are kept; "
            "“Check the library” (`tearsheet verify --repair`) looks for another copy, and it can be captured again."
        ),
        Reason.PICTURE_DAMAGED: _("The picture is damaged on the disk. The article is kept; try to fetch it again."),
        Reason.PICTURE_DROPPED: _("The picture was removed to make room. It can be fetched again."),
        Reason.PAGE_DROPPED: _(
            "The page of this article was removed to make room, so it cannot be read again. Capture it again instead."
        ),
        Reason.NO_BACKUP: _("There is no backup at that place. Nothing was changed."),
        Reason.BACKUP_DAMAGED: _("The backup itself is damaged. Nothing was changed; try an older one."),
        Reason.BACKUP_UNDER_WAY: _("Another backup is being written there. Wait until it has ended."),
        Reason.FOLDER_NOT_EMPTY: _("There are other things in that folder. Nothing was changed; give an empty one."),
        Reason.NO_PLACE_FOR_LIBRARY: _(
            "No library can be there. Give a folder, or a database as postgresql+psycopg://user@host/database."
        ),
        Reason.PASSWORD_IN_ADDRESS: _(
            "The library's address has a password in it, which others on this computer can read. Nothing was opened; "
            "leave it out, and keep it in the keyring or in the file that PGPASSFILE names."
        ),
        Reason.IN_A_DATABASE: _(
            "This library is in a database and has no folder. Its server's own tools do that, such as pg_dump."
        ),
        Reason.NOT_EMPTY: _("There is a library at that place already. Nothing was moved; name an empty place."),
        Reason.HALF_MOVED: _(
            "A library is being moved to that place, or was not moved to the end. The old one is as it was; "
            "`tearsheet move-library` from there goes on where it stopped."
        ),
        Reason.MOVED_OTHERWISE: _(
            "What arrived is not what was read, so the move was not ended. The old library is as it was; try again."
        ),
        Reason.SERVER_GONE: _("The library's server does not answer. What was kept before is safe; try again."),
        Reason.SERVER_TOO_OLD: _("The library's server is older than PostgreSQL 15. Nothing was changed there."),
        Reason.NOT_LET_IN: _(
            "The library's server does not let you in. Check the name, the password and your rights there."
        ),
        Reason.NO_SUCH_ARTICLE: _("There is no such article in the library."),
        Reason.NOT_UNDERSTOOD: _("A part of the search is not understood. Nothing was changed."),
        Reason.NO_SUCH_ANNOTATION: _("There is no such annotation in the library."),
        Reason.NO_SUCH_STEP: _("This can no longer be taken back, or has been already. Nothing was changed."),
        Reason.NOTHING_TO_UNDO: _("There is nothing to undo."),
        Reason.NOTHING_TO_REDO: _("There is nothing to redo."),
        Reason.NO_SUCH_TAG: _("There is no such tag in the library."),
        Reason.TAG_EXISTS: _("There is such a tag already. Nothing was changed; two tags can be merged."),
        Reason.TAG_WITHIN_ITSELF: _("A tag cannot be put below itself. Nothing was changed."),
        Reason.NO_SUCH_SEARCH: _("There is no saved search of that name."),
        Reason.SEARCH_EXISTS: _("There is a saved search of that name already. Nothing was changed."),
        Reason.OUTSIDE_TEXT: _("The selection is not within the article's text. Nothing was marked; select it again."),
        Reason.NOT_IN_TEXT: _("These words are not in the article's text. Nothing was marked by them."),
        Reason.SEVERAL_IN_TEXT: _(
            "These words stand in the text several times. Nothing was marked; say what stands before or after them."
        ),
        Reason.NO_SUCH_FILE: _("There is no such file."),
        Reason.UNREADABLE_FILE: _("The file could not be read."),
        Reason.BAD_QUERY: _("The search could not be understood."),
        Reason.BAD_ROW: _("This row could not be understood. Nothing was marked by it."),
        Reason.EXPORT_FAILED: _("The file could not be made. Files that were finished are whole."),
        Reason.FOLDER_GONE: _("The folder is not there; perhaps its disk is not. Nothing was lost."),
        Reason.FOLDER_READ_ONLY: _(
            "The folder cannot be written to. Files that were finished are whole; check your rights there."
        ),
        Reason.BAD_TEMPLATE: _(
            "The template could not be filled in. Notes that were finished are whole; mend that line."
        ),
        Reason.TEMPLATE_RAN_AWAY: _(
            "The template took too long or made too much, and was stopped. Notes that were finished are whole."
        ),
        Reason.UNKNOWN_SOURCE: _("This is nothing that can be imported. `tearsheet formats` lists what can."),
        Reason.NOTHING_TO_IMPORT: _("There is nothing to import there. Nothing was changed."),
        Reason.OUTSIDE_FOLDER: _("This link leads out of the folder and was not followed. Import what it leads to."),
        Reason.TOO_BIG_TO_IMPORT: _("The file is larger than any article. It was left where it is."),
        Reason.BAD_SETTING: _("A setting could not be read or written. The default is used."),
        Reason.INTERRUPTED: _("Stopped. What was finished is kept, the rest waits in the queue."),
        Reason.UNEXPECTED: _("Something unexpected went wrong. What was kept before is safe."),
    }
