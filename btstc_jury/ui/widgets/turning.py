"""Pages of a stack that take each other's place without losing the keys."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget


def turn(stack: QStackedWidget, shown: QWidget) -> bool:
    """Show a page of the stack; whether the focus was in the other one and has to be given anew.

    It must not pass through what stands beside the stack: a list would go to its first line.
    """
    held = QApplication.focusWidget()
    inside = held if held is not None and stack.isAncestorOf(held) else None
    turns = stack.currentWidget() is not shown and inside is not None
    if turns and inside is not None:
        inside.clearFocus()
    stack.setCurrentWidget(shown)
    return turns
