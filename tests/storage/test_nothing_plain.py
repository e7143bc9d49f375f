"""Every byte that a session leaves on the disk is searched for the candidate's name."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.storage.keyed import KEY

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("Zébulonsky", "Zebulonsky", "ZEBULONSKY", "zebulonsky", "Quatremain", "quatremain")
"""As typed, as the index writes them to search, and in a remark."""

PROGRAM = """
import logging, os, sys
from pathlib import Path
from btstc_jury.application.passphrases import FileKey
from btstc_jury.application.problems import FileProblem
from btstc_jury.application.sessions import Desk, create_file
from btstc_jury.domain import commands as do
from btstc_jury.domain.assessment import RemarkText
from btstc_jury.storage import SqliteExamFiles, migration
from btstc_jury.system.logs import install_logging
from sqlalchemy import text
from tests.fakes import FakeClock, FakeLibrary
from tests.forms_for_tests import JURORS, make_form, make_plan, make_session

install_logging()
folder = Path(sys.argv[1])
key = FileKey(raw=bytes.fromhex(sys.argv[2])) if sys.argv[2] else None
other = FileKey(raw=bytes(range(7, 39))) if key else None
desk = Desk(SqliteExamFiles(), FakeLibrary(make_form()), FakeClock())

def session(name):
    office = create_file(desk, folder / name, make_session(), key)
    for number in range(60):
        office.plan(make_plan(str(number), "Zébulonsky", "Zoé"), "essai")
    office.act(1, do.Open(JURORS))
    office.act(1, do.Start())
    for number in range(40):
        office.act(1, do.AddRemark(office.now(), RemarkText(f"{number} M. Quatremain " + "é" * 2000)))
    index = office.file.index
    assert len(index.search("zebulonsky", 100)) == 60
    assert index.on_day(index.days()[0][0])
    # Sorts more than a page holds.
    office.file._database.pragma("cache_size = 4")
    office.file._database.all(text("SELECT payload FROM journal ORDER BY payload, hash"))
    return office

# A file whose key is changed, and a copy of it that a change cut short leaves.
office = session("changed.btsjury")
if other:
    office.file.protection.change(other)
office.close()
file = desk.files.open(folder / "changed.btsjury", other)
real = os.replace
def refuse(*arguments, **options):
    raise SystemExit
os.replace = os.rename = refuse
from btstc_jury.storage import rekeying
rekeying.clear_away = lambda path: None
try:
    file.protection.change(key and FileKey(raw=bytes(32)))
except SystemExit:
    pass
os.replace = real
file.close()

# The copy that a migration keeps, and the one that it is making.
cipher = file._database.cipher
migration._copy(folder / "changed.btsjury", folder / "changed.btsjury.avant-migration", cipher)

# What fails is logged whole, with the row that was being written.
office = session("killed.btsjury")
database = office.file._database
try:
    database.run(text("INSERT INTO oral (oral, last_name) VALUES (1, :name)"), {"name": "Zébulonsky"})
except FileProblem:
    logging.getLogger("essai").exception("refused")
try:
    database.run(text("INSERT INTO nowhere VALUES (:name)"), {"name": "Quatremain"})
except FileProblem:
    logging.getLogger("essai").exception("refused")
office.file.heart.beat(office.now())
os._exit(9)
"""


def left_by_a_session(folder: Path, key: str) -> dict[str, bytes]:
    """All files that remain, of every place where the program may write."""
    places = {
        name: folder / name for name in ("files", "TMPDIR", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "HOME")
    }
    for place in places.values():
        place.mkdir()
    told = {name: str(place) for name, place in places.items()}
    told |= {"SQLITE_TMPDIR": told["TMPDIR"], "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-B", "-c", PROGRAM, places["files"], key],
        cwd=folder,
        env={**os.environ, **told},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 9, done.stderr.decode()
    files = {str(each.relative_to(folder)): each.read_bytes() for each in folder.rglob("*") if each.is_file()}
    return {**files, "said": done.stdout + done.stderr}


def named_in(files: dict[str, bytes]) -> set[str]:
    words = {name.encode(code) for name in NAMES for code in ("utf-8", "utf-16-le", "utf-16-be", "latin-1")}
    return {place for place, content in files.items() if any(word in content for word in words)}


@pytest.mark.skipif(sys.platform != "linux", reason="the places of the log are Linux's")
def test_no_name_is_left_anywhere_by_an_encrypted_file(tmp_path: Path) -> None:
    encrypted = tmp_path / "encrypted"
    encrypted.mkdir()
    left = left_by_a_session(encrypted, KEY.raw.hex())
    assert named_in(left) == set()
    kept = {Path(name).name for name, content in left.items() if content}
    killed = {"killed.btsjury", "killed.btsjury-journal"}
    copies = {"changed.btsjury.avant-migration", ".changed.btsjury.autre-cle"}
    assert kept >= {"changed.btsjury", "btstc-jury.log"} | killed | copies


@pytest.mark.skipif(sys.platform != "linux", reason="the places of the log are Linux's")
def test_a_plain_file_shows_that_the_search_finds(tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.mkdir()
    found = {Path(name).name for name in named_in(left_by_a_session(plain, ""))}
    assert found == {
        "changed.btsjury",
        "changed.btsjury.avant-migration",
        "killed.btsjury",
        "killed.btsjury-journal",
    }
