"""What a screen reader finds in a window: controls with a name, a role and a state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QLabel, QMenuBar, QSplitterHandle, QWidget

_Role = QAccessible.Role

CONTROLS = frozenset(
    {
        _Role.Button,
        _Role.CheckBox,
        _Role.RadioButton,
        _Role.ComboBox,
        _Role.EditableText,
        _Role.SpinBox,
        _Role.ListItem,
        _Role.TreeItem,
        _Role.Cell,
        _Role.List,
        _Role.Tree,
        _Role.Table,
        _Role.MenuItem,
        _Role.ButtonMenu,
        _Role.ButtonDropDown,
        _Role.PageTab,
        _Role.ProgressBar,
        _Role.Slider,
        _Role.Dial,
    }
)
"""Roles that are of use only with a name."""

_PARTS = frozenset({_Role.ScrollBar, _Role.Grip, _Role.TitleBar})
"""What Qt builds of itself within a control: told with that control, reached by no Tab."""

Found = tuple[QAccessibleInterface, tuple[str, ...]]


def visible(window: QWidget) -> Iterator[QAccessibleInterface]:
    """All that is in sight, the window first; within a combo, its choices are its value."""
    root = QAccessible.queryAccessibleInterface(window)
    assert root is not None
    yield from _within(root)


def _within(interface: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    yield interface
    if interface.role() in {_Role.ComboBox, _Role.SpinBox, _Role.EditableText}:
        return
    for place in range(interface.childCount()):
        child = interface.child(place)
        if not child.isValid() or child.role() in _PARTS:
            continue
        if isinstance(child.object(), QSplitterHandle):
            continue
        if not child.state().invisible:
            yield from _within(child)


def name_of(interface: QAccessibleInterface) -> str:
    return interface.text(QAccessible.Text.Name).strip()


def told(interface: QAccessibleInterface) -> str:
    """As an assertion names it."""
    made = type(interface.object()).__name__ if interface.object() is not None else ""
    return f"{interface.role().name} {made} « {name_of(interface)[:60]} »"


def problems(window: QWidget) -> list[str]:
    """What can't be told from what is said of it: without a role, a name, or a name of its own."""
    found: list[str] = []
    names: Counter[tuple[str, str, str]] = Counter()
    for each in visible(window):
        widget = each.object()
        if each.role() is _Role.NoRole:
            found.append(f"no role: {told(each)}")
        if each.role() in CONTROLS and not name_of(each):
            inside = _path(widget)
            found.append(f"no name: {told(each)} in {inside}")
        if each.role() is _Role.StaticText and not name_of(each):
            found.append(f"an empty label: {_path(widget)}")
        if _takes_keys(widget) and not name_of(each):
            found.append(f"takes the keys without a name: {_path(widget)}")
        if each.role() in CONTROLS - {_Role.ListItem, _Role.TreeItem, _Role.Cell}:
            state = each.state()
            named = name_of(each), each.text(QAccessible.Text.Description), each.role().name
            if not state.disabled:
                names[named] += 1
    found += [f"{count} times {name}" for name, count in names.items() if count > 1]
    return [*found, *shared_letters(window)]


def shared_letters(window: QWidget) -> list[str]:
    """Letters with Alt that several of the words in sight claim."""
    letters: dict[str, list[str]] = {}
    for words in _with_letter(window):
        letters.setdefault(QKeySequence.mnemonic(words).toString(), []).append(words)
    return [f"{key} is the letter of {words}" for key, words in letters.items() if len(words) > 1]


def _with_letter(window: QWidget) -> Iterator[str]:
    """The words in sight of which Alt and a letter is the key."""
    for each in window.findChildren(QWidget):
        if not each.isVisible() or not each.isEnabled() or each.window() is not window:
            continue
        match each:
            case QLabel() if each.buddy() is not None:
                words = [each.text()]
            case QAbstractButton():
                words = [each.text()]
            case QMenuBar():
                words = [action.text() for action in each.actions() if action.isVisible()]
            case _:
                continue
        yield from (text for text in words if not QKeySequence.mnemonic(text).isEmpty())


def _takes_keys(widget: object) -> bool:
    return isinstance(widget, QWidget) and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


def _path(widget: object) -> str:
    names: list[str] = []
    while isinstance(widget, QWidget) and len(names) < 6:
        names.append(type(widget).__name__)
        widget = widget.parentWidget()
    return " < ".join(names)
