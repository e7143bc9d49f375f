"""Wires what one practises with, as ``bootstrap`` does the rest: at its first use."""

from __future__ import annotations

import atexit
from functools import cache
from typing import TYPE_CHECKING, assert_never

from btstc_jury.system.folders import data_dir

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from btstc_jury.application.cases import Cases
    from btstc_jury.application.drills import Drill
    from btstc_jury.application.fiche_reading import BoundedFicheReader
    from btstc_jury.application.office import Office
    from btstc_jury.application.sessions import Desk
    from btstc_jury.application.views.rehearsal.results import ClassPaperView, ProgressPaperView
    from btstc_jury.domain.commission import Juror
    from btstc_jury.domain.form import Form
    from btstc_jury.ui.ports import RehearsalPrintable


class SystemRehearsals:
    """See ``ui.ports.Rehearsals``. ``own``: the folder of cases, the user's when not given."""

    def __init__(self, desk: Callable[[], Desk], own: Path | None = None) -> None:
        self.drills = DeliveredDrills(desk)
        self._own = own

    def cases(self) -> Cases:
        return cases() if self._own is None else cases(self._own, self._own / "banque.toml")

    def table(self, view: ProgressPaperView | ClassPaperView, ending: str) -> bytes:
        from btstc_jury.exchange.rehearsal_tables import results_csv, results_xlsx

        return results_xlsx(view) if ending == ".xlsx" else results_csv(view)


class DeliveredDrills:
    """See ``application.drills.Drills``. Their files are where demonstrations are, and go as those go."""

    def __init__(self, desk: Callable[[], Desk]) -> None:
        self._desk = desk

    def all(self) -> tuple[Drill, ...]:
        from btstc_jury.exchange.drill_files import read_drills

        return read_drills(data_dir("resources") / "drills")

    def form(self, drill: Drill) -> Form:
        return self._desk().library.get(drill.form)

    def begin(self, drill: Drill, jurors: Sequence[Juror], pace: int, *, separate: bool) -> Office:
        from dataclasses import replace
        from datetime import datetime

        from btstc_jury.application.drills import begin_drill
        from btstc_jury.system.clock import PacedClock
        from btstc_jury.system.folders import passing_path

        usual = self._desk()
        desk = replace(usual, clock=PacedClock(usual.clock, pace), pace=pace)
        path = passing_path(f"Exercice {drill.key}.btsjury")
        at = datetime.now().astimezone().replace(tzinfo=None, microsecond=0)
        return begin_drill(desk, path, drill, jurors, at, separate=separate)


def rehearsal_pdf(view: RehearsalPrintable) -> bytes:
    from btstc_jury.application.views.rehearsal.paper import ObserverSheets, PreparationSheetView
    from btstc_jury.application.views.rehearsal.results import (
        ClassPaperView,
        FeedbackSheetView,
        ProgressPaperView,
    )
    from btstc_jury.documents import rehearsal_results, rehearsal_sheets

    match view:
        case PreparationSheetView():
            return rehearsal_sheets.preparation_pdf(view)
        case ObserverSheets():
            return rehearsal_sheets.observer_sheets_pdf(view)
        case FeedbackSheetView():
            return rehearsal_results.feedback_pdf(view)
        case ProgressPaperView():
            return rehearsal_results.progress_pdf(view)
        case ClassPaperView():
            return rehearsal_results.class_pdf(view)
        case _:
            assert_never(view)


def cases(folder: Path | None = None, own_bank: Path | None = None) -> Cases:
    """``folder``, ``own_bank``: by the settings and among the user's data when not given."""
    from uuid import uuid4

    from btstc_jury.application.cases import Cases
    from btstc_jury.exchange.bank_files import BankFiles
    from btstc_jury.exchange.case_library import CaseFolder
    from btstc_jury.system import folders
    from btstc_jury.system.files import export_write, remove_file
    from btstc_jury.system.settings import FileSettings

    def new_key() -> str:
        return uuid4().hex

    delivered = data_dir("resources") / "rehearsal"
    keep = folders.keep_in_own_folder
    kept = folder or FileSettings().load().cases_folder or folders.cases_folder()
    store = CaseFolder(kept, delivered, keep, export_write, remove_file)
    bank = BankFiles(delivered / "bank.toml", own_bank or folders.bank_file(), keep, export_write, new_key)
    return Cases(store, bank, _fiche_reader(), new_key)


@cache
def _fiche_reader() -> BoundedFicheReader:
    """One for the program: it takes a second to start."""
    from btstc_jury.application.fiche_reading import MODULE, SECONDS, BoundedFicheReader
    from btstc_jury.system.files import read_at_most
    from btstc_jury.system.worker import Stopped, Worker

    worker = Worker(MODULE, SECONDS)
    atexit.register(worker.close)
    return BoundedFicheReader(worker.ask, Stopped, read_at_most)
