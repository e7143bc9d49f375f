"""The PDF as its readers take it: signature fields, the attached data, and what each update changed."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from pyhanko.pdf_utils.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    Reference,
    StreamObject,
    parse_pdf_date,
)
from pyhanko.pdf_utils.reader import HistoricalResolver, PdfFileReader
from pyhanko.sign.diff_analysis import (
    CatalogModificationRule,
    FormUpdatingRule,
    ModificationLevel,
    SigFieldModificationRule,
    StandardDiffPolicy,
    SuspiciousModification,
)
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel

from btstc_jury.documents.signing.sign import ATTACHMENT
from btstc_jury.documents.signing.verification.beginning import same_object
from btstc_jury.documents.signing.verification.envelope import Envelope, Fault, guarded

# What it logs of a document goes into the report instead, and may hold names.
logging.getLogger("pyhanko").setLevel(logging.CRITICAL)

_MOST_FIELDS = 16
_MOST_PAGES = 60
_MOST_OBJECTS = 5000
_LARGEST_DATA = 4 << 20
_BEFORE_SIGNING = 2
"""Revisions: the grid as printed, then with its data and its fields."""

_CATALOGUE = {
    "/Type",
    "/Pages",
    "/Lang",
    "/PageMode",
    "/ViewerPreferences",
    "/Names",
    "/AF",
    "/AcroForm",
    "/Extensions",
    "/Version",
    "/Metadata",
    "/OutputIntents",
    "/MarkInfo",
    "/StructTreeRoot",
}
_BROUGHT = {"/AcroForm", "/Version", "/Extensions"}
"""Of the catalogue, what a signature may change: it tells what its algorithms call for."""
_VERSION = "/2.0"
_FORM = {"/Fields", "/SigFlags", "/DA", "/DR"}
_NOT_OF_A_FIELD = {"/Kids", "/Parent", "/AA", "/A"}


def _policy(*changing: str) -> StandardDiffPolicy:
    """A signature and nothing else; ``changing``: keys of the form that may change with it, besides the
    fields, which have their own rule.
    """
    ignored = {"/Fields", *changing}
    return StandardDiffPolicy(
        global_rules=[CatalogModificationRule()],
        form_rule=FormUpdatingRule([SigFieldModificationRule()], ignored),
        ignore_orphaned_objects=False,
        ignore_identical_objects=False,
    )


_FIRST, _LATER = _policy("/SigFlags"), _policy()
"""The first one marks the form as one that is only ever added to."""


@dataclass(frozen=True, slots=True)
class FieldPlace:
    """``page``: from 0; ``area``: left, bottom, right, top in points; ``signature``: which of the envelopes
    it holds, ``None`` while it waits. ``claimed``: when the signer's machine says that it was signed.
    """

    name: str
    page: int
    area: tuple[float, ...]
    signature: int | None
    claimed: datetime | None


@dataclass(frozen=True, slots=True)
class Structure:
    """``data``: of the attached evaluation, ``None`` where there is none."""

    fields: tuple[FieldPlace, ...]
    data: bytes | None


def read_structure(pdf: bytes, envelopes: Sequence[Envelope]) -> Structure:
    """The structure of a document whose signatures fit its bytes. Raises ``Fault`` for anything that the
    program doesn't do, and for what can't be read.
    """
    with guarded("La structure du document n’est pas celle d’une grille."):
        return _read(pdf, envelopes)


def _read(pdf: bytes, envelopes: Sequence[Envelope]) -> Structure:
    if pdf.count(b" obj") > _MOST_OBJECTS:
        raise Fault("Le document a trop d’objets pour une grille.")
    reader = PdfFileReader(BytesIO(pdf), strict=True)
    if reader.xrefs.total_revisions != _BEFORE_SIGNING + len(envelopes):
        raise Fault("Le document a été mis à jour autrement que par les signatures.")
    _check_root(reader)
    pages = _pages(reader)
    fields = tuple(_fields(reader, pages, envelopes))
    for name, signature in sorted(_signatures(reader, envelopes).items(), key=lambda item: item[1][0]):
        _check_coverage(name, *signature)
    _check_updates(reader, len(envelopes))
    return Structure(fields, _data(reader))


def _check_root(reader: PdfFileReader) -> None:
    if not _CATALOGUE.issuperset(reader.root.keys()):
        raise Fault("Le document contient des actions ou des parties qu’une grille n’a pas.")
    form = reader.root["/AcroForm"]
    if not _FORM.issuperset(form.keys()):
        raise Fault("Le formulaire du document n’est pas celui d’une grille.")
    names = reader.root.get("/Names")
    if names is not None and set(names.keys()) != {"/EmbeddedFiles"}:
        raise Fault("Le document contient des scripts ou des noms qu’une grille n’a pas.")


def _pages(reader: PdfFileReader) -> dict[Reference, int]:
    """The pages in order; one level, as the program makes them."""
    kids = reader.root["/Pages"]["/Kids"]
    if not 0 < len(kids) <= _MOST_PAGES or reader.root["/Pages"]["/Count"] != len(kids):
        raise Fault("Le document n’a pas le nombre de pages d’une grille.")
    found = {}
    for number in range(len(kids)):
        page = kids.raw_get(number)
        if kids[number]["/Type"] != "/Page" or "/AA" in kids[number]:
            raise Fault("Les pages du document ne sont pas celles d’une grille.")
        found[_reference(page)] = number
    if len(found) != len(kids):
        raise Fault("Une même page figure plusieurs fois dans le document.")
    return found


def _fields(
    reader: PdfFileReader, pages: dict[Reference, int], envelopes: Sequence[Envelope]
) -> Iterator[FieldPlace]:
    listed = reader.root["/AcroForm"]["/Fields"]
    if len(listed) > _MOST_FIELDS:
        raise Fault("Le formulaire du document n’est pas celui d’une grille.")
    references = [_reference(listed.raw_get(number)) for number in range(len(listed))]
    shown = list(_annotations(reader))
    if sorted(shown, key=repr) != sorted(references, key=repr) or len(set(references)) != len(references):
        raise Fault("Le document porte des annotations qui ne sont pas des signatures.")
    ranges = {(each.start, each.end): place for place, each in enumerate(envelopes)}
    for reference in references:
        field = reader.get_object(reference)
        if field["/FT"] != "/Sig" or not _NOT_OF_A_FIELD.isdisjoint(field.keys()):
            raise Fault("Le formulaire du document n’est pas celui d’une grille.")
        held = _held(field, ranges)
        area = tuple(float(each) for each in field["/Rect"])
        yield FieldPlace(str(field["/T"]), pages[_reference(field.raw_get("/P"))], area, *held)


def _annotations(reader: PdfFileReader) -> Iterator[Reference]:
    kids = reader.root["/Pages"]["/Kids"]
    for page in range(len(kids)):
        listed = kids[page].get("/Annots", ())
        for number in range(len(listed)):
            yield _reference(listed.raw_get(number))


def _held(field: DictionaryObject, ranges: dict[tuple[int, int], int]) -> tuple[int | None, datetime | None]:
    if "/V" not in field:
        return None, None
    value = field["/V"]
    _, start, end, _ = value["/ByteRange"]
    place = ranges.get((start, end))
    if place is None or value["/SubFilter"] != "/ETSI.CAdES.detached" or value["/Type"] != "/Sig":
        raise Fault("Une signature du document n’est pas de la forme que le programme fait.")
    return place, parse_pdf_date(str(value["/M"]), strict=True) if "/M" in value else None


def _signatures(
    reader: PdfFileReader, envelopes: Sequence[Envelope]
) -> dict[str, tuple[int, EmbeddedPdfSignature]]:
    """Each envelope in one field, each field's signature in an envelope."""
    by_range = {(each.start, each.end, each.until): place for place, each in enumerate(envelopes)}
    found = {}
    for each in reader.embedded_signatures:
        _, start, end, rest = each.byte_range
        place = by_range.pop((start, end, end + rest), None)
        if place is None:
            raise Fault("Une signature du document n’est pas là où les octets la placent.")
        found[each.field_name] = (place, each)
    if by_range:
        raise Fault("Une signature du document n’est rattachée à aucun champ.")
    return found


