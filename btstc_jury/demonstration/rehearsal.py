"""A whole case with its attempts, from the empty training file to the class, by keys on the real windows."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QCheckBox

from btstc_jury.application.settings import Settings
from btstc_jury.demonstration import rehearsal_script as script
from btstc_jury.demonstration.driver import DemonstrationFailed, Driver
from btstc_jury.demonstration.rehearsal_case import CASE, PREPARATION, make_case
from btstc_jury.demonstration.rehearsal_script import ScriptedPart
from btstc_jury.demonstration.seed import ShiftedClock
from btstc_jury.domain.moments import ZERO, Duration
from btstc_jury.domain.rehearsal import Rehearsal
from btstc_jury.domain.standing import Stage
from btstc_jury.ui.ports import Ports
from btstc_jury.ui.rehearsal.setup_dialog import SetupDialog
from btstc_jury.ui.rehearsal.student_dialogs import AddStudentsDialog
from btstc_jury.ui.settings.training import TrainingFields
from btstc_jury.ui.shell.main_window import MainWindow
from btstc_jury.ui.shell.new_file import NewFileDialog
from btstc_jury.ui.shell.training_room import TrainingRoom
from btstc_jury.ui.theme.theme import Theme

TRAINING = "entrainement.btsjury"
FEEDBACK = ("fiche-de-retour-essai-1.pdf", "fiche-de-retour-essai-2.pdf")
PROGRESS, CLASS = "progres", "classe"
"""Each as PDF, XLSX and CSV."""

DONE = "Un cas et trois essais joués, d’un fichier d’entraînement vide aux progrès de la classe."
_SIZE = (1366, 768)


def rehearse_all(ports: Ports, clock: ShiftedClock, out: Path) -> None:
    """Write the training file, the case, every sheet and the pictures into ``out``.

    Raises ``DemonstrationFailed`` at the first step that doesn't go through.
    """
    theme = Theme("light")
    theme.apply()
    _clear(out)
    window = MainWindow(theme, ports, Settings(auto_cover=0, keep_awake=False))
    window.show()
    window.resize(*_SIZE)
    driver = Driver(window, theme, clock, out)
    driver.picture("accueil")
    _begin_file(driver, out / TRAINING)
    _add_students(driver)
    driver.press("F6")
    driver.expect("écran des cas", lambda: driver.workspace.page is room(driver).cases)
    make_case(driver, room(driver).cases, out)
    _first_attempt(driver, out)
    _second_attempt(driver, out)
    _of_another(driver)
    _progress(driver, out)
    window.close()


def _clear(out: Path) -> None:
    """What an earlier run left under these names: no dialog asks whether it may go."""
    names = (PREPARATION, CASE, *FEEDBACK, script.FICHE_NAME)
    tables = [f"{name}{ending}" for name in (PROGRESS, CLASS) for ending in (".pdf", ".xlsx", ".csv")]
    for each in (*out.glob(f"{TRAINING}*"), *(out / name for name in (*names, *tables))):
        each.unlink(missing_ok=True)


def room(driver: Driver) -> TrainingRoom:
    found = driver.workspace.room
    if found is None:
        raise DemonstrationFailed("le fichier ouvert n’est pas un fichier d’entraînement")
    return found


def _rehearsal(driver: Driver, oral: int) -> Rehearsal:
    found = driver.workspace.conductor.office.oral(oral).rehearsal
    if found is None:
        raise DemonstrationFailed("l’interrogation n’est pas un essai")
    return found


def _begin_file(driver: Driver, path: Path) -> None:
    """The dialog runs a loop of its own: what is done in it is done from there."""
    failed: list[Exception] = []

    def fill() -> None:
        try:
            _fill_new_file(driver, path)
        except DemonstrationFailed as failure:
            failed.append(failure)
            for each in driver.window.findChildren(NewFileDialog):
                each.done(0)

    QTimer.singleShot(0, driver.window, fill)
    driver.press("Ctrl+N")
    if failed:
        raise failed[0]
    driver.expect("fichier d’entraînement", lambda: driver.window.bench.is_open)
    driver.regain()
    driver.expect("écran des séances", lambda: driver.workspace.page is room(driver).sessions)
    driver.picture("seances-vides")


def _fill_new_file(driver: Driver, path: Path) -> None:
    asked = driver.dialog(NewFileDialog, "nouveau fichier")
    driver.press("Alt+T")
    fields = asked.findChild(TrainingFields)
    driver.expect("fichier d’entraînement", lambda: fields is not None and fields.isVisible())
    driver.press("Alt+C", "Ctrl+A")
    driver.write(script.CLASS)
    driver.press("Alt+F", "Ctrl+A")
    driver.write(str(path))
    driver.picture("nouveau-fichier")
    driver.press("Return")
    driver.expect("création du fichier", lambda: not asked.isVisible())


def _add_students(driver: Driver) -> None:
    driver.press("Ctrl+I")
    asked = driver.dialog(AddStudentsDialog, "ajout des étudiants")
    driver.press("Alt+O")
    for place, line in enumerate(script.STUDENTS.split("\n")):
        if place:
            driver.press("Return")
        driver.write(line)
    driver.picture("etudiants")
    driver.press("Ctrl+Return", "Esc")
    driver.gone("ajout des étudiants", asked)
    count = script.STUDENTS.count("\n") + 1
    driver.expect("liste des étudiants", lambda: room(driver).sessions.students.model().rowCount() == count)


def _begin_attempt(driver: Driver, name: str, *, scope: int = 0, time: int = 0) -> int:
    """From a page that offers one; ``scope``, ``time``: how far down their lists. Its number."""
    driver.press("Ctrl+Return")
    asked = driver.dialog(SetupDialog, "nouvel essai")
    for keys, steps in (("Alt+Q", scope), ("Alt+T", time)):
        if steps:
            driver.press(keys, *["Down"] * steps)
    driver.picture(name)
    driver.press("Return")
    driver.gone("nouvel essai", asked)
    page = room(driver).live
    driver.expect("écran de l’essai", lambda: driver.workspace.page is page)
    office = driver.workspace.conductor.office
    driver.expect("temps qui court", lambda: office.oral(page.oral).stage is Stage.RUNNING)
    return page.oral


def _play(driver: Driver, parts: Sequence[ScriptedPart], oral: int) -> None:
    """Ctrl+Enter begins each following phase; keys are pressed and lines typed at their time."""
    office, field = driver.workspace.conductor.office, room(driver).live.remarks.field
    for place, part in enumerate(parts):
        spent = ZERO
        for beat in part.beats:
            driver.pass_time(beat.at - spent)
            spent = beat.at
            driver.press(*beat.keys)
            if beat.text:
                driver.type(field, beat.text)
                if field.text():
                    raise DemonstrationFailed(f"la remarque n’a pas été prise : {beat.text}")
            if beat.picture:
                driver.picture(beat.picture)
        driver.pass_time(part.length - spent)
        if part.again:
            driver.press("Ctrl+Shift+R")
            driver.expect("phase recommencée", lambda: not _rehearsal(driver, oral).thrown)
        elif place < len(parts) - 1:
            phase = office.oral(oral).phase
            driver.press("Ctrl+Return")
            driver.expect("phase suivante", lambda: office.oral(oral).phase != phase)  # noqa: B023
    driver.press("Ctrl+Shift+Return")
    driver.expect("fin de l’essai", lambda: office.oral(oral).stage is Stage.ENDED)
    driver.expect("bilan", lambda: driver.workspace.page is room(driver).review)


def _first_attempt(driver: Driver, out: Path) -> None:
    oral = _begin_attempt(driver, "nouvel-essai")
    driver.picture("essai-debut")
    _show_class(driver)
    _play(driver, script.FIRST, oral)
    driver.picture("bilan-avant-auto-evaluation")
    _own(driver, oral, script.OWN_FIRST, "auto-evaluation")
    for name, levels in script.OBSERVERS.items():
        _observe(driver, oral, name, levels, on_paper=name == list(script.OBSERVERS)[-1])
    driver.press("Esc")
    _rate_rest(driver, oral, script.TEACHER_FIRST, "niveaux-du-professeur")
    driver.picture("bilan")
    _project(driver)
    _save(driver, "Ctrl+S", out / FEEDBACK[0])


def _second_attempt(driver: Driver, out: Path) -> None:
    oral = _begin_attempt(driver, "second-essai")
    _play(driver, script.SECOND_TIME, oral)
    _own(driver, oral, script.OWN_SECOND, "")
    _rate_rest(driver, oral, script.TEACHER_SECOND, "")
    driver.picture("bilan-second-essai")
    _save(driver, "Ctrl+S", out / FEEDBACK[1])


def _of_another(driver: Driver) -> None:
    """The second student plays the simulation alone, in half the time."""
    driver.press("Alt+Left")
    driver.expect("écran des séances", lambda: driver.workspace.page is room(driver).sessions)
    driver.picture("seances")
    driver.press("Home", "Down")
    oral = _begin_attempt(driver, "essai-partiel", scope=2, time=2)
    scope = _rehearsal(driver, oral).scope
    if scope.phases != (1,) or not scope.maxima:
        raise DemonstrationFailed("la simulation seule, en temps réduit, n’a pas été retenue")
    _play(driver, script.SHORT, oral)
    driver.press("Alt+Left")
    driver.expect("écran des séances", lambda: driver.workspace.page is room(driver).sessions)


def _progress(driver: Driver, out: Path) -> None:
    driver.press("Home", "F7")
    page = room(driver).progress
    driver.expect("progrès", lambda: driver.workspace.page is page)
    driver.picture("progres")
    _save_results(driver, out, PROGRESS)
    driver.press("F8")
    driver.picture("classe")
    _save_results(driver, out, CLASS)


def _save_results(driver: Driver, out: Path, name: str) -> None:
    _save(driver, "Ctrl+S", out / f"{name}.pdf")
    for ending in (".xlsx", ".csv"):
        _save(driver, "Ctrl+Shift+S", out / f"{name}{ending}")


def _save(driver: Driver, keys: str, path: Path) -> None:
    driver.press(keys)
    driver.choose_file(path)
    driver.expect(f"enregistrement de {path.name}", path.exists)


def _own(driver: Driver, oral: int, levels: str, name: str) -> None:
    """The student alone before the screen, who sees nobody else's."""
    driver.press("F6")
    opinion = room(driver).review.opinion
    driver.expect("auto-évaluation", opinion.isVisible)
    driver.press(*levels)
    if name:
        driver.picture(name)
    driver.press("Ctrl+R")
    if _rehearsal(driver, oral).own is None:
        # Not every criterion has a level: that is asked for once.
        driver.press("Ctrl+R")
    driver.expect("auto-évaluation consignée", lambda: _rehearsal(driver, oral).own is not None)


