"""An installed wheel finds its data folders, without the checkout."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from btstc_jury import __version__

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    options = ["--quiet", "--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", str(folder)]
    subprocess.run([sys.executable, "-m", "pip", "wheel", *options, str(ROOT)], check=True, cwd=folder)
    (built,) = folder.glob("*.whl")
    return built


def test_every_file_of_the_data_folders_is_packed(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    tracked = subprocess.run(
        ["git", "ls-files", "forms", "resources"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert tracked
    assert [name for name in tracked if f"btstc_jury/_data/{name}" not in names] == []


def test_nothing_but_the_package_is_packed(wheel: Path) -> None:
    top_level = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert top_level == {"btstc_jury", f"btstc_jury-{__version__}.dist-info"}


def test_the_installed_package_finds_its_data_folders(wheel: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    options = ["--quiet", "--no-deps", "--no-index", "--no-compile", "--target", str(site)]
    subprocess.run([sys.executable, "-m", "pip", "install", *options, str(wheel)], check=True)
    code = (
        "from btstc_jury.system.folders import data_dir\n"
        "for name in ('forms', 'resources'): print(data_dir(name))"
    )
    found = subprocess.run(
        # -S keeps the editable install of the checkout out of sight.
        [sys.executable, "-S", "-c", code],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(site)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    assert found == [str(site / "btstc_jury" / "_data" / name) for name in ("forms", "resources")]
