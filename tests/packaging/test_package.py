"""What the packages hold: the Debian one accepted by Debian's validators, installed and removed."""

import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from btstc_jury.application.centre.ports import CENTRE_SUFFIX
from btstc_jury.storage.probe import CENTRE_ID
from btstc_jury.storage.tables import APPLICATION_ID
from package_build import APP, KINDS, debian_package, staged, validated
from package_trials import installed_and_removed

ROOT = Path(__file__).resolve().parents[2]
VERSION = "0.0.1"


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package of a program that only says its name: building the true one takes minutes."""
    made = tmp_path_factory.mktemp("package")
    program = made / "program"
    (program / "_internal").mkdir(parents=True)
    (program / "btstc-jury").write_text("#!/bin/sh\necho BTS TC Jury\n")
    (program / "btstc-jury").chmod(0o700)
    (program / "_internal" / "data.toml").write_text("")
    return staged(program, VERSION, datetime(2027, 6, 1, tzinfo=UTC), made / "tree")


def test_debians_validators_accept_it(tree: Path) -> None:
    assert validated(tree) == []


def test_the_validators_see_what_is_wrong(tree: Path) -> None:
    entry = tree / "usr" / "share" / "applications" / f"{APP}.desktop"
    right = entry.read_text(encoding="utf-8")
    entry.write_text(right.replace("Type=Application", "Type=Nothing"), encoding="utf-8")
    found = validated(tree)
    entry.write_text(right, encoding="utf-8")
    assert len(found) == 1
    assert found[0].startswith("desktop-file-validate")


def test_it_is_installed_and_removed_and_leaves_nothing(tree: Path, tmp_path: Path) -> None:
    package = debian_package(tree, VERSION, tmp_path)
    assert installed_and_removed(package, tmp_path / "root") == []


def test_all_may_read_it_whatever_the_builders_own_permissions(tree: Path) -> None:
    closed = [each for each in tree.rglob("*") if not each.is_symlink() and not each.stat().st_mode & 0o004]
    assert closed == []
    program = tree / "usr" / "bin" / "btstc-jury"
    assert subprocess.run([program], capture_output=True, text=True, check=True).stdout == "BTS TC Jury\n"
    assert (tree / "usr/lib/btstc-jury/_internal/data.toml").stat().st_mode & 0o777 == 0o644


def test_the_media_types_know_the_programs_own_files(tree: Path) -> None:
    types = (tree / "usr" / "share" / "mime" / "packages" / "btstc-jury.xml").read_text(encoding="utf-8")
    for number in (APPLICATION_ID, CENTRE_ID):
        assert f'value="0x{number:08X}"' in types
    for kind, suffix in KINDS.items():
        assert f'type="application/vnd.btstc-jury.{kind}"' in types
        assert f'pattern="*{suffix}"' in types
    assert KINDS["centre"] == CENTRE_SUFFIX


def test_the_desktop_entry_bears_the_name_that_windows_have(tree: Path) -> None:
    assert f'setDesktopFileName("{APP}")' in (ROOT / "btstc_jury" / "bootstrap.py").read_text(
        encoding="utf-8"
    )
