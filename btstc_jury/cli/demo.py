"""``demo``: the program on a file of its own."""

from __future__ import annotations

import argparse
from pathlib import Path

from btstc_jury import bootstrap
from btstc_jury.cli.terminal import Stop, SubParsers, sets


def add_parser(subparsers: SubParsers) -> None:
    """Add ``demo`` to the program's command line."""
    demo = subparsers.add_parser("demo", help="le programme sur un fichier de démonstration")
    demo.add_argument(
        "--headless",
        action="store_true",
        help="conduit un E4 et un E6 sans écran, en temps accéléré, et signe leurs grilles",
    )
    demo.add_argument("--out", type=Path, metavar="DOSSIER", help="où écrire grilles, journal et images")
    sets(demo, _run, failure=2)


def _run(options: argparse.Namespace) -> int:
    if not options.headless:
        return bootstrap.run_window(None, demonstration=True)
    if options.out is None:
        raise Stop("demo --headless : indiquez le dossier de sortie par --out DOSSIER.")
    return bootstrap.run_headless(options.out)
