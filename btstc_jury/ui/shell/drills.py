"""A recorded oral to practise with: which one, how fast, what its candidate says, the levels afterwards."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QHideEvent, QShowEvent
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from btstc_jury.application.drills import (
    PACES,
    Comparison,
    Drill,
    Drills,
    Utterance,
    as_text,
    comparison,
    heard,
    judged,
    seats,
)
from btstc_jury.application.drills import lines as lines_of
from btstc_jury.application.office import Office
from btstc_jury.application.problems import FileProblem
from btstc_jury.application.views import messages
from btstc_jury.domain.commission import Juror
from btstc_jury.ui.shell.workspace import Workspace
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.announcing import announce
from btstc_jury.ui.widgets.basics import label
from btstc_jury.ui.widgets.buttons import PushButton, TickBox
from btstc_jury.ui.widgets.fields import Choice, Field, LineField
from btstc_jury.ui.widgets.form_dialog import FormDialog
from btstc_jury.ui.widgets.layouts import column, fill, panel, row

_WIDTH = 640
_COMPARED_WIDTH, _COMPARED_TALL = 980, 430
_SHOWN = 2
"""What was said last, and before it."""
_LISTEN_MS = 250
_OFTEN = {1: "comme dans la vie", 4: "quatre fois plus vite", 16: "seize fois plus vite"}


class DrillDialog(FormDialog):
    """``begun``: the office and the drill, once it can be practised with."""

    guide_page = "exercice"

    def __init__(
        self, theme: Theme, drills: Drills, begun: Callable[[Office, Drill], object], parent: QWidget
    ) -> None:
        super().__init__(theme, "S’exercer avant le jour", _WIDTH, parent)
        self._drills = drills
        self._begun = begun
        self.which = Choice(theme)
        for each in drills.all():
            self.which.addItem(each.title, each)
        self.pace = Choice(theme)
        for pace in PACES:
            self.pace.addItem(f"× {pace}, {_OFTEN[pace]}", pace)
        self.pace.setCurrentIndex(1)
        self._about = label("", "small muted", wrap=True)
        said = (
            "Une interrogation inventée est rejouée\u202f: ce que dit et fait le candidat s’affiche,"
            " et vous tenez les écrans du jour. Rien n’a valeur d’examen."
        )
        self._names = column(theme, gap=8)
        self.names: tuple[LineField, ...] = ()
        self.separate = TickBox(theme, "Avis &séparés, comparés ensuite")
        self.separate.setChecked(True)
        fill(
            self.body,
            label(said, wrap=True),
            Field(theme, "&Interrogation", self.which),
            self._about,
            Field(theme, "&Allure", self.pace),
            self._names,
            self.separate,
        )
        self.which.currentIndexChanged.connect(self._show_drill)
        self.add_usual_buttons("&Commencer l’exercice")
        self._show_drill()
        self.which.setFocus()

    @property
    def drill(self) -> Drill:
        chosen: Drill = self.which.currentData()
        return chosen

    def jurors(self) -> tuple[Juror, ...]:
        return seats(self._drills.form(self.drill), [each.text() for each in self.names])

    def submit(self) -> None:
        try:
            office = self._drills.begin(
                self.drill, self.jurors(), int(self.pace.currentData()), separate=self.separate.isChecked()
            )
        except FileProblem as problem:
            self.show_problem(messages.problem(problem).sentence)
            return
        self._begun(office, self.drill)
        self.accept()

    def _show_drill(self) -> None:
        self._about.setText(self.drill.about)
        typed = [each.text() for each in self.names]
        for each in self.names:
            each.hide()
            each.deleteLater()
        members = self._drills.form(self.drill).commission.members
        self.names = tuple(
            LineField(
                self.theme,
                role.facts.title,
                typed[place] if place < len(typed) else "",
                placeholder=f"Membre {place + 1}",
            )
            for place, role in enumerate(members)
        )
        for each in self.names:
            self._names.addWidget(each)


class DrillStrip(QWidget):
    """Over the screens of the oral: what the candidate says and does, as it comes. ``compare``: is asked for
    the levels, once the oral is over.
    """

    def __init__(self, theme: Theme, office: Office, drill: Drill, compare: Callable[[], object]) -> None:
        super().__init__()
        self._office = office
        self._drill = drill
        self._oral = 0
        self._last: Utterance | None = None
        pace = f" · × {office.pace}" if office.pace > 1 else ""
        self._title = label(f"{drill.title}{pace}", "small muted")
        self.said = tuple(label("", role, wrap=True) for role in ("small muted", "strong"))
        for each in self.said:
            each.setMinimumHeight(each.fontMetrics().lineSpacing())
        self.said[-1].setAccessibleName("Ce que dit ou fait le candidat")
        self.compare = PushButton("Comparer les &niveaux")
        self.compare.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.compare.clicked.connect(compare)
        words = column(theme, self._title, *self.said, gap=2)
        column(
            theme, panel(row(theme, (words, 1), self.compare, margins=(16, 6, 12, 6)), "strip"), within=self
        )
        self._listening = QTimer(self, interval=_LISTEN_MS)
        self._listening.timeout.connect(self.listen)
        self.hide()

    def show_oral(self, oral: int) -> None:
        """``oral``: that of the screen shown, 0 for none."""
        self._oral = oral
        if oral:
            self.listen()
        self.setVisible(bool(oral))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._listening.start()

    def hideEvent(self, event: QHideEvent) -> None:
        self._listening.stop()
        super().hideEvent(event)

    def listen(self) -> None:
        """What was said since the last look."""
        oral = self._office.oral(self._oral)
        acts = heard(self._drill, oral, self._office.now())
        self.compare.setVisible(oral.stage.facts.over and judged(oral))
        last = acts[-1] if acts else None
        if last is None:
            waiting = "Le candidat attend\u202f: commencez la première phase."
            self._tell(("", waiting if not oral.stage.begun else "Le candidat s’installe."))
        elif last is not self._last:
            told = [*lines_of(acts[-_SHOWN:])]
            self._tell(("", *told)[-_SHOWN:])
            announce(self.said[-1], told[-1])
        self._last = last

    def _tell(self, told: tuple[str, ...]) -> None:
        for shown, text in zip(self.said, told, strict=True):
            if shown.text() != text:
                shown.setText(text)


def practise(theme: Theme, workspace: Workspace, drill: Drill) -> None:
    """Over the screens of that file's oral, what its candidate says comes by itself."""
    office = workspace.conductor.office

    def compare() -> None:
        ComparisonDialog(theme, comparison(office, workspace.oral, drill), workspace).ask()

    strip = DrillStrip(theme, office, drill, compare)
    workspace.strips.addWidget(strip)
    workspace.page_changed.connect(lambda: strip.show_oral(workspace.oral))
    workspace.open_oral(office.file.index.all()[0].oral)


