"""Turn articles into a Jekyll site: a post each, with pages, layouts, feed and search that need no server."""

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from tearsheet.export.attachments import Attachments, attachments
from tearsheet.export.exporter import Exporter, OpenBlob, Option, chosen, title_of
from tearsheet.export.jekyll.body import file_body, post_body
from tearsheet.export.jekyll.post import ZONES, post_file
from tearsheet.export.jekyll.site import Site
from tearsheet.export.markdown.front_matter import quoted
from tearsheet.export.posts import Posts
from tearsheet.export.templates import LANGUAGE, PARTS, signed_file, templates
from tearsheet.model.article import Article, Kind
from tearsheet.model.export import AnnotatedArticle, ExportedFile, ExportOptions

_POSTS = "_posts"
_FRONT = Option(
    name="front",
    help="How many days the front page keeps, counted back from the newest post; the rest is in the archive.",
    choices=("all", "7", "30", "90", "365"),
)
_ZONE = Option(
    name="zone",
    help="The time zone the site is built in. A post on whose day it is another day there has its address written out.",
    choices=tuple(ZONES),
)
_PICTURES = Option(
    name="pictures",
    help="Where pictures go: into the site, nowhere with links to where they were, or left out.",
    choices=("folder", "link", "none"),
)


def _export(
    articles: Iterable[AnnotatedArticle], options: ExportOptions, open_blob: OpenBlob
) -> Iterator[ExportedFile]:
    """Write a post for each article, what goes with it first, then all that is made of the posts."""
    pictures, zone, language = chosen(options, _PICTURES), chosen(options, _ZONE), chosen(options, LANGUAGE)
    parts, front = chosen(options, PARTS), chosen(options, _FRONT)
    posts, site = Posts(options.earlier, _name_of), Site()
    for article in (annotated.article for annotated in articles):
        post = posts.post(article)
        site.add(post)
        beside = attachments(article, f"pictures/{post.stem}", open_blob) if pictures == "folder" else Attachments()
        yield from () if posts.is_theirs(article) else beside.files
        written = post_file(article, post, _body(article, beside, pictures), zone=zone, language=language)
        yield signed_file(f"{_POSTS}/{post.stem}.md", written, uid=article.uid)
    if parts == "site":
        values = {"zone": quoted(zone), "days": "0" if front == "all" else front}
        yield from templates("jekyll", style="assets/site.css", language=language, values=values)
        yield from site.pages()


def _name_of(path: str) -> str:
    return PurePosixPath(path).stem


def _body(article: Article, beside: Attachments, pictures: str) -> str:
    def address(url: str) -> str | None:
        return None if pictures == "none" else beside.links.get(url) or url or None

    if article.kind is Kind.FILE and article.file is not None:
        shown = article.file.media_type.startswith("image/")
        return file_body(beside.document or article.url, title_of(article), shown=shown)
    return post_body(article.html, address, url=article.url)


JEKYLL = Exporter(
    name="jekyll",
    title="Jekyll",
    extension=".md",
    options=(PARTS, _FRONT, LANGUAGE, _ZONE, _PICTURES),
    export=_export,
    places=(f"{_POSTS}/*.md",),
)
