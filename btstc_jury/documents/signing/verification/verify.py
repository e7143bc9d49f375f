"""The verification of one signed grid."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from cryptography import x509
from cryptography.x509.oid import NameOID

from btstc_jury.application.evaluation import EvaluationData
from btstc_jury.application.verification import (
    Accord,
    AccordReport,
    OtherVersion,
    SignatureReport,
    Trust,
    UnreadableData,
    Verdict,
    VerificationReport,
)
from btstc_jury.documents.grid_body import SEAL_FIELD, field_title
from btstc_jury.documents.signing.identity import commission, fingerprint, is_internal, named
from btstc_jury.documents.signing.verification.agreement import compare, compare_words
from btstc_jury.documents.signing.verification.claims import claimed_by
from btstc_jury.documents.signing.verification.ending import check_ends
from btstc_jury.documents.signing.verification.envelope import (
    Envelope,
    Fault,
    Unreadable,
    check_readable,
    envelopes,
)
from btstc_jury.documents.signing.verification.holders import with_member, with_shared_keys
from btstc_jury.documents.signing.verification.message import Message, read_message
from btstc_jury.documents.signing.verification.structure import FieldPlace, Structure, read_structure
from btstc_jury.documents.signing.verification.trust import (
    Stamp,
    check_dates,
    check_usage,
    check_whole,
    load_certificates,
    read_stamp,
    stranger,
    voucher,
)
from btstc_jury.documents.signing.verification.unsigned import unsigned
from btstc_jury.domain.wording import foreign

ReadData = Callable[[bytes], EvaluationData]
"""Of an embedded evaluation; raises ``UnreadableData``, or ``OtherVersion``."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """A signature and what its own bytes tell."""

    envelope: Envelope
    message: Message | None
    stamp: Stamp | None
    faults: tuple[str, ...]


def verify_pdf(pdf: bytes, trust: Sequence[bytes] = (), *, read_data: ReadData) -> VerificationReport:
    """``trust``: certificates (DER or PEM) of the authorities believed; with none, nobody vouches for the
    signers and the report says so. Raises ``UnusableCertificate`` for one of them, nothing for the PDF.
    """
    trusted = [each for content in trust for each in load_certificates(content)]
    try:
        check_readable(pdf)
    except Unreadable as fault:
        return VerificationReport(Verdict.UNREADABLE, (str(fault),))
    try:
        found = envelopes(pdf)
    except Fault as fault:
        return unsigned(pdf, str(fault))
    seen = [see(pdf, each) for each in found]
    structure, problems = None, []
    try:
        check_ends(pdf, found)
        if not any(each.faults for each in seen):
            structure = read_structure(pdf, found)
    except Fault as fault:
        problems.append(str(fault))
    if structure is None:
        reports = tuple(_report(pdf, seen, place, None, trusted) for place in range(len(seen)))
        return VerificationReport(Verdict.INVALID, tuple(problems), reports, claims=claimed_by(pdf))
    return _whole(pdf, seen, structure, trusted, read_data)


def see(pdf: bytes, envelope: Envelope) -> _Seen:
    """Digest first: it costs least, and no other part of a document that was changed is looked at."""
    if envelope.fault:
        return _Seen(envelope, None, None, (_capital(envelope.fault),))
    try:
        message = read_message(envelope.digits)
    except Fault as fault:
        return _Seen(envelope, None, None, (_capital(str(fault)),))
    faults = []
    if message.digest != envelope.digest(pdf):
        faults.append("Le document a été modifié dans la partie que cette signature couvre.")
    stamp = None
    try:
        message.check_key()
        check_usage(message.signer)
        check_whole(message.signer, message.certificates[1:])
        if message.token is not None:
            stamp = read_stamp(message.token, message.signature)
    except Fault as fault:
        faults.append(_capital(str(fault)))
    return _Seen(envelope, message, stamp, tuple(faults))


def _whole(
    pdf: bytes,
    seen: Sequence[_Seen],
    structure: Structure,
    trusted: Sequence[x509.Certificate],
    read_data: ReadData,
) -> VerificationReport:
    fields = {each.signature: each for each in structure.fields if each.signature is not None}
    reports = [_report(pdf, seen, place, fields.get(place), trusted) for place in range(len(seen))]
    evaluation, accord = whole_accord(pdf, structure, read_data)
    if evaluation is not None:
        reports = [with_member(each, evaluation.grid.members) for each in reports]
    missing = tuple(field_title(each.name) for each in structure.fields if each.signature is None)
    on_paper = any(each.signature is None and each.name != SEAL_FIELD for each in structure.fields)
    reports = list(with_shared_keys(reports, [each.message for each in seen]))
    verdict = _verdict(reports, accord, complete=not missing)
    claims = "" if verdict.sound else claimed_by(pdf)
    return VerificationReport(verdict, (), tuple(reports), missing, accord, evaluation, on_paper, claims)


def _verdict(reports: Sequence[SignatureReport], accord: AccordReport, *, complete: bool) -> Verdict:
    """The worst that was found."""
    if accord.accord is Accord.DISAGREE or not all(each.valid for each in reports):
        return Verdict.INVALID
    if accord.accord is Accord.UNCHECKED:
        return Verdict.UNCHECKED
    if not complete:
        return Verdict.INCOMPLETE
    vouched = all(each.trust is Trust.TRUSTED for each in reports)
    return Verdict.VALID if vouched else Verdict.UNVOUCHED


def whole_accord(
    pdf: bytes, structure: Structure, read_data: ReadData
) -> tuple[EvaluationData | None, AccordReport]:
    """The attached data, where they can be read, and whether the pages are theirs."""
    if structure.data is None:
        why = "Le document ne porte pas les données d’une évaluation."
        return None, AccordReport(Accord.DISAGREE, (why,))
    try:
        evaluation = read_data(structure.data)
    except OtherVersion as problem:
        why = f"L’accord avec les pages n’est pas vérifiable\u202f: {problem}."
        if problem.grid is None:
            return None, AccordReport(Accord.UNCHECKED, (why,))
        return None, compare_words(pdf, structure.fields, problem.grid, why)
    except UnreadableData as problem:
        return None, AccordReport(Accord.DISAGREE, (f"{_capital(str(problem))}.",))
    return evaluation, compare(pdf, structure.fields, evaluation, structure.data)


def _report(
    pdf: bytes,
    seen: Sequence[_Seen],
    place: int,
    field: FieldPlace | None,
    trusted: Sequence[x509.Certificate],
) -> SignatureReport:
    one = seen[place]
    whole = one.envelope.until == len(pdf)
    covers = (
        "tout le document"
        if whole
        else f"le document tel qu’il était alors (signature {place + 1} sur {len(seen)})"
    )
    name = field.name if field is not None else ""
    report = SignatureReport(
        field=name,
        place=field_title(name) if name else f"Signature n° {place + 1}",
        covers=covers,
        faults=one.faults,
        claimed=_claimed(pdf, one) if field is None else field.claimed,
        trust=Trust.NOT_EXAMINED,
    )
    return report if one.message is None else _signed_by(report, one.message, one.stamp, trusted)


def _claimed(pdf: bytes, one: _Seen) -> datetime | None:
    """Nothing that was changed is told."""
    if one.message is None or one.message.digest != one.envelope.digest(pdf):
        return None
    return one.envelope.claimed(pdf)


def _signed_by(
    report: SignatureReport,
    message: Message,
    stamp: Stamp | None,
    trusted: Sequence[x509.Certificate],
) -> SignatureReport:
    signer = message.signer
    internal = is_internal(signer)
    faults = list(report.faults)
    remarks: list[str] = []
    when = stamp.when if stamp is not None else report.claimed
    if when is not None:
        try:
            check_dates(signer, when)
        except Fault as fault:
            faults.append(_capital(f"{fault}."))
    elif not faults:
        (faults if trusted else remarks).append("La date de la signature n’est pas lisible.")
    trust, vouching = _trust(message, trusted, None if report.faults else when)
    if trust is Trust.NOT_TRUSTED and not faults:
        faults.append(stranger(message.certificates, trusted))
    if stamp is not None and trusted and voucher(stamp.chain, trusted, stamp.when) is None:
        remarks.append("L’autorité d’horodatage n’est pas parmi celles auxquelles vous vous fiez.")
    report = replace(
        report,
        name=named(signer.subject),
        quality=_unit(signer) if internal else "",
        issuer=named(signer.issuer),
        fingerprint=fingerprint(signer),
        authority_fingerprint=_above(message) if not report.faults else "",
        internal=internal,
        faults=tuple(faults),
        remarks=tuple(remarks),
        stamped=None if stamp is None else stamp.when,
        stamped_by="" if stamp is None else named(stamp.chain[0].subject),
        begins=signer.not_valid_before_utc,
        ends=signer.not_valid_after_utc,
        trust=trust,
    )
    return report if vouching is None else _vouched_for(report, vouching)


def _vouched_for(report: SignatureReport, authority: x509.Certificate) -> SignatureReport:
    return replace(
        report,
        trusted_by=named(authority.subject),
        trusted_for=commission(authority.subject),
        trusted_fingerprint=fingerprint(authority),
    )


def _trust(
    message: Message, trusted: Sequence[x509.Certificate], when: datetime | None
) -> tuple[Trust, x509.Certificate | None]:
    """Who vouches for the signer. ``when``: ``None`` where that can't be examined."""
    if when is None:
        return Trust.NOT_EXAMINED, None
    if not trusted:
        return Trust.NOT_ASKED, None
    found = voucher(message.certificates, trusted, when)
    return (Trust.NOT_TRUSTED if found is None else Trust.TRUSTED), found


def _above(message: Message) -> str:
    """The fingerprint of who issued the signer's certificate, where that one came with it."""
    return fingerprint(message.certificates[1]) if len(message.certificates) > 1 else ""


def _unit(certificate: x509.Certificate) -> str:
    found = certificate.subject.get_attributes_for_oid(NameOID.ORGANIZATIONAL_UNIT_NAME)
    return foreign(str(found[0].value)) if found else ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
