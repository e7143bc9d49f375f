"""A row of controls in too little width: first the keys go, then what can be done otherwise."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from btstc_jury.ui.widgets.key_button import KeyButton


def fit_row(row: QHBoxLayout, width: int, expendable: Sequence[QWidget] = ()) -> None:
    """Make a row fit ``width``: hide the keys of its buttons, then ``expendable`` in that order.

    The caller shows again beforehand what was hidden here.
    """
    items = (row.itemAt(position) for position in range(row.count()))
    buttons = [each for item in items if item and isinstance(each := item.widget(), KeyButton)]
    for button in buttons:
        button.show_keys(True)
    if not _too_wide(row, width):
        return
    for button in buttons:
        button.show_keys(False)
    for each in expendable:
        if _too_wide(row, width):
            each.hide()


def _too_wide(row: QHBoxLayout, width: int) -> bool:
    row.invalidate()
    return row.sizeHint().width() > width
