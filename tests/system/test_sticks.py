"""Where a file that goes by hand is put first."""

from __future__ import annotations

from pathlib import Path

import pytest

from btstc_jury.system import sticks
from btstc_jury.system.sticks import mounted


def test_what_a_desktop_plugged_in_is_told_from_the_disks() -> None:
    table = (
        "/dev/sda2 / ext4 rw,relatime 0 0\n"
        "tmpfs /run tmpfs rw 0 0\n"
        "/dev/sdb1 /media/prof/CLE\\040USB vfat rw,nosuid 0 0\n"
        "/dev/sdc1 /run/media/prof/SAUVEGARDE exfat rw 0 0\n"
        "tmpfs /run/mediator tmpfs rw 0 0\n\n"
    )
    assert list(mounted(table)) == [Path("/media/prof/CLE USB"), Path("/run/media/prof/SAUVEGARDE")]


def test_one_that_cannot_be_written_is_not_proposed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    there, gone = tmp_path / "B", tmp_path / "A"
    there.mkdir()
    monkeypatch.setattr(sticks, "_found", lambda: iter((there, gone)))
    assert sticks.sticks() == (there,)


def test_a_system_that_does_not_tell_proposes_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sticks, "_SYSTEM", "linux")
    monkeypatch.setattr(sticks, "_MOUNTS", tmp_path / "none")
    assert sticks.sticks() == ()
