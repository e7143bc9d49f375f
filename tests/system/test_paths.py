"""The data folders are found beside the package, or packed in it, or named as missing."""

from pathlib import Path

import platformdirs
import pytest

from btstc_jury.system import folders
from btstc_jury.system.folders import DataFolderMissingError, config_folder, data_dir

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package folder of our own, installed or in a checkout as the test lays it out."""
    folder = tmp_path / "btstc_jury"
    folder.mkdir()
    monkeypatch.setattr(folders, "_PACKAGE", folder)
    return folder


@pytest.mark.parametrize("chosen", [None, "", "/elsewhere/config", "not/absolute"])
def test_the_settings_are_where_the_system_keeps_them(
    chosen: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    if chosen is None:
        monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    else:
        monkeypatch.setenv("XDG_CONFIG_HOME", chosen)
    assert config_folder() == platformdirs.user_config_path("btstc-jury", appauthor=False)


@pytest.mark.parametrize("name", ["forms", "resources"])
def test_the_checkout_has_its_folders_at_the_root(name: str) -> None:
    assert data_dir(name) == ROOT / name


def test_an_installed_package_has_them_inside(package: Path) -> None:
    (package / "_data" / "forms").mkdir(parents=True)
    assert data_dir("forms") == package / "_data" / "forms"


def test_a_stranger_s_folder_beside_an_installed_package_is_ignored(package: Path) -> None:
    (package.parent / "forms").mkdir()
    (package / "_data" / "forms").mkdir(parents=True)
    assert data_dir("forms") == package / "_data" / "forms"


def test_the_checkout_comes_first(package: Path) -> None:
    (package.parent / "pyproject.toml").touch()
    (package.parent / "forms").mkdir()
    (package / "_data" / "forms").mkdir(parents=True)
    assert data_dir("forms") == package.parent / "forms"


def test_a_missing_folder_is_named_with_the_places_searched(package: Path) -> None:
    (package.parent / "pyproject.toml").touch()
    with pytest.raises(DataFolderMissingError, match="forms") as raised:
        data_dir("forms")
    assert raised.value.searched == (package.parent / "forms", package / "_data" / "forms")


def test_what_somebody_put_beside_a_demonstration_outlives_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    names = ("Essai e4.btsjury", "Démonstration.btsjury", "Essai e6.btsjury")
    kept, passing, emptied = (folders.passing_path(name).parent for name in names)
    for name in ("Essai e4.btsjury", ".Essai e4.btsjury.lock", "BTS TC 2027 examen commission 1.btsjury"):
        (kept / name).touch()
    for name in ("Démonstration.btsjury", ".Démonstration.btsjury.lock", "Démonstration.btsjury-journal"):
        (passing / name).touch()
    for name in ("Démonstration de ma classe.btsjury", ".passing"):
        (emptied / name).touch()
    for _ in range(6):
        folders.passing_path("Essai e4.btsjury")
    assert (kept / "BTS TC 2027 examen commission 1.btsjury").is_file()
    assert (emptied / "Démonstration de ma classe.btsjury").is_file()
    assert not passing.exists()


def test_a_folder_that_was_not_made_to_pass_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    strange = folders.passing_path("Démonstration.btsjury").parent.with_name("a")
    strange.mkdir()
    (strange / "Démonstration.btsjury").touch()
    for _ in range(6):
        folders.passing_path("Démonstration.btsjury")
    assert (strange / "Démonstration.btsjury").is_file()
