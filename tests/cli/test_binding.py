"""Rows of a real file edited behind the program's back: ``check`` and the export tell, nothing goes out."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from btstc_jury.application.sessions import Desk, open_file
from btstc_jury.bootstrap import form_folders
from btstc_jury.cli import main
from btstc_jury.domain import events as ev
from btstc_jury.exchange.form_library import FormLibrary
from btstc_jury.storage import SqliteExamFiles
from tests.fakes import FakeClock
from tests.signed_file import all_gone, cut, edit, lost, of_the_other, signed_file

Output = pytest.CaptureFixture[str]


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


def test_a_signed_grid_that_was_reopened_and_changed_is_sound(path: Path) -> None:
    """Its signatures are void, its document stays, and the mark is another one."""
    desk = Desk(SqliteExamFiles(), FormLibrary(form_folders()), FakeClock())
    office, _ = open_file(desk, path)
    office.act(1, ev.Reopened("erreur de report"))
    office.act(1, ev.MarkProposed(Decimal("7.5")))
    office.close()
    assert main(["check", str(path)]) == 0
    office, _ = open_file(desk, path)
    office.act(1, ev.Finalised())
    office.close()
    assert main(["check", str(path)]) == 0
