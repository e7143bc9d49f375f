"""``centre files``: exam files for the commissions, and the pages of their passphrases."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from btstc_jury.application.passphrases import passphrase_key
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.centre_tools import SystemCentres
from btstc_jury.storage import SqliteExamFiles
from btstc_jury.storage.centre import SqliteCentreFiles
from tests.centres import a_pictured_centre
from tests.cli.printed import Printed
from tests.documents.reading import page_texts

Run = Callable[..., Printed]


@pytest.fixture
def centre(tmp_path: Path) -> Path:
    file = a_pictured_centre(tmp_path)
    file.close()
    return file.path


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "clé"
    folder.mkdir()
    return folder


def test_files_and_pages_then_nothing_left_to_do(centre: Path, stick: Path, tmp_path: Path, run: Run) -> None:
    seal = tmp_path / "plis.pdf"
    first = run(["centre", "files", str(centre), "--out", str(stick), "--seal", str(seal)])
    assert first.status == 0, first.errors
    assert len(list(stick.glob("*.btsjury"))) == 3
    assert len(page_texts(seal.read_bytes())) == 3
    assert b"btsjury" in first.out
    assert not list(stick.glob("*.lock")), "nothing else stays on the stick"
    again = run(["centre", "files", str(centre), "--out", str(stick), "--seal", str(tmp_path / "b.pdf")])
    assert again.status == 0
    assert "Rien à faire".encode() in again.out
    assert not (tmp_path / "b.pdf").exists()


def test_where_no_file_could_be_made_no_page_stays(
    centre: Path, stick: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object) -> None:
        raise FileProblem(ProblemKind.DISK_FULL, stick)

    monkeypatch.setattr(SystemCentres, "hand_out", full)
    seal = tmp_path / "plis.pdf"
    done = run(["centre", "files", str(centre), "--out", str(stick), "--seal", str(seal)])
    assert done.status == 1
    assert "Fichiers faits\u202f: 0 sur 3." in done.errors
    assert not seal.exists()


def test_a_page_opens_its_file(centre: Path, stick: Path, tmp_path: Path, run: Run) -> None:
    seal = tmp_path / "plis.pdf"
    made = run(
        ["centre", "files", str(centre), "--out", str(stick), "--seal", str(seal), "--commission", "2"]
    )
    assert made.status == 0, made.errors
    (path,) = stick.glob("[!.]*")
    groups = re.findall(r"(?m)^((?:[b-z][aeiou]){2})\s*$", page_texts(seal.read_bytes())[0])
    assert len(groups) == 6
    SqliteExamFiles().open(path, passphrase_key(" ".join(groups))).close()


@pytest.mark.parametrize(
    ("more", "status", "told"),
    [
        ((), 1, "--seal"),
        (("--no-passphrase", "--commission", "9"), 1, "Pas de commission 9"),
        (("--no-passphrase", "--out", "nulle-part"), 1, "n’existe pas"),
    ],
)
def test_what_can_t_be_made_is_told_and_nothing_is_written(
    centre: Path, stick: Path, run: Run, more: tuple[str, ...], status: int, told: str
) -> None:
    said = run(["centre", "files", str(centre), "--out", str(stick), *more])
    assert said.status == status
    assert told in said.errors
    assert list(stick.iterdir()) == []
    with SqliteCentreFiles().to_read(centre) as file:
        assert file.collection.sent() == ()


def test_a_page_that_is_there_is_not_replaced(centre: Path, stick: Path, tmp_path: Path, run: Run) -> None:
    seal = tmp_path / "plis.pdf"
    seal.write_text("à garder", encoding="utf-8")
    said = run(["centre", "files", str(centre), "--out", str(stick), "--seal", str(seal)])
    assert said.status == 1
    assert seal.read_text(encoding="utf-8") == "à garder"
    assert list(stick.iterdir()) == []


def test_a_centre_is_called_otherwise_and_what_bears_the_old_name_is_told(
    centre: Path, stick: Path, tmp_path: Path, run: Run
) -> None:
    assert run(["centre", "files", str(centre), "--out", str(stick), "--no-passphrase"]).status == 0
    done = run(["centre", "rename", str(centre), "--name", "Lycée d’à côté", "--uai", ""])
    assert done.status == 0, done.errors
    told = done.out.decode().replace("\u202f", " ")
    assert "Centre renommé : Lycée d’à côté, sans UAI, auparavant Lycée Fictif (0921234A)." in told
    assert "commissions 1, 2 et 3." in told
    again = run(["centre", "rename", str(centre), "--name", "Lycée d’à côté"])
    assert (again.status, "déjà ainsi" in again.out.decode()) == (0, True)
    for given, status in (["--uai", "12"], 1), (["--name", " "], 1), ([], 2):
        refused = run(["centre", "rename", str(centre), *given])
        assert refused.status == status
        assert "Rien n’a été écrit" in refused.errors
    # The files of before tell the old name: they are made again.
    seal = ["--seal", str(tmp_path / "b.pdf")]
    assert run(["centre", "files", str(centre), "--out", str(stick), *seal]).status == 0
    assert len(list(stick.glob("*suite.btsjury"))) == 3
