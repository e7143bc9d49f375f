"""One writer at a time; a second instance reads, and says why it can't write."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from btstc_jury.application.office import Office
from btstc_jury.application.passphrases import FileKey
from btstc_jury.application.ports import Part
from btstc_jury.application.problems import ReadOnlyFile
from btstc_jury.application.sessions import Desk, open_file
from btstc_jury.domain import events as ev
from tests.forms_for_tests import make_plan, make_session
from tests.storage.keyed import told_to_another

ROOT = Path(__file__).resolve().parents[2]

HOLDER = """
import sys
from pathlib import Path
from tests.storage.keyed import KeyedFiles, key_told
file = KeyedFiles(key_told()).open(Path(sys.argv[1]))
print(file.read_only or "writing", len(file.entries(1)), flush=True)
sys.stdin.readline()
file.close()
"""


def start(path: Path, key: FileKey | None) -> subprocess.Popen[str]:
    """Another process that opens the file and keeps it until told."""
    return subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), **told_to_another(key)},
    )


def answer(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_a_second_process_reads_what_the_first_wrote(office: Office, path: Path, key: FileKey | None) -> None:
    office.act(1, ev.Rated(1, "S"))
    with start(path, key) as second:
        assert answer(second) == "busy 4"
        office.act(1, ev.Rated(2, "S"))
        second.communicate("\n")
    assert second.returncode == 0
    office.act(1, ev.Rated(3, "S"))


def test_a_second_instance_in_one_process_reads_too(office: Office, desk: Desk, path: Path) -> None:
    second, running = open_file(desk, path)
    try:
        assert (second.read_only, running) == ("busy", 1)
        assert second.history(1) == office.history(1)
        head = office.file.index.head(1)
        for write in (
            lambda: second.act(1, ev.Rated(1, "S")),
            lambda: second.plan(make_plan("2"), "essai"),
            lambda: second.describe(make_session()),
            lambda: second.file.heart.beat(second.now()),
            lambda: second.file.append_all(
                (Part(second.file.entries(1)[:1], second.oral(1).form, second.file.index.summary(1)),)
            ),
        ):
            with pytest.raises(ReadOnlyFile, match="busy"):
                write()
        assert office.file.index.head(1) == head
        office.act(1, ev.Rated(1, "S"))
        assert len(second.file.entries(1)) == 4
    finally:
        second.close()


def test_a_reader_that_closes_leaves_the_writer_its_file(office: Office, desk: Desk, path: Path) -> None:
    desk.files.open(path).close()
    office.act(1, ev.Rated(1, "S"))
    office.close()
    again = desk.files.open(path)
    try:
        assert (again.read_only, len(again.entries(1))) == ("", 4)
    finally:
        again.close()


def test_the_file_is_free_once_closed(office: Office, path: Path, key: FileKey | None) -> None:
    office.close()
    with start(path, key) as other:
        assert answer(other) == "writing 3"
        other.communicate("\n")


def test_the_file_is_free_once_its_writer_was_killed(
    office: Office, desk: Desk, path: Path, key: FileKey | None
) -> None:
    office.close()
    with start(path, key) as other:
        assert answer(other) == "writing 3"
        reader = desk.files.open(path)
        assert reader.read_only == "busy"
        reader.close()
        other.kill()
    again = desk.files.open(path)
    try:
        assert again.read_only == ""
    finally:
        again.close()


def test_a_file_has_one_writer_under_any_of_its_names(office: Office, desk: Desk, path: Path) -> None:
    link = path.with_name("raccourci.btsjury")
    link.symlink_to(path)
    second = desk.files.open(link)
    try:
        assert (second.read_only, second.path) == ("busy", path)
    finally:
        second.close()
