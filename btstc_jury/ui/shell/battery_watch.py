"""Looks at the battery now and then, and tells calmly when it runs low."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from btstc_jury.application.power import Battery

_EVERY_MS = 60_000


class BatteryWatch(QObject):
    """``told(words)``: for the status line; "" when there is nothing to say."""

    told = Signal(str)

    def __init__(self, battery: Battery) -> None:
        super().__init__()
        self._battery = battery
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        self.look()
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def look(self) -> None:
        state = self._battery.state()
        words = "Batterie {percent}\u202f%, à brancher"
        self.told.emit(words.format(percent=state.percent) if state is not None and state.low else "")
