"""Settled grids signed in each way, on a real file."""

from __future__ import annotations

import hashlib

from btstc_jury.application.office import Office
from btstc_jury.application.ports import Document
from btstc_jury.domain import events as ev
from btstc_jury.domain.signing import Means, Signature


def signed_pdf(oral: int, signatures: int, size: int = 1000) -> bytes:
    """What stands for the PDF of an oral with that many signatures."""
    return f"%PDF {oral} {signatures} ".encode().ljust(size, b"x")


def sign(office: Office, oral: int, *means: Means) -> None:
    """The jurors sign one after the other, each by these means."""
    state = office.oral(oral)
    for place, (juror, by) in enumerate(zip(state.jurors, means, strict=False), start=1):
        content = signed_pdf(oral, place)
        paper = by is Means.PAPER
        documents = () if paper else (Document(oral, state.version, place, content),)
        digest = "" if paper else hashlib.sha256(content).hexdigest()
        office.act(oral, ev.GridSigned(Signature(juror.key, by, "", digest)), documents=documents)
