"""Turn an article into a page made ready to show; nothing of Qt, so that a thread may do it."""

from collections.abc import Mapping
from dataclasses import dataclass
from secrets import token_urlsafe

from tearsheet.model.article import Article, Resource
from tearsheet.model.ids import ArticleId, Sha256
from tearsheet.text.scripts import converted, language_in
from tearsheet.workflows.page import PageActions, PageWords, article_page, language_of, script_for

PICTURES = "article://reader/picture/"
# The addresses of the page's own buttons carry a secret of this run, so that no article can make itself one.
_PRESS = f"article://press/{token_urlsafe(12)}/"
RETRY_PICTURES, TRY_AGAIN, OPEN_FILE = "retry-pictures", "try-again", "open-file"
_BUTTONS = PageActions(
    retry_pictures=_PRESS + RETRY_PICTURES, try_again=_PRESS + TRY_AGAIN, open_file=_PRESS + OPEN_FILE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyPage:
    """A page to show: `html` for inside the reader's document, and the media types of the pictures it may ask for.

    The reader's place is kept under `key`, not at all without one. `aside` says what it is when it is not the article.
    """

    id: ArticleId
    key: str
    title: str
    url: str
    version: tuple[int, int]
    language: str
    html: str
    pictures: Mapping[Sha256, str]
    aside: str = ""


def pressed_button(url: str) -> str:
    """Return the name of the button whose address `url` is; empty when it is none."""
    return url.removeprefix(_PRESS) if url.startswith(_PRESS) else ""


def button_address(name: str) -> str:
    """Return the address of a button of our own in a page, which `pressed_button` knows again."""
    return _PRESS + name


def ready_page(
    article: Article,
    *,
    words: PageWords,
    reason: str = "",
    actions: PageActions = _BUTTONS,
    script: str = "",
) -> ReadyPage:
    """Return the page of an article, in another Chinese `script` when asked (`text.scripts`).

    A long one takes a second: call it where nobody waits.
    """
    script = script_for(article, script)
    blobs = [resource.blob for resource in article.resources if resource.blob]
    if article.file:
        blobs.append(article.file)
    number = next((n for n, version in enumerate(article.versions, 1) if version.id == article.version), 1)
    return ReadyPage(
        id=article.id,
        key=article.uid,
        title=converted(article.metadata.title, script) or words.untitled,
        url=article.url,
        version=(number, max(1, len(article.versions))),
        language=language_in(script, language_of(article)),
        html=article_page(article, words=words, picture_url=picture_url, actions=actions, reason=reason, script=script),
        pictures={blob.sha256: blob.media_type for blob in blobs},
    )


def picture_url(resource: Resource) -> str | None:
    """Return where the page may ask for a picture, None for one that is missing."""
    return f"{PICTURES}{resource.blob.sha256}" if resource.blob else None
