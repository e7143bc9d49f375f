"""The day: its list, what remains to do, and everything that a commission does between two orals."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QMenu, QStackedLayout, QWidget

from btstc_jury.application.changes import Changes
from btstc_jury.application.problems import FileProblem
from btstc_jury.application.views import formats, messages
from btstc_jury.application.views.day import DayView, day_view, found_view, tick
from btstc_jury.application.views.planning import preparation_offer
from btstc_jury.application.views.reports import BUTTONS, report_kinds
from btstc_jury.ui.candidates.day_acts import DayActs
from btstc_jury.ui.candidates.day_list import DayList, DayModel
from btstc_jury.ui.candidates.day_parts import DayBar, DayEmpty, DayFoot, DayHeader
from btstc_jury.ui.candidates.day_side import DaySide
from btstc_jury.ui.conductor import Conductor
from btstc_jury.ui.oral.transfer import TransferDrawer
from btstc_jury.ui.shortcuts import Action
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import frame, label
from btstc_jury.ui.widgets.buttons import KeyButton
from btstc_jury.ui.widgets.layouts import column, row

_Read = TypeVar("_Read")


class DayPage(QWidget):
    """``oral_chosen``: to be shown by the screen of its stage; ``grid_asked``: its grid at once;
    ``report_asked(oral, kind)``: a report on it; ``person_asked``: a copy of what the file holds about the
    candidate.

    Acts of the shell: ``home`` another file, ``sheet`` the keys, ``export`` all grids, ``restore`` a backup
    in place of this file; while they are visible, ``recovery`` (to print) and ``folder`` (for backups) remain
    to do.
    """

    oral_chosen = Signal(int)
    grid_asked = Signal(int)
    report_asked = Signal(int, object)
    person_asked = Signal(int)

    def __init__(self, theme: Theme, conductor: Conductor) -> None:
        super().__init__()
        self._theme = theme
        self._conductor = conductor
        self._office = conductor.office
        self._day: date | None = None
        self._view: DayView | None = None
        self._stale = True
        self._model = DayModel()
        self._list = DayList(theme, self._model)
        self._acts = DayActs(theme, conductor, self)
        self.transfer = TransferDrawer(theme, conductor, self, self._list)
        self._make_acts()
        self._make_acts_of_shell()
        self._header = DayHeader(theme, self.sheet)
        self._notice = frame("notice")
        self._notice_text = label("", wrap=True)
        self._bar = DayBar(theme)
        self._empty = DayEmpty(theme, self._add)
        self._foot = DayFoot(theme, self._add, self._edit, self._prepare, self._undo)
        ways = (self._session, self.home, self.export)
        self._side = DaySide(theme, ways, first=self.recovery, last=self.folder)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._arrange()
        self._connect()
        self.setFocusProxy(self._list)

    def refresh(self) -> None:
        """Ask for everything anew; the selected oral stays selected."""
        self._stale = False
        view = self._read(lambda: day_view(self._office, self._day, self._today()))
        if view is None:
            return
        if view.day is not None and not view.rows:
            self._day = None
            view = day_view(self._office, None, self._today())
        self._view, self._day = view, view.day
        self._header.show_day(view)
        self._notice_text.setText(view.read_only)
        self._notice.setVisible(bool(view.read_only))
        self.restore.setVisible(self._office.read_only == "damaged")
        self._session.setEnabled(not view.read_only)
        self._side.show_day(view)
        self._bar.setVisible(bool(view.days))
        self._show_rows(self._bar.search.text().strip())

    def select(self, oral: int) -> None:
        """Show the day of an oral, with that oral selected and the keys in the list."""
        self._bar.search.clear()
        summary = self._read(lambda: self._office.file.index.summary(oral))
        if summary is not None:
            self._day = summary.scheduled.date()
            self.refresh()
            self._list.setCurrentIndex(self._model.place(oral))
            self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()
        self._tick()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()
        self._foot.say("", undoable=False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _show_rows(self, search: str) -> None:
        view = self._view
        if view is None:
            return
        current = self._list.current
        if search:
            found = self._read(lambda: found_view(self._office, search))
            rows = found.rows if found is not None else ()
            self._bar.show_search(found.title if found is not None else "")
            self._empty.show_search(search)
        else:
            rows = view.rows
            self._bar.show_day(view)
            self._empty.show_file(writable=not view.read_only)
        self._model.show_rows(rows, dated=bool(search))
        self._pages.setCurrentIndex(0 if rows else 1)
        self._keep_selected(current)
        self._show_acts()
        self._tick()

    def _keep_selected(self, oral: int | None) -> None:
        """The oral selected before, or the next one, or the first."""
        place = self._model.place(oral) if oral is not None else self._model.index(-1)
        if not place.isValid():
            upcoming = next((row.oral for row in self._model.rows if row.next), None)
            place = self._model.index(0) if upcoming is None else self._model.place(upcoming)
        if place != self._list.currentIndex():
            self._list.setCurrentIndex(place)

    def _show_acts(self) -> None:
        oral = self._list.current
        view = self._view
        writable = view is not None and not view.read_only and bool(view.days)
        words = self._preparation_words(oral) if oral is not None else ""
        if words:
            self._prepare.say(words)
        self._foot.show_acts(writable=writable, selected=oral is not None, preparation=bool(words))

    def _preparation_words(self, oral: int) -> str:
        if self._model.damaged(oral):
            return ""
        offer = self._read(lambda: preparation_offer(self._office, oral))
        if offer is None or offer.obstacle:
            return ""
        return "Terminer la préparation" if offer.running else "Lancer la préparation"

    def _tick(self) -> None:
        """Repaint the rows that show a clock, and wait for the next second that one of them shows."""
        self._timer.stop()
        if not self.isVisible():
            return
        read = self._read(lambda: tick(self._office, self._model.rows))
        if read is None:
            return
        rows, wait = read
        self._model.update(rows)
        if wait is not None:
            self._timer.start(wait.us // 1000 + 1)

    def _fit(self) -> None:
        self._side.setFixedWidth(min(self._theme.px(386), round(self.width() * 0.285)))

    def _look_changed(self) -> None:
        self._fit()
        self._changed()

    def _changed(self, changes: Changes | None = None) -> None:
        self._stale = True
        if self.isVisible():
            self.refresh()

    def _open(self, oral: int) -> None:
        self._list.setCurrentIndex(self._model.place(oral))
        self.oral_chosen.emit(oral)

    def _with_selected(self, act: Callable[[int], object]) -> Callable[[], None]:
        def do() -> None:
            if (oral := self._list.current) is not None:
                act(oral)

        return do

    def _add_candidate(self) -> None:
        self._acts.add(self._day)

    def _go_to_day(self, day: date) -> None:
        self._day = day
        self.refresh()
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _menu(self, point: QPoint) -> None:
        index = self._list.indexAt(point)
        if not index.isValid():
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        oral = self._list.current
        if oral is not None:
            menu.addAction("Ouvrir", partial(self.oral_chosen.emit, oral))
            menu.addAction("Voir la grille", partial(self.grid_asked.emit, oral))
            kinds = () if self._model.damaged(oral) else self._read(lambda: report_kinds(self._office, oral))
            for kind in kinds or ():
                menu.addAction(BUTTONS[kind], partial(self.report_asked.emit, oral, kind))
            menu.addAction(self._move_sheet)
            menu.addSeparator()
            menu.addAction(self._edit)
            if self._may_be_absent(oral):
                menu.addAction(self._absent)
            if words := self._preparation_words(oral):
                self._prepare.say(words)
                menu.addAction(self._prepare)
            menu.addSeparator()
            menu.addAction("Exporter les données du candidat…", partial(self.person_asked.emit, oral))
        menu.popup(self._list.viewport().mapToGlobal(point))

    def _may_be_absent(self, oral: int) -> bool:
        summary = self._read(lambda: self._office.file.index.summary(oral))
        before = summary is not None and summary.stage.waiting
        return before and not self._office.read_only

    def _mark_absent(self, oral: int) -> None:
        if self._may_be_absent(oral):
            self._acts.mark_absent(oral)

    def _read(self, view: Callable[[], _Read]) -> _Read | None:
        """A view, or nothing where the file can't be read any more: then the shell says so."""
        try:
            return view()
        except FileProblem as problem:
            self._conductor.failed.emit(messages.problem(problem))
            return None

    def _today(self) -> date:
        return formats.local(self._office.now().utc).date()

    def _arrange(self) -> None:
        theme = self._theme
        restore = KeyButton.of(self.restore)
        row(theme, (self._notice_text, 1), restore, margins=(16, 6), within=self._notice)
        middle = QWidget()
        self._pages = QStackedLayout(middle)
        self._pages.addWidget(self._list)
        self._pages.addWidget(self._empty)
        left = column(theme, self._bar, (middle, 1), self._foot, gap=0)
        across = row(theme, (left, 1), self._side, gap=0)
        column(theme, self._header, self._notice, (across, 1), gap=0, within=self)

    def _make_acts(self) -> None:
        """Those of the table, then those without a key; all stand in the menu."""
        acts = self._acts
        self._add = Action("day.add", self, self._add_candidate)
        self._edit = Action("day.edit", self, self._with_selected(acts.edit))
        self._absent = Action("day.absent", self, self._with_selected(self._mark_absent))
        self._prepare = Action("preparation.toggle", self, self._with_selected(acts.prepare))
        self._undo = Action("oral.undo", self, acts.undo)
        self._move_sheet = Action("oral.transfer", self, self._with_selected(self.transfer.ask))
        self._grid = Action("grid.show", self, self._with_selected(self.grid_asked.emit))
        Action("oral.redo", self, acts.redo)
        Action("day.find", self, self._search)
        self._session = self._act("Session…", "Session, centre, salle et commission")
        self._session.triggered.connect(acts.describe)

    def _make_acts_of_shell(self) -> None:
        self.export = self._act(
            "Exporter les grilles…", "Toutes les grilles signées du fichier, avec un index des oraux"
        )
        self.home = self._act("Autre fichier…")
        self.sheet = QAction("? raccourcis", self)
        self.restore = QAction("Restaurer une sauvegarde…", self)
        self.recovery = QAction("Clé de secours à imprimer", self)
        self.recovery.setStatusTip("Sans elle, un oubli perd tout le fichier")
        self.folder = QAction("Choisir un dossier de sauvegarde", self)
        self.folder.setStatusTip(
            "Sur une clé USB ou un autre disque\u202f: ce fichier n’existe qu’à un seul endroit."
        )
        for each in (self.restore, self.recovery, self.folder):
            each.setVisible(False)

    def _act(self, text: str, tip: str = "") -> QAction:
        made = QAction(text, self)
        if tip:
            made.setToolTip(tip)
        self.addAction(made)
        return made

    def _search(self) -> None:
        self._bar.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._bar.search.selectAll()

    def _connect(self) -> None:
        self._conductor.changed.connect(self._changed)
        self._theme.changed.connect(self._look_changed)
        self._list.opened.connect(self._open)
        self._list.customContextMenuRequested.connect(self._menu)
        self._list.selectionModel().currentChanged.connect(self._show_acts)
        self._bar.day_chosen.connect(self._go_to_day)
        self._bar.searched.connect(self._show_rows)
        self._bar.list_asked.connect(self._list.setFocus)
        self._side.task_chosen.connect(self._open)
        self._side.focus_left.connect(self.setFocus)
        self.transfer.transferred.connect(self.select)
        self.transfer.closed.connect(self._list.setFocus)
        self._acts.said.connect(self._foot.say)
        self._acts.selected.connect(self.select)
