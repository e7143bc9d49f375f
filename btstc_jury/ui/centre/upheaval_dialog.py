"""« Absence, retard… »: what happened on the day, what moves for it, who is told; then applied, or not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from btstc_jury.application.centre.automatic import Asked, answered, question
from btstc_jury.application.centre.days import Upheaval, outcome, taken_in, to_place, upheaved
from btstc_jury.application.centre.placing import NoPlan, PlacingOptions, Solver
from btstc_jury.application.centre.setup import Replanned
from btstc_jury.application.problems import FileProblem
from btstc_jury.application.views import formats, messages
from btstc_jury.application.views.centre.sending import again_words
from btstc_jury.application.views.centre.setup import SetupRow
from btstc_jury.application.views.centre.upheaval import (
    begun_words,
    broken_off_words,
    moved_views,
    worse_words,
)
from btstc_jury.domain.centre.collected import SentFile
from btstc_jury.domain.centre.opening import centre_opens
from btstc_jury.domain.centre.timetable import Timetable
from btstc_jury.domain.centre.upheaval import Change
from btstc_jury.ui.centre.plan_dialog import PlanDialog
from btstc_jury.ui.centre.presenter import CentrePresenter
from btstc_jury.ui.centre.setup_table import SetupTable
from btstc_jury.ui.centre.solver_part import GIVE_UP, Placed, SolverPart
from btstc_jury.ui.centre.upheaval_fields import (
    AbsentPart,
    AddedPart,
    JurorPart,
    LatePart,
    MomentFields,
    Part,
    PreparationPart,
    RoomPart,
)
from btstc_jury.ui.soon import soon
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.announcing import announce
from btstc_jury.ui.widgets.basics import label, tell
from btstc_jury.ui.widgets.fields import Choice, Field
from btstc_jury.ui.widgets.layouts import AT_TOP, Pages, column, panel, row, sized

SECONDS = 20.0
"""That the solver may take, on the day."""
_HEADINGS = ("Candidat", "Maintenant", "Avant", "Prévenir", "Papier")
_TALL = (140, 320)


class Event(StrEnum):
    """What can happen."""

    JUROR = "juror"
    LATE = "late"
    ABSENT = "absent"
    ADDED = "added"
    ROOM = "room"
    PREPARATION = "preparation"


_EVENTS: Mapping[Event, tuple[str, Callable[[Theme, Timetable, datetime, int], Part]]] = {
    Event.JUROR: ("Un examinateur est absent ou en retard", JurorPart),
    Event.LATE: ("Un candidat est en retard", LatePart),
    Event.ABSENT: ("Un candidat est absent", AbsentPart),
    Event.ADDED: ("Un candidat s’ajoute", AddedPart),
    Event.ROOM: ("Une salle est perdue", RoomPart),
    Event.PREPARATION: ("Une salle de préparation est perdue", PreparationPart),
}


class UpheavalDialog(PlanDialog):
    """Nothing is written before « Appliquer ». ``event``, ``identity``: what it is about at first."""

    def __init__(
        self,
        theme: Theme,
        presenter: CentrePresenter,
        solver: Solver,
        parent: QWidget | None = None,
        event: Event = Event.JUROR,
        identity: int = 0,
        seconds: float = SECONDS,
    ) -> None:
        super().__init__(theme, presenter, "Absence, retard, salle perdue", 1040, parent)
        self._solver, self._seconds = solver, seconds
        self._before = self.timetable
        self._sent: tuple[SentFile, ...] = ()
        self._found: Upheaval | None = None
        self._change: Change | None = None
        self._work = SolverPart(theme, solver)
        self._work.failed.connect(self._failed)
        self._make_entries()
        self._make_preview()
        self.away = self.add_button("Annuler", self.reject)
        self.buttons.addWidget(self._work.enough)
        self.further = self.add_button("Chercher mieux…", self.look_further)
        self.further.setToolTip("D’autres candidats peuvent bouger, ceux convoqués le moins possible.")
        self.go = self.add_button("Voir ce qui change", self.submit, primary=True)
        self.kind.setCurrentIndex(self.kind.findData(event))
        if identity:
            self.part.choose(identity)
        self._working(busy=False)
        self._turn()
        self.part.who.setFocus()

    @property
    def part(self) -> Part:
        """Of the event chosen."""
        return self._of_event[Event(self.kind.currentData())]

    @property
    def found(self) -> Upheaval | None:
        """What the preview shows."""
        return self._found

    def entries(self) -> tuple[object, ...]:
        """Soon entered again: nothing is asked before they go."""
        return ()

    def submit(self) -> None:
        """Enter shows what changes; once more, applies it."""
        if self._work.busy:
            return
        found = self._found
        if found is None:
            self.preview()
            return
        self.apply_and_close(lambda _timetable: Replanned(found.after, found.words))

    def reject(self) -> None:
        if self._work.busy:
            self._work.give_up()
        else:
            super().reject()

    def preview(self) -> None:
        """What is taken out is placed at the first free place; nothing else moves."""
        self.show_problem("")
        try:
            self._before = self.timetable
            self._sent = tuple(self.presenter.office.file.collection.sent())
        except FileProblem as problem:
            self.show_problem(messages.problem_of_centre(problem).sentence)
            return
        now = self.moment.read()
        ground = self.part.ground(self._before)
        change = None if now is None else self.part.read(now)
        if change is None or now is None:
            self.first_invalid((*self.moment.fields, self.part.about, *self.part.fields))
            return
        self._before, self._change = ground, change
        self._show(upheaved(ground, change, now), now)

    def look_further(self) -> None:
        """Let the solver place again all that hasn't begun and isn't fixed."""
        now, change = self.moment.read(), self._change
        if now is None or change is None:
            return
        before = self._before
        out = taken_in(before, change, now)
        options = PlacingOptions(now, seconds=self._seconds)

        def done(found: Placed) -> None:
            self._rest()
            if found is not None:
                placed = found.partial if isinstance(found, NoPlan) else found
                after = answered(out, placed.timetable)
                self._show(outcome(before, after, change, to_place(before, out, change)), now)

        self._working(busy=True)
        self._work.start(question(out, Asked.UNFIXED), options, done)

    def _make_entries(self) -> None:
        theme, timetable = self.theme, self._before
        now = self._now()
        likely = likely_moment(timetable, now)
        self.kind = Choice(theme)
        for event, (words, _) in _EVENTS.items():
            self.kind.addItem(words, event)
        kind = Field(theme, "&Que se passe-t-il", self.kind)
        self.moment = MomentFields(theme, "&Il est", now, self.year)
        self._of_event = {
            event: made(theme, timetable, likely, self.year) for event, (_, made) in _EVENTS.items()
        }
        self._stack: QStackedWidget = Pages()
        for part in self._of_event.values():
            self._stack.addWidget(part)
            part.edited.connect(self._forget)
        for each in self.moment.fields:
            each.line.textEdited.connect(lambda _text: self._forget())
        self.kind.currentIndexChanged.connect(lambda _place: self._turn())
        self.body.addLayout(row(theme, (kind, 3), (self.moment, 2), gap=12, at=AT_TOP))
        self.body.addWidget(self._stack)

    def _now(self) -> datetime:
        now = formats.local(self.presenter.office.clock.now().utc)
        return now.replace(second=0, microsecond=0, tzinfo=None)

    def _make_preview(self) -> None:
        theme = self.theme
        self._title = label("", "strong", wrap=True)
        self._begun = label("", wrap=True)
        self._also = label("", "warning", wrap=True)
        self.table = SetupTable(theme, "Ce qui change", _HEADINGS, wraps=True)
        sized(theme, self.table, height=_TALL)
        self._preview = panel(column(theme, self._title, self._begun, self._also, self._work, self.table))
        self.body.addWidget(self._preview)
        self._preview.hide()

    def _turn(self) -> None:
        self._stack.setCurrentWidget(self.part)
        self._forget()

    def _forget(self) -> None:
        """What was shown is of other entries."""
        self._found = None
        self._preview.hide()
        self.further.hide()
        self.go.setText("Voir ce qui change")

    def _show(self, found: Upheaval, now: datetime) -> None:
        self._found = found
        views = moved_views(found.after, found.moved)
        rows = [
            SetupRow(number, (each.who, each.after, each.before, each.to_tell, each.printed))
            for number, each in enumerate(views)
        ]
        self._title.setText(f"{found.words}.")
        begun = begun_words(self._before, found.after, now)
        tell(self._begun, begun)
        again = again_words(self._before, found.after, self._sent)
        change = self._change
        off = "" if change is None else broken_off_words(self._before, found.after, change, now)
        also = [off, *worse_words(self._before, found.after), again]
        tell(self._also, "\n".join(filter(None, also)))
        self.table.show_rows(rows)
        self.table.setVisible(bool(rows))
        self.further.setVisible(self._solver.installed and bool(found.moved or found.left))
        self._preview.show()
        # Once it is laid out: on a small screen it would be below what was entered.
        soon(self, lambda: self._scroll.ensureWidgetVisible(self._preview))
        self.go.setText("Appliquer")
        self.go.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, " ".join(filter(None, (self._title.text(), begun, *also))))

    def _rest(self) -> None:
        self._working(busy=False)
        self.go.setFocus(Qt.FocusReason.OtherFocusReason)

    def _working(self, *, busy: bool) -> None:
        self._work.setVisible(busy)
        for part in (self.further, self._stack, self.kind, self.moment):
            part.setEnabled(not busy)
        self.go.setEnabled(not busy)
        self.away.setText(GIVE_UP if busy else "Annuler")

    def _failed(self, why: str) -> None:
        self._rest()
        self.show_problem(why)


def likely_moment(timetable: Timetable, now: datetime) -> datetime:
    """Now, where somebody sits today; else when the next day begins, or the last one did."""
    opens = centre_opens(timetable)
    if now.date() in opens or not opens:
        return now
    coming = [each for each in opens.values() if each > now]
    return min(coming) if coming else max(opens.values())
