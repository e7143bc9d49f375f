"""PDFs written byte by byte and rightly signed as such: whoever makes one gets as far as any grid does."""

from __future__ import annotations

import asyncio
import hashlib
import random
import zlib
from collections.abc import Callable

from btstc_jury.documents.signing.identity import Identity
from btstc_jury.documents.signing.sign import _bound_signer

_RESERVED = 8192
_SIG = b"<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached\n"

Objects = dict[int, bytes]
"""By number, without « obj » and « endobj »."""


def signed_raw(before: bytes, after: bytes, signer: Identity) -> bytes:
    """One signature, whose dictionary stands between the two; it covers both."""
    head = before + b"/Contents "
    start, end = len(head), len(head) + 2 * _RESERVED + 2
    covered = head + _tail(start, end, 0) + after
    # The ranges have a width of their own: their digits move nothing.
    rest = len(covered) - len(head)
    covered = head + _tail(start, end, rest) + after
    digest = hashlib.sha256(covered).digest()
    made: bytes = asyncio.run(_bound_signer(signer).async_sign(digest, "sha256")).dump()
    digits = made.hex().encode().upper().ljust(2 * _RESERVED, b"0")
    return head + b"<" + digits + b">" + covered[len(head) :]


def _tail(start: int, end: int, rest: int) -> bytes:
    return b"\n/ByteRange " + (b"[0 %d %d %d]" % (start, end, rest)).ljust(40) + b"\n"


def document(objects: Objects, signer: Identity, trailer: bytes = b"", table: bytes | None = None) -> bytes:
    """A page and one signature, besides or instead of which are these ``objects``; ``trailer``: of its own;
    ``table``: in place of the true one.
    """
    usual = {
        1: b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[5 0 R]/SigFlags 3>>>>",
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Annots[5 0 R]>>",
        4: b"<</Length 0>>stream\n\nendstream",
        5: b"<</Type/Annot/Subtype/Widget/FT/Sig/T(signature-1)/Rect[0 0 9 9]/P 3 0 R/V 6 0 R>>",
    }
    pdf, before = b"%PDF-1.7\n", b""
    for revision in ({**usual, **objects}, {98: b"null"}):
        places = {}
        for number, content in sorted(revision.items()):
            places[number] = len(pdf)
            pdf += b"%d 0 obj\n%s\nendobj\n" % (number, content)
        at = len(pdf)
        pdf += _table(places) + _TRAILER % before + b"startxref\n%d\n%%%%EOF\n" % at
        before = b"/Prev %d" % at
    places = {6: len(pdf)}
    pdf += b"6 0 obj\n" + _SIG
    shape = b"/M (D:20270518151200+02'00')>>\nendobj\n"
    at = len(pdf + b"/Contents ") + 2 * _RESERVED + 2 + len(_tail(0, 0, 0)) + len(shape)
    ends = _TRAILER % (trailer if b"Prev" in trailer else before + trailer)
    last = _table(places) + ends if table is None else table + ends * table.startswith(b"xref")
    here = b"%d" % at
    return signed_raw(pdf, shape + last.replace(b"@", here) + b"startxref\n%d\n%%%%EOF\n" % at, signer)


_TRAILER = b"trailer\n<</Size 99/Root 1 0 R%s>>\n"


def _table(places: dict[int, int]) -> bytes:
    rows = (b"%d 1\n%010d 00000 n \n" % (number, place) for number, place in sorted(places.items()))
    return b"xref\n0 1\n0000000000 65535 f \n" + b"".join(rows)


def stream(entries: bytes, content: bytes, packed: int = 1) -> bytes:
    """Deflated ``packed`` times."""
    for _ in range(packed):
        content = zlib.compress(content, 9)
    filters = b"/FlateDecode " * packed
    return b"<<%s/Filter[%s]/Length %d>>stream\n%s\nendstream" % (entries, filters, len(content), content)


def _nested_arrays(chance: random.Random) -> Objects:
    depth = chance.randrange(200, 200_000)
    return {7: b"[" * depth + b"]" * depth}


def _bomb(chance: random.Random) -> Objects:
    """Megabytes of nothing as the page's content, some packed twice."""
    packed = chance.choice((1, 2))
    return {4: stream(b"", bytes(chance.randrange(20, 120) << 20), packed)}


def _odd_box(chance: random.Random) -> Objects:
    size = chance.choice((b"0 0 1e38 1e38", b"0 0 -5 -5", b"0 0 200000 200000", b"0 0 1 14000", b"0 0 0 0"))
    return {3: b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Contents 4 0 R/Annots[5 0 R]/UserUnit 75000>>" % size}


def _circle_of_pages(chance: random.Random) -> Objects:
    kids = b"2 0 R " * chance.randrange(1, 5000)
    return {2: b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, chance.choice((-1, 1, 10**9)))}


