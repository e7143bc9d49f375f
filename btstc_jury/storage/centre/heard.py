"""What harmonising needs of an oral that came back, as it is stored: by the recipe of ``storage.records``."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import msgspec

from btstc_jury.application.centre import heard as centre_heard
from btstc_jury.application.faults import Fault
from btstc_jury.application.form_content import decode_form, encode_form
from btstc_jury.application.old_forms import placed
from btstc_jury.domain.form import Form
from btstc_jury.storage.failures import Damage
from btstc_jury.storage.records import Record, record_of, stores, value_of


@stores(centre_heard.GivenOpinion)
class GivenOpinion(Record):
    name: str
    mark: Decimal | None
    levels: tuple[tuple[int, str], ...]


@stores(centre_heard.HeardOral)
class HeardOral(Record):
    receipt: str
    file: str
    oral: int
    form: str
    levels: tuple[tuple[int, str], ...]
    opinions: tuple[GivenOpinion, ...]
    phases: tuple[tuple[int, int], ...]


_ENCODER = msgspec.json.Encoder()
_DECODER: msgspec.json.Decoder[Any] = msgspec.json.Decoder(HeardOral)


def encode_heard(oral: centre_heard.HeardOral) -> bytes:
    """Equal ones give equal bytes."""
    return _ENCODER.encode(record_of(oral))


def decode_heard(content: bytes) -> centre_heard.HeardOral:
    """Raises ``Damage``."""
    try:
        found: centre_heard.HeardOral = value_of(_DECODER.decode(content))
    except (msgspec.MsgspecError, ValueError, ArithmeticError) as error:
        raise Damage(Fault.UNREADABLE_LINE) from error
    return found


def form_row(form: Form) -> tuple[str, bytes]:
    """Its hash, and the content that it is the hash of. One that was read by a later program than it was
    pinned by has no such content any more: it is kept as it reads now, under the hash that orals name.
    """
    return form.hash, encode_form(form)


def read_form(key: str, content: bytes) -> Form:
    """Raises ``Damage``."""
    try:
        return replace(placed(decode_form(content)), hash=key)
    except (msgspec.MsgspecError, ValueError) as error:
        raise Damage(Fault.UNREADABLE_FORM, form=key[:16]) from error
