"""The whole check of a centre file: everything in it is read and compared, nothing is written."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

from sqlalchemy import func, select

from btstc_jury.application.faults import Fault, told
from btstc_jury.application.findings import Examined, Finding, Part
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.storage import probe
from btstc_jury.storage.centre import leftovers, rows
from btstc_jury.storage.centre.collection import check_contents, read_collection
from btstc_jury.storage.centre.collection_tables import RECEIPT
from btstc_jury.storage.centre.data import CentreData, FileData, Statement, here
from btstc_jury.storage.centre.day_tables import COMMISSION, SLOT
from btstc_jury.storage.centre.days import read_days
from btstc_jury.storage.centre.files import CENTRE_SCHEMA, LAYOUT
from btstc_jury.storage.centre.tables import ACT, CANDIDATE
from btstc_jury.storage.cipher import Cipher
from btstc_jury.storage.companions import spent
from btstc_jury.storage.database import Database, damage_of, opened
from btstc_jury.storage.failures import told_of
from btstc_jury.storage.passages import check_words
from btstc_jury.storage.probe import CENTRE_ID, REVISION

_MOST_PAGES = 20
_COUNTED = {
    name: Statement(select(func.count()).select_from(table).where(here(table)))
    for name, table in {
        "candidates": CANDIDATE,
        "commissions": COMMISSION,
        "slots": SLOT,
        "receipts": RECEIPT,
        "acts": ACT,
    }.items()
}


def examine_centre(path: Path, cipher: Cipher | None = None) -> Examined:
    """``path``: not of a file that this process has open. Raises ``FileProblem`` for what isn't a centre
    file, can't be read, or is of another version.
    """
    probe.check_is_file(path)
    probe.check_header(path, cipher, CENTRE_ID)
    beside = tuple(each.name for each in leftovers.strangers(path, cipher))
    with closing(opened(path, leftovers.reading_options(path, cipher), cipher)) as database:
        _check_version(database)
        data = FileData(database)
        findings: list[Finding] = []
        _remark(data, findings, Part.PAGES, partial(_pages, database))
        _remark(data, findings, Part.SCHEMA, partial(LAYOUT.check, database.raw))
        _remark(data, findings, Part.FILE, partial(rows.check_single, data))
        _remark(data, findings, Part.PASSAGE, partial(check_words, database))
        held = _looked_at(data, findings)
    return Examined(0, tuple(dict.fromkeys(findings)), beside, held, spent(path))


def examine_held(data: CentreData) -> Examined:
    """Of a centre, wherever it is held: every row and every byte received. Raises ``FileProblem``."""
    findings: list[Finding] = []
    held = _looked_at(data, findings)
    return Examined(0, tuple(dict.fromkeys(findings)), (), held)


def _looked_at(data: CentreData, findings: list[Finding]) -> dict[str, int]:
    for part, look in _LOOKS:
        _remark(data, findings, part, partial(look, data))
    held: dict[str, int] = {}
    _remark(data, findings, Part.PAGES, lambda: held.update(_counts(data)))
    return held


def _check_version(database: Database) -> None:
    probe.check_ours(database.path, database.pragma("application_id"), CENTRE_ID)
    with told_of(database.path):
        found = [tuple(row) for row in database.connection.exec_driver_sql(REVISION)]
    revision = probe.known_revision(database.path, found, CENTRE_SCHEMA)
    if revision != CENTRE_SCHEMA.head:
        raise FileProblem(ProblemKind.OLDER, database.path, told(Fault.OLDER_REVISION, revision=revision))


def _remark(data: CentreData, findings: list[Finding], part: Part, look: Callable[[], object]) -> None:
    try:
        with data.told():
            look()
    except FileProblem as problem:
        if problem.kind is not ProblemKind.DAMAGED:
            raise
        findings.append(Finding(part, None, problem.detail))


def _pages(database: Database) -> None:
    found = [str(each) for each in database.pragma(f"integrity_check({_MOST_PAGES})")]
    if found != ["ok"]:
        raise damage_of(found[0])


_LOOKS: tuple[tuple[Part, Callable[[CentreData], object]], ...] = (
    (Part.FILE, rows.check_tally),
    (Part.COLUMNS, rows.read_mappings),
    (Part.ACT, rows.read_acts),
    (Part.CANDIDATE, rows.read_candidates),
    (Part.DAYS, read_days),
    (Part.COLLECTION, read_collection),
    (Part.COLLECTION, check_contents),
)


def _counts(data: CentreData) -> dict[str, int]:
    return {name: int(data.rows(count)[0][0]) for name, count in _COUNTED.items()}
