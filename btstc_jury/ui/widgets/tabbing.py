"""Who has the keys, and where Tab leads within a panel, asked without harm.

PySide (6.11) takes whatever a method without arguments returns for a child of the object that was asked.
Asked for the next in the focus chain, its proxy, its buddy, its group, the button checked in it, or who of a
window has the keys, it gives that object a widget of somebody else, which stays in memory with it or is torn
off with it: the program then falls far from there. ``tests/ui/test_asked_widgets.py`` keeps those away.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget


def keyed_within(panel: QWidget) -> QWidget | None:
    """Who has the keys, if it is ``panel`` or in it."""
    at: QWidget | None = QApplication.focusWidget()
    return at if at is not None and (at is panel or panel.isAncestorOf(at)) else None


def tab_within(panel: QWidget, *, forward: bool) -> None:
    """Give the keys to the next or the one before of the panel, round."""
    stops = [each for each in panel.findChildren(QWidget) if _takes_tab(each)]
    at = keyed_within(panel)
    place = stops.index(at) if at in stops else -1 if forward else 0
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    for step in range(1, len(stops) + 1):
        # One whose proxy already has the keys leaves them where they are.
        stops[(place + (step if forward else -step)) % len(stops)].setFocus(reason)
        if keyed_within(panel) is not at:
            return


def _takes_tab(widget: QWidget) -> bool:
    able = widget.isVisible() and widget.isEnabled()
    return able and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
