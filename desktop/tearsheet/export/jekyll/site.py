"""Turn what is known of a site's posts into its pages of sources, tags and months."""

from collections.abc import Iterator

from tearsheet.export.markdown.front_matter import quoted
from tearsheet.export.posts import Post
from tearsheet.export.signing import UNSIGNED
from tearsheet.export.templates import signed_file
from tearsheet.model.export import ExportedFile
from tearsheet.text.slugs import spelled_slug


class Site:
    """The sources, tags and months of posts as they go by, for each has a page."""

    def __init__(self) -> None:
        self._sources: dict[str, dict[str, None]] = {}
        self._news: dict[str, str] = {}
        self._tags: dict[str, None] = {}
        self._months: dict[str, None] = {}

    def add(self, post: Post) -> None:
        """Take note of a post."""
        self._sources.setdefault(post.category, {})[post.source] = None
        self._news.setdefault(post.category, post.tags[0] if post.tags else "")
        self._tags.update(dict.fromkeys(post.own_tags))
        self._months[post.day[:7]] = None

    def pages(self) -> Iterator[ExportedFile]:
        """Yield a page for each source and tag, and for each month its page and its part of what the search reads."""
        for category, sources in sorted(self._sources.items()):
            title = "、".join(sorted(sources))
            lines = ("layout: category", _named("title", title), _named("category", category))
            yield _page(f"category/{category}.html", *lines, _named("tag", self._news[category]))
        for name, tag in _named_apart(self._tags):
            yield _page(f"tag/{name}.html", "layout: category", _named("title", tag), _named("tag", tag))
        for month in sorted(self._months):
            yield _page(f"archive/{month}.html", "layout: month", _named("title", month), _named("month", month))
            part = ("layout: null", _named("part", month))
            yield _page(f"search/{month}.json", *part, body="{% include search.json month=page.part %}\n")


def _named_apart(tags: dict[str, None]) -> Iterator[tuple[str, str]]:
    """Yield tags, each with a slug of its own."""
    taken: set[str] = set()
    for tag in sorted(tags):
        plain = name = spelled_slug(tag) or "tag"
        number = 1
        while name in taken:
            number += 1
            name = f"{plain}-{number}"
        taken.add(name)
        yield name, tag


def _named(name: str, value: str) -> str:
    return f"{name}: {quoted(value)}"


def _page(path: str, *lines: str, body: str = "") -> ExportedFile:
    front = "\n".join(("---", *lines, f"# {UNSIGNED}", "---", ""))
    return signed_file(path, front + body)
