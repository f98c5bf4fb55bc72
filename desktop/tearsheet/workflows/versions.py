"""Turn an article into the list of its versions, the differences between two, and the choice of which is shown."""

from tearsheet.model.article import Version
from tearsheet.model.changes import Changes
from tearsheet.model.comparison import Passage
from tearsheet.model.ids import ArticleId, VersionId
from tearsheet.text.comparison import compare as compare_texts
from tearsheet.workflows.desk import Desk


def versions(desk: Desk, article: ArticleId) -> tuple[Version, ...]:
    """Return an article's versions, oldest first."""
    return desk.library.article(article).versions


def compare(desk: Desk, article: ArticleId, older: VersionId, newer: VersionId) -> tuple[Passage, ...]:
    """Return what became of the text between two versions, passage by passage and word by word."""
    return compare_texts(desk.library.article(article, older).text, desk.library.article(article, newer).text)


def choose(desk: Desk, article: ArticleId, version: VersionId) -> Changes:
    """Show another version of an article; it stays until the page says something new."""
    return desk.library.choose_version(article, version)
