"""An exam file of many orals, made quickly: the rows that the program writes, in one transaction."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from btstc_jury.application.form_content import encode_form
from btstc_jury.application.passphrases import FileKey
from btstc_jury.application.summary import summarise
from btstc_jury.domain.candidate import Candidate, Plan
from btstc_jury.domain.decide import plan_oral
from btstc_jury.domain.events import Entry, SessionDescribed
from btstc_jury.domain.form import Form
from btstc_jury.domain.history import open_history
from btstc_jury.domain.session import FileKind
from btstc_jury.storage import SqliteExamFiles
from btstc_jury.storage.cipher import unlock
from btstc_jury.storage.database import connect, speak_through
from btstc_jury.storage.index import line_of
from btstc_jury.storage.journals import NO_ROW, journal_of, seal_all
from btstc_jury.storage.tables import FORM, JOURNAL, ORAL
from tests.fakes import FakeClock
from tests.forms_for_tests import make_session

PER_DAY = 500
FIRST_DAY = date(2026, 6, 1)
_BATCH = 5000
_LAST_NAMES = ("Abadie", "Bélier", "Chêne", "Delmas", "Étienne", "Fabre", "Garnier", "Hœrner")
_FIRST_NAMES = ("Alix", "Béa", "Chloé", "Dany", "Elie", "Fanny", "Guy", "Inès", "Joël")


def make_file(path: Path, form: Form, count: int, key: FileKey | None = None) -> None:
    """``count`` planned orals, ``PER_DAY`` a day from ``FIRST_DAY``; fictional names."""
    clock = FakeClock()
    session = make_session(FileKind.EXAM)
    files = SqliteExamFiles()
    file = files.create(path, Entry(1, 1, clock.now(), "", SessionDescribed(session)), session, key)
    file.close()
    cipher = unlock(path, key)
    with closing(connect(path, "mode=rw", cipher)) as raw, speak_through(raw) as connection:
        raw.execute("BEGIN IMMEDIATE")
        content = encode_form(form)
        connection.execute(
            insert(FORM),
            {"hash": form.hash, "key": form.key, "version": form.version, "content": content},
        )
        rows = _rows(form, count)
        while batch := list(islice(rows, _BATCH)):
            connection.execute(insert(JOURNAL), [row for row, _ in batch])
            connection.execute(insert(ORAL), [line for _, line in batch])
        # As the program leaves them until the first search.
        raw.execute("INSERT INTO passage_due SELECT oral FROM oral")
        raw.execute("COMMIT")


def _rows(form: Form, count: int) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    clock = FakeClock()
    forms = {form.hash: form}
    for oral in range(1, count + 1):
        entry = Entry(1, 1, clock.now(), "", plan_oral(plan_of(oral), form))
        rows, head = seal_all(journal_of(oral), (entry,), NO_ROW)
        line = line_of(summarise(oral, open_history((entry,), forms)), head)
        yield rows[0], dict(line.values)


def plan_of(oral: int) -> Plan:
    day, place = divmod(oral - 1, PER_DAY)
    at = datetime.combine(FIRST_DAY + timedelta(days=day), time(8)) + timedelta(minutes=place)
    last_name = f"{_LAST_NAMES[oral % len(_LAST_NAMES)]}-{oral // 97}"
    candidate = Candidate(f"{oral:07}", last_name, _FIRST_NAMES[oral % len(_FIRST_NAMES)])
    return Plan(candidate, at)
