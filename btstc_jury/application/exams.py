"""The épreuves of candidates, brought together from the orals of exam files and from signed grids."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from btstc_jury.application.evaluation import EvaluationData, VerdictData
from btstc_jury.application.office import Office
from btstc_jury.application.old_forms import situation_of_key
from btstc_jury.application.views import formats, people
from btstc_jury.application.views.export import index_row
from btstc_jury.domain.assessment import TextField
from btstc_jury.domain.candidate import Candidate, Course
from btstc_jury.domain.commission import Juror
from btstc_jury.domain.elsewhere import Elsewhere, Source
from btstc_jury.domain.exam import Exam, Held
from btstc_jury.domain.form import Authority, Form, Situation, in_ccf
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.oral import Oral
from btstc_jury.domain.session import FileKind
from btstc_jury.domain.standing import Stage
from btstc_jury.domain.wording import folded, unaccented


@dataclass(frozen=True, slots=True)
class OneMark:
    """One of the several marks of a grid; ``mark``: ``None`` for none."""

    title: str
    out_of: Decimal
    mark: Decimal | None = None

    @property
    def words(self) -> str:
        """« Chantier : 6,5/8 »."""
        return f"{self.title}{formats.COLON} {formats.mark(self.mark) or '—'}/{formats.mark(self.out_of)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Interrogation:
    """One interrogation, wherever it is known from.

    ``exam``: « E4 », ``title``: of the épreuve; ``jurors``: name and capacity of each; ``stage``: in words;
    ``lacks``: what it still lacks, "" for nothing; ``ruled``: what others concluded on a reserve or a
    suspicion, lifted ones too; ``dossier``: what of the candidate's goes with it, "" where that isn't known;
    ``told``: where it is known from, "" for the file at hand. ``journal``: its own, by the file's identity
    and its number in it, "" for one that isn't read in a file, whose ``entries`` tell which copy is the
    later; of a signed grid, its version. ``recorded``: its particulars are all that the file has of it.
    ``weighed``: where the arrêté weighs the situations, « annexe V, E2, § 2.2 », or "";
    ``counted``: which points of the mark count, "" for all; ``partial``: the several marks of its grid.
    """

    held: Held
    candidate: Candidate
    kind: FileKind
    year: int
    diploma: str
    exam: str
    unit: str
    title: str
    form: str
    centre: str
    place: str
    jurors: tuple[str, ...] = ()
    texts: tuple[tuple[str, str], ...] = ()
    stage: str = ""
    signatures: str = ""
    lacks: str = ""
    ruled: str = ""
    ccf: bool = False
    dossier: str = ""
    out_of: Decimal = Decimal(20)
    told: str = ""
    source: Source = Source.FILE
    journal: str = ""
    entries: int = 0
    recorded: bool = False
    weighed: str = ""
    counted: str = ""
    partial: tuple[OneMark, ...] = ()

    @property
    def who(self) -> tuple[str, ...]:
        """Whose it is, and of which épreuve: what makes one épreuve has the same."""
        them = self.candidate
        names = them.number, them.last_name, them.first_names
        return (self.exam, *map(folded, names))


@dataclass(frozen=True, slots=True)
class Gathered:
    """One épreuve of one candidate; the interrogations as in ``exam.held``, never none. ``copies``: files
    that tell of the same oral in two ways.
    """

    exam: Exam
    interrogations: tuple[Interrogation, ...]
    copies: bool = False

    @property
    def last(self) -> Interrogation:
        """The one that says best who is examined: read in a file, the latest."""
        return max(self.interrogations, key=lambda each: (bool(each.journal), each.held.on))

    @property
    def candidate(self) -> Candidate:
        return self.last.candidate


def interrogation(office: Office, number: int) -> Interrogation:
    """Of one oral. Raises ``FileProblem``."""
    oral, session, history = office.oral(number), office.session, office.history(number)
    form, row = oral.form, index_row(oral)
    return Interrogation(
        held=_held(office, number, oral),
        candidate=oral.plan.candidate,
        kind=session.kind,
        year=session.year,
        diploma=form.diploma,
        exam=form.exam,
        unit=form.unit,
        title=form.title,
        form=form.name,
        centre=session.centre,
        place=people.place_of(session),
        jurors=tuple(f"{each.name}, {people.seat(each, form.commission).lower()}" for each in _sat(oral)),
        texts=tuple(
            (each.label, oral.verdict.text(each)) for each in _FOR_THE_JURY if oral.verdict.text(each)
        ),
        stage=row.status,
        signatures=row.signatures,
        lacks=row.missing,
        ruled=row.ruled,
        ccf=bool(in_ccf(form.key)) or form.situation is not None,
        dossier=_dossier_named(form),
        weighed=_weighed_by(form),
        counted=formats.counted_above(form.mark),
        partial=tuple(_partial(oral)),
        out_of=form.mark.maximum,
        journal=f"{office.file.proofs.origin().hex()}/{number}",
        entries=history.last_sequence,
    )


def _partial(oral: Oral) -> Iterator[OneMark]:
    settled = oral.stage is Stage.FINALISED
    for place, each in enumerate(oral.form.marks, 1):
        yield OneMark(each.title, each.maximum, oral.verdict.partial.get(place) if settled else None)


def _weighed_by(form: Form) -> str:
    origin = form.origin("situation.weight")
    counts = form.situation is not None and form.situation.weights_on
    return origin.place if counts and origin is not None and origin.authority is Authority.ARRETE else ""


def _dossier_named(form: Form) -> str:
    """« Dossier du candidat (fiche descriptive) »; "" where there is none."""
    sheet = form.dossier.sheet_name
    return f"Dossier du candidat{f' ({sheet})' if sheet else ''}" if form.dossier.asked else ""


_FOR_THE_JURY = (TextField.APPRECIATION, TextField.STRENGTHS, TextField.WEAKNESSES, TextField.OBSERVATIONS)


def _sat(oral: Oral) -> Iterable[Juror]:
    return oral.sitting or oral.jurors


def _held(office: Office, number: int, oral: Oral) -> Held:
    situation, settled = oral.form.situation, oral.stage is Stage.FINALISED
    counts = situation is not None and situation.weights_on
    return Held(
        situation=0 if situation is None else situation.number,
        on=_day(oral),
        status=oral.proceedings.status,
        oral=number,
        proposed=settled,
        settled=oral.stage.facts.settled,
        signed=oral.signed,
        mark=oral.verdict.mark if settled else None,
        used=oral.clock(office.now()).total_used if oral.started is not None else None,
        weight=situation.weight if situation is not None and counts else None,
        decision=oral.proof.decision,
        count=1 if situation is None else situation.count,
    )


def _day(oral: Oral) -> date:
    return formats.local(oral.started.utc).date() if oral.started else oral.plan.scheduled.date()


def told_elsewhere(office: Office, number: int) -> tuple[Interrogation, ...]:
    """Other situations, as the journal of this one tells of them."""
    oral = office.oral(number)
    here = oral.form.situation
    return () if here is None else tuple(_told(office, oral, here, each) for each in oral.elsewhere)


def _told(office: Office, oral: Oral, here: Situation, other: Elsewhere) -> Interrogation:
    form, session = oral.form, office.session
    return Interrogation(
        held=Held(
            situation=other.situation,
            on=other.on,
            status=other.status,
            proposed=other.mark is not None,
            signed=other.signed,
            mark=other.mark,
            used=other.used,
            count=here.count,
        ),
        candidate=oral.plan.candidate,
        kind=session.kind,
        year=session.year,
        diploma=form.diploma,
        exam=form.exam,
        unit=form.unit,
        title=form.title,
        form=f"{form.exam} · CCF situation {other.situation}",
        centre=other.place or "Établissement non indiqué",
        place="",
        jurors=other.jurors,
        texts=((TextField.APPRECIATION.label, other.appreciation),) if other.appreciation else (),
        stage=other.status.worth.label,
        lacks="" if other.signed else "grille signée non vue",
        ccf=True,
        out_of=form.mark.maximum,
        told=other.source.words + (f" («\u202f{other.reference}\u202f»)" if other.reference else ""),
        source=other.source,
        recorded=True,
    )


def interrogation_told(data: EvaluationData, reference: str, *, signed: bool) -> Interrogation:
    """Of a signed grid. ``signed``: by everybody; ``reference``: the name of its file."""
    grid, verdict, them = data.grid, data.verdict, data.candidate
    used = Duration(data.times.total_used_us)
    started, situation = data.times.started, data.form.place or situation_of_key(data.form.key)
    course = them.course if isinstance(them.course, Course) else None
    return Interrogation(
        held=Held(
            situation=0 if situation is None else situation.number,
            on=started.astimezone().date() if started is not None else date(data.session.year, 1, 1),
            status=data.situation.status,
            signed=signed,
            mark=None if verdict.mark is None else Decimal(verdict.mark),
            used=used if started is not None else None,
            count=1 if situation is None else situation.count,
        ),
        candidate=Candidate(
            them.number, them.last_name, them.first_names, them.birth, them.school, them.specialty, course
        ),
        kind=data.kind,
        year=data.session.year,
        diploma=grid.diploma,
        exam=data.form.exam,
        unit=data.form.unit,
        title=grid.exam.removeprefix(data.form.exam).strip(),
        form=data.form.name,
        centre=data.session.centre,
        place=grid.place,
        jurors=tuple(f"{each.name}, {each.role.lower()}" for each in grid.members),
        texts=tuple(_texts_told(verdict)),
        stage=data.situation.status.worth.label,
        lacks="" if signed else "des signatures manquent",
        ccf=bool(in_ccf(data.form.key)) or situation is not None,
        told=f"{Source.GRID.words} («\u202f{reference}\u202f»)",
        source=Source.GRID,
        entries=data.version,
        partial=tuple(
            OneMark(each.title, Decimal(each.maximum), None if each.mark is None else Decimal(each.mark))
            for each in verdict.partial or ()
        ),
    )


def _texts_told(verdict: VerdictData) -> Iterator[tuple[str, str]]:
    told = (verdict.appreciation, verdict.strengths, verdict.weaknesses, verdict.remarks)
    for field, text in zip(_FOR_THE_JURY, told, strict=True):
        if text:
            yield field.label, text


def elsewhere_of(known: Interrogation, source: Source, reference: str) -> Elsewhere:
    """What another file's journal keeps of a situation."""
    held = known.held
    place = " · ".join(filter(None, (known.centre, known.place)))
    appreciation = dict(known.texts).get(TextField.APPRECIATION.label, "")
    return Elsewhere(
        situation=held.situation,
        on=held.on,
        mark=held.mark,
        used=held.used,
        signed=held.signed,
        status=held.status,
        place=place,
        jurors=known.jurors,
        appreciation=appreciation,
        source=source,
        reference=reference,
    )


