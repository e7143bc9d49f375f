"""Wires what the pages of a centre need, as ``bootstrap`` does the rest: at its first use."""

from __future__ import annotations

from functools import cached_property
from getpass import getuser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from btstc_jury.application.centre_office import CentreDesk
    from btstc_jury.application.centre_placing import Solver
    from btstc_jury.application.centre_rows import RawList
    from btstc_jury.application.sessions import Desk
    from btstc_jury.exchange.candidate_lists import ReadSheets


class SystemCentres:
    """See ``ui.ports.Centres``. ``desk``: of exam files, whose forms and clock are the centre's too."""

    def __init__(self, desk: Callable[[], Desk], read_sheets: ReadSheets) -> None:
        self._exams = desk
        self._read_sheets = read_sheets

    def desk(self) -> CentreDesk:
        return self._desk

    @cached_property
    def _desk(self) -> CentreDesk:
        from btstc_jury.application.centre_office import CentreDesk
        from btstc_jury.storage.centre import SqliteCentreFiles

        exams = self._exams()
        return CentreDesk(SqliteCentreFiles(), exams.library, exams.clock, getuser())

    def read_list(self, path: Path, sheet: str = "") -> tuple[RawList, int | None]:
        from btstc_jury.exchange.candidate_lists import read_file

        return read_file(path, self._read_sheets, sheet)

    def read_text(self, name: str, text: str) -> tuple[RawList, int | None]:
        from btstc_jury.exchange.candidate_lists import read_text

        return read_text(name, text)

    def solver(self) -> Solver:
        from btstc_jury.system.day_solver import day_solver

        return day_solver()
