"""The program from outside: a display, a bus and a screen reader's ear, each of its own."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Any

from jeepney import DBusAddress, MatchRule, Properties, message_bus, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from jeepney.low_level import HeaderFields, Message

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ("Xvfb", "setxkbmap", "xdotool", "dbus-daemon")
_REGISTRY_DAEMONS = ("/usr/libexec/at-spi2-registryd", "/usr/lib/at-spi2-core/at-spi2-registryd")
_OBJECT = "org.a11y.atspi.Event.Object"
_WANTED = ("object:announcement", "object:state-changed:focused")
_ACCESSIBLE = "org.a11y.atspi.Accessible"
_HOME = ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR")
_ACTIVE, _PATIENCE = 20.0, 0.05
"""Seconds: the longest wait, and between two looks."""
CHECK_BOX, PASSWORD = 7, 40
"""Of AT-SPI's roles."""


def missing() -> list[str]:
    """What the walk needs and this machine lacks."""
    lacking = [each for each in TOOLS if shutil.which(each) is None]
    if not any(Path(each).exists() for each in _REGISTRY_DAEMONS):
        lacking.append("at-spi2-core")
    return lacking


@dataclass(frozen=True, slots=True)
class Place:
    """An accessible object: who holds it on the bus, and its path there."""

    bus: str
    path: str


@dataclass
class Ear:
    """What a screen reader hears. ``said``: announced and not yet waited for; ``heard``: before; ``focused``:
    what took the keys.
    """

    connection: DBusConnection
    said: list[str] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)
    focused: list[Place] = field(default_factory=list)

    def listen(self, seconds: float) -> None:
        """Take in what comes for that long."""
        until = monotonic() + seconds
        while (left := until - monotonic()) > 0:
            try:
                self._take(self.connection.receive(timeout=left))
            except TimeoutError:
                return

    def hears(self, words: str) -> str:
        """Wait for an announcement with these words, and give it whole; what came before is forgotten."""
        self._wait(
            lambda: any(words in each for each in self.said),
            lambda: f"nobody said « {words} »: {self.said}",
        )
        place = next(place for place, each in enumerate(self.said) if words in each)
        self.heard += self.said[: place + 1]
        self.said = self.said[place + 1 :]
        return self.heard[-1]

    def silent(self, seconds: float) -> bool:
        """Whether nothing at all is announced for that long."""
        before = len(self.said)
        self.listen(seconds)
        return len(self.said) == before

    def finds(self, name: str) -> None:
        """Wait until what has the keys bears this name."""
        self._wait(
            lambda: bool(self.focused) and name in self.name(self.focused[-1]),
            lambda: f"no focus on {name}: {[self.name(each) for each in self.focused[-2:]]}",
        )

    def name(self, place: Place) -> str:
        return str(self._property(place, "Name"))

    def role(self, place: Place) -> int:
        """AT-SPI's number of it."""
        return int(self._ask(place, "GetRole"))

    def children(self, place: Place) -> list[Place]:
        return [Place(*each) for each in self._ask(place, "GetChildren")]

    def everything(self, place: Place) -> Iterator[Place]:
        """The tree below, the place itself first."""
        yield place
        for child in self.children(place):
            yield from self.everything(child)

    def _property(self, place: Place, name: str) -> Any:  # noqa: ANN401 - as the bus gives it
        address = DBusAddress(place.path, place.bus, _ACCESSIBLE)
        return self._answer(Properties(address).get(name))[1]

    def _ask(self, place: Place, method: str) -> Any:  # noqa: ANN401 - as the bus gives it
        return self._answer(new_method_call(DBusAddress(place.path, place.bus, _ACCESSIBLE), method))

    def _answer(self, call: Message) -> Any:  # noqa: ANN401 - as the bus gives it
        """Events that come meanwhile are taken in."""
        serial = next(self.connection.outgoing_serial)
        self.connection.send(call, serial=serial)
        until = monotonic() + _ACTIVE
        while monotonic() < until:
            message = self.connection.receive(timeout=until - monotonic())
            if message.header.fields.get(HeaderFields.reply_serial) == serial:
                return message.body[0]
            self._take(message)
        raise TimeoutError

    def _take(self, message: Message) -> None:
        fields = message.header.fields
        if fields.get(HeaderFields.interface) != _OBJECT:
            return
        detail, first, _, value, *_ = message.body
        match fields[HeaderFields.member], detail, first:
            case "Announcement", _, _:
                self.said.append(str(value[1]))
            case "StateChanged", "focused", 1:
                self.focused.append(Place(fields[HeaderFields.sender], fields[HeaderFields.path]))

    def _wait(self, come: Callable[[], bool], problem: Callable[[], str]) -> None:
        until = monotonic() + _ACTIVE
        while not come():
            assert monotonic() < until, problem()
            self.listen(_PATIENCE)


