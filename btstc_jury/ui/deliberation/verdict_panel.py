"""What the commission proposes: mark, appreciation, strengths, weaknesses, remarks."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import partial

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from btstc_jury.application.views.deliberation import DeliberationView, signed_texts
from btstc_jury.domain import commands as do
from btstc_jury.domain.assessment import Sign, TextField
from btstc_jury.ui.deliberation.durable_text import DurableText
from btstc_jury.ui.deliberation.mark_field import MarkField
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.buttons import PushButton

_SIGNS = {TextField.STRENGTHS: Sign.STRENGTH, TextField.WEAKNESSES: Sign.WEAKNESS}


class VerdictPanel(QWidget):
    """``act`` has a command done and says whether it is durable, ``propose`` a mark likewise; ``now``: the
    hour to show then.
    """

    def __init__(
        self,
        theme: Theme,
        act: Callable[[do.Command], bool],
        now: Callable[[], str],
        propose: Callable[[Decimal | None], bool],
    ) -> None:
        super().__init__()
        self._theme = theme
        self._view: DeliberationView | None = None
        self.mark = MarkField(theme, propose, now)
        titles = {
            TextField.APPRECIATION: "Appréciation",
            TextField.STRENGTHS: "Points forts",
            TextField.WEAKNESSES: "Points à améliorer",
            TextField.REMARKS: "Observations",
        }

        def write(field: TextField, text: str) -> bool:
            return act(do.WriteText(field, text))

        self.texts = {
            field: DurableText(
                theme, title, partial(write, field), now, 4 if field is TextField.APPRECIATION else 2
            )
            for field, title in titles.items()
        }
        self.take_up = {field: self._add_take_up(field, sign) for field, sign in _SIGNS.items()}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.mark)
        for text in self.texts.values():
            self._column.addWidget(text)
        theme.changed.connect(self._space)
        self._space()

    def add_below_mark(self, widget: QWidget) -> None:
        self._column.insertWidget(1, widget)

    def show_view(self, view: DeliberationView) -> None:
        """While opinions are hidden there is only the mark of the juror in turn."""
        self._view = view
        opinions = view.opinions
        self.mark.show_mark(view)
        given = opinions.own is not None and opinions.own.given
        self.mark.set_editable(view.editable and not given)
        self.mark.setVisible(not opinions.hidden or opinions.own is not None)
        for field, text in self.texts.items():
            text.setVisible(not opinions.hidden)
            text.show_text(view.text(field))
            text.editor.setReadOnly(not view.editable)
        for field, button in self.take_up.items():
            notes = any(note.sign is _SIGNS[field] for note in view.notes)
            button.setVisible(notes and view.editable)

    def forget(self) -> None:
        """Another oral comes: nothing of the one before stays."""
        self.mark.forget()
        for text in self.texts.values():
            text.forget()

    def flush(self) -> QWidget | None:
        """Record what is typed; the first field that holds something unrecorded, if any."""
        if not self.mark.flush():
            return self.mark.editor
        return next((text.editor for text in self.texts.values() if not text.flush()), None)

    def fields(self) -> tuple[QWidget, ...]:
        """In the order of the keyboard."""
        return (self.mark.editor, *(text.editor for text in self.texts.values()))

    def _add_take_up(self, field: TextField, sign: Sign) -> QPushButton:
        shown = "+" if sign is Sign.STRENGTH else "−"
        button = PushButton(f"Reprendre les notes {shown}")
        button.setProperty("role", "toggle")
        button.clicked.connect(partial(self._take_up, field))
        self.texts[field].add_action(button)
        return button

    def _take_up(self, field: TextField) -> None:
        if self._view is None:
            return
        text = self.texts[field]
        text.insert(signed_texts(self._view, _SIGNS[field], text.editor.text()))

    def _space(self) -> None:
        self._column.setSpacing(self._theme.space(12))
