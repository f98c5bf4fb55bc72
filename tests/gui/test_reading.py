"""What a reader has in hand: jumps and the way back, footnotes, pictures, tables, quotations, in the real web view."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWebEngineCore import QWebEnginePage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tearsheet.gui.reader import ReaderPane
from tearsheet.gui.reader_settings import SettingsCard
from tearsheet.gui.reader_style import ReadingStyle
from tearsheet.model.article import Article, Resource
from tearsheet.model.extraction import Metadata
from tearsheet.settings.reading_places import ReadingPlace
from tests.support.pngs import png
from tests.support.reader_articles import BASE, blob_of, english_article
from tests.support.reader_panes import kill_renderer, reader_pane, shown, value

LONG = "".join(f"<h{2 + n % 2}>Part {n}</h{2 + n % 2}><p>Paragraph {n}, {'and so on ' * 60}</p>" for n in range(40))
NOTES = replace(
    BASE,
    html=f"""<p>Nobody waits twice.<a href="#fn1" id="r1"><sup>1</sup></a> See <a href="#end">the end</a>.</p>{LONG}
    <ol><li id="fn1">Lock-keeper’s <em>diary</em>, see <a href="https://archive.example/">the archive</a>.
    <a href="#r1">↩</a></li></ol><h2 id="end">The end</h2>""",
)


@pytest.fixture
def places() -> dict[str, ReadingPlace]:
    return {}


@pytest.fixture
def pane(qtbot: QtBot, places: dict[str, ReadingPlace]) -> Iterator[ReaderPane]:
    yield from reader_pane(qtbot, lambda _sha256: png(1200, 800), place_of=places.get)


def surface(pane: ReaderPane) -> QWidget:
    assert pane.display is not None
    view = pane.display.widget()
    return view.focusProxy() or view


def middle(qtbot: QtBot, page: QWebEnginePage, selector: str) -> QPoint:
    """Return the middle of what a selector names."""
    script = f"""(() => {{
      const box = document.querySelector({selector!r}).getBoundingClientRect();
      return `${{box.left + box.width / 2}} ${{box.top + box.height / 2}}`;
    }})()"""
    x, y = (round(float(part)) for part in str(value(qtbot, page, script)).split())
    return QPoint(x, y)


def click(pane: ReaderPane, qtbot: QtBot, page: QWebEnginePage, selector: str) -> None:
    """Click on the middle of what a selector names, as a person would."""
    QTest.mouseClick(surface(pane), Qt.MouseButton.LeftButton, pos=middle(qtbot, page, selector))


def until(qtbot: QtBot, page: QWebEnginePage, script: str, wanted: object = True) -> None:
    qtbot.waitUntil(lambda: value(qtbot, page, script) == wanted, timeout=15_000)


def rested(qtbot: QtBot, page: QWebEnginePage, script: str) -> None:
    """Scroll by a script and wait until the page has come to rest."""
    value(
        qtbot, page, f"addEventListener('scrollend', () => {{ globalThis.rested = 1 }}, {{ once: true }}); {script}; 1"
    )
    until(qtbot, page, "globalThis.rested", 1)


def test_where_an_article_is_left_is_told_by_its_words(pane: ReaderPane, qtbot: QtBot) -> None:
    told: list[tuple[str, ReadingPlace]] = []
    pane.placed.connect(lambda key, place: told.append((key, place)))
    page = shown(pane, qtbot, replace(BASE, html=LONG))
    rested(qtbot, page, "scrollTo(0, 4000)")
    qtbot.waitUntil(lambda: bool(told) and bool(told[-1][1].quote), timeout=10_000)
    key, place = told[-1]
    text = str(value(qtbot, page, "document.querySelector('.ts-body').textContent"))
    assert key == BASE.uid
    assert text[place.offset : place.offset + 32] == place.quote
    assert 0 < place.share < 1
    rested(qtbot, page, "scrollTo(0, 1e6)")
    qtbot.waitUntil(lambda: told[-1][1].share == 1, timeout=10_000)


def test_another_run_goes_on_where_the_last_one_left(
    pane: ReaderPane, qtbot: QtBot, places: dict[str, ReadingPlace]
) -> None:
    offset = LONG_TEXT.index("Paragraph 20")
    places[BASE.uid] = ReadingPlace(offset=offset, of=len(LONG_TEXT), quote=LONG_TEXT[offset : offset + 32], top=10.0)
    page = shown(pane, qtbot, replace(BASE, html=LONG))
    assert top_words(qtbot, page).startswith("Paragraph 20")


def test_a_place_is_found_in_a_text_that_has_changed(
    pane: ReaderPane, qtbot: QtBot, places: dict[str, ReadingPlace]
) -> None:
    offset = LONG_TEXT.index("Paragraph 20")
    places[BASE.uid] = ReadingPlace(offset=offset, of=len(LONG_TEXT), quote=LONG_TEXT[offset : offset + 12], top=10.0)
    page = shown(pane, qtbot, replace(BASE, html=f"<p>{'A new beginning. ' * 300}</p>{LONG}"))
    assert top_words(qtbot, page).startswith("Paragraph 20")


def test_the_headings_are_the_contents_and_the_one_that_is_read_is_known(pane: ReaderPane, qtbot: QtBot) -> None:
    page = shown(pane, qtbot, replace(BASE, html=LONG))
    assert pane.tools.contents.isVisible()
    rested(qtbot, page, "document.querySelectorAll('h2')[5].scrollIntoView()")
    pane.open_contents()
    qtbot.waitUntil(pane.contents.isVisible, timeout=10_000)
    assert pane.contents.rows.accessibleName() == "Part 10"
    QTest.keyClick(pane.contents.rows, Qt.Key.Key_Down)
    assert pane.contents.rows.accessibleName() == "Part 11"
    QTest.keyClick(pane.contents.rows, Qt.Key.Key_Return)
    assert not pane.contents.isVisible()
    until(qtbot, page, "Math.round(document.querySelectorAll('h3')[5].getBoundingClientRect().top)", 24)
    qtbot.waitUntil(pane.tools.back.isVisible, timeout=10_000)
    pane.tools.back.click()
    until(qtbot, page, "Math.round(document.querySelectorAll('h2')[5].getBoundingClientRect().top)", 0)


def test_the_text_is_set_from_the_keyboard_alone(pane: ReaderPane, qtbot: QtBot) -> None:
    shown(pane, qtbot, BASE)
    pane.activateWindow()
    pane.open_settings()
    names = []
    for _ in range(4):
        names.append(pane.focusWidget().accessibleName())
        QTest.keyClick(pane.focusWidget(), Qt.Key.Key_Tab)
    assert names == ["Theme: Like the window", "Smaller letters", "Larger letters", "Letters: Serif"]
    assert pane.focusWidget().accessibleName() == "Width: Medium"
    QTest.keyClick(pane.focusWidget(), Qt.Key.Key_Right)
    QTest.keyClick(pane.focusWidget(), Qt.Key.Key_Space)
    assert pane.style_now().measure == 40
    QTest.keyClick(pane.focusWidget(), Qt.Key.Key_Escape)
    assert not pane.findChild(SettingsCard).isVisible()  # type: ignore[union-attr]


def test_an_article_without_headings_offers_no_contents(pane: ReaderPane, qtbot: QtBot) -> None:
    shown(pane, qtbot, replace(BASE, html=LONG))
    qtbot.waitUntil(pane.tools.contents.isVisible, timeout=10_000)
    shown(pane, qtbot, replace(BASE, uid="u8", html="<p>One paragraph.</p>"))
    qtbot.waitUntil(lambda: not pane.tools.contents.isVisible(), timeout=10_000)


def test_a_link_within_the_article_has_a_way_back_and_forward(pane: ReaderPane, qtbot: QtBot) -> None:
    page = shown(pane, qtbot, NOTES)
    click(pane, qtbot, page, "a[href='#in-end']")
    until(qtbot, page, "document.querySelector('#in-end').classList.contains('ts-target') && scrollY > 3000")
    pane.step_back(1)
    until(qtbot, page, "scrollY", 0)
    pane.step_back(-1)
    until(qtbot, page, "scrollY > 3000")


def test_a_footnote_opens_beside_its_mark_and_escape_closes_it(pane: ReaderPane, qtbot: QtBot) -> None:
    page = shown(pane, qtbot, NOTES)
    click(pane, qtbot, page, "sup")
    until(qtbot, page, "document.querySelector('.ts-pop').hidden", False)
    words = value(qtbot, page, "document.querySelector('.ts-pop').innerText.trim()")
    assert words == "Lock-keeper’s diary, see the archive."
    assert value(qtbot, page, "scrollY") == 0
    assert value(qtbot, page, "document.querySelectorAll('.ts-pop [id]').length") == 0
    QTest.keyClick(surface(pane), Qt.Key.Key_Escape)
    until(qtbot, page, "document.querySelector('.ts-pop').hidden")


def test_a_footnote_shows_while_the_pointer_is_on_its_mark(pane: ReaderPane, qtbot: QtBot) -> None:
    page = shown(pane, qtbot, NOTES)
    QTest.mouseMove(surface(pane), middle(qtbot, page, "sup"))
    until(qtbot, page, "document.querySelector('.ts-pop').hidden", False)
    QTest.mouseMove(surface(pane), middle(qtbot, page, "h1"))
    until(qtbot, page, "document.querySelector('.ts-pop').hidden")


def test_a_link_in_a_footnote_is_told_and_not_followed(pane: ReaderPane, qtbot: QtBot) -> None:
    page = shown(pane, qtbot, NOTES)
    click(pane, qtbot, page, "sup")
    until(qtbot, page, "document.querySelector('.ts-pop').hidden", False)
    with qtbot.waitSignal(pane.link_clicked, timeout=10_000) as clicked:
        click(pane, qtbot, page, ".ts-pop a")
    assert clicked.args == ["https://archive.example/"]


def test_the_keyboard_opens_a_footnote_too(pane: ReaderPane, qtbot: QtBot) -> None:
    page = shown(pane, qtbot, NOTES)
    pane.activateWindow()
    surface(pane).setFocus()
    value(qtbot, page, "document.querySelector('.ts-page').focus(); 1")
    for _ in range(2):  # the link to the original, then the mark
        QTest.keyClick(surface(pane), Qt.Key.Key_Tab)
    until(qtbot, page, "document.activeElement.textContent + document.querySelector('.ts-pop').hidden", "1false")


def test_pictures_open_large_one_after_the_other(pane: ReaderPane, qtbot: QtBot) -> None:
    page = shown(pane, qtbot, pictured(3))
    until(qtbot, page, "document.querySelectorAll('img.ts-opens').length", 3)
    click(pane, qtbot, page, "img.ts-opens")
    until(qtbot, page, "document.querySelector('.ts-large') !== null")
    assert value(qtbot, page, "document.querySelector('.ts-large-caption').innerText") == "Picture 0, as it was."
    assert value(qtbot, page, "document.querySelector('.ts-large-count').innerText") == "1 / 3"
    QTest.keyClick(surface(pane), Qt.Key.Key_Right)
    until(qtbot, page, "document.querySelector('.ts-large-count').innerText", "2 / 3")
    QTest.keyClick(surface(pane), Qt.Key.Key_Z)
    until(qtbot, page, "document.querySelector('.ts-stage img').getBoundingClientRect().width", 1200)
    QTest.keyClick(surface(pane), Qt.Key.Key_Escape)
    until(qtbot, page, "document.querySelector('.ts-large') === null")
    assert value(qtbot, page, "document.querySelector('.ts-page').inert") is False


def test_escape_with_nothing_open_is_passed_on(pane: ReaderPane, qtbot: QtBot) -> None:
    shown(pane, qtbot, BASE)
    with qtbot.waitSignal(pane.escaped, timeout=10_000):
        QTest.keyClick(surface(pane), Qt.Key.Key_Escape)


def test_nothing_wide_makes_the_page_wider(pane: ReaderPane, qtbot: QtBot) -> None:
    row = f"<tr>{'<td>quite_a_long_unbreakable_word</td>' * 14}</tr>"
    code = f"<pre>{'x' * 900}</pre><p>{'y' * 900}</p><p><code>{'z' * 900}</code></p>"
    math = f"<math display='block'><mrow>{'<mi>a</mi><mo>+</mo>' * 200}</mrow></math>"
    page = shown(pane, qtbot, replace(pictured(1), html=f"<table>{row * 30}</table>{code}{math}{pictured(1).html}"))
    assert value(qtbot, page, "document.documentElement.scrollWidth <= document.documentElement.clientWidth") is True
    assert value(qtbot, page, "document.querySelector('.ts-wide').scrollWidth > 1000") is True


def test_a_long_tables_first_row_stays_in_view(pane: ReaderPane, qtbot: QtBot) -> None:
    head = "<thead><tr><th>Hour</th><th>Lock</th></tr></thead>"
    rows = "".join(f"<tr><td>{n}:00</td><td>{n}.31</td></tr>" for n in range(60))
    page = shown(pane, qtbot, replace(BASE, html=f"<table>{head}<tbody>{rows}</tbody></table>{LONG}"))
    rested(qtbot, page, "scrollTo(0, 900)")
    assert value(qtbot, page, "Math.round(document.querySelector('th').getBoundingClientRect().top)") == 0


@pytest.mark.parametrize(
    ("style", "script", "wanted"),
    [
        (ReadingStyle(paragraphs="indented"), "getComputedStyle(p).textIndent", "36px"),
        (ReadingStyle(paragraphs="indented"), "getComputedStyle(p).marginBottom", "0px"),
        (ReadingStyle(), "getComputedStyle(p).textIndent", "0px"),
        (ReadingStyle(), "getComputedStyle(p).textAlign", "justify"),
        (ReadingStyle(edges="ragged"), "getComputedStyle(p).textAlign", "start"),
        (ReadingStyle(paragraphs="indented"), "getComputedStyle(p.querySelector('.ts-indent')).display", "none"),
    ],
)
def test_paragraphs_are_set_as_was_chosen(
    pane: ReaderPane, qtbot: QtBot, style: ReadingStyle, script: str, wanted: str
) -> None:
    chinese = replace(
        BASE, metadata=Metadata(title="雨", language="zh-CN"), html="<p>　　雨停了。</p><p>　　天晴了。</p>"
    )
    page = shown(pane, qtbot, chinese)
    pane.set_style(style)
    assert value(qtbot, page, f"(p => {script})(document.querySelectorAll('.ts-body p')[1])") == wanted


def test_english_can_be_justified(pane: ReaderPane, qtbot: QtBot) -> None:
    page = shown(pane, qtbot, BASE)
    align = "getComputedStyle(document.querySelector('.ts-body p')).textAlign"
    assert value(qtbot, page, align) == "start"
    pane.set_style(ReadingStyle(edges="justified"))
    assert value(qtbot, page, align) == "justify"


def test_chinese_is_shown_in_the_other_script_and_found_in_it(pane: ReaderPane, qtbot: QtBot) -> None:
    text = "皇后的头发与历史的发展"
    chinese = replace(
        BASE, metadata=Metadata(title="头发", language="zh-CN"), html=f"<p>{text}</p><pre>头发</pre>", text=text
    )
    page = shown(pane, qtbot, chinese)
    pane.next_script()
    pane.next_script()
    assert pane.style_now().script == "traditional"
    until(qtbot, page, "document.querySelector('.ts-body p').textContent", "皇后的頭髮與歷史的發展")
    assert value(qtbot, page, "document.querySelector('.ts-body').lang") == "zh-Hant"
    assert value(qtbot, page, "document.querySelector('h1').textContent") == "頭髮"
    assert value(qtbot, page, "document.querySelector('pre').textContent") == "头发"
    assert pane.display is not None
    with qtbot.waitSignal(pane.display.found, timeout=10_000) as found:
        pane.display.find("頭髮")
    assert found.args == [1, 2]
    pane.next_script()
    until(qtbot, page, "document.querySelector('.ts-body p').textContent", text)


def test_what_is_selected_is_given_out_as_markup(pane: ReaderPane, qtbot: QtBot) -> None:
    html = '<p>　　One <em>two</em> three.</p><pre class="language-python">def x():\n    pass</pre>'
    page = shown(pane, qtbot, replace(BASE, html=html))
    got: list[str] = []
    for selector in (".ts-body p", "pre"):
        value(qtbot, page, f"getSelection().selectAllChildren(document.querySelector({selector!r})); 1")
        pane.selected_markup(got.append)
    qtbot.waitUntil(lambda: len(got) == 2, timeout=10_000)
    assert got[0] == "One <em>two</em> three."
    assert got[1].startswith('<pre class="language-python"><span class="ts-k">def</span> ')


def test_a_renderer_that_dies_comes_back_at_the_same_place(pane: ReaderPane, qtbot: QtBot) -> None:
    told: list[ReadingPlace] = []
    pane.placed.connect(lambda _key, place: told.append(place))
    page = shown(pane, qtbot, replace(BASE, html=LONG))
    rested(qtbot, page, "scrollTo(0, 6000)")
    qtbot.waitUntil(lambda: bool(told) and bool(told[-1].quote), timeout=10_000)
    here = top_words(qtbot, page)
    kill_renderer(qtbot, page)
    until(qtbot, page, "document.querySelectorAll('h2').length", 20)
    qtbot.waitUntil(lambda: top_words(qtbot, page) == here, timeout=15_000)


def test_closing_the_find_bar_leaves_the_page_where_it_is(pane: ReaderPane, qtbot: QtBot) -> None:
    page = shown(pane, qtbot, replace(BASE, html=LONG))
    pane.activateWindow()
    pane.open_find()
    QTest.keyClicks(pane.focusWidget(), "Paragraph 20")
    until(qtbot, page, "scrollY > 3000")
    QTest.keyClick(pane.focusWidget(), Qt.Key.Key_Escape)
    qtbot.wait(300)
    assert value(qtbot, page, "scrollY > 3000") is True


LONG_TEXT = "".join(f"Part {n}Paragraph {n}, {'and so on ' * 60}" for n in range(40))


def top_words(qtbot: QtBot, page: QWebEnginePage) -> str:
    return str(
        value(
            qtbot,
            page,
            "document.caretPositionFromPoint(innerWidth / 2, 20)"
            ".offsetNode.parentElement.closest('p, h2, h3').innerText",
        )
    )[:14]


def pictured(count: int) -> Article:
    """Return an article with so many pictures, each with a caption."""
    urls = [f"https://bench.example/{n}.png" for n in range(count)]
    html = "".join(
        f'<figure><img src="{url}"><figcaption>Picture {n}, as it was.</figcaption></figure>'
        for n, url in enumerate(urls)
    )
    blob = blob_of(png(1200, 800), width=1200, height=800)
    return replace(english_article(), html=html, resources=tuple(Resource(url=url, blob=blob) for url in urls))
