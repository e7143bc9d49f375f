"""The whole check finds every kind of damage and nothing in a sound file; the index is computed again."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from btstc_jury.application.findings import Part
from btstc_jury.application.passphrases import FileKey
from btstc_jury.application.ports import Document, ExamFile
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.application.scenarios import keep_scenario
from btstc_jury.application.sessions import Desk, open_file
from btstc_jury.domain import commands as do
from btstc_jury.domain.playing import Scenario
from btstc_jury.storage.database import Database, checksum, connect
from btstc_jury.storage.exam_file import SqliteExamFile
from btstc_jury.storage.examination import examine
from btstc_jury.storage.index import IndexLine
from btstc_jury.storage.kept import add_documents
from btstc_jury.storage.probe import SCHEMA
from btstc_jury.storage.rebuilding import rebuild_index
from tests.forms_for_tests import make_plan
from tests.storage.test_damage import FLIPS, SEED, content, everything, problem_of, read, tamper

__all__ = ["content"]

NOW = datetime(2026, 11, 21, 23, 10, 5)  # noqa: DTZ001 - wall time


@pytest.fixture
def key() -> FileKey | None:
    """Plain, so that a test can change a file behind the program's back; encrypted ones have their own."""
    return None


def add_document(path: Path) -> None:
    database = Database(path, connect(path, "mode=rw", None), None)
    with database.transaction():
        add_documents(database, (Document(1, 1, 0, b"%PDF-1.7 essai"),))
    database.close()


def line_of_oral(file: ExamFile) -> IndexLine:
    assert isinstance(file, SqliteExamFile)
    return file.index.line(1)


def test_a_sound_file_has_no_finding(path: Path, content: bytes) -> None:
    add_document(path)
    before = path.read_bytes()
    found = examine(path)
    assert (found.orals, found.findings) == (3, ())
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("statement", "part", "oral"),
    [
        ("UPDATE journal SET utc = utc + 1 WHERE journal = 'oral-1' AND sequence = 5", Part.JOURNAL, 1),
        ("DELETE FROM journal WHERE journal = 'oral-2' AND sequence > 7", Part.JOURNAL, 2),
        ("UPDATE journal SET author = 'x' WHERE journal = 'session'", Part.SESSION, None),
        ("UPDATE oral SET mark = '20' WHERE oral = 2", Part.INDEX, 2),
        ("DELETE FROM oral WHERE oral = 2", Part.JOURNAL, None),
        ("UPDATE form SET content = '{}'", Part.FORM, None),
        ("UPDATE heartbeat SET utc = utc + 1", Part.HEARTBEAT, None),
        ("UPDATE file SET kind = 'training'", Part.FILE, None),
        ("DELETE FROM file", Part.FILE, None),
        ("UPDATE document SET content = 'x'", Part.DOCUMENT, 1),
        ("INSERT INTO authority VALUES (1, x'00', x'00', x'00')", Part.AUTHORITY, None),
        ("INSERT INTO identity VALUES ('a', x'00', x'00', x'00')", Part.IDENTITY, None),
    ],
)
def test_each_part_is_looked_at(
    path: Path, content: bytes, statement: str, part: Part, oral: int | None
) -> None:
    add_document(path)
    tamper(path, None, statement)
    assert (part, oral) in {(each.part, each.oral) for each in examine(path).findings}


def test_a_line_with_a_right_checksum_that_the_journal_contradicts(
    desk: Desk, path: Path, content: bytes
) -> None:
    from decimal import Decimal

    from msgspec.structs import replace

    from btstc_jury.storage.index import line_of

    file = desk.files.open(path)
    line = line_of_oral(file)
    file.close()
    forged = line_of(replace(line.summary, mark=Decimal(20)), line.head)
    with closing(sqlite3.connect(path)) as connection:
        values = {"mark": forged.values["mark"], "digest": forged.values["digest"]}
        connection.execute("UPDATE oral SET mark = :mark, digest = :digest WHERE oral = 1", values)
        connection.commit()
    found = examine(path).findings
    assert [(each.part, each.oral) for each in found] == [(Part.INDEX, 1)]
    assert found[0].detail == "la ligne ne dit pas ce que dit le journal\u202f: la note"


