"""One error type a room, each carrying what a front door needs to put it into a person's words."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Reason(StrEnum):
    """Why something could not be done. The words for people are in text/reasons.py."""

    NOT_AN_ADDRESS = "not-an-address"
    SCHEME_REFUSED = "scheme-refused"
    PRIVATE_ADDRESS = "private-address"
    UNKNOWN_HOST = "unknown-host"
    NO_NETWORK = "no-network"
    UNREACHABLE = "unreachable"
    TLS = "tls"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not-found"
    TOO_MANY_REQUESTS = "too-many-requests"
    SERVER_ERROR = "server-error"
    HTTP_ERROR = "http-error"
    REDIRECT_LOOP = "redirect-loop"
    CUT_SHORT = "cut-short"
    TOO_SLOW = "too-slow"
    TOO_BIG = "too-big"
    UNKNOWN_ENCODING = "unknown-encoding"
    BAD_ANSWER = "bad-answer"
    RENDERER_MISSING = "renderer-missing"
    RENDERER_DIED = "renderer-died"
    RENDERER_HUNG = "renderer-hung"
    PAGE_FAILED = "page-failed"
    NO_DISPLAY = "no-display"
    BAD_RULE = "bad-rule"
    RULE_NOT_WRITTEN = "rule-not-written"
    NOTHING_READABLE = "nothing-readable"
    PAGE_DELETED = "page-deleted"
    PAGE_MISSING = "page-missing"
    LOGIN_WANTED = "login-wanted"
    PAGE_ERROR = "page-error"
    MUCH_SHORTER = "much-shorter"
    SOMETHING_LACKING = "something-lacking"
    OTHER_CHOSEN = "other-chosen"
    NO_ADDRESS = "no-address"
    OUT_OF_TIME = "out-of-time"
    OUT_OF_MEMORY = "out-of-memory"
    WORKER_DIED = "worker-died"
    DISK_FULL = "disk-full"
    READ_ONLY = "read-only"
    LIBRARY_BUSY = "library-busy"
    LIBRARY_DAMAGED = "library-damaged"
    LIBRARY_NEWER = "library-newer"
    LIBRARY_MISSING = "library-missing"
    LIBRARY_IN_USE = "library-in-use"
    ARTICLE_DAMAGED = "article-damaged"
    PICTURE_DAMAGED = "picture-damaged"
    PICTURE_DROPPED = "picture-dropped"
    PAGE_DROPPED = "page-dropped"
    NO_BACKUP = "no-backup"
    BACKUP_DAMAGED = "backup-damaged"
    BACKUP_UNDER_WAY = "backup-under-way"
    FOLDER_NOT_EMPTY = "folder-not-empty"
    NO_PLACE_FOR_LIBRARY = "no-place-for-library"
    PASSWORD_IN_ADDRESS = "password-in-address"  # noqa: S105 - the name of a reason
    IN_A_DATABASE = "in-a-database"
    NOT_EMPTY = "not-empty"
    HALF_MOVED = "half-moved"
    MOVED_OTHERWISE = "moved-otherwise"
    SERVER_GONE = "server-gone"
    SERVER_TOO_OLD = "server-too-old"
    NOT_LET_IN = "not-let-in"
    NO_SUCH_ARTICLE = "no-such-article"
    NOT_UNDERSTOOD = "not-understood"
    NO_SUCH_ANNOTATION = "no-such-annotation"
    NO_SUCH_STEP = "no-such-step"
    NOTHING_TO_UNDO = "nothing-to-undo"
    NOTHING_TO_REDO = "nothing-to-redo"
    NO_SUCH_TAG = "no-such-tag"
    TAG_EXISTS = "tag-exists"
    TAG_WITHIN_ITSELF = "tag-within-itself"
    NO_SUCH_SEARCH = "no-such-search"
    SEARCH_EXISTS = "search-exists"
    OUTSIDE_TEXT = "outside-text"
    NOT_IN_TEXT = "not-in-text"
    SEVERAL_IN_TEXT = "several-in-text"
    NO_SUCH_FILE = "no-such-file"
    UNREADABLE_FILE = "unreadable-file"
    BAD_QUERY = "bad-query"
    BAD_ROW = "bad-row"
    EXPORT_FAILED = "export-failed"
    FOLDER_GONE = "folder-gone"
    FOLDER_READ_ONLY = "folder-read-only"
    BAD_TEMPLATE = "bad-template"
    TEMPLATE_RAN_AWAY = "template-ran-away"
    UNKNOWN_SOURCE = "unknown-source"
    NOTHING_TO_IMPORT = "nothing-to-import"
    OUTSIDE_FOLDER = "outside-folder"
    TOO_BIG_TO_IMPORT = "too-big-to-import"
    BAD_SETTING = "bad-setting"
    INTERRUPTED = "interrupted"
    UNEXPECTED = "unexpected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """What went wrong, kept beside the thing it happened to.

    `detail` is for the one who looks closer (a host, a status line), never a traceback.
    """

    reason: Reason
    detail: str = ""


class TearsheetError(Exception):
    """What every room's error is, so that a front door can put any of them into words."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else str(reason))
        self.reason = reason
        self.detail = detail

    @property
    def failure(self) -> Failure:
        return Failure(reason=self.reason, detail=self.detail)


class AddressError(TearsheetError):
    """Text that is no address, or one of a kind that is never fetched."""


class FetchError(TearsheetError):
    """The network's answer could not be had, or may not be had."""

    def __init__(
        self, reason: Reason, detail: str = "", *, status: int | None = None, retry_at: datetime | None = None
    ) -> None:
        super().__init__(reason, detail)
        self.status = status
        self.retry_at = retry_at


class RenderError(TearsheetError):
    """The renderer could not show the page."""


class RuleError(TearsheetError):
    """A site rule is wrong, or the site no longer answers as the rule says."""


class NothingReadable(TearsheetError):  # noqa: N818 - it is a finding, and reads as one
    """The page has no article in it. `title` is what it calls itself."""

    def __init__(self, reason: Reason = Reason.NOTHING_READABLE, detail: str = "", *, title: str = "") -> None:
        super().__init__(reason, detail)
        self.title = title


class LibraryError(TearsheetError):
    """The library could not be read or written."""


class ExportError(TearsheetError):
    """A file could not be made."""


class ImportFailed(TearsheetError):  # noqa: N818 - ImportError is Python's own
    """Somebody else's file is not there, or is none of those that can be imported."""


class SettingsError(TearsheetError):
    """A preference or a folder of the program's own could not be used."""


class ProcessError(TearsheetError):
    """A worker passed its limits or died."""


class Cancelled(Exception):  # noqa: N818 - nothing went wrong
    """The person asked to stop. What was whole stays."""
