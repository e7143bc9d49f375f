"""The épreuve and its two situations: annexe V, E4, § 4.A (l.5336-5406) and E6, § 4.A (l.5750-5762)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from btstc_jury.domain.exam import Calculation, Exam, Held
from btstc_jury.domain.refusals import Reason
from btstc_jury.domain.signing import JuryDecision
from btstc_jury.domain.standing import Status

AUTUMN, SPRING = date(2026, 11, 20), date(2027, 3, 12)
DECISION = JuryDecision(Decimal(13), date(2027, 7, 2), exam="E4")
FIRST = Held(
    situation=1, on=AUTUMN, status=Status.NORMAL, oral=1, signed=True, mark=Decimal(12), decision=DECISION
)
SECOND = replace(FIRST, situation=2, on=SPRING, oral=2, mark=Decimal("14.5"))
BOTH = Exam("E4", (FIRST, SECOND))
PONCTUEL = Exam("E4", (replace(FIRST, situation=0),))


def test_a_ponctuel_is_an_epreuve_by_itself() -> None:
    """l.5408: one oral."""
    assert (PONCTUEL.tied, PONCTUEL.missing, PONCTUEL.twice) == (False, (), ())
    assert (PONCTUEL.undecidable, PONCTUEL.incommunicable, PONCTUEL.decision) == (None, None, DECISION)
    assert PONCTUEL.calculation is None
    assert PONCTUEL.beside(1) == ()


def test_two_situations_make_one_epreuve() -> None:
    """l.5336-5384."""
    assert (BOTH.tied, BOTH.missing, BOTH.reversed) == (True, (), None)
    assert (BOTH.undecidable, BOTH.incommunicable, BOTH.decision) == (None, None, DECISION)
    assert BOTH.beside(1) == (SECOND.oral,)
    assert BOTH.of_one_situation == ()


@pytest.mark.parametrize(("known", "missing"), [(FIRST, (2,)), (SECOND, (1,))])
def test_nothing_is_decided_nor_told_on_one_situation_alone(known: Held, missing: tuple[int, ...]) -> None:
    """l.5391, l.5406."""
    alone = Exam("E4", (known,))
    assert alone.missing == missing
    assert alone.undecidable is alone.incommunicable is Reason.OTHER_SITUATION_MISSING
    assert alone.decision is None
    assert alone.calculation is None
    assert alone.of_one_situation == (known,)


def test_a_decision_of_old_on_each_situation_is_none_on_the_epreuve() -> None:
    old = replace(DECISION, exam="")
    exam = Exam("E4", (replace(FIRST, decision=old), replace(SECOND, decision=old)))
    assert exam.decision is None
    assert exam.incommunicable is Reason.NOT_DECIDED
    assert len(exam.of_one_situation) == 2
    assert Exam("E4", (replace(FIRST, situation=0, decision=old),)).decision == old


def test_two_decisions_that_differ_are_none() -> None:
    better = replace(DECISION, mark=Decimal(14))
    exam = Exam("E4", (FIRST, replace(SECOND, decision=better)))
    assert exam.decision is None
    assert exam.incommunicable is Reason.NOT_DECIDED
    assert len(exam.of_one_situation) == 2


def test_a_decision_kept_with_one_situation_of_two_files_is_that_of_the_epreuve() -> None:
    assert Exam("E4", (FIRST, replace(SECOND, decision=None))).decision == DECISION


def test_situation_1_comes_before_situation_2() -> None:
    """l.5336, l.5365: the second follows the first; a warning, never a refusal."""
    turned = Exam("E4", (replace(FIRST, on=SPRING), replace(SECOND, on=AUTUMN)))
    assert (turned.reversed, turned.misplanned) == ((2, 1), False)
    assert turned.undecidable is None
    assert Exam("E4", (SECOND,)).reversed is None
    planned = replace(SECOND, on=AUTUMN, proposed=False, settled=False, mark=None, decision=None)
    assert Exam("E4", (replace(FIRST, on=SPRING), planned)).reversed is None
    both = Exam("E4", (replace(planned, situation=1, on=SPRING), planned))
    assert (both.reversed, both.misplanned) == ((2, 1), True)


def test_a_situation_held_twice_is_to_be_settled_first() -> None:
    exam = Exam("E4", (FIRST, replace(FIRST, oral=3), SECOND))
    assert exam.twice == (1,)
    assert exam.undecidable is exam.incommunicable is Reason.SITUATION_TWICE
    assert exam.calculation is None
    assert exam.situations == (1, 2)


def test_the_jury_decides_once_every_situation_is_settled() -> None:
    waiting = replace(SECOND, proposed=False, settled=False)
    assert Exam("E4", (FIRST, waiting)).undecidable is Reason.SITUATION_OPEN
    absent = replace(SECOND, proposed=False, status=Status.ABSENT, mark=None)
    assert Exam("E4", (FIRST, absent)).undecidable is None
    both = (replace(absent, situation=1), absent)
    assert Exam("E4", both).undecidable is Reason.NOTHING_PROPOSED


@pytest.mark.parametrize(
    ("altered", "why"),
    [
        ({"status": Status.WITHHELD}, Reason.RESULT_WITHHELD),
        ({"status": Status.RESERVED}, Reason.RESERVE_OPEN),
        ({"signed": False}, Reason.SIGNATURES_MISSING),
    ],
)
def test_the_mark_is_told_signed_and_without_reserve_only(altered: dict[str, object], why: Reason) -> None:
    """Of either situation, and of a ponctuel."""
    for exam in (
        Exam("E4", (FIRST, replace(SECOND, **altered))),  # type: ignore[arg-type]
        Exam("E4", (replace(FIRST, situation=0, **altered),)),  # type: ignore[arg-type]
    ):
        assert exam.undecidable is None
        assert exam.incommunicable is why


def test_an_absence_needs_no_signature() -> None:
    absent = replace(SECOND, proposed=False, status=Status.ABSENT, mark=None, signed=False)
    exam = Exam("E4", (FIRST, absent))
    assert exam.incommunicable is None
    assert not exam.unsigned


@pytest.mark.parametrize(
    ("one", "two", "whole"),
    [
        (Status.NORMAL, Status.NORMAL, Status.NORMAL),
        (Status.NORMAL, Status.ABSENT, Status.ABSENT),
        (Status.ABSENT_JUSTIFIED, Status.ABSENT, Status.ABSENT_JUSTIFIED),
        (Status.ABSENT, Status.NOT_VALIDATED, Status.NOT_VALIDATED),
        (Status.NOT_VALIDATED, Status.RESERVED, Status.RESERVED),
        (Status.RESERVED, Status.WITHHELD, Status.WITHHELD),
    ],
)
def test_the_gravest_status_is_that_of_the_epreuve(one: Status, two: Status, whole: Status) -> None:
    assert Exam("E4", (replace(FIRST, status=one), replace(SECOND, status=two))).status is whole
    assert Exam("E4", (replace(FIRST, status=two), replace(SECOND, status=one))).status is whole


def test_weights_give_an_exact_mark_with_its_terms() -> None:
    """40/60 of a presentation of the reform (rules of the circular), off until the centre turns them on."""
    assert BOTH.calculation is None
    weighted = Exam("E4", (replace(FIRST, weight=Decimal(40)), replace(SECOND, weight=Decimal(60))))
    terms = ((Decimal(12), Decimal(40)), (Decimal("14.5"), Decimal(60)))
    assert weighted.calculation == Calculation(terms, Fraction("13.5"))
    thirds = Exam("E4", (replace(FIRST, weight=Decimal(1)), replace(SECOND, weight=Decimal(2))))
    assert thirds.calculation is not None
    assert thirds.calculation.mark == Fraction(41, 3)


def test_no_mark_is_reckoned_from_what_is_not_there() -> None:
    weight = Decimal(50)
    absent = replace(SECOND, mark=None, weight=weight)
    assert Exam("E4", (replace(FIRST, weight=weight), absent)).calculation is None
    zero = (replace(FIRST, weight=Decimal(0)), replace(SECOND, weight=Decimal(0)))
    assert Exam("E4", zero).calculation is None


def test_an_epreuve_of_four_situations_waits_for_each() -> None:
    """E1: four « de poids identiques », of which two are written (annexe V, E1, § 2.2)."""
    third = replace(FIRST, situation=3, count=4, decision=None, weight=Decimal(25))
    known = Exam("E1", (third, replace(third, situation=4, oral=2, on=SPRING)))
    assert known.situations == (1, 2, 3, 4)
    assert known.missing == (1, 2)
    assert known.undecidable is Reason.OTHER_SITUATION_MISSING
    written = [replace(third, situation=each, oral=0, mark=Decimal(10)) for each in (1, 2)]
    whole = Exam("E1", (*written, *known.held))
    assert (whole.missing, whole.undecidable, whole.reversed) == ((), None, None)
    assert whole.calculation is not None
    assert whole.calculation.mark == 11
    assert (whole.beside(1), whole.beside(2)) == ((2,), (1,))
    late = Exam("E1", (*written, replace(third, on=SPRING), replace(third, situation=4, oral=2)))
    assert (late.misplanned, late.reversed) == (False, (4, 3))
