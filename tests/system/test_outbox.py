"""All files get to their folder, or none; nothing there is replaced."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.system.outbox import FolderOutbox


def visible(folder: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in folder.iterdir() if each.is_file()}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "vers" / "le centre"


def test_files_are_seen_only_once_all_are_there(folder: Path) -> None:
    outbox = FolderOutbox(folder)
    assert outbox.put("un", {".pdf": b"1"}) == ("un.pdf",)
    assert outbox.put("index", {".csv": b"c", ".pdf": b"p"}) == ("index.csv", "index.pdf")
    assert visible(folder) == {}
    outbox.commit()
    assert visible(folder) == {"un.pdf": b"1", "index.csv": b"c", "index.pdf": b"p"}
    assert {each.name for each in folder.iterdir()} == set(visible(folder))
    if os.name == "posix":
        assert {each.stat().st_mode & 0o777 for each in folder.iterdir()} == {0o600}
    outbox.discard()
    assert len(visible(folder)) == 3


def test_names_that_meet_are_numbered_whatever_their_case(folder: Path) -> None:
    outbox = FolderOutbox(folder)
    names = [outbox.put(stem, {".pdf": b"x"})[0] for stem in ("É", "é", "E\u0301", "É (2)")]
    assert names == ["É.pdf", "é (2).pdf", "E\u0301 (3).pdf", "É (2) (2).pdf"]


def test_what_is_there_is_never_replaced(folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "un.pdf").write_bytes(b"autre")
    (folder / "deux.pdf").write_bytes(b"2")
    (folder / "index.pdf").write_bytes(b"ancien")
    (folder / "trois.pdf").mkdir()
    outbox = FolderOutbox(folder)
    assert outbox.put("un", {".pdf": b"1"}) == ("un (2).pdf",)
    assert outbox.put("deux", {".pdf": b"2"}) == ("deux.pdf",)
    assert outbox.put("trois", {".pdf": b"3"}) == ("trois (2).pdf",)
    assert outbox.put("index", {".csv": b"c", ".pdf": b"p"}) == ("index (2).csv", "index (2).pdf")
    outbox.commit()
    assert visible(folder) == {
        "un.pdf": b"autre",
        "un (2).pdf": b"1",
        "deux.pdf": b"2",
        "trois (2).pdf": b"3",
        "index.pdf": b"ancien",
        "index (2).csv": b"c",
        "index (2).pdf": b"p",
    }


def test_what_is_discarded_leaves_nothing(folder: Path, tmp_path: Path) -> None:
    outbox = FolderOutbox(folder)
    outbox.discard()
    outbox.put("un", {".pdf": b"1"})
    outbox.discard()
    outbox.discard()
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_was_there_stays(folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "à garder.txt").write_bytes(b"x")
    outbox = FolderOutbox(folder)
    outbox.put("un", {".pdf": b"1"})
    outbox.discard()
    assert [each.name for each in folder.iterdir()] == ["à garder.txt"]


def test_a_file_that_comes_meanwhile_takes_nothing_away(folder: Path) -> None:
    outbox = FolderOutbox(folder)
    outbox.put("un", {".pdf": b"1"})
    outbox.put("deux", {".pdf": b"2"})
    (folder / "deux.pdf").write_bytes(b"de quelqu'un d'autre")
    with pytest.raises(FileProblem) as caught:
        outbox.commit()
    assert caught.value.kind is ProblemKind.EXISTS
    outbox.discard()
    assert visible(folder) == {"deux.pdf": b"de quelqu'un d'autre"}
    assert len(list(folder.iterdir())) == 1


def test_a_file_in_the_place_of_the_folder_is_told(folder: Path) -> None:
    folder.parent.mkdir()
    folder.write_bytes(b"x")
    outbox = FolderOutbox(folder)
    with pytest.raises(FileProblem):
        outbox.put("un", {".pdf": b"1"})
    outbox.discard()
    assert folder.read_bytes() == b"x"
