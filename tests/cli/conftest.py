"""Exam files that are right, and all that may be given instead of one; made once."""

from __future__ import annotations

import argparse
import io
import os
import socket
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from btstc_jury import cli
from btstc_jury.application.passphrases import FileKey, passphrase_key
from btstc_jury.application.sessions import Desk, create_file
from btstc_jury.cli.passphrase import VARIABLE
from btstc_jury.domain.standing import Stage
from btstc_jury.storage import SqliteExamFiles
from tests.application.offices import bring
from tests.cli.printed import Printed
from tests.cli.test_main import status
from tests.fakes import FakeClock, FakeLibrary
from tests.forms_for_tests import make_form, make_plan, make_session

PASSPHRASE = "trois petits chats"


def make_exam(path: Path, key: FileKey | None = None) -> Path:
    """A closed file whose only oral is settled and whose term is over."""
    office = create_file(
        Desk(SqliteExamFiles(), FakeLibrary(make_form()), FakeClock()), path, make_session(), key
    )
    office.plan(make_plan(scheduled=datetime(2001, 6, 1, 9, 0)), "essai")  # noqa: DTZ001 - wall time
    bring(office, 1, Stage.FINALISED)
    office.close()
    return path


@pytest.fixture(scope="session")
def odd_things(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Path]]:
    """By what it is. Never to be changed: a test that might works on copies."""
    if not hasattr(os, "mkfifo"):
        pytest.skip("this system has no named pipes")
    folder = tmp_path_factory.mktemp("choses")
    names = ("sound", "locked", "cut", "text", "empty", "folder", "pipe", "socket", "nowhere", "circle")
    found = {name: folder / f"{name}.btsjury" for name in names}
    make_exam(found["sound"])
    make_exam(found["locked"], passphrase_key(PASSPHRASE))
    content = found["sound"].read_bytes()
    found["cut"].write_bytes(content[:9000])
    found["text"].write_text("bonjour, ceci n’est pas un fichier d’examen", encoding="utf-8")
    found["empty"].touch()
    found["folder"].mkdir()
    os.mkfifo(found["pipe"])
    found["nowhere"].symlink_to(folder / "nulle part")
    found["circle"].symlink_to(found["circle"])
    odd = os.fsdecode(os.fsencode(folder) + b"/od\xffd\x1b[2J\n\xe2\x80\xae.btsjury")
    Path(odd).write_bytes(content)
    found |= {
        "odd name": Path(odd),
        "missing": folder / "absent.btsjury",
        "under a file": found["sound"] / "x.btsjury",
        "too long": folder / f"{'x' * 300}.btsjury",
        "zeros": Path("/dev/zero"),
        "full": Path("/dev/full"),
        "void": Path(os.devnull),
    }
    with socket.socket(socket.AF_UNIX) as unix:
        unix.bind(str(found["socket"]))
        yield found


@pytest.fixture(scope="session")
def known_commands() -> argparse.ArgumentParser:
    """What a process makes once, for the one command that it carries out."""
    return cli.command_parser()


@pytest.fixture(autouse=True)
def _commands_known(monkeypatch: pytest.MonkeyPatch, known_commands: argparse.ArgumentParser) -> None:
    monkeypatch.setattr(cli, "command_parser", lambda: known_commands)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Printed]:
    """``run(arguments, encoding)`` in this process, with nobody at the keyboard."""
    monkeypatch.delenv(VARIABLE, raising=False)

    def run_command(arguments: list[str], encoding: str = "utf-8") -> Printed:
        out, err = io.BytesIO(), io.BytesIO()
        with monkeypatch.context() as streams:
            streams.setattr("sys.stdin", io.StringIO(""))
            streams.setattr("sys.stdout", io.TextIOWrapper(out, encoding, write_through=True))
            streams.setattr("sys.stderr", io.TextIOWrapper(err, encoding, write_through=True))
            ended = status(*arguments)
            return Printed(ended, out.getvalue(), err.getvalue(), encoding)

    return run_command
