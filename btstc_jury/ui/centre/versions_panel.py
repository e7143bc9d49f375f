"""Versions that contradict one another, side by side, and why one of them counts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from btstc_jury.application.views.centre.board import ContradictionView, VersionCard
from btstc_jury.domain.standing import Symbol, Tone
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import clear_layout, fit_height, label
from btstc_jury.ui.widgets.buttons import RowButton
from btstc_jury.ui.widgets.fields import Field, line_edit
from btstc_jury.ui.widgets.form_dialog import FormDialog
from btstc_jury.ui.widgets.layouts import AT_TOP, Part, column, fill, panel, row
from btstc_jury.ui.widgets.symbols import SymbolSign


class CardButton(RowButton):
    """One version; pressing it is choosing it."""

    def __init__(self, theme: Theme, card: VersionCard) -> None:
        super().__init__(theme)
        self.card = card
        told = " · ".join(filter(None, (card.mark, card.signed, card.when)))
        mark = "Elle compte" if card.chosen else ""
        lines: list[Part] = [label(card.title, "strong", wrap=True), label(told, wrap=True)]
        lines += [label(each, "small muted", wrap=True) for each in (card.reason, card.source) if each]
        if mark:
            counts = label(mark, "strong done", wrap=True)
            lines.append(row(theme, (SymbolSign(theme, Symbol.DONE, Tone.DONE), AT_TOP), (counts, 1), gap=6))
        self.setAccessibleName(", ".join(filter(None, (card.title, told, card.reason, card.source, mark))))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.lay_out(column(theme, *lines, gap=4, margins=14, within=self))
        fit_height(self, QSizePolicy.Policy.Ignored)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = self._theme.palette
        strong = self._over or self.card.chosen
        self.paint_card(ground=palette.surface, edge=palette.accent if strong else palette.border)


class VersionsPanel(QWidget):
    """``chosen(view, card)``: that version shall count."""

    chosen = Signal(object, object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._all = column(theme, gap=10, within=self)
        self.cards: list[CardButton] = []

    def show_views(self, views: Sequence[ContradictionView]) -> None:
        clear_layout(self._all)
        self.cards = []
        opened = [each for each in views if each.open]
        decided = [each for each in views if not each.open]
        if opened:
            several = f"{len(opened)} grilles ont plusieurs versions\u202f: choisir"
            title = "Plusieurs versions de la même grille\u202f: choisir" if len(opened) == 1 else several
            self._all.addWidget(label(title, "heading", wrap=True))
        for each in opened:
            self._add(each)
        if decided:
            self._all.addWidget(label("Versions choisies", "heading", wrap=True))
        for each in decided:
            self._add(each)
        self.setVisible(bool(views))

    def go_to(self, place: object) -> bool:
        """Whether that interrogation has versions to choose."""
        for each in self.cards:
            if each.property("place") == str(place):
                each.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return False

    def _add(self, view: ContradictionView) -> None:
        line = view.line
        self._all.addWidget(label(f"{line.name} · {line.exam} · n° {line.number}", "strong", wrap=True))
        made = []
        for each in view.cards:
            card = CardButton(self._theme, each)
            card.setProperty("place", str(line.place))
            card.clicked.connect(partial(self.chosen.emit, view, each))
            made.append(card)
        self.cards += made
        across: list[tuple[QWidget, int]] = [(each, 1) for each in made]
        self._all.addWidget(panel(row(self._theme, *across, gap=12)))
        told = "\n".join(filter(None, (*view.differences, view.common, view.decided)))
        self._all.addWidget(label(told, "small", wrap=True))


class ReasonDialog(FormDialog):
    """Why a version counts. ``choose``: writes it, "" once it is durable, or why not."""

    def __init__(
        self, theme: Theme, card: VersionCard, decided: str, choose: Callable[[str], str], parent: QWidget
    ) -> None:
        super().__init__(theme, "Choisir cette version", 560, parent)
        self._choose = choose
        told = " · ".join(filter(None, (card.title, card.mark, card.signed, card.when)))
        kept = "Les autres versions restent au dossier. Choisir une autre version remplacera ce choix."
        self.reason = line_edit("")
        self.field = Field(theme, "&Motif, gardé au dossier", self.reason)
        parts = [label(told, "strong", wrap=True), label(card.source, "muted", wrap=True)]
        if decided:
            parts.append(label(decided, "small", wrap=True))
        fill(self.body, *parts, self.field, label(kept, "small muted", wrap=True))
        self.add_usual_buttons("Cette version &compte")
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
        self.remember()

    def entries(self) -> tuple[object, ...]:
        return (self.reason.text(),)

    def submit(self) -> None:
        problem = self._choose(self.reason.text())
        self.field.set_error(problem)
        if not problem:
            self.accept()
