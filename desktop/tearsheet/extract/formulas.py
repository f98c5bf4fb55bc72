"""Turn the markups of formulas (KaTeX, MathJax) into one that can be kept: MathML where there is, else the TeX."""

from lxml.html import HtmlElement

from tearsheet.extract.trees import drop

_DRAWN = (
    "//*[contains(@class, 'katex')]//*[contains(@class, 'katex-html')] | //*[contains(@class, 'MathJax_Preview')] | "
    "//*[contains(concat(' ', @class, ' '), ' MathJax ')][following-sibling::script[starts-with(@type, 'math/tex')]]"
)
_TEX = "//script[starts-with(@type, 'math/tex')]"


def settle_formulas(root: HtmlElement) -> None:
    """Leave each formula once, in place: what was only drawn of it is taken out, TeX in a script becomes text.

    TeX stands between the delimiters that MathJax itself reads: `\\(…\\)` in a line, `\\[…\\]` on its own.
    """
    drop(root.xpath(_DRAWN))
    for script in root.xpath(_TEX):
        begin, end = (r"\[", r"\]") if "display" in script.get("type", "") else (r"\(", r"\)")
        script.tag = "span"
        script.text = f"{begin}{(script.text or '').strip()}{end}"
        script.attrib.clear()
