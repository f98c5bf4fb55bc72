"""Turn a passage of a text into a selector, and a selector into its place in a later text, or into an orphan.

Offsets are code points everywhere, as a Python string counts (Web Annotation, 4.2.5); `to_utf16` and `from_utf16` are
for the edge where Qt and JavaScript count otherwise. Why a place is found or not: desktop/notes/013-anchoring.md.
"""

from tearsheet.text.anchoring.alignment import Alignment, align
from tearsheet.text.anchoring.quotation import anchor
from tearsheet.text.anchoring.selecting import select
from tearsheet.text.anchoring.utf16 import Utf16Offsets, from_utf16, to_utf16

__all__ = ["Alignment", "Utf16Offsets", "align", "anchor", "from_utf16", "select", "to_utf16"]
