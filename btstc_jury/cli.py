"""The command line."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from btstc_jury import __version__

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable
    from datetime import datetime

_DESCRIPTION = (
    "Conduite des épreuves orales du BTS Technico-commercial (E4, E6) : temps, critères, notes, "
    "délibération et grille, sans réseau."
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; returns its exit status."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given and given[0] in _RUNNERS:
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
        epilog=f"Autres commandes : {', '.join(sorted(_RUNNERS))} ; btstc-jury COMMANDE --help les décrit.",
    )
    parser.add_argument("--version", action="version", version=f"BTS TC Jury {__version__}")
    parser.add_argument(
        "file", nargs="?", type=Path, metavar="FICHIER", help="fichier d’examen (.btsjury) à ouvrir"
    )
    return parser


def _command_parser() -> argparse.ArgumentParser:
    import argparse

    from btstc_jury import (
        check_cli,
        export_cli,
        forms_cli,
        person_cli,
        purge_cli,
        restore_cli,
        verify_parser,
    )

    parser = argparse.ArgumentParser(prog="btstc-jury", description=_DESCRIPTION)
    commands = parser.add_subparsers(dest="command", required=True)
    demo = commands.add_parser("demo", help="le programme sur un fichier de démonstration")
    demo.add_argument(
        "--headless",
        action="store_true",
        help="conduit un E4 et un E6 sans écran, en temps accéléré, et signe leurs grilles",
    )
    demo.add_argument("--out", type=Path, metavar="DOSSIER", help="où écrire grilles, journal et images")
    forms_cli.add_parser(commands)
    person_cli.add_parser(export_cli.add_parser(commands))
    verify_parser.add_parser(commands)
    check_cli.add_parsers(commands)
    restore_cli.add_parser(commands)
    purge_cli.add_parser(commands)
    return parser


def _run_command(options: argparse.Namespace) -> int:
    return _RUNNERS[options.command](options)


def _demo(options: argparse.Namespace) -> int:
    from btstc_jury import bootstrap

    if not options.headless:
        return bootstrap.run_window(None, demonstration=True)
    if options.out is None:
        sys.stderr.write("demo --headless : indiquez le dossier de sortie par --out DOSSIER.\n")
        return 2
    return bootstrap.run_headless(options.out)


def _forms(options: argparse.Namespace) -> int:
    from btstc_jury import bootstrap, forms_cli

    return forms_cli.run(options, bootstrap.form_folders())


def _verify(options: argparse.Namespace) -> int:
    # Whoever verifies needs nothing of the window.
    from btstc_jury import verify_cli

    return verify_cli.run(options)


def _export(options: argparse.Namespace) -> int:
    from btstc_jury import bootstrap, export_cli, person_cli
    from btstc_jury.application.person_export import PersonTools

    if options.export_command == "person":
        tools = PersonTools(bootstrap.person_files, bootstrap.write_file)
        return person_cli.run(options, bootstrap.command_desk(), tools)
    return export_cli.run(options, bootstrap.command_desk(), bootstrap.grid_export)


def _purge(options: argparse.Namespace) -> int:
    from btstc_jury import bootstrap, purge_cli

    return purge_cli.run(options, bootstrap.command_desk(), bootstrap.purge_tools())


def _check(options: argparse.Namespace) -> int:
    from btstc_jury import bootstrap, check_cli

    return check_cli.run_check(options, bootstrap.command_desk().files)


def _rebuild(options: argparse.Namespace) -> int:
    from btstc_jury import bootstrap, check_cli

    return check_cli.run_rebuild(options, bootstrap.command_desk().files, _now())


def _restore(options: argparse.Namespace) -> int:
    from btstc_jury import bootstrap, restore_cli

    return restore_cli.run(options, bootstrap.command_desk().files, bootstrap.backups, _now())


def _now() -> datetime:
    """Local wall time."""
    from datetime import UTC, datetime

    return datetime.now(UTC).astimezone().replace(tzinfo=None)


_RUNNERS: dict[str, Callable[[argparse.Namespace], int]] = {
    "check": _check,
    "demo": _demo,
    "export": _export,
    "forms": _forms,
    "purge": _purge,
    "rebuild-index": _rebuild,
    "restore": _restore,
    "verify": _verify,
}
