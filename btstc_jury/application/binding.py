"""Whether a signed document and the journal of its oral are of one mind: each difference named."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from btstc_jury.application.evaluation import EvaluationData, mark_text
from btstc_jury.application.office import Office
from btstc_jury.application.ports import Document, KeptAuthority, KeptIdentity
from btstc_jury.application.views import formats
from btstc_jury.domain.form import Form
from btstc_jury.domain.history import History, before_reopenings, unsettling
from btstc_jury.domain.oral import Oral
from btstc_jury.domain.signing import Means, Signature


@dataclass(frozen=True, slots=True)
class Signed:
    """A member's signature in a document. ``document``: SHA-256 (hex) of it as the signature made it;
    ``place``: on the page, from 1; ``certificate``: SHA-256 (hex); ``means``: as the certificate tells;
    ``issuer``: the key that it says it was issued by (hex), "" where it doesn't.
    """

    document: str
    place: int
    certificate: str
    means: Means
    issuer: str = ""


@dataclass(frozen=True, slots=True)
class Carried:
    """What a kept document tells. ``signed``: in the order in which it was; ``problems``: in French, of the
    document itself; ``evaluation``: ``None`` where the data can't be read.
    """

    evaluation: EvaluationData | None
    signed: tuple[Signed, ...]
    problems: tuple[str, ...] = ()


Read = Callable[[bytes], Carried]
"""Reads a kept document; in any thread, raises nothing."""

CheckKeys = Callable[
    [KeptAuthority | None, Sequence[KeptIdentity], Collection[str], Collection[str]], Iterable[str]
]
"""What is wrong with the authority of a file and the identities that it issued, in French; of the signatures
made with a code, then: their issuers, as the documents tell, and who made them, as the journals do. Raises
nothing.
"""


@dataclass(frozen=True, slots=True)
class Consigned:
    """What the journal tells of a version. ``mark`` as in ``EvaluationData``; ``places``: on the page, from
    1, of who signed, 0 of somebody who doesn't sit; ``hashes``: of its rows, from the first. ``void``: the
    version was reopened since. ``after``: sequences of rows that a settled proposal doesn't admit.
    ``strays``: of the present version, others of which the file keeps a document and the journal tells
    nothing. ``watermark``: that of the kind of file, ``None`` where it isn't known.
    ``partial``: several marks, each as ``mark``.
    """

    number: str
    candidate: str
    version: int
    mark: str | None
    signatures: tuple[Signature, ...]
    places: tuple[int, ...]
    hashes: tuple[bytes, ...]
    void: bool = False
    after: tuple[int, ...] = ()
    strays: tuple[int, ...] = ()
    watermark: str | None = None
    partial: tuple[str | None, ...] = ()


_MOST_ROWS = 10

Bound = tuple[Consigned, Document | None]
"""A version, and what the file keeps of it."""


def consigned(history: History, hashes: tuple[bytes, ...], kept: Collection[int]) -> Consigned:
    """Of the present version, settled. ``kept``: versions of which the file keeps a document."""
    oral = history.oral
    strays = tuple(sorted(each for each in kept if not 0 < each <= oral.version))
    return replace(_of(oral, hashes), after=unsettling(history).get(oral.version, ()), strays=strays)


def each_consigned(
    history: History, hashes: tuple[bytes, ...], kept: Collection[int], forms: Mapping[str, Form]
) -> tuple[Consigned, ...]:
    """Of each version that somebody signed, or of which a document is kept; the rest as in ``consigned``."""
    after = unsettling(history)
    former = (
        replace(_of(oral, hashes), void=True, after=after.get(oral.version, ()))
        for oral in before_reopenings(history, forms)
    )
    by_version = {each.version: each for each in former}
    present = consigned(history, hashes, kept)
    if present.version in by_version:
        # Reopened, and not settled again.
        by_version[present.version] = replace(by_version[present.version], strays=present.strays)
    else:
        by_version[present.version] = present
    return tuple(
        each for each in by_version.values() if each.signatures or each.strays or each.version in kept
    )


def _of(oral: Oral, hashes: tuple[bytes, ...]) -> Consigned:
    candidate = oral.plan.candidate
    sitting = [each.key for each in oral.sitting]
    signatures = tuple(each for each in oral.proof.signatures if each.means.facts.in_pdf)
    return Consigned(
        candidate.number,
        candidate.full_name,
        oral.version,
        mark_text(oral.verdict.mark),
        signatures,
        tuple(sitting.index(each.juror) + 1 if each.juror in sitting else 0 for each in signatures),
        hashes,
        partial=tuple(mark_text(oral.verdict.partial.get(each + 1)) for each in range(len(oral.form.marks))),
    )


def consigned_in(office: Office, number: int) -> Consigned:
    """Of the present version of an oral of a file that is open. Raises ``FileProblem``."""
    proofs = office.file.proofs
    told = consigned(office.history(number), proofs.hashes(number), proofs.versions(number))
    return replace(told, watermark=office.session.kind.facts.watermark)


def each_bound(office: Office, number: int) -> tuple[Bound, ...]:
    """As ``each_consigned``, of an oral of a file that is open. Raises ``FileProblem``."""
    proofs, history = office.file.proofs, office.history(number)
    kept = proofs.versions(number)
    if not (kept or history.oral.version):
        return ()
    forms = office.file.forms() if history.oral.reopenings else {}
    told = each_consigned(history, proofs.hashes(number), kept, forms)
    mark = office.session.kind.facts.watermark
    return tuple((replace(each, watermark=mark), proofs.document(number, each.version)) for each in told)


def compared(told: Consigned, kept: Document | None, read: Read) -> tuple[str, ...]:
    """Every difference, none where nothing was signed; in any thread."""
    found = differences(told, None if kept is None else read(kept.content))
    if told.void:
        return tuple(f"version {told.version}, annulée\u202f: {each}" for each in found)
    return tuple(found)


def differences(told: Consigned, carried: Carried | None) -> Iterator[str]:
    """Whole sentences without their full stop. ``carried``: ``None`` where no document is kept."""
    for stray in told.strays:
        yield f"un document signé de la version {stray} est gardé, le journal en est à la {told.version}"
    if told.after and told.signatures:
        rows = ", ".join(map(str, told.after[:_MOST_ROWS])) + (", …" if len(told.after) > _MOST_ROWS else "")
        yield (
            "après la validation, le journal a des lignes qu’une proposition validée n’admet pas\u202f:"
            f" {rows}"
        )
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
    pairs = zip(told.signatures, told.places, carried.signed, strict=False)
    for number, (one, place, found) in enumerate(pairs, start=1):
        yield from _of_a_signature(number, one, place, found)
    if carried.evaluation is not None:
        yield from _of_the_data(told, carried.evaluation)


def _of_a_signature(number: int, one: Signature, place: int, found: Signed) -> Iterator[str]:
    if one.document != found.document:
        yield f"la signature n° {number} n’a pas fait ce document\u202f: le journal en consigne un autre"
    if place != found.place:
        yield f"la signature n° {number} est à la place {found.place}, le journal dit un autre membre"
    if (one.certificate, one.means) != (found.certificate, found.means):
        yield f"la signature n° {number} n’est pas du certificat que le journal consigne"


def _of_the_data(told: Consigned, data: EvaluationData) -> Iterator[str]:
    candidate = data.candidate
    if candidate.number != told.number or data.grid.candidate != told.candidate:
        yield (
            f"le document est celui de {data.grid.candidate} (n° {candidate.number}),"
            f" l’interrogation celle de {told.candidate} (n° {told.number})"
        )
    if told.watermark is not None and data.grid.watermark != told.watermark:
        yield "le document n’est pas de la même nature que le fichier (examen, entraînement)"
    if data.version != told.version:
        yield f"le document est de la version {data.version}, le journal en est à la {told.version}"
    if tuple(each.mark for each in data.verdict.partial or ()) != told.partial:
        yield "les notes partielles du document ne sont pas celles du journal"
    if data.verdict.mark != told.mark:
        yield f"la note est {_mark(data.verdict.mark)} dans le document, {_mark(told.mark)} dans le journal"
    rows = data.journal.entries
    if not 0 < rows <= len(told.hashes):
        yield f"le journal a {len(told.hashes)} lignes, il en avait {rows} à la première signature"
    elif told.hashes[rows - 1].hex() != data.journal.head:
        yield "le journal a été récrit depuis la première signature\u202f: son empreinte d’alors a changé"


def _mark(mark: str | None) -> str:
    return "absente" if mark is None else formats.mark(Decimal(mark))
