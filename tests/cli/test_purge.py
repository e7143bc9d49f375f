"""`btstc-jury purge`, as it is called."""

from __future__ import annotations

import io
import json
import os
import shutil
import sys
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from btstc_jury import cli
from btstc_jury.application.passphrases import passphrase_key
from btstc_jury.application.sessions import Desk, create_file
from btstc_jury.domain.standing import Stage
from btstc_jury.storage import SqliteExamFiles
from btstc_jury.storage.probe import SCHEMA
from tests.application.offices import bring
from tests.documents.reading import squeezed, whole_text
from tests.fakes import FakeClock, FakeLibrary
from tests.forms_for_tests import make_form, make_plan, make_session
from tests.storage.make_old_files import DATA


def make(path: Path, year: int) -> Path:
    """A closed file whose only oral, on 1 June of that year, is settled."""
    path.parent.mkdir(exist_ok=True)
    office = create_file(Desk(SqliteExamFiles(), FakeLibrary(make_form()), FakeClock()), path, make_session())
    office.plan(make_plan(scheduled=datetime(year, 6, 1, 9, 0)), "essai")  # noqa: DTZ001 - wall time
    bring(office, 1, Stage.FINALISED)
    office.close()
    return path


@pytest.fixture
def over(tmp_path: Path) -> Path:
    return make(tmp_path / "examens" / "session.btsjury", 2001)


@pytest.fixture
def coming(tmp_path: Path) -> Path:
    return make(tmp_path / "examens" / "session.btsjury", 9990)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    (tmp_path / "reçus").mkdir()
    return tmp_path / "reçus"


