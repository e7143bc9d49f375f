"""The window that the candidate sees: on a whole monitor, or small and above the others."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QMouseEvent, QResizeEvent, QScreen
from PySide6.QtWidgets import QSizeGrip, QVBoxLayout, QWidget

from btstc_jury.application.views.candidate import CandidateFace
from btstc_jury.ui.candidate_screen.face_view import FaceView
from btstc_jury.ui.theme.theme import Theme

_SMALLEST = (200, 113)
_SMALL = (400, 225)
_MARGIN = 24
_WHOLE = Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowDoesNotAcceptFocus
_ABOVE = _WHOLE | Qt.WindowType.WindowStaysOnTopHint


class CandidateWindow(QWidget):
    """Shows the faces that it is given. ``left``: closed by the window manager, or by Escape where the
    system gives it the keys all the same.

    It never takes the keys from the jury: it appears without the focus and refuses it afterwards.
    """

    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(None, _ABOVE)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, on=False)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setWindowTitle("Écran du candidat")
        self.setMinimumSize(*_SMALLEST)
        self._held: QPoint | None = None
        self._face = FaceView(theme)
        self._face.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._face)
        self._grip = QSizeGrip(self)

    @property
    def face(self) -> CandidateFace:
        return self._face.face

    @property
    def whole(self) -> bool:
        """Whether it fills a monitor."""
        return self.isFullScreen()

    def show_face(self, face: CandidateFace) -> None:
        self._face.show_face(face)

    def fill(self, monitor: QScreen) -> None:
        """Take a whole monitor, without mouse pointer."""
        self.hide()
        self.setWindowFlags(_WHOLE)
        self._grip.hide()
        self.setCursor(Qt.CursorShape.BlankCursor)
        self.winId()
        self.windowHandle().setScreen(monitor)
        self.setGeometry(monitor.geometry())
        # Not showFullScreen, which asks for the focus.
        self.setWindowState(Qt.WindowState.WindowFullScreen)
        self.show()

    def float_above(self, near: QScreen, place: bytes = b"") -> None:
        """Small, above the other windows; ``place``: as ``place()`` gave it, "" for the usual corner."""
        self.hide()
        self.setWindowState(Qt.WindowState.WindowNoState)
        self.setWindowFlags(_ABOVE)
        self.unsetCursor()
        self._grip.show()
        if not (place and self.restoreGeometry(place) and not self.isFullScreen()):
            self._go_to_corner(near)
        self.show()

    def place(self) -> bytes:
        return bytes(self.saveGeometry().data())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and not self.whole:
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

    def _go_to_corner(self, near: QScreen) -> None:
        room = near.availableGeometry()
        self.resize(*_SMALL)
        self.move(room.right() - self.width() - _MARGIN, room.top() + _MARGIN)