def test_a_flipped_byte_that_changes_anything_is_found(desk: Desk, path: Path, content: bytes) -> None:
    whole = read(desk, path)
    choice = random.Random(SEED)
    used = [place for place, byte in enumerate(content) if byte]
    told = 0
    for _ in range(FLIPS // 4):
        damaged = bytearray(content)
        damaged[choice.choice(used)] ^= choice.randrange(1, 256)
        path.write_bytes(damaged)
        try:
            findings = examine(path).findings
        except FileProblem:
            told += 1
            continue
        told += bool(findings)
        if not findings:
            assert read(desk, path) == whole
    assert told > FLIPS // 4 * 0.8


def test_what_is_no_exam_file(path: Path) -> None:
    path.write_bytes(b"x" * 5000)
    with pytest.raises(FileProblem) as caught:
        examine(path)
    assert caught.value.kind is ProblemKind.FOREIGN


DEFAULTED = (
    "PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql ="
    " replace(sql, 'payload BLOB', 'payload BLOB DEFAULT 7') WHERE name = 'journal'"
)


@pytest.mark.parametrize(
    ("statements", "words"),
    [
        (
            "CREATE TRIGGER sort AFTER INSERT ON oral BEGIN SELECT 1; END",
            "«\u202fsort\u202f» n’est pas du programme",
        ),
        ("CREATE VIEW vue AS SELECT * FROM journal", "«\u202fvue\u202f» n’est pas du programme"),
        (
            "ALTER TABLE oral RENAME TO o; CREATE VIEW oral AS SELECT * FROM o",
            "«\u202foral\u202f» n’est pas du programme",
        ),
        ("CREATE TABLE autre (a)", "«\u202fautre\u202f» n’est pas du programme"),
        ("CREATE UNIQUE INDEX un ON draft (juror)", "«\u202fun\u202f» n’est pas du programme"),
        (
            "DROP INDEX oral_by_day; CREATE INDEX oral_by_day ON oral (number)",
            "«\u202foral_by_day\u202f» n’est pas fait comme par le programme",
        ),
        (
            "CREATE TABLE d AS SELECT * FROM document; DROP TABLE document; ALTER TABLE d RENAME TO document",
            "«\u202fsqlite_autoindex_document_1\u202f» manque",
        ),
        (
            "ALTER TABLE draft ADD COLUMN z AS (1)",
            "«\u202fdraft\u202f» n’est pas fait comme par le programme",
        ),
        (
            DEFAULTED,
            "«\u202fjournal\u202f» n’est pas fait comme par le programme",
        ),
    ],
)
def test_what_was_added_to_the_tables_is_told(
    path: Path, content: bytes, statements: str, words: str
) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.executescript(statements)
    assert [(each.part, each.detail) for each in examine(path).findings] == [(Part.SCHEMA, words)]


def test_nothing_is_written_to_a_file_that_acts_by_itself(desk: Desk, path: Path, content: bytes) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TRIGGER sort AFTER INSERT ON journal BEGIN DELETE FROM document; END")
    office, _ = open_file(desk, path)
    assert office.read_only == "damaged"
    office.close()


def test_an_oral_that_is_gone_with_its_journal_is_missed(path: Path, content: bytes) -> None:
    tamper(
        path,
        None,
        "DELETE FROM journal WHERE journal = 'oral-2'",
        "DELETE FROM oral WHERE oral = 2",
    )
    (found,) = examine(path).findings
    assert (found.part, found.oral) == (Part.INDEX, 2)


def test_a_draft_of_an_oral_that_is_not_there_is_told(path: Path, content: bytes) -> None:
    with closing(sqlite3.connect(path)) as database, database:
        values = (77, "remark", "a", "texte", None, None, None, None, None)
        marks = ", ".join("?" * 10)
        database.execute(f"INSERT INTO draft VALUES ({marks})", (*values, checksum(values)))
    (found,) = examine(path).findings
    assert (found.part, found.detail) == (Part.DRAFT, "l’index n’a pas de ligne pour l’interrogation 77")


def test_the_line_of_the_file_is_compared_with_its_journal(path: Path, content: bytes) -> None:
    with closing(sqlite3.connect(path)) as database, database:
        row = database.execute("UPDATE file SET kind = 'entraînement' RETURNING *").fetchone()
        database.execute("UPDATE file SET digest = ?", (checksum(row[:-1]),))
    (found,) = examine(path).findings
    assert found.detail == "elle ne dit pas ce que dit le journal de la session"


def test_documents_attached_for_a_candidate_are_sound_and_no_others(
    desk: Desk, path: Path, content: bytes
) -> None:
    office, _ = open_file(desk, path)
    number, _ = office.plan(make_plan("0099"), "essai")
    for text in (b"%PDF-1.7 un", b"%PDF-1.7 deux"):
        keep_scenario(office, number, Scenario("Client pressé"), ("sujet.pdf", text))
    office.act(number, do.Undo())
    office.close()
    assert examine(path).findings == ()
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("INSERT INTO document SELECT oral, -3, 0, digest, content FROM document LIMIT 1")
    (found,) = examine(path).findings
    assert found.detail == "un document joint est gardé, dont le journal ne dit rien (n° 3)"


def test_the_index_is_computed_again(desk: Desk, path: Path, content: bytes) -> None:
    whole = read(desk, path)
    tamper(path, None, "UPDATE oral SET mark = '20' WHERE oral = 1", "DELETE FROM oral WHERE oral = 2")
    before = path.read_bytes()
    rebuilt = rebuild_index(path, NOW)
    assert (rebuilt.orals, rebuilt.changed, rebuilt.refused) == (3, 2, ())
    assert read(desk, path) == whole
    assert examine(path).findings == ()
    assert rebuilt.aside.name == "session d’été – avant reconstruction de l’index 2026-11-21 23h10m05.btsjury"
    with closing(sqlite3.connect(rebuilt.aside)) as kept, closing(sqlite3.connect(path)) as now:
        assert kept.execute("SELECT mark FROM oral WHERE oral = 1").fetchone() == ("20",)
        assert now.execute("SELECT count(*) FROM oral").fetchone() == (3,)
    assert before != path.read_bytes()


def test_a_sound_index_stays_as_it_is(desk: Desk, path: Path, content: bytes) -> None:
    whole = read(desk, path)
    assert rebuild_index(path, NOW).changed == 0
    assert read(desk, path) == whole


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal SET utc = utc + 1 WHERE journal = 'oral-1' AND sequence = 5",
        "DELETE FROM journal WHERE journal = 'oral-1' AND sequence > 7",
        "DELETE FROM journal WHERE journal = 'oral-1'",
    ],
)
def test_a_broken_journal_keeps_its_line(desk: Desk, path: Path, content: bytes, statement: str) -> None:
    file = desk.files.open(path)
    line = line_of_oral(file)
    file.close()
    tamper(path, None, statement, "UPDATE oral SET mark = '20' WHERE oral = 2")
    rebuilt = rebuild_index(path, NOW)
    assert [each.oral for each in rebuilt.refused] == [1]
    assert rebuilt.changed == 1
    file = desk.files.open(path)
    try:
        assert line_of_oral(file) == line
        assert file.entries(2)
        with pytest.raises(FileProblem):
            file.entries(1)
    finally:
        file.close()


