"""For whom sheets to write on, or to sign, are made, and where they go."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from btstc_jury.application.views import formats
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label
from btstc_jury.ui.widgets.buttons import Radio
from btstc_jury.ui.widgets.form_dialog import FormDialog


class SheetsDialog(FormDialog):
    """``asked(orals, printed)``: to the printer, or else into a file."""

    asked = Signal(object, bool)

    def __init__(self, theme: Theme, oral: int, name: str, day: tuple[int, ...], parent: QWidget) -> None:
        """``oral`` of that ``name``; ``day``: all those of its day that are still to be written on."""
        super().__init__(theme, "Feuilles d’évaluation à remplir à la main", 560, parent)
        self._oral, self._day = oral, day
        self.body.addWidget(
            label(
                "Une feuille par membre de la commission et par candidat\u202f: identité, parties, critères à"
                " cocher, place pour les remarques. Elle se saisit après l’interrogation, comme l’avis de ce"
                " membre, en délibération.",
                wrap=True,
            )
        )
        self.one = Radio(theme, f"Pour {name}")
        count = formats.count(len(day), "candidat", "candidats")
        self.all = Radio(theme, f"Pour tous les candidats à interroger ce jour ({count})")
        self.one.setChecked(True)
        self.all.setVisible(len(day) > 1)
        for each in (self.one, self.all):
            self.body.addWidget(each)
        self.one.setFocus()
        self.add_button("Annuler", self.reject)
        self.save = self.add_button("Enregistrer en PDF…", lambda: self._give(printed=False))
        self.add_button("Imprimer…", self.submit, primary=True)
        self.remember()

    def submit(self) -> None:
        self._give(printed=True)

    def _give(self, *, printed: bool) -> None:
        self.accept()
        self.asked.emit(self._day if self.all.isChecked() else (self._oral,), printed)


class AttendanceDialog(FormDialog):
    """``asked(printed)``: to the printer, or else into a file."""

    asked = Signal(bool)

    def __init__(self, theme: Theme, day: str, counts: str, parent: QWidget) -> None:
        super().__init__(theme, "Feuille d’émargement", 560, parent)
        self.body.addWidget(label(f"{day}. {counts}.", "strong", wrap=True))
        self.body.addWidget(
            label(
                "Les candidats dans l’ordre de passage, avec une place pour signer. Ceux qui ont signé à"
                " l’écran y ont leur signature, les absents y sont marqués.",
                wrap=True,
            )
        )
        self.add_button("Annuler", self.reject)
        self.save = self.add_button("Enregistrer en PDF…", lambda: self._give(printed=False))
        self.add_button("Imprimer…", self.submit, primary=True)
        self.remember()

    def submit(self) -> None:
        self._give(printed=True)

    def _give(self, *, printed: bool) -> None:
        self.accept()
        self.asked.emit(printed)
