"""« Imprimer… » of the days: what is chosen, shown, printed, saved and kept as told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from btstc_jury.application.centre.printing import CentrePrinting, Progress
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.application.sessions import Desk
from btstc_jury.application.views.centre.paper import CentrePaper
from btstc_jury.bootstrap import DocumentPapers, SystemFiles, centres
from btstc_jury.domain.centre.timetable import SlotKey, Timetable
from btstc_jury.rehearsal_tools import SystemRehearsals
from btstc_jury.system.settings import ForgetfulSettings
from btstc_jury.ui.centre.presenter import CentrePresenter
from btstc_jury.ui.centre.print_dialog import PrintDialog
from btstc_jury.ui.ports import Ports
from btstc_jury.ui.theme.theme import Mode, Theme
from tests.centre_days import moved
from tests.centres import MemoryCentre, an_office, picture_day, pictured_candidates
from tests.documents.reading import page_texts, squeezed, whole_text
from tests.fakes import FakeBattery, FakeKeepAwake, FakeMachine
from tests.ui.finding import button, called, click
from tests.ui.pictures import taken

KERN, MOREAU = 9, 1


class Asker:
    """The dialog over a window, of a centre in memory."""

    def __init__(self, qtbot: QtBot, theme: Theme, ports: Ports, day: Timetable) -> None:
        self._qtbot, self._theme, self.ports = qtbot, theme, ports
        self.file = MemoryCentre(*pictured_candidates(), timetable=day)
        self.office = an_office(self.file)
        self.presenter = CentrePresenter(self.office)
        self.said: list[str] = []
        self.topics: list[object] = []
        self.presenter.told.connect(self.said.append)
        self.presenter.done.connect(lambda _words: pytest.fail("what is printed isn't taken back"))
        self.presenter.changed.connect(self.topics.append)
        self.window = QWidget()
        self.window.resize(1366, 768)
        theme.dress(self.window)
        qtbot.addWidget(self.window)
        self.window.show()

    def open(self, candidate: int | None = None) -> PrintDialog:
        shown = PrintDialog(self._theme, self.presenter, self.ports, self.window, candidate)
        shown.ask()
        assert QTest.qWaitForWindowActive(shown)
        self.settle(shown)
        return shown

    def settle(self, shown: PrintDialog) -> None:
        """Once saved it leaves, and what is still being made for its preview is told to nobody."""
        self._qtbot.waitUntil(
            lambda: not isValid(shown) or not (shown._beside.busy or shown._making.busy), timeout=30_000
        )

    def wait(self, what: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(what, timeout=30_000)

    def only(self, shown: PrintDialog, *papers: CentrePaper) -> None:
        for paper, box in shown.choice.kinds.items():
            box.setChecked(paper in papers)
        self.settle(shown)

    def saved(self, shown: PrintDialog, path: Path) -> bytes:
        shown.save_to(path)
        self.settle(shown)
        return path.read_bytes()


@pytest.fixture
def ports(desk: Desk) -> Ports:
    store = ForgetfulSettings()
    machine = FakeMachine(store, FakeBattery(), FakeKeepAwake())
    files, others = SystemFiles(None), SystemRehearsals(lambda: desk)
    return Ports(DocumentPapers(store), files, machine, others, centres(lambda: desk))


@pytest.fixture
def asker(qtbot: QtBot, theme: Theme, ports: Ports) -> Asker:
    return Asker(qtbot, theme, ports, picture_day())


def test_all_papers_are_counted_and_the_first_shown(asker: Asker) -> None:
    shown = asker.open()
    # 13 convocations, 2 schools, 3 rooms, 4 doors, one room to prepare in, six half-days, six members.
    assert shown.told.text() == "35 documents. L’aperçu montre les premiers."
    assert shown.preview.page_count() >= 3
    asker.only(shown, CentrePaper.SUMMONS)
    assert shown.told.text() == "13 documents. L’aperçu montre les premiers."
    assert shown.preview.page_count() == 3
    assert taken(shown, "centre-imprimer") > 20
    click(button(shown, "Aucun"))
    asker.settle(shown)
    assert shown.told.text() == "Choisissez au moins une sorte de document."
    assert not shown.to_printer.isEnabled()
    click(button(shown, "Tous"))
    asker.settle(shown)
    assert shown.told.text().startswith("35 documents.")


def test_one_convocation_is_saved_under_a_name_good_everywhere_and_kept_as_told(
    asker: Asker, tmp_path: Path
) -> None:
    shown = asker.open(KERN)
    assert [paper for paper, box in shown.choice.kinds.items() if box.isChecked()] == [CentrePaper.SUMMONS]
    assert shown.choice.who.currentText() == "KERN Odile 0213456009"
    click(button(shown, "Enregistrer en PDF…"))
    asker.wait(lambda: bool(shown.findChildren(QFileDialog)))
    (chooser,) = shown.findChildren(QFileDialog)
    assert [Path(each).name for each in chooser.selectedFiles()] == [
        "convocations_0213456009_KERN-Odile_2027.pdf"
    ]
    chooser.reject()
    text = squeezed("".join(page_texts(asker.saved(shown, tmp_path / "a.pdf"))))
    assert squeezed("E4 · Négociation technico-commerciale") in text
    assert squeezed("E6 · Projet technico-commercial") in text
    assert asker.said == [f"Enregistré\u202f: {tmp_path / 'a.pdf'}."]
    assert asker.topics == [{"printed"}]
    assert {*asker.office.timetable.printed} == {SlotKey(KERN, "E4"), SlotKey(KERN, "E6")}
    assert asker.file.acts()[-1].words == "Imprimé\u202f: Convocations (1 document)."
    assert asker.office.last is None


def test_a_draft_is_not_kept(asker: Asker, tmp_path: Path) -> None:
    shown = asker.open(KERN)
    shown.choice.draft.setChecked(True)
    asker.saved(shown, tmp_path / "a.pdf")
    assert asker.office.timetable.printed == {}
    assert asker.said == [f"Enregistré\u202f: {tmp_path / 'a.pdf'}. Brouillon, non retenu."]


def test_only_what_changed_since_goes_out_again(asker: Asker, tmp_path: Path) -> None:
    shown = asker.open()
    asker.saved(shown, tmp_path / "a.pdf")
    asker.office.replan(moved(asker.office.timetable, MOREAU, 10), "Déplacé")
    again = asker.open()
    asker.only(again, CentrePaper.SUMMONS, CentrePaper.DOORS)
    again.choice.only_changed.setChecked(True)
    asker.settle(again)
    # One convocation, the door of the room, the door where one prepares.
    assert again.told.text() == "3 documents pour 1 horaire modifié."
    text = whole_text(asker.saved(again, tmp_path / "b.pdf"))
    assert text.count(squeezed("MODIFIÉ : au lieu de 8 h 50")) == 2
    asker.office.undo()
    third = asker.open()
    third.choice.only_changed.setChecked(True)
    asker.settle(third)
    # What went out since tells another hour than before it was taken back.
    assert third.told.text() == "3 documents pour 1 horaire modifié."


def test_what_is_wrong_is_told_before_it_is_printed(asker: Asker) -> None:
    """KERN is heard twice at once in the day of the picture."""
    shown = asker.open()
    assert shown.warned.text().startswith("1 problème demeure (F3 à la page ")
    assert shown.warned.isVisible()
    assert shown.to_printer.isEnabled()
    shown.reject()
    there = asker.office.timetable
    slots = {key: each for key, each in there.slots.items() if key != SlotKey(KERN, "E6")}
    asker.office.replan(replace(there, slots=slots), "Retiré")
    assert not asker.open().warned.isVisible()


def test_a_commission_a_school_a_day(asker: Asker) -> None:
    shown = asker.open()
    asker.only(shown, CentrePaper.SUMMONS)
    shown.choice.whom.setCurrentIndex(2)
    asker.settle(shown)
    assert [shown.choice.who.itemText(each) for each in range(shown.choice.who.count())] == [
        "Commission 1",
        "Commission 2",
        "Commission 3",
    ]
    assert shown.told.text().startswith("6 documents")
    shown.choice.whom.setCurrentIndex(3)
    shown.choice.who.setCurrentText("Lycée des Tilleuls")
    asker.settle(shown)
    assert shown.told.text().startswith("1 document.")
    shown.choice.whom.setCurrentIndex(0)
    shown.choice.day.setCurrentIndex(1)
    asker.settle(shown)
    assert shown.choice.day.currentText() == "Mardi 18 mai 2027"
    assert shown.told.text().startswith("13 documents")


def test_what_is_printed_is_kept_once_the_printer_took_it(asker: Asker, tmp_path: Path) -> None:
    shown = asker.open(KERN)
    click(button(shown, "Imprimer…"))
    asker.wait(lambda: bool(shown.findChildren(QPrintDialog)))
    (printing,) = shown.findChildren(QPrintDialog)
    assert asker.office.timetable.printed == {}
    printing.reject()
    printer = QPrinter()
    printer.setOutputFileName(str(tmp_path / "p.pdf"))
    ready = CentrePrinting(asker.office, shown.choice.wanted)
    pdf = asker.ports.centres.papers(ready, lambda _done, _total: True)
    shown.print_on(ready, pdf, printer)
    assert (tmp_path / "p.pdf").stat().st_size > 1000
    assert asker.said == ["Imprimé\u202f: 1 document."]
    assert len(asker.office.timetable.printed) == 2


def test_some_pages_alone_are_not_all_that_was_told(asker: Asker, tmp_path: Path) -> None:
    shown = asker.open()
    ready = CentrePrinting(asker.office, shown.choice.wanted)
    printer = QPrinter()
    printer.setOutputFileName(str(tmp_path / "p.pdf"))
    printer.setFromTo(2, 3)
    shown.print_on(ready, asker.ports.centres.papers(ready, lambda _done, _total: True), printer)
    assert len(page_texts((tmp_path / "p.pdf").read_bytes())) == 2
    assert asker.said == ["Quelques pages imprimées\u202f: rien n’est retenu comme imprimé."]
    assert asker.office.timetable.papers == {}


def test_printing_is_given_up_between_two_pages(
    asker: Asker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = asker.open()
    asker.only(shown, CentrePaper.SUMMONS)
    ready = CentrePrinting(asker.office, shown.choice.wanted)
    pdf = asker.ports.centres.papers(ready, lambda _done, _total: True)
    printer = QPrinter()
    printer.setOutputFileName(str(tmp_path / "p.pdf"))
    told = shown._told_page
    pages: list[tuple[int, int]] = []

    def leave_at_two(done: int, total: int) -> bool:
        pages.append((done, total))
        if done == 2:
            assert not shown.lets_go()
            click(shown.leave)
        return told(done, total)

    monkeypatch.setattr(shown, "_told_page", leave_at_two)
    shown.print_on(ready, pdf, printer)
    assert pages == [(1, 13), (2, 13)]
    assert shown.isVisible()
    assert shown._problem_text.text() == "Impression abandonnée\u202f: rien n’est retenu comme imprimé."
    assert asker.office.timetable.printed == {}


class Slow:
    """The centre's tools, whose saving waits in its thread to be given up, or fails."""

    def __init__(self, ports: Ports, problem: FileProblem | None = None) -> None:
        self.papers = ports.centres.papers
        self.reached, self.problem = Event(), problem

    def save_papers(self, printing: CentrePrinting, path: Path, progress: Progress) -> None:
        if self.problem is not None:
            raise self.problem
        assert not path.exists()
        self.papers(printing, self._at)
        while progress(1, printing.total):
            self.reached.set()
        self.papers(printing, progress)

    def _at(self, _done: int, _total: int) -> bool:
        return True