def test_an_open_file_is_not_rebuilt(desk: Desk, path: Path, content: bytes) -> None:
    office, _ = open_file(desk, path)
    try:
        told = everything(office.file)
        with pytest.raises(FileProblem) as caught:
            rebuild_index(path, NOW)
        assert caught.value.kind is ProblemKind.BUSY
        assert everything(office.file) == told
    finally:
        office.close()


def test_secondary_indexes_are_compared_at_opening(desk: Desk, path: Path, content: bytes) -> None:
    """A byte of an index that the lists go by, which SQLite's quick check would let pass."""
    with closing(sqlite3.connect(path)) as connection:
        roots = [
            row[0]
            for row in connection.execute(
                "SELECT rootpage FROM sqlite_master WHERE tbl_name = 'oral' AND type = 'index'"
            )
        ]
    whole = read(desk, path)
    places = [p for root in roots for p in range((root - 1) * 4096, root * 4096) if content[p]]
    for place in places[::3]:
        damaged = bytearray(content)
        damaged[place] ^= 0x21
        path.write_bytes(damaged)
        problem = problem_of(desk, path, whole)
        assert problem is None or problem.kind is ProblemKind.DAMAGED, place


@pytest.mark.parametrize(
    "old", sorted((Path(__file__).parent / "data").glob("schema-*.btsjury")), ids=lambda p: p.stem
)
def test_a_migrated_file_is_sound(desk: Desk, tmp_path: Path, old: Path) -> None:
    path = tmp_path / old.name
    path.write_bytes(old.read_bytes())
    if old.stem[-4:] != SCHEMA.head:
        with pytest.raises(FileProblem) as caught:
            examine(path)
        assert caught.value.kind is ProblemKind.OLDER
    desk.files.open(path).close()
    assert examine(path).findings == ()
