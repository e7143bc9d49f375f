"""Random work of a commission, as commands that may or may not be allowed where they come."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from hypothesis import strategies as st

from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import MissingKind, RemarkText, Sign, TextField
from btstc_jury.domain.commands import Command
from btstc_jury.domain.events import GapCause
from btstc_jury.domain.form import Form
from btstc_jury.domain.missing import missing
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.refusals import Refusal
from btstc_jury.domain.standing import Stage
from btstc_jury.domain.timing import MarkKind
from tests.domain.sitting import FORM, Sitting
from tests.forms_for_tests import COMPLIANT, JURORS, make_form, make_plan

Wish = Callable[[Sitting], Command]
OTHER = make_form(key="autre", criteria=FORM.criteria[:2])


def picked(numbers: list[int], rank: int) -> int:
    """One of the numbers; an unknown one where there is none."""
    return numbers[rank % len(numbers)] if numbers else 999


def marks(sitting: Sitting, kind: MarkKind) -> list[int]:
    return [mark.sequence for mark in sitting.oral.marks if mark.kind is kind]


def always(command: Command) -> Wish:
    return lambda _: command


ranks = st.integers(0, 5)
texts = st.sampled_from(["", "clair", "hésite", "chiffré"])
levels = st.sampled_from([None, "TI", "S", "NE", "X"])
numbers = st.sampled_from([None, 1, 2, 3, 9])
remarks = st.builds(RemarkText, texts, st.sampled_from(list(Sign)), numbers)
commands: list[Command] = [
    do.StartPreparation(),
    ev.PreparationEnded(),
    do.Open(JURORS),
    do.Open(JURORS[:1]),
    do.Start(),
    do.NextPhase(),
    ev.Resumed(),
    ev.Ended(),
]
pauses: list[Command] = [ev.Paused(), ev.Paused("alarme")]
moves = st.sampled_from(commands).map(always)
explanations: st.SearchStrategy[Wish] = st.builds(
    lambda rank, text: lambda sitting: ev.PauseExplained(picked(marks(sitting, MarkKind.PAUSE), rank), text),
    ranks,
    texts,
)
decisions: st.SearchStrategy[Wish] = st.builds(
    lambda rank, counted: lambda sitting: ev.GapDecided(picked(marks(sitting, MarkKind.GAP), rank), counted),
    ranks,
    st.booleans(),
)
noting: st.SearchStrategy[Wish] = st.one_of(
    st.builds(lambda content, level: lambda s: do.AddRemark(s.now, content, level), remarks, levels),
    st.builds(
        lambda rank, content, level: (
            lambda s: do.ChangeRemark(picked([*s.oral.remarks], rank), content, level)
        ),
        ranks,
        remarks,
        levels,
    ),
    st.builds(lambda rank: lambda s: ev.RemarkRemoved(picked([*s.oral.remarks], rank)), ranks),
)
assessing = st.one_of(
    st.builds(ev.Rated, st.sampled_from([1, 2, 3, 9]), levels),
    st.builds(ev.MarkProposed, st.sampled_from([None, Decimal(8), Decimal("12.5"), Decimal("12.3")])),
    st.builds(ev.TextWritten, st.sampled_from(list(TextField)), texts),
).map(always)


def forward(sitting: Sitting) -> Command:
    """What a commission does next; by chance alone an oral would hardly ever begin."""
    oral = sitting.oral
    match oral.stage:
        case Stage.PLANNED:
            return do.Open(JURORS)
        case Stage.OPENED:
            return do.Start()
        case Stage.RUNNING if oral.phase == len(oral.form.phases) - 1:
            return ev.Ended()
        case Stage.PAUSED:
            return ev.Resumed()
        case _:
            return do.NextPhase()


undoable = st.one_of(
    st.just(forward), moves, st.sampled_from(pauses).map(always), explanations, decisions, noting, assessing
)
"""What an undo can take back."""


def stop(sitting: Sitting) -> Command:
    alive = sitting.now
    sitting.clock.restart(Duration.minutes(1))
    return ev.GapFound(alive, GapCause.STOP)


def replan(name: str, form: Form | None) -> Wish:
    return lambda sitting: do.ChangePlan(make_plan(last_name=name), form or sitting.oral.form)


def settle(sitting: Sitting) -> Command:
    """All that is missing at once is unlikely by chance: give it, then settle."""
    if sitting.oral.stage is Stage.FINALISED:
        return ev.Reopened("erreur")
    if sitting.oral.stage is Stage.ENDED:
        for gap in sitting.oral.pending_gaps:
            sitting.act(ev.GapDecided(gap, counted=True))
        for pause in marks(sitting, MarkKind.PAUSE):
            sitting.act(ev.PauseExplained(pause, "alarme"))
        if MissingKind.DOSSIER in {each.kind for each in missing(sitting.oral)}:
            sitting.act(COMPLIANT)
        sitting.act(*(ev.Rated(each.number, "S") for each in sitting.oral.form.criteria))
        sitting.act(ev.MarkProposed(Decimal(10)), ev.TextWritten(TextField.APPRECIATION, "Bien."))
    return ev.Finalised()


every = st.one_of(
    undoable,
    undoable,
    st.sampled_from([always(do.Undo()), always(do.Redo()), stop, settle]),
    st.builds(replan, st.sampled_from(["Durand", "Petit"]), st.sampled_from([None, FORM, OTHER])),
)


def courses(wishes: st.SearchStrategy[Wish]) -> st.SearchStrategy[list[Wish]]:
    """From any stage on, half of the time with work done on the way."""
    begun = st.integers(0, 5).map(lambda steps: [forward] * steps)
    return st.tuples(begun, st.lists(wishes, max_size=15), begun, st.lists(wishes, max_size=15)).map(
        lambda parts: [wish for part in parts for wish in part]
    )


def conduct(sitting: Sitting, course: list[Wish]) -> int:
    """Do what is allowed, a second between two wishes; how many acts were written."""
    written = 0
    for wish in course:
        sitting.wait(1)
        try:
            written += bool(sitting.act(wish(sitting)))
        except Refusal:
            continue
    return written
