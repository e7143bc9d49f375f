"""Each state of the day's list, with its words, its sign and its button."""

from __future__ import annotations

from datetime import date

import pytest

from btstc_jury.application.office import Office
from btstc_jury.application.views.day import Task, day_view, tick
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.candidate import ONE_THIRD, Accommodation
from btstc_jury.domain.session import FileKind
from btstc_jury.domain.signing import Means, Signature
from btstc_jury.domain.standing import Stage, Symbol, Tone
from tests.application.offices import bring, memory_of, office_with, plan, wait
from tests.forms_for_tests import make_form

DAY = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("stage", "words", "tone", "symbol", "action"),
    [
        (Stage.PLANNED, "Prévue", Tone.QUIET, Symbol.PLANNED, "Ouvrir"),
        (Stage.OPENED, "Commission installée", Tone.NOW, Symbol.READY, "Ouvrir"),
        (Stage.RUNNING, "En cours, phase 1", Tone.NOW, Symbol.RUNNING, "Reprendre"),
        (Stage.PAUSED, "Suspendue, phase 1", Tone.WARNING, Symbol.PAUSED, "Reprendre"),
        (Stage.ENDED, "En délibération", Tone.WARNING, Symbol.DELIBERATING, "Délibérer"),
        (Stage.FINALISED, "À signer, version 1", Tone.WARNING, Symbol.TO_SIGN, "Grille"),
    ],
)
def test_each_stage_has_its_words_and_its_button(
    office: Office, stage: Stage, words: str, tone: Tone, symbol: Symbol, action: str
) -> None:
    bring(office, 1, stage)
    (row,) = day_view(office, DAY, DAY).rows
    assert (row.state, row.tone, row.symbol, row.action) == (words, tone, symbol, action)
    assert not row.ticking


def test_a_settled_grid_says_how_far_its_signatures_are(office: Office) -> None:
    bring(office, 1, Stage.FINALISED)
    assert [task.title for task in day_view(office, DAY, DAY).tasks] == ["Grille à signer"]
    seen = []
    for juror in office.oral(1).jurors:
        office.act(1, ev.GridSigned(Signature(juror.key, Means.PAPER)))
        (row,) = day_view(office, DAY, DAY).rows
        seen.append((row.state, row.tone))
    assert seen[0] == ("1 signature, à finir", Tone.WARNING)
    assert seen[1] == ("2 signatures, à finir", Tone.WARNING)
    assert seen[-1] == ("Signée, papier à joindre", Tone.DONE)
    assert day_view(office, DAY, DAY).tasks == (Task("Signature sur papier, à joindre", "DURAND Élodie", 1),)


def test_what_is_signed_on_paper_is_to_be_joined_said_once_for_all(office: Office) -> None:
    second = plan(office, "Petit")
    for oral, last in ((1, Means.OWN), (second, Means.PAPER)):
        bring(office, oral, Stage.FINALISED)
        for juror in office.oral(oral).jurors:
            office.act(oral, ev.GridSigned(Signature(juror.key, last)))
    assert [row.state for row in day_view(office, DAY, DAY).rows] == [
        "Signée, version 1",
        "Signée, papier à joindre",
    ]
    assert [(task.subject, task.oral) for task in day_view(office, DAY, DAY).tasks] == [("PETIT Jo", second)]
    office.act(1, ev.Reopened("une note oubliée"))
    office.act(1, ev.Finalised())
    for juror in office.oral(1).jurors:
        office.act(1, ev.GridSigned(Signature(juror.key, Means.PAPER)))
    (task,) = day_view(office, DAY, DAY).tasks
    assert {*task.subject.split(", ")} == {"DURAND Élodie", "PETIT Jo"}


def test_a_row_says_who_when_and_on_what(office: Office) -> None:
    plan(office, "Petit", "2026-06-01 08:05", "autre", Accommodation(phases=ONE_THIRD))
    first, second = day_view(office, DAY, DAY).rows
    assert (first.time, first.name, first.number, first.form, first.remark, first.day) == (
        "8\u202fh\u202f05",
        "PETIT Jo",
        "00P",
        "Autre",
        "temps majoré",
        "01/06/2026",
    )
    assert (second.time, second.name, second.remark) == ("9\u202fh\u202f00", "DURAND Élodie", "")


