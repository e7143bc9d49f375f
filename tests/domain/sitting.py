"""An oral conducted by the domain alone: what an office does, without a file."""

from __future__ import annotations

import pytest

from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import RemarkText, Sign, TextField
from btstc_jury.domain.candidate import Accommodation
from btstc_jury.domain.decide import decide, plan_oral
from btstc_jury.domain.events import Entry
from btstc_jury.domain.form import Form
from btstc_jury.domain.history import History, extend, open_history
from btstc_jury.domain.moments import Duration, Reading
from btstc_jury.domain.oral import Oral
from btstc_jury.domain.refusals import Reason, Refusal
from btstc_jury.domain.timing import ClockFace
from tests.fakes import FakeClock
from tests.forms_for_tests import COMPLIANT, JURORS, NO_ACCOMMODATION, make_form, make_plan

FORM = make_form()


class Sitting:
    """``forms`` are those that the oral may come to bear; the first is its own."""

    def __init__(self, *forms: Form, accommodation: Accommodation = NO_ACCOMMODATION) -> None:
        self.clock = FakeClock()
        self.forms = {form.hash: form for form in forms or (FORM,)}
        first = next(iter(self.forms.values()))
        event = plan_oral(make_plan(accommodation=accommodation), first)
        self.history: History = open_history([Entry(1, 1, self.now, "", event)], self.forms)

    @property
    def now(self) -> Reading:
        return self.clock.now()

    @property
    def oral(self) -> Oral:
        return self.history.oral

    @property
    def face(self) -> ClockFace:
        return self.oral.clock(self.now)

    def act(self, *commands: do.Command) -> tuple[ev.Event, ...]:
        """Carry out the commands at this very moment; the events of the last one."""
        happened: tuple[ev.Event, ...] = ()
        for command in commands:
            happened = decide(self.history, command)
            last = self.history.last_sequence
            added = tuple(
                Entry(last + offset, last + 1, self.now, "", event)
                for offset, event in enumerate(happened, start=1)
            )
            self.history = extend(self.history, added, self.forms)
        return happened

    def refused(self, command: do.Command) -> tuple[Reason, str]:
        """Why the command is refused, with the detail."""
        with pytest.raises(Refusal) as caught:
            decide(self.history, command)
        return caught.value.reason, caught.value.detail

    def wait(self, seconds: float) -> None:
        self.clock.advance(Duration.seconds(seconds))


def remark(text: str, sign: Sign = Sign.NONE, criterion: int | None = None) -> RemarkText:
    return RemarkText(text, sign, criterion)


def opened(*forms: Form, accommodation: Accommodation = NO_ACCOMMODATION) -> Sitting:
    """The commission sits."""
    sitting = Sitting(*forms, accommodation=accommodation)
    sitting.act(do.Open(JURORS))
    return sitting


def running(*forms: Form, accommodation: Accommodation = NO_ACCOMMODATION) -> Sitting:
    """The first phase has just begun."""
    sitting = opened(*forms, accommodation=accommodation)
    sitting.act(do.Start())
    return sitting


def ended(*forms: Form) -> Sitting:
    """The oral is over; nothing is assessed yet."""
    sitting = running(*forms)
    sitting.wait(600)
    sitting.act(do.NextPhase())
    sitting.wait(1200)
    sitting.act(ev.Ended())
    return sitting


def complete() -> Sitting:
    """Nothing is missing any more."""
    sitting = ended()
    sitting.act(COMPLIANT, *(ev.Rated(each.number, "S") for each in FORM.criteria))
    sitting.act(ev.MarkProposed(FORM.mark.maximum), ev.TextWritten(TextField.APPRECIATION, "Oral maîtrisé."))
    return sitting


def finalised() -> Sitting:
    sitting = complete()
    sitting.act(ev.Finalised())
    return sitting
