"""The verification of a file, put together for the command line and for the window."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from btstc_jury.application.verification import UnreadableFile, UnusableCertificate, Verified
from btstc_jury.application.views.verification import unreadable
from btstc_jury.documents.signing.verification.chain import load_certificates
from btstc_jury.documents.signing.verification.envelope import LARGEST
from btstc_jury.documents.signing.verification.verify import verify_pdf
from btstc_jury.exchange.evaluation_json import decode_evaluation
from btstc_jury.system.reading import read_at_most

_LARGEST_CERTIFICATE = 1 << 20


def verify_file(path: Path, trust: Sequence[bytes]) -> Verified:
    """``trust``: certificates, DER or PEM. Raises ``UnusableCertificate`` for one of these, nothing else."""
    try:
        content = read_at_most(path, LARGEST)
    except UnreadableFile as problem:
        return Verified(path, b"", unreadable(str(problem)))
    return Verified(path, content, verify_pdf(content, trust, read_data=decode_evaluation))


def read_certificate(path: Path) -> bytes:
    """A file of one or several certificates, checked. Raises ``UnusableCertificate``."""
    try:
        content = read_at_most(path, _LARGEST_CERTIFICATE)
        load_certificates(content)
    except (UnreadableFile, UnusableCertificate) as problem:
        raise UnusableCertificate(f"{path.name}\u202f: {problem}") from problem
    return content
