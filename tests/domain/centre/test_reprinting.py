"""What on paper isn't so any more, and what moved between two plans."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from btstc_jury.domain.centre.candidates import CentreCandidate
from btstc_jury.domain.centre.centre import Centre
from btstc_jury.domain.centre.day_differences import Moved, ToTell, differences
from btstc_jury.domain.centre.reprinting import (
    Difference,
    Reprinting,
    as_printed,
    centre_printed,
    changed_since_printed,
    person_printed,
)
from btstc_jury.domain.centre.timetable import Printed, SlotKey, SlotState, Timetable
from tests.domain.centre.days import at, commission, juror, placed, timetable, with_slots

E4 = CentreCandidate(exams="E4")
ONE, OTHER = SlotKey(1, "E4"), SlotKey(2, "E4")


def _printed() -> Timetable:
    """One oral, printed as it is, before two jurors, one of whom isn't known any more."""
    given = timetable(E4, commissions=[commission(1, jurors=(1, 1, 7)), commission(2)])
    del (known := {**given.jurors})[7]
    given = placed(replace(given, jurors=known), (1, "E4", 1, at("09:00")))
    return replace(given, printed={ONE: as_printed(given, given.slots[ONE], 5)})


def _with_state(given: Timetable, state: SlotState) -> Timetable:
    return with_slots(given, replace(given.slots[ONE], state=state))


def test_a_paper_tells_where_when_and_before_whom() -> None:
    given = _printed()
    assert given.printed[ONE] == Printed(given.slots[ONE], "1", "B1", "B10", ("Juré 1",), 5)
    gone = replace(given, commissions={})
    assert as_printed(gone, given.slots[ONE]) == Printed(given.slots[ONE], "", "", "", (), 0)


def test_who_does_not_prepare_is_told_no_room_for_it() -> None:
    given = placed(timetable(), (1, "E6", 2, at("09:00")))
    seated = replace(given.commissions[2], preparation_room=1)
    given = replace(given, commissions={2: seated})
    assert as_printed(given, given.slots[SlotKey(1, "E6")]).preparation_room == ""


def _changed(difference: Difference) -> Timetable:
    given = _printed()
    one = given.commissions[1]
    match difference:
        case Difference.TIMES:
            return placed(given, (1, "E4", 1, at("09:05")))
        case Difference.COMMISSION:
            return replace(given, commissions={1: replace(one, number="7")})
        case Difference.ROOM:
            return replace(given, commissions={1: replace(one, room="B2")})
        case Difference.PREPARATION_ROOM:
            return replace(given, rooms={1: replace(given.rooms[1], name="B11")})
        case Difference.JURORS:
            return replace(given, jurors={1: replace(juror(1), name="Autre")})


@pytest.mark.parametrize("difference", Difference)
def test_what_a_paper_says_otherwise_is_told(difference: Difference) -> None:
    assert changed_since_printed(_printed()) == Reprinting({}, (), ())
    changed = changed_since_printed(_changed(difference))
    assert changed == Reprinting({ONE: frozenset({difference})}, (), ())
    assert difference.words


def test_what_is_gone_or_was_never_printed_is_told_apart() -> None:
    given = _printed()
    given = placed(replace(given, candidates={1: E4, 2: E4}, slots={}), (2, "E4", 2, at("09:00")))
    assert changed_since_printed(given) == Reprinting({}, (ONE,), (OTHER,))


@pytest.mark.parametrize("state", [SlotState.BEGUN, SlotState.ABSENT])
def test_nothing_is_printed_again_of_what_is_over(state: SlotState) -> None:
    moved = _with_state(_changed(Difference.TIMES), state)
    assert changed_since_printed(moved) == Reprinting({}, (), ())
    assert changed_since_printed(replace(moved, printed={})) == Reprinting({}, (), ())


ALL = frozenset(ToTell)


@pytest.mark.parametrize("difference", Difference)
def test_who_must_be_told_what_moved(difference: Difference) -> None:
    before, after = _printed(), _changed(difference)
    told = frozenset({ToTell.JURORS}) if difference is Difference.JURORS else ALL
    old, new = (as_printed(each, each.slots[ONE]) for each in (before, after))
    assert differences(before, after) == (Moved(ONE, old, new, frozenset({difference}), told, printed=True),)
    assert differences(before, before) == ()
    assert all(each.words for each in told)


def test_what_was_put_back_where_it_was_printed_is_no_reason_to_print() -> None:
    (moved,) = differences(_changed(Difference.TIMES), _printed())
    assert not moved.printed
    (moved,) = differences(*(replace(each, printed={}) for each in (_printed(), _changed(Difference.TIMES))))
    assert not moved.printed


def test_who_has_no_place_any_more_and_who_is_absent() -> None:
    given = _printed()
    old = as_printed(given, given.slots[ONE])
    assert differences(given, replace(given, slots={})) == (
        Moved(ONE, old, None, frozenset(), ALL, printed=True),
    )
    told = frozenset({ToTell.JURORS, ToTell.PREPARATION})
    absent = _with_state(given, SlotState.ABSENT)
    assert differences(given, absent) == (
        Moved(ONE, old, None, frozenset(), told, printed=False, absent=True),
    )
    assert differences(absent, absent) == ()
    assert differences(absent, replace(absent, slots={})) == ()


def test_who_comes_without_preparing_concerns_no_preparation_room() -> None:
    before = timetable()
    after = placed(before, (1, "E6", 2, at("09:00")), (1, "E4", 1, at("08:50")))
    came = differences(before, after)
    assert [(each.key.exam, each.to_tell) for each in came] == [
        ("E4", ALL),
        ("E6", ALL - {ToTell.PREPARATION}),
    ]


def test_what_has_begun_where_it_stood_is_over() -> None:
    after = replace(_with_state(_printed(), SlotState.BEGUN), rooms={})
    assert differences(_printed(), after) == ()
    assert differences(_with_state(_printed(), SlotState.BEGUN), after) == ()
    elsewhere = _with_state(_changed(Difference.TIMES), SlotState.BEGUN)
    assert [each.in_what for each in differences(_printed(), elsewhere)] == [{Difference.TIMES}]


def test_another_name_of_the_candidate_or_of_the_centre_is_told_apart() -> None:
    given = _printed()
    called = replace(given.printed[ONE], person=person_printed(E4), centre="Lycée Fictif")
    given = replace(given, printed={ONE: called})
    assert changed_since_printed(given, "Lycée Fictif") == Reprinting({}, (), ())
    assert changed_since_printed(given, "Autre") == Reprinting({}, (), (), (), (ONE,))
    assert changed_since_printed(given) == Reprinting({}, (), ())
    born = replace(given, candidates={1: E4._replace(birth=date(2006, 5, 14))})
    assert changed_since_printed(born) == Reprinting({}, (), (), (ONE,))
    assert changed_since_printed(replace(given, candidates={})) == Reprinting({}, (), ())
    # A paper that doesn't say when anybody was born is still true.
    door = replace(called, person=person_printed(E4, school=False, birth=False))
    assert changed_since_printed(replace(born, printed={ONE: door})) == Reprinting({}, (), ())


def test_a_centre_is_printed_with_its_uai_where_it_has_one() -> None:
    assert centre_printed(Centre("Lycée Fictif", 2027)) == "Lycée Fictif"
    assert centre_printed(Centre("Lycée Fictif", 2027, "0921234A")) == "Lycée Fictif · UAI 0921234A"
