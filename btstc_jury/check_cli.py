"""The ``check`` and ``rebuild-index`` sub-commands: damage in exam files, found and mended."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from btstc_jury.application.findings import Examined, Finding, Part, finding_line
from btstc_jury.application.ports import ExamFiles
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.application.views import formats, messages
from btstc_jury.passphrase_prompt import NoKey, add_option, key_for
from btstc_jury.storage.cipher import Cipher
from btstc_jury.storage.examination import examine
from btstc_jury.storage.headers import unlock
from btstc_jury.storage.rebuilding import rebuild_index

if TYPE_CHECKING:
    SubParsers = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001

SOUND, DAMAGED, UNREADABLE = 0, 1, 2


def add_parsers(subparsers: SubParsers) -> None:
    """Add ``check`` and ``rebuild-index`` to the program's command line."""
    check = subparsers.add_parser(
        "check",
        help="contrôle complet de fichiers d’examen",
        description="Relit tout ce que contient un fichier d’examen fermé, sans rien y écrire\u202f: pages,"
        " journaux, index, formes, documents signés.",
        epilog="Code de sortie\u202f: 0 tout est sain, 1 endommagé, 2 illisible.",
    )
    check.add_argument("files", nargs="+", type=Path, metavar="FICHIER", help="fichiers .btsjury")
    rebuild = subparsers.add_parser(
        "rebuild-index",
        help="recalcule l’index d’un fichier d’examen à partir des journaux",
        description="Recalcule en une fois ce que montrent les listes. Une copie du fichier est d’abord"
        " gardée à côté. Un journal rompu garde sa ligne telle quelle, et est signalé.",
        epilog="Code de sortie\u202f: 0 fait, 1 fait sauf des journaux rompus, 2 rien n’a été changé.",
    )
    add_option(check)
    add_option(rebuild)
    rebuild.add_argument("file", type=Path, metavar="FICHIER", help="fichier .btsjury, fermé")


def run_check(options: argparse.Namespace, files: ExamFiles) -> int:
    """Check each file; the worst status of all."""
    return max(_check(path, _opener(files, options)) for path in options.files)


def run_rebuild(options: argparse.Namespace, files: ExamFiles, now: datetime) -> int:
    """``now``: local wall time."""
    try:
        rebuilt = rebuild_index(options.file, now, _opener(files, options)(options.file))
    except NoKey as missing:
        sys.stderr.write(f"{missing}\n")
        return UNREADABLE
    except FileProblem as problem:
        _complain(problem)
        return UNREADABLE
    lines = formats.count(rebuilt.changed, "ligne changée", "lignes changées")
    sys.stdout.write(f"{formats.count(rebuilt.orals, 'oral', 'oraux')}, {lines}.\n")
    sys.stdout.write(f"Fichier d’avant gardé\u202f: {rebuilt.aside}\n")
    _tell(rebuilt.refused)
    return DAMAGED if rebuilt.refused else SOUND


def _opener(files: ExamFiles, options: argparse.Namespace) -> Callable[[Path], Cipher | None]:
    """Finds what opens a file. Raises ``NoKey``, ``FileProblem``."""

    def cipher_of(path: Path) -> Cipher | None:
        return unlock(path, key_for(path, files, options.passphrase_file))

    return cipher_of


def _check(path: Path, cipher_of: Callable[[Path], Cipher | None]) -> int:
    try:
        found = examine(path, cipher_of(path))
    except NoKey as missing:
        sys.stderr.write(f"{missing}\n")
        return UNREADABLE
    except FileProblem as problem:
        if problem.kind is ProblemKind.DAMAGED:
            found = Examined(0, (Finding(Part.PAGES, None, problem.detail),))
        else:
            _complain(problem)
            return UNREADABLE
    if not found.findings:
        sys.stdout.write(f"{path}\u202f: sain ({formats.count(found.orals, 'oral', 'oraux')}).\n")
        return SOUND
    sys.stdout.write(f"{path}\u202f: endommagé.\n")
    _tell(found.findings)
    return DAMAGED


def _tell(findings: tuple[Finding, ...]) -> None:
    sys.stdout.writelines(f"  {finding_line(each)}\n" for each in findings)


def _complain(problem: FileProblem) -> None:
    message = messages.problem(problem)
    detail = f" ({problem.detail})" if problem.detail else ""
    sys.stderr.write(f"{problem.path}\u202f: {message.title} {message.body}{detail}\n")
