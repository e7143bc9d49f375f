"""Who may sit: each row of the table of the commission, in each official form."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pytest

from btstc_jury.domain import commands as do
from btstc_jury.domain.commission import (
    CommissionRule,
    Finding,
    Juror,
    Role,
    RoleWords,
    SeatFinding,
    Vacancy,
    check_commission,
)
from btstc_jury.domain.form import Form
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.refusals import Reason
from btstc_jury.domain.standing import Stage
from tests.domain.official import LIBRARY
from tests.domain.sitting import Sitting

EG, STI, PROFESSIONAL = Role.EG, Role.STI, Role.PROFESSIONAL
TEACHER_EG = Juror("a", "Camille Fictif", EG)
TEACHER_STI = Juror("b", "Dominique Fictif", STI)
OUTSIDER = Juror("c", "Claude Fictif", PROFESSIONAL)
SECOND_EG = Juror("d", "Alix Fictif", EG, replaces_professional=True)
SECOND_STI = Juror("e", "Lou Fictif", STI, replaces_professional=True)
NAMELESS = Juror("f", " ", PROFESSIONAL)

TEACHERS = (TEACHER_EG, TEACHER_STI)
WHOLE = (*TEACHERS, OUTSIDER)


def decision(role: Role) -> Vacancy:
    return Vacancy(role, "Maxime Fictif", "membre malade, nul n’est disponible")


@dataclass(frozen=True)
class Row:
    """``allowed``: the remarks of a commission that sits; else ``refused``, with the seat it is about."""

    name: str
    jurors: tuple[Juror, ...]
    allowed: tuple[SeatFinding, ...] = ()
    refused: tuple[Reason, str] | None = None
    decisions: tuple[Vacancy, ...] = ()


def undecided(role: Role) -> tuple[Reason, str]:
    return Reason.PRESIDENT_DECISION_NEEDED, role


def empty(*roles: Role) -> tuple[SeatFinding, ...]:
    return tuple(SeatFinding(Finding.SEAT_EMPTY, role) for role in roles)


REPLACED = SeatFinding(Finding.PROFESSIONAL_REPLACED, PROFESSIONAL)
ALONE = SeatFinding(Finding.TWO_TEACHERS_ALONE, PROFESSIONAL)
NOBODY_REPLACES = (Reason.NO_REPLACEMENT, "")
BESIDE = SeatFinding(Finding.BESIDE_PROFESSIONAL, PROFESSIONAL)
THIRD_STI = Juror("g", "Max Fictif", STI)
SECOND_OUTSIDER = Juror("h", "Sam Fictif", PROFESSIONAL)


def surplus(*roles: Role) -> tuple[SeatFinding, ...]:
    """« Trois personnes » (annexe V, E6, § 5), one of each (E4, § 4.A and § 4.B)."""
    return tuple(SeatFinding(Finding.SURPLUS, role) for role in roles)


EITHER = [
    Row("complete", WHOLE),
    Row("two STI", (*WHOLE, THIRD_STI), surplus(STI)),
    Row("two professionals, two STI", (*WHOLE, SECOND_OUTSIDER, THIRD_STI), surplus(STI, PROFESSIONAL)),
    Row("no EG, undecided", (TEACHER_STI, OUTSIDER), refused=undecided(EG)),
    Row("no EG, decided", (TEACHER_STI, OUTSIDER), empty(EG), decisions=(decision(EG),)),
    Row("no STI, undecided", (TEACHER_EG, OUTSIDER), refused=undecided(STI)),
    Row("no STI, decided", (TEACHER_EG, OUTSIDER), empty(STI), decisions=(decision(STI),)),
    Row("no STI, decided for EG", (TEACHER_EG, OUTSIDER), refused=undecided(STI), decisions=(decision(EG),)),
    Row(
        "no STI, no name",
        (TEACHER_EG, OUTSIDER),
        refused=undecided(STI),
        decisions=(Vacancy(STI, " ", "malade"),),
    ),
    Row(
        "no STI, no reason",
        (TEACHER_EG, OUTSIDER),
        refused=undecided(STI),
        decisions=(Vacancy(STI, "Maxime Fictif", " "),),
    ),
    Row("no teacher, one decided", (OUTSIDER,), refused=undecided(STI), decisions=(decision(EG),)),
    Row("no teacher, decided", (OUTSIDER,), empty(EG, STI), decisions=(decision(EG), decision(STI))),
    Row("STI in the professional's seat", (*TEACHERS, SECOND_STI), refused=NOBODY_REPLACES),
]
BY_EXAM = {
    "E4": [
        *EITHER,
        Row("no professional, undecided", TEACHERS, refused=undecided(PROFESSIONAL)),
        Row("professional unnamed", (*TEACHERS, NAMELESS), refused=undecided(PROFESSIONAL)),
        Row(
            "no professional, decided",
            TEACHERS,
            empty(PROFESSIONAL),
            decisions=(decision(PROFESSIONAL),),
        ),
        Row("professional replaced", (*TEACHERS, SECOND_EG), (REPLACED,)),
        Row("replacement beside the professional", (*WHOLE, SECOND_EG), (BESIDE,)),
        Row(
            "replaced twice",
            (*TEACHERS, SECOND_EG, Juror("i", "Ali Fictif", EG, replaces_professional=True)),
            (*surplus(PROFESSIONAL), REPLACED),
        ),
        Row("the only EG replaces, undecided", (TEACHER_STI, SECOND_EG), refused=undecided(EG)),
        Row(
            "the only EG replaces, decided",
            (TEACHER_STI, SECOND_EG),
            (*empty(EG), REPLACED),
            decisions=(decision(EG),),
        ),
    ],
    "E6": [
        *EITHER,
        Row("no professional", TEACHERS, (ALONE,)),
        Row("professional unnamed", (*TEACHERS, NAMELESS), (ALONE,)),
        Row("professional replaced", (*TEACHERS, SECOND_EG), refused=NOBODY_REPLACES),
        Row("one teacher, undecided", (TEACHER_EG,), refused=undecided(STI)),
        Row("one teacher, decided", (TEACHER_EG,), (*empty(STI), ALONE), decisions=(decision(STI),)),
    ],
}
CASES = [
    pytest.param(form, row, id=f"{form.key}: {row.name}")
    for form in LIBRARY.all()
    if form.exam in BY_EXAM
    for row in BY_EXAM[form.exam]
]


@pytest.mark.parametrize(("form", "row"), CASES)
def test_each_commission_of_the_table(form: Form, row: Row) -> None:
    sitting = Sitting(form)
    command = do.Open(row.jurors, Duration.minutes(30), row.decisions)
    if row.refused is not None:
        assert sitting.refused(command) == row.refused
        return
    sitting.act(command)
    oral = sitting.oral
    assert oral.stage is Stage.OPENED
    assert oral.jurors == tuple(juror for juror in row.jurors if juror is not NAMELESS)
    assert oral.proceedings.vacancies == row.decisions
    assert check_commission(form.commission, oral.jurors) == row.allowed
    assert [each.needs_decision for each in row.allowed].count(True) == len(row.decisions)


def test_a_decision_on_a_seat_that_is_taken_is_not_kept() -> None:
    sitting = Sitting(LIBRARY.get("e4-ponctuel"))
    sitting.act(do.Open(WHOLE, vacancies=(decision(PROFESSIONAL), decision(EG))))
    assert not sitting.oral.proceedings.vacancies
    sitting.act(do.Open(TEACHERS, vacancies=(decision(PROFESSIONAL), decision(EG))))
    assert sitting.oral.proceedings.vacancies == (decision(PROFESSIONAL),)
    assert sitting.act(do.Open(TEACHERS, vacancies=(decision(PROFESSIONAL),))) == ()


def test_a_vacancy_goes_when_the_member_arrives() -> None:
    sitting = Sitting(LIBRARY.get("e4-ponctuel"))
    sitting.act(do.Open(TEACHERS, vacancies=(decision(PROFESSIONAL),)), do.Open(WHOLE))
    assert (sitting.oral.jurors, sitting.oral.proceedings.vacancies) == (WHOLE, ())
    sitting.act(do.Undo())
    assert (sitting.oral.jurors, sitting.oral.proceedings.vacancies) == (TEACHERS, (decision(PROFESSIONAL),))


def test_a_role_is_any_word_of_a_form() -> None:
    """One and the same each time; what isn't a word is none."""
    languages = Role("Professeur de langue vivante étrangère")
    assert languages is Role("Professeur de langue vivante étrangère")
    assert languages == "Professeur de langue vivante étrangère"
    assert languages not in tuple(Role)
    wrong: Any
    for wrong in ("", " eg", "x" * 61, 3):
        with pytest.raises(ValueError, match="not a valid Role"):
            Role(wrong)


