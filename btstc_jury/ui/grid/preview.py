"""The pages of a grid or report: made beside the interface's thread, shown and zoomed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QPlainTextEdit, QScrollArea, QWidget

from btstc_jury.application.views.paper import PageImage, SigningPlace
from btstc_jury.ui.background import Background
from btstc_jury.ui.grid.papers import Shown
from btstc_jury.ui.soon import soon
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.theme.tokens import LIGHT
from btstc_jury.ui.widgets.basics import discard
from btstc_jury.ui.widgets.layouts import column


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
        self._beside.forget()
        self._beside.do(lambda _run: self._work(*wish), self._on_rendered, failed=self.failed.emit)

    def _work(self, view: Shown, width: int) -> Rendering:
        if self._made is None or self._made[0] != view:
            self._made = view, self._make_pdf(view)
        pdf = self._made[1]
        return Rendering(view, pdf, width, self._render_pages(pdf, width))

    def _on_rendered(self, rendering: Rendering) -> None:
        if (rendering.view, rendering.width) == self._wish:
            self.rendered.emit(rendering)


_SETTLED_MS = 120
"""The width must have been still that long before the pages are rendered again."""
_WIDEST = 1000
"""Beyond this width, in pixels of the design, a page no longer grows with the window by itself."""
ZOOMS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0)
_FIT = ZOOMS.index(1.0)


class PageSheet(QWidget):
    """One page. Its picture is stretched until a sharper one comes."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._image = QImage()
        self._marked: SigningPlace | None = None

    def mark(self, place: SigningPlace | None) -> None:
        """Frame this place; it is on this page."""
        self._marked = place
        self.update()

    def area(self, place: SigningPlace) -> QRect:
        """Where that is, in pixels."""
        across, down = self.width(), self.height()
        left, top = round(place.left * across), round(place.top * down)
        return QRect(left, top, round(place.right * across) - left, round(place.bottom * down) - top)

    def show_image(self, page: PageImage, name: str) -> None:
        borrowed = QImage(page.data, page.width, page.height, page.stride, QImage.Format.Format_RGB32)
        self._image = borrowed.copy()
        self.setAccessibleName(name)
        self.update()

    def fit(self, width: int) -> None:
        ratio = self._image.height() / max(self._image.width(), 1)
        self.setFixedSize(width, round(width * ratio))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(self.rect(), self._image)
        painter.setPen(QColor(self._theme.palette.line))
        painter.drawRect(QRect(0, 0, self.width() - 1, self.height() - 1))
        if self._marked is not None:
            # The page is paper whatever the theme.
            painter.setPen(QPen(QColor(LIGHT.accent), self._theme.px(3)))
            painter.drawRect(self.area(self._marked))


class PagePreview(QScrollArea):
    """``width_settled``: the pages are wanted at another width, see ``wanted``."""

    width_settled = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(widgetResizable=True)
        self._theme = theme
        self._zoom = _FIT
        self._sheets: list[PageSheet] = []
        self._place: SigningPlace | None = None
        self._inside = QWidget()
        self._column = column(theme, gap=16, margins=16, within=self._inside)
        self._column.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setWidget(self._inside)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Aperçu des pages de la grille")
        self._still = QTimer(self, singleShot=True, interval=_SETTLED_MS)
        self._still.timeout.connect(self.width_settled)
        theme.changed.connect(self._fit)
        self._fit()

    def wanted(self) -> int:
        """Width of a page in device pixels."""
        return round(self._page_width() * self.devicePixelRatioF())

    def show_pages(self, pages: tuple[PageImage, ...]) -> None:
        while len(self._sheets) > len(pages):
            discard(self._sheets.pop())
        while len(self._sheets) < len(pages):
            self._sheets.append(PageSheet(self._theme))
            self._column.addWidget(self._sheets[-1])
        for number, (sheet, page) in enumerate(zip(self._sheets, pages, strict=True), start=1):
            sheet.show_image(page, f"Page {number} sur {len(pages)}")
        self._fit()

    def show_place(self, place: SigningPlace | None) -> None:
        """Frame where somebody is to sign, and bring it into sight; ``None``: nobody is."""
        self._place = place
        self._show_place()

    def _show_place(self) -> None:
        place = self._place
        for number, sheet in enumerate(self._sheets):
            sheet.mark(place if place is not None and place.page == number else None)
        if place is not None and place.page < len(self._sheets):
            # Once the sheets stand where their new size puts them.
            soon(self, self._scroll_to_place)

    def _scroll_to_place(self) -> None:
        place = self._place
        if place is None or place.page >= len(self._sheets):
            return
        layout = self._inside.layout()
        if layout is not None:
            layout.activate()
        sheet = self._sheets[place.page]
        middle = sheet.mapTo(self._inside, sheet.area(place).center())
        view = self.viewport()
        self.ensureVisible(middle.x(), middle.y(), view.width() // 2, view.height() // 2)

    def page_count(self) -> int:
        return len(self._sheets)

    def zoom(self, steps: int) -> None:
        self._set_zoom(self._zoom + steps)

    def zoom_fit(self) -> None:
        """Back to the width available."""
        self._set_zoom(_FIT)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        match event.key():
            case Qt.Key.Key_Home:
                bar.setValue(bar.minimum())
            case Qt.Key.Key_End:
                bar.setValue(bar.maximum())
            case _:
                super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        self._still.start()

    def _set_zoom(self, zoom: int) -> None:
        chosen = min(max(zoom, 0), len(ZOOMS) - 1)
        if chosen != self._zoom:
            self._zoom = chosen
            self._fit()
            self._still.start()

    def _page_width(self) -> int:
        px = self._theme.px
        free = self.viewport().width() - 2 * px(16)
        return max(round(min(free, px(_WIDEST)) * ZOOMS[self._zoom]), px(100))

    def _fit(self) -> None:
        for sheet in self._sheets:
            sheet.fit(self._page_width())
        self._show_place()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Sheets that got another size while the preview was being shown stay where they were.
        self._column.invalidate()


class PageText(QPlainTextEdit):
    """The same document in words, in the place of its pages."""

    def __init__(self) -> None:
        super().__init__(readOnly=True, tabChangesFocus=True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self.setAccessibleName("Texte du document")
        self.hide()

    def show_text(self, text: str) -> None:
        """One stays where one reads as long as the words are the same."""
        if text != self.toPlainText():
            self.setPlainText(text)
