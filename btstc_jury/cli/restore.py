"""``restore``: what a backup holds, and putting it in the place of an exam file."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from btstc_jury import bootstrap
from btstc_jury.application.backups import Backup, BackupStore, CentreHolding, backup_of
from btstc_jury.application.centre.ports import CENTRE_SUFFIX
from btstc_jury.application.passphrases import FileKey
from btstc_jury.application.ports import ExamFiles
from btstc_jury.application.problems import NOT_ORDINARY, FileProblem, ProblemKind, cause
from btstc_jury.application.sessions import SUFFIX
from btstc_jury.application.views import messages
from btstc_jury.application.views.backups import (
    BackupRow,
    Held,
    backup_row,
    differs,
    file_row,
    holds,
    listed,
    unusable,
    whose,
)
from btstc_jury.cli.parsing import a_path
from btstc_jury.cli.passphrase import VARIABLE, add_option, key_for
from btstc_jury.cli.streams import ask
from btstc_jury.cli.terminal import (
    Stop,
    SubParsers,
    add_json,
    complain,
    need_folder,
    plain_words,
    say,
    sets,
    tell,
)

DONE, NOT_DONE, UNREADABLE = 0, 1, 2
_YES = frozenset({"o", "oui"})


def add_parser(subparsers: SubParsers) -> None:
    restore = subparsers.add_parser(
        "restore",
        help="reprend une sauvegarde d’un fichier d’examen ou de centre",
        description="Montre ce que contient une sauvegarde, puis la met à la place du fichier d’examen,"
        " qui est gardé à côté sous un autre nom.",
        epilog="Code de sortie\u202f: 0 fait, 1 rien n’a été remplacé, 2 sauvegarde ou dossier illisible.",
    )
    restore.add_argument("backup", nargs="?", type=a_path, metavar="SAUVEGARDE", help="fichier à reprendre")
    restore.add_argument(
        "--to", type=a_path, metavar="FICHIER", help="fichier d’examen à remplacer ou à créer"
    )
    restore.add_argument("--list", type=a_path, metavar="DOSSIER", help="dit ce que contient chaque copie")
    add_option(restore)
    add_json(restore)
    restore.add_argument("--yes", action="store_true", help="ne demande pas de confirmation")
    sets(restore, _run, failure=UNREADABLE, words=_words)


def _run(options: argparse.Namespace) -> int:
    files = bootstrap.SystemFiles()
    if options.list is not None:
        need_folder(options.list, "Rien n’a été modifié.")
    store = files.backups(*_keys(options, files))
    if options.list is not None:
        return _list(store, options)
    if options.backup is None:
        raise Stop("restore\u202f: indiquez une sauvegarde, ou un dossier par --list DOSSIER.")
    if options.json and not options.yes:
        raise Stop("restore --json ne demande rien\u202f: ajoutez --yes. Rien n’a été remplacé.")
    return _restore(options, store)


def _keys(options: argparse.Namespace, system: bootstrap.SystemFiles) -> Iterator[FileKey]:
    """One key, asked for once: a file and its backups have the same, unless the passphrase has changed."""
    files = system.desk().files
    kept = () if options.list is None else (each.path for each in system.backups().found(options.list))
    others = () if options.list is None else _others(options.list)
    for path in filter(None, (options.backup, options.to, *kept, *others)):
        if _is_encrypted(files, path):
            try:
                key = key_for(path, files, options.passphrase_file)
            except Stop as stop:
                if options.list is None or options.passphrase_file is not None or VARIABLE in os.environ:
                    raise
                # The others of the folder can be told of.
                complain(stop)
                return
            if key is not None:
                yield key
            return


def _is_encrypted(files: ExamFiles, path: Path) -> bool:
    """What can't be read is told in its turn, and needs no key."""
    try:
        return files.is_encrypted(path)
    except FileProblem:
        return False


def _list(store: BackupStore, options: argparse.Namespace) -> int:
    folder, to = options.list, options.to
    if options.json:
        copies = [
            *(_json(store, each.path, each.moment) for each in store.found(folder)),
            *(_json(store, each, None) for each in _others(folder)),
        ]
        tell(options, "backups", {"folder": str(folder), "copies": copies})
        return DONE
    backups = store.found(folder)
    current = None if to is None else _holding(store, to)
    rows = [backup_row(each, _holding(store, each.path), current) for each in backups]
    if not rows:
        say("Aucune sauvegarde faite par le programme dans ce dossier.")
    for backup, row in zip(backups, rows, strict=True):
        _say_row(backup.path.name, row)
    others = _others(folder)
    if others:
        say("Autres copies, à restaurer par leur nom avec --to FICHIER\u202f:")
    for each in others:
        _say_row(each.name, file_row("", _holding(store, each), current))
    return DONE


