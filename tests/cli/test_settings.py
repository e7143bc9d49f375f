"""``btstc-jury settings``, as it is called."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from btstc_jury.application.settings import Settings
from btstc_jury.system.settings import FileSettings
from tests.cli.printed import Printed

Run = Callable[..., Printed]


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FileSettings:
    """Of a user who has changed nothing yet."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return FileSettings()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "Réglages du centre.toml"
    made.write_text('format = 1\ntheme = "dark"\nbackup_folder = "/nulle/part"\n', encoding="utf-8")
    return made


def test_they_go_out_and_come_back(tmp_path: Path, store: FileSettings, run: Run) -> None:
    out = tmp_path / "r.toml"
    chosen = Settings(theme="dark", purge_after_months=24, keys={"oral.next": "Ctrl+F7"})
    store.save(chosen._replace(recent=(tmp_path / "x.btsjury",)))
    printed = run(["settings", "export", str(out)])
    printed.check()
    assert (printed.status, printed.words) == (0, f"Réglages exportés\u202f: {out}\n")
    store.save(Settings())
    assert run(["settings", "import", str(out), "--yes"]).status == 0
    assert store.load() == chosen


def test_a_file_that_is_there_stays(tmp_path: Path, run: Run) -> None:
    out = tmp_path / "r.toml"
    out.write_bytes(b"autre")
    printed = run(["settings", "export", str(out)])
    assert printed.status == 1
    assert "--replace" in printed.errors
    assert out.read_bytes() == b"autre"
    assert run(["settings", "export", str(out), "--replace"]).status == 0
    assert out.read_bytes().startswith(b"# R")


def test_what_changes_is_shown_then_asked(file: Path, store: FileSettings, run: Run) -> None:
    # Nobody is at the keyboard.
    printed = run(["settings", "import", str(file)])
    printed.check()
    assert printed.status == 1
    assert "Apparence\u202f: Comme le système → Sombre\n" in printed.words
    assert "Dossier de sauvegarde\u202f: «\u202f/nulle/part\u202f» n’existe pas sur ce poste" in printed.words
    assert "Rien n’a été changé." in printed.words
    assert not store.path.exists()


def test_a_trial_changes_nothing(file: Path, store: FileSettings, run: Run) -> None:
    printed = run(["settings", "import", str(file), "--dry-run", "--json"])
    told = json.loads(printed.out)
    assert (printed.status, told["applied"], told["before"]) == (0, False, None)
    assert [each["name"] for each in told["changes"]] == ["theme"]
    assert len(told["left"]) == 1
    assert not store.path.exists()


def test_what_was_is_kept_to_go_back_to(file: Path, store: FileSettings, run: Run) -> None:
    store.save(Settings(theme="light", text_scale=130))
    printed = run(["settings", "import", str(file), "--yes", "--json"])
    told = json.loads(printed.out)
    assert told["applied"] is True
    assert store.load() == Settings(theme="dark", text_scale=130)
    assert run(["settings", "import", told["before"], "--yes"]).status == 0
    assert store.load() == Settings(theme="light", text_scale=130)


def test_the_same_again_changes_nothing(file: Path, store: FileSettings, run: Run) -> None:
    store.save(Settings(theme="dark"))
    printed = run(["settings", "import", str(file)])
    assert printed.status == 0
    assert "déjà ceux de ce poste" in printed.words


def test_json_never_asks(file: Path, store: FileSettings, run: Run) -> None:
    printed = run(["settings", "import", str(file), "--json"])
    assert printed.status == 2
    assert "--yes ou --dry-run" in printed.errors
    assert not store.path.exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"format = 9\n", "version plus récente"),
        (b"format = 1\ntheme = 'rose'\n", "theme\u202f: «\u202frose\u202f»"),
        (b"format = 1\ntheme = rose\n", "ligne 2, colonne 9"),
        (b"\x00" * 100_000, "trop grand"),
        (b"", "Ce n’est pas un fichier de réglages"),
    ],
)
def test_a_wrong_file_is_refused_in_words(
    tmp_path: Path, store: FileSettings, run: Run, content: bytes, said: str
) -> None:
    store.save(Settings(theme="light"))
    before = store.path.read_bytes()
    wrong = tmp_path / "r.toml"
    wrong.write_bytes(content)
    printed = run(["settings", "import", str(wrong), "--yes"])
    printed.check()
    assert printed.status == 1
    assert said in printed.errors
    assert "Rien n’a été changé." in printed.errors
    assert store.path.read_bytes() == before
    assert [each.name for each in store.path.parent.iterdir()] == ["settings.json"]


def test_whatever_is_given_instead_of_a_file(
    odd_things: dict[str, Path], store: FileSettings, run: Run
) -> None:
    for name, path in odd_things.items():
        if name == "full":
            continue
        printed = run(["settings", "import", os.fspath(path), "--yes"])
        printed.check()
        assert printed.status == 1, name
        assert printed.errors.endswith("Rien n’a été changé.\n"), name
    assert not store.path.exists()


def test_a_folder_that_cannot_be_written_loses_nothing(
    tmp_path: Path, file: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "fichier").touch()
    assert run(["settings", "export", str(tmp_path / "fichier" / "r.toml")]).status == 2
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "fichier"))
    printed = run(["settings", "import", str(file), "--yes"])
    printed.check()
    assert printed.status == 2
    assert (tmp_path / "fichier").read_bytes() == b""


def test_settings_that_make_no_sense_are_told_and_not_written_over(
    file: Path, store: FileSettings, run: Run
) -> None:
    store.path.parent.mkdir(parents=True)
    store.path.write_bytes(b"{")
    printed = run(["settings", "import", str(file), "--yes"])
    assert printed.status == 2
    assert "Vos réglages n’ont pas été compris" in printed.errors
    assert store.path.with_suffix(".illisible").read_bytes() == b"{"
    assert not store.path.exists()
