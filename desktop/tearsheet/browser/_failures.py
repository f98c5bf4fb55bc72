"""Turn what Chromium says of a failed page, and the status its server gave, into a reason."""

from PySide6.QtWebEngineCore import QWebEngineLoadingInfo

from tearsheet.model.errors import Failure, Reason

_Domain = QWebEngineLoadingInfo.ErrorDomain
_BY_NAME = {
    "ERR_NAME_NOT_RESOLVED": Reason.UNKNOWN_HOST,
    "ERR_INTERNET_DISCONNECTED": Reason.NO_NETWORK,
    "ERR_TOO_MANY_REDIRECTS": Reason.REDIRECT_LOOP,
    "ERR_CONTENT_DECODING_FAILED": Reason.UNKNOWN_ENCODING,
    "ERR_INCOMPLETE_CHUNKED_ENCODING": Reason.CUT_SHORT,
    "ERR_CONTENT_LENGTH_MISMATCH": Reason.CUT_SHORT,
    "ERR_UNKNOWN_URL_SCHEME": Reason.SCHEME_REFUSED,
    "ERR_DISALLOWED_URL_SCHEME": Reason.SCHEME_REFUSED,
    "ERR_UNSAFE_REDIRECT": Reason.SCHEME_REFUSED,
    "ERR_UNSAFE_PORT": Reason.UNREACHABLE,
    "ERR_SSL_PROTOCOL_ERROR": Reason.TLS,
    "ERR_EMPTY_RESPONSE": Reason.BAD_ANSWER,
    "ERR_INVALID_HTTP_RESPONSE": Reason.BAD_ANSWER,
}
_BY_DOMAIN = {
    _Domain.CertificateErrorDomain: Reason.TLS,
    _Domain.ConnectionErrorDomain: Reason.UNREACHABLE,
    _Domain.DnsErrorDomain: Reason.UNKNOWN_HOST,
    _Domain.HttpErrorDomain: Reason.BAD_ANSWER,
}
_BY_STATUS = {
    401: Reason.FORBIDDEN,
    403: Reason.FORBIDDEN,
    404: Reason.NOT_FOUND,
    410: Reason.NOT_FOUND,
    429: Reason.TOO_MANY_REQUESTS,
    451: Reason.FORBIDDEN,
}
FIRST_ERROR = 400
_FIRST_SERVER_ERROR = 500


def of_loading(info: QWebEngineLoadingInfo) -> Failure:
    """Return why Chromium could not load a page."""
    if info.errorDomain() == _Domain.HttpStatusCodeDomain and info.errorCode() >= FIRST_ERROR:
        return of_status(info.errorCode())
    name = info.errorString().removeprefix("net::")
    reason = _BY_NAME.get(name) or _BY_DOMAIN.get(info.errorDomain(), Reason.PAGE_FAILED)
    return Failure(reason=reason, detail=f"{info.url().host()}: {name or info.errorCode()}")


def of_status(status: int) -> Failure:
    """Return what an HTTP status of 400 or above means."""
    server = status >= _FIRST_SERVER_ERROR
    reason = _BY_STATUS.get(status, Reason.SERVER_ERROR if server else Reason.HTTP_ERROR)
    return Failure(reason=reason, detail=f"HTTP {status}")
