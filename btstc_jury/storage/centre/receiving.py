"""Exam files that the centre received, read on a private copy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from btstc_jury.application.binding import CheckKeys, Read
from btstc_jury.application.centre.collecting import ExamCopy
from btstc_jury.application.passphrases import FileKey
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.storage import probe
from btstc_jury.storage.centre.leftovers import private_copy
from btstc_jury.storage.cipher import Cipher, unlock
from btstc_jury.storage.companions import ALONE
from btstc_jury.storage.database import opened, was_under_way
from btstc_jury.storage.durable import JOURNAL, WAL, hidden, is_loaded, is_written
from btstc_jury.storage.examination import examine
from btstc_jury.storage.failures import told_of
from btstc_jury.storage.probe import SCHEMA, Schema
from btstc_jury.storage.salvage import open_damaged


def is_left_open(path: Path) -> bool:
    """Whether some program writes the exam file, or an act of one waits beside it. Raises ``OSError``."""
    try:
        return is_written(path) or any(is_loaded(path, suffix) for suffix in (WAL, JOURNAL))
    except FileProblem:
        # Something that is no file bears the companion's name.
        return True


@contextmanager
def open_copy(
    content: bytes,
    beside: Path,
    keys: Iterable[FileKey],
    read: Read,
    check_keys: CheckKeys,
    schema: Schema = SCHEMA,
) -> Iterator[ExamCopy]:
    """``beside``: a file in whose folder the copy is made, hidden, private, as encrypted as what came, and
    gone when the block is left. Brought up to date, checked whole, and read as far as it can be. Raises
    ``FileProblem``.
    """
    with hidden(private_copy(beside), beside) as copy:
        with told_of(copy):
            copy.write_bytes(content)
        cipher = _unlocked(copy, keys)
        probe.check_header(copy, cipher)
        with closing(opened(copy, ALONE, cipher)) as database:
            left_open = was_under_way(database)
            older = probe.current_revision(database, schema) != schema.head
        if older:
            # Alembic is imported only when there is something to migrate.
            from btstc_jury.storage.migration import migrate  # noqa: PLC0415

            migrate(copy, schema, cipher)
        examined = examine(copy, cipher, schema, read=read, keys=check_keys)
        with closing(open_damaged(copy, schema, cipher)) as file:
            yield ExamCopy(file, examined, left_open)


def _unlocked(copy: Path, keys: Iterable[FileKey]) -> Cipher | None:
    """Raises ``FileProblem``: ``LOCKED`` where there is no key at all."""
    refused = _refused(copy, None)
    if not isinstance(refused, FileProblem) or refused.kind is not ProblemKind.LOCKED:
        return _given(refused)
    for key in keys:
        refused = _refused(copy, key)
        if not isinstance(refused, FileProblem) or refused.kind is not ProblemKind.WRONG_KEY:
            break
    return _given(refused)


def _refused(copy: Path, key: FileKey | None) -> Cipher | FileProblem | None:
    try:
        return unlock(copy, key)
    except FileProblem as problem:
        return problem


def _given(found: Cipher | FileProblem | None) -> Cipher | None:
    if isinstance(found, FileProblem):
        raise found
    return found
