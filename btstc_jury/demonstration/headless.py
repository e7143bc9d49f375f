"""One E4 and one E6 from arrival to grid, by keys on the real windows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt

from btstc_jury.application.office import Office
from btstc_jury.application.sessions import create_file
from btstc_jury.application.settings import Settings
from btstc_jury.application.views.arrival import unchecked
from btstc_jury.application.views.formats import local
from btstc_jury.demonstration import script
from btstc_jury.demonstration.driver import CTRL, SHIFT, DemonstrationFailed, Driver, said
from btstc_jury.demonstration.script import (
    DRAWINGS,
    E4_APPRECIATION,
    E4_PHASES,
    E6_APPRECIATION,
    E6_PHASES,
    INCIDENT,
    PINS,
    PLAYED,
    ScriptedPhase,
)
from btstc_jury.demonstration.seed import ShiftedClock, session_year
from btstc_jury.domain.assessment import TextField
from btstc_jury.domain.candidate import Plan
from btstc_jury.domain.events import Entry
from btstc_jury.domain.form import Form
from btstc_jury.domain.moments import ZERO, Duration
from btstc_jury.domain.standing import Stage
from btstc_jury.ui.grid.controls import FILE_NAME
from btstc_jury.ui.ports import Ports
from btstc_jury.ui.shell.main_window import MainWindow
from btstc_jury.ui.theme.theme import Theme

JournalCsv = Callable[[Sequence[tuple[int, Sequence[Entry]]]], bytes]
_SIZE = (1366, 768)

DONE = "Un E4 et un E6 conduits de l’arrivée à la grille signée."


def conduct_all(ports: Ports, clock: ShiftedClock, out: Path, journal_csv: JournalCsv) -> None:
    """Write the exam file, two signed grids, the authority's certificate, the journal and the pictures into
    ``out``.

    Raises ``DemonstrationFailed`` at the first step that doesn't go through.
    """
    theme = Theme("light")
    theme.apply()
    window = MainWindow(theme, ports, Settings(auto_cover=0, keep_awake=False))
    window.show()
    # Drawn in memory it may be larger than a screen that nobody sees.
    window.resize(*_SIZE)
    driver = Driver(window, theme, clock, out)
    driver.picture("accueil")
    path = _fresh(out / "demonstration.btsjury")
    today = local(clock.now().utc)
    create_file(ports.files.desk(), path, script.session(session_year(today))).close()
    if not window.open_path(path):
        raise DemonstrationFailed("le fichier d’examen ne s’est pas ouvert")
    driver.picture("jour-vide")
    e4 = _plan(driver, "e4-ponctuel", today)
    e6 = _plan(driver, "e6-ponctuel", today)
    driver.workspace.day.refresh()
    driver.picture("jour")
    _conduct_e4(driver, e4, out)
    _conduct_e6(driver, e6, out)
    driver.workspace.show_day()
    driver.picture("jour-fini")
    file = driver.workspace.conductor.office.file
    driver.workspace.grid.certificate.write(out / FILE_NAME)
    driver.expect("certificat de l’autorité", (out / FILE_NAME).exists)
    journals = [(oral, file.entries(oral)) for oral in (e4, e6)]
    (out / "journal.csv").write_bytes(journal_csv(journals))
    window.close()


def _fresh(path: Path) -> Path:
    """The demonstration writes its own file anew each time."""
    for each in path.parent.glob(f"{path.name}*"):
        each.unlink()
    return path


def _plan(driver: Driver, form: str, today: datetime) -> int:
    candidate = script.MOREAU if form.startswith("e4") else script.BENALI
    accommodation = script.ONE_THIRD_MORE if form.startswith("e4") else script.NO_ACCOMMODATION
    at = today.replace(hour=14 if form.startswith("e4") else 16, minute=0, second=0, microsecond=0)
    plan = Plan(candidate, at.replace(tzinfo=None), accommodation)
    number = driver.workspace.conductor.plan(plan, form)
    if number is None:
        raise DemonstrationFailed(f"l’interrogation {form} n’a pas été ajoutée")
    return number


def _conduct_e4(driver: Driver, oral: int, out: Path) -> None:
    _arrive(driver, oral, "e4")
    driver.key(Qt.Key.Key_T, CTRL)
    driver.pass_time(Duration.seconds(66 * 60 + 40))
    _phases(driver, oral, E4_PHASES, "e4", pause_in=1)
    _deliberate(driver, oral, "13", E4_APPRECIATION, "e4")
    _grid(driver, out / "grille-e4.pdf", "e4")


def _conduct_e6(driver: Driver, oral: int, out: Path) -> None:
    driver.workspace.show_day()
    _arrive(driver, oral, "e6")
    _phases(driver, oral, E6_PHASES, "e6", overrun_in=1)
    _deliberate(driver, oral, "14,5", E6_APPRECIATION, "e6")
    _grid(driver, out / "grille-e6.pdf", "e6")


def _arrive(driver: Driver, oral: int, name: str) -> None:
    driver.workspace.day.select(oral)
    driver.key(Qt.Key.Key_Return)
    driver.expect("écran d’arrivée", lambda: driver.workspace.page is driver.workspace.live)
    _receive(driver, oral)
    driver.picture(f"{name}-arrivee")


def _receive(driver: Driver, oral: int) -> None:
    """Enter ticks each line of the arrival and goes to the next one, the dossier last."""
    arrival = driver.workspace.live.arrival
    ticks = (*arrival.presence.ticks(), arrival.dossier.compliant)
    ticks[0].setFocus()
    for _ in ticks:
        driver.key(Qt.Key.Key_Return)
    office = driver.workspace.conductor.office
    _choose(driver, office.oral(oral).form)
    driver.expect("accueil du candidat", lambda: not tuple(unchecked(office.oral(oral))))


def _choose(driver: Driver, form: Form) -> None:
    """The fiche or project, what is modified, which annexes come with it: the keys are there already."""
    card, playing = driver.workspace.live.arrival.played, form.playing
    if playing is None:
        return
    played = PLAYED[playing]
    driver.expect("choix de la commission", card.sheet.hasFocus)
    for _ in range((played.sheet or 0) + 1):
        driver.key(Qt.Key.Key_Down)
    driver.type(card.words, played.title)
    if playing.facts.changed:
        driver.type(card.changes, played.changes)
        card.handed.setFocus()
        driver.key(Qt.Key.Key_Down)


def _phases(
    driver: Driver,
    oral: int,
    phases: tuple[ScriptedPhase, ...],
    name: str,
    *,
    pause_in: int = -1,
    overrun_in: int = -1,
) -> None:
    """Ctrl+Enter begins each phase; its lines are typed at their time."""
    office = driver.workspace.conductor.office
    remarks = driver.workspace.live.remarks
    for number, phase in enumerate(phases):
        driver.key(Qt.Key.Key_Return, CTRL)
        driver.expect(f"phase {number + 1}", partial(_in_phase, office, oral, number))
        spent = ZERO
        for line in phase.lines:
            driver.pass_time(line.at - spent)
            spent = line.at
            driver.type(remarks.field, line.text)
            if remarks.field.text():
                raise DemonstrationFailed(f"la remarque n’a pas été prise : {line.text}")
        if number == pause_in:
            _incident(driver, name)
        driver.pass_time(phase.length - spent)
        if number == overrun_in:
            allowed = office.oral(oral).clock(office.now()).phases[number].left
            driver.pass_time(allowed + Duration.seconds(47))
        driver.picture(f"{name}-phase-{number + 1}")
    driver.key(Qt.Key.Key_Return, CTRL | SHIFT)
    driver.expect("fin de l’interrogation", lambda: office.oral(oral).stage is Stage.ENDED)


def _in_phase(office: Office, oral: int, phase: int) -> bool:
    return office.oral(oral).phase == phase


def _incident(driver: Driver, name: str) -> None:
    driver.key(Qt.Key.Key_P, CTRL)
    driver.pass_time(Duration.seconds(95))
    focused = driver.workspace.live.pause_strip.reason_field
    driver.picture(f"{name}-suspension")
    driver.type(focused, INCIDENT)
    driver.key(Qt.Key.Key_P, CTRL)


def _deliberate(driver: Driver, oral: int, mark: str, appreciation: str, name: str) -> None:
    office = driver.workspace.conductor.office
    page = driver.workspace.deliberation
    driver.expect("délibération", lambda: driver.workspace.page is page)
    rated = page.criteria.list
    rated.setFocus()
    scale = len(office.oral(oral).form.levels)
    while rated.select_next_unrated():
        number = rated.current() or 0
        driver.key(Qt.Key(Qt.Key.Key_0 + (0 if number % 8 == 0 else scale - number % 2)))
    page.verdict.take_up[TextField.STRENGTHS].click()
    page.verdict.take_up[TextField.WEAKNESSES].click()
    driver.type(page.verdict.mark.editor, mark)
    driver.type(page.verdict.texts[TextField.APPRECIATION].editor, appreciation, end=None)
    if not page.flush():
        raise DemonstrationFailed("la délibération n’a pas été consignée")
    driver.picture(f"{name}-deliberation")
    page.footer.settle.click()
    driver.expect("proposition validée", lambda: office.oral(oral).stage is Stage.FINALISED)
    driver.picture(f"{name}-validee")


def _grid(driver: Driver, path: Path, name: str) -> None:
    page = driver.workspace.grid
    driver.workspace.deliberation.footer.grid.click()
    driver.expect("écran de la grille", lambda: driver.workspace.page is page)
    driver.expect("grille", lambda: page.ready)
    driver.picture(f"{name}-grille")
    _sign(driver, name)
    driver.expect("grille signée", lambda: page.ready)
    driver.picture(f"{name}-signee")
    if not page.output.save_to(path, replace=True):
        raise DemonstrationFailed(f"{path.name} n’a pas été écrit. À l’écran : {said()}")


def _sign(driver: Driver, name: str) -> None:
    """Each juror draws a signature, chooses a PIN at the first grid, and confirms."""
    page = driver.workspace.grid
    form = page.signing.form
    for number, (juror, pin) in enumerate(PINS.items()):
        driver.key(Qt.Key.Key_S, CTRL | SHIFT)
        driver.expect("formulaire de signature", form.isVisible)
        form.drawing.show_strokes(DRAWINGS[juror])
        driver.type(form.pin.pin.line, pin, end=None)
        if form.pin.choosing:
            driver.type(form.pin.again.line, pin, end=None)
        if number == len(PINS) - 1:
            driver.picture(f"{name}-signature")
        driver.key(Qt.Key.Key_Return)
        driver.expect(f"signature de {juror}", partial(_has_signed, driver, juror))


def _has_signed(driver: Driver, juror: str) -> bool:
    office = driver.workspace.conductor.office
    return office.oral(driver.workspace.oral).proof.has_signed(juror)
