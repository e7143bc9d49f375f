"""Everything that a file holds about one person, and nothing of another."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from btstc_jury.application.office import Office
from btstc_jury.application.views import formats, people
from btstc_jury.application.views.annex import annex_view
from btstc_jury.application.views.arrival import fault_words, opinion_line, presence_lines
from btstc_jury.application.views.grid import FREE, REMAINDER, grid_view
from btstc_jury.application.views.incidents import part_lines
from btstc_jury.application.views.paper import Labelled, PrintedView
from btstc_jury.application.views.person_attempt import TITLES, attempt_sections
from btstc_jury.application.views.person_events import (
    WARNINGS,
    WORDS,
    KeptBack,
    PersonEvent,
    handed_out,
    kept_back,
    person_events,
)
from btstc_jury.application.views.played import played_lines
from btstc_jury.application.views.points import partial_views
from btstc_jury.application.views.rulings import ruling_words
from btstc_jury.application.views.statuses import worth_label
from btstc_jury.domain.assessment import TextField
from btstc_jury.domain.candidate import Candidate
from btstc_jury.domain.commission import Juror
from btstc_jury.domain.events import remark_text
from btstc_jury.domain.form import NOT_ASSESSED
from btstc_jury.domain.moments import Duration, Reading
from btstc_jury.domain.oral import Oral, remarks_told
from btstc_jury.domain.proceedings import Attendance
from btstc_jury.domain.session import FileKind
from btstc_jury.domain.wording import folded


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What the sections say in words, as values; no mark. ``phases``: title and time used of each. ``total``:
    granted, accommodation included, ``None`` before the opening.
    """

    scheduled: datetime
    started: Reading | None
    ended: Reading | None
    total: Duration | None
    used: Duration
    phases: tuple[tuple[str, Duration], ...]
    jurors: tuple[Juror, ...]
    levels: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class PersonOral:
    """``journal``: hash of its last row, hex. ``kept_back``: why marks are left out, ``None`` for none."""

    oral: int
    heading: str
    form_key: str
    form_version: str
    form_hash: str
    stage: str
    status: str
    version: int
    kept_back: KeptBack | None
    facts: PersonFacts
    sections: tuple[Section, ...]
    events: tuple[PersonEvent, ...]
    journal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRecord(PrintedView):
    """The whole export. ``made``: when; ``who``: what the person is, above their name."""

    made: Reading
    file_name: str
    file_kind: FileKind
    number: str
    person: Candidate
    identity: Section
    orals: tuple[PersonOral, ...]
    details: str = "Copie de tout ce que le fichier d’examen contient au sujet d’une personne"
    heading: str = "Données d’une personne"
    who: str = "Candidat"
    state: str = "copie"
    footnotes: tuple[str, ...] = (
        "Données à caractère personnel. À remettre à la personne elle-même, ou à qui la représente.",
        "Le fichier qui accompagne ce document (JSON) contient les mêmes données.",
    )

    @property
    def title(self) -> str:
        return f"{self.heading} — {self.candidate}"

    @property
    def rehearsed(self) -> bool:
        """Whether it tells of a student, all of whose orals are attempts."""
        return self.who == _STUDENT

    @property
    def warning(self) -> str:
        """What whoever hands the copy over must know; "" where nothing is kept back."""
        why = (each.kept_back for each in self.orals)
        return "\n".join(dict.fromkeys(WARNINGS[each] for each in why if each is not None))


def person_record(office: Office, number: str) -> PersonRecord:
    """Raises ``PersonProblem`` as ``orals_of``, ``FileProblem`` where an oral can't be read."""
    numbers = orals_of(office, number)
    session = office.session
    orals = tuple(_oral(office, each) for each in numbers)
    latest = office.oral(numbers[-1])
    trained = session.kind is FileKind.TRAINING and all(
        office.oral(each).rehearsal is not None for each in numbers
    )
    made = office.now()
    at = formats.local(made.utc)
    record = PersonRecord(
        made=made,
        file_name=office.file.path.name,
        file_kind=session.kind,
        number=latest.plan.candidate.number,
        person=latest.plan.candidate,
        identity=_section(
            "identity", "Identité", _told(people.IDENTITY[1:] if trained else people.IDENTITY, latest)
        ),
        orals=orals,
        watermark=session.kind.facts.watermark,
        diploma=latest.form.diploma,
        session=f"Session {session.year}",
        exam=", ".join(dict.fromkeys(office.oral(each).form.exam for each in numbers)),
        centre=session.centre,
        place=people.place_of(session),
        candidate=latest.plan.candidate.full_name,
        candidate_lines=(f"N° {latest.plan.candidate.number}",),
        sitting_lines=(f"Copie faite le {formats.day_and_hour(at)}",),
        form=f"{formats.count(len(orals), 'essai' if trained else 'interrogation')} du fichier",
    )
    if not trained:
        return record
    return replace(
        record,
        details="Copie de tout ce que le fichier d’entraînement contient au sujet d’un étudiant",
        heading="Données d’un étudiant",
        who=_STUDENT,
        candidate_lines=_under_name(record.person),
    )