class ComparisonDialog(FormDialog):
    """The levels beside each other; those that are apart are said to be, and stand in bold."""

    guide_page = "exercice"

    def __init__(self, theme: Theme, compared: Comparison, parent: QWidget) -> None:
        super().__init__(theme, "Niveaux comparés", _COMPARED_WIDTH, parent)
        self._compared = compared
        hidden = (
            "Les avis sont encore masqués\u202f: révélez-les pour les comparer. " if compared.hidden else ""
        )
        self.body.addWidget(label(f"{hidden}{compared.told}", wrap=True))
        no_model = "Ceux de l’enregistrement sont un point de comparaison, non un corrigé."
        self.body.addWidget(label(no_model, "small muted", wrap=True))
        self.table = _table_of(compared)
        self.table.setMinimumHeight(theme.px(_COMPARED_TALL))
        self.body.addWidget(self.table)
        self.copy = self.add_button("&Copier le tableau", self._copy)
        self.add_button("Fermer", self.accept, primary=True)
        self.table.setFocus()

    def submit(self) -> None:
        self.accept()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(as_text(self._compared))


def _table_of(compared: Comparison) -> QTableWidget:
    heads = ("N°", "Critère", *compared.columns, "Enregistrement", "")
    made = QTableWidget(len(compared.rows), len(heads))
    made.setHorizontalHeaderLabels(heads)
    made.setAccessibleName("Niveaux comparés")
    made.verticalHeader().hide()
    made.setWordWrap(True)
    made.setTabKeyNavigation(False)
    made.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    made.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
    for place, each in enumerate(compared.rows):
        apart = "écart" if each.apart else ""
        cells = (str(each.number), each.text, *(level or "—" for level in each.given), each.recorded, apart)
        for across, text in enumerate(cells):
            item = QTableWidgetItem(text)
            if across != 1:
                item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
            if each.apart:
                font = item.font()
                font.setBold(True)
                item.setFont(font)
            made.setItem(place, across, item)
    header = made.horizontalHeader()
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
    made.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    return made
