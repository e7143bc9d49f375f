"""The particulars of the open exam file; what the file is worth is shown and never changes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from btstc_jury.domain.session import ExamSession
from btstc_jury.ui.shell.session_fields import SessionFields
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label, row
from btstc_jury.ui.widgets.form_dialog import FormDialog

Save = Callable[[ExamSession], str]
"""Keeps the particulars; says why it could not, or "" once they are durable."""


class SessionDialog(FormDialog):
    def __init__(self, theme: Theme, session: ExamSession, save: Save, parent: QWidget | None = None) -> None:
        super().__init__(theme, "Session et commission", 720, parent)
        self._kind = session.kind
        self._save = save
        self._fields = SessionFields(theme, session)
        badge = label(session.kind.facts.label, f"kind-{session.kind.value}")
        why = label("La nature du fichier ne change pas.", "small muted")
        self.body.addLayout(row(badge, why, 1, spacing=theme.px(8)))
        self.body.addWidget(self._fields)
        self.body.addStretch(1)
        self.buttons.addStretch(1)
        self.add_button("Annuler").clicked.connect(self.reject)
        self.add_button("&Enregistrer", primary=True).clicked.connect(self.submit)
        self._fields.begin()
        self.remember()

    def session(self) -> ExamSession:
        return self._fields.session(self._kind)

    def entries(self) -> tuple[object, ...]:
        return self._fields.entries()

    def submit(self) -> None:
        self.show_problem("")
        self._fields.check()
        if self.first_invalid(self._fields.fields):
            return
        said = self._save(self.session())
        self.show_problem(said)
        if not said:
            self.accept()