def _json(store: BackupStore, path: Path, made: datetime | None) -> dict[str, object]:
    """``made``: as the name of a backup of the program's says, wall time."""
    found = _holding(store, path)
    row = file_row("", found, None)
    held: dict[str, object] | None = None
    if isinstance(found, CentreHolding):
        held = {"centre": found.centre.name, "session": found.centre.year, "candidates": found.candidates}
        held |= {"slots": found.slots, "receipts": found.receipts, "acts": found.acts}
    elif not isinstance(found, FileProblem):
        held = {"centre": found.session.centre, "commission": found.session.commission}
        held |= {"session": found.session.year, "orals": found.orals}
        held |= {"settled": found.settled, "signed": found.signed}
    return {
        "file": str(path),
        "made": None if made is None else made.isoformat(),
        "usable": row.usable,
        "locked": row.locked,
        "reason": row.holds if isinstance(found, FileProblem) else "",
        "held": held,
    }


def _others(folder: Path) -> list[Path]:
    """What a backup of files leaves there: under the names of exam and centre files, whatever they are."""
    try:
        names = [each for each in folder.iterdir() if each.suffix in {SUFFIX, CENTRE_SUFFIX}]
    except OSError as error:
        raise Stop(f"Dossier «\u202f{folder}\u202f»\u202f: {cause(error)}. Rien n’a été modifié.") from error
    return sorted(each for each in names if not each.name.startswith(".") and backup_of(each) is None)


def _say_row(name: str, row: BackupRow) -> None:
    title, *more = listed([row])
    lines = ([title.removeprefix("1. ")] if row.title else []) + more
    say(name, *(f"  {line.strip()}" for line in lines))


def _restore(options: argparse.Namespace, store: BackupStore) -> int:
    backup: Path = options.backup
    named = backup_of(backup)
    if options.to is None and named is None:
        raise Stop("restore\u202f: indiquez le fichier d’examen à remplacer par --to FICHIER.")
    to: Path = options.to or Path.cwd() / f"{named.stem if named else backup.stem}{backup.suffix}"
    found = store.holding(backup)
    there = os.path.lexists(to)
    if there and not to.is_file():
        raise Stop(f"{to}\u202f: {NOT_ORDINARY}. Rien n’a été remplacé.", NOT_DONE)
    current = _holding(store, to) if there else None
    if not options.json:
        _show(named, found, current, to)
    if not options.yes and not _agrees():
        say("Rien n’a été remplacé.")
        return NOT_DONE
    try:
        done = store.restore(backup, to, datetime.now(UTC).astimezone().replace(tzinfo=None))
    except FileProblem as problem:
        if problem.path == backup:
            raise
        raise Stop(_words(problem, options), NOT_DONE) from problem
    aside = None if done.aside is None else str(done.aside)
    content = {"file": str(to), "backup": str(backup), "kept": aside, "beside": list(map(str, done.beside))}
    kept = () if aside is None else (f"Le fichier remplacé est gardé\u202f: {aside}",)
    tell(options, "restore", content, *kept, *messages.beside(done.beside), f"Restauré\u202f: {to}")
    return DONE


def _show(named: Backup | None, found: Held, current: Held | FileProblem | None, to: Path) -> None:
    when = "" if named is None else f"{backup_row(named, found, current).title}. "
    say(f"Sauvegarde\u202f: {when}{holds(found)}", f"  {whose(found)}")
    if current is None:
        say(f"Fichier à créer\u202f: {to}")
        return
    say(f"Fichier à remplacer\u202f: {to}")
    if isinstance(current, FileProblem):
        say(f"  {unusable(current)}")
    else:
        say(f"  {holds(current)}", f"  {whose(current)}")
    said = differs(found, current)
    if said:
        say(f"  {said}")


def _agrees() -> bool:
    return ask("Mettre la sauvegarde à cette place\u202f? [o/N] ").casefold() in _YES


def _holding(store: BackupStore, path: Path) -> Held | FileProblem:
    try:
        return store.holding(path)
    except FileProblem as problem:
        return problem


def _words(problem: FileProblem, options: argparse.Namespace) -> str:
    if problem.kind is not ProblemKind.BUSY:
        return plain_words(problem, options)
    title = messages.problem(problem).title
    return f"{title} Fermez-le dans l’autre programme, puis recommencez. Rien n’a été remplacé."
