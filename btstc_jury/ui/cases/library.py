"""The cases that are kept, as a list to find them in, with what can be done with them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QAction, QDropEvent, QKeyEvent, QKeySequence

from btstc_jury.application.cases import SUFFIX, CaseFile, CaseLine, CaseListing, UnusableCase
from btstc_jury.application.views.case_words import line_detail, line_more, line_state
from btstc_jury.domain.session import ExamSession
from btstc_jury.domain.wording import unaccented
from btstc_jury.ui.cases.case_acts import CaseActs
from btstc_jury.ui.ports import Ports
from btstc_jury.ui.shortcuts import Action
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label, set_role, tell
from btstc_jury.ui.widgets.buttons import KeyButton, PushButton
from btstc_jury.ui.widgets.fields import LineField
from btstc_jury.ui.widgets.file_drop import dropped_files
from btstc_jury.ui.widgets.layouts import column, flow, panel, row, sized
from btstc_jury.ui.widgets.leading import Leading
from btstc_jury.ui.widgets.lists import LinesList
from btstc_jury.ui.widgets.two_lines import TwoLineList, TwoLines

_MOST_FAULTS, _LIST_TALL = 4, (120, 460)
_EMPTY = (
    "«\u202fNouveau cas\u202f» en commence un\u202f; un fichier .btscas que l’on vous a donné s’ajoute par "
    "«\u202fImporter\u202f», ou en le déposant ici."
)
_READY = "A&jouter les cas prêts à jouer"
_SOME_READY = (
    "«\u202fAjouter les cas prêts à jouer\u202f» met ici des cas complets, à jouer tels quels ou à changer. "
)
_NOT_FOUND = "Aucun cas ne répond à cette recherche."
_TAKEN = frozenset({QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop})


class CaseLibrary(Leading):
    """``session``: for the sheets that are printed; ``new_first``: to write a case is what one most likely
    wants once there are some. ``selected``: another case is, or none.
    """

    selected = Signal()

    def __init__(
        self, theme: Theme, ports: Ports, session: Callable[[], ExamSession], *, new_first: bool = True
    ) -> None:
        super().__init__()
        self._theme = theme
        self._new_first = new_first
        self._listing = CaseListing()
        self._back: list[CaseFile] = []
        self.acts = CaseActs(theme, ports, session, self._line, self)
        self.acts.changed.connect(self.refresh)
        self.acts.told.connect(self.say)
        self.acts.warned.connect(self.warn)
        self.list = TwoLineList(theme, "Cas")
        self.list.chosen.connect(self._open_key)
        self.list.moved.connect(self._on_moved)
        self.list.installEventFilter(self)
        self._make_acts()
        self._undo.setEnabled(False)
        self._make_parts()
        self.setAcceptDrops(True)
        self.installEventFilter(self)

    @property
    def key(self) -> str:
        """Of the case that is chosen, ""."""
        return "" if self.list.current is None else str(self.list.current)

    @property
    def empty(self) -> bool:
        """Whether no case is kept."""
        return not self._listing.lines

    def refresh(self, key: str = "") -> None:
        """Read the folder again; ``key`` is chosen then."""
        problem = ""
        try:
            self._listing = self.acts.cases.listing()
        except UnusableCase as error:
            self._listing, problem = CaseListing(), str(error)
        ready = () if problem else self.acts.cases.ready()
        some = bool(self._listing.lines)
        self._ready.setVisible(bool(ready) and some)
        self._ready_first.setVisible(bool(ready) and not some)
        for each in (self._ready, self._ready_first):
            each.setText(f"{_READY} ({len(ready)})")
        self._how.setText(f"{_SOME_READY if ready else ''}{_EMPTY}")
        set_role(self._begin, "plain" if ready else "primary")
        self._faults.clear()
        self._faults.addItems([each.words for each in self._listing.faults])
        self._faulty.setVisible(bool(self._listing.faults))
        self._show_rows()
        if key:
            self.list.select(key)
        if problem:
            self.warn(problem)

    def say(self, words: str, back: CaseFile | None = None) -> None:
        """What was done; ``back``: the case to be kept again by who takes it back, the last one first."""
        if back is not None:
            self._back.append(back)
        set_role(self._told, "sunken")
        tell(self._words, words)
        self._told.setVisible(bool(words))
        self._undo.setEnabled(bool(self._back))
        self._undo_button.setVisible(back is not None)

    def warn(self, words: str) -> None:
        self.say(words)
        set_role(self._told, "notice")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.list and event.type() is QEvent.Type.KeyPress:
            if isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Delete):
                self.acts.delete()
                return True
        elif watched is self and event.type() in _TAKEN and isinstance(event, QDropEvent):
            paths = [each for each in dropped_files(event.mimeData()) if each.suffix.lower() == SUFFIX]
            if paths:
                event.acceptProposedAction()
                if event.type() is QEvent.Type.Drop:
                    self.acts.take(paths)
                return True
        return super().eventFilter(watched, event)

    def _make_acts(self) -> None:
        self._new = Action("cases.new", self, self.acts.ask_new)
        self._edit_act = Action("cases.edit", self, lambda: self._open_key(self.key))
        self._copy = Action("cases.copy", self, self.acts.duplicate)
        self._harder = Action("cases.harder", self, self.acts.ask_harder)
        self._import = Action("cases.import", self, self.acts.ask_import)
        self._export = Action("cases.export", self, self.acts.ask_export)
        self._bank = Action("cases.bank", self, self.acts.show_bank)
        self._undo = Action("oral.undo", self, self._take_back)
        self._remove = QAction("Supprimer", self)
        self._remove.triggered.connect(self.acts.delete)
        self.addAction(self._remove)
        self._find_act = Action("cases.find", self, self._find)

    def _make_parts(self) -> None:
        theme = self._theme
        self.search = LineField(theme, "&Rechercher un cas")
        self.search.line.textChanged.connect(self._show_rows)
        self._make_beginning()
        self._words = label("", "small strong", wrap=True)
        self._undo_button = KeyButton.of(self._undo)
        self._told = panel(row(theme, (self._words, 1), self._undo_button, margins=(12, 6)), "sunken")
        self._told.hide()
        self._faults = LinesList(theme, "Fichiers qui ne se lisent pas", _MOST_FAULTS)
        said = label("Ces fichiers du dossier des cas ne se lisent pas\u202f:", "small warning", wrap=True)
        self._faulty = panel(column(theme, said, self._faults, gap=4))
        sized(theme, self.list, height=_LIST_TALL)
        self._of_one = (self._edit_act, self._copy, self._harder, self._export, self._remove)
        new = KeyButton.of(self._new, role="primary" if self._new_first else "plain")
        buttons = [KeyButton.of(each) for each in (self._edit_act, self._copy, self._harder, self._remove)]
        shared = [KeyButton.of(each) for each in (self._import, self._export, self._bank)]
        self._bar = panel(flow(theme, new, *buttons, *shared))
        parts = (
            self._told,
            self.search,
            (self._empty, 1),
            (self._not_found, 1),
            row(theme, self._ready, 1),
            (self.list, 1),
            self._faulty,
            self._bar,
        )
        column(theme, *parts, gap=10, within=self)

    def _make_beginning(self) -> None:
        """What stands where there is no case, and the ready ones as long as one of them isn't there."""
        theme = self._theme
        self._not_found = panel(column(theme, label(_NOT_FOUND, "muted", wrap=True), 1))
        self._ready, self._ready_first = PushButton(_READY), PushButton(_READY)
        set_role(self._ready_first, "primary")
        for each in (self._ready, self._ready_first):
            each.clicked.connect(self.acts.take_ready)
        self._how = label(wrap=True)
        self._begin = KeyButton.of(self._new)
        first = flow(
            theme, self._ready_first, self._begin, KeyButton.of(self._import), KeyButton.of(self._bank)
        )
        heading = label("Vous n’avez encore aucun cas", "heading")
        card = panel(column(theme, heading, self._how, first, gap=12, margins=(24, 20)), "card")
        self._empty = panel(column(theme, card, 1))

    def _show_rows(self) -> None:
        wanted = unaccented(self.search.text())
        lines = [each for each in self._listing.lines if wanted in unaccented(_searched(each))]
        self.list.show_rows(tuple(map(_row, lines)))
        some = bool(self._listing.lines)
        for shown in (self.search, self._bar):
            shown.setVisible(some)
        self.list.setVisible(bool(lines))
        self._empty.setVisible(not some)
        self._not_found.setVisible(some and not lines)
        begin = self._begin if self._ready_first.isHidden() else self._ready_first
        self.lead_to(self.list if lines else self.search.line if some else begin)
        self._on_moved()

    def _on_moved(self) -> None:
        for each in self._of_one:
            each.setEnabled(bool(self.key))
        self.selected.emit()

    def _find(self) -> None:
        self.search.line.setFocus()
        self.search.line.selectAll()

    def _open_key(self, key: object) -> None:
        if key:
            self.acts.open(str(key))

    def _line(self) -> CaseLine | None:
        return self._listing.line(self.key)

    def _take_back(self) -> None:
        if self._back and self.acts.take_back(self._back[-1]):
            self._back.pop()
            self._undo.setEnabled(bool(self._back))


def _searched(line: CaseLine) -> str:
    return f"{line.title} {line_detail(line)}"


def _row(line: CaseLine) -> TwoLines:
    detail, state, more = line_detail(line), line_state(line), line_more(line)
    spoken = ". ".join(filter(None, (line.title, detail, state, more)))
    return TwoLines(line.key, line.title, detail, state, more, spoken)
