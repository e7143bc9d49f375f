"""What came back, in the centre file: see ``application.centre.receipts.CollectionStore``."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from getpass import getuser
from operator import attrgetter
from time import time_ns
from typing import Any, TypeVar

from sqlalchemy import Table, bindparam, delete, func, select

from btstc_jury.application.centre.heard import Gleaned, HeardKey, HeardOral
from btstc_jury.application.centre.ports import CentreAct, Clash
from btstc_jury.application.centre.receipts import Decisions, Deposit, Outcome, Receipt, ReceiptKind
from btstc_jury.application.centre.words import Seen, VersionKey
from btstc_jury.application.faults import Fault
from btstc_jury.application.finding import Term
from btstc_jury.domain.centre.collected import Choice, SentFile, Tie, Version
from btstc_jury.domain.centre.timetable import SlotKey
from btstc_jury.domain.form import Form
from btstc_jury.storage.centre.collection_tables import (
    CHOICE,
    COLLECTED,
    CONTENT,
    HEARD,
    HEARD_FORM,
    PASSAGE,
    RECEIPT,
    SENT,
    TIE,
)
from btstc_jury.storage.centre.data import CentreData, Clashed, Row, Statement, here, inserting, sealed
from btstc_jury.storage.centre.heard import decode_heard, encode_heard, form_row, read_form
from btstc_jury.storage.centre.oral_facts import decode_facts, encode_facts
from btstc_jury.storage.centre.passages import (
    forget_passages,
    keep_passages,
    read_all_passages,
    read_searched,
    search_passages,
)
from btstc_jury.storage.centre.view import View
from btstc_jury.storage.database import check
from btstc_jury.storage.failures import Damage, Newer

COLLECTION: tuple[Table, ...] = (RECEIPT, CONTENT, COLLECTED, CHOICE, TIE, SENT, HEARD, HEARD_FORM, PASSAGE)
_HASH = 32
"""Bytes."""

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
    found = json.loads(orals)
    # A list alone in files made before their jurors were kept, and without hours before those were.
    told = found if isinstance(found, dict) else {"orals": found}
    jurors, hours, people = told.get("jurors"), told.get("hours"), told.get("people")
    return SentFile(
        file,
        commission,
        {number: SlotKey(candidate, exam) for number, candidate, exam in told["orals"]},
        name,
        utc,
        passphrase,
        None if jurors is None else frozenset(jurors),
        None if hours is None else {number: datetime.fromisoformat(hour) for number, hour in hours},
        told.get("centre"),
        None if people is None else dict(people),
    )


def _heard(row: Row) -> HeardOral:
    found = decode_heard(row[-1])
    if found.key != tuple(row[:-1]):
        raise ValueError(row[0])
    return found


class _Kind:
    """What rows of one table are. ``place``: what one is called where it is damaged; ``keys``: the column by
    which rows are replaced, or go.
    """

    def __init__(self, table: Table, place: str, read: Callable[[Row], Any], *keys: str) -> None:
        self.table, self.place, self.read = table, place, read
        order = (table.c.utc,) if table is RECEIPT else ()
        self.all = Statement(select(table).where(here(table)).order_by(*order, *table.primary_key))
        self.adding = inserting(table)
        named = [here(table), *(table.c[name] == bindparam(f"held_{name}") for name in keys)]
        self.removing = Statement(delete(table).where(*named), [f"held_{name}" for name in keys])


_RECEIPTS = _Kind(RECEIPT, "dépôt", _receipt, "sha256")
_VERSIONS = _Kind(COLLECTED, "interrogation reçue", _version, "receipt")
_CHOICES = _Kind(CHOICE, "choix", _choice, "chosen", "utc", "reason")
_TIES = _Kind(TIE, "rattachement", _tie, "named")
_SENT = _Kind(SENT, "fichier remis", _sent, "file")
_HEARD = _Kind(HEARD, "relevé d’une interrogation", _heard, "receipt")
_FORMS = _Kind(HEARD_FORM, "forme d’une interrogation", lambda row: read_form(*row), "hash")


def _read(data: CentreData, kind: _Kind) -> Iterator[tuple[Any, int]]:
    """What each row says, and the act that wrote it."""
    for row in data.rows(kind.all):
        place = f"{kind.place} {row[1]}"
        check(place, row[:-1], row[-1])
        try:
            found = kind.read(row[1:-2])
        except (Damage, Newer) as error:
            raise error.at(place) from error
        except (ValueError, TypeError) as error:
            raise Damage(Fault.UNREADABLE_LINE, place) from error
        yield found, row[-2]


def _all(data: CentreData, kind: _Kind) -> tuple[Any, ...]:
    return tuple(found for found, _ in _read(data, kind))


def read_receipts(data: CentreData) -> tuple[Receipt, ...]:
    return _all(data, _RECEIPTS)


def read_versions(data: CentreData) -> tuple[Version, ...]:
    return _all(data, _VERSIONS)


def read_choices(data: CentreData) -> tuple[Choice, ...]:
    return _all(data, _CHOICES)


def read_ties(data: CentreData) -> tuple[Tie, ...]:
    return _all(data, _TIES)


def read_sent(data: CentreData) -> tuple[SentFile, ...]:
    return _all(data, _SENT)


def read_heard(data: CentreData) -> tuple[HeardOral, ...]:
    return _all(data, _HEARD)


def read_forms(data: CentreData) -> Mapping[str, Form]:
    """By hash."""
    return {each.hash: each for each in _all(data, _FORMS)}


READERS: tuple[Callable[[CentreData], object], ...] = (
    read_receipts,
    read_versions,
    read_choices,
    read_ties,
    read_sent,
    read_searched,
    read_heard,
    read_forms,
)


def read_collection(data: CentreData) -> None:
    """All but the bytes received. Raises ``FileProblem``, ``Damage``, ``Newer``."""
    for read in READERS:
        read(data)
    read_all_passages(data)


_SOUGHT = here(CONTENT), CONTENT.c.sha256 == bindparam("sought")
_CONTENT = Statement(select(CONTENT.c.content).where(*_SOUGHT), ["sought"])
_IS_KEPT = Statement(select(CONTENT.c.sha256).where(*_SOUGHT), ["sought"])
_KEPT = Statement(select(CONTENT.c.sha256).where(here(CONTENT)).order_by(CONTENT.c.sha256))
_ADD_CONTENT = inserting(CONTENT)
_FORM_HASHES = Statement(select(HEARD_FORM.c.hash).where(here(HEARD_FORM)))
_LAST_CHOICE = Statement(select(func.coalesce(func.max(CHOICE.c.sequence), 0)).where(here(CHOICE)))


def read_content(data: CentreData, sha256: str) -> bytes | None:
    """Raises ``Damage``."""
    found = data.rows(_CONTENT, sha256)
    if not found:
        return None
    content = bytes(found[0][0])
    if hashlib.sha256(content).hexdigest() != sha256:
        raise Damage(Fault.CHECKSUM, f"contenu reçu {sha256[:12]}")
    return content


def check_contents(data: CentreData) -> None:
    """Every byte received is as it came. Raises ``FileProblem``, ``Damage``."""
    for (sha256,) in data.rows(_KEPT):
        read_content(data, sha256)


_FORGOTTEN = "Phrases de passe des fichiers remis oubliées\u202f: le fichier n’est plus chiffré."

Write = Callable[[CentreAct, Callable[[int], None], object], None]
"""Writes in one transaction with an act, whose number is given; the last says what, but for the act."""


class StoredCollection:
    """``view``: what was read until now."""

    def __init__(self, view: View, write: Write) -> None:
        self._data = view.data
        self._view = view
        self._write = write

    @property
    def keeps_passphrases(self) -> bool:
        return self._data.cipher is not None

    def receipts(self) -> tuple[Receipt, ...]:
        return self._view.once(read_receipts)

    def content(self, sha256: str) -> bytes | None:
        with self._data.told():
            return read_content(self._data, sha256)

    def versions(self) -> tuple[Version, ...]:
        return self._view.once(read_versions)

    def choices(self) -> tuple[Choice, ...]:
        return self._view.once(read_choices)

    def ties(self) -> tuple[Tie, ...]:
        return self._view.once(read_ties)

    def sent(self) -> tuple[SentFile, ...]:
        return self._view.once(read_sent)

    def search(self, terms: Sequence[Term], limit: int) -> tuple[Seen, ...]:
        with self._data.told():
            return search_passages(self._data, terms, limit)

    def searched(self) -> frozenset[VersionKey]:
        return self._view.once(read_searched)

    def gleaned(self) -> Gleaned:
        return Gleaned(self._view.once(read_heard), self._view.once(read_forms))

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
        seen = self._view.look()

        def write(version: int) -> None:
            if version > seen + 1:
                self._check_unchanged(deposit, seen)
            if receipt is not None:
                self._keep_receipt(receipt, deposit, version)
            if deposit.withdrawn is not None:
                self._withdraw(deposit.withdrawn)
            self._keep_gleaned(deposit.gleaned, version)
            for kind, key, row in _others(deposit, int(self._data.rows(_LAST_CHOICE)[0][0]) + 1):
                if key:
                    self._data.write(kind.removing, [[key]])
                self._data.write(kind.adding, [sealed([self._data.centre, *row, version])])

        self._write(deposit.act, write, replace(deposit, act=_NO_ACT))

    def _check_unchanged(self, deposit: Deposit, seen: int) -> None:
        """What the deposit replaces, or decides, is as it was by the act numbered ``seen``. Raises
        ``Clashed``.
        """
        mine: tuple[tuple[_Kind, Callable[[Any], str], Sequence[Any]], ...] = (
            (_RECEIPTS, attrgetter("sha256"), [deposit.receipt] if deposit.receipt is not None else []),
            (_TIES, attrgetter("of"), deposit.ties),
            (_SENT, attrgetter("file"), deposit.sent),
        )
        clashes = [
            (Clash(kind.table.name, name(theirs), None, theirs, own), act)
            for kind, name, ours in mine
            if ours
            for theirs, act in _read(self._data, kind)
            for own in ours
            if act > seen and name(own) == name(theirs)
        ]
        if deposit.choices:
            clashes += _chosen_otherwise(self._data, deposit.choices, seen)
        if clashes:
            raise Clashed([each for each, _ in clashes], [act for _, act in clashes])

    def _withdraw(self, withdrawn: Decisions) -> None:
        """Raises ``Clashed`` where one of them isn't there."""
        data = self._data
        choices, ties = read_choices(data), read_ties(data)
        lost = [each for each in withdrawn.choices if each not in choices]
        gone = [Clash("choice", each.version, each, None, None) for each in lost]
        gone += [Clash("tie", each.of, each, None, None) for each in withdrawn.ties if each not in ties]
        if gone:
            raise Clashed(gone, [0])
        for choice in withdrawn.choices:
            data.write(_CHOICES.removing, [[choice.version, choice.utc, choice.reason]])
        for tie in withdrawn.ties:
            data.write(_TIES.removing, [[tie.of]])

    def _keep_receipt(self, receipt: Receipt, deposit: Deposit, version: int) -> None:
        data, sha256 = self._data, receipt.sha256
        data.write(_RECEIPTS.removing, [[sha256]])
        data.write(_VERSIONS.removing, [[sha256]])
        forget_passages(data, sha256)
        data.write(_HEARD.removing, [[sha256]])
        known = [sha256, receipt.name, receipt.kind.value, receipt.outcome.value, receipt.detail, receipt.utc]
        row = sealed([data.centre, *known, receipt.size, receipt.authority, version])
        data.write(_RECEIPTS.adding, [row])
        if not data.rows(_IS_KEPT, sha256):
            data.write(_ADD_CONTENT, [[data.centre, sha256, version, deposit.content]])
        rows = [sealed([data.centre, *_version_values(each), version]) for each in deposit.versions]
        if rows:
            data.write(_VERSIONS.adding, rows)
            keep_passages(data, deposit.versions, version)

    def _keep_gleaned(self, gleaned: Gleaned, version: int) -> None:
        data = self._data
        for sha256 in dict.fromkeys(each.receipt for each in gleaned.orals):
            data.write(_HEARD.removing, [[sha256]])
        rows = [sealed([data.centre, *each.key, encode_heard(each), version]) for each in gleaned.orals]
        if rows:
            data.write(_HEARD.adding, rows)
        self._keep_texts(gleaned.texts, version)
        if gleaned.forms:
            known = {key for (key,) in data.rows(_FORM_HASHES)}
            new = (form_row(each) for key, each in gleaned.forms.items() if key not in known)
            added = [sealed([data.centre, *row, version]) for row in new]
            if added:
                data.write(_FORMS.adding, added)

    def _keep_texts(self, texts: Mapping[HeardKey, Sequence[tuple[str, str]]], version: int) -> None:
        """Of receipts that are there still."""
        receipts = {each.receipt for each in texts}
        versions = [each for each in read_versions(self._data) if each.receipt in receipts] if texts else []
        for receipt in receipts:
            forget_passages(self._data, receipt)
        again = (
            replace(
                each,
                passages=tuple(texts.get(HeardKey(each.receipt, each.file, each.oral), each.facts.texts)),
            )
            for each in versions
        )
        keep_passages(self._data, again, version)


