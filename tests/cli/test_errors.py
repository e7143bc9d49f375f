"""Every command with everything that can be wrong with what it is given: French words, the status that its
help tells, whatever the encoding of the output; never a traceback, a wait or a reading without end.
"""

from __future__ import annotations

import itertools
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.printed import Printed
from tests.cli.test_parsing import COMMANDS

ENCODINGS = ("utf-8", "cp1252", "iso-8859-15", "ascii")

# What stands for the exam file, its copies, and a folder to write in.
GIVEN, SOUND, OUT = "{given}", "{sound}", "{out}"

UNREADABLE = frozenset({
    "text", "empty", "cut", "folder", "pipe", "socket", "nowhere", "circle", "missing", "under a file",
    "too long", "zeros", "full", "void", "locked",
})  # fmt: skip
NO_FOLDER = UNREADABLE - {"folder", "missing"} | {"sound"}
"""What can't be a folder; one that is missing may be made."""

READING: dict[tuple[str, ...], int] = {
    ("check", GIVEN): 2,
    ("check", "--json", GIVEN): 2,
    ("rebuild-index", GIVEN): 2,
    ("find", GIVEN, "durand"): 2,
    ("export", "grids", GIVEN, "--out", OUT): 2,
    ("export", "person", GIVEN, "--number", "0012", "--out", OUT): 1,
    ("restore", GIVEN, "--to", f"{OUT}/neuf.btsjury", "--yes"): 2,
    ("purge", GIVEN, "--receipt", OUT, "--by", "Alix", "--yes"): 1,
    ("purge", GIVEN, "--receipt", OUT, "--by", "Alix", "--dry-run"): 1,
    ("verify", GIVEN): 2,
    ("verify", "--json", GIVEN): 2,
    ("verify", SOUND, "--trust", GIVEN): 2,
    ("forms", "check", GIVEN): 1,
    ("forms", "show", GIVEN): 1,
}
"""How each command reads an exam file, or what stands in its place, and its status when it can't."""
DAMAGED_IS_1 = {("check", GIVEN), ("check", "--json", GIVEN)}

WRITING: dict[tuple[str, ...], int] = {
    ("export", "grids", SOUND, "--out", GIVEN): 2,
    ("export", "person", SOUND, "--number", "0012", "--out", GIVEN): 1,
    ("restore", "--list", GIVEN): 2,
    ("purge", SOUND, "--receipt", GIVEN, "--by", "Alix", "--yes"): 1,
    ("purge", SOUND, "--receipt", OUT, "--backups", GIVEN, "--by", "Alix", "--dry-run"): 1,
}
"""How each command takes a folder."""


def filled(command: tuple[str, ...], given: Path, sound: Path, out: Path) -> list[str]:
    return [each.format(given=given, sound=sound, out=out) for each in command]


@pytest.mark.parametrize("command", READING, ids=" ".join)
def test_what_is_no_exam_file_is_told(
    command: tuple[str, ...],
    odd_things: dict[str, Path],
    run: Callable[..., Printed],
    tmp_path: Path,
) -> None:
    before = odd_things["sound"].read_bytes()
    for kind, encoding in zip(sorted(UNREADABLE), itertools.cycle(ENCODINGS)):
        printed = run(filled(command, odd_things[kind], odd_things["sound"], tmp_path), encoding)
        printed.check()
        expected = READING[command]
        if command in DAMAGED_IS_1 and kind in {"cut", "empty"}:
            expected = 1
        assert printed.status == expected, (kind, printed.words, printed.errors)
        assert printed.words + printed.errors
        if "--json" in command:
            told = json.loads(printed.out.decode())["files"]
            assert [each["file"] for each in told] == [str(odd_things[kind])]
    assert odd_things["sound"].read_bytes() == before
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("command", WRITING, ids=" ".join)
def test_what_is_no_folder_is_told(
    command: tuple[str, ...],
    odd_things: dict[str, Path],
    run: Callable[..., Printed],
    tmp_path: Path,
) -> None:
    sound = Path(shutil.copy(odd_things["sound"], tmp_path / "copie.btsjury"))
    (out := tmp_path / "out").mkdir()
    for kind, encoding in zip(sorted(NO_FOLDER), itertools.cycle(ENCODINGS)):
        printed = run(filled(command, odd_things[kind], sound, out), encoding)
        printed.check()
        assert printed.status == WRITING[command], (kind, printed.words, printed.errors)
        assert printed.errors
    assert sound.exists()
    assert not list(out.iterdir())


