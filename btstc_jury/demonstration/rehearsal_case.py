"""The teacher's case, written in the window: fiche read from a file, changes, buyer, objections."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QAbstractButton

from btstc_jury.demonstration import rehearsal_script as script
from btstc_jury.demonstration.driver import DemonstrationFailed, Driver
from btstc_jury.ui.cases.bank_dialog import BankDialog
from btstc_jury.ui.cases.case_editor import CaseEditor
from btstc_jury.ui.cases.cases_page import CasesPage
from btstc_jury.ui.cases.found_fiche import FoundFicheDialog
from btstc_jury.ui.cases.new_case import NewCaseDialog
from btstc_jury.ui.cases.preparation import PreparationDialog
from btstc_jury.ui.widgets.fields import Choice

PREPARATION, CASE = "fiche-de-preparation.pdf", "cas.btscas"


def make_case(driver: Driver, page: CasesPage, out: Path) -> None:
    """From the empty page of cases and back to it, the new case chosen there. Writes the fiche that is read,
    the student's preparation sheet and the case as a file to share into ``out``.
    """
    fiche = out / script.FICHE_NAME
    script.write_fiche(fiche)
    driver.picture("cas-vides")
    driver.press("Alt+J")
    driver.expect("cas prêts à jouer", lambda: page.library.list.model().rowCount() > 1)
    driver.picture("cas")
    driver.press("Ctrl+I")
    asked = driver.dialog(NewCaseDialog, "nouveau cas")
    driver.type(asked.name.line, script.TITLE, end=None)
    driver.type(asked.trade.line, script.TRADE)
    editor = driver.dialog(CaseEditor, "éditeur du cas")
    _read(driver, editor, fiche)
    driver.press("Ctrl+PgDown")
    _change(driver, editor)
    driver.press("Ctrl+PgDown")
    _describe_buyer(driver, editor)
    driver.press("Ctrl+PgDown")
    _object(driver, editor)
    _prepare(driver, out / PREPARATION)
    driver.press("Esc")
    driver.gone("éditeur du cas", editor)
    _share(driver, page, out / CASE)


def _read(driver: Driver, editor: CaseEditor, fiche: Path) -> None:
    driver.press("Ctrl+Shift+O")
    driver.choose_file(fiche)
    found = driver.dialog(FoundFicheDialog, "lecture de la fiche")
    driver.picture("cas-lecture")
    driver.press("Return")
    driver.gone("lecture de la fiche", found)
    case = editor.draft.case
    if case.missing:
        told = ", ".join(case.rubrics[place].title for place in case.missing)
        raise DemonstrationFailed(f"rubriques qui n’ont pas été lues : {told}")
    driver.picture("cas-fiche")


def _change(driver: Driver, editor: CaseEditor) -> None:
    section = editor.changes
    for change in script.CHANGES:
        _push(driver, section.rows.add)
        _choose(driver, section.parameter, change.parameter)
        for field, text in (
            (section.before, change.before),
            (section.after, change.after),
            (section.why, change.why),
        ):
            driver.type(field.editor, text, end=None)
    driver.picture("cas-situation-modifiee")
    _push(driver, section.propose)
    driver.expect("phrases proposées", lambda: bool(editor.draft.case.sentences))


def _describe_buyer(driver: Driver, editor: CaseEditor) -> None:
    section = editor.buyer
    driver.type(section.name.line, script.BUYER_NAME, end=None)
    driver.type(section.function.line, script.BUYER_FUNCTION, end=None)
    for field, text in (
        (section.stakes, script.STAKES),
        (section.says, script.SAYS),
        (section.when_asked, script.WHEN_ASKED),
        (section.limits, script.LIMITS),
        (section.walk_away, script.WALK_AWAY),
    ):
        driver.type(field.editor, text, end=None)
    for motive in script.MOTIVES:
        _push(driver, section.motives[motive])
    for gives, against in script.CONCESSIONS:
        _push(driver, section.rows.add)
        driver.type(section.gives.editor, gives, end=None)
        driver.type(section.against.editor, against, end=None)
    section.begin()
    driver.picture("cas-acheteur")


def _object(driver: Driver, editor: CaseEditor) -> None:
    section = editor.objections
    for objection in script.OBJECTIONS:
        _push(driver, section.rows.add)
        driver.type(section.words.editor, objection.words, end=None)
        _choose(driver, section.kind, objection.kind)
        driver.type(section.minute.line, objection.minute, end=None)
        driver.type(section.answer.editor, objection.answer, end=None)
    driver.press("F7")
    bank = driver.dialog(BankDialog, "banque")
    driver.type(bank.search.line, script.BANK)
    driver.press("Space")
    driver.picture("banque")
    driver.press("Return")
    driver.gone("banque", bank)
    wanted = len(script.OBJECTIONS) + 1
    driver.expect("objections du cas", lambda: len(editor.draft.case.objections) == wanted)
    driver.picture("cas-objections")


def _prepare(driver: Driver, path: Path) -> None:
    """The student's sheet, of the case as it is typed."""
    driver.press("Ctrl+P")
    shown = driver.dialog(PreparationDialog, "fiche de préparation")
    driver.expect("fiche de préparation", shown.saving.isEnabled)
    driver.picture("fiche-de-preparation")
    _push(driver, shown.saving)
    driver.choose_file(path)
    driver.expect(f"enregistrement de {path.name}", path.exists)
    driver.press("Esc")
    driver.gone("fiche de préparation", shown)


def _share(driver: Driver, page: CasesPage, path: Path) -> None:
    driver.expect("cas gardé", page.library.list.hasFocus)
    driver.press("Ctrl+S")
    driver.choose_file(path)
    driver.expect(f"enregistrement de {path.name}", path.exists)


def _push(driver: Driver, button: QAbstractButton) -> None:
    button.setFocus()
    driver.press("Space")


def _choose(driver: Driver, choice: Choice, value: object) -> None:
    """With the arrows."""
    choice.setFocus()
    way = choice.findData(value) - choice.currentIndex()
    driver.press(*["Down" if way > 0 else "Up"] * abs(way))
