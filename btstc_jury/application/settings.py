"""What the program remembers of its user between two runs; nothing of a candidate."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from time import localtime, strftime
from types import MappingProxyType
from typing import Literal, NamedTuple, Protocol

LONGEST_AUTO_COVER = 60
LONGEST_AUTO_LOCK = 240
"""Minutes."""
MOST_RECENT = 10
"""Files."""
MOST_SERVERS = 4
"""Centres of servers."""
LONGEST_KEPT = 120
"""Months."""
TEXT_SCALES = range(100, 201)
"""Percent."""

ThemeMode = Literal["auto", "light", "dark", "contrast-light", "contrast-dark"]


class Shelf(StrEnum):
    """A kind of file that people keep together, as the settings name it."""

    PAPERS = "papers"
    GRIDS = "grids"
    SCENARIOS = "scenarios"
    OPINIONS = "opinions"
    CASES = "cases"
    FORMS = "forms"
    LISTS = "lists"
    RECEIVED = "received"
    COMMISSIONS = "commissions"
    SLIPS = "slips"
    JURY = "jury"
    SETTINGS = "settings"


class KnownCentre(NamedTuple):
    """A centre of a server. ``address``: by which it is opened again, without a password; ``name``,
    ``place``: as they are shown.
    """

    address: str
    name: str
    place: str


class Settings(NamedTuple):
    """``text_scale``: percent, 100 to 200. ``recent``: exam files, latest first, at most ``MOST_RECENT``.

    ``geometry``: the window's place as Qt gives it, base64; "" at the first start. ``auto_cover``: minutes
    without a key or the mouse after which the screen is covered, 0 for never; it waits while an oral runs,
    since a commission listens for longer than that without touching anything. ``candidate_monitor``: name
    of the monitor that the candidate's screen filled last; ``candidate_place``: place of its small window,
    as ``geometry``. ``purge_after_months``: how long a session is kept after its last oral. ``keys``: those
    that the user changed, by name of the act. ``backup_folder``: where exam files are copied to, ``None`` for
    nowhere. ``timestamp_url``: of an authority that timestamps signatures (RFC 3161), "" for none: no network
    is then used; ``seal_file``: PKCS#12 of the centre's seal. ``forms_folder``: where the centre's forms are,
    ``cases_folder``: the cases to rehearse with, ``None`` for the user's data.

    ``auto_lock``: as ``auto_cover``, after which an encrypted file asks for its passphrase. Of the recent
    files, ``encrypted``: those that were so when last open; ``recovery_due``: those whose recovery key was
    not printed or saved since it came into use.

    ``servers``: centres of servers, latest first, at most ``MOST_SERVERS``; ``on_server``: whether one of
    them was opened later than any file. ``folders``: where the user went last for each kind of file;
    ``last_folder`` for exam files.
    """

    theme: ThemeMode = "auto"
    text_scale: int = 100
    recent: tuple[Path, ...] = ()
    last_folder: Path | None = None
    geometry: str = ""
    auto_cover: int = 10
    keep_awake: bool = True
    candidate_monitor: str = ""
    candidate_place: str = ""
    purge_after_months: int = 12
    keys: Mapping[str, str] = MappingProxyType({})
    backup_folder: Path | None = None
    auto_lock: int = 30
    encrypted: tuple[Path, ...] = ()
    recovery_due: tuple[Path, ...] = ()
    timestamp_url: str = ""
    seal_file: Path | None = None
    forms_folder: Path | None = None
    cases_folder: Path | None = None
    servers: tuple[KnownCentre, ...] = ()
    on_server: bool = False
    folders: Mapping[Shelf, Path] = MappingProxyType({})


class UsualFolders(NamedTuple):
    """Where the centre's forms and the cases are while the settings name no other folder."""

    forms: Path
    cases: Path


class SettingsStore(Protocol):
    def load(self) -> Settings:
        """What was saved, or the defaults."""

    def save(self, settings: Settings) -> None:
        """Raises ``FileProblem``."""


class RecentFile(NamedTuple):
    """``used``: « 18/05/2027 à 14:02 », when it was last written; "" for a file that isn't there.
    ``encrypted``: a passphrase is asked for; ``address``: of a centre on a server, which has no path.
    """

    path: Path
    name: str
    folder: str
    used: str
    missing: bool
    encrypted: bool
    address: str = ""


def recent_files(paths: Sequence[Path], encrypted: Collection[Path] = ()) -> tuple[RecentFile, ...]:
    """In the order given; a file that can't be reached is told, not dropped. ``encrypted``: those known to be
    so; none is opened to find out, which would drop the lock of one that is open.
    """
    return tuple(_recent(path, encrypted=path in encrypted) for path in paths)


def recent_centres(known: Sequence[KnownCentre]) -> tuple[RecentFile, ...]:
    """Those of servers: whether one answers shows when it is opened."""
    return tuple(
        RecentFile(Path(), each.name, each.place, "", missing=False, encrypted=False, address=each.address)
        for each in known
    )


def _recent(path: Path, *, encrypted: bool) -> RecentFile:
    try:
        written = localtime(path.stat().st_mtime)
    except OSError:
        return RecentFile(path, path.stem, _folder(path), "", missing=True, encrypted=encrypted)
    used = f"{strftime('%d/%m/%Y', written)} à {written.tm_hour}\u202fh\u202f{written.tm_min:02d}"
    return RecentFile(path, path.stem, _folder(path), used, missing=False, encrypted=encrypted)


def _folder(path: Path) -> str:
    """The folder as people know it, from their own on."""
    parent, home = path.parent, Path.home()
    if not parent.is_relative_to(home):
        return str(parent)
    return str(Path("dossier personnel", parent.relative_to(home)))
