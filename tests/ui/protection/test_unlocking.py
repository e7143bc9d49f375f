"""An encrypted file is opened with its passphrase or its recovery key, and with nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from btstc_jury.application.passphrases import passphrase_key
from btstc_jury.application.sessions import Desk, open_file
from btstc_jury.domain.moments import Duration
from btstc_jury.system.settings import FileSettings
from btstc_jury.ui.protection.recovery_dialog import RecoveryDialog
from btstc_jury.ui.protection.unlock_page import UnlockPage
from btstc_jury.ui.shell.welcome_page import RecentRow
from tests.ui.conftest import ShowWindow
from tests.ui.hands import Hands
from tests.ui.protection.conftest import OTHER, PASSPHRASE, make_encrypted

WRONG = "Cette phrase de passe n’ouvre pas «\u202fsession.btsjury\u202f»."


def asked(hands: Hands) -> UnlockPage:
    assert hands.window.bench.unlocking is not None
    page = hands.window.bench.unlocking.page
    assert page is not None
    assert page.isVisible()
    return page


@pytest.fixture
def closed(show_window: ShowWindow, recovery: str, path: Path) -> Hands:
    """The window that asks for the passphrase of the file."""
    hands = show_window()
    hands.window.resize(1280, 720)
    assert not hands.window.open_path(path)
    return hands


def type_passphrase(hands: Hands, text: str) -> None:
    hands.write(text)
    hands.key("Return")


def test_the_passphrase_opens_by_keys_alone(closed: Hands) -> None:
    page = asked(closed)
    assert closed.at(page.entry.editor)
    assert "session.btsjury" in closed.texts(page)
    type_passphrase(closed, PASSPHRASE)
    assert closed.page is closed.workspace.day
    assert [row.last_name for row in closed.office.file.index.all()] == ["Moreau-Lefebvre"]
    assert closed.window.bench.unlocking is not None
    assert closed.window.bench.unlocking.page is None


def test_what_is_typed_shows_as_dots_unless_asked_for_and_is_gone_afterwards(closed: Hands) -> None:
    page = asked(closed)
    closed.write("une mauvaise")
    assert page.entry.editor.displayText() == "●" * 12
    closed.click(page.entry.show_box)
    assert page.entry.editor.displayText() == "une mauvaise"
    page.submit()
    assert page.entry.editor.text() == ""
    page.entry.editor.undo()
    assert page.entry.editor.text() == ""


def test_a_wrong_one_says_so_calmly_and_changes_no_byte(closed: Hands, path: Path) -> None:
    left = {each.name: each.read_bytes() for each in path.parent.iterdir()}
    page = asked(closed)
    type_passphrase(closed, "une mauvaise phrase")
    assert WRONG in closed.texts(page)
    assert closed.at(page.entry.editor)
    assert {each.name: each.read_bytes() for each in path.parent.iterdir()} == left


def test_after_three_wrong_ones_the_field_waits_and_shows_for_how_long(closed: Hands) -> None:
    page = asked(closed)
    for _ in range(3):
        type_passphrase(closed, "une mauvaise phrase")
    assert "attendez encore 5 s" in closed.texts(page)
    closed.clock.advance(Duration.seconds(2))
    page.entry.refresh()
    assert "attendez encore 3 s" in closed.texts(page)
    type_passphrase(closed, PASSPHRASE)
    assert not closed.window.bench.is_open
    assert not closed.button("Ouvrir", page).isEnabled()
    closed.clock.advance(Duration.seconds(3))
    page.entry.refresh()
    assert "attendez" not in closed.texts(page)
    type_passphrase(closed, PASSPHRASE)
    assert closed.page is closed.workspace.day


def test_leaving_and_coming_back_does_not_forget_the_wrong_ones(closed: Hands, path: Path) -> None:
    for _ in range(3):
        type_passphrase(closed, "une mauvaise phrase")
    closed.key("Escape")
    assert closed.window.welcome.isVisible()
    closed.window.open_path(path)
    assert "attendez encore 5 s" in closed.texts(asked(closed))


def test_an_oral_under_way_comes_back_once_the_file_is_unlocked(
    show_window: ShowWindow, closed: Hands, path: Path
) -> None:
    type_passphrase(closed, PASSPHRASE)
    closed.key("Return")
    closed.key("Ctrl+Return")
    closed.window.close()
    closed.clock.restart(Duration.minutes(1))
    hands = show_window()
    hands.window.open_path(path)
    type_passphrase(hands, PASSPHRASE)
    assert hands.page is hands.live
    assert hands.live.gap_strip.isVisible()


def test_a_mistake_in_the_recovery_key_is_found_in_its_group(closed: Hands, recovery: str) -> None:
    page = asked(closed)
    closed.click(closed.button("J’ai la clé de secours…", page))
    groups = recovery.split("-")
    wrong = "ABCD" + ("1" if groups[2][-1] != "1" else "2") if groups[2][:4] != "ABCD" else "EFGH0"
    typed = " ".join((*groups[:2], wrong, *groups[3:])).lower()
    closed.write(typed[:20])
    assert "groupe n°\u202f3" in closed.texts(page)
    closed.write(typed[20:])
    closed.key("Return")
    assert "groupe n°\u202f3" in closed.texts(page)
    assert page.entry.editor.text() == typed


def test_one_goes_back_from_the_recovery_key_to_the_passphrase(closed: Hands) -> None:
    """Whoever remembers it meanwhile has no other file to go to; it doesn't show, as the key does."""
    page = asked(closed)
    closed.click(closed.button("J’ai la clé de secours…", page))
    closed.write("ABCDE")
    closed.click(closed.button("J’ai la phrase de passe…", page))
    assert closed.at(page.entry.editor)
    assert page.entry.editor.text() == ""
    assert not page.entry.show_box.isChecked()
    closed.write(PASSPHRASE)
    closed.key("Return")
    assert closed.page is closed.workspace.day


