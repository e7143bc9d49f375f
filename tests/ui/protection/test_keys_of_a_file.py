"""A first passphrase, another one, none any more, and the recovery key on paper."""

from __future__ import annotations

import os
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QStandardPaths
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel

from btstc_jury.application.passphrases import passphrase_key, recovery_key
from btstc_jury.application.sessions import Desk
from btstc_jury.domain.session import FileKind
from btstc_jury.storage import cipher
from btstc_jury.ui.candidates.day_side import TaskButton
from btstc_jury.ui.protection.passphrase_dialog import PassphraseDialog
from btstc_jury.ui.protection.recovery_dialog import RecoveryDialog
from btstc_jury.ui.protection.secret_fields import said_while_busy
from btstc_jury.ui.shell.new_file import NewFileDialog
from btstc_jury.ui.widgets.layouts import ColumnScroll
from tests.ui.conftest import ShowWindow
from tests.ui.finding import fill
from tests.ui.hands import Hands, make_file
from tests.ui.protection.conftest import OTHER, PASSPHRASE


@pytest.fixture
def opened(show_window: ShowWindow, recovery: str, path: Path) -> Hands:
    """The day's list of an encrypted file."""
    hands = show_window()
    hands.window.resize(1280, 720)
    hands.window.open_path(path)
    hands.write(PASSPHRASE)
    hands.key("Return")
    return hands


@pytest.fixture
def plain(show_window: ShowWindow, desk: Desk, path: Path) -> Hands:
    make_file(desk, path)
    hands = show_window()
    hands.window.resize(1280, 720)
    hands.window.open_path(path)
    return hands


def entry(hands: Hands, words: str) -> bool:
    """Choose an entry of the menus; whether it can be."""
    for menu in hands.window.menuBar().actions():
        for action in menu.menu().actions():  # type: ignore[attr-defined]
            if action.text().replace("&", "").startswith(words):
                action.trigger()
                return bool(action.isEnabled())
    raise AssertionError(words)


def ask_passphrase(hands: Hands) -> PassphraseDialog:
    assert entry(hands, "Phrase de passe…")
    (dialog,) = hands.window.findChildren(PassphraseDialog)
    assert QTest.qWaitForWindowActive(dialog)
    return dialog


def recovery_dialog(hands: Hands) -> RecoveryDialog:
    QApplication.processEvents()
    (dialog,) = [each for each in hands.window.findChildren(RecoveryDialog) if each.isVisible()]
    assert QTest.qWaitForWindowActive(dialog)
    return dialog


def tasks(hands: Hands) -> list[TaskButton]:
    return [each for each in hands.see(TaskButton) if "Clé de secours" in each.accessibleName()]


def words(dialog: PassphraseDialog | RecoveryDialog | NewFileDialog) -> str:
    QApplication.processEvents()
    return "\n".join(each.text() for each in dialog.findChildren(QLabel) if each.isVisible())


def choose(dialog: PassphraseDialog, old: str, new: str) -> None:
    if old:
        dialog.old.setFocus()
        fill(dialog, "Phrase de passe actuelle", old)
    if new:
        fill(dialog, "Nouvelle phrase de passe", new)
        fill(dialog, "La même, une seconde fois", new)
    dialog.submit()


def test_another_passphrase_asks_for_the_old_one_first(opened: Hands, path: Path) -> None:
    protection = opened.office.file.protection
    before = protection.recovery_key()
    dialog = ask_passphrase(opened)
    assert "imprimez-la de nouveau" in words(dialog)
    assert "copies de sauvegarde" in words(dialog)
    choose(dialog, "une mauvaise phrase", OTHER)
    assert "n’ouvre pas" in words(dialog)
    assert opened.at(dialog.old.editor), "what is to be typed again has the keys"
    assert protection.accepts(passphrase_key(PASSPHRASE))
    choose(dialog, PASSPHRASE, OTHER)
    assert not dialog.isVisible()
    assert protection.accepts(passphrase_key(OTHER))
    assert protection.recovery_key() != before
    assert dialog.new.first.text() == dialog.old.editor.text() == ""
    assert recovery_dialog(opened).save.isVisible()
    recovery_dialog(opened).reject()
    assert len(tasks(opened)) == 1


@pytest.mark.parametrize(
    ("first", "second", "error"),
    [
        ("", "", "Choisissez une phrase de passe."),
        ("motdepasse", "motdepasse", "Elle serait vite devinée"),
        (OTHER, PASSPHRASE, "Les deux saisies diffèrent"),
    ],
)
def test_a_new_passphrase_that_does_not_do_changes_nothing(
    opened: Hands, first: str, second: str, error: str
) -> None:
    dialog = ask_passphrase(opened)
    fill(dialog, "Phrase de passe actuelle", PASSPHRASE)
    fill(dialog, "Nouvelle phrase de passe", first)
    fill(dialog, "La même, une seconde fois", second)
    dialog.submit()
    assert error in words(dialog)
    assert opened.office.file.protection.accepts(passphrase_key(PASSPHRASE))
    dialog.reject()


