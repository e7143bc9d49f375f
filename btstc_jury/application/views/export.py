"""An export of grids in words: the index of every oral and what it lacks, what goes out, what went."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from pathlib import Path

from btstc_jury.application.ports import OralIndex
from btstc_jury.application.problems import FileProblem, Message, ProblemKind
from btstc_jury.application.summary import OralSummary
from btstc_jury.application.views import formats, messages
from btstc_jury.application.views.formats import COLON, NARROW
from btstc_jury.application.views.people import place_of
from btstc_jury.application.views.rulings import ruling_lines
from btstc_jury.application.views.statuses import worth_label
from btstc_jury.domain.moments import Instant
from btstc_jury.domain.oral import Oral
from btstc_jury.domain.session import ExamSession
from btstc_jury.domain.standing import Stage


@dataclass(frozen=True, slots=True)
class StandingFacts:
    """``one``, ``several``: how orals that stand so are counted; ``remark``: in the name of a signed PDF."""

    one: str
    several: str
    remark: str = ""


class Standing(StrEnum):
    """What there is of an oral. ``SIGNED``: every signature due, in the PDF; ``PAPER``: every signature, but
    some by hand on paper; ``PARTIAL``: some are missing; ``STOPPED``: it did not take place; ``PENDING``:
    nothing settled; ``UNREADABLE``: its part of the file is damaged.
    """

    SIGNED = "signed"
    PAPER = "paper"
    PARTIAL = "partial"
    UNSIGNED = "unsigned"
    STOPPED = "stopped"
    PENDING = "pending"
    UNREADABLE = "unreadable"

    @property
    def facts(self) -> StandingFacts:
        return _STANDINGS[self]


@dataclass(frozen=True, slots=True)
class IndexRow:
    """``decided``: the mark that the jury decided on; ``signatures``: « 2/3 »; ``missing``: "" when nothing
    is; ``file`` and ``digest`` (SHA-256, hex): "" when no file goes out; ``ruled``: what others concluded on
    a reserve or a suspicion of fraud, or "".
    """

    day: date
    time: time
    number: str
    last_name: str
    first_names: str
    birth: str
    form: str
    status: str
    standing: Standing
    proposed: str = ""
    decided: str = ""
    version: str = ""
    signatures: str = ""
    complete: bool = False
    missing: str = ""
    file: str = ""
    digest: str = ""
    course: str = ""
    ruled: str = ""

    @property
    def candidate(self) -> str:
        return f"{self.last_name} {self.first_names}".strip()


@dataclass(frozen=True, slots=True)
class IndexView:
    """``as_of``: the last act recorded in the file, so that equal files give equal indexes."""

    watermark: str
    heading: str
    session: str
    centre: str
    place: str
    as_of: str
    counts: str
    rows: tuple[IndexRow, ...]
    language: str = "fr-FR"
    provisional: bool = False

    @property
    def title(self) -> str:
        return f"{self.heading} — {self.session} — {self.centre}"

    @property
    def lacking(self) -> tuple[IndexRow, ...]:
        return tuple(row for row in self.rows if row.missing)


INDEX_HEADING = "Index des grilles exportées"


def index_view(session: ExamSession, rows: Sequence[IndexRow], last_act: Instant | None) -> IndexView:
    at = formats.local(last_act) if last_act is not None else None
    return IndexView(
        watermark=session.kind.facts.watermark,
        heading=INDEX_HEADING,
        session=f"Session {session.year}",
        centre=session.centre,
        place=place_of(session),
        as_of=f"Dernier acte consigné le {formats.short_moment(at)}" if at else "",
        counts=_counts(rows),
        rows=tuple(rows),
    )


def standing_of(oral: Oral) -> Standing:
    found = _standing(oral.stage, len(oral.proof.signatures), complete=oral.signed)
    return Standing.PAPER if found is Standing.SIGNED and oral.proof.on_paper else found


def _standing(stage: Stage, signed: int, *, complete: bool) -> Standing:
    if stage is Stage.CLOSED:
        return Standing.STOPPED
    if stage is not Stage.FINALISED:
        return Standing.PENDING
    if complete:
        return Standing.SIGNED
    return Standing.PARTIAL if signed else Standing.UNSIGNED


def index_row(oral: Oral) -> IndexRow:
    """``missing`` says what the oral itself lacks, not yet what becomes of its file."""
    candidate, settled = oral.plan.candidate, oral.stage is Stage.FINALISED
    decision, missing = oral.proof.decision, and_also(*_missing(oral))
    return IndexRow(
        day=oral.plan.scheduled.date(),
        time=oral.plan.scheduled.time(),
        number=candidate.number,
        last_name=candidate.last_name.upper(),
        first_names=candidate.first_names,
        birth=formats.short_day(candidate.birth) if candidate.birth else "",
        form=oral.form.name,
        status=worth_label(oral) if oral.stage.facts.settled else oral.stage.facts.label,
        proposed=formats.mark(oral.verdict.mark) if settled else "",
        decided=formats.mark(decision.mark) if decision else "",
        version=str(oral.version) if oral.version else "",
        signatures=_signatures(oral) if settled else "",
        complete=not missing,
        missing=missing,
        standing=standing_of(oral),
        course=candidate.course.facts.label if candidate.course else "",
        ruled=and_also(*ruling_lines(oral)) if oral.stage is not Stage.CLOSED else "",
    )


def unreadable_row(summary: OralSummary, missing: str) -> IndexRow:
    """What the file's index still tells of an oral whose own part is damaged."""
    return IndexRow(
        day=summary.scheduled.date(),
        time=summary.scheduled.time(),
        number=summary.number,
        last_name=summary.last_name.upper(),
        first_names=summary.first_names,
        birth=formats.short_day(summary.birth) if summary.birth else "",
        form=summary.form_name,
        status="Illisible",
        missing=missing,
        standing=Standing.UNREADABLE,
    )


