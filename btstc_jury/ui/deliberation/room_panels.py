"""Beside the deliberation: dossier, report on fraud, history of the oral, transfer of its sheet."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu, QPushButton, QVBoxLayout, QWidget

from btstc_jury.application.views.arrival import arrival_view
from btstc_jury.application.views.incidents import FraudView, fraud_view
from btstc_jury.domain import commands as do
from btstc_jury.domain.assessment import MissingKind
from btstc_jury.domain.missing import missing
from btstc_jury.domain.standing import Stage
from btstc_jury.ui.arrival.dossier import DossierSection
from btstc_jury.ui.conductor import Conductor
from btstc_jury.ui.deliberation.notes_eraser import NotesEraser
from btstc_jury.ui.oral.fraud import FraudPanel
from btstc_jury.ui.oral.history import HistoryDrawer
from btstc_jury.ui.oral.transfer import TransferDrawer
from btstc_jury.ui.shortcuts import Action
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label, rule


class RoomPanels(QObject):
    """``dossier`` stands in the column where its check was not concluded, and stays while the oral is shown;
    ``report`` does once there is one; ``transferred(target)``; ``report_shown(field)``: to
    be scrolled to; ``closed``: the focus goes back to the page.
    """

    transferred = Signal(int)
    report_shown = Signal(QWidget)
    closed = Signal()

    def __init__(
        self,
        theme: Theme,
        conductor: Conductor,
        page: QWidget,
        anchor: QWidget,
        act: Callable[[do.Command], bool],
        hour: Callable[[], str],
    ) -> None:
        super().__init__(page)
        self._conductor = conductor
        self._oral: int | None = None
        self._asked = False
        self._view: FraudView | None = None
        self.dossier = DossierSection(theme)
        self.dossier.asked.connect(act)
        self.fraud = FraudPanel(theme, act, hour)
        self.report = QWidget()
        column = QVBoxLayout(self.report)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(8))
        column.addWidget(rule())
        column.addWidget(label("Suspicion de fraude", "strong"))
        column.addWidget(self.fraud)
        self.history = HistoryDrawer(theme, conductor, page, anchor)
        self.transfer = TransferDrawer(theme, conductor, page, anchor)
        self.transfer.transferred.connect(self.transferred)
        for drawer in (self.history, self.transfer):
            drawer.closed.connect(self.closed)
        self.eraser = NotesEraser(theme, conductor, page)
        self.menu = QMenu(page)
        self._fill_menu(page)

    def _fill_menu(self, page: QWidget) -> None:
        for name, slot in (
            ("oral.fraud", self.ask_fraud),
            ("oral.history", self.show_history),
            ("oral.transfer", self.ask_transfer),
        ):
            self.menu.addAction(Action(name, page, slot))
        self.menu.setToolTipsVisible(True)
        self.menu.addSeparator()
        self.menu.addAction(self.eraser.action)

    def show_oral(self, oral: int) -> None:
        """Paint the report of this oral."""
        if oral != self._oral:
            self.fraud.forget()
            self.transfer.hide()
            self._asked = False
            self.dossier.reset()
            self.dossier.hide()
        self._oral = oral
        self._view = fraud_view(self._conductor.office, oral)
        self.fraud.show_view(self._view)
        self.report.setVisible(self._asked or bool(self._view.reported))
        self._show_dossier(oral)
        self.history.show_oral(oral)
        self.eraser.show_oral(oral)

    def _show_dossier(self, oral: int) -> None:
        office = self._conductor.office
        state = office.oral(oral)
        if state.stage is Stage.FINALISED or office.read_only:
            self.dossier.hide()
        elif any(each.kind is MissingKind.DOSSIER for each in missing(state)):
            self.dossier.show()
        self.dossier.show_view(arrival_view(office, oral))

    def fields(self) -> tuple[QWidget, ...]:
        """In the order of the keyboard."""
        return (*self.dossier.fields(), *self.fraud.fields())

    def flush(self) -> QWidget | None:
        """Record what is typed; the field that can't be recorded, if any."""
        return None if self.fraud.flush() else self.fraud.facts.editor

    def show_menu(self, button: QPushButton) -> None:
        """What is seldom done, above its button."""
        at = button.mapToGlobal(QPoint(0, 0))
        self.menu.popup(QPoint(at.x(), at.y() - self.menu.sizeHint().height()))

    def ask_fraud(self) -> None:
        if self._view is not None and self._view.editable:
            self._asked = True
            self.report.show()
            self.report_shown.emit(self.fraud.facts.editor)

    def show_history(self) -> None:
        if self._oral is not None:
            self.transfer.hide()
            self.history.toggle(self._oral)

    def ask_transfer(self) -> None:
        if self._oral is not None and self.flush() is None:
            self.history.hide()
            self.transfer.ask(self._oral)
