"""Beside the criteria: the criterion in question with its evidence, then time used and incidents."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from itertools import zip_longest

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QLabel, QWidget

from btstc_jury.application.views.deliberation import DeliberationView, PauseEntry
from btstc_jury.application.views.grid import GridTime
from btstc_jury.application.views.incidents import GapEntry, PartEntry
from btstc_jury.application.views.live import RemarkLine
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.ui.deliberation.remark_rows import RemarkRows
from btstc_jury.ui.oral.presenter import OralPresenter
from btstc_jury.ui.oral.texts import DurableLine
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import Framed, discard, frame, label, set_role
from btstc_jury.ui.widgets.buttons import toggle
from btstc_jury.ui.widgets.layouts import AT_LEFT, ColumnScroll, column, flow, spaced

_ROOMY = 190
"""Height from which on the criterion is told in full."""


class SidePanel(Framed):
    """``parts`` stand under each other in ``area``."""

    def __init__(self, theme: Theme, parts: Iterable[QWidget]) -> None:
        super().__init__("side")
        self._theme = theme
        self.subject = label(role="muted small")
        self.criterion = label(role="strong", wrap=True)
        inside = QWidget()
        column(theme, *parts, 1, gap=14, margins=(16, 12, 16, 16), within=inside)
        self.area = ColumnScroll()
        self.area.setWidget(inside)
        self.area.setMinimumHeight(1)
        head = frame("banner")
        column(theme, self.subject, self.criterion, gap=2, margins=(16, 8), within=head)
        column(theme, head, (self.area, 1), gap=0, within=self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little height, the list alone has the words of the criterion."""
        super().resizeEvent(event)
        self.criterion.setVisible(self.height() >= self._theme.px(_ROOMY))


_FEW = 3
"""Unlinked remarks that show by themselves; more of them wait behind their title."""

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


_NONE = "Aucune remarque n’est liée à ce critère."


