"""When a session may go, and what its receipt says before anything is removed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from btstc_jury.application.office import Office
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.application.purging import (
    PurgeOrder,
    PurgeRefused,
    Receipt,
    carry_out,
    prepare_purge,
    term_of,
    term_words,
)
from btstc_jury.bootstrap import SystemFiles
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.standing import Stage
from tests.application.offices import bring, clock_of, plan
from tests.fakes import FakeClock
from tests.memory_file import MemoryFile

ORDER = PurgeOrder("Alix Fictif", "Terme de conservation atteint", forced=False)


def later(office: Office, days: int) -> None:
    clock_of(office).advance(Duration.minutes(days * 24 * 60))


def test_a_session_is_kept_for_a_year_after_its_last_oral(office: Office) -> None:
    plan(office, "Petit", "2026-06-03 10:00")
    term = term_of(office, 12)
    assert (term.last, term.until, term.over) == (date(2026, 6, 3), date(2027, 6, 3), False)
    assert term_words(term).endswith("La session se purge à partir du jeudi 3 juin 2027.")
    later(office, 366)
    assert not term_of(office, 12).over
    later(office, 1)
    assert term_of(office, 12).over
    assert "atteint depuis le jeudi 3 juin 2027" in term_words(term_of(office, 12))


@pytest.mark.parametrize(
    ("day", "months", "until"),
    [
        ("2027-02-28", 12, date(2028, 2, 28)),
        ("2028-02-29", 12, date(2029, 2, 28)),
        ("2026-12-31", 2, date(2027, 2, 28)),
        ("2026-11-15", 1, date(2026, 12, 15)),
        ("2026-11-15", 26, date(2029, 1, 15)),
    ],
)
def test_months_of_any_length(office: Office, day: str, months: int, until: date) -> None:
    plan(office, "Petit", f"{day} 10:00")
    assert term_of(office, months).until == until


def test_a_file_without_orals_has_no_term(empty_office: Office) -> None:
    assert term_of(empty_office, 12).over
    assert "aucune interrogation" in term_words(term_of(empty_office, 12))


def test_before_the_term_only_an_express_decision_with_a_reason(office: Office) -> None:
    with pytest.raises(PurgeRefused, match="se purge à partir du"):
        prepare_purge(office, ORDER, 12)
    for order in (PurgeOrder("Alix", "  ", forced=True), PurgeOrder(" ", "erreur", forced=True)):
        with pytest.raises(PurgeRefused, match="Indiquez"):
            prepare_purge(office, order, 12)
    receipt = prepare_purge(office, PurgeOrder("Alix ", " fichier d’essai ", forced=True), 12)
    assert (receipt.order.by, receipt.order.reason, receipt.term.over) == ("Alix", "fichier d’essai", False)


def test_never_while_an_oral_runs_nor_from_a_reader(office: Office, file: MemoryFile) -> None:
    later(office, 800)
    bring(office, 1, Stage.PAUSED)
    with pytest.raises(PurgeRefused, match="en cours"):
        prepare_purge(office, ORDER, 12)
    file.read_only = "busy"
    with pytest.raises(PurgeRefused, match="Lecture seule"):
        prepare_purge(office, ORDER, 12)


def test_the_receipt_counts_orals_and_names_no_candidate(office: Office) -> None:
    bring(office, 1, Stage.FINALISED)
    plan(office, "Petit")
    later(office, 800)
    receipt = prepare_purge(office, ORDER, 12)
    assert dict(receipt.orals) == {"Présent, noté": 1, "Non tenue": 1}
    assert [oral for oral, _ in receipt.heads] == [1, 2]
    assert all(len(head) == 64 for _, head in receipt.heads)
    assert "Durand" not in repr(receipt)
    assert not receipt.complete


class Removal:
    """Files of this folder, some of which can't be removed; ``seen``: what stood there when asked to."""

    def __init__(self, *targets: Path, stuck: tuple[Path, ...] = ()) -> None:
        self._targets = targets
        self._stuck = stuck
        self.seen: list[str] = []

    def targets(self, path: Path, identity: bytes, folders: Sequence[Path]) -> tuple[Path, ...]:
        assert path in self._targets
        assert len(identity) == 32
        assert not folders
        return self._targets

    def read_only(self, path: Path) -> str:
        raise AssertionError(path)

    def remove(self, path: Path, targets: Sequence[Path]) -> tuple[FileProblem, ...]:
        assert tuple(targets) == self._targets
        self.seen = [each.name for each in path.parent.parent.rglob("*.pdf")]
        for each in self._targets:
            if each not in self._stuck:
                each.unlink()
        return tuple(FileProblem(ProblemKind.PERMISSION, each) for each in self._stuck)


@pytest.fixture
def receipt(office: Office) -> Receipt:
    later(office, 800)
    return prepare_purge(office, ORDER, 12)


@pytest.fixture
def exam(tmp_path: Path) -> Path:
    (tmp_path / "examens").mkdir()
    (tmp_path / "reçus").mkdir()
    path = tmp_path / "examens" / "essai.btsjury"
    path.write_bytes(b"x" * 10)
    return path


def test_the_receipt_stands_before_the_first_file_goes(receipt: Receipt, exam: Path) -> None:
    removal = Removal(exam)
    tools = replace(SystemFiles().purge_tools(12), removal=removal)
    made, pdf = carry_out(receipt, exam, (exam,), exam.parent.parent / "reçus", tools)
    assert removal.seen == [pdf.name]
    assert made.complete
    assert [(each.name, each.size, each.problem) for each in made.removals] == [("essai.btsjury", 10, "")]
    assert {each.suffix for each in pdf.parent.iterdir()} == {".pdf", ".json"}
    assert not exam.exists()


def test_what_could_not_be_removed_is_on_the_receipt(receipt: Receipt, exam: Path) -> None:
    copy = exam.with_name("copie.btsjury")
    copy.write_bytes(b"y")
    tools = replace(SystemFiles().purge_tools(12), removal=Removal(exam, copy, stuck=(copy,)))
    made, _ = carry_out(receipt, exam, (exam, copy), exam.parent.parent / "reçus", tools)
    assert not made.complete
    assert [each.problem for each in made.removals] == [
        "",
        "L’accès à «\u202fcopie.btsjury\u202f» est refusé.",
    ]


def test_without_a_receipt_nothing_is_removed(receipt: Receipt, exam: Path) -> None:
    tools = replace(SystemFiles().purge_tools(12), removal=Removal(exam))
    with pytest.raises(FileProblem):
        carry_out(receipt, exam, (exam,), exam.parent / "absent", tools)
    assert exam.exists()
    folder = exam.parent.parent / "reçus"
    carry_out(receipt, exam, (exam,), folder, tools)
    exam.write_bytes(b"again")
    with pytest.raises(FileProblem) as caught:
        carry_out(receipt, exam, (exam,), folder, tools)
    assert caught.value.kind is ProblemKind.EXISTS
    assert exam.exists()


def test_the_clock_of_the_receipt_is_the_offices(receipt: Receipt, clock: FakeClock) -> None:
    assert receipt.made == clock.now()
