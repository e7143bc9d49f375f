"""The candidates of a centre."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from btstc_jury.application.centre_office import CentreOffice, CentreTopic
from btstc_jury.ui.acts import Where
from btstc_jury.ui.centre.page import CentrePage
from btstc_jury.ui.centre.presenter import CentrePresenter
from btstc_jury.ui.ports import Ports
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label
from btstc_jury.ui.widgets.layouts import column


class CandidatesPage(CentrePage):
    title = "Candidats"
    act = "centre.candidates"
    where = Where.CANDIDATES
    hears = frozenset({CentreTopic.CANDIDATES})

    def __init__(self, theme: Theme, presenter: CentrePresenter, ports: Ports) -> None:
        super().__init__(theme, presenter, ports)
        self._told = label("", wrap=True)
        column(theme, self._told, 1, margins=20, within=self)
        self.lead_to(self._told)

    @classmethod
    def count(cls, office: CentreOffice) -> int | None:
        return len(office.candidates)

    def refresh(self, topics: AbstractSet[CentreTopic]) -> None:
        self._told.setText("\n".join(each.candidate.full_name for each in self.office.candidates[:50]))
