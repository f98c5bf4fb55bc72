"""A file's bytes become a page like any other."""

import subprocess
import sys
from datetime import UTC, datetime

from tearsheet.fetch import page_from_bytes
from tearsheet.model.page import Method
from tests.support.bad_routes import CHINESE, PAGE

NOW = datetime(2026, 11, 23, tzinfo=UTC)


def test_a_saved_page_is_read_in_its_charset() -> None:
    page = page_from_bytes(PAGE.encode("gb18030"), url="", received=NOW)
    assert (page.method, page.media_type, page.charset, page.status) == (Method.FILE, "text/html", "gb18030", 200)
    assert CHINESE in page.text
    assert not page.maybe_cut_short


def test_what_is_known_of_a_file_is_kept() -> None:
    page = page_from_bytes(b"%PDF-1.7", url="http://a.example/x", content_type="text/html", received=NOW)
    assert (page.requested, page.address, page.received) == ("http://a.example/x", "http://a.example/x", NOW)
    assert page.headers == (("Content-Type", "text/html"),)
    assert (page.media_type, page.charset) == ("application/pdf", None)


def test_reading_a_file_does_not_load_what_only_a_network_needs() -> None:
    code = "import sys, tearsheet.fetch; print(sorted({'requests', 'urllib3', 'chardet'} & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
