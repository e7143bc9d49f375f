"""A sheet filled in by hand becomes its juror's opinion, a key a criterion."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from btstc_jury.application.remark_syntax import parse
from btstc_jury.application.views import messages
from btstc_jury.application.views.criteria import LevelBox
from btstc_jury.application.views.deliberation import read_mark
from btstc_jury.application.views.sheet_entry import SheetEntryView, read_key, sheet_entry_view
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import TEXT_LIMIT
from btstc_jury.domain.refusals import Refusal
from btstc_jury.ui.digits import digit_of
from btstc_jury.ui.oral.presenter import OralPresenter
from btstc_jury.ui.oral.texts import EntryLine
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import Framed, label, set_role, tell
from btstc_jury.ui.widgets.buttons import KeyButton, TickBox
from btstc_jury.ui.widgets.drawer import Drawer
from btstc_jury.ui.widgets.fields import Field
from btstc_jury.ui.widgets.layouts import AT_LEFT, ColumnScroll, column, row, sized
from btstc_jury.ui.widgets.painting import paint_chip

_BACK = frozenset({Qt.Key.Key_Backspace, Qt.Key.Key_Left, Qt.Key.Key_Up})
_ON = frozenset({Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter})
_LONGEST_MARK = 40


class _Boxes(QWidget):
    """The levels, the one entered in its colour."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._boxes: tuple[LevelBox, ...] = ()
        self._level = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_level(self, boxes: tuple[LevelBox, ...], level: str) -> None:
        self._boxes, self._level = boxes, level
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(len(self._boxes) * self._theme.px(48), self._theme.px(30))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width, step = self._theme.px(44), self._theme.px(48)
        for place, box in enumerate(self._boxes):
            fill = self._theme.level(box.rank) if box.letters == self._level else None
            area = QRect(place * step, 0, width, self.height())
            paint_chip(self._theme, painter, area, box.letters, fill)


