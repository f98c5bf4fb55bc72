"""Turn a post's text with Liquid in it into what Jekyll would have shown, as far as that stands in the post alone."""

import re
from html import escape

_RAW = re.compile(r"\{%-?\s*raw\s*-?%\}(.*?)\{%-?\s*endraw\s*-?%\}", re.DOTALL)
_LISTING = re.compile(r"\{%-?\s*highlight\s+([\w+#.-]+)[^%]*%\}\n?(.*?)\{%-?\s*endhighlight\s*-?%\}", re.DOTALL)
_COMMENT = re.compile(r"\{%-?\s*comment\s*-?%\}.*?\{%-?\s*endcomment\s*-?%\}", re.DOTALL)
# {{ site.baseurl }}/a.png, {{ "/a.png" | relative_url }}: what stands before an address and leads to the same place.
_SITE = re.compile(r"\{\{-?\s*site\.(?:baseurl|url)\s*-?\}\}")
_ADDRESS = re.compile(
    r"\{\{-?\s*(?:\"([^\"{}]*)\"|'([^'{}]*)')\s*\|\s*(?:relative_url|absolute_url|prepend:[^{}|]*)\s*-?\}\}"
)
_LEFT = re.compile(r"\{%-?\s*(\w+)|\{\{-?\s*([\w.]+)")
_BRACES = re.compile(r"\{(?=[{%])")


def shown(text: str) -> tuple[str, tuple[str, ...]]:
    """Return the text with what is literal in it made literal, and the names of what only the site's own layouts tell.

    Nothing that would need more than the post is carried out; it stays in the text as it stands.
    """
    if "{{" not in text and "{%" not in text:
        return text, ()
    literal: list[str] = []

    def keep(found: re.Match[str]) -> str:
        literal.append(found[1])
        return f"\0{len(literal) - 1}\0"

    text = _RAW.sub(keep, text.replace("\0", ""))
    text = _COMMENT.sub("", _LISTING.sub(_listing, text))
    text = _ADDRESS.sub(lambda found: found[1] or found[2] or "", _SITE.sub("", text))
    left = tuple(dict.fromkeys(found[1] or found[2] for found in _LEFT.finditer(text)))
    return re.sub("\0(\\d+)\0", lambda found: literal[int(found[1])], text), left


def _listing(found: re.Match[str]) -> str:
    code = _BRACES.sub("&#123;", escape(found[2], quote=False))
    return f'<pre><code class="language-{found[1]}">{code}</code></pre>'
