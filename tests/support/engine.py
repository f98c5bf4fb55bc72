"""Turn markup into its elements as the reader's own engine finds them: Chromium, by the rules of HTML."""

import json
from collections.abc import Sequence

from PySide6.QtCore import QEventLoop, QUrl
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile
from PySide6.QtWidgets import QApplication

from tests.support.unsafe import Element

# Asked of the prototype: a form answers with its own fields when it is asked itself.
_PARSE = """((markups) => {
  const names = Element.prototype.getAttributeNames, value = Element.prototype.getAttribute;
  const name = Object.getOwnPropertyDescriptor(Element.prototype, "localName").get;
  return JSON.stringify(markups.map((markup) =>
    [...new DOMParser().parseFromString("<!doctype html><body>" + markup, "text/html").querySelectorAll("*")].map(
      (element) => [name.call(element), names.call(element).map((one) => [one, value.call(element, one)])])));
})(%s)"""


class Engine:
    """Parses as the reader's web view does, without showing: nothing in a parsed document runs or loads."""

    def __init__(self) -> None:
        self._application = QApplication.instance() or QApplication([])
        self._profile = QWebEngineProfile()
        self._page = QWebEnginePage(self._profile)
        loop = QEventLoop()
        self._page.loadFinished.connect(lambda _ok: loop.quit())
        self._page.load(QUrl("about:blank"))
        loop.exec()

    def parsed(self, markups: Sequence[str]) -> list[list[Element]]:
        """Return the elements of each of `markups`, by the rules of HTML."""
        answers: list[str] = []
        loop = QEventLoop()

        def take(answer: object) -> None:
            answers.append(str(answer))
            loop.quit()

        self._page.runJavaScript(_PARSE % json.dumps(markups), 0, take)
        loop.exec()
        return [[(tag, [(n, v) for n, v in attributes]) for tag, attributes in one] for one in json.loads(answers[0])]

    def close(self) -> None:
        """End the page before its profile, as Qt asks."""
        self._page.deleteLater()
        self._page.destroyed.connect(self._profile.deleteLater)
        loop = QEventLoop()
        self._profile.destroyed.connect(loop.quit)
        loop.exec()
