"""What the commission proposes: the mark, never rounded, and the texts."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from itertools import zip_longest

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QPushButton, QWidget

from btstc_jury.application.views import formats
from btstc_jury.application.views.deliberation import (
    DeliberationView,
    calculated_marks,
    read_mark,
    shared_remarks,
    signed_texts,
)
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import Sign, TextField
from btstc_jury.domain.form import MarkRule
from btstc_jury.domain.marking import PartialMark
from btstc_jury.ui.deliberation.points import PointsPanel
from btstc_jury.ui.oral.presenter import OralPresenter
from btstc_jury.ui.oral.texts import DurableText, once_released
from btstc_jury.ui.shortcuts import Action
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.announcing import refuse_at
from btstc_jury.ui.widgets.basics import held, label, set_role, tell
from btstc_jury.ui.widgets.buttons import PushButton
from btstc_jury.ui.widgets.fields import (
    FigureLine,
    keeps_escape,
    part_from_here,
    replace_text,
)
from btstc_jury.ui.widgets.layouts import column, row, sized


class MarkEditor(FigureLine):
    """``reverted``: Escape gave up an entry that was not recorded."""

    reverted = Signal()
    commit_asked = Signal()

    def __init__(self) -> None:
        super().__init__(limit=40)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.recorded = ""
        self.setProperty("role", "mark")

    @property
    def unrecorded(self) -> bool:
        return self.text().strip() != self.recorded

    def event(self, event: QEvent) -> bool:
        return (self.unrecorded and keeps_escape(event)) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() == Qt.Key.Key_Escape and self.unrecorded:
            self.reverted.emit()
        elif control and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.commit_asked.emit()
        elif event.matches(QKeySequence.StandardKey.Undo) and not self.unrecorded:
            super().keyPressEvent(event)
            self.commit_asked.emit()
        else:
            super().keyPressEvent(event)


class MarkField(QWidget):
    """``write`` proposes a mark (``None``: no mark) and says whether it is recorded."""

    def __init__(self, theme: Theme, write: Callable[[Decimal | None], bool], now: Callable[[], str]) -> None:
        super().__init__()
        self._theme = theme
        self._write = write
        self._now = now
        self._rule: MarkRule | PartialMark | None = None
        self.editor = MarkEditor()
        self.title = label(role="muted small strong", wrap=True)
        self.title.setBuddy(self.editor)
        self.guide = label(role="muted small", wrap=True)
        self.error = label(role="overrun small", wrap=True)
        self.status = held(label(role="muted small"))
        self.editor.editingFinished.connect(self._leave)
        self.editor.commit_asked.connect(self.flush)
        self.editor.reverted.connect(self._revert)
        self.editor.textEdited.connect(lambda _text: self.refuse(""))
        self._build()

    def show_mark(self, title: str, mark: str, rule: MarkRule | PartialMark, guide: str = "") -> None:
        """What the oral holds; an entry that was refused stays in the field with its reason."""
        self._rule = rule
        self.title.setText(title)
        self.editor.setAccessibleName(title)
        tell(self.guide, guide)
        kept = self.editor.unrecorded
        self.editor.recorded = mark
        if not kept:
            self._revert()

    def give_up(self) -> None:
        """What is typed and not recorded gives way."""
        self._revert()

    def forget(self) -> None:
        """Another oral comes: nothing of the one before stays."""
        self.editor.recorded = ""
        tell(self.status, "")
        self._revert()

    def flush(self) -> bool:
        """Propose what is typed; whether nothing is left unrecorded."""
        if not self.editor.unrecorded or self._rule is None:
            self.refuse("")
            return True
        text = self.editor.text()
        entry = read_mark("6" if text.strip() == "-" else text, self._rule)
        self.refuse(entry.error)
        if entry.error or not self._write(entry.mark):
            return False
        if self.editor.text() != self.editor.recorded:
            self.editor.selectAll()
            self.editor.insert(self.editor.recorded)
        part_from_here(self.editor)
        tell(self.status, f"consigné {self._now()}")
        return True

    def leave_to_another(self) -> None:
        """Nothing that a juror typed stays for the next one to see; it is proposed first, if it can be."""
        if self.isVisible():
            self.flush()
        self.forget()

    def _leave(self) -> None:
        """A field that goes with its page was recorded before, if it could be."""
        if self.isVisible():
            once_released(self, self.flush)

    def _revert(self) -> None:
        if self.editor.text() != self.editor.recorded:
            replace_text(self.editor, self.editor.recorded)
        self.refuse("")

    def refuse(self, reason: str) -> None:
        """Why what is typed isn't taken, "" once it may be."""
        tell(self.error, reason)
        set_role(self.editor, "mark invalid" if reason else "mark")
        refuse_at(self.editor, reason)
        if reason:
            tell(self.status, "")

    def _build(self) -> None:
        self.error.hide()
        sized(self._theme, self.editor, width=96, height=(48, None))
        beside = column(self._theme, self.guide, self.status, gap=0)
        line = row(self._theme, self.editor, (beside, 1), gap=12)
        column(self._theme, self.title, line, self.error, gap=4, within=self)


