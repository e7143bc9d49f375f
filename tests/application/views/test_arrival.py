"""What the arrival says of a commission and of a dossier."""

from __future__ import annotations

import pytest

from btstc_jury.application.evaluation import PlayedData, evaluation_of
from btstc_jury.application.views.arrival import arrival_view, fault_words, first_check, seat_notices
from btstc_jury.application.views.grid import grid_view
from btstc_jury.application.views.history import history_view
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.candidate import Course
from btstc_jury.domain.commission import Juror, Role, Vacancy
from btstc_jury.domain.dossier import DossierCheck, Outcome, Sheet
from btstc_jury.domain.playing import Handed, Played, Playing
from btstc_jury.domain.proceedings import Absence, AbsenceKind, Attendance, Presence
from tests.each_status import COMPLIANT, HERE, Orals
from tests.forms_for_tests import JURORS

EG, STI, PRO = JURORS
REPLACING = Juror("d", "Alix Fictif", Role.EG, replaces_professional=True)

ROWS = [
    ("e4-ponctuel", (EG, STI, PRO), ()),
    ("e4-ponctuel", (EG, STI, REPLACING), (("Le professionnel est remplacé.", False, False),)),
    ("e4-ccf-1", (EG, STI, REPLACING), (("si possible issu d’un autre établissement", False, False),)),
    ("e4-ponctuel", (EG, STI), (("Le professionnel est absent.", True, False),)),
    ("e4-ponctuel", (STI, PRO), (("L’arrêté ne règle pas ce cas", True, False),)),
    ("e4-ponctuel", (EG, PRO), (("L’arrêté ne règle pas ce cas", True, False),)),
    (
        "e4-ponctuel",
        (EG, STI, PRO, REPLACING),
        (
            (
                (
                    "Le remplaçant siège à côté du professionnel. En cas d’absence du professionnel, il"
                    " pourra être remplacé"
                ),
                False,
                False,
            ),
        ),
    ),
    (
        "e4-ccf-1",
        (EG, STI, PRO, Juror("e", "Lou Fictif", Role.STI)),
        (
            (
                (
                    "La commission compte trois personnes (annexe V, E4, §\u202f4.A)\u202f: une seule siège"
                    " comme professeur de sciences et techniques industrielles."
                ),
                False,
                False,
            ),
        ),
    ),
    ("e6-ponctuel", (EG, STI, PRO), ()),
    (
        "e6-ponctuel",
        (EG, STI, PRO, Juror("e", "Lou Fictif", Role.EG)),
        (("trois personnes (annexe V, E6, §\u202f5)", False, False),),
    ),
    ("e6-ponctuel", (EG, STI), (("les deux enseignants conduiront seuls", False, False),)),
    (
        "e6-ponctuel",
        (EG, STI, REPLACING),
        (("n’est pas remplacé dans cette épreuve", False, True), ("conduiront seuls", False, False)),
    ),
    ("e6-ponctuel", (STI, PRO), (("L’arrêté ne règle pas ce cas", True, False),)),
]


@pytest.mark.parametrize(("form", "jurors", "expected"), ROWS)
def test_each_commission_of_the_rules(
    orals: Orals, form: str, jurors: tuple[Juror, ...], expected: tuple[tuple[str, bool, bool], ...]
) -> None:
    found = seat_notices(orals.office.library.get(form), jurors)
    assert [(remark.needs_decision, remark.barred) for remark in found] == [row[1:] for row in expected]
    for remark, (words, _, _) in zip(found, expected, strict=True):
        assert words in remark.text


def test_the_arrete_is_cited_where_it_settles_the_case(orals: Orals) -> None:
    (remark,) = seat_notices(orals.office.library.get("e4-ponctuel"), (EG, STI))
    assert "(annexe V, E4, §\u202f4.B)" in remark.text


