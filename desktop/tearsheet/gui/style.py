"""Turn a theme into what Qt draws with: a palette and a small style sheet."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from tearsheet.gui import fonts, theme
from tearsheet.gui.theme import DARK, LIGHT, Theme


def chosen(preference: str) -> Theme:
    """Return the theme a preference (`light`, `dark` or "" for the system's) stands for now."""
    if preference:
        return DARK if preference == "dark" else LIGHT
    return DARK if QApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark else LIGHT


def apply(chosen_theme: Theme) -> None:
    """Draw the whole program in `chosen_theme`."""
    theme.use(chosen_theme)
    QApplication.setFont(fonts.ui())
    QApplication.setPalette(palette(chosen_theme))
    application = QApplication.instance()
    assert isinstance(application, QApplication)  # noqa: S101 - setFont above would have failed first
    application.setStyleSheet(sheet(chosen_theme))


def palette(colours: Theme) -> QPalette:
    """Return Qt's own palette in these colours: on plain X11 Fusion follows no system theme by itself."""
    roles = QPalette.ColorRole
    result = QPalette()
    for role, colour in (
        (roles.Window, colours.paper),
        (roles.WindowText, colours.ink),
        (roles.Base, colours.card),
        (roles.AlternateBase, colours.pane),
        (roles.Text, colours.ink),
        (roles.Button, colours.card),
        (roles.ButtonText, colours.ink),
        (roles.BrightText, colours.on_accent),
        (roles.Highlight, colours.accent),
        (roles.HighlightedText, colours.on_accent),
        (roles.Accent, colours.accent),
        (roles.PlaceholderText, colours.faint),
        (roles.Link, colours.accent_ink),
        (roles.LinkVisited, colours.accent_ink),
        (roles.ToolTipBase, colours.card),
        (roles.ToolTipText, colours.ink),
        (roles.Light, colours.card),
        (roles.Midlight, colours.line),
        (roles.Mid, colours.line),
        (roles.Dark, colours.faint),
        (roles.Shadow, colours.shadow),
    ):
        result.setColor(role, QColor(colour))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.faint))
    return result


def sheet(colours: Theme) -> str:
    """Return the few rules that Qt's own parts (fields, menus, lists of completions, tips) need."""
    return _SHEET.format(**{name: getattr(colours, name) for name in _NAMES})


_NAMES = ("paper", "card", "ink", "soft", "faint", "line", "accent", "accent_soft", "accent_ink", "on_accent", "handle")
_SHEET = """
* {{ outline: none; }}
QToolTip {{ background: {card}; color: {ink}; border: 1px solid {line}; padding: 4px 8px; }}
QLineEdit, QPlainTextEdit {{ background: {card}; color: {ink}; border: 1px solid {line}; border-radius: 8px;
  padding: 0 11px; min-height: 34px; selection-background-color: {accent}; selection-color: {on_accent}; }}
QPlainTextEdit {{ padding: 6px 8px; }}
QLineEdit:focus, QPlainTextEdit:focus {{ border-color: {accent}; }}
QLineEdit[flat="true"] {{ background: transparent; border: none; padding: 0; min-height: 24px; }}
QMenu {{ background: {card}; color: {ink}; border: 1px solid {line}; border-radius: 10px; padding: 6px; }}
QMenu::item {{ padding: 6px 24px 6px 12px; border-radius: 6px; min-width: 136px; }}
QMenu::item:selected {{ background: {accent_soft}; color: {accent_ink}; }}
QMenu::item:disabled {{ color: {faint}; }}
QMenu::separator {{ height: 1px; background: {line}; margin: 6px 6px; }}
QMenu::right-arrow {{ width: 0; height: 0; }}
QAbstractItemView#completions {{ background: {card}; color: {ink}; border: 1px solid {line}; padding: 4px; }}
QAbstractItemView#completions::item {{ padding: 6px 8px; border-radius: 6px; }}
QAbstractItemView#completions::item:selected {{ background: {accent_soft}; color: {accent_ink}; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 2px; border: none; }}
QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 2px; border: none; }}
QScrollBar::handle {{ background: {handle}; border-radius: 3px; min-height: 32px; min-width: 32px; }}
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{
  background: none; border: none; width: 0; height: 0; }}
QSplitter::handle {{ background: {line}; }}
"""
