"""The calculated total: exact, by the form's own rules, never more than the maximum."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from btstc_jury.domain.assessment import fits
from btstc_jury.domain.form import Criterion, Form, Level, MarkRule
from btstc_jury.domain.marking import Block, NotAssessed, PartialMark, Rounding
from btstc_jury.domain.points import Account, accounts, gives_points, points_of, share_of
from tests.forms_for_tests import make_form

RULE = make_form().mark


def scored(
    *points: str | None,
    rule: MarkRule = RULE,
    blocks: tuple[int, ...] = (),
    form_blocks: tuple[Block, ...] = (),
    **more: object,
) -> Form:
    """A criterion for each of these points; ``blocks``: the place of each."""
    places = blocks or (0,) * len(points)
    criteria = tuple(
        Criterion(number, f"critère {number}", (), 0, (), None if each is None else Decimal(each), place)
        for number, (each, place) in enumerate(zip(points, places, strict=True), 1)
    )
    return make_form(criteria=criteria, mark=rule, blocks=form_blocks, **more)


def the_account(form: Form, **levels: str) -> Account:
    """``c1`` is the level of criterion 1."""
    (account,) = accounts(form, {int(key[1:]): level for key, level in levels.items()})
    return account


def test_a_form_without_points_has_no_total() -> None:
    assert not gives_points(make_form())
    assert accounts(make_form(), {1: "TS"}) == ()


def test_levels_have_equal_steps_of_the_points() -> None:
    form = scored("6", "8", "6")
    assert gives_points(form)
    account = the_account(form, c1="TS", c2="S", c3="I")
    lines = account.blocks[0].lines
    assert [line.reached for line in lines] == [6, Fraction(16, 3), 2]
    assert account.reached == Fraction(40, 3)
    assert account.possible == account.points == 20
    assert account.exact == account.rounded == Fraction(40, 3)
    assert account.proposal is None, "13,33 falls between two steps"


def test_a_level_may_have_a_share_of_its_own() -> None:
    levels = (Level("A", "a", Decimal(10)), Level("B", "b", Decimal("62.5")), Level("C", "c", Decimal(100)))
    form = scored("12", "8", levels=levels)
    assert share_of(form, "B") == Fraction(5, 8)
    account = the_account(form, c1="B", c2="C")
    assert account.exact == Fraction(31, 2)
    assert account.proposal == Decimal("15.5")
    with pytest.raises(KeyError):
        share_of(form, "NE")


def test_a_total_is_brought_to_the_maximum_and_rounded_upwards() -> None:
    form = scored("10", "30", rule=replace(RULE, rounding=Rounding.HALF_UP))
    account = the_account(form, c1="S", c2="S")
    assert account.points == 40
    assert account.exact == Fraction(40, 3)
    assert account.rounded == Fraction(27, 2)
    assert account.proposal == Decimal("13.5")


def test_rounding_never_passes_the_maximum() -> None:
    rule = replace(RULE, maximum=Decimal("7.5"), step=Decimal("0.5"), rounding=Rounding.UNIT_UP)
    assert the_account(scored("1", rule=rule), c1="TS").proposal == Decimal("7.5")


def test_nothing_is_proposed_before_the_last_level() -> None:
    account = the_account(scored("10", "10"), c1="TS")
    assert account.unrated == (2,)
    assert account.blocks[0].lines[1].reached is None
    assert account.reached == 10
    assert (account.exact, account.rounded, account.proposal) == (None, None, None)


@pytest.mark.parametrize(
    ("what", "reached", "possible", "exact"),
    [
        (NotAssessed.LEFT_OUT, Fraction(38, 3), 16, Fraction(95, 6)),
        (NotAssessed.IN_BLOCK, Fraction(46, 3), 20, Fraction(46, 3)),
        (NotAssessed.ZERO, Fraction(38, 3), 20, Fraction(38, 3)),
    ],
)
def test_what_was_not_assessed_follows_the_rule_of_the_form(
    what: NotAssessed, reached: Fraction, possible: int, exact: Fraction
) -> None:
    rule = replace(RULE, not_assessed=what)
    blocks = (Block("Premier", Decimal(8)), Block("Second", Decimal(12)))
    form = scored(None, None, None, None, rule=rule, blocks=(1, 1, 2, 2), form_blocks=blocks)
    account = the_account(form, c1="S", c2="NE", c3="S", c4="TS")
    assert account.not_assessed == (2,)
    assert account.reached == reached
    assert account.possible == possible
    assert account.exact == exact


def test_a_block_that_was_not_assessed_at_all_is_left_out() -> None:
    rule = replace(RULE, not_assessed=NotAssessed.IN_BLOCK)
    blocks = (Block("Premier", Decimal(8)), Block("Second", Decimal(12)))
    form = scored(None, None, rule=rule, blocks=(1, 2), form_blocks=blocks)
    account = the_account(form, c1="NE", c2="TS")
    assert account.possible == 12
    assert account.proposal == 20


def test_nothing_assessed_makes_no_total() -> None:
    account = the_account(scored("10", "10"), c1="NE", c2="NE")
    assert account.unrated == ()
    assert account.possible == 0
    assert account.exact is None


def test_criteria_share_the_points_of_their_block_and_keep_their_own() -> None:
    blocks = (Block("Premier", Decimal(8)), Block("Second"), Block("Vide", Decimal(3)))
    form = scored("5", None, None, "1", "2", None, blocks=(2, 1, 1, 0, 2, 2), form_blocks=blocks)
    assert points_of(form) == {1: 5, 2: 4, 3: 4, 4: 1, 5: 2}
    account = the_account(form)
    assert [each.block for each in account.blocks] == [1, 2, 0]
    assert [each.points for each in account.blocks] == [8, 7, 1]
    assert [[line.criterion for line in each.lines] for each in account.blocks] == [[2, 3], [1, 5], [4]]


@pytest.mark.parametrize("summed", [True, False])
def test_each_partial_mark_has_its_own_total(summed: bool) -> None:
    blocks = (Block("Oral", Decimal(30), mark=1), Block("Dossier", Decimal(8), mark=2), Block("Hors"))
    marks = (
        PartialMark("Oral", Decimal(12), Decimal("0.5")),
        PartialMark("Dossier", Decimal(8), Decimal(1)),
        PartialMark("Seule", Decimal(4), Decimal(1)),
    )
    rule = replace(RULE, summed=summed, rounding=Rounding.HALF_UP)
    form = scored(None, None, rule=rule, blocks=(1, 2), form_blocks=blocks, marks=marks)
    found = accounts(form, {1: "S", 2: "TS"})
    assert [each.place for each in found] == ([1, 2] if summed else [1, 2, 0])
    assert [each.proposal for each in found[:2]] == [Decimal(8), Decimal(8)]
    assert found[0].maximum == 12


LEVELS = st.sampled_from(("TI", "I", "S", "TS", "NE"))


@given(
    points=st.lists(st.decimals(1, 40, places=2), min_size=1, max_size=8),
    data=st.data(),
    rounding=st.sampled_from(Rounding),
    what=st.sampled_from(NotAssessed),
)
def test_a_total_keeps_within_its_bounds(
    points: list[Decimal], data: st.DataObject, rounding: Rounding, what: NotAssessed
) -> None:
    rule = replace(RULE, rounding=rounding, not_assessed=what)
    places = tuple(data.draw(st.integers(0, 2)) for _ in points)
    form = scored(*map(str, points), rule=rule, blocks=places, form_blocks=(Block("A"), Block("B")))
    levels = {number: data.draw(LEVELS) for number in range(1, len(points) + 1)}
    (account,) = accounts(form, levels)
    assert account.points == sum(map(Fraction, points))
    assert 0 <= account.reached <= account.possible <= account.points
    if account.exact is None:
        assert not account.possible
        return
    assert account.rounded is not None
    assert 0 <= account.exact <= 20
    assert 0 <= account.rounded <= 20
    if account.proposal is not None:
        assert fits(account.proposal, rule)
        assert Fraction(account.proposal) == account.rounded
    else:
        assert rounding is Rounding.NONE
    if what is NotAssessed.IN_BLOCK:
        whole = {each.block for each in account.blocks if any(line.level != "NE" for line in each.lines)}
        assert account.possible == sum(each.points for each in account.blocks if each.block in whole)


@given(
    levels=st.lists(LEVELS.filter(lambda each: each != "NE"), min_size=3, max_size=3), at=st.integers(0, 2)
)
def test_a_better_level_never_lowers_the_total(levels: list[str], at: int) -> None:
    form = scored("3", "7", "10", rule=replace(RULE, rounding=Rounding.HALF_NEAREST))
    before = the_account(form, **{f"c{number}": each for number, each in enumerate(levels, 1)})
    after = the_account(
        form, **{f"c{number}": each for number, each in enumerate([*levels[:at], "TS", *levels[at + 1 :]], 1)}
    )
    assert before.rounded is not None
    assert after.rounded is not None
    assert after.rounded >= before.rounded