_NO_ACT = CentreAct(0, "", "")


def _chosen_otherwise(data: CentreData, choices: Iterable[Choice], seen: int) -> Iterator[tuple[Clash, int]]:
    """Choices made since about the same versions."""
    for theirs, act in _read(data, _CHOICES):
        if act <= seen:
            continue
        about = {theirs.version, *theirs.over}
        for mine in choices:
            if not about.isdisjoint({mine.version, *mine.over}):
                yield Clash("choice", mine.version, None, theirs, mine), act


def _version_values(each: Version) -> Row:
    found = each.receipt, each.file, each.oral, each.entries
    return [*found, b"".join(each.hashes), encode_facts(each.facts)]


def _others(deposit: Deposit, next_choice: int) -> Iterable[tuple[_Kind, str, Row]]:
    """Its kind, what the row that it replaces is named by, "" for none, and the row."""
    for number, choice in enumerate(deposit.choices, next_choice):
        over = " ".join(sorted(choice.over))
        yield _CHOICES, "", [number, choice.version, over, choice.reason, choice.author, choice.utc]
    for tie in deposit.ties:
        yield _TIES, tie.of, [tie.of, tie.place.candidate, tie.place.exam, tie.author, tie.utc]
    for sent in deposit.sent:
        orals = [[number, *key] for number, key in sorted(sent.orals.items())]
        told: dict[str, object] = {"orals": orals}
        if sent.jurors is not None:
            told["jurors"] = sorted(sent.jurors)
        if sent.hours is not None:
            told["hours"] = [[number, hour.isoformat()] for number, hour in sorted(sent.hours.items())]
        if sent.centre is not None:
            told["centre"] = sent.centre
        if sent.people is not None:
            told["people"] = sorted(sent.people.items())
        text = json.dumps(told if len(told) > 1 else orals, ensure_ascii=False)
        row = [sent.file, sent.commission, text, sent.name, sent.passphrase, sent.utc]
        yield _SENT, sent.file, row
