"""The files for the commissions in the window: chosen, made, and their passphrases never lost unsaid."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from btstc_jury.application.centre.office import CentreOffice
from btstc_jury.application.passphrases import FileKey, passphrase_key
from btstc_jury.application.sessions import Desk
from btstc_jury.application.settings import Settings, Shelf
from btstc_jury.bootstrap import DocumentPapers, SystemFiles, centres
from btstc_jury.rehearsal_tools import SystemRehearsals
from btstc_jury.storage import SqliteExamFiles
from btstc_jury.system.settings import ForgetfulSettings
from btstc_jury.ui.centre.hand_out_dialog import HandOutDialog
from btstc_jury.ui.centre.presenter import CentrePresenter
from btstc_jury.ui.ports import Ports
from btstc_jury.ui.settings.preferences import KeptFolders, Preferences
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.last_folders import last_folder
from tests.centres import a_pictured_centre, an_office
from tests.documents.reading import page_texts
from tests.fakes import FakeBattery, FakeKeepAwake, FakeMachine

Ask = Callable[..., HandOutDialog]


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "clé"
    folder.mkdir()
    return folder


@pytest.fixture
def ask(qtbot: QtBot, theme: Theme, tmp_path: Path, stick: Path) -> Iterator[Ask]:
    opened: list[CentreOffice] = []
    window = QWidget()
    qtbot.addWidget(window)
    window.show()

    def open_dialog(key: FileKey | None = None) -> HandOutDialog:
        office = an_office(a_pictured_centre(tmp_path, key))
        opened.append(office)
        store = ForgetfulSettings()
        files = SystemFiles(office.clock)
        given = Ports(
            DocumentPapers(store),
            files,
            FakeMachine(store, FakeBattery(), FakeKeepAwake()),
            SystemRehearsals(files.desk),
            centres(lambda: Desk(SqliteExamFiles(), office.library, office.clock)),
        )
        dialog = HandOutDialog(theme, CentrePresenter(office), given, stick, window)
        dialog.open()
        return dialog

    yield open_dialog
    for each in opened:
        each.close()


def done(qtbot: QtBot, dialog: HandOutDialog) -> None:
    dialog.go.click()
    qtbot.waitUntil(lambda: dialog.save.isVisible() or not dialog.go.isVisible())


def test_three_files_and_their_pages(qtbot: QtBot, ask: Ask, stick: Path, tmp_path: Path) -> None:
    dialog = ask(passphrase_key("une phrase de passe"))
    assert [each.isChecked() for each in dialog.ticks] == [True] * 3
    assert "6 interrogations à tenir · pas encore préparé" in dialog.ticks[0].text()
    done(qtbot, dialog)
    names = [f"BTS TC 2027 commission {number}.btsjury" for number in (1, 2, 3)]
    assert sorted(each.name for each in stick.glob("[!.]*")) == names
    assert dialog.save_to(tmp_path / "pages.pdf")
    pages = page_texts((tmp_path / "pages.pdf").read_bytes())
    assert len(pages) == 3
    for page, handed in zip(pages, dialog.handed, strict=True):
        SqliteExamFiles().open(handed.path, passphrase_key(handed.passphrase)).close()
        assert all(group in page for group in handed.passphrase.split(" "))
        assert handed.path.name in page


@pytest.mark.parametrize(
    ("phrase", "said"),
    [("", "rien d’autre ne les garde"), ("une phrase de passe", "n’en refait pas les pages")],
)
def test_pages_are_not_left_unprinted_by_one_key(qtbot: QtBot, ask: Ask, phrase: str, said: str) -> None:
    dialog = ask(passphrase_key(phrase) if phrase else None)
    done(qtbot, dialog)
    dialog.reject()
    assert dialog.isVisible()
    assert dialog.focusWidget() is dialog.print
    shown = [each.text() for each in dialog.findChildren(QLabel) if each.isVisible()]
    assert any(said in each for each in shown)
    dialog.reject()
    assert not dialog.isVisible()


def test_once_they_are_saved_it_closes(qtbot: QtBot, ask: Ask, tmp_path: Path) -> None:
    dialog = ask()
    done(qtbot, dialog)
    assert dialog.save_to(tmp_path / "pages.pdf")
    dialog.reject()
    assert not dialog.isVisible()


def test_where_they_went_is_proposed_for_those_alone(qtbot: QtBot, ask: Ask, stick: Path) -> None:
    dialog = ask()
    KeptFolders(dialog, Preferences(ForgetfulSettings(), Settings()))
    done(qtbot, dialog)
    assert last_folder(dialog, Shelf.COMMISSIONS, stick.parent) == stick
    assert last_folder(dialog, Shelf.SLIPS, stick.parent) == stick.parent


def test_plain_files_have_no_pages(qtbot: QtBot, ask: Ask, stick: Path) -> None:
    dialog = ask()
    dialog.plain.setChecked(True)
    dialog.ticks[1].setChecked(False)
    done(qtbot, dialog)
    assert not dialog.save.isVisible()
    assert sorted(each.name[-9:-8] for each in stick.glob("[!.]*")) == ["1", "3"]
    dialog.reject()
    assert not dialog.isVisible()


def test_without_a_folder_or_a_commission_nothing_is_made(ask: Ask, stick: Path) -> None:
    dialog = ask()
    dialog.folder.text.setText(str(stick / "nulle part"))
    dialog.submit()
    assert dialog.folder.error
    dialog.folder.text.setText(str(stick))
    for each in dialog.ticks:
        each.setChecked(False)
    dialog.submit()
    assert dialog.handed == []
    assert list(stick.glob("[!.]*")) == []
