"""Turn an article, kept or only just read, into the text that a person asked for."""

from datetime import UTC, datetime

from tearsheet.model.article import Article, Kind
from tearsheet.model.export import AnnotatedArticle, ExportOptions
from tearsheet.model.extraction import Extraction
from tearsheet.model.ids import ArticleId, Sha256, VersionId
from tearsheet.workflows.export import formats

# Printed on its own, a note has no folder beside it: its pictures are where they were.
_OPTIONS = ExportOptions(values=(("pictures", "link"),))


def written(article: Article, form: str) -> str:
    """Return an article as its bare HTML, or as a file of the format `form` would have it."""
    if form == "html":
        return article.html
    exporter = next(each for each in formats() if each.name == form)
    (file,) = exporter.export([AnnotatedArticle(article=article)], _OPTIONS, _no_blob)
    return file.data.decode()


def unkept(extraction: Extraction, url: str) -> Article:
    """Return what was read out of a page as the article it would be."""
    return Article(
        id=ArticleId(0),
        uid="",
        kind=Kind.ARTICLE,
        url=url,
        share_link=url,
        metadata=extraction.metadata,
        html=extraction.html,
        text=extraction.text,
        words=extraction.words,
        saved=datetime.now(UTC),
        tags=(),
        read=False,
        archived=False,
        favourite=False,
        note="",
        resources=(),
        version=VersionId(0),
        versions=(),
    )


def _no_blob(sha256: Sha256) -> bytes:
    raise LookupError(sha256)  # never asked for with links in the place of pictures
