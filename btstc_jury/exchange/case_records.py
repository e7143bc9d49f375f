"""What a case file holds of a case: the fields, the names under which they are stored, how far they go."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, cast

import msgspec
from msgspec import Meta

from btstc_jury.domain import case as cases
from btstc_jury.domain.case import Case
from btstc_jury.domain.wording import in_lines

FORMAT = 1
"""A field that a record gains needs another number: whoever has the program of before is then told that the
file is a newer one's, and not that it is damaged.
"""
NAME = "btstc-jury/case"

_Line = Annotated[str, Meta(max_length=500)]
_Short = Annotated[str, Meta(max_length=100)]
_Paragraph = Annotated[str, Meta(max_length=10_000)]
_Text = Annotated[str, Meta(max_length=1_000_000)]
_KEY = r"^[A-Za-z0-9][A-Za-z0-9.-]{0,79}$"
_PLACE = re.compile(r" - at `\$?\.?(?P<place>[^`]*)`$")
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


class _Record(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True, omit_defaults=True):
    pass


class _Rubric(_Record, frozen=True):
    title: _Line
    text: _Text = ""


class _Annex(_Record, frozen=True):
    name: Annotated[str, Meta(min_length=1, max_length=200, pattern=r"^[^/\\\x00-\x1f]+$")]
    digest: Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$")]
    size: Annotated[int, Meta(ge=0)]
    pages: Annotated[int, Meta(ge=0, le=99_999)] | None = None
    handed: bool = True


class _Change(_Record, frozen=True):
    parameter: cases.Parameter
    before: _Paragraph
    after: _Paragraph
    why: _Paragraph = ""


class _Concession(_Record, frozen=True):
    gives: _Paragraph
    against: _Paragraph = ""


class _Buyer(_Record, frozen=True):
    name: _Line = ""
    function: _Line = ""
    stakes: _Paragraph = ""
    motives: Annotated[tuple[cases.Motive, ...], Meta(max_length=6)] = ()
    says: _Paragraph = ""
    when_asked: _Paragraph = ""
    limits: _Paragraph = ""
    walk_away: _Paragraph = ""
    concessions: Annotated[tuple[_Concession, ...], Meta(max_length=50)] = ()


class _Objection(_Record, frozen=True):
    words: _Paragraph
    kind: cases.ObjectionKind
    tactical: bool = False
    minute: Annotated[int, Meta(ge=0, le=600)] | None = None
    step: cases.Step | None = None
    answer: _Paragraph = ""


class _Case(_Record, frozen=True):
    key: Annotated[str, Meta(pattern=_KEY)]
    title: Annotated[str, Meta(min_length=1, max_length=200)]
    exam: Annotated[str, Meta(min_length=1, max_length=20)]
    sheet_name: _Short
    rubrics: Annotated[tuple[_Rubric, ...], Meta(max_length=60)] = ()
    annexes: Annotated[tuple[_Annex, ...], Meta(max_length=50)] = ()
    changes: Annotated[tuple[_Change, ...], Meta(max_length=60)] = ()
    sentences: _Text = ""
    buyer: _Buyer = _Buyer()
    objections: Annotated[tuple[_Objection, ...], Meta(max_length=60)] = ()
    criteria: Annotated[tuple[Annotated[int, Meta(ge=1, le=99)], ...], Meta(max_length=99)] = ()
    trade: _Short = ""
    parent: Annotated[str, Meta(max_length=80)] = ""


class _Head(msgspec.Struct):
    """Whatever else a later program writes."""

    format: str
    version: int


class _File(_Record, frozen=True):
    format: str
    version: int
    case: _Case


_OF: Mapping[type[_Record], type[Any]] = {
    _Rubric: cases.Rubric,
    _Annex: cases.Annex,
    _Change: cases.Change,
    _Concession: cases.Concession,
    _Buyer: cases.Buyer,
    _Objection: cases.Objection,
    _Case: cases.Case,
}
RECORDS = {theirs: record for record, theirs in _OF.items()}


class BadCase(Exception):
    """Values are no case; the message says in French what is wrong, to go within a sentence."""


class NewerCase(BadCase):
    """Of a format that this program doesn't know."""


