"""What a newer version wrote is refused, untouched, with words that say so."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from btstc_jury.application.office import Office
from btstc_jury.application.passphrases import FileKey
from btstc_jury.application.problems import FileProblem, ProblemKind, ReadOnlyFile
from btstc_jury.application.sessions import Desk, open_file
from btstc_jury.application.views import messages
from btstc_jury.domain import events as ev
from btstc_jury.domain.journal import SALT_BYTES, seal
from btstc_jury.domain.moments import Instant, Reading
from btstc_jury.storage import SqliteExamFiles
from btstc_jury.storage.backup import SqliteBackups
from btstc_jury.storage.examination import examine
from btstc_jury.storage.index import Head, line_of, read_line
from btstc_jury.storage.journals import journal_of
from btstc_jury.storage.rebuilding import rebuild_index
from tests.storage.keyed import raw
from tests.storage.make_old_files import make_file

Refused = Callable[[Path], FileProblem]
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


def add_row(path: Path, key: FileKey | None, kind: str, payload: bytes) -> None:
    """One more row of the first oral's journal, and the line that tells of it, as a newer version writes."""
    with closing(raw(path, key)) as connection:
        last = connection.execute(
            "SELECT sequence, hash, utc, mono, boot, process FROM journal WHERE journal = 'oral-1'"
            " ORDER BY sequence DESC LIMIT 1"
        ).fetchone()
        line = read_line(connection.execute("SELECT * FROM oral WHERE oral = 1").fetchone())
        number = last[0] + 1
        entry = ev.Entry(number, number, _reading(last[2:]), "", ev.Resumed())
        row = seal(journal_of(1), entry, kind, payload, bytes(SALT_BYTES), last[1])
        values = list(row)
        connection.execute(f"INSERT INTO journal VALUES ({', '.join('?' * len(values))})", values)
        after = line_of(line.summary, Head(row.sequence, row.hash, row.utc)).values
        columns = ", ".join(f"{name} = ?" for name in after)
        connection.execute(f"UPDATE oral SET {columns} WHERE oral = 1", list(after.values()))
        connection.commit()


NEWER = [
    ("equipment-lent", b'{"what":"calculatrice"}'),
    ("rated@2", b'{"criterion":1,"level":"S","why":""}'),
    ("sheet-received@3", b'{"source":2,"reason":"erreur"}'),
]


@pytest.fixture
def closed(office: Office, path: Path) -> Path:
    office.act(1, ev.Ended())
    office.close()
    return path


def beside(path: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in path.parent.iterdir()}


@pytest.mark.parametrize(("kind", "payload"), NEWER, ids=[kind for kind, _ in NEWER])
def test_a_kind_or_a_format_not_known_is_refused_and_nothing_changes(
    closed: Path, key: FileKey | None, refused: Refused, kind: str, payload: bytes
) -> None:
    add_row(closed, key, kind, payload)
    closed.with_name(f".{closed.name}.lock").unlink()
    before = beside(closed)
    assert refused(closed).kind is ProblemKind.NEWER
    assert beside(closed) == before


@pytest.mark.parametrize("schema", ["0003", "0005"])
def test_no_migration_and_no_copy_is_made_of_it(path: Path, schema: str) -> None:
    make_whole(path)
    add_row(path, None, *NEWER[0])
    if schema == "0003":
        with closing(raw(path, None)) as connection:
            connection.execute("DROP TRIGGER journal_names_its_kinds")
            connection.execute("DROP TABLE kind")
            connection.execute("UPDATE alembic_version SET version_num = '0003'")
            connection.commit()
    before = beside(path)
    with pytest.raises(FileProblem) as caught:
        SqliteExamFiles().open(path)
    assert caught.value.kind is ProblemKind.NEWER
    assert beside(path) == before


def make_whole(path: Path) -> None:
    """A plain file, closed, without its lock."""
    make_file(path)
    path.with_name(f".{path.name}.lock").unlink()


def test_a_schema_not_known_is_refused_too(closed: Path, key: FileKey | None, refused: Refused) -> None:
    with closing(raw(closed, key)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    before = beside(closed)
    assert refused(closed).kind is ProblemKind.NEWER
    assert beside(closed) == before


def test_its_words_say_that_a_newer_version_made_it(
    closed: Path, key: FileKey | None, refused: Refused
) -> None:
    add_row(closed, key, *NEWER[0])
    message = messages.problem(refused(closed))
    assert "version plus récente" in message.title


def test_a_field_not_known_is_found_where_its_journal_is_read_and_nothing_is_written_any_more(
    closed: Path, key: FileKey | None, desk: Desk
) -> None:
    add_row(closed, key, "text-written", b'{"field":"remarks","text":"a","language":"de"}')
    office, _ = open_file(desk, closed)
    try:
        with pytest.raises(FileProblem) as caught:
            office.history(1)
        assert caught.value.kind is ProblemKind.NEWER
        assert messages.read_only(office.read_only) != "Lecture seule"
        with pytest.raises(ReadOnlyFile):
            office.describe(office.session)
        with pytest.raises(ReadOnlyFile):
            office.file.heart.beat(office.now())
    finally:
        office.close()


def test_a_field_not_known_in_an_oral_under_way_or_in_the_session_is_found_at_the_opening(
    office: Office, path: Path, key: FileKey | None, desk: Desk
) -> None:
    office.close()
    add_row(path, key, "text-written", b'{"field":"remarks","text":"a","language":"de"}')
    with pytest.raises(FileProblem) as caught:
        open_file(desk, path)
    assert caught.value.kind is ProblemKind.NEWER


def test_checking_rebuilding_and_listing_say_the_same(path: Path, tmp_path: Path) -> None:
    make_whole(path)
    add_row(path, None, *NEWER[0])
    before = beside(path)
    for use in (
        lambda: examine(path),
        lambda: rebuild_index(path, NOW),
        lambda: SqliteBackups().holding(path),
    ):
        with pytest.raises(FileProblem) as caught:
            use()
        assert caught.value.kind is ProblemKind.NEWER
        assert beside(path) == before


def test_checking_and_rebuilding_say_so_of_a_field(path: Path) -> None:
    make_whole(path)
    add_row(path, None, "text-written", b'{"field":"remarks","text":"a","language":"de"}')
    names = {each.name for each in path.parent.iterdir()}
    for use in (lambda: examine(path), lambda: rebuild_index(path, NOW)):
        with pytest.raises(FileProblem) as caught:
            use()
        assert caught.value.kind is ProblemKind.NEWER
    assert {each.name for each in path.parent.iterdir()} - names <= {f".{path.name}.lock"}


def _reading(values: tuple[int, int, str, str]) -> Reading:
    utc, mono, boot, process = values
    return Reading(Instant(utc), mono, boot, process)
