"""The command line."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from btstc_jury import __version__

if TYPE_CHECKING:
    import argparse

_DESCRIPTION = (
    "Conduite des épreuves orales du BTS Technico-commercial (E4, E6) : temps, critères, notes, "
    "délibération et grille, sans réseau."
)
_COMMANDS = frozenset({"check", "demo", "export", "forms", "rebuild-index", "restore", "verify"})


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; returns its exit status."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given and given[0] in _COMMANDS:
        return _run_command(_command_parser().parse_args(given))
    # Without arguments the parser isn't imported: it would cost the first window ten milliseconds.
    path: Path | None = _window_parser().parse_args(given).file if given else None
    from btstc_jury.bootstrap import run_window

    return run_window(path)


def main_gui() -> int:
    """Entry point without a console."""
    return main()


def _window_parser() -> argparse.ArgumentParser:
    import argparse

    parser = argparse.ArgumentParser(
        prog="btstc-jury",
        description=_DESCRIPTION,
        epilog=f"Autres commandes : {', '.join(sorted(_COMMANDS))} ; btstc-jury COMMANDE --help les décrit.",
    )
    parser.add_argument("--version", action="version", version=f"BTS TC Jury {__version__}")
    parser.add_argument(
        "file", nargs="?", type=Path, metavar="FICHIER", help="fichier d’examen (.btsjury) à ouvrir"
    )
    return parser


def _command_parser() -> argparse.ArgumentParser:
    import argparse

    from btstc_jury import check_cli, export_cli, forms_cli, restore_cli, verify_parser

    parser = argparse.ArgumentParser(prog="btstc-jury", description=_DESCRIPTION)
    commands = parser.add_subparsers(dest="command", required=True)
    demo = commands.add_parser("demo", help="le programme sur un fichier de démonstration")
    demo.add_argument(
        "--headless",
        action="store_true",
        help="conduit un E4 et un E6 sans écran, en temps accéléré",
    )
    demo.add_argument("--out", type=Path, metavar="DOSSIER", help="où écrire grilles, journal et images")
    forms_cli.add_parser(commands)
    export_cli.add_parser(commands)
    verify_parser.add_parser(commands)
    check_cli.add_parsers(commands)
    restore_cli.add_parser(commands)
    return parser


def _run_command(options: argparse.Namespace) -> int:
    if options.command == "verify":
        from btstc_jury import verify_cli

        return verify_cli.run(options)
    from btstc_jury import bootstrap

    if options.command == "forms":
        from btstc_jury import forms_cli

        return forms_cli.run(options, bootstrap.form_folders())
    if options.command == "export":
        from btstc_jury import export_cli

        return export_cli.run(options, bootstrap.open_office, bootstrap.grid_export)
    if options.command in {"check", "rebuild-index", "restore"}:
        return _run_on_files(options)
    if not options.headless:
        return bootstrap.run_window(None, demonstration=True)
    if options.out is None:
        sys.stderr.write("demo --headless : indiquez le dossier de sortie par --out DOSSIER.\n")
        return 2
    return bootstrap.run_headless(options.out)


def _run_on_files(options: argparse.Namespace) -> int:
    """What is done to exam files without a window."""
    from datetime import UTC, datetime

    from btstc_jury import bootstrap, check_cli, restore_cli

    now = datetime.now(UTC).astimezone().replace(tzinfo=None)
    if options.command == "check":
        return check_cli.run_check(options)
    if options.command == "rebuild-index":
        return check_cli.run_rebuild(options, now)
    return restore_cli.run(options, bootstrap.backups(), now)
