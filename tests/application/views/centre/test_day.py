"""Each fault and each cost as the screen says it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import pytest

from btstc_jury.application.views.centre.day import (
    better_words,
    cost_words,
    fault_view,
    fault_words,
    minutes,
)
from btstc_jury.domain.centre.candidates import CentreCandidate
from btstc_jury.domain.centre.day_costs import CostKind, day_costs
from btstc_jury.domain.centre.day_faults import FaultKind, day_faults
from btstc_jury.domain.centre.timetable import PlacingRules, Printed, SlotKey, Timetable, Wish
from btstc_jury.domain.commission import Role
from tests.domain.centre.days import (
    FORMS,
    at,
    commission,
    juror,
    placed,
    timetable,
    window,
)

KERN = CentreCandidate(last_name="Kern", first_names="Odile", school="Lycée A")
JOLY = CentreCandidate(last_name="Joly", first_names="Paul", school="Lycée A")
BOTH = [KERN._replace(exams="E4"), JOLY._replace(exams="E4")]
ONE = SlotKey(1, "E4")
OPEN = commission(1, half_days=(window("08:00", "18:00"),))


def _e4(oral: str, given: Timetable | None = None) -> Timetable:
    return placed(given or timetable(BOTH[0], commissions=[OPEN]), (1, "E4", 1, at(oral)))


def _told(given: Timetable) -> dict[FaultKind, str]:
    """Title and words by kind, narrow spaces as plain ones."""
    views = [fault_view(given, each) for each in day_faults(given)]
    return {each.fault.kind: f"{each.title} | {each.words}".replace("\u202f", " ") for each in views}


def _hard() -> Timetable:
    given = timetable(
        BOTH[0],
        commissions=[commission(1, jurors=(1, 2))],
        jurors=[juror(1, school="Lycée A")],
        rules=PlacingRules(own_school_hard=True),
    )
    return replace(_e4("09:00", given), wishes={1: Wish(1, avoids=(2,))})


def _asking(*seats: Role) -> Timetable:
    """Of a commission with one juror, of éco-gestion."""
    form = FORMS["e4-ponctuel"]._replace(seats=seats, name="E4 · ponctuel")
    return replace(timetable(BOTH[0], commissions=[OPEN]), forms={"e4-ponctuel": form})


def _wished(wish: Wish) -> Callable[[], Timetable]:
    return lambda: replace(_e4("09:00"), wishes={1: wish})


def _two_jurors() -> Timetable:
    heard = [commission(1, jurors=(9,)), commission(3, jurors=(9,))]
    return placed(timetable(*BOTH, commissions=heard), (1, "E4", 1, at("09:00")), (2, "E4", 3, at("09:30")))


def _crowd() -> Timetable:
    heard = [commission(1), commission(3)]
    given = timetable(*BOTH, commissions=heard, seats=1)
    return placed(given, (1, "E4", 1, at("09:00")), (2, "E4", 3, at("09:00")))


def _away() -> Timetable:
    hours = (window("08:00", "09:30"), window("08:00", "18:00", 19))
    return _e4("09:00", timetable(BOTH[0], commissions=[OPEN], jurors=[juror(1, hours=hours)]))


FAULTS: dict[FaultKind, tuple[Callable[[], Timetable], str]] = {
    FaultKind.NOT_LISTED: (
        lambda: replace(_e4("09:00"), candidates={}),
        "Candidat retiré de la liste | E4 à 9 h 00, pour un candidat qui n’est plus dans la liste.",
    ),
    FaultKind.ABSENT: (
        _wished(Wish(1, absent=True)),
        "KERN Odile | E4 à 9 h 00, mais le candidat est absent.",
    ),
    FaultKind.NOT_DUE: (
        _wished(Wish(1, exams=())),
        "KERN Odile | E4 à 9 h 00, mais le candidat ne passe pas cette épreuve ici.",
    ),
    FaultKind.NO_COMMISSION: (
        lambda: replace(_e4("09:00"), commissions={}),
        "KERN Odile | E4 à 9 h 00, devant une commission qui a été retirée.",
    ),
    FaultKind.NOT_HEARD_HERE: (
        lambda: replace(_e4("09:00"), commissions={1: commission(1, "e6-ponctuel")}),
        "KERN Odile | E4 à 9 h 00, mais la commission 1 entend l’E6.",
    ),
    FaultKind.NO_LENGTH: (
        lambda: replace(timetable(), forms={**FORMS, "e6-ponctuel": FORMS["e6-ponctuel"]._replace(oral=0)}),
        "Commission 2 | La durée de l’interrogation est à fixer.",
    ),
    FaultKind.NO_JUROR: (
        lambda: timetable(BOTH[0], commissions=[commission(1, jurors=())]),
        "Commission 1 | Aucun examinateur.",
    ),
    FaultKind.EMPTY_SEAT: (
        lambda: _asking(Role.STI, Role.EG, Role.PROFESSIONAL),
        (
            "Commission 1 | Il manque un professeur de sciences et techniques industrielles"
            " et un professionnel (la forme E4 · ponctuel les demande)."
        ),
    ),
    FaultKind.TIMES: (
        lambda: replace(_e4("09:00"), candidates={1: BOTH[0]._replace(extra_time=Fraction(1, 3))}),
        (
            "KERN Odile | E4 à 9 h 00 : 50 min de préparation au lieu de 1 h 10,"
            " 50 min d’interrogation au lieu de 1 h 10."
        ),
    ),
    FaultKind.OFF_STEP: (
        lambda: _e4("09:02"),
        "KERN Odile | E4 à 9 h 02 : les horaires vont de 5 en 5 minutes.",
    ),
    FaultKind.COMMISSION_TWICE: (
        lambda: placed(timetable(*BOTH), (1, "E4", 1, at("09:00")), (2, "E4", 1, at("09:55"))),
        (
            "KERN Odile, JOLY Paul | Commission 1 : KERN Odile jusqu’à 10 h 00, délibération comprise,"
            " et JOLY Paul dès 9 h 55."
        ),
    ),
    FaultKind.CANDIDATE_TWICE: (
        lambda: placed(timetable(KERN), (1, "E4", 1, at("10:50")), (1, "E6", 2, at("09:30"))),
        "KERN Odile | E4 à 10 h 50, mais son E6 finit à 10 h 30 : 50 min de préparation ne tiennent pas.",
    ),
    FaultKind.GAP: (
        lambda: placed(timetable(KERN), (1, "E4", 1, at("10:50")), (1, "E6", 2, at("09:00"))),
        (
            "KERN Odile | E4 à 10 h 50, mais son E6 finit à 10 h 00 :"
            " 30 min d’écart et 50 min de préparation ne tiennent pas."
        ),
    ),
    FaultKind.JUROR_TWICE: (
        _two_jurors,
        "Juré 9 | Dans la commission 1 jusqu’à 10 h 00, et dans la commission 3 dès 9 h 30.",
    ),
    FaultKind.SEATS: (
        _crowd,
        "B10 | 2 candidats en préparation à 8 h 10 pour 1 place : KERN Odile, JOLY Paul.",
    ),
    FaultKind.CLOSED: (
        lambda: _e4("17:30"),
        (
            "KERN Odile | E4 de 17 h 30 à 18 h 30, délibération comprise :"
            " hors des demi-journées de la commission."
        ),
    ),
    FaultKind.LUNCH: (
        lambda: _e4("12:00"),
        (
            "KERN Odile | E4 de 12 h 00 à 13 h 00, délibération comprise :"
            " c’est l’heure du déjeuner (de 12 h 30 à 13 h 30)."
        ),
    ),
    FaultKind.BREAK: (
        lambda: replace(_e4("10:00"), commissions={1: replace(OPEN, breaks=(window("10:30", "10:45"),))}),
        (
            "KERN Odile | E4 de 10 h 00 à 11 h 00, délibération comprise :"
            " la commission fait une pause (de 10 h 30 à 10 h 45)."
        ),
    ),
    FaultKind.LOST: (
        lambda: replace(_e4("10:00"), commissions={1: replace(OPEN, lost=(window("10:30", "18:00"),))}),
        (
            "KERN Odile | E4 de 10 h 00 à 11 h 00, délibération comprise :"
            " la commission ou sa salle n’est pas disponible (de 10 h 30 à 18 h 00)."
        ),
    ),
    FaultKind.JUROR_HOURS: (
        _away,
        "KERN Odile | E4 à 9 h 00 jusqu’à 10 h 00, mais Juré 1 n’est là que de 8 h 00 à 9 h 30.",
    ),
    FaultKind.EARLY: (
        lambda: _e4("08:45"),
        "KERN Odile | E4 à 8 h 45 : préparation dès 7 h 55, avant l’ouverture, à 8 h 00.",
    ),
    FaultKind.TOO_SOON: (
        _wished(Wish(1, not_before=at("08:30"))),
        "KERN Odile | E4 à 9 h 00, préparation dès 8 h 10, mais le candidat n’est là qu’à partir de 8 h 30.",
    ),
    FaultKind.TOO_LATE: (
        _wished(Wish(1, not_after=at("18:00", 17))),
        (
            "KERN Odile | E4 à 9 h 00 jusqu’à 9 h 50, mais le candidat n’est là que jusqu’à"
            " lundi 17 mai à 18 h 00."
        ),
    ),
    FaultKind.OWN_SCHOOL: (_hard, "KERN Odile | E4 à 9 h 00 devant Juré 1, de son lycée."),
    FaultKind.AVOIDED: (_hard, "KERN Odile | E4 à 9 h 00 devant Juré 2, à éviter."),
    FaultKind.NOBODY_HEARS: (
        lambda: timetable(KERN._replace(exams="E4 CCF")),
        "KERN Odile | Aucune commission n’entend l’E4 en CCF.",
    ),
    FaultKind.UNPLACED: (lambda: timetable(BOTH[0]), "KERN Odile | E4 : pas encore de place."),
}


@pytest.mark.parametrize("kind", FaultKind)
def test_each_fault_says_who_what_and_when(kind: FaultKind) -> None:
    make, words = FAULTS[kind]
    assert _told(make())[kind] == words


def test_what_a_commission_hears_otherwise_is_said() -> None:
    ccf = replace(_e4("09:00"), candidates={1: BOTH[0]._replace(exams="E4 CCF")})
    assert _told(ccf)[FaultKind.NOT_HEARD_HERE].endswith(
        "mais la commission 1 l’entend en ponctuel, et le candidat la passe en CCF."
    )
    lost = replace(ccf, commissions={1: replace(OPEN, form="perdue")})
    assert _told(lost)[FaultKind.NOT_HEARD_HERE].endswith("mais la commission 1 n’a pas de grille connue.")


def test_one_seat_that_is_empty() -> None:
    assert _told(_asking(Role.EG, Role.PROFESSIONAL))[FaultKind.EMPTY_SEAT] == (
        "Commission 1 | Il manque un professionnel (la forme E4 · ponctuel en demande un)."
    )
    assert FaultKind.EMPTY_SEAT not in _told(_asking(Role.EG))


def test_hours_of_another_day_are_no_hours() -> None:
    given = _away()
    given = replace(given, jurors={1: juror(1, hours=(window("08:00", "18:00", 19),))})
    assert _told(given)[FaultKind.JUROR_HOURS].endswith("mais Juré 1 n’est pas là ce jour-là.")


def test_an_exam_without_preparation_that_begins_too_soon() -> None:
    given = placed(timetable(KERN), (1, "E4", 1, at("08:50")), (1, "E6", 2, at("09:30")))
    assert _told(given)[FaultKind.CANDIDATE_TWICE].endswith("E6 à 9 h 30, mais son E4 finit à 9 h 40.")
    given = replace(given, wishes={1: Wish(1, not_before=at("09:40"))})
    assert (
        " | E6 à 9 h 30, mais le candidat n’est là qu’à partir de 9 h 40." in _told(given)[FaultKind.TOO_SOON]
    )


def test_of_many_how_many() -> None:
    people = [KERN._replace(last_name=f"K{each}", exams="E4") for each in range(5)]
    given = timetable(*people, commissions=[commission(each) for each in range(1, 6)], seats=4)
    given = placed(given, *((each, "E4", each, at("09:00")) for each in range(1, 6)))
    assert _told(given)[FaultKind.SEATS] == (
        "B10 | 5 candidats en préparation à 8 h 10 pour 4 places : 5 candidats."
    )


def test_a_fault_says_its_day() -> None:
    given = placed(timetable(KERN), (1, "E4", 1, at("10:50")), (1, "E6", 2, at("09:00")))
    (fault,) = day_faults(given)
    assert fault_view(given, fault).day == at("10:50").date()


def test_minutes_as_they_are_read() -> None:
    assert [minutes(each) for each in (5, 60, timedelta(minutes=200))] == [
        "5\u202fmin",
        "1\u202fh",
        "3\u202fh\u202f20",
    ]


def _costs() -> Timetable:
    """Two days on which hardly anything is as it should be, for two candidates."""
    half_days = (window("08:00", "18:00"), window("08:00", "18:00", 19))
    heard = [
        commission(1, half_days=half_days, jurors=(1, 5)),
        commission(2, "e6-ponctuel", half_days=half_days),
        commission(4, half_days=half_days),
    ]
    given = timetable(KERN, JOLY, commissions=heard, jurors=[juror(1, school="Lycée A"), juror(5)])
    given = placed(
        given,
        (1, "E4", 1, at("11:00")),
        (1, "E6", 2, at("08:00")),
        (2, "E4", 1, at("08:50")),
        (2, "E6", 2, at("08:00", 19)),
    )
    told = Printed(replace(given.slots[ONE], oral=at("09:00")), "1", "B1", "B10", (), 0)
    return replace(given, wishes={1: Wish(1, avoids=(5,))}, printed={ONE: told})


def _cost(given: Timetable, kind: CostKind) -> str:
    (cost,) = [each for each in day_costs(given).each if each.kind is kind]
    return cost_words(given, cost).replace("\u202f", " ")


COSTS = {
    CostKind.OWN_SCHOOL: "2 candidats avec un examinateur de leur lycée (règle souple).",
    CostKind.AVOIDED: "KERN Odile devant Juré 5, à éviter (règle souple).",
    CostKind.BALANCE: "La commission 1 entend 2 candidats de plus que la commission 4.",
    CostKind.ONE_DAY: "JOLY Paul à faire venir 2 jours.",
    CostKind.WAITING: "KERN Odile attend 40 min entre deux épreuves.",
    CostKind.HOLES: "La commission 1 attend 1 h 10 entre deux candidats.",
    CostKind.ENDS: "Fin : mardi 18 mai à 12 h 00, mercredi 19 mai à 9 h 10.",
    CostKind.ORDER: "1 candidat passe avant le précédent de la liste.",
    CostKind.PRINTED: "1 horaire déjà imprimé est changé.",
}


@pytest.mark.parametrize("kind", CostKind)
def test_each_cost_says_what_could_be_better(kind: CostKind) -> None:
    assert _cost(_costs(), kind) == COSTS[kind]
    assert _cost(timetable(), kind) == ""


def test_what_could_be_better_begins_with_the_dearest() -> None:
    given = _costs()
    told = [each.replace("\u202f", " ") for each in better_words(given, day_costs(given))]
    assert told[:4] == [
        COSTS[kind] for kind in (CostKind.OWN_SCHOOL, CostKind.AVOIDED, CostKind.PRINTED, CostKind.ONE_DAY)
    ]
    assert COSTS[CostKind.ENDS] not in told


def test_one_candidate_before_a_juror_of_the_own_school_is_named() -> None:
    given = _costs()
    given = replace(given, slots={key: slot for key, slot in given.slots.items() if key.candidate == 1})
    assert _cost(given, CostKind.OWN_SCHOOL) == "KERN Odile devant Juré 1, de son lycée (règle souple)."


def test_of_several_what_they_cost_together() -> None:
    days = (window("08:00", "18:00"), window("08:00", "18:00", 19), window("08:00", "18:00", 20))
    heard = [commission(1, half_days=days), commission(2, "e6-ponctuel", half_days=days)]
    given = timetable(KERN, JOLY, commissions=heard)
    split = placed(
        given,
        (1, "E4", 1, at("08:50")),
        (1, "E6", 2, at("08:00", 19)),
        (2, "E4", 1, at("09:50")),
        (2, "E6", 2, at("09:10", 20)),
    )
    assert _cost(split, CostKind.ONE_DAY) == "2 candidats à faire venir plusieurs jours."
    slow = placed(
        given,
        (1, "E6", 2, at("08:00")),
        (2, "E6", 2, at("09:20")),
        (1, "E4", 1, at("11:00")),
        (2, "E4", 1, at("14:00")),
    )
    assert _cost(slow, CostKind.WAITING) == "2 candidats attendent entre deux épreuves, 3 h en tout."
    assert _cost(slow, CostKind.HOLES) == "2 commissions attendent entre deux candidats, 1 h 10 en tout."


def test_a_fault_has_the_words_of_its_kind_alone() -> None:
    given = timetable(BOTH[0])
    assert [fault_words(given, each) for each in day_faults(given)] == ["E4\u202f: pas encore de place."]
