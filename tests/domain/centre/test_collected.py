"""What came back: the same whatever the order, and nothing is ever overwritten."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from btstc_jury.domain.candidate import Candidate
from btstc_jury.domain.centre.collected import (
    Choice,
    Claim,
    Merged,
    OralFacts,
    OralKey,
    Signer,
    Version,
    common_rows,
    merged,
)
from btstc_jury.domain.centre.timetable import SlotKey
from btstc_jury.domain.exam import Held
from btstc_jury.domain.standing import Stage, Status

FILE, OTHER = "aa" * 32, "bb" * 32
A, B = Signer("Camille Fictif", 1), Signer("Dominique Fictif", 2)


def facts(
    mark: str | None = "12",
    *,
    number: str = "0213456789",
    version: int = 1,
    signers: tuple[Signer, ...] = (),
    stage: Stage = Stage.FINALISED,
    status: Status = Status.NORMAL,
) -> OralFacts:
    settled = stage is Stage.FINALISED
    held = Held(
        situation=0,
        on=date(2027, 5, 18),
        status=status,
        proposed=settled,
        settled=stage.facts.settled,
        signed=len(signers) == 2,
        mark=None if mark is None else Decimal(mark),
    )
    return OralFacts(
        candidate=Candidate(number, "Lopez", "Marie"),
        held=held,
        stage=stage,
        exam="E4",
        form="e4-ponctuel",
        year=2027,
        centre="Lycée fictif",
        commission="2",
        version=version,
        signers=signers,
        due=2,
    )


def rows(story: str, file: str = FILE, oral: int = 1) -> tuple[bytes, ...]:
    """The hashes of a journal, a letter a row: those that begin alike have the same."""
    found, last = [], f"{file}/{oral}".encode()
    for letter in story:
        last = hashlib.sha256(last + letter.encode()).digest()
        found.append(last)
    return tuple(found)


def of_file(
    story: str, told: OralFacts | None = None, file: str = FILE, oral: int = 1, n: int = 0
) -> Version:
    hashes = rows(story, file, oral)
    return Version(f"{n:064x}", file, oral, len(hashes), hashes, told or facts())


def of_grid(story: str, told: OralFacts | None = None, n: int = 100) -> Version:
    hashes = rows(story)
    return Version(f"{n:064x}", "", 0, len(hashes), hashes[-1:], told or facts(signers=(A, B)))


def only(versions: Iterable[Version], choices: Iterable[Choice] = ()) -> Merged:
    found = merged(versions, choices)
    assert len(found) == 1
    return found[0]


def chosen(one: Version, *over: Version, utc: int = 1) -> Choice:
    return Choice(one.name, frozenset(each.name for each in over), "critère 13 revu", "secrétariat", utc)


def test_a_journal_that_continues_another_replaces_it() -> None:
    early, late = of_file("abc"), of_file("abcde")
    for order in ([early, late], [late, early], [late, early, late]):
        found = only(order)
        assert found.subject == OralKey(FILE, 1)
        assert (found.standing, found.rivals, found.contradictory) == (late, (), False)
        assert found.versions == (late,)


def test_two_that_diverge_are_a_contradiction_until_somebody_decides() -> None:
    one, other = of_file("abcx", facts("14.5")), of_file("abcyz", facts("13.5"))
    found = only([one, other, of_file("ab")])
    assert found.contradictory
    assert found.facts is None
    assert found.versions == (other, one)
    assert common_rows(one, other) == 3
    decided = only([one, other], [chosen(one, other)])
    assert decided.standing == one
    assert decided.rivals == (other,)
    assert decided.choice is not None
    assert decided.facts == facts("14.5")


def test_what_continues_the_chosen_one_follows_and_a_third_reopens() -> None:
    one, other = of_file("abcx"), of_file("abcy")
    choice = chosen(one, other)
    later = of_file("abcxx")
    assert only([one, other, later], [choice]).standing == later
    for third in (of_file("abz"), of_file("abcyy")):
        reopened = only([one, other, later, third], [choice])
        assert reopened.contradictory
        assert reopened.choice == choice
    parted = only([of_file("abcx1"), of_file("abcx2"), other], [choice])
    assert parted.contradictory


def test_the_last_choice_counts_and_one_of_other_versions_none() -> None:
    one, other = of_file("abcx"), of_file("abcy")
    first, last = chosen(one, other, utc=1), chosen(other, one, utc=2)
    elsewhere = chosen(of_file("q", file=OTHER), utc=3)
    assert only([one, other], [last, elsewhere, first]).standing == other
    assert only([one, other], [elsewhere]).choice is None


def test_a_grid_falls_under_its_file() -> None:
    grid = of_grid("abc")
    assert only([grid]).subject == Claim("0213456789", "E4", 0)
    assert only([grid]).standing == grid
    file = of_file("abcs", facts(signers=(A,)))
    found = only([grid, file, of_file("ab", facts(stage=Stage.ENDED))])
    assert (found.standing, found.grids) == (file, (grid,))
    assert found.subject == OralKey(FILE, 1)
    # The grid has a signature that this copy of the file was taken without.
    assert found.facts is not None
    assert found.facts.held.signed
    assert found.facts.signers == (A, B)


def test_what_a_grid_of_an_earlier_version_says_changes_nothing() -> None:
    grid, file = of_grid("abc"), of_file("abcrv", facts("13", version=2))
    found = only([grid, file])
    assert found.grids == (grid,)
    assert found.facts == file.facts
    reopened = of_file("abcr", facts("12", stage=Stage.ENDED))
    assert only([grid, reopened]).facts == reopened.facts
    with_less = of_grid("abc", facts(signers=(A,)))
    full = of_file("abcss", facts(signers=(A, B)))
    assert only([with_less, full]).facts == full.facts


def test_a_grid_that_the_file_does_not_know_is_a_contradiction() -> None:
    grid, file = of_grid("abq", facts("15", signers=(A, B))), of_file("abcs")
    found = only([file, grid])
    assert found.contradictory
    assert set(found.versions) == {file, grid}
    assert common_rows(grid, file) == common_rows(file, grid) == 0
    assert only([file, grid], [chosen(grid, file)]).standing == grid
    # Its own file comes: it follows what was chosen.
    late = of_file("abqs", facts("15"))
    followed = only([file, grid, late], [chosen(grid, file)])
    assert (followed.standing, followed.grids) == (late, (grid,))


def test_a_grid_with_a_mark_of_its_own_is_a_contradiction_even_under_the_right_hash() -> None:
    made_up, file = of_grid("abc", facts("18", signers=(A, B))), of_file("abcs")
    found = only([file, made_up])
    assert found.contradictory
    assert len({each.name for each in found.versions}) == 2
    assert only([file, made_up], [chosen(file, made_up)]).standing == file
    assert only([file, made_up], [chosen(made_up, file)]).standing == made_up
    both = only([made_up, of_grid("abc")])
    assert both.contradictory


def test_two_grids_of_one_oral_are_side_by_side_while_no_file_tells() -> None:
    first = of_grid("abc", facts("14.5", signers=(A, B)))
    second = of_grid("abcrv", facts("13.5", version=2, signers=(A, B)))
    assert only([first, second]).contradictory
    file = of_file("abcrvs", facts("13.5", version=2))
    found = only([first, second, file])
    assert found.standing == file
    assert set(found.grids) == {first, second}


def test_of_one_grid_several_times_the_most_signed_counts() -> None:
    less, more = of_grid("abc", facts(signers=(A,)), n=1), of_grid("abc", n=2)
    found = only([less, more])
    assert found.standing == more
    assert set(found.grids) == {less, more}
    assert only([of_file("abc", n=7), of_file("abc", n=3)]).standing == of_file("abc", n=3)


def test_orals_of_other_files_give_way_to_what_took_place() -> None:
    def awaited(_version: Version) -> SlotKey:
        return SlotKey(7, "E4")

    held = of_file("abc")
    absent = of_file("a", facts(None, stage=Stage.CLOSED, status=Status.ABSENT), file=OTHER)
    planned = of_file("a", facts(None, stage=Stage.PLANNED), file=OTHER, oral=2)
    gone = of_file("a", facts(None, stage=Stage.WITHDRAWN), file=OTHER, oral=3)
    under_way = of_file("a", facts(None, stage=Stage.RUNNING), file=OTHER, oral=4)
    for best, *others in ((held, absent, planned, gone), (absent, planned, gone), (planned, gone), (gone,)):
        (found,) = merged([best, *others], place=awaited)
        assert found.subject == SlotKey(7, "E4")
        assert found.standing == best
        assert set(found.passed) == set(others)
    (found,) = merged([held, under_way, absent], place=awaited)
    assert found.contradictory
    assert found.passed == (absent,)


def test_what_was_begun_in_no_file_is_nothing_to_choose_between() -> None:
    def awaited(_version: Version) -> SlotKey:
        return SlotKey(7, "E4")

    told = facts(None, stage=Stage.PLANNED)
    first, again = of_file("a", told), of_file("a", told, file=OTHER)
    parted = of_file("ab", told), of_file("ac", told)
    for versions in ((first, again), parted, (*parted, again)):
        (found,) = merged(versions, place=awaited)
        assert not found.contradictory
        assert {found.standing, *found.passed} == set(versions)
        assert merged(versions[::-1], place=awaited) == (found,)


def test_a_grid_without_its_file_joins_the_only_oral_of_the_same_number() -> None:
    grid = of_grid("q")
    files = [of_file("abc"), of_file("abc", file=OTHER)]
    assert only([grid, files[0]]).contradictory
    # Nobody can say which of the two it is of.
    assert len(merged([grid, *files])) == 3
    other = of_file("abc", facts(number="9"))
    assert len(merged([grid, other])) == 2


_POOL = (
    of_file("ab", facts(stage=Stage.ENDED)),
    of_file("abc", n=5),
    of_file("abcs", facts(signers=(A,))),
    of_file("abcss", facts(signers=(A, B))),
    of_file("abx", facts("9")),
    of_file("abxx", facts("9", signers=(A,)), n=9),
    of_file("p", facts(None, stage=Stage.PLANNED), file=OTHER),
    of_file("pq", facts("8"), file=OTHER),
    of_file("m", facts("7", number="55"), oral=2),
    of_grid("abc"),
    of_grid("abc", facts("18", signers=(A, B)), n=101),
    of_grid("abx", facts("9", signers=(A, B)), n=102),
    of_grid("zz", facts("6", version=2, signers=(A, B)), n=103),
)
_CHOICES = tuple(
    Choice(each.name, frozenset(other.name for other in _POOL), "", "", number)
    for number, each in enumerate(_POOL)
)


@given(
    st.lists(st.sampled_from(_POOL), max_size=20),
    st.lists(st.sampled_from(_CHOICES), max_size=3),
    st.randoms(),
)
def test_any_order_any_mix_any_repetition_gives_the_same(
    found: list[Version], choices: list[Choice], random: object
) -> None:
    told = merged(found, choices)
    again = [*found, *found[::2]]
    random.shuffle(again)  # type: ignore[attr-defined]  # random.Random, as hypothesis gives it
    assert merged(again, choices[::-1]) == told
    # Nothing is lost: whatever came is in what stands, beside it, or continued by one of these.
    shown = [v for each in told for v in (*each.versions, *each.passed, *each.grids)]
    assert all(any(other.continues(each) for other in shown) for each in found)


@pytest.mark.parametrize("row", [0, 4, -1])
def test_a_journal_knows_no_row_beyond_its_own(row: int) -> None:
    assert of_file("abc").hash_at(row) is None
    assert of_grid("abc").hash_at(row) is None
    assert replace(of_file("abc"), receipt="x").continues(of_file("abc"))
