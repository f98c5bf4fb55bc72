"""Turn a page's bytes into what can be read in them: no library, no network."""

from datetime import UTC, datetime
from threading import Event

from tearsheet.fetch import page_from_bytes
from tearsheet.model.extraction import Extraction
from tearsheet.sites import rule_for
from tearsheet.text.addresses import parse
from tearsheet.workflows.reading import read_pages


def extract_bytes(data: bytes, *, url: str = "", content_type: str = "", cancelled: Event | None = None) -> Extraction:
    """Read a page as received. Raises AddressError for a wrong `url`, NothingReadable, ProcessError."""
    address = parse(url) if url else None
    page = page_from_bytes(
        data, url=address.url if address else "", content_type=content_type, received=datetime.now(UTC)
    )
    return read_pages((page,), rule_for(address) if address else None, cancelled)
