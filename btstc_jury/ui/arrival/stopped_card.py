"""An oral that doesn't take place: why, what follows, what to tell the candidate, and the ways out."""

from __future__ import annotations

from PySide6.QtCore import Signal

from btstc_jury.application.views.statuses import Stopped
from btstc_jury.ui.arrival.pieces import Section
from btstc_jury.ui.shortcuts import default_keys
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label
from btstc_jury.ui.widgets.buttons import KeyButton
from btstc_jury.ui.widgets.layouts import FlowLayout


class StoppedCard(Section):
    """``undo_asked``: it was a mistake; ``report_asked``: the record as a PDF; ``home_asked``: the list."""

    undo_asked = Signal()
    report_asked = Signal()
    home_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "")
        self.title.setProperty("role", "heading")
        self.title.setWordWrap(True)
        self._why = label("", wrap=True)
        self._follows = label("", wrap=True)
        self._tell_title = label("À dire au candidat", "small strong")
        self._tell = label("", "strong", wrap=True)
        self.home = KeyButton("Retour à la liste", default_keys("oral.list"), "primary")
        self.report = KeyButton("Constat en PDF…")
        self.undo = KeyButton("Annuler, c’est une erreur", default_keys("oral.undo"))
        self.home.clicked.connect(self.home_asked)
        self.report.clicked.connect(self.report_asked)
        self.undo.clicked.connect(self.undo_asked)
        for each in (self._why, self._follows, self._tell_title, self._tell):
            self.body.addWidget(each)
        buttons = FlowLayout()
        buttons.setSpacing(theme.space(8))
        for button in (self.home, self.report, self.undo):
            buttons.addWidget(button)
        self.body.addLayout(buttons)
        self.hide()

    def show_stopped(self, stopped: Stopped | None) -> None:
        self.setVisible(stopped is not None)
        if stopped is None:
            return
        self.title.setText(stopped.title)
        for words, text in ((self._why, stopped.why), (self._follows, stopped.follows)):
            words.setText(text)
            words.setVisible(bool(text))
        told = f"«\u202f{stopped.tell}\u202f»" if stopped.tell else ""
        self._tell.setText(told)
        for each in (self._tell_title, self._tell):
            each.setVisible(bool(told))
