"""Whether a signed document and the journal of its oral are of one mind: each difference named."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from btstc_jury.application.evaluation import EvaluationData, mark_text
from btstc_jury.application.office import Office
from btstc_jury.application.ports import Document
from btstc_jury.application.views import formats
from btstc_jury.domain.oral import Oral
from btstc_jury.domain.signing import Signature


@dataclass(frozen=True, slots=True)
class Carried:
    """What a kept document tells. ``signed``: SHA-256 (hex) of the document as each member's signature made
    it, in their order; ``problems``: in French, of the document itself; ``evaluation``: ``None`` where the
    data can't be read.
    """

    evaluation: EvaluationData | None
    signed: tuple[str, ...]
    problems: tuple[str, ...] = ()


Read = Callable[[bytes], Carried]
"""Reads a kept document; in any thread, raises nothing."""


@dataclass(frozen=True, slots=True)
class Consigned:
    """What the journal tells of a version. ``mark`` as in ``EvaluationData``; ``hashes``: of its rows, from
    the first. ``kept``: the highest version of which the file keeps a document, 0 for none. ``void``: the
    version was reopened since, its signatures are void and its mark and candidate may have changed.
    """

    number: str
    candidate: str
    version: int
    mark: str | None
    signatures: tuple[Signature, ...]
    hashes: tuple[bytes, ...]
    kept: int
    void: bool


def consigned(oral: Oral, hashes: tuple[bytes, ...], kept: int) -> Consigned:
    """Of the present version; the rest as in ``Consigned``."""
    candidate = oral.plan.candidate
    former = next((each for each in oral.proof.former if each.version == oral.version), None)
    signatures = oral.proof.signatures if former is None else former.signatures
    return Consigned(
        candidate.number,
        candidate.full_name,
        oral.version,
        mark_text(oral.verdict.mark),
        tuple(each for each in signatures if each.means.facts.in_pdf),
        hashes,
        kept,
        former is not None,
    )


def consigned_in(office: Office, number: int) -> Consigned:
    """Of an oral of a file that is open. Raises ``FileProblem``."""
    proofs = office.file.proofs
    return consigned(office.oral(number), proofs.hashes(number), proofs.signed_version(number))


def compared(told: Consigned, kept: Document | None, read: Read) -> tuple[str, ...]:
    """Every difference, none where nothing was signed; in any thread."""
    return tuple(differences(told, None if kept is None else read(kept.content)))


def differences(told: Consigned, carried: Carried | None) -> Iterator[str]:
    """Whole sentences without their full stop. ``carried``: ``None`` where no document is kept."""
    if told.kept > told.version:
        yield f"un document signé de la version {told.kept} est gardé, le journal en est à la {told.version}"
    if carried is None:
        if told.signatures:
            yield "le journal dit la grille signée, le document signé n’est pas dans le fichier"
        return
    yield from carried.problems
    given, held = len(told.signatures), len(carried.signed)
    if given != held:
        yield (
            f"le journal consigne {formats.count(given, 'signature')} dans le document, il en porte {held}"
        )
    for place, (one, digest) in enumerate(zip(told.signatures, carried.signed, strict=False), start=1):
        if one.document != digest:
            yield f"la signature n° {place} n’a pas fait ce document\u202f: le journal en consigne un autre"
    if carried.evaluation is not None:
        yield from _of_the_data(told, carried.evaluation)


def _of_the_data(told: Consigned, data: EvaluationData) -> Iterator[str]:
    candidate = data.candidate
    other = candidate.number != told.number or data.grid.candidate != told.candidate
    if other and not told.void:
        yield (
            f"le document est celui de {data.grid.candidate} (n° {candidate.number}),"
            f" l’interrogation celle de {told.candidate} (n° {told.number})"
        )
    if data.version != told.version:
        yield f"le document est de la version {data.version}, le journal en est à la {told.version}"
    if not told.void and data.verdict.mark != told.mark:
        yield f"la note est {_mark(data.verdict.mark)} dans le document, {_mark(told.mark)} dans le journal"
    rows = data.journal.entries
    if not 0 < rows <= len(told.hashes):
        yield f"le journal a {len(told.hashes)} lignes, il en avait {rows} à la première signature"
    elif told.hashes[rows - 1].hex() != data.journal.head:
        yield "le journal a été récrit depuis la première signature\u202f: son empreinte d’alors a changé"


def _mark(mark: str | None) -> str:
    return "absente" if mark is None else formats.mark(Decimal(mark))
