"""What is said of an act as soon as it is done, in one line, and whether the same line can take it back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto

from btstc_jury.application.office import Changes, Office
from btstc_jury.application.views import formats
from btstc_jury.application.views.clock import CellState, ClockView
from btstc_jury.application.views.history import clipped, hidden, words_context
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessed import Assessed
from btstc_jury.domain.history import History
from btstc_jury.domain.standing import Stage

_UNTOLD: Mapping[type[ev.Event], str] = {
    ev.Rated: "niveau du professeur",
    ev.TrainingMarkGiven: "note d’entraînement",
}
"""Of what the student and observers mustn't know before they gave their own levels: that it was done."""
_TOLD = 2
"""Events of one act that are told; the others are counted."""


class WayBack(Enum):
    """What takes the act back at once."""

    NONE = auto()
    UNDO = auto()
    REDO = auto()


@dataclass(frozen=True, slots=True)
class Echo:
    """``words``: "" for nothing to say; ``private``: of an opinion or a remark that only its author may know
    of now.
    """

    words: str
    way_back: WayBack = WayBack.NONE
    private: bool = False
    assessed: Assessed = Assessed.CRITERIA

    @property
    def spoken(self) -> str:
        """For a screen reader, which doesn't say arrows and numbers as they are meant."""
        return self.words.replace("n°\u202f", self.assessed.named("critère ")).replace(" → ", ", devient ")


def echo(office: Office, changes: Changes, *, levels: bool = True) -> Echo:
    """Of what was just done to an oral. ``levels``: false where somebody who mustn't know which level or mark
    was given may sit before the screen.
    """
    if changes.oral is None or changes.before is None or not changes.events:
        return Echo("")
    history = office.history(changes.oral)
    first, act = changes.events[0], history.entries[-1].act
    match first:
        case ev.Undone(undone):
            events = _of_act(history, undone)
            head, back = f"Annulé{formats.NARROW}: ", WayBack.REDO
        case ev.Redone(redone):
            events = _of_act(history, redone)
            head, back = f"Rétabli{formats.NARROW}: ", WayBack.UNDO
        case _:
            # What follows from a reveal, a transfer or an opinion brought is shown, not told.
            alone = isinstance(first, ev.Revealed | ev.SheetReceived | ev.OpinionBrought)
            events, head = (first,) if alone else changes.events, ""
            possible = history.oral.stage is not Stage.FINALISED and history.undoable() == act
            back = WayBack.UNDO if possible else WayBack.NONE
    words, private = _told(office, history, changes, events, levels=levels)
    told = f"{head}{words}" if words else head.rstrip(f"{formats.NARROW}: ")
    return Echo(told, back, private, history.oral.form.assessed)


def _of_act(history: History, act: int) -> tuple[ev.Event, ...]:
    """What is told of an act that is taken back, or brought back."""
    events = tuple(entry.event for entry in history.act(act))
    return events[:1] if isinstance(events[0], ev.OpinionBrought) else events


def _told(
    office: Office, history: History, changes: Changes, events: tuple[ev.Event, ...], *, levels: bool
) -> tuple[str, bool]:
    before, after = changes.before or history.oral, history.oral
    remarks = {**before.remarks, **after.remarks}
    texts = {number: remark.content for number, remark in remarks.items()}
    index = office.file.index
    context = words_context(office, after, texts, lambda other: index.summary(other).full_name)

    def say(event: ev.Event) -> str:
        untold = "" if levels else _UNTOLD.get(type(event), "")
        return untold or clipped(event.told(before, after, context))

    told = list(filter(None, map(say, events)))
    more = len(told) - _TOLD
    shown = " · ".join(told[:_TOLD])
    private = any(hidden(event, after.debate, texts) for event in events)
    return (f"{shown} · et {formats.count(more, 'autre')}" if more > 0 else shown), private


def time_words(view: ClockView) -> str:
    """How much is left, asked for by a key."""
    if not view.stage.facts.under_way:
        return "L’interrogation n’est pas en cours."
    cell = next(each for each in view.cells if each.state is CellState.NOW)
    halted = ", suspendue" if view.stage is Stage.PAUSED else ""
    phase = f"dépassée de {view.left.lstrip('+')}" if view.overrun else formats.left_words(view.left)
    total = view.total_left.lstrip("+")
    left = f"total{formats.NARROW}: {formats.left_words(view.total_left)}"
    whole = f"total dépassé de {total}" if view.total_overrun else left
    if view.left == view.total_left:
        # It has no duration of its own, or takes what is left.
        return f"Phase {cell.number}{halted}, {whole}"
    return f"Phase {cell.number}{halted}{formats.NARROW}: {phase} · {whole}"