def test_the_recovery_key_opens_and_asks_for_another_passphrase(
    closed: Hands, recovery: str, desk: Desk, path: Path
) -> None:
    page = asked(closed)
    closed.click(closed.button("J’ai la clé de secours…", page))
    closed.write(recovery)
    closed.key("Return")
    assert not closed.window.bench.is_open
    assert closed.at(page.new.first)
    closed.write("bts2026")
    closed.key("Return")
    assert "vite devinée" in closed.texts(page)
    page.new.wipe()
    closed.write(OTHER)
    page.new.second.setFocus()
    closed.write(OTHER)
    closed.key("Return")
    assert closed.page is closed.workspace.day
    (dialog,) = closed.window.findChildren(RecoveryDialog)
    dialog.reject()
    assert closed.office.file.protection.accepts(passphrase_key(OTHER))
    assert not closed.office.file.protection.accepts(passphrase_key(PASSPHRASE))
    assert closed.window.preferences.value.recovery_due == (path,)


def test_without_another_passphrase_the_file_stays_closed(
    closed: Hands, recovery: str, desk: Desk, path: Path
) -> None:
    page = asked(closed)
    closed.click(closed.button("J’ai la clé de secours…", page))
    closed.write(recovery)
    closed.key("Return")
    closed.key("Escape")
    assert closed.window.welcome.isVisible()
    office, _ = open_file(desk, path, passphrase_key(PASSPHRASE))
    assert not office.read_only
    office.close()


def test_a_recovery_key_of_another_file_does_not_open(closed: Hands, desk: Desk, path: Path) -> None:
    other = make_encrypted(desk, path.with_name("autre.btsjury"))
    page = asked(closed)
    closed.click(closed.button("J’ai la clé de secours…", page))
    closed.write(other)
    closed.key("Return")
    assert "Cette clé de secours n’ouvre pas ce fichier." in closed.texts(page)


def test_a_second_instance_reads_with_the_passphrase(
    closed: Hands, show_window: ShowWindow, recovery: str, path: Path
) -> None:
    type_passphrase(closed, PASSPHRASE)
    other = show_window()
    assert not other.window.open_path(path)
    type_passphrase(other, PASSPHRASE)
    assert other.office.read_only == "busy"
    other.window.bench.leave_file()
    other.window.open_path(path)
    page = asked(other)
    other.click(other.button("J’ai la clé de secours…", page))
    other.write(recovery)
    other.key("Return")
    assert other.office.read_only == "busy"


def test_the_recent_files_say_which_are_protected(
    closed: Hands, show_window: ShowWindow, path: Path, tmp_path: Path
) -> None:
    type_passphrase(closed, PASSPHRASE)
    closed.window.bench.leave_file()
    closed.wait(lambda: bool(closed.see(RecentRow)))
    (row,) = closed.see(RecentRow)
    assert "session, protégé par une phrase de passe, " in row.accessibleName()
    closed.click(row)
    assert asked(closed).isVisible()


def test_no_passphrase_reaches_the_settings(show_window: ShowWindow, recovery: str, path: Path) -> None:
    store = FileSettings(path.with_name("réglages") / "settings.json")
    hands = show_window(store)
    hands.window.open_path(path)
    type_passphrase(hands, PASSPHRASE)
    hands.window.close()
    kept = (path.with_name("réglages") / "settings.json").read_text()
    assert str(path) in kept
    for secret in (*PASSPHRASE.split(), recovery[:5]):
        assert secret not in kept


def test_without_the_library_an_encrypted_file_is_told_and_left_alone(
    show_window: ShowWindow, recovery: str, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("btstc_jury.storage.cipher.library", lambda: None)
    hands = show_window()
    assert not hands.window.open_path(path)
    assert "Ce poste ne peut ni lire ni chiffrer" in hands.window.notices.text()
    assert hands.window.welcome.isVisible()


def test_another_file_asked_for_meanwhile_takes_its_place(closed: Hands, desk: Desk, path: Path) -> None:
    other = path.with_name("autre.btsjury")
    make_encrypted(desk, other, OTHER)
    closed.write("commencée")
    first = asked(closed)
    assert not closed.window.open_path(other)
    assert first.entry.editor.text() == ""
    type_passphrase(closed, OTHER)
    assert closed.office.file.path == other
