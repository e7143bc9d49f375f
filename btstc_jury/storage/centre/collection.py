"""What came back, in the centre file: see ``application.centre_receipts.CollectionStore``."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from getpass import getuser
from time import time_ns
from typing import Any, TypeVar

from sqlalchemy import Table, bindparam, delete, insert, select

from btstc_jury.application.centre import CentreAct, ChangedMeanwhile
from btstc_jury.application.centre_receipts import Decisions, Deposit, Outcome, Receipt, ReceiptKind
from btstc_jury.application.faults import Fault
from btstc_jury.domain.centre.collected import Choice, SentFile, Tie, Version
from btstc_jury.domain.centre.timetable import SlotKey
from btstc_jury.storage.centre.collection_tables import CHOICE, COLLECTED, CONTENT, RECEIPT, SENT, TIE
from btstc_jury.storage.centre.oral_facts import decode_facts, encode_facts
from btstc_jury.storage.database import Database, Values, check, prepare_select, summed
from btstc_jury.storage.failures import Damage, Newer, told_of

COLLECTION: tuple[Table, ...] = (RECEIPT, CONTENT, COLLECTED, CHOICE, TIE, SENT)
_HASH = 32
"""Bytes."""

Row = Sequence[Any]
_T = TypeVar("_T")


def _member(kind: Callable[[str], _T], text: str) -> _T:
    """Raises ``Newer``."""
    try:
        return kind(text)
    except ValueError as error:
        raise Newer(Fault.UNKNOWN_VALUE) from error


def _receipt(row: Row) -> Receipt:
    sha256, name, kind, outcome, *told = row
    return Receipt(sha256, name, _member(ReceiptKind, kind), _member(Outcome, outcome), *told)


def _version(row: Row) -> Version:
    receipt, file, oral, entries, hashes, facts = row
    parts = tuple(hashes[at : at + _HASH] for at in range(0, len(hashes), _HASH))
    if not parts or len(parts[-1]) != _HASH or len(parts) != (entries if file else 1):
        raise ValueError(receipt)
    return Version(receipt, file, oral, entries, parts, decode_facts(facts))


def _choice(row: Row) -> Choice:
    _, chosen, others, reason, author, utc = row
    return Choice(chosen, frozenset(others.split()), reason, author, utc)


def _tie(row: Row) -> Tie:
    named, candidate, exam, author, utc = row
    return Tie(named, SlotKey(candidate, exam), author, utc)


def _sent(row: Row) -> SentFile:
    file, commission, orals, name, passphrase, utc = row
    numbered = {number: SlotKey(candidate, exam) for number, candidate, exam in json.loads(orals)}
    return SentFile(file, commission, numbered, name, utc, passphrase)


def _read(database: Database, table: Table, place: str, read: Callable[[Row], _T]) -> Iterator[_T]:
    order = (table.c.utc,) if table is RECEIPT else ()
    for row in database.rows(prepare_select(select(table).order_by(*order, *table.primary_key))):
        check(f"{place} {row[0]}", row[:-1], row[-1])
        try:
            found = read(row[:-2])
        except (Damage, Newer) as error:
            raise error.at(f"{place} {row[0]}") from error
        except (ValueError, TypeError) as error:
            raise Damage(Fault.UNREADABLE_LINE, f"{place} {row[0]}") from error
        yield found


def read_receipts(database: Database) -> tuple[Receipt, ...]:
    return tuple(_read(database, RECEIPT, "dépôt", _receipt))


def read_versions(database: Database) -> tuple[Version, ...]:
    return tuple(_read(database, COLLECTED, "interrogation reçue", _version))


def read_choices(database: Database) -> tuple[Choice, ...]:
    return tuple(_read(database, CHOICE, "choix", _choice))


def read_ties(database: Database) -> tuple[Tie, ...]:
    return tuple(_read(database, TIE, "rattachement", _tie))


def read_sent(database: Database) -> tuple[SentFile, ...]:
    return tuple(_read(database, SENT, "fichier remis", _sent))


_READERS: tuple[Callable[[Database], object], ...] = (
    read_receipts,
    read_versions,
    read_choices,
    read_ties,
    read_sent,
)


def read_collection(database: Database) -> None:
    """All but the bytes received. Raises ``FileProblem``, ``Damage``, ``Newer``."""
    for read in _READERS:
        read(database)


_CONTENT = select(CONTENT.c.content).where(CONTENT.c.sha256 == bindparam("sought"))
_IS_KEPT = select(CONTENT.c.sha256).where(CONTENT.c.sha256 == bindparam("sought"))
_KEPT = select(CONTENT.c.sha256).order_by(CONTENT.c.sha256)
_LAST_CHOICE = select(CHOICE.c.sequence).order_by(CHOICE.c.sequence.desc()).limit(1)


def read_content(database: Database, sha256: str) -> bytes | None:
    """Raises ``Damage``."""
    found = database.all(_CONTENT, {"sought": sha256})
    if not found:
        return None
    content = bytes(found[0][0])
    if hashlib.sha256(content).hexdigest() != sha256:
        raise Damage(Fault.CHECKSUM, f"contenu reçu {sha256[:12]}")
    return content


def check_contents(database: Database) -> None:
    """Every byte received is as it came. Raises ``FileProblem``, ``Damage``."""
    for (sha256,) in database.all(_KEPT):
        read_content(database, sha256)


_FORGOTTEN = "Phrases de passe des fichiers remis oubliées\u202f: le fichier n’est plus chiffré."

Write = Callable[[CentreAct, Callable[[int], None]], int]
"""Writes in one transaction with an act, whose number is given."""


class SqliteCollection:
    def __init__(self, database: Database, write: Write) -> None:
        self._database = database
        self._write = write
        self._held: dict[Callable[[Database], object], Any] = {}

    @property
    def keeps_passphrases(self) -> bool:
        return self._database.cipher is not None

    def receipts(self) -> tuple[Receipt, ...]:
        return self._once(read_receipts)

    def content(self, sha256: str) -> bytes | None:
        with told_of(self._database.path):
            return read_content(self._database, sha256)

    def versions(self) -> tuple[Version, ...]:
        return self._once(read_versions)

    def choices(self) -> tuple[Choice, ...]:
        return self._once(read_choices)

    def ties(self) -> tuple[Tie, ...]:
        return self._once(read_ties)

    def sent(self) -> tuple[SentFile, ...]:
        return self._once(read_sent)

    def forget_passphrases(self) -> None:
        """Before the file stops being encrypted: no act of it gave them away."""
        kept = [replace(each, passphrase="") for each in self.sent() if each.passphrase]
        if kept:
            act = CentreAct(time_ns() // 1000, getuser(), _FORGOTTEN)
            self.keep(Deposit(act, sent=kept))

    def keep(self, deposit: Deposit) -> None:
        if any(each.passphrase for each in deposit.sent) and not self.keeps_passphrases:
            raise ValueError("a passphrase in a plain file")
        receipt = deposit.receipt
        if receipt is not None and hashlib.sha256(deposit.content).hexdigest() != receipt.sha256:
            raise ValueError("the content of another receipt")

        def write(version: int) -> None:
            if receipt is not None:
                self._keep_receipt(receipt, deposit, version)
            if deposit.withdrawn is not None:
                self._withdraw(deposit.withdrawn)
            for values in _others(deposit, self._next_choice()):
                table, key, row = values
                if key:
                    self._database.run(delete(table).where(table.c[key] == row[key]), {})
                self._database.run(insert(table), summed({**row, "version": version}))

        self._held.clear()
        self._write(deposit.act, write)

    def _withdraw(self, withdrawn: Decisions) -> None:
        """Raises ``ChangedMeanwhile`` where one of them isn't there."""
        database = self._database
        choices, ties = read_choices(database), read_ties(database)
        if not ({*withdrawn.choices} <= {*choices} and {*withdrawn.ties} <= {*ties}):
            raise ChangedMeanwhile
        for choice in withdrawn.choices:
            named = (CHOICE.c.chosen == choice.version) & (CHOICE.c.utc == choice.utc)
            database.run(delete(CHOICE).where(named & (CHOICE.c.reason == choice.reason)), {})
        for tie in withdrawn.ties:
            database.run(delete(TIE).where(TIE.c.named == tie.of), {})

    def _keep_receipt(self, receipt: Receipt, deposit: Deposit, version: int) -> None:
        database, sha256 = self._database, receipt.sha256
        for table, column in ((RECEIPT, RECEIPT.c.sha256), (COLLECTED, COLLECTED.c.receipt)):
            database.run(delete(table).where(column == sha256), {})
        told: Values = {"sha256": sha256, "name": receipt.name, "kind": receipt.kind.value}
        told |= {"outcome": receipt.outcome.value, "detail": receipt.detail, "utc": receipt.utc}
        told |= {"size": receipt.size, "authority": receipt.authority, "version": version}
        database.run(insert(RECEIPT), summed(told))
        if not database.all(_IS_KEPT, {"sought": sha256}):
            kept: Values = {"sha256": sha256, "version": version, "content": deposit.content}
            database.run(insert(CONTENT), kept)
        rows = [summed({**_version_values(each), "version": version}) for each in deposit.versions]
        if rows:
            database.run(insert(COLLECTED), rows)

    def _next_choice(self) -> int:
        found = self._database.all(_LAST_CHOICE)
        return int(found[0][0]) + 1 if found else 1

    def _once(self, read: Callable[[Database], tuple[_T, ...]]) -> tuple[_T, ...]:
        """Until something is kept: nobody else writes it meanwhile."""
        found: tuple[_T, ...] | None = self._held.get(read)
        if found is None:
            with told_of(self._database.path):
                found = self._held[read] = read(self._database)
        return found


def _version_values(each: Version) -> Values:
    values: Values = {"receipt": each.receipt, "file": each.file, "oral": each.oral, "entries": each.entries}
    return {**values, "hashes": b"".join(each.hashes), "facts": encode_facts(each.facts)}


def _others(deposit: Deposit, next_choice: int) -> Iterable[tuple[Table, str, Values]]:
    """Table, the column by which a row replaces the one before, "" for none, and the row."""
    for number, choice in enumerate(deposit.choices, next_choice):
        row: Values = {"sequence": number, "chosen": choice.version, "others": " ".join(sorted(choice.over))}
        row |= {"reason": choice.reason, "author": choice.author, "utc": choice.utc}
        yield CHOICE, "", row
    for tie in deposit.ties:
        row = {"named": tie.of, "candidate": tie.place.candidate, "exam": tie.place.exam}
        yield TIE, "named", {**row, "author": tie.author, "utc": tie.utc}
    for sent in deposit.sent:
        orals = json.dumps([[number, *key] for number, key in sorted(sent.orals.items())], ensure_ascii=False)
        row = {"file": sent.file, "commission": sent.commission, "orals": orals, "name": sent.name}
        yield SENT, "file", {**row, "passphrase": sent.passphrase, "utc": sent.utc}