def _check_coverage(name: str, place: int, signature: EmbeddedPdfSignature) -> None:
    coverage = signature.evaluate_signature_coverage()
    whole = {SignatureCoverageLevel.ENTIRE_FILE, SignatureCoverageLevel.ENTIRE_REVISION}
    if coverage not in whole or signature.signed_revision != _BEFORE_SIGNING + place:
        raise Fault(f"La signature « {name} » ne couvre pas toute sa version du document.")


def _check_updates(reader: PdfFileReader, signatures: int) -> None:
    """With each signature nothing but itself; what was before the first is compared with the data."""
    for place in range(signatures):
        after = reader.get_historical_resolver(_BEFORE_SIGNING + place)
        before = reader.get_historical_resolver(_BEFORE_SIGNING + place - 1)
        try:
            found = (_LATER if place else _FIRST).apply(before, after)
        except SuspiciousModification as problem:
            raise Fault(_changed(place)) from problem
        signed = found.changed_form_fields
        if found.modification_level > ModificationLevel.FORM_FILLING or len(signed) != 1:
            raise Fault(_changed(place))
        if not _as_signed(before, after):
            raise Fault(_changed(place))


def _as_signed(before: HistoricalResolver, after: HistoricalResolver) -> bool:
    """Whether all that a signature may leave as it was is as it was: of the catalogue, and of each field."""
    roots = before.root, after.root
    fields = [_listed(each["/AcroForm"]["/Fields"]) for each in roots]
    pairs = ((before.get_object(one), after.get_object(one)) for one in fields[0])
    return (
        _same_but(*roots, _BROUGHT)
        and roots[1].get("/Version") in {roots[0].get("/Version"), _VERSION}
        and fields[0] == fields[1]
        and all(_same_but(*pair, {"/V", "/AP"}) and set(pair[1]["/AP"]) == {"/N"} for pair in pairs)
    )


