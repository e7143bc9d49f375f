"""What a grid was before anybody signed: exactly what the program makes of its data.

Objects are compared, each stream unpacked, not bytes: zlib packs the same bytes otherwise on another system.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, IndirectObject, Reference, StreamObject
from pyhanko.pdf_utils.reader import HistoricalResolver, PdfFileReader

from btstc_jury.documents.signing.verification.envelope import guarded

PREPARED = 1
"""The revision that waits for its first signature; in revision 0 the pages stand alone."""
_TRAILER = ("/Root", "/Info", "/Size")
"""Without the identifier, which is drawn anew each time."""
_PACKED = {"/Length"}
_HIDING = {"/OC", "/OCGs", "/OCProperties", "/Alternates", "/AA", "/A", "/JS", "/OPI", "/Popup"}
"""Keys of what shows on screen and not in print, or the other way round, or acts."""
_MOST_NESTED = 40


def begins_as(pdf: bytes, prepared: bytes) -> bool:
    """Whether ``pdf``, as it was before the first signature, is the document ``prepared``. Raises ``Fault``
    where it can't be read.
    """
    with guarded("La structure du document n’est pas celle d’une grille."):
        shown, made = (PdfFileReader(BytesIO(each), strict=True) for each in (pdf, prepared))
        return _same_objects(shown, made)


def hides_something(pdf: bytes) -> bool:
    """Whether any object of any revision may look otherwise in print than on screen, or acts.

    Raises ``Fault``.
    """
    with guarded("La structure du document n’est pas celle d’une grille."):
        reader = PdfFileReader(BytesIO(pdf), strict=True)
        last = reader.xrefs.total_revisions
        return any(
            any(key in _HIDING for key in _keys(view.get_object(each), 0))
            for view in map(reader.get_historical_resolver, range(last))
            for each in reader.xrefs.explicit_refs_in_revision(view.revision)
        )


def _keys(value: object, depth: int) -> Iterator[str]:
    if depth > _MOST_NESTED:
        raise ValueError("nested too deeply")
    if isinstance(value, DictionaryObject):
        yield from value
        for key in value:
            yield from _keys(value.raw_get(key), depth + 1)
    elif isinstance(value, ArrayObject):
        for place in range(len(value)):
            yield from _keys(value.raw_get(place), depth + 1)


def _same_objects(shown: PdfFileReader, made: PdfFileReader) -> bool:
    for revision in range(PREPARED + 1):
        one, other = (
            {_name(ref) for ref in each.xrefs.explicit_refs_in_revision(revision)} for each in (shown, made)
        )
        first, second = (each.get_historical_resolver(revision) for each in (shown, made))
        if one != other or not _same_trailers(first, second):
            return False
        pairs = ((first.get_object(_ref(at, shown)), second.get_object(_ref(at, made))) for at in sorted(one))
        if not all(same_object(*pair) for pair in pairs):
            return False
    return True


def _same_trailers(one: HistoricalResolver, other: HistoricalResolver) -> bool:
    first, second = one.trailer_view, other.trailer_view
    return set(first) - {"/ID"} == set(second) - {"/ID"} and all(
        same_object(first.raw_get(key), second.raw_get(key)) for key in _TRAILER
    )


def _name(reference: Reference) -> tuple[int, int]:
    return reference.idnum, reference.generation


def _ref(name: tuple[int, int], reader: PdfFileReader) -> Reference:
    return Reference(*name, reader)


def same_object(one: object, other: object, *, depth: int = 0) -> bool:
    """References by their numbers, streams unpacked."""
    if depth > _MOST_NESTED or type(one) is not type(other):
        return False
    if isinstance(one, IndirectObject) and isinstance(other, IndirectObject):
        return _name(one.reference) == _name(other.reference)
    if isinstance(one, ArrayObject) and isinstance(other, ArrayObject):
        return len(one) == len(other) and all(
            same_object(one.raw_get(at), other.raw_get(at), depth=depth + 1) for at in range(len(one))
        )
    if isinstance(one, DictionaryObject) and isinstance(other, DictionaryObject):
        left_out = _PACKED if isinstance(one, StreamObject) else set()
        keys = set(one) - left_out
        told = keys == set(other) - left_out and all(
            same_object(one.raw_get(key), other.raw_get(key), depth=depth + 1) for key in keys
        )
        if isinstance(one, StreamObject) and isinstance(other, StreamObject):
            return told and one.data == other.data
        return told
    return one == other
