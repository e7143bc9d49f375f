"""The first minute: a few places of the demonstration pointed at, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QBoxLayout, QWidget
from shiboken6 import isValid

from btstc_jury.domain.session import FileKind
from btstc_jury.ui.shell.workbench import Workbench
from btstc_jury.ui.shortcuts import KeyedText
from btstc_jury.ui.soon import soon
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.theme.tokens import RADIUS_LARGE
from btstc_jury.ui.widgets.announcing import announce
from btstc_jury.ui.widgets.basics import label
from btstc_jury.ui.widgets.buttons import Button, PushButton
from btstc_jury.ui.widgets.layouts import column, panel, row

if TYPE_CHECKING:
    from btstc_jury.ui.shell.workspace import Workspace


class Step(NamedTuple):
    """``place``: what the words speak of; ``live``: on the screen of the oral under way, on the day's list
    otherwise.
    """

    words: str
    place: Callable[[Workspace], QWidget]
    live: bool = True


STEPS: Sequence[Step] = (
    Step(
        "La journée tient en une liste. La ligne la plus grande est celle en cours, ou la prochaine\u202f;"
        " Entrée ouvre celle qui est choisie.",
        lambda shown: shown.day.rows,
        live=False,
    ),
    Step(
        "Qui\u202f? Le candidat, son numéro, ses aménagements. Ce bandeau ne quitte jamais l’écran.",
        lambda shown: shown.live.banner,
    ),
    Step(
        "Quelle phase\u202f? Elles sont dessinées à l’échelle. {oral.next} passe à la suivante.",
        lambda shown: shown.live.bar,
    ),
    Step(
        "Combien de temps, et que puis-je faire\u202f? Ce qui reste dans la phase\u202f; ce que font le"
        " candidat et la commission.",
        lambda shown: shown.live.clock,
    ),
    Step(
        "Où écrire\u202f? Ici, toujours. Une remarque, puis Entrée\u202f: elle est gardée, avec son heure."
        " «\u202f#13=S\u202f» évalue le critère 13 en passant.",
        lambda shown: shown.live.remarks.entry,
    ),
    Step(
        "Les critères de la phase. {notes.criteria} y va et en revient\u202f: le numéro, puis le niveau, de"
        " TI (très insuffisant) à TS (très satisfaisant), ou NE, non évalué.",
        lambda shown: shown.live.criteria,
    ),
    Step(
        "{window.cover} masque tout ce qu’un candidat ne doit pas lire. {window.help} ouvre l’aide de l’écran"
        " où vous êtes. Rien n’est à enregistrer. À vous d’essayer\u202f: tout est fictif ici.",
        lambda shown: shown.live.banner,
    ),
)


class Tour(QWidget):
    """A strip at the foot of the window, and a ring around what it speaks of. Nothing is modal: who wants to
    try what is shown does so. It ends with its last step, by Escape, or with the demonstration.
    """

    def __init__(self, theme: Theme, bench: Workbench) -> None:
        super().__init__()
        self.setObjectName("tour")
        self._bench = bench
        self._at = 0
        self._words = label("", wrap=True)
        self._count = label("", "small muted")
        self._keyed = KeyedText(self, self._words.setText)
        self.next = Button("", "primary")
        self.next.clicked.connect(self.go_on)
        self.leave = PushButton("Quitter la visite")
        self.leave.clicked.connect(self.end)
        strip = panel(
            row(theme, self._count, (self._words, 1), self.leave, self.next, gap=16, margins=(16, 10)),
            "mode",
        )
        column(theme, strip, within=self)
        self._ring = _Ring(theme, bench.shell.window)
        self._focused: QWidget | None = None
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus)
        bench.page_changed.connect(self._follow)
        bench.left.connect(self.end)

    @property
    def words(self) -> str:
        """What it says now."""
        return self._words.text()

    def go_on(self) -> None:
        """To the next place, or out."""
        if self._at + 1 < len(STEPS):
            self.show_step(self._at + 1)
        else:
            self.end()

    def show_step(self, at: int) -> None:
        """``at``: of ``STEPS``. The screen that it is on comes."""
        if not _to_be_shown(self._bench):
            self.end()
            return
        self._at = at
        step, shown = STEPS[at], self._bench.opened.workspace
        if not step.live:
            shown.show_day()
        elif shown.page is not shown.live:
            shown.open_oral(shown.conductor.office.file.index.under_way()[0])
        self._count.setText(f"Visite {at + 1}/{len(STEPS)}")
        self.next.setText("Suivant" if at + 1 < len(STEPS) else "Terminer la visite")
        self._keyed.tell(step.words)
        self._follow()
        announce(self, self._words.text())
        # The screen that came has taken the keys.
        soon(self, self._take_keys)

    def end(self) -> None:
        """The keys stay where they are; from the strip they go where one writes."""
        if self._focused is not None and isValid(self._focused):
            self._focused.removeEventFilter(self)
        had_keys = self.next.hasFocus() or self.leave.hasFocus()
        self._ring.point_at(None)
        self._ring.deleteLater()
        self.hide()
        self.deleteLater()
        if had_keys and self._bench.is_open:
            self._bench.opened.workspace.page.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Escape leaves it from wherever one is in the window, and means there what it means besides."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Escape
        ):
            soon(self, self.end)
        return False

    def _on_focus(self, before: QWidget | None, now: QWidget | None) -> None:
        if before is not None and isValid(before):
            before.removeEventFilter(self)
        self._focused = now if now is not None and now.window() is self._bench.shell.window else None
        if self._focused is not None:
            self._focused.installEventFilter(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.go_on()
        else:
            super().keyPressEvent(event)

    def _take_keys(self) -> None:
        self.next.setFocus(Qt.FocusReason.OtherFocusReason)

    def _follow(self) -> None:
        """Nothing is pointed at while another screen is shown."""
        if not self._bench.is_open:
            self.end()
            return
        step, shown = STEPS[self._at], self._bench.opened.workspace
        there = shown.page is (shown.live if step.live else shown.day)
        self._ring.point_at(step.place(shown) if there else None)


class _Ring(QWidget):
    """Over the window, around one of its parts, wherever that moves; clicks go through it."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._theme, self._window = theme, window
        self._part: QWidget | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def point_at(self, part: QWidget | None) -> None:
        if self._part is not None:
            self._part.removeEventFilter(self)
        self._part = part
        self.setVisible(part is not None)
        if part is not None:
            part.installEventFilter(self)
            self._settle()
            soon(self, self._settle)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show, QEvent.Type.Hide}:
            soon(self, self._settle)
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        width = self._theme.px(3)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._theme.palette.accent), width))
        radius = self._theme.px(RADIUS_LARGE)
        painter.drawRoundedRect(self.rect().adjusted(width, width, -width, -width), radius, radius)

    def _settle(self) -> None:
        part = self._part
        if part is None:
            return
        self.setVisible(part.isVisible())
        at = part.mapTo(self._window, QPoint(0, 0))
        around = self._theme.px(4)
        whole = QRect(at, part.size()).adjusted(-around, -around, around, around)
        self.setGeometry(whole.intersected(self._window.rect()))
        self.raise_()


def _to_be_shown(bench: Workbench) -> bool:
    """Whether a demonstration is open, with an oral under way."""
    if not bench.is_open:
        return False
    office = bench.opened.workspace.conductor.office
    return office.session.kind is FileKind.DEMONSTRATION and bool(office.file.index.under_way())


def begin_tour(bench: Workbench, body: QBoxLayout) -> Tour | None:
    """Over the demonstration that is open, or a fresh one; ``body``: the window's, under whose pages the
    strip stands. ``None`` where the user stays with what is under way.
    """
    if not _to_be_shown(bench) and not bench.open_demonstration():
        return None
    made = Tour(bench.shell.theme, bench)
    body.insertWidget(1, made)
    made.show_step(0)
    return made
