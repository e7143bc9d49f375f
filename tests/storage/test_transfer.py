"""A sheet handed over is in both journals or in neither, whatever the disk does."""

from __future__ import annotations

from pathlib import Path

import pytest

from btstc_jury.application.office import Office
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.application.sessions import Desk, open_file
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import RemarkText, Sign
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.proceedings import Fraud, Interruption
from btstc_jury.storage.exam_file import SqliteExamFile
from tests.fakes import FakeClock
from tests.forms_for_tests import make_plan

WHY = "fiche ouverte au mauvais nom"
REMARKS = 12


@pytest.fixture
def two(office: Office, clock: FakeClock) -> Office:
    """The first oral is under way with long remarks; the second is planned."""
    for number in range(REMARKS):
        clock.advance(Duration.seconds(7))
        content = RemarkText(f"{number} " + "é" * 3900, Sign.QUESTION, 1, "a")
        office.act(1, do.AddRemark(office.now(), content, "S"), "a")
    first, *others = office.oral(1).remarks
    office.act(1, ev.QuestionTicked(first, asked=True))
    office.act(1, ev.QuestionsOrdered(tuple(reversed(others))))
    office.act(1, ev.Interrupted(Interruption("surveillant", "bruit")))
    office.act(1, ev.FraudReported(Fraud("un téléphone allumé", "le jury")))
    office.plan(make_plan("2", "Petit"), "essai")
    return office


def state(office: Office) -> list[object]:
    """What the file itself tells of both orals."""
    file = office.file
    orals = [(file.entries(oral), file.index.head(oral), file.index.summary(oral)) for oral in (1, 2)]
    return [*orals, file.index.under_way()]


def test_both_journals_are_whole_and_read_back_the_same(two: Office, desk: Desk, path: Path) -> None:
    heads = [two.file.index.head(oral) for oral in (1, 2)]
    two.transfer(1, 2, WHY)
    assert [two.file.index.head(oral) != head for oral, head in zip((1, 2), heads, strict=True)] == [
        True,
        True,
    ]
    kept = [two.history(oral) for oral in (1, 2)]
    two.close()
    again, running = open_file(desk, path)
    try:
        assert running == 2
        assert [again.history(oral) for oral in (1, 2)] == kept
        assert len(again.oral(2).remarks) == REMARKS
        assert isinstance(again.history(1).entries[-1].event, ev.SheetGiven)
        again.transfer(2, 1, "c’était bien le bon")
        assert [len(again.oral(oral).remarks) for oral in (1, 2)] == [REMARKS, 0]
        given = [len(kept[1].entries) - 2, 0]
        assert [oral.last_sequence for oral in (again.history(1), again.history(2))] == [
            kept[0].last_sequence + 1 + given[0],
            kept[1].last_sequence + 1 + given[1],
        ]
    finally:
        again.close()


def test_a_transfer_that_finds_no_room_changes_neither_journal(two: Office) -> None:
    """The row of the giver would still find room, that of the receiver does not."""
    file = two.file
    assert isinstance(file, SqliteExamFile)
    file._database.pragma("max_page_count = 1")
    before, kept = state(two), [two.history(oral) for oral in (1, 2)]
    for _ in range(2):
        with pytest.raises(FileProblem) as caught:
            two.transfer(1, 2, WHY)
        assert caught.value.kind is ProblemKind.DISK_FULL
        assert state(two) == before
        assert [two.history(oral) for oral in (1, 2)] == kept
    two.act(1, ev.Rated(2, "S"))
    file._database.pragma("max_page_count = 1000000")
    two.transfer(1, 2, WHY)
    assert two.oral(2).ratings == {1: "S", 2: "S"}
    assert [len(two.file.entries(oral)) for oral in (1, 2)] == [
        len(kept[0].entries) + 2,
        len(kept[1].entries) + 1 + len(kept[0].entries) - 1 + 1,
    ]
