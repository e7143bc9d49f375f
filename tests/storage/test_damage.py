"""A damaged file is found out: what is read is what was written, or a problem is told."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from btstc_jury.application.office import Office
from btstc_jury.application.passphrases import FileKey
from btstc_jury.application.ports import ExamFile, Part
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.application.sessions import Desk, create_file, open_file
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import RemarkText, TextField
from btstc_jury.domain.moments import Duration
from tests.fakes import FakeClock
from tests.forms_for_tests import COMPLIANT, JURORS, make_plan, make_session
from tests.storage.keyed import library_of, raw

FLIPS = 400
SEED = 20260601
PAGE = 4096
ORALS = (1, 2, 3)
TOLD = {ProblemKind.DAMAGED, ProblemKind.FOREIGN, ProblemKind.NEWER, ProblemKind.WRONG_KEY}


def conduct(office: Office, clock: FakeClock, oral: int) -> None:
    """A whole oral, up to the settled proposal."""
    office.act(oral, COMPLIANT)
    office.act(oral, do.Open(JURORS))
    office.act(oral, do.Start())
    for number in range(8):
        began = office.now()
        clock.advance(Duration.seconds(40))
        office.act(oral, do.AddRemark(began, RemarkText(f"note {number} " + "é" * 60, criterion=1)), "a")
    office.act(oral, do.NextPhase())
    clock.advance(Duration.minutes(5))
    office.act(oral, ev.Ended())
    for criterion in (1, 2, 3):
        office.act(oral, ev.Rated(criterion, "TS"))
    office.act(oral, ev.MarkProposed(Decimal("14.5")))
    office.act(oral, ev.TextWritten(TextField.APPRECIATION, "Très bon échange."))
    office.act(oral, ev.Finalised())


@pytest.fixture
def content(desk: Desk, path: Path, clock: FakeClock) -> bytes:
    """The bytes of a file with two orals done and one under way."""
    office = create_file(desk, path, make_session())
    for oral in ORALS:
        hour = datetime(2026, 6, 1, 8 + oral)  # noqa: DTZ001 - wall time of the centre
        office.plan(make_plan(f"00{oral}", f"Fictif-{oral}", scheduled=hour), "essai")
    conduct(office, clock, 1)
    conduct(office, clock, 2)
    office.act(3, do.Open(JURORS))
    office.act(3, do.Start())
    office.file.heart.beat(clock.advance(Duration.seconds(3)))
    office.close()
    return path.read_bytes()


def everything(file: ExamFile) -> dict[str, object]:
    """All that an exam file tells."""
    index = file.index
    days = index.days()
    return {
        "session": (file.session(), file.session_length()),
        "forms": dict(file.forms()),
        "orals": [(file.entries(oral), file.index.head(oral), index.summary(oral)) for oral in ORALS],
        "days": (days, [index.on_day(day) for day, _ in days]),
        "found": index.search("fictif", 10),
        "under way": index.under_way(),
        "beat": file.heart.last_beat(),
    }


def read(desk: Desk, path: Path) -> dict[str, object]:
    file = desk.files.open(path)
    try:
        return everything(file)
    finally:
        file.close()


def problem_of(desk: Desk, path: Path, whole: dict[str, object]) -> FileProblem | None:
    """What is told of a damaged file; where nothing is told, everything must be read as it was."""
    try:
        found = read(desk, path)
    except FileProblem as problem:
        return problem
    assert found == whole
    return None


def test_a_flipped_byte_never_changes_what_is_read(desk: Desk, path: Path, content: bytes) -> None:
    whole = read(desk, path)
    choice = random.Random(SEED)
    # Much of a page is unused and zero, where a flipped byte harms nothing.
    used = [place for place, byte in enumerate(content) if byte]
    told = 0
    for _ in range(FLIPS):
        damaged = bytearray(content)
        damaged[choice.choice(used)] ^= choice.randrange(1, 256)
        path.write_bytes(damaged)
        problem = problem_of(desk, path, whole)
        if problem is not None:
            assert problem.kind in TOLD, problem
            told += 1
    assert told > FLIPS * 0.8, f"{told} of {FLIPS} told"


def test_an_overwritten_page_never_changes_what_is_read(desk: Desk, path: Path, content: bytes) -> None:
    whole = read(desk, path)
    pages = [content[start : start + PAGE] for start in range(0, len(content), PAGE)]
    told = 0
    for place in range(1, len(pages)):
        for other in (bytes(PAGE), pages[1], random.Random(place).randbytes(PAGE)):
            path.write_bytes(b"".join([*pages[:place], other, *pages[place + 1 :]]))
            problem = problem_of(desk, path, whole)
            if problem is not None:
                assert problem.kind is ProblemKind.DAMAGED
                told += 1
    assert told > len(pages), f"{told} told of {len(pages)} pages"


def tamper(path: Path, key: FileKey | None, *statements: str) -> None:
    """Change rows as somebody would who knows SQL, the triggers put aside."""
    with closing(raw(path, key)) as connection:
        triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            assert connection.execute(statement).rowcount > 0, statement
        for _, sql in triggers:
            connection.execute(sql)
        connection.commit()


ROW_5 = "WHERE journal = 'oral-1' AND sequence = 5"
LAST = "WHERE journal = 'oral-1' AND sequence = (SELECT max(sequence) FROM journal WHERE journal = 'oral-1')"
ROW_5_COLUMNS = (
    "act",
    "utc",
    "mono",
    "boot",
    "process",
    "author",
    "kind",
    "salt",
    "payload",
    "digest",
    "hash",
)


@pytest.mark.parametrize(
    ("statements", "told"),
    [
        *(((f"UPDATE journal SET {column} = 7 {ROW_5}",), "oral-1, ligne 5") for column in ROW_5_COLUMNS),
        ((f"UPDATE journal SET payload = NULL {ROW_5}",), "oral-1, ligne 5\u202f: le contenu a disparu"),
        ((f"UPDATE journal SET utc = utc + 1 {ROW_5}",), "oral-1, ligne 5\u202f: l’empreinte ne suit plus"),
        ((f"UPDATE journal SET payload = payload || ' ' {ROW_5}",), "oral-1, ligne 5"),
        ((f"DELETE FROM journal {ROW_5}",), "oral-1, ligne 6\u202f: des lignes manquent"),
        ((f"DELETE FROM journal {LAST}",), "oral-1\u202f: le journal a .* lignes, l’index en compte"),
        (
            ("DELETE FROM journal WHERE journal = 'oral-1'",),
            "oral-1\u202f: le journal a 0 lignes",
        ),
        (
            (
                f"UPDATE journal SET sequence = 100 {ROW_5}",
                "UPDATE journal SET sequence = 5 WHERE journal = 'oral-1' AND sequence = 6",
                "UPDATE journal SET sequence = 6 WHERE journal = 'oral-1' AND sequence = 100",
            ),
            "oral-1, ligne 5\u202f: l’empreinte ne suit plus",
        ),
        (
            (
                "UPDATE journal SET journal = 'oral-9' WHERE journal = 'oral-1'",
                "UPDATE journal SET journal = 'oral-1' WHERE journal = 'oral-2'",
            ),
            "oral-1, ligne 1\u202f: l’empreinte ne suit plus",
        ),
        (
            ("UPDATE oral SET mark = '20' WHERE oral = 1",),
            "index, interrogation 1\u202f: la somme",
        ),
        (
            ("UPDATE oral SET head = zeroblob(32) WHERE oral = 1",),
            "index, interrogation 1\u202f: la somme",
        ),
        (("DELETE FROM oral WHERE oral = 1",), "pas de ligne pour l’interrogation 1"),
    ],
)
def test_a_changed_journal_is_told_with_its_row(
    desk: Desk, path: Path, content: bytes, key: FileKey | None, statements: tuple[str, ...], told: str
) -> None:
    tamper(path, key, *statements)
    file = desk.files.open(path)
    try:
        with pytest.raises(FileProblem, match=told) as caught:
            file.entries(1)
        assert caught.value.kind is ProblemKind.DAMAGED
        assert file.entries(3)
    finally:
        file.close()


def test_a_form_that_is_gone_is_told(desk: Desk, path: Path, content: bytes, key: FileKey | None) -> None:
    tamper(path, key, "DELETE FROM form")
    file = desk.files.open(path)
    try:
        with pytest.raises(FileProblem, match=r"la forme [0-9a-f]{16} n’est pas dans le fichier") as caught:
            file.entries(1)
        assert caught.value.kind is ProblemKind.DAMAGED
    finally:
        file.close()


@pytest.mark.parametrize(
    ("statement", "ask"),
    [
        ("UPDATE journal SET payload = '{}' WHERE journal = 'session'", lambda file: file.session()),
        ("DELETE FROM journal WHERE journal = 'session'", lambda file: file.session()),
        ("UPDATE file SET kind = 'examen'", lambda file: file.session()),
        ("UPDATE file SET head_sequence = 2", lambda file: file.session_length()),
        ("DELETE FROM file", lambda file: file.session()),
        ("UPDATE form SET content = '{}'", lambda file: file.forms()),
        ("UPDATE form SET hash = 'abc'", lambda file: file.forms()),
        ("UPDATE heartbeat SET utc = utc + 1", lambda file: file.heart.last_beat()),
        ("UPDATE oral SET stage = 'paused' WHERE oral = 3", lambda file: file.index.under_way()),
        ("UPDATE oral SET day = 'someday' WHERE oral = 3", lambda file: file.index.days()),
        ("UPDATE oral SET search = 'fictif x' WHERE oral = 3", lambda file: file.index.search("x", 5)),
    ],
)
def test_a_changed_row_elsewhere_is_told(
    desk: Desk,
    path: Path,
    content: bytes,
    key: FileKey | None,
    statement: str,
    ask: Callable[[ExamFile], object],
) -> None:
    tamper(path, key, statement)
    file = desk.files.open(path)
    try:
        with pytest.raises(FileProblem) as caught:
            ask(file)
        assert caught.value.kind is ProblemKind.DAMAGED
    finally:
        file.close()


def test_an_act_is_refused_on_a_journal_cut_at_its_end(
    desk: Desk, path: Path, content: bytes, key: FileKey | None
) -> None:
    file = desk.files.open(path)
    summary, form, entries = file.index.summary(1), next(iter(file.forms().values())), file.entries(1)
    file.close()
    tamper(path, key, f"DELETE FROM journal {LAST}")
    file = desk.files.open(path)
    try:
        next_entry = replace(entries[-1], sequence=len(entries) + 1)
        with pytest.raises(FileProblem, match="oral-1\u202f: la dernière ligne n’est pas celle"):
            file.append_all((Part((next_entry,), form, summary),))
    finally:
        file.close()


def test_the_journal_only_grows(path: Path, content: bytes, key: FileKey | None) -> None:
    columns = "journal, sequence, act, utc, mono, boot, process, author, kind, salt, payload, digest, hash"
    copied = columns.replace("sequence", "{sequence}", 1)
    row = f"INSERT INTO journal ({columns}) SELECT {copied} FROM journal {ROW_5}"
    with closing(raw(path, key)) as connection:
        for refused in (
            f"DELETE FROM journal {ROW_5}",
            f"UPDATE journal SET utc = utc + 1 {ROW_5}",
            f"UPDATE journal SET payload = x'00' {ROW_5}",
            f"UPDATE journal SET payload = NULL {ROW_5}",
            f"UPDATE journal SET payload = NULL, salt = x'', author = 'b' {ROW_5}",
            row.format(sequence="sequence"),
            row.format(sequence="sequence").replace("INSERT", "INSERT OR REPLACE"),
            row.format(sequence="1000"),
        ):
            with pytest.raises(library_of(key).IntegrityError):
                connection.execute(refused)
        connection.execute(f"UPDATE journal SET payload = NULL, salt = x'' {ROW_5}")


def test_running_orals_are_found_again_after_damage_elsewhere(
    desk: Desk, path: Path, content: bytes, key: FileKey | None
) -> None:
    tamper(path, key, f"UPDATE journal SET utc = utc + 1 {ROW_5}")
    office, running = open_file(desk, path)
    try:
        assert running == 3
        with pytest.raises(FileProblem):
            office.history(1)
        assert office.act(3, ev.Rated(1, "S"))
    finally:
        office.close()
