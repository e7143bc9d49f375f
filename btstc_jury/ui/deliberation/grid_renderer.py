"""The PDF of a grid or a report and the pictures of its pages, made beside the interface's thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from btstc_jury.application.views.paper import PageImage
from btstc_jury.ui.background import Background, Run
from btstc_jury.ui.deliberation.papers import Shown


@dataclass(frozen=True, slots=True)
class Rendering:
    """``width``: of the pages, in device pixels."""

    view: Shown
    pdf: bytes
    width: int
    pages: tuple[PageImage, ...]


class GridRenderer(QObject):
    """``rendered`` carries a ``Rendering``; ``failed`` the bug, raised then. Only the last wish is met."""

    rendered = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        make_pdf: Callable[[Shown], bytes],
        render_pages: Callable[[bytes, int], tuple[PageImage, ...]],
    ) -> None:
        super().__init__()
        self._make_pdf = make_pdf
        self._render_pages = render_pages
        self._beside = Background(self)
        self._wish: tuple[Shown, int] | None = None
        self._made: tuple[Shown, bytes] | None = None
        """The view and PDF made last: of the works alone, which follow one another."""

    def render(self, view: Shown, width: int) -> None:
        """Ask for the pages at ``width`` device pixels; the PDF is made again only for another view."""
        wish = self._wish = view, max(width, 1)

        def work(_run: Run) -> Rendering:
            return self._work(*wish)

        self._beside.forget()
        self._beside.do(work, self._on_rendered, failed=self._on_failed)

    def _work(self, view: Shown, width: int) -> Rendering:
        if self._made is None or self._made[0] != view:
            self._made = view, self._make_pdf(view)
        pdf = self._made[1]
        return Rendering(view, pdf, width, self._render_pages(pdf, width))

    def _on_rendered(self, rendering: Rendering) -> None:
        if (rendering.view, rendering.width) == self._wish:
            self.rendered.emit(rendering)

    def _on_failed(self, error: Exception) -> None:
        self.failed.emit(error)
