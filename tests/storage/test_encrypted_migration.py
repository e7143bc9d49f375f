"""An older encrypted file is brought up to date under its key, the copy kept meanwhile too."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.storage import SqliteExamFiles
from btstc_jury.storage.cipher import needed_library, new_cipher
from btstc_jury.storage.migration import COPY_SUFFIX
from btstc_jury.storage.probe import SCHEMA, Schema
from btstc_jury.storage.tables import APPLICATION_ID
from tests.storage.keyed import KEY
from tests.storage.make_old_files import DATA, everything, make_file


def read(path: Path) -> dict[str, object]:
    with closing(SqliteExamFiles().open(path, KEY)) as file:
        return everything(file)


@pytest.fixture
def expected(tmp_path: Path) -> dict[str, object]:
    path = tmp_path / "expected.btsjury"
    make_file(path)
    return read(path)


def encrypted_copy(revision: str, path: Path) -> None:
    with closing(needed_library().connect(str(DATA / f"schema-{revision}.btsjury"))) as connection:
        connection.execute("ATTACH DATABASE ? AS target KEY ?", (str(path), new_cipher(KEY).literal))
        connection.execute("SELECT sqlcipher_export('target')").fetchall()
        connection.execute(f"PRAGMA target.application_id = {APPLICATION_ID}")
        connection.execute("DETACH DATABASE target")


@pytest.mark.parametrize("revision", SCHEMA.revisions)
def test_an_encrypted_file_of_each_schema_keeps_its_data(
    path: Path, expected: dict[str, object], revision: str
) -> None:
    encrypted_copy(revision, path)
    assert read(path) == expected
    assert {each.name for each in path.parent.iterdir()} == {path.name, f".{path.name}.lock"}


def test_a_failed_migration_leaves_the_file_under_its_key(
    path: Path, expected: dict[str, object], tmp_path: Path
) -> None:
    encrypted_copy("0001", path)
    scripts = tmp_path / "scripts"
    (scripts / "versions").mkdir(parents=True)
    (scripts / "env.py").write_text("raise ValueError('no script')", encoding="utf-8")
    with pytest.raises(FileProblem) as caught:
        SqliteExamFiles(Schema(("0001", "0002"), scripts)).open(path, KEY)
    assert caught.value.kind is ProblemKind.MIGRATION
    assert not path.with_name(path.name + COPY_SUFFIX).exists()
    assert read(path) == expected
