"""The settings come back as they were saved; a file that makes no sense is put aside, never fatal."""

from __future__ import annotations

import errno
import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from btstc_jury.application.problems import FileProblem
from btstc_jury.application.settings import Settings, Shelf
from btstc_jury.system.settings import FileSettings, ForgetfulSettings

FULL = Settings(
    "dark",
    150,
    tuple(Path.cwd().absolute() / f"Épreuve {n}.btsjury" for n in range(10)),
    Path.cwd().absolute(),
    "AdnQ/+8=",
    forms_folder=Path.cwd().absolute() / "formes",
    cases_folder=Path.cwd().absolute() / "cas",
    auto_cover=0,
    keep_awake=False,
    candidate_monitor="HDMI-1",
    candidate_place="AdnQ/+8=",
    keys={"oral.next": "Ctrl+F7"},
    auto_lock=0,
    encrypted=(Path.cwd().absolute() / "Épreuve 1.btsjury",),
    recovery_due=(Path.cwd().absolute() / "Épreuve 2.btsjury",),
    timestamp_url="https://horodatage.example/tsa",
    seal_file=Path.cwd().absolute() / "sceau.p12",
    folders={Shelf.OPINIONS: Path.cwd().absolute()},
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.json"


@pytest.fixture
def told(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    with caplog.at_level(logging.INFO):
        yield caplog


@pytest.mark.parametrize("settings", [Settings(), FULL], ids=["default", "full"])
def test_settings_come_back_as_they_were_saved(path: Path, settings: Settings) -> None:
    FileSettings(path).save(FULL)
    FileSettings(path).save(settings)
    assert FileSettings(path).load() == settings
    assert list(path.parent.iterdir()) == [path]


def test_at_the_first_start_there_are_the_defaults(path: Path) -> None:
    assert FileSettings(path).load() == Settings()
    assert not path.parent.exists()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"{",
        b"[]",
        b'{"theme": "pink"}',
        b'{"theme": "\xff"}',
        b'{"text_scale": 0}',
        b'{"text_scale": 201}',
        b'{"text_scale": "100"}',
        b'{"recent": ["relative.btsjury"]}',
        b'{"recent": [1]}',
        '{"geometry": "é"}'.encode(),
        b'{"geometry": "not base64!"}',
        b'{"last_folder": 3}',
        b'{"candidate_place": "not base64!"}',
        b'{"auto_cover": -1}',
        b'{"auto_cover": 61}',
        b'{"keys": {"oral.next": 3}}',
        b'{"last_folder": "/a\\u0000b"}',
        b'{"recent": ["/a\\u0000b"]}',
        b'{"seal_file": "\\u0000"}',
        b'{"backup_folder": "/\\u0000"}',
        b'{"backup_folder": "/\\ud800"}',
        b'{"timestamp_url": "\\udcff"}',
        b'{"geometry": "AAAAA"}',
        b'{"folders": []}',
        b'{"folders": {"cases": "relative"}}',
        b'{"folders": {"cases": 3}}',
        b'{"text_scale": 1' + b"0" * 5000 + b"}",
        b'{"text_scale": 1e999}',
        b'{"text_scale": NaN}',
        b'{"text_scale": true}',
        b"[" * 100_000,
        b'{"theme": "' + b"a" * (1 << 20) + b'"}',
    ],
)
def test_what_makes_no_sense_is_put_aside(path: Path, told: pytest.LogCaptureFixture, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    store = FileSettings(path)
    assert store.load() == Settings()
    assert path.with_suffix(".illisible").read_bytes() == content
    assert not path.exists()
    assert told.messages == ["the settings were not understood and are kept as settings.illisible"]
    assert store.trouble is not None
    assert store.trouble.detail == str(path.with_suffix(".illisible"))
    store.save(FULL)
    assert store.load() == FULL


def test_what_was_put_aside_before_stays(path: Path) -> None:
    path.parent.mkdir()
    for content in (b"{", b"[", b"("):
        path.write_bytes(content)
        FileSettings(path).load()
    kept = {each.read_bytes() for each in path.parent.iterdir()}
    assert kept == {b"{", b"[", b"("}


def test_a_path_with_a_byte_that_is_no_letter_comes_back(path: Path) -> None:
    odd = Path.cwd().absolute() / os.fsdecode(b"\xff.btsjury")
    FileSettings(path).save(Settings(recent=(odd,), last_folder=odd))
    assert FileSettings(path).load() == Settings(recent=(odd,), last_folder=odd)


def test_a_kind_of_file_that_a_later_version_adds_is_left_out(path: Path) -> None:
    path.parent.mkdir()
    path.write_text('{"folders": {"cases": "/c", "songs": "/s", "forms": null}}')
    assert FileSettings(path).load() == Settings(folders={Shelf.CASES: Path("/c")})


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_not_waited_for(path: Path, told: pytest.LogCaptureFixture) -> None:
    path.parent.mkdir()
    os.mkfifo(path)
    store = FileSettings(path)
    assert store.load() == Settings()
    assert store.trouble is not None
    assert "pas un fichier ordinaire" in store.trouble.detail
    assert "can't be read" in told.text


def test_settings_that_cannot_be_put_aside_do_no_harm(
    path: Path, told: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_from: Path, _to: Path) -> None:
        raise PermissionError(errno.EACCES, "refused")

    path.parent.mkdir()
    path.write_bytes(b"{")
    monkeypatch.setattr(Path, "replace", refuse)
    assert FileSettings(path).load() == Settings()
    assert path.read_bytes() == b"{"
    assert "can't be put aside" in told.text


def test_settings_that_cannot_be_read_do_no_harm(path: Path, told: pytest.LogCaptureFixture) -> None:
    path.mkdir(parents=True)
    assert FileSettings(path).load() == Settings()
    assert "can't be read" in told.text


def test_settings_that_cannot_be_saved_are_told(path: Path) -> None:
    path.parent.write_bytes(b"a file where the folder should be")
    with pytest.raises(FileProblem):
        FileSettings(path).save(FULL)


def test_a_run_that_leaves_no_trace_remembers_while_it_runs() -> None:
    store = ForgetfulSettings()
    assert store.load() == Settings()
    store.save(FULL)
    assert store.load() == FULL


def test_the_settings_of_an_earlier_version_are_read(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(
        b'{"theme": "dark", "text_scale": 150, "recent": [], "last_folder": null, "geometry": ""}'
    )
    assert FileSettings(path).load() == Settings("dark", 150)
