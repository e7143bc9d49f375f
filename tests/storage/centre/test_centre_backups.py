"""Backups of a centre file: made while it is open, listed, compared, put back in its place."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from btstc_jury.application.backups import CentreHolding, Order
from btstc_jury.application.centre.ports import CentreAct
from btstc_jury.application.passphrases import FileKey
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.application.views.backups import differs, holds
from btstc_jury.cli import main
from btstc_jury.domain.centre.timetable import Timetable
from btstc_jury.storage.backup import SqliteBackups
from btstc_jury.storage.centre import SqliteCentreFiles
from btstc_jury.storage.centre.file import SqliteCentreFile
from btstc_jury.storage.cipher import Access
from tests.centres import a_pictured_centre
from tests.storage.keyed import KEY

NOW = datetime(2027, 5, 18, 12, 0, 5)  # noqa: DTZ001 - wall time
ACT = CentreAct(1_810_000_000_000_000, "Alix", "Tout retiré")


@pytest.fixture(params=[None, KEY], ids=["plain", "encrypted"])
def key(request: pytest.FixtureRequest) -> FileKey | None:
    found: FileKey | None = request.param
    return found


def backed_up(file: SqliteCentreFile, folder: Path, moment: datetime = NOW) -> Path:
    folder.mkdir(exist_ok=True)
    order = Order(file.path, folder, frozenset(), moment)
    return SqliteBackups().make(order, lambda _done, _total: True)


def test_a_copy_of_an_open_file_is_put_back(tmp_path: Path, key: FileKey | None) -> None:
    file = a_pictured_centre(tmp_path, key)
    before = file.timetable()
    made = backed_up(file, tmp_path / "copies")
    assert made.name == "centre – 2027-05-18 12h00m05.btscentre"
    file.replan(before, Timetable(), ACT)
    file.close()
    store = SqliteBackups(Access(*([key] if key else [])))
    assert [each.path for each in store.found(tmp_path / "copies")] == [made]
    backup, current = store.holding(made), store.holding(file.path)
    assert isinstance(backup, CentreHolding)
    assert holds(backup).startswith(
        "Centre, session 2027 · 13 candidats, 14 créneaux, 0 dépôt, 3 actes · dernier acte"
    )
    assert differs(backup, current) == "Il y manque 1 acte."
    done = store.restore(made, file.path, NOW)
    assert done.aside is not None
    assert done.aside.suffix == ".btscentre"
    with SqliteCentreFiles().to_read(file.path, key) as again:
        assert again.timetable() == before
    with SqliteCentreFiles().to_read(done.aside, key) as replaced:
        assert replaced.timetable() == Timetable()


def test_copies_are_thinned_by_age(tmp_path: Path) -> None:
    with closing(a_pictured_centre(tmp_path)) as file:
        for minutes in range(45):
            backed_up(file, tmp_path / "copies", NOW + timedelta(minutes=minutes))
    found = SqliteBackups().found(tmp_path / "copies")
    assert len(found) == 40


def test_a_damaged_file_is_not_copied_nor_put_back(tmp_path: Path) -> None:
    file = a_pictured_centre(tmp_path)
    made = backed_up(file, tmp_path / "copies")
    file.close()
    for each in (made, file.path):
        with closing(sqlite3.connect(each)) as raw, raw:
            raw.execute("UPDATE slot SET oral = 'hier' WHERE candidate = 1")
    whole = file.path.read_bytes()
    with pytest.raises(FileProblem) as caught:
        SqliteBackups().restore(made, file.path, NOW)
    assert caught.value.kind is ProblemKind.DAMAGED
    with pytest.raises(FileProblem) as caught:
        SqliteBackups().make(Order(file.path, tmp_path, frozenset(), NOW), lambda _done, _total: True)
    assert caught.value.kind is ProblemKind.DAMAGED
    assert file.path.read_bytes() == whole


def test_the_command_lists_and_restores(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = a_pictured_centre(tmp_path)
    made = backed_up(file, tmp_path / "copies")
    before = file.timetable()
    file.replan(before, Timetable(), ACT)
    file.close()
    assert main(["restore", "--list", str(tmp_path / "copies"), "--to", str(file.path)]) == 0
    assert "Il y manque 1 acte." in capsys.readouterr().out
    assert main(["restore", str(made), "--to", str(file.path), "--yes"]) == 0
    with SqliteCentreFiles().to_read(file.path) as again:
        assert again.timetable() == before
