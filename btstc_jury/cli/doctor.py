"""``doctor``: what the program finds on this machine, to be shown to whoever helps; no personal data."""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from functools import partial
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from btstc_jury import __version__, bootstrap
from btstc_jury.cli.terminal import SubParsers, say, say_json, sets

_JSON_VERSION = 1
_STATUS_WORDS = (
    "code de sortie : 0 rien ne manque ; 1 il manque de quoi travailler ; 2 l’examen n’a pas abouti"
)
_NEEDED = ("PySide6-Essentials", "SQLAlchemy", "alembic", "reportlab", "pyHanko", "pypdfium2", "msgspec")
_OPTIONAL = {
    "sqlcipher3": ("sqlcipher3", "chiffrer les fichiers"),
    "ortools": ("ortools.sat.python.cp_model", "placer automatiquement les interrogations d’un centre"),
    "psycopg": ("psycopg", "ouvrir les centres d’un serveur"),
    "krippendorff": ("krippendorff", "mesurer l’accord entre examinateurs"),
}
"""The module that the program loads of each, and what for: a package may be there without what it needs."""
_LITTLE = 500
"""Free megabytes under which it is said."""


@dataclass(frozen=True, slots=True)
class Line:
    """``amiss``: what to do, "" where nothing is; ``needed``: whether nobody works without it."""

    part: str
    name: str
    value: str
    amiss: str = ""
    needed: bool = False


def add_parser(subparsers: SubParsers) -> None:
    doctor = subparsers.add_parser(
        "doctor",
        help="ce que le programme trouve sur cet ordinateur : versions, écrans, clavier, droits",
        description="Dit ce que le programme trouve sur cet ordinateur, sans aucune donnée personnelle : "
        "ni nom, ni fichier d’examen. À joindre à une demande d’aide.",
        epilog=_STATUS_WORDS,
    )
    doctor.add_argument("--json", action="store_true", help="résultat en JSON")
    sets(doctor, _doctor, failure=2)


def _doctor(options: argparse.Namespace) -> int:
    found = [line for part in _PARTS for line in part()]
    if options.json:
        lines = [asdict(line) for line in found]
        say_json({"schema": "btstc-jury/doctor", "schema_version": _JSON_VERSION, "lines": lines})
    else:
        say(*_told(found))
    return 1 if any(line.amiss and line.needed for line in found) else 0


def _told(found: list[Line]) -> Iterator[str]:
    part = ""
    for line in found:
        if line.part != part:
            part = line.part
            yield part
        yield f"  {line.name}\u202f: {line.value}"
        if line.amiss:
            yield f"    → {line.amiss}"
    amiss = sum(bool(line.amiss) for line in found)
    yield "Rien à signaler." if not amiss else f"{amiss} point{'s' if amiss > 1 else ''} à regarder (→)."


def _versions() -> Iterator[Line]:
    line = partial(Line, "Versions")
    yield line("BTS TC Jury", __version__)
    yield line("Python", platform.python_version())
    yield line("Système", f"{platform.system()} {platform.release()}, {platform.machine()}")
    yield line("Langue", os.environ.get("LC_ALL") or os.environ.get("LANG") or "celle du système")
    yield line("SQLite", sqlite3.sqlite_version)
    for name in _NEEDED:
        yield line(
            name,
            _version(name) or "absent",
            "" if _version(name) else "Réinstallez le programme.",
            needed=True,
        )


def _parts() -> Iterator[Line]:
    for name, (module, use) in _OPTIONAL.items():
        found = _version(name)
        amiss = "" if found else f"Facultatif, pour {use}\u202f: pip install {name}"
        if found:
            try:
                import_module(module)
            except ImportError as error:
                why = error.name or type(error).__name__
                amiss = f"Facultatif, pour {use}\u202f: présent, ne se charge pas ({why}). À réinstaller."
        yield Line("Composants facultatifs", name, found or "absent", amiss)


