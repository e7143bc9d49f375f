"""The dossier's check: what it concludes, what follows, and the list behind it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from btstc_jury.application.views import statuses
from btstc_jury.application.views.arrival import ArrivalView, first_check
from btstc_jury.domain.assessment import TEXT_LIMIT
from btstc_jury.domain.dossier import DossierCheck, Outcome
from btstc_jury.domain.form import Form
from btstc_jury.domain.room_commands import CheckDossier
from btstc_jury.domain.standing import Tone
from btstc_jury.ui.arrival.dossier_list import DossierList
from btstc_jury.ui.arrival.pieces import InlineForm, Links, Section, Tick, text_field
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label
from btstc_jury.ui.widgets.buttons import PushButton

_NOTHING = DossierCheck(Outcome.PENDING)


class DossierSection(Section):
    """``asked(command)``: what the commission recorded."""

    asked = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Dossier du candidat")
        self._form: Form | None = None
        self._check = _NOTHING
        self._wanted = Outcome.DOUBT
        self.compliant = Tick(theme, "Dossier conforme")
        self.compliant.chosen.connect(self._conclude_compliant)
        self._words = label("", wrap=True)
        self._faults = label("", "small warning", wrap=True)
        self._source = label("", "small muted", wrap=True)
        self._links = Links(theme)
        self.doubt = self._link("Doute de la commission…", Outcome.DOUBT)
        self.faulty = self._link("Non conforme (autorité)…", Outcome.NOT_COMPLIANT)
        self.none = self._link("Dossier absent…", Outcome.NO_DOSSIER)
        self.detail = self._links.add("Détail du contrôle", self._toggle_list)
        field, self.reason = text_field(theme, "&Motif", TEXT_LIMIT)
        self.form = InlineForm(theme, "Enregistrer", (field,))
        self.form.confirmed.connect(self._conclude_wanted)
        self.form.left.connect(self.compliant.setFocus)
        self.list = DossierList(theme)
        self.list.changed.connect(self._record)
        self.list.hide()
        for each in (self.compliant, self._words, self._faults, self._links, self.form, self.list):
            self.body.addWidget(each)
        self.body.addWidget(self._source)

    def show_view(self, view: ArrivalView) -> None:
        self._form = view.form
        self._check = view.dossier or _NOTHING
        outcome = self._check.outcome
        self.compliant.show_checked(outcome is Outcome.COMPLIANT)
        doubtful = outcome.facts.doubt
        follows = statuses.outcome_follows(view.form, outcome)
        text = f"Motif\u202f: {self._check.reason}. {follows}"
        self._words.setText(text if doubtful else "")
        self._words.setVisible(doubtful)
        self._faults.setText("\n".join(view.faults))
        self._faults.setVisible(bool(view.faults))
        self._source.setText(statuses.source_of_dossier(view.form))
        for link in (self.faulty, self.none):
            # Who was heard is not turned away any more.
            link.setVisible(not view.stage.begun)
        recorded = view.dossier is not None
        role = "muted" if outcome.facts.tone is Tone.QUIET else outcome.facts.tone
        self.show_state(outcome.facts.label if recorded else "", role)
        if not self.list.isHidden():
            self.list.show_check(view.form, self._listed())

    def fields(self) -> tuple[QWidget, ...]:
        """In the order of the keyboard."""
        return self.compliant, self.doubt, self.faulty, self.none, self.detail

    def reset(self) -> None:
        """Another candidate is here."""
        self.form.hide()
        self.reason.clear()
        self.list.hide()

    def _link(self, text: str, outcome: Outcome) -> PushButton:
        return self._links.add(text, lambda: self._ask(outcome))

    def _ask(self, outcome: Outcome) -> None:
        if self._form is None:
            return
        self._wanted = outcome
        self.form.confirm.setText(f"Noter\u202f: {outcome.facts.label.lower()}")
        self.form.ask(statuses.outcome_follows(self._form, outcome))

    def _conclude_compliant(self, on: bool) -> None:
        outcome = Outcome.COMPLIANT if on else Outcome.PENDING
        self._record(replace(self._check, outcome=outcome, reason=""))

    def _conclude_wanted(self) -> None:
        check = replace(self._check, outcome=self._wanted, reason=self.reason.text().strip())
        self.form.close_form()
        self._record(check)

    def _record(self, check: DossierCheck) -> None:
        self.asked.emit(CheckDossier(check))

    def _toggle_list(self) -> None:
        if self._form is not None and self.list.isHidden():
            self.list.show_check(self._form, self._listed())
            self.list.show()
            self.list.begin()
        else:
            self.list.hide()

    def _listed(self) -> DossierCheck:
        """What the list shows: as recorded, or as it is before anything was found missing."""
        check = self._check
        if self._form is None or check.sheets or check.documents or check.experience_pages is not None:
            return check
        return replace(first_check(self._form.dossier), outcome=check.outcome, reason=check.reason)