def gathered_of(office: Office, number: int) -> Gathered:
    """The épreuve to which an oral belongs, out of the orals of its candidate alone. Raises
    ``FileProblem``.
    """
    index = office.file.index
    own = interrogation(office, number)
    found = [own]
    if own.held.situation:
        theirs = [each.oral for each in index.of_candidate(index.summary(number))]
        found += [interrogation(office, each) for each in theirs if each != number]
        found += [other for each in theirs for other in told_elsewhere(office, each)]
    return next(whole for whole in gathered(found) if own in whole.interrogations)


def gathered(found: Iterable[Interrogation]) -> tuple[Gathered, ...]:
    """By épreuve, then by name and number."""
    groups: dict[tuple[object, ...], list[Interrogation]] = {}
    copies: set[tuple[object, ...]] = set()
    for each in _latest(found, copies):
        # A ponctuel is an épreuve by itself, however often its candidate sits it.
        alone = () if each.held.situation else (each.journal or each.told, each.held.on)
        groups.setdefault((*each.who, *alone), []).append(each)
    made = (_gathered(members, copies=key in copies) for key, members in groups.items())
    return tuple(sorted(made, key=_order))


def _latest(found: Iterable[Interrogation], copies: set[tuple[object, ...]]) -> Iterator[Interrogation]:
    """Each oral once: of copies of one file the longest journal."""
    known: dict[str, Interrogation] = {}
    for each in found:
        if not each.journal:
            yield each
            continue
        before = known.get(each.journal)
        if before is not None and before != each and before.entries == each.entries:
            copies.add(each.who)
        if before is None or before.entries < each.entries:
            known[each.journal] = each
    yield from known.values()


