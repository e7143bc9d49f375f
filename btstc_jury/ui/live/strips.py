"""Over the clock: a pause with its reason, a stop of the program, an interruption with who and why."""

from __future__ import annotations

from functools import partial
from itertools import pairwise

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QPushButton, QWidget

from btstc_jury.application.views.clock import PauseLine
from btstc_jury.application.views.formats import stamp
from btstc_jury.application.views.incidents import GapEntry
from btstc_jury.application.views.live import author_choices, in_quiet_phase
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import TEXT_LIMIT
from btstc_jury.domain.moments import Reading
from btstc_jury.domain.proceedings import Interruption
from btstc_jury.ui.digits import as_digit, digit_of
from btstc_jury.ui.oral.presenter import OralPresenter
from btstc_jury.ui.oral.texts import EntryLine, once_released
from btstc_jury.ui.shortcuts import KeyedText
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import Framed, discard, label, plain_tip, set_role, tell
from btstc_jury.ui.widgets.buttons import Button, KeyButton
from btstc_jury.ui.widgets.layouts import Narrowing, column, flow, row

_LEAST_FIELD = 150
"""Width that the reason of a pause keeps beside its words."""


class PauseStrip(Framed):
    """``done``: the typing goes back to the remarks. ``reasoned``: a reason is written here, the
    commission's.
    """

    done = Signal()

    def __init__(self, theme: Theme, presenter: OralPresenter, *, reasoned: bool = True) -> None:
        super().__init__("notice")
        self._theme = theme
        self._presenter = presenter
        self._reasoned = reasoned
        self._pause = 0
        self._recorded = ""
        self._said: tuple[str, ...] = ("",)
        self._text = label(role="strong")
        self._told = KeyedText(self._text, self._text.setText)
        self.reason_field = EntryLine("Motif\u202f: alarme, malaise, matériel…", TEXT_LIMIT)
        self.reason_field.setAccessibleName("Motif de la suspension")
        self.reason_field.editingFinished.connect(lambda: once_released(self, self._commit))
        for told in (self.reason_field.entered, self.reason_field.given_up):
            told.connect(self._leave)
        row(theme, self._text, (self.reason_field, 3), margins=(16, 8), within=self)
        self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """On one line: with fewer words where the width ends."""
        space = self._theme.space
        free = self.width() - 2 * space(16)
        if not self.reason_field.isHidden():
            free -= space(_LEAST_FIELD) + space(8)
        metrics = self._text.fontMetrics()
        fitting = (each for each in self._said if metrics.horizontalAdvance(self._told.fill(each)) <= free)
        self._told.tell(next(fitting, self._said[-1]))
        self._text.setToolTip(plain_tip(self._told.fill(self._said[0])))

    def show_pause(self, pause: PauseLine | None) -> None:
        self.setVisible(pause is not None)
        if pause is None:
            self._pause = 0
            return
        self._said = self._words(pause)
        set_role(self._text, "strong warning" if pause.spent else "strong")
        self.reason_field.setVisible(self._reasoned and not pause.granted)
        self._recorded = pause.reason
        if pause.pause != self._pause:
            self._pause = pause.pause
            self.reason_field.setText(pause.reason)
        self._fit()

    def _words(self, pause: PauseLine) -> tuple[str, ...]:
        """From the longest to the shortest."""
        since, length, left = pause.since, pause.length, pause.left.lstrip("+")
        if not pause.granted:
            return (f"Suspendue depuis {since} · {length}", f"Suspendue · {length}")
        if pause.spent:
            return (
                f"Pause accordée épuisée, dépassée de {left} · {{oral.pause}} reprend",
                f"Pause épuisée, dépassée de {left}",
            )
        return (
            f"Pause accordée depuis {since} · {length} · reste {left}",
            f"Pause accordée · reste {left}",
        )

    def typed(self) -> str:
        """The reason that is not recorded, or ""."""
        reason = self.reason_field.text()
        return reason if self._pause and reason.strip() != self._recorded else ""

    def ask_reason(self) -> None:
        self.reason_field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def flush(self) -> bool:
        """Record a reason that is typed; whether nothing is left unrecorded."""
        self._commit()
        return not self._pause or self.reason_field.text().strip() in {"", self._recorded}

    def forget(self) -> None:
        """Another oral comes."""
        self._pause = 0

    def _leave(self) -> None:
        self._commit()
        self.done.emit()

    def _commit(self) -> None:
        reason = self.reason_field.text().strip()
        if reason and self._pause and reason != self._recorded:
            self._presenter.act(ev.PauseExplained(self._pause, reason))


