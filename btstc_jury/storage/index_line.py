"""A line of the index as the values of its row, and back."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

import msgspec

from btstc_jury.application.summary import OralSummary
from btstc_jury.domain.presence import Duty
from btstc_jury.domain.standing import Stage, Status
from btstc_jury.domain.timing import Preparation
from btstc_jury.storage.checksum import check, checksum
from btstc_jury.storage.failures import Damage
from btstc_jury.storage.tables import ORAL

Values = dict[str, str | int | bytes | None]

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})
_NOT_WORD = re.compile(r"[\W_]+")
_COLUMNS = tuple(column.name for column in ORAL.columns)
_PREPARATION = msgspec.json.Decoder(Preparation)


@dataclass(frozen=True, slots=True)
class Head:
    """The last row of a journal; ``last_act`` is when it was written (UTC microseconds)."""

    sequence: int
    hash: bytes
    last_act: int


@dataclass(frozen=True, slots=True)
class IndexLine:
    summary: OralSummary
    head: Head
    values: Mapping[str, str | int | bytes | None]


@lru_cache(maxsize=256)
def fold(text: str) -> str:
    """Lower case, without accents or punctuation, words parted by one space: what is searched."""
    flat = unicodedata.normalize("NFKD", text.casefold().translate(_LIGATURES))
    bare = "".join(letter for letter in flat if not unicodedata.combining(letter))
    return _NOT_WORD.sub(" ", bare).strip()


def line_of(summary: OralSummary, head: Head) -> IndexLine:
    """The line to be written."""
    values: Values = {
        "oral": summary.oral,
        "number": summary.number,
        "last_name": summary.last_name,
        "first_names": summary.first_names,
        "birth": summary.birth.isoformat() if summary.birth else None,
        "form_key": summary.form_key,
        "form_name": summary.form_name,
        "scheduled": summary.scheduled.isoformat(),
        "day": summary.scheduled.date().isoformat(),
        "stage": summary.stage.value,
        "extra_time": int(summary.extra_time),
        "preparing": msgspec.json.encode(summary.preparing).decode() if summary.preparing else None,
        "phase": summary.phase,
        "mark": None if summary.mark is None else str(summary.mark),
        "missing": summary.missing,
        "version": summary.version,
        "status": summary.status.value,
        "duties": " ".join(summary.duties),
        "signed": summary.signed,
        "complete": int(summary.complete),
        "search": fold(f"{summary.last_name} {summary.first_names} {summary.number}"),
        "last_act": head.last_act,
        "head_sequence": head.sequence,
        "head": head.hash,
    }
    values["digest"] = checksum(values.values())
    return IndexLine(summary, head, values)


def read_line(row: Sequence[Any]) -> IndexLine:
    """``row``: all the columns, in the table's order. Raises ``Damage``."""
    check(f"index of oral {row[0]}", row[:-1], row[-1])
    values: dict[str, Any] = dict(zip(_COLUMNS, row, strict=True))
    try:
        summary = OralSummary(
            oral=values["oral"],
            number=values["number"],
            last_name=values["last_name"],
            first_names=values["first_names"],
            birth=date.fromisoformat(values["birth"]) if values["birth"] else None,
            form_key=values["form_key"],
            form_name=values["form_name"],
            scheduled=datetime.fromisoformat(values["scheduled"]),
            stage=Stage(values["stage"]),
            extra_time=bool(values["extra_time"]),
            preparing=_PREPARATION.decode(values["preparing"]) if values["preparing"] else None,
            phase=values["phase"],
            mark=None if values["mark"] is None else Decimal(values["mark"]),
            missing=values["missing"],
            version=values["version"],
            status=Status(values["status"]),
            duties=tuple(Duty(each) for each in values["duties"].split()),
            signed=values["signed"],
            complete=bool(values["complete"]),
        )
    except (ValueError, ArithmeticError, msgspec.MsgspecError) as error:
        raise Damage(f"index of oral {row[0]}: {error}") from error
    return IndexLine(summary, Head(values["head_sequence"], values["head"], values["last_act"]), values)