@pytest.mark.parametrize(
    ("word", "title", "short", "letters"),
    [
        (
            "Professeur de langue vivante étrangère",
            "Professeur de langue vivante étrangère",
            "Langue vivante étrangère",
            "LVÉ",
        ),
        ("professeure de lettres", "Professeure de lettres", "Lettres", "Lett."),
        ("Formateur d’économie et droit", "Formateur d’économie et droit", "Économie et droit", "ÉD"),
        ("Interrogateur", "Interrogateur", "Interrogateur", "Inte."),
        (
            "Représentant d’une organisation professionnelle",
            "Représentant d’une organisation professionnelle",
            "Représentant…",
            "ROP",
        ),
    ],
)
def test_what_is_said_of_a_role_is_cut_from_its_word(word: str, title: str, short: str, letters: str) -> None:
    facts = Role(word).facts
    assert (facts.title, facts.short, facts.letters) == (title, short, letters)
    assert facts.teaches
    assert not facts.replaces


def test_one_interrogator_is_a_commission() -> None:
    role = Role("Professeur de lettres")
    rule = CommissionRule((role,), None, "")
    assert check_commission(rule, [Juror("a", "Camille Fictif", role)]) == ()
    both = [Juror("a", "Camille Fictif", role), Juror("b", "Dominique Fictif", role)]
    assert check_commission(rule, both) == (SeatFinding(Finding.SURPLUS, role),)
    assert check_commission(rule, []) == (SeatFinding(Finding.NOBODY, role),)
    other = [Juror("a", "Camille Fictif", Role("Inspecteur"))]
    assert set(check_commission(rule, other)) == {
        SeatFinding(Finding.SURPLUS, Role("Inspecteur")),
        SeatFinding(Finding.SEAT_EMPTY, role),
    }


