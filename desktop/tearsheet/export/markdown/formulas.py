"""Turn the formulas of a tree into `math` elements that hold their TeX, where it is known, and that into Markdown."""

import re

from lxml.html import HtmlElement

# The delimiters that MathJax reads; what stands between them holds none of them, so that the search is linear.
_BETWEEN = r"((?:[^\\$]|\\[^()\[\]])+)"
_IN_TEXT = re.compile(rf"\\\({_BETWEEN}\\\)|\\\[{_BETWEEN}\\\]|\$\${_BETWEEN}\$\$", re.DOTALL)
# A pair of brackets alone may be anything: a regular expression has them too.
_LOOKS_LIKE_TEX = re.compile(r"[\\^_{}=<>+\d]|^\s*[A-Za-z]{1,2}\s*$")
_AS_IT_IS = ("pre", "code", "samp", "kbd", "math")
_WRAPPED = re.compile(r"\{\\(?:displaystyle|textstyle)\s+(.*)\}", re.DOTALL)


def settle_formulas(root: HtmlElement) -> None:
    """Give each formula its TeX as `alttext`, also those that stand as TeX in the text."""
    for formula in root.iter("math"):
        if tex := _plain(formula.get("alttext", "")):
            formula.set("alttext", tex)
        else:
            formula.attrib.pop("alttext", None)
    for element in list(root.iter("*")):
        if _has(element.text) and not _is_code(element):
            _split(element, None, element.text or "")
        holder = element.getparent()
        if _has(element.tail) and holder is not None and not _is_code(holder):
            _split(holder, element, element.tail or "")


def spans_of_formulas(text: str) -> list[tuple[int, int]]:
    """Return where formulas stand as TeX in an article's text."""
    found = _IN_TEXT.finditer(text) if _has(text) else ()
    return [each.span() for each in found if _LOOKS_LIKE_TEX.search(each[1] or each[2] or each[3])]


def written_formula(element: HtmlElement) -> str | None:
    """Return a formula between dollar signs, None where its TeX is not known or has one itself."""
    tex = element.get("alttext", "")
    if not tex or "$" in tex:
        return None
    sign = "$$" if is_display(element) else "$"
    return f"{sign}{tex}{sign}"


def is_display(formula: HtmlElement) -> bool:
    """Say whether a formula stands on a line of its own."""
    return bool(formula.get("display") == "block")


def in_text(formula: HtmlElement) -> str:
    """Return a formula's TeX between the delimiters that it has in an article's text."""
    begin, end = (r"\[", r"\]") if is_display(formula) else (r"\(", r"\)")
    return f"{begin}{formula.get('alttext', '')}{end}"


def _plain(tex: str) -> str:
    """Return TeX on one line, without what only says in which size it is set."""
    line = " ".join(tex.split())
    wrapped = _WRAPPED.fullmatch(line)
    return wrapped[1].strip() if wrapped else line


def _has(text: str | None) -> bool:
    return text is not None and ("\\(" in text or "\\[" in text or "$$" in text)


def _is_code(element: HtmlElement) -> bool:
    return element.tag in _AS_IT_IS or next(element.iterancestors(*_AS_IT_IS), None) is not None


def _split(holder: HtmlElement, before: HtmlElement | None, text: str) -> None:
    """Put `math` elements in the places of TeX in the text that stands in `holder` behind `before`."""
    done, last, place = 0, before, 0 if before is None else holder.index(before) + 1
    for found in _IN_TEXT.finditer(text):
        tex = found[1] or found[2] or found[3]
        if not _LOOKS_LIKE_TEX.search(tex):
            continue
        formula = holder.makeelement("math", {"alttext": _plain(tex)})
        if not found[1]:
            formula.set("display", "block")
        _set_text(holder, last, text[done : found.start()])
        holder.insert(place, formula)
        done, last, place = found.end(), formula, place + 1
    if last is not before:
        _set_text(holder, last, text[done:])


def _set_text(holder: HtmlElement, before: HtmlElement | None, text: str) -> None:
    if before is None:
        holder.text = text
    else:
        before.tail = text
