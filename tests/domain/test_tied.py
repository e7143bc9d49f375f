"""A decision on two situations, in both journals: annexe V, E4, § 4.A (l.5406), E6, § 4.A (l.5762)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import TextField
from btstc_jury.domain.elsewhere import Elsewhere
from btstc_jury.domain.events import Entry
from btstc_jury.domain.form import Form, Situation
from btstc_jury.domain.history import extend
from btstc_jury.domain.proceedings import Absence, AbsenceKind
from btstc_jury.domain.refusals import Reason
from btstc_jury.domain.signing import JuryDecision
from btstc_jury.domain.tied import echoed, other_journals
from tests.domain.sitting import Sitting, ended
from tests.forms_for_tests import COMPLIANT, make_form

DECISION = JuryDecision(Decimal(13), date(2026, 7, 2), "Dossier consulté.", "E4")
OTHER = Elsewhere(2, date(2026, 5, 4), mark=Decimal("12.25"))
NONE: tuple[JuryDecision | None, ...] = (None, None)
FORMS = {n: make_form(key=f"essai-ccf-{n}", situation=Situation(n, "E4")) for n in (1, 2)}
OF_FOUR = {n: make_form(key=f"essai-ccf-{n}", situation=Situation(n, "E4", count=4)) for n in (1, 2, 3, 4)}


def settled(form: Form) -> Sitting:
    sitting = ended(form)
    sitting.act(COMPLIANT, *(ev.Rated(each.number, "S") for each in form.criteria))
    sitting.act(ev.MarkProposed(Decimal(12)), ev.TextWritten(TextField.APPRECIATION, "Bien."))
    sitting.act(ev.Finalised())
    return sitting


class Pair:
    """Situation 1 as oral 1, situation 2 as oral 2, of one candidate, and so on."""

    def __init__(self, forms: Mapping[int, Form] = FORMS) -> None:
        self.orals = {number: settled(form) for number, form in forms.items()}

    def act(self, number: int, command: do.Command) -> tuple[ev.Event, ...]:
        """What the other journal is given, once both have it."""
        sitting = self.orals[number]
        before = sitting.history
        happened = sitting.act(command)
        given: tuple[ev.Event, ...] = ()
        for there in other_journals(before, happened):
            for event in echoed(before, happened, self.orals[there].history, number, there):
                given += self._write(there, event)
        return given

    def _write(self, number: int, event: ev.Event) -> tuple[ev.Event, ...]:
        sitting = self.orals[number]
        last = sitting.history.last_sequence + 1
        entry = Entry(last, last, sitting.now, "", event)
        sitting.history = extend(sitting.history, (entry,), sitting.forms)
        return (event,)

    @property
    def decisions(self) -> tuple[JuryDecision | None, ...]:
        return tuple(each.oral.proof.decision for each in self.orals.values())


def test_of_four_situations_in_one_file_each_journal_has_the_decision() -> None:
    four = Pair(OF_FOUR)
    assert four.act(1, ev.JuryDecided(DECISION, 2, (3, 4))) == (
        ev.JuryDecided(DECISION, 1, (3, 4)),
        ev.JuryDecided(DECISION, 1, (2, 4)),
        ev.JuryDecided(DECISION, 1, (2, 3)),
    )
    assert set(four.decisions) == {DECISION}
    four.act(3, do.Undo())
    assert set(four.decisions) == {None}
    four.act(3, do.Redo())
    assert set(four.decisions) == {DECISION}
    assert [each.kind for each in four.act(4, ev.Reopened("note à revoir"))] == ["jury-decision-void"] * 3
    assert set(four.decisions) == {None}


def test_a_decision_stands_in_both_journals_and_is_taken_back_in_both() -> None:
    pair = Pair()
    assert pair.act(1, ev.JuryDecided(DECISION, 2)) == (ev.JuryDecided(DECISION, 1),)
    assert pair.decisions == (DECISION, DECISION)
    pair.act(2, do.Undo())
    assert pair.decisions == NONE
    pair.act(2, do.Redo())
    assert pair.decisions == (DECISION, DECISION)
    # What was done since in the other journal doesn't stand in the way.
    pair.orals[2].act(ev.RemarksErased())
    pair.act(1, do.Undo())
    assert pair.decisions == NONE
    pair.act(1, do.Redo())
    assert pair.decisions == (DECISION, DECISION)
    assert pair.orals[2].refused(do.Undo())[0] is Reason.FINALISED


def test_a_corrected_decision_is_corrected_in_both() -> None:
    pair = Pair()
    better = JuryDecision(Decimal(14), date(2026, 7, 3), exam="E4")
    pair.act(1, ev.JuryDecided(DECISION, 2))
    pair.act(2, ev.JuryDecided(better, 1))
    assert pair.decisions == (better, better)
    pair.act(2, do.Undo())
    assert pair.decisions == (DECISION, DECISION)


def test_reopening_one_situation_voids_the_decision_on_both() -> None:
    pair = Pair()
    pair.act(1, ev.JuryDecided(DECISION, 2))
    assert pair.act(2, ev.Reopened("faute")) == (ev.DecisionFell("faute"),)
    assert pair.decisions == NONE
    assert pair.orals[1].refused(do.Undo())[0] is Reason.FINALISED
    pair.act(2, ev.Finalised())
    assert pair.act(2, ev.Reopened("encore")) == ()


def test_what_concerns_one_journal_stays_there() -> None:
    pair = Pair()
    assert pair.act(1, ev.RemarksErased()) == ()
    assert echoed(pair.orals[1].history, (ev.Finalised(),), pair.orals[2].history, 1, 2) == ()
    assert pair.orals[2].act(ev.DecisionFell("rien")) == ()


def test_one_situation_alone_is_not_decided_on() -> None:
    """l.5391, l.5406: the mark is that of the épreuve."""
    alone = settled(FORMS[1])
    assert alone.refused(ev.JuryDecided(DECISION))[0] is Reason.OTHER_SITUATION_MISSING
    assert alone.act(ev.SituationElsewhere(OTHER)) == (ev.SituationElsewhere(OTHER),)
    assert alone.act(ev.SituationElsewhere(OTHER)) == ()
    alone.act(ev.JuryDecided(DECISION))
    assert alone.oral.proof.decision == DECISION
    alone.act(do.Undo())
    assert alone.oral.proof == settled(FORMS[1]).oral.proof
    alone.act(ev.JuryDecided(DECISION), ev.SituationElsewhere(None))
    assert alone.oral == settled(FORMS[1]).oral


def test_an_absence_at_one_situation_leaves_the_decision_to_the_jury() -> None:
    sitting = Sitting(FORMS[1])
    assert sitting.refused(ev.JuryDecided(DECISION, 2))[0] is Reason.NOT_FINALISED
    sitting.act(ev.AbsenceRecorded(Absence(AbsenceKind.ABSENT)))
    sitting.act(ev.JuryDecided(DECISION, 2))
    assert sitting.oral.proof.decision == DECISION


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        (Elsewhere(1, date(2026, 5, 4)), Reason.OWN_SITUATION),
        (Elsewhere(3, date(2026, 5, 4)), Reason.OWN_SITUATION),
        (Elsewhere(2, date(2026, 5, 4), mark=Decimal(21)), Reason.MARK_OUT_OF_RANGE),
        (Elsewhere(2, date(2026, 5, 4), place="x" * 201), Reason.TEXT_TOO_LONG),
    ],
)
def test_particulars_that_are_none_are_refused(other: Elsewhere, reason: Reason) -> None:
    assert settled(FORMS[1]).refused(ev.SituationElsewhere(other))[0] is reason


def test_a_whole_epreuve_has_no_other_situation() -> None:
    assert ended().refused(ev.SituationElsewhere(OTHER))[0] is Reason.NOT_A_SITUATION


def test_the_particulars_stay_with_the_candidate_whose_sheet_goes_to_another() -> None:
    sitting = settled(FORMS[1])
    sitting.act(ev.SituationElsewhere(OTHER))
    assert sitting.oral.without_sheet(keeps_preparation=False).elsewhere == (OTHER,)


def test_several_situations_held_elsewhere_are_kept_side_by_side() -> None:
    """E1 and E3: what is written is known by its particulars only (annexe V, E1, § 2.2; E3, § 4.B)."""
    form = make_form(key="essai-ccf-3", situation=Situation(3, "E1", count=4, written=(1, 2)))
    sitting = Sitting(form)
    first, second = Elsewhere(1, date(2026, 5, 4)), Elsewhere(2, date(2026, 5, 5))

    def known() -> list[Elsewhere]:
        return [*sitting.oral.elsewhere]

    sitting.act(ev.SituationElsewhere(second), ev.SituationElsewhere(first))
    assert known() == [first, second]
    corrected = replace(first, mark=Decimal(9))
    sitting.act(ev.SituationElsewhere(corrected))
    assert known() == [corrected, second]
    assert sitting.refused(ev.SituationElsewhere(Elsewhere(5, date(2026, 5, 4))))[0] is Reason.OWN_SITUATION
    sitting.act(ev.SituationElsewhere(None, 1))
    assert known() == [second]
    assert sitting.act(ev.SituationElsewhere(None, 1)) == ()

    sitting.act(ev.SituationElsewhere(None))
    assert known() == []