class GapStrip(Framed):
    """The jury's answer, asked for as long as there is none. ``keys``: that count the time, and don't."""

    def __init__(
        self, theme: Theme, presenter: OralPresenter, keys: tuple[str, str] = ("Alt+C", "Alt+N")
    ) -> None:
        super().__init__("notice")
        self._theme = theme
        self._presenter = presenter
        self._gap: GapEntry | None = None
        self._text = label(role="strong", wrap=True)
        self._count = KeyButton("Compter ce temps", keys[0])
        self._drop = KeyButton("Ne pas le compter", keys[1])
        for button, key, counted in ((self._count, keys[0], True), (self._drop, keys[1], False)):
            decide = partial(self._decide, counted=counted)
            QShortcut(QKeySequence(key), self).activated.connect(decide)
            button.clicked.connect(decide)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        told = row(theme, self._text, margins=(16, 0))
        buttons = flow(theme, self._count, self._drop, margins=(16, 0))
        column(theme, told, buttons, gap=6, margins=(0, 8), within=self)
        fewer = partial(self._word_buttons, "Compter", "Ne pas compter")
        whole = partial(self._word_buttons, "Compter ce temps", "Ne pas le compter")
        Narrowing(self, buttons, fewer, whole=whole)
        self.hide()

    def _word_buttons(self, count: str, drop: str) -> None:
        self._count.set_text(count)
        self._drop.set_text(drop)

    def show_gaps(self, gaps: tuple[GapEntry, ...]) -> None:
        self._gap = gaps[0] if gaps else None
        self.setVisible(self._gap is not None)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """In few words where all of them would push the answers out of sight."""
        gap = self._gap
        if gap is None:
            return
        free = QRect(0, 0, max(self.width() - 2 * self._theme.space(16), 1), 10_000)
        metrics = self._text.fontMetrics()
        lines = (
            metrics.boundingRect(free, Qt.TextFlag.TextWordWrap, gap.text).height() // metrics.lineSpacing()
        )
        words = gap.text if lines <= _MOST_LINES else gap.brief
        if self._text.text() != words:
            self._text.setText(words)
            self._text.setToolTip(plain_tip(gap.text))

    def buttons(self) -> tuple[QPushButton, QPushButton]:
        """« compter », « ne pas compter »."""
        return self._count, self._drop

    def _decide(self, *, counted: bool) -> None:
        if self._gap is not None:
            self._presenter.act(ev.GapDecided(self._gap.gap, counted))


_MOST_LINES = 2
"""That the question about a stop of the program takes."""

