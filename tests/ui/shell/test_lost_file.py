"""The exam file goes away while an oral is under way: what is told, and the copy that saves what was open."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from btstc_jury.ui.shell.questions import copy_of
from tests.conftest import ExpectedLogs
from tests.ui.hands import Hands


def answer(monkeypatch: pytest.MonkeyPatch, typed: str) -> list[str]:
    """The file dialog answers ``typed``; what it proposed."""
    proposed: list[str] = []

    def asked(
        _parent: QWidget, _title: str, name: str, *_rest: object, **_options: object
    ) -> tuple[str, str]:
        proposed.append(name)
        return typed, ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", asked)
    return proposed


def test_the_copy_is_told_and_no_sign_of_life_covers_it(
    started: Hands,
    path: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    expected_logs: ExpectedLogs,
) -> None:
    expected_logs.expect(logging.WARNING, "an act was not written: deleted")
    started.remark("écoute le client")
    path.unlink()
    started.workspace.signs.give()
    notices = started.window.notices
    assert notices.text().startswith(
        "«\u202fsession.btsjury\u202f» a été supprimé\u202f: plus rien ne s’y consigne."
    )
    started.remark("relance")
    assert "le dernier acte n’est pas consigné" in notices.text()
    answer(monkeypatch, str(tmp_path / "sauvée"))
    started.button("Enregistrer une copie…", notices).click()
    kept = tmp_path / "sauvée.btsjury"
    assert kept.exists()
    told = notices.text()
    assert told.startswith(f"Copie enregistrée\u202f: {kept}")
    for _ in range(3):
        started.workspace.signs.give()
    assert notices.text() == told
    started.live.remarks.field.clear()


def test_a_name_is_proposed_that_is_free(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    proposed = answer(monkeypatch, "")
    for name in ("jury (copie).btsjury", "jury (copie 2).btsjury", "jury (copie 3).btsjury"):
        assert copy_of(parent, tmp_path / "jury.btsjury") is None
        assert proposed[-1] == str(tmp_path / name)
        (tmp_path / name).touch()