_STUDENT = "Étudiant"


def _under_name(student: Candidate) -> tuple[str, ...]:
    """The program gave the number, which nobody knows."""
    group = f"Groupe {student.group}" if student.group else ""
    return tuple(filter(None, (student.class_name, group)))


def _oral(office: Office, number: int) -> PersonOral:
    oral = office.oral(number)
    form = oral.form
    return PersonOral(
        oral=number,
        heading=f"{form.exam} {form.title} — {form.name}",
        form_key=form.key,
        form_version=form.version,
        form_hash=form.hash,
        stage=oral.stage.value,
        status=oral.proceedings.status.value,
        version=oral.version,
        kept_back=kept_back(office, number) if oral.ended is not None else None,
        facts=_facts(office, oral),
        sections=tuple(each for each in sections(office, number) if each.items),
        events=tuple(person_events(office, number)),
        journal=office.file.index.head(number).hex(),
    )


def _facts(office: Office, oral: Oral) -> PersonFacts:
    clock = oral.clock(office.now())
    titles = (phase.title for phase in oral.form.phases)
    return PersonFacts(
        scheduled=oral.plan.scheduled,
        started=oral.started,
        ended=oral.ended,
        total=clock.total_allowed if oral.total is not None else None,
        used=clock.total_used,
        phases=tuple((title, time.used) for title, time in zip(titles, clock.phases, strict=True)),
        jurors=oral.jurors,
        levels=dict(sorted(oral.ratings.items())),
    )


class PersonProblem(Exception):
    """The person can't be told apart; the message says in French why and what to do."""


def orals_of(office: Office, number: str) -> tuple[int, ...]:
    """The orals of the candidate of that number, in the order of days and times.

    Raises ``PersonProblem`` where there is none, or where two people bear the number: the data of one must
    not go out with those of the other.
    """
    found = [each for each in office.file.index.all() if folded(each.number) == folded(number)]
    if not found:
        raise PersonProblem(f"Aucun candidat n’a le numéro «\u202f{number.strip()}\u202f» dans ce fichier.")
    names = ((each.last_name, each.first_names, each.birth) for each in found)
    if len({(folded(last), folded(first), birth) for last, first, birth in names}) > 1:
        raise PersonProblem(
            f"Le numéro «\u202f{number.strip()}\u202f» est porté par plusieurs identités\u202f: corrigez la"
            " fiche de l’une d’elles avant d’exporter. Rien n’a été écrit."
        )
    return tuple(each.oral for each in found)


@dataclass(frozen=True, slots=True)
class Section:
    """``key``: its name in the JSON, never changed."""

    key: str
    title: str
    items: tuple[Labelled, ...]


def sections(office: Office, number: int) -> Iterator[Section]:
    """Everything but the identity and the journal. Raises ``FileProblem``."""
    if office.oral(number).rehearsal is not None:
        yield from _attempt(office, number)
        return
    oral = office.oral(number)
    yield _section("plan", "Inscription", _plan(oral))
    yield _section("presence", "Présence", _presence(oral))
    yield _section("dossier", "Dossier", _dossier(oral))
    yield _section("sitting", "Déroulement et temps", _sitting(office, number))
    yield _section("status", "Situation et incidents", _status(oral))
    yield _section("notes", "Remarques de travail de la commission", _remarks(oral))
    yield _section("levels", "Niveaux retenus par la commission", _levels(oral))
    yield _section("opinions", "Avis des membres de la commission", _opinions(office, number))
    yield _section("marks", "Notes sur 20", _marks(office, number))
    texts = ((each.label, oral.verdict.text(each)) for each in TextField)
    yield _section("texts", "Appréciation et remarques", texts)
    yield _section("proof", "Signatures et documents", _proof(office, number))


