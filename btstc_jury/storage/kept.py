"""What an exam file keeps beside its journals: the exact forms that orals were begun with, by the hash of
their content; signed documents and the identities that signed them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import replace
from typing import Any

import msgspec

from btstc_jury.application.faults import Fault
from btstc_jury.application.form_content import decode_form, encode_form
from btstc_jury.application.old_forms import placed
from btstc_jury.application.ports import Document, KeptAuthority, KeptIdentity
from btstc_jury.domain import events as ev
from btstc_jury.domain.events import Entry
from btstc_jury.domain.form import Form
from btstc_jury.storage.database import Database, summed
from btstc_jury.storage.failures import Damage, told_of
from btstc_jury.storage.journals import SESSION, journal_of
from btstc_jury.storage.tables import AUTHORITY, DOCUMENT, FORM, IDENTITY

_FORMS = "SELECT hash, content FROM form"
_HASHES = "SELECT hash FROM form"
_IS_THERE = "SELECT 1 FROM form WHERE hash = ?"


def read_forms(database: Database) -> dict[str, Form]:
    """By hash. Raises ``Damage``."""
    return {key: read_form(key, content) for key, content in database.rows(_FORMS)}


def read_readable_forms(database: Database) -> dict[str, Form]:
    """As ``read_forms``, without those that are damaged."""
    readable = {}
    for key, content in database.rows(_FORMS):
        try:
            readable[key] = read_form(key, content)
        except Damage:
            # The orals that name it are told as damaged one by one.
            continue
    return readable


def forms_kept(database: Database) -> set[str]:
    """Hashes of the forms that the file has."""
    return {row[0] for row in database.rows(_HASHES)}


def check_named(entries: Iterable[Entry], kept: Container[str]) -> None:
    """Raises ``Damage`` where a form that the entries name isn't among those ``kept``."""
    missing = []
    for entry in entries:
        event = entry.event
        if (type(event) is ev.Planned or type(event) is ev.PlanChanged) and event.form_hash not in kept:
            missing.append(event.form_hash)
    if missing:
        raise Damage(Fault.NO_FORM, form=min(missing)[:16])


def pin(database: Database, form: Form) -> None:
    """Keep a form, unless it is there already; to be called in a transaction.

    Raises ``ValueError`` for a form whose hash isn't that of its content.
    """
    if database.rows(_IS_THERE, (form.hash,)):
        return
    content = encode_form(form)
    if hashlib.sha256(content).hexdigest() != form.hash:
        raise ValueError(f"form {form.key}: its hash isn't that of its content")
    values = {"hash": form.hash, "key": form.key, "version": form.version, "content": content}
    database.write(FORM.insert, values)


def read_form(key: str, content: object) -> Form:
    """The hash is that of the bytes kept: a later program may know more of a form than they tell."""
    if not isinstance(content, bytes) or hashlib.sha256(content).hexdigest() != key:
        raise Damage(Fault.OTHER_CONTENT, form=key[:16])
    try:
        return replace(placed(decode_form(content)), hash=key)
    except (msgspec.MsgspecError, ValueError) as error:
        raise Damage(Fault.UNREADABLE_FORM, form=key[:16]) from error


_LATEST = f"{DOCUMENT.select} WHERE oral = ? AND version = ? ORDER BY revision DESC LIMIT 1"
_VERSIONS = "SELECT DISTINCT version FROM document WHERE oral = ? AND version > 0"
_FIRST_ROW = "SELECT hash FROM journal WHERE journal = ? AND sequence = 1"
_ROW_HASHES = "SELECT hash FROM journal WHERE journal = ? ORDER BY sequence"
_IDENTITY = f"{IDENTITY.select} WHERE juror = ?"


def latest_document(database: Database, oral: int, version: int) -> Document | None:
    """Raises ``Damage`` where its content isn't that of its digest."""
    for _oral, _version, revision, digest, content in database.rows(_LATEST, (oral, version)):
        if hashlib.sha256(content).digest() != digest:
            raise Damage(Fault.OTHER_DOCUMENT, f"interrogation {oral}", version=version)
        return Document(oral, version, revision, content)
    return None


def authority_of(row: Sequence[Any]) -> KeptAuthority:
    """``row``: of the table."""
    _id, certificate, key, _digest = row
    return KeptAuthority(certificate, key)


def identity_of(row: Sequence[Any]) -> KeptIdentity:
    """``row``: of the table."""
    juror, certificate, pkcs12, _digest = row
    return KeptIdentity(juror, certificate, pkcs12)


class SqliteProofs:
    """See ``application.ports.ProofStore``. ``check_writable`` raises ``ReadOnlyFile``."""

    def __init__(self, database: Database, check_writable: Callable[[], None]) -> None:
        self._database = database
        self._check_writable = check_writable

    def origin(self) -> bytes:
        with told_of(self._database.path):
            rows = self._database.rows(_FIRST_ROW, (SESSION,))
            if not rows:
                raise Damage(Fault.NO_JOURNAL)
            return bytes(rows[0][0])

    def document(self, oral: int, version: int) -> Document | None:
        with told_of(self._database.path):
            return latest_document(self._database, oral, version)

    def versions(self, oral: int) -> tuple[int, ...]:
        with told_of(self._database.path):
            return tuple(version for (version,) in self._database.rows(_VERSIONS, (oral,)))

    def hashes(self, oral: int) -> tuple[bytes, ...]:
        with told_of(self._database.path):
            rows = self._database.rows(_ROW_HASHES, (journal_of(oral),))
            return tuple(bytes(one) for (one,) in rows)

    def authority(self) -> KeptAuthority | None:
        row = self._database.checked("authority", AUTHORITY.select)
        return None if row is None else authority_of(row)

    def keep_authority(self, authority: KeptAuthority) -> None:
        self._check_writable()
        values = summed({"id": 1, "certificate": authority.certificate, "key": authority.key})
        with self._database.transaction():
            self._database.write(AUTHORITY.insert, values)

    def identity(self, juror: str) -> KeptIdentity | None:
        row = self._database.checked(f"identity {juror}", _IDENTITY, (juror,))
        return None if row is None else identity_of(row)

    def keep_identity(self, identity: KeptIdentity) -> None:
        self._check_writable()
        kept = {name: getattr(identity, name) for name in ("juror", "certificate", "pkcs12")}
        with self._database.transaction():
            self._database.write(IDENTITY.put, summed(kept))


def add_documents(database: Database, documents: tuple[Document, ...]) -> None:
    """To be called in a transaction. A document once kept is never changed."""
    for each in documents:
        values = {
            "oral": each.oral,
            "version": each.version,
            "revision": each.revision,
            "digest": hashlib.sha256(each.content).digest(),
            "content": each.content,
        }
        database.write(DOCUMENT.insert, values)