def case_json(case: Case) -> bytes:
    """UTF-8, indented; equal cases give equal bytes. Raises ``BadCase`` for one that a file can't hold."""
    written = _File(format=NAME, version=FORMAT, case=cast("_Case", _record(case)))
    content = msgspec.json.format(msgspec.json.encode(written), indent=1)
    case_of(content)
    return content


def case_of(content: bytes) -> Case:
    """Raises ``BadCase``."""
    try:
        head = msgspec.json.decode(content, type=_Head)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise BadCase("ce n’est pas la description d’un cas") from error
    if head.format != NAME:
        raise BadCase("ce n’est pas la description d’un cas")
    if head.version != FORMAT:
        raise NewerCase(
            f"ce cas a été écrit par une version plus récente du programme (format {head.version})"
            if head.version > FORMAT
            else f"le format {head.version} n’existe pas"
        )
    try:
        read = msgspec.json.decode(content, type=_File)
    except msgspec.MsgspecError as error:
        raise BadCase(_words(error)) from error
    return cast("Case", _value(read.case))


def case_from(values: object) -> Case:
    """The same of plain values, as a TOML file has them. Raises ``BadCase``."""
    try:
        return cast("Case", _value(msgspec.convert(values, type=_Case)))
    except msgspec.MsgspecError as error:
        raise BadCase(_words(error)) from error


def objection_from(values: object) -> cases.Objection:
    """Raises ``BadCase``."""
    try:
        return cast("cases.Objection", _value(msgspec.convert(values, type=_Objection)))
    except msgspec.MsgspecError as error:
        raise BadCase(_words(error)) from error


def change_from(values: object) -> cases.Change:
    """Raises ``BadCase``."""
    try:
        return cast("cases.Change", _value(msgspec.convert(values, type=_Change)))
    except msgspec.MsgspecError as error:
        raise BadCase(_words(error)) from error


def plain(value: cases.Objection | cases.Change | Case) -> dict[str, Any]:
    """As ``objection_from``, ``change_from`` and ``case_from`` take it; what has its default is left out."""
    return cast("dict[str, Any]", msgspec.to_builtins(_record(value)))


def _record(value: object) -> Any:  # noqa: ANN401 - a record, or a plain value as it is
    if isinstance(value, tuple):
        return tuple(map(_record, value))
    kind = RECORDS.get(type(value))
    if kind is not None:
        return kind(**{name: _record(getattr(value, name)) for name in kind.__struct_fields__})
    # A member of a closed set is a text too, and stays one.
    return _seen(value) if type(value) is str else value


def _value(record: object) -> Any:  # noqa: ANN401 - as above
    if isinstance(record, tuple):
        return tuple(map(_value, record))
    if isinstance(record, _Record):
        fields = {name: _value(getattr(record, name)) for name in record.__struct_fields__}
        return _OF[type(record)](**fields)
    return _seen(record) if type(record) is str else record


def _seen(text: str) -> str:
    """Without what nobody sees; in lines."""
    return _UNSEEN.sub("", in_lines(text))


def _words(error: Exception) -> str:
    found = _PLACE.search(str(error))
    where = found["place"].removeprefix("case.") if found else ""
    reasons = (words for english, words in _REASONS if english in str(error))
    why = next(reasons, "une valeur n’est pas celle qui est attendue")
    return f"{why} ({where})" if where else why


_REASONS = (
    ("unknown field", "un champ n’est pas connu"),
    ("missing required field", "un champ manque"),
    ("of length <=", "un texte ou une liste dépasse ce qu’un cas peut contenir"),
    ("of length >=", "un texte est vide"),
    ("Invalid enum value", "une valeur n’est pas connue"),
    ("matching regex", "une valeur est mal formée"),
    ("Invalid UTF-8", "le texte n’est pas en UTF-8"),
)
