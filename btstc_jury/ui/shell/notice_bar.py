"""A calm line at the foot of the window: what was done, what couldn't be."""

from __future__ import annotations

from functools import partial

from PySide6 import QtCore
from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from btstc_jury.application.problems import Message
from btstc_jury.ui.shortcuts import KeyedText
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import TAB_FOCUS, ElidedLabel, frame, held, label, set_role, tell
from btstc_jury.ui.widgets.buttons import PushButton
from btstc_jury.ui.widgets.layouts import column, row, sized

_SHORT_MS = 6000


class NoticeBar(QWidget):
    """``inform`` goes away by itself; ``warn`` stays until it is closed. Never takes the focus.

    The line itself is always there, so that nothing moves when a sentence comes or goes. ``restore``: for a
    warning that a backup may help.
    """

    def __init__(self, theme: Theme, restore: QAction, rescue: QAction) -> None:
        super().__init__()
        self._title = held(ElidedLabel(role="small strong"))
        self._body = label(role="", wrap=True)
        self._detail = label(role="muted small", wrap=True)
        self._file = ElidedLabel(role="muted small", middle=True)
        self._status = label(role="warning small")
        self._said: dict[str, str] = {}
        self._keyed = KeyedText(self, partial(tell, self._title))
        self._close = PushButton("Fermer")
        self._close.setProperty("focusPolicy", TAB_FOCUS)
        self._close.clicked.connect(self._clear)
        self._restore = PushButton("Restaurer une sauvegarde…")
        self._restore.setProperty("focusPolicy", TAB_FOCUS)
        self._restore.clicked.connect(restore.trigger)
        self._rescue = PushButton("Enregistrer une copie…")
        self._rescue.setProperty("focusPolicy", TAB_FOCUS)
        self._rescue.clicked.connect(rescue.trigger)
        self._box = frame("sunken")
        words = column(theme, self._title, self._body, self._detail, gap=6)
        told = ((words, 1), self._status, self._file)
        offers = (self._restore, self._rescue, self._close)
        self._line = row(theme, *told, *offers, gap=6, margins=(16, 3), within=self._box)
        # Not the box: a least height of its own would let it be lower than its buttons.
        sized(theme, self._title, height=(18, None))
        column(theme, self._box, within=self)
        self._timer = QTimer(self, singleShot=True, interval=_SHORT_MS)
        self._timer.timeout.connect(self._clear)
        self._status.hide()
        self._clear()

    def inform(self, text: str) -> None:
        """One sentence, which may name acts (« {oral.undo} »), for a few seconds; never over a warning."""
        if not self._close.isHidden():
            return
        self._show(Message(self._keyed.fill(text), ""), "sunken")
        self._timer.start()

    def warn(self, message: Message) -> None:
        """What happened, what was kept, what to do; stays until closed. Good news goes by itself."""
        if message.good:
            self.inform(message.sentence)
            return
        self._timer.stop()
        self._show(message, "notice")
        self._restore.setVisible(message.restorable)
        self._rescue.setVisible(message.rescuable)
        for each in (self._restore, self._rescue, self._close):
            self._line.setAlignment(each, QtCore.Qt.AlignmentFlag.AlignTop)
        self._file.hide()
        self._close.show()

    def take_back(self, message: Message) -> None:
        """Where it still stands: it is no longer so."""
        if self._shown is message:
            self._clear()

    def show_file(self, name: str) -> None:
        """Name of the exam file, in sight unless a warning needs the room."""
        self._file.setText(name)
        self._file.setVisible(bool(name) and self._close.isHidden())

    def show_status(self, subject: str, words: str) -> None:
        """What the jury should know of the machine for as long as it lasts; "" when it is over."""
        self._said[subject] = words
        self._status.setText(" · ".join(filter(None, self._said.values())))
        self._status.setVisible(bool(self._status.text()))

    def text(self) -> str:
        return "\n".join(filter(None, (self._title.text(), self._body.text())))

    def _clear(self) -> None:
        self._show(Message("", ""), "sunken")
        self._close.hide()
        self._restore.hide()
        self._rescue.hide()
        self._file.setVisible(bool(self._file.text()))

    def _show(self, message: Message, role: str) -> None:
        self._shown = message
        tell(self._title, message.title)
        tell(self._body, message.body)
        tell(self._detail, f"Détail\u202f: {message.detail}" if message.detail else "")
        self.setAccessibleName(message.sentence)
        set_role(self._box, role)
