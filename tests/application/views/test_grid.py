"""The grid, line by line."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from btstc_jury.application.evaluation import evaluation_of
from btstc_jury.application.office import Office
from btstc_jury.application.views.grid import (
    GridGroup,
    GridLevel,
    GridMember,
    GridRow,
    GridTime,
    grid_groups,
    grid_view,
    phase_times,
)
from btstc_jury.bootstrap import form_folders
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import TextField
from btstc_jury.domain.candidate import ONE_THIRD, Accommodation, Course
from btstc_jury.domain.commission import Juror, Role
from btstc_jury.domain.events import GapCause
from btstc_jury.domain.form import Competence, LimitKind, SettingKind, Situation, TimeRule
from btstc_jury.domain.moments import ZERO, Duration, Instant
from btstc_jury.domain.session import FileKind
from btstc_jury.domain.signing import Means, Signature
from btstc_jury.domain.standing import Stage
from btstc_jury.domain.timing import ClockFace, PhaseTime
from btstc_jury.exchange.form_library import FormLibrary
from tests.application.offices import act, bring, clock_of, memory_of, office_with, plan, wait
from tests.forms_for_tests import JURORS, make_form, make_plan, make_session

FORMS = FormLibrary(form_folders())


@pytest.fixture
def settled(office: Office) -> Office:
    bring(office, 1, Stage.FINALISED)
    return office


def test_the_heading_says_which_exam_and_where(office: Office) -> None:
    view = grid_view(office, 1)
    assert (view.diploma, view.session, view.exam) == (
        "BTS Technico-commercial",
        "Session 2026",
        "E4 Épreuve d’essai",
    )
    assert view.details == "Unité U4 · coefficient 4 · Essai"
    assert (view.centre, view.place) == ("Lycée fictif des Essais", "Commission 3 · B 12")
    assert view.language == "fr-FR"


def test_a_commission_without_a_room_has_none(office: Office) -> None:
    office.describe(replace(office.session, room=""))
    assert grid_view(office, 1).place == "Commission 3"


def test_the_candidate_stands_with_number_birth_specialty_and_school(office: Office) -> None:
    view = grid_view(office, 1)
    assert view.candidate == "DURAND Élodie"
    assert view.candidate_lines == (
        "N° 0012 · né(e) le 29/02/2004",
        "Spécialité\u202f: Énergie",
        "Établissement\u202f: Lycée fictif",
    )


def test_the_way_of_a_candidate_says_its_word_once(office: Office) -> None:
    known = make_plan()
    for course, line in (
        (Course.SCHOOL, "Voie\u202f: Scolaire, établissement public ou privé sous contrat"),
        (Course.APPRENTICESHIP, "Voie\u202f: Apprentissage, CFA ou section habilité"),
    ):
        plan = replace(known, candidate=replace(known.candidate, course=course))
        office.act(1, do.ChangePlan(plan, office.oral(1).form))
        assert line in grid_view(office, 1).candidate_lines


def test_what_is_not_known_of_a_candidate_takes_no_line(office: Office) -> None:
    known = make_plan()
    bare = replace(known, candidate=replace(known.candidate, birth=None, school="", specialty=""))
    office.act(1, do.ChangePlan(bare, office.oral(1).form))
    assert grid_view(office, 1).candidate_lines == ("N° 0012",)


@pytest.mark.usefixtures("paris")
def test_the_sitting_is_told_before_during_and_after(office: Office) -> None:
    assert grid_view(office, 1).sitting_lines == (
        "Prévue le lundi 1er juin 2026 à 9\u202fh\u202f00, non commencée",
        "Préparation\u202f: non chronométrée",
    )
    bring(office, 1, Stage.RUNNING)
    assert grid_view(office, 1).sitting_lines[0] == "Lundi 1er juin 2026, 10\u202fh\u202f00, en cours"
    wait(office, 45 * 60)
    office.act(1, ev.Ended())
    assert (
        grid_view(office, 1).sitting_lines[0] == "Lundi 1er juin 2026, 10\u202fh\u202f00 – 10\u202fh\u202f45"
    )


def test_preparation_and_extra_time_are_told(office: Office) -> None:
    number = plan(office, "Petit", accommodation=Accommodation(ONE_THIRD, ONE_THIRD, ONE_THIRD))
    office.act(number, do.StartPreparation())
    wait(office, 3600)
    office.act(number, ev.PreparationEnded())
    assert grid_view(office, number).sitting_lines[1:] == (
        "Préparation\u202f: 60:00 sur 66:40 accordées",
        "Temps majoré selon l’aménagement accordé",
    )


def test_extra_time_on_parts_alone_is_told_with_its_price(office: Office) -> None:
    """The total is a maximum (annexe V, E4, § 4.B): it isn't made longer with its parts."""
    number = plan(office, "Petit", accommodation=Accommodation(phases=ONE_THIRD))
    assert grid_view(office, number).sitting_lines[-1] == (
        "Temps majoré selon l’aménagement accordé. Le total n’est pas majoré d’autant\u202f: les parties"
        " majorées prennent sur ce qui reste."
    )


