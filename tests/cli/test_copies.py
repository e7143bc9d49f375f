"""What the commands say of ordinary copies: what each holds, or why it can't be read."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from btstc_jury.storage.centre import SqliteCentreFiles
from tests.centre_days import CENTRE
from tests.centres import MADE
from tests.cli.conftest import PASSPHRASE
from tests.cli.printed import Printed
from tests.storage.small_disks import unprivileged_folder

Run = Callable[..., Printed]


@pytest.fixture
def copies(odd_things: dict[str, Path], tmp_path: Path) -> Path:
    """A folder as a backup of files leaves it."""
    folder = tmp_path / "copies"
    folder.mkdir()
    for each in ("sound", "cut", "text", "empty", "locked"):
        shutil.copy(odd_things[each], folder)
    SqliteCentreFiles().create(folder / "centre.btscentre", CENTRE, MADE).close()
    (folder / "notes.pdf").write_bytes(b"%PDF-1.7")
    return folder


def told_of(printed: Printed) -> dict[str, str]:
    """By the name of each file, the lines below it."""
    told: dict[str, str] = {}
    name = ""
    for line in printed.words.splitlines():
        if line.startswith("  "):
            told[name] += line
        else:
            name = line
            told[name] = ""
    return told


def test_each_copy_of_a_folder_says_what_it_holds_or_why_it_can_t_be_read(
    copies: Path, tmp_path: Path, run: Run
) -> None:
    told = told_of(run(["restore", "--list", str(copies)]))
    assert "Session 2026" in told["sound.btsjury"]
    assert "1 interrogation, 1 proposition validée" in told["sound.btsjury"]
    assert "dernier acte le " in told["sound.btsjury"]
    assert "Centre, session 2027 · 0 candidat" in told["centre.btscentre"]
    assert told["empty.btsjury"] == "  Inutilisable\u202f: fichier vide."
    assert told["cut.btsjury"] == "  Inutilisable\u202f: fichier endommagé."
    assert told["text.btsjury"].endswith("ce n’est ni un fichier d’examen, ni un fichier de centre.")
    assert "phrase de passe" in told["locked.btsjury"]
    assert "notes.pdf" not in told
    secret = tmp_path / "phrase"
    secret.write_text(PASSPHRASE, encoding="utf-8")
    known = told_of(run(["restore", "--list", str(copies), "--passphrase-file", str(secret)]))
    assert "Session 2026" in known["locked.btsjury"]


def test_the_file_in_use_is_compared_with_each_copy(copies: Path, run: Run) -> None:
    told = told_of(run(["restore", "--list", str(copies), "--to", str(copies / "sound.btsjury")]))
    assert "les mêmes interrogations" in told["sound.btsjury"]


@pytest.mark.parametrize(("name", "words"), [("empty", "le fichier est vide"), ("text", "fichier d’examen")])
def test_check_and_restore_say_the_same(
    name: str, words: str, copies: Path, tmp_path: Path, run: Run
) -> None:
    path = copies / f"{name}.btsjury"
    checked = run(["check", str(path)])
    restored = run(["restore", str(path), "--to", str(tmp_path / "autre.btsjury"), "--yes"])
    assert words in checked.words + checked.errors
    assert words in restored.errors
    assert "autre programme" not in restored.errors
    assert ("endommagé" in restored.errors) is (name == "empty")


def test_json_says_why_a_file_is_unreadable(copies: Path, run: Run) -> None:
    printed = run(["check", "--json", *(str(copies / each) for each in ("text.btsjury", "sound.btsjury"))])
    text, sound = json.loads(printed.out)["files"]
    assert "n’est pas un fichier d’examen" in text["reason"]
    assert (text["state"], sound["state"]) == ("unreadable", "sound")
    assert "reason" not in sound


def test_a_folder_without_a_name_is_named(copies: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(copies)
    assert "«\u202f.\u202f» n’est pas un fichier d’examen." in run(["check", "."]).errors


@pytest.mark.parametrize("suffix", [".btsjury", ".btscentre"])
def test_whose_a_file_is_that_may_not_be_read(suffix: str, copies: Path, run: Run) -> None:
    with unprivileged_folder() as folder:
        path = folder / f"autrui{suffix}"
        path.touch(mode=0o200)
        said = run(["check", str(path)])
    assert said.status == 2
    assert "Vos droits ne permettent pas de le lire." in said.errors
    assert "--w-------" in said.errors
    assert "choisissez" not in said.errors.lower()


def test_what_a_crash_left_beside_is_told(copies: Path, run: Run) -> None:
    """A journal whose act is over: candidates' data may be in it."""
    journals = [copies / f"{each}-journal" for each in ("sound.btsjury", "centre.btscentre")]
    for each in journals:
        each.write_bytes(bytes(512))
    files = [each.with_name(each.name.removesuffix("-journal")) for each in journals]
    said = run(["check", *map(str, files)])
    assert (said.status, said.words.count("est resté d’un arrêt")) == (0, 2)
    found = json.loads(run(["check", "--json", *map(str, files)]).out)["files"]
    assert [each["beside"] for each in found] == [[each.name] for each in journals]
