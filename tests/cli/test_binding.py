"""Rows of a real file edited behind the program's back: ``check`` and the export tell, nothing goes out."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from btstc_jury.application.findings import Part, finding_line
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.application.sessions import Desk, open_file
from btstc_jury.bootstrap import check_keys, form_folders
from btstc_jury.cli import main
from btstc_jury.documents.signing.authority import new_authority
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import TextField
from btstc_jury.domain.journal import GENESIS
from btstc_jury.exchange.form_library import FormLibrary
from btstc_jury.storage import SqliteExamFiles
from btstc_jury.storage.database import checksum
from btstc_jury.storage.examination import examine
from btstc_jury.storage.rebuilding import rebuild_index
from tests.documents.signing.signers import NOW
from tests.fakes import FakeClock
from tests.signed_file import (
    READ,
    all_gone,
    appended,
    change_document,
    change_index,
    cut,
    earlier_exchanged,
    edit,
    exchanged,
    lost,
    not_begun,
    of_another_kind,
    of_no_oral,
    of_the_other,
    of_version,
    signed_file,
    void_first,
)

LATER = datetime(2026, 11, 21, 23, 10, 5)  # noqa: DTZ001 - wall time
Output = pytest.CaptureFixture[str]


def with_byte(database: sqlite3.Connection) -> None:
    ((content,),) = database.execute("SELECT content FROM document WHERE oral = 1 AND revision = 2")
    change_document(database, content[:5000] + bytes((content[5000] ^ 1,)) + content[5001:])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return Path(shutil.copy(signed_file(), tmp_path))


def test_a_file_that_nobody_edited_is_sound(path: Path, capsys: Output) -> None:
    assert main(["check", str(path)]) == 0
    assert "sain (2 interrogations)" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("change", "words", "listed"),
    [
        (
            lost,
            "le journal consigne 2 signatures dans le document, il en porte 1",
            "le journal consigne 2 signatures dans le document, il en porte 1",
        ),
        (of_the_other, "le document est celui de PETIT Anaïs", "le document est celui de PETIT Anaïs"),
        (
            all_gone,
            "le document signé n’est pas dans le fichier",
            "le PDF signé n’est pas dans le fichier d’examen",
        ),
    ],
)
def test_an_edited_row_is_told_and_goes_nowhere(
    change: Callable[[sqlite3.Connection], object],
    words: str,
    listed: str,
    path: Path,
    tmp_path: Path,
    capsys: Output,
) -> None:
    edit(path, change)
    assert main(["check", str(path)]) == 1
    assert words in capsys.readouterr().out
    out = tmp_path / "centre"
    main(["export", "grids", str(path), "--out", str(out)])
    assert [each.name for each in sorted(out.glob("*.pdf")) if "DURAND" in each.name] == []
    index = (out / "index.csv").read_text(encoding="utf-8-sig")
    (line,) = (each for each in index.splitlines() if "DURAND" in each)
    assert listed in line
    assert ";oui;" not in line


@pytest.mark.parametrize(
    ("rows", "words"),
    [(1, "1 signature"), (2, "0 signature"), (3, "de la version 1"), (6, "de la version 1")],
)
def test_a_journal_that_was_cut_is_told_whatever_is_gone(
    rows: int, words: str, path: Path, tmp_path: Path, capsys: Output
) -> None:
    """The index is made again from it: nothing but the signed document tells."""
    edit(path, cut(rows))
    main(["rebuild-index", str(path)])
    capsys.readouterr()
    assert main(["check", str(path)]) == 1
    assert words in capsys.readouterr().out
    out = tmp_path / "centre"
    main(["export", "grids", str(path), "--out", str(out)])
    assert [each.name for each in sorted(out.glob("*.pdf")) if "DURAND" in each.name] == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (of_the_other, "version 1, annulée\u202f: le document est celui de PETIT Anaïs"),
        (lost, "version 1, annulée\u202f: le journal consigne 2 signatures dans le document, il en porte 1"),
        (all_gone, "version 1, annulée\u202f: le journal dit la grille signée, le document signé n’est pas"),
        (with_byte, "version 1, annulée\u202f: le document a été modifié"),
        (
            of_no_oral,
            "document signé\u202f: version 1\u202f: l’index n’a pas de ligne pour l’interrogation 9",
        ),
        (of_version(0), "un document signé de la version 0 est gardé, le journal en est à la 2"),
        (of_version(7), "un document signé de la version 7 est gardé, le journal en est à la 2"),
        (earlier_exchanged, "la révision 2 de la version 1 ne continue pas la précédente"),
    ],
)
def test_what_is_kept_of_a_reopened_grid_is_compared_too(
    change: Callable[[sqlite3.Connection], object], words: str, path: Path
) -> None:
    void_first(path)
    edit(path, change)
    assert any(words in finding_line(each) for each in examine(path, read=READ).findings)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (exchanged("mark-proposed", b"12.5", b"20"), "la note est 12,5 dans le document, 20 dans le journal"),
        (exchanged("mark-proposed", b"12.5", b"20"), "le journal a été récrit depuis la première signature"),
        (
            exchanged("grid-signed", b'"juror":"b"', b'"juror":"c"'),
            "la signature n° 2 est à la place 2, le journal dit un autre membre",
        ),
        (
            exchanged("grid-signed", b'"means":"internal"', b'"means":"own"'),
            "la signature n° 1 n’est pas du certificat que le journal consigne",
        ),
        (
            appended(ev.TextWritten(TextField.APPRECIATION, "Nul.")),
            "après la validation, le journal a des lignes qu’une proposition validée n’admet pas",
        ),
        (of_another_kind, "le document n’est pas de la même nature que le fichier"),
        (appended(ev.Rated(1, "TI")), "qu’une proposition validée n’admet pas"),
        (appended(ev.Undone(5)), "qu’une proposition validée n’admet pas"),
    ],
)
def test_a_journal_that_was_rewritten_is_told(
    change: Callable[[sqlite3.Connection], object], words: str, path: Path
) -> None:
    """Even after the first signature, where its own hash no longer tells."""
    edit(path, change)
    assert any(words in each.detail for each in examine(path, read=READ).findings)


def no_row_at_all(database: sqlite3.Connection) -> None:
    """Of the first oral's journal."""
    found = database.execute("SELECT sql FROM sqlite_master WHERE name = 'journal_keeps_its_rows'")
    ((trigger,),) = found.fetchall()
    database.execute("DROP TRIGGER journal_keeps_its_rows")
    database.execute("DELETE FROM journal WHERE journal = 'oral-1'")
    database.execute(trigger)
    database.execute("UPDATE oral SET head_sequence = 0 WHERE oral = 1")
    change_index(database, "head", GENESIS)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (not_begun, "oral-1\u202f: le journal ne commence pas par l’inscription du candidat"),
        (no_row_at_all, "oral-1\u202f: le journal n’a plus aucune ligne"),
    ],
)
def test_a_journal_that_does_not_begin_with_its_planning_is_damaged(
    change: Callable[[sqlite3.Connection], object], words: str, path: Path
) -> None:
    """Every hash is right, and so is the line of the index. The other oral opens all the same."""
    edit(path, change)
    journal = [each for each in examine(path, read=READ).findings if each.part is Part.JOURNAL]
    assert [(each.oral, each.detail) for each in journal] == [(1, words)]
    assert [each.detail for each in rebuild_index(path, LATER).refused] == [words]
    office, _ = open_file(Desk(SqliteExamFiles(), FormLibrary(form_folders()), FakeClock()), path)
    with closing(office):
        with pytest.raises(FileProblem) as caught:
            office.oral(1)
        assert (caught.value.kind, caught.value.detail) == (ProblemKind.DAMAGED, words)
        assert office.oral(2).plan.candidate.last_name