@pytest.mark.parametrize("key", ["e1-ccf-3", "e2-ponctuel", "e3-ccf-1", "ef1"])
def test_where_no_text_says_who_interrogates_anybody_does(key: str) -> None:
    """Annexe V, E1, E2, E3 and EF1 name no commission."""
    rule = LIBRARY.get(key).commission
    assert rule.any_quality
    assert check_commission(rule, [TEACHER_STI]) == ()
    assert check_commission(rule, WHOLE) == ()
    assert check_commission(rule, []) == (SeatFinding(Finding.NOBODY, rule.members[0]),)


@pytest.mark.parametrize("form", LIBRARY.all(), ids=lambda form: form.key)
def test_no_decision_lets_an_oral_begin_before_nobody(form: Form) -> None:
    """So none is asked for."""
    assert not any(each.needs_decision for each in check_commission(form.commission, []))
    decisions = tuple(decision(role) for role in form.commission.members)
    refused = Sitting(form).refused(do.Open((), Duration.minutes(30), decisions))
    assert refused == (Reason.NO_JUROR, "")


def test_a_form_calls_a_role_in_its_own_words_and_the_rest_stays() -> None:
    words = {Role.STI: RoleWords(short="Atelier"), Role.PROFESSIONAL: RoleWords("Tuteur", letters="T.")}
    rule = CommissionRule((Role.EG, Role.STI, Role.PROFESSIONAL), None, "", roles=words)
    assert rule.facts(Role.EG) == Role.EG.facts
    assert rule.facts(Role.STI) == replace(Role.STI.facts, short="Atelier")
    assert rule.facts(Role.PROFESSIONAL) == replace(Role.PROFESSIONAL.facts, title="Tuteur", letters="T.")
