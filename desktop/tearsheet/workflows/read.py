"""Turn an id into an article, what it stands on, or a picture to show."""

from tearsheet.model.article import Article
from tearsheet.model.evidence import Evidence
from tearsheet.model.ids import ArticleId, Sha256, VersionId
from tearsheet.workflows.desk import Desk


def article(desk: Desk, id: ArticleId, version: VersionId | None = None) -> Article:  # noqa: A002 - the field's word
    """Return an article, whole; in another of its versions when asked."""
    return desk.library.article(id, version)


def evidence(desk: Desk, article: Article) -> Evidence:
    """Return what the version that `article` shows stands on."""
    return desk.library.evidence(article.id, article.version)


def blob(desk: Desk, sha256: Sha256) -> bytes:
    """Return a picture's or a file's bytes, checked against their SHA-256."""
    return desk.library.blob(sha256)