def _observe(driver: Driver, oral: int, name: str, levels: str, *, on_paper: bool) -> None:
    opinion = room(driver).review.opinion
    if not opinion.isVisible():
        driver.press("F8")
    driver.expect("avis d’un observateur", opinion.name_line.hasFocus)
    driver.write(name)
    if on_paper:
        driver.press("Tab", "Space")
        box = QApplication.focusWidget()
        if not isinstance(box, QCheckBox) or not box.isChecked():
            raise DemonstrationFailed("l’avis n’est pas dit saisi d’une feuille")
        driver.press("Tab")
    else:
        driver.press("Return")
    driver.press(*levels)
    driver.picture(f"observateur-{'papier' if on_paper else 'ecran'}")
    driver.press("Ctrl+R")
    driver.expect(f"avis de {name}", lambda: name in _rehearsal(driver, oral).observed)


def _rate_rest(driver: Driver, oral: int, levels: str, name: str) -> None:
    """What no remark rated."""
    driver.press("F2")
    opinion, office = room(driver).review.opinion, driver.workspace.conductor.office
    driver.expect("niveaux du professeur", opinion.isVisible)
    left = len(office.oral(oral).form.criteria) - len(office.oral(oral).ratings)
    driver.press(*levels[:left])
    rated = partial(_all_rated, driver, oral)
    driver.expect("critères évalués", rated)
    if name:
        driver.picture(name)
    driver.press("Esc")


def _all_rated(driver: Driver, oral: int) -> bool:
    state = driver.workspace.conductor.office.oral(oral)
    return len(state.ratings) == len(state.form.criteria)


def _show_class(driver: Driver) -> None:
    """The class sees the countdown, and nothing of the buyer, on the first of the places offered."""
    driver.press("Ctrl+E")
    driver.expect("choix de l’écran de la classe", lambda: QApplication.activePopupWidget() is not None)
    driver.press("Return")
    screen = driver.window.bench.opened.surroundings.screen
    driver.expect("écran de la classe", lambda: screen.window is not None and screen.window.isVisible())
    driver.regain()
    driver.pass_time(Duration.seconds(95))
    driver.picture("ecran-de-la-classe", screen.window)


def _project(driver: Driver) -> None:
    """It keeps the look in which it was opened."""
    review = room(driver).review
    driver.pictures += 1
    for _look in range(2):
        driver.press("F5")
        driver.expect("projection", lambda: review.projection is not None and review.projection.isVisible())
        driver.take("projection", review.projection)
        driver.press("Esc")
        driver.expect("projection fermée", lambda: review.projection is None)
        driver.regain()
        driver.turn_look()
    driver.turn_look()
