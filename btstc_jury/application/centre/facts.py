"""What the centre keeps of an oral that came back: of its journal, or of the data of a signed grid."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from btstc_jury.application.evaluation import EvaluationData
from btstc_jury.application.exams import Interrogation, OneMark, interrogation, interrogation_told
from btstc_jury.application.office import Office
from btstc_jury.application.verification import SignatureReport, VerificationReport
from btstc_jury.domain.centre.collected import OralFacts, PartialMark, Signer, Version
from btstc_jury.domain.elsewhere import Source
from btstc_jury.domain.events import GridSigned
from btstc_jury.domain.session import FileKind
from btstc_jury.domain.standing import Stage

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SEAL = "Sceau du centre"
"""Place of the signature that is no member's."""


def facts_of(office: Office, number: int) -> OralFacts:
    """Of an oral of an open exam file. Raises ``FileProblem``."""
    known, history = interrogation(office, number), office.history(number)
    oral, session = history.oral, office.session
    names = {each.key: each.name for each in oral.jurors}
    moments = {
        entry.event.signature.juror: entry.reading.utc.us
        for entry in history.entries
        if isinstance(entry.event, GridSigned)
    }
    told = _told(known)
    dossier, settled = oral.proceedings.dossier, oral.finalised_at
    return replace(
        told,
        stage=oral.stage,
        form=oral.form.key,
        commission=session.commission,
        room=session.room,
        version=oral.version,
        settled_at=None if settled is None else settled.utc.us,
        signers=tuple(
            Signer(names.get(each.juror, each.juror), moments.get(each.juror))
            for each in oral.proof.signatures
        ),
        due=len(oral.sitting) if oral.stage is Stage.FINALISED else 0,
        reopenings=tuple(oral.reopenings),
        reserve="" if dossier is None else dossier.reason,
    )


def facts_told(data: EvaluationData, report: VerificationReport, name: str) -> OralFacts:
    """Of a verified grid; ``name``: of its file."""
    known = interrogation_told(data, name, signed=not report.on_paper)
    members = (each for each in report.signatures if each.valid and each.place != _SEAL)
    signers = tuple(Signer(each.name, _microseconds(each)) for each in members)
    due = len(data.commission)
    missing = "" if not report.on_paper else "signature de " + ", ".join(map(str.lower, report.missing))
    return replace(
        _told(known),
        stage=Stage.FINALISED,
        form=data.form.key,
        commission=data.session.commission,
        room=data.session.room,
        version=data.version,
        settled_at=None if data.finalised is None else _since(data.finalised),
        signers=signers,
        due=due,
        reopenings=tuple(each.reason for each in data.reopenings),
        reserve=data.situation.reason,
        signatures=f"{len(signers)}/{due}",
        lacks=missing,
    )


def _microseconds(signature: SignatureReport) -> int | None:
    at = signature.stamped or signature.claimed
    return None if at is None else _since(at)


def _since(at: datetime) -> int:
    return (at - _EPOCH) // timedelta(microseconds=1)


def _told(known: Interrogation) -> OralFacts:
    return OralFacts(
        candidate=known.candidate,
        held=known.held,
        stage=Stage.FINALISED,
        exam=known.exam,
        form="",
        year=known.year,
        centre=known.centre,
        commission="",
        title=known.title,
        unit=known.unit,
        diploma=known.diploma,
        form_name=known.form,
        jurors=known.jurors,
        texts=known.texts,
        standing=known.stage,
        signatures=known.signatures,
        lacks=known.lacks,
        ruled=known.ruled,
        ccf=known.ccf,
        dossier=known.dossier,
        out_of=known.out_of,
        weighed=known.weighed,
        counted=known.counted,
        partial=tuple(PartialMark(each.title, each.out_of, each.mark) for each in known.partial),
    )


def interrogation_of(version: Version, facts: OralFacts, place: str) -> Interrogation:
    """As ``application.exams`` gathers them. ``facts``: those that count of that version (``Merged.facts``);
    ``place``: commission and room in words.
    """
    return Interrogation(
        held=facts.held,
        candidate=facts.candidate,
        kind=FileKind.EXAM,
        year=facts.year,
        diploma=facts.diploma,
        exam=facts.exam,
        unit=facts.unit,
        title=facts.title,
        form=facts.form_name,
        centre=facts.centre,
        place=place,
        jurors=facts.jurors,
        texts=facts.texts,
        stage=facts.standing,
        signatures=facts.signatures,
        lacks=facts.lacks,
        ruled=facts.ruled,
        ccf=facts.ccf,
        dossier=facts.dossier,
        out_of=facts.out_of,
        told=Source.GRID.words if version.of_grid else "",
        source=Source.GRID if version.of_grid else Source.FILE,
        journal="" if version.of_grid else str(version.key),
        entries=facts.version if version.of_grid else version.entries,
        weighed=facts.weighed,
        counted=facts.counted,
        partial=tuple(_marks(facts.partial)),
    )


def _marks(partial: Iterable[PartialMark]) -> Iterable[OneMark]:
    return (OneMark(each.title, each.out_of, each.mark) for each in partial)