def test_the_strength_is_said_while_typing(opened: Hands) -> None:
    dialog = ask_passphrase(opened)
    fill(dialog, "Nouvelle phrase de passe", "azerty2026")
    assert "Solidité\u202f: trop faible" in words(dialog)
    assert "Elle contient un mot que tout le monde essaie d’abord." in words(dialog)
    fill(dialog, "Nouvelle phrase de passe", OTHER)
    assert "Solidité\u202f: forte" in words(dialog)
    dialog.reject()


def test_the_passphrase_is_taken_away_knowingly(opened: Hands, path: Path) -> None:
    dialog = ask_passphrase(opened)
    dialog.remove.click()
    assert "quiconque ouvre cet ordinateur" in words(dialog)
    choose(dialog, PASSPHRASE, "")
    assert not opened.office.file.protection.encrypted
    assert "Le fichier n’est plus chiffré." in opened.window.notices.text()
    assert opened.window.preferences.value.encrypted == ()
    assert not entry(opened, "Clé de secours…")
    assert not opened.window.findChildren(RecoveryDialog)
    opened.window.bench.leave_file()
    assert opened.window.open_path(path)


def test_a_plain_file_gets_a_passphrase(plain: Hands, path: Path) -> None:
    assert not entry(plain, "Clé de secours…")
    dialog = ask_passphrase(plain)
    assert "Les copies déjà faites restent en clair" in words(dialog)
    choose(dialog, "", OTHER)
    assert plain.office.file.protection.accepts(passphrase_key(OTHER))
    recovery_dialog(plain).reject()
    plain.back()
    assert plain.window.preferences.value.encrypted == (path,)
    plain.key("Ctrl+L")
    assert plain.window.bench.guard is not None
    assert plain.window.bench.guard.locked


def test_without_the_library_a_plain_file_stays_plain(
    plain: Hands, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("btstc_jury.storage.rekeying.library", lambda: None)
    dialog = ask_passphrase(plain)
    choose(dialog, "", OTHER)
    assert "Installez le composant «\u202fsqlcipher3\u202f»" in words(dialog)
    assert not plain.office.file.protection.encrypted
    dialog.reject()


def apart(folder: Path) -> Path:
    """Where the exam file isn't."""
    made = folder / "clé USB"
    made.mkdir()
    return made


def test_the_page_never_lies_beside_the_file_that_it_opens(opened: Hands, path: Path) -> None:
    opened.window.bench.opened.protection.offer_recovery()
    dialog = recovery_dialog(opened)
    beside = path.with_name("clé.pdf")
    assert not dialog.save_to(beside)
    assert "Rien n’a été enregistré" in words(dialog)
    assert not beside.exists()
    (scroll,) = opened.see(ColumnScroll, dialog)
    opened.wait(lambda: scroll.verticalScrollBar().maximum() == 0)
    dialog.later.click()
    assert len(tasks(opened)) == 1


def test_the_folder_proposed_is_not_the_one_that_is_refused(
    opened: Hands, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _kind: str(path.parent))
    opened.window.bench.opened.protection.offer_recovery()
    recovery_dialog(opened).save.click()
    (asked,) = opened.see(QFileDialog)
    assert Path(asked.directory().absolutePath()) != path.parent
    asked.reject()


def test_the_page_saved_has_the_key_that_opens(opened: Hands, tmp_path: Path) -> None:
    assert entry(opened, "Clé de secours…")
    dialog = recovery_dialog(opened)
    assert not dialog.save.isVisible()
    fill(dialog, "Phrase de passe du fichier", "une mauvaise phrase")
    dialog.submit()
    assert not dialog.save.isVisible()
    fill(dialog, "Phrase de passe du fichier", PASSPHRASE)
    dialog.submit()
    assert dialog.save.isVisible()
    saved = apart(tmp_path) / "clé.pdf"
    assert dialog.save_to(saved)
    assert f"Clé de secours enregistrée\u202f: {saved}" in opened.window.notices.text()
    assert os.name == "nt" or saved.stat().st_mode & 0o077 == 0
    document = pypdfium2.PdfDocument(saved)
    text = document[0].get_textpage().get_text_range()
    document.close()
    kept = opened.office.file.protection.recovery_key()
    assert [group for group in kept.split("-") if group not in text] == []
    assert "session.btsjury" in text
    assert opened.office.file.protection.accepts(recovery_key(kept))


def test_the_page_is_printed(opened: Hands, tmp_path: Path) -> None:
    opened.window.bench.opened.protection.offer_recovery()
    dialog = recovery_dialog(opened)
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "papier.pdf"))
    assert dialog.print_on(printer)
    assert (tmp_path / "papier.pdf").stat().st_size > 1000
    assert not tasks(opened)


def test_a_folder_that_refuses_the_page_leaves_it_due(opened: Hands, tmp_path: Path) -> None:
    opened.window.bench.opened.protection.offer_recovery()
    dialog = recovery_dialog(opened)
    assert not dialog.save_to(tmp_path / "nulle-part" / "clé.pdf")
    assert "est introuvable" in words(dialog)
    dialog.later.click()
    assert len(tasks(opened)) == 1


