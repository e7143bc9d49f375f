"""The state of an oral: what is missing, what is allotted, what no journal can hold."""

from __future__ import annotations

from dataclasses import replace

import pytest

from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import Missing, MissingKind, TextField
from btstc_jury.domain.dossier import DossierCheck, Outcome
from btstc_jury.domain.events import DossierChecked, Entry, GapCause
from btstc_jury.domain.form import SettingKind, TimeRule
from btstc_jury.domain.history import open_history
from btstc_jury.domain.missing import missing
from btstc_jury.domain.moments import ZERO, Duration
from btstc_jury.domain.oral import version_made
from btstc_jury.domain.refusals import Reason
from btstc_jury.domain.standing import Stage
from tests.domain.sitting import Sitting, complete, ended, opened, running
from tests.forms_for_tests import COMPLIANT, JURORS, make_form, make_session


def kinds(sitting: Sitting) -> list[MissingKind]:
    return [each.kind for each in missing(sitting.oral)]


def test_a_new_oral_lacks_everything() -> None:
    assert missing(Sitting().oral) == (
        Missing(MissingKind.NOT_ENDED),
        Missing(MissingKind.LEVEL, (1, 2, 3)),
        Missing(MissingKind.MARK),
        Missing(MissingKind.APPRECIATION),
        Missing(MissingKind.DOSSIER),
    )


def test_what_is_given_is_no_longer_missing() -> None:
    sitting = ended()
    sitting.act(COMPLIANT, ev.Rated(2, "NE"))
    assert missing(sitting.oral)[0] == Missing(MissingKind.LEVEL, (1, 3))
    sitting.act(ev.Rated(1, "S"), ev.Rated(3, "S"))
    assert kinds(sitting) == [MissingKind.MARK, MissingKind.APPRECIATION]
    sitting.act(ev.MarkProposed(sitting.oral.form.mark.maximum))
    assert kinds(sitting) == [MissingKind.APPRECIATION]
    sitting.act(ev.TextWritten(TextField.APPRECIATION, " \n"))
    assert kinds(sitting) == [MissingKind.APPRECIATION]
    sitting.act(ev.TextWritten(TextField.APPRECIATION, "Bien."))
    assert missing(sitting.oral) == ()


def test_a_dossier_is_missing_until_something_is_concluded_on_it() -> None:
    sitting = complete()
    for outcome in (Outcome.PENDING, Outcome.DOUBT, Outcome.COMPLIANT):
        sitting.act(DossierChecked(DossierCheck(outcome, reason="à voir")))
        assert (MissingKind.DOSSIER in kinds(sitting)) is (outcome is Outcome.PENDING)
    sitting.act(do.Undo(), do.Undo())
    assert sitting.refused(ev.Finalised()) == (Reason.INCOMPLETE, "")


def test_a_form_without_a_dossier_asks_for_no_check() -> None:
    rule = replace(make_form().dossier, minimum_sheets=0, documents=())
    assert MissingKind.DOSSIER not in kinds(running(make_form(dossier=rule)))


def test_a_proposal_settled_before_the_check_was_asked_for_stays_settled() -> None:
    sitting = ended()
    last = sitting.history.last_sequence
    settled = Entry(last + 1, last + 1, sitting.now, "", ev.Finalised())
    again = open_history((*sitting.history.entries, settled), sitting.forms).oral
    assert (again.stage, missing(again)) == (Stage.FINALISED, ())


def test_a_settled_proposal_lacks_nothing() -> None:
    sitting = complete()
    sitting.act(ev.Finalised())
    assert missing(sitting.oral) == ()


def test_pauses_without_a_reason_and_undecided_stops_are_missing() -> None:
    sitting = running()
    sitting.act(ev.Paused())
    pause = sitting.history.last_sequence
    sitting.act(ev.Resumed(), ev.Paused("alarme"), ev.Resumed())
    alive = sitting.now
    sitting.clock.restart(Duration.minutes(1))
    sitting.act(ev.GapFound(alive, GapCause.STOP))
    gap = sitting.history.last_sequence
    lacking = {each.kind: each.subjects for each in missing(sitting.oral)}
    assert lacking[MissingKind.PAUSE_REASON] == (pause,)
    assert lacking[MissingKind.GAP] == (gap,)
    sitting.act(ev.PauseExplained(pause, "malaise"), ev.GapDecided(gap, counted=True))
    assert not {MissingKind.PAUSE_REASON, MissingKind.GAP} & set(kinds(sitting))


