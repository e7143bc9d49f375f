"""Bordereaux in the window: what goes out, whole or not at all, and what it lacks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest
from PySide6.QtCore import QSize
from pytestqt.qtbot import QtBot

from btstc_jury.application.centre.collecting import collect
from btstc_jury.application.centre.office import CentreOffice
from btstc_jury.application.sessions import Desk
from btstc_jury.application.settings import Settings, Shelf
from btstc_jury.bootstrap import DocumentPapers, SystemFiles, centres
from btstc_jury.rehearsal_tools import SystemRehearsals
from btstc_jury.system.settings import ForgetfulSettings
from btstc_jury.ui.centre.frame import CentreFrame
from btstc_jury.ui.centre.output_dialog import OutputDialog
from btstc_jury.ui.centre.presenter import CentrePresenter, folder_first
from btstc_jury.ui.centre.slips_page import SlipsPage
from btstc_jury.ui.ports import Ports
from btstc_jury.ui.settings.preferences import KeptFolders, Preferences
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.buttons import TickBox
from btstc_jury.ui.widgets.last_folders import note_folder
from tests.centres import a_centre, a_pictured_centre, an_office
from tests.collected_files import TestTools, brought
from tests.fakes import FakeBattery, FakeKeepAwake, FakeMachine
from tests.ui.centre.test_day_pictures import LOOKS
from tests.ui.pictures import taken
from tests.ui.test_pictures import problems_of, settle


class Opened(NamedTuple):
    frame: CentreFrame
    page: SlipsPage
    out: Path


Open = Callable[[CentreOffice], Opened]


@pytest.fixture
def open_slips(qtbot: QtBot, theme: Theme, desk: Desk, tmp_path: Path) -> Open:
    def show(office: CentreOffice) -> Opened:
        store = ForgetfulSettings()
        machine = FakeMachine(store, FakeBattery(), FakeKeepAwake())
        files = SystemFiles(None)
        given = Ports(
            DocumentPapers(store), files, machine, SystemRehearsals(lambda: desk), centres(lambda: desk)
        )
        frame = CentreFrame(theme, CentrePresenter(office), given)
        qtbot.addWidget(frame)
        theme.dress(frame)
        frame.resize(1366, 768)
        frame.show_page(SlipsPage)
        with qtbot.waitActive(frame):
            frame.show()
            frame.activateWindow()
        page = frame.page
        assert isinstance(page, SlipsPage)
        return Opened(frame, page, tmp_path / "out")

    return show


@pytest.fixture
def evening(tmp_path: Path) -> Iterator[CentreOffice]:
    folder = tmp_path / "centre"
    folder.mkdir()
    path = tmp_path / "evening.btsjury"
    path.write_bytes(brought().evening)
    with closing(an_office(a_pictured_centre(folder))) as office:
        collect(office, [path], TestTools(office.file.path))
        yield office


def ask(qtbot: QtBot, opened: Opened, button: str) -> OutputDialog:
    getattr(opened.page, button).click()
    (dialog,) = opened.frame.findChildren(OutputDialog)
    dialog.folder.text.setText(str(opened.out))
    return dialog


def done(qtbot: QtBot, dialog: OutputDialog) -> None:
    dialog.go.click()
    qtbot.waitUntil(lambda: not dialog.go.isVisible(), timeout=20000)


def test_the_lines_of_each_bordereau_are_there(open_slips: Open, evening: CentreOffice) -> None:
    opened = open_slips(evening)
    page = opened.page
    assert [page.list.item(at).text() for at in range(page.list.count())] == [
        "Tout le centre · 14 lignes, 14 incomplètes"
    ]
    page.by.setCurrentIndex(1)
    assert page.list.item(1).text() == "Commission 2 · 4 lignes, 4 incomplètes"
    page.list.setCurrentRow(1)
    assert [each.last_name for each in page.table.rows.rows] == ["IMBERT", "JOLY", "KERN", "LOPEZ"]
    assert "commission 2" in page.told.text()
    page.table.selectRow(0)
    line = page.table.rows.rows[0]
    assert page.lacks.text() == f"{line.candidate}, {line.exam}\u202f: {line.missing}"
    assert page.lacks.isVisible()


def test_bordereaux_go_out_by_commission_with_what_they_lack(
    qtbot: QtBot, open_slips: Open, evening: CentreOffice
) -> None:
    opened = open_slips(evening)
    opened.page.by.setCurrentIndex(1)
    dialog = ask(qtbot, opened, "slips")
    done(qtbot, dialog)
    assert len(list(opened.out.iterdir())) == 9
    assert dialog.summary.said.text() == "9 fichiers écrits, dans ce dossier\u202f:"
    assert dialog.summary.open.isVisible()
    assert dialog.summary.lacking.count() == 14
    dialog.reject()


def test_each_kind_goes_first_where_its_own_went_last(
    qtbot: QtBot, open_slips: Open, evening: CentreOffice, tmp_path: Path
) -> None:
    opened = open_slips(evening)
    opened.out.mkdir()
    stick = tmp_path / "clé"
    stick.mkdir()
    KeptFolders(opened.frame, Preferences(ForgetfulSettings(), Settings()))
    note_folder(opened.page, Shelf.COMMISSIONS, stick)
    usual = folder_first(opened.page, opened.page.ports, Shelf.LISTS)

    def proposed(button: str) -> Path:
        getattr(opened.page, button).click()
        (dialog,) = opened.frame.findChildren(OutputDialog)
        found = dialog.folder.text.text()
        dialog.reject()
        qtbot.waitUntil(lambda: not opened.frame.findChildren(OutputDialog))
        return Path(found)

    assert proposed("slips") == proposed("grids") == usual
    dialog = ask(qtbot, opened, "slips")
    done(qtbot, dialog)
    dialog.reject()
    qtbot.waitUntil(lambda: not opened.frame.findChildren(OutputDialog))
    assert proposed("slips") == proposed("decided") == opened.out
    assert proposed("grids") == proposed("jury") == usual
    assert folder_first(opened.page, opened.page.ports, Shelf.COMMISSIONS) == stick


def test_grids_go_out_and_a_wrong_pattern_is_told(
    qtbot: QtBot, open_slips: Open, evening: CentreOffice
) -> None:
    opened = open_slips(evening)
    dialog = ask(qtbot, opened, "grids")
    part = next(each for each in dialog.findChildren(TickBox) if each.text() == "Un &seul PDF").parent()
    pattern = part.pattern  # type: ignore[union-attr]
    pattern.setText("{prénom}")
    dialog.go.click()
    assert not opened.out.exists()
    pattern.setText("{nom} {épreuve}")
    done(qtbot, dialog)
    assert (opened.out / "JOLY E4.pdf").is_file()
    dialog.reject()


def test_the_jury_s_folder_and_decided_marks(qtbot: QtBot, open_slips: Open, evening: CentreOffice) -> None:
    opened = open_slips(evening)
    dialog = ask(qtbot, opened, "decided")
    done(qtbot, dialog)
    assert dialog.summary.said.text() == "Le jury n’a encore arrêté aucune note\u202f: rien n’a été écrit."
    assert dialog.summary.open.isHidden()
    dialog.reject()
    qtbot.waitUntil(lambda: not opened.frame.findChildren(OutputDialog))
    dialog = ask(qtbot, opened, "jury")
    done(qtbot, dialog)
    assert (opened.out / "bordereau récapitulatif.pdf").is_file()
    dialog.reject()


def test_a_centre_without_anything_says_what_to_do(open_slips: Open, tmp_path: Path) -> None:
    with closing(an_office(a_centre(tmp_path))) as office:
        opened = open_slips(office)
        assert not opened.page.slips.isEnabled()
        settle()
        assert taken(opened.frame, "centre-slips-empty") > 3
        assert not problems_of(opened.frame)


def test_the_page_fits_in_every_look(
    qtbot: QtBot, open_slips: Open, theme: Theme, evening: CentreOffice
) -> None:
    opened = open_slips(evening)
    opened.page.by.setCurrentIndex(1)
    wrong = []
    for mode, scale, width, height in LOOKS:
        theme.set(mode, scale)
        opened.frame.resize(width, height)
        theme.fit(QSize(width, height))
        settle()
        assert taken(opened.frame, f"centre-slips-{mode}-{scale:g}-{width}") > 3
        wrong += [f"{mode} {scale} {width}: {each}" for each in problems_of(opened.frame)]
    dialog = ask(qtbot, opened, "grids")
    settle()
    assert taken(dialog, "centre-output") > 3
    wrong += problems_of(dialog)
    done(qtbot, dialog)
    settle()
    assert taken(dialog, "centre-output-made") > 3
    wrong += problems_of(dialog)
    dialog.reject()
    assert not wrong, "\n".join(wrong)
