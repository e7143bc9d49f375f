"""``verify``: whether signed grids are what their signers signed."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from itertools import chain
from pathlib import Path

import msgspec

from btstc_jury import bootstrap
from btstc_jury.application.verification import (
    UnusableCertificate,
    Verdict,
    Verified,
    check_lines,
    file_checks,
)
from btstc_jury.cli.parsing import a_path
from btstc_jury.cli.terminal import Stop, SubParsers, say, say_json, sets

_STATUS = {
    Verdict.VALID: 0,
    Verdict.UNVOUCHED: 4,
    Verdict.INCOMPLETE: 5,
    Verdict.UNCHECKED: 6,
    Verdict.NO_GRID: 7,
    Verdict.FOREIGN: 1,
    Verdict.INVALID: 1,
    Verdict.UNREADABLE: 2,
}
"""The exit status of each, the worst at the end."""
_STATUS_WORDS = (
    "code de sortie : 0 tout est valide ; 1 une signature, un accord ou un document n’est pas valide "
    "(aucune signature ou PDF d’ailleurs compris) ; 2 un fichier est illisible ; 4 tout est intact, mais "
    "aucun certificat donné ne garantit les noms ; 5 il manque une signature ; 6 la grille est "
    "d’une autre version du programme ; 7 le document est une page que le programme fait sans signature, "
    "pas une grille (l’index d’un export ne compte pas, à côté de grilles). Le pire des fichiers compte"
)
_JSON_VERSION = 3
_SHOWN = ("candidate", "form", "version", "verdict")
"""Of the data of a grid that nothing contradicts."""


def add_parser(subparsers: SubParsers) -> None:
    verify = subparsers.add_parser("verify", help="vérifie des grilles signées", epilog=_STATUS_WORDS)
    verify.add_argument(
        "files",
        metavar="FICHIER",
        nargs="+",
        type=a_path,
        help="grille signée (PDF), ou un dossier pour tous les PDF qu’il contient, sous-dossiers compris",
    )
    verify.add_argument(
        "--trust",
        metavar="CERTIFICAT",
        action="append",
        type=a_path,
        default=[],
        help="certificat d’une autorité à laquelle vous vous fiez (.crt, .pem) ; peut être répété. "
        "Un signataire qu’aucune ne garantit n’est alors pas valide",
    )
    verify.add_argument("--json", action="store_true", help="résultat en JSON")
    sets(verify, _verify, failure=2)


def _verify(options: argparse.Namespace) -> int:
    """The exit status is the worst of the files'."""
    try:
        trust = [bootstrap.DocumentPapers.certificate(path) for path in options.trust]
    except UnusableCertificate as problem:
        raise Stop(problem) from problem
    found = []
    for path in chain.from_iterable(map(_files, options.files)):
        found.append(bootstrap.DocumentPapers.verify(path, trust))
        if not options.json:
            say(*check_lines(file_checks(str(path), found[-1].report)))
    if options.json:
        say_json(_json(found))
    counted = [each for each in found if not each.report.index] or found
    worst = max((each.report.verdict for each in counted), key=list(_STATUS).index)
    return _STATUS[worst]


def _files(path: Path) -> Sequence[Path]:
    """All PDFs of a folder; of anything else, what was given: it is told of as it is."""
    if not path.is_dir():
        return (path,)
    try:
        found = sorted(each for each in path.rglob("*") if each.suffix.lower() == ".pdf" and each.is_file())
    except OSError as problem:
        raise Stop(f"Ce dossier n’a pas pu être lu\u202f: {path}. {problem.strerror or problem}") from problem
    if not found:
        raise Stop(f"Ce dossier ne contient aucun PDF\u202f: {path}. Rien n’a été vérifié.")
    return found


def _json(found: Sequence[Verified]) -> dict[str, object]:
    """``docs/verification.md`` tells what stands in it."""
    return {
        "schema": "btstc-jury/verification",
        "schema_version": _JSON_VERSION,
        "files": [_told(each) for each in found],
    }


def _told(one: Verified) -> dict[str, object]:
    told: dict[str, object] = msgspec.to_builtins(one.report)
    told["signatures"] = [
        {**msgspec.to_builtins(each), "valid": each.valid} for each in one.report.signatures
    ]
    known = one.report.evaluation if one.report.verdict.sound else None
    told["evaluation"] = None if known is None else {key: msgspec.to_builtins(known)[key] for key in _SHOWN}
    return {"file": str(one.path), **told}
