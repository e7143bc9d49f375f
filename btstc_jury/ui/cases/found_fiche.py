"""What a file says under the rubrics of the fiche, shown before any of it is taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from btstc_jury.application.fiche_reading import ReadFiche
from btstc_jury.application.views.case_words import cut
from btstc_jury.domain.case import Case, Rubric
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label
from btstc_jury.ui.widgets.buttons import Radio, TickBox
from btstc_jury.ui.widgets.form_dialog import FormDialog
from btstc_jury.ui.widgets.layouts import column, fill
from btstc_jury.ui.widgets.lists import LinesList

_WIDTH = 860
_MOST_TOLD, _MOST_RUBRICS, _MOST_BEFORE = 6, 9, 4
_SHOWN = 100
_BEFORE = 600
"""Characters of what stands before the first heading."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What the fiche and its title become."""

    rubrics: tuple[Rubric, ...]
    title: str


class FoundFicheDialog(FormDialog):
    """``taken``: a ``Taken``. Where something is written already, what becomes of it is asked: nothing of it
    goes unless that is chosen.
    """

    taken = Signal(object)

    def __init__(self, theme: Theme, name: str, case: Case, found: ReadFiche, parent: QWidget) -> None:
        super().__init__(theme, f"Lu dans «\u202f{name}\u202f»", _WIDTH, parent)
        self._case = case
        self._found = found
        both = _both(case.rubrics, found.rubrics)
        self.fill_empty = Radio(theme, "&Remplir seulement les rubriques vides")
        self.append = Radio(theme, "Ajouter à la &suite de ce qui est écrit")
        self.replace = Radio(theme, "Rem&placer ce qui est écrit")
        self.fill_empty.setChecked(True)
        count = f"{found.filled} rubriques sur {len(found.rubrics)} y ont un texte."
        fill(self.body, label(count, "strong", wrap=True))
        if found.told:
            self.findings = LinesList(theme, "Remarques de lecture", _MOST_TOLD)
            self.findings.addItems([each.words for each in found.told])
            fill(self.body, column(theme, label("À regarder", "small strong"), self.findings, gap=4))
        self.rows = LinesList(theme, "Rubriques lues", _MOST_RUBRICS)
        self.rows.addItems([_row(place, each) for place, each in enumerate(found.rubrics)])
        fill(self.body, column(theme, label("Ce qui serait repris", "small strong"), self.rows, gap=4))
        if both:
            said = f"{both} rubriques lues sont déjà écrites dans le cas" if both > 1 else _ONE
            choices = (self.fill_empty, self.append, self.replace)
            fill(self.body, column(theme, label(f"{said}\u202f:", "small strong"), *choices, gap=4))
        self.with_before = self._offer_before()
        wanted = found.title.strip()
        self.with_title = TickBox(theme, f"Reprendre le titre «\u202f{wanted}\u202f»".replace("&", "&&"))
        if wanted and wanted != case.title:
            fill(self.body, self.with_title)
        self.add_button("Ne rien reprendre", self.reject)
        self._give = self.add_button("Reprendre &dans la fiche", self.submit, primary=True)
        self._give.setEnabled(bool(found.filled or found.before.strip()))
        (self._give if self._give.isEnabled() else self.rows).setFocus()

    def submit(self) -> None:
        found = self._found.rubrics
        if self.with_before.isChecked() and found:
            text = _joined(self._found.before.strip(), found[0].text)
            found = (replace(found[0], text=text), *found[1:])
        rubrics = tuple(self._merged(*each) for each in zip(self._case.rubrics, found, strict=True))
        title = self._found.title.strip() if self.with_title.isChecked() else self._case.title
        self.taken.emit(Taken(rubrics, title))
        self.accept()

    def _merged(self, own: Rubric, read: Rubric) -> Rubric:
        """Replacing takes nothing away where the file says nothing."""
        if not read.text.strip() or own.text == read.text:
            return own
        if not own.text.strip() or self.replace.isChecked():
            return replace(own, text=read.text)
        return replace(own, text=_joined(own.text, read.text)) if self.append.isChecked() else own

    def _offer_before(self) -> TickBox:
        before = self._found.before.strip()
        made = TickBox(self.theme, "Mettre ce texte en &tête de la première rubrique")
        if before:
            said = (
                "Avant le premier titre, le fichier a ce texte, qui peut nommer une personne. Un cas n’en "
                "nomme aucune\u202f: relisez-le avant de le reprendre."
            )
            text = LinesList(self.theme, "Texte avant le premier titre", _MOST_BEFORE)
            text.addItem(cut(before, _BEFORE))
            fill(self.body, column(self.theme, label(said, "small", wrap=True), text, made, gap=4))
        return made


_ONE = "Une rubrique lue est déjà écrite dans le cas"


def _both(own: Sequence[Rubric], read: Sequence[Rubric]) -> int:
    pairs = zip(own, read, strict=True)
    return sum(bool(a.text.strip() and b.text.strip() and a.text != b.text) for a, b in pairs)


def _row(place: int, rubric: Rubric) -> str:
    text = cut(rubric.text, _SHOWN) if rubric.text.strip() else "rien"
    title = cut(rubric.title, _SHOWN // 2)
    return f"{place + 1}. {title[:1].upper()}{title[1:]}\u202f: {text}"


def _joined(first: str, then: str) -> str:
    return "\n\n".join(filter(None, (first.rstrip(), then.strip())))
