"""What stands over a window while it is covered."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from btstc_jury.application.views.candidate import CandidateFace
from btstc_jury.ui.candidate_screen.candidate_window import FaceView
from btstc_jury.ui.shortcuts import key_words
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import ElidedLabel, label, tell
from btstc_jury.ui.widgets.layouts import column, panel, row
from btstc_jury.ui.widgets.tabbing import tab_within

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


_UNSEEN = "qt_rubberband"
"""A name by which Qt leaves a widget, and all within it, out of the accessible tree."""


class Cover(QWidget):
    """Opaque, over the whole of ``window``. It takes every key and every click and does nothing with them;
    ``lifted``: the one key that uncovers was pressed; ``lock_asked``: the one that locks.
    """

    lifted = Signal()
    lock_asked = Signal()

    def __init__(self, theme: Theme, window: QWidget, keys: str, lock_keys: str) -> None:
        super().__init__(window)
        self.window_covered = window
        self._theme = theme
        self._keys = QKeySequence(keys)
        self._lock_keys = QKeySequence(lock_keys)
        self._panel: QWidget | None = None
        self._silenced: dict[QWidget, str] = {}
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAutoFillBackground(True)
        self.setAccessibleName(f"Écran masqué, {key_words(keys)} pour le rétablir")
        self._identity = ElidedLabel(role="heading")
        self._identity.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._face = FaceView(theme)
        self._face.hide()
        self._said = label(role="muted", wrap=True)
        self._said.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._said.hide()
        hidden, back = label("Écran masqué", "muted"), label("pour le rétablir", "muted")
        self._hint = panel(row(theme, 1, hidden, label(key_words(keys), "keys"), back, 1))
        told = (self._identity, 1, (self._face, 8), self._said, self._hint, 1)
        self._column = column(theme, *told, margins=24, within=self)
        for each in self.findChildren(QWidget):
            each.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def lay(self) -> None:
        """Take the whole window, above all that it holds, with the keys."""
        self.setGeometry(self.window_covered.rect())
        self._silence()
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def lift(self) -> None:
        """Give the window back, and go."""
        beneath, self._silenced = self._silenced, {}
        for each, name in beneath.items():
            if isValid(each):
                each.setObjectName(name)
        self.hide()
        self.deleteLater()
        self._tell_readers()

    def _silence(self) -> None:
        """What lies beneath isn't there for a screen reader either."""
        for each in self.window_covered.children():
            if not isinstance(each, QWidget) or each is self or each.isWindow() or each in self._silenced:
                continue
            self._silenced[each] = each.objectName()
            each.setObjectName(_UNSEEN)
        self._tell_readers()

    def _tell_readers(self) -> None:
        event = QAccessibleEvent(self.window_covered, QAccessible.Event.ObjectReorder)
        QAccessible.updateAccessibility(event)

    def hold(self, panel: QWidget) -> None:
        """Only ``panel`` gets keys and clicks from now on, and the key that uncovers does nothing."""
        self._panel = panel
        self._hint.hide()
        self._said.hide()
        self.setAccessibleName("Écran verrouillé")
        across = row(self._theme, 1, (panel, 1000), 1)
        self._column.insertLayout(self._column.count() - 1, across)
        self.setFocusProxy(panel)
        panel.show()
        # A small dialog must have room for what uncovers it.
        needed = self._column.minimumSize()
        window = self.window_covered
        if window.size() != window.size().expandedTo(needed):
            window.setMaximumSize(window.maximumSize().expandedTo(needed))
            window.resize(window.size().expandedTo(needed))

    def say(self, words: str) -> None:
        """Why the screen is only covered; "" says nothing."""
        tell(self._said, words)

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
            pressed = QKeySequence(event.keyCombination())
            if self._panel is not None or event.isAutoRepeat():
                return True
            if pressed == self._keys:
                self.lifted.emit()
            elif pressed == self._lock_keys:
                self.lock_asked.emit()
            return True
        if kind in _SWALLOWED:
            event.accept()
            return True
        return super().event(event)

    def focusNextPrevChild(self, following: bool) -> bool:
        """Tab stays within the panel, or nowhere."""
        if self._panel is None:
            return True
        tab_within(self._panel, forward=following)
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), QColor(self._theme.palette.background))
