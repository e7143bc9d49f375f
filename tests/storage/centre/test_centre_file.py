"""The centre file: made, opened, written whole or not at all, and told of in words."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, time
from fractions import Fraction
from functools import partial
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory

from btstc_jury.application.centre.ports import CentreAct, ChangedMeanwhile, Clash, Enrolled, Enrolment
from btstc_jury.application.faults import Fault, told
from btstc_jury.application.passphrases import FileKey
from btstc_jury.application.problems import FileProblem, ProblemKind, ReadOnlyFile
from btstc_jury.application.views import messages
from btstc_jury.domain.centre.candidates import CentreCandidate, Doubt
from btstc_jury.domain.centre.centre import Centre
from btstc_jury.storage.backup import SqliteBackups
from btstc_jury.storage.centre import SqliteCentreFiles
from btstc_jury.storage.centre.file import SqliteCentreFile
from btstc_jury.storage.centre.files import CENTRE_SCHEMA
from btstc_jury.storage.centre.tables import CANDIDATE
from btstc_jury.storage.cipher import Access
from btstc_jury.storage.database import connect
from btstc_jury.storage.migration import migrate
from btstc_jury.storage.probe import Schema
from tests.storage.centre.conftest import HeldCentre
from tests.storage.keyed import KEY
from tests.storage.make_old_files import make_file

CENTRE = Centre("Lycée Fictif", 2027, "0921234A")
MADE = CentreAct(1, "Alix", "Fichier créé.")
ACT = CentreAct(2, "Alix", "Liste reçue.")
OTHER = CentreAct(3, "Camille", "Candidat corrigé.")
ZOE = CentreCandidate(
    number="0213456000",
    registration="000",
    last_name="DUPONT",
    first_names="Zoé",
    birth=date(2004, 1, 2),
    extra_time=Fraction(1, 3),
    hour=time(8, 30),
    doubts=frozenset({Doubt.ZEROS, Doubt.NAMES}),
)
SEAN = CentreCandidate(last_name="O'CONNOR", first_names="Sean")


@pytest.fixture(params=[None, KEY], ids=["plain", "encrypted"])
def key(request: pytest.FixtureRequest) -> FileKey | None:
    found: FileKey | None = request.param
    return found


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "centre d’été.btscentre"


@pytest.fixture
def file(path: Path, key: FileKey | None) -> Iterator[SqliteCentreFile]:
    made = SqliteCentreFiles().create(path, CENTRE, MADE, key)
    made.enrol(Enrolment(ACT, [ZOE], mapping=("abc", ("number", "", "last_name"))))
    yield made
    made.close()


@pytest.fixture
def closed(path: Path) -> Path:
    """A plain file with one candidate."""
    made = SqliteCentreFiles().create(path, CENTRE, MADE)
    made.enrol(Enrolment(ACT, [ZOE], mapping=("abc", ("number", "last_name"))))
    made.close()
    return path


def held_in(path: Path, key: FileKey | None = None) -> tuple[Enrolled, ...]:
    with SqliteCentreFiles().to_read(path, key) as found:
        return found.candidates()


def problem(path: Path, key: FileKey | None = None) -> FileProblem:
    before = path.read_bytes() if path.is_file() else b""
    with pytest.raises(FileProblem) as caught:
        SqliteCentreFiles().open(path, key).close()
    assert (path.read_bytes() if path.is_file() else b"") == before
    return caught.value


def test_what_is_written_is_read(file: SqliteCentreFile, path: Path, key: FileKey | None) -> None:
    assert file.centre() == CENTRE
    assert file.candidates() == (Enrolled(1, 1, ZOE),)
    assert file.mappings() == {"abc": ("number", "", "last_name")}
    assert file.acts() == (MADE, ACT)
    assert file.protection.encrypted is (key is not None)
    file.close()
    with SqliteCentreFiles().to_read(path, key) as again:
        assert again.candidates() == (Enrolled(1, 1, ZOE),)
        with pytest.raises(ReadOnlyFile):
            again.enrol(Enrolment(ACT, [SEAN]))
    assert (b"DUPONT" in path.read_bytes()) is (key is None)


def test_what_is_written_is_read_wherever_it_is(held: HeldCentre) -> None:
    held.file.enrol(Enrolment(ACT, [ZOE], mapping=("abc", ("number", "", "last_name"))))
    with held.read() as again:
        assert again.candidates() == held.file.candidates() == (Enrolled(1, 1, ZOE),)
        assert again.mappings() == {"abc": ("number", "", "last_name")}
        assert again.acts() == (MADE, ACT)
        with pytest.raises(ReadOnlyFile):
            again.enrol(Enrolment(ACT, [SEAN]))


def test_a_change_gives_a_row_its_next_version(held: HeldCentre) -> None:
    file = held.file
    file.enrol(Enrolment(ACT, [ZOE]))
    (zoe,) = file.candidates()
    after = ZOE._replace(school="Lycée", doubts=frozenset())
    file.enrol(Enrolment(ACT, [SEAN], [(zoe, after)]))
    assert file.candidates() == (Enrolled(1, 2, after), Enrolled(2, 1, SEAN))
    with held.read() as again:
        assert again.candidates() == file.candidates()


def test_what_somebody_else_changed_is_not_written_over(held: HeldCentre) -> None:
    file = held.file
    file.enrol(Enrolment(ACT, [ZOE]))
    (zoe,) = file.candidates()
    theirs, mine = ZOE._replace(school="Lycée"), ZOE._replace(school="Autre")
    with held.other() as other:
        other.enrol(Enrolment(OTHER, (), [(zoe, theirs)]))
    with pytest.raises(ChangedMeanwhile) as met:
        file.enrol(Enrolment(ACT, [SEAN], [(zoe, mine)]))
    assert met.value.acts == (OTHER,)
    assert met.value.clashes == (Clash("candidate", 1, ZOE, theirs, mine),)
    assert file.candidates() == (Enrolled(1, 2, theirs),)
    assert file.acts() == (MADE, ACT, OTHER)


def test_a_list_compared_with_others_than_those_there_is_not_taken(held: HeldCentre) -> None:
    file = held.file
    file.enrol(Enrolment(ACT, [ZOE]))
    known = file.candidates()
    with held.other() as other:
        other.enrol(Enrolment(OTHER, [SEAN]))
    with pytest.raises(ChangedMeanwhile) as met:
        file.enrol(Enrolment(ACT, [SEAN], known=known))
    assert met.value.clashes == (Clash("candidate", 2, None, SEAN, None),)
    assert file.candidates() == (Enrolled(1, 1, ZOE), Enrolled(2, 1, SEAN))
    file.enrol(Enrolment(ACT, [SEAN], known=file.candidates()))


def test_it_has_one_writer_and_many_readers(file: SqliteCentreFile, path: Path, key: FileKey | None) -> None:
    refused = problem(path, key)
    assert refused.kind is ProblemKind.BUSY
    assert messages.problem_of_centre(refused).title.endswith("est déjà ouvert ailleurs.")
    assert held_in(path, key) == file.candidates()


def test_a_copy_is_whole(file: SqliteCentreFile, tmp_path: Path, key: FileKey | None) -> None:
    copy = tmp_path / "copie.btscentre"
    file.protection.rescue(copy)
    assert held_in(copy, key) == file.candidates()
    with pytest.raises(FileProblem) as caught:
        file.protection.rescue(copy)
    assert caught.value.kind is ProblemKind.EXISTS


def test_no_file_is_replaced(closed: Path) -> None:
    with pytest.raises(FileProblem) as caught:
        SqliteCentreFiles().create(closed, CENTRE, MADE)
    assert caught.value.kind is ProblemKind.EXISTS
    with pytest.raises(FileProblem) as caught:
        SqliteCentreFiles().create(closed.parent / "absent" / "x.btscentre", CENTRE, MADE)
    assert caught.value.kind is ProblemKind.NOT_FOUND
    assert len(held_in(closed)) == 1


def test_the_key_is_asked_for(path: Path) -> None:
    SqliteCentreFiles().create(path, CENTRE, MADE, KEY).close()
    assert problem(path).kind is ProblemKind.LOCKED
    assert problem(path, FileKey(raw=bytes(32))).kind is ProblemKind.WRONG_KEY


def test_an_exam_file_is_no_centre_file(path: Path) -> None:
    make_file(path)
    found = problem(path)
    assert (found.kind, found.detail) == (ProblemKind.FOREIGN, told(Fault.EXAM_FILE))
    assert "n’est pas un fichier de centre" in messages.problem_of_centre(found).title


def test_a_centre_file_is_no_exam_file(closed: Path) -> None:
    from btstc_jury.storage import SqliteExamFiles

    with pytest.raises(FileProblem) as caught:
        SqliteExamFiles().open(closed)
    assert (caught.value.kind, caught.value.detail) == (ProblemKind.FOREIGN, told(Fault.CENTRE_FILE))


@pytest.mark.parametrize(
    ("content", "kind"),
    [(b"", ProblemKind.DAMAGED), (b"bonjour" * 1000, ProblemKind.FOREIGN), (b"SQLite", ProblemKind.DAMAGED)],
)
def test_what_is_no_centre_file_is_told(path: Path, content: bytes, kind: ProblemKind) -> None:
    path.write_bytes(content)
    assert problem(path).kind is kind
    assert [*path.parent.iterdir()] == [path]


def test_a_cut_file_is_told(closed: Path) -> None:
    content = closed.read_bytes()
    closed.write_bytes(content[: len(content) // 2])
    found = problem(closed)
    assert found.kind is ProblemKind.DAMAGED
    assert "endommagé" in messages.problem_of_centre(found).title


def test_a_newer_file_is_told(closed: Path) -> None:
    with closing(sqlite3.connect(closed)) as raw, raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    assert problem(closed).kind is ProblemKind.NEWER
    with pytest.raises(FileProblem) as caught:
        held_in(closed)
    assert caught.value.kind is ProblemKind.NEWER


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE candidate SET last_name = 'AUTRE'",
        "DELETE FROM candidate",
        "DELETE FROM act WHERE sequence = 2",
        "UPDATE act SET words = 'rien'",
        "UPDATE centre SET name = 'autre'",
        "DELETE FROM centre",
        "UPDATE mapping SET centre = 2",
        "INSERT INTO act SELECT 2, sequence, utc, author, words, identity, digest FROM act",
        "INSERT INTO centre SELECT 2, 'x', name, uai, year, 1, 1, 1, 0, 0, 1, '', digest FROM centre",
    ],
)
def test_a_row_that_is_not_as_it_was_written_is_told(closed: Path, statement: str) -> None:
    with closing(sqlite3.connect(closed)) as raw, raw:
        raw.execute(statement)
    assert problem(closed).kind is ProblemKind.DAMAGED


def test_a_doubt_of_a_newer_version_is_told(closed: Path) -> None:
    from btstc_jury.storage.database import checksum

    with closing(sqlite3.connect(closed)) as raw, raw:
        row = list(raw.execute("SELECT * FROM candidate").fetchone())
        row[-2] = "autre"
        raw.execute("UPDATE candidate SET doubts = ?, digest = ?", (row[-2], checksum(row[:-1])))
    assert problem(closed).kind is ProblemKind.NEWER


def test_every_flipped_byte_is_found_or_changes_nothing(closed: Path) -> None:
    whole = closed.read_bytes()
    spoiled = closed.with_name("abîmé.btscentre")
    for place in range(0, len(whole), 211):
        spoiled.write_bytes(whole[:place] + bytes([whole[place] ^ 0x41]) + whole[place + 1 :])
        try:
            found = held_in(spoiled)
        except FileProblem:
            continue
        assert found == (Enrolled(1, 1, ZOE),)


class Cut(Exception):
    pass


def leave_journal(path: Path, key: FileKey | None, aside: Path) -> tuple[Enrolled, ...]:
    """A copy of the file and its journal, as a crash in the middle of an act leaves them; who was held."""
    made = SqliteCentreFiles().open(path, key)
    try:
        many = [SEAN._replace(last_name=f"N{number:05}", school="x" * 150) for number in range(400)]
        made.enrol(Enrolment(ACT, many))
        before = made.candidates()

        def copy(*_args: object) -> None:
            # Pages go to the file before the act is over once the cache is full.
            shutil.copy(path, aside)
            shutil.copy(f"{path}-journal", f"{aside}-journal")
            raise Cut

        made._database.raw.execute("PRAGMA cache_size = 5")
        made._note = copy  # type: ignore[method-assign, assignment]
        changes = [(each, each.candidate._replace(school="y" * 150)) for each in before]
        with pytest.raises(Cut):
            made.enrol(Enrolment(ACT, (), changes))
        assert made.candidates() == before
    finally:
        made.close()
    return before


def test_an_act_cut_short_never_was(file: SqliteCentreFile, path: Path, key: FileKey | None) -> None:
    file.close()
    aside = path.with_name("coupé.btscentre")
    before = leave_journal(path, key, aside)
    with pytest.raises(FileProblem) as caught:
        held_in(aside, key)
    assert caught.value.kind is ProblemKind.UNFINISHED
    again = SqliteCentreFiles().open(aside, key)
    try:
        assert again.candidates() == before
        assert again.aside == ()
    finally:
        again.close()


def test_cut_short_it_is_told_as_such_where_it_would_be_put_back(
    file: SqliteCentreFile, path: Path, key: FileKey | None
) -> None:
    file.close()
    aside = path.with_name("coupé.btscentre")
    before = leave_journal(path, key, aside)
    store = SqliteBackups(Access(*([key] if key else [])))
    moment = datetime(2027, 5, 18, 12, 0, 5)  # noqa: DTZ001 - wall time
    for refused in (partial(store.holding, aside), partial(store.restore, aside, path, moment)):
        with pytest.raises(FileProblem) as caught:
            refused()
        assert caught.value.kind is ProblemKind.UNFINISHED
    SqliteCentreFiles().open(aside, key).close()
    store.restore(aside, path, moment)
    assert held_in(path, key) == before


def test_without_its_journal_it_is_damaged(file: SqliteCentreFile, path: Path, key: FileKey | None) -> None:
    file.close()
    aside = path.with_name("coupé.btscentre")
    leave_journal(path, key, aside)
    Path(f"{aside}-journal").unlink()
    assert problem(aside, key).kind is ProblemKind.DAMAGED


def test_a_journal_of_another_state_is_set_aside(
    file: SqliteCentreFile, path: Path, key: FileKey | None
) -> None:
    file.close()
    aside = path.with_name("coupé.btscentre")
    before = leave_journal(path, key, aside)
    Path(f"{aside}-journal").replace(f"{path}-journal")
    again = SqliteCentreFiles().open(path, key)
    try:
        assert again.candidates() == before
        assert len(again.aside) == 1
    finally:
        again.close()


def test_the_revisions_named_are_those_of_the_scripts() -> None:
    config = Config()
    config.set_main_option("script_location", str(CENTRE_SCHEMA.scripts))
    config.set_main_option("path_separator", "os")
    scripts = [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()]
    assert tuple(reversed(scripts)) == CENTRE_SCHEMA.revisions


def schema_of(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(path)) as raw:
        names = [name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        columns = 'SELECT name, lower(type), "notnull", dflt_value, pk FROM pragma_table_info(?)'
        return {name: raw.execute(columns, (name,)).fetchall() for name in names}


def test_a_new_file_has_the_schema_that_migrations_make(closed: Path, tmp_path: Path) -> None:
    migrated = tmp_path / "migrated.btscentre"
    connect(migrated, "mode=rwc", None).close()
    migrate(migrated, CENTRE_SCHEMA, None)
    assert schema_of(closed) == schema_of(migrated)


def test_an_older_file_is_brought_up(closed: Path, tmp_path: Path) -> None:
    scripts = tmp_path / "migrations"
    shutil.copytree(CENTRE_SCHEMA.scripts, scripts)
    script = (
        'from alembic import op\nrevision = "0999"\ndown_revision = "{}"\ndef upgrade() -> None:\n    {}\n'
    )
    change = 'op.execute("CREATE TABLE more (id INTEGER)")'
    (scripts / "versions" / "0999.py").write_text(script.format(CENTRE_SCHEMA.head, change))
    later = SqliteCentreFiles(Schema((*CENTRE_SCHEMA.revisions, "0999"), scripts))
    with pytest.raises(FileProblem) as caught, later.to_read(closed):
        pass
    assert caught.value.kind is ProblemKind.OLDER
    again = later.open(closed)
    again.close()
    assert "more" in schema_of(closed)
    assert problem(closed).kind is ProblemKind.NEWER


def test_the_columns_of_a_candidate_are_its_fields() -> None:
    names = [column.name for column in CANDIDATE.columns]
    assert names == ["centre", "id", "version", *CentreCandidate._fields, "digest"]


@pytest.mark.parametrize("after", [FileKey(raw=bytes(32)), None], ids=["another", "none"])
def test_the_key_is_changed_while_it_is_open(
    file: SqliteCentreFile, path: Path, key: FileKey | None, after: FileKey | None
) -> None:
    before = file.candidates(), file.acts()
    file.protection.change(after)
    assert file.protection.encrypted is (after is not None)
    file.enrol(Enrolment(ACT, [SEAN]))
    file.close()
    assert (b"DUPONT" in path.read_bytes()) is (after is None)
    if after is not None:
        assert problem(path, key).kind in {ProblemKind.LOCKED, ProblemKind.WRONG_KEY}
    with SqliteCentreFiles().to_read(path, after) as again:
        assert again.candidates() == (*before[0], Enrolled(2, 1, SEAN))
        assert again.acts()[:2] == before[1][:2]
    assert {each.name for each in path.parent.iterdir()} == {path.name, f".{path.name}.lock"}


def test_it_is_saved_elsewhere_even_once_it_is_gone(
    file: SqliteCentreFile, path: Path, tmp_path: Path, key: FileKey | None
) -> None:
    before = file.candidates()
    path.unlink()
    file.protection.rescue(tmp_path / "sauvé.btscentre")
    assert held_in(tmp_path / "sauvé.btscentre", key) == before


def test_what_would_act_by_itself_is_refused(closed: Path) -> None:
    with closing(sqlite3.connect(closed)) as raw, raw:
        raw.execute("CREATE TRIGGER x AFTER INSERT ON act BEGIN DELETE FROM candidate; END")
    assert problem(closed).kind is ProblemKind.DAMAGED
