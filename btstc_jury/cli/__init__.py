"""The command line. Nothing slow is imported before a command, or the window, needs it."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from btstc_jury import __version__
from btstc_jury.cli.streams import prepare, printing, put

if TYPE_CHECKING:
    import argparse

    from btstc_jury.cli.terminal import SubParsers

COMMANDS = (
    *("bring", "centre", "check", "collect", "demo", "doctor", "export", "find", "forms", "import", "invite"),
    *("purge", "rebuild-index", "restore", "settings", "verify"),
)
"""What the first word may ask for; any other is a file to open in the window."""

_DESCRIPTION = (
    "Conduite des épreuves orales du BTS Technico-commercial (E1 à E4, E6, EF1) : temps, critères, "
    "remarques, délibération et grille, sans réseau."
)
_STATUSES = (
    "Code de sortie\u202f: celui de la commande, que dit btstc-jury COMMANDE --help\u202f; pour toutes,"
    " 0 fait, 2 commande inconnue ou incomplète, 74 la sortie n’a pas pu être écrite, 130 interrompu."
    " La fenêtre\u202f: 0 fermée, 1 aucun écran."
)
_NO_DISPLAY = (
    "Aucun écran n’est disponible\u202f: le programme ne peut pas s’afficher.",
    "Sans écran\u202f: btstc-jury demo --headless --out DOSSIER",
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; returns its exit status."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    prepare()
    return printing(partial(_run, given))


def _run(given: Sequence[str]) -> int:
    if given and given[0] in COMMANDS:
        from btstc_jury.cli.terminal import carry_out

        return carry_out(command_parser().parse_args(_whole(given)))
    # Without arguments the parser isn't imported: it would cost the first window ten milliseconds.
    path: Path | None = _file_to_open(given) if given else None
    return _show(path)


def _whole(given: Sequence[str]) -> Sequence[str]:
    """« centre ADRESSE » lists the centres that are there."""
    if len(given) < 2 or given[0] != "centre":
        return given
    from btstc_jury.application.centre.server import is_address

    return [given[0], "list", *given[1:]] if is_address(given[1]) else given


def command_parser() -> argparse.ArgumentParser:
    """Knows each of ``COMMANDS``; what it parses goes to ``terminal.carry_out``."""
    from btstc_jury.cli import (
        centre,
        check,
        doctor,
        export,
        find,
        forms,
        laptops,
        purge,
        restore,
        settings,
        verify,
    )
    from btstc_jury.cli.parsing import Parser, speak_french

    speak_french()
    parser: argparse.ArgumentParser = Parser(prog="btstc-jury", description=_DESCRIPTION, epilog=_STATUSES)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMANDE")
    _add_demo(commands)
    for module in (forms, export, find, verify, check, restore, purge, centre, laptops, doctor, settings):
        module.add_parser(commands)
    return parser


def _show(path: Path | None, *, demonstration: bool = False) -> int:
    from btstc_jury import bootstrap

    if not bootstrap.has_display():
        put(sys.stderr, _NO_DISPLAY)
        return 1
    return bootstrap.run_window(path, demonstration=True) if demonstration else bootstrap.run_window(path)


def window_parser() -> argparse.ArgumentParser:
    """Of a file to open; it is the one that says what the program is."""
    from btstc_jury.cli.parsing import Parser, a_path, speak_french

    speak_french()
    parser = Parser(
        prog="btstc-jury",
        description=_DESCRIPTION,
        epilog=f"Autres commandes\u202f: {', '.join(COMMANDS)}\u202f; btstc-jury COMMANDE --help les décrit."
        f" {_STATUSES}",
    )
    version = f"BTS TC Jury {__version__}"
    parser.add_argument("--version", action="version", version=version, help="montre la version")
    parser.add_argument(
        "file",
        nargs="?",
        type=a_path,
        metavar="FICHIER",
        help="fichier d’examen (.btsjury) ou de centre (.btscentre)",
    )
    return parser


def _file_to_open(given: Sequence[str]) -> Path | None:
    """Ends the program with status 2 where the word is no file but a command that doesn't exist."""
    parser = window_parser()
    # Before --help, which would describe another command than the one that was asked for.
    _refuse_unknown(parser, Path(given[0]))
    options, others = parser.parse_known_args(given)
    path: Path | None = options.file
    if path is not None:
        _refuse_unknown(parser, path)
    if others:
        parser.error(f"arguments inconnus\u202f: {' '.join(others)}")
    return path


def _refuse_unknown(parser: argparse.ArgumentParser, path: Path) -> None:
    word = str(path)
    if word.startswith("-") or path.parts != (path.stem,) or "\0" in word or os.path.lexists(path):
        return
    from difflib import get_close_matches

    near = "".join(f" Peut-être {each}\u202f?" for each in get_close_matches(word, COMMANDS, 1))
    known = ", ".join(COMMANDS)
    parser.error(f"«\u202f{word}\u202f» n’est ni une commande ni un fichier.{near} Commandes\u202f: {known}.")


def _add_demo(commands: SubParsers) -> None:
    from btstc_jury.cli.centre_places import a_place
    from btstc_jury.cli.parsing import a_path
    from btstc_jury.cli.terminal import sets

    demo = commands.add_parser(
        "demo",
        help="le programme sur un fichier de démonstration",
        epilog="Code de sortie\u202f: 0 tout est passé, ou la fenêtre est fermée, 1 arrêtée, et il est dit"
        " pourquoi, ou aucun écran, 2 erreur dans la commande.",
    )
    demo.add_argument(
        "--headless",
        action="store_true",
        help="conduit un E4 et un E6 sans écran, en temps accéléré, et signe leurs grilles",
    )
    other = demo.add_mutually_exclusive_group()
    other.add_argument(
        "--rehearsal",
        dest="played",
        action="store_const",
        const="rehearsal",
        default="",
        help="avec --headless\u202f: joue un cas et trois essais d’étudiants, jusqu’aux progrès de la classe",
    )
    other.add_argument(
        "--centre",
        dest="played",
        action="store_const",
        const="centre",
        help="avec --headless\u202f: la journée d’un centre, de la liste reçue aux bordereaux",
    )
    demo.add_argument(
        "--database",
        type=a_place,
        metavar="ADRESSE",
        help="avec --centre\u202f: dans un centre fait exprès sur ce serveur (postgresql://serveur/base)",
    )
    demo.add_argument("--out", type=a_path, metavar="DOSSIER", help="où écrire documents et images")
    sets(demo, _demo, failure=2)


def _demo(options: argparse.Namespace) -> int:
    from btstc_jury import bootstrap
    from btstc_jury.application.centre.server import Given
    from btstc_jury.cli.terminal import Stop, complain, say

    if options.played and not options.headless:
        raise Stop(f"demo --{options.played} se joue sans écran\u202f: ajoutez --headless et --out DOSSIER.")
    if not options.headless:
        return _show(None, demonstration=True)
    if options.out is None:
        raise Stop("demo --headless : indiquez le dossier de sortie par --out DOSSIER.")
    database = options.database
    if database is not None and (options.played != "centre" or not isinstance(database, Given)):
        raise Stop("demo --database va avec --centre, et donne une adresse comme postgresql://serveur/base.")
    status, words = bootstrap.run_headless(options.out, options.played, database)
    (complain if status else say)(words)
    return status