def test_the_day_reminds_until_the_page_is_made(
    opened: Hands, show_window: ShowWindow, path: Path, tmp_path: Path
) -> None:
    opened.window.bench.opened.protection.offer_recovery()
    recovery_dialog(opened).reject()
    opened.back()
    opened.window.bench.leave_file()
    opened.window.open_path(path)
    opened.write(PASSPHRASE)
    opened.key("Return")
    opened.wait(lambda: bool(tasks(opened)))
    opened.click(tasks(opened)[0])
    dialog = recovery_dialog(opened)
    fill(dialog, "Phrase de passe du fichier", PASSPHRASE)
    dialog.submit()
    assert dialog.save_to(apart(tmp_path) / "clé.pdf")
    assert not tasks(opened)
    assert opened.window.preferences.value.recovery_due == ()


def test_a_file_read_only_keeps_its_passphrase(opened: Hands, show_window: ShowWindow, path: Path) -> None:
    other = show_window()
    other.window.open_path(path)
    other.write(PASSPHRASE)
    other.key("Return")
    assert other.office.read_only == "busy"
    assert not entry(other, "Phrase de passe…")
    assert not other.window.findChildren(PassphraseDialog)


def new_file(hands: Hands, fill_in: object) -> None:
    """Go through the assistant: it runs its own loop, so the hands act from within."""
    from PySide6.QtCore import QTimer

    QTimer.singleShot(0, hands.window, fill_in)  # type: ignore[call-overload]
    hands.key("Ctrl+N")


def describe(dialog: NewFileDialog, path: Path) -> None:
    fill(dialog, "Centre d’examen", "Lycée fictif")
    fill(dialog, "Numéro de la commission", "3")
    names = [
        each
        for each in dialog.findChildren(type(dialog._place.field.line))
        if each.accessibleName() == "Nom et prénom"
    ]
    names[0].setText("Camille Fictif")
    fill(dialog, "Fichier", str(path))


def shown_dialog(hands: Hands) -> NewFileDialog:
    (dialog,) = hands.window.findChildren(NewFileDialog)
    return dialog


def test_a_new_exam_file_is_encrypted_and_offers_its_recovery_key(
    show_window: ShowWindow, path: Path
) -> None:
    hands = show_window()

    def act() -> None:
        dialog = shown_dialog(hands)
        describe(dialog, path)
        dialog.submit()
        assert "Choisissez une phrase de passe." in words(dialog)
        fill(dialog, "Phrase de passe", PASSPHRASE)
        fill(dialog, "La même, une seconde fois", PASSPHRASE)
        dialog.submit()

    new_file(hands, act)
    assert hands.office.file.protection.accepts(passphrase_key(PASSPHRASE))
    assert not path.read_bytes().startswith(b"SQLite")
    recovery_dialog(hands).reject()
    hands.wait(lambda: bool(tasks(hands)))


@pytest.mark.parametrize("missing", [False, True])
def test_a_plain_exam_file_is_an_explicit_choice_or_the_only_one(
    show_window: ShowWindow, path: Path, monkeypatch: pytest.MonkeyPatch, missing: bool
) -> None:
    if missing:
        monkeypatch.setattr("btstc_jury.storage.making.library", lambda: None)
    hands = show_window()

    def act() -> None:
        dialog = shown_dialog(hands)
        describe(dialog, path)
        said = words(dialog)
        assert "Quiconque ouvre cet ordinateur peut lire les candidats et les notes." in said
        assert ("sqlcipher3" in said) is missing
        if not missing:
            dialog.protect.plain.click()
        assert not dialog.protect.new.isVisible()
        dialog.submit()

    new_file(hands, act)
    assert not hands.office.file.protection.encrypted
    assert not hands.window.findChildren(RecoveryDialog)


def test_a_training_file_asks_for_nothing(show_window: ShowWindow, path: Path) -> None:
    hands = show_window()

    def act() -> None:
        dialog = shown_dialog(hands)
        dialog._training.click()
        assert dialog.protect.plain.isChecked()
        fill(dialog, "Classe ou professeur", "TC2 A")
        fill(dialog, "Fichier", str(path))
        dialog.submit()

    new_file(hands, act)
    assert hands.office.session.kind is FileKind.TRAINING
    assert not hands.office.file.protection.encrypted


def test_the_rounds_are_those_of_the_standard_outside_these_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    assert cipher._ROUNDS == 256_000


def test_no_field_makes_room_for_what_goes_on(opened: Hands) -> None:
    """Drawn at once, before the dialog could grow: the fields were squeezed to slivers."""
    dialog = ask_passphrase(opened)
    words(dialog)
    heights = [each.height() for each in (dialog.old.editor, dialog.new.first, dialog.new.second)]
    with said_while_busy(dialog._busy, "Chiffrement…"):
        assert "Chiffrement…" in [each.text() for each in opened.see(QLabel, dialog)]
        assert dialog.rect().contains(dialog._busy.mapTo(dialog, dialog._busy.rect().bottomRight()))
        now = [each.height() for each in (dialog.old.editor, dialog.new.first, dialog.new.second)]
        assert now == heights
    dialog.reject()
