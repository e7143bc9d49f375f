"""The ``verify`` command as it is written; apart from what it runs, which takes a second to import."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    SubParsers = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001

_STATUS = (
    "code de sortie : 0 tout est valide ; 1 une signature, un accord ou un document n’est pas valide "
    "(aucune signature compris) ; 2 un fichier est illisible"
)


def add_parser(subparsers: SubParsers) -> None:
    """Add ``verify`` to the program's command line."""
    verify = subparsers.add_parser("verify", help="vérifie des grilles signées", epilog=_STATUS)
    verify.add_argument("files", metavar="FICHIER", nargs="+", type=Path, help="grille signée (PDF)")
    verify.add_argument(
        "--trust",
        metavar="CERTIFICAT",
        action="append",
        type=Path,
        default=[],
        help="certificat d’une autorité à laquelle vous vous fiez (.crt, .pem) ; peut être répété. "
        "Un signataire qu’aucune ne garantit n’est alors pas valide",
    )
    verify.add_argument("--json", action="store_true", help="résultat en JSON")
