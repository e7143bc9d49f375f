"""``verify``: whether signed grids are what their signers signed."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

import msgspec

from btstc_jury import bootstrap
from btstc_jury.application.problems import cause
from btstc_jury.application.verification import (
    UnusableCertificate,
    Verdict,
    Verified,
    check_lines,
    file_checks,
    later_version,
    totals,
    unreadable,
)
from btstc_jury.cli.parsing import a_path
from btstc_jury.cli.terminal import Stop, SubParsers, say, say_json, sets
from btstc_jury.domain.wording import foreign

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
    for each in chain.from_iterable(_verified(path, trust) for path in options.files):
        found.append(each)
        if not options.json:
            say(*check_lines(file_checks(str(each.path), each.report)))
    if not options.json:
        say(*_replaced(found))
    if options.json:
        say_json(_json(found))
    elif len(found) > 1:
        say(f"{totals([each.report.verdict for each in found])}.")
    counted = [each for each in found if not each.report.index] or found
    worst = max((each.report.verdict for each in counted), key=list(_STATUS).index)
    return _STATUS[worst]


def _replaced(found: Sequence[Verified]) -> Iterator[str]:
    """Once all are read: the versions that another file of those given replaces."""
    for each in found:
        if later := later_version(each.report, [other.report for other in found]):
            yield f"{foreign(str(each.path))}\u202f: remplacée par la version {later}, donnée avec elle."


def _verified(path: Path, trust: Sequence[bytes]) -> Iterator[Verified]:
    """All PDFs of a folder; of anything else, what was given: it is told of as it is."""
    closed: list[OSError] = []
    try:
        folder = path.is_dir()
    except (OSError, ValueError):
        # The reading says why.
        folder = False
    walked = os.walk(path, onerror=closed.append) if folder else ()
    inside = [Path(where, name) for where, _, names in walked for name in names if _is_pdf(name)]
    for problem in closed:
        why = f"Ce dossier ne peut pas être lu\u202f: {cause(problem)}."
        yield Verified(Path(problem.filename or path), b"", unreadable(why))
    if folder and not inside and not closed:
        yield Verified(path, b"", unreadable("Ce dossier ne contient aucun PDF."))
    for each in sorted(inside) if folder else [path]:
        yield bootstrap.DocumentPapers.verify(each, trust)


def _is_pdf(name: str) -> bool:
    return name.lower().endswith(".pdf")


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
