"""Wires the library of cases, apart from the rest: it is opened long after the first window."""

from __future__ import annotations

import atexit
from functools import cache
from pathlib import Path
from uuid import uuid4

from btstc_jury.application.cases import Cases
from btstc_jury.application.fiche_reading import MODULE, SECONDS, BoundedFicheReader
from btstc_jury.exchange.bank_files import BankFiles
from btstc_jury.exchange.case_library import CaseFolder
from btstc_jury.system import folders
from btstc_jury.system.files import export_write, read_at_most, remove_file
from btstc_jury.system.settings import FileSettings
from btstc_jury.system.worker import Stopped, Worker


def cases(folder: Path | None = None, own_bank: Path | None = None) -> Cases:
    """``folder``, ``own_bank``: by the settings and among the user's data when not given."""
    delivered = folders.data_dir("resources") / "rehearsal"
    keep = folders.keep_in_own_folder
    kept = folder or FileSettings().load().cases_folder or folders.cases_folder()
    store = CaseFolder(kept, delivered, keep, export_write, remove_file)
    bank = BankFiles(delivered / "bank.toml", own_bank or folders.bank_file(), keep, export_write, _new_key)
    return Cases(store, bank, _fiche_reader(), _new_key)


def _new_key() -> str:
    return uuid4().hex


@cache
def _fiche_reader() -> BoundedFicheReader:
    """One for the program: it takes a second to start."""
    worker = Worker(MODULE, SECONDS)
    atexit.register(worker.close)
    return BoundedFicheReader(worker.ask, Stopped, read_at_most)
