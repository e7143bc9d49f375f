"""The passphrase of a centre file in the window: given, locked with, replaced by the recovery key."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
from PySide6.QtWidgets import QApplication

from btstc_jury.application.centre.office import CentreDesk, create_centre, open_centre
from btstc_jury.application.passphrases import passphrase_key
from btstc_jury.ui.protection.passphrase_dialog import PassphraseDialog
from btstc_jury.ui.protection.recovery_dialog import RecoveryDialog
from btstc_jury.ui.shell.centre_room import CentreRoom
from tests.ui.centre.conftest import CENTRE, chips
from tests.ui.centre.test_candidates_page import back_in_window
from tests.ui.conftest import ShowWindow
from tests.ui.hands import Hands

SECRET, OTHER = "six mots pour un centre", "quatre autres mots secrets"


def room_of(hands: Hands) -> CentreRoom:
    room = hands.window.bench.centres.room
    assert room is not None
    return room


def give(hands: Hands, secret: str) -> None:
    hands.write(secret)
    hands.key("Return")


def later(hands: Hands) -> None:
    """The page of the recovery key is offered: not now."""
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, RecoveryDialog)
    dialog.later.click()
    back_in_window(hands)


def test_a_plain_file_is_given_a_passphrase_and_opens_with_it_alone(
    hands: Hands, centre_desk: CentreDesk
) -> None:
    hands.window.acts.passphrase.trigger()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, PassphraseDialog)
    for each in (dialog.new.first, dialog.new.second):
        each.setText(SECRET)
    dialog.submit()
    later(hands)
    assert chips(hands)[0] == "Candidats 3"
    assert room_of(hands).protection.encrypted
    path = room_of(hands).office.file.path
    hands.key("Ctrl+W")
    assert b"MOREAU" not in path.read_bytes()
    office = open_centre(centre_desk, path, passphrase_key(SECRET))
    assert len(office.candidates) == 3
    office.close()
    assert path in hands.window.preferences.value.encrypted


def test_it_locks_and_opens_again(
    show_window: ShowWindow, centre_desk: CentreDesk, centre_path: Path
) -> None:
    create_centre(centre_desk, centre_path, CENTRE, passphrase_key(SECRET)).close()
    hands = show_window()
    hands.window.open_path(centre_path)
    give(hands, SECRET)
    hands.key("Ctrl+L")
    guard = hands.window.bench.guard
    assert guard.locked
    give(hands, "faux")
    assert guard.locked
    give(hands, SECRET)
    assert not guard.locked
    assert chips(hands)[0] == "Candidats 0"


def test_the_recovery_key_is_on_paper_and_opens_it_under_another_passphrase(
    show_window: ShowWindow, centre_desk: CentreDesk, centre_path: Path, tmp_path: Path
) -> None:
    create_centre(centre_desk, centre_path, CENTRE, passphrase_key(SECRET)).close()
    hands = show_window()
    hands.window.open_path(centre_path)
    give(hands, SECRET)
    key = room_of(hands).office.file.protection.recovery_key()
    room_of(hands).protection.show_recovery(known=True)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, RecoveryDialog)
    stick = tmp_path / "clé USB"
    stick.mkdir()
    assert dialog.save_to(stick / "clé.pdf")
    page = pypdfium2.PdfDocument(stick / "clé.pdf")[0].get_textpage().get_text_range()
    assert "Lycée des Bords de Marne" in page
    assert key.split("-")[0] in page
    back_in_window(hands)
    hands.window.bench.leave_file()
    hands.window.open_path(centre_path)
    unlocking = hands.window.bench.unlocking.page
    assert unlocking is not None
    hands.click(hands.button("J’ai la clé de secours…", unlocking))
    unlocking.entry.editor.setText(key)
    unlocking.submit()
    for each in (unlocking.new.first, unlocking.new.second):
        each.setText(OTHER)
    unlocking.submit()
    later(hands)
    hands.window.bench.leave_file()
    open_centre(centre_desk, centre_path, passphrase_key(OTHER)).close()
