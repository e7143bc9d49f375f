"""What is given to be collected, hostile or huge: told of, never followed nor looked through without end."""

from __future__ import annotations

import os
import sys
import warnings
from pathlib import Path
from zipfile import ZipFile

import pytest

from btstc_jury.application.centre.receipts import Outcome, ReceiptKind
from btstc_jury.system import deposits


def outcomes(*paths: Path) -> list[tuple[str, Outcome, str]]:
    found = [(each, deposits.read(each, lambda _: False)) for each in deposits.items(paths)]
    return [(item.name, given.outcome, given.detail) for item, given in found if given.kind is None]


def zipped(path: Path, *names: str) -> Path:
    with warnings.catch_warnings(), ZipFile(path, "w") as archive:
        warnings.simplefilter("ignore")
        for name in names:
            archive.writestr(name, b"x")
    return path


def test_a_zip_of_too_many_files_is_told_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deposits, "_MOST_MEMBERS", 3)
    path = zipped(tmp_path / "a.zip", *"abcd")
    ((name, outcome, why),) = outcomes(path)
    assert (name, outcome) == ("a.zip", Outcome.UNREADABLE)
    assert "dépliez-le" in why


def test_two_files_of_one_name_in_a_zip_are_told(tmp_path: Path) -> None:
    ((_, outcome, why),) = outcomes(zipped(tmp_path / "a.zip", "a.btsjury", "b.pdf", "a.btsjury"))
    assert outcome is Outcome.UNREADABLE
    assert "du même nom" in why


def test_files_beyond_the_most_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deposits, "_MOST", 2)
    for name in "abc":
        (tmp_path / name).write_bytes(b"x")
    *_, (name, outcome, why) = outcomes(tmp_path)
    assert (name, outcome) == (tmp_path.name, Outcome.UNREADABLE)
    assert "n’ont pas été regardés" in why
    (tmp_path / "c").unlink()
    assert {outcome for _, outcome, _ in outcomes(tmp_path)} == {Outcome.NOT_OURS}


def test_a_grid_larger_than_any_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    with path.open("wb") as file:
        file.write(b"%PDF-1.7\n")
        file.truncate(deposits.LARGEST_OF[ReceiptKind.GRID] + 1)
    ((_, outcome, why),) = outcomes(path)
    assert outcome is Outcome.TOO_LARGE
    assert "32" in why


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="names are texts there")
def test_a_name_that_is_no_text_is_written_as_one(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path / "na") + b"\xff.btsjury"))
    path.write_bytes(b"x")
    for given in (path, tmp_path):
        (item,) = deposits.items([given])
        assert item.name.endswith("na?.btsjury")
        assert deposits.read(item, lambda _: False).content == b"x"