def and_also(*lacks: str) -> str:
    """Several things that are missing, in one sentence."""
    return f"{NARROW}; ".join(filter(None, lacks))


def _missing(oral: Oral) -> Iterator[str]:
    if oral.stage is Stage.CLOSED:
        return
    if oral.stage is not Stage.FINALISED:
        reopened = oral.stage is Stage.ENDED and oral.version > 0
        again = f"rouverte après la version {oral.version}" if reopened else "pas encore validée"
        yield f"proposition {again}" if oral.stage is Stage.ENDED else "l’interrogation n’est pas terminée"
        return
    if due := oral.signatures_due:
        names = ", ".join(juror.name for juror in due)
        yield f"signature{'s' if len(due) > 1 else ''} de {names}"
    yield paper_words(oral)


def paper_words(oral: Oral) -> str:
    """« 1 signature sur papier, à joindre », "" for none."""
    paper = oral.proof.on_paper
    if oral.signed and paper == len(oral.proof.signatures):
        return "original signé sur papier, à joindre"
    return f"{formats.count(paper, 'signature')} sur papier, à joindre" if paper else ""


def _signatures(oral: Oral) -> str:
    given, paper = len(oral.proof.signatures), oral.proof.on_paper
    share = f"{given}/{given + len(oral.signatures_due)}"
    if not paper:
        return share
    return f"{share} papier" if paper == given else f"{share} dont {paper} papier"


_STANDINGS = {
    Standing.SIGNED: StandingFacts("grille signée", "grilles signées"),
    Standing.PAPER: StandingFacts(
        "signée par tous (papier compris)", "signées par tous (papier compris)", " (en partie sur papier)"
    ),
    Standing.PARTIAL: StandingFacts("signée en partie", "signées en partie", " (signatures incomplètes)"),
    Standing.UNSIGNED: StandingFacts("non signée", "non signées"),
    Standing.STOPPED: StandingFacts(
        "interrogation qui n’a pas eu lieu", "interrogations qui n’ont pas eu lieu"
    ),
    Standing.PENDING: StandingFacts("sans proposition validée", "sans proposition validée"),
    Standing.UNREADABLE: StandingFacts("illisible", "illisibles"),
}


