"""Épreuves brought together from orals: annexe V, E4, § 4.A (l.5336-5406), E6, § 4.A (l.5750-5762)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from btstc_jury.application.exams import (
    Gathered,
    Interrogation,
    elsewhere_of,
    gathered,
    gathered_of,
    interrogation,
)
from btstc_jury.application.office import Office
from btstc_jury.application.sessions import Desk, create_file
from btstc_jury.application.views.jury import beside_views, jury_decision_view, read_decision
from btstc_jury.application.views.reports import mark_statement_view
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.elsewhere import Elsewhere, Source
from btstc_jury.domain.form import Situation
from btstc_jury.domain.history import History
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.proceedings import Absence, AbsenceKind
from btstc_jury.domain.refusals import Reason, Refusal
from btstc_jury.domain.signing import JuryDecision, Means, Signature
from btstc_jury.domain.standing import Stage
from tests.application.offices import MEMORY, bring, plan
from tests.fakes import FakeClock, FakeLibrary
from tests.forms_for_tests import make_form, make_session
from tests.memory_file import MemoryFiles

FORMS = (
    make_form(),
    make_form(key="e4-ccf-1", name="E4 · CCF situation 1", situation=Situation(1, "E4", Decimal(40))),
    make_form(key="e4-ccf-2", name="E4 · CCF situation 2", situation=Situation(2, "E4", Decimal(60))),
)


def office_of(*orals: tuple[str, str, str]) -> Office:
    """(name, when, form) of each oral."""
    desk = Desk(MemoryFiles(), FakeLibrary(*FORMS), FakeClock())
    office = create_file(desk, Path(MEMORY), make_session())
    for name, at, form in orals:
        plan(office, name, at, form)
    return office


@pytest.fixture
def both() -> Office:
    """Situations 1 and 2 of Adam, a ponctuel of Bonnet."""
    return office_of(
        ("Adam", "2026-06-01 09:00", "e4-ccf-1"),
        ("Adam", "2026-06-01 14:00", "e4-ccf-2"),
        ("Bonnet", "2026-06-01 10:00", "essai"),
    )


def settle(office: Office, *orals: int, signed: bool = True) -> None:
    for oral in orals:
        bring(office, oral, Stage.FINALISED)
        for juror in office.oral(oral).signatures_due if signed else ():
            office.act(oral, ev.GridSigned(Signature(juror.key, Means.PAPER)))


def decide(office: Office, oral: int, mark: str = "13") -> None:
    entry = read_decision(office, oral, mark, "01/06/2026", "Dossier consulté.")
    assert entry.decision is not None
    office.act(oral, entry.decision)


def test_both_situations_are_one_epreuve(both: Office) -> None:
    settle(both, 1)
    whole = gathered_of(both, 2)
    assert [each.held.oral for each in whole.interrogations] == [1, 2]
    assert whole == gathered_of(both, 1)
    (beside,) = beside_views(both, 2)
    assert (beside.oral, beside.known, beside.warnings) == (1, True, ())
    assert beside.words.startswith("Situation 1\u202f: interrogation du 01/06/2026, ")
    assert "20:00 utilisées, note proposée 12,5." in beside.words
    assert beside_views(both, 3) == ()


def test_the_decision_stands_in_both_journals_and_falls_with_either(both: Office) -> None:
    """l.5406, l.5762."""
    settle(both, 1)
    view = jury_decision_view(both, 1)
    assert view is not None
    assert (view.editable, view.undecidable[:18]) == (False, "Une situation de l")
    with pytest.raises(Refusal, match="not_finalised"):
        both.act(1, ev.JuryDecided(read(both, 1), 2))
    settle(both, 2)
    decide(both, 1)
    assert both.oral(1).proof.decision == both.oral(2).proof.decision
    assert both.oral(2).proof.decision is not None
    both.act(2, do.Undo())
    assert both.oral(1).proof.decision is both.oral(2).proof.decision is None
    both.act(2, do.Redo())
    decide(both, 2, "14")
    assert gathered_of(both, 1).exam.decision == both.oral(1).proof.decision
    both.act(2, ev.Reopened("faute de frappe"))
    assert both.oral(1).proof.decision is None
    assert "Dossier consulté" not in repr(jury_decision_view(both, 1))


def read(office: Office, oral: int) -> JuryDecision:
    entry = read_decision(office, oral, "13", "01/06/2026")
    assert entry.decision is not None
    return entry.decision.decision


def test_the_candidate_is_told_the_mark_of_the_epreuve_alone(both: Office) -> None:
    """l.5391."""
    settle(both, 1, 2)
    decide(both, 1)
    view = mark_statement_view(both, 2)
    assert view.mark == "13"
    assert "12,5" not in repr(view)
    assert view.sitting_lines == (
        "Situation 1, interrogation du lundi 1er juin 2026",
        "Situation 2, interrogation du lundi 1er juin 2026",
    )
    assert [part.label for part in view.parts] == ["Appréciation, situation 1", "Appréciation, situation 2"]
    assert "deux situations" in view.details


def test_one_situation_alone_says_what_to_do() -> None:
    office = office_of(("Adam", "2026-06-01 09:00", "e4-ccf-2"))
    settle(office, 1)
    view, (beside,) = jury_decision_view(office, 1), beside_views(office, 1)
    assert view is not None
    assert not view.editable
    assert "Ajoutez l’autre situation" in view.undecidable
    assert beside.words == "Situation 1\u202f: elle n’est pas dans ce fichier."
    assert (beside.known, beside.editable) == (False, True)
    with pytest.raises(Refusal, match=Reason.OTHER_SITUATION_MISSING):
        mark_statement_view(office, 1)
    other = Elsewhere(1, date(2026, 5, 20), Decimal(11), Duration.minutes(18), signed=True, place="Lycée B")
    office.act(1, ev.SituationElsewhere(other))
    (beside,) = beside_views(office, 1)
    assert "interrogation du 20/05/2026" in beside.words
    assert "18:00 utilisées, note proposée 11, saisie d’après sa grille." in beside.words
    decide(office, 1)
    assert mark_statement_view(office, 1).mark == "13"


def test_situation_2_before_situation_1_is_a_warning() -> None:
    office = office_of(("Adam", "2026-06-02 09:00", "e4-ccf-1"), ("Adam", "2026-06-01 09:00", "e4-ccf-2"))
    (beside,) = beside_views(office, 1)
    assert beside.warnings[0].startswith("La situation 2 est prévue avant la situation 1")


def test_an_absence_made_up_for_counts_no_more() -> None:
    office = office_of(
        ("Adam", "2026-06-01 09:00", "e4-ccf-1"),
        ("Adam", "2026-06-01 11:00", "e4-ccf-1"),
        ("Adam", "2026-06-01 14:00", "e4-ccf-2"),
    )
    office.act(1, ev.AbsenceRecorded(Absence(AbsenceKind.JUSTIFIED, "certificat")))
    assert [each.held.oral for each in gathered_of(office, 3).interrogations] == [2, 3]
    office.act(1, do.Undo())
    assert gathered_of(office, 3).exam.twice == (1,)
    (beside,) = beside_views(office, 3)
    assert "La situation 1 figure deux fois" in beside.warnings[-1]


def test_two_files_make_one_epreuve_whichever_comes_first() -> None:
    first = office_of(("Adam", "2026-06-01 09:00", "e4-ccf-1"))
    second = office_of(("Bonnet", "2026-06-01 08:00", "essai"), ("Adam", "2026-06-01 14:00", "e4-ccf-2"))
    settle(first, 1)
    settle(second, 1, 2)
    # Every file in memory has the same identity.
    one = replace(interrogation(first, 1), journal="a/1")
    others = [interrogation(second, each) for each in (1, 2)]
    made = gathered([one, *others])
    assert made == gathered([*others, one, *others])
    assert [(each.candidate.last_name, len(each.interrogations)) for each in made] == [
        ("Bonnet", 1),
        ("Adam", 2),
    ]


def grid_of(known: Interrogation, version: int = 1) -> Interrogation:
    """The same as its signed grid tells it."""
    return replace(known, journal="", told="grille", source=Source.GRID, entries=version)


def test_a_file_stands_before_its_grid_and_that_before_what_was_typed(both: Office) -> None:
    settle(both, 1, 2)
    one, two = interrogation(both, 1), interrogation(both, 2)
    typed = replace(grid_of(one), recorded=True, source=Source.TYPED)
    assert gathered_with(one, two, grid_of(one), typed).interrogations == (one, two)
    assert gathered_with(two, typed, grid_of(one), grid_of(one, 2)).interrogations == (grid_of(one, 2), two)
    assert gathered_with(two, typed).interrogations == (typed, two)


def gathered_with(*known: Interrogation) -> Gathered:
    (whole,) = gathered(known)
    return whole


def test_of_copies_of_a_file_the_longer_counts_and_a_contradiction_is_told(both: Office) -> None:
    settle(both, 1)
    one = interrogation(both, 1)
    before = replace(one, entries=one.entries - 1, stage="Pas commencée")
    assert gathered_with(before, one).interrogations == gathered_with(one, before).interrogations == (one,)
    assert not gathered_with(one, before).copies
    assert gathered_with(one, replace(one, stage="En cours")).copies


def test_weights_that_are_on_reach_a_situation_known_from_its_grid(both: Office) -> None:
    settle(both, 1, 2)
    one, two = grid_of(interrogation(both, 1)), interrogation(both, 2)
    weighted = replace(two, held=replace(two.held, weight=Decimal(60)))
    assert gathered_with(one, two).exam.calculation is None
    found = gathered_with(one, weighted).exam.calculation
    assert found is not None
    assert [weight for _, weight in found.terms] == [Decimal(40), Decimal(60)]


def test_what_is_kept_of_another_file_is_what_it_said(both: Office) -> None:
    settle(both, 1)
    known = interrogation(both, 1)
    kept = elsewhere_of(known, Source.FILE, "autre.btsjury")
    assert (kept.situation, kept.mark, kept.used) == (1, Decimal("12.5"), Duration.minutes(20))
    assert kept.signed
    assert kept.place == "Lycée fictif des Essais · Commission 3 · B 12"
    assert kept.appreciation == "Oral maîtrisé."
    assert len(kept.jurors) == 3


def test_no_journal_but_the_candidates_is_read_to_find_the_other_situation() -> None:
    office = office_of(
        *((f"{letter}utre", "2026-06-01 08:00", "essai") for letter in "CDEFGH"),
        ("Adam", "2026-06-01 09:00", "e4-ccf-1"),
        ("Adam", "2026-06-01 14:00", "e4-ccf-2"),
    )
    asked: set[int] = set()
    history = office.history

    def watched(oral: int) -> History:
        asked.add(oral)
        return history(oral)

    office.history = watched  # type: ignore[method-assign]
    gathered_of(office, 7)
    assert asked == {7, 8}