def _attempt(office: Office, number: int) -> Iterator[Section]:
    """In the words of a training: nobody is present, settled or signed for."""
    oral = office.oral(number)
    added = [_section(*each) for each in attempt_sections(oral, office.now())]
    yield _section("plan", TITLES["plan"], _plan(oral))
    yield added[0]
    yield _section("sitting", "Déroulement et temps", _sitting(office, number))
    yield from added[1:3]
    yield _section("notes", TITLES["notes"], _remarks(oral))
    yield _section("levels", TITLES["levels"], _levels(oral))
    yield from added[3:]
    texts = ((each.label, oral.verdict.text(each)) for each in TextField)
    yield _section("texts", TITLES["texts"], texts)


_Pairs = Iterator[tuple[str, str]]


def _section(key: str, title: str, pairs: _Pairs) -> Section:
    return Section(key, title, tuple(Labelled(label, text) for label, text in pairs if text))


def _plan(oral: Oral) -> _Pairs:
    yield "Épreuve", f"{oral.form.exam} {oral.form.title} · {oral.form.name}"
    yield from _told(people.ENROLMENT, oral)


def _told(particulars: Iterable[people.Particular], oral: Oral) -> _Pairs:
    return ((each.label, each.text(oral.plan)) for each in particulars)


def _presence(oral: Oral) -> _Pairs:
    proceedings = oral.proceedings
    for line in presence_lines(oral):
        yield "Accueil", line
    if proceedings.presence is not None and proceedings.presence.attendance is Attendance.DRAWN:
        count = formats.count(len(proceedings.presence.strokes), "trait")
        yield "Signature tracée", f"conservée dans le fichier ({count}), dans le journal ci-après"
    if proceedings.absence is not None:
        yield "Absence", proceedings.status.worth.label
        yield "Document présenté", proceedings.absence.document


def _dossier(oral: Oral) -> _Pairs:
    if handed_out(oral):
        yield from (("Interrogation", line) for line in played_lines(oral))
    check = oral.proceedings.dossier
    if check is None:
        return
    yield "Contrôle", check.outcome.facts.label
    yield "Motif", check.reason
    for place, sheet in enumerate(check.sheets, start=1):
        retained = " (retenue)" if sheet.retained else ""
        yield f"Fiche {place}", f"{sheet.title or 'sans titre'}{retained}"
    for line in fault_words(oral.form.dossier, check, oral.plan.candidate.course):
        yield "Remarque", line
    yield "Informé de la réserve", "oui" if oral.proceedings.informed else ""


def _sitting(office: Office, number: int) -> _Pairs:
    oral = office.oral(number)
    view = grid_view(office, number)
    for line in view.sitting_lines:
        yield "Déroulement", line
    for time in (*view.times, view.total) if oral.started is not None else ():
        over = f", dépassement {time.overrun}" if time.overrun else ""
        allowed = {FREE: ", durée libre", REMAINDER: " sur ce qui restait du total"}.get(time.allowed)
        yield f"Temps, {time.title}", f"{time.used}{allowed or f' sur {time.allowed}'}{over}"
    for line in part_lines(oral):
        yield "Déroulement", line
    if oral.rehearsal is not None:
        yield from (("Professeur", each.name) for each in oral.jurors)
        return
    for juror in oral.jurors:
        yield "Commission", f"{juror.name}, {people.seat(juror, oral.form.commission).lower()}"


def _status(oral: Oral) -> _Pairs:
    proceedings = oral.proceedings
    yield "Situation", worth_label(oral)
    if proceedings.fraud is not None:
        fraud = proceedings.fraud.fraud
        yield "Suspicion de fraude", fraud.facts
        yield "Témoins", "conservés dans le fichier, non communiqués ici" if fraud.witnesses else ""
        yield "Contreseing", fraud.countersignature.words.copied
        yield "Remarques du candidat", fraud.comment
    for matter in proceedings.ruled_on:
        yield matter.facts.title, ruling_words(oral, matter)
    for gone in proceedings.withdrawn:
        yield "Suspicion retirée", f"{gone.reported.fraud.facts} — {gone.reason}"
    for each in proceedings.interruptions:
        place = "" if each.phase is None else f"phase {each.phase + 1} à {formats.minutes(each.at)}, "
        yield "Interruption", f"{place}{each.interruption.who} {each.interruption.why}".strip()
    for reason in oral.reopenings:
        yield "Proposition rouverte", reason


