"""The pages of harmonisation, read back: nothing is said line after line that can be said once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from btstc_jury.application.views.centre.harmony import Cell, Column, HarmonyView, Line, Part, Section, Shares
from btstc_jury.documents.harmony import harmony_pdf
from tests.documents.layout_checks import assert_laid_out
from tests.documents.reading import page_texts, squeezed, whole_text

_LONG = "Une adaptation et une mise en valeur de l’offre dans le cadre d’une démarche d’amélioration continue"
_LEVELS = (
    Column("Critère", 6, 260, 300.0),
    Column("n", 0, 40, 24.0),
    Column("Répartition", 4, 180, 120.0),
    Column("À savoir", 1, 130, 79.28),
)
_TIMES = (
    Column("Phase", 3, 150, 200.0),
    Column("Commission", 0, 96, 100.0),
    Column("Médiane", 0, 76, 120.0),
    Column("Quartiles", 0, 120, 103.28),
)
_SHARED = Shares(("TI", "I", "S", "TS"), (1, 0, 2, 2), 1)


def _line(*cells: str, drawn: Shares | None = None) -> Line:
    return Line(tuple(Cell(each, each) for each in cells), drawn)


def _levels(*notes: str) -> Section:
    lines = tuple(
        _line(f"{number}. {_LONG}", "5", "TI 1 · S 2", note, drawn=_SHARED)
        for number, note in enumerate(notes, start=1)
    )
    return Section(Part.LEVELS, "Deux niveaux.", _LEVELS, lines, 2)


def _times(*names: str) -> Section:
    lines = tuple(_line("Présentation", name, "9:00", "–") for name in names)
    return Section(Part.TIMES, "", _TIMES, lines, -1)


def _view(*sections: Section) -> HarmonyView:
    there = {each.part for each in sections}
    empty = [Section(part, "", _TIMES, (), -1) for part in Part if part not in there]
    counts = "5 interrogations avec leur note"
    parts = (*empty, *sections)
    return HarmonyView("Harmonisation", "E4", "Session 2027", "Lycée Fictif", counts, (), parts, "Réservé.")


def test_what_every_line_says_is_said_once() -> None:
    text = whole_text(harmony_pdf(_view(_levels(*["petit effectif"] * 6))))
    assert text.count(squeezed("petit effectif")) == 1
    assert squeezed("Partout : petit effectif.") in text
    assert squeezed("À SAVOIR") not in text


def test_what_only_some_lines_say_stays_beside_them() -> None:
    text = whole_text(harmony_pdf(_view(_levels("petit effectif", "", "petit effectif"))))
    assert text.count(squeezed("petit effectif")) == 2
    assert squeezed("À SAVOIR") in text


def test_a_reason_for_nothing_is_given_once_for_all_parts() -> None:
    text = whole_text(harmony_pdf(_view(_levels("petit effectif"))))
    parts = (Part.JURORS, Part.APART, Part.AGREEMENT)
    assert squeezed(", ".join(part.facts.label for part in parts)) in text
    assert text.count(squeezed(Part.JURORS.facts.nothing)) == 1


def test_a_table_of_which_no_column_says_anything_is_a_sentence() -> None:
    why = "Trop peu d’interrogations."
    lines = tuple(_line(f"{number}. Un critère", "4", "–", why) for number in range(9))
    text = whole_text(harmony_pdf(_view(Section(Part.AGREEMENT, "Notes.", _LEVELS, lines, 2))))
    assert squeezed("Notes. Partout : trop peu d’interrogations.") in text
    assert squeezed("Un critère") not in text


@pytest.mark.parametrize(("names", "shown"), [(("Toutes", "3"), 1), (("Toutes", "3", "4"), 3)])
def test_all_commissions_are_told_where_there_are_several(names: tuple[str, ...], shown: int) -> None:
    text = whole_text(harmony_pdf(_view(_times(*names))))
    assert text.count("9:00") == shown
    assert squeezed("QUARTILES") not in text


@pytest.mark.parametrize("count", [1, 20, 33, 34, 35, 36, 60])
def test_pages_keep_to_their_edges_and_no_sentence_is_left_alone(count: int) -> None:
    view = replace(_view(_levels(*["petit effectif, souvent non évalué"] * count, "")), centre="Lycée " * 30)
    pdf = harmony_pdf(view)
    assert_laid_out(pdf)
    says = squeezed(f"Ce que cela dit. {Part.LEVELS.facts.says}")
    (page,) = (each for each in page_texts(pdf) if says in squeezed(each))
    assert squeezed(f"{count + 1}. Une adaptation") in squeezed(page)
