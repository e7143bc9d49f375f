"""Blind opinions: what each juror may do, what a reveal settles, and what must then be said."""

from __future__ import annotations

from decimal import Decimal
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import TEXT_LIMIT, Missing, MissingKind, RemarkText, Sign, TextField
from btstc_jury.domain.commands import Command
from btstc_jury.domain.commission import Juror, Role
from btstc_jury.domain.events import Entry
from btstc_jury.domain.history import open_history
from btstc_jury.domain.missing import missing
from btstc_jury.domain.opinions import Dissent, Opinion, OpinionMode
from btstc_jury.domain.refusals import Reason
from tests.domain.sitting import FORM, Sitting, ended, finalised, opened, remark, running
from tests.forms_for_tests import COMPLIANT, JURORS

SEPARATE = ev.ModeChosen(OpinionMode.SEPARATE)
COMMON = ev.ModeChosen(OpinionMode.COMMON)
NUMBERS = tuple(each.number for each in FORM.criteria)
KEYS = tuple(juror.key for juror in JURORS)
Value = TypeVar("Value", str, Decimal)


def apart() -> Sitting:
    """An oral that is over; each juror has an opinion of their own to give."""
    sitting = ended()
    sitting.act(SEPARATE)
    return sitting


def give(sitting: Sitting, juror: str, levels: str, mark: str = "12") -> None:
    """``levels``: one for each criterion, separated by spaces."""
    rated = zip(NUMBERS, levels.split(), strict=True)
    sitting.act(*(ev.OpinionRated(juror, number, level) for number, level in rated))
    sitting.act(ev.OpinionMarked(juror, Decimal(mark)), ev.OpinionGiven(juror))


def given_by_all(*levels: str, marks: str = "12 12 12") -> Sitting:
    sitting = apart()
    for juror, opinion, mark in zip(KEYS, levels, marks.split(), strict=True):
        give(sitting, juror, opinion, mark)
    return sitting


def test_a_commission_works_on_one_opinion_unless_it_chooses() -> None:
    sitting = ended()
    assert sitting.oral.debate.mode is OpinionMode.COMMON
    assert sitting.act(COMMON) == ()
    for command in (ev.OpinionRated("a", 1, "S"), ev.OpinionMarked("a", None), ev.OpinionGiven("a")):
        assert sitting.refused(command) == (Reason.NOT_SEPARATE, "")
    assert sitting.refused(ev.Revealed("vite")) == (Reason.NOT_SEPARATE, "")
    assert sitting.act(SEPARATE) == (ev.ModeChosen(OpinionMode.SEPARATE),)
    assert sitting.oral.debate.hidden


def test_the_choice_stands_once_opinions_exist() -> None:
    sitting = apart()
    sitting.act(COMMON, SEPARATE, ev.OpinionRated("a", 1, "S"))
    assert sitting.refused(COMMON) == (Reason.OPINIONS_BEGUN, "")
    sitting.act(do.Undo(), COMMON)
    assert sitting.oral.debate.mode is OpinionMode.COMMON


def test_the_choice_stands_once_revealed() -> None:
    sitting = apart()
    sitting.act(ev.Revealed("la commission préfère parler"))
    assert sitting.refused(COMMON) == (Reason.OPINIONS_BEGUN, "")


def test_a_personal_remark_is_not_laid_open_by_another_choice() -> None:
    sitting = apart()
    sitting.act(do.AddRemark(sitting.now, RemarkText("à voir", author="a", personal=True)))
    assert sitting.refused(COMMON) == (Reason.OPINIONS_BEGUN, "")


def test_an_opinion_is_rated_cleared_and_marked() -> None:
    sitting = apart()
    assert sitting.act(ev.OpinionRated("b", 2, "TS")) == (ev.OpinionRated("b", 2, "TS"),)
    assert sitting.act(ev.OpinionRated("b", 2, "TS")) == ()
    assert sitting.act(ev.OpinionRated("b", 1, None)) == ()
    sitting.act(ev.OpinionRated("b", 3, "NE"), ev.OpinionRated("b", 2, None))
    assert sitting.act(ev.OpinionMarked("b", Decimal("9.5"))) == (ev.OpinionMarked("b", Decimal("9.5")),)
    assert sitting.act(ev.OpinionMarked("b", Decimal("9.5"))) == ()
    assert dict(sitting.oral.debate.opinions) == {"b": Opinion({3: "NE"}, Decimal("9.5"))}
    sitting.act(ev.OpinionMarked("b", None))
    assert sitting.oral.debate.of("b").mark is None
    assert dict(sitting.oral.ratings) == {}
    assert sitting.oral.verdict.mark is None


