"""What a person does with the mouse and the keys to mark an article in a window, and what is kept of it."""

import json
from dataclasses import replace

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tearsheet.document.canonical import canonical_text
from tearsheet.document.sanitise import sanitise
from tearsheet.gui.marking import Marking
from tearsheet.gui.web_display import WebDisplay
from tearsheet.model.annotation import Colour, PlacedAnnotation
from tearsheet.model.article import Resource
from tearsheet.model.changes import Changes
from tearsheet.model.ids import AnnotationId, ArticleId
from tearsheet.workflows.annotate import annotate
from tearsheet.workflows.desk import Desk
from tests.support.keepings import keeping
from tests.support.reader_panes import WORLD
from tests.support.windows import Opened

ENDS = """(() => {
  const from = passages.text().indexOf(%s);
  const ends = (at) => {
    const box = passages.live(at, at + 1).getBoundingClientRect();
    return [box.left, box.right, (box.top + box.bottom) / 2];
  };
  const middle = () => (ends(from)[2] + ends(from + %d)[2]) / 2;
  if (middle() < 80 || middle() > innerHeight - 160) scrollBy(0, middle() - innerHeight / 2);
  const [begin, end] = [ends(from), ends(from + %d)];
  return JSON.stringify([begin[0], begin[2], end[1], end[2]]);
})()"""


def _ends(words: str) -> str:
    last = len(words) - 1
    return ENDS % (json.dumps(words), last, last)


def keep(
    desk: Desk, name: str, html: str, *, title: str, language: str = "en", resources: tuple[Resource, ...] = ()
) -> ArticleId:
    """Keep an article of this HTML, or another version of it."""
    clean = sanitise(html)
    made = keeping(name, "x", title=title, language=language, source="Bench", resources=resources, body=html.encode())
    text = canonical_text(clean)
    added = desk.library.add(replace(made, extraction=replace(made.extraction, html=clean, text=text, words=99)))
    assert added.article is not None
    return added.article


class Marker:
    """A person in front of an article that the web view shows."""

    def __init__(self, opened: Opened, title: str) -> None:
        self.opened = opened
        opened.window.resize(1440, 900)
        self.article = opened.choose(title)
        opened.until(lambda: isinstance(opened.session.reader.display, WebDisplay))
        self.until(f"document.title === {json.dumps(title)} && passages.text().length > 0")
        opened.until(lambda: self.marking.annotating.article is not None)
        # Words stay where they are once the letters have come and the window has its size.
        self.until(f"document.fonts.status === 'loaded' && innerWidth === {self.display.widget().width()}")

    @property
    def marking(self) -> Marking:
        return self.opened.session.marking

    @property
    def display(self) -> WebDisplay:
        display = self.opened.session.reader.display
        assert isinstance(display, WebDisplay)
        return display

    @property
    def surface(self) -> QWidget:
        view = self.display.widget()
        return view.focusProxy() or view

    @property
    def placed(self) -> tuple[PlacedAnnotation, ...]:
        """What is marked, as the library has it."""
        return self.opened.desk.library.annotating.of_article(self.article)

    def until_marked(self, *words: str) -> tuple[PlacedAnnotation, ...]:
        """Wait until exactly these words are marked, in this order, and drawn."""
        self.opened.until(lambda: [each.text for each in self.placed] == list(words))
        self.opened.until(lambda: [each.text for each in self.marking.annotating.placed] == list(words))
        return self.placed

    def value(self, script: str) -> object:
        """Return what a script in the reader's world says."""
        answers: list[object] = []
        self.display.page().runJavaScript(script, WORLD, answers.append)
        self.opened.until(lambda: bool(answers))
        return answers[0]

    def until(self, script: str) -> None:
        """Wait until a script says yes."""
        answers: list[object] = []

        def holds() -> bool:
            self.display.page().runJavaScript(f"Boolean({script})", WORLD, answers.append)
            return True in answers[-3:]

        self.opened.until(holds)

    def drag(self, words: str) -> None:
        """Select words with the mouse, from their first to their last."""
        left, top, right, bottom = json.loads(str(self.value(_ends(words))))
        self._mouse(QMouseEvent.Type.MouseButtonPress, left + 1, top)
        for step in range(1, 5):
            self._mouse(QMouseEvent.Type.MouseMove, left + (right - left) * step / 4, top + (bottom - top) * step / 4)
        self._mouse(QMouseEvent.Type.MouseMove, right - 1, bottom)
        self._mouse(QMouseEvent.Type.MouseButtonRelease, right - 1, bottom)

    def press_on(self, words: str) -> None:
        """Press the mouse on words, not where a drag of them has just begun: that is a double click."""
        left, top, right, _bottom = json.loads(str(self.value(_ends(words))))
        at = QPoint(round(left + min(40, abs(right - left) / 2)), round(top))
        QTest.mouseClick(self.surface, Qt.MouseButton.LeftButton, pos=at)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key on whatever has the keyboard; the page, where nothing has."""
        self._activate()
        on = QApplication.focusWidget() or self.surface
        QTest.keyClick(on, key, modifier)

    def read(self) -> None:
        """Put the keyboard on the page."""
        self._activate()
        self.display.widget().setFocus()

    def _activate(self) -> None:
        """Make the window the one that hears keys, which on a real screen takes a moment."""
        self.opened.window.activateWindow()
        self.opened.until(self.opened.window.isActiveWindow)

    def _mouse(self, kind: QMouseEvent.Type, x: float, y: float) -> None:
        left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
        button = none if kind is QMouseEvent.Type.MouseMove else left
        held = none if kind is QMouseEvent.Type.MouseButtonRelease else left
        at = QPointF(x, y)
        event = QMouseEvent(kind, at, self.surface.mapToGlobal(at), button, held, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(self.surface, event)
        QTest.qWait(16)


def mark(person: Marker, words: str, *, colour: Colour = Colour.YELLOW, note: str = "") -> AnnotationId:
    """Mark words without a hand, and wait until they are drawn."""
    desk = person.opened.desk
    article = desk.library.article(person.article)
    start = article.text.index(words)
    made, changes = annotate(desk, article, start, start + len(words), colour=colour, note=note)
    person.opened.window.library_changed.emit(changes)
    person.opened.until(lambda: person.marking.annotating.found(made.id) is not None)
    person.until(f"CSS.highlights.size > 0 && marks.point({made.id}) && (marks.point(0), true)")
    return made.id


def change(person: Marker, html: str) -> None:
    """Keep another version of the article, as a recapture does."""
    keep(person.opened.desk, "a", html, title="High water")
    person.opened.window.library_changed.emit(Changes(updated=(person.article,)))
    versions = len(person.opened.desk.library.article(person.article).versions)
    annotating = person.marking.annotating
    person.opened.until(lambda: annotating.article is not None and len(annotating.article.versions) == versions)


def doubt(person: Marker) -> None:
    """Have all that is placed on the shown version be unsure, as where the anchoring is in doubt."""
    desk = person.opened.desk
    assert person.placed
    version = desk.library.article(person.article).version
    with desk.library._database.writing() as connection:
        connection.exec_driver_sql("UPDATE placement SET state = 'unsure' WHERE version_id = ?", (version,))
    person.opened.window.library_changed.emit(Changes(updated=(person.article,)))
