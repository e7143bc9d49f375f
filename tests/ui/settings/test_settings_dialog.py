"""The settings, chosen in their dialog: in force at once, kept, conflicts of keys refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QPushButton

from btstc_jury.application.sessions import Desk
from btstc_jury.application.settings import Settings, UsualFolders
from btstc_jury.bootstrap import form_folders
from btstc_jury.domain.candidate import Accommodation
from btstc_jury.domain.moments import Duration
from btstc_jury.exchange.form_library import FormLibrary
from btstc_jury.settings_tools import SettingsFiles
from btstc_jury.system.settings import FileSettings, ForgetfulSettings
from btstc_jury.ui.candidates.day_rows import SearchField
from btstc_jury.ui.settings.preferences import Preferences
from btstc_jury.ui.settings.settings_dialog import SettingsDialog
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import ElidedLabel
from tests.ui.conftest import ShowWindow
from tests.ui.hands import Hands, make_file

CTRL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def store(tmp_path: Path) -> FileSettings:
    return FileSettings(tmp_path / "settings.json")


@pytest.fixture
def live(show_window: ShowWindow, desk: Desk, path: Path, store: FileSettings) -> Hands:
    """An E4 under way, in a program that keeps its settings."""
    make_file(desk, path)
    hands = show_window(store)
    hands.window.open_path(path)
    hands.key("Return")
    hands.key("Ctrl+Return")
    return hands


def open_dialog(hands: Hands) -> SettingsDialog:
    hands.key("Ctrl+,")
    shown = hands.window.findChild(SettingsDialog)
    assert isinstance(shown, SettingsDialog)
    assert QTest.qWaitForWindowActive(shown)
    return shown


def press(dialog: SettingsDialog, act: str, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> str:
    """Press a key in the field of an act; the error shown."""
    field, editor = dialog.fields.keys.fields[act]
    editor.setFocus()
    QTest.keyClick(editor, key, modifiers)
    return field.error


def save(hands: Hands, dialog: SettingsDialog) -> None:
    QTest.keyClick(dialog.fields.cover, Qt.Key.Key_Return)
    QApplication.processEvents()
    hands.wait(lambda: hands.window.findChild(SettingsDialog) is None)
    hands.window.activateWindow()
    hands.wait(lambda: QApplication.activeWindow() is hands.window)
    hands.live.remarks.field.setFocus()


def test_what_is_chosen_holds_at_once_and_the_next_time(
    live: Hands, store: FileSettings, theme: Theme
) -> None:
    dialog = open_dialog(live)
    assert not dialog.isModal()
    dialog.fields.look.setCurrentIndex(dialog.fields.look.findData("dark"))
    dialog.fields.scale.setCurrentIndex(dialog.fields.scale.findData(130))
    dialog.fields.cover.setValue(4)
    dialog.fields.lock.setValue(0)
    assert dialog.fields.lock.text() == "jamais"
    dialog.fields.awake.setChecked(False)
    assert press(dialog, "oral.next", Qt.Key.Key_F7, CTRL) == ""
    save(live, dialog)
    assert (theme.mode, theme.scale) == ("dark", 1.3)
    companions = live.window.bench.opened.surroundings
    assert companions is not None
    assert companions.idle._timer.interval() == 4 * 60_000
    assert not companions.awake.held
    live.key("Ctrl+F7")
    assert live.oral.phase == 1
    kept = store.load()
    assert (kept.theme, kept.text_scale, kept.auto_cover, kept.keep_awake) == ("dark", 130, 4, False)
    assert kept.auto_lock == 0
    assert kept.keys == {"oral.next": "Ctrl+F7"}
    assert kept.recent


def rekeyed(hands: Hands, keys: dict[str, str]) -> None:
    """As when the settings are saved."""
    hands.window.preferences.put(hands.window.preferences.value._replace(keys=keys))


def menu_entries(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions()]


def test_every_hint_follows_the_keys_that_are_chosen(
    show_window: ShowWindow, store: FileSettings, desk: Desk, path: Path
) -> None:
    make_file(desk, path)
    hands = show_window(store)
    hands.window.open_path(path)
    keys = {
        "day.find": "Ctrl+F1",
        "oral.next": "Ctrl+F2",
        "oral.pause": "Ctrl+F3",
        "oral.history": "Ctrl+F4",
        "notes.criteria": "F10",
        "criteria.next": "F2",
        "criteria.filter": "F11",
        "opinions.mode": "Ctrl+F5",
    }
    search = hands.workspace.day.findChild(SearchField)
    assert search is not None
    live, deliberation = hands.live, hands.workspace.deliberation
    hands.key("Return")
    for chosen in (keys, {}, keys):
        rekeyed(hands, chosen)
        assert search.placeholderText() == f"Rechercher ({chosen.get('day.find', 'Ctrl+F')})"
        assert live.arrival.ready.text().startswith(f"{chosen.get('oral.next', 'Ctrl+Entrée')} commence")
        entry = f"Historique de l’interrogation\t{chosen.get('oral.history', 'Ctrl+H')}"
        assert entry in menu_entries(live.footer.menu)
        assert entry in menu_entries(deliberation.drawers.menu)
        assert [f"({chosen.get('criteria.filter', 'F6')})" in tip for tip in filter_tips(hands)] == [True] * 3
    hands.key("Ctrl+F2")
    hands.key("Ctrl+Shift+Return")
    assert hands.page is deliberation
    deliberation.verdict.mark.editor.setFocus()
    hints = hands.texts(deliberation.criteria)
    assert "F10 va des critères aux champs et revient · F2 va au prochain à évaluer" in hints
    rekeyed(hands, {})
    assert "F2 va des critères aux champs et revient · F3 va" in hands.texts(deliberation.criteria)


def filter_tips(hands: Hands) -> list[str]:
    buttons = hands.live.criteria.findChildren(QPushButton)
    return [each.toolTip() for each in buttons if each.toolTip().startswith("Critères montrés")]


def test_a_granted_pause_that_is_spent_says_the_key_in_force(
    show_window: ShowWindow, store: FileSettings, desk: Desk, path: Path
) -> None:
    make_file(desk, path, accommodation=Accommodation(pauses=Duration.minutes(1)))
    hands = show_window(store)
    hands.window.open_path(path)
    hands.key("Return")
    hands.key("Ctrl+Return")
    hands.key("Ctrl+Shift+P")
    hands.pass_time(minutes=2)
    assert "Ctrl+P reprend" in hands.texts(hands.live.pause_strip)
    rekeyed(hands, {"oral.pause": "Ctrl+F3"})
    assert "Ctrl+F3 reprend" in hands.texts(hands.live.pause_strip)


def test_a_key_that_is_taken_is_refused_with_the_act_that_has_it(live: Hands) -> None:
    dialog = open_dialog(live)
    _field, editor = dialog.fields.keys.fields["questions.ask"]
    said = press(dialog, "questions.ask", Qt.Key.Key_P, CTRL)
    assert said == "Ctrl+P sert déjà à\u202f: suspendre, reprendre."
    assert editor.text() == "Ctrl+J"
    assert press(dialog, "questions.ask", Qt.Key.Key_B).startswith("Choisissez")
    assert press(dialog, "questions.ask", Qt.Key.Key_F11) == ""
    assert editor.text() == "F11"
    assert press(dialog, "oral.pause", Qt.Key.Key_J, CTRL) == ""
    assert "Ctrl+J sert déjà" in press(dialog, "questions.ask", Qt.Key.Key_Backspace)
    assert press(dialog, "oral.pause", Qt.Key.Key_Backspace) == ""
    assert press(dialog, "questions.ask", Qt.Key.Key_Backspace) == ""
    assert editor.text() == "Ctrl+J"
    dialog.reject()


def test_the_keys_of_the_program_do_nothing_while_they_are_chosen(live: Hands) -> None:
    dialog = open_dialog(live)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_P, Qt.Key.Key_W):
        press(dialog, "questions.ask", key, CTRL)
    press(dialog, "questions.ask", Qt.Key.Key_F9)
    assert live.oral.phase == 0
    assert live.window.bench.guard is not None
    assert not live.window.bench.guard.covered
    assert live.window.bench.is_open
    dialog.reject()


def test_all_keys_go_back_to_their_origin(live: Hands) -> None:
    dialog = open_dialog(live)
    press(dialog, "questions.ask", Qt.Key.Key_F11)
    press(dialog, "oral.pause", Qt.Key.Key_J, CTRL)
    dialog.fields.keys.reset.click()
    assert dialog.fields.keys.chosen() == {}
    assert dialog.fields.keys.fields["oral.pause"][1].text() == "Ctrl+P"
    dialog.reject()


def test_leaving_changes_nothing_and_one_dialog_is_enough(live: Hands, store: FileSettings) -> None:
    dialog = open_dialog(live)
    live.window.acts.settings.trigger()
    assert len(live.window.findChildren(SettingsDialog)) == 1
    dialog.reject()
    assert store.load() == live.window.preferences.value
    assert store.load().keys == {}


class Shared(SettingsFiles):
    """With usual folders of its own."""

    def __init__(self, forms: Path = Path("formes"), cases: Path = Path("cas")) -> None:
        self.usual = UsualFolders(forms, cases)


def test_a_monitor_that_is_unplugged_stays_chosen(theme: Theme) -> None:
    preferences = Preferences(ForgetfulSettings(), Settings(candidate_monitor="HDMI-9"))
    dialog = SettingsDialog(theme, preferences, (), Shared())
    assert dialog.fields.monitor.currentText() == "HDMI-9 (débranché)"
    dialog.submit()
    assert preferences.value == Settings(candidate_monitor="HDMI-9")
    dialog.deleteLater()


def test_the_folder_of_the_centres_forms_is_chosen_and_given_back(
    theme: Theme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    preferences = Preferences(ForgetfulSettings(), Settings())
    usual, shared = tmp_path / "formes", tmp_path / "partage"
    library = FormLibrary(form_folders(), lambda: preferences.value.forms_folder or usual)
    shared.mkdir()
    dialog = SettingsDialog(theme, preferences, (), Shared(usual))
    assert f"par défaut\u202f: {usual}" in [
        each.text() for each in dialog.fields.forms.findChildren(ElidedLabel)
    ]
    assert not dialog.fields.forms.forget.isEnabled()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(shared))
    dialog.fields.forms.choose.click()
    dialog.submit()
    assert library.centre == shared
    dialog = SettingsDialog(theme, preferences, (), Shared(usual))
    assert dialog.fields.forms.forget.text() == "Par défaut"
    dialog.fields.forms.forget.click()
    dialog.submit()
    assert preferences.value.forms_folder is None
    assert library.centre == usual
    dialog.deleteLater()


def test_settings_left_open_ask_before_they_go_with_the_window(live: Hands) -> None:
    dialog = open_dialog(live)
    dialog.fields.cover.setValue(dialog.fields.cover.value() + 3)
    live.window.leave()
    assert live.window.isVisible()
    assert live.window.bench.is_open
    assert "Ce que vous avez saisi n’est pas enregistré." in live.texts(dialog)
    live.click(live.button("Abandonner la saisie", dialog))
    live.wait(lambda: live.window.findChild(SettingsDialog) is None)


def test_settings_left_open_as_they_were_hold_nothing_up(live: Hands) -> None:
    live.key("Ctrl+Shift+Return")
    open_dialog(live)
    live.window.leave()
    assert not live.window.isVisible()


def test_the_folder_of_the_cases_is_chosen_and_given_back(
    theme: Theme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    preferences = Preferences(ForgetfulSettings(), Settings())
    dialog = SettingsDialog(theme, preferences, (), Shared(cases=tmp_path / "cas"))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    dialog.fields.cases.choose.click()
    dialog.submit()
    assert preferences.value.cases_folder == tmp_path
    dialog.fields.cases.forget.click()
    dialog.submit()
    assert preferences.value.cases_folder is None
    dialog.deleteLater()
