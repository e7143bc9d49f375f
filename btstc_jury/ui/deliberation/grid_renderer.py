"""The PDF of a grid or a report and the pictures of its pages, made beside the interface's thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QThreadPool, Signal

from btstc_jury.application.views.paper import PageImage
from btstc_jury.ui.deliberation.papers import Shown


@dataclass(frozen=True, slots=True)
class Rendering:
    """``width``: of the pages, in device pixels."""

    view: Shown
    pdf: bytes
    width: int
    pages: tuple[PageImage, ...]


@dataclass(frozen=True, slots=True)
class _Wish:
    view: Shown
    width: int
    pdf: bytes | None


class _Courier(QObject):
    """Carries a result from the worker's thread; alive as long as the worker needs it."""

    delivered = Signal(object)


class GridRenderer(QObject):
    """``rendered`` carries a ``Rendering``; ``failed`` the exception. Only the latest wish is answered."""

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
        self._last: Rendering | None = None
        self._running = False
        self._next: _Wish | None = None

    def render(self, view: Shown, width: int) -> None:
        """Ask for the pages at ``width`` device pixels; the PDF is made again only for another view."""
        same = self._last is not None and self._last.view == view
        self._next = _Wish(view, max(width, 1), self._last.pdf if same and self._last else None)
        if not self._running:
            self._start()

    def _start(self) -> None:
        wish, self._next = self._next, None
        if wish is None:
            return
        self._running = True
        courier = _Courier()
        courier.delivered.connect(self._receive)
        make_pdf, render_pages = self._make_pdf, self._render_pages

        def work() -> None:
            try:
                pdf = wish.pdf or make_pdf(wish.view)
                courier.delivered.emit(Rendering(wish.view, pdf, wish.width, render_pages(pdf, wish.width)))
            except Exception as error:  # noqa: BLE001 - told to the interface's thread, which raises it
                courier.delivered.emit(error)

        QThreadPool.globalInstance().start(work)

    def _receive(self, result: object) -> None:
        self._running = False
        if isinstance(result, Rendering):
            self._last = result
            if self._next is None:
                self.rendered.emit(result)
        elif self._next is None:
            self.failed.emit(result)
        self._start()