@pytest.mark.parametrize(
    ("command", "reason", "detail"),
    [
        (ev.OpinionRated("x", 1, "S"), Reason.UNKNOWN_JUROR, ""),
        (ev.OpinionMarked("", Decimal(12)), Reason.UNKNOWN_JUROR, ""),
        (ev.OpinionGiven("x"), Reason.UNKNOWN_JUROR, ""),
        (ev.OpinionTakenBack("x"), Reason.UNKNOWN_JUROR, ""),
        (ev.Dissented("x", 1, "non"), Reason.UNKNOWN_JUROR, ""),
        (ev.OpinionRated("a", 9, "S"), Reason.UNKNOWN_CRITERION, "9"),
        (ev.ReasonGiven(9, "car"), Reason.UNKNOWN_CRITERION, "9"),
        (ev.Dissented("a", 9, "non"), Reason.UNKNOWN_CRITERION, "9"),
        (ev.ReasonGiven(None, "x" * (TEXT_LIMIT + 1)), Reason.TEXT_TOO_LONG, str(TEXT_LIMIT)),
        (ev.Dissented("a", 1, "x" * (TEXT_LIMIT + 1)), Reason.TEXT_TOO_LONG, str(TEXT_LIMIT)),
        (ev.OpinionRated("a", 1, "A"), Reason.UNKNOWN_LEVEL, "A"),
        (ev.OpinionMarked("a", Decimal("12.3")), Reason.MARK_OFF_STEP, "12.3"),
        (ev.OpinionMarked("a", Decimal("20.5")), Reason.MARK_OUT_OF_RANGE, "20.5"),
        (ev.OpinionMarked("a", Decimal(-1)), Reason.MARK_OUT_OF_RANGE, "-1"),
        (ev.OpinionMarked("a", Decimal("NaN")), Reason.MARK_OUT_OF_RANGE, "NaN"),
        (ev.OpinionGiven("a"), Reason.OPINION_INCOMPLETE, ""),
        (ev.Revealed(" "), Reason.EMPTY_REASON, ""),
    ],
)
def test_what_no_opinion_can_be_is_refused(command: Command, reason: Reason, detail: str) -> None:
    assert apart().refused(command) == (reason, detail)


def test_an_opinion_is_given_once_complete() -> None:
    sitting = apart()
    sitting.act(*(ev.OpinionRated("a", number, "NE") for number in NUMBERS))
    assert sitting.refused(ev.OpinionGiven("a")) == (Reason.OPINION_INCOMPLETE, "")
    sitting.act(ev.OpinionMarked("a", Decimal(0)), ev.OpinionRated("a", 2, None))
    assert sitting.refused(ev.OpinionGiven("a")) == (Reason.OPINION_INCOMPLETE, "")
    sitting.act(ev.OpinionRated("a", 2, "S"))
    assert sitting.act(ev.OpinionGiven("a")) == (ev.OpinionGiven("a"),)
    assert sitting.oral.debate.of("a").given


def test_an_opinion_given_is_taken_back_before_it_changes() -> None:
    sitting = apart()
    assert sitting.act(ev.OpinionTakenBack("a")) == ()
    give(sitting, "a", "S S S")
    for command in (ev.OpinionRated("a", 1, "I"), ev.OpinionMarked("a", None), ev.OpinionGiven("a")):
        assert sitting.refused(command) == (Reason.OPINION_GIVEN, "")
    assert sitting.act(ev.OpinionTakenBack("a")) == (ev.OpinionTakenBack("a"),)
    sitting.act(ev.OpinionRated("a", 1, "I"), ev.OpinionGiven("a"))
    assert sitting.oral.debate.of("a") == Opinion({1: "I", 2: "S", 3: "S"}, Decimal(12), given=True)


