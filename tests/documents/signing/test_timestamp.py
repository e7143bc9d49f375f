"""Timestamps asked of an authority on this machine."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO

import pytest
from asn1crypto import keys, tsp, x509
from cryptography.hazmat.primitives import serialization
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper

from btstc_jury.application.signing import Said, SignatureView, TimestampProblem
from btstc_jury.documents.signing.sign import sign
from btstc_jury.documents.signing.timestamp import TimestampAuthority
from tests.documents.signing.signers import NOW, authority, own_identity, prepared
from tests.documents.views import sample_grid

Answer = Callable[[bytes], tuple[int, str, bytes]]
REPLY = "application/timestamp-reply"


def dummy() -> DummyTimeStamper:
    identity = own_identity()
    certificate = identity.certificate.public_bytes(serialization.Encoding.DER)
    key = identity.key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return DummyTimeStamper(
        x509.Certificate.load(certificate), keys.PrivateKeyInfo.load(key), fixed_dt=NOW.astimezone()
    )


def stamped(request: bytes) -> tuple[int, str, bytes]:
    answer = dummy().request_tsa_response(tsp.TimeStampReq.load(request))
    return 200, REPLY, answer.dump()


def of_something_else(request: bytes) -> tuple[int, str, bytes]:
    asked = tsp.TimeStampReq.load(request)
    asked["message_imprint"]["hashed_message"] = bytes(32)
    return stamped(asked.dump(force=True))


def replayed(request: bytes) -> tuple[int, str, bytes]:
    asked = tsp.TimeStampReq.load(request)
    asked["nonce"] = 7
    return stamped(asked.dump(force=True))


def tsp_refusal() -> bytes:
    status: bytes = tsp.PKIStatusInfo({"status": "rejection"}).dump()
    return b"\x30" + bytes([len(status)]) + status


def refused(request: bytes) -> tuple[int, str, bytes]:
    return 200, REPLY, tsp_refusal()


@contextmanager
def serving(answer: Answer) -> Iterator[tuple[str, list[bytes]]]:
    """The address of a server on this machine, and the requests that it got."""
    requests: list[bytes] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            requests.append(self.rfile.read(int(self.headers["Content-Length"])))
            code, kind, body = answer(requests[-1])
            self.send_response(code)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/tsa", requests
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def signed_with(url: str, **options: float) -> bytes:
    return sign(
        prepared(sample_grid()),
        "signature-1",
        authority().issue("M. Lanvin", "", now=NOW),
        SignatureView("M. Lanvin", ""),
        said=Said(NOW, "", ""),
        timestamp=TimestampAuthority(url, **options),
    )


def test_the_signature_carries_the_timestamp_asked_for_once() -> None:
    with serving(stamped) as (url, requests):
        signed = signed_with(url)
    assert len(requests) == 1
    (signature,) = PdfFileReader(BytesIO(signed)).embedded_signatures
    (kept,) = signature.signer_info["unsigned_attrs"]
    assert kept["type"].native == "signature_time_stamp_token"
    (token,) = kept["values"]
    stamped_digest = token["content"]["encap_content_info"]["content"].parsed["message_imprint"]
    digest = sha256(signature.signer_info["signature"].native).digest()
    assert stamped_digest["hashed_message"].native == digest


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (lambda _: (500, "text/plain", b""), "l’erreur 500"),
        (lambda _: (200, "text/html", b"<p>hello"), "n’est pas un horodatage"),
        (lambda _: (200, REPLY, b"hello"), "illisible"),
        (lambda _: (200, REPLY, b""), "illisible"),
        (refused, "refusé la demande"),
        (replayed, "illisible"),
        (of_something_else, "autre chose que la signature"),
    ],
    ids=["error", "page", "noise", "nothing", "refusal", "replay", "other digest"],
)
def test_a_useless_answer_is_said_and_nothing_is_signed(answer: Answer, said: str) -> None:
    with serving(answer) as (url, _), pytest.raises(TimestampProblem, match=said):
        signed_with(url)


def test_an_authority_that_is_not_there_is_said() -> None:
    with serving(stamped) as (url, _):
        pass
    with pytest.raises(TimestampProblem, match="ne peut pas être jointe"):
        signed_with(url)


def test_an_authority_too_slow_is_said() -> None:
    wait = threading.Event()

    def late(_: bytes) -> tuple[int, str, bytes]:
        wait.wait()
        return 503, "text/plain", b""

    with serving(late) as (url, _):
        try:
            with pytest.raises(TimestampProblem, match="assez vite"):
                signed_with(url, longest_s=0.05)
        finally:
            wait.set()


@pytest.mark.parametrize("url", ["", "file:///etc/hostname", "tsa.example", "https://"])
def test_only_web_addresses_are_taken(url: str) -> None:
    with pytest.raises(TimestampProblem, match="réglages"):
        TimestampAuthority(url)