def _gathered(members: list[Interrogation], *, copies: bool) -> Gathered:
    kept = sorted(_counting(members), key=lambda each: (each.held.situation, each.held.on, each.held.oral))
    kept = list(_weighed(kept))
    return Gathered(Exam(kept[0].exam, tuple(each.held for each in kept)), tuple(kept), copies)


def _counting(members: list[Interrogation]) -> Iterator[Interrogation]:
    """What is read in a file stands before its grid, and that before what was typed; a situation that took
    place, before the absence that it makes up for.
    """
    for situation in sorted({each.held.situation for each in members}):
        of_it = [each for each in members if each.held.situation == situation]
        best = min(map(_rank, of_it))
        of_it = [each for each in of_it if _rank(each) == best]
        happened = [each for each in of_it if each.held.proposed or not each.held.settled]
        yield from _last_versions(happened or of_it)


def _rank(each: Interrogation) -> tuple[bool, bool]:
    return each.recorded, not each.journal


def _last_versions(found: list[Interrogation]) -> Iterator[Interrogation]:
    """Of the grids of one day, signed again once the proposal was reopened, the last."""
    grids: dict[date, Interrogation] = {}
    for each in found:
        if each.journal or each.recorded:
            yield each
        elif each.held.on not in grids or grids[each.held.on].entries < each.entries:
            grids[each.held.on] = each
    yield from grids.values()


def _weighed(kept: list[Interrogation]) -> Iterator[Interrogation]:
    """A situation whose form isn't at hand has its equal part of what the known one leaves of 100."""
    weights = [each.held.weight for each in kept]
    known = next((weight for weight in weights if weight is not None), None)
    for each in kept:
        if known is None or each.held.weight is not None or each.journal:
            yield each
        else:
            left = (100 - known) / max(each.held.count - 1, 1)
            yield replace(each, held=replace(each.held, weight=left))


def _order(whole: Gathered) -> tuple[str, bool, str, str, str, date]:
    them = whole.candidate
    names = unaccented(them.last_name), unaccented(them.first_names), folded(them.number)
    return whole.exam.code, whole.exam.tied, *names, whole.exam.held[0].on
