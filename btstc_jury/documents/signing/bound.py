"""What goes into a signature beside the digest: the signer's certificate and those above it, all bound."""

from __future__ import annotations

from collections.abc import Iterable

from asn1crypto import cms, keys, tsp, x509
from cryptography import x509 as pyca
from cryptography.hazmat.primitives import serialization
from pyhanko.sign.attributes import CMSAttributeProvider, SignedAttributeProviderSpec
from pyhanko.sign.general import as_signing_certificate_v2
from pyhanko.sign.signers import SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from btstc_jury.documents.signing.identity import Identity


def bound_signer(identity: Identity) -> SimpleSigner:
    """A signer of pyHanko's that embeds the identity's certificate and chain, each named in what it signs."""
    certificate, *chain = (_readable(each) for each in (identity.certificate, *identity.chain))
    key = identity.key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    signer = SimpleSigner(
        signing_cert=certificate,
        signing_key=keys.PrivateKeyInfo.load(key),
        cert_registry=SimpleCertificateStore.from_certs(chain),
    )
    signer.signed_attr_prov_spec = _Attributes([certificate, *chain])
    return signer


class _Attributes(SignedAttributeProviderSpec):
    """The signed attributes that PAdES B-B asks for; pyHanko adds the content type and the digest."""

    def __init__(self, certificates: list[x509.Certificate]) -> None:
        self._certificates = certificates

    def signed_attr_providers(
        self,
        data_digest: bytes,  # noqa: ARG002
        digest_algorithm: str,  # noqa: ARG002
    ) -> Iterable[CMSAttributeProvider]:
        yield _SigningCertificates(self._certificates)


class _SigningCertificates(CMSAttributeProvider):
    """pyHanko's own names the signer's certificate only."""

    attribute_type = "signing_certificate_v2"

    def __init__(self, certificates: list[x509.Certificate]) -> None:
        self._certificates = certificates

    async def build_attr_value(
        self,
        dry_run: bool = False,  # noqa: ARG002, FBT001, FBT002
    ) -> tsp.SigningCertificateV2:
        named = [as_signing_certificate_v2(each)["certs"][0] for each in self._certificates]
        return tsp.SigningCertificateV2({"certs": named})


def _readable(certificate: pyca.Certificate) -> x509.Certificate:
    return cms.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))
