"""The report on a suspicion of fraud: written at once, while the oral goes on to its end."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from btstc_jury.application.views.incidents import NOTHING, FraudView, with_decision
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import TEXT_LIMIT
from btstc_jury.domain.proceedings import Countersignature, Fraud
from btstc_jury.ui.arrival.pieces import InlineForm, text_field
from btstc_jury.ui.oral.drafts import Drafts
from btstc_jury.ui.oral.presenter import OralPresenter
from btstc_jury.ui.oral.texts import DurableText
from btstc_jury.ui.soon import soon
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label, tell
from btstc_jury.ui.widgets.buttons import PushButton, Radio
from btstc_jury.ui.widgets.drawer import Drawer
from btstc_jury.ui.widgets.layouts import AT_LEFT, ColumnScroll, column, flow


class FraudPanel(QWidget):
    """``asked(question)``: to be scrolled to."""

    asked = Signal(QWidget)

    def __init__(self, theme: Theme, presenter: OralPresenter) -> None:
        super().__init__()
        self._theme = theme
        self._presenter = presenter
        hour = presenter.hour
        self._fraud = NOTHING
        self._reported = label(role="muted small", wrap=True)
        self._permitted = label(role="small", wrap=True)
        self.facts = DurableText(theme, "Faits constatés", self._write_facts, hour, 2)
        self.witnesses = DurableText(theme, "Témoins", self._write_witnesses, hour, 1)
        self.comment = DurableText(theme, "Remarques du candidat", self._write_comment, hour, 1)
        self._texts = (self.facts, self.witnesses, self.comment)
        self.choices = {each: Radio(theme, each.words.choice) for each in Countersignature}
        self._group = QButtonGroup(self)
        self._signing = QWidget()
        self.withdraw = PushButton("Retirer le signalement…", "link")
        reason, self.reason = text_field(theme, "&Motif du retrait", TEXT_LIMIT)
        self.withdrawal = InlineForm(theme, "Retirer", self._withdraw, self.withdraw, (reason,))
        self._build()

    def show_view(self, view: FraudView) -> None:
        self._fraud = view.fraud
        self._reported.setText(view.reported or "Consignée dès que les faits sont écrits.")
        tell(self._permitted, view.permitted)
        self.facts.show_text(view.fraud.facts)
        self.witnesses.show_text(view.fraud.witnesses)
        self.comment.show_text(view.fraud.comment)
        self._signing.setVisible(view.over and bool(view.reported))
        decided = view.fraud.countersignature is not Countersignature.PENDING
        self.comment.setVisible(view.over and decided)
        self.choices[view.fraud.countersignature].setChecked(True)
        self.withdraw.setVisible(view.editable and bool(view.reported))
        if self.withdraw.isHidden():
            self.withdrawal.close_form()
        for text in self._texts:
            text.editor.setReadOnly(not view.editable)
        for choice in self.choices.values():
            choice.setEnabled(view.editable)

    def fields(self) -> tuple[QWidget, ...]:
        """In the order of the keyboard."""
        texts = (self.facts.editor, self.witnesses.editor)
        return (*texts, *self.choices.values(), self.comment.editor, self.withdraw, self.reason)

    def answer(self) -> QWidget:
        """The field in which the candidate's answer is given."""
        return next(choice for choice in self.choices.values() if choice.isChecked())

    def keep_drafts(self, drafts: Drafts) -> None:
        for name, text in zip(("facts", "witnesses", "comment"), self._texts, strict=True):
            drafts.text(f"fraud-{name}", text)
        drafts.line("fraud-withdrawal", self.reason)

    def flush(self) -> bool:
        """Record what is typed; whether nothing is left unrecorded."""
        recorded = [text.flush() for text in self._texts]
        return all(recorded)

    def forget(self) -> None:
        """Another oral comes: nothing of the one before stays."""
        self._fraud = NOTHING
        self.withdrawal.close_form()
        for text in self._texts:
            text.forget()

    def _write_facts(self, text: str) -> bool:
        if not text.strip() and not self._fraud.facts:
            return True
        return self._report(replace(self._fraud, facts=text))

    def _write_witnesses(self, text: str) -> bool:
        if not self._fraud.facts and not self.facts.flush():
            return False
        return bool(self._fraud.facts) and self._report(replace(self._fraud, witnesses=text))

    def _write_comment(self, text: str) -> bool:
        return self._report(replace(self._fraud, comment=text))

    def _ask_reason(self) -> None:
        self.withdrawal.ask("Le signalement et le motif restent dans l’historique et l’annexe de la grille.")
        # The question has its place only once the panel is laid out.
        soon(self, lambda: self.asked.emit(self.withdrawal))

    def _withdraw(self) -> None:
        if self.flush() and self._presenter.act(ev.FraudWithdrawn(self.reason.text())):
            self.withdrawal.close_form()

    def _decide(self, decision: Countersignature) -> None:
        if decision is not self._fraud.countersignature:
            self._report(with_decision(self._fraud, decision))

    def _report(self, fraud: Fraud) -> bool:
        if fraud == self._fraud:
            return True
        done = self._presenter.act(ev.FraudReported(fraud))
        if done:
            self._fraud = fraud
        return done

    def _build(self) -> None:
        for decision, choice in self.choices.items():
            self._group.addButton(choice)
            choice.clicked.connect(lambda _on, chosen=decision: self._decide(chosen))
        title = label("Contreseing du candidat", "muted small strong")
        choices = flow(self._theme, *self.choices.values(), gap=10)
        column(self._theme, title, choices, gap=6, within=self._signing)
        rule = label("Le candidat termine normalement\u202f; le résultat sera retenu.", "small", wrap=True)
        texts = (
            self._reported,
            rule,
            self._permitted,
            self.facts,
            self.witnesses,
            self._signing,
            self.comment,
        )
        column(self._theme, *texts, (self.withdraw, AT_LEFT), self.withdrawal, gap=6, within=self)
        self.withdraw.clicked.connect(self._ask_reason)


class FraudDrawer(Drawer):
    """It closes only once what is typed is recorded."""

    def __init__(self, theme: Theme, presenter: OralPresenter, page: QWidget, anchor: QWidget) -> None:
        super().__init__(theme, page, anchor, "Suspicion de fraude")
        self.panel = FraudPanel(theme, presenter)
        inside = QWidget()
        column(theme, self.panel, 1, margins=(16, 12), within=inside)
        scroll = ColumnScroll()
        scroll.setWidget(inside)
        self.body.addWidget(scroll, 1)
        self.panel.asked.connect(scroll.ensureWidgetVisible)

    def ask(self) -> None:
        """Open it, ready for the facts."""
        self.open_drawer()
        self.panel.facts.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_drawer(self) -> None:
        if self.panel.flush():
            super().close_drawer()
