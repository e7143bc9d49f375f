"""What lives beside the screens of an open file: the candidate's screen, the cover, the laptop."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QPoint, QTimer, Signal
from PySide6.QtGui import QAction

from btstc_jury.application.office import Changes
from btstc_jury.application.power import Battery, KeepAwake
from btstc_jury.application.problems import FileProblem
from btstc_jury.application.views.people import identity_view
from btstc_jury.application.views.planning import Preparations
from btstc_jury.application.views.under_way import opening_words, somebody_heard, window_title
from btstc_jury.domain.events import Topic
from btstc_jury.ui.candidate_screen.candidate_screen import CandidateScreen, Monitors, ScreenMenu
from btstc_jury.ui.candidate_screen.feed import FaceFeed
from btstc_jury.ui.conductor import Conductor
from btstc_jury.ui.privacy.watching import IdleWatch
from btstc_jury.ui.shell.workspace import Shell, Workspace
from btstc_jury.ui.widgets.announcing import announce


class Surroundings(QObject):
    """Made when a file opens; ``close`` before it closes."""

    def __init__(self, shell: Shell, workspace: Workspace) -> None:
        # Its timers stop with the window, in the window's own thread.
        super().__init__(shell.window)
        self._shell = shell
        self._workspace = workspace
        conductor = workspace.conductor
        self._office = conductor.office
        preparations = Preparations(self._office)
        self._feed = FaceFeed(conductor, preparations)
        self._cover_feed = FaceFeed(conductor, preparations)
        self.screen = CandidateScreen(shell.theme, self._feed, Monitors())
        self.awake = AwakeKeeper(conductor, preparations, shell.ports.machine.keep_awake)
        told = partial(shell.notices.show_status, "battery")
        self.battery = BatteryWatch(shell.ports.machine.battery, told)
        self.idle = IdleWatch()
        self._refused = False
        self._told = 0
        for each in (self._feed, self._cover_feed, self.screen, self.awake, self.battery, self.idle):
            each.setParent(self)
        self._connect()
        self._follow_preferences()
        self._follow_page()
        self.battery.start()

    def close(self) -> None:
        """Let go of the machine and of the candidate's screen; nothing is left to speak of the file."""
        self._shell.preferences.changed.disconnect(self._follow_preferences)
        self.screen.close()
        self._cover_feed.run(on=False)
        self.awake.release()
        self.idle.set_minutes(0)
        self.battery.stop()
        self._shell.guard.toggled.disconnect(self._on_covered)
        self._shell.guard.show_identity("")
        self._shell.notices.show_status("battery", "")
        self._shell.notices.show_status("awake", "")
        self.deleteLater()

    def show_menu(self) -> None:
        """Where to show the candidate's screen: above the button, or in the middle of the window."""
        kept = self._shell.preferences.value
        menu = ScreenMenu(
            self._shell.window,
            self.screen,
            self._shell.window.screen(),
            kept.candidate_monitor,
            b64decode(kept.candidate_place),
            classes=self._workspace.room is not None,
        )
        if self._workspace.room is not None:
            told = QAction("Avec ce que fait l’étudiant dans la phase", menu, checkable=True)
            told.setChecked(self._feed.told)
            told.toggled.connect(self._feed.tell)
            menu.insertAction(menu.actions()[-1], told)
        button = self._workspace.candidate_button
        size = menu.sizeHint()
        if button is not None:
            menu.popup(button.mapToGlobal(QPoint(0, -size.height())))
        else:
            menu.popup(self._shell.window.geometry().center() - QPoint(size.width() // 2, size.height() // 2))

    def _connect(self) -> None:
        self.screen.informed.connect(self._shell.notices.inform)
        self.screen.monitor_chosen.connect(self._keep_monitor)
        self.screen.small_placed.connect(self._keep_place)
        self.awake.told.connect(self._on_awake)
        self.idle.idle.connect(self._on_idle)
        self._shell.guard.toggled.connect(self._on_covered)
        self._cover_feed.shown.connect(self._shell.guard.show_face)
        self._workspace.page_changed.connect(self._follow_page)
        self._workspace.conductor.changed.connect(self._on_changed)
        self._shell.preferences.changed.connect(self._follow_preferences)

    def _follow_preferences(self) -> None:
        self.idle.set_minutes(self._shell.preferences.value.auto_cover)
        self.awake.want(wanted=self._shell.preferences.value.keep_awake)
        if not self.awake.held:
            self._shell.notices.show_status("awake", "")

    def _follow_page(self) -> None:
        """The candidate's screen, the cover and the title name the oral that the jury has before it."""
        oral = self._workspace.oral
        self._feed.look_at(oral)
        self._cover_feed.look_at(oral)
        identity = self._identity(oral)
        self._shell.guard.show_identity(identity)
        self._shell.window.setWindowTitle(window_title(self._office, oral))
        if oral != self._told:
            self._told = oral
            if identity:
                words = opening_words(self._office, oral)
                announce(self._shell.window, f"{identity.replace(' · ', ', ')}, {words}")

    def _identity(self, oral: int) -> str:
        if not oral:
            return ""
        try:
            view = identity_view(self._office, oral)
        except FileProblem:
            # The page that shows this oral tells what is wrong with its journal.
            return ""
        number = f"n°\u202f{view.number}" if self._workspace.room is None else ""
        return " · ".join(filter(None, (view.name, number, view.form)))

    def _on_changed(self, changes: Changes) -> None:
        self.idle.touch()
        self.awake.refresh()
        if not self.awake.held:
            self._shell.notices.show_status("awake", "")
        if changes.topics & {Topic.STAGE, Topic.PLAN, Topic.SESSION}:
            self._follow_page()
        if Topic.STAGE in changes.topics and changes.oral and not self._office.file.index.under_way():
            self._leave_class(changes.oral)

    def _leave_class(self, oral: int) -> None:
        """The attempt is over: its review is on the screen that the class's window stood on."""
        if self._office.oral(oral).stage.facts.over:
            self.screen.put_apart_away()

    def _on_covered(self, covered: bool) -> None:
        self._cover_feed.run(on=covered)
        if covered:
            self._workspace.end_turns()

    def _on_idle(self) -> None:
        """While an oral runs the commission listens: nothing but a juror's own opinion goes."""
        self._workspace.end_turns()
        if not somebody_heard(self._office):
            self._shell.guard.cover()

    def _on_awake(self, agreed: bool) -> None:
        words = "" if agreed or not self.awake.held else "Mise en veille possible"
        self._shell.notices.show_status("awake", words)
        if words and not self._refused:
            self._refused = True
            self._shell.notices.inform(
                "Ce système refuse de rester éveillé\u202f: empêchez vous-même sa mise en veille."
            )

    def _keep_monitor(self, name: str) -> None:
        self._shell.preferences.put(self._shell.preferences.value._replace(candidate_monitor=name))

    def _keep_place(self, place: bytes) -> None:
        kept = b64encode(place).decode("ascii")
        self._shell.preferences.put(self._shell.preferences.value._replace(candidate_place=kept))


class AwakeKeeper(QObject):
    """``told(agreed)``: the system's answer to each request; ``held``: it is being asked to stay awake."""

    told = Signal(bool)

    def __init__(self, conductor: Conductor, preparations: Preparations, awake: KeepAwake) -> None:
        super().__init__()
        self._conductor = conductor
        self._preparations = preparations
        self._awake = awake
        self._wanted = False
        self.held = False

    def want(self, *, wanted: bool) -> None:
        """The user's choice."""
        self._wanted = wanted
        self.refresh()

    def refresh(self) -> None:
        """To be called when something changed."""
        timed = bool(self._conductor.office.file.index.under_way() or self._preparations.running())
        if not (timed and self._wanted):
            self.release()
        elif not self.held:
            self.held = True
            # The bound method keeps the relay alive, which its signal alone would not.
            self._awake.hold(_Relay(self).tell)

    def release(self) -> None:
        if self.held:
            self.held = False
            self._awake.release()


class _Relay(QObject):
    """Carries an answer from another thread; it lives as long as that thread may speak."""

    told = Signal(bool)

    def __init__(self, keeper: AwakeKeeper) -> None:
        super().__init__()
        self.told.connect(keeper.told)

    def tell(self, agreed: bool) -> None:
        self.told.emit(agreed)


_EVERY_MS = 60_000


class BatteryWatch(QObject):
    """``told`` gets the words for the status line; "" when there is nothing to say."""

    def __init__(self, battery: Battery, told: Callable[[str], object]) -> None:
        super().__init__()
        self._battery = battery
        self._told = told
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        self.look()
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def look(self) -> None:
        state = self._battery.state()
        words = "Batterie {percent}\u202f%, à brancher"
        self._told(words.format(percent=state.percent) if state is not None and state.low else "")
