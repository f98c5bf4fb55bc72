"""The window without eyes or mouse: everything has a name and a role, the keyboard is seen, and news is said."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QTextBrowser, QWidget

from tearsheet.gui import web
from tearsheet.gui.capturing import Handed
from tearsheet.gui.floating import Sheet
from tearsheet.gui.sheets import Offer
from tests.gui.conftest import Open
from tests.support.programs import program
from tests.support.windows import Opened
from tests.support.xvfb import screen

ROOT = Path(__file__).resolve().parents[2]
MOST_STOPS, MOST_LINKS = 80, 20


def start_nothing(_opened: Opened) -> None:
    pass


def start_failing(opened: Opened) -> None:
    opened.do("save-link")
    opened.captures.start("file:///refused")
    opened.until(lambda: len(opened.ended) == 1)


def show_failed(opened: Opened) -> None:
    opened.captures.start("http://127.0.0.1:9/nobody")
    opened.until(lambda: len(opened.ended) == 1)
    opened.session.browsing.show_queue()


def ask_links(opened: Opened) -> None:
    opened.session.capturing._keep(Handed(links=tuple(Offer(url=f"https://news.example/{n}") for n in range(3))))


def list_highlights(opened: Opened) -> None:
    opened.do("highlights")
    opened.until(lambda: opened.session.highlights.pane.empty.isVisible())


def say_something(opened: Opened) -> None:
    opened.session.toasts.say("Deleted", action="Undo", then=lambda: None)


def command(name: str) -> Callable[[Opened], None]:
    return lambda opened: opened.do(name)


STATES: dict[str, Callable[[Opened], None]] = {
    "an article": start_nothing,
    "a message": say_something,
    "a failed capture": start_failing,
    "the queue": show_failed,
    "links to choose": ask_links,
    "the text settings": lambda opened: opened.session.reader.open_settings(),
    "finding in the article": lambda opened: opened.session.reader.open_find(),
    "the highlights": list_highlights,
    **{name: command(name) for name in ("tag", "export", "preferences", "palette", "keys", "versions", "why")},
}


def name_of(part: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(part)
    return str(interface.text(QAccessible.Text.Name)) if interface is not None else ""


def about(part: QWidget) -> tuple[str, str]:
    return name_of(part), part.accessibleDescription()


def reached_by_key(window: QWidget) -> list[QWidget]:
    tab = Qt.FocusPolicy.TabFocus
    return [part for part in window.findChildren(QWidget) if part.isVisible() and part.focusPolicy() & tab == tab]


def open_in(open_window: Open, state: str) -> Opened:
    opened = open_window("One", "Two")
    opened.choose("Two")
    STATES[state](opened)
    QTest.qWait(50)
    return opened


def rows_of(view: QWidget) -> list[str]:
    interface = QAccessible.queryAccessibleInterface(view)
    return [interface.child(place).text(QAccessible.Text.Name) for place in range(interface.childCount())]


@pytest.mark.parametrize("state", STATES)
def test_whatever_the_keyboard_can_be_on_has_a_name(open_window: Open, state: str) -> None:
    opened = open_in(open_window, state)
    unnamed = [type(part).__name__ for part in reached_by_key(opened.window) if not name_of(part)]
    assert unnamed == []


@pytest.mark.parametrize("state", STATES)
def test_no_two_buttons_beside_each_other_are_called_the_same(open_window: Open, state: str) -> None:
    opened = open_in(open_window, state)
    buttons = [part for part in opened.window.findChildren(QAbstractButton) if part.isVisible()]
    called = Counter((button.parentWidget(), about(button)) for button in buttons)
    assert [words for (_parent, words), count in called.items() if count > 1] == []


def test_a_row_says_what_its_signs_mean(open_window: Open) -> None:
    opened = open_window("One", "Two")
    opened.until_listed("Two", "One")
    opened.choose("Two")
    opened.do("favourite")
    opened.until(lambda: "Two, Unread, Favourite, Bench" in rows_of(opened.window.articles.view)[0])


def test_a_part_of_the_library_says_how_much_is_in_it(open_window: Open) -> None:
    opened = open_window("One", "Two")
    rows = rows_of(opened.window.sidebar.rows)
    assert "All articles, 2" in rows
    assert "Favourites" in rows


def test_one_of_several_is_a_radio_button_and_says_of_what(open_window: Open) -> None:
    opened = open_in(open_window, "preferences")
    buttons = opened.window.findChildren(QAbstractButton)
    light = next(button for button in buttons if name_of(button) == "Appearance: Light")
    interface = QAccessible.queryAccessibleInterface(light)
    assert interface.role() is QAccessible.Role.RadioButton
    assert interface.state().checked


def test_a_sheet_is_a_dialog_with_its_title(open_window: Open) -> None:
    opened = open_in(open_window, "tag")
    sheet = opened.window.findChild(Sheet)
    assert sheet is not None
    assert QAccessible.queryAccessibleInterface(sheet).role() is QAccessible.Role.Dialog
    assert name_of(sheet) == "Tags of this article"


def stops() -> Iterator[tuple[QWidget, bool]]:
    """Yield what Tab goes to until it comes round, and whether each looks different once the keyboard has left it."""
    on = QApplication.focusWidget()
    assert on is not None
    seen: list[QWidget] = []
    while on not in seen:
        seen.append(on)
        assert len(seen) < MOST_STOPS
        left, focused = on, on.grab().toImage()
        for _ in range(MOST_LINKS if isinstance(on, QTextBrowser) else 1):
            QTest.keyClick(on, Qt.Key.Key_Tab)
            on = QApplication.focusWidget()
            assert on is not None
            if on is not left:
                break
        yield left, focused != left.grab().toImage()


def test_tab_goes_from_line_to_line_where_the_keyboard_stays_on_the_field(open_window: Open) -> None:
    opened = open_in(open_window, "palette")
    rows = opened.session.palette.rows
    opened.window.activateWindow()
    QTest.keyClick(opened.session.palette.field, Qt.Key.Key_Tab)
    assert (rows.on, opened.session.palette.isVisible()) == (1, True)
    QTest.keyClick(opened.session.palette.field, Qt.Key.Key_Backtab)
    assert rows.on == 0


@pytest.mark.parametrize("state", [state for state in STATES if state != "palette"])
def test_the_keyboard_goes_round_and_is_seen_wherever_it_is(open_window: Open, state: str) -> None:
    opened = open_in(open_window, state)
    opened.window.activateWindow()
    start = QApplication.focusWidget()
    assert start is not None
    QTest.keyClick(start, Qt.Key.Key_Tab)
    passed = list(stops())
    sheets = [sheet for sheet in opened.window.findChildren(Sheet) if sheet.isVisible()]
    assert len(passed) > 1
    for part, differs in passed:
        assert part.isVisible(), name_of(part)
        assert not sheets or any(sheet.isAncestorOf(part) for sheet in sheets), name_of(part)
        # The article itself shows only which of its links has the keyboard.
        assert differs or isinstance(part, QTextBrowser), name_of(part)


@pytest.mark.parametrize(("listens", "given"), [("1", True), ("", False)])
def test_chromium_speaks_only_where_somebody_listens(
    monkeypatch: pytest.MonkeyPatch, listens: str, given: bool
) -> None:
    monkeypatch.setenv("QT_LINUX_ACCESSIBILITY_ALWAYS_ON", listens)
    assert ("--force-renderer-accessibility" in web._start_up()["QTWEBENGINE_CHROMIUM_FLAGS"]) is given


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    depth: int
    role: str
    name: str
    description: str
    states: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a screen reader is told of the running window."""

    article: tuple[Node, ...]
    bar: tuple[Node, ...]
    sheet: tuple[Node, ...]
    announced: tuple[str, ...]


