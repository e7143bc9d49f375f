"""Notes, levels, mark and texts: what is taken, what is refused, what changes nothing."""

from __future__ import annotations

from decimal import Decimal

import pytest

from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import TEXT_LIMIT, RemarkText, Sign, TextField
from btstc_jury.domain.commands import Command
from btstc_jury.domain.events import GapCause
from btstc_jury.domain.moments import ZERO, Duration
from btstc_jury.domain.refusals import Reason
from tests.domain.sitting import Sitting, finalised, opened, remark, running


@pytest.fixture
def sitting() -> Sitting:
    return running()


def add(sitting: Sitting, content: RemarkText, level: str | None = None) -> int:
    """The number of the remark added now."""
    sitting.act(do.AddRemark(sitting.now, content, level))
    return max(sitting.oral.remarks)


def test_a_remark_bears_the_place_where_its_typing_began(sitting: Sitting) -> None:
    sitting.wait(119)
    began = sitting.now
    sitting.wait(40)
    sitting.act(do.NextPhase())
    sitting.wait(7)
    sitting.act(do.AddRemark(began, remark("reformule", Sign.STRENGTH, 3)))
    (written,) = sitting.oral.remarks.values()
    assert (written.phase, written.at) == (0, Duration.seconds(119))
    assert written.content == RemarkText("reformule", Sign.STRENGTH, 3)
    assert written.number == sitting.history.last_sequence


def test_a_remark_before_the_start_is_in_no_phase() -> None:
    sitting = opened()
    add(sitting, remark("dossier complet"))
    (written,) = sitting.oral.remarks.values()
    assert (written.phase, written.at) == (None, ZERO)


def test_a_remark_moves_with_the_decision_on_the_stop_before_it(sitting: Sitting) -> None:
    sitting.wait(60)
    before = add(sitting, remark("avant"))
    alive = sitting.now
    sitting.clock.restart(Duration.minutes(4))
    sitting.act(ev.GapFound(alive, GapCause.STOP))
    gap = sitting.history.last_sequence
    sitting.wait(60)
    after = add(sitting, remark("après"))
    assert sitting.oral.remarks[after].at == Duration.minutes(6)
    sitting.act(ev.GapDecided(gap, counted=False))
    assert sitting.oral.remarks[after].at == Duration.minutes(2) == sitting.face.total_used
    assert sitting.oral.remarks[before].at == Duration.minutes(1)
    sitting.act(do.Undo())
    assert sitting.oral.remarks[after].at == Duration.minutes(6)


def test_a_remark_can_rate_its_criterion_in_one_act(sitting: Sitting) -> None:
    happened = sitting.act(do.AddRemark(sitting.now, remark("chiffré", criterion=2), "TS"))
    assert happened == (ev.RemarkAdded(sitting.now, remark("chiffré", criterion=2)), ev.Rated(2, "TS"))
    assert sitting.oral.ratings == {2: "TS"}
    sitting.act(do.Undo())
    assert not sitting.oral.remarks
    assert not sitting.oral.ratings


def test_the_level_a_criterion_has_already_is_not_written_again(sitting: Sitting) -> None:
    sitting.act(ev.Rated(2, "S"))
    assert len(sitting.act(do.AddRemark(sitting.now, remark("encore", criterion=2), "S"))) == 1


@pytest.mark.parametrize(
    ("content", "level", "reason", "detail"),
    [
        (remark(" \t "), None, Reason.EMPTY_TEXT, ""),
        (remark("x" * (TEXT_LIMIT + 1)), None, Reason.TEXT_TOO_LONG, "4000"),
        (remark("texte", criterion=4), None, Reason.UNKNOWN_CRITERION, "4"),
        (remark("texte"), "S", Reason.LEVEL_WITHOUT_CRITERION, ""),
        (remark("texte", criterion=1), "X", Reason.UNKNOWN_LEVEL, "X"),
    ],
)
def test_a_wrong_remark_is_refused_new_or_changed(
    sitting: Sitting, content: RemarkText, level: str | None, reason: Reason, detail: str
) -> None:
    assert sitting.refused(do.AddRemark(sitting.now, content, level)) == (reason, detail)
    known = add(sitting, remark("juste"))
    assert sitting.refused(do.ChangeRemark(known, content, level)) == (reason, detail)


def test_a_text_as_long_as_allowed_is_taken(sitting: Sitting) -> None:
    add(sitting, remark("x" * TEXT_LIMIT))
    sitting.act(ev.TextWritten(TextField.OBSERVATIONS, "x" * TEXT_LIMIT))
    assert len(sitting.oral.verdict.observations) == TEXT_LIMIT


