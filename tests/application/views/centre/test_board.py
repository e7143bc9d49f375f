"""The board of what came back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from btstc_jury.application.centre.receipts import Outcome, Receipt, ReceiptKind
from btstc_jury.application.views.centre.board import BoardView, Box, board_view, code_of, counts
from btstc_jury.domain.centre.awaited import Concern, take_stock
from btstc_jury.domain.centre.collected import Choice, Version
from btstc_jury.domain.centre.timetable import SlotKey
from btstc_jury.domain.moments import Instant
from btstc_jury.domain.standing import Status
from tests.centres import picture_day
from tests.domain.centre.test_awaited import came, told
from tests.domain.centre.test_collected import A, B, of_grid

DAY = picture_day()
NOW = Instant(1_800_000_000_000_000)
SHA = f"{0:064x}"
FILE = Receipt(SHA, "2.btsjury", ReceiptKind.EXAM_FILE, Outcome.TAKEN, "", NOW.us, 9)


def view(
    versions: Sequence[Version], receipts: Sequence[Receipt] = (FILE,), choices: Sequence[Choice] = ()
) -> BoardView:
    return board_view(take_stock(DAY, versions, choices), DAY, receipts, NOW)


def test_nothing_came() -> None:
    shown = view([], ())
    assert (shown.received, shown.heading, shown.bar) == (0, "reçue sur 14", ((Box.NOT_RECEIVED, 14),))
    assert [(each.title, each.lacks, each.last) for each in shown.rows] == [
        ("1 · B12", True, ""),
        ("2 · B14", True, ""),
        ("3 · C02", True, ""),
    ]
    (line,) = shown.missing
    assert (line.count, line.words, line.where) == (14, "interrogations pas reçues", "commissions 1, 2, 3")


def test_the_row_of_a_commission() -> None:
    versions = [
        came("abc", 7, signers=(A, B)),
        came("abc", 8, oral=2),
        came("a", 9, oral=3, status=Status.ABSENT, mark=None),
        came("abc", 10, oral=4, status=Status.RESERVED, signers=(A, B)),
    ]
    shown = view(versions)
    row = shown.rows[1]
    assert [each.box for each in row.orals] == [
        Box.UNCONFIRMED,
        Box.UNSIGNED,
        Box.UNSIGNED,
        Box.UNCONFIRMED,
    ]
    assert (row.validated, row.signed, row.due, row.lacks) == (3, 2, 3, False)
    assert row.last.endswith(" · sain")
    assert row.last.startswith("fichier, ")
    assert [each.box for each in shown.missing] == [
        Box.NOT_RECEIVED,
        Box.UNSIGNED,
        Box.UNCONFIRMED,
        Box.RESERVED,
        Box.ABSENT,
    ]
    joly = row.orals[1]
    assert (joly.name, joly.reference, joly.hour) == ("JOLY Pauline", "0213456008/E4", "9\u202fh\u202f50")
    assert "signée par 0 sur 2" in joly.words


def test_a_grid_and_a_damaged_file_are_told_as_such() -> None:
    grid = of_grid("abc", told(7, "IMBERT", signers=(A, B)), n=5)
    receipts = [
        replace(FILE, outcome=Outcome.DAMAGED),
        Receipt(grid.receipt, "g.pdf", ReceiptKind.GRID, Outcome.TAKEN, "", NOW.us + 1, 9),
    ]
    shown = view([came("abcs", 7), grid], receipts)
    assert shown.rows[1].last.startswith("fichier et 1 grille, ")
    assert shown.rows[1].last.endswith("endommagé")
    assert [each[:11] for each in shown.damaged] == ["2.btsjury, "]
    mended = [*receipts, replace(FILE, sha256="ff" * 32, utc=NOW.us + 5)]
    assert view([came("abcs", 7), grid], mended).damaged == ()


def test_two_versions_stand_side_by_side() -> None:
    first = of_grid("abc", replace(told(10, "LOPEZ", signers=(A, B), mark="14.5")))
    second = of_grid("abcr", told(10, "LOPEZ", signers=(A, B), mark="13.5", version=2), n=101)
    again = replace(second, facts=replace(second.facts, reopenings=("critère 13 revu",)))
    shown = view([again, first])
    (found,) = shown.contradictions
    assert found.open
    assert [each.title for each in found.cards] == ["LOPEZ Mathis · version 1", "LOPEZ Mathis · version 2"]
    assert found.cards[1].reason == "«\u202fcritère 13 revu\u202f», annule et remplace la version 1"
    assert "Note\u202f: 14,5/20 · 13,5/20" in found.differences
    assert (found.common, found.decided) == ("", "")
    choice = Choice(again.name, frozenset({first.name}), "la dernière", "Alix", NOW.us)
    (decided,) = view([again, first], choices=[choice]).contradictions
    assert not decided.open
    assert [each.chosen for each in decided.cards] == [False, True]
    assert decided.decided.endswith("par Alix\u202f: la dernière")
    third = of_grid("q", told(10, "LOPEZ", signers=(A, B), mark="8"), n=102)
    (reopened,) = view([again, first, third], choices=[choice]).contradictions
    assert reopened.open
    assert "il ne compte plus" in reopened.decided
    assert found.cards[1].code == code_of(again.name)


def test_the_journals_say_how_far_they_agree() -> None:
    one, other = came("abx", 7), came("abyy", 7, mark="9")
    texts = replace(other.facts, texts=(("Appréciation", "Net."),))
    (found,) = view([one, replace(other, facts=texts)]).contradictions
    assert found.common == "Les journaux sont les mêmes jusqu’à la ligne 2."
    assert found.differences[-1] == "Appréciation\u202f: les textes diffèrent"


def test_what_is_nobodys_is_listed_apart() -> None:
    shown = view([came("abc", 7, "AUTRE"), came("q", 8, oral=2)])
    (stray,) = shown.strays
    assert stray.proposed == SlotKey(7, "E4")
    unknown = came("abc", 7)
    other = replace(unknown.facts, candidate=replace(unknown.facts.candidate, number="1"))
    (stray,) = view([replace(unknown, facts=other)]).strays
    assert stray.proposed is None


@pytest.mark.parametrize("box", Box)
def test_every_box_has_a_sign_of_its_own(box: Box) -> None:
    assert sum(each.facts.sign == box.facts.sign for each in Box) == 1
    assert sum(each.facts.symbol is box.facts.symbol for each in Box) == 1
    assert (box is Box.DONE) != bool(box.facts.several[0])


def test_the_counts_name_every_concern() -> None:
    known = counts(take_stock(DAY, [came("abc", 7)]))
    assert known == {
        **dict.fromkeys((each.value for each in Concern), 0),
        "expected": 14,
        "received": 1,
        "not_received": 13,
        "unsigned": 1,
        "unconfirmed": 1,
        "strays": 0,
    }
