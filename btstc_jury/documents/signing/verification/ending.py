"""What follows the last signature: nothing, where nobody touched the file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from btstc_jury.application.views.formats import count
from btstc_jury.documents.signing.verification.envelope import Envelope, Fault

_OBJECT = re.compile(rb"(?:^|[\r\n])(\d{1,9}) \d{1,5} obj\b")
_PAGE = re.compile(rb"/Type\s*/Page\b")
_SHOWN = re.compile(rb"/(?:Contents|Annots) (\d{1,9}) \d{1,5} R")
"""What a page refers to."""
_END = b"%%EOF"


def is_cut(pdf: bytes) -> bool:
    """Whether it doesn't end as a PDF does."""
    end = pdf.rfind(_END)
    return end < 0 or _OBJECT.search(pdf, end) is not None


def check_ends(pdf: bytes, found: Sequence[Envelope]) -> None:
    """Raises ``Fault`` unless the last signature covers the file to its end; it says what was done there."""
    last = found[-1].until
    if last > len(pdf):
        left = count(last - len(pdf), "octet", "octets")
        raise Fault(f"Le fichier est coupé\u202f: il manque {left} à la dernière signature.")
    if last < len(pdf):
        raise Fault(_added(pdf[:last], pdf[last:]))


def _added(signed: bytes, rest: bytes) -> str:
    """As far as the bytes tell; they aren't read as a PDF."""
    size = count(len(rest), "octet", "octets")
    objects = dict(_objects(rest))
    if not objects and b"startxref" not in rest:
        return (
            f"Des octets ont été ajoutés après la dernière signature\u202f: {size} à la fin du fichier, que"
            " personne n’a signés."
        )
    if not rest.rstrip().endswith(_END):
        return (
            f"Le fichier est coupé\u202f: il finit au milieu de ce qui suit la dernière signature entière"
            f" ({size})."
        )
    replaced = objects.keys() & {match[1] for match in _OBJECT.finditer(signed)}
    shown = {match[1] for match in _SHOWN.finditer(signed)}
    if any(number in shown or _PAGE.search(objects[number]) for number in replaced):
        return (
            f"La page a été changée après signature\u202f: une mise à jour que personne n’a signée ({size})"
            " en remplace une partie."
        )
    if replaced:
        return (
            f"Le document a été changé après la dernière signature\u202f: une mise à jour que personne n’a"
            f" signée ({size}) en remplace une partie."
        )
    return (
        f"Le document a été mis à jour après la dernière signature\u202f: {size} à la fin du fichier, que"
        " personne n’a signés."
    )


def _objects(rest: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Number and content."""
    found = list(_OBJECT.finditer(rest))
    ends = [*(each.start() for each in found[1:]), len(rest)]
    for each, end in zip(found, ends, strict=False):
        yield each[1], rest[each.end() : end]
