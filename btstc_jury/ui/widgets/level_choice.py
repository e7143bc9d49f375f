"""The levels of the current criterion as controls: the list paints them, a screen reader needs them."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QRadioButton, QWidget

from btstc_jury.application.views.criteria import CriterionLine, LevelBox
from btstc_jury.ui.widgets.criteria_list import CriteriaList


class LevelChoice(QWidget):
    """Lies over what is in sight of the levels of the row that is current in ``rated``, seen by no eye and
    reached by no mouse. Not within the list, whose rows are all that Qt tells of it.
    """

    def __init__(self, rated: CriteriaList, page: QWidget) -> None:
        super().__init__(page)
        self._rated = rated
        self._levels: list[_Level] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        rated.viewport().installEventFilter(self)
        rated.current_changed.connect(self.follow)
        rated.verticalScrollBar().valueChanged.connect(self.follow)
        self.hide()

    def follow(self) -> None:
        """To be called where the criteria, their levels or the current one changed."""
        levels, page = self._rated.current_levels(), self.parentWidget()
        self.setVisible(levels is not None)
        if levels is None or page is None:
            return
        line, boxes = levels.line, levels.places
        while len(self._levels) < len(boxes):
            made = _Level(self)
            made.toggled.connect(partial(self._give, made))
            self._levels.append(made)
        port = self._rated.viewport()
        top = port.mapTo(page, QPoint(0, 0))
        around = QRect(boxes[0][1]).united(boxes[-1][1]) & port.rect()
        self.setGeometry(around.translated(top))
        named = self._rated.assessed.named
        _name(self, named(f"Niveau du critère {line.number}"))
        for level in self._levels[len(boxes) :]:
            level.hide()
        for level, (box, place) in zip(self._levels, boxes, strict=False):
            level.show_box(named(f"critère {line.number}"), line, box)
            level.setGeometry((place & port.rect()).translated(-around.topLeft()))
            level.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The list paints anew whatever changed in it."""
        if event.type() is QEvent.Type.Paint:
            self.follow()
        return False

    def _give(self, level: _Level, *_on: bool) -> None:
        """A screen reader doesn't click: it toggles."""
        levels = self._rated.current_levels()
        if levels is not None and level.isChecked() and level.letters != levels.line.level:
            levels.give(level.letters)
            self.follow()


class _Level(QRadioButton):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.letters = ""
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_box(self, of: str, line: CriterionLine, box: LevelBox) -> None:
        self.letters = box.letters
        _name(self, f"{box.letters}, {box.label}", of)
        # It may be that none is given, which a group of Qt would not allow.
        self.setAutoExclusive(False)
        self.setChecked(box.letters == line.level)
        self.setAutoExclusive(True)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The row below is what the eye sees."""


def _name(widget: QWidget, name: str, description: str = "") -> None:
    """Qt tells screen readers of each name that is set, the same one too."""
    if (widget.accessibleName(), widget.accessibleDescription()) != (name, description):
        widget.setAccessibleName(name)
        widget.setAccessibleDescription(description)
