"""Harmonisation in the window: what is drawn, told, reached by keys, read again, and saved."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from btstc_jury.application.agreement import Alpha, Cluster, Scale
from btstc_jury.application.centre.collecting import Wanted, collect
from btstc_jury.application.centre.office import CentreOffice, CentreTopic
from btstc_jury.application.passphrases import passphrase_key
from btstc_jury.application.sessions import Desk, open_file
from btstc_jury.application.views.centre.harmony import Part
from btstc_jury.bootstrap import DocumentPapers, SystemFiles, centres
from btstc_jury.centre_tools import SystemCentres
from btstc_jury.rehearsal_tools import SystemRehearsals
from btstc_jury.system.settings import ForgetfulSettings
from btstc_jury.ui.centre.day_page import DayPage
from btstc_jury.ui.centre.frame import CentreFrame
from btstc_jury.ui.centre.harmony_page import HarmonyPage
from btstc_jury.ui.centre.presenter import CentrePresenter
from btstc_jury.ui.centre.rereading import KeyDialog
from btstc_jury.ui.ports import Ports
from btstc_jury.ui.theme.theme import Theme
from tests.centres import a_centre, an_office
from tests.collected_files import TestTools
from tests.collected_files import desk as exam_desk
from tests.documents.reading import page_texts
from tests.fakes import FakeBattery, FakeKeepAwake, FakeMachine
from tests.harmony_centres import a_large_centre, brought, forget_gleaned, open_centre
from tests.ui.centre.test_day_pictures import LOOKS
from tests.ui.pictures import taken
from tests.ui.test_pictures import problems_of, settle


class Half:
    def alpha(self, clusters: Sequence[Cluster], scale: Scale, seed: int) -> Alpha:
        lower = 0.1 * (len(clusters) % 7) + (0.2 if scale is Scale.INTERVAL else seed)
        return Alpha(lower + 0.2, (lower, lower + 0.35))


class Opened(NamedTuple):
    frame: CentreFrame
    page: HarmonyPage


Open = Callable[[CentreOffice], Opened]


@pytest.fixture
def open_page(qtbot: QtBot, theme: Theme, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Alphas are answered at once: what they come to is tried elsewhere."""
    monkeypatch.setattr(SystemCentres, "agreement", lambda _self: Half())

    def show(office: CentreOffice) -> Opened:
        store = ForgetfulSettings()
        machine = FakeMachine(store, FakeBattery(), FakeKeepAwake())
        papers, rehearsals = DocumentPapers(store), SystemRehearsals(lambda: desk)
        given = Ports(papers, SystemFiles(None), machine, rehearsals, centres(lambda: desk))
        frame = CentreFrame(theme, CentrePresenter(office), given)
        qtbot.addWidget(frame)
        theme.dress(frame)
        frame.resize(1366, 768)
        frame.show_page(HarmonyPage)
        page = frame.page
        assert isinstance(page, HarmonyPage)
        with qtbot.waitActive(frame):
            frame.show()
            frame.activateWindow()
        qtbot.waitUntil(lambda: not page.busy, timeout=60000)
        return Opened(frame, page)

    return show


@pytest.fixture
def office(tmp_path: Path) -> Iterator[CentreOffice]:
    folder = tmp_path / "centre"
    folder.mkdir()
    with closing(open_centre(folder)) as made:
        yield made


def received(office: CentreOffice, tmp_path: Path, *commissions: int) -> None:
    collect(office, brought(tmp_path, commissions or (1, 2, 3)), TestTools(office.file.path))


def show(page: HarmonyPage, part: Part) -> None:
    page.parts.setCurrentRow([*Part].index(part))


def test_what_came_back_is_read_again_and_each_part_is_shown(
    open_page: Open, office: CentreOffice, tmp_path: Path
) -> None:
    received(office, tmp_path)
    forget_gleaned(office)
    page = open_page(office).page
    assert len(office.file.collection.gleaned().orals) == 20
    assert office.file.acts()[-1].words == "Harmonisation\u202f: 3 dépôts relus"
    assert page.counts.text() == "20 interrogations avec leur note, de 3 des 3 commissions de cette forme."
    assert page.partial.isHidden()
    assert page.unlock.isHidden()
    assert page.busy_words.isHidden()
    for part in Part:
        show(page, part)
        assert page.heading.text() == part.facts.label
        assert page.says_not.text().startswith("Ce que cela ne dit pas. ")
        table = page.table
        assert table is not None
        assert page.view is not None
        section = page.view.sections[[*Part].index(part)]
        assert table.accessibleName() == part.facts.label
        assert table.rows.rowCount() == len(section.lines)
        if section.drawn >= 0:
            index = table.rows.index(0, section.drawn)
            told = table.rows.data(index, Qt.ItemDataRole.AccessibleTextRole)
            assert str(told).startswith(section.columns[section.drawn].title)
            assert section.lines[0].cells[section.drawn].text in str(told)


def test_a_notable_oral_is_shown_in_its_day_by_keys(
    open_page: Open, office: CentreOffice, tmp_path: Path
) -> None:
    received(office, tmp_path)
    opened = open_page(office)
    show(opened.page, Part.NOTABLE)
    table = opened.page.table
    assert table is not None
    assert not opened.page.see.isEnabled()
    table.selectRow(0)
    assert opened.page.see.isEnabled()
    place = table.selected[0].place
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert isinstance(opened.frame.page, DayPage)
    assert place in office.timetable.slots
    opened.frame.show_page(HarmonyPage)
    show(opened.page, Part.COMMISSIONS)
    assert opened.page.see.isHidden()


