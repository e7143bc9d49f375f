"""« Commissions, salles, règles… »: all that is entered before a day can be placed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import partial

from PySide6.QtWidgets import QPushButton, QWidget

from btstc_jury.application.centre.pasting import Pasted
from btstc_jury.application.centre.setup import (
    Replanned,
    duplicate,
    remove_commissions,
    remove_jurors,
    remove_rooms,
)
from btstc_jury.application.problems import FileProblem
from btstc_jury.application.views import messages
from btstc_jury.application.views.centre.setup import (
    COMMISSION_HEADINGS,
    JUROR_HEADINGS,
    ROOM_HEADINGS,
    SetupRow,
    commission_rows,
    juror_rows,
    room_rows,
    rule_lines,
)
from btstc_jury.domain.centre.timetable import Timetable
from btstc_jury.ui.centre.plan_dialog import PlanDialog, ask_over
from btstc_jury.ui.centre.presenter import CentrePresenter
from btstc_jury.ui.centre.setup_commission import CommissionDialog
from btstc_jury.ui.centre.setup_half_days import HalfDaysDialog
from btstc_jury.ui.centre.setup_pasting import PasteDialog
from btstc_jury.ui.centre.setup_people import JurorDialog, RoomDialog
from btstc_jury.ui.centre.setup_rules import RulesDialog
from btstc_jury.ui.centre.setup_table import SetupTable
from btstc_jury.ui.soon import soon
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.announcing import announce
from btstc_jury.ui.widgets.basics import label, shortcut, tell
from btstc_jury.ui.widgets.buttons import aside, toggle
from btstc_jury.ui.widgets.form_dialog import FormDialog
from btstc_jury.ui.widgets.layouts import Pages, column, flow, panel, row, sized

_WIDTH = 1040
_TALL = (220, 420)
_COMMISSIONS, _JURORS, _ROOMS, _RULES = range(4)
_TITLES = ("Commissions", "Examinateurs", "Salles de préparation", "Règles")

Removal = Callable[[Timetable, Collection[int]], Replanned]


class _Section(QWidget):
    """A list and its acts: ``single`` ones need one line chosen, ``any`` one at least."""

    def __init__(self, theme: Theme, name: str, headings: Sequence[str], empty: str) -> None:
        super().__init__()
        self.table = SetupTable(theme, name, headings)
        sized(theme, self.table, height=_TALL)
        self._empty = label(empty, "muted", wrap=True)
        self._acts = flow(theme)
        self._known: frozenset[int] | None = None
        self._single: list[QPushButton] = []
        self._any: list[QPushButton] = []
        column(theme, self._empty, (self.table, 1), self._acts, gap=8, within=self)
        self.table.itemSelectionChanged.connect(self.follow)

    def act(
        self, words: str, slot: Callable[[], object], *, single: bool = False, some: bool = False
    ) -> None:
        made = aside(words, slot)
        self._acts.addWidget(made)
        if single:
            self._single.append(made)
        if some:
            self._any.append(made)

    def show_rows(self, rows: Sequence[SetupRow]) -> None:
        """What is new among them is chosen."""
        self._empty.setVisible(not rows)
        before, self._known = self._known, frozenset(each.identity for each in rows)
        new = self._known - before if before is not None else ()
        self.table.show_rows(rows, [*new])
        self.follow()

    def follow(self) -> None:
        chosen = len(self.table.chosen())
        for each in self._single:
            each.setEnabled(chosen == 1)
        for each in self._any:
            each.setEnabled(chosen > 0)


class SetupDialog(PlanDialog):
    """``section``: which is shown first, from 0: commissions, jurors, rooms, rules."""

    def __init__(
        self, theme: Theme, presenter: CentrePresenter, parent: QWidget | None = None, section: int = 0
    ) -> None:
        super().__init__(theme, presenter, "Commissions, salles, règles", _WIDTH, parent)
        self.chips = [toggle(each) for each in _TITLES]
        self._pages = Pages()
        self._shown = self.timetable
        self._make_commissions()
        self._make_jurors()
        self._make_rooms()
        self._make_rules()
        for place, chip in enumerate(self.chips):
            chip.setAutoExclusive(True)
            chip.setAutoDefault(False)
            chip.clicked.connect(partial(self.turn, place))
        self._done = label("", "small strong", wrap=True)
        self.back = aside("Annuler cet acte", self._undo)
        self._echo = panel(row(theme, (self._done, 1), self.back))
        self.body.addLayout(flow(theme, *self.chips))
        self.body.addWidget(self._pages)
        self.body.addWidget(self._echo)
        self._echo.hide()
        self.add_button("Fermer", self.accept)
        presenter.changed.connect(self._refresh)
        presenter.done.connect(self._say)
        presenter.told.connect(self._say)
        shortcut(self, "Ctrl+Z", self._undo)
        shortcut(self, "Ctrl+Y", self._redo)
        shortcut(self, "Ctrl+PgDown", partial(self._step, 1))
        shortcut(self, "Ctrl+PgUp", partial(self._step, -1))
        self._refresh()
        self.turn(section)

    def submit(self) -> None:
        """Enter in a list edits its line: nothing is left to be done."""

    def _step(self, by: int) -> None:
        self.turn((self._pages.currentIndex() + by) % len(_TITLES))

    def turn(self, section: int) -> None:
        self.chips[section].setChecked(True)
        self._pages.setCurrentIndex(section)
        self.show_problem("")
        focus = self.sections[section].table if section < _RULES else self.change_rules
        focus.setFocus()

    @property
    def sections(self) -> tuple[_Section, ...]:
        return self.commissions, self.jurors, self.rooms

    def _make_commissions(self) -> None:
        empty = "Aucune commission\u202f: ajoutez-en une ou plusieurs, ou collez-les d’un tableur."
        made = self.commissions = self._section(_COMMISSIONS, COMMISSION_HEADINGS, empty)
        made.act("&Ajouter…", lambda: self._open(CommissionDialog, None))
        made.act("Ajouter &plusieurs…", self._add_several)
        made.act("&Coller…", partial(self._paste, Pasted.COMMISSIONS))
        made.act("&Modifier…", self._edit_commission, single=True)
        made.act("&Dupliquer", self._duplicate, single=True)
        made.act("Demi-&journées…", self._half_days, some=True)
        self._removal(made, remove_commissions)
        made.table.asked.connect(self._edit_commission)
        made.table.pasted.connect(partial(self._paste, Pasted.COMMISSIONS))
        made.table.doubled.connect(self._duplicate)

    def _make_jurors(self) -> None:
        empty = "Aucun examinateur\u202f: ajoutez-les, ou collez-les d’un tableur."
        made = self.jurors = self._section(_JURORS, JUROR_HEADINGS, empty)
        made.act("&Ajouter…", lambda: self._open(JurorDialog, None))
        made.act("&Coller…", partial(self._paste, Pasted.JURORS))
        made.act("&Modifier…", self._edit_juror, single=True)
        self._removal(made, remove_jurors)
        made.table.asked.connect(self._edit_juror)
        made.table.pasted.connect(partial(self._paste, Pasted.JURORS))

    def _make_rooms(self) -> None:
        empty = "Aucune salle de préparation\u202f: sans elle, les places ne sont pas comptées."
        made = self.rooms = self._section(_ROOMS, ROOM_HEADINGS, empty)
        made.act("&Ajouter…", lambda: self._open(RoomDialog, None))
        made.act("&Modifier…", self._edit_room, single=True)
        self._removal(made, remove_rooms)
        made.table.asked.connect(self._edit_room)

    def _make_rules(self) -> None:
        self._rules = label("", wrap=True)
        self.change_rules = aside("&Modifier les règles…", lambda: self._open(RulesDialog))
        inside = column(self.theme, self._rules, row(self.theme, self.change_rules, 1), 1, gap=16)
        self._pages.addWidget(panel(inside))

    def _section(self, place: int, headings: Sequence[str], empty: str) -> _Section:
        made = _Section(self.theme, _TITLES[place], headings, empty)
        self._pages.addWidget(made)
        return made

    def _removal(self, section: _Section, removal: Removal) -> None:
        def remove() -> None:
            chosen = section.table.chosen()
            if chosen:
                self.apply(lambda timetable: removal(timetable, frozenset(chosen)))
                section.table.setFocus()

        section.act("&Retirer", remove, some=True)
        section.table.removed.connect(remove)

    def _open(self, kind: Callable[..., FormDialog], *about: object) -> None:
        self.show_problem("")
        ask_over(self.presenter, lambda: kind(self.theme, self.presenter, *about, self))

    def _add_several(self) -> None:
        self._open(partial(CommissionDialog, several=True), None)

    def _paste(self, pasted: Pasted) -> None:
        self._open(PasteDialog, pasted)

    def _edit_commission(self) -> None:
        for each in self.commissions.table.chosen()[:1]:
            known = self._shown.commissions[each]
            self._open(CommissionDialog, known)

    def _edit_juror(self) -> None:
        for each in self.jurors.table.chosen()[:1]:
            self._open(JurorDialog, self._shown.jurors[each])

    def _edit_room(self) -> None:
        for each in self.rooms.table.chosen()[:1]:
            self._open(RoomDialog, self._shown.rooms[each])

    def _duplicate(self) -> None:
        for each in self.commissions.table.chosen()[:1]:
            self.apply(partial(duplicate, identity=each))

    def _half_days(self) -> None:
        chosen = self.commissions.table.chosen()
        self._open(HalfDaysDialog, chosen)

    def _undo(self) -> None:
        if self.presenter.undo():
            self._say("Annulé.", back=False)

    def _redo(self) -> None:
        if self.presenter.redo():
            self._say("Rétabli.")

    def _say(self, words: str, *, back: bool = True) -> None:
        """What was done, with the way back."""
        tell(self._done, words)
        self._echo.setVisible(bool(words))
        self.back.setVisible(back)
        soon(self, partial(announce, self, words))

    def _refresh(self, _topics: object = None) -> None:
        try:
            timetable = self._shown = self.timetable
        except FileProblem as problem:
            self.show_problem(messages.problem_of_centre(problem).sentence)
            return
        rows = (commission_rows(timetable, self.forms), juror_rows(timetable), room_rows(timetable))
        for section, shown, chip, title in zip(self.sections, rows, self.chips, _TITLES, strict=False):
            section.show_rows(shown)
            chip.setText(f"{title} {len(shown)}" if shown else title)
        self._rules.setText("\n".join(rule_lines(timetable.rules)))