@pytest.mark.parametrize(
    ("check", "words"),
    [
        (
            DossierCheck(Outcome.PENDING, (Sheet("A"), Sheet("B")), (0, 1)),
            ("Il manque 1 fiche descriptive.",),
        ),
        (DossierCheck(Outcome.PENDING, (Sheet("A"),), (0, 1)), ("Il manque 2 fiches descriptives.",)),
        (
            DossierCheck(Outcome.PENDING, (Sheet("A", (0,)), Sheet("", (3, 8)), Sheet("")), (0, 1)),
            (
                "Fiche descriptive 1 (A)\u202f: manque la rubrique 1.",
                "Fiche descriptive 2\u202f: manquent les rubriques 4, 9.",
            ),
        ),
        (
            DossierCheck(Outcome.PENDING, (Sheet("", (), 12), Sheet("", (), 10), Sheet("", (), 11)), (0, 1)),
            (
                "Fiche descriptive 1\u202f: 2 pages d’annexes de trop.",
                "Fiche descriptive 3\u202f: 1 page d’annexe de trop.",
            ),
        ),
        (DossierCheck(Outcome.COMPLIANT), ()),
    ],
)
def test_what_the_check_list_of_e4_finds(orals: Orals, check: DossierCheck, words: tuple[str, ...]) -> None:
    assert fault_words(orals.office.library.get("e4-ponctuel").dossier, check) == words


def test_what_the_check_list_of_e6_finds(orals: Orals) -> None:
    rule = orals.office.library.get("e6-ponctuel").dossier
    missing = DossierCheck(Outcome.PENDING, (Sheet("", (6,)),), (1,))
    assert fault_words(rule, missing) == (
        "Fiche de synthèse 1\u202f: ne dit rien de la rubrique indicative 7.",
        "Manque\u202f: attestations de stages ou certificats de travail ou photocopie du contrat de travail.",
    )
    two = DossierCheck(Outcome.PENDING, (Sheet("", (0, 6)),), (0, 1))
    (unsaid,) = fault_words(rule, two)
    assert unsaid.endswith("ne dit rien des rubriques indicatives 1, 7.")
    pages = DossierCheck(Outcome.PENDING, (), (0, 1), experience_pages=11)
    assert fault_words(rule, pages) == ("Présentation de l’activité professionnelle\u202f: 1 page de trop.",)


@pytest.mark.parametrize("form", ["e4-ponctuel", "e4-ccf-1", "e4-ccf-2", "e6-ponctuel", "e6-ccf-unique"])
def test_a_check_list_just_opened_finds_nothing(orals: Orals, form: str) -> None:
    rule = orals.office.library.get(form).dossier
    assert fault_words(rule, first_check(rule)) == ()


def test_a_candidate_by_experience_is_asked_for_a_presentation(orals: Orals) -> None:
    """Annexe V, E6, § 4.A."""
    rule = orals.office.library.get("e6-ponctuel").dossier
    first = first_check(rule, Course.EXPERIENCE)
    assert (first.sheets, first.experience_pages) == ((), 0)
    assert fault_words(rule, first, Course.EXPERIENCE) == ()
    assert first_check(rule, Course.SCHOOL) == first_check(rule)
    e4 = orals.office.library.get("e4-ponctuel").dossier
    assert first_check(e4, Course.EXPERIENCE) == first_check(e4)


def test_what_is_not_recorded_is_named(orals: Orals) -> None:
    oral = orals.plan("Moreau", "e4-ccf-1")
    view = arrival_view(orals.office, oral)
    assert view.unchecked == ("convocation", "pièce d’identité", "émargement", "contrôle du dossier")
    drawn = Presence(convocation=True, identity=False, attendance=Attendance.DRAWN, strokes=((1, 2, 3, 4),))
    orals.act(oral, ev.PresenceChecked(drawn), ev.DossierChecked(COMPLIANT))
    assert arrival_view(orals.office, oral).unchecked == ("pièce d’identité",)
    orals.act(oral, ev.PresenceChecked(HERE))
    assert arrival_view(orals.office, oral).unchecked == ()


def test_the_commission_of_the_oral_before_is_proposed(orals: Orals) -> None:
    first, second, other = orals.plan("Premier"), orals.plan("Second"), orals.plan("Autre", "e6-ponctuel")
    vacancy = Vacancy(Role.PROFESSIONAL, "Mme Présidente", "intempéries")
    orals.conduct(first, (EG, STI), (vacancy,))
    proposal = arrival_view(orals.office, second).commission
    assert (proposal.present, proposal.vacancies) == (frozenset({"a", "b"}), (vacancy,))
    assert "PREMIER" in proposal.like
    assert arrival_view(orals.office, other).commission.present == frozenset({"a", "b", "c"})
    orals.conduct(second, (EG, STI, REPLACING))
    third = orals.plan("Troisième")
    proposal = arrival_view(orals.office, third).commission
    assert [juror.key for juror in proposal.known] == ["a", "b", "c", "d"]
    assert proposal.present == frozenset({"a", "b", "d"})


