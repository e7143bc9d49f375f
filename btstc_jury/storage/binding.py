"""What an exam file keeps of signatures, documents and certificates, compared with what its journals tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sqlalchemy import select

from btstc_jury.application.binding import Carried, CheckKeys, Consigned, Read, compared
from btstc_jury.application.findings import Finding, Part
from btstc_jury.application.ports import KeptAuthority, KeptIdentity
from btstc_jury.domain.session import FileKind
from btstc_jury.domain.signing import Means
from btstc_jury.storage.database import Database
from btstc_jury.storage.kept import latest_document
from btstc_jury.storage.tables import AUTHORITY, FILE, IDENTITY


class Binding:
    """First the documents, then the keys, which those that signed must have been issued by. Raises
    ``FileProblem``, ``Damage``.
    """

    def __init__(self, database: Database, read: Read, keys: CheckKeys | None) -> None:
        self._database = database
        self._read = read
        self._check_keys = keys
        self._issuers: set[str] = set()
        self._signers: set[str] = set()

    def of(self, oral: int, told: Sequence[Consigned]) -> Iterator[Finding]:
        mark = self._watermark()
        for each in told:
            self._signers |= {one.juror for one in each.signatures if one.means is Means.INTERNAL}
            kept = latest_document(self._database, oral, each.version)
            found = compared(replace(each, watermark=mark), kept, self._carried)
            yield from (Finding(Part.DOCUMENT, oral, one) for one in found)

    def keys(self) -> Iterator[Finding]:
        if self._check_keys is None:
            return
        rows = self._database.all(select(AUTHORITY))
        authority = KeptAuthority(rows[0].certificate, rows[0].key) if rows else None
        identities = [
            KeptIdentity(each.juror, each.certificate, each.pkcs12)
            for each in self._database.all(select(IDENTITY))
        ]
        found = self._check_keys(authority, identities, self._issuers, self._signers)
        yield from (Finding(Part.AUTHORITY, None, each) for each in found)

    def _watermark(self) -> str | None:
        """Of the kind of file; ``None`` where its line can't be read, which is told of that line."""
        rows = self._database.all(select(FILE.c.kind))
        if not rows or rows[0].kind not in set(FileKind):
            return None
        return FileKind(rows[0].kind).facts.watermark

    def _carried(self, content: bytes) -> Carried:
        found = self._read(content)
        self._issuers |= {each.issuer for each in found.signed if each.means is Means.INTERNAL}
        return found
