"""Older files are brought up to date with nothing lost, or are left as they were."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory

from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.domain.standing import Status
from btstc_jury.storage import SqliteExamFiles
from btstc_jury.storage.database import connect
from btstc_jury.storage.migration import COPY_SUFFIX, migrate
from btstc_jury.storage.probe import SCHEMA, Schema
from tests.storage.make_old_files import DATA, everything, make_file
from tests.storage.small_disks import mounted, unprivileged_folder

ROOT = Path(__file__).resolve().parents[2]

REVISION = '''
"""A revision of a test."""
import os
import sqlalchemy as sa
from alembic import op
revision = "{revision}"
down_revision = {down}
branch_labels = None
depends_on = None
def upgrade() -> None:
{body}
'''

RENAME = """
    with op.batch_alter_table("oral") as oral:
        oral.alter_column("edition", new_column_name="version")
    op.drop_table("obsolete")
"""


def read(path: Path, schema: Schema = SCHEMA) -> dict[str, object]:
    with closing(SqliteExamFiles(schema).open(path)) as file:
        return everything(file)


def dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


def schema_of(path: Path) -> dict[str, str]:
    """The SQL of every table, index and trigger, however it is laid out."""
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        return {name: "".join(sql.split()) for name, sql in rows}


MakeSchema = Callable[[str], Schema]


@pytest.fixture
def older(path: Path) -> Path:
    """A file of a schema before the first: a column bears another name, and there is one more table."""
    make_file(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("ALTER TABLE oral RENAME COLUMN version TO edition")
        connection.execute("CREATE TABLE obsolete (x)")
        connection.execute("UPDATE alembic_version SET version_num = '0000'")
        connection.commit()
    return path


@pytest.fixture
def make_schema(tmp_path: Path) -> MakeSchema:
    """The schema of ``older`` and, after it, the present one, with the body of the migration between."""

    def make(body: str) -> Schema:
        scripts = tmp_path / "100% scripts"
        shutil.rmtree(scripts, ignore_errors=True)
        versions = scripts / "versions"
        versions.mkdir(parents=True)
        shutil.copy(SCHEMA.scripts / "env.py", scripts)
        first = REVISION.format(revision="0000", down=None, body="    pass")
        (versions / "0000_older.py").write_text(first, encoding="utf-8")
        second = REVISION.format(revision=SCHEMA.head, down="'0000'", body=body)
        (versions / "present.py").write_text(second, encoding="utf-8")
        return Schema(("0000", SCHEMA.head), scripts)

    return make


@pytest.fixture
def expected(tmp_path: Path) -> dict[str, object]:
    """What the orals of ``make_file`` tell."""
    path = tmp_path / "expected.btsjury"
    make_file(path)
    return read(path)


@pytest.mark.parametrize("revision", SCHEMA.revisions)
def test_a_real_file_of_each_schema_keeps_its_data(
    path: Path, expected: dict[str, object], revision: str
) -> None:
    shutil.copy(DATA / f"schema-{revision}.btsjury", path)
    assert read(path) == expected


def test_a_line_damaged_before_a_migration_is_found_damaged_after_it(path: Path) -> None:
    shutil.copy(DATA / "schema-0001.btsjury", path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE oral SET mark = '20' WHERE oral = 1")
        connection.commit()
    file = SqliteExamFiles().open(path)
    try:
        with pytest.raises(FileProblem) as caught:
            file.index.summary(1)
        assert caught.value.kind is ProblemKind.DAMAGED
        assert file.index.summary(2).last_name == "Durand"
    finally:
        file.close()


def test_orals_of_the_first_schema_are_normal_and_nothing_is_owed(path: Path) -> None:
    shutil.copy(DATA / "schema-0001.btsjury", path)
    file = SqliteExamFiles().open(path)
    try:
        assert {(file.index.summary(each).status, file.index.summary(each).duties) for each in (1, 2)} == {
            (Status.NORMAL, ())
        }
    finally:
        file.close()


def test_the_revisions_named_are_those_of_the_scripts() -> None:
    config = Config()
    config.set_main_option("script_location", str(SCHEMA.scripts))
    config.set_main_option("path_separator", "os")
    scripts = [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()]
    assert tuple(reversed(scripts)) == SCHEMA.revisions


def test_a_new_file_has_the_schema_that_migrations_make(path: Path, tmp_path: Path) -> None:
    migrated = tmp_path / "migrated.btsjury"
    connect(migrated, "mode=rwc", None).close()
    migrate(migrated, SCHEMA, None)
    make_file(path)
    assert schema_of(path) == schema_of(migrated)


def test_an_older_file_keeps_its_data(
    older: Path, make_schema: MakeSchema, expected: dict[str, object]
) -> None:
    schema = make_schema(RENAME)
    assert read(older, schema) == expected
    assert {each.name for each in older.parent.iterdir()} == {older.name, f".{older.name}.lock"}
    assert "obsolete" not in schema_of(older)
    assert read(older) == expected


@pytest.mark.parametrize(
    "failing",
    [
        '    raise ValueError("unexpected content")',
        '    op.execute("DROP TABLE heartbeat")\n    op.execute("nonsense")',
        RENAME + '    op.execute("COMMIT")\n    raise ValueError("unexpected content")',
        '    op.execute("COMMIT")\n    op.execute("DROP TABLE oral")\n    raise ValueError',
    ],
    ids=["at once", "half way", "after all", "outside the transaction"],
)
def test_a_failed_migration_changes_nothing(
    older: Path, make_schema: MakeSchema, expected: dict[str, object], failing: str
) -> None:
    before = dump(older)
    with pytest.raises(FileProblem) as caught:
        SqliteExamFiles(make_schema(failing)).open(older)
    assert caught.value.kind is ProblemKind.MIGRATION
    assert caught.value.detail
    assert dump(older) == before
    assert {each.name for each in older.parent.iterdir()} == {older.name, f".{older.name}.lock"}
    assert read(older, make_schema(RENAME)) == expected


def test_a_migration_that_breaks_a_reference_is_undone(older: Path, make_schema: MakeSchema) -> None:
    before = dump(older)
    body = """
    op.execute("CREATE TABLE child (oral INTEGER REFERENCES oral (oral))")
    op.execute("INSERT INTO child VALUES (99)")
