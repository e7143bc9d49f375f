"""The « dossier CCF » and the bordereau from the window: annexe V, E4, § 4.A (l.5398-5406)."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QListWidget

from btstc_jury.application.passphrases import typed_key
from btstc_jury.application.sessions import Desk, create_file
from btstc_jury.domain.standing import Status
from btstc_jury.ui.export.jury_dialog import JuryDialog
from tests.each_status import Orals
from tests.fakes import FakeClock
from tests.forms_for_tests import make_plan
from tests.ui.conftest import ShowWindow
from tests.ui.hands import Hands, session

PASSPHRASE = "quatre mots pour ouvrir"

pytestmark = pytest.mark.usefixtures("plain_documents")


@pytest.fixture
def hands(show_window: ShowWindow, desk: Desk, clock: FakeClock, path: Path) -> Hands:
    """The day's list of a file with an oral of each status, and one of a CCF to come."""
    office = create_file(desk, path, session())
    made = Orals(office, clock).each()
    assert Status.ABSENT in made
    office.plan(make_plan("0213456780", "Adam", "Jo"), "e4-ccf-1")
    office.close()
    hands = show_window()
    hands.window.resize(1366, 768)
    assert hands.window.open_path(path)
    return hands


def opened(hands: Hands, out: Path) -> JuryDialog:
    hands.window.acts.jury.trigger()
    dialog = hands.window.findChild(JuryDialog)
    assert isinstance(dialog, JuryDialog)
    field = dialog.choice.folder.findChild(QLineEdit)
    assert field is not None
    field.setText(str(out))
    return dialog


def finish(hands: Hands, dialog: JuryDialog) -> list[str]:
    """Export; what is missing."""
    dialog.submit()
    hands.wait(dialog._summary.isVisible)
    shown = dialog._summary.findChild(QListWidget)
    assert shown is not None
    return [shown.item(row).text() for row in range(shown.count())]


def test_the_bordereau_has_the_ponctuel_orals_too(hands: Hands, tmp_path: Path) -> None:
    dialog = opened(hands, tmp_path / "jury")
    dialog.choice.alone.click()
    assert not dialog.choice.zip.isEnabled()
    lacking = finish(hands, dialog)
    there = sorted(each.name for each in (tmp_path / "jury").iterdir())
    assert there == [f"bordereau récapitulatif{each}" for each in (".csv", ".pdf", ".xlsx")]
    assert any("ADAM Jo" in line and "situation 2" in line for line in lacking)
    assert "Absent (AB)" in (tmp_path / "jury" / "bordereau récapitulatif.csv").read_text("utf-8-sig")
    dialog.reject()


def test_the_folder_takes_in_another_file_that_is_encrypted_and_makes_a_zip(
    hands: Hands, desk: Desk, tmp_path: Path
) -> None:
    other = tmp_path / "autre.btsjury"
    office = create_file(desk, other, session(), typed_key(PASSPHRASE))
    office.plan(make_plan("0213456780", "Adam", "Jo"), "e4-ccf-2")
    office.close()
    dialog = opened(hands, tmp_path / "jury")
    sources = dialog.choice.sources
    sources.take([other])
    assert sources.secret_field.isVisible()
    dialog.submit()
    assert "pas encore ouvert" in dialog._problem_text.text()
    sources.secret.setText(PASSPHRASE)
    QTest.keyClick(sources.secret, Qt.Key.Key_Return)
    assert [sources.list.item(row).text() for row in range(sources.list.count())][1:] == ["autre.btsjury"]
    assert not sources.secret_field.isVisible()
    dialog.choice.zip.click()
    lacking = finish(hands, dialog)
    assert (tmp_path / "jury" / "0213456780 ADAM E4 fiche de synthèse.pdf").exists()
    assert (tmp_path / "jury.zip").exists()
    assert "dans ce dossier (et à côté, jury.zip)\u202f:" in hands.texts(dialog)
    assert len(lacking) == 1
    assert "dans aucun des fichiers" not in lacking[0]
    dialog.reject()
    assert not sources.offices, "the other file is closed"


def test_a_file_that_is_none_is_told_and_the_rest_goes_on(hands: Hands, tmp_path: Path) -> None:
    dialog = opened(hands, tmp_path / "jury")
    dialog.choice.sources.take([tmp_path / "absent.btsjury"])
    assert "absent.btsjury" in dialog._problem_text.text()
    assert not dialog.choice.sources.busy
    dialog.reject()