def _remarks(oral: Oral) -> _Pairs:
    if oral.proof.remarks_erased:
        yield "Effacées", "à la demande de la commission ; il reste l’heure et l’empreinte de chacune"
    for remark in remarks_told(oral):
        if remark.content.personal and not oral.debate.revealed:
            continue
        yield f"Phase et temps {formats.stamp(remark.phase, remark.at)}", remark_text(remark.content)


def _levels(oral: Oral) -> _Pairs:
    words = {each.letters: f"{each.letters}, {each.label}" for each in oral.form.levels}
    words[NOT_ASSESSED] = "non évalué"
    for criterion in oral.form.criteria:
        level = oral.ratings.get(criterion.number)
        if level is not None:
            yield f"{criterion.number}. {criterion.text}", words.get(level, f"{level}, ")


def _opinions(office: Office, number: int) -> _Pairs:
    oral = office.oral(number)
    yield "Mode", opinion_line(office.history(number))
    if oral.debate.hidden and oral.debate.opinions:
        yield "Avis", "pas encore révélés, non communiqués"
        return
    annex = annex_view(office, number)
    if annex is None or annex.opinions is None:
        return
    yield "Membres", " · ".join(annex.opinions.members)
    for row in annex.opinions.rows:
        levels = ", ".join(
            f"{column} {level}" for column, level in zip(annex.opinions.columns, row.levels, strict=True)
        )
        yield f"{row.number}. {row.text}", levels
    why = kept_back(office, number)
    for each in annex.opinions.all_marks:
        about = f"Notes de chacun, {each.title}" if each.title else "Notes de chacun"
        told = zip(annex.opinions.columns, each.marks, strict=True)
        marks = ", ".join(f"{column} {mark}" for column, mark in told)
        yield about, marks if why is None else WORDS[why]
    for criterion, text in sorted(oral.debate.reasons.items()):
        yield oral.form.assessed.named(f"Motif, critère {criterion}"), text
    for dissent in oral.debate.dissents:
        if dissent.criterion is not None:
            yield oral.form.assessed.named(f"Désaccord, critère {dissent.criterion}"), dissent.text
    if why is None:
        yield "Motif de la note", oral.debate.mark_reason
        about_mark = (each.text for each in oral.debate.dissents if each.criterion is None)
        yield from (("Désaccord sur la note", text) for text in about_mark)


def _marks(office: Office, number: int) -> _Pairs:
    oral, why = office.oral(number), kept_back(office, number)
    decision = oral.proof.decision
    if oral.verdict.mark is not None:
        proposed = formats.mark(oral.verdict.mark)
        yield "Note proposée par la commission", proposed if why is None else WORDS[why]
    for each in partial_views(oral.form, oral.verdict.partial):
        if each.mark:
            shown = f"{each.mark} sur {each.out_of}"
            yield f"Note partielle, {each.title}", shown if why is None else WORDS[why]
    if decision is not None:
        words = f"{formats.mark(decision.mark)}, le {formats.short_day(decision.on)}"
        yield "Note arrêtée par le jury", words if why is None or not why.decision_too else WORDS[why]


def _proof(office: Office, number: int) -> _Pairs:
    oral = office.oral(number)
    names = {juror.key: juror.name for juror in oral.jurors}
    for signature in oral.proof.signatures:
        yield (
            f"Signature de la version {oral.version}",
            (f"{names.get(signature.juror, signature.juror)}, {signature.means.facts.words}"),
        )
    for former in oral.proof.former:
        count = formats.count(len(former.signatures), "signature annulée", "signatures annulées")
        yield f"Version {former.version}", f"{count}, {former.reason}"
    for version in range(1, oral.version + 1):
        kept = office.file.proofs.document(number, version)
        if kept is not None:
            digest = hashlib.sha256(kept.content).hexdigest()
            yield f"Grille PDF, version {version}", f"{len(kept.content)} octets, SHA-256 {digest}"
    yield "Empreinte du journal", office.file.index.head(number).hex()
