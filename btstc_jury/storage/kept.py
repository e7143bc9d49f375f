"""What an exam file keeps beside its journals: the exact forms that orals were begun with, by the hash of
their content; signed documents and the identities that signed them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Container, Iterable
from dataclasses import replace

import msgspec
from sqlalchemy import bindparam, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

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
from btstc_jury.storage.tables import AUTHORITY, DOCUMENT, FORM, IDENTITY, JOURNAL

_FORMS = select(FORM.c.hash, FORM.c.content)
_HASHES = select(FORM.c.hash)
_IS_THERE = select(FORM.c.hash).where(FORM.c.hash == bindparam("sought"))
_ADD_FORM = insert(FORM)


def read_forms(database: Database) -> dict[str, Form]:
    """By hash. Raises ``Damage``."""
    return {key: read_form(key, content) for key, content in database.all(_FORMS)}


def read_readable_forms(database: Database) -> dict[str, Form]:
    """As ``read_forms``, without those that are damaged."""
    readable = {}
    for key, content in database.all(_FORMS):
        try:
            readable[key] = read_form(key, content)
        except Damage:
            # The orals that name it are told as damaged one by one.
            continue
    return readable


def forms_kept(database: Database) -> set[str]:
    """Hashes of the forms that the file has."""
    return {row[0] for row in database.all(_HASHES)}


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
    if database.all(_IS_THERE, {"sought": form.hash}):
        return
    content = encode_form(form)
    if hashlib.sha256(content).hexdigest() != form.hash:
        raise ValueError(f"form {form.key}: its hash isn't that of its content")
    values = {"hash": form.hash, "key": form.key, "version": form.version, "content": content}
    database.run(_ADD_FORM, values)


def read_form(key: str, content: object) -> Form:
    """The hash is that of the bytes kept: a later program may know more of a form than they tell."""
    if not isinstance(content, bytes) or hashlib.sha256(content).hexdigest() != key:
        raise Damage(Fault.OTHER_CONTENT, form=key[:16])
    try:
        return replace(placed(decode_form(content)), hash=key)
    except (msgspec.MsgspecError, ValueError) as error:
        raise Damage(Fault.UNREADABLE_FORM, form=key[:16]) from error


_LATEST = (
    select(DOCUMENT)
    .where(DOCUMENT.c.oral == bindparam("of_oral"), DOCUMENT.c.version == bindparam("of_version"))
    .order_by(DOCUMENT.c.revision.desc())
    .limit(1)
)
_VERSIONS = (
    select(DOCUMENT.c.version)
    .where(DOCUMENT.c.oral == bindparam("of_oral"), DOCUMENT.c.version > 0)
    .distinct()
)
_FIRST_ROW = select(JOURNAL.c.hash).where(JOURNAL.c.journal == bindparam("name"), JOURNAL.c.sequence == 1)
_ROW_HASHES = (
    select(JOURNAL.c.hash).where(JOURNAL.c.journal == bindparam("name")).order_by(JOURNAL.c.sequence)
)
_ADD_DOCUMENT = insert(DOCUMENT)
_AUTHORITY = select(AUTHORITY)
_IDENTITY = select(IDENTITY).where(IDENTITY.c.juror == bindparam("of_juror"))
_KEEP_IDENTITY = upsert(IDENTITY)
_SET_IDENTITY = _KEEP_IDENTITY.on_conflict_do_update(
    set_={name: _KEEP_IDENTITY.excluded[name] for name in ("certificate", "pkcs12", "digest")}
)


def latest_document(database: Database, oral: int, version: int) -> Document | None:
    """Raises ``Damage`` where its content isn't that of its digest."""
    rows = database.all(_LATEST, {"of_oral": oral, "of_version": version})
    if not rows:
        return None
    row = rows[0]
    if hashlib.sha256(row.content).digest() != row.digest:
        raise Damage(Fault.OTHER_DOCUMENT, f"interrogation {oral}", version=version)
    return Document(row.oral, row.version, row.revision, row.content)


class SqliteProofs:
    """See ``application.ports.ProofStore``. ``check_writable`` raises ``ReadOnlyFile``."""

    def __init__(self, database: Database, check_writable: Callable[[], None]) -> None:
        self._database = database
        self._check_writable = check_writable

    def origin(self) -> bytes:
        with told_of(self._database.path):
            rows = self._database.all(_FIRST_ROW, {"name": SESSION})
            if not rows:
                raise Damage(Fault.NO_JOURNAL)
            return bytes(rows[0].hash)

    def document(self, oral: int, version: int) -> Document | None:
        with told_of(self._database.path):
            return latest_document(self._database, oral, version)

    def versions(self, oral: int) -> tuple[int, ...]:
        with told_of(self._database.path):
            return tuple(version for (version,) in self._database.all(_VERSIONS, {"of_oral": oral}))

    def hashes(self, oral: int) -> tuple[bytes, ...]:
        with told_of(self._database.path):
            rows = self._database.all(_ROW_HASHES, {"name": journal_of(oral)})
            return tuple(bytes(each.hash) for each in rows)

    def authority(self) -> KeptAuthority | None:
        row = self._database.checked("authority", _AUTHORITY)
        return None if row is None else KeptAuthority(row.certificate, row.key)

    def keep_authority(self, authority: KeptAuthority) -> None:
        self._check_writable()
        values = summed({"id": 1, "certificate": authority.certificate, "key": authority.key})
        with self._database.transaction():
            self._database.run(insert(AUTHORITY), values)

    def identity(self, juror: str) -> KeptIdentity | None:
        row = self._database.checked(f"identity {juror}", _IDENTITY, {"of_juror": juror})
        return None if row is None else KeptIdentity(row.juror, row.certificate, row.pkcs12)

    def keep_identity(self, identity: KeptIdentity) -> None:
        self._check_writable()
        kept = {name: getattr(identity, name) for name in ("juror", "certificate", "pkcs12")}
        with self._database.transaction():
            self._database.run(_SET_IDENTITY, summed(kept))


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
        database.run(_ADD_DOCUMENT, values)