def test_numbers_are_sorted_as_numbers(open_page: Open, office: CentreOffice, tmp_path: Path) -> None:
    received(office, tmp_path)
    page = open_page(office).page
    table = page.table
    assert table is not None
    table.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    assert [each.cells[1].text for each in table.rows.rows] == ["3", "8", "9"]
    table.sortByColumn(6, Qt.SortOrder.AscendingOrder)
    gaps = [each.cells[6].order for each in table.rows.rows]
    assert gaps == sorted(gaps, key=float)


def test_more_that_comes_is_counted_at_once(
    qtbot: QtBot, open_page: Open, office: CentreOffice, tmp_path: Path
) -> None:
    received(office, tmp_path, 3)
    opened = open_page(office)
    assert "17 pas revenues" in opened.page.partial.text()
    received(office, tmp_path, 1)
    opened.page.presenter.changed.emit(frozenset({CentreTopic.COLLECTED}))
    qtbot.waitUntil(lambda: opened.page.counts.text().startswith("12 interrogations"), timeout=60000)


def test_what_comes_while_files_are_read_again_does_not_stop_them_for_good(
    qtbot: QtBot, open_page: Open, office: CentreOffice, tmp_path: Path
) -> None:
    opened = open_page(office)
    received(office, tmp_path)
    forget_gleaned(office)
    for _ in range(2):
        opened.page.presenter.changed.emit(frozenset({CentreTopic.COLLECTED}))
        assert opened.page.busy
    qtbot.waitUntil(lambda: not opened.page.busy, timeout=60000)
    assert "n’ont que leur note" not in opened.page.partial.text()
    assert len(office.file.collection.gleaned().orals) == 20


def test_what_is_locked_asks_for_its_passphrase(
    qtbot: QtBot, open_page: Open, office: CentreOffice, tmp_path: Path
) -> None:
    (path,) = brought(tmp_path, [2])
    key = passphrase_key("trois petits chats")
    exam, _ = open_file(exam_desk(), path)
    with closing(exam):
        exam.file.protection.change(key)
    collect(office, [path], TestTools(office.file.path), Wanted([key]))
    forget_gleaned(office)
    opened = open_page(office)
    page = opened.page
    assert "8 interrogations n’ont que leur note" in page.partial.text()
    assert page.unlock.isVisible()
    page.unlock.click()
    (dialog,) = opened.frame.findChildren(KeyDialog)
    dialog.submit()
    assert dialog.isVisible()
    assert dialog.secret.error
    dialog.secret.edit.setText("trois petits chats")
    dialog.submit()
    qtbot.waitUntil(lambda: not page.busy and page.unlock.isHidden(), timeout=60000)
    assert "n’ont que leur note" not in page.partial.text()
    show(page, Part.APART)
    assert page.table is not None
    assert page.table.rows.rowCount() == 2


def test_the_form_shown_is_saved(open_page: Open, office: CentreOffice, tmp_path: Path) -> None:
    received(office, tmp_path)
    page = open_page(office).page
    page.save_to(tmp_path / "harmonisation.pdf")
    texts = page_texts((tmp_path / "harmonisation.pdf").read_bytes())
    assert len(texts) <= 3
    whole = "\n".join(texts)
    assert all(part.facts.label in whole for part in Part)
    assert "caractère que la police" not in whole


def test_a_centre_to_which_nothing_came_says_what_to_do(open_page: Open, tmp_path: Path) -> None:
    with closing(an_office(a_centre(tmp_path))) as office:
        opened = open_page(office)
        assert opened.page.view is None
        settle()
        assert taken(opened.frame, "centre-harmony-empty") > 3
        # There is no oral to be shown.
        assert not opened.page.see.isVisible()
        assert not problems_of(opened.frame)


def test_the_page_fits_in_every_look(
    open_page: Open, theme: Theme, office: CentreOffice, tmp_path: Path
) -> None:
    received(office, tmp_path, 1, 3)
    opened = open_page(office)
    wrong = []
    for at, (mode, scale, width, height) in enumerate(LOOKS):
        show(opened.page, [*Part][at % len(Part)])
        theme.set(mode, scale)
        opened.frame.resize(width, height)
        theme.fit(QSize(width, height))
        settle()
        assert taken(opened.frame, f"centre-harmony-{mode}-{scale:g}-{width}") > 3
        wrong += [f"{mode} {scale} {width}: {each}" for each in problems_of(opened.frame)]
        assert opened.frame.width() == width, (mode, scale, opened.frame.minimumSizeHint())
    assert not wrong, "\n".join(wrong)


def test_twelve_commissions_of_fifty(open_page: Open, theme: Theme, tmp_path: Path) -> None:
    opened = open_page(a_large_centre())
    for part in Part:
        show(opened.page, part)
        settle()
        assert taken(opened.frame, f"centre-harmony-large-{part}") > 3
        assert not problems_of(opened.frame)
    opened.page.save_to(tmp_path / "grand.pdf")
    assert len(page_texts((tmp_path / "grand.pdf").read_bytes())) <= 5