def test_a_preparation_ticks_overruns_and_ends(office: Office) -> None:
    def row() -> tuple[str, Tone, Symbol, bool]:
        (found,) = day_view(office, DAY, DAY).rows
        return found.state, found.tone, found.symbol, found.ticking

    office.act(1, do.StartPreparation())
    assert row() == ("En préparation 50:00", Tone.NOW, Symbol.PREPARING, True)
    wait(office, 50 * 60)
    assert row() == ("En préparation 00:00", Tone.NOW, Symbol.PREPARING, True)
    wait(office, 65)
    assert row() == ("Dépassement +01:05", Tone.WARNING, Symbol.PREPARING, True)
    office.act(1, ev.PreparationEnded())
    assert row() == ("Préparation terminée", Tone.NOW, Symbol.READY, False)


def test_a_row_that_ticks_shows_the_new_time_and_stays_the_next(office: Office) -> None:
    office.act(1, do.StartPreparation())
    rows = day_view(office, DAY, DAY).rows
    wait(office, 1)
    (fresh,), _ = tick(office, rows)
    assert (fresh.state, fresh.next) == ("En préparation 49:59", True)


@pytest.mark.parametrize(
    ("stages", "following"),
    [
        ([Stage.PLANNED, Stage.PLANNED], [True, False]),
        ([Stage.FINALISED, Stage.ENDED, Stage.OPENED], [False, False, True]),
        ([Stage.PLANNED, Stage.PAUSED], [False, True]),
        ([Stage.FINALISED, Stage.ENDED], [False, True]),
        ([Stage.FINALISED], [False]),
    ],
)
def test_the_next_oral_is_the_one_that_calls_first(
    office: Office, stages: list[Stage], following: list[bool]
) -> None:
    orals = [1, *(plan(office, "Petit", f"2026-06-01 1{hour}:00") for hour in range(len(stages) - 1))]
    for oral, stage in zip(orals, stages, strict=True):
        bring(office, oral, stage)
    assert [row.next for row in day_view(office, DAY, DAY).rows] == following


def test_what_remains_to_do_stands_beside(office: Office) -> None:
    second, third = plan(office, "Petit"), plan(office, "Roux")
    bring(office, 1, Stage.ENDED)
    bring(office, second, Stage.PAUSED)
    bring(office, third, Stage.ENDED)
    office.act(third, ev.Rated(1, None))
    assert set(day_view(office, DAY, DAY).tasks) == {
        Task("Proposition à valider", "DURAND Élodie", 1, "Essai, 9\u202fh\u202f00"),
        Task("Interrogation suspendue", "PETIT Jo", second, "Essai, 9\u202fh\u202f00"),
        Task("Délibération à finir\u202f: 1 élément manque", "ROUX Jo", third, "Essai, 9\u202fh\u202f00"),
    }
    office.act(third, ev.MarkProposed(None))
    assert "2 éléments manquent" in " ".join(task.title for task in day_view(office, DAY, DAY).tasks)


def test_the_heading_says_which_session_and_how_far_it_is(office: Office) -> None:
    second = plan(office, "Petit")
    bring(office, second, Stage.FINALISED)
    view = day_view(office, DAY, DAY)
    assert (view.title, view.session, view.commission, view.place) == (
        "BTS Technico-commercial",
        "session 2026",
        "3",
        "Lycée fictif des Essais, B 12",
    )
    assert (view.day_title, view.counts) == (
        "Lundi 1er juin 2026",
        "2 interrogations · 1 proposition validée",
    )
    assert (view.kind, view.read_only) == (FileKind.TRAINING, "")
    assert view.days == ((DAY, "Lundi 1er juin 2026"),)


def test_a_day_without_orals_is_empty(office: Office) -> None:
    view = day_view(office, date(2026, 6, 2), DAY)
    assert (view.rows, view.counts, view.legend) == ((), "0 interrogation · 0 proposition validée", ())


def test_a_file_read_only_says_why(office: Office) -> None:
    memory_of(office).read_only = "busy"
    assert day_view(office, DAY, DAY).read_only.startswith("Lecture seule\u202f:")


def test_the_states_are_counted_and_a_figure_keeps_its_word(office: Office) -> None:
    for number, stage in enumerate([Stage.ENDED, Stage.FINALISED, Stage.FINALISED, Stage.RUNNING]):
        bring(office, plan(office, f"Petit{number}"), stage)
    view = day_view(office, DAY, DAY)
    assert [words for _, _, words in view.legend] == ["2 à signer", "1 à délibérer", "1 en cours", "1 prévue"]
    assert len(view.drawn) == len(view.rows)


def test_the_heading_is_of_the_diploma_that_is_examined() -> None:
    office = office_with(make_form(diploma="BTS Produits laitiers"))
    assert day_view(office, DAY, DAY).title == "BTS Produits laitiers"
