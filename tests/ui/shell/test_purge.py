"""Purging the open session from the menu."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from btstc_jury.application.sessions import Desk
from btstc_jury.domain.moments import Duration
from btstc_jury.ui.shell import questions
from btstc_jury.ui.shell.purging import PurgeDialog
from tests.fakes import FakeClock
from tests.ui.conftest import ShowWindow
from tests.ui.hands import Hands, make_file


@pytest.fixture
def shown(show_window: ShowWindow, desk: Desk, path: Path) -> Hands:
    """The day's list of a session whose last oral is today."""
    make_file(desk, path)
    hands = show_window()
    assert hands.window.open_path(path)
    return hands


@pytest.fixture
def receipts(tmp_path: Path) -> Path:
    (tmp_path / "reçus").mkdir()
    return tmp_path / "reçus"


def ask(hands: Hands) -> PurgeDialog:
    """« Fichier › Purger la session… »."""
    hands.window.acts.purge.trigger()
    return next(each for each in hands.window.findChildren(PurgeDialog) if each.isVisible())


@pytest.fixture(autouse=True)
def listed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was listed before it went; the user agrees."""
    told: list[str] = []

    def agrees(*_values: object, listed: list[str]) -> bool:
        told.append("\n".join(listed))
        return True

    monkeypatch.setattr(questions, "agrees", agrees)
    return told


def fill(dialog: PurgeDialog, receipts: Path) -> None:
    dialog.by.line.setText("Alix Fictif")
    dialog.receipt.text.setText(str(receipts))


def test_there_is_nothing_to_purge_without_a_file(show_window: ShowWindow) -> None:
    assert not show_window().window.acts.purge.isEnabled()


def test_before_the_term_it_says_when_and_wants_the_word_and_a_reason(
    shown: Hands, path: Path, receipts: Path
) -> None:
    dialog = ask(shown)
    assert "se purge à partir du mardi 1er juin 2027" in shown.texts(dialog)
    fill(dialog, receipts)
    dialog.purge.click()
    assert dialog.reason.error == "Indiquez le motif."
    assert "PURGER" in dialog.word.error
    dialog.reason.line.setText("fichier d’essai")
    dialog.word.line.setText("purger")
    dialog.purge.click()
    assert dialog.isVisible()
    dialog.word.line.setText("PURGER")
    dialog.purge.click()
    shown.back()
    assert not path.exists()
    kept = json.loads(next(receipts.glob("*.json")).read_text("utf-8"))
    assert (kept["order"]["before_term"], kept["complete"]) == (True, True)


def test_over_the_term_the_session_goes_and_the_welcome_forgets_it(
    shown: Hands, clock: FakeClock, path: Path, receipts: Path, tmp_path: Path, listed: list[str]
) -> None:
    copies = tmp_path / "copies"
    copies.mkdir()
    clock.advance(Duration.minutes(366 * 24 * 60))
    dialog = ask(shown)
    assert not dialog.word.isVisible()
    fill(dialog, receipts)
    dialog.backups.text.setText(str(copies))
    (copies / "copie.btsjury").write_bytes(path.read_bytes())
    dialog.purge.click()
    shown.back()
    assert {str(path), str(copies / "copie.btsjury")} <= set(listed[0].splitlines())
    assert not shown.window.bench.is_open
    assert shown.window.preferences.value.recent == ()
    assert list(copies.iterdir()) == []
    assert not list(tmp_path.glob("*session*"))
    assert shown.window.notices.text().startswith("Session purgée, ")
    assert len(list(receipts.iterdir())) == 2


def test_what_can_not_be_is_said_and_nothing_goes(
    shown: Hands, clock: FakeClock, path: Path, receipts: Path
) -> None:
    clock.advance(Duration.minutes(366 * 24 * 60))
    shown.key("Return")
    shown.key("Ctrl+Return")
    dialog = ask(shown)
    fill(dialog, receipts)
    dialog.receipt.text.setText(str(receipts / "absent"))
    dialog.purge.click()
    assert "n’existe pas" in dialog.receipt.error
    dialog.receipt.text.setText(str(receipts))
    dialog.purge.click()
    assert "en cours dans ce fichier" in shown.texts(dialog)
    assert path.exists()
    dialog.done(0)
    shown.back()


def test_leaving_the_question_changes_nothing(shown: Hands, path: Path) -> None:
    dialog = ask(shown)
    dialog.keep.click()
    shown.back()
    assert not dialog.isVisible()
    assert shown.window.bench.is_open
    assert path.exists()


def test_whoever_does_not_agree_to_the_list_keeps_everything(
    shown: Hands, clock: FakeClock, path: Path, receipts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(questions, "agrees", lambda *_values, **_listed: False)
    clock.advance(Duration.minutes(366 * 24 * 60))
    dialog = ask(shown)
    fill(dialog, receipts)
    dialog.purge.click()
    shown.back()
    assert path.exists()
    assert shown.window.bench.is_open
    assert list(receipts.iterdir()) == []
