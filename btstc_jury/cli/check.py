"""``check`` and ``rebuild-index``: damage in exam files, found and mended."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from btstc_jury import bootstrap
from btstc_jury.application.findings import Examined, Finding, Part, finding_line
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.application.views import formats
from btstc_jury.cli.passphrase import add_option, key_for
from btstc_jury.cli.terminal import SubParsers, attempt, plain_words, say, sets

if TYPE_CHECKING:
    from btstc_jury.storage.cipher import Cipher

SOUND, DAMAGED, UNREADABLE = 0, 1, 2


def add_parser(subparsers: SubParsers) -> None:
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
    sets(check, _check_all, failure=UNREADABLE, words=_words)
    sets(rebuild, _rebuild, failure=UNREADABLE, words=_words)


def _check_all(options: argparse.Namespace) -> int:
    """Each file, whatever became of the one before; the worst status of all."""
    return max(attempt(partial(_check, path, options), options) for path in options.files)


def _check(path: Path, options: argparse.Namespace) -> int:
    from btstc_jury.storage.examination import examine

    try:
        found = examine(path, _cipher(path, options), read=bootstrap.read_kept, progress=_progress)
    except FileProblem as problem:
        if problem.kind is not ProblemKind.DAMAGED:
            raise
        found = Examined(0, (Finding(Part.PAGES, None, problem.detail),))
    if not found.findings:
        say(f"{path}\u202f: sain ({formats.count(found.orals, 'interrogation')}).")
        return SOUND
    say(f"{path}\u202f: endommagé.", *_lines(found.findings))
    return DAMAGED


def _rebuild(options: argparse.Namespace) -> int:
    from btstc_jury.storage.rebuilding import rebuild_index

    path: Path = options.file
    now = datetime.now(UTC).astimezone().replace(tzinfo=None)
    rebuilt = rebuild_index(path, now, _cipher(path, options), _progress)
    lines = formats.count(rebuilt.changed, "ligne changée", "lignes changées")
    say(f"{formats.count(rebuilt.orals, 'interrogation')}, {lines}.")
    say(f"Fichier d’avant gardé\u202f: {rebuilt.aside}", *_lines(rebuilt.refused))
    return DAMAGED if rebuilt.refused else SOUND


def _cipher(path: Path, options: argparse.Namespace) -> Cipher | None:
    """What reads the file, ``None`` for a plain one. Raises ``Stop``, ``FileProblem``."""
    from btstc_jury.storage.cipher import unlock

    return unlock(path, key_for(path, bootstrap.SystemFiles().desk().files, options.passphrase_file))


def _progress(done: int, of: int) -> None:
    """On a terminal alone, on one line that is then used again."""
    if sys.stderr.isatty() and done and of > _LONG:
        sys.stderr.write(f"\r{done:,} / {of:,} interrogations\r".replace(",", "\u202f"))
        sys.stderr.flush()


_LONG = 5000
"""Orals that take long enough to be told of."""


def _lines(findings: Iterable[Finding]) -> Iterable[str]:
    return (f"  {finding_line(each)}" for each in findings)


def _words(problem: FileProblem, options: argparse.Namespace) -> str:
    detail = f" ({problem.detail})" if problem.detail else ""
    return f"{problem.path}\u202f: {plain_words(problem, options)}{detail}"