_LINES = {TextField.APPRECIATION: 4}
"""At least; two otherwise."""

_SIGNS = {TextField.STRENGTHS: Sign.STRENGTH, TextField.WEAKNESSES: Sign.WEAKNESS}


class VerdictPanel(QWidget):
    """Each text records itself. ``partials``: the several marks of the form, above the mark; ``calculated``:
    the act that takes up the total calculated from points.
    """

    def __init__(self, theme: Theme, presenter: OralPresenter, calculated: Action) -> None:
        super().__init__()
        self._theme = theme
        self._presenter = presenter
        self._view: DeliberationView | None = None
        now = presenter.hour
        self.points = PointsPanel(theme, calculated)
        self.partials: list[MarkField] = []
        self._partials = QWidget()
        self._partials_column = column(theme, gap=12, within=self._partials)
        self.mark = MarkField(theme, lambda mark: presenter.act(ev.MarkProposed(mark), self.mark.refuse), now)

        def write(field: TextField, text: str) -> bool:
            return presenter.act(ev.TextWritten(field, text))

        self.texts = {
            field: DurableText(theme, field.label, partial(write, field), now, _LINES.get(field, 2))
            for field in TextField
        }
        self.propose = PushButton("Proposer une appréciation", "toggle")
        self.propose.setToolTip(
            "Un premier jet d’après les niveaux décidés et les remarques partagées, + et −\u202f: à relire et"
            " à modifier."
        )
        self.propose.clicked.connect(self._propose)
        self.texts[TextField.APPRECIATION].add_action(self.propose)
        self.take_up = {field: self._add_take_up(field, sign) for field, sign in _SIGNS.items()}
        fields = (self.points, self._partials, self.mark, *self.texts.values())
        self._column = column(theme, *fields, gap=12, within=self)

    def add_below_mark(self, widget: QWidget) -> None:
        self._column.insertWidget(self._column.indexOf(self.mark) + 1, widget)

    def show_view(self, view: DeliberationView) -> None:
        """While opinions are hidden there is only the mark of the juror in turn."""
        self._view = view
        opinions = view.opinions
        own = opinions.own is not None
        whose = "Votre note" if own else "Note proposée"
        step = "somme des notes" if view.summed else f"par pas de {view.step}"
        counted = formats.counted_above(view.mark_rule)
        title = "\u202f; ".join(filter(None, (f"{whose} sur {view.out_of}, {step}", counted)))
        self.mark.show_mark(title, view.mark, view.mark_rule, view.guide)
        given = opinions.own is not None and opinions.own.given
        self.mark.editor.setReadOnly(given or view.summed or not view.editable)
        self.points.show_view(view)
        self._show_partials(view)
        self.mark.setVisible(not opinions.hidden or opinions.own is not None)
        motivated = "motivée, en une phrase au moins" if view.motivated else ""
        self.texts[TextField.APPRECIATION].editor.setPlaceholderText(motivated.capitalize())
        for field, text in self.texts.items():
            text.setVisible(not opinions.hidden)
            text.show_text(view.texts[field])
            text.editor.setReadOnly(not view.editable)
        self.propose.setVisible(bool(view.proposal))
        for field, button in self.take_up.items():
            button.setVisible(bool(shared_remarks(view, _SIGNS[field])) and view.editable)

    def forget(self) -> None:
        """Another oral comes: nothing of the one before stays."""
        for field in self._marks():
            field.forget()
        for text in self.texts.values():
            text.forget()

    def flush(self) -> QWidget | None:
        """Record what is typed; the first field that holds something unrecorded, if any."""
        for field in self._marks():
            if not field.flush():
                return field.editor
        return next((text.editor for text in self.texts.values() if not text.flush()), None)

    def flush_marks(self) -> bool:
        """Record the marks typed; whether none is left unrecorded."""
        return all(field.flush() for field in self._marks())

    def leave_to_another(self) -> None:
        """No mark that a juror typed stays for the next one to see."""
        for field in self._marks():
            field.leave_to_another()

    def fields(self) -> tuple[QWidget, ...]:
        """In the order of the keyboard."""
        return (*self.mark_fields(), *self.text_fields())

    def mark_fields(self) -> tuple[QWidget, ...]:
        return tuple(field.editor for field in self._marks())

    def text_fields(self) -> tuple[QWidget, ...]:
        return tuple(text.editor for text in self.texts.values())

    def take_calculated(self, refuse: Callable[[str], None]) -> None:
        """The total as the mark that the commission, or the juror in turn, proposes; never by itself. What is
        being typed gives way to it. ``refuse`` is told why there is none.
        """
        if self._view is None:
            return
        marks = calculated_marks(self._view)
        if marks is None:
            for each in self._view.points:
                refuse(each.outcome)
            return
        for field in self._marks():
            field.give_up()
        self._presenter.act(marks)

    def _marks(self) -> tuple[MarkField, ...]:
        return (*(each for each in self.partials if not each.isHidden()), self.mark)

    def _show_partials(self, view: DeliberationView) -> None:
        own = view.opinions.own
        while len(self.partials) < len(view.partials):
            self._add_partial(len(self.partials) + 1)
        for field, known in zip_longest(self.partials, view.partials):
            field.setVisible(known is not None)
            if known is not None:
                step = formats.mark(known.rule.step)
                whose = f"Votre note «\u202f{known.title}\u202f»" if own is not None else known.title
                field.show_mark(f"{whose} sur {known.out_of}, par pas de {step}", known.mark, known.rule)
                field.editor.setReadOnly((own is not None and own.given) or not view.editable)
        self._partials.setVisible(bool(view.partials))

    def _add_partial(self, place: int) -> None:
        def write(mark: Decimal | None) -> bool:
            return self._presenter.act(ev.PartialMarked(place, mark), field.refuse)

        field = MarkField(self._theme, write, self._presenter.hour)
        self.partials.append(field)
        self._partials_column.addWidget(field)

    def _add_take_up(self, field: TextField, sign: Sign) -> QPushButton:
        button = PushButton(f"Reprendre les remarques {sign.shown}", "toggle")
        button.clicked.connect(partial(self._take_up, field))
        self.texts[field].add_action(button)
        return button

    def _propose(self) -> None:
        """After what is written already; not twice."""
        text = self.texts[TextField.APPRECIATION]
        proposal, already = self._view.proposal if self._view else "", text.editor.text()
        if proposal in already:
            text.editor.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        begun = "\n" if already and not already.endswith("\n") else ""
        text.insert(f"{begun}{proposal}")

    def _take_up(self, field: TextField) -> None:
        if self._view is None:
            return
        text = self.texts[field]
        text.insert(signed_texts(self._view, _SIGNS[field], text.editor.text()))