def _version(name: str) -> str:
    """Empty where it isn't installed."""
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _screens() -> Iterator[Line]:
    line = partial(Line, "Écrans et clavier")
    if not bootstrap.has_display():
        yield line("Écran", "aucun", "Sans écran, seules les commandes travaillent.")
        return
    from PySide6.QtCore import QLocale
    from PySide6.QtGui import QFontDatabase, QGuiApplication
    from PySide6.QtPrintSupport import QPrinterInfo

    app = bootstrap.make_application()
    yield line("Affichage", QGuiApplication.platformName())
    for number, screen in enumerate(app.screens(), 1):
        size, free = screen.size(), screen.availableSize()
        ratio = f"{screen.devicePixelRatio():g}".replace(".", ",")
        usable = _size(free.width(), free.height())
        shown = f"{_size(size.width(), size.height())}, échelle {ratio}, libre {usable}"
        small = free.width() < 1280 or free.height() < 680
        amiss = f"Plus petit que {_size(1280, 720)}\u202f: réduisez l’échelle." if small else ""
        yield line(f"Écran {number}", shown, amiss)
    keyboard = QGuiApplication.inputMethod().locale()
    language, territory = keyboard.nativeLanguageName(), keyboard.nativeTerritoryName()
    # Without a desktop's own input method Qt answers a locale that has no name.
    known = keyboard != QLocale.c() and bool(language)
    shown = f"{language} ({territory})" if known else "inconnu"
    yield line("Clavier", shown)
    fonts = len(QFontDatabase.families())
    yield line(
        "Polices",
        str(fonts),
        "" if fonts else "Aucune police\u202f: les textes ne s’afficheront pas.",
        needed=True,
    )
    printers = len(QPrinterInfo.availablePrinterNames())
    yield line(
        "Imprimantes", str(printers), "" if printers else "Imprimez dans un fichier PDF, ou ajoutez-en une."
    )


def _size(width: int, height: int) -> str:
    return f"{width}\u202f×\u202f{height}"


def _folders() -> Iterator[Line]:
    from platformdirs import user_data_path, user_log_path

    from btstc_jury.system.folders import config_folder, data_dir

    data, log = (known("btstc-jury", appauthor=False) for known in (user_data_path, user_log_path))
    for name, folder in (("Réglages", config_folder()), ("Données", data), ("Journal technique", log)):
        yield _folder(name, folder)
    for name in ("forms", "resources"):
        try:
            data_dir(name)
        except RuntimeError as error:
            yield Line("Dossiers", name, "absent", str(error), needed=True)


def _folder(name: str, folder: Path) -> Line:
    """Of one that may have to be made yet: what counts is the nearest that is there."""
    there = next(each for each in (folder, *folder.parents) if each.exists())
    free = shutil.disk_usage(there).free // 1_000_000
    shown = f"{_private(folder)}, {free}\u202fMo libres"
    if not os.access(there, os.W_OK | os.X_OK):
        return Line(
            "Dossiers",
            name,
            shown,
            "Ce dossier ne peut pas être écrit\u202f: rétablissez vos droits.",
            needed=True,
        )
    return Line("Dossiers", name, shown, "Il reste peu de place." if free < _LITTLE else "")


def _private(folder: Path) -> str:
    """Without the name of whoever works here."""
    home = Path.home()
    return str(Path("~") / folder.relative_to(home)) if folder.is_relative_to(home) else str(folder)


def _encryption() -> Iterator[Line]:
    line = partial(Line, "Fichiers")
    from btstc_jury.storage.cipher import library

    cipher = library()
    yield line("Chiffrement (SQLCipher)", "possible" if cipher else "absent")
    with closing(sqlite3.connect(":memory:")) as trial:
        options = {row[0] for row in trial.execute("PRAGMA compile_options")}
    yield line("Recherche dans les textes", "possible" if "ENABLE_FTS5" in options else "absente")


def _documents() -> Iterator[Line]:
    """A page is made, and drawn as any that comes from elsewhere: in a process, which has to start."""
    from io import BytesIO

    from reportlab.pdfgen.canvas import Canvas

    from btstc_jury.system.settings import ForgetfulSettings

    made = BytesIO()
    page = Canvas(made)
    page.drawString(72, 720, "BTS TC Jury")
    page.save()
    drawn = len(bootstrap.ports(None, ForgetfulSettings()).papers.foreign_pages(made.getvalue(), 100)) == 1
    late = (
        "Le processus qui lit les documents n’a pas répondu. Réessayez quand l’ordinateur est moins occupé,"
        " sinon réinstallez le programme."
    )
    read, amiss = ("oui", "") if drawn else ("non", late)
    yield Line("Documents", "Page écrite, puis relue à part", read, amiss, needed=True)


_PARTS: tuple[Callable[[], Iterator[Line]], ...] = (
    _versions,
    _parts,
    _encryption,
    _screens,
    _folders,
    _documents,
)