def test_what_situation_1_used_is_printed() -> None:
    """E4, situation 2 (annexe V, E4, § 4.A)."""
    shared = TimeRule(SettingKind.AT_OPENING, Duration.minutes(30), Duration.minutes(50))
    office = office_with(make_form(total=shared))
    number = plan(office, "Petit", accommodation=Accommodation(total=ONE_THIRD))
    office.act(number, do.Open(JURORS, used=Duration.minutes(26)))
    view = grid_view(office, number)
    assert view.sitting_lines[-1] == "Temps utilisé en situation 1\u202f: 26:00 sur 66:40"
    assert view.total.allowed == "40:40"


def test_a_form_without_preparation_says_nothing_of_it() -> None:
    office = office_with(make_form(preparation=TimeRule(SettingKind.NONE)))
    assert len(grid_view(office, 1).sitting_lines) == 1


def test_times_are_those_granted_and_really_used(running: Office) -> None:
    assert grid_view(running, 1).times[1] == GridTime("2 Entretien", "reste", "—", "")
    wait(running, 625)
    running.act(1, do.NextPhase())
    wait(running, 20 * 60)
    running.act(1, ev.Ended())
    view = grid_view(running, 1)
    assert view.times == (
        GridTime("1 Présentation", "10:00", "10:25", "+0:25"),
        GridTime("2 Entretien", "reste", "20:00", "+0:25"),
    )
    assert view.total == GridTime("Total", "30:00", "30:25", "+0:25")


def seconds(shown: str) -> int:
    whole, part = shown.split(":")
    return int(whole) * 60 + int(part)


def test_parts_add_up_to_the_total_that_is_shown(running: Office) -> None:
    """« 0:12 » and « 0:01 » were « 0:14 » together; what is recorded stays exact."""
    wait(running, 12.7)
    running.act(1, do.NextPhase())
    wait(running, 1.6)
    running.act(1, ev.Ended())
    view = grid_view(running, 1)
    assert ([each.used for each in view.times], view.total.used) == (["0:13", "0:01"], "0:14")
    times = evaluation_of(running, 1, view).times
    assert [each.used_us for each in times.phases] == [12_700_000, 1_600_000]
    assert times.total_used_us == 14_300_000


def test_a_part_at_its_maximum_is_not_shown_to_pass_it(running: Office) -> None:
    wait(running, 600.9)
    running.act(1, do.NextPhase())
    wait(running, 61.3)
    running.act(1, ev.Ended())
    view = grid_view(running, 1)
    assert view.times == (
        GridTime("1 Présentation", "10:00", "10:00", ""),
        GridTime("2 Entretien", "reste", "1:02", ""),
    )
    assert view.total.used == "11:02"


@given(st.lists(st.integers(0, 3_000_000_000), min_size=1, max_size=6), st.data())
def test_any_parts_add_up_each_within_a_second(used: list[int], data: st.DataObject) -> None:
    reached = data.draw(st.integers(0, len(used) - 1))
    parts = tuple(Duration(each if index <= reached else 0) for index, each in enumerate(used))
    phase = make_form().phases[0]
    total = Duration(sum(each.us for each in parts))
    times = tuple(PhaseTime(Duration.minutes(10), each, own_maximum=True) for each in parts)
    clock = ClockFace(
        reached,
        running=False,
        ended=True,
        phases=times,
        total_allowed=ZERO,
        total_used=total,
        pauses=(),
        gaps=(),
    )
    shown = [*phase_times(make_form(phases=(phase,) * len(parts)), clock)]
    assert sum(seconds(each.used) for each in shown[: reached + 1]) == total.whole_seconds
    assert [each.used for each in shown[reached + 1 :]] == ["—"] * (len(parts) - reached - 1)
    for each, exact in zip(shown, parts[: reached + 1], strict=False):
        assert abs(seconds(each.used) * 1_000_000 - exact.us) < 1_000_000
        over = seconds(each.overrun[1:]) if each.overrun else 0
        assert over == max(0, seconds(each.used) - 600)


