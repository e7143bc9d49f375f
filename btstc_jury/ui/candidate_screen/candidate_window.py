"""The window that the candidate sees: phase and time, as large as their place allows."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QCloseEvent,
    QColor,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QResizeEvent,
    QScreen,
)
from PySide6.QtWidgets import QSizeGrip, QVBoxLayout, QWidget

from btstc_jury.application.views.candidate import WAITING, CandidateFace, FaceState, spoken
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.theme.tokens import BODY

# Shares of the height: at six metres from a 24-inch monitor (30 cm) the figures are some 10 cm high,
# the words 2 cm and more.
_TITLE_TOP, _TITLE, _TITLE_FONT = 0.06, 0.25, 0.105
_TIME_TOP, _TIME = 0.31, 0.40
_BAR_TOP, _BAR = 0.745, 0.024
_FOOT_TOP, _FOOT, _FOOT_FONT = 0.79, 0.15, 0.07
_TOLD_TOP, _TOLD, _TOLD_FONT = 0.56, 0.27, 0.055
_RISEN = -0.21
"""By how much time and bar stand higher where something is told below them."""

_WORDS_WIDTH = 0.92
_TIME_WIDTH = 0.86
_BAR_WIDTH = 0.70
_SMALLEST_FONT = 7
_SHRUNK = 0.62
"""A title shrinks to this share of its size before it takes a second line."""

_STEP = 0.95

_WRAPPED = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)


class FaceView(QWidget):
    """Knows a ``CandidateFace`` and nothing else."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.face = WAITING
        theme.changed.connect(self.update)
        self.show_face(WAITING)

    def show_face(self, face: CandidateFace) -> None:
        self.setAccessibleName(spoken(face))
        if face != self.face:
            self.face = face
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(480), self._theme.px(270))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors = self._theme.palette
        painter.fillRect(self.rect(), QColor(colors.background))
        if not self.face.time:
            self._paint_words(painter, self._box(0.2, 0.6), self.face.title, 0.12)
            return
        title = self._box(_TITLE_TOP, _TITLE / 2 if self.face.told else _TITLE)
        self._paint_words(painter, title, self.face.title, _TITLE_FONT * (0.7 if self.face.told else 1))
        if self.face.told:
            self._paint_words(painter, self._box(_TOLD_TOP, _TOLD), self.face.told, _TOLD_FONT)
        self._paint_time(painter)
        self._paint_bar(painter)
        self._paint_foot(painter)

    def _box(self, top: float, height: float, width: float = _WORDS_WIDTH) -> QRectF:
        """A box across the middle; shares of the size."""
        whole = QRectF(self.rect())
        left = whole.width() * (1 - width) / 2
        return QRectF(left, whole.height() * top, whole.width() * width, whole.height() * height)

    def _paint_words(self, painter: QPainter, box: QRectF, words: str, size: float) -> None:
        largest = self.height() * size
        font = self._font(largest)
        while _too_wide(font, words, box) and font.pixelSize() > max(largest * _SHRUNK, _SMALLEST_FONT):
            font = self._font(int(font.pixelSize() * _STEP))
        if _too_wide(font, words, box):
            font = self._font(largest)
        while _too_high(font, words, box) and font.pixelSize() > _SMALLEST_FONT:
            font = self._font(int(font.pixelSize() * _STEP))
        painter.setFont(font)
        painter.setPen(QColor(self._theme.palette.muted if self.face.time else self._theme.palette.text))
        painter.drawText(box, _WRAPPED, words)

    def _paint_time(self, painter: QPainter) -> None:
        colors, time = self._theme.palette, self.face.time
        risen = _RISEN if self.face.told else 0
        box = self._box(_TIME_TOP + risen * 0.6, _TIME + risen * 0.4, _TIME_WIDTH)
        # All figures count as wide as 0: nothing moves from one second to the next.
        widest = "".join("0" if sign.isdigit() else sign for sign in time)
        trial = QFontMetricsF(self._font(100, bold=True))
        across = box.width() / trial.horizontalAdvance(widest)
        font = self._font(100 * min(across, box.height() / trial.capHeight() * 0.86), bold=True)
        painter.setFont(font)
        ink = colors.warning if self.face.overrun else colors.text
        painter.setPen(QColor(colors.muted if self.face.state is FaceState.PAUSED else ink))
        metrics = QFontMetricsF(font)
        width = metrics.horizontalAdvance(widest)
        base = box.center().y() + metrics.capHeight() / 2
        painter.drawText(QRectF(box.center().x() - width / 2, base, width, 0).topLeft(), time)

    def _paint_bar(self, painter: QPainter) -> None:
        colors = self._theme.palette
        box = self._box(_BAR_TOP + (_RISEN if self.face.told else 0), _BAR, _BAR_WIDTH)
        shape = QPainterPath()
        shape.addRoundedRect(box, box.height() / 2, box.height() / 2)
        painter.fillPath(shape, QColor(colors.line))
        painter.save()
        painter.setClipPath(shape)
        used = QRectF(box)
        used.setWidth(box.width() * self.face.fraction)
        if self.face.overrun:
            painter.fillRect(used, QBrush(QColor(colors.warning), Qt.BrushStyle.BDiagPattern))
        else:
            painter.fillRect(used, QColor(colors.accent))
        painter.restore()

    def _paint_foot(self, painter: QPainter) -> None:
        """« phase 2 sur 4 · suspendu »; the second part stands out by weight, not by colour alone."""
        said, state = self.face.position, self._state_words()
        if said and state:
            said = f"{said}  ·  "
        box = self._box(_FOOT_TOP + (0.05 if self.face.told else 0), _FOOT)
        size = self.height() * _FOOT_FONT
        plain, bold = self._font(size), self._font(size, bold=True)
        width = _width(plain, said) + _width(bold, state)
        if width > box.width():
            share = box.width() / width * 0.99
            plain, bold = (self._font(each.pixelSize() * share, bold=each.bold()) for each in (plain, bold))
        first, second = _width(plain, said), _width(bold, state)
        left = box.center().x() - (first + second) / 2
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip)
        colors = self._theme.palette
        for font, ink, words, start, across in (
            (plain, colors.muted, said, left, first),
            (bold, self._state_ink(), state, left + first, second),
        ):
            painter.setFont(font)
            painter.setPen(QColor(ink))
            painter.drawText(QRectF(start, box.top(), across, box.height()), flags, words)

    def _state_ink(self) -> str:
        over = self.face.overrun and self.face.state is not FaceState.PAUSED
        return self._theme.palette.warning if over else self._theme.palette.text

    def _state_words(self) -> str:
        if self.face.state is FaceState.PAUSED:
            return "suspendu"
        return "temps dépassé" if self.face.overrun else ""

    def _font(self, size: float, *, bold: bool = False) -> QFont:
        """The interface's type at a size in pixels of this widget, not of the design."""
        font = self._theme.font(BODY, bold=bold)
        font.setPixelSize(max(round(size), _SMALLEST_FONT))
        return font