def python_with_gi() -> str:
    """Return a Python that can ask AT-SPI, or skip the test: gi comes from the system and not into an environment."""
    for python in ("/usr/bin/python3", shutil.which("python3") or ""):
        asks = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"
        if python and subprocess.run([python, "-c", asks], capture_output=True, check=False).returncode == 0:
            return python
    pytest.skip("python3-gi with gir1.2-atspi-2.0 is not installed")


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """Read the window as a screen reader does, in a process, on a screen and on a bus of its own."""
    bus, python, folder = program("dbus-run-session"), python_with_gi(), tmp_path_factory.mktemp("told")
    command = [bus, "--", sys.executable, "-m", "tests.support.spoken_window", str(folder), python]
    with screen() as shown:
        environment = {**shown.environment, "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1", "PYTHONPATH": str(ROOT)}
        environment.pop("TEARSHEET_SAFE", None)
        said, code = _run_whole(command, environment)
    assert code == 0, said
    if not (folder / "article.json").read_text("utf-8"):
        pytest.skip("at-spi2-core is not installed")
    announced = [json.loads(line) for line in (folder / "announced").read_text("utf-8").splitlines()]
    return Told(
        article=read_tree(folder / "article.json"),
        bar=read_tree(folder / "bar.json"),
        sheet=read_tree(folder / "sheet.json"),
        announced=tuple(announced),
    )


