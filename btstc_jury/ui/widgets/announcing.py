"""What a screen reader says though the focus is elsewhere."""

from __future__ import annotations

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget


def announce(where: QWidget, words: str, *, urgent: bool = False) -> None:
    """``urgent``: at once, over what is being said."""
    if not words:
        return
    event = QAccessibleAnnouncementEvent(where, words)
    politeness = QAccessible.AnnouncementPoliteness
    event.setPoliteness(politeness.Assertive if urgent else politeness.Polite)
    QAccessible.updateAccessibility(event)


def refuse_at(field: QWidget, why: str) -> None:
    """Why what is in ``field`` isn't taken: at once, and to whoever comes back to it; "" once it may be."""
    field.setAccessibleDescription(why)
    announce(field, why, urgent=True)
