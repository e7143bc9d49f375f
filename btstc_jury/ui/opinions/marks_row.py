"""The marks that the jurors proposed, side by side, with how far apart they are."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from btstc_jury.application.views.opinions import OpinionsView
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label, set_role
from btstc_jury.ui.widgets.layouts import FlowLayout


class MarksRow(QWidget):
    """Hidden until the opinions are revealed."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.pills: list[QLabel] = []
        self.spread = label(role="pill")
        self._flow = FlowLayout()
        self._flow.addWidget(self.spread)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(label("Notes proposées par chacun", "muted small strong"))
        self._column.addLayout(self._flow)
        theme.changed.connect(self._space)
        self._space()

    def show_view(self, view: OpinionsView) -> None:
        marks = view.marks
        self.setVisible(marks is not None)
        if marks is None:
            return
        while len(self.pills) < len(marks.marks):
            self._flow.removeWidget(self.spread)
            self.pills.append(label(role="pill"))
            self._flow.addWidget(self.pills[-1])
            self._flow.addWidget(self.spread)
        for place, pill in enumerate(self.pills):
            known = marks.marks[place] if place < len(marks.marks) else None
            pill.setVisible(known is not None)
            if known is not None:
                pill.setText(f"{known.column} {known.mark or '—'}")
                pill.setToolTip(known.name)
        self.spread.setText(marks.spread)
        self.spread.setVisible(bool(marks.spread))
        set_role(self.spread, "pill-warning strong" if marks.divergent else "pill")
        self._flow.invalidate()

    def _space(self) -> None:
        self._flow.setSpacing(self._theme.space(6))
        self._column.setSpacing(self._theme.space(4))