def _circle_of_references(chance: random.Random) -> Objects:
    number = chance.choice((1, 2, 3, 4, 5))
    return {number: b"%d 0 R" % chance.choice((number, 7)), 7: b"%d 0 R" % number}


def _length_of_itself(_chance: random.Random) -> Objects:
    return {4: b"<</Length 4 0 R>>stream\n\nendstream"}


def _outlines(_chance: random.Random) -> Objects:
    return {
        1: b"<</Type/Catalog/Pages 2 0 R/Outlines 7 0 R/AcroForm<</Fields[5 0 R]/SigFlags 3>>>>",
        7: b"<</Type/Outlines/First 8 0 R/Last 8 0 R/Count 1000000000>>",
        8: b"<</Title(x)/Parent 7 0 R/First 8 0 R/Next 8 0 R/Prev 8 0 R>>",
    }


def _huge_numbers(chance: random.Random) -> Objects:
    digits = b"9" * chance.randrange(100, 100_000)
    return {7: b"[%s -%s %s.%s]" % (digits, digits, digits, digits)}


def _predictors(chance: random.Random) -> Objects:
    columns = chance.choice((0, -1, 2**31 - 1, 10**12))
    parms = b"/DecodeParms[<</Predictor %d/Columns %d>>]" % (chance.choice((2, 12, 15, 99)), columns)
    return {4: stream(parms, b"x" * 5000)}


def _many_filters(chance: random.Random) -> Objects:
    name = chance.choice(
        (b"/ASCIIHexDecode ", b"/LZWDecode ", b"/RunLengthDecode ", b"/Crypt ", b"/DCTDecode ")
    )
    filters = name * chance.randrange(1, 3000)
    return {4: b"<</Filter[%s]/Length 400>>stream\n%s\nendstream" % (filters, chance.randbytes(400))}


def _packed_objects(chance: random.Random) -> Objects:
    """A stream of objects that says that it holds itself."""
    count = chance.choice((1, 10**9, -1))
    entries = b"/Type/ObjStm/N %d/First %d/Extends 7 0 R" % (count, chance.choice((4, 10**9)))
    return {7: stream(entries, b"7 0 8 0 ")}


def _noise(chance: random.Random) -> Objects:
    number = chance.randrange(1, 6)
    return {number: chance.randbytes(chance.randrange(1, 400)).replace(b"endobj", b"")}


_OBJECTS: tuple[Callable[[random.Random], Objects], ...] = (
    _nested_arrays,
    _bomb,
    _odd_box,
    _circle_of_pages,
    _circle_of_references,
    _length_of_itself,
    _outlines,
    _huge_numbers,
    _predictors,
    _many_filters,
    _packed_objects,
    _noise,
)


_TRAILERS = (
    b"/Prev @",
    b"/Prev 0",
    b"/Prev 999999999",
    b"/Prev -1",
    b"/XRefStm @",
    b"/Encrypt%\n4 0 R",
    b"/Enc#72ypt 4 0 R",
    b"/Root 6 0 R",
    b"/ID[" + b"<00>" * 5000 + b"]",
)
_TABLES = (
    b"xref\n0 999999999\n",
    b"xref\n0 1\n",
    b"xref\n" + b"0 1\n0000000000 65535 f \n" * 4000,
    b"xref\n0 8\n" + b"@".rjust(10, b"0") + b" 00000 n \n",
    b"xref\n-5 5\n",
    b"",
    b"9 0 obj\n"
    + stream(b"/Type/XRef/Size 999999999/W[1 8 8]/Root 1 0 R/Index[0 999999999]/Prev @", b"\0" * 17)
    + b"\nendobj\n",
    b"9 0 obj\n" + stream(b"/Type/XRef/Size 9/W[0 0 0]/Root 1 0 R/Index[0 9]", b"") + b"\nendobj\n",
    b"9 0 obj\n" + stream(b"/Type/XRef/Size 9/W[1 2 1]/Root 1 0 R", bytes(64 << 20), 2) + b"\nendobj\n",
)


def raw_pdf(chance: random.Random, signer: Identity) -> bytes:
    """Hostile in one of these ways, at its objects, its trailer or its table."""
    match chance.randrange(4):
        case 0:
            return document({}, signer, trailer=chance.choice(_TRAILERS))
        case 1:
            return document({}, signer, table=chance.choice(_TABLES))
        case _:
            return document(chance.choice(_OBJECTS)(chance), signer)
