"""Turn articles into a Hugo site: a page bundle each, Markdown with its pictures beside it, and layouts to build it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import PurePosixPath

from tearsheet.document.characters import fit
from tearsheet.export.attachments import Attachments, attachments
from tearsheet.export.exporter import HIGHLIGHTS, Exporter, OpenBlob, Option, chosen, title_of
from tearsheet.export.markdown.dialects import GFM
from tearsheet.export.markdown.front_matter import quoted
from tearsheet.export.markdown.inline import kept_file
from tearsheet.export.markdown.quotations import written_below
from tearsheet.export.markdown.writer import markdown
from tearsheet.export.posts import Post, Posts
from tearsheet.export.signing import unsigned
from tearsheet.export.templates import LANGUAGE, PARTS, signed_file, templates
from tearsheet.model.annotation import PlacedAnnotation
from tearsheet.model.article import Article, Kind
from tearsheet.model.export import AnnotatedArticle, ExportedFile, ExportOptions
from tearsheet.text.slugs import LIMIT, slug

_POSTS = "content/posts"
_PICTURES = Option(
    name="pictures",
    help="Where pictures go: beside each page, nowhere with links to where they were, or left out.",
    choices=("folder", "link", "none"),
)


def _export(
    articles: Iterable[AnnotatedArticle], options: ExportOptions, open_blob: OpenBlob
) -> Iterator[ExportedFile]:
    """Write a bundle for each article: what goes with it first, then its page."""
    pictures, parts, language = chosen(options, _PICTURES), chosen(options, PARTS), chosen(options, LANGUAGE)
    shown = chosen(options, HIGHLIGHTS) == "shown"
    posts = Posts(options.earlier, lambda path: PurePosixPath(path).parent.name)
    for annotated in articles:
        article, marks = annotated.article, annotated.annotations if shown else ()
        post = posts.post(article)
        folder = f"{_POSTS}/{post.stem}"
        beside = attachments(article, folder, open_blob) if pictures == "folder" else Attachments()
        yield from () if posts.is_theirs(article) else beside.files
        page = f"{_front_matter(article, post)}\n\n{_unmarked(_body(article, beside, pictures, marks))}".rstrip() + "\n"
        yield signed_file(f"{folder}/index.md", page, uid=article.uid)
    if parts == "site":
        yield from templates("hugo", style="static/site.css", language=language, values={})


def _body(article: Article, beside: Attachments, pictures: str, marks: Sequence[PlacedAnnotation]) -> str:
    """Return the article's words with what is marked in them, and what was written about it below a line."""

    def address(url: str) -> str | None:
        return None if pictures == "none" else _name(beside.links.get(url, "")) or url or None

    if article.kind is Kind.FILE and article.file is not None:
        shown = article.file.media_type.startswith("image/")
        body = kept_file(_name(beside.document) or article.url, title_of(article), shown=shown)
    else:
        body = markdown(article.html, address, dialect=GFM, text=article.text, annotations=marks)
    return "\n\n***\n\n".join(filter(None, (body, written_below(marks, address))))


def _name(address: str) -> str:
    return address.rpartition("/")[2]


def _unmarked(body: str) -> str:
    """Return a body without shortcodes: the site's own `braces` stands where one would begin, in code as elsewhere."""
    return re.sub(r"\{\{(?=[<%])", "{{< braces >}}", body)


def _front_matter(article: Article, post: Post) -> str:
    known = article.metadata
    lines = (
        f"title: {quoted(fit(known.title))}",
        _moment("date", post.when),
        _moment("lastmod", known.modified),
        f"author: {quoted(fit(known.byline))}" if known.byline else "",
        f"description: {quoted(fit(known.excerpt))}" if known.excerpt else "",
        _strings("categories", [post.source] if _is_term(post.source) else []),
        _strings("tags", [tag for tag in post.own_tags if _is_term(tag)]),
        _strings("labels", [tag for tag in post.own_tags if not _is_term(tag)]),
        f"source: {quoted(fit(article.url))}" if article.url else "",
        unsigned(article.uid),
    )
    return "\n".join(("---", *(line for line in lines if line), "---"))


def _is_term(tag: str) -> bool:
    """Say whether Hugo can make an address of a tag: without one it builds no site at all."""
    return all(slug(part) and len(part.encode()) <= LIMIT for part in tag.split("/"))


def _strings(name: str, values: list[str]) -> str:
    return f"{name}: [{', '.join(map(quoted, values))}]" if values else ""


def _moment(name: str, moment: datetime | None) -> str:
    return f"{name}: {moment.isoformat(timespec='seconds')}" if moment else ""


HUGO = Exporter(
    name="hugo",
    title="Hugo",
    extension=".md",
    options=(PARTS, LANGUAGE, _PICTURES, HIGHLIGHTS),
    export=_export,
    places=(f"{_POSTS}/*/index.md",),
)
