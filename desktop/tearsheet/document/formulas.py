"""Turn the TeX that a formula has within it into its alternative text, which stays where the rest of it goes."""

import re
from html import escape, unescape

from tearsheet.document.tokens import Kind, tokens

_IS_TEX = re.compile(r"encoding\s*=\s*[\"']?[\w/.+-]*tex\b", re.IGNORECASE)
_HAS_ALTERNATIVE = re.compile(r"\salttext\s*=", re.IGNORECASE)


def with_alternatives(html: str) -> str:
    """Return `html` with the TeX of each formula's annotation as its `alttext` too, where it has none."""
    if "<annotation" not in html:
        return html
    parts: list[str] = []
    done = formula = 0
    tex: list[str] = []
    within = False
    for kind, name, begin, end in tokens(html):
        if kind is Kind.TEXT:
            tex += [html[begin:end]] if within else []
        elif kind is Kind.START and name == "math":
            has_its_own = _HAS_ALTERNATIVE.search(html, begin, end)
            formula, tex = (0 if has_its_own else begin + len("<math")), []
        elif name == "annotation":
            within = kind is Kind.START and bool(formula and _IS_TEX.search(html, begin, end))
        elif kind is Kind.END and name == "math":
            if formula and (said := unescape("".join(tex)).strip()):
                parts += [html[done:formula], f' alttext="{escape(said)}"']
                done = formula
            formula, within = 0, False
    return "".join([*parts, html[done:]])
