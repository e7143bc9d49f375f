"""The data of an evaluation, taken from an oral."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from btstc_jury import __version__
from btstc_jury.application import evaluation as data
from btstc_jury.application.discords import discords
from btstc_jury.application.evaluation import evaluation_of, mark_text
from btstc_jury.application.office import Office
from btstc_jury.application.views.evaluation import evaluation_sections
from btstc_jury.application.views.grid import grid_view
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import RemarkText, Sign
from btstc_jury.domain.opinions import OpinionMode
from btstc_jury.domain.standing import Stage
from tests.application.offices import act, bring, complete, wait
from tests.forms_for_tests import COMPLIANT, JURORS


@pytest.fixture
def settled(office: Office) -> Office:
    bring(office, 1, Stage.FINALISED)
    return office


def of(office: Office, *, with_remarks: bool = False) -> data.EvaluationData:
    return evaluation_of(office, 1, grid_view(office, 1, annex=True), with_remarks=with_remarks)


def test_it_says_what_it_is_and_who_made_it(settled: Office) -> None:
    made = of(settled)
    assert (made.schema, made.schema_version, made.program) == ("btstc-jury/evaluation", 1, __version__)
    assert made.form.hash == settled.oral(1).form.hash
    assert made.journal == data.JournalData(
        settled.file.index.head(1).hex(), settled.history(1).last_sequence
    )
    assert made.grid == grid_view(settled, 1, annex=True)


def test_the_mark_is_text(settled: Office) -> None:
    assert of(settled).verdict.mark == "12.5"
    assert mark_text(Decimal("13.00")) == "13"
    assert mark_text(Decimal("-0")) == "0"
    assert mark_text(None) is None


def test_times_are_whole_microseconds(settled: Office) -> None:
    times = of(settled).times
    assert [each.used_us for each in times.phases] == [600_000_000, 600_000_000]
    assert times.total_granted_us == 1_800_000_000
    assert times.started == datetime(2026, 6, 1, 8, tzinfo=UTC)


def test_pauses_and_their_reasons_are_kept(running: Office) -> None:
    wait(running, 60)
    act(running, 1, ev.Paused("alarme incendie"))
    wait(running, 30)
    act(running, 1, ev.Resumed())
    (pause,) = of(running).times.pauses
    assert (pause.phase, pause.at_us, pause.length_us, pause.reason) == (
        0,
        60_000_000,
        30_000_000,
        "alarme incendie",
    )


def test_working_remarks_stay_out_unless_joined(running: Office) -> None:
    act(running, 1, do.AddRemark(running.now(), RemarkText("hésite", Sign.WEAKNESS, 2)))
    assert of(running).notes is None
    assert of(running, with_remarks=True).notes == (data.NoteData("hésite", Sign.WEAKNESS, 2, None, 0, 0),)


def test_opinions_come_with_the_reveal_only(office: Office) -> None:
    act(office, 1, do.Open(JURORS), ev.ModeChosen(OpinionMode.SEPARATE), do.Start())
    wait(office, 60)
    act(office, 1, ev.Ended(), COMPLIANT)
    for juror, mark in (("a", 11), ("b", 13), ("c", 12)):
        for criterion in office.oral(1).form.criteria:
            act(office, 1, ev.OpinionRated(juror, criterion.number, "S"))
        act(office, 1, ev.OpinionMarked(juror, Decimal(mark)), ev.OpinionGiven(juror))
    assert of(office).debate.opinions == ()
    act(office, 1, ev.Revealed(""))
    debate = of(office).debate
    assert [(each.juror, each.mark) for each in debate.opinions] == [("a", "11"), ("b", "13"), ("c", "12")]
    assert debate.opinions[0].ratings[0] == data.RatingData(1, "S")


def test_a_version_names_the_one_that_it_replaces(settled: Office) -> None:
    act(settled, 1, ev.Reopened("erreur de saisie"), ev.Finalised())
    made = of(settled)
    assert made.version == 2
    assert made.reopenings == (data.ReopeningData(1, "erreur de saisie"),)


def test_data_and_grid_agree_at_every_stage(office: Office) -> None:
    assert tuple(discords(of(office))) == ()
    bring(office, 1, Stage.RUNNING)
    assert tuple(discords(of(office))) == ()
    act(office, 1, ev.Ended())
    complete(office, 1)
    assert tuple(discords(of(office))) == ()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"candidate": "AUTRE Nom"}, "le nom du candidat"),
        ({"candidate_lines": ("N° 999",)}, "le numéro du candidat"),
        ({"mark": "20"}, "la note"),
        ({"appreciation": "Parfait."}, "l’appréciation"),
        ({"members": ()}, "la commission"),
        ({"journal": "00"}, "le journal"),
        ({"version": 7}, "la version"),
    ],
)
def test_what_the_grid_says_otherwise_is_named(
    settled: Office, change: dict[str, object], words: str
) -> None:
    made = of(settled)
    assert tuple(discords(replace(made, grid=replace(made.grid, **change)))) == (words,)  # type: ignore[arg-type]


def test_a_level_that_differs_is_named(settled: Office) -> None:
    made = of(settled)
    other = (data.RatingData(1, "TS"), *made.ratings[1:])
    assert tuple(discords(replace(made, ratings=other))) == ("le niveau du critère 1",)


def test_a_mark_that_is_none_is_a_discord(settled: Office) -> None:
    made = of(settled)
    assert tuple(discords(replace(made, verdict=replace(made.verdict, mark="vingt")))) == ("la note",)


def test_it_reads_as_words(settled: Office) -> None:
    sections = {each.title: each.lines for each in evaluation_sections(of(settled))}
    assert ("", "DURAND Élodie") in sections["Candidat"]
    assert ("Note proposée", "12,5/20") in sections["Proposition"]
    assert ("1. La présentation est claire", "S") in sections["Niveaux"]
    assert sections["Avis"] == (("", "Avis commun de la commission"),)
    assert "Notes de travail" not in sections