class SheetKeys(Framed):
    """One criterion after the other. ``rated(number, letters)``; ``done``: the last one is passed."""

    rated = Signal(int, str)
    done = Signal()

    def __init__(self, theme: Theme, presenter: OralPresenter) -> None:
        super().__init__("card")
        self._presenter = presenter
        self._view: SheetEntryView | None = None
        self._place = 0
        self._pending = ""
        self._where = label(role="muted small strong")
        self._text = label(role="heading", wrap=True)
        self._boxes = _Boxes(theme)
        self._hint = label(role="muted small", wrap=True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        told = (self._where, self._text, self._boxes, self._hint)
        column(theme, *told, gap=8, margins=(16, 12), within=self)

    @property
    def number(self) -> int | None:
        """Of the criterion that the next key rates; ``None`` after the last one."""
        lines = self._view.lines if self._view is not None else ()
        return lines[self._place].number if self._place < len(lines) else None

    def begin(self, view: SheetEntryView) -> None:
        """At the first criterion without a level."""
        self._pending, self._place = "", view.first_empty()
        self.show_view(view)

    def show_view(self, view: SheetEntryView) -> None:
        self._view = view
        self._show("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typed = digit_of(event) or event.text()
        if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            event.ignore()
        elif event.key() in _BACK:
            self._pending, self._place = "", max(self._place - 1, 0)
            self._show("")
        elif event.key() in _ON:
            self.go_on()
        elif len(typed) == 1 and typed.isprintable():
            self._type(typed)
        else:
            event.ignore()

    def _type(self, typed: str) -> None:
        number, view = self.number, self._view
        if number is None or view is None or view.given:
            return
        meant = read_key(self._presenter.oral.form, self._pending, typed)
        self._pending = meant.pending
        if meant.level:
            self.rated.emit(number, meant.level)
        elif meant.pending:
            self._show(f"{meant.pending}…")
        else:
            self._show(f"«\u202f{typed}\u202f» n’est pas un niveau\u202f: {view.keys}")

    def go_on(self) -> None:
        """To the next one."""
        self._pending = ""
        if self._view is not None and self._place < len(self._view.lines):
            self._place += 1
        self._show("")
        if self.number is None:
            self.done.emit()

    def _show(self, wrong: str) -> None:
        view = self._view
        if view is None:
            return
        line = view.lines[self._place] if self._place < len(view.lines) else None
        total = len(view.lines)
        where = f"Critère {self._place + 1} sur {total}" if line else f"Les {total} critères sont passés"
        where = self._presenter.oral.form.assessed.named(where)
        self._where.setText(where)
        self._text.setText(f"{line.number}. {line.text}" if line else "La note, puis les remarques.")
        self._boxes.show_level(view.boxes, line.level if line else "")
        self._boxes.setVisible(line is not None)
        usual = f"{view.keys} · ← revient · Espace passe"
        self._hint.setText(wrong or usual)
        set_role(self._hint, "warning small strong" if wrong else "muted small")
        level = line.level or "sans niveau" if line else ""
        self.setAccessibleName(f"{where}\u202f: {self._text.text()} — {level}" if line else where)
        self.setAccessibleDescription(self._hint.text())


class SheetEntry(Drawer):
    """Of the juror in turn, behind their code; it goes with the turn. ``give_asked``: nothing is missing."""

    give_asked = Signal()

    def __init__(self, theme: Theme, presenter: OralPresenter, page: QWidget, anchor: QWidget) -> None:
        super().__init__(theme, page, anchor, "Feuille d’un membre")
        self._presenter = presenter
        self._view: SheetEntryView | None = None
        self.keys = SheetKeys(theme, presenter)
        self._entered = label(role="muted small", wrap=True)
        self.mark = EntryLine("", _LONGEST_MARK)
        self._mark_field = Field(theme, "Note", self.mark)
        self.remark = EntryLine("Remarque de la feuille, Entrée ajoute · #13, + − en tête", TEXT_LIMIT)
        self._remark_field = Field(theme, "Remarques", self.remark)
        self.personal = TickBox(theme, "Vues de leur seul auteur jusqu’à la révélation")
        self._lacking = label(role="muted small", wrap=True)
        self._scroll = ColumnScroll()
        self.give = KeyButton("Rendre cet avis", "Return", "primary")
        self._fill()

    def ask(self) -> None:
        """Open it where the sheet was left. Raises ``FileProblem``."""
        view = self._look()
        if view is None:
            return
        self.mark.setText(view.mark)
        self.remark.clear()
        self.personal.setChecked(False)
        self.open_drawer()
        self.keys.begin(view)
        self._show(view)
        self._to(self.mark if self.keys.number is None else self.keys)

    def refresh(self) -> None:
        """Something of the oral has changed."""
        if self.isVisible() and (view := self._look()) is not None:
            self._show(view)
            self.keys.show_view(view)

    def put_away(self) -> None:
        """Its author's turn is over: nothing of it stays."""
        self.hide()
        self.mark.clear()
        self.remark.clear()

    def _to(self, part: QWidget) -> None:
        """Give it the keys, in sight."""
        part.setFocus(Qt.FocusReason.OtherFocusReason)
        self._scroll.ensureWidgetVisible(part)

    def _look(self) -> SheetEntryView | None:
        presenter = self._presenter
        if presenter.juror is None:
            return None
        self._view = sheet_entry_view(presenter.office, presenter.number, presenter.juror)
        return self._view

    def _show(self, view: SheetEntryView) -> None:
        self._title.setText(view.title)
        entered = [f"{line.number} {line.level}" for line in view.lines if line.level]
        tell(self._entered, f"Saisi\u202f: {' · '.join(entered)}" if entered else "")
        self._mark_field.set_caption(view.mark_caption)
        self._remark_field.set_hint(view.remarks)
        self._lacking.setText(view.lacking or "Rien ne manque à cet avis.")
        self.give.setEnabled(not view.lacking and not view.given)

    def _rate(self, number: int, level: str) -> None:
        if self._presenter.act(ev.Rated(number, level)):
            self.keys.go_on()

    def _enter_mark(self) -> None:
        view = self._view
        if view is None:
            return
        entry = read_mark(self.mark.text(), view.mark_rule)
        self._mark_field.set_error(entry.error)
        if not entry.error and self._presenter.act(ev.MarkProposed(entry.mark)):
            self._to(self.remark)

    def _enter_remark(self) -> None:
        """An empty line goes on to the end."""
        presenter, text = self._presenter, self.remark.text()
        if not text.strip():
            self._to(self.give if self.give.isEnabled() else self.keys)
            return
        try:
            typed = parse(text, presenter.oral.form, presenter.juror)
        except Refusal as refused:
            self._remark_field.set_error(messages.refusal(refused, presenter.oral.form.assessed))
            return
        content = replace(typed.content, personal=self.personal.isChecked())
        if presenter.act(do.AddRemark(presenter.office.now(), content, typed.level)):
            self.remark.clear()
            self._remark_field.set_error("")

    def _give(self) -> None:
        if self.mark.text().strip() != (self._view.mark if self._view is not None else ""):
            self._enter_mark()
        if not self._mark_field.error:
            self.give_asked.emit()

    def _fill(self) -> None:
        self.keys.rated.connect(self._rate)
        self.keys.done.connect(lambda: self._to(self.mark))
        self.mark.entered.connect(self._enter_mark)
        self.remark.entered.connect(self._enter_remark)
        for each in (self.mark, self.remark):
            each.given_up.connect(self.close_drawer)
        self.give.clicked.connect(self._give)
        self.give.setAutoDefault(True)
        sized(self._theme, self.mark, width=120)
        inside = QWidget()
        fields = ((self._mark_field, AT_LEFT), self._remark_field, self.personal)
        parts = (self.keys, self._entered, *fields, self._lacking)
        column(self._theme, *parts, 1, gap=12, margins=(16, 12), within=inside)
        foot = Framed("footer")
        row(self._theme, 1, self.give, margins=(16, 8, 12, 8), within=foot)
        self._scroll.setWidget(inside)
        self.body.addWidget(self._scroll, 1)
        self.body.addWidget(foot)
