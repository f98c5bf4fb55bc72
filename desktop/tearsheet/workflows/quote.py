"""Turn words selected in an article into a quotation that says where it comes from."""

from collections.abc import Callable

from tearsheet.export.markdown.inline import Words, join, link
from tearsheet.export.markdown.writer import markdown
from tearsheet.model.article import Article


def with_source(article: Article, words: str, *, published: str = "") -> str:
    """Return the words, and under them who wrote them, where and when (`published`, as a person reads it)."""
    return f"{words.strip()}\n\n{_source(article, article.metadata.title, published)}\n{article.url}".strip()


def quotation(article: Article, html: str, *, published: str = "") -> str:
    """Return selected HTML as a quotation in Markdown, its source a link under it. Pictures are left out."""
    title = join(link(article.url, [Words(article.metadata.title or article.url)], ""))
    source = _source(article, title, published, escape=lambda text: join([Words(text)]))
    text = f"{markdown(html, lambda _url: None)}\n\n{source}".strip()
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def _source(article: Article, title: str, published: str, escape: Callable[[str], str] = str) -> str:
    metadata = article.metadata
    byline, source = escape(metadata.byline), escape(metadata.source or metadata.site)
    if (metadata.language or "").lower().startswith("zh"):
        named = f"{byline}：《{title}》" if byline else f"《{title}》"
        return f"——{'，'.join(filter(None, (named, source, published)))}"
    return f"— {', '.join(filter(None, (byline, title, source, published)))}"
