"""A centre from its list to its bordereaux, by keys and clicks on the real windows."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QMimeData, QTimer, QUrl
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QDialog, QLineEdit, QPushButton

from btstc_jury.application.centre.collecting import collect
from btstc_jury.application.centre.collection import choose, stock_of
from btstc_jury.application.centre.harmony import by_form, harmony_of
from btstc_jury.application.centre.harmony_findings import findings
from btstc_jury.application.centre.office import CentreOffice, CentreTopic
from btstc_jury.application.centre.ports import CENTRE_SUFFIX
from btstc_jury.application.centre.server import Given
from btstc_jury.application.settings import Settings
from btstc_jury.application.views.centre.harmony import Part
from btstc_jury.application.views.centre.harmony_data import harmony_data
from btstc_jury.application.views.formats import local
from btstc_jury.demonstration import centre_script as script
from btstc_jury.demonstration.centre_orals import play_all
from btstc_jury.demonstration.driver import DemonstrationFailed, Driver
from btstc_jury.demonstration.seed import ShiftedClock
from btstc_jury.domain.centre.awaited import Concern
from btstc_jury.domain.moments import Duration
from btstc_jury.ui.centre.candidates_page import CandidatesPage
from btstc_jury.ui.centre.day_page import DayPage
from btstc_jury.ui.centre.frame import CentreFrame
from btstc_jury.ui.centre.hand_out_dialog import HandOutDialog
from btstc_jury.ui.centre.harmony_page import HarmonyPage
from btstc_jury.ui.centre.list_dialog import ListDialog
from btstc_jury.ui.centre.output_dialog import OutputDialog
from btstc_jury.ui.centre.page import CentrePage
from btstc_jury.ui.centre.placing_dialog import PlacingDialog
from btstc_jury.ui.centre.print_dialog import PrintDialog
from btstc_jury.ui.centre.setup_dialog import SetupDialog
from btstc_jury.ui.centre.setup_pasting import PasteDialog
from btstc_jury.ui.centre.setup_people import RoomDialog
from btstc_jury.ui.centre.slips_page import SlipsPage
from btstc_jury.ui.centre.upheaval_dialog import UpheavalDialog
from btstc_jury.ui.centre.upheaval_fields import JurorPart
from btstc_jury.ui.ports import Ports
from btstc_jury.ui.shell.main_window import MainWindow
from btstc_jury.ui.shell.new_centre import NewCentreDialog
from btstc_jury.ui.shell.server_dialog import ServerDialog
from btstc_jury.ui.theme.theme import Theme

CENTRE = f"centre{CENTRE_SUFFIX}"
PAPERS, CHANGED = "documents.pdf", "documents changés.pdf"
HANDED, BACK, SLIPS, GRIDS, JURY = "commissions", "retour", "bordereaux", "grilles", "dossier CCF"
HARMONY, FIGURES = "harmonisation.pdf", "harmonisation.json"

DONE = "Une journée de centre, de la liste reçue aux bordereaux."
_SIZE = (1366, 768)

_Page = TypeVar("_Page", bound=CentrePage)


def run_centre(ports: Ports, clock: ShiftedClock, out: Path, served: Given | None = None) -> None:
    """Write the centre's file, all that goes out of it and comes back, and the pictures into ``out``.
    ``served``: an empty centre of a server, in the place of a file.

    Raises ``DemonstrationFailed`` at the first step that doesn't go through.
    """
    theme = Theme("light")
    theme.apply()
    _clear(out)
    day = script.exam_day(local(clock.now().utc).date())
    eve, noon, evening = (
        datetime(day.year, day.month, day.day - back, hour, 5).astimezone()
        for back, hour in ((1, 17), (0, 12), (0, 18))
    )
    _advance(clock, eve)
    window = MainWindow(theme, ports, Settings(auto_cover=0, keep_awake=False))
    window.show()
    window.resize(*_SIZE)
    demo = _Centre(Driver(window, theme, clock, out), ports, out)
    if served is None:
        demo.begin(day.year)
    else:
        demo.open_served(served)
    demo.receive_list()
    demo.set_up(script.commissions_table(day))
    demo.place()
    demo.print(out / PAPERS, "documents")
    demo.hand_out(out / HANDED)
    _advance(clock, noon)
    demo.upheave()
    demo.print(out / CHANGED, "documents-changes", only_changed=True)
    morning = ShiftedClock(clock, Duration.minutes(4 * 60))
    files = {number: _handed(out / HANDED, number) for number in (script.E4, script.E6, script.CCF)}
    brought = play_all(ports, morning, files, out / BACK)
    _advance(clock, evening)
    demo.collect(brought)
    demo.let_out()
    demo.harmonise()
    window.close()


def _clear(out: Path) -> None:
    """What an earlier run left under these names."""
    found = [
        *out.glob(f"{CENTRE}*"),
        *(out / each for each in (PAPERS, CHANGED, HARMONY, FIGURES, script.LIST_NAME)),
    ]
    for name in (HANDED, BACK, SLIPS, GRIDS, JURY):
        found += (each for each in sorted((out / name).rglob("*"), reverse=True) if each.is_file())
    for each in found:
        each.unlink(missing_ok=True)


def _advance(clock: ShiftedClock, to: datetime) -> None:
    ahead = to - local(clock.now().utc)
    clock.advance(Duration.seconds(int(ahead.total_seconds())))


def _handed(folder: Path, number: str) -> Path:
    found = [*folder.glob(f"*commission {number}.btsjury")]
    if len(found) != 1:
        raise DemonstrationFailed(f"aucun fichier pour la commission {number}")
    return found[0]


class _Centre:
    def __init__(self, driver: Driver, ports: Ports, out: Path) -> None:
        self._driver, self._ports, self._out = driver, ports, out

    @property
    def _frame(self) -> CentreFrame:
        room = self._driver.window.bench.centres.room
        if room is None:
            raise DemonstrationFailed("aucun fichier de centre n’est ouvert")
        return room.frame

    @property
    def _office(self) -> CentreOffice:
        return self._frame.presenter.office

    def _page(self, kind: type[_Page]) -> _Page:
        page = self._frame.page
        if not isinstance(page, kind):
            raise DemonstrationFailed(f"la page {kind.title} n’est pas montrée")
        return page

    def _show(self, kind: type[CentrePage], keys: str, name: str) -> None:
        self._driver.press(keys)
        self._driver.expect(f"page {kind.title}", lambda: isinstance(self._frame.page, kind))
        self._driver.picture(name)

    def _retype(self, line: QLineEdit, text: str) -> None:
        """In the place of what stands there."""
        line.setFocus()
        self._driver.press("Ctrl+A")
        self._driver.type(line, text, end=None)

    def begin(self, year: int) -> None:
        create = self._driver.window.acts.centre
        self._in_dialog(NewCentreDialog, create, lambda: self._fill_new_file(year), "fichier du centre")

    def _in_dialog(self, kind: type[QDialog], act: QAction, fill_in: Callable[[], None], what: str) -> None:
        """The dialog runs a loop of its own: what is done in it is done from there."""
        driver, failed = self._driver, list[Exception]()

        def fill() -> None:
            try:
                fill_in()
            except DemonstrationFailed as failure:
                failed.append(failure)
                for each in driver.window.findChildren(kind):
                    each.done(0)

        driver.picture("accueil")
        QTimer.singleShot(0, driver.window, fill)
        act.trigger()
        if failed:
            raise failed[0]
        driver.expect(what, lambda: driver.window.bench.centres.room is not None)
        driver.regain()
        driver.picture("candidats-vides")

    def _fill_new_file(self, year: int) -> None:
        driver = self._driver
        asked = driver.dialog(NewCentreDialog, "nouveau centre")
        for field, text in ((asked.name, script.CENTRE), (asked.year, str(year)), (asked.uai, script.UAI)):
            self._retype(field.line, text)
        asked.protect.plain.setChecked(True)
        self._retype(asked.place.field.line, str((self._out / CENTRE).absolute()))
        driver.picture("nouveau-centre")
        driver.press("Return")
        driver.expect("création du fichier", lambda: not asked.isVisible())

    def open_served(self, served: Given) -> None:
        """As ``begin``, of a centre that a server holds."""
        self._in_dialog(
            ServerDialog,
            self._driver.window.acts.server,
            lambda: self._fill_server(served),
            "centre du serveur",
        )

    def _fill_server(self, served: Given) -> None:
        driver = self._driver
        asked = driver.dialog(ServerDialog, "centre d’un serveur")
        self._retype(asked.where.line, served.address.url)
        asked.secret.setText(served.password)
        driver.press("Return")
        driver.expect("centres du serveur", lambda: asked.list.count() > 0 and asked.go.isEnabled())
        driver.picture("centre-d-un-serveur")
        asked.list.setFocus()
        driver.press("Return")
        driver.expect("ouverture du centre", lambda: not asked.isVisible())

    def receive_list(self) -> None:
        """As a file that was copied."""
        driver, path = self._driver, self._out / script.LIST_NAME
        path.write_bytes(script.candidates_list())
        copied = QMimeData()
        copied.setUrls([QUrl.fromLocalFile(str(path))])
        QGuiApplication.clipboard().setMimeData(copied)
        driver.press("Ctrl+V")
        asked = driver.dialog(ListDialog, "liste à recevoir")
        driver.expect("lecture de la liste", asked.receive.isEnabled)
        driver.picture("liste")
        driver.press("Alt+R")
        driver.gone("liste à recevoir", asked)
        driver.expect("candidats", lambda: len(self._office.candidates) == script.CANDIDATES)
        self._show(CandidatesPage, "Ctrl+1", "candidats")

    def set_up(self, commissions: str) -> None:
        driver = self._driver
        self._show(DayPage, "Ctrl+2", "journee-vide")
        page = self._page(DayPage)
        page.acts["placing.setup"].trigger()
        asked = driver.dialog(SetupDialog, "commissions, salles, règles")
        driver.press("Ctrl+PgDown", "Ctrl+PgDown", "Alt+A")
        room = driver.dialog(RoomDialog, "salle de préparation")
        driver.write(script.PREPARATION_ROOM)
        room.seats.setValue(int(script.SEATS))
        driver.press("Return")
        driver.gone("salle de préparation", room)
        driver.picture("salles")
        for words, table, name in (
            ("Ctrl+PgUp", script.jurors_table(), "examinateurs"),
            ("Ctrl+PgUp", commissions, "commissions"),
        ):
            QGuiApplication.clipboard().setText(table)
            driver.press(words, "Alt+C")
            pasted = driver.dialog(PasteDialog, name)
            driver.picture(f"{name}-collees" if name == "commissions" else f"{name}-colles")
            pasted.submit()
            driver.gone(name, pasted)
            driver.picture(name)
        asked.accept()
        driver.gone("commissions, salles, règles", asked)

    def place(self) -> None:
        driver = self._driver
        self._page(DayPage).acts["placing.auto"].trigger()
        asked = driver.dialog(PlacingDialog, "placement automatique")
        driver.picture("placement")
        asked.start()
        keep = _button(asked, "Garder ce placement")
        driver.expect("placement", keep.isVisible)
        driver.picture("placement-trouve")
        keep.click()
        driver.gone("placement automatique", asked)
        driver.expect("journée placée", lambda: len(self._office.timetable.slots) == script.ORALS)
        driver.picture("journee")

    def print(self, path: Path, name: str, *, only_changed: bool = False) -> None:
        driver = self._driver
        self._page(DayPage).acts["placing.print"].trigger()
        asked = driver.dialog(PrintDialog, "documents")
        if only_changed:
            asked.choice.only_changed.click()
        driver.expect("aperçu des documents", asked.to_file.isEnabled)
        driver.picture(name)
        driver.expect("aperçu des documents", asked.to_file.isEnabled)
        driver.press("Alt+E")
        driver.choose_file(path)
        driver.gone("documents", asked)
        driver.expect(f"enregistrement de {path.name}", path.exists)

    def hand_out(self, folder: Path) -> None:
        """Plain, so that anybody may look at them."""
        driver = self._driver
        folder.mkdir(exist_ok=True)
        self._page(DayPage).hand_out.click()
        asked = driver.dialog(HandOutDialog, "fichiers des commissions")
        self._retype(asked.folder.text, str(folder.absolute()))
        asked.plain.setChecked(True)
        driver.picture("fichiers-des-commissions")
        asked.go.click()
        driver.expect("fichiers des commissions", lambda: len(asked.handed) == len(asked.ticks))
        driver.expect("fichiers des commissions", asked.made.isVisible)
        driver.picture("fichiers-faits")
        asked.reject()
        driver.gone("fichiers des commissions", asked)

    def upheave(self) -> None:
        """A juror is ill for the first hour of the afternoon."""
        driver, page = self._driver, self._page(DayPage)
        driver.regain()
        page.acts["placing.upheaval"].trigger()
        asked = driver.dialog(UpheavalDialog, "absence, retard")
        jurors = self._office.timetable.jurors.values()
        if not isinstance(asked.part, JurorPart):
            raise DemonstrationFailed("ce n’est pas l’absence d’un examinateur")
        asked.part.choose(next(each.identity for each in jurors if each.name == script.ILL))
        _, begins, ends = asked.part.span.fields
        self._retype(begins.line, "13h30")
        self._retype(ends.line, script.BACK)
        driver.picture("absence")
        asked.go.click()
        driver.expect("ce qui change", lambda: asked.found is not None)
        driver.picture("absence-ce-qui-change")
        asked.go.click()
        driver.gone("absence, retard", asked)
        driver.picture("journee-changee")

    def collect(self, brought: Sequence[Path]) -> None:
        """In any order; what contradicts is chosen, what is known by its number confirmed."""
        office = self._office
        collect(office, brought, self._ports.centres.deposits(office.file.path))
        self._frame.presenter.changed.emit(frozenset({CentreTopic.COLLECTED}))
        for each in stock_of(office).awaited:
            if Concern.CONTRADICTORY in each.concerns and each.oral is not None:
                marks = {one.facts.held.mark: one for one in each.oral.versions}
                choose(office, each.oral, marks[script.OTHER_MARK], script.REASON)
        self._frame.presenter.changed.emit(frozenset({CentreTopic.COLLECTED}))

    def let_out(self) -> None:
        """Bordereaux, grids, CCF folder."""
        self._show(SlipsPage, "Ctrl+4", "bordereaux")
        page = self._page(SlipsPage)
        for button, folder, name in (
            (page.slips, SLIPS, "sortie-bordereaux"),
            (page.grids, GRIDS, "sortie-grilles"),
            (page.jury, JURY, "sortie-dossier-ccf"),
        ):
            self._let_out(button, self._out / folder, name)

    def _let_out(self, button: QAbstractButton, folder: Path, name: str) -> None:
        driver = self._driver
        button.click()
        asked = driver.dialog(OutputDialog, name)
        self._retype(asked.folder.text, str(folder.absolute()))
        driver.picture(name)
        asked.go.click()
        driver.expect(name, asked.summary.isVisible)
        driver.picture(f"{name}-faite")
        asked.reject()
        driver.gone(name, asked)

    def harmonise(self) -> None:
        """What the commissions gave, as a page, as a PDF and as figures."""
        driver = self._driver
        driver.press("Ctrl+5")
        driver.expect("page Harmonisation", lambda: isinstance(self._frame.page, HarmonyPage))
        page = self._page(HarmonyPage)
        for place in range(page.form.count()):
            page.form.setCurrentIndex(place)
            driver.expect("harmonisation", lambda: page.view is not None and not page.busy)
        driver.picture("harmonisation")
        for part in (Part.JURORS, Part.LEVELS):
            page.parts.setCurrentRow([*Part].index(part))
            driver.picture(f"harmonisation-{part.value}")
        page.save_to(self._out / HARMONY)
        driver.expect("harmonisation en PDF", (self._out / HARMONY).exists)
        agreement = self._ports.centres.agreement()
        harmony = harmony_of(self._office)
        found = [findings(each, agreement) for each in by_form(harmony, self._office.library)]
        told = json.dumps(harmony_data(harmony, found, ()), ensure_ascii=False, indent=1)
        (self._out / FIGURES).write_text(told, encoding="utf-8")


def _button(dialog: QDialog, text: str) -> QPushButton:
    found = [each for each in dialog.findChildren(QPushButton) if each.text().replace("&", "") == text]
    if len(found) != 1:
        raise DemonstrationFailed(f"aucun bouton « {text} »")
    return found[0]
