"""A juror leaves before the end: who, why, and what follows."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from btstc_jury.application.views.departures import DepartureView, departure_view
from btstc_jury.domain.events import JurorLeft
from btstc_jury.ui.conductor import Conductor
from btstc_jury.ui.digits import digit_of
from btstc_jury.ui.oral.texts import ReasonLine
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import frame, label, set_role, tell
from btstc_jury.ui.widgets.drawer import Drawer
from btstc_jury.ui.widgets.layouts import ColumnScroll, column, row

_ARROWS = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End})


class JurorList(QListWidget):
    """``chosen``: Enter on one of them. Arrows and digits, with or without Shift, choose; a sentence typed
    here names nobody.
    """

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Membre qui part")
        self.setProperty("role", "proposals")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemDoubleClicked.connect(lambda _item: self.chosen.emit())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typed = digit_of(event) or event.text()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if self.juror():
                self.chosen.emit()
        elif event.key() in _ARROWS:
            super().keyPressEvent(event)
        elif typed.isdecimal() and 1 <= int(typed) <= self.count():
            self.setCurrentRow(int(typed) - 1)
        elif not event.text().isprintable() or not event.text():
            event.ignore()

    def juror(self) -> str:
        """Key of the one chosen, "" for nobody."""
        items = self.selectedItems()
        return str(items[0].data(Qt.ItemDataRole.UserRole)) if items else ""


class DepartureDrawer(Drawer):
    """It closes once the departure is recorded."""

    def __init__(self, theme: Theme, conductor: Conductor, page: QWidget, anchor: QWidget) -> None:
        super().__init__(theme, page, anchor, "Départ d’un membre")
        self._conductor = conductor
        self._number = 0
        self._view: DepartureView | None = None
        self._obstacle = label(role="warning strong", wrap=True)
        self._gone = label(role="muted small", wrap=True)
        self._who = label("Qui part\u202f?", "strong")
        self.jurors = JurorList()
        self._why = label("Motif", "strong")
        self.reason = ReasonLine("par exemple\u202f: malaise, dernier train", "Consigner le départ")
        self.reason.setAccessibleName("Motif du départ")
        self.confirm = self.reason.confirm
        set_role(self.confirm, "primary")
        self._rule = label(role="warning small", wrap=True)
        self._follows = label(
            "Le départ est daté de maintenant, imprimé sur la grille et inscrit au journal. Ni l’avis ni la"
            " signature de ce membre ne sont plus attendus\u202f; un avis qu’il a rendu compte.",
            "muted small",
            wrap=True,
        )
        self._scroll = ColumnScroll()
        self._fill()

    def ask(self, number: int) -> None:
        """Raises ``FileProblem``."""
        self._number = number
        view = self._view = departure_view(self._conductor.office, number)
        tell(self._obstacle, view.obstacle)
        tell(self._gone, "\n".join(view.gone))
        for each in (self._who, self.jurors, self._why, self.reason, self.confirm, self._follows):
            each.setVisible(not view.obstacle)
        self.jurors.clear()
        for place, leaving in enumerate(view.jurors, start=1):
            item = QListWidgetItem(f"{place}  {leaving.name}")
            item.setData(Qt.ItemDataRole.UserRole, leaving.key)
            self.jurors.addItem(item)
        height = max(self.jurors.sizeHintForRow(0), 1)
        self.jurors.setFixedHeight(max(len(view.jurors), 1) * height + 2 * self._theme.px(8))
        self.reason.clear()
        self._show_rule()
        self.open_drawer()
        (self.leave if view.obstacle else self.jurors).setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_rule(self) -> None:
        """What the arrêté says of a commission without the one who leaves."""
        juror = self.jurors.juror()
        leaving = self._view.jurors if self._view is not None else ()
        tell(self._rule, next((each.rule for each in leaving if each.key == juror), ""))

    def _ask_why(self) -> None:
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
        self._scroll.ensureWidgetVisible(self.reason)

    def _record(self, reason: str) -> None:
        juror = self.jurors.juror()
        if not juror:
            self.jurors.setFocus(Qt.FocusReason.OtherFocusReason)
            tell(self._rule, "Choisissez d’abord qui part.")
        elif self._conductor.act(self._number, JurorLeft(juror, reason)):
            self.close_drawer()

    def _fill(self) -> None:
        self.jurors.itemSelectionChanged.connect(self._show_rule)
        self.jurors.chosen.connect(self._ask_why)
        self.reason.given.connect(self._record)
        self.reason.given_up.connect(self.close_drawer)
        inside = QWidget()
        asked = (self._obstacle, self._gone, self._who, self.jurors, self._why, self.reason)
        column(self._theme, *asked, self._rule, self._follows, 1, margins=(16, 12), within=inside)
        foot = frame("footer")
        row(self._theme, 1, self.confirm, margins=(16, 8, 12, 8), within=foot)
        self._scroll.setWidget(inside)
        self.body.addWidget(self._scroll, 1)
        self.body.addWidget(foot)
