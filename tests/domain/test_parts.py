"""A part of the oral that was not held. « L’épreuve se déroule en quatre parties » (E4 § 4.B, l.5452):
settling without one asks why; another form takes the reason as a remark.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from btstc_jury.application.form_content import with_hash
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import Missing, MissingKind
from btstc_jury.domain.form import Form
from btstc_jury.domain.missing import missing
from btstc_jury.domain.oral import not_held
from btstc_jury.domain.refusals import Reason
from tests.domain.official import E4, E6, LIBRARY, conduct, judge, opening
from tests.domain.sitting import Sitting


def ended_early(form: Form) -> Sitting:
    """After the second part."""
    sitting = Sitting(form)
    sitting.act(opening(), do.Start(), do.NextPhase(), ev.Ended())
    judge(sitting)
    return sitting


def test_an_oral_of_four_parts_is_not_settled_without_a_word_on_those_not_held() -> None:
    sitting = ended_early(E4)
    assert missing(sitting.oral) == (Missing(MissingKind.PART, (3, 4)),)
    sitting.act(ev.PartExplained(2, " malaise du candidat "))
    assert missing(sitting.oral) == (Missing(MissingKind.PART, (4,)),)
    assert sitting.refused(ev.Finalised()) == (Reason.INCOMPLETE, "")
    sitting.act(ev.PartExplained(3, "malaise du candidat"))
    assert dict(sitting.oral.proceedings.part_reasons) == dict.fromkeys((2, 3), "malaise du candidat")
    sitting.act(ev.Finalised())
    assert sitting.refused(ev.PartExplained(3, "")) == (Reason.FINALISED, "")


@pytest.mark.parametrize("form", [E6, LIBRARY.get("e4-ccf-2"), with_hash(replace(E4, parts_due=False))])
def test_another_form_takes_the_reason_as_a_remark(form: Form) -> None:
    sitting = ended_early(form)
    assert not_held(sitting.oral)
    assert missing(sitting.oral) == ()


def test_nothing_is_asked_of_parts_that_were_held_nor_before_the_end() -> None:
    whole = Sitting(E4)
    conduct(whole)
    judge(whole)
    assert (not_held(whole.oral), missing(whole.oral)) == ((), ())
    assert whole.refused(ev.PartExplained(3, "malaise")) == (Reason.PART_HELD, "")
    running = Sitting(E4)
    running.act(opening(), do.Start())
    assert not_held(running.oral) == ()
    assert running.refused(ev.PartExplained(3, "malaise")) == (Reason.PART_HELD, "")


def test_a_reason_is_given_once_and_taken_back() -> None:
    sitting = ended_early(E4)
    sitting.act(ev.PartExplained(2, "malaise"))
    assert sitting.act(ev.PartExplained(2, "malaise")) == ()
    sitting.act(ev.PartExplained(2, ""))
    assert missing(sitting.oral) == (Missing(MissingKind.PART, (3, 4)),)


def test_an_end_taken_back_asks_for_nothing() -> None:
    sitting = Sitting(E4)
    sitting.act(opening(), do.Start(), ev.Ended())
    assert not_held(sitting.oral) == (1, 2, 3)
    sitting.act(do.Undo())
    assert not_held(sitting.oral) == ()
