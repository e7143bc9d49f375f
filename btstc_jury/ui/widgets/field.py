"""A field with its caption above and what is wrong with it below."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.theme.tokens import RADIUS
from btstc_jury.ui.widgets.basics import label, set_role


class Field(QWidget):
    """``caption`` may hold a mnemonic (« &Nom »). ``hint`` stands below until an error takes its place."""

    def __init__(self, theme: Theme, caption: str, editor: QWidget, hint: str = "") -> None:
        super().__init__()
        self.editor = editor
        self._hint = hint
        self.error = ""
        self._below = label(hint, "small muted", wrap=True)
        self._above = QLabel(caption)
        self._above.setProperty("role", "small strong")
        self._above.setBuddy(editor)
        editor.setAccessibleName(caption.replace("&", ""))
        self._layout = layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(4))
        layout.addWidget(self._above)
        layout.addWidget(editor)
        layout.addWidget(self._below)
        self._below.setVisible(bool(hint))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def caption_height(self) -> int:
        """How far below the top the editor begins."""
        return self._above.sizeHint().height() + self._layout.spacing()

    def set_caption(self, caption: str) -> None:
        """Another thing is asked for in the same place."""
        self._above.setText(caption)
        self.editor.setAccessibleName(caption.replace("&", ""))

    def set_hint(self, hint: str) -> None:
        self._hint = hint
        self.set_error(self.error)

    def set_error(self, error: str) -> None:
        """The sentence shown in place of the hint; "" when the entry is right."""
        self.error = error
        self._below.setText(error or self._hint)
        self._below.setVisible(bool(error or self._hint))
        set_role(self._below, "small overrun" if error else "small muted")
        set_role(self.editor, "invalid" if error else "")
        self.editor.setAccessibleDescription(error or self._hint)


class Choice(QComboBox):
    """A list to choose from, drawn like the text fields. The wheel leaves it alone while another field has
    the focus.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def sizeHint(self) -> QSize:
        """As wide as its longest words."""
        size, px = super().sizeHint(), self._theme.px
        texts = (self.itemText(place) for place in range(self.count()))
        widest = max((self.fontMetrics().horizontalAdvance(text) for text in texts), default=0)
        return QSize(widest + px(8 + 8 + 24), max(size.height(), self.fontMetrics().height() + px(14)))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(96), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette, px = self._theme.palette, self._theme.px
        line, focus = QColor(palette.accent if self.hasFocus() else palette.line), self.hasFocus()
        wrong = self.property("role") == "invalid"
        edge = 2 if focus or wrong else 1
        painter.setPen(QPen(QColor(palette.overrun) if wrong and not focus else line, edge))
        painter.setBrush(QColor(palette.surface if self.isEnabled() else palette.sunken))
        box = QRectF(self.rect()).adjusted(edge / 2, edge / 2, -edge / 2, -edge / 2)
        painter.drawRoundedRect(box, px(RADIUS), px(RADIUS))
        painter.setPen(QColor(palette.text if self.isEnabled() else palette.muted))
        words = self.rect().adjusted(px(9), 0, -px(28), 0)
        shown = self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.setPen(QPen(QColor(palette.muted), max(px(1.5), 1)))
        middle = QPointF(self.width() - px(15), self.height() / 2)
        reach = px(4)
        painter.drawPolyline(
            [
                middle + QPointF(-reach, -reach / 2),
                middle + QPointF(0, reach / 2),
                middle + QPointF(reach, -reach / 2),
            ]
        )

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


def line_edit(text: str = "", placeholder: str = "") -> QLineEdit:
    """One line of text, as long as any name needs."""
    made = QLineEdit(text)
    made.setMaxLength(200)
    made.setPlaceholderText(placeholder)
    return made