def test_a_changed_remark_keeps_its_place(sitting: Sitting) -> None:
    sitting.wait(60)
    known = add(sitting, remark("avant"))
    sitting.wait(60)
    sitting.act(do.ChangeRemark(known, remark("après", Sign.WEAKNESS, 1), "I"))
    changed = sitting.oral.remarks[known]
    assert (changed.number, changed.phase, changed.at) == (known, 0, Duration.minutes(1))
    assert changed.content == remark("après", Sign.WEAKNESS, 1)
    assert sitting.oral.ratings == {1: "I"}


def test_a_remark_changed_into_itself_may_still_rate(sitting: Sitting) -> None:
    known = add(sitting, remark("juste", criterion=1))
    same = remark("juste", criterion=1)
    assert sitting.act(do.ChangeRemark(known, same)) == ()
    assert sitting.act(do.ChangeRemark(known, same, "TS")) == (ev.Rated(1, "TS"),)


def test_a_removed_remark_is_gone_and_unknown(sitting: Sitting) -> None:
    known, other = add(sitting, remark("une")), add(sitting, remark("deux"))
    sitting.act(ev.RemarkRemoved(known))
    assert list(sitting.oral.remarks) == [other]
    assert sitting.refused(ev.RemarkRemoved(known)) == (Reason.UNKNOWN_REMARK, "")
    assert sitting.refused(do.ChangeRemark(known, remark("trois"))) == (Reason.UNKNOWN_REMARK, "")


def test_a_level_is_given_changed_and_cleared(sitting: Sitting) -> None:
    for level in ("TI", "NE"):
        sitting.act(ev.Rated(1, level))
        assert sitting.oral.ratings == {1: level}
    sitting.act(ev.Rated(1, None))
    assert not sitting.oral.ratings


@pytest.mark.parametrize(("before", "again"), [("S", "S"), (None, None)])
def test_the_same_level_again_writes_nothing(sitting: Sitting, before: str | None, again: str | None) -> None:
    sitting.act(ev.Rated(1, before))
    assert sitting.act(ev.Rated(1, again)) == ()


def test_a_level_or_a_criterion_the_form_lacks_is_refused(sitting: Sitting) -> None:
    assert sitting.refused(ev.Rated(9, "S")) == (Reason.UNKNOWN_CRITERION, "9")
    assert sitting.refused(ev.Rated(9, None)) == (Reason.UNKNOWN_CRITERION, "9")
    assert sitting.refused(ev.Rated(1, "s")) == (Reason.UNKNOWN_LEVEL, "s")


def test_a_mark_is_proposed_changed_and_taken_away(sitting: Sitting) -> None:
    sitting.act(ev.MarkProposed(Decimal("12.5")))
    assert sitting.oral.verdict.mark == Decimal("12.5")
    assert sitting.act(ev.MarkProposed(Decimal("12.50"))) == ()
    sitting.act(ev.MarkProposed(None))
    assert sitting.oral.verdict.mark is None


@pytest.mark.parametrize(
    ("mark", "reason"),
    [
        ("12.25", Reason.MARK_OFF_STEP),
        ("-1", Reason.MARK_OUT_OF_RANGE),
        ("20.5", Reason.MARK_OUT_OF_RANGE),
        ("NaN", Reason.MARK_OUT_OF_RANGE),
        ("Infinity", Reason.MARK_OUT_OF_RANGE),
    ],
)
def test_a_mark_that_does_not_fit_is_refused_never_rounded(
    sitting: Sitting, mark: str, reason: Reason
) -> None:
    assert sitting.refused(ev.MarkProposed(Decimal(mark))) == (reason, mark)
    assert sitting.oral.verdict.mark is None


@pytest.mark.parametrize("field", list(TextField))
def test_each_text_is_written_in_its_own_field(sitting: Sitting, field: TextField) -> None:
    sitting.act(ev.TextWritten(field, "À l’écoute."))
    written = {each: sitting.oral.verdict.text(each) for each in TextField}
    assert written == {each: "À l’écoute." if each is field else "" for each in TextField}
    assert sitting.act(ev.TextWritten(field, "À l’écoute.")) == ()
    assert sitting.act(ev.TextWritten(field, "")) == (ev.TextWritten(field, ""),)


def test_a_text_too_long_is_refused(sitting: Sitting) -> None:
    long = ev.TextWritten(TextField.APPRECIATION, "x" * (TEXT_LIMIT + 1))
    assert sitting.refused(long) == (Reason.TEXT_TOO_LONG, "4000")


@pytest.mark.parametrize(
    "command",
    [
        ev.RemarkRemoved(5),
        do.ChangeRemark(5, remark("autre")),
        ev.Rated(1, "TS"),
        ev.MarkProposed(Decimal(1)),
        ev.TextWritten(TextField.APPRECIATION, "autre"),
    ],
)
def test_nothing_is_assessed_once_the_proposal_is_settled(command: Command) -> None:
    sitting = finalised()
    assert sitting.refused(command) == (Reason.FINALISED, "")
    assert sitting.refused(do.AddRemark(sitting.now, remark("trop tard"))) == (Reason.FINALISED, "")
