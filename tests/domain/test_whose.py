"""Whose level or mark an act changes while opinions are hidden."""

from __future__ import annotations

from decimal import Decimal

import pytest

from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import RemarkText
from btstc_jury.domain.decide import in_turn
from btstc_jury.domain.opinions import OpinionMode
from tests.domain.sitting import Sitting, running

NOW = Sitting().now
OWN = do.AddRemark(NOW, RemarkText("clair", criterion=1, author="a"), "S")
OTHERS = do.AddRemark(NOW, RemarkText("clair", criterion=1, author="b"), "S")
CHANGED = do.ChangeRemark(4, RemarkText("clair", criterion=1, author="b"), "S")
BARE = do.AddRemark(NOW, RemarkText("clair", criterion=1, author="b"))


@pytest.mark.parametrize(
    ("juror", "asked", "meant"),
    [
        ("a", ev.Rated(1, "S"), ev.OpinionRated("a", 1, "S")),
        (None, ev.Rated(1, "S"), ev.OpinionRated("", 1, "S")),
        ("a", ev.MarkProposed(Decimal(12)), ev.OpinionMarked("a", Decimal(12))),
        ("a", ev.PartialMarked(2, Decimal(8)), ev.OpinionPartialMarked("a", 2, Decimal(8))),
        (None, ev.PartialMarked(2, None), ev.OpinionPartialMarked("", 2, None)),
        ("a", do.ProposeMarks(((1, Decimal(8)),)), do.ProposeMarks(((1, Decimal(8)),), "a")),
        (None, do.ProposeMarks(()), do.ProposeMarks((), "")),
        ("a", OWN, OWN),
        ("a", BARE, BARE),
        ("a", OTHERS, ev.OpinionRated("", 1, "S")),
        (None, CHANGED, ev.OpinionRated("", 1, "S")),
        ("a", ev.Ended(), ev.Ended()),
    ],
)
def test_a_level_is_that_of_the_juror_in_turn(
    juror: str | None, asked: do.Command, meant: do.Command
) -> None:
    sitting = running()
    assert in_turn(sitting.oral, juror, asked) is asked
    sitting.act(ev.ModeChosen(OpinionMode.SEPARATE))
    assert in_turn(sitting.oral, juror, asked) == meant
