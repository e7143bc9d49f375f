"""A short PIN that each juror chooses, so that nobody opens another's opinion by mistake."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from btstc_jury.application.office import Changes, Office
from btstc_jury.domain.commission import JurorPin
from btstc_jury.domain.opinions import Opinion
from btstc_jury.domain.oral import Oral

SHORTEST = 4
"""Characters at least."""


def has_pin(office: Office, juror: str) -> bool:
    return any(pin.juror == juror for pin in office.session.pins)


def choose_pin(office: Office, juror: str, pin: str) -> Changes:
    """Keep a juror's PIN (its digest only), in place of the one before. Raises as ``Office.act``;
    ``ValueError`` for a PIN shorter than ``SHORTEST``.
    """
    if len(pin) < SHORTEST:
        raise ValueError(pin and "short")
    salt = secrets.token_bytes(16)
    kept = JurorPin(juror, salt.hex(), _digest(pin, salt).hex())
    others = tuple(each for each in office.session.pins if each.juror != juror)
    return office.keep_pins((*others, kept))


def is_pin(office: Office, juror: str, pin: str) -> bool:
    """Whether this is the juror's PIN."""
    kept = next((each for each in office.session.pins if each.juror == juror), None)
    if kept is None:
        return False
    return hmac.compare_digest(_digest(pin, bytes.fromhex(kept.salt)).hex(), kept.digest)


def may_choose_again(office: Office, juror: str) -> bool:
    """Whether another PIN would lay open nothing that only the juror may see yet. Raises ``FileProblem``."""
    stages = ((each.oral, each.stage.facts) for each in office.file.index.all())
    orals = (office.oral(oral) for oral, stage in stages if stage.seated and not stage.settled)
    return not any(oral.debate.hidden and _has_hidden(oral, juror) for oral in orals)


def _has_hidden(oral: Oral, juror: str) -> bool:
    personal = any(each.content.personal and each.content.author == juror for each in oral.remarks.values())
    return personal or oral.debate.of(juror) != Opinion()


def _digest(pin: str, salt: bytes) -> bytes:
    return hashlib.scrypt(pin.encode(), salt=salt, n=2**12, r=8, p=1, dklen=32)