def _counts(rows: Sequence[IndexRow]) -> str:
    """« 14 interrogations : 12 grilles signées, 1 sans proposition validée, … »."""
    found = [row.standing for row in rows]
    parts = [
        formats.count(found.count(standing), standing.facts.one, standing.facts.several)
        for standing in Standing
        if standing in found
    ]
    total = formats.count(len(rows), "interrogation")
    return f"{total}{COLON} {', '.join(parts)}" if parts else "Aucune interrogation"


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export left in ``folder``; ``index``: names of the index files."""

    folder: Path
    view: IndexView
    index: tuple[str, ...]

    @property
    def files(self) -> int:
        """How many documents, the index not counted."""
        return sum(bool(row.file) for row in self.view.rows)


Tally = Counter[Standing]
"""How many orals of a file stand where; those signed by all count as ``SIGNED``, on screen or on paper."""


def tallies(index: OralIndex) -> Iterator[Tally]:
    """The tally after each day; the last one is of the whole file. Raises ``FileProblem``."""
    tally = Tally()
    yield tally
    for day, _ in index.days():
        tally = tally + Tally(
            _standing(each.stage, each.signed, complete=each.complete) for each in index.on_day(day)
        )
        yield tally


_REASONS = {
    ProblemKind.DISK_FULL: "Le disque est plein. Libérez de la place ou choisissez un autre dossier.",
    ProblemKind.READ_ONLY: "L’emplacement est en lecture seule. Choisissez un autre dossier.",
    ProblemKind.PERMISSION: "L’accès au dossier est refusé. Choisissez un autre dossier.",
    ProblemKind.NOT_FOUND: "Le dossier est introuvable. Vérifiez son nom ou choisissez un autre dossier.",
    ProblemKind.EXISTS: "Un fichier porte déjà ce nom. Choisissez un autre dossier.",
}
_OTHER = "Le dossier n’a pas pu être lu ou écrit. Vérifiez le disque ou la clé, puis recommencez."


def export_problem(found: FileProblem, exam_file: Path) -> Message:
    """Of the exam file itself, or of the folder where the grids were to go."""
    if found.path.absolute() in {exam_file.absolute(), Path(os.path.realpath(exam_file))}:
        return messages.problem(found)
    title = "Les grilles n’ont pas été exportées."
    body = f"Rien n’a été écrit dans «{NARROW}{found.path.name}{NARROW}». {_REASONS.get(found.kind, _OTHER)}"
    return Message(title, body, found.detail)


def outcome_line(exported: Exported) -> str:
    """« 12 documents exportés, index.csv et index.pdf dans : »."""
    documents = formats.count(exported.files, "document exporté", "documents exportés")
    return f"{documents}, {' et '.join(exported.index)} dans{COLON}"


def lacking_line(row: IndexRow) -> str:
    """« 18/05/2027 à 14 h 00 MOREAU Anaïs (E4 ponctuel) : signature de … »."""
    when = f"{formats.short_day(row.day)} à {formats.clock(row.time)}"
    return f"{when} {row.candidate} ({row.form}){COLON} {row.missing}"


def tally_lines(tally: Tally, *, unsigned: bool) -> Iterator[str]:
    """What an export would do with the orals of a file; ``unsigned``: see ``Choice``."""
    if not tally:
        yield "Aucune interrogation dans ce fichier."
    paper = "les grilles signées sur papier aussi" if unsigned else "sauf celles signées par tous sur papier"
    bare = f"PDF nommés «{NARROW}non signée{NARROW}»" if unsigned else "dans l’index seulement"
    for standing, one, several, what in (
        (
            Standing.SIGNED,
            "grille signée par tous",
            "grilles signées par tous",
            f"PDF signés tels quels, {paper}",
        ),
        (
            Standing.PARTIAL,
            "grille signée en partie",
            "grilles signées en partie",
            f"PDF nommés «{NARROW}signatures incomplètes{NARROW}»",
        ),
        (Standing.UNSIGNED, "grille validée sans signature", "grilles validées sans signature", bare),
        (
            Standing.STOPPED,
            "interrogation qui n’a pas eu lieu",
            "interrogations qui n’ont pas eu lieu",
            "constat",
        ),
        (
            Standing.PENDING,
            "interrogation sans proposition validée",
            "interrogations sans proposition validée",
            "dans l’index seulement",
        ),
    ):
        if tally[standing]:
            yield f"{formats.count(tally[standing], one, several)}{COLON} {what}"
