"""The file of a million events, on a few: it is what the program would have written."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from pathlib import Path

import pytest

from btstc_jury.storage.examination import examine
from btstc_jury.storage.rebuilding import rebuild_index
from tests.benchmarks import __main__ as program
from tests.benchmarks import many_events, sorting
from tests.benchmarks.many_events import OF_AN_ORAL, make_file
from tests.benchmarks.result import Result
from tests.forms_for_tests import make_form

_NOW = datetime(2027, 6, 1, 9, 0)  # noqa: DTZ001 - wall time, in a name


def test_conducted_orals_are_as_the_program_writes_them(tmp_path: Path) -> None:
    path = tmp_path / "longue.btsjury"
    assert make_file(path, make_form(), 3 * OF_AN_ORAL) == 3
    found = examine(path)
    assert found.orals == 3
    assert found.findings == ()
    rebuilt = rebuild_index(path, _NOW)
    assert (rebuilt.orals, rebuilt.changed, rebuilt.refused) == (3, 0, ())
    assert _rows(path) // 3 >= many_events.OF_AN_ORAL


def _rows(path: Path) -> int:

    with sqlite3.connect(path) as raw:
        count: int = raw.execute("SELECT count(*) FROM journal WHERE journal <> 'session'").fetchone()[0]
    raw.close()
    return count


def test_the_measure_of_sorting_runs() -> None:
    results = sorting.run((50,), turns=2)
    assert [each.goal for each in results] == [3, 3]
    assert all(each.measured > 0 for each in results)


def test_one_named_replaces_its_lines_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    written = tmp_path / "RESULTS.md"
    written.write_text("# Measures\n\n## act\n\nthen\n\n| an act |\n\n## sorting\n\nold\n", encoding="utf-8")
    monkeypatch.setattr(program, "_RESULTS", written)
    monkeypatch.setattr(sorting, "run", lambda: [Result("of two", 1, 2, 2, 3, "s")])
    assert program.main(["sorting"]) == 0
    told = written.read_text(encoding="utf-8")
    assert "## act\n\nthen\n\n| an act |\n" in told
    assert "old" not in told
    assert "| of two | 2.00 | ≤ 3 | yes | s |\n" in told
    assert program.main(["nothing"]) == 2
    assert "nothing: one of startup, " in capsys.readouterr().err


def test_what_is_absent_gets_no_figure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program, "_RESULTS", tmp_path / "RESULTS.md")
    absent = Result("of two", 0, 0, 0, 1, "LibreOffice absent", measured_here=False)
    monkeypatch.setattr(sorting, "run", lambda: [absent])
    assert not absent.met
    (tmp_path / "RESULTS.md").write_text("# Measures\n", encoding="utf-8")
    program.main(["sorting"])
    told = (tmp_path / "RESULTS.md").read_text(encoding="utf-8")
    assert "| of two | | ≤ 1 | not measured here | LibreOffice absent |" in told
