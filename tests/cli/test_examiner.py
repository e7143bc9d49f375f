"""PDFs that would take all memory or all time, examined without harm."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from btstc_jury.application.examining import MODULE, Examiner
from btstc_jury.application.examining import SECONDS as EXAMINING
from btstc_jury.application.verification import Verdict, VerificationReport
from btstc_jury.system.worker import Stopped, Worker
from tests.documents.signing.signers import NOW, authority
from tests.documents.signing.verification.grids import der, usual, vouched
from tests.documents.signing.verification.hostile import nested_forms

SECONDS = 5.0
"""For what has no end. Files of the program have the program's own time: other tests run beside."""


@contextmanager
def examiner(seconds: float) -> Iterator[Examiner]:
    worker = Worker(MODULE, seconds)
    yield Examiner(worker.ask, Stopped)
    worker.close()


def test_the_process_finds_what_the_program_would() -> None:
    with examiner(EXAMINING) as ours:
        report: VerificationReport = ours.verify(usual(), [der(authority().certificate)])
    assert report == vouched(usual())
    offsets = [None if each.claimed is None else each.claimed.utcoffset() for each in report.signatures]
    assert offsets == [NOW.utcoffset()] * 3


def test_forms_within_forms_are_given_up_and_the_next_file_is_examined() -> None:
    began = time.monotonic()
    with examiner(SECONDS) as ours:
        assert ours.pages(nested_forms(), 800) == ()
        assert time.monotonic() - began < SECONDS + 10
        tried = (ours.pages(usual(), 300) for _ in range(12))
        (page,) = next(pages for pages in tried if pages)
    assert page.width == 300


def test_a_file_that_stops_the_process_is_unreadable() -> None:
    def stopped(_question: bytes) -> bytes:
        raise Stopped

    report = Examiner(stopped, Stopped).verify(b"%PDF-1.7\n", ())
    assert report.verdict is Verdict.UNREADABLE
    assert "trop de temps ou de mémoire" in report.problems[0]
