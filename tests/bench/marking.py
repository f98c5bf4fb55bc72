"""What marks cost on a page: the map of its text, drawing 1,000 and 5,000 of them, and scrolling over them.

Run it with `python -m tests.bench.marking`. Times are of script in the page, the median of some rounds, beside those of
elements put into the text; a scrolled frame's is the processor time of all processes.
"""

import json
import os
import sys
from dataclasses import replace
from statistics import median

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWebEngineCore import QWebEnginePage
from PySide6.QtWidgets import QApplication

from tearsheet.document.canonical import canonical_text
from tearsheet.gui.reader import ReaderPane
from tearsheet.gui.web_display import WebDisplay
from tearsheet.model.article import Article
from tearsheet.model.ids import ArticleId
from tests.bench.reader import cpu
from tests.support.reader_articles import BASE

_WORLD = 1
_ROUNDS = 7
_SENTENCE = {
    "zh": "入夏以来的第三次洪峰已经过去，江边的老街终于露出了石阶，住在二楼的人们把家具一件一件搬下来，在门口晾晒。",
    "en": "The river rose in the night, and the people of the lower town carried their chairs and bread upstairs. ",
}
_IN_TEXT = """(spots) => {
  const page = document.querySelector('.ts-body');
  const copy = page.cloneNode(true);
  page.replaceWith(copy);
  const nodes = [];
  for (const walker = document.createTreeWalker(copy, 4); walker.nextNode();) nodes.push(walker.currentNode);
  const began = performance.now();
  for (const [number, at, length] of spots.toReversed()) {
    const range = new Range();
    range.setStart(nodes[number], at);
    range.setEnd(nodes[number], at + length);
    range.surroundContents(document.createElement('mark'));
  }
  copy.offsetHeight;
  const took = performance.now() - began;
  copy.replaceWith(page);
  return took;
}"""


_FRAMES = 120
_SCROLL = f"""(() => {{
  globalThis.frames_done = null;
  scrollTo(0, 0);
  const spans = [];
  let last = performance.now();
  const frame = (now) => {{
    spans.push(now - last);
    last = now;
    if (spans.length > {_FRAMES}) globalThis.frames_done = spans.slice(1).sort((a, b) => a - b);
    else {{ scrollBy(0, 60); requestAnimationFrame(frame); }}
  }};
  requestAnimationFrame(frame);
}})()"""


def article(language: str, paragraphs: int, sentences: int) -> Article:
    html = "".join(f"<p>{_SENTENCE[language] * sentences}</p>" for _ in range(paragraphs))
    tongue = "zh-CN" if language == "zh" else "en"
    metadata = replace(BASE.metadata, language=tongue, title=f"{language} {paragraphs}")
    return replace(
        BASE,
        id=ArticleId(paragraphs),
        uid=f"{language}{paragraphs}",
        html=html,
        text=canonical_text(html),
        metadata=metadata,
    )


def value(page: QWebEnginePage, script: str) -> object:
    answers: list[object] = []
    loop = QEventLoop()

    def tell(answer: object) -> None:
        answers.append(answer)
        loop.quit()

    page.runJavaScript(script, _WORLD, tell)
    if not answers:
        loop.exec()
    return answers[0]


def wait(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def listed(text: str, count: int, paragraphs: int) -> tuple[list[dict[str, object]], list[tuple[int, int, int]]]:
    """Return `count` marks of at most 20 characters, spread over a text, and the same as places in its paragraphs."""
    length = (len(text) - 2 * (paragraphs - 1)) // paragraphs
    each = count // paragraphs
    width = min(20, length // each)
    colours = ("yellow", "green", "blue", "pink", "purple")
    made, spots = [], []
    for number in range(count):
        paragraph, at = number // each, (number % each) * (length // each)
        start = paragraph * (length + 2) + at
        made.append(
            {"id": number + 1, "start": start, "end": start + width, "colour": colours[number % 5], "unsure": False}
            | {"note": "", "tags": [], "day": "", "quote": "", "picture": ""}
        )
        spots.append((paragraph, at, width))
    return made, spots


def took(page: QWebEnginePage, script: str) -> float:
    """Return the median of milliseconds that a script says it took."""
    return median(float(str(value(page, script))) for _ in range(_ROUNDS))


def scrolled(page: QWebEnginePage) -> str:
    """Scroll by sixty pixels a frame, and return what a frame took."""
    before = cpu()
    value(page, _SCROLL)
    spans: list[float] = []
    while not spans:
        wait(100)
        spans = json.loads(str(value(page, "JSON.stringify(globalThis.frames_done ?? [])")))
    spent = (cpu() - before) / _FRAMES * 1e3
    middle, late = spans[_FRAMES // 2], spans[_FRAMES * 95 // 100]
    return f"a frame {middle:.1f} ms, of 20 one over {late:.1f}, {spent:.1f} ms CPU"


def main() -> None:
    application = QApplication(sys.argv[:1])
    pane = ReaderPane(lambda _sha256: b"")
    pane.resize(1000, 760)
    pane.show()
    for language, paragraphs, sentences in (("zh", 40, 10), ("zh", 200, 10), ("en", 200, 27)):
        shown = article(language, paragraphs, sentences)
        pane.show_article(shown)
        wait(2500)
        assert isinstance(pane.display, WebDisplay)
        page = pane.display.page()
        assert value(page, "passages.text()") == shown.text
        mapped = took(
            page,
            "(() => { passages.forget(); const t = performance.now(); passages.text(); "
            "return performance.now() - t })()",
        )
        print(f"{language}, {paragraphs} paragraphs, {len(shown.text):,} characters: text mapped in {mapped:.1f} ms")
        print(f"  no marks: scrolling {scrolled(page)}")
        for count in (1000, 5000):
            marks, spots = listed(shown.text, count, paragraphs)
            drawn = took(
                page,
                f"(() => {{ const list = {json.dumps(marks)}; const t = performance.now(); marks.draw(list); "
                "return performance.now() - t })()",
            )
            assert value(page, "[...CSS.highlights.values()].reduce((sum, each) => sum + each.size, 0)") == count
            value(page, "marks.draw([])")
            elements = took(page, f"({_IN_TEXT})({json.dumps(spots)})")
            print(f"  {count:,} marks: drawn in {drawn:6.1f} ms; as elements in the text {elements:8.1f} ms")
            value(page, f"marks.draw({json.dumps(marks)})")
            print(f"    scrolling over them: {scrolled(page)}")
            value(page, "marks.draw([])")
    pane.close_view()
    wait(200)
    application.quit()


if __name__ == "__main__":
    main()
