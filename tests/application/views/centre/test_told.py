"""What a paper of the days tells, and what it says of what was told before."""

from __future__ import annotations

from dataclasses import replace

import pytest

from btstc_jury.application.views.centre.lists import in_order
from btstc_jury.application.views.centre.told import (
    Seen,
    Told,
    clock,
    commission_words,
    instead,
    lasting,
    room_words,
    told,
)
from btstc_jury.domain.centre.timetable import SlotKey, Timetable, slot_at
from tests.centre_days import days_of, moved

E4 = SlotKey(1, "E4")
TABLE = days_of(2, 2)


def now(table: Timetable) -> Told:
    return told(table, table.slots[E4])


BEFORE = now(TABLE)


@pytest.mark.parametrize(
    ("room", "words"),
    [
        ("B210", "salle\u00a0B210"),
        ("12", "salle\u00a012"),
        ("Salle 12", "Salle 12"),
        ("Amphi A", "Amphi A"),
        ("Gymnase", "Gymnase"),
        ("CDI", "CDI"),
        ("", ""),
    ],
)
def test_a_room_is_called_what_it_is(room: str, words: str) -> None:
    assert room_words(room) == words


def test_hours_lengths_and_numbers_as_one_says_them() -> None:
    at = TABLE.slots[E4].oral
    assert clock(at.replace(hour=8, minute=5)) == "8\u202fh\u202f05"
    minutes = TABLE.slots[E4].ends - TABLE.slots[E4].oral
    assert lasting(minutes) == "50\u202fmin"
    assert lasting(minutes * 2) == "1\u202fh\u202f40"
    assert lasting(minutes * 6 / 5) == "1\u202fh"
    assert [commission_words(each) for each in ("3", "Commission bis")] == ["commission 3", "Commission bis"]
    assert sorted(["B10", "B9", "b1"], key=in_order) == ["b1", "B9", "B10"]


def plain(words: str) -> str:
    return words.replace("\u202f", " ").replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("seen", "words"),
    [
        (Seen.WHOLE, "au lieu de 9 h 00 (préparation à 8 h 10)"),
        (Seen.ORAL, "au lieu de 9 h 00"),
        (Seen.PREPARATION, "au lieu de 8 h 10"),
    ],
)
def test_another_hour_is_told_with_that_which_the_paper_had(seen: Seen, words: str) -> None:
    assert plain(instead(BEFORE, now(moved(TABLE, 1, 25)), seen)) == words


def test_another_day_is_named() -> None:
    assert plain(instead(BEFORE, now(moved(TABLE, 1, 24 * 60)), Seen.ORAL)) == (
        "au lieu du mardi 18 mai à 9 h 00"
    )


def test_another_commission_and_room() -> None:
    after = now(moved(TABLE, 1, 0, 2))
    assert plain(instead(BEFORE, after)) == "au lieu de la commission 1, salle B101"
    # Where one prepares, nothing changed.
    assert instead(BEFORE, after, Seen.PREPARATION) == ""


def test_a_room_that_was_not_known_yet() -> None:
    unknown = BEFORE._replace(room="")
    assert plain(instead(unknown, BEFORE)) == "au lieu de : salle non indiquée"


def test_another_room_to_prepare_in() -> None:
    elsewhere = BEFORE._replace(preparation_room="C09")
    assert plain(instead(elsewhere, BEFORE)) == "au lieu de : préparation salle C09"
    assert instead(elsewhere, BEFORE, Seen.ORAL) == ""


def test_a_longer_oral_and_a_preparation_that_there_was_not() -> None:
    commission = replace(TABLE.commissions[1], oral_minutes=30, preparation_minutes=0)
    table = replace(TABLE, commissions={**TABLE.commissions, 1: commission})
    slot = slot_at(table, commission, E4, table.slots[E4].oral)
    shorter = now(replace(table, slots={**table.slots, E4: slot}))
    assert plain(instead(shorter, BEFORE, Seen.ORAL)) == "au lieu de : durée 30 min"
    assert plain(instead(shorter, BEFORE)).startswith("au lieu de : sans préparation, durée 30 min")


def test_who_examines_is_nothing_that_a_candidate_is_told() -> None:
    assert instead(BEFORE._replace(jurors=("M. Roux",)), BEFORE) == ""
