"""Rows of a spreadsheet pasted: what is expected, and each error with its line, column and value."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from btstc_jury.application.centre.pasting import Pasted, PasteFaults, columns_of, role_titles, taken_in
from btstc_jury.application.centre.setup import Replanned
from btstc_jury.application.views.centre.importing import fault_line
from btstc_jury.application.views.formats import count
from btstc_jury.domain.centre.timetable import Timetable
from btstc_jury.ui.centre.plan_dialog import PlanDialog
from btstc_jury.ui.centre.presenter import CentrePresenter
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label, tell
from btstc_jury.ui.widgets.fields import Field
from btstc_jury.ui.widgets.layouts import sized
from btstc_jury.ui.widgets.lists import LinesList

_TITLES = {Pasted.COMMISSIONS: "Coller des commissions", Pasted.JURORS: "Coller des examinateurs"}
_HOURS = "«\u202f18/05/2027 8h-12h, 18/05/2027 13h30-17h\u202f»"
_EXAMPLES = {
    Pasted.COMMISSIONS: (
        f"Épreuve\u202f: comme «\u202fE4 · ponctuel\u202f». Demi-journées\u202f: comme {_HOURS}. Salles de"
        " préparation et examinateurs s’entrent d’abord."
    ),
    Pasted.JURORS: f"Présences\u202f: comme {_HOURS}, rien pour toujours.",
}
_TALL = (120, 260)
_LINES = 8


class PasteDialog(PlanDialog):
    """Whatever table the clipboard holds stands in it at first."""

    def __init__(
        self, theme: Theme, presenter: CentrePresenter, pasted: Pasted, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, presenter, _TITLES[pasted], 820, parent)
        self._pasted = pasted
        columns = columns_of(pasted)
        needed = ", ".join(each.label for each in columns if each.needed)
        others = ", ".join(each.label for each in columns if not each.needed)
        said = (
            f"Copiez les lignes d’un tableur avec leurs en-têtes\u202f: {needed}\u202f; au besoin {others}."
            " Ce qui est déjà là est complété. À la moindre erreur, rien n’est repris."
        )
        roles = f" Rôle\u202f: {', '.join(role_titles(self.forms))}." if pasted is Pasted.JURORS else ""
        example = label(f"{_EXAMPLES[pasted]}{roles}", "small muted", wrap=True)
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        sized(theme, self.text, height=_TALL)
        self.faults = LinesList(theme, "Erreurs", _LINES)
        self.faults.hide()
        self._counted = label("", "small overrun", wrap=True)
        self._counted.hide()
        self.body.addWidget(label(said, wrap=True))
        self.body.addWidget(example)
        self.body.addWidget(Field(theme, "&Lignes collées", self.text))
        self.body.addWidget(self._counted)
        self.body.addWidget(self.faults)
        self.add_usual_buttons("Reprendre ces lignes")
        copied = QGuiApplication.clipboard().text()
        if "\t" in copied and "\n" in copied.strip():
            self.text.setPlainText(copied)
            # So that pasting takes its place rather than doubling it.
            self.text.selectAll()
        self.text.setFocus()
        self.remember()

    def entries(self) -> tuple[object, ...]:
        return (self.text.toPlainText(),)

    def submit(self) -> None:
        self.faults.clear()
        self.faults.hide()
        tell(self._counted, "")
        try:
            done = self._taken()
        except PasteFaults as found:
            lines = [fault_line(each) for each in found.faults]
            tell(self._counted, f"{count(len(lines), 'erreur')}\u202f: rien n’a été repris.")
            self.faults.show()
            self.faults.addItems(lines)
            self.text.setFocus()
            return
        self.apply_and_close(lambda _timetable: done)

    def _taken(self) -> Replanned:
        timetable: Timetable = self.timetable
        return taken_in(timetable, self._pasted, self.text.toPlainText(), self.forms, self.year)
