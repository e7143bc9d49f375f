"""The total that the levels make, line by line on demand, above the mark, which is the commission's own."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from btstc_jury.application.views.deliberation import DeliberationView
from btstc_jury.application.views.points import AN_AID, PointsView
from btstc_jury.ui.shortcuts import Action
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label, tell
from btstc_jury.ui.widgets.buttons import KeyButton, toggle
from btstc_jury.ui.widgets.layouts import AT_LEFT, column


class PointsPanel(QWidget):
    """``action``: takes the total up as the mark."""

    def __init__(self, theme: Theme, action: Action) -> None:
        super().__init__()
        self._action = action
        self.summary = label(role="small", wrap=True)
        self.outcome = label(role="strong", wrap=True)
        self.detail = toggle("Détail du calcul")
        self.lines = label(role="small", wrap=True)
        self.rules = label(role="muted small", wrap=True)
        self.take_up = KeyButton.of(action)
        self.detail.toggled.connect(self._fold)
        title = label("Total calculé", "muted small strong")
        told = (self.summary, self.outcome, (self.take_up, AT_LEFT))
        folded = ((self.detail, AT_LEFT), self.lines, self.rules)
        column(theme, title, *told, *folded, gap=4, within=self)
        self._fold()

    def show_view(self, view: DeliberationView) -> None:
        """While opinions are hidden, that of the juror in turn."""
        opinions = view.opinions
        there = bool(view.points) and (not opinions.hidden or opinions.own is not None)
        self.setVisible(there)
        given = opinions.own is not None and opinions.own.given
        self._action.setVisible(bool(view.points) and not view.finalised)
        self._action.setEnabled(there and view.editable and not given)
        self._action.set_ready(any(each.proposal is not None for each in view.points))
        self.summary.setText("\n".join(line for each in view.points for line in _summary(each)))
        tell(self.outcome, "\n".join(_titled(each, each.outcome) for each in view.points))
        self.lines.setText("\n".join(line for each in view.points for line in _lines(each)))
        self.rules.setText(" ".join((*(view.points[0].rules if view.points else ()), AN_AID)))

    def fields(self) -> tuple[QWidget, ...]:
        """In the order of the keyboard."""
        return (self.take_up, self.detail)

    def _fold(self) -> None:
        for each in (self.lines, self.rules):
            each.setVisible(self.detail.isChecked())


def _titled(view: PointsView, words: str) -> str:
    return f"{view.title}, {words[:1].lower()}{words[1:]}" if view.title else words


def _summary(view: PointsView) -> Iterator[str]:
    for block in view.blocks:
        if block.title:
            yield f"{block.title}\u202f: {block.points}"
    yield " · ".join((_titled(view, f"Total {view.total}"), *view.steps))


def _lines(view: PointsView) -> Iterator[str]:
    if view.title:
        yield view.title
    for block in view.blocks:
        for line in block.lines:
            yield f"n°\u202f{line.criterion} · {line.how} · {line.points}"
