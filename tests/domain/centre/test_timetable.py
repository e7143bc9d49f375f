"""Who is due what, and how long it takes."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from fractions import Fraction

from btstc_jury.domain.centre.candidates import CentreCandidate
from btstc_jury.domain.centre.timetable import (
    CentreCommission,
    FormTimes,
    Length,
    Need,
    PlacingRules,
    SlotKey,
    Timetable,
    Wish,
    hears,
    length,
    needs,
    situated,
    slot_at,
)

FORMS = {
    "e4-ponctuel": FormTimes("E4", in_ccf=False, preparation=50, oral=50),
    "e4-ccf-1": FormTimes("E4", in_ccf=True, preparation=0, oral=20),
    "e6-ponctuel": FormTimes("E6", in_ccf=False, preparation=0, oral=60),
}
E4 = CentreCommission(1, "1", "e4-ponctuel")
E6 = CentreCommission(2, "2", "e6-ponctuel")


def _at(hour: str) -> datetime:
    return datetime.fromisoformat(f"2027-05-18T{hour}")


HOUR = _at("10:00")


def _timetable(*candidates: CentreCandidate, exams: tuple[str, ...] = ("E4", "E6")) -> Timetable:
    return Timetable(
        dict(enumerate(candidates, 1)), FORMS, PlacingRules(exams=exams), commissions={1: E4, 2: E6}
    )


def test_the_list_says_which_exams_and_where_it_does_not_the_centre() -> None:
    timetable = _timetable(CentreCandidate(exams="E4 CCF, E6 ponctuel, E5"), CentreCandidate())
    assert list(needs(timetable)) == [
        Need(1, "E4", in_ccf=True),
        Need(1, "E6", in_ccf=False),
        Need(2, "E4", None),
        Need(2, "E6", None),
    ]
    assert next(needs(timetable)).key == SlotKey(1, "E4")


def test_who_is_absent_is_due_nothing_and_what_is_said_by_hand_goes_first() -> None:
    timetable = _timetable(CentreCandidate(exams="E4"), CentreCandidate())
    timetable = replace(timetable, wishes={1: Wish(1, exams=("E6",)), 2: Wish(2, absent=True)})
    assert list(needs(timetable)) == [Need(1, "E6", None)]


def test_an_exam_named_twice_is_due_once() -> None:
    timetable = replace(_timetable(CentreCandidate()), wishes={1: Wish(1, exams=("E6", "E4", "E6"))})
    assert [each.exam for each in needs(timetable)] == ["E6", "E4"]


def test_a_commission_without_a_known_form_hears_nobody() -> None:
    timetable = replace(_timetable(CentreCandidate()), commissions={1: replace(E4, form="perdue")})
    assert list(needs(timetable)) == []
    assert not hears(timetable, timetable.commissions[1], Need(1, "E4", None))


def test_a_commission_hears_its_exam_taken_its_way() -> None:
    timetable = _timetable()
    assert hears(timetable, E4, Need(1, "E4", None))
    assert hears(timetable, E4, Need(1, "E4", in_ccf=False))
    assert not hears(timetable, E4, Need(1, "E4", in_ccf=True))
    assert not hears(timetable, E4, Need(1, "E6", None))


def test_extra_time_is_never_cut_to_the_step() -> None:
    timetable = _timetable(CentreCandidate(extra_time=Fraction(1, 3)), CentreCandidate())
    # 66 min 40 s.
    assert length(timetable, E4, 1) == Length(70, 70, 10)
    assert length(timetable, E4, 2).whole == 110
    assert length(timetable, replace(E4, preparation_minutes=32, oral_minutes=0), 2) == Length(35, 0, 10)


def test_a_slot_has_all_that_belongs_to_its_oral() -> None:
    timetable = _timetable(CentreCandidate(extra_time=Fraction(1, 3)))
    slot = slot_at(timetable, E4, SlotKey(1, "E4"), HOUR)
    assert (slot.preparation, slot.oral) == (_at("08:50"), HOUR)
    assert (slot.ends, slot.free) == (_at("11:10"), _at("11:20"))
    assert slot.key == SlotKey(1, "E4")


def test_each_situation_of_a_ccf_that_is_heard_here_is_due() -> None:
    forms = {
        **FORMS,
        "e4-ccf-1": FormTimes(situated("E4", 1), in_ccf=True, preparation=0, oral=20),
        "e4-ccf-2": FormTimes(situated("E4", 2), in_ccf=True, preparation=0, oral=30),
    }
    first, second = (CentreCommission(each, str(each), f"e4-ccf-{each}") for each in (1, 2))
    people = _timetable(CentreCandidate(exams="E4 CCF"), CentreCandidate(exams="E4 ponctuel"))
    timetable = replace(people, forms=forms, commissions={1: first, 2: second, 3: E6})
    due = list(needs(timetable))
    assert due[:2] == [Need(1, "E4 S1", in_ccf=True), Need(1, "E4 S2", in_ccf=True)]
    assert [hears(timetable, each, due[1]) for each in (first, second, E6)] == [False, True, False]
    assert not any(hears(timetable, first, each) for each in due[2:])
    only = replace(timetable, wishes={1: Wish(1, exams=("E4 S2", "E4 S2")), 2: Wish(2, absent=True)})
    assert [each.exam for each in needs(only)] == ["E4 S2"]


def test_who_takes_an_exam_in_ccf_isnt_due_the_other_way_beside_it() -> None:
    forms = {
        **FORMS,
        "e4-ccf-1": FormTimes(situated("E4", 1), in_ccf=True, preparation=0, oral=20),
    }
    both = {1: CentreCommission(1, "1", "e4-ponctuel"), 2: CentreCommission(2, "2", "e4-ccf-1")}
    people = _timetable(
        CentreCandidate(exams="E4 CCF"), CentreCandidate(exams="E4 ponctuel"), CentreCandidate(exams="E4")
    )
    timetable = replace(people, forms=forms, commissions=both)
    assert list(needs(timetable)) == [
        Need(1, "E4 S1", in_ccf=True),
        Need(2, "E4", in_ccf=False),
        Need(3, "E4", in_ccf=None),
        Need(3, "E4 S1", in_ccf=None),
    ]
