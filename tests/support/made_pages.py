"""Pages to read, made of a few words."""

from datetime import UTC, datetime

from tearsheet.model.page import Method, Page

ADDRESS = "https://pages.example/news/story.html"


def page_of(body: str | bytes, media_type: str = "text/html", *, address: str = ADDRESS) -> Page:
    """Make the page that stands at `address`, in UTF-8."""
    return Page(
        requested=address,
        address=address,
        status=200,
        headers=(),
        body=body.encode("utf-8", "surrogatepass") if isinstance(body, str) else body,
        media_type=media_type,
        charset="utf-8",
        method=Method.FETCH,
        received=datetime(2026, 1, 1, tzinfo=UTC),
    )