@pytest.mark.parametrize(
    ("command", "title", "tell"),
    [
        (ev.AbsenceRecorded(Absence(AbsenceKind.ABSENT)), "Candidat absent", ""),
        (ev.AbsenceRecorded(Absence(AbsenceKind.JUSTIFIED, "certificat")), "Absence justifiée", ""),
        (
            ev.DossierChecked(DossierCheck(Outcome.NO_DOSSIER, reason="rien")),
            "Dossier absent",
            "vous n’avez pas de dossier",
        ),
        (
            ev.DossierChecked(DossierCheck(Outcome.NOT_COMPLIANT, reason="avis du rectorat")),
            "Dossier non conforme",
            "votre dossier n’est pas conforme",
        ),
    ],
)
def test_why_an_oral_does_not_take_place(orals: Orals, command: do.Command, title: str, tell: str) -> None:
    oral = orals.plan("Moreau", "e6-ponctuel")
    orals.act(oral, command)
    stopped = arrival_view(orals.office, oral).stopped
    assert stopped is not None
    assert stopped.title.startswith(title)
    assert tell in stopped.tell
    assert bool(stopped.tell) is bool(tell)
    orals.act(oral, do.Undo())
    assert arrival_view(orals.office, oral).stopped is None


def test_a_commission_as_at_the_candidates_own_first_situation_is_not_said_to_be_somebody_elses(
    orals: Orals,
) -> None:
    first = orals.plan("Moreau", "e4-ccf-1")
    orals.conduct(first)
    second = orals.plan("Moreau", "e4-ccf-2")
    assert arrival_view(orals.office, second).commission.like == "l’autre situation"
    assert arrival_view(orals.office, orals.plan("Petit", "e4-ccf-2")).commission.like.startswith("MOREAU")


def test_what_was_played_stands_on_the_grid_and_in_the_evaluation(orals: Orals) -> None:
    """Annexe V, E4, § 4.B (l.5436-5439)."""
    oral = orals.plan("Moreau")
    played = Played(1, "Chauffage bois", "budget réduit d’un tiers", Handed.SOME, altered=True)
    orals.act(oral, ev.PlayedRecorded(played))
    grid = grid_view(orals.office, oral)
    assert grid.situation[-1] == (
        "Situation retenue\u202f: fiche 2, Chauffage bois\u202f; modifiée par la commission\u202f: budget"
        " réduit d’un tiers\u202f; annexes remises à la préparation\u202f: une partie, modifiées par la"
        " commission"
    )
    told = evaluation_of(orals.office, oral, grid).played
    assert told == PlayedData(
        Playing.MODIFIED, 2, "Chauffage bois", "budget réduit d’un tiers", Handed.SOME, altered=True
    )


def test_documents_that_go_with_a_simulated_situation_are_told_as_documents(orals: Orals) -> None:
    """« les documents complémentaires » (annexe V, E4, § 4.A, l.5373), not « annexes remises : toutes »."""
    oral = orals.plan("Moreau", "e4-ccf-2")
    orals.act(oral, ev.PlayedRecorded(Played(title="Vente", handed=Handed.ALL)))
    words = "documents complémentaires remis"
    assert f"{words} à la préparation\u202f: la totalité" in grid_view(orals.office, oral).situation[-1]
    told = history_view(orals.office, oral).lines
    assert any(f"{words}\u202f: la totalité" in line.words for line in told)


def test_the_grid_says_what_of_it_was_not_recorded(orals: Orals) -> None:
    """« le projet choisi par la commission d’interrogation » (annexe V, E6, § 4.A, l.5735)."""
    oral = orals.plan("Moreau", "e6-ponctuel")
    orals.conduct(oral)
    assert "projet choisi" in grid_view(orals.office, oral).situation[-1]
    orals.act(oral, ev.PlayedRecorded(Played(title="Portes ouvertes")))
    lines = grid_view(orals.office, oral).situation
    assert "Projet choisi\u202f: projet «\u202fPortes ouvertes\u202f»" in lines
    assert "projet choisi" not in lines[-1]
