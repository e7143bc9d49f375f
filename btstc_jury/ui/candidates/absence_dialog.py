"""A candidate who did not come: justified or not, and by what."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from btstc_jury.domain.assessment import TEXT_LIMIT
from btstc_jury.domain.proceedings import Absence, AbsenceKind
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label, tell
from btstc_jury.ui.widgets.fields import Choice, Field, LineField
from btstc_jury.ui.widgets.form_dialog import FormDialog
from btstc_jury.ui.widgets.layouts import fill


class AbsenceDialog(FormDialog):
    """``early``: that the hour hasn't come yet, or ""; ``record`` says why it could not be, or ""."""

    def __init__(
        self, theme: Theme, name: str, early: str, record: Callable[[Absence], str], parent: QWidget | None
    ) -> None:
        super().__init__(theme, "Consigner une absence", 560, parent)
        self._record = record
        self._kinds = tuple(AbsenceKind)
        self.kind = Choice(theme)
        self.kind.addItems([each.facts.title for each in self._kinds])
        self._kind_field = Field(theme, "&Absence", self.kind)
        self.document = LineField(theme, "&Document qui justifie l’absence", limit=TEXT_LIMIT)
        warning = label("", "strong warning", wrap=True)
        tell(warning, early)
        fill(self.body, label(name, "strong", wrap=True), warning, self._kind_field, self.document)
        self.add_usual_buttons("&Consigner l’absence")
        self.kind.currentIndexChanged.connect(self._tell)
        self._tell()
        self.kind.setFocus()
        self.remember()

    def entries(self) -> tuple[object, ...]:
        return self.kind.currentIndex(), self.document.text()

    def submit(self) -> None:
        kind = self._kinds[self.kind.currentIndex()]
        documented = kind.facts.documented
        if documented:
            self.document.need("Indiquez le document, par exemple\u202f: certificat médical.")
        if documented and self.first_invalid((self.document,)):
            return
        said = self._record(Absence(kind, self.document.text() if documented else ""))
        self.show_problem(said)
        if not said:
            self.accept()

    def _tell(self) -> None:
        facts = self._kinds[self.kind.currentIndex()].facts
        self._kind_field.set_hint(facts.follows)
        self.document.setVisible(facts.documented)
