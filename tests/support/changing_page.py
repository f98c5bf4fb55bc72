"""A news page that changes: its text, and what a site shows when it has no article any more."""

from collections.abc import Sequence

from tests.support.annotated import PARAGRAPHS
from tests.support.scripted_site import Reply, page

TITLE = "High water"
CHANGED = (
    PARAGRAPHS[0],
    "A week later the mayor received the ferrymen, who brought him a list of what each of them had earned.",
    *PARAGRAPHS[2:],
)
"""The paragraph on the bridge has given way to another, and all the rest stands as it did."""


def article(paragraphs: Sequence[str] = PARAGRAPHS, *, title: str = TITLE, picture: str = "") -> Reply:
    """Return the article as its page has it."""
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    figure = f'<figure><img src="{picture}" alt="A cow"></figure>' if picture else ""
    return page(
        f"<html lang=en><title>{title}</title><article><h1>{title}</h1>{figure}{text}</article>"
        "<footer>The Daily Bench, printed at Market Street</footer></html>"
    )


GONE = {
    "deleted": page("<title>提示</title><div class=main><h2>此内容已被发布者删除</h2><p>去看看别的内容吧</p></div>"),
    "a login": page(
        "<title>Sign in</title><main><h1>Sign in to continue</h1><form><input name=user><input type=password></form>"
        "<p>Forgot your password? No account yet? Create one, it takes a minute and costs nothing.</p></main>"
    ),
    "not there, said kindly": page(
        "<title>Page not found</title><main><h1>Page not found</h1><p>The page you requested could not be found. It "
        "may have moved, or never have been here.</p></main>"
    ),
    "an error": page("<title>Sorry</title><main><h1>Something went wrong</h1><p>Please try again later.</p></main>"),
    "a teaser": article(PARAGRAPHS[:1]),
}
"""What a site shows with status 200 in the place of an article."""
