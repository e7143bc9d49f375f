"""Erasing the working notes of a settled oral, once the commission has read what goes and what stays."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from btstc_jury.application.erasing import ErasingView, erasing_view
from btstc_jury.ui.oral.presenter import OralPresenter
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label, set_role
from btstc_jury.ui.widgets.form_dialog import FormDialog


class EraseNotesDialog(FormDialog):
    """``confirmed``: the commission wants it."""

    confirmed = Signal()

    def __init__(self, theme: Theme, view: ErasingView, parent: QWidget) -> None:
        super().__init__(theme, "Effacer les notes de travail", 560, parent)
        self.body.addWidget(label(view.candidate, "strong", wrap=True))
        for title, lines in (
            ("Ce qui est effacé, sans retour possible", (view.goes,)),
            ("Ce qui reste", view.stays),
            ("Ce que le programme ne peut pas effacer", (view.beyond,)),
        ):
            self.body.addWidget(label(title, "small strong", wrap=True))
            for line in lines:
                self.body.addWidget(label(line, wrap=True))
        self.body.addStretch(1)
        self.buttons.addStretch(1)
        self.keep = self.add_button("Garder les notes", primary=True)
        self.erase = self.add_button("Effacer les notes")
        set_role(self.erase, "danger")
        self.keep.clicked.connect(self.reject)
        self.erase.clicked.connect(self.submit)
        self.keep.setFocus()
        self.remember()

    def entries(self) -> tuple[object, ...]:
        return ()

    def submit(self) -> None:
        self.confirmed.emit()
        self.accept()


class NotesEraser(QObject):
    """``action``: for a menu of the page, off where there is nothing to erase; its tooltip says why."""

    def __init__(self, theme: Theme, presenter: OralPresenter, page: QWidget) -> None:
        super().__init__(page)
        self._theme = theme
        self._presenter = presenter
        self._page = page
        self.action = QAction("Effacer les notes de travail…", self)
        self.action.triggered.connect(self.ask)

    def show_state(self) -> None:
        """Raises ``FileProblem``."""
        view = erasing_view(self._presenter.office, self._presenter.number)
        self.action.setEnabled(not view.obstacle)
        self.action.setToolTip(view.obstacle)

    def ask(self) -> None:
        view = erasing_view(self._presenter.office, self._presenter.number)
        if view.obstacle:
            return
        dialog = EraseNotesDialog(self._theme, view, self._page)
        dialog.confirmed.connect(self._presenter.erase_notes)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