def test_only_what_takes_the_rest_says_so() -> None:
    """A part of a CCF has no duration of its own (annexe V, E4, § 4.A): no rest is its own."""
    free = tuple(
        replace(each, limit=LimitKind.FREE, maximum=None)
        for each in (*make_form().phases, make_form().phases[0])
    )
    office = office_with(make_form(phases=free))
    assert [time.allowed for time in grid_view(office, 1).times] == ["libre"] * 3


def test_the_coefficient_is_that_of_the_whole_exam() -> None:
    office = office_with(make_form())
    assert grid_view(office, 1).details == "Unité U4 · coefficient 4 · Essai"
    office = office_with(make_form(situation=Situation(1, "E4")))
    assert grid_view(office, 1).details == "Unité U4 · coefficient 4 pour l’épreuve · Essai"


def test_a_competence_without_criterion_is_told() -> None:
    """C3.3.1 in E6 (annexe V, E6, § 3)."""
    assert grid_view(office_with(make_form()), 1).uncovered == ""
    lone = make_form(competences=(*make_form().competences, Competence("C3", "Préparer")))
    view = grid_view(office_with(lone), 1)
    assert view.uncovered == "C3 «\u202fPréparer\u202f» n’a pas de critère propre."
    assert view.uncovered in view.footnotes


def test_an_oral_not_begun_used_no_time(office: Office) -> None:
    view = grid_view(office, 1)
    assert [time.used for time in (*view.times, view.total)] == ["—", "—", "—"]


@pytest.mark.usefixtures("paris")
def test_pauses_and_stops_are_printed_with_their_reason_or_decision(running: Office) -> None:
    wait(running, 70)
    running.act(1, ev.Paused())
    pause = running.history(1).last_sequence
    wait(running, 130)
    running.act(1, ev.Resumed())
    alive = running.now()
    clock_of(running).restart(Duration.seconds(67))
    running.act(1, ev.GapFound(alive, GapCause.STOP))
    gap = running.history(1).last_sequence
    where = "Suspension à 10\u202fh\u202f01, phase 1 à 1:10, durée 2:10\u202f: "
    stop = "Arrêt du programme de 10:03:20 à 10:04:27, phase 1, durée 1:07\u202f: "
    assert grid_view(running, 1).incidents == (f"{where}motif non précisé", f"{stop}décision attendue")
    act(running, 1, ev.PauseExplained(pause, "alarme incendie"), ev.GapDecided(gap, counted=True))
    assert grid_view(running, 1).incidents == (f"{where}alarme incendie", f"{stop}temps compté")
    running.act(1, ev.GapDecided(gap, counted=False))
    assert grid_view(running, 1).incidents[1] == f"{stop}temps non compté"


@pytest.mark.usefixtures("paris")
def test_an_oral_past_midnight_is_dated_by_its_beginning(office: Office) -> None:
    clock_of(office).set_wall(Instant(1_780_350_900_000_000))
    bring(office, 1, Stage.RUNNING)
    wait(office, 30 * 60)
    office.act(1, ev.Ended())
    assert (
        grid_view(office, 1).sitting_lines[0] == "Lundi 1er juin 2026, 23\u202fh\u202f55 – 0\u202fh\u202f25"
    )


def test_every_criterion_stands_with_its_level(running: Office) -> None:
    act(running, 1, ev.Rated(1, "TS"), ev.Rated(3, "NE"))
    view = grid_view(running, 1)
    assert view.groups == (
        GridGroup("C1", "Présenter", (GridRow(1, "La présentation est claire", "TS"),)),
        GridGroup("C2", "Répondre", (GridRow(2, "Les réponses sont justes", ""),)),
        GridGroup("C1 + C2", "Présenter / Répondre", (GridRow(3, "L’écoute est active", "NE"),)),
    )
    assert view.levels == (
        GridLevel("TI", "très insuffisant"),
        GridLevel("I", "insuffisant"),
        GridLevel("S", "satisfaisant"),
        GridLevel("TS", "très satisfaisant"),
        GridLevel("NE", "non évalué"),
    )
    assert view.scale_note == "échelle d’essai"


