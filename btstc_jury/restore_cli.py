"""The ``restore`` sub-command: what a backup holds, and putting it in the place of an exam file."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from btstc_jury.application.backups import Backup, BackupStore, Holding, backup_of
from btstc_jury.application.passphrases import FileKey
from btstc_jury.application.ports import ExamFiles
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.application.sessions import SUFFIX
from btstc_jury.application.views import messages
from btstc_jury.application.views.backups import backup_row, holds, listed, unusable
from btstc_jury.passphrase_prompt import NoKey, add_option, key_for

if TYPE_CHECKING:
    SubParsers = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001

DONE, NOT_DONE, UNREADABLE = 0, 1, 2
_YES = frozenset({"o", "oui"})


def add_parser(subparsers: SubParsers) -> None:
    """Add ``restore`` to the program's command line."""
    restore = subparsers.add_parser(
        "restore",
        help="reprend une sauvegarde d’un fichier d’examen",
        description="Montre ce que contient une sauvegarde, puis la met à la place du fichier d’examen,"
        " qui est gardé à côté sous un autre nom.",
        epilog="Code de sortie\u202f: 0 fait, 1 rien n’a été remplacé, 2 sauvegarde ou dossier illisible.",
    )
    restore.add_argument("backup", nargs="?", type=Path, metavar="SAUVEGARDE", help="fichier à reprendre")
    restore.add_argument("--to", type=Path, metavar="FICHIER", help="fichier d’examen à remplacer ou à créer")
    restore.add_argument("--list", type=Path, metavar="DOSSIER", help="liste les sauvegardes d’un dossier")
    add_option(restore)
    restore.add_argument("--yes", action="store_true", help="ne demande pas de confirmation")


def run(
    options: argparse.Namespace, files: ExamFiles, store_with: Callable[..., BackupStore], now: datetime
) -> int:
    """Run the command that was parsed. ``store_with``: takes the keys of encrypted files; ``now``: local wall
    time.
    """
    try:
        store = store_with(*_keys(options, files, store_with()))
        if options.list is not None:
            return _list(store, options.list, options.to)
        if options.backup is None:
            sys.stderr.write("restore\u202f: indiquez une sauvegarde, ou un dossier par --list DOSSIER.\n")
            return UNREADABLE
        return _restore(options, store, now)
    except NoKey as missing:
        sys.stderr.write(f"{missing}\n")
        return UNREADABLE
    except FileProblem as problem:
        _complain(problem)
        return UNREADABLE


def _keys(options: argparse.Namespace, files: ExamFiles, plain: BackupStore) -> Iterator[FileKey]:
    """One key, asked for once: a file and its backups have the same, unless the passphrase has changed."""
    listed = () if options.list is None else (each.path for each in plain.found(options.list))
    for path in filter(None, (options.backup, options.to, *listed)):
        if path.exists() and files.is_encrypted(path):
            key = key_for(path, files, options.passphrase_file)
            if key is not None:
                yield key
            return


def _list(store: BackupStore, folder: Path, to: Path | None) -> int:
    backups = store.found(folder)
    current = None if to is None else _holding(store, to)
    rows = [backup_row(each, _holding(store, each.path), current) for each in backups]
    names = [each.path.name for each in backups]
    if not rows:
        sys.stdout.write("Aucune sauvegarde dans ce dossier.\n")
    for name, lines in zip(names, (listed([row]) for row in rows), strict=True):
        sys.stdout.writelines((f"{name}\n", *(f"  {line.removeprefix('1. ')}\n" for line in lines)))
    return DONE


def _restore(options: argparse.Namespace, store: BackupStore, now: datetime) -> int:
    backup: Path = options.backup
    named = backup_of(backup)
    if options.to is None and named is None:
        sys.stderr.write("restore\u202f: indiquez le fichier d’examen à remplacer par --to FICHIER.\n")
        return UNREADABLE
    to: Path = options.to or Path.cwd() / f"{named.stem if named else backup.stem}{SUFFIX}"
    found = store.holding(backup)
    current = _holding(store, to) if to.exists() else None
    _show(named, found, current, to)
    if not options.yes and not _agrees():
        sys.stdout.write("Rien n’a été remplacé.\n")
        return NOT_DONE
    try:
        aside = store.restore(backup, to, now)
    except FileProblem as problem:
        _complain(problem)
        return UNREADABLE if problem.path == backup else NOT_DONE
    if aside is not None:
        sys.stdout.write(f"Le fichier remplacé est gardé\u202f: {aside}\n")
    sys.stdout.write(f"Restauré\u202f: {to}\n")
    return DONE


def _show(named: Backup | None, found: Holding, current: Holding | FileProblem | None, to: Path) -> None:
    row = None if named is None else backup_row(named, found, current)
    sys.stdout.write(f"Sauvegarde\u202f: {holds(found) if row is None else f'{row.title}. {row.holds}'}\n")
    if current is None:
        sys.stdout.write(f"Fichier à créer\u202f: {to}\n")
        return
    shown = unusable(current) if isinstance(current, FileProblem) else holds(current)
    sys.stdout.write(f"Fichier à remplacer\u202f: {to}\n  {shown}\n")
    if row is not None and row.differs:
        sys.stdout.write(f"  {row.differs}\n")


def _agrees() -> bool:
    sys.stdout.write("Mettre la sauvegarde à cette place\u202f? [o/N] ")
    sys.stdout.flush()
    return sys.stdin.readline().strip().casefold() in _YES


def _holding(store: BackupStore, path: Path) -> Holding | FileProblem:
    try:
        return store.holding(path)
    except FileProblem as problem:
        return problem


def _complain(problem: FileProblem) -> None:
    message = messages.problem(problem)
    body = message.body
    if problem.kind is ProblemKind.BUSY:
        body = "Fermez-le dans l’autre programme, puis recommencez. Rien n’a été remplacé."
    detail = f" ({problem.detail})" if problem.detail else ""
    sys.stderr.write(f"{message.title} {body}{detail}\n")