_LONGEST = 400
_LARGE = 1.25
"""Scale of the text from which on the strip spares every line."""
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class InterruptionStrip(Framed):
    """Recorded with the moment at which the strip was opened. ``left``: recorded or given up.

    Digits, with or without Shift, choose a juror; Enter records; Escape leaves. Nobody is chosen by silence,
    nor by a sentence: that is the reason, from its first letter.
    """

    left = Signal()

    def __init__(self, theme: Theme, presenter: OralPresenter) -> None:
        super().__init__("notice")
        self._theme = theme
        self._presenter = presenter
        self._began: Reading | None = None
        self._typed = ""
        self._jurors: list[QPushButton] = []
        self._title = label(role="strong")
        self._moment = label(role="small muted")
        self._problem = label(role="overrun small", wrap=True)
        self._problem.hide()
        self.other = EntryLine("autre\u202f: surveillant, bruit…", _LONGEST)
        self.other.setAccessibleName("Autre personne ou cause")
        self.why = EntryLine("Motif", _LONGEST)
        self.why.setAccessibleName("Motif de l’interruption")
        self.record = KeyButton("Consigner", "Return")
        self.leave = KeyButton("Laisser", "Esc")
        self._who = flow(theme, gap=6)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._build()
        self.hide()

    @property
    def jurors(self) -> tuple[QPushButton, ...]:
        """One button a juror, in the order of the commission."""
        return tuple(self._jurors)

    def ask(self) -> None:
        """Open the strip, in a phase that is not to be interrupted; one that is open keeps what it holds."""
        presenter, oral = self._presenter, self._presenter.oral
        if self._began is not None:
            self._to_who()
            return
        if not in_quiet_phase(oral):
            words = "Dans cette phase, le candidat peut être interrompu."
            presenter.conductor.refused.emit(words)
            return
        self._began = presenter.office.now()
        face = oral.clock(self._began)
        phase = face.phase or 0
        self._moment.setText(stamp(phase, face.phases[phase].used))
        self._show_jurors(tuple(name for _, name in author_choices(presenter.office, presenter.number)))
        self.other.clear()
        self.why.clear()
        self._problem.hide()
        self.show()
        self._to_who()

    def forget(self) -> None:
        """Another oral comes."""
        self._began = None
        self.hide()

    def insists(self) -> bool:
        """Whether an interruption is begun: then it is to be recorded, or left, first."""
        if self._began is None:
            return False
        tell(self._problem, "Consignez cette interruption, ou laissez-la.")
        if not any(each.hasFocus() for each in (*self._jurors, self.other, self.why)):
            self._to_who()
        return True

    def event(self, event: QEvent) -> bool:
        """Tab from the choice goes on to the reason once somebody is chosen."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Tab
            and not event.modifiers()
            and self.hasFocus()
            and self._chosen()
        ):
            self.why.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What the fields and buttons leave."""
        plain = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
        text = event.text()
        if event.modifiers() & ~plain:
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Escape:
            self._leave()
        elif event.key() in _ENTER:
            self._report()
        elif text and text.isprintable() and self._choosing():
            self._choose(text, digit_of(event))
        else:
            super().keyPressEvent(event)

    def _choosing(self) -> bool:
        return any(each.hasFocus() for each in (self, *self._jurors))

    def _choose(self, text: str, digit: str) -> None:
        """« évacuation » begins like the key of juror 2: what goes on as a sentence chooses nobody."""
        if text.isspace() and not self._typed:
            return
        self._typed += text
        if digit and 0 < int(digit) <= len(self._jurors):
            self._jurors[int(digit) - 1].toggle()
            return
        if text.isspace():
            return
        sentence, self._typed = self._typed, ""
        for each in self._digits(sentence[:-1]):
            self._jurors[int(each) - 1].toggle()
        self.why.setFocus(Qt.FocusReason.OtherFocusReason)
        self.why.insert(sentence)
        if not self._chosen():
            tell(self._problem, f"Le motif est commencé. Il reste à dire qui\u202f: {self._means()}.")

    def _digits(self, typed: str) -> list[str]:
        """The keys of jurors among what was typed."""
        digits = map(as_digit, typed)
        return [each for each in digits if each and 0 < int(each) <= len(self._jurors)]

    def _means(self) -> str:
        count = len(self._jurors)
        keys = "" if not count else "touche 1" if count == 1 else f"touches 1 à {count}"
        return f"{keys} avec ou sans Maj, ou «\u202fautre\u202f»" if keys else "«\u202fautre\u202f»"

    def _to_who(self) -> None:
        self._typed = ""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _chosen(self) -> list[str]:
        return [each.property("juror") for each in self._jurors if each.isChecked()]

    def _report(self) -> None:
        who = ", ".join(filter(None, (*self._chosen(), self.other.text().strip())))
        if not who:
            tell(
                self._problem,
                f"Indiquez qui, ou quoi, a interrompu le candidat. {_sentence(self._means())}.",
            )
            self._to_who()
            return
        if self._began is None:
            return
        said = Interruption(who, self.why.text().strip())
        if self._presenter.act(ev.Interrupted(said, self._began), partial(tell, self._problem)):
            self._leave()

    def _leave(self) -> None:
        self.forget()
        self.left.emit()

    def _show_jurors(self, names: tuple[str, ...]) -> None:
        for button in self._jurors:
            self._who.removeWidget(button)
            discard(button)
        self._jurors = [self._juror(place, name) for place, name in enumerate(names, start=1)]
        for button in self._jurors:
            self._who.addWidget(button)
            button.ensurePolished()
        self._fit_names()
        self.setAccessibleName(f"Qui a interrompu\u202f? {_sentence(self._means())}.")
        for before, after in pairwise((self, *self._jurors, self.other, self.why, self.record, self.leave)):
            QWidget.setTabOrder(before, after)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_names()

    def _fit_names(self) -> None:
        """All on one line, the longest cut short, where that leaves them their seat; two otherwise."""
        space, large = self._theme.space, self._theme.scale > _LARGE
        for button in (self.record, self.leave):
            button.show_keys(not large)
        abreast = 3 if large else 2
        most = (self.width() - 2 * space(16) - (abreast - 1) * space(6)) // abreast - 2 * space(11) - 4
        for place, each in enumerate(self._jurors, start=1):
            words = f"{place}  {each.property('juror')}"
            each.setText(each.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, max(most, 1)))

    def _juror(self, place: int, name: str) -> QPushButton:
        made = Button(f"{place}  {name}")
        made.setToolTip(plain_tip(name))
        made.setProperty("juror", name)
        made.setCheckable(True)
        set_role(made, "toggle")
        made.setAccessibleName(name)
        return made

    def _build(self) -> None:
        self.record.clicked.connect(self._report)
        self.leave.clicked.connect(self._leave)
        for each in (self.other, self.why):
            each.entered.connect(self._report)
            each.given_up.connect(self._leave)
        self._title.setText("Qui a interrompu\u202f?")
        head = row(self._theme, self._title, (self._moment, 1), self.record, self.leave, gap=8)
        why = row(self._theme, (self.other, 2), (self.why, 3), gap=6)
        column(self._theme, head, self._who, why, self._problem, gap=6, margins=(16, 8), within=self)


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"
