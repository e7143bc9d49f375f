"""A reserve or a withheld result: what it asks of the commission, and the way to its reports."""

from __future__ import annotations

from PySide6.QtCore import Signal

from btstc_jury.application.views.reports import ReportKind, status_notice
from btstc_jury.domain.events import CandidateInformed, ReportHandedOver
from btstc_jury.domain.rulings import Matter
from btstc_jury.ui.oral.presenter import OralPresenter
from btstc_jury.ui.oral.rulings import RulingButton
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import Framed, label
from btstc_jury.ui.widgets.buttons import PushButton
from btstc_jury.ui.widgets.layouts import column, telling


class StatusStrip(Framed):
    """``report_asked(oral, kind)``. Nothing is shown of an oral that goes as usual."""

    report_asked = Signal(int, object)

    def __init__(self, theme: Theme, presenter: OralPresenter) -> None:
        super().__init__("notice")
        self._presenter = presenter
        self.words = label("", "strong", wrap=True)
        self.inform = PushButton("Le candidat est informé")
        self.hand_over = PushButton("Rapport remis au président")
        self.inform.clicked.connect(lambda: presenter.act(CandidateInformed()))
        self.hand_over.clicked.connect(lambda: presenter.act(ReportHandedOver()))
        self.reports = {kind: PushButton(kind.facts.button) for kind in ReportKind}
        for kind, button in self.reports.items():
            button.clicked.connect(lambda _on, kind=kind: self.report_asked.emit(presenter.number, kind))
        self.rulings = {matter: RulingButton(theme, presenter) for matter in Matter}
        reports, rulings = self.reports.values(), self.rulings.values()
        acts = (self.inform, *reports, self.hand_over, *rulings)
        self._told = telling(theme, self.words, *acts)
        column(theme, self._told, margins=(16, 6), within=self)
        self.hide()

    def show_notice(self, shown: object = None) -> None:
        """``shown``: the document that is already in sight."""
        notice = status_notice(self._presenter.office, self._presenter.number)
        self.setVisible(notice is not None)
        if notice is None:
            return
        self.words.setText(notice.text)
        views = {each.matter: each for each in notice.rulings}
        for matter, ruling in self.rulings.items():
            ruling.show_view(views.get(matter))
        self.inform.setVisible(notice.to_inform)
        self.hand_over.setVisible(notice.to_hand_over)
        for kind, button in self.reports.items():
            button.setVisible(kind in notice.reports and kind is not shown)
        self._told.invalidate()
