"""What comes back to a centre, in the window: received, told of, found, decided."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest
from PySide6.QtCore import QMimeData, QPointF, QSize, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from btstc_jury.application.centre.collecting import collect
from btstc_jury.application.centre.office import CentreOffice
from btstc_jury.application.passphrases import passphrase_key
from btstc_jury.application.sessions import Desk
from btstc_jury.application.views.centre.board import Box
from btstc_jury.bootstrap import DocumentPapers, SystemFiles, centres
from btstc_jury.domain.moments import Duration
from btstc_jury.rehearsal_tools import SystemRehearsals
from btstc_jury.system.settings import ForgetfulSettings
from btstc_jury.ui.centre.collection_board import MissingButton
from btstc_jury.ui.centre.collection_page import CollectionPage
from btstc_jury.ui.centre.day_page import DayPage
from btstc_jury.ui.centre.frame import CentreFrame
from btstc_jury.ui.centre.orals_dialog import OralsDialog
from btstc_jury.ui.centre.output_dialog import OutputDialog
from btstc_jury.ui.centre.presenter import CentrePresenter
from btstc_jury.ui.centre.receive_dialog import ReceiveDialog, ReportDialog
from btstc_jury.ui.centre.slips_page import SlipsPage
from btstc_jury.ui.centre.versions_panel import ReasonDialog
from btstc_jury.ui.ports import Ports
from btstc_jury.ui.theme.theme import Theme
from tests.centres import a_centre, a_pictured_centre, an_office
from tests.collected_files import TestTools, a_file, brought
from tests.documents.reading import squeezed, whole_text
from tests.fakes import FakeBattery, FakeClock, FakeKeepAwake, FakeMachine
from tests.ui.centre.test_day_pictures import LOOKS
from tests.ui.pictures import taken
from tests.ui.test_pictures import problems_of, settle

PASSPHRASE = "trois petits chats"


class Opened(NamedTuple):
    frame: CentreFrame
    page: CollectionPage


Open = Callable[[CentreOffice], Opened]


@pytest.fixture
def open_page(qtbot: QtBot, theme: Theme, desk: Desk) -> Open:
    def show(office: CentreOffice) -> Opened:
        store = ForgetfulSettings()
        machine = FakeMachine(store, FakeBattery(), FakeKeepAwake())
        files = SystemFiles(None)
        tools = centres(lambda: desk)
        tools.deposits = TestTools
        given = Ports(DocumentPapers(store), files, machine, SystemRehearsals(lambda: desk), tools)
        frame = CentreFrame(theme, CentrePresenter(office), given)
        qtbot.addWidget(frame)
        theme.dress(frame)
        frame.resize(1366, 768)
        frame.show_page(CollectionPage)
        with qtbot.waitActive(frame):
            frame.show()
            frame.activateWindow()
        page = frame.page
        assert isinstance(page, CollectionPage)
        return Opened(frame, page)

    return show


@pytest.fixture
def office(tmp_path: Path) -> Iterator[CentreOffice]:
    folder = tmp_path / "centre"
    folder.mkdir()
    with closing(an_office(a_pictured_centre(folder))) as made:
        yield made


def written(folder: Path, *names: str) -> list[Path]:
    found = []
    for name in names:
        path = folder / f"{name}.{'pdf' if name.startswith('joly') else 'btsjury'}"
        path.write_bytes(getattr(brought(), name))
        found.append(path)
    return found


def receiving(opened: Opened) -> ReceiveDialog:
    return opened.frame.findChildren(ReceiveDialog)[-1]


def reported(qtbot: QtBot, dialog: ReceiveDialog) -> list[str]:
    qtbot.waitUntil(dialog.shown.isVisible, timeout=20000)
    return [dialog.report.item(at).text() for at in range(dialog.report.count())]


def drop(page: CollectionPage, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(each)) for each in paths])
    page.dropEvent(
        QDropEvent(
            QPointF(9, 9),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )


def test_a_folder_dropped_is_taken_and_told_of(
    qtbot: QtBot, open_page: Open, office: CentreOffice, tmp_path: Path
) -> None:
    key = tmp_path / "clé"
    key.mkdir()
    written(key, "evening", "joly")
    (key / "lisez-moi.txt").write_text("rien")
    opened = open_page(office)
    drop(opened.page, key)
    told = reported(qtbot, receiving(opened))
    assert [each.splitlines()[0].split("\u202f:")[0] for each in told] == [
        "clé/evening.btsjury",
        "clé/joly.pdf",
        "Laissé de côté, qui n’est ni fichier d’examen, ni grille signée",
    ]
    assert told[2].endswith("\u202f: clé/lisez-moi.txt.")
    assert "4 interrogations (4 nouvelles)" in told[0]
    assert receiving(opened).said.text() == "2 fichiers reçus, 1 autre laissé de côté."
    receiving(opened).copy.click()
    assert "evening.btsjury" in QGuiApplication.clipboard().text()
    receiving(opened).leave.click()
    assert opened.page.view is not None
    assert opened.page.view.received == 4
    # It can be read again later.
    opened.page._reports.trigger()
    (again,) = (each for each in opened.frame.findChildren(ReportDialog) if type(each) is ReportDialog)
    assert again.said.text() == "2 fichiers gardés, le dernier en premier."
    kept = [again.report.item(at).text() for at in range(2)]
    assert any(each.startswith("clé/joly.pdf, grille signée") for each in kept)
    again.reject()


def test_files_pasted_are_taken_and_nothing_pasted_is_refused(
    qtbot: QtBot, open_page: Open, office: CentreOffice, tmp_path: Path
) -> None:
    opened = open_page(office)
    QGuiApplication.clipboard().setText("rien")
    with qtbot.waitSignal(opened.page.presenter.refused):
        opened.page.dialogs.paste()
    data = QMimeData()
    broken = tmp_path / "coupé.btsjury"
    broken.write_bytes(brought().evening[:3000])
    data.setUrls([QUrl.fromLocalFile(str(broken))])
    QGuiApplication.clipboard().setMimeData(data)
    QTest.keyClick(opened.page.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    (told,) = reported(qtbot, receiving(opened))
    assert told.startswith("coupé.btsjury\u202f: endommagé.")
    assert "Demandez à la commission une autre copie" in told
    receiving(opened).leave.click()
    assert opened.page.view is not None
    assert len(opened.page.view.damaged) == 1


def test_a_passphrase_is_asked_once_for_several(
    qtbot: QtBot, open_page: Open, office: CentreOffice, tmp_path: Path
) -> None:
    names = ("0213456007", "0213456008")
    paths = [
        a_file(tmp_path / f"{at}.btsjury", numbers=(number,), key=passphrase_key(PASSPHRASE))
        for at, number in enumerate(names)
    ]
    opened = open_page(office)
    opened.page.dialogs.receive(paths)
    dialog = receiving(opened)
    qtbot.waitUntil(dialog.secret.isVisible, timeout=20000)
    QTest.keyClicks(dialog.secret, "autre chose")
    QTest.keyClick(dialog.secret, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(dialog._field.error), timeout=20000)
    dialog.again.click()
    QTest.keyClicks(dialog.secret, PASSPHRASE)
    QTest.keyClick(dialog.secret, Qt.Key.Key_Return)
    told = reported(qtbot, dialog)
    assert [each.split("\u202f:")[1].split(",")[0] for each in told] == [" reçu", " reçu"]
    dialog.leave.click()


def test_a_kept_passphrase_stays_when_a_file_between_wants_another_one(
    qtbot: QtBot, open_page: Open, office: CentreOffice, tmp_path: Path
) -> None:
    wanted = (("0213456007", PASSPHRASE), ("0213456008", "quatre grands chiens"), ("0213456010", PASSPHRASE))
    paths = [
        a_file(tmp_path / f"{at}.btsjury", numbers=(number,), key=passphrase_key(phrase))
        for at, (number, phrase) in enumerate(wanted)
    ]
    opened = open_page(office)
    opened.page.dialogs.receive(paths)
    dialog = receiving(opened)
    asked = []
    for phrase in ("autre chose", PASSPHRASE, "encore autre chose", "quatre grands chiens"):
        before = dialog._wanted_key
        qtbot.waitUntil(lambda old=before: dialog._wanted_key not in {None, old}, timeout=20000)  # type: ignore[misc]
        question = dialog._wanted_key
        assert question is not None
        asked.append(question.name)
        if not dialog.again.isChecked():
            QTest.keyClick(dialog.again, Qt.Key.Key_Space)
        QTest.keyClicks(dialog.secret, phrase)
        QTest.keyClick(dialog.secret, Qt.Key.Key_Return)
    told = reported(qtbot, dialog)
    assert asked == ["0.btsjury", "0.btsjury", "1.btsjury", "1.btsjury"]
    assert all("\u202f: reçu" in each for each in told)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)


def test_a_file_is_left_and_the_rest_given_up(
    qtbot: QtBot, open_page: Open, office: CentreOffice, tmp_path: Path
) -> None:
    first = a_file(tmp_path / "a.btsjury", key=passphrase_key(PASSPHRASE))
    second = a_file(tmp_path / "b.btsjury", numbers=("0213456008",), key=passphrase_key(PASSPHRASE))
    opened = open_page(office)
    opened.page.dialogs.receive([first, second])
    dialog = receiving(opened)
    qtbot.waitUntil(dialog.secret.isVisible, timeout=20000)
    dialog.skip.click()
    qtbot.waitUntil(dialog.secret.isVisible, timeout=20000)
    assert not dialog.lets_go()
    told = reported(qtbot, dialog)
    assert all("chiffré" in each for each in told)
    assert office.file.collection.receipts() == ()
    dialog.leave.click()


@pytest.fixture
def parted(office: CentreOffice, tmp_path: Path) -> CentreOffice:
    collect(office, written(tmp_path, "evening", "parted"), TestTools(office.file.path))
    return office


def test_keys_go_from_box_to_box_and_to_what_lacks(
    qtbot: QtBot, open_page: Open, parted: CentreOffice
) -> None:
    page = open_page(parted).page
    table = page.table
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert table.oral is not None
    before = table.oral.name
    QTest.keyClick(table, Qt.Key.Key_Right)
    assert table.oral.name != before
    place = table.place_of(table.model().index(table.currentIndex().row(), 1), 0)
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place.center())
    assert table.oral.name == before
    assert before in page._box.text()
    seen = set()
    for _ in range(20):
        page._next.trigger()
        seen.add(table.oral.box)
    assert Box.CONTRADICTORY in seen
    assert Box.DONE not in seen


def test_a_number_shows_its_orals_which_are_copied_confirmed_and_found_in_the_day(
    qtbot: QtBot, open_page: Open, parted: CentreOffice
) -> None:
    opened = open_page(parted)
    line = next(
        each for each in opened.page.findChildren(MissingButton) if "à confirmer" in each.accessibleName()
    )
    QTest.keyClick(line, Qt.Key.Key_Return)
    (dialog,) = opened.frame.findChildren(OralsDialog)
    dialog.copy.click()
    assert QGuiApplication.clipboard().text().splitlines()[0].startswith("Candidat\tNuméro")
    dialog.table.selectAll()
    count = len(dialog.table.selected)
    assert count == 3
    dialog.confirm.click()
    assert not any(each.box is Box.UNCONFIRMED for each in opened.page.view.missing)  # type: ignore[union-attr]
    missing = next(each for each in opened.page.view.missing if each.box is Box.NOT_RECEIVED)  # type: ignore[union-attr]
    opened.page.show_orals(missing)
    dialog = opened.frame.findChildren(OralsDialog)[-1]
    first = dialog.table.selected[0]
    dialog.day.click()
    day = opened.frame.page
    assert isinstance(day, DayPage)
    assert day.board.current is not None
    assert day.board.current.key == first.place


def test_a_version_is_chosen_for_a_reason_and_another_choice_replaces_it(
    qtbot: QtBot, open_page: Open, parted: CentreOffice
) -> None:
    opened = open_page(parted)
    page = opened.page
    clock = parted.clock
    assert isinstance(clock, FakeClock)
    for at, reason in enumerate(("whole", "the other was a trial")):
        clock.advance(Duration.minutes(1))
        card = page.versions.cards[at]
        mark = card.card.mark
        QTest.keyClick(card, Qt.Key.Key_Space)
        dialog = opened.frame.findChildren(ReasonDialog)[-1]
        dialog.submit()
        assert dialog.field.error.startswith("Dites pourquoi")
        QTest.keyClicks(dialog.reason, reason)
        QTest.keyClick(dialog.reason, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: not opened.frame.findChildren(ReasonDialog))
        (chosen,) = (each.card for each in page.versions.cards if each.card.chosen)
        assert chosen.mark == mark
        assert page.view is not None
        assert reason in page.view.contradictions[0].decided


def test_nothing_awaited_and_nothing_come_say_what_to_do(
    open_page: Open, office: CentreOffice, tmp_path: Path
) -> None:
    opened = open_page(office)
    settle()
    assert "Rien n’est encore revenu" in opened.page._begin.text()
    assert taken(opened.frame, "centre-collection-nothing") > 3
    assert not problems_of(opened.frame)
    with closing(an_office(a_centre(tmp_path))) as empty:
        opened = open_page(empty)
        settle()
        assert taken(opened.frame, "centre-collection-empty") > 3
        assert not problems_of(opened.frame)


def test_the_page_fits_in_every_look(
    qtbot: QtBot, open_page: Open, theme: Theme, parted: CentreOffice
) -> None:
    opened = open_page(parted)
    wrong = []
    for mode, scale, width, height in LOOKS:
        theme.set(mode, scale)
        opened.frame.resize(width, height)
        theme.fit(QSize(width, height))
        settle()
        assert taken(opened.frame, f"centre-collection-{mode}-{scale:g}-{width}") > 3
        wrong += [f"{mode} {scale} {width}: {each}" for each in problems_of(opened.frame)]
    theme.set("light", 1.0)
    settle()
    opened.page.show_orals(opened.page.view.missing[0])  # type: ignore[union-attr]
    dialog = opened.frame.findChildren(OralsDialog)[-1]
    settle()
    assert taken(dialog, "centre-collection-orals") > 3
    wrong += problems_of(dialog)
    dialog.reject()
    opened.page._reports.trigger()
    (report,) = opened.frame.findChildren(ReportDialog)
    settle()
    assert taken(report, "centre-collection-report") > 3
    wrong += problems_of(report)
    report.reject()
    assert not wrong, "\n".join(wrong)


def undo(frame: QWidget) -> None:
    QTest.keyClick(frame, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)


def redo(frame: QWidget) -> None:
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(frame, Qt.Key.Key_Z, both)


def test_a_choice_is_taken_back_and_the_act_says_so(
    qtbot: QtBot, open_page: Open, parted: CentreOffice
) -> None:
    frame, page = open_page(parted)
    for at, reason in enumerate(("whole", "the other was a trial")):
        QTest.keyClick(page.versions.cards[at], Qt.Key.Key_Space)
        dialog = frame.findChildren(ReasonDialog)[-1]
        QTest.keyClicks(dialog.reason, reason)
        QTest.keyClick(dialog.reason, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: not frame.findChildren(ReasonDialog))
    frame.activateWindow()
    qtbot.waitUntil(frame.isActiveWindow)
    first, second = parted.file.collection.choices()
    undo(frame)
    assert parted.file.collection.choices() == (first,)
    (chosen,) = (each.card.chosen for each in page.versions.cards[:1])
    assert chosen
    undo(frame)
    assert parted.file.collection.choices() == ()
    assert not any(each.card.chosen for each in page.versions.cards)
    assert page.view is not None
    assert any(each.box is Box.CONTRADICTORY for each in page.view.missing)
    assert parted.file.acts()[-1].words.startswith("Annulé\u202f: Version choisie")
    redo(frame)
    redo(frame)
    assert parted.file.collection.choices() == (first, second)


def test_a_tie_is_taken_back(open_page: Open, parted: CentreOffice) -> None:
    frame, page = open_page(parted)
    assert page.view is not None
    line = next(each for each in page.view.missing if each.box is Box.UNCONFIRMED)
    page.show_orals(line)
    dialog = frame.findChildren(OralsDialog)[-1]
    dialog.table.selectAll()
    dialog.confirm.click()
    assert len(parted.file.collection.ties()) >= line.count
    undo(frame)
    assert parted.file.collection.ties() == ()
    assert line in page.view.missing or any(each.box is Box.UNCONFIRMED for each in page.view.missing)
    assert parted.file.acts()[-1].words.startswith("Annulé\u202f: Rattachement confirmé")


def test_nothing_to_confirm_writes_nothing_and_says_so(
    qtbot: QtBot, open_page: Open, parted: CentreOffice
) -> None:
    page = open_page(parted).page
    acts = len(parted.file.acts())
    with qtbot.waitSignal(page.presenter.refused) as refused:
        assert not page.dialogs.confirm([])
    assert "Aucun rattachement" in refused.args[0]
    assert len(parted.file.acts()) == acts


@pytest.mark.parametrize(
    ("at", "title"),
    [(0, "Bordereau récapitulatif"), (1, "Dossier CCF pour le jury"), (2, "Exporter les grilles")],
)
def test_the_foot_leads_to_what_goes_out(open_page: Open, parted: CentreOffice, at: int, title: str) -> None:
    frame, page = open_page(parted)
    made = page.foot[1 + at]
    assert isinstance(made, QWidget)
    QTest.keyClick(made, Qt.Key.Key_Space)
    assert isinstance(frame.page, SlipsPage)
    (dialog,) = frame.findChildren(OutputDialog)
    assert dialog.windowTitle() == title
    dialog.reject()


@pytest.mark.parametrize("commissions", [3, 12])
def test_fifty_interrogations_a_commission_stay_within_their_cells(
    open_page: Open, theme: Theme, parted: CentreOffice, commissions: int
) -> None:
    frame, page = open_page(parted)
    assert page.view is not None
    orals = [each for row in page.view.rows for each in row.orals]
    many = tuple(orals[at % len(orals)] for at in range(50))
    last = "fichier et 13 grilles, mer. 18 nov., 17 h 55 · endommagé"
    title = "12 · Amphithéâtre Saint-Exupéry du bâtiment des Sciences"
    rows = [
        replace(page.view.rows[0], commission=at, title=title, orals=many, last=last)
        for at in range(commissions)
    ]
    table, wrong = page.table, []
    for scale in (1.0, 1.5):
        theme.set("light", scale)
        frame.resize(1280, 720)
        theme.fit(QSize(1280, 720))
        settle()
        table.show_rows(rows)
        settle()
        for at in range(commissions):
            index = table.model().index(at, 1)
            cell = table.visualRect(index)
            places = [table.place_of(index, each) for each in range(50)]
            assert all(cell.contains(each) for each in places)
            assert len({(each.x(), each.y()) for each in places}) == 50
            words = table.visualRect(table.model().index(at, 4))
            room = words.adjusted(theme.px(5), 0, -theme.px(5), 0)
            needed = table.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, last)
            assert needed.height() <= words.height()
            assert words.right() <= table.viewport().width()
        assert table.verticalHeader().length() <= table.viewport().height()
        assert taken(frame, f"centre-collection-crowd-{commissions}-{scale:g}") > 3
        wrong += [f"{scale}: {each}" for each in problems_of(frame)]
    theme.set("light", 1.0)
    assert not wrong, "\n".join(wrong)


def test_what_lacks_is_saved_as_a_list(
    qtbot: QtBot, open_page: Open, parted: CentreOffice, tmp_path: Path
) -> None:
    page = open_page(parted).page
    link = next(each for each in page.findChildren(QAbstractButton) if "liste en PDF" in each.text())
    QTest.keyClick(link, Qt.Key.Key_Space)
    dialog = page.findChildren(QFileDialog)[-1]
    path = tmp_path / "manque.pdf"
    with qtbot.waitSignal(page.presenter.told):
        dialog.fileSelected.emit(str(path))
    dialog.reject()
    text = squeezed(whole_text(path.read_bytes()))
    assert page.view is not None
    for line in page.view.missing:
        assert squeezed(f"{line.count} {line.words}") in text
        assert all(each.number in text for each in line.orals)
    with qtbot.waitSignal(page.presenter.failed):
        page.dialogs.save_to(page.view, tmp_path / "nulle part" / "manque.pdf")


def test_the_frame_gone_meanwhile_keeps_files_whole_or_not_at_all(
    qtbot: QtBot, open_page: Open, office: CentreOffice, tmp_path: Path
) -> None:
    paths = written(tmp_path, "evening")
    paths.append(a_file(tmp_path / "z.btsjury", numbers=("0213456008",), key=passphrase_key(PASSPHRASE)))
    opened = open_page(office)
    opened.page.dialogs.receive(paths)
    dialog = receiving(opened)
    qtbot.waitUntil(dialog.secret.isVisible, timeout=20000)
    worker = dialog._receiving
    dialog.deleteLater()
    qtbot.waitUntil(worker.gone.is_set)
    (kept,) = office.file.collection.receipts()
    assert kept.name == "evening.btsjury"
    assert office.file.collection.content(kept.sha256) == brought().evening