def _width(font: QFont, words: str) -> float:
    return QFontMetricsF(font).horizontalAdvance(words)


def _too_wide(font: QFont, words: str, box: QRectF) -> bool:
    return _width(font, words) > box.width() - 1


def _too_high(font: QFont, words: str, box: QRectF) -> bool:
    return QFontMetricsF(font).boundingRect(box, _WRAPPED, words).height() > box.height()


_SMALLEST = (200, 113)
_SMALL = (400, 225)
_MARGIN = 24
_UNDER_CLOCK = 0.42
"""Of the height of the screen: below the teacher's own clock, above the field of the remarks."""
_WHOLE = Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowDoesNotAcceptFocus
_ABOVE = _WHOLE | Qt.WindowType.WindowStaysOnTopHint
_APART = Qt.WindowType.Window


class CandidateWindow(QWidget):
    """``view`` shows the faces that it is given. ``left``: closed by the window manager, or by Escape where
    the system gives it the keys all the same.

    It never takes the keys from the jury: it appears without the focus, and refuses it afterwards unless it
    is ``apart``: a window like any other, which the system's own button closes.
    """

    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(None, _ABOVE)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, on=False)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setMinimumSize(*_SMALLEST)
        self._held: QPoint | None = None
        self.view = FaceView(theme)
        self.view.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)
        self._grip = QSizeGrip(self)

    @property
    def apart(self) -> bool:
        return not self.whole and not self.windowFlags() & Qt.WindowType.FramelessWindowHint

    @property
    def whole(self) -> bool:
        """Whether it fills a monitor."""
        return self.isFullScreen()

    def fill(self, monitor: QScreen) -> None:
        """Take a whole monitor, without mouse pointer."""
        self.hide()
        self.setWindowTitle("Écran du candidat")
        self.setWindowFlags(_WHOLE)
        self._grip.hide()
        self.setCursor(Qt.CursorShape.BlankCursor)
        self.winId()
        self.windowHandle().setScreen(monitor)
        self.setGeometry(monitor.geometry())
        # Not showFullScreen, which asks for the focus.
        self.setWindowState(Qt.WindowState.WindowFullScreen)
        self.show()

    def float_above(self, near: QScreen, place: bytes = b"", *, apart: bool = False) -> None:
        """Small, above the other windows; ``place``: as ``place()`` gave it, "" for the usual corner."""
        self.hide()
        self.setWindowState(Qt.WindowState.WindowNoState)
        self.setWindowTitle("Écran de la classe" if apart else "Écran du candidat")
        self.setWindowFlags(_APART if apart else _ABOVE)
        self.unsetCursor()
        self._grip.setVisible(not apart)
        if not (place and self.restoreGeometry(place) and not self.isFullScreen()):
            self._go_to_corner(near, under=_UNDER_CLOCK if apart else 0)
        self.show()

    def place(self) -> bytes:
        return bytes(self.saveGeometry().data())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and not self.whole and not self.apart:
            self._held = event.globalPosition().toPoint() - self.pos()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is not None:
            self.move(event.globalPosition().toPoint() - self._held)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._held = None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        size = self._grip.sizeHint()
        self._grip.setGeometry(
            self.width() - size.width(), self.height() - size.height(), size.width(), size.height()
        )

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.left.emit()

    def _go_to_corner(self, near: QScreen, *, under: float) -> None:
        free = near.availableGeometry()
        self.resize(*_SMALL)
        top = free.top() + max(_MARGIN, round(free.height() * under))
        self.move(free.right() - self.width() - _MARGIN, top)
