"""Turn an article into one HTML file that opens anywhere, now and in twenty years."""

from base64 import b64encode
from collections.abc import Sequence
from datetime import tzinfo
from functools import cache
from hashlib import sha256
from html import escape

from tearsheet.document.page import article_page, language_of
from tearsheet.document.page_body import PictureUrl, fit
from tearsheet.document.page_marks import with_marks
from tearsheet.document.page_words import PageWords
from tearsheet.model.annotation import PlacedAnnotation
from tearsheet.model.article import Article
from tearsheet.resources import resource
from tearsheet.text.shades import shades


def standalone_page(
    article: Article,
    *,
    words: PageWords,
    picture_url: PictureUrl,
    zone: tzinfo | None = None,
    annotations: Sequence[PlacedAnnotation] = (),
) -> str:
    """Return a whole HTML document with its style inside and pictures by `picture_url`'s (relative) addresses.

    Light and dark follow the browser that opens it. Its own content security policy lets nothing run and nothing
    load but pictures beside it or in it. `annotations` are shown in the text and below it.
    """
    style = _style() + (_written_style() if annotations else "")
    page = article_page(article, words=words, picture_url=picture_url, zone=zone)
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; img-src 'self' file: data:; style-src 'sha256-{digest}'; form-action 'none'"
    metadata = article.metadata
    described = (
        ("author", metadata.byline),
        ("date", metadata.published.isoformat() if metadata.published else ""),
        ("dcterms.modified", metadata.modified.isoformat() if metadata.modified else ""),
        ("description", metadata.excerpt),
        ("keywords", ", ".join(metadata.keywords)),
        ("tags", ", ".join(article.tags)),
    )
    return fit(
        f'<!doctype html>\n<html lang="{escape(language_of(article))}" data-theme="light">\n<head>\n'
        '<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{escape(metadata.title or words.untitled)}</title>\n"
        + "".join(f'<meta name="{name}" content="{escape(text)}">\n' for name, text in described if text)
        + f'<link rel="canonical" href="{escape(article.url)}">\n<style>{style}</style>\n</head>\n'
        f'<body><article class="ts-page">{with_marks(page, article.text, annotations)}</article></body>\n</html>\n'
    )


@cache
def _style() -> str:
    light, dark, rest = (
        resource(f"reader/{name}").read_text("utf-8") for name in ("themes/light.css", "themes/dark.css", "reader.css")
    )
    at_night = dark.replace('[data-theme="dark"]', '[data-theme="light"]')
    return f"{light}@media screen and (prefers-color-scheme: dark) {{\n{at_night}}}\n{rest}"


def _written_style() -> str:
    light, dark = (
        "".join(f"--{name}: {shade}; " for name, shade in shades(theme).items() if name.startswith("mark-"))
        for theme in ("light", "dark")
    )
    at_night = f"@media screen and (prefers-color-scheme: dark) {{ :root {{ {dark}}} }}"
    return f":root {{ {light}}}\n{at_night}\n{resource('reader/written.css').read_text('utf-8')}"
