"""A file that can't be written is only shown: a strip over its screens says so, keys and clicks are told."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from btstc_jury.application.office import Office
from btstc_jury.application.ports import ExamFiles
from btstc_jury.application.views import messages
from btstc_jury.ui.shell.notice_bar import NoticeBar
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import Framed, label
from btstc_jury.ui.widgets.layouts import row

_MOVES = frozenset(
    {
        *(Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape, Qt.Key.Key_Up, Qt.Key.Key_Down),
        *(Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp),
        *(Qt.Key.Key_PageDown, Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_AltGr),
        *(Qt.Key.Key_Meta, Qt.Key.Key_CapsLock),
    }
)
"""Keys that ask for nothing to be written."""


class ShownOnly(Framed):
    """``words``: why the file is only shown and who holds it; "" where it can be written. ``screens``: what
    lies below the strip, whose keys and clicks nobody took come here.
    """

    def __init__(
        self, theme: Theme, office: Office, files: ExamFiles, notices: NoticeBar, screens: QWidget
    ) -> None:
        super().__init__("notice")
        holder = files.holder(office.file.path) if office.read_only else None
        self.words = messages.shown_only(office.read_only, holder, office.now().utc)
        self._office = office
        self._notices = notices
        row(theme, label(self.words, "strong", wrap=True), margins=(16, 6), within=self)
        self.setVisible(bool(self.words))
        if self.words:
            screens.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        match event:
            case QKeyEvent() if event.type() is QEvent.Type.KeyPress:
                asked = event.key() not in _MOVES and not event.isAutoRepeat()
            case QMouseEvent() if event.type() is QEvent.Type.MouseButtonPress:
                clicked = (
                    watched.childAt(event.position().toPoint()) if isinstance(watched, QWidget) else None
                )
                asked = clicked is not None and not clicked.isEnabled()
            case _:
                asked = False
        if asked:
            self._notices.inform(messages.read_only(self._office.read_only))
        return False
