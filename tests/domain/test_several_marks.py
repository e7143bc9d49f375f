"""A grid of several marks, with a motivated appreciation where the form asks for one."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import Missing, MissingKind, TextField, gives_reasons
from btstc_jury.domain.form import Form
from btstc_jury.domain.marking import PartialMark
from btstc_jury.domain.missing import missing
from btstc_jury.domain.opinions import OpinionMode
from btstc_jury.domain.refusals import Reason
from tests.domain.sitting import Sitting, ended, opened
from tests.forms_for_tests import COMPLIANT, JURORS, explained, make_form

MARKS = (PartialMark("Oral", Decimal(12), Decimal("0.5")), PartialMark("Dossier", Decimal(8), Decimal(1)))


def of_two(*, summed: bool = False, motivated: bool = False) -> Form:
    rule = replace(make_form().mark, summed=summed)
    return make_form(marks=MARKS, mark=rule, motivated=motivated)


def kinds(sitting: Sitting) -> list[Missing]:
    asked = {MissingKind.MARK, MissingKind.PARTIAL_MARK, MissingKind.APPRECIATION, MissingKind.MOTIVE}
    return [each for each in missing(sitting.oral) if each.kind in asked]


def test_each_mark_is_within_its_own_bounds_and_step() -> None:
    sitting = ended(of_two())
    sitting.act(ev.PartialMarked(1, Decimal("11.5")), ev.PartialMarked(2, Decimal(8)))
    assert sitting.oral.verdict.partial == {1: Decimal("11.5"), 2: Decimal(8)}
    assert sitting.oral.verdict.mark is None
    assert sitting.act(ev.PartialMarked(2, Decimal(8))) == ()
    assert sitting.refused(ev.PartialMarked(1, Decimal("12.5")))[0] is Reason.MARK_OUT_OF_RANGE
    assert sitting.refused(ev.PartialMarked(2, Decimal("0.5")))[0] is Reason.MARK_OFF_STEP
    for place in (0, 3, -1):
        assert sitting.refused(ev.PartialMarked(place, Decimal(1))) == (Reason.UNKNOWN_MARK, str(place))


def test_a_grid_of_several_marks_lacks_each_of_them() -> None:
    sitting = ended(of_two())
    sitting.act(ev.TextWritten(TextField.APPRECIATION, "Bien."))
    assert kinds(sitting) == [Missing(MissingKind.PARTIAL_MARK, (1, 2)), Missing(MissingKind.MARK)]
    sitting.act(ev.PartialMarked(1, Decimal(9)), ev.MarkProposed(Decimal(14)))
    assert kinds(sitting) == [Missing(MissingKind.PARTIAL_MARK, (2,))]
    sitting.act(ev.PartialMarked(2, Decimal(5)))
    assert kinds(sitting) == []
    assert sitting.oral.verdict.mark == 14


def test_where_the_form_says_so_the_mark_is_their_sum_and_nothing_else() -> None:
    sitting = ended(of_two(summed=True))
    sitting.act(ev.TextWritten(TextField.APPRECIATION, "Bien."))
    assert kinds(sitting) == [Missing(MissingKind.PARTIAL_MARK, (1, 2))]
    assert sitting.refused(ev.MarkProposed(Decimal(14)))[0] is Reason.MARK_IS_SUM
    assert sitting.act(ev.PartialMarked(1, Decimal("9.5"))) == (ev.PartialMarked(1, Decimal("9.5")),)
    sitting.act(ev.PartialMarked(2, Decimal(6)))
    assert sitting.oral.verdict.mark == Decimal("15.5")
    assert kinds(sitting) == []
    sitting.act(ev.PartialMarked(1, None))
    assert kinds(sitting) == [Missing(MissingKind.PARTIAL_MARK, (1,))]
    assert not sitting.oral.verdict.mark
    assert sitting.oral.verdict.partial == {2: Decimal(6)}
    sitting.act(do.Undo())
    assert sitting.oral.verdict.mark == Decimal("15.5")


def test_several_marks_are_proposed_and_taken_back_in_one_act() -> None:
    sitting = ended(of_two(summed=True))
    both = do.ProposeMarks(((1, Decimal("9.5")), (2, Decimal(6))))
    assert sitting.act(both) == (
        ev.PartialMarked(1, Decimal("9.5")),
        ev.PartialMarked(2, Decimal(6)),
        ev.MarkProposed(Decimal("15.5")),
    )
    assert sitting.act(both) == ()
    again = sitting.act(do.ProposeMarks(((1, Decimal(9)), (2, Decimal(7)))))
    assert again == (
        ev.PartialMarked(1, Decimal(9)),
        ev.PartialMarked(2, Decimal(7)),
        ev.MarkProposed(Decimal(16)),
    )
    sitting.act(do.Undo())
    assert sitting.oral.verdict.partial == {1: Decimal("9.5"), 2: Decimal(6)}
    sitting.act(do.Undo())
    assert (dict(sitting.oral.verdict.partial), sitting.oral.verdict.mark) == ({}, None)
    assert sitting.act(do.ProposeMarks(((2, Decimal(6)),))) == (ev.PartialMarked(2, Decimal(6)),)
    assert sitting.refused(do.ProposeMarks(((0, Decimal(6)),)))[0] is Reason.MARK_IS_SUM
    assert sitting.refused(do.ProposeMarks(((1, Decimal(6)), (2, Decimal(9)))))[0] is Reason.MARK_OUT_OF_RANGE


def test_where_the_mark_is_no_sum_it_is_proposed_beside_the_others() -> None:
    sitting = ended(of_two())
    marks = do.ProposeMarks(((1, Decimal(9)), (0, Decimal(14))))
    assert sitting.act(marks) == (ev.PartialMarked(1, Decimal(9)), ev.MarkProposed(Decimal(14)))


def apart(form: Form) -> Sitting:
    """The oral is over, and jurors think apart: of the levels they are all of one mind."""
    sitting = opened(form)
    sitting.act(ev.ModeChosen(OpinionMode.SEPARATE), do.Start(), ev.Ended())
    for juror in JURORS:
        sitting.act(*(ev.OpinionRated(juror.key, number, "S") for number in (1, 2, 3)))
    return sitting


def test_a_juror_gives_each_mark_and_their_sum_follows() -> None:
    sitting = apart(of_two(summed=True))
    assert sitting.act(ev.OpinionPartialMarked("a", 1, Decimal(9)))[0].kind == "opinion-partial-marked"
    assert sitting.refused(ev.OpinionMarked("a", Decimal(14)))[0] is Reason.MARK_IS_SUM
    assert sitting.refused(ev.OpinionGiven("a"))[0] is Reason.OPINION_INCOMPLETE
    for place, mark, why in ((3, 1, Reason.UNKNOWN_MARK), (2, 9, Reason.MARK_OUT_OF_RANGE)):
        assert sitting.refused(ev.OpinionPartialMarked("a", place, Decimal(mark)))[0] is why
    second = ev.OpinionPartialMarked("a", 2, Decimal(6))
    assert sitting.act(second) == (second, ev.OpinionMarked("a", Decimal(15)))
    assert sitting.act(second) == ()
    assert sitting.oral.debate.of("a").partial == {1: Decimal(9), 2: Decimal(6)}
    sitting.act(ev.OpinionGiven("a"))
    assert sitting.refused(ev.OpinionPartialMarked("a", 1, None))[0] is Reason.OPINION_GIVEN
    both = do.ProposeMarks(((1, Decimal(9)), (2, Decimal(6))), "b")
    assert sitting.act(both) == (
        ev.OpinionPartialMarked("b", 1, Decimal(9)),
        ev.OpinionPartialMarked("b", 2, Decimal(6)),
        ev.OpinionMarked("b", Decimal(15)),
    )
    sitting.act(ev.OpinionPartialMarked("b", 1, None))
    assert sitting.oral.debate.of("b").mark is None
    whole = do.ProposeMarks(((0, Decimal(14)), (1, Decimal(9))), "c")
    assert sitting.refused(whole)[0] is Reason.MARK_IS_SUM


@pytest.mark.parametrize("summed", [True, False])
def test_marks_on_which_all_jurors_agree_are_settled_at_the_reveal(summed: bool) -> None:
    sitting = apart(of_two(summed=summed))
    for juror in JURORS:
        second = Decimal(6 if juror.key == "a" else 7)
        sitting.act(do.ProposeMarks(((1, Decimal(9)), (2, second)), juror.key))
        if not summed:
            sitting.act(ev.OpinionMarked(juror.key, Decimal(15)))
        sitting.act(ev.OpinionGiven(juror.key))
    sitting.act(ev.Revealed())
    assert sitting.oral.verdict.partial == {1: Decimal(9)}
    assert sitting.oral.verdict.mark == (None if summed else 15)
    sitting.act(do.Undo())
    sitting.act(ev.OpinionTakenBack("a"))
    sitting.act(ev.OpinionPartialMarked("a", 2, Decimal(7)), ev.OpinionGiven("a"), ev.Revealed())
    assert sitting.oral.verdict.partial == {1: Decimal(9), 2: Decimal(7)}
    assert sitting.oral.verdict.mark == (16 if summed else 15)


def test_what_jurors_agree_on_does_not_replace_the_sum() -> None:
    sitting = opened(of_two(summed=True))
    sitting.act(ev.ModeChosen(OpinionMode.SEPARATE), do.Start(), ev.Ended())
    for juror in JURORS:
        sitting.act(*(ev.OpinionRated(juror.key, number, "S") for number in (1, 2, 3)))
        sitting.act(ev.OpinionMarked(juror.key, Decimal(15)), ev.OpinionGiven(juror.key))
    assert sitting.refused(ev.PartialMarked(1, Decimal(9)))[0] is Reason.NOT_REVEALED
    sitting.act(ev.Revealed())
    assert sitting.oral.verdict.mark is None
    assert sitting.oral.ratings == {1: "S", 2: "S", 3: "S"}


def test_a_motivated_appreciation_is_more_than_a_word() -> None:
    form = make_form(motivated=True)
    sitting = ended(form)
    sitting.act(COMPLIANT, ev.MarkProposed(Decimal(9)), *explained(sitting.oral))
    assert kinds(sitting) == [Missing(MissingKind.APPRECIATION)]
    sitting.act(ev.TextWritten(TextField.APPRECIATION, "Bien."))
    assert kinds(sitting) == [Missing(MissingKind.MOTIVE)]
    sitting.act(*(ev.Rated(number, "S") for number in (1, 2, 3)))
    assert sitting.refused(ev.Finalised())[0] is Reason.INCOMPLETE
    sitting.act(
        ev.TextWritten(TextField.APPRECIATION, "Écoute active, arguments chiffrés, conclusion hâtive.")
    )
    assert kinds(sitting) == []
    sitting.act(ev.Finalised())


@pytest.mark.parametrize(
    ("text", "enough"),
    [
        ("", False),
        ("Bien", False),
        ("Très bon travail", False),
        ("a b c d e f", False),
        ("12 13 14 15 16", False),
        ("Un exposé clair, mais sans chiffres", True),
    ],
)
def test_a_word_or_two_give_no_reasons(text: str, enough: bool) -> None:
    assert gives_reasons(text) is enough
