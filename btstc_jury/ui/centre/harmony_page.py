"""What all commissions gave, form by form, for those who harmonise: described, never corrected."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QListWidget

from btstc_jury.application.centre.harmony import (
    FormOrals,
    Harmony,
    by_form,
    harmony_of,
)
from btstc_jury.application.centre.harmony_findings import findings
from btstc_jury.application.centre.office import CentreTopic
from btstc_jury.application.centre.outputs import OutputStopped
from btstc_jury.application.passphrases import FileKey
from btstc_jury.application.problems import FileProblem
from btstc_jury.application.views import messages
from btstc_jury.application.views.centre.harmony import NOTHING, HarmonyView, Line, Part
from btstc_jury.application.views.centre.harmony_sections import harmony_view
from btstc_jury.ui.acts import Where
from btstc_jury.ui.background import Run
from btstc_jury.ui.centre.harmony_drawing import HarmonyTable
from btstc_jury.ui.centre.page import CentrePage
from btstc_jury.ui.centre.presenter import CentrePresenter, ask_where_to_print
from btstc_jury.ui.centre.rereading import KeyDialog, Rereading
from btstc_jury.ui.ports import Ports
from btstc_jury.ui.shortcuts import Action
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.announcing import announce
from btstc_jury.ui.widgets.basics import label
from btstc_jury.ui.widgets.buttons import KeyButton, aside
from btstc_jury.ui.widgets.fields import Choice, Field
from btstc_jury.ui.widgets.layouts import AT_LEFT, ColumnScroll, Pages, column, panel, row, sized

_ENTER = "Entrée montre l’interrogation dans sa journée."
_COUNTING = "Calcul en cours…"


class HarmonyPage(CentrePage):
    """A form, its parts, and the table of the one chosen. Reading again and computing are done beside."""

    title = "Harmonisation"
    act = "centre.harmony"
    where = Where.HARMONY
    hears = frozenset({CentreTopic.CANDIDATES, CentreTopic.DAY, CentreTopic.SENT, CentreTopic.COLLECTED})

    def __init__(self, theme: Theme, presenter: CentrePresenter, ports: Ports) -> None:
        super().__init__(theme, presenter, ports)
        self._rereading = Rereading(presenter, ports, "Harmonisation", self)
        self._beside = self._rereading.beside
        self._harmony: Harmony | None = None
        self._forms: tuple[FormOrals, ...] = ()
        self._views: dict[str, HarmonyView] = {}
        self._tables: dict[Part, HarmonyTable] = {}
        self.view: HarmonyView | None = None
        self._rereading.ended.connect(self._read)
        self._rereading.stopped.connect(self._fail)
        self._make_parts()
        self._rereading.told.connect(self._tell_busy)
        self._make_acts()
        self._arrange()

    def refresh(self, _topics: AbstractSet[CentreTopic]) -> None:
        self._rereading.give_up()
        self._views.clear()
        self._read()

    @property
    def busy(self) -> bool:
        return self._beside.busy

    def _make_parts(self) -> None:
        theme = self.theme
        self.form = Choice(theme)
        self.form.currentIndexChanged.connect(lambda _at: self._compute())
        self.parts = QListWidget()
        self.parts.setAccessibleName("Ce qui est montré")
        self.parts.setProperty("role", "boxed")
        self.parts.setSpacing(theme.px(2))
        self.parts.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.parts.addItems([each.facts.label for each in Part])
        self.parts.setCurrentRow(0)
        self.parts.currentRowChanged.connect(lambda _row: self._show_part())
        self.counts = label("", "strong", wrap=True)
        self.partial = label("", "small muted", wrap=True)
        self.heading = label("", "heading", wrap=True)
        self.told = label("", "", wrap=True)
        self.says, self.says_not = label("", "", wrap=True), label("", "", wrap=True)
        self.empty_part = label("", "muted", wrap=True)
        self.busy_words = label("", "muted", wrap=True)
        self.unlock = aside("Donner une phrase de passe…", self._ask_key, "link")

    def _make_acts(self) -> None:
        self._save = Action("harmony.save", self, self.save)
        self._see = QAction("&Voir l’interrogation", self)
        self._see.triggered.connect(lambda _on: self._show_oral())
        self._see.setVisible(False)
        self.addAction(self._see)
        self.see = KeyButton.of(self._see)
        self.foot = (KeyButton.of(self._save, "primary"), self.see, 1)

    def _arrange(self) -> None:
        theme = self.theme
        side = column(theme, Field(theme, "&Forme d’épreuve", self.form), (self.parts, 1), gap=10)
        side_panel = panel(column(theme, (side, 1), margins=(20, 16, 12, 16)))
        sized(theme, side_panel, width=(220, 300))
        self._stack = Pages()
        self._nothing = panel(column(theme, self.empty_part, 1))
        self._stack.addWidget(self._nothing)
        lines = (self.counts, self.partial, (self.unlock, AT_LEFT), self.busy_words, self.heading, self.told)
        word = column(theme, self.says, self.says_not, gap=4)
        sized(theme, self._stack, height=(200, None))
        work = column(theme, *lines, (self._stack, 1), panel(word), gap=8, margins=(12, 16, 20, 12))
        self._full = panel(row(theme, side_panel, (ColumnScroll(panel(work)), 1), gap=0))
        words = (label("Rien à comparer encore", "heading", wrap=True), label(NOTHING, wrap=True))
        card = panel(column(theme, *words, gap=12, margins=24), "card")
        sized(theme, card, width=(None, 640))
        self._empty = panel(column(theme, 1, row(theme, 1, (card, 4), 1), 2, margins=24))
        self._pages = Pages()
        self._pages.addWidget(self._full)
        self._pages.addWidget(self._empty)
        column(theme, (self._pages, 1), gap=0, within=self)
        self.lead_to(self.parts)

    def _read(self) -> None:
        """What counts, and at once what is known of it; the rest is read again beside."""
        try:
            self._harmony = harmony_of(self.office, self._rereading.more)
            self._forms = by_form(self._harmony, self.office.library)
            reading = self._rereading.read(self._harmony.lacking)
        except FileProblem as problem:
            self.presenter.failed.emit(messages.problem_of_centre(problem))
            return
        self._pages.setCurrentWidget(self._full if self._forms else self._empty)
        self._fill_forms()
        if not reading:
            self._compute()

    def _fill_forms(self) -> None:
        kept = self.form.currentData()
        with QSignalBlocker(self.form):
            self.form.clear()
            for each in self._forms:
                self.form.addItem(each.title, each.key)
            self.form.setCurrentIndex(max(self.form.findData(kept), 0) if self._forms else -1)
        self._save.setEnabled(False)
        self._see.setEnabled(False)

    def _compute(self) -> None:
        """The form chosen, seconds for a large centre."""
        chosen = next((each for each in self._forms if each.key == self.form.currentData()), None)
        harmony = self._harmony
        if chosen is None or harmony is None:
            self._tell_busy("")
            return
        if chosen.key in self._views:
            self._show(self._views[chosen.key])
            return
        self._tell_busy(_COUNTING)
        agreement, unread = self.ports.centres.agreement(), tuple(self._rereading.unread.values())

        def work(run: Run) -> HarmonyView:
            return harmony_view(harmony, findings(chosen, agreement, lambda: run.wanted), unread)

        def done(view: HarmonyView) -> None:
            self._views[chosen.key] = view
            if self.form.currentData() == chosen.key:
                self._show(view)
                announce(self, f"{view.title}\u202f: {view.counts}.")

        self._beside.do(work, done, failed=self._fail, told=(FileProblem, OutputStopped))

    def _fail(self, error: Exception) -> None:
        self._tell_busy("")
        if isinstance(error, FileProblem):
            self.presenter.failed.emit(messages.problem(error))

    def _tell_busy(self, words: str) -> None:
        self.busy_words.setText(words)
        self.busy_words.setVisible(bool(words))

    def _show(self, view: HarmonyView) -> None:
        self.view = view
        self._tell_busy("")
        self.counts.setText(f"{view.counts}.")
        self.partial.setText(" ".join(view.partial))
        self.partial.setVisible(bool(view.partial))
        self.unlock.setVisible(bool(self._rereading.locked))
        for place, section in enumerate(view.sections):
            many = f" ({len(section.lines)})" if section.part is Part.NOTABLE else ""
            self.parts.item(place).setText(f"{section.part.facts.label}{many}")
            table = self._tables.get(section.part)
            if table is None:
                table = self._tables[section.part] = HarmonyTable(self.theme, section)
                table.chosen.connect(self._show_oral)
                table.moved.connect(self._follow)
                self._stack.addWidget(table)
            else:
                table.show_section(section)
        self._save.setEnabled(True)
        self._show_part()

    def _show_part(self) -> None:
        place = self.parts.currentRow()
        if self.view is None or place < 0:
            return
        section = self.view.sections[place]
        facts = section.part.facts
        self.heading.setText(facts.label)
        self.told.setText(f"{section.told} {_ENTER}" if section.part is Part.NOTABLE else section.told)
        self.told.setVisible(bool(section.told))
        self.says.setText(f"Ce que cela dit. {facts.says}")
        self.says_not.setText(f"Ce que cela ne dit pas. {facts.says_not}")
        self.empty_part.setText(facts.nothing)
        self._stack.setCurrentWidget(self._tables[section.part] if section.lines else self._nothing)
        self._follow()

    @property
    def table(self) -> HarmonyTable | None:
        """The one shown."""
        shown = self._stack.currentWidget()
        return shown if isinstance(shown, HarmonyTable) else None

    def _chosen(self) -> Line | None:
        selected: Sequence[Line] = () if self.table is None else self.table.selected
        return selected[0] if selected and selected[0].place is not None else None

    def _follow(self) -> None:
        self._see.setEnabled(self._chosen() is not None)
        self._see.setVisible(self.parts.currentRow() == [*Part].index(Part.NOTABLE))

    def _show_oral(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self.day_asked.emit(chosen.place)

    def save(self) -> None:
        """A page or two of the form shown, in black and white; where is asked."""
        if self.view is None:
            return
        view = self.view
        name = f"{view.title} {self.office.centre.year}.pdf".replace(" · ", " ").replace(" — ", " ")
        ask_where_to_print(self, self.ports, "Enregistrer l’harmonisation", name, self.save_to)

    def save_to(self, path: Path) -> None:
        """The file that is there, if there is one, goes."""
        view = self.view
        if view is None:
            return
        try:
            self.ports.files.write(path, self.ports.centres.harmony_pdf(view))
        except FileProblem as problem:
            self.presenter.failed.emit(messages.problem(problem))
            return
        self.presenter.told.emit(f"Enregistré\u202f: {path}.")

    def _ask_key(self) -> None:
        names = [each.name for each in self._rereading.locked]
        KeyDialog(self.theme, names, self.take_key, self.window()).ask()

    def take_key(self, key: FileKey) -> None:
        """All that is locked is tried again with it."""
        self._rereading.take_key(key)
        self._views.clear()
        self._read()
