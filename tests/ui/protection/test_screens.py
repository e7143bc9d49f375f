"""The screens of the passphrase, rendered into ``build/screens/`` to be looked at, and measured."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from btstc_jury.application.sessions import Desk
from btstc_jury.domain.moments import Duration
from btstc_jury.ui.privacy.cover import Cover
from btstc_jury.ui.protection.passphrase_dialog import PassphraseDialog
from btstc_jury.ui.protection.recovery_dialog import RecoveryDialog
from btstc_jury.ui.theme.theme import Mode, Theme
from tests.ui.conftest import ShowWindow
from tests.ui.hands import Hands
from tests.ui.pictures import QUICKLY
from tests.ui.protection.conftest import OTHER, make_encrypted
from tests.ui.test_pictures import EACH_LOOK, FOLDER, picture, problems_of

NAME = (
    "BTS TC 2026 examen commission 3 - Lycée polyvalent des métiers de la très longue vallée fictive.btsjury"
)


def dialog_picture(hands: Hands, dialog: QWidget, name: str) -> list[str]:
    for _ in range(6):
        QApplication.processEvents()
    look = f"{hands.theme.palette.name}-{round(hands.theme.scale * 100)}"
    assert dialog.grab().save(str(FOLDER / f"{name}-{look}.png"), None, QUICKLY)
    return [f"{name}-{look}: {problem}" for problem in problems_of(dialog)]


@pytest.mark.parametrize(("mode", "scale"), EACH_LOOK)
def test_nothing_is_clipped(
    show_window: ShowWindow, theme: Theme, desk: Desk, path: Path, mode: Mode, scale: float
) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = path.with_name(NAME)
    recovery = make_encrypted(desk, path)
    theme.set(mode, scale)
    hands = show_window()
    hands.window.open_path(path)
    gate = hands.window.bench.unlocking
    assert gate is not None
    page = gate.page
    assert page is not None
    problems = picture(hands, "unlock")
    for _ in range(3):
        page.entry.editor.setText("une mauvaise phrase")
        page.submit()
    problems += picture(hands, "unlock-wait")
    hands.clock.advance(Duration.minutes(1))
    page.entry.refresh()
    hands.button("J’ai la clé de secours…", page).click()
    page.entry.editor.setText(recovery.replace("-", "", 3)[1:])
    page.submit()
    problems += picture(hands, "unlock-recovery")
    page.entry.editor.setText(recovery)
    page.submit()
    page.new.first.setText("azerty2026")
    problems += picture(hands, "unlock-renew")
    for each in (page.new.first, page.new.second):
        each.setText(OTHER)
    page.submit()
    (offered,) = hands.window.findChildren(RecoveryDialog)
    problems += dialog_picture(hands, offered, "recovery")
    offered.reject()
    hands.back()
    problems += picture(hands, "day-recovery-due")
    smith = hands.window.bench.opened.protection
    assert smith is not None
    smith.change_passphrase()
    (change,) = hands.window.findChildren(PassphraseDialog)
    change.new.first.setText("azerty2026")
    problems += dialog_picture(hands, change, "passphrase")
    change.reject()
    hands.back()
    smith.lock()
    (cover,) = hands.window.findChildren(Cover)
    problems += dialog_picture(hands, cover, "locked")
    assert not problems, "\n".join(problems)
