"""Files on their way into a centre: how far it is, passphrases asked for, the report at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QListWidgetItem, QProgressBar, QWidget

from btstc_jury.application.centre.collecting import Collecting, CollectingTools
from btstc_jury.application.centre.office import CentreTopic
from btstc_jury.application.centre.ports import ChangedMeanwhile
from btstc_jury.application.centre.server import ServerRole
from btstc_jury.application.passphrases import Mistyped, typed_key
from btstc_jury.application.problems import FileProblem, ReadOnlyFile
from btstc_jury.application.views import messages
from btstc_jury.application.views.centre.report import (
    ReportLine,
    report_heading,
    report_lines,
    report_text,
)
from btstc_jury.application.views.passphrase import mistyped
from btstc_jury.domain.standing import Symbol, Tone
from btstc_jury.ui.background import Background
from btstc_jury.ui.centre.presenter import CentrePresenter
from btstc_jury.ui.centre.receiving import Errand, Question, Reading, Receiving, Stopped
from btstc_jury.ui.protection.secret_fields import secret_edit, wipe
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.announcing import announce
from btstc_jury.ui.widgets.basics import label
from btstc_jury.ui.widgets.buttons import TickBox
from btstc_jury.ui.widgets.fields import Field
from btstc_jury.ui.widgets.form_dialog import FormDialog
from btstc_jury.ui.widgets.layouts import column, fill
from btstc_jury.ui.widgets.lists import LinesList
from btstc_jury.ui.widgets.symbols import symbol_icon, tone_color

_ROWS = 16
_WRONG = "Elle n’ouvre pas ce fichier\u202f: vérifiez-la, ou laissez ce fichier."


class ReportDialog(FormDialog):
    """What became of files, to be read and copied."""

    guide_page = "collecte"

    def __init__(self, theme: Theme, title: str, parent: QWidget) -> None:
        super().__init__(theme, title, 720, parent)
        self.said = label("", "strong", wrap=True)
        self.report = LinesList(theme, "Compte rendu, un fichier après l’autre", _ROWS)
        self.shown = QWidget()
        column(theme, self.said, self.report, gap=8, within=self.shown)
        fill(self.body, self.shown)
        self.copy = self.add_button("&Copier", self._copy)
        self.leave = self.add_button("&Fermer", self.reject)

    def submit(self) -> None:
        self.reject()

    def show_report(self, heading: str, lines: Iterable[ReportLine]) -> None:
        told = tuple(lines)
        self.said.setText(heading)
        for each in told:
            symbol, tone = (Symbol.RESERVED, Tone.ALERT) if each.fault else (Symbol.DONE, Tone.DONE)
            color = tone_color(self.theme.palette, tone)
            icon = symbol_icon(self.theme, self.devicePixelRatioF(), symbol, color)
            self.report.addItem(QListWidgetItem(icon, each.shown))
        self.report.setVisible(bool(told))
        self._text = report_text(heading, told)
        self.leave.setFocus(Qt.FocusReason.OtherFocusReason)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text)


class ReceiveDialog(ReportDialog):
    """It begins at once. « Arrêter » keeps what was taken until then. ``shown``: of the report."""

    def __init__(
        self,
        theme: Theme,
        presenter: CentrePresenter,
        tools: Callable[[Path], CollectingTools],
        paths: Sequence[Path],
        parent: QWidget,
    ) -> None:
        super().__init__(theme, "Recevoir des fichiers", parent)
        self._presenter = presenter
        office = presenter.office
        self._receiving = Receiving(office, paths, tools(office.file.path))
        self.destroyed.connect(self._receiving.gone.set)
        self._wanted_key: Question | None = None
        self._kept_for = ""
        """The file for which the last key was kept for the following ones too."""
        self._beside = Background(self)
        self._make_parts()
        self._beside.do(
            self._receiving.work,
            self._done,
            failed=self._fail,
            told=(FileProblem, ReadOnlyFile, ChangedMeanwhile, Stopped),
            news=self._hear,
        )

    def submit(self) -> None:
        """Enter: the passphrase that is typed, or the end."""
        if self._wanted_key is not None:
            self._answer()
        elif not self._beside.busy:
            self.reject()

    def reject(self) -> None:
        if not self._beside.busy:
            super().reject()
            return
        self._receiving.given_up = True
        self._at.setText("Arrêt après ce fichier…")
        if self._wanted_key is not None:
            self._leave_file()

    def lets_go(self) -> bool:
        if self._beside.busy:
            self.reject()
            return False
        return super().lets_go()

    def _make_parts(self) -> None:
        self._at = label("Lecture…", wrap=True)
        self._bar = QProgressBar(textVisible=False)
        self._bar.setAccessibleName("Avancement")
        self.secret = secret_edit()
        self._field = Field(self.theme, "&Phrase de passe, ou clé de secours", self.secret)
        self.again = TickBox(self.theme, "La &même pour les suivants")
        self._asking = QWidget()
        column(self.theme, self._field, self.again, gap=8, within=self._asking)
        self._progress = QWidget()
        column(self.theme, self._at, self._bar, self._asking, gap=12, within=self._progress)
        self.body.insertWidget(0, self._progress)
        self.shown.hide()
        self._asking.hide()
        self.copy.hide()
        self.leave.setText("&Arrêter")
        self.skip = self.add_button("&Laisser ce fichier", self._leave_file)
        self.open_file = self.add_button("&Ouvrir ce fichier", self.submit, primary=True)
        self._show_question(None)

    def _hear(self, news: Reading | Errand | Question) -> None:
        match news:
            case Errand():
                news.carry_out()
            case Question():
                self._show_question(news)
            case Reading(done, total, name):
                self._bar.setRange(0, max(total, 1))
                self._bar.setValue(done)
                if name and not self._receiving.given_up:
                    self._at.setText(f"{done + 1} sur {total}\u202f: {name}")

    def _show_question(self, question: Question | None) -> None:
        self._wanted_key = question
        for each in (self._asking, self.skip, self.open_file):
            each.setVisible(question is not None)
        wipe(self.secret)
        if question is None:
            return
        self._field.set_hint(f"«\u202f{question.name}\u202f» est chiffré.")
        self._field.set_error(_WRONG if question.again else "")
        if question.again and question.name == self._kept_for:
            # It opened nothing. One that opened files before stays, for those that follow.
            self._receiving.keys.pop()
            self._kept_for = ""
        self.secret.setFocus(Qt.FocusReason.OtherFocusReason)

    def _answer(self) -> None:
        question = self._wanted_key
        if question is None:
            return
        try:
            key = typed_key(self.secret.text())
        except (Mistyped, ValueError) as error:
            wrong = mistyped(error) if isinstance(error, Mistyped) else "Tapez la phrase de passe."
            self._field.set_error(wrong)
            return
        self._kept_for = question.name if self.again.isChecked() else ""
        if self._kept_for:
            self._receiving.keys.append(key)
        self._show_question(None)
        question.answer(key)

    def _leave_file(self) -> None:
        question = self._wanted_key
        if question is not None:
            self._show_question(None)
            question.answer(None)

    def _done(self, found: Collecting) -> None:
        heading = report_heading(found)
        self._turn()
        self.show_report(heading, report_lines(found))
        announce(self, heading)
        self._presenter.changed.emit(frozenset({CentreTopic.COLLECTED}))
        self._presenter.told.emit(heading)

    def _fail(self, error: Exception) -> None:
        self._turn()
        self.copy.hide()
        self._presenter.changed.emit(frozenset({CentreTopic.COLLECTED}))
        self.show_problem(f"{_words(error)} Ce qui était déjà reçu est gardé.")
        self.leave.setFocus(Qt.FocusReason.OtherFocusReason)

    def _turn(self) -> None:
        self._show_question(None)
        self._progress.hide()
        self.shown.show()
        self.copy.show()
        self.leave.setText("&Fermer")


def _words(error: Exception) -> str:
    match error:
        case ReadOnlyFile():
            return "Le fichier du centre est en lecture seule."
        case ChangedMeanwhile():
            return "Quelqu’un d’autre a changé le fichier du centre entre-temps\u202f: recommencez."
        case FileProblem():
            return messages.problem_of_centre(error, ServerRole.COLLECTS).sentence
        case _:
            return "Arrêté."
