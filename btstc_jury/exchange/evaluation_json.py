"""The evaluation that a signed grid carries, as canonical JSON; ``docs/evaluation-format.md`` tells of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

import msgspec

from btstc_jury.application.evaluation import SCHEMA, VERSION, EvaluationData
from btstc_jury.application.verification import OtherVersion, UnreadableData
from btstc_jury.application.views.grid import GridView

LARGEST = 4 << 20
"""Bytes read at most."""
DEEPEST = 24
"""Arrays and objects within one another at most; the format itself needs six."""

_TOKENS = re.compile(rb'"(?:[^"\\]|\\.)*+"|[\[{]|[\]}]')


@dataclass(frozen=True, slots=True)
class _Head:
    schema: str
    schema_version: int


@dataclass(frozen=True, slots=True)
class _Printed:
    grid: GridView


def encode_evaluation(evaluation: EvaluationData) -> bytes:
    """UTF-8 JSON; equal evaluations give equal bytes."""
    return msgspec.json.encode(evaluation, order="deterministic")


def decode_evaluation(content: bytes) -> EvaluationData:
    """What ``encode_evaluation`` wrote, to the byte. Raises ``OtherVersion`` for another version of the
    format, ``UnreadableData`` for all else; both say why in French.
    """
    if len(content) > LARGEST:
        raise UnreadableData(f"les données dépassent {LARGEST >> 20}\u202fMio")
    _check_depth(content)
    try:
        head = msgspec.json.decode(content, type=_Head)
    except (msgspec.MsgspecError, ValueError) as error:
        raise UnreadableData("les données jointes ne sont pas une évaluation") from error
    if head.schema != SCHEMA:
        raise UnreadableData("les données jointes ne sont pas une évaluation")
    if head.schema_version != VERSION:
        raise OtherVersion(
            f"les données sont au format {head.schema_version}, ce programme lit le format {VERSION}",
            _grid(content),
        )
    try:
        read = msgspec.json.decode(content, type=EvaluationData)
        same = encode_evaluation(read) == content
    except (msgspec.MsgspecError, ValueError) as error:
        raise UnreadableData("les données jointes sont incomplètes ou mal formées") from error
    if not same:
        raise UnreadableData("les données jointes ne sont pas écrites comme le programme les écrit")
    return read


def _grid(content: bytes) -> GridView | None:
    try:
        return msgspec.json.decode(content, type=_Printed).grid
    except (msgspec.MsgspecError, ValueError):
        return None


def _check_depth(content: bytes) -> None:
    depth = 0
    for token in _TOKENS.finditer(content):
        first = token[0][:1]
        if first in b"[{":
            depth += 1
            if depth > DEEPEST:
                raise UnreadableData("les données jointes sont imbriquées trop profondément")
        elif first in b"]}":
            depth -= 1