def test_the_verdict_is_printed_as_given(settled: Office) -> None:
    settled.act(1, ev.Reopened("erreur de report"))
    act(settled, 1, *(ev.TextWritten(field, field.value) for field in TextField))
    view = grid_view(settled, 1)
    assert (view.mark, view.out_of) == ("12,5", "20")
    assert [view.appreciation, view.strengths, view.weaknesses, view.remarks] == [
        field.value for field in TextField
    ]
    assert view.reopenings == ("erreur de report",)


def test_an_oral_without_a_mark_prints_none(office: Office) -> None:
    assert grid_view(office, 1).mark == ""


def test_a_grid_is_provisional_until_all_have_signed(settled: Office) -> None:
    for juror in settled.oral(1).jurors:
        assert grid_view(settled, 1).provisional
        assert not grid_view(settled, 1, to_sign=True).provisional
        settled.act(1, ev.GridSigned(Signature(juror.key, Means.PAPER)))
    view = grid_view(settled, 1)
    assert (view.provisional, view.version, view.replaces) == (False, 1, "")
    assert view.title == "Grille d’aide à l’évaluation — E4 Épreuve d’essai — DURAND Élodie (version 1)"
    settled.act(1, ev.Reopened("erreur"))
    view = grid_view(settled, 1)
    assert (view.provisional, view.version) == (True, 2), "the one to come, which replaces the first"
    assert view.title.endswith("(provisoire)")
    act(settled, 1, ev.MarkProposed(Decimal(11)), ev.Finalised())
    view = grid_view(settled, 1)
    assert (view.provisional, view.version) == (True, 2)
    assert view.replaces == "Annule et remplace la version 1, signée. Motif\u202f: erreur"


@pytest.mark.parametrize(
    ("kind", "watermark"),
    [
        (FileKind.EXAM, ""),
        (FileKind.TRAINING, "ENTRAÎNEMENT – sans valeur d’examen"),
        (FileKind.DEMONSTRATION, "DÉMONSTRATION – sans valeur d’examen"),
    ],
)
def test_only_an_exam_has_no_watermark(kind: FileKind, watermark: str) -> None:
    view = grid_view(office_with(make_form(), make_session(kind)), 1)
    assert (view.file_kind, view.watermark) == (kind, watermark)


def test_the_members_sign_in_their_capacity(office: Office) -> None:
    assert grid_view(office, 1).members == (
        GridMember("Professeur d’économie et gestion", "Camille Fictif"),
        GridMember("Professeur de sciences et techniques industrielles", "Dominique Fictif"),
        GridMember("Professionnel", "Claude Fictif"),
    )
    replacing = Juror("d", "Noa Fictif", Role.EG, replaces_professional=True)
    office.act(1, do.Open((*JURORS[:2], replacing)))
    assert grid_view(office, 1).members[2] == GridMember(
        "Professeur d’économie et gestion, remplaçant le professionnel", "Noa Fictif"
    )


def test_the_foot_names_the_form_and_the_journal(office: Office) -> None:
    view = grid_view(office, 1)
    assert view.form == f"essai 1 · {make_form().hash[:8]}"
    assert view.secrecy == "La note n’est pas communiquée."
    assert view.journal == memory_of(office).index.head(1).hex()
    office.act(1, ev.Rated(1, "S"))
    assert grid_view(office, 1).journal != view.journal


@pytest.mark.parametrize("key", FORMS.keys())
def test_what_goes_on_from_a_sentence_has_its_beginning_above_it(key: str) -> None:
    """« Il est tenu compte : - de la compréhension… » (annexe V, E3, § 3); the others stand by themselves."""
    groups = list(grid_groups(FORMS.get(key), {}))
    begun = [group.label for group in groups if group.label == "Il est tenu compte\u202f:"]
    texts = [row.text for group in groups for row in group.rows]
    assert all(each.startswith(("de ", "du ")) for each in texts) is bool(begun)
    assert bool(begun) is key.startswith("e3-")
