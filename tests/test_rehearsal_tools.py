"""The library of cases as the program wires it."""

from __future__ import annotations

from pathlib import Path

import pytest

from btstc_jury.application.case_bank import BankObjection
from btstc_jury.application.settings import Settings
from btstc_jury.domain.case import Objection, ObjectionKind
from btstc_jury.rehearsal_tools import cases
from btstc_jury.system import folders
from btstc_jury.system.settings import FileSettings


def test_cases_and_the_own_bank_lie_among_the_users_data_until_the_settings_say_otherwise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("btstc_jury.system.settings.config_folder", lambda: tmp_path)
    library = cases()
    assert library.store.folder == folders.cases_folder()
    assert library.store.folder.name == "cas"
    FileSettings().save(Settings(cases_folder=tmp_path / "partagé"))
    assert cases().store.folder == tmp_path / "partagé"


def test_the_first_case_makes_its_folder_for_its_user_alone(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "cas"
    library = cases(folder, tmp_path / "b" / "banque.toml")
    kept = library.take_ready()
    assert len(kept) == len(library.listing().lines) == 2
    assert folder.stat().st_mode & 0o077 == 0
    assert library.duplicate(kept[0].key).case.key not in {each.key for each in kept}
    library.bank.put(BankObjection(library.bank.new_key(), "x", Objection("Et ?", ObjectionKind.NEED)))
    assert len(library.bank.bank().objections) == 67
    assert (tmp_path / "b" / "banque.toml").is_file()


def test_harder_cases_come_from_the_delivered_bank(tmp_path: Path) -> None:
    library = cases(tmp_path / "cas", tmp_path / "banque.toml")
    case = library.take_ready()[0]
    variant = library.vary(case.key, library.propose_harder(case))
    assert len(variant.case.objections) == 7
    assert variant.case.changes != case.changes
    assert library.open(case.key).case == case