def _listed(fields: ArrayObject) -> list[Reference]:
    return [_reference(fields.raw_get(number)) for number in range(len(fields))]


def _same_but(one: DictionaryObject, other: DictionaryObject, changing: set[str]) -> bool:
    keys = set(one) - changing
    return keys == set(other) - changing and all(
        same_object(one.raw_get(key), other.raw_get(key)) for key in keys
    )


def _changed(place: int) -> str:
    return f"La signature n° {place + 1} est accompagnée d’autres changements du document."


def _data(reader: PdfFileReader) -> bytes | None:
    names = reader.root.get("/Names")
    if names is None:
        return None
    listed = names["/EmbeddedFiles"]["/Names"]
    associated = reader.root["/AF"]
    alone = len(listed) == 2 and len(associated) == 1 and associated.raw_get(0) == listed.raw_get(1)
    if not alone or listed[0] != ATTACHMENT:
        raise Fault("Les fichiers joints au document ne sont pas ceux d’une grille.")
    stream = listed[1]["/EF"]["/F"]
    if not isinstance(stream, StreamObject):
        raise Fault("Les données jointes au document ne sont pas un fichier.")
    content: bytes = stream.data
    if len(content) > _LARGEST_DATA:
        raise Fault("Les données jointes au document sont trop grandes pour une grille.")
    return content


def _reference(value: object) -> Reference:
    if not isinstance(value, IndirectObject):
        raise Fault("La structure du document n’est pas celle d’une grille.")
    return value.reference
