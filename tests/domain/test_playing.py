"""What an oral plays, by its form, and what isn't recorded of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from btstc_jury.application.old_forms import placed
from btstc_jury.domain.playing import (
    NOTHING_PLAYED,
    Attachment,
    Handed,
    Played,
    Playing,
    Scenario,
    unsaid,
)
from tests.domain.official import LIBRARY
from tests.forms_for_tests import make_form


@pytest.mark.parametrize(
    ("key", "playing"),
    [
        ("e4-ponctuel", Playing.MODIFIED),
        ("e4-ccf-1", None),
        ("e4-ccf-2", Playing.SIMULATED),
        ("e6-ponctuel", Playing.PROJECT),
        ("e6-ccf-1", Playing.PROJECT),
        ("e6-ccf-2", Playing.PROJECT),
        ("e6-ccf-unique", Playing.PROJECT),
    ],
)
def test_each_form_has_its_own(key: str, playing: Playing | None) -> None:
    """E4: one of the fiches, modified (annexe V, E4, § 4.B, l.5436-5439); in CCF a context like that of
    situation 1 (§ 4.A, l.5378); E6: « le projet choisi par la commission » (annexe V, E6, § 4.A, l.5735).
    """
    assert LIBRARY.get(key).playing is playing


@pytest.mark.parametrize("key", ["e4-ponctuel", "e4-ccf-1", "e4-ccf-2", "e6-ponctuel", "e6-ccf-unique"])
def test_a_form_pinned_before_forms_said_it_plays_the_same(key: str) -> None:
    form = LIBRARY.get(key)
    assert placed(replace(form, playing=None)).playing is form.playing


def test_a_form_of_a_centre_plays_what_it_says() -> None:
    assert make_form().playing is None
    assert placed(make_form()).playing is None
    assert placed(make_form(playing=Playing.PROJECT)).playing is Playing.PROJECT


SUBJECT = Attachment("sujet.pdf", 9, "ab" * 32, 1)
WHOLE = Played(1, "Chauffage bois", "budget réduit d’un tiers", Handed.SOME, altered=True)


def test_what_is_not_recorded_is_named() -> None:
    """« en modifiant certains paramètres de l’une des fiches », « tout ou partie des annexes » (l.5436)."""
    assert [*unsaid(WHOLE, Playing.MODIFIED)] == []
    assert [*unsaid(NOTHING_PLAYED, Playing.MODIFIED)] == [
        "fiche retenue",
        "modifications de la commission",
        "annexes remises",
    ]
    assert [*unsaid(Played(title="Chauffage"), Playing.PROJECT)] == []
    assert [*unsaid(Played(0), Playing.PROJECT)] == []
    assert [*unsaid(NOTHING_PLAYED, Playing.PROJECT)] == ["projet choisi"]
    assert [*unsaid(Played(title="Vente"), Playing.SIMULATED)] == ["documents complémentaires remis"]


@pytest.mark.parametrize(
    ("scenario", "playing", "lacking"),
    [
        (Scenario("Vente d’une pompe"), Playing.SIMULATED, ["documents complémentaires remis"]),
        (Scenario(context="Une PME"), Playing.SIMULATED, ["documents complémentaires remis"]),
        (Scenario(attached=SUBJECT), Playing.SIMULATED, []),
        (Scenario("Vente", annexes="tarif 2026"), Playing.SIMULATED, []),
        (Scenario("Vente"), Playing.MODIFIED, ["modifications de la commission", "annexes remises"]),
        (Scenario("Vente", changes="budget", annexes="tarif"), Playing.MODIFIED, []),
        (
            Scenario(attached=SUBJECT),
            Playing.MODIFIED,
            ["fiche retenue", "modifications de la commission", "annexes remises"],
        ),
    ],
)
def test_what_the_page_handed_over_says_is_recorded(
    scenario: Scenario, playing: Playing, lacking: list[str]
) -> None:
    """A PDF says which situation is simulated, not which fiche of the candidate's it began as."""
    assert [*unsaid(NOTHING_PLAYED, playing, scenario)] == lacking


def test_it_is_told_in_a_few_words() -> None:
    assert [*WHOLE.told()] == [
        "n° 2",
        "Chauffage bois",
        "modifié\u202f: budget réduit d’un tiers",
        "annexes remises\u202f: une partie, modifiées",
    ]
    assert [*Played(handed=Handed.NONE).told()] == ["annexes remises\u202f: rien"]
    assert [*NOTHING_PLAYED.told()] == []
