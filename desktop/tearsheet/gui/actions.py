"""Turn commands into actions of a window that answer to their keys."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from tearsheet.gui.commands import Where, commands
from tearsheet.gui.keys import keys_of


def actions(window: QWidget) -> dict[str, QAction]:
    """Make an action of each command, by name; `listen` adds those for articles to the panes they work in."""
    made = {}
    for command in commands():
        action = QAction(command.words, window)
        action.setProperty("icon-name", command.icon)
        if command.where is Where.ANYWHERE:
            window.addAction(action)
        else:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        made[command.name] = action
    take_keys(made)
    return made


def take_keys(made: dict[str, QAction]) -> None:
    """Let each action answer to the keys its command has now, and to no others."""
    for name, action in made.items():
        action.setShortcuts([QKeySequence(keys) for keys in keys_of(name)])


def listen(pane: QWidget, made: dict[str, QAction], where: Iterable[Where]) -> None:
    """Let a pane hear the keys of the commands that work there."""
    for command in commands():
        if command.where in where:
            pane.addAction(made[command.name])
