"""What stands around the pages of a centre: its heading with the chips, and what was just done."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QWidget

from btstc_jury.application.centre.office import CentreOffice
from btstc_jury.domain.centre.centre import Centre
from btstc_jury.ui.centre.page import CentrePage
from btstc_jury.ui.shortcuts import Action
from btstc_jury.ui.soon import soon
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.announcing import announce
from btstc_jury.ui.widgets.basics import ElidedLabel, Framed, label, plain_tip, set_role
from btstc_jury.ui.widgets.buttons import KeyButton, PushButton
from btstc_jury.ui.widgets.layouts import fill, panel, row


class Chip(PushButton):
    """Left and right go to the next one, and show its page."""

    def __init__(self, kind: type[CentrePage], show: Action) -> None:
        super().__init__(kind.title, "toggle")
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._title, self._show = kind.title, show
        self.clicked.connect(show.trigger)
        show.changed.connect(self._follow)
        self._follow()

    def count(self, number: int | None) -> None:
        self.setText(self._title if number is None else f"{self._title} {number}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        head = self.parentWidget()
        step = steps.get(Qt.Key(event.key()))
        if step is None or head is None:
            super().keyPressEvent(event)
            return
        chips = head.findChildren(Chip)
        other = chips[(chips.index(self) + step) % len(chips)]
        other.click()
        other.setFocus(Qt.FocusReason.OtherFocusReason)

    def _follow(self) -> None:
        self.setToolTip(plain_tip(f"{self._title} ({self._show.keys})"))


class CentreHead(Framed):
    """« Centre · session 2027 », its name, a chip a page, and at the right what the page shown has there.
    Where room is short the name goes first, then what it reminds of, then the title, which the window has.
    """

    def __init__(self, theme: Theme, office: CentreOffice, shows: Mapping[type[CentrePage], Action]) -> None:
        super().__init__("banner")
        self._theme = theme
        self._spare: dict[QAction, KeyButton] = {}
        self._beside: QWidget | None = None
        self._title = label(f"Centre · session {office.centre.year}", "heading")
        self._title.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._name = ElidedLabel(_called(office.centre), "muted")
        self._chips = {kind: Chip(kind, show) for kind, show in shows.items()}
        group = QButtonGroup(self)
        for each in self._chips.values():
            group.addButton(each)
        # The last takes what room there is once the name is gone: the chips stay together.
        self._line = row(theme, self._title, *self._chips.values(), gap=12, margins=(20, 10), within=self)
        fill(self._line, (self._name, 1), 0)
        theme.changed.connect(self.fit)

    def remind(self, act: QAction, *, gives_way: bool = False) -> None:
        """Of something that remains to be done while it is visible. ``gives_way``: where room is short the
        menu alone has it.
        """
        fill(self._line, made := KeyButton.of(act, role="link"))
        made.setVisible(act.isVisible())
        if gives_way:
            self._spare[act] = made
            act.changed.connect(self.fit)

    def put_beside(self, widget: QWidget) -> None:
        """At the right."""
        self._beside = widget
        fill(self._line, widget)

    def check(self, kind: type[CentrePage]) -> None:
        self._chips[kind].setChecked(True)

    def count(self, office: CentreOffice) -> None:
        """And what the centre is called. Raises ``FileProblem``."""
        self._name.setText(_called(office.centre))
        for kind, chip in self._chips.items():
            chip.count(kind.count(office))

    def minimumSizeHint(self) -> QSize:
        least = super().minimumSizeHint()
        may_go = (self._name, *self._spare.values(), self._title)
        given = [each for each in may_go if not each.isHidden()]
        width = sum(each.minimumSizeHint().width() + self._line.spacing() for each in given)
        return QSize(least.width() - width, least.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def event(self, event: QEvent) -> bool:
        """What stands in it has other words, or another size of them."""
        done = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            soon(self, self.fit)
        return done

    def fit(self) -> None:
        """Show what there is room for."""
        room = self.width() - self.minimumSizeHint().width()
        if self._beside is not None and not self._beside.isHidden():
            # It would shrink first, and be cut.
            room -= self._beside.sizeHint().width() - self._beside.minimumSizeHint().width()
        titled = self._title.sizeHint().width() + self._line.spacing()
        self._title.setVisible(titled <= room)
        room -= titled if titled <= room else 0
        for act, made in self._spare.items():
            wide = made.sizeHint().width() + self._line.spacing()
            fits = act.isVisible() and wide <= room
            made.setVisible(fits)
            room -= wide if fits else 0
        self._name.setVisible(self._theme.px(120) < room)


def _called(centre: Centre) -> str:
    return f"{centre.name} ({centre.uai})" if centre.uai else centre.name


class EchoStrip(QWidget):
    """Says what was just done, with the way back, or why it wasn't; "" takes it away."""

    def __init__(self, theme: Theme, undo: Action, redo: Action) -> None:
        super().__init__()
        self._words = label("", wrap=True)
        self._undo, self._redo = KeyButton.of(undo), KeyButton.of(redo)
        box = panel(row(theme, (self._words, 1), self._undo, self._redo, margins=(20, 6)), "said")
        row(theme, box, gap=0, within=self)
        self.hide()

    def say(self, words: str) -> None:
        """What was done, of which nothing is to be taken back."""
        set_role(self._words, "")
        self._show(words)
        self._leave()

    def say_done(self, words: str) -> None:
        """An act, with the way back from it."""
        self.say(words)
        self.offer(redo=False)

    def offer(self, *, redo: bool) -> None:
        """The way back from what is said."""
        self._redo.setVisible(redo and self._redo.isEnabled())
        self._undo.setVisible(not redo and self._undo.isEnabled())

    def refuse(self, why: str) -> None:
        set_role(self._words, "warning")
        self._show(why, urgent=True)
        self._leave()

    def hear(self, words: str) -> None:
        """What others did: nothing of it is taken back from here."""
        set_role(self._words, "muted")
        self._show(words)
        self._undo.hide()
        self._redo.hide()

    def text(self) -> str:
        return self._words.text() if self.isVisible() else ""

    def clear(self) -> None:
        self._words.setText("")
        self.hide()

    def _leave(self) -> None:
        self._undo.hide()
        self._redo.hide()

    def _show(self, words: str, *, urgent: bool = False) -> None:
        self._words.setText(words)
        self.setVisible(bool(words))
        announce(self, words, urgent=urgent)


class LostStrip(QWidget):
    """A server doesn't answer: since when, what waits for it, and a way to try at once."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._words = label("", "warning", wrap=True)
        self.again = PushButton("&Réessayer")
        self.give_up = PushButton("Abandonner cet acte", "link")
        line = row(theme, (self._words, 1), self.give_up, self.again, margins=(20, 6))
        row(theme, panel(line, "notice"), gap=0, within=self)
        self.hide()

    def tell(self, since: str, waiting: str) -> None:
        """``waiting``: the act that is written once the server answers, "" for none."""
        words = (
            f"Le serveur ne répond pas depuis {since}. Ce qui est à l’écran y reste\u202f: nouvel essai"
            " toutes les trois secondes."
        )
        if waiting:
            words += f" En attente\u202f: «\u202f{waiting}\u202f», écrit dès qu’il répondra."
        first = not self.isVisible()
        self._words.setText(words)
        self.give_up.setVisible(bool(waiting))
        self.show()
        if first or waiting:
            announce(self, words, urgent=first)

    def text(self) -> str:
        return self._words.text() if self.isVisible() else ""
