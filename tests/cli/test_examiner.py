"""PDFs that would take all memory or all time, examined without harm."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from btstc_jury.application.examining import MODULE, Examiner
from btstc_jury.application.verification import Verdict, VerificationReport
from btstc_jury.system.worker import Stopped, Worker
from tests.documents.signing.signers import NOW, authority
from tests.documents.signing.verification.grids import der, usual, vouched
from tests.documents.signing.verification.hostile import nested_forms

SECONDS = 4.0


@pytest.fixture(scope="module")
def examiner() -> Iterator[Examiner]:
    worker = Worker(MODULE, SECONDS)
    yield Examiner(worker.ask, Stopped)
    worker.close()


def test_the_process_finds_what_the_program_would(examiner: Examiner) -> None:
    report: VerificationReport = examiner.verify(usual(), [der(authority().certificate)])
    assert report == vouched(usual())
    offsets = [None if each.claimed is None else each.claimed.utcoffset() for each in report.signatures]
    assert offsets == [NOW.utcoffset()] * 3


def test_forms_within_forms_are_given_up_and_the_next_file_is_examined(examiner: Examiner) -> None:
    began = time.monotonic()
    assert examiner.pages(nested_forms(), 800) == ()
    assert time.monotonic() - began < SECONDS + 10
    (page,) = examiner.pages(usual(), 300)
    assert page.width == 300


def test_a_file_that_stops_the_process_is_unreadable() -> None:
    def stopped(_question: bytes) -> bytes:
        raise Stopped

    report = Examiner(stopped, Stopped).verify(b"%PDF-1.7\n", ())
    assert report.verdict is Verdict.UNREADABLE
    assert "trop de temps ou de mémoire" in report.problems[0]