@pytest.mark.parametrize("kind", ["folder", "pipe", "socket", "nowhere", "circle", "zeros", "full", "void"])
def test_only_a_file_is_replaced_by_a_backup(
    kind: str, odd_things: dict[str, Path], run: Callable[..., Printed]
) -> None:
    target = odd_things[kind]
    printed = run(["restore", str(odd_things["sound"]), "--to", str(target), "--yes"])
    printed.check()
    assert printed.status == 1
    assert "pas un fichier ordinaire" in printed.errors
    assert os.path.lexists(target)
    assert not list(target.parent.glob("* – remplacé*"))


@pytest.mark.parametrize("companion", ["-journal", "-wal"])
@pytest.mark.parametrize("command", ["check", "rebuild-index", "export", "purge", "restore"])
def test_a_pipe_beside_an_exam_file_is_not_waited_for(
    command: str, companion: str, odd_things: dict[str, Path], run: Callable[..., Printed], tmp_path: Path
) -> None:
    exam = Path(shutil.copy(odd_things["sound"], tmp_path / "examen.btsjury"))
    os.mkfifo(f"{exam}{companion}")
    more = {
        "export": ["grids", str(exam), "--out", str(tmp_path)],
        "purge": [str(exam), "--receipt", str(tmp_path), "--by", "Alix", "--yes"],
        "restore": [str(exam), "--to", str(tmp_path / "neuf.btsjury"), "--yes"],
    }
    printed = run([command, *more.get(command, [str(exam)])])
    printed.check()
    assert printed.status in {1, 2}
    assert f"examen.btsjury{companion}" in printed.errors
    assert exam.exists()


def test_a_passphrase_is_one_line_of_a_file(
    odd_things: dict[str, Path], run: Callable[..., Printed], tmp_path: Path
) -> None:
    (wrong := tmp_path / "fausse.txt").write_text("deux petits chats\n", encoding="utf-8")
    (bytes_ := tmp_path / "octets.txt").write_bytes(b"caf\xe9\n")
    unfit = {kind: odd_things[kind] for kind in sorted(UNREADABLE - {"pipe", "locked"})}
    for path, encoding in zip((wrong, bytes_, *unfit.values()), itertools.cycle(ENCODINGS)):
        printed = run(["check", str(odd_things["locked"]), "--passphrase-file", str(path)], encoding)
        printed.check()
        assert printed.status == 2, path
        assert printed.errors


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_help_and_a_wrong_option_in_every_encoding(
    command: tuple[str, ...], encoding: str, run: Callable[..., Printed]
) -> None:
    for option, expected in (("--help", 0), ("--inconnue\x1b[2J\udcff", 2)):
        printed = run([*command, option], encoding)
        printed.check()
        assert printed.status == expected
        assert "utilisation" in printed.words + printed.errors


def test_an_odd_name_does_nothing_to_the_terminal(
    odd_things: dict[str, Path], run: Callable[..., Printed], tmp_path: Path
) -> None:
    exam = odd_things["odd name"]
    (tmp_path / "reçus").mkdir()
    mine = Path(shutil.copy(exam, tmp_path / exam.name))
    usual: dict[tuple[str, ...], int] = {
        ("check", str(mine)): 0,
        ("check", "--json", str(mine)): 0,
        ("verify", "--json", str(mine)): 2,
        ("verify", str(mine)): 2,
        ("export", "grids", str(mine), "--out", str(tmp_path / exam.stem)): 1,
        ("export", "person", str(mine), "--number", "0012", "--out", str(tmp_path / exam.stem)): 0,
        ("restore", "--list", str(tmp_path), "--to", str(mine)): 0,
        ("restore", str(exam), "--to", str(mine), "--yes"): 0,
        ("rebuild-index", str(mine)): 0,
        ("purge", str(mine), "--receipt", str(tmp_path / "reçus"), "--by", "Alix", "--yes"): 0,
    }
    for (command, expected), encoding in zip(usual.items(), itertools.cycle(ENCODINGS)):
        printed = run(list(command), encoding)
        printed.check()
        assert printed.status == expected, printed.errors
    (receipt,) = (tmp_path / "reçus").glob("*.json")
    assert json.loads(receipt.read_text("utf-8"))["file"]["name"] == mine.name
    assert not mine.exists()


@pytest.mark.parametrize(
    ("option", "value"),
    [("--by", "Al\udcffix"), ("--by", "x" * 5000), ("--by", "Alix\x1b[2J"), ("--before-term", "essai\u202e")],
)
def test_no_receipt_holds_what_nobody_sees(
    option: str, value: str, odd_things: dict[str, Path], run: Callable[..., Printed], tmp_path: Path
) -> None:
    exam = Path(shutil.copy(odd_things["sound"], tmp_path / "copie.btsjury"))
    (out := tmp_path / "out").mkdir()
    printed = run(["purge", str(exam), "--receipt", str(out), "--yes", option, value])
    printed.check()
    if option == "--by":
        assert printed.status == 1
        assert "Rien n’a été supprimé" in printed.errors
        assert exam.exists()
        assert not list(out.iterdir())
