"""Tell screen readers what changes where the keyboard is not."""

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget


def announce(place: QWidget, words: str, *, urgent: bool = False) -> None:
    """Let a screen reader say `words` of what happened at `place`; what is `urgent` interrupts it."""
    if words and QAccessible.isActive():
        event = QAccessibleAnnouncementEvent(place, words)
        if urgent:
            event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
        QAccessible.updateAccessibility(event)