def test_nothing_is_settled_while_opinions_are_blind() -> None:
    sitting = apart()
    for command in (ev.Rated(1, "S"), ev.Rated(1, None), ev.MarkProposed(Decimal(12)), ev.MarkProposed(None)):
        assert sitting.refused(command) == (Reason.NOT_REVEALED, "")
    sitting.act(ev.TextWritten(TextField.OBSERVATIONS, "à revoir"))
    assert missing(sitting.oral)[0] == Missing(MissingKind.REVEAL)


def test_a_level_typed_with_a_remark_is_its_author_s_own() -> None:
    sitting = running()
    sitting.act(SEPARATE)
    content = RemarkText("chiffré", criterion=2, author="b")
    assert sitting.act(do.AddRemark(sitting.now, content, "TS")) == (
        ev.RemarkAdded(sitting.now, content),
        ev.OpinionRated("b", 2, "TS"),
    )
    number = max(sitting.oral.remarks)
    assert sitting.act(do.ChangeRemark(number, content, "I")) == (ev.OpinionRated("b", 2, "I"),)
    sitting.act(do.ChangeRemark(number, RemarkText("chiffré, net", criterion=2, author="b"), "S"))
    assert dict(sitting.oral.debate.opinions) == {"b": Opinion({2: "S"})}
    assert dict(sitting.oral.ratings) == {}
    sitting.act(do.Undo(), do.Undo(), do.Undo())
    assert (dict(sitting.oral.remarks), dict(sitting.oral.debate.opinions)) == ({}, {})


def test_a_level_typed_with_a_remark_needs_an_author_who_sits_and_is_not_done() -> None:
    sitting = apart()
    nobody = do.AddRemark(sitting.now, remark("chiffré", criterion=2), "S")
    assert sitting.refused(nobody) == (Reason.UNKNOWN_JUROR, "")
    stranger = do.AddRemark(sitting.now, RemarkText("chiffré", criterion=2, author="x"), "S")
    assert sitting.refused(stranger) == (Reason.UNKNOWN_JUROR, "")
    give(sitting, "a", "S S S")
    done = do.AddRemark(sitting.now, RemarkText("chiffré", criterion=2, author="a"), "TI")
    assert sitting.refused(done) == (Reason.OPINION_GIVEN, "")
    assert not sitting.oral.remarks


def test_after_the_reveal_a_level_typed_with_a_remark_is_the_commission_s() -> None:
    sitting = given_by_all("S S S", "S S S", "S S S")
    sitting.act(ev.Revealed())
    sitting.act(do.AddRemark(sitting.now, RemarkText("chiffré", criterion=2, author="a"), "TI"))
    assert sitting.oral.ratings[2] == "TI"


def test_a_reveal_waits_for_all_or_says_why() -> None:
    sitting = apart()
    give(sitting, "a", "S S S")
    give(sitting, "b", "S S S")
    assert sitting.refused(ev.Revealed()) == (Reason.EMPTY_REASON, "")
    sitting.act(ev.Revealed(" Claude Fictif a dû partir "))
    debate = sitting.oral.debate
    assert (debate.revealed, debate.reveal_reason) == (True, "Claude Fictif a dû partir")
    assert dict(sitting.oral.ratings) == {}


def test_a_reveal_of_all_needs_no_reason() -> None:
    sitting = given_by_all("S S NE", "S I NE", "S S NE", marks="12 12 13")
    assert sitting.act(ev.Revealed("superflu")) == (
        ev.Revealed(""),
        ev.Rated(1, "S"),
        ev.Rated(3, "NE"),
    )
    assert sitting.refused(ev.Revealed()) == (Reason.NOT_SEPARATE, "")
    for command in (ev.OpinionRated("a", 1, "I"), ev.OpinionTakenBack("a")):
        assert sitting.refused(command) == (Reason.ALREADY_REVEALED, "")
    sitting.act(do.Undo())
    assert (sitting.oral.debate.hidden, dict(sitting.oral.ratings)) == (True, {})


def test_nobody_reveals_before_anybody_sits() -> None:
    sitting = Sitting()
    sitting.act(SEPARATE)
    assert sitting.refused(ev.Revealed("vite")) == (Reason.NOT_OPENED, "")


levels = st.lists(
    st.none() | st.sampled_from(FORM.level_letters), min_size=len(NUMBERS), max_size=len(NUMBERS)
)
marks = st.sampled_from([None, Decimal(8), Decimal("12.0"), Decimal(12)])
opinions = st.lists(st.tuples(levels, marks), min_size=len(JURORS), max_size=len(JURORS))


