"""Signed documents, identities and erased remarks, in a real file."""

from __future__ import annotations

from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest

from btstc_jury.application.office import Office
from btstc_jury.application.passphrases import FileKey
from btstc_jury.application.ports import Document, KeptAuthority, KeptIdentity
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.application.sessions import Desk, create_file, open_file
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import RemarkText, TextField
from btstc_jury.domain.events import Erased
from btstc_jury.domain.signing import Means, Signature
from tests.forms_for_tests import COMPLIANT, JURORS, make_form, make_plan, make_session
from tests.storage.keyed import raw

SECRET = "un-mot-que-personne-ne-devine"


def settled(desk: Desk, path: Path) -> Office:
    office = create_file(desk, path, make_session())
    office.plan(make_plan(), "essai")
    remark = do.AddRemark(office.now(), RemarkText(SECRET))
    levels: tuple[do.Command, ...] = tuple(ev.Rated(each.number, "S") for each in make_form().criteria)
    words = ev.TextWritten(TextField.APPRECIATION, "Bien.")
    for command in (
        do.Open(JURORS),
        COMPLIANT,
        do.Start(),
        remark,
        ev.Ended(),
        *levels,
        ev.MarkProposed(Decimal(12)),
        words,
    ):
        office.act(1, command)
    office.act(1, ev.Finalised())
    return office


def sign(office: Office, position: int, content: bytes) -> None:
    signature = Signature(JURORS[position].key, Means.INTERNAL, "ab", "cd")
    office.act(1, ev.GridSigned(signature), documents=(Document(1, 1, position + 1, content),))


def test_a_signed_document_is_kept_with_the_entry_that_tells_of_it(desk: Desk, path: Path) -> None:
    office = settled(desk, path)
    assert office.file.proofs.document(1, 1) is None
    sign(office, 0, b"un")
    sign(office, 1, b"deux")
    office.close()
    office, _ = open_file(desk, path)
    assert office.file.proofs.document(1, 1) == Document(1, 1, 2, b"deux")
    assert office.file.index.summary(1).signed == 2
    assert not office.file.index.summary(1).complete
    assert [each.juror for each in office.oral(1).proof.signatures] == [each.key for each in JURORS[:2]]
    office.close()


def test_a_document_that_can_not_be_kept_signs_nothing(desk: Desk, path: Path) -> None:
    office = settled(desk, path)
    sign(office, 0, b"un")
    again = Document(1, 1, 1, b"autre")
    with pytest.raises(FileProblem):
        office.act(1, ev.GridSigned(Signature(JURORS[1].key, Means.INTERNAL)), documents=(again,))
    assert len(office.oral(1).proof.signatures) == 1
    assert office.file.proofs.document(1, 1) == Document(1, 1, 1, b"un")
    office.close()


def test_identities_and_the_authority_come_back(desk: Desk, path: Path) -> None:
    office = create_file(desk, path, make_session())
    proofs = office.file.proofs
    assert proofs.authority() is None
    assert proofs.identity("a") is None
    proofs.keep_authority(KeptAuthority(b"certificat", b"cle"))
    proofs.keep_identity(KeptIdentity("a", b"un", b"p12"))
    proofs.keep_identity(KeptIdentity("a", b"deux", b"p12 nouveau"))
    office.close()
    office, _ = open_file(desk, path)
    assert office.file.proofs.authority() == KeptAuthority(b"certificat", b"cle")
    assert office.file.proofs.identity("a") == KeptIdentity("a", b"deux", b"p12 nouveau")
    office.close()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE document SET content = x'00'",
        "UPDATE authority SET certificate = x'00'",
        "UPDATE identity SET pkcs12 = x'00'",
    ],
)
def test_what_was_changed_behind_the_program_is_seen(
    desk: Desk, path: Path, key: FileKey | None, change: str
) -> None:
    office = settled(desk, path)
    sign(office, 0, b"un")
    office.file.proofs.keep_authority(KeptAuthority(b"certificat", b"cle"))
    office.file.proofs.keep_identity(KeptIdentity("a", b"un", b"p12"))
    office.close()
    with closing(raw(path, key)) as connection:
        connection.execute(change)
        connection.commit()
    office, _ = open_file(desk, path)
    proofs = office.file.proofs
    readers = {"document": lambda: proofs.document(1, 1), "authority": proofs.authority}
    reader = readers.get(change.split()[1], lambda: proofs.identity("a"))
    with pytest.raises(FileProblem) as caught:
        reader()
    assert caught.value.kind is ProblemKind.DAMAGED
    office.close()


def test_erased_remarks_are_in_no_byte_of_the_file_and_the_chain_holds(desk: Desk, path: Path) -> None:
    office = settled(desk, path)
    (number,) = office.oral(1).remarks
    before = office.oral(1)
    office.act(1, ev.RemarksErased(), erased=(number,))
    assert not office.oral(1).remarks
    for place in path.parent.iterdir():
        if place.is_file():
            assert SECRET.encode() not in place.read_bytes()
    office.close()
    office, _ = open_file(desk, path)
    assert office.oral(1).ratings == before.ratings
    assert office.history(1).entries[number - 1].event == Erased("note-added")
    office.close()


@pytest.mark.parametrize("kind", ["note-added", "rated"])
def test_a_payload_that_nobody_said_to_erase_is_a_damage(
    desk: Desk, path: Path, key: FileKey | None, kind: str
) -> None:
    settled(desk, path).close()
    with closing(raw(path, key)) as connection:
        connection.execute("UPDATE journal SET payload = NULL, salt = x'' WHERE kind = ?", (kind,))
        connection.commit()
    office, _ = open_file(desk, path)
    with pytest.raises(FileProblem) as caught:
        office.oral(1)
    assert caught.value.kind is ProblemKind.DAMAGED
    office.close()
