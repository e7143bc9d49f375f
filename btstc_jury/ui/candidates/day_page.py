"""The day: its list, what remains to do, and everything that a commission does between two orals."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from btstc_jury.application.office import Changes
from btstc_jury.application.views import formats
from btstc_jury.application.views.day import DayView, day_view
from btstc_jury.application.views.planning import preparation_offer
from btstc_jury.ui.candidates.day_acts import DayActs
from btstc_jury.ui.candidates.day_rows import DayRows, read
from btstc_jury.ui.candidates.day_side import DaySide
from btstc_jury.ui.conductor import Conductor
from btstc_jury.ui.oral.transfer import TransferDrawer
from btstc_jury.ui.shortcuts import Action
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import ElidedLabel, Framed, frame, label, set_role, tell
from btstc_jury.ui.widgets.buttons import KeyButton
from btstc_jury.ui.widgets.layouts import Narrowing, column, flow, panel, row
from btstc_jury.ui.widgets.leading import Leading


class DayHeader(Framed):
    """Where room is short the diploma goes first, then the place is cut; the kind always stays."""

    def __init__(self, theme: Theme, sheet: QAction) -> None:
        """``sheet``: opens the guide."""
        super().__init__("banner")
        self._theme = theme
        self._diploma = label("", "heading")
        self._session = label("", "heading")
        self._commission = ElidedLabel("", "pill")
        self._place = ElidedLabel("", "pill")
        self._kind = label()
        self._keys = KeyButton.of(sheet, role="keys")
        self._keys.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        told = (self._diploma, self._session, self._commission, self._place)
        row(theme, *told, 1, self._kind, self._keys, margins=(16, 10), within=self)
        for each in (self._diploma, self._session, self._kind):
            each.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._fit)

    def show_day(self, view: DayView) -> None:
        self._diploma.setText(f"{view.title} ·")
        self._session.setText(view.session)
        tell(self._commission, f"Commission {view.commission}" if view.commission else "")
        self._place.setText(view.place)
        set_role(self._kind, f"kind-{view.kind.value}")
        self._kind.setText(view.kind_label)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """As if the diploma were gone already."""
        least = super().minimumSizeHint()
        hidden = self._diploma.isHidden()
        return least if hidden else QSize(least.width() - self._diploma.sizeHint().width(), least.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        px = self._theme.px
        # What it asks for is never less than its minimum, which is that of the text before.
        self._commission.setMinimumWidth(0)
        self._commission.setMinimumWidth(min(self._commission.sizeHint().width(), px(150)))
        kept = (self._diploma, self._session, self._commission, self._kind, self._keys)
        wanted = sum(each.sizeHint().width() + px(12) for each in kept) + px(32)
        place = min(self._place.sizeHint().width(), px(260))
        self._diploma.setVisible(wanted + place < self.width())


class DayFoot(QWidget):
    """Buttons for acts of the page; the keys, then some words, are left out where they would cost a line."""

    def __init__(self, theme: Theme, add: Action, edit: Action, preparation: Action, undo: Action) -> None:
        super().__init__()
        self._words = label("", wrap=True)
        self._undo = KeyButton.of(undo)
        self._said = panel(row(theme, (self._words, 1), self._undo, margins=(22, 6)), "said")
        self._said.hide()
        self._add, self._edit, self._preparation = (KeyButton.of(each) for each in (add, edit, preparation))
        buttons = flow(theme, self._add, self._edit, self._preparation, margins=(22, 10))
        self._acts = panel(buttons, "footer")
        shortened, whole = (partial(self._add.set_text, words) for words in ("Ajouter…", add.words))
        self._fitting = Narrowing(self, buttons, shortened, whole=whole)
        column(theme, self._said, self._acts, gap=0, within=self)

    def show_acts(self, *, writable: bool, selected: bool, preparation: bool) -> None:
        """``preparation``: whether there is one to start or to stop."""
        self._add.setVisible(writable)
        self._edit.setVisible(writable and selected)
        self._preparation.setVisible(preparation)
        self._acts.setVisible(writable)
        self._fitting.fit()

    def say(self, text: str, undoable: bool) -> None:
        """One sentence about what was just done or refused; "" takes it away."""
        self._words.setText(text)
        self._undo.setVisible(undoable)
        self._said.setVisible(bool(text))


class DayPage(Leading):
    """``oral_chosen``: to be shown by the screen of its stage; ``grid_asked``: its grid at once;
    ``report_asked(oral, kind)``: a report on it; ``person_asked``: a copy of what the file holds about the
    candidate; ``sheets_asked``: sheets to write on; ``attendance_asked``: the feuille d'émargement of a day.

    Acts of the shell: ``home`` another file, ``sessions`` of a training file, ``sheet`` the keys, ``export``
    all grids, ``restore`` a backup in place of this file; while they are visible, ``recovery`` (to print) and
    ``folder`` (for backups) remain to do.
    """

    oral_chosen = Signal(int)
    grid_asked = Signal(int)
    report_asked = Signal(int, object)
    person_asked = Signal(int)
    sheets_asked = Signal(int)
    attendance_asked = Signal(object)

    def __init__(self, theme: Theme, conductor: Conductor) -> None:
        super().__init__()
        self._theme = theme
        self._conductor = conductor
        self._office = conductor.office
        self._day: date | None = None
        self._view: DayView | None = None
        self._stale = True
        self._why_read_only = ""
        self._acts = DayActs(theme, conductor, self)
        self._add = Action("day.add", self, lambda: self._acts.add(self._day))
        self.rows = DayRows(theme, conductor, self._add)
        self.transfer = TransferDrawer(theme, conductor, self, self.rows.list)
        self._make_acts()
        self._make_acts_of_shell()
        self._header = DayHeader(theme, self.sheet)
        self._notice = frame("notice")
        self._notice_text = label("", wrap=True)
        self._foot = DayFoot(theme, self._add, self._edit, self._prepare, self._undo)
        ways = (self.sessions, self._session, self._attendance, self._withdrawn, self.home, self.export)
        self._side = DaySide(theme, ways, first=self.recovery, last=self.folder)
        self._arrange()
        self._connect()
        self.lead_to(self.rows)

    def refresh(self) -> None:
        """Ask for everything anew; the selected oral stays selected."""
        self._stale = False
        view = read(self._conductor, lambda: day_view(self._office, self._day, self._today()))
        if view is None:
            return
        if view.day is not None and not view.rows:
            self._day = None
            view = day_view(self._office, None, self._today())
        self._view, self._day = view, view.day
        self._header.show_day(view)
        self._notice_text.setText(self._why_read_only or view.read_only)
        self._notice.setVisible(bool(view.read_only))
        self.restore.setVisible(self._office.read_only == "damaged")
        self._session.setEnabled(not view.read_only)
        self._attendance.setVisible(view.day is not None and bool(view.rows))
        self._withdrawn.setVisible(bool(view.withdrawn) and not view.read_only)
        self._side.show_day(view)
        self.rows.show_day(view)

    def show_why_read_only(self, words: str) -> None:
        """More than the list itself knows, such as who holds the file."""
        self._why_read_only = words

    def select(self, oral: int) -> None:
        """Show the day of an oral, with that oral selected and the keys in the list."""
        self.rows.end_search()
        summary = read(self._conductor, lambda: self._office.file.index.summary(oral))
        if summary is not None:
            self._day = summary.scheduled.date()
            self.refresh()
            self.rows.select(oral)
            self.rows.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._foot.say("", undoable=False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _show_acts(self) -> None:
        view = self._view
        writable = view is not None and not view.read_only and bool(view.days)
        words = self._preparation_words()
        if words:
            self._prepare.say(words)
        selected = self.rows.list.current is not None
        self._foot.show_acts(writable=writable, selected=selected, preparation=bool(words))

    def _preparation_words(self) -> str:
        oral = self.rows.readable
        offer = None if oral is None else read(self._conductor, lambda: preparation_offer(self._office, oral))
        if offer is None or offer.obstacle:
            return ""
        return "Terminer la préparation" if offer.running else "Lancer la préparation"

    def _fit(self) -> None:
        self._side.setFixedWidth(min(self._theme.px(386), round(self.width() * 0.285)))

    def _changed(self, changes: Changes | None = None) -> None:
        self._stale = True
        if self.isVisible():
            self.refresh()

    def _open(self, oral: int) -> None:
        self.rows.select(oral)
        self.oral_chosen.emit(oral)

    def _with_selected(self, act: Callable[[int], object]) -> Callable[[], None]:
        def do() -> None:
            if (oral := self.rows.list.current) is not None:
                act(oral)

        return do

    @property
    def shown_day(self) -> date | None:
        """``None`` for a file without any."""
        return self._day

    def _go_to_day(self, day: date) -> None:
        self._day = day
        self.refresh()
        self.rows.setFocus(Qt.FocusReason.OtherFocusReason)

    def _menu(self, point: QPoint) -> None:
        # They bring every page, and the list is shown before.
        from btstc_jury.application.views.reports import report_kinds  # noqa: PLC0415
        from btstc_jury.application.views.side_papers import side_papers  # noqa: PLC0415

        oral, rows = self.rows.list.current, self.rows.list
        if oral is None or not rows.indexAt(point).isValid():
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Ouvrir", partial(self.oral_chosen.emit, oral))
        menu.addAction("Voir la grille", partial(self.grid_asked.emit, oral))
        kinds = self.rows.readable and read(self._conductor, lambda: report_kinds(self._office, oral))
        for kind in kinds or ():
            menu.addAction(kind.facts.button, partial(self.report_asked.emit, oral, kind))
        papers = self.rows.readable and read(self._conductor, lambda: side_papers(self._office, oral))
        for paper in papers or ():
            menu.addAction(paper.facts.button, partial(self.report_asked.emit, oral, paper))
        menu.addAction(self._sheets)
        menu.addAction(self._move_sheet)
        menu.addSeparator()
        menu.addAction(self._edit)
        if self._may_be_absent(oral):
            menu.addAction(self._absent)
        if words := self._preparation_words():
            self._prepare.say(words)
            menu.addAction(self._prepare)
        if self.rows.readable and self._acts.may_withdraw(oral):
            menu.addAction("Retirer de la liste…", partial(self._acts.withdraw, oral))
        menu.addSeparator()
        menu.addAction(self._attendance)
        menu.addAction("Exporter les données du candidat…", partial(self.person_asked.emit, oral))
        menu.popup(rows.viewport().mapToGlobal(point))

    def _may_be_absent(self, oral: int) -> bool:
        summary = read(self._conductor, lambda: self._office.file.index.summary(oral))
        before = summary is not None and summary.stage.facts.waiting
        return before and not self._office.read_only

    def _mark_absent(self, oral: int) -> None:
        if self._may_be_absent(oral):
            self._acts.mark_absent(oral)

    def _today(self) -> date:
        return formats.local(self._office.now().utc).date()

    def _arrange(self) -> None:
        theme = self._theme
        restore = KeyButton.of(self.restore)
        row(theme, (self._notice_text, 1), restore, margins=(16, 6), within=self._notice)
        left = column(theme, (self.rows, 1), self._foot, gap=0)
        across = row(theme, (left, 1), self._side, gap=0)
        column(theme, self._header, self._notice, (across, 1), gap=0, within=self)

    def _make_acts(self) -> None:
        """Those of the table, then those without a key; all stand in the menu."""
        acts = self._acts
        self._edit = Action("day.edit", self, self._with_selected(acts.edit))
        self._absent = Action("day.absent", self, self._with_selected(self._mark_absent))
        self._prepare = Action("preparation.toggle", self, self._with_selected(acts.prepare))
        self._undo = Action("oral.undo", self, acts.undo)
        self._move_sheet = Action("oral.transfer", self, self._with_selected(self.transfer.ask))
        self._sheets = Action("sheets.print", self, self._with_selected(self.sheets_asked.emit))
        self._grid = Action("grid.show", self, self._with_selected(self.grid_asked.emit))
        Action("oral.redo", self, acts.redo)
        Action("day.find", self, self.rows.search)
        Action("day.sieve", self, self.rows.choose_state)
        what = "Session, centre, salle et commission"
        self._session = QAction("Session…", self, toolTip=what)
        self._session.triggered.connect(acts.describe)
        again = "Remettre dans la liste un candidat retiré"
        self._withdrawn = QAction("Candidats retirés…", self, toolTip=again, visible=False)
        self._withdrawn.triggered.connect(self._ask_withdrawn)
        signing = "Les candidats du jour dans leur ordre, avec une place pour signer"
        self._attendance = QAction("Émargement du jour…", self, toolTip=signing)
        self._attendance.triggered.connect(lambda _on: self.attendance_asked.emit(self._day))
        self.addActions([self._session, self._attendance, self._withdrawn])

    def _ask_withdrawn(self) -> None:
        """Who comes back."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for line in self._view.withdrawn if self._view is not None else ():
            menu.addAction(line.text, partial(self._acts.bring_back, line.oral))
        menu.popup(self._side.mapToGlobal(QPoint(0, self._side.height() - menu.sizeHint().height())))

    def _make_acts_of_shell(self) -> None:
        all_signed = "Toutes les grilles signées du fichier, avec un index des interrogations"
        self.export = QAction("Exporter les grilles…", self, toolTip=all_signed)
        self.home = QAction("Autre fichier…", self)
        self.sessions = QAction("Séances", self, visible=False)
        self.addActions([self.export, self.home, self.sessions])
        self.sheet = QAction("? aide", self)
        self.restore = QAction("Restaurer une sauvegarde…", self, visible=False)
        without = "Sans elle, un oubli perd tout le fichier"
        self.recovery = QAction("Clé de secours à imprimer", self, statusTip=without, visible=False)
        alone = "Sur une clé USB ou un autre disque\u202f: ce fichier n’existe qu’à un seul endroit."
        self.folder = QAction("Choisir un dossier de sauvegarde", self, statusTip=alone, visible=False)

    def _connect(self) -> None:
        self._conductor.changed.connect(self._changed)
        self._theme.changed.connect(self._fit)
        self._theme.changed.connect(self._changed)
        self.rows.list.opened.connect(self._open)
        self.rows.list.customContextMenuRequested.connect(self._menu)
        self.rows.selected.connect(self._show_acts)
        self.rows.day_chosen.connect(self._go_to_day)
        self._side.task_chosen.connect(self._open)
        self._side.focus_left.connect(self.setFocus)
        self.transfer.transferred.connect(self.select)
        self.transfer.closed.connect(self.rows.list.setFocus)
        self._acts.said.connect(self._foot.say)
        self._acts.selected.connect(self.select)
