"""A candidates' list shown before it is taken in: what it would change, what is wrong with it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QProgressBar, QWidget

from btstc_jury.application.centre.columns import ListField
from btstc_jury.application.centre.importing import (
    Author,
    ImportRefused,
    Preview,
    Resolution,
    Snapshot,
    Wanted,
    preview,
    take_in,
)
from btstc_jury.application.centre.office import CentreTopic
from btstc_jury.application.centre.reading import ImportStopped
from btstc_jury.application.centre.rows import RawList, UnusableList
from btstc_jury.application.views.centre.importing import import_view
from btstc_jury.application.views.centre.list import (
    LineKind,
    ListLine,
    counted,
    heading_lines,
    hindrance,
    list_lines,
    received_words,
)
from btstc_jury.ui.background import Background, Run
from btstc_jury.ui.centre.list_columns import ListColumns
from btstc_jury.ui.centre.list_source import ListSource
from btstc_jury.ui.centre.presenter import CentrePresenter
from btstc_jury.ui.centre.rows_table import Heading, RowsModel, RowsTable
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label, plain_tip, tell
from btstc_jury.ui.widgets.buttons import PushButton, TickBox, toggle
from btstc_jury.ui.widgets.fields import Choice, Field
from btstc_jury.ui.widgets.form_dialog import FormDialog
from btstc_jury.ui.widgets.layouts import AT_TOP, column, fill, flow, panel, row, sized

_LEAST, _TALL = 190, 820


class ListDialog(FormDialog):
    """Nothing is written before « Recevoir la liste », and then all of it or nothing."""

    guide_page = "candidats"

    def __init__(self, theme: Theme, presenter: CentrePresenter, source: ListSource, parent: QWidget) -> None:
        super().__init__(theme, "Recevoir une liste de candidats", 1180, parent)
        self._presenter = presenter
        self._source = source
        self._known = Snapshot.of(presenter.office.file)
        self._raw: tuple[RawList, int | None] | None = None
        self._sheet = ""
        self._heading = 0
        self._columns: dict[int, ListField | None] = {}
        self.shown: Preview | None = None
        self.lines: tuple[ListLine, ...] = ()
        self.decided: dict[int, Resolution] = {}
        self._beside = Background(self)
        self._told = label(source.name, "strong", wrap=True)
        self._remarks = label("", "small warning", wrap=True)
        self.sheets, self.headings = Choice(theme), Choice(theme)
        self._of_sheets = Field(theme, "&Feuille", self.sheets)
        self.sheets.activated.connect(lambda _at: self._take_sheet())
        self.headings.activated.connect(lambda _at: self._take_heading())
        self.columns = ListColumns(theme)
        self.columns.corrected.connect(self._correct)
        self.kinds = {kind: self._filter(kind) for kind in LineKind}
        self.table = RowsTable(theme, "Ce que la liste changerait", self._model())
        self.table.moved.connect(self._show_acts)
        self._progress = QProgressBar()
        self._progress.setAccessibleName("Lecture de la liste")
        self._state = label("", "muted", wrap=True)
        self._whole = label("", "small", wrap=True)
        self._make_decisions()
        self._arrange()
        self.add_button("Annuler", self.reject)
        self.receive = self.add_button("&Recevoir la liste", self.submit, primary=True)
        self.remember()
        self._look()

    def entries(self) -> tuple[object, ...]:
        return (self._heading, *sorted(self._columns.items()), *sorted(self.decided.items()))

    def sizeHint(self) -> QSize:
        """The table has what there is."""
        hint, free = super().sizeHint(), self.screen().availableGeometry().height()
        return QSize(hint.width(), max(hint.height(), min(self.theme.px(_TALL), free - self.theme.px(48))))

    def reject(self) -> None:
        super().reject()
        if not self.isVisible():
            self._beside.cancel()

    def submit(self) -> None:
        shown = self.shown
        if shown is None or not self.receive.isEnabled():
            return
        office = self._presenter.office
        author = Author(office.author, office.clock.now().utc.us)
        before = office.candidates
        words = received_words(shown.read.name, self.lines)

        def write() -> None:
            take_in(office.file, shown, author, self.decided)
            office.note(before, words)

        try:
            done = self._presenter.carry_out(write, {CentreTopic.CANDIDATES, CentreTopic.DAY}, words)
        except ImportRefused as refused:
            self.show_problem(str(refused))
            return
        if done:
            self.accept()
        else:
            self.show_problem("Rien n’a été écrit. La raison est en bas de la fenêtre.")

    def decide(self, resolution: Resolution) -> None:
        """For those chosen in the table, or all who wait."""
        chosen = self.lines if self.for_all.isChecked() else self.table.selected
        waiting = [each for each in chosen if each.waits]
        able = [each for each in waiting if each.same or resolution is not Resolution.SAME]
        self.decided |= dict.fromkeys((each.place for each in able), resolution)
        left = len(waiting) - len(able)
        self.show_problem(
            f"{left} en attente\u202f: rien ne dit lequel des candidats connus ce serait." if left else ""
        )
        self._narrow()

    def _look(self) -> None:
        """Read and compare anew, beside; what was being read is given up."""
        self._beside.cancel()
        self.shown = None
        self._show_busy(busy=True)
        raw, sheet = self._raw, self._sheet
        wanted = Wanted(self._heading, dict(self._columns))

        def work(run: Run) -> tuple[tuple[RawList, int | None], Preview]:
            found = self._source.read(sheet) if raw is None else raw
            shown = preview(self._known, *found, wanted, lambda done, total: run.tell((done, total)))
            return found, shown

        told = (UnusableList, ImportRefused, ImportStopped)
        self._beside.do(work, self._on_read, failed=self._on_failed, told=told, news=self._on_progress)

    def _on_progress(self, news: tuple[int, int]) -> None:
        done, total = news
        self._progress.setRange(0, max(total, 1))
        self._progress.setValue(done)

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, ImportStopped):
            return
        self._show_busy(busy=False)
        self.show_problem(str(error))

    def _on_read(self, found: tuple[tuple[RawList, int | None], Preview]) -> None:
        if self._beside.busy:
            # Something else was asked for meanwhile.
            return
        self._raw, self.shown = found
        raw, shown = self._raw[0], self.shown
        self.lines = list_lines(shown)
        self.decided = {key: each for key, each in self.decided.items() if key in shown.undecided}
        office = self._presenter.office
        view = import_view(shown, office.centre.year, office.timetable.rules.exams)
        self._told.setText(view.source)
        tell(self._remarks, "\n".join(view.remarks[:4]) + ("\n…" if len(view.remarks) > 4 else ""))
        self._remarks.setToolTip(plain_tip("\n".join(view.remarks)))
        self._show_places(raw, shown)
        self.columns.show_mapping(shown.read.mapping)
        self.show_problem("")
        self._show_busy(busy=False)
        numbers = counted(self.lines)
        for kind, chip in self.kinds.items():
            chip.setText(f"{kind.facts.sign} {kind.facts.title} {numbers[kind]}")
            chip.setVisible(bool(numbers[kind]))
        self._narrow()
        wrong = next((each for each in self.table.rows.rows if each.kind is LineKind.FAULT), None)
        if wrong is not None and not self.table.selected:
            # What its cell cuts is told below.
            self.table.go_to(wrong.key)

    def _show_places(self, raw: RawList, shown: Preview) -> None:
        self._of_sheets.setVisible(len(raw.sheets) > 1)
        if self.sheets.count() != len(raw.sheets):
            self.sheets.clear()
            self.sheets.addItems(list(raw.sheets))
        self.sheets.setCurrentText(raw.sheet)
        self.headings.clear()
        for line, words in heading_lines(raw):
            self.headings.addItem(words, line)
        self.headings.setCurrentIndex(self.headings.findData(shown.read.heading_line))

    def _take_sheet(self) -> None:
        self._sheet, self._raw = self.sheets.currentText(), None
        self._heading, self._columns = 0, {}
        self._look()

    def _take_heading(self) -> None:
        self._heading, self._columns = int(self.headings.currentData()), {}
        self._look()

    def _correct(self, place: int, field: ListField | None) -> None:
        self._columns[place] = field
        self._look()

    def _narrow(self) -> None:
        wanted = {kind for kind, chip in self.kinds.items() if chip.isChecked()}
        self.table.rows.show(each for each in self.lines if each.kind in wanted)
        self._show_acts()

    def _show_acts(self) -> None:
        chosen = self.table.selected
        one = chosen[0] if len(chosen) == 1 else None
        # What its cell cuts.
        tell(self._whole, f"{one.name}\u202f: {one.told}" if one is not None and one.told else "")
        waits = any(each.waits for each in self.lines)
        self._decisions.setVisible(waits)
        why = hindrance(self.lines, self.decided)
        self._state.setText(f"Pas encore recevable\u202f: {why}." if why else "")
        self._state.setVisible(bool(why))
        self.receive.setEnabled(self.shown is not None and not why)

    def _show_busy(self, *, busy: bool) -> None:
        self._progress.setRange(0, 0)
        self._busy.setVisible(busy)
        self.receive.setEnabled(False)

    def _filter(self, kind: LineKind) -> PushButton:
        made = toggle(kind.facts.title)
        made.setChecked(kind.facts.shown)
        made.toggled.connect(lambda _on: self._narrow())
        made.hide()
        return made

    def _model(self) -> RowsModel[ListLine]:
        def decision(line: ListLine) -> str:
            made = self.decided.get(line.place) if line.waits else None
            return made.label if made is not None else "à décider" if line.waits else ""

        def ink(line: ListLine) -> str:
            palette = self.theme.palette
            inks = {"overrun": palette.overrun, "warning": palette.warning, "accent": palette.accent}
            return inks.get(line.kind.facts.tone, "")

        headings = (
            Heading("Ligne", lambda line: str(line.line or ""), 0, 64, lambda line: line.line),
            Heading("Sort", lambda line: line.verdict, 0, 150, ink=ink),
            Heading("Numéro", lambda line: line.number, 1, 110),
            Heading("Candidat, ou colonne", lambda line: line.name, 3, 200),
            Heading("Ce qui change, ou ne va pas", lambda line: line.told, 5, 260),
            Heading("Décision", decision, 0, 170),
        )
        return RowsModel[ListLine](headings, lambda line: line.key)

    def _make_decisions(self) -> None:
        self.answers = {each: PushButton(each.label[:1].upper() + each.label[1:]) for each in Resolution}
        for each, button in self.answers.items():
            button.setAutoDefault(False)
            button.clicked.connect(partial(self.decide, each))
        self.for_all = TickBox(self.theme, "Pour tous ceux qui attendent")
        told = label("De qui s’agit-il\u202f?", "strong")
        self._decisions = panel(flow(self.theme, told, *self.answers.values(), self.for_all))

    def _arrange(self) -> None:
        theme = self.theme
        sized(theme, self.table, height=(_LEAST, None))
        places = row(
            theme,
            (self._of_sheets, 1),
            (Field(theme, "&Ligne des en-têtes", self.headings), 3),
            gap=12,
            at=AT_TOP,
        )
        named = column(theme, label("Ce que donne chaque colonne", "small strong"), self.columns, gap=4)
        chips = flow(theme, *self.kinds.values())
        fill(self.body, self._told, self._remarks, places, named, chips, (self.table, 1))
        self._content.setStretchFactor(self.body, 1000)
        busy = panel(row(theme, label("Lecture…", "small muted"), (self._progress, 1), margins=(24, 8)))
        self._busy = busy
        told = panel(column(theme, self._whole, self._decisions, self._state, gap=6, margins=(24, 8)))
        self._add_strip(busy)
        self._add_strip(told)
        for each in (self._remarks, self._of_sheets, self._whole, self._decisions, self._state):
            each.hide()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
