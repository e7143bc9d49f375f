"""A refusal tells a log why, without words for the user."""

from __future__ import annotations

from btstc_jury.domain.refusals import Reason, Refusal


def test_a_refusal_names_its_reason_and_the_value_refused() -> None:
    assert str(Refusal(Reason.LAST_PHASE)) == "last_phase"
    refused = Refusal(Reason.UNKNOWN_CRITERION, "31")
    assert str(refused) == "unknown_criterion: 31"
    assert (refused.reason, refused.detail) == (Reason.UNKNOWN_CRITERION, "31")