"""
    with pytest.raises(FileProblem, match="child") as caught:
        SqliteExamFiles(make_schema(body)).open(older)
    assert caught.value.kind is ProblemKind.MIGRATION
    assert dump(older) == before


def test_a_program_killed_while_it_migrates_loses_nothing(
    older: Path, make_schema: MakeSchema, expected: dict[str, object]
) -> None:
    schema = make_schema(RENAME + "    os._exit(9)")
    code = (
        "import sys; from pathlib import Path; from btstc_jury.storage import SqliteExamFiles;"
        "from btstc_jury.storage.probe import Schema;"
        "SqliteExamFiles(Schema(('0000', sys.argv[3]), Path(sys.argv[2]))).open(Path(sys.argv[1]))"
    )
    killed = subprocess.run(
        [sys.executable, "-c", code, str(older), str(schema.scripts), SCHEMA.head], cwd=ROOT, check=False
    )
    assert killed.returncode == 9
    assert older.with_name(older.name + COPY_SUFFIX).exists()
    assert read(older, make_schema(RENAME)) == expected
    assert {each.name for each in older.parent.iterdir()} == {older.name, f".{older.name}.lock"}


def test_a_file_is_not_migrated_without_room_for_its_copy(
    older: Path, make_schema: MakeSchema, tmp_path: Path
) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    with mounted(disk, "240k"):
        path = disk / older.name
        shutil.copy(older, path)
        (disk / "filler").write_bytes(bytes(110_000))
        before = path.read_bytes()
        schema = make_schema(RENAME)
        with pytest.raises(FileProblem) as caught:
            SqliteExamFiles(schema).open(path)
        assert caught.value.kind is ProblemKind.DISK_FULL
        assert path.read_bytes() == before
        assert {each.name for each in disk.iterdir()} == {path.name, "filler", f".{path.name}.lock"}


def test_an_older_file_that_cannot_be_written_is_left_alone(older: Path, make_schema: MakeSchema) -> None:
    schema = make_schema(RENAME)
    content = older.read_bytes()
    with unprivileged_folder() as folder:
        path = folder / older.name
        path.write_bytes(content)
        folder.chmod(0o555)
        with pytest.raises(FileProblem) as caught:
            SqliteExamFiles(schema).open(path)
        folder.chmod(0o755)
        assert caught.value.kind is ProblemKind.READ_ONLY
        assert [each.name for each in folder.iterdir()] == [path.name]
        assert path.read_bytes() == content
