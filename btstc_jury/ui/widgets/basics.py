"""Labels, frames and words with a role of the style sheet."""

from __future__ import annotations

from collections.abc import Callable

from PySide6 import QtCore
from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QRect, QRectF, QSize
from PySide6.QtGui import (
    QColor,
    QFont,
    QGuiApplication,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import QFrame, QLabel, QLayout, QSizePolicy, QWidget

from btstc_jury.ui.digits import sequences
from btstc_jury.ui.theme.theme import Theme

PLAIN_TEXT = 0
NO_FOCUS, TAB_FOCUS, STRONG_FOCUS = 0, 1, 11
ALWAYS_OFF = 1
CENTRED, LEFT_MIDDLE, LEFT_TOP_WRAPPED = 0x84, 0x81, 0x1021
"""As ``Qt`` has them, for the properties ``textFormat`` and ``focusPolicy``, those of scroll bars, and for
drawing text: nothing before the first window asks for that namespace, whose many enums are all made at once.
"""


def set_role(widget: QWidget, role: str) -> None:
    """Give a widget another look at run time."""
    if widget.property("role") == role:
        return
    widget.setProperty("role", role)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    # A label takes its padding from the style sheet only when told that its style changed.
    QCoreApplication.sendEvent(widget, QEvent(QEvent.Type.StyleChange))
    widget.updateGeometry()
    widget.update()


def label(text: str = "", role: str = "", *, wrap: bool = False) -> QLabel:
    """A plain text label: nothing in ``text`` is ever taken for markup."""
    made = QLabel(text)
    made.setProperty("textFormat", PLAIN_TEXT)
    made.setProperty("role", role)
    made.setWordWrap(wrap)
    return made


def plain_tip(text: str) -> str:
    """A text for a tooltip, which Qt takes for HTML where it looks like it: a name could then open a file."""
    if "<" not in text:
        return text
    safe = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", "<br>")
    return f"<qt>{safe}</qt>"


def tell(shown: QLabel, text: str) -> None:
    """A label with nothing to say gives way."""
    shown.setText(text)
    shown.setVisible(bool(text))


def held(shown: QLabel) -> QLabel:
    """Its place stays when it has nothing to say (see ``tell``), so that nothing moves when it has."""
    policy = shown.sizePolicy()
    policy.setRetainSizeWhenHidden(True)
    shown.setSizePolicy(policy)
    shown.setVisible(bool(shown.text()))
    return shown


class Framed(QFrame):
    """Drawn as the style sheet says for ``role``, to be filled."""

    def __init__(self, role: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", role)


def frame(role: str) -> QFrame:
    return Framed(role)


def rule() -> QFrame:
    """A thin horizontal line."""
    made = frame("rule")
    made.setFixedHeight(1)
    return made


_DOT = " · "


class ElidedLabel(QLabel):
    """One line that ends with « … » where it doesn't fit, or has it in its ``middle``; the whole text is then
    the tooltip. ``by_parts``: of what dots part, the last are left out first.
    """

    def __init__(
        self, text: str = "", role: str = "", *, middle: bool = False, by_parts: bool = False
    ) -> None:
        super().__init__()
        self._middle = middle
        self._by_parts = by_parts
        self._side = LEFT_MIDDLE
        self.setProperty("textFormat", PLAIN_TEXT)
        self.setProperty("role", role)
        self.setIndent(0)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setText(text)

    def minimumSizeHint(self) -> QSize:
        least = min(self.fontMetrics().horizontalAdvance("Mmmm…"), self.sizeHint().width())
        return QSize(least, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.drawFrame(painter)
        box = self.contentsRect()
        painter.drawText(box, self._side, self._shown(box.width()))

    def setAlignment(self, alignment: QtCore.Qt.AlignmentFlag) -> None:
        super().setAlignment(alignment)
        self._side = int(alignment)

    def resizeEvent(self, event: QResizeEvent) -> None:
        cut = self._shown(self.contentsRect().width()) != self.text()
        self.setToolTip(plain_tip(self.text()) if cut else "")
        super().resizeEvent(event)

    def _shown(self, width: int) -> str:
        """What there is room for."""
        metrics, text = self.fontMetrics(), self.text()
        while self._by_parts and _DOT in text and metrics.horizontalAdvance(text) > width:
            text = text.rpartition(_DOT)[0]
        if metrics.horizontalAdvance(text) <= width:
            return text
        cut = QtCore.Qt.TextElideMode
        return metrics.elidedText(text, cut.ElideMiddle if self._middle else cut.ElideRight, width)


def fit_height(
    widget: QWidget, down: QSizePolicy.Policy, across: QSizePolicy.Policy = QSizePolicy.Policy.Expanding
) -> None:
    """Let its height depend on its width."""
    policy = QSizePolicy(across, down)
    policy.setHeightForWidth(True)
    widget.setSizePolicy(policy)


def shortcut(page: QWidget, keys: str, slot: Callable[[], object]) -> QShortcut:
    """A key that works while the focus is within ``page``; a digit, with or without Shift."""
    made = QShortcut(page)
    made.setKeys(sequences(keys))
    made.setContext(QtCore.Qt.ShortcutContext.WidgetWithChildrenShortcut)
    made.activated.connect(slot)
    return made


def clear_layout(layout: QLayout) -> None:
    """Take away all widgets of a layout, to fill it anew."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            discard(widget)


def discard(widget: QWidget) -> None:
    """Out of sight at once, out of its layout and away at the next turn of the event loop."""
    widget.hide()
    widget.deleteLater()


_LOOKS = frozenset({QEvent.Type.StyleChange, QEvent.Type.FontChange})


class FiguresLabel(QLabel):
    """A time: while its figures take the same room, only itself is painted, nothing is laid out anew."""

    def __init__(self, role: str) -> None:
        super().__init__()
        self._measured: tuple[QFont, int] | None = None
        self.setProperty("textFormat", PLAIN_TEXT)
        self.setProperty("role", role)

    def setText(self, text: str) -> None:
        super().setText(text)
        self._hold()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in _LOOKS:
            self._hold()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._hold()

    def _hold(self) -> None:
        self.ensurePolished()
        measured = self.font(), self.fontMetrics().horizontalAdvance(self.text())
        if measured != self._measured:
            self._measured = measured
            # What a label asks for is never less than its minimum, which is that of the text before.
            self.setMinimumSize(0, 0)
            hold(self, self.sizeHint())


def hold(held: QLabel, size: QSize) -> None:
    """Keep a label at a size: another text of the same size then asks nothing of the layouts around it."""
    if held.minimumSize() != size or held.maximumSize() != size:
        held.setFixedSize(size)


_TICK = ((0.24, 0.52), (0.43, 0.71), (0.77, 0.3))


def paint_tick(painter: QPainter, box: QRectF, ink: QColor, width: int) -> None:
    painter.setPen(QPen(ink, width))
    place = box.topLeft()
    painter.drawPolyline([place + QPointF(x * box.width(), y * box.height()) for x, y in _TICK])


def paint_ring(painter: QPainter, around: QRect, radius: float) -> None:
    """What has the focus: a ring of the colour of text along the edge, and one of the ground within it, so
    that it stands out from whatever fills the control.
    """
    colors = QGuiApplication.palette()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QtCore.Qt.BrushStyle.NoBrush)
    for role, depth, width in (
        (QPalette.ColorRole.Base, 2.75, 1.5),
        (QPalette.ColorRole.WindowText, 1.0, 2.0),
    ):
        painter.setPen(QPen(colors.color(role), width))
        box = QRectF(around).adjusted(depth, depth, -depth, -depth)
        painter.drawRoundedRect(box, max(radius - depth, 1), max(radius - depth, 1))


class LockSign(QWidget):
    """``size``: side in pixels of the design. It has no words: what it stands beside says them."""

    def __init__(self, theme: Theme, size: int) -> None:
        super().__init__()
        self._theme = theme
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(self._size), self._theme.px(self._size))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(self.width() / 16, self.height() / 16)
        ink = QColor(self._theme.palette.muted)
        pen = QPen(ink, 1.6)
        pen.setCapStyle(QtCore.Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(QtCore.Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        shackle = QPainterPath(QPointF(5, 7.5))
        shackle.lineTo(5, 5.2)
        shackle.arcTo(QRectF(5, 2.2, 6, 6), 180, -180)
        shackle.lineTo(11, 7.5)
        painter.drawPath(shackle)
        painter.setBrush(ink)
        painter.drawRoundedRect(QRectF(3.2, 7.5, 9.6, 6.3), 1.2, 1.2)
