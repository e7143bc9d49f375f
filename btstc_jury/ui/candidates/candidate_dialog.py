"""The particulars of one line of the list: who, when, which form, with which accommodation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from btstc_jury.application.ports import FormSource
from btstc_jury.application.problems import UnusableForm
from btstc_jury.domain.candidate import Accommodation, Candidate, Plan
from btstc_jury.domain.form import Form
from btstc_jury.ui.candidates.accommodation_fields import AccommodationFields
from btstc_jury.ui.candidates.identity_fields import IdentityFields
from btstc_jury.ui.candidates.oral_fields import OralFields
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label
from btstc_jury.ui.widgets.buttons import KeyButton
from btstc_jury.ui.widgets.form_dialog import FormDialog

Save = Callable[[Plan, str], str]
"""Keeps a plan and the key of its form; says why it could not be, or "" once it is durable."""

_WIDTH = 880
_GO_ON = "Ctrl+Return"


@dataclass(frozen=True, slots=True)
class Draft:
    """What the dialog begins with. ``plan``: ``None`` for a candidate to add, then at ``scheduled`` and
    with the form ``form_key``; ``pinned``: the form of an oral already planned; ``form_locked``: for good.
    """

    scheduled: datetime
    form_key: str = ""
    plan: Plan | None = None
    pinned: Form | None = None
    form_locked: bool = False


class CandidateDialog(FormDialog):
    """Enter saves; Ctrl+Enter saves and makes room for the next candidate."""

    def __init__(
        self, theme: Theme, library: FormSource, draft: Draft, save: Save, parent: QWidget | None = None
    ) -> None:
        adding = draft.plan is None
        super().__init__(theme, _title(adding=adding), _WIDTH, parent)
        self._save = save
        self._scheduled = draft.scheduled
        plan = draft.plan or Plan(Candidate("", "", ""), draft.scheduled)
        forms, faulty = _usable(library, draft.pinned)
        chosen = draft.pinned.key if draft.pinned else draft.form_key
        self._identity = IdentityFields(theme, plan.candidate)
        self._oral = OralFields(theme, forms, chosen, locked=draft.form_locked)
        self._oral.schedule(plan.scheduled)
        self._accommodation = AccommodationFields(theme, plan.accommodation)
        self._oral.form_changed.connect(self._show_form)
        self._show_form()
        self._saved = label("", "done", wrap=True)
        self._saved.hide()
        self._lay()
        self._make_buttons(adding=adding)
        self.show_problem(faulty)
        self._identity.begin()
        self.remember()

    def plan(self) -> Plan | None:
        """What stands in the fields; ``None`` while something in them can't be read."""
        scheduled, accommodation = self._oral.scheduled(), self._accommodation.accommodation()
        if scheduled is None or accommodation is None:
            return None
        return Plan(self._identity.candidate(), scheduled, accommodation)

    def form_key(self) -> str:
        form = self._oral.form()
        return form.key if form is not None else ""

    def entries(self) -> tuple[object, ...]:
        return (*self._identity.entries(), *self._oral.entries(), *self._accommodation.entries())

    def submit(self) -> None:
        if self._keep() is not None:
            self.accept()

    def submit_and_go_on(self) -> None:
        kept = self._keep()
        if kept is None:
            return
        self._identity.make_room()
        self._oral.schedule(kept.scheduled + timedelta(hours=1))
        self._accommodation.show_accommodation(Accommodation())
        self._saved.setText(f"{kept.candidate.full_name} est enregistré.")
        self._saved.show()
        self.remember()

    def _keep(self) -> Plan | None:
        """The plan once it is durable; the reason is shown when it is not."""
        self.show_problem("")
        self._identity.check(self._oral.day() or self._scheduled.date())
        self._oral.check()
        self._accommodation.check()
        fields = (*self._identity.fields, *self._oral.fields, *self._accommodation.fields)
        plan = self.plan()
        if self.first_invalid(fields) or plan is None:
            return None
        said = self._save(plan, self.form_key())
        self.show_problem(said)
        return None if said else plan

    def _show_form(self) -> None:
        self._accommodation.show_form(self._oral.form())

    def _lay(self) -> None:
        """Side by side where the screen is wide enough for the text size, else one below the other."""
        wide = self.screen().availableGeometry().width() >= self.theme.px(_WIDTH)
        columns = QBoxLayout(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        columns.setSpacing(self.theme.px(32 if wide else 16))
        right = QVBoxLayout()
        right.setSpacing(self.theme.px(12))
        right.addWidget(self._oral)
        right.addWidget(self._accommodation)
        right.addStretch(1)
        columns.addWidget(self._identity, 1)
        columns.addLayout(right, 1)
        self.body.addLayout(columns)
        self.body.addStretch(1)

    def _make_buttons(self, *, adding: bool) -> None:
        self.buttons.addWidget(self._saved, 1)
        self.buttons.addStretch(0 if adding else 1)
        self.add_button("Annuler").clicked.connect(self.reject)
        if adding:
            another = KeyButton("Enregistrer et ajouter un autre", "Ctrl+Enter")
            another.setAutoDefault(False)
            another.clicked.connect(self.submit_and_go_on)
            self.buttons.addWidget(another)
            for keys in (_GO_ON, "Ctrl+Enter"):
                key = QShortcut(QKeySequence(keys), self)
                key.setContext(Qt.ShortcutContext.WindowShortcut)
                key.activated.connect(self.submit_and_go_on)
        self.add_button("&Enregistrer", primary=True).clicked.connect(self.submit)


def _title(*, adding: bool) -> str:
    if adding:
        return "Ajouter un candidat"
    return "Modifier un candidat"


def _usable(library: FormSource, pinned: Form | None) -> tuple[tuple[Form, ...], str]:
    """The forms to choose from, and what is wrong with those of this machine that can't be used."""
    forms: list[Form] = []
    faults: list[str] = []
    for key in library.keys():  # noqa: SIM118 - a port, not a mapping
        if pinned is not None and key == pinned.key:
            forms.append(pinned)
            continue
        try:
            forms.append(library.get(key))
        except UnusableForm as fault:
            faults.append(str(fault))
    if pinned is not None and pinned not in forms:
        forms.insert(0, pinned)
    return tuple(forms), "\n".join(faults)
