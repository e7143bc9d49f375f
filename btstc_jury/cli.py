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
_COMMANDS = frozenset({"demo", "export", "forms", "purge"})


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
        epilog="Autres commandes : btstc-jury demo --help, forms --help, export --help, purge --help",
    )
    parser.add_argument("--version", action="version", version=f"BTS TC Jury {__version__}")
    parser.add_argument(
        "file", nargs="?", type=Path, metavar="FICHIER", help="fichier d’examen (.btsjury) à ouvrir"
    )
    return parser


def _command_parser() -> argparse.ArgumentParser:
    import argparse

    from btstc_jury import forms_cli, person_cli, purge_cli

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
    export = commands.add_parser("export", help="ce qui sort d’un fichier d’examen")
    person_cli.add_parser(export.add_subparsers(dest="export_command", required=True, metavar="COMMANDE"))
    purge_cli.add_parser(commands)
    return parser


def _run_command(options: argparse.Namespace) -> int:
    from btstc_jury import bootstrap

    if options.command == "forms":
        from btstc_jury import forms_cli

        return forms_cli.run(options, bootstrap.form_folders())
    if options.command == "export":
        from btstc_jury import person_cli
        from btstc_jury.application.person_export import PersonTools

        tools = PersonTools(bootstrap.person_files, bootstrap.write_file)
        return person_cli.run(options, bootstrap.command_desk(), tools)
    if options.command == "purge":
        from btstc_jury import purge_cli

        return purge_cli.run(options, bootstrap.command_desk(), bootstrap.purge_tools())
    if not options.headless:
        return bootstrap.run_window(None, demonstration=True)
    if options.out is None:
        sys.stderr.write("demo --headless : indiquez le dossier de sortie par --out DOSSIER.\n")
        return 2
    return bootstrap.run_headless(options.out)
