"""Notes, criteria and controls of the live screen."""

from __future__ import annotations

import pytest

from btstc_jury.application.office import Office
from btstc_jury.application.views.criteria import (
    CriteriaFilter,
    CriteriaView,
    by_competence,
    criteria_view,
    level_boxes,
)
from btstc_jury.application.views.live import Controls, author_choices, controls, note_lines
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import NoteText, Sign
from btstc_jury.domain.commission import Juror, Role
from btstc_jury.domain.composition import Vacancy
from btstc_jury.domain.form import Competence, Criterion, Level
from btstc_jury.domain.standing import Stage
from tests.application.offices import act, bring, memory_of, note, plan, wait
from tests.forms_for_tests import JURORS, make_form


def numbers(view: CriteriaView) -> list[list[int]]:
    return [[line.number for line in group.lines] for group in view.groups]


def test_criteria_stand_under_their_competences_in_official_order(running: Office) -> None:
    view = criteria_view(running, 1, CriteriaFilter.ALL)
    assert numbers(view) == [[1], [2], [3]]
    assert [(group.codes, group.label) for group in view.groups] == [
        ("C1", "Présenter"),
        ("C2", "Répondre"),
        ("C1 + C2", "Présenter / Répondre"),
    ]
    assert view.groups[1].lines[0].text == "Les réponses sont justes"


def test_the_criteria_of_the_phase_are_those_it_names(running: Office) -> None:
    assert numbers(criteria_view(running, 1, CriteriaFilter.PHASE)) == [[1], [3]]
    assert criteria_view(running, 1, CriteriaFilter.PHASE).phase_count == 2


def test_a_phase_that_names_none_shows_all(running: Office) -> None:
    running.act(1, do.NextPhase())
    view = criteria_view(running, 1, CriteriaFilter.PHASE)
    assert numbers(view) == [[1], [2], [3]]
    assert view.phase_count == 0


def test_what_is_rated_leaves_the_list_of_what_is_not(running: Office) -> None:
    act(running, 1, ev.Rated(2, "S"), ev.Rated(3, "NE"))
    view = criteria_view(running, 1, CriteriaFilter.UNRATED)
    assert numbers(view) == [[1]]
    assert (view.rated, view.total, view.progress) == (2, 3, "2 notés sur 3")


@pytest.mark.parametrize(
    ("rated", "progress"), [(0, "0 noté sur 3"), (1, "1 noté sur 3"), (3, "3 notés sur 3")]
)
def test_progress_is_told_in_good_french(running: Office, rated: int, progress: str) -> None:
    for criterion in range(1, rated + 1):
        running.act(1, ev.Rated(criterion, "S"))
    assert criteria_view(running, 1, CriteriaFilter.ALL).progress == progress


def test_a_competence_can_be_looked_at_alone(running: Office) -> None:
    assert numbers(criteria_view(running, 1, CriteriaFilter.ALL, "C2")) == [[2], [3]]
    running.act(1, ev.Rated(2, "S"))
    assert numbers(criteria_view(running, 1, CriteriaFilter.UNRATED, "C2")) == [[3]]


def test_a_line_tells_its_level_and_how_many_notes_it_has(running: Office) -> None:
    note(running, 1, "un", criterion=2)
    note(running, 1, "deux", criterion=2)
    note(running, 1, "sans lien")
    running.act(1, ev.Rated(3, "NE"))
    lines = [line for group in criteria_view(running, 1, CriteriaFilter.ALL).groups for line in group.lines]
    assert [(line.level, line.notes) for line in lines] == [(None, 0), (None, 2), ("NE", 0)]


def test_neighbours_of_one_competence_share_a_group() -> None:
    form = make_form(
        competences=(Competence("C1", "Présenter"),),
        criteria=tuple(
            Criterion(number, "x", (code,), 1) for number, code in enumerate(["C1", "C1", "C9"], 1)
        ),
    )
    groups = [(each.codes, each.label, len(each.criteria)) for each in by_competence(form, form.criteria)]
    assert groups == [("C1", "Présenter", 2), ("C9", "", 1)]


