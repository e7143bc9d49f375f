"""« Même cas, plus difficile »: each proposal beside what it replaces, to be left out or edited."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import assert_never

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from btstc_jury.application.case_figures import left_behind
from btstc_jury.application.case_variation import (
    Harder,
    HarderChange,
    HarderLimits,
    HarderObjection,
    made_harder,
)
from btstc_jury.application.views.case_differences import compared
from btstc_jury.application.views.case_words import carried_words, left_words
from btstc_jury.domain.case import Case
from btstc_jury.ui.cases.marked_text import MarkedText, underline
from btstc_jury.ui.cases.pieces import TITLE, CaseText
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label
from btstc_jury.ui.widgets.buttons import TickBox
from btstc_jury.ui.widgets.fields import LineField
from btstc_jury.ui.widgets.form_dialog import FormDialog
from btstc_jury.ui.widgets.layouts import AT_TOP, column, panel, row

_WIDTH = 980


class _Proposal(QWidget):
    """Ticked at first. ``changed``: by the user."""

    changed = Signal()

    def __init__(self, theme: Theme, case: Case, proposed: Harder, number: int) -> None:
        super().__init__()
        self._proposed = proposed
        what, before, after = _told(case, proposed)
        self.tick = TickBox(theme, f"&{number}. {what}. {proposed.why}" if number <= _KEYS else what)
        self.tick.setChecked(True)
        self.before = MarkedText(theme, f"Dans le cas, proposition {number}", came=False)
        self.text = CaseText(theme, f"Plus difficile, proposition {number}")
        self.text.show_text(after)
        self._before = before
        self._usual = proposed.usual if isinstance(proposed, HarderChange) else ""
        head = "Valeur d’usage, non écrite dans le cas" if self._usual else "Dans le cas"
        if self._usual:
            self.before.setAccessibleName(f"{head}, proposition {number}")
        standing = column(theme, label(head, "small strong"), self.before, 1, gap=4)
        sides = row(theme, (standing, 1), (self.text, 1), gap=16, at=AT_TOP)
        column(theme, self.tick, sides, gap=6, within=self)
        self.text.typed.connect(self._compare)
        self.tick.toggled.connect(self._able)
        self.text.typed.connect(self.changed)
        self.tick.toggled.connect(self.changed)
        self._compare()

    def chosen(self) -> Harder | None:
        """As it is edited, ``None`` where it is left out."""
        if not self.tick.isChecked():
            return None
        text = self.text.text()
        match self._proposed:
            case HarderChange(change=change) as proposed:
                return replace(proposed, change=replace(change, after=text))
            case HarderObjection(objection=objection) as proposed:
                return replace(proposed, objection=replace(objection, words=text))
            case HarderLimits() as proposed:
                return replace(proposed, limits=text)
            case _:
                assert_never(self._proposed)

    def entry(self) -> tuple[bool, str]:
        return self.tick.isChecked(), self.text.text()

    def _compare(self) -> None:
        if self._usual:
            # Nothing of the case is replaced.
            self.before.setPlainText(self._usual)
            self.text.set_hint("Ajouté au cas, qui n’en disait rien.")
            return
        found = compared(self._before, self.text.text())
        self.before.show_pieces(found.before)
        underline(self.text.text_editor, found.after)
        self.text.set_hint(f"Différences\u202f: {found.told}." if self._before.strip() else "Ajouté au cas.")

    def _able(self) -> None:
        self.text.setEnabled(self.tick.isChecked())


_KEYS = 9


class HarderDialog(FormDialog):
    """``make(chosen, title, carries)``: why no variant was made, or ""."""

    def __init__(
        self,
        theme: Theme,
        case: Case,
        proposed: Sequence[Harder],
        make: Callable[[Sequence[Harder], str, bool], str],
        parent: QWidget,
    ) -> None:
        super().__init__(theme, f"Même cas, plus difficile\u202f: {case.title}", _WIDTH, parent)
        self._case, self._make = case, make
        hint = f"Vide\u202f: «\u202f{case.title}, plus difficile\u202f»."
        self.name = LineField(theme, "&Titre de la variante, facultatif", hint=hint, limit=TITLE)
        said = "Le cas de départ ne change pas. Décochez ce que vous ne voulez pas\u202f; corrigez le reste."
        self.proposals = tuple(
            _Proposal(theme, case, each, number) for number, each in enumerate(proposed, start=1)
        )
        self.carries = TickBox(theme, "&Reporter ces chiffres dans le reste du cas")
        self.carries.setChecked(True)
        self._where = label("", wrap=True)
        self._carrying = panel(column(theme, self.carries, self._where, gap=4))
        for part in (label(said, "muted", wrap=True), self.name, *self.proposals, self._carrying):
            self.body.addWidget(part)
        for each in self.proposals:
            each.changed.connect(self._tell_where)
        self.carries.toggled.connect(self._tell_where)
        self._tell_where()
        self.add_usual_buttons("&Créer la variante")
        (self.proposals[0].tick if self.proposals else self.name.line).setFocus()
        self.remember()

    def entries(self) -> tuple[object, ...]:
        return self.name.text(), self.carries.isChecked(), *(each.entry() for each in self.proposals)

    def _chosen(self) -> list[Harder]:
        return [harder for each in self.proposals if (harder := each.chosen()) is not None]

    def _tell_where(self) -> None:
        """Which figures stand elsewhere in the case too, and what becomes of them there."""
        left = left_behind(self._case, made_harder(self._case, self._chosen()))
        words = carried_words if self.carries.isChecked() else left_words
        self._where.setText("\n".join(map(words, left)))
        self.carries.setVisible(any(each.carries for each in left))
        self._carrying.setVisible(bool(left))

    def submit(self) -> None:
        chosen = self._chosen()
        if not chosen:
            self.show_problem("Cochez au moins une proposition, ou dupliquez le cas et changez-le vous-même.")
            return
        said = self._make(chosen, self.name.text(), self.carries.isChecked())
        self.show_problem(said)
        if not said:
            self.accept()


def _told(case: Case, proposed: Harder) -> tuple[str, str, str]:
    """What it touches, what stands there, what would."""
    match proposed:
        case HarderChange(change=change, place=None):
            return f"Changement ajouté\u202f: {change.parameter.bare.lower()}", change.before, change.after
        case HarderChange(change=change, place=int(place)):
            return (
                f"Changement\u202f: {change.parameter.bare.lower()}",
                case.changes[place].after,
                change.after,
            )
        case HarderObjection(objection=objection):
            return f"Objection ajoutée\u202f: {objection.kind.label.lower()}", "", objection.words
        case HarderLimits(limits=limits):
            return "Limites de l’acheteur", case.buyer.limits, limits
    raise AssertionError(proposed)
