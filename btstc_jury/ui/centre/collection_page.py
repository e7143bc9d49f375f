"""What comes back to a centre: received anywhere on the page, shown as a board, decided."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QDragEnterEvent, QDragMoveEvent, QDropEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from btstc_jury.application.centre.collection import stock_of
from btstc_jury.application.centre.office import CentreTopic
from btstc_jury.application.views.centre.board import (
    BoardView,
    Box,
    MissingLine,
    OralLine,
    board_view,
)
from btstc_jury.domain.centre.awaited import Stock
from btstc_jury.domain.centre.timetable import SlotKey
from btstc_jury.domain.standing import Symbol, Tone
from btstc_jury.ui.acts import Where
from btstc_jury.ui.centre.collection_board import BoardTable, CountBar, Legend, MissingButton, box_words
from btstc_jury.ui.centre.collection_dialogs import CollectionDialogs
from btstc_jury.ui.centre.orals_dialog import OralDeeds, OralsDialog
from btstc_jury.ui.centre.page import CentrePage
from btstc_jury.ui.centre.presenter import CentrePresenter
from btstc_jury.ui.centre.slips_page import SlipsOutput
from btstc_jury.ui.centre.versions_panel import VersionsPanel
from btstc_jury.ui.ports import Ports
from btstc_jury.ui.shortcuts import Action
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import ElidedLabel, clear_layout, label
from btstc_jury.ui.widgets.buttons import KeyButton, aside
from btstc_jury.ui.widgets.file_drop import dropped_files
from btstc_jury.ui.widgets.layouts import AT_TOP, ColumnScroll, Pages, column, panel, row, sized
from btstc_jury.ui.widgets.symbols import SymbolSign

_DROP = "Déposez ici fichiers d’examen et grilles signées"
_TOLD = "Un dépôt répété ne change rien. Rien n’est remplacé sans votre choix."
_NOTHING = (
    "Rien n’est encore revenu. Déposez ici, collez (Ctrl+V) ou choisissez les fichiers d’examen et les"
    " grilles signées que les commissions rapportent\u202f: fichiers, dossiers, clé USB, ZIP."
)
_NOT_SENT = " Aucun fichier n’a encore été préparé pour elles\u202f: la page «\u202fJournée\u202f» le fait."
_NO_DAY = (
    "Aucune interrogation n’est attendue. Placez d’abord les candidats, à la page «\u202fJournée\u202f»."
    " Ce qui est reçu avant est gardé, et trouvera sa place ensuite."
)
_LEAST = frozenset({Box.ABSENT})


class CollectionPage(CentrePage):
    title = "Collecte"
    act = "centre.collection"
    where = Where.COLLECTION
    hears = frozenset({CentreTopic.CANDIDATES, CentreTopic.DAY, CentreTopic.SENT, CentreTopic.COLLECTED})

    def __init__(self, theme: Theme, presenter: CentrePresenter, ports: Ports) -> None:
        super().__init__(theme, presenter, ports)
        self.setAcceptDrops(True)
        self.dialogs = CollectionDialogs(theme, presenter, ports, self)
        self._stock: Stock | None = None
        self.view: BoardView | None = None
        self.table = BoardTable(theme)
        self.versions = VersionsPanel(theme)
        self.table.looked.connect(self._tell_box)
        self.table.opened.connect(self._open_box)
        self.versions.chosen.connect(self.dialogs.ask_reason)
        self.beside = (ElidedLabel(_DROP, "small muted"),)
        self._make_acts()
        self._arrange()

    def refresh(self, _topics: AbstractSet[CentreTopic]) -> None:
        office = self.office
        stock = self._stock = stock_of(office)
        receipts = office.file.collection.receipts()
        sent = office.file.collection.sent()
        view = self.view = board_view(stock, office.timetable, receipts, office.clock.now().utc)
        self._number.setText(str(view.received))
        self._heading.setText(view.heading)
        self._bar.show_counts(view.bar)
        self._legend.show_view(view)
        self.table.show_rows(view.rows)
        self.versions.show_views(view.contradictions)
        self._begin.setText(_NOTHING + ("" if sent else _NOT_SENT))
        self._begin.setVisible(not receipts)
        self._show_missing(view.missing)
        self._show_rest(view)
        self._next.setEnabled(any(not {each.box} <= _LEAST for each in view.missing))
        self._reports.setEnabled(bool(receipts))
        for act in (self._print, self._save):
            act.setEnabled(bool(view.missing))
        for each in self._outputs:
            each.setEnabled(bool(view.expected))
        empty = not view.expected and not view.strays and not view.damaged
        self._stack.setCurrentWidget(self._empty if empty else self._full)
        self.lead_to(self.table if view.rows else self._receive_button)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_files(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if dropped_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = dropped_files(event.mimeData())
        if paths:
            event.acceptProposedAction()
            self.dialogs.receive(paths)

    def _make_acts(self) -> None:
        self._receive = Action("collection.receive", self, self.dialogs.choose_files)
        self._next = Action("collection.next", self, self._next_missing)
        self._paste = QAction("Coller des fichiers", self)
        self._paste.setShortcut(QKeySequence.StandardKey.Paste)
        self._paste.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._paste.triggered.connect(lambda _on: self.dialogs.paste())
        self._folder = QAction("Recevoir un dossier…", self)
        self._folder.triggered.connect(lambda _on: self.dialogs.choose_folder())
        self._reports = QAction("Ce qui a été reçu…", self)
        self._reports.triggered.connect(lambda _on: self.dialogs.show_receipts())
        self._print = QAction("Imprimer la liste…", self)
        self._print.triggered.connect(lambda _on: self._with_view(self.dialogs.print_list))
        self._save = QAction("Enregistrer la liste en PDF…", self)
        self._save.triggered.connect(lambda _on: self._with_view(self.dialogs.save_list))
        self.addActions([self._paste, self._folder, self._reports, self._print, self._save])
        self._outputs = [QAction(each.value, self) for each in SlipsOutput]
        for each, act in zip(SlipsOutput, self._outputs, strict=True):
            act.triggered.connect(partial(self._ask_output, each))
        # Where there is no room for their buttons the menu has them.
        self.addActions(self._outputs)
        outputs = [KeyButton.of(each) for each in self._outputs]
        self.foot = (KeyButton.of(self._receive, "primary"), *outputs, 1, KeyButton.of(self._next))
        self.foot_steps = (outputs[2], outputs[1])

    def _with_view(self, deed: Callable[[BoardView], object]) -> None:
        if self.view is not None:
            deed(self.view)

    def _ask_output(self, output: SlipsOutput, *_on: bool) -> None:
        self.output_asked.emit(output)

    def _arrange(self) -> None:
        theme = self.theme
        self._number, self._heading = label("", "clock"), label("")
        self._bar, self._legend = CountBar(theme), Legend(theme)
        self._begin, self._box = label("", wrap=True), label("", "small", wrap=True)
        self._rest = column(theme, gap=6)
        top = row(theme, self._number, self._heading, (self._bar, 1), gap=14)
        parts = (self._begin, self.table, self._box, self._legend, self.versions, self._rest, 1)
        self._scroll = ColumnScroll(panel(column(theme, top, *parts, gap=12, margins=(20, 14))))
        self._missing = column(theme, gap=4)
        title = label("Ce qui manque", "heading", wrap=True)
        told = label(_TOLD, "small muted", wrap=True)
        links = column(theme, gap=2)
        for act in (self._print, self._save, self._folder, self._reports):
            links.addWidget(_link(act), 0, Qt.AlignmentFlag.AlignLeft)
        side = ColumnScroll(
            panel(column(theme, title, self._missing, 1, links, told, gap=10, margins=(16, 14)), "surface")
        )
        side.setProperty("role", "side")
        sized(theme, side, width=(220, 300))
        self._full = panel(row(theme, (self._scroll, 1), side, gap=0))
        self._receive_button = KeyButton.of(self._receive, "primary", "Choisir des fichiers…")
        words = (label("Rien n’est attendu", "heading", wrap=True), label(_NO_DAY, wrap=True))
        card = panel(column(theme, *words, row(theme, self._receive_button, 1), gap=12, margins=24), "card")
        sized(theme, card, width=(None, 640))
        self._empty = panel(column(theme, 1, row(theme, 1, (card, 4), 1), 2, margins=24))
        self._stack = Pages()
        for each in (self._full, self._empty):
            self._stack.addWidget(each)
        column(theme, self._stack, gap=0, within=self)
        self.lead_to(self.table)

    def _show_missing(self, missing: Sequence[MissingLine]) -> None:
        clear_layout(self._missing)
        for each in missing:
            made = MissingButton(self.theme, each)
            made.clicked.connect(partial(self.show_orals, each))
            self._missing.addWidget(made)
        if not missing:
            self._missing.addWidget(label("Rien\u202f: tout est revenu, validé et signé.", wrap=True))

    def _show_rest(self, view: BoardView) -> None:
        clear_layout(self._rest)
        if view.strays:
            self._rest.addWidget(label("À rattacher, ou d’ailleurs", "heading", wrap=True))
        for stray in view.strays:
            self._rest.addWidget(label(f"? {stray.name}. {stray.words}", wrap=True))
            if stray.proposed is not None:
                known = self.office.timetable.candidates[stray.proposed.candidate]
                words = f"C’est bien {known.full_name}, {stray.proposed.exam}".replace("&", "&&")
                tie = aside(words, partial(self.dialogs.tie, stray), "link")
                self._rest.addWidget(tie, 0, Qt.AlignmentFlag.AlignLeft)
        if view.damaged:
            self._rest.addWidget(label("À redemander", "heading", wrap=True))
        for each in view.damaged:
            sign = SymbolSign(self.theme, Symbol.DAMAGED, Tone.ALERT)
            line = row(self.theme, (sign, AT_TOP), (label(each, wrap=True), 1), gap=6)
            self._rest.addWidget(panel(line))

    def show_oral(self, place: SlotKey) -> None:
        """On the board, or among the versions that contradict one another."""
        found = next(
            (each for row in self.table.rows.rows for each in row.orals if each.place == place), None
        )
        if found is not None:
            self._to_board(found)

    def show_orals(self, missing: MissingLine) -> None:
        """The list behind one of the numbers."""
        self._list(f"{missing.count} {missing.words}", missing.orals)

    def _list(self, title: str, orals: Sequence[OralLine], current: OralLine | None = None) -> None:
        deeds = OralDeeds(lambda line: self.day_asked.emit(line.place), self._to_board, self._confirm_lines)
        dialog = OralsDialog(self.theme, title, orals, deeds, self.window())
        if current is not None:
            dialog.table.go_to(current.place)
        dialog.ask()

    def _open_box(self, line: OralLine) -> None:
        if line.box is Box.CONTRADICTORY and self.versions.go_to(line.place):
            return
        row = next(each for each in self.table.rows.rows if line in each.orals)
        self._list(f"Commission {row.title}", row.orals, line)

    def _to_board(self, line: OralLine) -> None:
        self.table.look_at(line)
        if not self.versions.go_to(line.place):
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            self._scroll.ensureWidgetVisible(self.table)

    def _tell_box(self) -> None:
        line = self.table.oral
        self._box.setText("" if line is None else box_words(line))
        self._box.setVisible(line is not None)

    def _next_missing(self) -> None:
        """From the current box on, round about; absences lack nothing."""
        orals = [each for each_row in self.table.rows.rows for each in each_row.orals]
        current = self.table.oral
        start = orals.index(current) + 1 if current in orals else 0
        lacks = {line.place for each in self._view_missing() for line in each.orals}
        following = (each for each in (*orals[start:], *orals[:start]) if each.place in lacks)
        found = next(following, None)
        if found is not None:
            self.table.look_at(found)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _view_missing(self) -> Sequence[MissingLine]:
        missing = () if self.view is None else self.view.missing
        return [each for each in missing if each.box not in _LEAST]

    def _confirm_lines(self, lines: Sequence[OralLine]) -> bool:
        places = {each.place for each in lines}
        awaited = () if self._stock is None else self._stock.awaited
        found = [
            (each.oral, each.place) for each in awaited if each.place in places and each.oral is not None
        ]
        return self.dialogs.confirm(found)


def _link(action: QAction) -> QWidget:
    """Follows what the act may do."""
    made = aside(action.text(), action.trigger, "link")
    action.changed.connect(lambda: made.setEnabled(action.isEnabled()))
    return made