def with_centres(ports: Ports, tools: object) -> Ports:
    return ports._replace(centres=tools)  # type: ignore[arg-type]


def test_leaving_meanwhile_gives_it_up_and_keeps_nothing(
    qtbot: QtBot, theme: Theme, ports: Ports, tmp_path: Path
) -> None:
    slow = Slow(ports)
    asker = Asker(qtbot, theme, with_centres(ports, slow), picture_day())
    shown = asker.open()
    shown.save_to(tmp_path / "a.pdf")
    asker.wait(slow.reached.is_set)
    assert called(shown, "Avancement").isVisible()
    shown._look()
    asker.wait(lambda: not shown._beside.busy)
    assert not shown.to_file.isEnabled()
    shown.reject()
    asker.settle(shown)
    assert shown.isVisible()
    assert shown._problem_text.text() == "Abandonné\u202f: rien n’est imprimé ni enregistré."
    assert asker.office.timetable.printed == {}
    assert shown.to_file.isEnabled()


def test_a_full_disk_is_told_and_nothing_is_kept(
    qtbot: QtBot, theme: Theme, ports: Ports, tmp_path: Path
) -> None:
    tools = Slow(ports, FileProblem(ProblemKind.DISK_FULL, tmp_path / "a.pdf"))
    asker = Asker(qtbot, theme, with_centres(ports, tools), picture_day())
    shown = asker.open()
    shown.save_to(tmp_path / "a.pdf")
    asker.settle(shown)
    assert "disque" in shown._problem_text.text()
    assert asker.office.timetable.printed == {}
    assert shown.isVisible()


@pytest.mark.parametrize(("mode", "scale"), [("dark", 1.0), ("light", 2.0)])
def test_it_fits_in_the_dark_and_in_large_words(asker: Asker, theme: Theme, mode: Mode, scale: float) -> None:
    theme.set(mode, scale)
    shown = asker.open(KERN)
    assert taken(shown, f"centre-imprimer-{mode}-{scale:.0f}") > 20
