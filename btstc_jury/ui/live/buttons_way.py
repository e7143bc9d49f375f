"""From the line where remarks are written, which keeps Tab, to the buttons of the page, and back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from btstc_jury.ui.widgets.buttons import KeyButton
from btstc_jury.ui.widgets.written import written


class ButtonsWay:
    """``foot``: where they begin; Tab goes on from there to those above, down to the remarks."""

    def __init__(self, page: QWidget, foot: Callable[[], QWidget]) -> None:
        self._page = page
        self._foot = foot
        self._left: QWidget | None = None

    def toggle(self) -> None:
        if self._on_button():
            self._leave()
            return
        at = QApplication.focusWidget()
        buttons = (each for each in self._foot().findChildren(KeyButton) if _usable(each))
        first = next(buttons, None)
        if first is not None:
            self._left = at
            first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def pressed(self, event: QKeyEvent, take: Callable[[str], object]) -> bool:
        """Whether a key that a button left was for here; ``take``: a remark begins with what it writes."""
        if not self._on_button():
            return False
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        elif text := written(event):
            take(text)
        else:
            return False
        return True

    def _on_button(self) -> bool:
        """Whether the keys are at something to which no click leads them, so that the line keeps them."""
        at = QApplication.focusWidget()
        by_tab = at is not None and at.focusPolicy() == Qt.FocusPolicy.TabFocus
        return at is not None and by_tab and self._page.isAncestorOf(at)

    def _leave(self) -> None:
        back = self._left if self._left is not None and _usable(self._left) else self._page
        back.setFocus(Qt.FocusReason.ShortcutFocusReason)


def _usable(widget: QWidget) -> bool:
    return widget.isVisible() and widget.isEnabled()