@dataclass
class Outside:
    """``key``: X names, as xdotool takes them; ``write`` as a keyboard of the display does."""

    ear: Ear
    environment: dict[str, str]
    program: subprocess.Popen[bytes]

    def key(self, *keys: str) -> None:
        self._xdotool("key", "--clearmodifiers", "--delay", "60", *keys)

    def write(self, text: str) -> None:
        self._xdotool("type", "--delay", "30", text)

    def window(self) -> Place:
        """The main window of the program, as the registry of the bus knows it."""
        root = Place("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")
        applications = self.ear.children(root)
        return self.ear.children(applications[0])[0]

    def _xdotool(self, *arguments: str) -> None:
        subprocess.run(["xdotool", *arguments], env=self.environment, check=True, timeout=20)


@contextlib.contextmanager
def outside(file: Path) -> Iterator[Outside]:
    """The program with this file on a display and a bus that nobody else uses."""
    with contextlib.ExitStack() as stack:
        display = _started(
            stack, ["Xvfb", "-displayfd", "1", "-screen", "0", "1280x720x24", "-nolisten", "tcp"]
        )
        home = dict.fromkeys(_HOME, str(file.parent))
        environment = {**os.environ, **home, "DISPLAY": f":{display}"}
        # On a French keyboard each letter has a key: one put there for a moment may come too late.
        subprocess.run(["setxkbmap", "fr"], env=environment, check=True, timeout=30)
        bus = ["dbus-daemon", "--session", "--nofork", "--print-address=1", "--nopidfile"]
        environment["DBUS_SESSION_BUS_ADDRESS"] = _started(stack, bus, environment)
        ear = stack.enter_context(_ear(environment["DBUS_SESSION_BUS_ADDRESS"]))
        program = stack.enter_context(_program(file, environment))
        made = Outside(ear, environment, program)
        find = ["xdotool", "search", "--sync", "--onlyvisible", "--name", "BTS TC Jury"]
        windows = subprocess.run(
            find, env=environment, check=True, timeout=30, capture_output=True, text=True
        )
        subprocess.run(["xdotool", "windowfocus", windows.stdout.split()[-1]], env=environment, check=True)
        yield made


def _started(
    stack: contextlib.ExitStack, command: list[str], environment: dict[str, str] | None = None
) -> str:
    """Start a server that ends with the stack; the line in which it says where it is."""
    server = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    stack.callback(_end, server)
    assert server.stdout is not None
    return server.stdout.readline().decode().strip()


@contextlib.contextmanager
def _program(file: Path, environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    environment = environment | {"QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(ROOT)}
    program = subprocess.Popen(
        [sys.executable, "-m", "btstc_jury", str(file)], cwd=ROOT, env=environment, stderr=subprocess.DEVNULL
    )
    try:
        yield program
    finally:
        _end(program)


@contextlib.contextmanager
def _ear(session_bus: str) -> Iterator[Ear]:
    """Say to the bus that a screen reader is there, and what it wants to hear."""
    with open_dbus_connection(session_bus) as session:
        bus = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
        address = session.send_and_get_reply(new_method_call(bus, "GetAddress"), timeout=_ACTIVE).body[0]
        status = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Status")
        for each in ("IsEnabled", "ScreenReaderEnabled"):
            session.send_and_get_reply(Properties(status).set(each, "b", True), timeout=_ACTIVE)
        with open_dbus_connection(address) as connection:
            rule = MatchRule(type="signal", interface=_OBJECT)
            connection.send_and_get_reply(message_bus.AddMatch(rule), timeout=_ACTIVE)
            registry = DBusAddress(
                "/org/a11y/atspi/registry", "org.a11y.atspi.Registry", "org.a11y.atspi.Registry"
            )
            for wanted in _WANTED:
                call = new_method_call(registry, "RegisterEvent", "sass", (wanted, [], ""))
                connection.send_and_get_reply(call, timeout=_ACTIVE)
            yield Ear(connection)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdout is not None:
        process.stdout.close()
