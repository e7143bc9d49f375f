"""Signed documents that aren't those of their journal: each difference is named, nobody signs them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace

import pytest

from btstc_jury.application.binding import Carried, compared, consigned, consigned_in, differences
from btstc_jury.application.office import Office
from btstc_jury.application.pins import choose_pin
from btstc_jury.application.signing import (
    OtherDocument,
    SigningOutcome,
    SigningWish,
    begin,
    carry_out,
    record,
)
from btstc_jury.application.views.grid import GridView
from btstc_jury.domain.signing import Means
from btstc_jury.domain.standing import Stage
from btstc_jury.exchange.evaluation_json import decode_evaluation, encode_evaluation
from tests.application.offices import bring, memory_of, plan
from tests.documents.signing.signers import own_identity
from tests.signed_file import READ, TOOLS, evaluate


def signing(office: Office, juror: str, number: int = 1) -> SigningOutcome:
    asked = SigningWish(juror, Means.INTERNAL, secret=f"code {juror}")
    return carry_out(begin(office, number, asked, evaluate), TOOLS)


def kept_differences(office: Office, number: int) -> tuple[str, ...]:
    told = consigned_in(office, number)
    return compared(told, office.file.proofs.document(number, told.version), READ)


@pytest.fixture
def signed(office: Office) -> Office:
    """By the first of three."""
    bring(office, 1, Stage.FINALISED)
    for juror in office.oral(1).jurors:
        choose_pin(office, juror.key, f"code {juror.key}")
    record(office, signing(office, "a"))
    return office


def put(office: Office, content: bytes) -> None:
    """As one SQL statement would."""
    documents = memory_of(office).proofs.documents
    documents[1, 1] = replace(documents[1, 1], content=content)


def other_mark(office: Office) -> None:
    """Pages and data agree with each other, not with the journal; nobody signed them yet."""
    data = decode_evaluation(evaluate(office, 1, begin_view(office)))
    verdict, grid = replace(data.verdict, mark="20"), replace(data.grid, mark="20")
    put(office, TOOLS.prepare(grid, encode_evaluation(replace(data, verdict=verdict, grid=grid))))


def begin_view(office: Office) -> GridView:
    return begin(office, 1, SigningWish("b", Means.INTERNAL, secret="code b"), evaluate).view


def lost(office: Office) -> None:
    data = evaluate(office, 1, begin_view(office))
    put(office, TOOLS.prepare(begin_view(office), data))


def other_candidate(office: Office) -> None:
    number = plan(office, "Petit")
    bring(office, number, Stage.FINALISED)
    record(office, signing(office, "a", number))
    kept = memory_of(office).proofs.documents[number, 1]
    put(office, kept.content)


def rehashed(office: Office) -> None:
    """One earlier row is another, and all hashes after it fit again."""
    journal = memory_of(office).journals[1]
    journal[2] = replace(journal[2], author="quelqu’un d’autre")


def cut(office: Office) -> None:
    del memory_of(office).journals[1][4:]


def broken(office: Office) -> None:
    content = bytearray(memory_of(office).proofs.documents[1, 1].content)
    content[1000] ^= 1
    put(office, bytes(content))


def gone(office: Office) -> None:
    memory_of(office).proofs.documents.clear()


@pytest.mark.parametrize(
    ("attack", "words"),
    [
        (other_mark, "la note est 20 dans le document, 12,5 dans le journal"),
        (lost, "le journal consigne 1 signature dans le document, il en porte 0"),
        (other_candidate, "le document est celui de PETIT"),
        (rehashed, "le journal a été récrit depuis la première signature"),
        (cut, "le journal a 4 lignes, il en avait "),
        (broken, "le document a été modifié dans la partie que cette signature couvre"),
        (gone, "le document signé n’est pas dans le fichier"),
    ],
)
def test_nobody_signs_another_document_than_the_journals(
    signed: Office, attack: Callable[[Office], None], words: str
) -> None:
    assert kept_differences(signed, 1) == ()
    attack(signed)
    assert any(words in each for each in kept_differences(signed, 1))
    with pytest.raises(OtherDocument, match="Rien n’a été signé") as refused:
        signing(signed, "b")
    assert words in str(refused.value)


def test_every_signature_leaves_the_journal_and_the_document_of_one_mind(signed: Office) -> None:
    for juror in ("b", "c"):
        record(signed, signing(signed, juror))
        assert kept_differences(signed, 1) == ()
    assert signed.oral(1).signed


def test_another_signature_in_the_place_of_one_is_named(signed: Office) -> None:
    told = consigned(signed.history(1), (), (1,))
    (one,) = READ(memory_of(signed).proofs.documents[1, 1].content).signed
    other = hashlib.sha256(b"autre").hexdigest()
    for change, words in (
        (replace(one, document=other), "n’a pas fait ce document\u202f: le journal en consigne un autre"),
        (replace(one, place=3), "est à la place 3, le journal dit un autre membre"),
        (replace(one, certificate=other), "n’est pas du certificat que le journal consigne"),
        (replace(one, means=Means.OWN), "n’est pas du certificat que le journal consigne"),
    ):
        assert list(differences(told, Carried(None, (change,)))) == [f"la signature n° 1 {words}"]


def test_a_certificate_in_another_name_signs_nothing(signed: Office) -> None:
    own = own_identity().pkcs12("mot")
    asked = SigningWish("b", Means.OWN, secret="mot", certificate=own)
    with pytest.raises(OtherDocument, match="Ce certificat est au nom de Claire Lanvin"):
        carry_out(begin(signed, 1, asked, evaluate), TOOLS)


def test_nothing_is_compared_before_the_first_signature(office: Office) -> None:
    bring(office, 1, Stage.FINALISED)
    assert kept_differences(office, 1) == ()
