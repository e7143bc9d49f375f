"""Settings explained where they stand, taken to another machine and brought from one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton, QWidget

from btstc_jury.application.settings import Settings, Shelf
from btstc_jury.application.settings_sharing import SHARED
from btstc_jury.settings_tools import SettingsFiles
from btstc_jury.system.settings import FileSettings, ForgetfulSettings
from btstc_jury.ui.settings.import_dialog import ImportDialog
from btstc_jury.ui.settings.key_fields import KeyFields
from btstc_jury.ui.settings.preferences import Preferences
from btstc_jury.ui.settings.settings_dialog import SettingsDialog
from btstc_jury.ui.shell.help_window import HelpWindow
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.fields import Field
from tests.ui.conftest import ShowWindow
from tests.ui.hands import Hands

_REMEMBERED = {
    *("recent", "last_folder", "geometry", "candidate_place", "encrypted", "recovery_due"),
    *("servers", "on_server", "folders"),
}
"""What follows from work, and is no choice."""


@pytest.fixture
def store(tmp_path: Path) -> FileSettings:
    return FileSettings(tmp_path / "settings.json")


@pytest.fixture
def hands(show_window: ShowWindow, store: FileSettings) -> Hands:
    return show_window(store)


@pytest.fixture
def dialog(hands: Hands) -> SettingsDialog:
    hands.key("Ctrl+,")
    shown = hands.window.findChild(SettingsDialog)
    assert isinstance(shown, SettingsDialog)
    assert QTest.qWaitForWindowActive(shown)
    return shown


@pytest.fixture
def full(tmp_path: Path) -> Settings:
    """Each choice other than at the first start."""
    return Settings(
        theme="dark",
        text_scale=145,
        auto_cover=0,
        auto_lock=7,
        keep_awake=False,
        candidate_monitor="HDMI-9",
        purge_after_months=36,
        keys={"oral.next": "Ctrl+F7"},
        backup_folder=tmp_path,
        forms_folder=tmp_path / "formes",
        cases_folder=tmp_path / "cas",
        timestamp_url="https://tsa.example",
        seal_file=tmp_path / "sceau.p12",
    )


def gone(hands: Hands) -> None:
    hands.wait(lambda: hands.window.findChild(SettingsDialog) is None)


def press(hands: Hands, words: str, root: QWidget) -> None:
    (found,) = (each for each in hands.see(QPushButton, root) if each.text().replace("&", "") == words)
    hands.click(found)


def choose(hands: Hands, dialog: SettingsDialog, words: str, path: Path) -> None:
    """Press a button, and choose a file in what it opens."""
    press(hands, words, dialog)
    hands.wait(lambda: bool(dialog.findChildren(QFileDialog)))
    (chooser,) = dialog.findChildren(QFileDialog)
    # Qt tells both, whatever was asked.
    chooser.fileSelected.emit(str(path))
    chooser.filesSelected.emit([str(path)])
    chooser.done(0)
    hands.wait(lambda: not dialog.findChildren(QFileDialog))


def preview(hands: Hands, dialog: SettingsDialog) -> ImportDialog:
    hands.wait(lambda: bool(dialog.findChildren(ImportDialog)))
    (shown,) = dialog.findChildren(ImportDialog)
    return shown


def test_each_choice_that_is_remembered_is_in_the_window(theme: Theme, full: Settings) -> None:
    start = Settings()
    assert {each for each in Settings._fields if getattr(full, each) == getattr(start, each)} == _REMEMBERED
    dialog = SettingsDialog(theme, Preferences(ForgetfulSettings(), full), (), SettingsFiles())
    assert dialog.settings(start) == full
    dialog.fields.show_settings(start)
    assert dialog.settings(full) == start._replace(candidate_monitor="HDMI-9")
    dialog.deleteLater()


def test_each_setting_says_what_it_does_where_it_stands(dialog: SettingsDialog) -> None:
    keys = dialog.findChildren(KeyFields)[0]
    fields = [each for each in dialog.findChildren(Field) if not keys.isAncestorOf(each)]
    assert len(fields) == len(SHARED) + 1
    for field in fields:
        said = [each.text() for each in field.findChildren(QLabel) if "muted" in str(each.property("role"))]
        assert any(20 < len(each) < 240 for each in said), field.editor.accessibleName()
    dialog.reject()


def test_places_say_where_they_are_by_default(hands: Hands, dialog: SettingsDialog) -> None:
    usual = SettingsFiles().usual
    for place, folder in ((dialog.fields.forms, usual.forms), (dialog.fields.cases, usual.cases)):
        assert f"par défaut\u202f: {folder}" in hands.texts(place)
        assert not place.forget.isEnabled()
    dialog.fields.backups.set_value(Path("/nulle/part"))
    assert "Introuvable pour le moment" in hands.texts(dialog)
    hands.click(dialog.fields.backups.forget)
    assert dialog.fields.backups.value is None
    assert "Introuvable pour le moment" not in hands.texts(dialog)
    dialog.reject()


def test_no_letter_leads_to_two_places(dialog: SettingsDialog) -> None:
    texts = [each.text() for each in dialog.findChildren(QLabel)]
    texts += [each.text() for each in dialog.findChildren(QPushButton)]
    letters = [found.lower() for text in texts for found in re.findall(r"&(\w)", text)]
    assert len(letters) > 12
    assert sorted(letters) == sorted(set(letters))
    dialog.reject()


def test_f1_opens_the_page_on_settings_and_leaves_the_field(hands: Hands, dialog: SettingsDialog) -> None:
    dialog.fields.authority.line.setFocus()
    QTest.keyClicks(dialog.fields.authority.line, "https://t")
    QTest.keyClick(dialog.fields.authority.line, Qt.Key.Key_F1)
    hands.wait(lambda: bool(hands.window.findChildren(HelpWindow)))
    (guide,) = hands.window.findChildren(HelpWindow)
    assert guide.page.name == "reglages"
    hands.wait(guide.isActiveWindow)
    QTest.keyClick(guide, Qt.Key.Key_Escape)
    hands.wait(lambda: not hands.window.findChildren(HelpWindow))
    assert dialog.fields.authority.text() == "https://t"
    dialog.fields.authority.line.clear()
    dialog.reject()


def test_the_term_and_the_authority_are_typed_and_kept(
    hands: Hands, dialog: SettingsDialog, store: FileSettings
) -> None:
    fields = dialog.fields
    fields.months.selectAll()
    QTest.keyClicks(fields.months, "24")
    QTest.keyClicks(fields.authority.line, "tsa.example.fr")
    QTest.keyClick(fields.authority.line, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert "L’adresse commence par https:// ou http://" in fields.authority.error
    assert store.load().purge_after_months == 12
    QTest.keyClick(fields.authority.line, Qt.Key.Key_Home)
    QTest.keyClicks(fields.authority.line, "https://")
    QTest.keyClick(fields.authority.line, Qt.Key.Key_Return)
    gone(hands)
    kept = store.load()
    assert (kept.purge_after_months, kept.timestamp_url) == (24, "https://tsa.example.fr")


def test_the_seal_is_chosen_and_given_up(
    hands: Hands, dialog: SettingsDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seal = tmp_path / "sceau.p12"
    seal.touch()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(seal), ""))
    hands.click(dialog.fields.seal.choose)
    assert dialog.settings(Settings()).seal_file == seal
    hands.click(dialog.fields.seal.forget)
    assert dialog.settings(Settings()).seal_file is None
    dialog.reject()


def test_what_one_machine_writes_another_takes_over(
    hands: Hands, dialog: SettingsDialog, store: FileSettings, tmp_path: Path, theme: Theme
) -> None:
    file = tmp_path / "Réglages.toml"
    dialog.fields.months.setValue(24)
    dialog.fields.look.setCurrentIndex(dialog.fields.look.findData("dark"))
    choose(hands, dialog, "Exporter…", file)
    assert f"Réglages exportés\u202f: {file}" in hands.texts(dialog)
    assert "purge_after_months = 24" in file.read_text(encoding="utf-8")
    dialog.fields.show_settings(Settings())
    choose(hands, dialog, "Importer…", file)
    asked = preview(hands, dialog)
    shown = hands.texts(asked)
    assert "12\u202fmois → 24\u202fmois" in shown
    assert "Clair → Sombre" not in shown
    assert "Comme le système → Sombre" in shown
    assert dialog.fields.months.value() == 12
    press(hands, "Reprendre ces réglages", asked)
    hands.wait(lambda: dialog.fields.months.value() == 24)
    assert "2 changements" in hands.texts(dialog)
    assert store.load().purge_after_months == 12
    press(hands, "Enregistrer", dialog)
    gone(hands)
    assert (store.load().purge_after_months, store.load().theme, theme.mode) == (24, "dark", "dark")


def imported(hands: Hands, dialog: SettingsDialog, text: str, folder: Path) -> None:
    file = folder / "r.toml"
    file.write_text(text, encoding="utf-8")
    choose(hands, dialog, "Importer…", file)


def test_an_import_is_taken_back_or_left(
    hands: Hands, dialog: SettingsDialog, store: FileSettings, tmp_path: Path
) -> None:
    dialog.fields.cover.setValue(3)
    text = 'format = 1\nauto_cover = 5\ntext_scale = 155\n[keys]\n"oral.next" = "Ctrl+F7"\n'
    imported(hands, dialog, text, tmp_path)
    press(hands, "Reprendre ces réglages", preview(hands, dialog))
    hands.wait(lambda: dialog.fields.cover.value() == 5)
    assert dialog.fields.scale.currentText() == "155\u202f%"
    assert dialog.fields.keys.chosen() == {"oral.next": "Ctrl+F7"}
    press(hands, "Défaire l’import", dialog)
    assert dialog.settings(Settings()) == Settings(auto_cover=3)
    assert "repris" not in hands.texts(dialog)
    imported(hands, dialog, text, tmp_path)
    press(hands, "Annuler", preview(hands, dialog))
    hands.wait(lambda: not dialog.findChildren(ImportDialog))
    assert dialog.fields.cover.value() == 3
    dialog.reject()
    press(hands, "Abandonner la saisie", dialog)
    gone(hands)
    assert store.load() == hands.window.preferences.value
    assert store.load() == Settings(folders={Shelf.SETTINGS: tmp_path})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("format = 3\n", "version plus récente"),
        ("format = 1\ntheme = 'rose'\nauto_cover = 900\n", "auto_cover\u202f: un nombre entier de 0 à 60"),
        ("format = 1\n[keys]\n'oral.next' = 'Ctrl+P'\n", "Ctrl+P sert déjà à"),
        ("format = 1\ntheme = \n", "r.toml, ligne 2"),
    ],
)
def test_a_wrong_file_says_why_and_changes_nothing(
    hands: Hands, dialog: SettingsDialog, tmp_path: Path, text: str, said: str
) -> None:
    dialog.fields.months.setValue(30)
    imported(hands, dialog, text, tmp_path)
    assert said in hands.texts(dialog)
    assert "Rien n’a été changé." in hands.texts(dialog)
    assert not dialog.findChildren(ImportDialog)
    assert dialog.settings(Settings()) == Settings(purge_after_months=30)
    imported(hands, dialog, "format = 1\nauto_cover = 5\n", tmp_path)
    assert said not in hands.texts(dialog)
    press(hands, "Annuler", preview(hands, dialog))
    dialog.fields.months.setValue(12)
    dialog.reject()


def test_nothing_new_and_a_place_that_is_not_here_are_said(
    hands: Hands, dialog: SettingsDialog, tmp_path: Path
) -> None:
    imported(hands, dialog, "format = 1\nbackup_folder = '/nulle/part'\n", tmp_path)
    asked = preview(hands, dialog)
    assert "rien ne change" in hands.texts(asked)
    assert "«\u202f/nulle/part\u202f» n’existe pas sur ce poste" in hands.texts(asked)
    press(hands, "Fermer", asked)
    hands.wait(lambda: not dialog.findChildren(ImportDialog))
    dialog.reject()
    gone(hands)


def test_where_it_cannot_be_written_is_said(hands: Hands, dialog: SettingsDialog, tmp_path: Path) -> None:
    choose(hands, dialog, "Exporter…", tmp_path / "absent" / "r.toml")
    assert "introuvable" in hands.texts(dialog)
    dialog.reject()
    gone(hands)


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("mode", ["light", "dark"])
def test_nothing_is_cut(
    hands: Hands, theme: Theme, mode: str, scale: float, dialog: SettingsDialog, tmp_path: Path
) -> None:
    """All words have the room that they need, within a window of 1280 by 720."""
    theme.set(mode, scale)  # type: ignore[arg-type]
    dialog.resize(min(theme.px(720), 1248), 656)
    imported(hands, dialog, "format = 1\nauto_cover = 5\n", tmp_path)
    press(hands, "Reprendre ces réglages", preview(hands, dialog))
    hands.wait(lambda: dialog.fields.cover.value() == 5)
    for _ in range(4):
        QApplication.processEvents()
    assert dialog.width() <= 1280
    seen: list[QWidget] = [*dialog.findChildren(QLabel), *dialog.findChildren(QPushButton)]
    for each in seen:
        if each.isVisible() and not each.inherits("ElidedLabel"):
            right = each.mapTo(dialog, each.rect().topRight()).x()
            assert right <= dialog.width(), each
            assert each.width() >= each.minimumSizeHint().width(), each
            if isinstance(each, QLabel) and each.hasHeightForWidth():
                assert each.height() >= each.heightForWidth(each.width()), each.text()
    press(hands, "Défaire l’import", dialog)
    dialog.reject()
    gone(hands)
