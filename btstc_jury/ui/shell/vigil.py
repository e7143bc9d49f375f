"""Keeps the machine awake while an oral or a preparation runs."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from btstc_jury.application.power import KeepAwake
from btstc_jury.application.views.preparation import Preparations
from btstc_jury.ui.conductor import Conductor


class Vigil(QObject):
    """``told(agreed)``: the system's answer to each request."""

    told = Signal(bool)

    def __init__(self, conductor: Conductor, preparations: Preparations, awake: KeepAwake) -> None:
        super().__init__()
        self._conductor = conductor
        self._preparations = preparations
        self._awake = awake
        self._wanted = False
        self._held = False

    @property
    def held(self) -> bool:
        """Whether the system is being asked to stay awake."""
        return self._held

    def want(self, *, wanted: bool) -> None:
        """The user's choice."""
        self._wanted = wanted
        self.refresh()

    def refresh(self) -> None:
        """To be called when something changed."""
        timed = bool(self._conductor.office.file.index.under_way() or self._preparations.running())
        if timed and self._wanted:
            self._hold()
        else:
            self.release()

    def release(self) -> None:
        if self._held:
            self._held = False
            self._awake.release()

    def _hold(self) -> None:
        if not self._held:
            self._held = True
            # The bound method keeps the relay alive, which its signal alone would not.
            self._awake.hold(_Relay(self).tell)


class _Relay(QObject):
    """Carries an answer from another thread; it lives as long as that thread may speak."""

    told = Signal(bool)

    def __init__(self, vigil: Vigil) -> None:
        super().__init__()
        self.told.connect(vigil.told)

    def tell(self, agreed: bool) -> None:
        self.told.emit(agreed)
