"""Above the list: the day, the way to the other days, and the search over the whole file."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QSizePolicy

from btstc_jury.application.views.day import DayView
from btstc_jury.ui.shortcuts import KeyedText
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import ElidedLabel
from btstc_jury.ui.widgets.buttons import PushButton
from btstc_jury.ui.widgets.fields import Choice


class SearchField(QLineEdit):
    """Esc empties the field and leaves it; Down and Enter go to what was found."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.left.emit()
        elif event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class DayBar(QFrame):
    """``searched`` carries the text typed, "" when the search is over."""

    day_chosen = Signal(object)
    searched = Signal(str)
    list_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "line-bottom")
        self._theme = theme
        self._days: tuple[date, ...] = ()
        self._title = ElidedLabel("", "heading")
        self._choice = Choice(theme)
        self._choice.setAccessibleName("Jour")
        self._choice.activated.connect(lambda place: self.day_chosen.emit(self._days[place]))
        self._before = self._arrow("‹", "Jour précédent", -1)
        self._after = self._arrow("›", "Jour suivant", 1)
        self._counts = ElidedLabel("", "small muted")
        self._counts.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.search = SearchField()
        KeyedText(self.search, self.search.setPlaceholderText, "Rechercher ({day.find})")
        self.search.setAccessibleName("Rechercher un nom ou un numéro dans tout le fichier")
        self.search.setToolTip(self.search.accessibleName())
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda text: self.searched.emit(text.strip()))
        self.search.left.connect(self.list_asked)
        self._row = QHBoxLayout(self)
        for each in (self._before, self._choice, self._after, self._title):
            self._row.addWidget(each)
            each.hide()
        self._row.addStretch(1)
        self._row.addWidget(self._counts)
        self._row.addWidget(self.search, 1000)
        theme.changed.connect(self._space)
        self._space()

    def show_day(self, view: DayView) -> None:
        several = len(view.days) > 1
        self._title.setText(view.day_title)
        self._title.setVisible(not several)
        for each in (self._before, self._choice, self._after):
            each.setVisible(several)
        self._counts.setText(view.counts if view.rows else "")
        self.search.setVisible(bool(view.days))
        self._show_days(view)

    def show_search(self, title: str) -> None:
        """Results of several days stand in the list."""
        self._title.setText(title)
        self._title.show()
        self._counts.setText("")
        for each in (self._before, self._choice, self._after):
            each.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._counts.setVisible(self.width() > self._theme.px(700))

    def _show_days(self, view: DayView) -> None:
        days = tuple(day for day, _ in view.days)
        if days != self._days:
            self._days = days
            self._choice.clear()
            self._choice.addItems([title for _, title in view.days])
            self._choice.updateGeometry()
        place = days.index(view.day) if view.day in days else -1
        self._choice.setCurrentIndex(place)
        self._before.setEnabled(place > 0)
        self._after.setEnabled(0 <= place < len(days) - 1)

    def _arrow(self, text: str, name: str, step: int) -> QPushButton:
        made = PushButton(text)
        made.setAccessibleName(name)
        made.setToolTip(name)
        made.clicked.connect(lambda: self.day_chosen.emit(self._days[self._choice.currentIndex() + step]))
        return made

    def _space(self) -> None:
        px = self._theme.px
        space = self._theme.space
        self._row.setContentsMargins(space(22), space(7), space(22), space(7))
        self._row.setSpacing(space(8))
        self.search.setMinimumWidth(px(110))
        self.search.setMaximumWidth(px(210))
