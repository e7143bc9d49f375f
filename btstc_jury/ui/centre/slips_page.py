"""What goes out of the centre once everything came back: bordereaux, decided marks, CCF folder, grids."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QListWidget, QWidget

from btstc_jury.application.centre.office import CentreTopic
from btstc_jury.application.centre.outputs import Naming, sources_of
from btstc_jury.application.centre.slips import Slip, SlipBy, slips
from btstc_jury.application.passphrases import FileKey
from btstc_jury.application.problems import FileProblem
from btstc_jury.application.settings import Shelf
from btstc_jury.application.views.centre.bordereau import BordereauRow
from btstc_jury.application.views.centre.slips import (
    NOTHING,
    Output,
    decided_words,
    grids_output,
    jury_output,
    proposed_words,
    slip_line,
    slips_output,
)
from btstc_jury.application.views.file_names import DEFAULT_PATTERN, FIELDS, BadPattern, NamePattern
from btstc_jury.ui.acts import Where
from btstc_jury.ui.centre.output_dialog import GoesOn, OutputDialog, Work
from btstc_jury.ui.centre.page import CentrePage
from btstc_jury.ui.centre.presenter import CentrePresenter, folder_first
from btstc_jury.ui.centre.rows_table import Heading, RowsModel, RowsTable
from btstc_jury.ui.ports import Ports
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label, tell
from btstc_jury.ui.widgets.buttons import KeyButton, TickBox
from btstc_jury.ui.widgets.fields import Choice, Field, line_edit
from btstc_jury.ui.widgets.last_folders import note_folder
from btstc_jury.ui.widgets.layouts import Pages, column, panel, row, sized

Begin = Callable[[Path, tuple[FileKey, ...]], Work]
_HEADINGS = (
    Heading("Numéro", lambda each: each.number, 2, 100),
    Heading("Candidat", lambda each: each.candidate, 4, 140),
    Heading("Épreuve", lambda each: each.exam, 0, 70),
    Heading("Statut", lambda each: each.status, 2, 110),
    Heading("Proposée", proposed_words, 2, 80),
    Heading("Arrêtée", decided_words, 1, 70),
    Heading("Ce qui manque", lambda each: each.missing, 9, 190),
)
_SAID = (
    "Chaque bordereau en PDF, XLSX et CSV, d’après tout ce qui est revenu. Ce qui n’est pas revenu, ou se"
    " contredit, y est une ligne qui le dit."
)
_DECIDED = "Les notes que le jury a arrêtées, pour tous les candidats, en PDF, XLSX et CSV."
_JURY = (
    "Grilles, constats et rapports de chaque situation, fiche de synthèse de chaque épreuve, bordereau et"
    " index, pour tous les candidats qui passent en CCF."
)
_GRIDS = (
    "Les grilles signées de toutes les interrogations revenues, chacune dans son fichier ou en un seul PDF."
)
_MERGED = "Un seul PDF, pour imprimer\u202f: seules les grilles séparées portent des signatures vérifiables."


class SlipsOutput(Enum):
    """What other pages may ask for. The value: the words of its button."""

    SLIPS = "&Bordereau récapitulatif…"
    JURY = "&Dossier CCF pour le jury…"
    GRIDS = "Exporter les &grilles…"


class SlipsPage(CentrePage):
    """A list of bordereaux, by what makes one, and the lines of the one chosen."""

    title = "Bordereaux"
    act = "centre.slips"
    where = Where.SLIPS
    hears = frozenset({CentreTopic.CANDIDATES, CentreTopic.DAY, CentreTopic.SENT, CentreTopic.COLLECTED})

    def __init__(self, theme: Theme, presenter: CentrePresenter, ports: Ports) -> None:
        super().__init__(theme, presenter, ports)
        self._slips: tuple[Slip, ...] = ()
        self.by = Choice(theme)
        for each in SlipBy:
            self.by.addItem(each.label.capitalize(), each)
        self.list = QListWidget()
        self.list.setAccessibleName("Bordereaux")
        self.list.setProperty("role", "boxed")
        self.list.setWordWrap(True)
        self.list.setSpacing(theme.px(2))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.told = label("", "muted", wrap=True)
        self.table = RowsTable(
            theme,
            "Lignes du bordereau",
            RowsModel[BordereauRow](_HEADINGS, lambda each: (each.number, each.candidate, each.exam)),
        )
        self.lacks = label("", wrap=True)
        self.lacks.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.lacks.hide()
        self.table.moved.connect(self._tell_line)
        self._acts: list[QAction] = []
        ask = self._ask_slips
        self.slips = self._button(SlipsOutput.SLIPS.value, lambda: ask(decided=False), "primary")
        self.decided = self._button("&Notes arrêtées…", lambda: ask(decided=True))
        self.jury = self._button(SlipsOutput.JURY.value, self._ask_jury)
        self.grids = self._button(SlipsOutput.GRIDS.value, self._ask_grids)
        self.foot = (self.slips, self.decided, self.jury, self.grids, 1)
        self.by.currentIndexChanged.connect(lambda _index: self._read())
        self.list.currentRowChanged.connect(self._show_slip)
        self._arrange()

    def refresh(self, _topics: AbstractSet[CentreTopic]) -> None:
        self._read()

    def ask_output(self, output: SlipsOutput) -> None:
        """As its button, which does nothing where there is nothing to go out."""
        made = {SlipsOutput.SLIPS: self.slips, SlipsOutput.JURY: self.jury, SlipsOutput.GRIDS: self.grids}
        made[output].click()

    def _button(self, words: str, ask: Callable[[], object], role: str = "plain") -> KeyButton:
        """Of an act that stands in the menu too."""
        act = QAction(words, self)
        act.triggered.connect(lambda _on: ask())
        self.addAction(act)
        self._acts.append(act)
        return KeyButton.of(act, role)

    def _arrange(self) -> None:
        side = column(self.theme, Field(self.theme, "&Un bordereau", self.by), (self.list, 1), gap=10)
        side_panel = panel(column(self.theme, (side, 1), margins=(20, 16, 12, 16)))
        sized(self.theme, side_panel, width=(220, 320))
        work = column(self.theme, self.told, (self.table, 1), self.lacks, gap=8, margins=(12, 16, 20, 16))
        self._full = panel(row(self.theme, side_panel, (panel(work), 1), gap=0))
        empty = label(NOTHING, "muted", wrap=True)
        self._empty = panel(column(self.theme, empty, 1, margins=(20, 24)))
        self._stack = Pages()
        self._stack.addWidget(self._full)
        self._stack.addWidget(self._empty)
        column(self.theme, (self._stack, 1), gap=0, within=self)
        self.lead_to(self.list)

    @property
    def _chosen(self) -> SlipBy:
        return SlipBy(self.by.currentData())

    def _read(self) -> None:
        try:
            self._slips = slips(self.office, self._chosen)
        except FileProblem as problem:
            self.presenter.tell(problem)
            return
        kept = max(self.list.currentRow(), 0)
        with QSignalBlocker(self.list):
            self.list.clear()
            self.list.addItems([slip_line(each) for each in self._slips])
            self.list.setCurrentRow(min(kept, len(self._slips) - 1))
        some = any(each.view.rows for each in self._slips)
        self._stack.setCurrentWidget(self._full if some else self._empty)
        for act in self._acts:
            act.setEnabled(some)
        self._show_slip()

    def _show_slip(self, _row: int = 0) -> None:
        place = self.list.currentRow()
        if not 0 <= place < len(self._slips):
            self.table.rows.show(())
            return
        view = self._slips[place].view
        self.told.setText(f"{view.heading}, {view.session.lower()}. {view.counts}.")
        self.table.rows.show(view.rows)

    def _tell_line(self) -> None:
        """All that lacks of the line chosen, which its column may have no room for."""
        chosen = self.table.selected
        lacks = chosen[0].missing if len(chosen) == 1 else ""
        tell(self.lacks, f"{chosen[0].candidate}, {chosen[0].exam}\u202f: {lacks}" if lacks else "")

    def _ask(self, title: str, words: str, part: QWidget, begin: Begin, shelf: Shelf) -> None:
        def beginning(folder: Path, keys: tuple[FileKey, ...]) -> Work:
            note_folder(self, shelf, folder)
            return begin(folder, keys)

        folder = folder_first(self, self.ports, shelf)
        OutputDialog(self.theme, title, words, part, beginning, folder, self.window()).ask()

    def _ask_slips(self, *, decided: bool) -> None:
        choice = Choice(self.theme)
        for each in SlipBy:
            choice.addItem(each.label.capitalize(), each)
        choice.setCurrentIndex(self.by.currentIndex())

        def begin(folder: Path, _keys: tuple[FileKey, ...]) -> Work:
            made = slips(self.office, SlipBy(choice.currentData()), decided=decided)

            def work(goes_on: GoesOn) -> Output:
                goes_on(0, len(made))
                names = self.ports.centres.save_slips(made, folder)
                return slips_output(made, names, folder, decided=decided)

            return work

        title = "Notes arrêtées" if decided else "Bordereau récapitulatif"
        words = _DECIDED if decided else _SAID
        self._ask(title, words, Field(self.theme, "&Un document", choice), begin, Shelf.SLIPS)

    def _ask_jury(self) -> None:
        def begin(folder: Path, keys: tuple[FileKey, ...]) -> Work:
            sources, beside = sources_of(self.office, keys), self.office.file.path

            def work(goes_on: GoesOn) -> Output:
                made = self.ports.centres.save_jury(sources, beside, folder, goes_on)
                return jury_output(made, sources.lacking)

            return work

        self._ask("Dossier CCF pour le jury", _JURY, QWidget(), begin, Shelf.JURY)

    def _ask_grids(self) -> None:
        part = _NamesPart(self.theme)

        def begin(folder: Path, keys: tuple[FileKey, ...]) -> Work:
            naming = Naming(None if part.merged.isChecked() else part.chosen())
            sources, beside = sources_of(self.office, keys), self.office.file.path

            def work(goes_on: GoesOn) -> Output:
                made = self.ports.centres.save_grids(sources, beside, naming, folder, goes_on)
                return grids_output(made)

            return work

        self._ask("Exporter les grilles", _GRIDS, part, begin, Shelf.GRIDS)


class _NamesPart(QWidget):
    """Under which names the grids go out."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.pattern = line_edit(DEFAULT_PATTERN)
        self.field = Field(theme, "&Nom des fichiers", self.pattern)
        self.merged = TickBox(theme, "Un &seul PDF")
        named = "\u00a0· ".join(f"{{{name}}}\u00a0{field.meaning}" for name, field in FIELDS.items())
        hint = label(named, "small muted", wrap=True)
        column(
            theme, self.field, hint, self.merged, label(_MERGED, "small muted", wrap=True), gap=6, within=self
        )
        self.pattern.textChanged.connect(lambda _text: self._show_example())
        self.merged.toggled.connect(lambda on: self.field.setEnabled(not on))
        self._show_example()

    def chosen(self) -> NamePattern:
        """Raises ``BadPattern``."""
        return NamePattern(self.pattern.text())

    def _show_example(self) -> None:
        try:
            example = NamePattern(self.pattern.text()).example()
        except BadPattern as bad:
            self.field.set_error(str(bad))
            return
        self.field.set_error("")
        self.field.set_hint(f"Exemple\u202f: {example}.pdf")