@given(levels, marks, opinions)
def test_a_reveal_settles_exactly_what_all_agree_on(
    before: list[str | None],
    mark_before: Decimal | None,
    given_by: list[tuple[list[str | None], Decimal | None]],
) -> None:
    """What was settled before goes as soon as one opinion speaks against it."""
    sitting = ended()
    settled = zip(NUMBERS, before, strict=True)
    sitting.act(
        *(ev.Rated(number, level) for number, level in settled), ev.MarkProposed(mark_before), SEPARATE
    )
    for juror, (own, mark) in zip(KEYS, given_by, strict=True):
        rated = zip(NUMBERS, own, strict=True)
        sitting.act(*(ev.OpinionRated(juror, number, level) for number, level in rated))
        sitting.act(ev.OpinionMarked(juror, mark))
    start = sitting.oral
    sitting.act(ev.Revealed("la commission le décide"))
    for place, number in enumerate(NUMBERS):
        expected = settled_value([own[place] for own, _ in given_by], before[place])
        assert sitting.oral.ratings.get(number) == expected
    assert sitting.oral.verdict.mark == settled_value([mark for _, mark in given_by], mark_before)
    sitting.act(do.Undo())
    assert sitting.oral == start


def settled_value(values: list[Value | None], before: Value | None) -> Value | None:
    said = [value for value in values if value is not None]
    if len(said) == len(values) and all(value == said[0] for value in said):
        return said[0]
    return before if all(value == before for value in said) else None


def lacking(sitting: Sitting) -> dict[MissingKind, tuple[int, ...]]:
    return {each.kind: each.subjects for each in missing(sitting.oral)}


def test_a_level_that_nobody_thought_needs_a_reason() -> None:
    sitting = given_by_all("S S TI", "I S TI", "S S NE")
    sitting.act(ev.Revealed(), ev.Rated(1, "I"), ev.Rated(3, "NE"))
    assert MissingKind.REASON not in lacking(sitting)
    sitting.act(ev.Rated(1, "TS"), ev.Rated(3, "S"))
    assert lacking(sitting)[MissingKind.REASON] == (1, 3)
    sitting.act(ev.ReasonGiven(1, " après relecture des notes "), ev.ReasonGiven(3, " "))
    assert lacking(sitting)[MissingKind.REASON] == (3,)
    assert sitting.oral.debate.reasons[1] == "après relecture des notes"
    assert sitting.refused(ev.Finalised()) == (Reason.INCOMPLETE, "")
    sitting.act(ev.Rated(3, "TI"))
    assert MissingKind.REASON not in lacking(sitting)


def test_a_mark_that_nobody_proposed_needs_a_reason() -> None:
    sitting = given_by_all("S S S", "S S S", "S S S", marks="11 12 14")
    sitting.act(ev.Revealed())
    assert MissingKind.MARK in lacking(sitting)
    for mark in ("11", "12", "14.0"):
        sitting.act(ev.MarkProposed(Decimal(mark)))
        assert not {MissingKind.MARK, MissingKind.MARK_REASON} & set(lacking(sitting))
    sitting.act(ev.MarkProposed(Decimal("12.5")))
    assert MissingKind.MARK_REASON in lacking(sitting)
    sitting.act(ev.ReasonGiven(None, "moyenne discutée"))
    assert MissingKind.MARK_REASON not in lacking(sitting)
    sitting.act(COMPLIANT, ev.TextWritten(TextField.APPRECIATION, "Bien."), ev.Finalised())


def test_without_opinions_on_it_a_decision_needs_no_reason() -> None:
    sitting = apart()
    sitting.act(ev.Revealed("la commission préfère parler"))
    sitting.act(*(ev.Rated(number, "S") for number in NUMBERS), ev.MarkProposed(Decimal(12)))
    assert set(lacking(sitting)) == {MissingKind.APPRECIATION, MissingKind.DOSSIER}


def test_no_reason_is_asked_before_the_reveal() -> None:
    sitting = ended()
    sitting.act(ev.Rated(1, "TI"), ev.MarkProposed(Decimal(5)), SEPARATE)
    give(sitting, "a", "S S S")
    assert not {MissingKind.REASON, MissingKind.MARK_REASON} & set(lacking(sitting))


