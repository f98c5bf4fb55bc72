"""A picture written into its address is had without a network."""

import base64

import pytest

from tearsheet.fetch.data_urls import decode_data_url
from tearsheet.model.errors import FetchError, Reason
from tests.support.bad_routes import PNG

PACKED = base64.b64encode(PNG).decode()


@pytest.mark.parametrize(
    ("url", "data", "media_type"),
    [
        (f"data:image/png;base64,{PACKED}", PNG, "image/png"),
        (f"DATA:image/png;charset=x;BASE64,{PACKED.rstrip('=')}", PNG, "image/png"),
        (f"data:image/png;base64,{PACKED[:20]}\n {PACKED[20:]}", PNG, "image/png"),
        ("data:image/svg+xml,%3Csvg%20xmlns='x'/%3E", b"<svg xmlns='x'/>", "image/svg+xml"),
        ("data:image/svg+xml;utf8,<svg>中</svg>", "<svg>中</svg>".encode(), "image/svg+xml"),
        ("data:,", b"", ""),
    ],
)
def test_a_data_address_holds_its_bytes(url: str, data: bytes, media_type: str) -> None:
    assert decode_data_url(url, 10_000) == (data, media_type)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("data:image/png;base64", Reason.BAD_ANSWER),
        ("http://example.com/,", Reason.BAD_ANSWER),
        ("data:image/png;base64,a", Reason.BAD_ANSWER),
        ("data:image/png," + "a" * 10_001, Reason.TOO_BIG),
        ("data:image/png;base64," + "a" * 100_000, Reason.TOO_BIG),
    ],
)
def test_what_holds_none_is_refused(url: str, reason: Reason) -> None:
    with pytest.raises(FetchError) as caught:
        decode_data_url(url, 10_000)
    assert caught.value.reason is reason
