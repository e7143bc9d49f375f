"""Slow packages are imported only by what needs them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.storage.make_old_files import make_file

ROOT = Path(__file__).resolve().parents[2]

CREATE = """
from btstc_jury.domain.events import SessionDescribed
from btstc_jury.domain.journal import Entry
from btstc_jury.storage import SqliteExamFiles
from tests.fakes import FakeClock
from tests.forms_for_tests import make_session
entry = Entry(1, 1, FakeClock().now(), "", SessionDescribed(make_session()))
SqliteExamFiles().create(path.with_name("new.btsjury"), entry, make_session()).close()
"""
OPEN = """
from btstc_jury.storage import SqliteExamFiles
SqliteExamFiles().open(path).close()
"""


@pytest.mark.parametrize(
    ("code", "unwanted"),
    [
        ("import btstc_jury.cli", ("sqlalchemy", "alembic", "sqlite3", "sqlcipher3", "btstc_jury.storage")),
        (CREATE, ("alembic", "sqlcipher3")),
        (OPEN, ("alembic", "sqlcipher3")),
    ],
    ids=["start", "create", "open"],
)
def test_what_is_not_needed_is_not_imported(path: Path, code: str, unwanted: tuple[str, ...]) -> None:
    make_file(path)
    program = f"import sys; from pathlib import Path; path = Path(sys.argv[1])\n{code}\nprint(*sys.modules)"
    found = subprocess.run(
        [sys.executable, "-c", program, str(path)], cwd=ROOT, check=True, capture_output=True, text=True
    )
    assert set(unwanted) & set(found.stdout.split()) == set()
