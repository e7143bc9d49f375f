"""One search of the window of a centre, that leads where what is found stands."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from btstc_jury.application.centre.collecting import Wanted, collect
from btstc_jury.application.centre.finding import CentreHit
from btstc_jury.application.centre.office import CentreOffice
from btstc_jury.application.passphrases import passphrase_key
from btstc_jury.application.sessions import open_file
from btstc_jury.ui.centre.candidates_page import CandidatesPage
from btstc_jury.ui.centre.find_dialog import FindDialog
from btstc_jury.ui.centre.frame import CentreFrame
from btstc_jury.ui.centre.rereading import KeyDialog
from tests.application.centre.test_collecting import written
from tests.centres import a_pictured_centre, an_office
from tests.collected_files import TestTools, desk
from tests.harmony_centres import forget_texts
from tests.ui.centre.test_collection_page import Open, open_page
from tests.ui.finding import press
from tests.ui.pictures import taken

__all__ = ["open_page"]
CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def office(tmp_path: Path) -> Iterator[CentreOffice]:
    """Whose commission 2 brought its evening back."""
    made = an_office(a_pictured_centre(tmp_path))
    collect(made, written(tmp_path, "evening"), TestTools(made.file.path), None)
    yield made
    made.close()


def asked(frame: CentreFrame) -> FindDialog:
    press(frame, Qt.Key.Key_F, CTRL_SHIFT)
    (dialog,) = frame.window().findChildren(FindDialog)
    assert dialog.focusWidget() is dialog.search
    return dialog


def rows(dialog: FindDialog) -> list[str]:
    return [each.name.split()[0] for each in dialog.table.rows.rows]


@pytest.mark.parametrize("words", ["", "propre joly"])
def test_escape_in_its_field_closes_it(office: CentreOffice, open_page: Open, words: str) -> None:
    frame, _page = open_page(office)
    dialog = asked(frame)
    dialog.search.setText(words)
    press(dialog.search, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_a_text_leads_to_its_oral_on_the_board(office: CentreOffice, open_page: Open) -> None:
    frame, page = open_page(office)
    dialog = asked(frame)
    dialog.search.setText("propre joly")
    assert rows(dialog) == ["JOLY"]
    assert dialog.told.text().startswith("1 résultat.")
    QTest.keyClick(dialog.search, Qt.Key.Key_Return)
    assert dialog.focusWidget() is dialog.table
    QTest.keyClick(dialog.table, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    assert frame.page is page
    current = page.table.oral
    assert current is not None
    assert current.name.startswith("JOLY")


def test_a_state_is_enough_and_nothing_found_says_how_to_widen(office: CentreOffice, open_page: Open) -> None:
    frame, _ = open_page(office)
    dialog = asked(frame)
    dialog.state.setCurrentText("rattachée par le numéro, à confirmer")
    assert rows(dialog) == ["IMBERT", "JOLY", "LOPEZ"]
    dialog.search.setText("introuvable")
    assert rows(dialog) == []
    assert "Essayez moins de mots" in dialog.told.text()
    assert not dialog.open_hit.isEnabled()


def test_somebody_of_whom_nothing_is_awaited_stands_in_the_list(
    office: CentreOffice, open_page: Open
) -> None:
    frame, _ = open_page(office)
    frame.show_hit(CentreHit("JOLY Nina", "", 8))
    page = frame.page
    assert isinstance(page, CandidatesPage)
    assert [each.identity for each in page.table.selected] == [8]


def test_what_came_before_there_was_a_search_is_read_beside_and_found(
    office: CentreOffice, open_page: Open, qtbot: QtBot
) -> None:
    forget_texts(office)
    frame, _ = open_page(office)
    dialog = asked(frame)
    dialog.search.setText("telephone table")
    assert rows(dialog) == []
    assert dialog.reading.text().startswith("Les fichiers reçus sont relus…")
    qtbot.waitUntil(lambda: not frame.reads_again, timeout=60000)
    assert rows(dialog) == ["KERN"]
    assert not dialog.reading.isVisible()
    assert not dialog.unlock.isVisible()
    assert office.file.acts()[-1].words == "Recherche\u202f: 1 dépôt relu"
    dialog.reject()
    dialog.deleteLater()
    QApplication.sendPostedEvents(dialog, QEvent.Type.DeferredDelete)
    again = asked(frame)
    assert not frame.reads_again
    assert not again.reading.isVisible()


def test_what_is_locked_is_named_and_read_with_its_passphrase(
    office: CentreOffice, open_page: Open, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "evening.btsjury"
    made, _ = open_file(desk(), path)
    with closing(made):
        made.file.protection.change(passphrase_key("trois petits chats"))
    wanted = Wanted([passphrase_key("trois petits chats")])
    collect(office, [path], TestTools(office.file.path), wanted)
    forget_texts(office)
    frame, _ = open_page(office)
    dialog = asked(frame)
    qtbot.waitUntil(lambda: not frame.reads_again, timeout=60000)
    locked = "evening.btsjury (chiffré, et le centre n’a pas sa phrase de passe)"
    assert dialog.reading.text() == f"Reçus avant la recherche, et pas relus\u202f: {locked}."
    assert dialog.unlock.isVisible()
    assert taken(dialog, "centre-recherche-verrou") > 10
    dialog.unlock.click()
    (key,) = frame.window().findChildren(KeyDialog)
    key.secret.edit.setText("trois petits chats")
    key.submit()
    qtbot.waitUntil(lambda: not frame.reads_again, timeout=60000)
    assert not dialog.unlock.isVisible()
    assert not dialog.reading.isVisible()
    dialog.search.setText("telephone table")
    assert rows(dialog) == ["KERN"]


@pytest.mark.parametrize("text", ["propre net", "rien de tel"])
def test_the_search_of_a_centre_looks_right(office: CentreOffice, open_page: Open, text: str) -> None:
    frame, _ = open_page(office)
    dialog = asked(frame)
    dialog.search.setText(text)
    assert taken(dialog, f"centre-recherche-{len(text)}") > 10
