"""The exam file's own authority and the identities that it issues."""

from __future__ import annotations

import random
from contextlib import suppress
from datetime import timedelta
from warnings import catch_warnings

import pytest
from asn1crypto import pkcs12
from cryptography import x509

from btstc_jury.application.signing import SigningProblem, UnusableIdentity, WrongPin
from btstc_jury.documents.signing.authority import certificate_pem, load_authority, new_authority
from btstc_jury.documents.signing.identity import Identity, fingerprint, is_internal, open_identity
from tests.documents.signing.signers import NOW, authority, own_identity
from tests.documents.test_grid import LONG_NAME


def test_it_is_kept_and_read_again() -> None:
    kept = authority().der
    again = load_authority(*kept)
    assert again.certificate == authority().certificate
    assert again.der == kept


def test_a_key_of_another_authority_is_refused() -> None:
    other = new_authority("Lycée Ailleurs", 2027, "1", now=NOW)
    with pytest.raises(UnusableIdentity, match="autorité interne"):
        load_authority(authority().der[0], other.der[1])


def test_damaged_bytes_are_refused() -> None:
    certificate, key = authority().der
    with pytest.raises(UnusableIdentity):
        load_authority(certificate[:-9], key)
    with pytest.raises(UnusableIdentity):
        load_authority(certificate, b"nothing")


def test_it_vouches_for_fifteen_years_and_says_whose_it_is() -> None:
    certificate = authority().certificate
    years = (certificate.not_valid_after_utc - NOW) / timedelta(days=365.25)
    assert 14.99 < years < 15.01
    said = certificate.subject.rfc4514_string()
    for part in (
        "BTS TC Jury – autorité interne du fichier",
        "Lycée Jean-Monnet",
        "session 2027",
        "commission 3",
    ):
        assert part in said
    assert len(fingerprint(authority().certificate).split()) == 16


def test_an_identity_says_who_in_what_quality_and_that_it_is_internal() -> None:
    identity = authority().issue("Mme Okoye", "Professionnel", now=NOW)
    identity.certificate.verify_directly_issued_by(authority().certificate)
    said = [each.value for each in identity.certificate.subject]
    for part in ("Mme Okoye", "Professionnel", "signature interne, non qualifiée"):
        assert part in said
    assert is_internal(identity.certificate)
    assert identity.certificate.not_valid_after_utc == authority().certificate.not_valid_after_utc
    usage = identity.certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    assert usage.digital_signature
    assert usage.content_commitment
    assert not usage.key_cert_sign


@pytest.mark.parametrize("name", [LONG_NAME, "é" * 64, "Ng"])
def test_a_name_of_any_length_is_there_in_full(name: str) -> None:
    identity = authority().issue(
        name, "Professeur d’économie et gestion, remplaçant le professionnel", now=NOW
    )
    assert identity.name == name


def test_an_identity_opens_with_its_pin_only() -> None:
    identity = authority().issue("Mme Okoye", "Professionnel", now=NOW)
    kept = identity.pkcs12("4821é")
    again = open_identity(kept, "4821é", now=NOW)
    assert again.certificate == identity.certificate
    assert again.key.private_numbers() == identity.key.private_numbers()
    for wrong in ("4821", "", "4822é"):
        with pytest.raises(WrongPin):
            open_identity(kept, wrong, now=NOW)


def test_the_key_is_nowhere_in_the_kept_identity() -> None:
    identity = authority().issue("Mme Okoye", "Professionnel", now=NOW)
    secret = identity.key.private_numbers().private_value.to_bytes(32, "big")  # type: ignore[union-attr]
    assert secret not in identity.pkcs12("4821")


def test_a_certificate_of_ones_own_comes_with_those_above_it() -> None:
    own = own_identity()
    again = open_identity(own.pkcs12("secret"), "secret", now=NOW)
    assert again.name == "Claire Lanvin"
    assert again.chain == own.chain
    assert not is_internal(again.certificate)


def test_certificates_that_vouch_for_nobody_here_are_left_out() -> None:
    own = own_identity()
    stranger = Identity(own.certificate, own.key, (authority().certificate,))
    assert open_identity(stranger.pkcs12("secret"), "secret", now=NOW).chain == ()


@pytest.mark.parametrize(
    ("identity", "said"),
    [
        (own_identity(expires=NOW - timedelta(days=2)), "a expiré le 16/05/2027"),
        (own_identity(signing=False), "n’est pas prévu pour signer"),
        (
            authority().issue("Mme Okoye", "", now=NOW + timedelta(days=3)),
            "n’est valable qu’à partir du 20/05/2027",
        ),
    ],
    ids=["expired", "other usage", "not yet"],
)
def test_what_cannot_sign_is_refused_and_said(identity: Identity, said: str) -> None:
    with pytest.raises(UnusableIdentity, match=said):
        open_identity(identity.pkcs12("secret"), "secret", now=NOW)


@pytest.mark.parametrize("found", [b"", b"not a certificate", authority().der[0]])
def test_another_file_is_told_from_a_wrong_password(found: bytes) -> None:
    with pytest.raises(UnusableIdentity, match="lisible"):
        open_identity(found, "secret", now=NOW)


def test_the_certificate_is_exported_as_text() -> None:
    text = certificate_pem(authority().der[0])
    assert text.startswith(b"-----BEGIN CERTIFICATE-----")
    assert x509.load_pem_x509_certificate(text) == authority().certificate


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"0\x00",
        b"0\x80",
        b"\x05\x00",
        b"0\x03\x02\x01\x03",
        b"0\x05\x02\x01\x030\x00",
        *(
            pkcs12.Pfx({"version": "v3", "auth_safe": {"content_type": kind}}).dump()
            for kind in ("data", "signed_data", "encrypted_data")
        ),
    ],
)
def test_a_malformed_file_of_a_certificate_is_told(content: bytes) -> None:
    with pytest.raises(UnusableIdentity, match="n’est pas un certificat personnel lisible"):
        open_identity(content, "secret", now=NOW)


def test_no_mangled_file_of_a_certificate_raises_anything_else() -> None:
    whole, dice = own_identity().pkcs12("secret"), random.Random(20270518)
    for _ in range(300):
        mangled = bytearray(whole)
        for _ in range(dice.randrange(1, 4)):
            mangled[dice.randrange(dice.choice((120, len(whole))))] = dice.randrange(256)
        with suppress(SigningProblem), catch_warnings(action="ignore"):
            open_identity(bytes(mangled), "secret", now=NOW)