@pytest.mark.parametrize(
    ("rule", "minutes"),
    [
        (TimeRule(SettingKind.FIXED, Duration.minutes(50)), 50),
        (TimeRule(SettingKind.AT_OPENING, Duration.minutes(30), Duration.minutes(50)), 30),
        (TimeRule(SettingKind.AT_OPENING, None, Duration.minutes(50)), 50),
        (TimeRule(SettingKind.AT_OPENING), 0),
    ],
)
def test_before_the_opening_the_total_is_the_one_proposed(rule: TimeRule, minutes: int) -> None:
    assert Sitting(make_form(total=rule)).oral.allotment.total == Duration.minutes(minutes)


def test_an_oral_knows_when_it_began_and_ended() -> None:
    sitting = opened()
    assert (sitting.oral.started, sitting.oral.ended, sitting.oral.phase) == (None, None, None)
    sitting.act(do.Start())
    began = sitting.now
    sitting.wait(60)
    sitting.act(do.NextPhase())
    sitting.wait(60)
    sitting.act(ev.Ended())
    assert (sitting.oral.started, sitting.oral.ended, sitting.oral.phase) == (began, sitting.now, 1)


def test_every_mark_of_the_clock_bears_the_sequence_of_its_event() -> None:
    sitting = running()
    alive = sitting.now
    sitting.clock.restart(Duration.minutes(1))
    sitting.act(ev.GapFound(alive, GapCause.STOP), ev.Paused(), ev.Resumed(), do.NextPhase(), ev.Ended())
    assert [mark.sequence for mark in sitting.oral.marks] == [3, 4, 5, 6, 7, 8]


def test_an_oral_not_begun_waits_for_no_decision() -> None:
    assert list(opened().oral.pending_gaps) == []


def test_the_time_of_preparation_goes_on_while_the_program_is_stopped() -> None:
    sitting = Sitting()
    sitting.act(do.StartPreparation())
    sitting.clock.restart(Duration.minutes(4), reboot=True)
    preparation = sitting.oral.preparation
    assert preparation is not None
    assert preparation.used(sitting.now) == Duration.minutes(4)


def test_a_preparation_stopped_by_hand_is_not_stopped_again_by_the_opening() -> None:
    sitting = Sitting()
    sitting.act(do.StartPreparation())
    sitting.wait(60)
    sitting.act(ev.PreparationEnded())
    sitting.wait(60)
    sitting.act(do.Open(JURORS))
    preparation = sitting.oral.preparation
    assert preparation is not None
    assert preparation.used(sitting.now) == Duration.minutes(1)


@pytest.mark.parametrize("event", [ev.SessionDescribed(make_session()), ev.Undone(1), ev.Redone(1)])
def test_an_event_that_is_not_of_an_oral_under_way_changes_nothing_in_it(event: ev.Event) -> None:
    sitting = running()
    assert event.apply(sitting.oral, ev.Place(4, sitting.now, sitting.forms)) == sitting.oral


def test_a_gap_before_any_phase_takes_no_time() -> None:
    """An oral begun, then taken back, whose program had stopped meanwhile."""
    sitting = running()
    alive = sitting.now
    sitting.clock.restart(Duration.minutes(3))
    sitting.act(ev.GapFound(alive, GapCause.STOP), do.Undo())
    assert sitting.face.total_used == ZERO
    assert list(sitting.oral.pending_gaps) == []


def test_a_proposal_bears_its_number_before_it_is_settled() -> None:
    sitting = complete()
    assert (sitting.oral.version, version_made(sitting.oral)) == (0, 1)
    sitting.act(ev.Finalised())
    assert (sitting.oral.version, version_made(sitting.oral)) == (1, 1)
    sitting.act(ev.Reopened("erreur de saisie"))
    assert version_made(sitting.oral) == 2
