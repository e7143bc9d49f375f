"""Settled grids signed in each way, on a real file."""

from __future__ import annotations

import hashlib

from btstc_jury.application.binding import Carried, Signed
from btstc_jury.application.office import Office
from btstc_jury.application.ports import Document
from btstc_jury.domain import events as ev
from btstc_jury.domain.signing import Means, Signature


def signed_pdf(oral: int, signatures: int, size: int = 1000, places: str = "123456789") -> bytes:
    """What stands for the PDF of an oral with that many signatures, the first ones of ``places``."""
    return f"%PDF {oral} {places[:signatures]} ".encode().ljust(size, b"x")


def read(content: bytes) -> Carried:
    """What ``binding.Read`` tells of such a document."""
    oral, places = content.split()[1:3]
    told = places.decode()
    made = (signed_pdf(int(oral), count, len(content), told) for count in range(1, len(told) + 1))
    return Carried(
        None,
        tuple(
            Signed(hashlib.sha256(each).hexdigest(), int(place), "", Means.INTERNAL)
            for each, place in zip(made, told, strict=True)
        ),
    )


def sign(office: Office, oral: int, *means: Means) -> None:
    """The jurors sign one after the other, each by these means."""
    state, places = office.oral(oral), ""
    for number, (juror, by) in enumerate(zip(state.jurors, means, strict=False), start=1):
        paper = by is Means.PAPER
        places += "" if paper else str(number)
        content = signed_pdf(oral, len(places), places=places)
        documents = () if paper else (Document(oral, state.version, len(places), content),)
        digest = "" if paper else hashlib.sha256(content).hexdigest()
        office.act(oral, ev.GridSigned(Signature(juror.key, by, "", digest)), documents=documents)
