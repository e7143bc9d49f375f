"""For whom sheets to write on, or to sign, are made, and where they go."""

from __future__ import annotations

from abc import abstractmethod

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from btstc_jury.application.views import formats
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label
from btstc_jury.ui.widgets.buttons import Radio
from btstc_jury.ui.widgets.form_dialog import FormDialog
from btstc_jury.ui.widgets.layouts import fill


class _PaperDialog(FormDialog):
    """Printed, or else saved."""

    def __init__(self, theme: Theme, title: str, parent: QWidget) -> None:
        super().__init__(theme, title, 560, parent)
        self.add_button("Annu&ler", self.reject)
        self.save = self.add_button("&Enregistrer en PDF…", lambda: self._give(printed=False))
        self.add_button("&Imprimer…", self.submit, primary=True)

    def submit(self) -> None:
        self._give(printed=True)

    @abstractmethod
    def ask_for(self, *, printed: bool) -> None:
        """Emit what is asked."""

    def _give(self, *, printed: bool) -> None:
        self.accept()
        self.ask_for(printed=printed)


class SheetsDialog(_PaperDialog):
    """``asked(orals, printed)``: to the printer, or else into a file."""

    asked = Signal(object, bool)

    def __init__(self, theme: Theme, oral: int, name: str, day: tuple[int, ...], parent: QWidget) -> None:
        """``oral`` of that ``name``; ``day``: all those of its day that are still to be written on."""
        super().__init__(theme, "Feuilles d’évaluation à remplir à la main", parent)
        self._oral, self._day = oral, day
        told = (
            "Une feuille par membre de la commission et par candidat\u202f: identité, parties, niveaux à"
            " cocher, place pour les remarques. Elle se saisit après l’interrogation, comme l’avis de ce"
            " membre, en délibération."
        )
        self.one = Radio(theme, f"Pour {name}")
        count = formats.count(len(day), "candidat", "candidats")
        self.all = Radio(theme, f"Pour tous les candidats à interroger ce jour ({count})")
        self.one.setChecked(True)
        self.all.setVisible(len(day) > 1)
        fill(self.body, label(told, wrap=True), self.one, self.all)
        self.one.setFocus()

    def ask_for(self, *, printed: bool) -> None:
        self.asked.emit(self._day if self.all.isChecked() else (self._oral,), printed)


class AttendanceDialog(_PaperDialog):
    """``asked(printed)``: to the printer, or else into a file."""

    asked = Signal(bool)

    def __init__(self, theme: Theme, day: str, counts: str, parent: QWidget) -> None:
        super().__init__(theme, "Feuille d’émargement", parent)
        told = (
            "Les candidats dans l’ordre de passage, avec une place pour signer. Ceux qui ont signé à"
            " l’écran y ont leur signature, les absents y sont marqués."
        )
        fill(self.body, label(f"{day}. {counts}.", "strong", wrap=True), label(told, wrap=True))

    def ask_for(self, *, printed: bool) -> None:
        self.asked.emit(printed)
