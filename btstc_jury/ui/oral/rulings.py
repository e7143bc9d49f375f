"""Where the verification of a reserve, or the decision on a suspicion of fraud, is recorded."""

from __future__ import annotations

from PySide6.QtWidgets import QButtonGroup, QWidget

from btstc_jury.application.views.rulings import RulingTyped, RulingView, read_ruling
from btstc_jury.domain.candidate import NAME_LIMIT
from btstc_jury.domain.events.rulings import RULED
from btstc_jury.domain.rulings import Ruling
from btstc_jury.ui.oral.presenter import OralPresenter
from btstc_jury.ui.oral.texts import ParagraphField
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label
from btstc_jury.ui.widgets.buttons import PushButton, Radio
from btstc_jury.ui.widgets.fields import Field, LineField
from btstc_jury.ui.widgets.form_dialog import FormDialog
from btstc_jury.ui.widgets.layouts import flow


class RulingDialog(FormDialog):
    """It closes once what is typed is recorded, or what was recorded is taken back."""

    def __init__(self, theme: Theme, presenter: OralPresenter, view: RulingView, parent: QWidget) -> None:
        facts = view.matter.facts
        super().__init__(theme, facts.title, 560, parent)
        self._presenter = presenter
        self._oral = presenter.number
        self._matter = view.matter
        self.lifted, self.upheld = Radio(theme, facts.lifted), Radio(theme, facts.upheld)
        self._group = QButtonGroup(self)
        choices = QWidget()
        flow(theme, self.lifted, self.upheld, gap=10, within=choices)
        for each in (self.lifted, self.upheld):
            self._group.addButton(each)
        choices.setFocusProxy(self.lifted)
        self._choice = Field(theme, "Résultat", choices)
        self.by = LineField(theme, "&Par qui", limit=NAME_LIMIT)
        self.day = LineField(theme, "&Date", placeholder="JJ/MM/AAAA")
        self.found = ParagraphField(theme, facts.found.replace("que", "&que", 1))
        self._fields = (self.by, self.day, self.found)
        candidate = presenter.office.oral(self._oral).plan.candidate.full_name
        self.body.addWidget(label(candidate, "strong", wrap=True))
        self.body.addWidget(label(facts.effect, wrap=True))
        for field in (self._choice, *self._fields):
            self.body.addWidget(field)
        if view.ruling is not None:
            self._fill(view.ruling, view.on)
            self.remove = self.add_button("Retirer ce résultat", lambda: self._give(None))
        self.add_usual_buttons("Consigner")
        (self.upheld if self.upheld.isChecked() else self.lifted).setFocus()
        self.remember()

    def entries(self) -> tuple[object, ...]:
        return (self._upheld(), self.by.text(), self.day.text(), self.found.text())

    def submit(self) -> None:
        typed = RulingTyped(self._upheld(), self.by.text(), self.day.text(), self.found.text())
        entry = read_ruling(self._presenter.office, self._oral, typed)
        for field in self._fields:
            field.need("À remplir.")
        self._choice.set_error(entry.choice_error)
        if self.day.text():
            self.day.set_error(entry.day_error)
        if not self.first_invalid((self._choice, *self._fields)):
            self._give(entry.ruling)

    def _upheld(self) -> bool | None:
        return self.upheld.isChecked() if self._group.checkedId() != -1 else None

    def _fill(self, ruling: Ruling, on: str) -> None:
        (self.upheld if ruling.upheld else self.lifted).setChecked(True)
        self.by.line.setText(ruling.by)
        self.day.line.setText(on)
        self.found.show_text(ruling.found)

    def _give(self, ruling: Ruling | None) -> None:
        if self._presenter.act(RULED[self._matter](ruling), tell=self.show_problem):
            self.accept()


class RulingButton(PushButton):
    """The way to it; hidden where there is nothing to rule on."""

    def __init__(self, theme: Theme, presenter: OralPresenter) -> None:
        super().__init__()
        self._theme = theme
        self._presenter = presenter
        self._view: RulingView | None = None
        self.clicked.connect(self._ask)
        self.hide()

    def show_view(self, view: RulingView | None) -> None:
        self._view = view
        self.setVisible(view is not None and view.editable)
        if view is not None:
            facts = view.matter.facts
            self.setText(facts.record if view.ruling is None else facts.correct)

    def _ask(self) -> None:
        if self._view is None:
            return
        RulingDialog(self._theme, self._presenter, self._view, self.window()).ask()
