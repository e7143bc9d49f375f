"""Finding widgets as a user does: by what they are called."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from btstc_jury.ui.candidates.day_list import DayList

_NONE = Qt.KeyboardModifier.NoModifier


def called(parent: QWidget, name: str) -> QWidget:
    """The visible widget of that accessible name."""
    found = [each for each in parent.findChildren(QWidget) if each.accessibleName() == name and _shown(each)]
    assert len(found) == 1, (name, [each.accessibleName() for each in parent.findChildren(QWidget)])
    return found[0]


def button(parent: QWidget, words: str) -> QAbstractButton:
    """The visible button with these words, mnemonics apart."""
    found = [
        each
        for each in parent.findChildren(QAbstractButton)
        if words in {each.text().replace("&", ""), each.accessibleName()} and _shown(each)
    ]
    assert len(found) == 1, (words, [each.text() for each in parent.findChildren(QAbstractButton)])
    return found[0]


def click(target: QWidget, at: QPoint | None = None) -> None:
    where = target.rect().center() if at is None else at
    QTest.mouseClick(target, Qt.MouseButton.LeftButton, _NONE, where)


def press(parent: QWidget, name: Qt.Key, modifier: Qt.KeyboardModifier = _NONE) -> None:
    """A key where the focus is."""
    QApplication.processEvents()
    if QApplication.activeWindow() is None:
        # Offscreen, no window manager gives the focus back when a dialog closes.
        parent.activateWindow()
        QApplication.processEvents()
    QTest.keyClick(parent.focusWidget(), name, modifier)


def write(parent: QWidget, text: str) -> None:
    """Type where the focus is, letters of any language."""
    for letter in text:
        target = parent.focusWidget()
        if letter.isascii():
            QTest.keyClicks(target, letter)
            continue
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(target, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))


def fill(parent: QWidget, name: str, text: str) -> None:
    """Type ``text`` over what the field called ``name`` holds."""
    called(parent, name).setFocus()
    press(parent, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    press(parent, Qt.Key.Key_Delete)
    write(parent, text)


def words(parent: QWidget) -> str:
    """All that the visible labels say, once the screen is painted."""
    QApplication.processEvents()
    return "\n".join(each.text() for each in parent.findChildren(QLabel) if _shown(each))


def dialog(parent: QWidget) -> QWidget:
    """The dialog open over ``parent``."""
    opened = QApplication.activeModalWidget()
    assert opened is not None
    assert opened.parent() is parent
    assert QTest.qWaitForWindowActive(opened)
    QApplication.processEvents()
    assert opened.isActiveWindow()
    return opened


def spoken(orals: DayList) -> list[str]:
    """The rows as a screen reader reads them."""
    model = orals.model()
    role = Qt.ItemDataRole.AccessibleTextRole
    return [str(model.index(row, 0).data(role)) for row in range(model.rowCount())]


def row_of(orals: DayList, name: str) -> QModelIndex:
    model = orals.model()
    indexes = [model.index(row, 0) for row in range(model.rowCount())]
    return next(each for each in indexes if name in str(each.data()))


def middle(orals: DayList, index: QModelIndex) -> QPoint:
    return orals.visualRect(index).center()


def _shown(widget: QWidget) -> bool:
    return widget.isVisible()


def heard_in(window: QWidget) -> str:
    """Every word that a screen reader finds in a window, name, description and value."""
    said: list[str] = []

    def walk(interface: QAccessibleInterface) -> None:
        texts = (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value)
        said.extend(interface.text(each) for each in texts)
        for place in range(interface.childCount()):
            child = interface.child(place)
            if child is not None:
                walk(child)

    walk(QAccessible.queryAccessibleInterface(window))
    return "\n".join(filter(None, said))
