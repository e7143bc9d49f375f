"""What a version of an oral told, as it is stored: by the recipe of ``storage.records``."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import msgspec
from msgspec import UNSET

from btstc_jury.application.faults import Fault
from btstc_jury.domain import exam as exams
from btstc_jury.domain.centre import collected
from btstc_jury.domain.standing import Stage, Status
from btstc_jury.storage.codec import UNKNOWN_PART
from btstc_jury.storage.failures import Damage, Newer
from btstc_jury.storage.records import Candidate, Duration, JuryDecision, Record, record_of, stores, value_of


@stores(exams.Held)
class Held(Record):
    situation: int
    on: date
    status: Status
    oral: int
    proposed: bool
    settled: bool
    signed: bool
    mark: Decimal | None
    used: Duration | None
    weight: Decimal | None
    decision: JuryDecision | None
    count: int


@stores(collected.Signer)
class Signer(Record):
    name: str
    utc: int | None


@stores(collected.PartialMark)
class PartialMark(Record):
    title: str
    out_of: Decimal
    mark: Decimal | None


@stores(collected.OralFacts)
class OralFacts(Record):
    candidate: Candidate
    held: Held
    stage: Stage
    exam: str
    form: str
    year: int
    centre: str
    commission: str
    room: str
    version: int
    settled_at: int | None
    signers: tuple[Signer, ...]
    due: int
    reopenings: tuple[str, ...] | msgspec.UnsetType = UNSET
    reserve: str | msgspec.UnsetType = UNSET
    title: str | msgspec.UnsetType = UNSET
    unit: str | msgspec.UnsetType = UNSET
    diploma: str | msgspec.UnsetType = UNSET
    form_name: str | msgspec.UnsetType = UNSET
    jurors: tuple[str, ...] | msgspec.UnsetType = UNSET
    texts: tuple[tuple[str, str], ...] | msgspec.UnsetType = UNSET
    standing: str | msgspec.UnsetType = UNSET
    signatures: str | msgspec.UnsetType = UNSET
    lacks: str | msgspec.UnsetType = UNSET
    ruled: str | msgspec.UnsetType = UNSET
    ccf: bool | msgspec.UnsetType = UNSET
    dossier: str | msgspec.UnsetType = UNSET
    out_of: Decimal | msgspec.UnsetType = UNSET
    weighed: str | msgspec.UnsetType = UNSET
    counted: str | msgspec.UnsetType = UNSET
    partial: tuple[PartialMark, ...] | msgspec.UnsetType = UNSET


_ENCODER = msgspec.json.Encoder()
_DECODER: msgspec.json.Decoder[Any] = msgspec.json.Decoder(OralFacts)


def encode_facts(facts: collected.OralFacts) -> bytes:
    """Equal facts give equal bytes."""
    return _ENCODER.encode(record_of(facts))


def decode_facts(content: bytes) -> collected.OralFacts:
    """Raises ``Newer`` for what a newer version wrote, ``Damage``."""
    try:
        found: collected.OralFacts = value_of(_DECODER.decode(content))
    except msgspec.ValidationError as error:
        if str(error).startswith(UNKNOWN_PART):
            raise Newer(Fault.UNKNOWN_VALUE) from error
        raise Damage(Fault.UNREADABLE_LINE) from error
    except (msgspec.MsgspecError, ValueError, ArithmeticError) as error:
        raise Damage(Fault.UNREADABLE_LINE) from error
    return found
