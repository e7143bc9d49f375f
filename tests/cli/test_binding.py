"""Rows of a real file edited behind the program's back: ``check`` and the export tell, nothing goes out."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import cache, partial
from pathlib import Path
from tempfile import mkdtemp

import pytest

from btstc_jury.application.evaluation import evaluation_of
from btstc_jury.application.office import Office
from btstc_jury.application.pins import choose_pin
from btstc_jury.application.sessions import Desk, create_file
from btstc_jury.application.signing import SigningWish, begin, carry_out, record
from btstc_jury.application.views.grid import GridView
from btstc_jury.bootstrap import form_folders
from btstc_jury.cli import main
from btstc_jury.documents.signing.tools import PdfSigningTools
from btstc_jury.documents.signing.verification.kept import read_kept
from btstc_jury.domain import events as ev
from btstc_jury.domain.session import FileKind
from btstc_jury.domain.signing import Means
from btstc_jury.exchange.evaluation_json import decode_evaluation, encode_evaluation
from btstc_jury.exchange.form_library import FormLibrary
from btstc_jury.storage import SqliteExamFiles
from tests.each_status import COMPLIANT, HERE, Orals
from tests.fakes import FakeClock
from tests.forms_for_tests import make_session

Output = pytest.CaptureFixture[str]
TOOLS = PdfSigningTools(partial(read_kept, read_data=decode_evaluation))


def evaluate(office: Office, number: int, grid: GridView) -> bytes:
    return encode_evaluation(evaluation_of(office, number, grid))


@cache
def signed_file() -> Path:
    """Two orals: the first one signed by two, the other by one."""
    path = Path(mkdtemp()) / "session.btsjury"
    clock = FakeClock()
    desk = Desk(SqliteExamFiles(), FormLibrary(form_folders()), clock)
    office = create_file(desk, path, make_session(FileKind.EXAM))
    orals = Orals(office, clock)
    for name, signatures in (("Durand", 2), ("Petit", 1)):
        oral = orals.plan(name)
        orals.act(oral, ev.PresenceChecked(HERE), ev.DossierChecked(COMPLIANT))
        orals.conduct(oral)
        orals.settle(oral)
        for juror in office.oral(oral).jurors[:signatures]:
            if not any(each.juror == juror.key for each in office.session.pins):
                choose_pin(office, juror.key, f"code {juror.key}")
            wish = SigningWish(juror.key, Means.INTERNAL, secret=f"code {juror.key}")
            record(office, carry_out(begin(office, oral, wish, evaluate), TOOLS))
    office.close()
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return Path(shutil.copy(signed_file(), tmp_path))


def edit(path: Path, change: Callable[[sqlite3.Connection], object]) -> None:
    with closing(sqlite3.connect(path)) as database, database:
        change(database)


def lost(database: sqlite3.Connection) -> None:
    database.execute("DELETE FROM document WHERE oral = 1 AND revision = 2")


def of_the_other(database: sqlite3.Connection) -> None:
    ((content,),) = database.execute("SELECT content FROM document WHERE oral = 2 AND revision = 1")
    database.execute(
        "UPDATE document SET content = ?, digest = ? WHERE oral = 1 AND revision = 2",
        (content, hashlib.sha256(content).digest()),
    )


def all_gone(database: sqlite3.Connection) -> None:
    database.execute("DELETE FROM document WHERE oral = 1")


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
