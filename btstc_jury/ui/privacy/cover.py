"""What stands over a window while it is covered."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from btstc_jury.application.views.candidate import CandidateFace
from btstc_jury.ui.candidate_screen.face_view import FaceView
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import ElidedLabel, label
from btstc_jury.ui.widgets.key_button import key_words

_SWALLOWED = frozenset(
    {
        QEvent.Type.KeyRelease,
        QEvent.Type.InputMethod,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.ContextMenu,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TouchEnd,
    }
)


class Cover(QWidget):
    """Opaque, over the whole of ``window``. It takes every key and every click and does nothing with them;
    ``lifted``: the one key that uncovers was pressed.
    """

    lifted = Signal()

    def __init__(self, theme: Theme, window: QWidget, keys: str) -> None:
        super().__init__(window)
        self.window_covered = window
        self._theme = theme
        self._keys = QKeySequence(keys)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAutoFillBackground(True)
        self.setAccessibleName(self.tr("Écran masqué, {keys} pour le rétablir").format(keys=key_words(keys)))
        self._identity = ElidedLabel(role="heading")
        self._identity.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._face = FaceView(theme)
        self._face.hide()
        hint = QHBoxLayout()
        hint.setSpacing(theme.px(8))
        hint.addStretch(1)
        hint.addWidget(label(self.tr("Écran masqué"), "muted"))
        hint.addWidget(label(key_words(keys), "keys"))
        hint.addWidget(label(self.tr("pour le rétablir"), "muted"))
        hint.addStretch(1)
        layout = QVBoxLayout(self)
        margin = theme.px(24)
        layout.setContentsMargins(margin, margin, margin, margin)
        layout.addWidget(self._identity)
        layout.addStretch(1)
        layout.addWidget(self._face, 8)
        layout.addLayout(hint)
        layout.addStretch(1)
        for each in self.findChildren(QWidget):
            each.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def lay(self) -> None:
        """Take the whole window, above all that it holds, with the keys."""
        self.setGeometry(self.window_covered.rect())
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_identity(self, words: str) -> None:
        """Who is examined: « Moreau Anaïs · n° 021 · E4 »; "" for nobody."""
        self._identity.setText(words)

    def show_face(self, face: CandidateFace) -> None:
        """The time may stay in sight; a face without time is not shown."""
        self._face.show_face(face)
        self._face.setVisible(bool(face.time))

    def event(self, event: QEvent) -> bool:
        kind = event.type()
        if kind is QEvent.Type.ShortcutOverride:
            # Claimed before any menu or page: no key of the program works under the cover.
            event.accept()
            return True
        if kind is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            event.accept()
            if QKeySequence(event.keyCombination()) == self._keys and not event.isAutoRepeat():
                self.lifted.emit()
            return True
        if kind in _SWALLOWED:
            event.accept()
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self._theme.color(self._theme.palette.background))
