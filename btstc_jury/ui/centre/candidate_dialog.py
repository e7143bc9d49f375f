"""A candidate of the centre, added or corrected by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, time
from fractions import Fraction
from typing import Any

from PySide6.QtWidgets import QWidget

from btstc_jury.application.centre.values import READERS, TEXT, Wrong
from btstc_jury.domain.candidate import ONE_THIRD
from btstc_jury.domain.centre.candidates import CentreCandidate
from btstc_jury.domain.standing import Symbol, Tone
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label
from btstc_jury.ui.widgets.fields import Choice, Field, LineField
from btstc_jury.ui.widgets.form_dialog import FormDialog
from btstc_jury.ui.widgets.layouts import AT_TOP, fill, row
from btstc_jury.ui.widgets.symbols import SymbolSign

_CAPTIONS: Mapping[str, str] = {
    "last_name": "&Nom",
    "first_names": "&Prénoms",
    "usual_name": "Nom d’&usage",
    "usual_first_name": "Prénom d’usage",
    "number": "Numéro de &candidat",
    "ine": "&INE",
    "registration": "Numéro d’inscription",
    "birth": "Nai&ssance",
    "school": "Éta&blissement",
    "school_code": "UAI",
    "division": "C&lasse",
    "category": "Catégorie",
    "state": "État",
    "specialty": "Spécialité",
    "specialty_code": "Code de spécialité",
    "exams": "Épreu&ves",
    "hour": "&Heure, si la liste en donne une",
}
_HINTS = {"birth": "jj/mm/aaaa", "exams": "E4 CCF, E6 ponctuel", "hour": "8h30"}
_LINES = (
    (("last_name", 3), ("first_names", 3)),
    (("usual_name", 3), ("usual_first_name", 3)),
    (("number", 2), ("ine", 2), ("registration", 2), ("birth", 2)),
    (("school", 4), ("school_code", 2), ("division", 2)),
    (("exams", 4), ("hour", 2)),
    (("specialty", 4), ("specialty_code", 2)),
    (("category", 2), ("state", 2)),
)
_UNTOLD, _NONE, _THIRD, _OTHER = range(4)


class CandidateDialog(FormDialog):
    """``keep(candidate)``: writes it; whether that is done. ``known``: ``None`` for one to be added."""

    guide_page = "candidats"

    def __init__(
        self,
        theme: Theme,
        known: CentreCandidate | None,
        keep: Callable[[CentreCandidate], bool],
        parent: QWidget,
    ) -> None:
        title = "Ajouter un candidat" if known is None else "Corriger un candidat"
        super().__init__(theme, title, 860, parent)
        self._known = known or CentreCandidate()
        self._keep = keep
        told = self._known._asdict()
        self.fields = {
            name: LineField(theme, caption, _written(told[name]), _HINTS.get(name, ""))
            for name, caption in _CAPTIONS.items()
        }
        self.extra = Choice(theme)
        self.extra.addItems(["Non précisé", "Aucun", "1/3", "Autre fraction"])
        self.fraction = LineField(theme, "&Fraction", hint="comme 1/4, ou 20 %")
        self._set_extra(self._known.extra_time)
        self._problem_of_doubts = label("", "small warning", wrap=True)
        self._fill()
        self.add_usual_buttons("&Enregistrer" if known else "&Ajouter")
        self.extra.currentIndexChanged.connect(self._show_fraction)
        self._show_fraction()
        self.fields["last_name"].line.setFocus()
        self.remember()

    def entries(self) -> tuple[object, ...]:
        typed = (each.line.text() for each in self.fields.values())
        return (*typed, self.extra.currentIndex(), self.fraction.line.text())

    def submit(self) -> None:
        self.show_problem("")
        candidate = self._read()
        if self.first_invalid((*self.fields.values(), self.fraction)):
            return
        if self._keep(candidate):
            self.accept()
        else:
            self.show_problem("Rien n’a été écrit. La raison est en bas de la fenêtre.")

    def _read(self) -> CentreCandidate:
        """With what is wrong said beside its field. Who was looked at is in doubt no more."""
        values: dict[str, Any] = {}
        for name, field in self.fields.items():
            read = READERS.get(name, TEXT).read(field.text())
            field.set_error(f"Attendu\u202f: {read.expected}." if isinstance(read, Wrong) else "")
            values[name] = read
        last = self.fields["last_name"]
        if not last.error:
            last.need("Indiquez le nom.")
        self.fraction.set_error("")
        extra = self._extra()
        if isinstance(extra, Wrong):
            self.fraction.set_error("Écrivez une fraction du temps, comme 1/4.")
            extra = None
        return self._known._replace(**values, extra_time=extra, doubts=frozenset())

    def _extra(self) -> Fraction | Wrong | None:
        match self.extra.currentIndex():
            case index if index == _OTHER:
                read = READERS["extra_time"].read(self.fraction.text())
                return read if isinstance(read, Fraction) and read > 0 else Wrong("")
            case index:
                return {_UNTOLD: None, _NONE: Fraction(0), _THIRD: ONE_THIRD}[index]

    def _set_extra(self, extra: Fraction | None) -> None:
        known = {None: _UNTOLD, Fraction(0): _NONE, ONE_THIRD: _THIRD}
        self.extra.setCurrentIndex(known.get(extra, _OTHER))
        if extra not in known:
            self.fraction.line.setText(str(extra))

    def _show_fraction(self) -> None:
        self.fraction.setVisible(self.extra.currentIndex() == _OTHER)

    def _fill(self) -> None:
        lines = [
            row(self.theme, *((self.fields[name], share) for name, share in line), gap=12, at=AT_TOP)
            for line in _LINES
        ]
        extra = Field(self.theme, "&Temps majoré", self.extra)
        lines.append(row(self.theme, (extra, 2), (self.fraction, 2), 2, gap=12, at=AT_TOP))
        doubts = sorted(self._known.doubts)
        if doubts:
            words = "\u202f; ".join(each.words for each in doubts)
            self._problem_of_doubts.setText(
                f"{words[:1].upper()}{words[1:]}. L’enregistrer dit que vous l’avez vérifié."
            )
            sign = SymbolSign(self.theme, Symbol.RESERVED, Tone.WARNING)
            fill(self.body, row(self.theme, (sign, AT_TOP), (self._problem_of_doubts, 1), gap=6))
        fill(self.body, *lines)


def _written(value: object) -> str:
    match value:
        case date():
            return f"{value:%d/%m/%Y}"
        case time():
            return f"{value:%Hh%M}"
        case None:
            return ""
        case _:
            return str(value)
