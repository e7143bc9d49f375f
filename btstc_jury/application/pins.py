"""A short PIN that each juror chooses, so that nobody opens another's opinion, or signs for another."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field

from btstc_jury.application.keyboards import DIGIT_SIGNS, without_shift
from btstc_jury.application.office import Changes, Office
from btstc_jury.domain.commission import JurorPin
from btstc_jury.domain.events import CodeRenewed
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.opinions import Opinion
from btstc_jury.domain.oral import Oral
from btstc_jury.domain.refusals import Reason, Refusal

SHORTEST = 4
"""Characters at least."""


class WrongCode(Exception):
    """``juror``: whose it should have been, by key; ``wait``: how long the next try has to wait, zero for not
    at all.
    """

    def __init__(self, juror: str, wait: Duration) -> None:
        super().__init__("wrong code")
        self.juror = juror
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Warrant:
    """Why a juror may have a new PIN: another juror answers for them with their own (``secret``), or, where
    nobody can, a ``reason`` that is printed.
    """

    voucher: str = ""
    secret: str = field(default="", repr=False)
    reason: str = ""


def has_pin(office: Office, juror: str) -> bool:
    return any(pin.juror == juror for pin in office.session.pins)


def choose_pin(office: Office, juror: str, pin: str) -> Changes:
    """Keep a juror's first PIN (its digest only). Raises as ``Office.act``, ``Refusal`` for who has one
    already, ``ValueError`` for a PIN shorter than ``SHORTEST``.
    """
    if has_pin(office, juror):
        raise Refusal(Reason.CODE_CHOSEN)
    _check_length(pin)
    return _keep(office, juror, pin)


def renew_pin(office: Office, oral: int, juror: str, pin: str, warrant: Warrant) -> tuple[Changes, Changes]:
    """Another PIN in the place of a forgotten one; the oral in which it happens tells of it, before it is of
    use. Raises as ``Office.act``, ``Refusal`` as long as it would lay an opinion open, ``WrongCode`` for the
    voucher's, ``ValueError`` for a PIN shorter than ``SHORTEST``.
    """
    _check_length(pin)
    if not may_choose_again(office, juror):
        raise Refusal(Reason.CODE_HIDES)
    if warrant.voucher:
        check_pin(office, warrant.voucher, warrant.secret)
    told = office.act(oral, CodeRenewed(juror, warrant.voucher, warrant.reason))
    return told, _keep(office, juror, pin)


def is_pin(office: Office, juror: str, pin: str) -> bool:
    """Whether this is the juror's PIN. What is typed goes through ``check_pin``, which counts."""
    kept = next((each for each in office.session.pins if each.juror == juror), None)
    if kept is None:
        return False
    salt = bytes.fromhex(kept.salt)
    # One chosen before codes of figures were the same with and without Shift was kept as it was typed.
    tried = dict.fromkeys((_meant(pin), pin))
    return any(hmac.compare_digest(_digest(each, salt).hex(), kept.digest) for each in tried)


def check_pin(office: Office, juror: str, pin: str) -> None:
    """Raises ``WrongCode``. Wrong ones are slowed, whatever screen asks; while they wait, no PIN is right."""
    attempts = office.code_attempts(juror)
    if attempts.wait().us:
        raise WrongCode(juror, attempts.wait())
    if is_pin(office, juror, pin):
        attempts.succeeded()
        return
    attempts.failed()
    raise WrongCode(juror, attempts.wait())


def may_choose_again(office: Office, juror: str) -> bool:
    """Whether another PIN would lay open nothing that only the juror may see yet. Raises ``FileProblem``."""
    stages = ((each.oral, each.stage.facts) for each in office.file.index.all())
    orals = (office.oral(oral) for oral, stage in stages if stage.seated and not stage.settled)
    return not any(oral.debate.hidden and _has_hidden(oral, juror) for oral in orals)


def _has_hidden(oral: Oral, juror: str) -> bool:
    personal = any(each.content.personal and each.content.author == juror for each in oral.remarks.values())
    return personal or oral.debate.of(juror) != Opinion()


def _check_length(pin: str) -> None:
    if len(pin) < SHORTEST:
        raise ValueError(pin and "short")


def _keep(office: Office, juror: str, pin: str) -> Changes:
    salt = secrets.token_bytes(16)
    kept = JurorPin(juror, salt.hex(), _digest(_meant(pin), salt).hex())
    others = tuple(each for each in office.session.pins if each.juror != juror)
    return office.keep_pins((*others, kept))


def _meant(pin: str) -> str:
    """« &é"' » is « 1234 » typed without Shift; anything else is what it is."""
    figures = all(each in DIGIT_SIGNS or each in "0123456789" for each in pin)
    return without_shift(pin, {}) if figures else pin


def _digest(pin: str, salt: bytes) -> bytes:
    return hashlib.scrypt(pin.encode(), salt=salt, n=2**12, r=8, p=1, dklen=32)
