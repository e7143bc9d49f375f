"""Where the tools of the command line take the key of a file from."""

from __future__ import annotations

import argparse
import io
from pathlib import Path

import pytest

from btstc_jury.application.passphrases import FileKey, passphrase_key, write_recovery_key
from btstc_jury.application.sessions import Desk, create_file
from btstc_jury.cli import passphrase
from btstc_jury.cli.passphrase import VARIABLE, key_for
from btstc_jury.cli.terminal import Stop
from tests.fakes import FakeClock, FakeLibrary
from tests.forms_for_tests import make_form, make_session
from tests.memory_file import MemoryFiles

PATH = Path("session.btsjury")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _no_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setattr("sys.stdin", io.StringIO())


@pytest.fixture
def files() -> MemoryFiles:
    return folder_with(passphrase_key("trois chats"))


def folder_with(key: FileKey | None) -> MemoryFiles:
    files = MemoryFiles()
    create_file(Desk(files, FakeLibrary(make_form()), FakeClock()), PATH, make_session(), key).close()
    return files


def test_a_plain_file_needs_none() -> None:
    assert key_for(PATH, folder_with(None), None) is None


def test_from_a_file(files: MemoryFiles, tmp_path: Path) -> None:
    given = tmp_path / "phrase.txt"
    given.write_text("trois chats\r\nautre chose\n", encoding="utf-8-sig", newline="")
    parser = argparse.ArgumentParser()
    passphrase.add_option(parser)
    options = parser.parse_args(["--passphrase-file", str(given)])
    key = key_for(PATH, files, options.passphrase_file)
    assert key is not None
    assert files.open(PATH, key).path == PATH


def test_from_the_environment(files: MemoryFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "trois chats")
    key = key_for(PATH, files, None)
    assert key is not None
    assert files.open(PATH, key).path == PATH


def test_a_recovery_key_serves_too(files: MemoryFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, files.kept[PATH].protection.recovery_key().lower())
    key = key_for(PATH, files, None)
    assert key is not None
    assert files.open(PATH, key).path == PATH


def test_asked_for(files: MemoryFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def answer(prompt: str) -> str:
        asked.append(prompt)
        return "trois chats"

    monkeypatch.setattr("sys.stdin", Terminal())
    monkeypatch.setattr(passphrase, "getpass", answer)
    key = key_for(PATH, files, None)
    assert key is not None
    assert files.open(PATH, key).path == PATH
    assert asked == ["Phrase de passe de «\u202fsession.btsjury\u202f»\u202f: "]


def test_without_a_terminal_it_is_said_how_to_give_it(files: MemoryFiles) -> None:
    with pytest.raises(Stop, match="--passphrase-file"):
        key_for(PATH, files, None)


@pytest.mark.parametrize(
    ("content", "said"), [(b"", "est vide"), (b"\n", "est vide"), (b"\xff\xfe\xfa", "ne peut pas être lu")]
)
def test_a_file_without_a_passphrase_is_told(
    files: MemoryFiles, tmp_path: Path, content: bytes, said: str
) -> None:
    given = tmp_path / "phrase.txt"
    given.write_bytes(content)
    with pytest.raises(Stop, match=said):
        key_for(PATH, files, given)


def test_a_missing_passphrase_file_is_told(files: MemoryFiles, tmp_path: Path) -> None:
    with pytest.raises(Stop, match="ne peut pas être lu"):
        key_for(PATH, files, tmp_path / "absent.txt")


def test_a_mistyped_recovery_key_is_told(files: MemoryFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    text = write_recovery_key(bytes(32))
    monkeypatch.setenv(VARIABLE, "1" + text[1:])
    with pytest.raises(Stop, match="groupe n°\u202f1 "):
        key_for(PATH, files, None)