def test_one_common_opinion_needs_no_reason() -> None:
    sitting = ended()
    sitting.act(*(ev.Rated(number, "S") for number in NUMBERS), ev.MarkProposed(Decimal(12)))
    assert set(lacking(sitting)) == {MissingKind.APPRECIATION, MissingKind.DOSSIER}


def test_who_no_longer_sits_no_longer_counts() -> None:
    sitting = opened()
    sitting.act(SEPARATE, ev.OpinionRated("c", 1, "S"), ev.OpinionMarked("c", Decimal(9)))
    other = Juror("d", "Alix Fictif", Role.PROFESSIONAL)
    sitting.act(do.Open((*JURORS[:2], other)), do.Start(), ev.Ended(), ev.Revealed("vite"))
    assert sitting.oral.ratings == {}
    sitting.act(ev.Rated(1, "TI"), ev.MarkProposed(Decimal(3)))
    assert not {MissingKind.REASON, MissingKind.MARK_REASON} & set(lacking(sitting))
    assert sitting.refused(ev.Dissented("c", 1, "non")) == (Reason.UNKNOWN_JUROR, "")


def test_reasons_and_dissents_wait_for_the_reveal() -> None:
    sitting = apart()
    give(sitting, "a", "S S S")
    for command in (ev.ReasonGiven(1, "car"), ev.ReasonGiven(None, "car"), ev.Dissented("b", 1, "non")):
        assert sitting.refused(command) == (Reason.NOT_REVEALED, "")
    sitting.act(ev.Revealed("vite"), ev.ReasonGiven(1, "car"), ev.Dissented("b", 1, "non"))
    assert (dict(sitting.oral.debate.reasons), len(sitting.oral.debate.dissents)) == ({1: "car"}, 1)


def test_one_common_opinion_has_nothing_to_wait_for() -> None:
    sitting = ended()
    sitting.act(ev.ReasonGiven(None, "car"), ev.Dissented("b", None, "trop bas"))
    assert (sitting.oral.debate.mark_reason, len(sitting.oral.debate.dissents)) == ("car", 1)


def test_a_journal_in_which_they_came_before_the_reveal_still_opens() -> None:
    sitting = apart()
    (number,) = with_question(sitting)
    early: tuple[ev.Event, ...] = (
        ev.ReasonGiven(1, "car"),
        ev.Dissented("b", 1, "non"),
        ev.QuestionsOrdered((number, number)),
    )
    last = sitting.history.last_sequence
    added = tuple(Entry(last + n, last + n, sitting.now, "", event) for n, event in enumerate(early, 1))
    reopened = open_history((*sitting.history.entries, *added), sitting.forms).oral
    assert dict(reopened.debate.reasons) == {1: "car"}
    assert reopened.proceedings.order == (number, number)


def with_question(sitting: Sitting) -> list[int]:
    sitting.act(do.AddRemark(sitting.now, remark("prix ?", Sign.QUESTION)))
    return list(sitting.oral.remarks)


def test_dissent_is_kept_replaced_and_taken_back() -> None:
    sitting = given_by_all("S S S", "S S S", "S S S")
    sitting.act(ev.Revealed(), ev.Dissented("a", 1, " trop haut "), ev.Dissented("b", None, "trop bas"))
    sitting.act(ev.Dissented("a", None, "juste"))
    assert list(sitting.oral.debate.dissents) == [
        Dissent("a", "trop haut", 1),
        Dissent("b", "trop bas"),
        Dissent("a", "juste"),
    ]
    sitting.act(ev.Dissented("a", 1, "bien trop haut"), ev.Dissented("b", None, "  "))
    assert list(sitting.oral.debate.dissents) == [Dissent("a", "juste"), Dissent("a", "bien trop haut", 1)]


@pytest.mark.parametrize(
    "command",
    [
        SEPARATE,
        ev.Revealed("vite"),
        ev.ReasonGiven(None, "car"),
        ev.Dissented("a", None, "non"),
        ev.OpinionRated("a", 1, "S"),
        ev.OpinionTakenBack("a"),
    ],
    ids=lambda command: type(command).__name__,
)
def test_no_opinion_moves_once_the_proposal_is_settled(command: Command) -> None:
    assert finalised().refused(command) == (Reason.FINALISED, "")
