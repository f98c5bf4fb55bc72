"""An open repair pane, and what a person does in it."""

import json

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from tearsheet.gui.repair_pane import RepairPane
from tearsheet.gui.repair_work import RepairWork
from tearsheet.model.repair import Part, PartKind
from tests.support.reader_panes import WORLD
from tests.support.windows import WAIT, Opened

_BOX = """
(() => {
  const box = document.querySelector('#in-part-%d').getBoundingClientRect();
  return JSON.stringify([box.x, box.y, box.width, box.height, document.querySelectorAll('[data-place]').length]);
})()
"""


class Repair:
    """The pane over the window, with its page shown."""

    def __init__(self, opened: Opened) -> None:
        self.opened = opened
        opened.do("repair")
        opened.until(lambda: opened.session.repairing.work is not None)
        opened.until(lambda: bool(self.pane.parts))
        opened.until(lambda: bool(self._asked(_BOX % 0)))

    @property
    def work(self) -> RepairWork:
        work = self.opened.session.repairing.work
        assert work is not None
        return work

    @property
    def pane(self) -> RepairPane:
        return self.work.pane

    @property
    def surface(self) -> QWidget:
        """The widget that takes the mouse and the keys of the page."""
        surface = self.pane.display.widget().focusProxy()
        assert surface is not None
        return surface

    @property
    def closed(self) -> bool:
        return self.opened.session.repairing.work is None

    @property
    def chips(self) -> list[str]:
        """What was chosen, as the row of chips says it."""
        return [f"{'+' if chip.said.adds else '-'} {chip.text()}" for chip in self.pane.chips.chips]

    def part(self, begins: str, kind: PartKind | None = None) -> Part:
        """Return the largest part that begins so."""
        return next(part for part in self.pane.parts if part.words.startswith(begins) and kind in (None, part.kind))

    def point(self, part: Part) -> QPoint:
        """Move the pointer onto a part, near its left upper corner, and return where that is.

        Parts still move while the style sheet and the page come, so a miss is another try.
        """
        place, tries = QPoint(), 0

        def is_pointed_at() -> bool:
            nonlocal place, tries
            tries += 1
            self.pane.display.go_to(part.number)
            left, top, *_size = json.loads(str(self._asked(_BOX % part.number)))
            # Each try on another spot: what comes to the same one is no move.
            place = QPoint(round(left) + 3 + tries % 2, round(top) + 3)
            QTest.mouseMove(self.surface, place)
            self.opened.bot.wait(50)
            return part.number in json.loads(str(self._asked("JSON.stringify(repair.chain())")))

        self.opened.until(is_pointed_at)
        return place

    def click(self, part: Part) -> None:
        """Point at a part, make what is pointed at larger until it is that part, and click."""
        place = self.point(part)
        chain = json.loads(str(self._asked("JSON.stringify(repair.chain())")))
        for _ in range(chain.index(part.number)):
            QTest.keyClick(self.surface, Qt.Key.Key_Up)
        self.opened.until(lambda: self.pointed == part.number)
        before = self.pane.repair
        QTest.mouseClick(self.surface, Qt.MouseButton.LeftButton, pos=place)
        self.opened.until(lambda: self.pane.repair != before)

    @property
    def pointed(self) -> int:
        chain = json.loads(str(self._asked("JSON.stringify(repair.chain())")))
        return int(chain[0]) if chain else -1

    def step(self) -> None:
        """Point at the next part by key, and wait until it is."""
        before = self.pointed
        QTest.keyClick(self.surface, Qt.Key.Key_Right)
        self.opened.until(lambda: self.pointed != before)

    def tell_of_the_mouse(self, number: int, *, screen_x: int) -> None:
        """Have the page told, as Chromium tells it, that the mouse is on a part."""
        told = f"new MouseEvent('mousemove', {{ bubbles: true, screenX: {screen_x}, screenY: 50 }})"
        self._asked(f"document.querySelector('#in-part-{number}').dispatchEvent({told})")

    def until_tried(self) -> None:
        """Wait until the article is shown as it would be."""
        self.opened.until(lambda: self.pane.keep_article.isEnabled())

    def page_text(self) -> str:
        """Return the words of the article as it would be, from the page that shows it."""
        answers: list[object] = []
        page = self.pane.preview.page()
        page.runJavaScript("document.querySelector('.ts-body').innerText", WORLD, answers.append)
        self.opened.until(lambda: bool(answers))
        return str(answers[0])

    def _asked(self, script: str) -> object:
        answers: list[object] = []
        self.pane.display.page().runJavaScript(script, WORLD, answers.append)
        self.opened.bot.waitUntil(lambda: bool(answers), timeout=WAIT)
        return answers[0]
