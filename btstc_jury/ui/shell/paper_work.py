"""A page made beside the interface, then printed or saved."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from btstc_jury.ui.background import Background
from btstc_jury.ui.conductor import Conductor
from btstc_jury.ui.ports import Ports
from btstc_jury.ui.theme.theme import Theme

if TYPE_CHECKING:
    from btstc_jury.ui.grid.papers import PaperOutput


class PaperWork(QObject):
    """One dialog at a time, over ``page``; what it takes is imported at its first use."""

    def __init__(self, theme: Theme, conductor: Conductor, ports: Ports, page: QWidget) -> None:
        super().__init__(page)
        self._theme = theme
        self._conductor = conductor
        self._ports = ports
        self._page = page
        self._beside = Background(self)
        self._name = ""
        self._output: PaperOutput | None = None

    def output(self) -> PaperOutput:
        """It brings Qt's printing in: at its first use."""
        if self._output is None:
            from btstc_jury.ui.grid.papers import PaperOutput  # noqa: PLC0415

            self._output = PaperOutput(self._page, self._conductor, self._ports, lambda: self._name)
            self._output.is_grid = False
        return self._output

    def _make(
        self, pdf: Callable[[], bytes], pages: int, joined: bytes | None = None, *, printed: bool
    ) -> None:
        """``pages``: at most, those of ``joined``, a document that goes beside it, included; ``printed``, or
        else saved.
        """

        def hand_over(made: bytes) -> None:
            output = self.output()
            output.pdf, output.beside, output.pages = made, joined, pages
            if printed:
                output.ask_printer()
            else:
                output.ask_file()

        self._beside.do(lambda _: pdf(), hand_over)
