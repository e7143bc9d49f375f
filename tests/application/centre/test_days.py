"""What happens on the day: one act, what it moves, whom it concerns, and how that is said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from btstc_jury.application.centre.days import to_place, upheaved
from btstc_jury.application.views.centre.upheaval import (
    broken_off_words,
    change_words,
    moved_views,
    worse_words,
)
from btstc_jury.domain.centre.candidates import CentreCandidate
from btstc_jury.domain.centre.day_faults import FaultKind, day_faults
from btstc_jury.domain.centre.reprinting import as_printed
from btstc_jury.domain.centre.timetable import SlotKey, SlotState, Timetable, Wish
from btstc_jury.domain.centre.upheaval import (
    CandidateAbsent,
    CandidateAdded,
    CandidateLate,
    Change,
    JurorAway,
    JurorLeft,
    JurorReplaced,
    PreparationRoomChanged,
    RoomChanged,
    RoomLost,
)
from tests.domain.centre.days import at, commission, placed, timetable, window

PEOPLE = [
    CentreCandidate(last_name=name, first_names=first, exams="E4")
    for name, first in (("Kern", "Odile"), ("Joly", "Paul"), ("Diallo", "Sira"))
]
NOON = window("12:00", "18:00")


def _day() -> Timetable:
    """Three before the first of two commissions, two of them in the afternoon; all printed."""
    heard = [commission(1), commission(3)]
    before = timetable(*PEOPLE, commissions=heard)
    hours = ("08:50", "14:00", "15:00")
    before = placed(before, *((each, "E4", 1, at(hour)) for each, hour in enumerate(hours, 1)))
    return replace(before, printed={key: as_printed(before, each) for key, each in before.slots.items()})


def _plain(words: str) -> str:
    return words.replace("\u202f", " ").replace("\u00a0", " ")


def test_a_juror_who_falls_ill_at_noon_moves_the_afternoon_and_nothing_else() -> None:
    before = _day()
    found = upheaved(before, JurorAway(1, NOON), at("12:10"))
    assert day_faults(found.after) == ()
    assert found.after.slots[SlotKey(1, "E4")].state is SlotState.BEGUN
    assert _plain(found.words) == (
        "Absence de Juré 1, mardi 18 mai de 12 h 00 à 18 h 00 : 2 horaires changés, 2 horaires à réimprimer"
    )
    told = [_plain(each.words) for each in moved_views(found.after, found.moved)]
    assert told == [
        (
            "JOLY Paul, E4 : mardi 18 mai à 13 h 30, préparation à 12 h 40, commission 3, salle B3,"
            " au lieu de : mardi 18 mai à 14 h 00, préparation à 13 h 10, commission 1, salle B1."
            " Prévenir : le candidat, son établissement, les examinateurs, la salle de préparation."
            " À réimprimer."
        ),
        (
            "DIALLO Sira, E4 : mardi 18 mai à 14 h 30, préparation à 13 h 40, commission 3, salle B3,"
            " au lieu de : mardi 18 mai à 15 h 00, préparation à 14 h 10, commission 1, salle B1."
            " Prévenir : le candidat, son établissement, les examinateurs, la salle de préparation."
            " À réimprimer."
        ),
    ]


def test_what_is_less_well_kept_is_said_with_names() -> None:
    day = _day()
    school = {key: each._replace(school="Lycée A") for key, each in day.candidates.items()}
    jurors = {**day.jurors, 3: replace(day.jurors[3], school="Lycée A")}
    before = replace(day, candidates=school, jurors=jurors, wishes={3: Wish(3, avoids=(3,))})
    found = upheaved(before, JurorAway(1, NOON), at("12:10"))
    assert [_plain(each) for each in worse_words(before, found.after)] == [
        "JOLY Paul devant Juré 3, de son lycée (règle souple).",
        "DIALLO Sira devant Juré 3, de son lycée (règle souple).",
        "DIALLO Sira devant Juré 3, à éviter (règle souple).",
    ]
    # What was so before isn't worse.
    assert worse_words(found.after, found.after) == ()
    assert worse_words(day, upheaved(day, JurorAway(1, NOON), at("12:10")).after) == ()


def test_of_many_who_are_less_well_off_some_are_named_and_the_others_counted() -> None:
    people = [PEOPLE[0]._replace(last_name=f"K{each}", school="Lycée A") for each in range(6)]
    given = timetable(*people, commissions=[commission(each) for each in range(1, 7)])
    before = placed(given, *((each, "E4", each, at("09:00")) for each in range(1, 7)))
    jurors = {key: replace(each, school="Lycée A") for key, each in before.jurors.items()}
    told = worse_words(before, replace(before, jurors=jurors))
    assert len(told) == 5
    assert told[-1] == "2 candidats avec un examinateur de leur lycée (règle souple)."


def test_who_finds_no_place_is_said() -> None:
    before = replace(_day(), commissions={1: commission(1)})
    found = upheaved(before, RoomLost(1, NOON), at("12:10"))
    assert found.left == (SlotKey(2, "E4"), SlotKey(3, "E4"))
    assert {each.kind for each in day_faults(found.after)} == {FaultKind.UNPLACED}
    assert found.words.endswith("2 sans place, 2 horaires à réimprimer")
    assert moved_views(found.after, found.moved)[0].after == "sans place"


def test_an_absence_asks_nobody_to_move() -> None:
    found = upheaved(_day(), CandidateAbsent(2), at("13:00"))
    assert found.words.endswith("Absence de JOLY Paul\u202f: aucun horaire ne change")
    (view,) = moved_views(found.after, found.moved)
    assert _plain(view.words) == (
        "JOLY Paul, E4 : absent,"
        " au lieu de : mardi 18 mai à 14 h 00, préparation à 13 h 10, commission 1, salle B1."
        " Prévenir : les examinateurs, la salle de préparation."
    )


def test_a_candidate_who_comes_is_placed_and_others_who_wait_are_not() -> None:
    before = _day()
    waiting = replace(before, candidates={**before.candidates, 4: PEOPLE[0], 5: PEOPLE[1]})
    change = CandidateAdded(4, ())
    assert [each.candidate for each in to_place(waiting, waiting, change)] == [4]
    found = upheaved(waiting, change, at("09:00"))
    assert [each.key.candidate for each in found.moved] == [4]
    (view,) = moved_views(found.after, found.moved)
    assert view.before == ""
    assert "au lieu de" not in view.words


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (RoomChanged(1, "C3"), "salle C3, au lieu de : "),
        (PreparationRoomChanged(1, "Salle C10", 10), "préparation en Salle C10, au lieu de : "),
        (JurorReplaced(1, 3), "commission 1, salle B1, Juré 3, au lieu de : "),
    ],
)
def test_what_differs_in_place_is_seen(change: Change, words: str) -> None:
    found = upheaved(_day(), change, at("12:00"))
    views = moved_views(found.after, found.moved)
    assert [each.key.candidate for each in views] == [2, 3]
    assert all(words in _plain(each.words) for each in views)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (JurorReplaced(1, 3), "Remplacement de Juré 1 par Juré 3"),
        (JurorLeft(1), "Départ de Juré 1, sans remplacement"),
        (CandidateLate(1, at("09:15")), "Retard de KERN Odile, là à partir de 9 h 15"),
        (CandidateAbsent(1), "Absence de KERN Odile"),
        (CandidateAbsent(1, "E4"), "Absence de KERN Odile, E4"),
        (CandidateAdded(1, ("E4", "E6")), "Ajout de KERN Odile, E4, E6"),
        (CandidateAdded(1, ()), "Ajout de KERN Odile"),
        (RoomChanged(1, "C3"), "Commission 1 en salle C3"),
        (RoomLost(3, NOON), "Commission 3 sans salle, mardi 18 mai de 12 h 00 à 18 h 00"),
        (PreparationRoomChanged(1, "C10", 8), "Préparation en salle C10 au lieu de B10, 8 places"),
        (PreparationRoomChanged(1, "B10", 8), "Préparation en salle B10, 8 places"),
    ],
)
def test_each_change_is_said(change: Change, words: str) -> None:
    assert _plain(change_words(_day(), change)) == words


def test_who_already_prepares_is_named_before_his_turn_is_taken_away() -> None:
    before = _day()
    change = JurorAway(1, NOON)
    after = upheaved(before, change, at("13:20")).after
    assert _plain(broken_off_words(before, after, change, at("13:20"))) == (
        "Préparation déjà commencée, sujet connu : JOLY Paul (E4, depuis 13 h 10)."
        " Avant d’appliquer, voyez si l’interrogation peut seulement attendre."
    )
    # Neither before it begins, nor where nothing moves, nor of who isn't there to prepare.
    assert broken_off_words(before, after, change, at("13:00")) == ""
    assert broken_off_words(before, before, change, at("13:20")) == ""
    late = CandidateLate(2, at("15:00"))
    moved = upheaved(before, late, at("13:20")).after
    assert moved.slots.get(SlotKey(2, "E4")) != before.slots[SlotKey(2, "E4")]
    assert broken_off_words(before, moved, late, at("13:20")) == ""
