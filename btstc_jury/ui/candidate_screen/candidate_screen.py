"""The candidate's screen: where it can stand, its window, the menu to choose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QMenu, QWidget

from btstc_jury.application.views.candidate import CandidateFace
from btstc_jury.ui.candidate_screen.candidate_window import CandidateWindow
from btstc_jury.ui.candidate_screen.feed import FaceFeed
from btstc_jury.ui.theme.theme import Theme


@dataclass(frozen=True, slots=True)
class Monitor:
    """``name``: as the system calls it, the same from one day to the next; ``label``: for people."""

    name: str
    label: str


class Monitors(QObject):
    """``added(name)``, ``removed(name)``: the latter before Qt moves the windows that were on it."""

    added = Signal(str)
    removed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        app = cast("QGuiApplication", QGuiApplication.instance())
        app.screenAdded.connect(self._on_added)
        app.screenRemoved.connect(self._on_removed)

    def all(self) -> tuple[Monitor, ...]:
        return tuple(Monitor(each.name(), _label(each)) for each in QGuiApplication.screens())

    def screen(self, name: str) -> QScreen | None:
        """The monitor of that name, ``None`` while it is unplugged."""
        return next((each for each in QGuiApplication.screens() if each.name() == name), None)

    def _on_added(self, screen: QScreen) -> None:
        self.added.emit(screen.name())

    def _on_removed(self, screen: QScreen) -> None:
        self.removed.emit(screen.name())


def _label(screen: QScreen) -> str:
    """« HDMI-1 · EB-W52 · 1920 × 1080 »."""
    size = screen.size() * screen.devicePixelRatio()
    parts = (screen.name(), screen.model(), f"{size.width()} × {size.height()}")
    return " · ".join(filter(None, dict.fromkeys(part.strip() for part in parts)))


class CandidateScreen(QObject):
    """``informed(text)``: for the jury's notice line; ``monitor_chosen(name)`` and ``small_placed(bytes)``:
    to be remembered. ``monitor``: name of the one that it fills, or waits for; "" when small or closed.
    """

    informed = Signal(str)
    monitor_chosen = Signal(str)
    small_placed = Signal(bytes)

    def __init__(self, theme: Theme, feed: FaceFeed, monitors: Monitors) -> None:
        super().__init__()
        self._theme = theme
        self._feed = feed
        self._monitors = monitors
        monitors.setParent(self)
        self._window: CandidateWindow | None = None
        self.monitor = ""
        self._waiting = False
        self._small_place = b""
        feed.shown.connect(self._show_face)
        monitors.added.connect(self._on_added)
        monitors.removed.connect(self._on_removed)

    @property
    def window(self) -> CandidateWindow | None:
        """The candidate's window while it is open."""
        return self._window if self._window is not None and self._window.isVisible() else None

    def choices(self, jury: QScreen) -> tuple[Monitor, ...]:
        """The monitors that it may fill: all but the jury's own."""
        return tuple(each for each in self._monitors.all() if each.name != jury.name())

    def fill(self, name: str) -> bool:
        """Fill a monitor; whether it is plugged in."""
        screen = self._monitors.screen(name)
        if screen is None:
            self.informed.emit("L’écran choisi pour le candidat n’est pas branché.")
            return False
        self.monitor, self._waiting = name, False
        self._keep_small_place()
        self._made().fill(screen)
        self._feed.run(on=True)
        self.monitor_chosen.emit(name)
        return True

    def float_above(self, jury: QScreen, place: bytes = b"", *, apart: bool = False) -> None:
        """The small window; ``place``: where it was the last time; ``apart``: it may be covered."""
        self.monitor, self._waiting = "", False
        self._made().float_above(jury, self._small_place or place, apart=apart)
        self._feed.run(on=True)

    def put_apart_away(self) -> None:
        """What it showed is over: on the only screen there is, it would be in the way."""
        if self.window is not None and self.window.apart:
            self.close()

    def close(self) -> None:
        """Close it; the monitor is no longer waited for."""
        self._keep_small_place()
        self.monitor, self._waiting = "", False
        self._feed.run(on=False)
        window, self._window = self._window, None
        if window is not None:
            window.left.disconnect(self.close)
            window.close()
            window.deleteLater()

    def _made(self) -> CandidateWindow:
        if self._window is None:
            self._window = CandidateWindow(self._theme)
            self._window.left.connect(self.close)
        return self._window

    def _show_face(self, face: CandidateFace) -> None:
        if self._window is not None:
            self._window.view.show_face(face)

    def _keep_small_place(self) -> None:
        shown = self.window
        if shown is not None and not shown.whole:
            self._small_place = shown.place()
            self.small_placed.emit(self._small_place)

    def _on_removed(self, name: str) -> None:
        """Qt would move the window onto the jury's own monitor: it hides before that."""
        if name != self.monitor or self._window is None or self._waiting:
            return
        self._waiting = True
        self._window.hide()
        self._feed.run(on=False)
        words = "L’écran du candidat est débranché\u202f: il se rouvrira dès son retour."
        self.informed.emit(words)

    def _on_added(self, name: str) -> None:
        if self._waiting and name == self.monitor and self.fill(name):
            self.informed.emit("L’écran du candidat est de retour.")


class ScreenMenu(QMenu):
    """``preferred``: name of the monitor used last; ``place``: where the small window was; ``classes``: a
    class reads it, not the candidate. On the only screen there is, its window is then one like any other: it
    lies over nothing that the teacher needs.
    """

    def __init__(
        self,
        parent: QWidget,
        screen: CandidateScreen,
        jury: QScreen,
        preferred: str,
        place: bytes,
        *,
        classes: bool = False,
    ) -> None:
        super().__init__(parent)
        whose = "de la classe" if classes else "du candidat"
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(f"Écran {whose}")
        choices = screen.choices(jury)
        for monitor in choices:
            action = self.addAction(f"Plein écran sur {monitor.label}")
            action.setCheckable(True)
            action.setChecked(monitor.name == screen.monitor)
            action.triggered.connect(lambda _on, name=monitor.name: screen.fill(name))
            if monitor.name == preferred:
                self.setActiveAction(action)
        if not choices:
            self.addAction("Aucun autre écran n’est branché").setEnabled(False)
        apart = classes and not choices
        small = self.addAction("Petite fenêtre à part" if apart else "Petite fenêtre au-dessus des autres")
        small.setCheckable(True)
        small.setChecked(screen.window is not None and not screen.window.whole)
        small.triggered.connect(lambda _on: screen.float_above(jury, place, apart=apart))
        self.addSeparator()
        leave = self.addAction(f"Fermer l’écran {whose}", screen.close)
        leave.setEnabled(screen.window is not None or bool(screen.monitor))
        if self.activeAction() is None:
            first = next((each for each in self.actions() if each.isEnabled()), small)
            self.setActiveAction(first)
