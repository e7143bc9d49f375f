"""What came, among what is awaited; and what is still to be done about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from btstc_jury.domain.centre.awaited import Awaited, Concern, Stock, Tied, take_stock, tie_name
from btstc_jury.domain.centre.candidates import CentreCandidate
from btstc_jury.domain.centre.collected import Choice, OralFacts, SentFile, Tie, Version
from btstc_jury.domain.centre.timetable import SlotKey, Timetable
from btstc_jury.domain.standing import Stage, Status
from tests.centres import picture_day
from tests.domain.centre.test_collected import FILE, OTHER, A, B, facts, of_file, of_grid

DAY = picture_day()
IMBERT, JOLY, LOPEZ = 7, 8, 10
"""Candidates of the commission 2, whose numbers end by their own."""


def told(candidate: int, name: str, **more: Any) -> OralFacts:  # noqa: ANN401 - as ``facts`` takes them
    known = DAY.candidates[candidate]
    made = facts(number=known.number, **more)
    return replace(made, candidate=replace(made.candidate, last_name=name, first_names=known.first_names))


def came(
    story: str,
    candidate: int = IMBERT,
    name: str = "",
    oral: int = 1,
    **more: Any,  # noqa: ANN401 - as ``facts`` takes them
) -> Version:
    name = name or DAY.candidates[candidate].last_name
    return of_file(story, told(candidate, name, **more), oral=oral)


def only(stock: Stock, candidate: int = IMBERT) -> Awaited:
    (found,) = [each for each in stock.awaited if each.place == SlotKey(candidate, "E4")]
    return found


def test_every_slot_is_awaited_in_the_order_of_the_day() -> None:
    stock = take_stock(DAY, [])
    assert [each.place for each in stock.awaited[6:10]] == [SlotKey(each, "E4") for each in (7, 8, 9, 10)]
    assert {each.commission for each in stock.awaited} == {1, 2, 3}
    assert len(stock.awaited) == len(DAY.slots)
    assert {each.concerns for each in stock.awaited} == {(Concern.NOT_RECEIVED,)}
    assert not any(each.received or each.signed for each in stock.awaited)


def test_by_number_and_exam_it_waits_to_be_confirmed() -> None:
    version = came("abc", signers=(A, B))
    found = only(take_stock(DAY, [version]))
    assert (found.tied, found.commission, found.signed, found.received) == (Tied.NUMBER, 2, True, True)
    assert found.concerns == (Concern.UNCONFIRMED,)
    tie = Tie(tie_name(version), SlotKey(IMBERT, "E4"), "Alix", 1)
    confirmed = only(take_stock(DAY, [version], ties=[tie]))
    assert (confirmed.tied, confirmed.concerns) == (Tied.CONFIRMED, ())
    assert "confirmé" in Tied.CONFIRMED.words


def test_by_the_file_that_the_centre_made_nothing_is_asked() -> None:
    sent = SentFile(FILE, 2, {1: SlotKey(IMBERT, "E4"), 2: SlotKey(JOLY, "E4")})
    # The number was mended in the file, the name remains.
    version = replace(came("abc", signers=(A, B)))
    mended = replace(version.facts, candidate=replace(version.facts.candidate, number="99"))
    found = only(take_stock(DAY, [replace(version, facts=mended)], sent=[sent]))
    assert (found.tied, found.concerns) == (Tied.FILE, ())
    # One that the commission added is known by its number alone.
    added = came("q", LOPEZ, oral=9)
    assert only(take_stock(DAY, [added], sent=[sent]), LOPEZ).tied is Tied.NUMBER


@pytest.mark.parametrize("sent", [(), (SentFile(FILE, 2, {1: SlotKey(IMBERT, "E4")}),)])
def test_another_name_is_never_taken_without_a_word(sent: Sequence[SentFile]) -> None:
    version = came("abc", name="QUELQU’UN")
    stock = take_stock(DAY, [version], sent=sent)
    assert not only(stock).received
    (stray,) = stock.strays
    assert stray.standing == version
    assert stock.places.proposed(version) == SlotKey(IMBERT, "E4")
    assert stock.places.doubtful(version)
    tie = Tie(tie_name(version), SlotKey(IMBERT, "E4"), "Alix", 1)
    assert only(take_stock(DAY, [version], sent=sent, ties=[tie])).tied is Tied.CONFIRMED


def test_a_number_that_two_bear_or_nobody_tells_nothing() -> None:
    twice = replace(DAY, candidates={**DAY.candidates, 99: DAY.candidates[IMBERT]})
    version = came("abc")
    stock = take_stock(twice, [version])
    assert [each.standing for each in stock.strays] == [version]
    assert stock.places.proposed(version) is None
    assert not stock.places.doubtful(version)
    unnumbered = Timetable(candidates={1: CentreCandidate(last_name="Lopez", first_names="Marie")})
    assert take_stock(unnumbered, [version]).awaited == ()


def test_who_has_no_number_is_known_by_another() -> None:
    known = DAY.candidates[IMBERT]._replace(number="", registration="R 77")
    version = came("abc")
    told_so = replace(version.facts, candidate=replace(version.facts.candidate, number="r77"))
    stock = take_stock(replace(DAY, candidates={IMBERT: known}), [replace(version, facts=told_so)])
    assert only(stock).tied is Tied.NUMBER


def test_a_file_for_a_candidate_who_is_gone_is_a_stray() -> None:
    sent = SentFile(FILE, 2, {1: SlotKey(77, "E4")})
    stock = take_stock(DAY, [came("abc")], sent=[sent])
    assert len(stock.strays) == 1
    assert [each.place for each in stock.awaited if each.place.candidate == 77] == [SlotKey(77, "E4")]


@pytest.mark.parametrize(
    ("more", "concerns"),
    [
        ({"stage": Stage.PLANNED, "mark": None}, (Concern.NOT_RECEIVED,)),
        ({"stage": Stage.WITHDRAWN, "mark": None}, (Concern.NOT_RECEIVED,)),
        ({"stage": Stage.RUNNING, "mark": None}, (Concern.UNSETTLED, Concern.UNCONFIRMED)),
        ({"stage": Stage.FINALISED}, (Concern.UNSIGNED, Concern.UNCONFIRMED)),
        ({"status": Status.RESERVED, "signers": (A, B)}, (Concern.UNCONFIRMED, Concern.RESERVED)),
        ({"status": Status.WITHHELD}, (Concern.UNSIGNED, Concern.UNCONFIRMED, Concern.WITHHELD)),
        ({"status": Status.ABSENT, "stage": Stage.CLOSED}, (Concern.UNCONFIRMED, Concern.ABSENT)),
    ],
)
def test_what_is_to_be_done(more: dict[str, Any], concerns: tuple[Concern, ...]) -> None:
    assert only(take_stock(DAY, [came("abc", **more)])).concerns == concerns


def test_a_contradiction_stays_until_somebody_decides() -> None:
    one, other = came("abx"), came("aby", mark="9")
    found = only(take_stock(DAY, [one, other]))
    assert (found.concerns, found.received, found.tied) == ((Concern.CONTRADICTORY,), True, None)
    choice = Choice(one.name, frozenset({other.name}), "vu", "Alix", 1)
    decided = only(take_stock(DAY, [one, other], [choice]))
    assert Concern.CONTRADICTORY not in decided.concerns


def test_what_came_though_nobody_placed_it_is_awaited_too() -> None:
    day = replace(DAY, slots={}, commissions={2: DAY.commissions[2]})
    held, gone = came("abc"), came("q", JOLY, oral=2, stage=Stage.WITHDRAWN)
    stock = take_stock(day, [held, gone])
    assert [(each.place, each.commission) for each in stock.awaited] == [(SlotKey(IMBERT, "E4"), 2)]
    elsewhere = replace(held.facts, commission="77")
    assert only(take_stock(day, [replace(held, facts=elsewhere)])).commission == 0
    sent = SentFile(FILE, 5, {9: SlotKey(LOPEZ, "E4")})
    assert only(take_stock(day, [replace(held, facts=elsewhere)], sent=[sent])).commission == 5


def test_a_grid_is_tied_by_what_it_claims() -> None:
    grid = of_grid("abc", told(IMBERT, "IMBERT", signers=(A, B)))
    tie = Tie("0213456007/E4/0", SlotKey(IMBERT, "E4"), "Alix", 1)
    assert tie_name(grid) == tie.of
    assert only(take_stock(DAY, [grid], ties=[tie])).tied is Tied.CONFIRMED
    # Until its file comes nobody vouches for the names of those who signed.
    alone = only(take_stock(DAY, [grid], ties=[tie]))
    assert (alone.concerns, alone.alone, alone.signed) == ((Concern.ALONE,), True, False)
    with_file = only(take_stock(DAY, [grid, came("abc", signers=(A, B))], ties=[tie]))
    assert (Concern.ALONE in with_file.concerns, with_file.alone, with_file.signed) == (False, False, True)
    # Two files for one oral, which both took place.
    twice = take_stock(DAY, [came("abc"), replace(came("q"), file=OTHER)])
    assert only(twice).concerns == (Concern.CONTRADICTORY,)