def typed(monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{line}\n"))


def purge(path: Path, out: Path, *options: str) -> int:
    return cli.main(("purge", str(path), "--receipt", str(out), "--by", "Alix Fictif", *options))


def test_a_session_over_its_term_goes_with_its_copies_and_leaves_a_receipt(over: Path, out: Path) -> None:
    copies = over.parent.parent / "copies"
    copies.mkdir()
    shutil.copy(over, copies / "2001-06-01.btsjury")
    (copies / "grille.pdf").write_bytes(b"%PDF")
    assert purge(over, out, "--backups", str(copies), "--yes") == 0
    assert list(over.parent.iterdir()) == []
    assert [each.name for each in copies.iterdir()] == ["grille.pdf"]
    pdf, data = sorted(out.iterdir(), key=lambda each: each.suffix, reverse=True)
    kept = json.loads(data.read_text("utf-8"))
    assert kept["complete"] is True
    assert kept["order"] == {
        "by": "Alix Fictif",
        "reason": "Terme de conservation atteint",
        "before_term": False,
    }
    assert {each["name"] for each in kept["files"]} >= {"session.btsjury", "2001-06-01.btsjury"}
    assert kept["orals"] == {"Présent, noté": 1}
    text = whole_text(pdf.read_bytes())
    for words in (
        "Reçu de purge",
        "SESSION PURGÉE",
        "Alix Fictif",
        "session.btsjury",
        "supprimé",
        "pas réécrits",
    ):
        assert squeezed(words).upper() in text.upper(), words
    for personal in ("Durand", "Élodie", "0012", "Camille"):
        assert personal not in text
        assert personal not in data.read_text("utf-8")


def test_the_word_is_asked_for(over: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    typed(monkeypatch, "purger")
    assert purge(over, out) == 1
    assert over.exists()
    assert list(out.iterdir()) == []
    typed(monkeypatch, "PURGER")
    assert purge(over, out) == 0
    assert not over.exists()


def test_before_the_term_it_says_when(coming: Path, out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert purge(coming, out, "--yes") == 1
    said = capsys.readouterr().err
    assert "1er juin 9991" in said
    assert "Rien n’a été supprimé" in said
    assert coming.exists()
    assert list(out.iterdir()) == []


def test_before_the_term_a_reason_and_the_word(
    coming: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(monkeypatch, "")
    assert purge(coming, out, "--yes", "--before-term", "fichier d’essai") == 1
    assert coming.exists()
    typed(monkeypatch, "PURGER")
    assert purge(coming, out, "--yes", "--before-term", "fichier d’essai") == 0
    assert not coming.exists()
    kept = json.loads(next(out.glob("*.json")).read_text("utf-8"))
    assert kept["order"]["before_term"] is True
    assert kept["order"]["reason"] == "fichier d’essai"


def test_a_file_in_use_stays(over: Path, out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    held = SqliteExamFiles().open(over)
    assert purge(over, out, "--yes") == 1
    assert "Lecture seule" in capsys.readouterr().err
    held.close()
    assert over.exists()


def test_an_encrypted_file_needs_its_passphrase(
    tmp_path: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, given = tmp_path / "secret.btsjury", tmp_path / "phrase.txt"
    desk = Desk(SqliteExamFiles(), FakeLibrary(make_form()), FakeClock())
    create_file(desk, path, make_session(), passphrase_key("trois petits chats")).close()
    given.write_text("deux petits chats\n", encoding="utf-8")
    assert purge(path, out, "--yes", "--passphrase-file", str(given)) == 1
    assert capsys.readouterr().err
    assert path.exists()
    given.write_text("trois petits chats\n", encoding="utf-8")
    assert purge(path, out, "--yes", "--passphrase-file", str(given)) == 0
    assert not path.exists()


def test_no_receipt_no_purge(over: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert purge(over, tmp_path / "absent", "--yes") == 1
    assert over.exists()
    assert capsys.readouterr().err


def test_help_documents_the_status(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        cli.main(("purge", "--help"))
    assert left.value.code == 0
    said = capsys.readouterr().out
    assert "code de sortie" in said
    assert "--backups" in said


def test_what_would_go_is_listed_path_by_path_before_the_word(
    coming: Path, out: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    copies = coming.parent.parent / "copies"
    copies.mkdir()
    copy = Path(shutil.copy(coming, copies / "copie.btsjury"))
    other = make(copies / "autre.btsjury", 9990)
    files = sorted((*coming.parent.iterdir(), *copies.iterdir()))
    options = ("--backups", str(copies), "--before-term", "essai")
    assert purge(coming, out, *options, "--dry-run") == 0
    said = capsys.readouterr().out
    assert f"  {coming}\n" in said
    assert f"  {copy}\n" in said
    assert str(other) not in said
    typed(monkeypatch, "non")
    assert purge(coming, out, *options) == 1
    assert capsys.readouterr().out.count(f"  {copy}\n") == 1
    assert sorted((*coming.parent.iterdir(), *copies.iterdir())) == files
    assert list(out.iterdir()) == []


def test_a_trial_lists_before_the_term_too_and_writes_nothing(
    coming: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    coming.with_name(f"{coming.name}-journal").write_bytes(b"j")
    before = {each: each.read_bytes() for each in coming.parent.iterdir()}
    assert purge(coming, out, "--dry-run") == 0
    said = capsys.readouterr().out
    assert f"  {coming}\n" in said
    assert "--before-term MOTIF" in said
    assert {each: each.read_bytes() for each in coming.parent.iterdir()} == before
    assert list(out.iterdir()) == []


def test_a_trial_says_that_the_file_is_open_elsewhere(
    over: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(SqliteExamFiles().open(over)):
        before = {each: each.read_bytes() for each in over.parent.iterdir()}
        assert purge(over, out, "--dry-run") == 1
        said = capsys.readouterr()
        assert f"  {over}\n" in said.out
        assert "ce fichier est déjà ouvert ailleurs. La purge serait refusée." in said.err
        assert "rien n’a été supprimé" in said.err
        assert {each: each.read_bytes() for each in over.parent.iterdir()} == before
    assert purge(over, out, "--dry-run") == 0


def test_a_trial_says_that_the_folder_may_not_be_written(
    over: Path, out: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_only(path: Path, mode: int, **_how: bool) -> bool:
        return path != over.parent or mode != os.W_OK

    monkeypatch.setattr(os, "access", read_only)
    assert purge(over, out, "--dry-run") == 1
    assert "vous n’avez pas le droit d’écrire dans ce dossier" in capsys.readouterr().err


@pytest.mark.parametrize("revision", SCHEMA.revisions)
def test_a_trial_reads_a_file_of_an_earlier_format_and_leaves_it(
    revision: str, tmp_path: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = Path(shutil.copy(DATA / f"schema-{revision}.btsjury", tmp_path / "ancien.btsjury"))
    before = {each: each.read_bytes() for each in tmp_path.iterdir() if each.is_file()}
    assert purge(old, out, "--dry-run") == 1
    said = capsys.readouterr()
    assert f"  {old}\n" in said.out
    assert "Une interrogation est en cours" in said.err
    assert "rien n’a été supprimé" in said.err
    assert {each: each.read_bytes() for each in tmp_path.iterdir() if each.is_file()} == before


def test_the_original_goes_with_its_copy_only_where_it_was_listed(
    over: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = Path(shutil.copy(over, out.parent / "copie.btsjury"))
    assert purge(copy, out, "--yes") == 0
    assert over.exists()
    assert str(over) not in capsys.readouterr().out


def test_a_file_that_keeps_another_name_is_told_as_not_gone(
    over: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    link = over.with_name("autre nom.dat")
    link.hardlink_to(over)
    assert purge(over, out, "--yes") == 3
    said = capsys.readouterr().out
    assert (
        said.count("ce fichier a encore un autre nom sur ce disque (lien)\u202f: ses données y restent") == 2
    )
    assert not over.exists()
    kept = json.loads(next(out.glob("*.json")).read_text("utf-8"))
    assert "autre nom" in json.dumps(kept, ensure_ascii=False)
    assert link.exists()
