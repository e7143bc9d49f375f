"""What a candidate may have with them, and what is asked of jurors beyond their role."""

from __future__ import annotations

from dataclasses import replace

import pytest

from btstc_jury.application.evaluation import evaluation_of
from btstc_jury.application.views.arrival import arrival_view
from btstc_jury.application.views.clock import clock_view
from btstc_jury.application.views.grid import grid_view
from btstc_jury.application.views.incidents import fraud_view
from btstc_jury.application.views.people import seat
from btstc_jury.application.views.permitted import permitted_words, quality_lines, quality_words
from tests.each_status import Orals
from tests.forms_for_tests import JURORS, make_form


@pytest.mark.parametrize(
    ("form", "words", "place"),
    [
        ("e4-ponctuel", "outils de communication nomades", "annexe V, E4, §\u202f4.B"),
        ("e6-ponctuel", "outils informatiques et de communication", "annexe V, E6, §\u202f4.A"),
        ("e4-ccf-2", "out support à la convenance du candidat", "annexe V, E4, §\u202f4.A"),
    ],
)
def test_a_permitted_tool_is_said_where_it_could_be_taken_for_fraud(
    orals: Orals, form: str, words: str, place: str
) -> None:
    """E4 « outils de communication nomades » (l.5474), E6 (l.5737-5742), CCF 2 (l.5371-5373)."""
    oral = orals.plan("Moreau", form)
    told = fraud_view(orals.office, oral).permitted
    assert words in told
    assert place in told
    assert told == permitted_words(arrival_view(orals.office, oral).form)


def test_the_live_screen_says_the_tools_of_the_exam_once(orals: Orals) -> None:
    """Annexe V, E4, § 4.B (l.5474)."""
    oral = orals.plan("Moreau")
    said = clock_view(orals.office, oral).candidate
    assert said.endswith("le candidat pourra se munir d’outils de communication nomades.")
    other = orals.plan("Nguyen", "e6-ponctuel")
    said = clock_view(orals.office, other).candidate
    assert said.count("tout document à sa convenance") == 1


def test_a_form_that_permits_nothing_says_nothing() -> None:
    assert permitted_words(make_form()) == ""
    assert quality_words(make_form()) == ""


def test_the_qualities_asked_of_jurors_are_recalled_with_their_place(orals: Orals) -> None:
    """Équipe pédagogique (l.5387), STS technico-commercial (l.5478), gestion de projet (l.5768)."""
    forms = [orals.office.library.get(key) for key in orals.office.library.keys()]  # noqa: SIM118
    lines = [*quality_lines(forms)]
    for words in (
        "membre de l’équipe pédagogique",
        "section de techniciens supérieurs technico-commercial",
        "chargé des enseignements de gestion de projet",
    ):
        assert any(words in line for line in lines), words
    assert all("annexe V" in line for line in lines)
    assert "E4 · CCF situation 1, E4 · CCF situation 2\u202f: Éco-gestion, STI\u202f: membre" in "\n".join(
        lines
    )


def test_the_quality_of_a_juror_is_printed_with_the_name_and_carried(orals: Orals) -> None:
    """« Nom, qualité et signature des examinateurs » (circular)."""
    told = replace(JURORS[0], quality="professeur en STS TC, lycée fictif")
    oral = orals.plan("Moreau")
    orals.conduct(oral, (told, *JURORS[1:]))
    grid = grid_view(orals.office, oral)
    assert grid.members[0].role == seat(told)
    assert seat(told) == "Professeur d’économie et gestion, professeur en STS TC, lycée fictif"
    data = evaluation_of(orals.office, oral, grid).commission
    assert data[0].quality == "professeur en STS TC, lycée fictif"
    assert not data[1].quality
