"""What stands around the list of the day: its head, the way to other days, what can be done."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QPushButton, QSizePolicy, QWidget

from btstc_jury.application.views.day import DayView
from btstc_jury.ui.shortcuts import Action, KeyedText
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import ElidedLabel, frame, label, set_role
from btstc_jury.ui.widgets.buttons import KeyButton, PushButton
from btstc_jury.ui.widgets.fields import Choice
from btstc_jury.ui.widgets.layouts import Narrowing, column, flow, row, sized


class DayHeader(QFrame):
    """Where room is short the diploma goes first, then the place is cut; the kind always stays."""

    def __init__(self, theme: Theme, sheet: QAction) -> None:
        """``sheet``: shows the sheet of keys."""
        super().__init__()
        self.setProperty("role", "banner")
        self._theme = theme
        self._diploma = label("", "heading")
        self._session = label("", "heading")
        self._commission = ElidedLabel("", "pill")
        self._place = ElidedLabel("", "pill")
        self._kind = label()
        self._keys = KeyButton.of(sheet, role="keys")
        self._keys.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        told = (self._diploma, self._session, self._commission, self._place)
        row(theme, *told, 1, self._kind, self._keys, margins=(16, 10), within=self)
        for each in (self._diploma, self._session, self._kind):
            each.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._fit)

    def show_day(self, view: DayView) -> None:
        self._diploma.setText(f"{view.title} ·")
        self._session.setText(view.session)
        self._commission.setText(f"Commission {view.commission}")
        self._commission.setVisible(bool(view.commission))
        self._place.setText(view.place)
        set_role(self._kind, f"kind-{view.kind.value}")
        self._kind.setText(view.kind.facts.label)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """As if the diploma were gone already."""
        least = super().minimumSizeHint()
        hidden = self._diploma.isHidden()
        return least if hidden else QSize(least.width() - self._diploma.sizeHint().width(), least.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        px = self._theme.px
        self._commission.setMinimumWidth(min(self._commission.sizeHint().width(), px(150)))
        kept = (self._diploma, self._session, self._commission, self._kind, self._keys)
        wanted = sum(each.sizeHint().width() + px(12) for each in kept) + px(32)
        place = min(self._place.sizeHint().width(), px(260))
        self._diploma.setVisible(wanted + place < self.width())


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
        days = (self._before, self._choice, self._after, self._title)
        for each in days:
            each.hide()
        told = row(theme, *days, 1, self._counts, (self.search, 1000), margins=(22, 7), within=self)
        sized(theme, self.search, width=(110, 210))
        self._fitting = Narrowing(self, told, self._counts)

    def show_day(self, view: DayView) -> None:
        several = len(view.days) > 1
        self._title.setText(view.day_title)
        self._title.setVisible(not several)
        for each in (self._before, self._choice, self._after):
            each.setVisible(several)
        self._counts.setText(view.counts if view.rows else "")
        self.search.setVisible(bool(view.days))
        self._show_days(view)
        self._fitting.fit()

    def show_search(self, title: str) -> None:
        """Results of several days stand in the list."""
        self._title.setText(title)
        self._title.show()
        self._counts.setText("")
        for each in (self._before, self._choice, self._after):
            each.hide()

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


class DayEmpty(QWidget):
    """An empty file asks for its first candidate; an empty search only says so."""

    def __init__(self, theme: Theme, add: Action) -> None:
        super().__init__()
        self._title = label("", "heading", wrap=True)
        self._body = label("", "muted", wrap=True)
        self._add = KeyButton.of(add, "primary")
        layout = column(theme, 2, self._title, self._body, gap=12, margins=24, within=self)
        for each in (self._title, self._body):
            each.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.addWidget(self._add, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)

    def show_file(self, *, writable: bool) -> None:
        """The file has no candidate yet."""
        self._title.setText("Aucun candidat dans ce fichier")
        self._body.setText(
            "Ajoutez les candidats du jour\u202f: leur nom, leur numéro, l’épreuve et l’heure."
        )
        self._add.setVisible(writable)

    def show_search(self, text: str) -> None:
        """Nobody answers the search."""
        self._title.setText(f"Aucun candidat ne correspond à «\u202f{text}\u202f»")
        self._body.setText("La recherche porte sur le nom et le numéro. Échap revient à la liste.")
        self._add.hide()


class DayFoot(QFrame):
    """Buttons for acts of the page; the keys, then some words, are left out where they would cost a line."""

    def __init__(self, theme: Theme, add: Action, edit: Action, preparation: Action, undo: Action) -> None:
        super().__init__()
        self._said = frame("said")
        self._words = label("", wrap=True)
        self._undo = KeyButton.of(undo)
        row(theme, (self._words, 1), self._undo, margins=(22, 6), within=self._said)
        self._said.hide()
        self._acts = frame("footer")
        self._add_words = add.words
        self._add, self._edit, self._preparation = (KeyButton.of(each) for each in (add, edit, preparation))
        buttons = flow(theme, self._add, self._edit, self._preparation, margins=(22, 10), within=self._acts)
        self._fitting = Narrowing(
            self, buttons, lambda: self._add.set_text("Ajouter…"), whole=self._say_in_full
        )
        column(theme, self._said, self._acts, gap=0, within=self)

    def show_acts(self, *, writable: bool, selected: bool, preparation: bool) -> None:
        """``preparation``: whether there is one to start or to stop."""
        self._add.setVisible(writable)
        self._edit.setVisible(writable and selected)
        self._preparation.setVisible(preparation)
        self._acts.setVisible(writable)
        self._fitting.fit()

    def say(self, text: str, undoable: bool) -> None:
        """One sentence about what was just done or refused; "" takes it away."""
        self._words.setText(text)
        self._undo.setVisible(undoable)
        self._said.setVisible(bool(text))

    def _say_in_full(self) -> None:
        self._add.set_text(self._add_words)
