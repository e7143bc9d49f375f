"""What is printed, on whatever output: never a traceback, and the status is the command's."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import TextIO

import pytest

from btstc_jury.cli import main
from btstc_jury.cli.streams import LOST, ask
from btstc_jury.cli.terminal import complain, say
from tests.cli.test_main import status

Use = Callable[[str], io.BytesIO]


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch) -> Use:
    """Have standard output and error of that encoding; what is then written there."""

    def replace(encoding: str) -> io.BytesIO:
        written = io.BytesIO()
        for name in ("stdout", "stderr"):
            monkeypatch.setattr(f"sys.{name}", io.TextIOWrapper(written, encoding, write_through=True))
        return written

    return replace


@pytest.mark.parametrize("encoding", ["cp1252", "iso-8859-15", "iso-8859-1", "cp850", "ascii", "utf-8"])
def test_every_encoding_will_do(encoding: str, use: Use) -> None:
    written = use(encoding)
    assert main(["forms", "show", "e4-ponctuel"]) == 0
    assert main(["forms", "show", "e9-inconnu"]) == 1
    told = written.getvalue().decode(encoding)
    assert "Brevet de technicien" in told
    assert "e9-inconnu" in told
    if encoding in {"cp1252", "iso-8859-15"}:
        assert "Négociation" in told
        assert "Œ" not in told or "œuvre" in told
    if encoding == "utf-8":
        assert "\u202f" in told


def test_the_nearest_character_stands_for_one_that_is_lacking(use: Use) -> None:
    written = use("cp1252")
    main(["forms", "list"])
    written.truncate(0)
    written.seek(0)
    say("d’œuvre\u202f: « 3 € » → 漢 \udcff")
    assert written.getvalue().decode("cp1252") == "d’œuvre\xa0: « 3 € » -> ? ?\n"


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "utf-16", "utf-8"])
def test_json_is_utf_8_whatever_the_output(encoding: str, use: Use) -> None:
    written = use(encoding)
    assert main(["forms", "show", "e4-ponctuel", "--json"]) == 0
    told = json.loads(written.getvalue().decode("utf-8"))
    assert told["title"] == "Négociation technico-commerciale"


def test_a_foreign_text_is_one_line_that_does_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    say("\x1b[2Ja\nb\r\tc\x7f\x9b1m\u202e", Path("d\n.pdf"))
    complain("e\x1b")
    told = capsys.readouterr()
    assert told.out == "␛[2Ja␊b␍␉c␡\ufffd1m\ufffd\nd␊.pdf\n"
    assert told.err == "e␛\n"


def test_a_reader_that_goes_away_is_no_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What the command does it does to its end, and its status is what it found."""
    reading, writing = os.pipe()
    os.close(reading)
    faulty = tmp_path / "fausse.toml"
    faulty.write_text("key = 3", encoding="utf-8")
    with os.fdopen(writing, "w", encoding="utf-8") as closed:
        monkeypatch.setattr("sys.stdout", closed)
        assert main(["forms", "show", "e4-ponctuel"]) == 0
        assert main(["forms", "show", "e4-ponctuel", "--json"]) == 0
        assert main(["forms", "check", str(Path(__file__).parents[2] / "forms"), str(faulty)]) == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
def test_an_output_that_cannot_be_written_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        monkeypatch.setattr("sys.stdout", full)
        assert main(["forms", "list"]) == LOST
    assert capsys.readouterr().err == "La sortie n’a pas pu être écrite\u202f: le disque est plein.\n"


COMMANDS = {
    ("--help",): 0,
    ("--version",): 0,
    ("forms", "--help"): 0,
    ("inconnue",): 2,
    ("--inconnue",): 2,
    ("verify",): 2,
    ("verify", "rien.pdf"): 2,
    ("verify", "--json", "rien.pdf"): 2,
    ("check", "rien.btsjury"): 2,
    ("forms", "list"): 0,
    ("forms", "show", "inconnue"): 1,
    ("restore", "--list", "rien"): 2,
    ("demo", "--headless"): 2,
}
"""And the status of each where all can be printed."""


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("lost", [("stdout",), ("stderr",), ("stdout", "stderr")], ids="+".join)
def test_every_answer_into_what_takes_none(
    command: tuple[str, ...], lost: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A closed pipe changes nothing; what can't be written is told by the status, whatever is lost."""
    monkeypatch.chdir(Path(__file__).parent)

    def answer(streams: dict[str, TextIO]) -> int:
        with monkeypatch.context() as replaced:
            for name, stream in streams.items():
                replaced.setattr(f"sys.{name}", stream)
            return status(*command)

    kept = {name: io.BytesIO() for name in ("stdout", "stderr")}
    usual = {name: io.TextIOWrapper(each, "utf-8", write_through=True) for name, each in kept.items()}
    assert answer({**usual}) == COMMANDS[command]
    with ExitStack() as opened:
        closed = {name: opened.enter_context(_closed_pipe()) for name in lost}
        assert answer({**closed}) == COMMANDS[command]
    if Path("/dev/full").exists():
        with ExitStack() as opened:
            full = {name: opened.enter_context(Path("/dev/full").open("w")) for name in lost}
            said = any(kept[name].getvalue() for name in lost)
            assert answer({**full}) == (LOST if said else COMMANDS[command])


def _closed_pipe() -> io.TextIOWrapper:
    reading, writing = os.pipe()
    os.close(reading)
    return os.fdopen(writing, "w", encoding="utf-8")


def test_a_program_without_a_console_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(f"sys.{name}", None)
    assert main(["forms", "list"]) == 0
    assert main(["forms", "show", "e9-inconnu"]) == 1
    assert ask("Oui\u202f? ") == ""


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
@pytest.mark.parametrize("command", [("verify",), ("forms", "check")])
def test_a_pipe_or_a_device_is_not_waited_for(
    command: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pipe = tmp_path / "tube.pdf"
    os.mkfifo(pipe)
    for path in (pipe, Path("/dev/zero")):
        assert main([*command, str(path)]) in {1, 2}
        told = capsys.readouterr()
        assert "pas un fichier ordinaire" in told.out + told.err