def _run_whole(command: list[str], environment: dict[str, str]) -> tuple[str, int]:
    """Return what a command says and its exit code; one that takes too long is ended with all that it has begun."""
    with subprocess.Popen(
        command,
        env=environment,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as running:
        try:
            return running.communicate(timeout=240)[0], running.returncode
        finally:
            with suppress(ProcessLookupError):
                os.killpg(running.pid, signal.SIGKILL)


def read_tree(path: Path) -> tuple[Node, ...]:
    return tuple(
        Node(depth=depth, role=role, name=name, description=description, states=tuple(states))
        for depth, role, name, description, states in json.loads(path.read_text("utf-8"))
    )


def under(nodes: tuple[Node, ...], role: str, name: str) -> list[Node]:
    """Return everything below the first node of this role and name."""
    place = next(place for place, node in enumerate(nodes) if (node.role, node.name) == (role, name))
    return list(takewhile(lambda node: node.depth > nodes[place].depth, nodes[place + 1 :]))


def has(nodes: list[Node], role: str, name: str) -> bool:
    return any(node.role == role and node.name.startswith(name) for node in nodes)


def test_a_screen_reader_finds_the_library_and_the_list(told: Told) -> None:
    assert has(under(told.article, "tree", "Library"), "table cell", "All articles, 1")
    assert has(under(told.article, "list", "Articles"), "list item", "The river at the lock, Unread, Bench")


def test_a_screen_reader_reads_the_article(told: Told) -> None:
    page = under(told.article, "document web", "The river at the lock")
    assert has(page, "heading", "The river at the lock")
    assert has(page, "heading", "What the gauge said")
    assert has(page, "label", "The river was high that morning")
    assert has(page, "link", "station’s own record")
    assert has(page, "table", "Height above the datum, metres")
    assert has(page, "list item", "")
    assert not has(page, "label", "·")


def test_a_screen_reader_meets_the_panes_from_left_to_right(told: Told) -> None:
    order = [node.name for node in told.article if node.name in ("Library", "Articles", "Text settings")]
    assert order[:3] == ["Library", "Library", "Articles"] or order[:2] == ["Library", "Articles"]
    assert order.index("Articles") < order.index("Text settings")


def test_every_shown_control_has_a_name_there_too(told: Told) -> None:
    controls = ("push button", "check box", "radio button", "text", "list", "tree", "list item", "table cell", "link")
    for nodes in (told.article, told.bar, told.sheet):
        page = next(place for place, node in enumerate(nodes) if node.role == "document web")
        shown = [node for node in nodes[:page] if node.role in controls and "showing" in node.states]
        assert shown
        assert [node for node in shown if not node.name] == []


def test_a_failed_capture_says_why_and_its_buttons_say_of_what(told: Told) -> None:
    retry = next(node for node in told.bar if node.name == "Retry" and "showing" in node.states)
    assert retry.description == "file:///refused"
    assert any(node.role == "label" and node.name.startswith("Only http and https") for node in told.bar)


def test_a_sheet_is_a_dialog_there_too(told: Told) -> None:
    assert has(under(told.sheet, "dialog", "Tags of this article"), "text", "Tags, separated by commas")


def test_what_happens_elsewhere_is_said(told: Told) -> None:
    assert "“A walk” deleted, Undo" in told.announced
    assert any(words.startswith("file:///refused: Only http and https") for words in told.announced)
