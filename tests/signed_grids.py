"""Settled grids signed in each way, on a real file."""

from __future__ import annotations

import hashlib

from btstc_jury.application.binding import Carried
from btstc_jury.application.office import Office
from btstc_jury.application.ports import Document
from btstc_jury.domain import events as ev
from btstc_jury.domain.signing import Means, Signature


def signed_pdf(oral: int, signatures: int, size: int = 1000) -> bytes:
    """What stands for the PDF of an oral with that many signatures."""
    return f"%PDF {oral} {signatures} ".encode().ljust(size, b"x")


def read(content: bytes) -> Carried:
    """What ``binding.Read`` tells of such a document."""
    _, oral, signatures = content.split()[:3]
    made = (signed_pdf(int(oral), each, len(content)) for each in range(1, int(signatures) + 1))
    return Carried(None, tuple(hashlib.sha256(each).hexdigest() for each in made))


def sign(office: Office, oral: int, *means: Means) -> None:
    """The jurors sign one after the other, each by these means."""
    state, signatures = office.oral(oral), 0
    for juror, by in zip(state.jurors, means, strict=False):
        paper = by is Means.PAPER
        signatures += not paper
        content = signed_pdf(oral, signatures)
        documents = () if paper else (Document(oral, state.version, signatures, content),)
        digest = "" if paper else hashlib.sha256(content).hexdigest()
        office.act(oral, ev.GridSigned(Signature(juror.key, by, "", digest)), documents=documents)