def test_the_boxes_are_the_scale_of_the_form_then_not_assessed() -> None:
    boxes = level_boxes(make_form())
    assert [box.letters for box in boxes] == ["TI", "I", "S", "TS", "NE"]
    assert [box.rank for box in boxes] == [0, pytest.approx(1 / 3), pytest.approx(2 / 3), 1, None]
    alone = level_boxes(make_form(levels=(Level("A", "acquis"),)))
    assert [(box.letters, box.rank) for box in alone] == [("A", 0), ("NE", None)]


def test_notes_stand_where_their_typing_began(running: Office) -> None:
    before = plan(running, "Petit")
    note(running, before, "dossier complet")
    assert [line.stamp for line in note_lines(running, before)] == ["avant"]
    wait(running, 65)
    began = running.now()
    wait(running, 5)
    note(running, 1, "écrite la première")
    wait(running, 600)
    running.act(1, do.NextPhase())
    note(running, 1, "à la reprise", Sign.QUESTION, 2)
    running.act(1, do.AddNote(began, NoteText("commencée avant", Sign.WEAKNESS, author="b")))
    lines = note_lines(running, 1)
    assert [(line.stamp, line.text) for line in lines] == [
        ("1 · 01:05", "commencée avant"),
        ("1 · 01:10", "écrite la première"),
        ("2 · 00:00", "à la reprise"),
    ]
    assert [(line.sign, line.criterion) for line in lines] == [
        (Sign.WEAKNESS, None),
        (Sign.NONE, None),
        (Sign.QUESTION, 2),
    ]
    assert (lines[0].author, lines[0].author_key) == ("Dominique Fictif", "b")
    assert (lines[1].author, lines[1].author_key) == ("", None)


def test_a_note_keeps_the_name_of_an_author_who_left_the_commission(running: Office) -> None:
    guest = Juror("z", "Andréa Passage", Role.EG)
    number = plan(running, "Petit")
    running.act(number, do.Open((guest, *JURORS[1:])))
    running.act(number, do.AddNote(running.now(), NoteText("vu", author="z")))
    assert [line.author for line in note_lines(running, number)] == ["Andréa Passage"]
    assert next(iter(author_choices(running, number))) == ("z", "Éco-gestion Andréa Passage")


@pytest.mark.parametrize(
    ("stage", "expected"),
    [
        (Stage.PLANNED, ("Commencer l’oral", False, False, False, True)),
        (Stage.OPENED, ("Commencer l’oral", False, False, False, True)),
        (Stage.RUNNING, ("Phase suivante", True, False, True, True)),
        (Stage.PAUSED, ("Phase suivante", False, True, True, True)),
        (Stage.ENDED, ("", False, False, False, True)),
        (Stage.FINALISED, ("", False, False, False, False)),
    ],
)
def test_what_can_be_done_follows_the_stage(
    office: Office, stage: Stage, expected: tuple[str, bool, bool, bool, bool]
) -> None:
    bring(office, 1, stage)
    shown = controls(office, 1)
    assert shown.stage is stage
    assert (shown.forward, shown.can_pause, shown.can_resume, shown.can_end, shown.can_write) == expected


def test_the_last_phase_leads_to_the_end(running: Office) -> None:
    running.act(1, do.NextPhase())
    assert controls(running, 1) == Controls(
        Stage.RUNNING, "Terminer l’épreuve", True, True, False, True, True
    )


def test_nothing_can_be_written_in_a_file_opened_read_only(running: Office) -> None:
    memory_of(running).read_only = "permission"
    assert not controls(running, 1).can_write


def test_the_authors_are_the_members_present(office: Office) -> None:
    assert list(author_choices(office, 1)) == [
        ("a", "Éco-gestion Camille Fictif"),
        ("b", "STI Dominique Fictif"),
        ("c", "Pro. Claude Fictif"),
    ]
    absent = Vacancy(Role.PROFESSIONAL, "Mme Présidente", "intempéries")
    office.act(1, do.Open(JURORS[:2], vacancies=(absent,)))
    assert [key for key, _ in author_choices(office, 1)] == ["a", "b"]
