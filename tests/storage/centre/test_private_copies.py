"""Copies of what was received, made to be read, don't outlive a program that was killed."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from btstc_jury.storage.centre import SqliteCentreFiles
from btstc_jury.storage.centre.receiving import open_copy
from tests.centres import a_pictured_centre
from tests.collected_files import brought
from tests.signed_file import READ


def test_a_copy_left_by_a_killed_program_is_gone_at_the_next_opening(tmp_path: Path) -> None:
    path = a_pictured_centre(tmp_path)
    path.close()
    with open_copy(brought().morning, path.path, (), READ, lambda *_: ()):
        (copy,) = tmp_path.glob(".*.essai")
        left, side = copy.with_name(copy.name), copy.with_name(f"{copy.name}-journal")
        content = copy.read_bytes()
    left.write_bytes(content)
    side.write_bytes(b"x")
    own = tmp_path / ".notes.essai"
    own.write_text("à quelqu’un", encoding="utf-8")
    with closing(SqliteCentreFiles().open(path.path)):
        assert not left.exists()
        assert not side.exists()
    assert own.is_file()
