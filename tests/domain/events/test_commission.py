"""A juror leaves before the end; a forgotten code is replaced."""

from __future__ import annotations

from decimal import Decimal

import pytest

from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import TEXT_LIMIT
from btstc_jury.domain.events import GapCause
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.oral import heard
from btstc_jury.domain.proceedings import CodeRenewal
from btstc_jury.domain.refusals import Reason
from btstc_jury.domain.signing import Means, Signature
from btstc_jury.domain.standing import Stage
from tests.domain.events.test_opinions import KEYS, apart, give
from tests.domain.sitting import Sitting, complete, ended, finalised, opened, running

GONE = ev.JurorLeft("c", "malaise")


def keys(sitting: Sitting) -> list[str]:
    return [juror.key for juror in sitting.oral.sitting]


def test_a_departure_keeps_its_moment_and_its_reason() -> None:
    sitting = running()
    sitting.wait(125)
    assert sitting.act(ev.JurorLeft("c", "  malaise ")) == (GONE,)
    (departure,) = sitting.oral.proceedings.departures
    assert (departure.juror, departure.reason, departure.left) == ("c", "malaise", sitting.now)
    assert (departure.phase, departure.at) == (0, Duration.seconds(125))
    assert keys(sitting) == ["a", "b"]
    assert [juror.key for juror in sitting.oral.jurors] == ["a", "b", "c"]
    assert sitting.oral.stage is Stage.RUNNING
    sitting.act(do.Undo())
    assert keys(sitting) == ["a", "b", "c"]
    assert sitting.oral.proceedings.departures == ()


def test_one_leaves_in_the_oral_or_the_deliberation_only() -> None:
    assert opened().refused(GONE) == (Reason.NOT_RUNNING, "")
    assert finalised().refused(GONE) == (Reason.FINALISED, "")
    paused = running()
    paused.act(ev.Paused("alarme"), GONE)
    assert keys(paused) == ["a", "b"]
    assert paused.oral.stage is Stage.PAUSED
    over = ended()
    over.act(GONE)
    assert keys(over) == ["a", "b"]


def test_a_departure_needs_a_reason_and_somebody_who_stays() -> None:
    sitting = running()
    assert sitting.refused(ev.JurorLeft("c", " ")) == (Reason.EMPTY_REASON, "")
    assert sitting.refused(ev.JurorLeft("c", "x" * (TEXT_LIMIT + 1)))[0] is Reason.TEXT_TOO_LONG
    assert sitting.refused(ev.JurorLeft("z", "train")) == (Reason.UNKNOWN_JUROR, "")
    sitting.act(GONE)
    assert sitting.refused(GONE) == (Reason.UNKNOWN_JUROR, "")
    sitting.act(ev.JurorLeft("b", "train"))
    assert sitting.refused(ev.JurorLeft("a", "train")) == (Reason.LAST_JUROR, "")


def test_only_those_who_stay_sign() -> None:
    sitting = complete()
    sitting.act(GONE, ev.Finalised())
    assert [juror.key for juror in sitting.oral.signatures_due] == ["a", "b"]
    assert sitting.refused(ev.GridSigned(Signature("c", Means.PAPER))) == (Reason.JUROR_GONE, "")
    sitting.act(*(ev.GridSigned(Signature(key, Means.PAPER)) for key in ("a", "b")))
    assert sitting.oral.signed


def test_the_reveal_awaits_only_those_who_stay() -> None:
    sitting = apart()
    for key in ("a", "b"):
        give(sitting, key, "S S TI")
    assert sitting.refused(ev.Revealed()) == (Reason.EMPTY_REASON, "")
    sitting.act(ev.OpinionRated("c", 1, "TI"), GONE)
    assert sitting.refused(ev.OpinionRated("c", 2, "S")) == (Reason.JUROR_GONE, "")
    assert sitting.refused(ev.Dissented("c", 1, "non")) == (Reason.JUROR_GONE, "")
    assert [juror.key for juror in heard(sitting.oral)] == ["a", "b"]
    sitting.act(ev.Revealed("pas besoin"))
    assert sitting.oral.debate.reveal_reason == ""
    assert sitting.oral.ratings == {1: "S", 2: "S", 3: "TI"}
    assert sitting.oral.verdict.mark == Decimal(12)


def test_an_opinion_given_before_leaving_counts() -> None:
    sitting = apart()
    for key, levels in zip(KEYS, ("S S TI", "S S TI", "S TS TI"), strict=True):
        give(sitting, key, levels)
    sitting.act(GONE)
    assert [juror.key for juror in heard(sitting.oral)] == ["a", "b", "c"]
    sitting.act(ev.Revealed())
    assert sitting.oral.ratings == {1: "S", 3: "TI"}


def test_a_stop_that_is_not_counted_moves_a_departure_after_it() -> None:
    sitting = running()
    sitting.wait(60)
    alive = sitting.now
    sitting.clock.restart(Duration.seconds(30))
    sitting.act(ev.GapFound(alive, GapCause.STOP), GONE)
    assert sitting.oral.proceedings.departures[0].at == Duration.seconds(90)
    sitting.act(ev.GapDecided(sitting.oral.pending_gaps[0], counted=False))
    assert sitting.oral.proceedings.departures[0].at == Duration.seconds(60)


@pytest.mark.parametrize("sitting", [running(), ended(), finalised()])
def test_a_code_is_renewed_at_any_time_and_stays_told(sitting: Sitting) -> None:
    stage = sitting.oral.stage
    vouched = ev.CodeRenewed("a", "b", "sans objet")
    assert sitting.act(vouched) == (ev.CodeRenewed("a", "b"),)
    alone = ev.CodeRenewed("b", reason=" aucun autre code ")
    assert sitting.act(alone) == (ev.CodeRenewed("b", reason="aucun autre code"),)
    assert sitting.oral.proceedings.renewals == (
        CodeRenewal("a", "b", "", sitting.now),
        CodeRenewal("b", "", "aucun autre code", sitting.now),
    )
    assert sitting.oral.stage is stage


def test_no_undo_takes_a_renewal_back() -> None:
    sitting = running()
    sitting.act(ev.Rated(1, "S"), ev.CodeRenewed("a", "b"), do.Undo())
    assert sitting.oral.ratings == {}
    assert len(sitting.oral.proceedings.renewals) == 1


def test_a_renewal_needs_the_commission() -> None:
    sitting = running()
    assert sitting.refused(ev.CodeRenewed("a", reason=" ")) == (Reason.EMPTY_REASON, "")
    assert sitting.refused(ev.CodeRenewed("a", reason="x" * (TEXT_LIMIT + 1)))[0] is Reason.TEXT_TOO_LONG
    assert sitting.refused(ev.CodeRenewed("a", "a")) == (Reason.UNKNOWN_JUROR, "")
    assert sitting.refused(ev.CodeRenewed("z", "a")) == (Reason.UNKNOWN_JUROR, "")
    sitting.act(GONE)
    assert sitting.refused(ev.CodeRenewed("a", "c")) == (Reason.UNKNOWN_JUROR, "")
