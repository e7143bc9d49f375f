"""An exam file of orals that were all conducted: sixty events each, as a commission makes them, written
quickly in one transaction.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from msgspec.structs import replace as with_
from sqlalchemy import insert

from btstc_jury.application.form_content import encode_form
from btstc_jury.application.office import Office
from btstc_jury.application.sessions import Desk, create_file
from btstc_jury.application.summary import OralSummary, summarise
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import RemarkText, Sign
from btstc_jury.domain.events import Entry, Planned
from btstc_jury.domain.form import Form
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.session import FileKind
from btstc_jury.storage import SqliteExamFiles
from btstc_jury.storage.database import connect, speak_through
from btstc_jury.storage.index import line_of
from btstc_jury.storage.journals import NO_ROW, journal_of, seal_all
from btstc_jury.storage.tables import FORM, JOURNAL, ORAL
from tests.benchmarks.many_orals import plan_of
from tests.fakes import FakeClock, FakeLibrary
from tests.forms_for_tests import JURORS, make_session

OF_AN_ORAL = 60
_TEXT = "Reformule le besoin du client et propose deux solutions chiffrées. "
_BATCH = 200
"""Orals."""


def make_file(path: Path, form: Form, events: int) -> int:
    """How many orals were made of so many ``events``."""
    orals = events // OF_AN_ORAL
    with tempfile.TemporaryDirectory() as made:
        entries, summary = _conducted(Path(made) / "un.btsjury", form)
    clock, session = FakeClock(), make_session(FileKind.EXAM)
    first = Entry(1, 1, clock.now(), "", ev.SessionDescribed(session))
    SqliteExamFiles().create(path, first, session).close()
    with closing(connect(path, "mode=rw", None)) as raw, speak_through(raw) as connection:
        raw.execute("BEGIN IMMEDIATE")
        content = encode_form(form)
        told = {"hash": form.hash, "key": form.key, "version": form.version, "content": content}
        connection.execute(insert(FORM), told)
        made_rows = _rows(entries, summary, orals)
        while batch := list(islice(made_rows, _BATCH)):
            connection.execute(insert(JOURNAL), [row for rows, _ in batch for row in rows])
            connection.execute(insert(ORAL), [line for _, line in batch])
        # As the program leaves them until the first search.
        raw.execute("INSERT INTO passage_due SELECT oral FROM oral")
        raw.execute("COMMIT")
    return orals


def _conducted(path: Path, form: Form) -> tuple[tuple[Entry, ...], OralSummary]:
    """One oral, as all will be."""
    clock = FakeClock()
    office = create_file(Desk(SqliteExamFiles(), FakeLibrary(form), clock), path, make_session(FileKind.EXAM))
    with closing(office):
        number, _ = office.plan(plan_of(1), form)
        for command in _commands(office):
            office.act(number, command)
            clock.advance(Duration.seconds(7))
            if office.history(number).last_sequence >= OF_AN_ORAL:
                break
        return office.file.entries(number), summarise(number, office.history(number))


def _commands(office: Office) -> Iterator[do.Command]:
    yield do.Open(JURORS)
    yield do.Start()
    levels = ("TI", "I", "S", "TS")
    for place in range(OF_AN_ORAL):
        criterion = 1 + place % 3
        content = RemarkText(_TEXT * (1 + place % 3), Sign.STRENGTH, criterion, "a")
        yield do.AddRemark(office.now(), content)
        if place % 3 == 0:
            yield ev.Rated(criterion, levels[place // 3 % len(levels)])


def _rows(
    entries: tuple[Entry, ...], summary: OralSummary, orals: int
) -> Iterator[tuple[list[dict[str, Any]], dict[str, Any]]]:
    planned = entries[0].event
    if not isinstance(planned, Planned):
        raise TypeError("a journal begins by its plan")
    for oral in range(1, orals + 1):
        plan = plan_of(oral)
        first = replace(entries[0], event=replace(planned, plan=plan))
        rows, head = seal_all(journal_of(oral), (first, *entries[1:]), NO_ROW)
        candidate = plan.candidate
        told = with_(
            summary,
            oral=oral,
            number=candidate.number,
            last_name=candidate.last_name,
            scheduled=plan.scheduled,
            first_names=candidate.first_names,
        )
        yield rows, dict(line_of(told, head).values)