def mended(database: sqlite3.Connection, table: str, **values: object) -> None:
    """Another value in the last line of a table, the line's checksum with it."""
    for column, value in values.items():
        last = f"(SELECT max(rowid) FROM {table})"
        database.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = {last}", (value,))
    row = database.execute(f"SELECT * FROM {table} ORDER BY rowid DESC").fetchone()
    database.execute(f"UPDATE {table} SET digest = ? WHERE digest = ?", (checksum(row[:-1]), row[-1]))


def another_authority(database: sqlite3.Connection) -> None:
    certificate, key = new_authority("Lycée fictif", 2026, "3", now=NOW).der
    mended(database, "authority", certificate=certificate, key=key)


def first_identity_for_all(database: sqlite3.Connection) -> None:
    found = database.execute("SELECT certificate, pkcs12 FROM identity ORDER BY rowid").fetchone()
    mended(database, "identity", certificate=found[0], pkcs12=found[1])


A_IS_GONE = "le certificat du membre «\u202fa\u202f», qui a signé avec un code, a disparu du fichier"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (another_authority, "des signatures gardées dans le fichier sont d’une autre autorité"),
        (another_authority, "le certificat du membre « a » n’est pas d’elle"),
        (lambda database: database.execute("DELETE FROM authority"), "elle n’est plus dans le fichier"),
        (
            lambda database: mended(database, "authority", key=b"rien"),
            "son certificat ou sa clé est illisible",
        ),
        (lambda database: database.execute("DELETE FROM identity"), A_IS_GONE),
        (lambda database: database.execute("DELETE FROM identity WHERE juror = 'a'"), A_IS_GONE),
        (first_identity_for_all, "les membres « a » et « b » ont le même certificat"),
        (
            lambda database: mended(database, "identity", certificate=b"rien"),
            "le certificat du membre « b » n’est pas d’elle",
        ),
    ],
)
def test_certificates_that_do_not_belong_together_are_told(
    change: Callable[[sqlite3.Connection], object], words: str, path: Path
) -> None:
    edit(path, change)
    found = examine(path, read=READ, keys=check_keys).findings
    assert any(each.part is Part.AUTHORITY and words in each.detail for each in found)


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        (
            "DELETE FROM document WHERE oral = 1 AND revision = 0",
            "la révision 0 de la version 1 manque",
        ),
        (
            "DELETE FROM document WHERE oral = 1 AND revision = 1",
            "la révision 1 de la version 1 manque",
        ),
        (
            "UPDATE document SET revision = 9 WHERE oral = 1 AND revision = 2",
            "la révision 2 de la version 1 manque",
        ),
        (
            "INSERT INTO document SELECT oral, -3, 0, digest, content FROM document LIMIT 1",
            "un document joint est gardé, dont le journal ne dit rien (n° 3)",
        ),
    ],
)
def test_documents_taken_away_or_smuggled_in_are_told(statement: str, words: str, path: Path) -> None:
    """Those that nothing is printed from as well."""
    edit(path, lambda database: database.execute(statement))
    (found,) = examine(path, read=READ, keys=check_keys).findings
    assert (found.part, found.oral, found.detail) == (Part.DOCUMENT, 1, words)


def test_the_certificate_behind_a_void_signature_is_missed_too(path: Path) -> None:
    void_first(path)
    edit(path, lambda database: database.execute("DELETE FROM identity WHERE juror = 'b'"))
    (found,) = examine(path, read=READ, keys=check_keys).findings
    assert (found.part, found.detail) == (Part.AUTHORITY, A_IS_GONE.replace("\u202fa\u202f", "\u202fb\u202f"))


@pytest.mark.parametrize("settled", [False, True])
def test_a_signed_grid_that_was_reopened_and_changed_is_sound(path: Path, *, settled: bool) -> None:
    """Its signatures are void, its document stays, and the mark is another one."""
    void_first(path, settled=settled)
    assert examine(path, read=READ, keys=check_keys).findings == ()