class EvidencePanel(QWidget):
    """``left``: nothing is left where the keys were."""

    left = Signal()

    def __init__(self, theme: Theme, presenter: OralPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self._criterion: int | None = None
        self._unfolded: bool | None = None
        self.none = label(_NONE, "muted", wrap=True)
        delete = frozenset({Qt.Key.Key_Delete, Qt.Key.Key_Backspace})
        self.linked = RemarkRows(theme, "Remarques liées", delete)
        self.title = toggle()
        self.unlinked = RemarkRows(theme, "Remarques sans critère", _ENTER)
        self.linked.acted.connect(lambda remark: self._link(remark, None))
        self.unlinked.acted.connect(lambda remark: self._link(remark, self._criterion))
        self.title.clicked.connect(self._fold)
        title = label("Remarques liées", "muted small strong")
        remarks = (self.none, self.linked, (self.title, AT_LEFT), self.unlinked)
        column(theme, title, *remarks, gap=4, within=self)

    def show_view(self, view: DeliberationView, criterion: int | None) -> None:
        self._criterion = criterion
        named = self._presenter.oral.form.assessed.named
        self.none.setText(named(_NONE))
        self.unlinked.setAccessibleName(named("Remarques sans critère"))
        linked = view.evidence(criterion) if criterion is not None else ()
        unlinked = view.evidence(None)
        self.none.setVisible(not linked)
        untie = ("×", named("Délier de ce critère (Suppr)")) if view.editable else ("", "")
        self.linked.show_remarks(linked, *untie)
        tying = view.editable and criterion is not None
        tie = (f"→ {criterion}", named(f"Lier au critère {criterion} (Entrée)")) if tying else ("", "")
        self.unlinked.show_remarks(unlinked, *tie)
        self.title.setText(named(f"Remarques sans critère · {len(unlinked)}"))
        self.title.setVisible(bool(unlinked))
        shown = len(unlinked) <= _FEW if self._unfolded is None else self._unfolded
        self.title.setChecked(shown)
        self.unlinked.setVisible(shown and bool(unlinked))

    def forget(self) -> None:
        """Another oral comes: what is folded is chosen anew."""
        self._unfolded = None

    def _link(self, remark: RemarkLine, criterion: int | None) -> None:
        held = QApplication.focusWidget()
        self._presenter.act(do.ChangeRemark(remark.number, replace(remark.content, criterion=criterion)))
        if isinstance(held, RemarkRows) and not held.remarks():
            self.left.emit()

    def _fold(self, unfolded: bool) -> None:
        self._unfolded = unfolded
        self.unlinked.setVisible(unfolded and bool(self.unlinked.remarks()))


Act = Callable[[do.Command], bool]


class TimeTable(QWidget):
    """One line a phase: title, used over allowed, overrun; the figures below where it is narrow."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._cells: list[tuple[QLabel, QLabel, QLabel]] = []
        self._stacked = False
        self._grid = spaced(theme, QGridLayout(self), gap=(12, 3))
        self._grid.setColumnStretch(0, 1)
        self.setMinimumWidth(1)
        self.setAccessibleName("Temps utilisé et accordé")
        theme.changed.connect(self._arrange)

    def show_times(self, times: tuple[GridTime, ...]) -> None:
        while len(self._cells) < len(times):
            self._add_line()
        for cells, time in zip_longest(self._cells, times):
            for cell in cells:
                cell.setVisible(time is not None)
            if time is not None:
                self._fill(cells, time, total=time is times[-1])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        stacked = self.width() < self._theme.px(280)
        if stacked is not self._stacked:
            self._stacked = stacked
            for line, cells in enumerate(self._cells):
                self._put(line, cells)

    def _put(self, line: int, cells: tuple[QLabel, QLabel, QLabel]) -> None:
        title, *figures = cells
        self._grid.addWidget(title, 2 * line, 0, 1, 3 if self._stacked else 1)
        for place, cell in enumerate(figures, start=1):
            self._grid.addWidget(cell, 2 * line + self._stacked, place)

    def _fill(self, cells: tuple[QLabel, QLabel, QLabel], time: GridTime, *, total: bool) -> None:
        weight = "small strong" if total else "small"
        cells[0].setText(time.title)
        cells[1].setText(f"{time.used} / {time.allowed}")
        cells[2].setText(time.overrun)
        set_role(cells[0], weight)
        set_role(cells[1], weight)
        cells[2].setAccessibleName(f"dépassement {time.overrun}")

    def _add_line(self) -> None:
        cells = (label(wrap=True), label(), label(role="overrun small strong"))
        for figures in cells[1:]:
            figures.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        self._put(len(self._cells), cells)
        self._cells.append(cells)


class ReasonRow(QWidget):
    """A pause, or a part that was not held, with its reason. ``write`` records it."""

    def __init__(self, theme: Theme, write: Callable[[str], bool], hint: str) -> None:
        super().__init__()
        self._words = label(role="small", wrap=True)
        self.field = DurableLine(write)
        self.field.setPlaceholderText(hint)
        column(theme, self._words, self.field, gap=4, within=self)

    def show_entry(self, entry: PauseEntry | PartEntry, *, editable: bool) -> None:
        self._words.setText(entry.text)
        self.field.setAccessibleName(f"Motif\u202f: {entry.text}")
        self.field.show_text(entry.reason)
        self.field.setReadOnly(not editable)


class GapRow(QWidget):
    """A stop of the program, with the jury's decision."""

    def __init__(self, theme: Theme, entry: GapEntry, act: Act) -> None:
        super().__init__()
        self._words = label(role="small", wrap=True)
        self.counted = toggle("Compter ce temps")
        self.left_out = toggle("Ne pas le compter")
        self.counted.clicked.connect(lambda: act(ev.GapDecided(entry.gap, counted=True)))
        self.left_out.clicked.connect(lambda: act(ev.GapDecided(entry.gap, counted=False)))
        column(theme, self._words, flow(theme, self.counted, self.left_out), gap=4, within=self)

    def show_entry(self, entry: GapEntry, *, editable: bool) -> None:
        self._words.setText(entry.text)
        for button, chosen in ((self.counted, True), (self.left_out, False)):
            button.setChecked(entry.counted is chosen)
            button.setEnabled(editable)
            button.setAccessibleDescription(entry.text)


class AccountPanel(QWidget):
    """Pauses and gaps are explained in their place."""

    def __init__(self, theme: Theme, presenter: OralPresenter) -> None:
        super().__init__()
        self._theme = theme
        self._presenter = presenter
        self.times = TimeTable(theme)
        self.parts: dict[int, ReasonRow] = {}
        self.pauses: dict[int, ReasonRow] = {}
        self.gaps: dict[int, GapRow] = {}
        self._incidents = label("Incidents", "muted small strong")
        self._rows = column(theme)
        title = label("Temps utilisé / accordé", "muted small strong")
        column(theme, title, self.times, self._incidents, self._rows, gap=6, within=self)

    def show_view(self, view: DeliberationView) -> None:
        self.times.show_times(view.times)
        self._incidents.setVisible(bool(view.parts or view.pauses or view.gaps))
        now = (
            {entry.part for entry in view.parts},
            {entry.pause for entry in view.pauses},
            {entry.gap for entry in view.gaps},
        )
        if (set(self.parts), set(self.pauses), set(self.gaps)) != now:
            self._rebuild(view)
        for part in view.parts:
            self.parts[part.part].show_entry(part, editable=view.editable)
        for pause in view.pauses:
            self.pauses[pause.pause].show_entry(pause, editable=view.editable)
        for gap in view.gaps:
            self.gaps[gap.gap].show_entry(gap, editable=view.editable)

    def forget(self) -> None:
        """Another oral comes: nothing of the one before stays."""
        for each in (*self.parts.values(), *self.pauses.values(), *self.gaps.values()):
            self._rows.removeWidget(each)
            discard(each)
        self.parts, self.pauses, self.gaps = {}, {}, {}

    def flush(self) -> QWidget | None:
        """Record what is typed; the first field that holds something unrecorded, if any."""
        rows = (*self.parts.values(), *self.pauses.values())
        return next((each.field for each in rows if not each.field.flush()), None)

    def part(self, part: int) -> QWidget | None:
        """Where it is said why that part, from 0, was not held."""
        return self.parts[part].field if part in self.parts else None

    def first_missing(self, pause_or_gap: int) -> QWidget | None:
        """Where the pause or gap of this journal sequence is explained."""
        if pause_or_gap in self.pauses:
            return self.pauses[pause_or_gap].field
        return self.gaps[pause_or_gap].counted if pause_or_gap in self.gaps else None

    def fields(self) -> tuple[QWidget, ...]:
        """In the order of the keyboard."""
        gaps = (each for gap in self.gaps.values() for each in (gap.counted, gap.left_out))
        return (*(each.field for each in (*self.parts.values(), *self.pauses.values())), *gaps)

    def _rebuild(self, view: DeliberationView) -> None:
        self.forget()
        act = self._presenter.act
        self.parts = {entry.part: self._part_row(entry) for entry in view.parts}
        self.pauses = {entry.pause: self._pause_row(entry) for entry in view.pauses}
        self.gaps = {entry.gap: GapRow(self._theme, entry, act) for entry in view.gaps}
        for each in (*self.parts.values(), *self.pauses.values(), *self.gaps.values()):
            self._rows.addWidget(each)

    def _part_row(self, entry: PartEntry) -> ReasonRow:
        hint = "Motif" if entry.due else "Motif, facultatif"
        write = partial(_explain_part, self._presenter.act, entry.part)
        return ReasonRow(self._theme, write, hint)

    def _pause_row(self, entry: PauseEntry) -> ReasonRow:
        write = partial(_explain_pause, self._presenter.act, entry.pause)
        return ReasonRow(self._theme, write, "Motif de la suspension")


def _explain_part(act: Act, part: int, reason: str) -> bool:
    return act(ev.PartExplained(part, reason))


def _explain_pause(act: Act, pause: int, reason: str) -> bool:
    return act(ev.PauseExplained(pause, reason))
