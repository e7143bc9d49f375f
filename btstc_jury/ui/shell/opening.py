"""An exam file opened while its screens are imported: SQLite looks at all its pages beside Python."""

from __future__ import annotations

from pathlib import Path
from threading import Thread

from btstc_jury.application.office import Office
from btstc_jury.application.sessions import Desk, open_file


class Opening(Thread):
    """Begins at once. What it opens is for the thread that asks for it."""

    def __init__(self, desk: Desk, path: Path) -> None:
        super().__init__()
        self._desk, self._path = desk, path
        self._opened: tuple[Office, int | None] | None = None
        self._error: Exception | None = None
        self.start()

    def run(self) -> None:
        try:
            self._opened = open_file(self._desk, self._path)
        except Exception as error:  # noqa: BLE001 - raised again where the file is asked for
            self._error = error

    def __call__(self) -> tuple[Office, int | None]:
        """As ``open_file``, once it is done."""
        self.join()
        if self._opened is None:
            raise self._error or RuntimeError("the file was neither opened nor refused")
        return self._opened
