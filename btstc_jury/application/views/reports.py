"""The papers beside the grid: reports that a status calls for, the statement for a candidate who asks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from btstc_jury.application.exams import Gathered, gathered_of
from btstc_jury.application.office import Office
from btstc_jury.application.views import formats, people, statuses
from btstc_jury.application.views.arrival import fault_words, presence_lines, vacancy_words
from btstc_jury.application.views.departures import departure_lines
from btstc_jury.application.views.formats import COLON
from btstc_jury.application.views.grid import GridMember, sitting_lines
from btstc_jury.application.views.incidents import part_lines, place_words
from btstc_jury.application.views.paper import Labelled, PrintedView
from btstc_jury.application.views.people import heading_of
from btstc_jury.application.views.rulings import RulingView, ruling_views, ruling_words
from btstc_jury.domain.assessment import TextField
from btstc_jury.domain.events import AbsenceRecorded, CandidateInformed, DossierChecked, Entry
from btstc_jury.domain.form import Form
from btstc_jury.domain.history import entries_without
from btstc_jury.domain.missing import duties
from btstc_jury.domain.oral import Oral
from btstc_jury.domain.proceedings import Duty, TimedFraud
from btstc_jury.domain.refusals import Reason, Refusal
from btstc_jury.domain.rulings import Matter
from btstc_jury.domain.timing import position_at


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFacts:
    """``title``: of the page, ``button``: that leads to it, ``file_name``: what names its file; ``state``: in
    the foot; ``statement``: in large letters, "" for what the oral is worth.
    """

    title: str
    button: str
    file_name: str
    state: str = "rapport"
    statement: str = ""


class ReportKind(StrEnum):
    RESERVE = "reserve"
    FRAUD = "fraud"
    FINDING = "finding"

    @property
    def facts(self) -> ReportFacts:
        return _KINDS[self]


_KINDS = {
    ReportKind.RESERVE: ReportFacts(
        title="Rapport au président du jury — dossier sous réserve",
        button="Rapport au président…",
        file_name="rapport-réserve",
        statement="NOTE MISE SOUS RÉSERVE DE VÉRIFICATION",
    ),
    ReportKind.FRAUD: ReportFacts(
        title="Procès-verbal — suspicion de fraude",
        button="Procès-verbal de fraude…",
        file_name="procès-verbal-fraude",
        statement="RÉSULTAT RETENU — SUSPICION DE FRAUDE",
    ),
    ReportKind.FINDING: ReportFacts(
        title="Constat — interrogation qui n’a pas eu lieu",
        button="Constat…",
        file_name="constat",
        state="constat",
    ),
}

_RULED = {Matter.FRAUD: ReportKind.FRAUD, Matter.RESERVE: ReportKind.RESERVE}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportView(PrintedView):
    """A whole report. ``statement``: what the oral is worth, in large letters; ``signers``: the commission,
    and the candidate for a suspicion of fraud.
    """

    footnotes: tuple[str, ...] = ("Document réservé au jury et au centre d’examen. Aucune note n’y figure.",)
    statement: str
    follows: str
    parts: tuple[Labelled, ...]
    signers: tuple[GridMember, ...]


def report_kinds(office: Office, number: int) -> tuple[ReportKind, ...]:
    """The reports that the oral calls for now; none for one that goes as usual."""
    oral = office.oral(number)
    proceedings = oral.proceedings
    if proceedings.stopped:
        return (ReportKind.FINDING,)
    return tuple(_RULED[matter] for matter in proceedings.ruled_on)


def report_view(office: Office, number: int, kind: ReportKind) -> ReportView:
    """Raises ``FileProblem`` where the oral can't be read."""
    oral, form = office.oral(number), office.oral(number).form
    history = office.history(number)
    kept = entries_without(history.entries, frozenset(history.undone))
    make = {ReportKind.RESERVE: _reserve, ReportKind.FRAUD: _fraud, ReportKind.FINDING: _finding}[kind]
    return ReportView(
        heading=kind.facts.title,
        state=kind.facts.state,
        details=f"{form.exam} {form.title} · unité {form.unit} · {form.name}",
        sitting_lines=tuple(sitting_lines(oral, office)),
        statement=_statement(oral, kind),
        follows=_follows(oral, kind),
        parts=tuple(part for part in (*make(oral, kept), _sat(oral)) if part.text),
        signers=tuple(_signers(office, oral, kind)),
        **heading_of(office, number),
    )


def _statement(oral: Oral, kind: ReportKind) -> str:
    """What it comes to, or came to once somebody else has verified or decided."""
    for matter, report in _RULED.items():
        ruling = oral.proceedings.rulings.get(matter)
        if report is kind and ruling is not None:
            return matter.facts.outcome(ruling).upper()
    return kind.facts.statement or statuses.worth_label(oral).upper()


def _follows(oral: Oral, kind: ReportKind) -> str:
    match kind:
        case ReportKind.FRAUD:
            said = [_course(oral), _assessed(oral)]
            if Matter.FRAUD not in oral.proceedings.rulings:
                said.append("Le résultat est retenu jusqu’à la décision de l’autorité compétente.")
            return " ".join(said)
        case ReportKind.RESERVE:
            return statuses.reserve_follows(oral)
        case ReportKind.FINDING:
            stopped = statuses.stopped(oral)
            return stopped.follows if stopped is not None else ""


def _course(oral: Oral) -> str:
    """How far the candidate was examined, as the journal has it."""
    if oral.stage.facts.over:
        parts = " ".join(f"{line}." for line in part_lines(oral))
        return f"L’interrogation est terminée. {parts}".rstrip()
    return "L’interrogation est en cours." if oral.stage.begun else "L’interrogation n’a pas commencé."


def _assessed(oral: Oral) -> str:
    """What was assessed, without a level nor a mark."""
    if oral.debate.hidden and oral.debate.opinions:
        return "Des avis sont donnés, ils ne sont pas encore révélés."
    named = oral.form.assessed.named
    if not oral.ratings:
        return named("Aucun critère n’est évalué.")
    number, apart = formats.assessed(oral.ratings.values())
    one = number < 2
    rated = formats.count(number, named("critère"))
    agreed = "évalué" if one else "évalués"
    proposed = "une note est proposée" if oral.verdict.mark is not None else "aucune note n’est proposée"
    agreed = f"{agreed.rstrip('s')}e{'' if one else 's'}" if oral.form.assessed.facts.feminine else agreed
    return f"{rated} sur {len(oral.form.criteria)} {agreed}{apart}, {proposed}."


def _reserve(oral: Oral, kept: tuple[Entry, ...]) -> Iterator[Labelled]:
    check = oral.proceedings.dossier
    if check is None:
        return
    yield Labelled("Doute de la commission", check.reason)
    yield Labelled(
        "Ce que relève le contrôle",
        "\n".join(fault_words(oral.form.dossier, check, oral.plan.candidate.course)),
    )
    yield Labelled("À l’arrivée du candidat", "\n".join(presence_lines(oral)))
    if oral.form.dossier.told_of_reserve:
        informed = _moment(kept, CandidateInformed)
        words = f"Oui, le {informed}." if oral.proceedings.informed and informed else "Pas encore."
        yield Labelled("Candidat informé du doute en fin d’interrogation", words)
    yield Labelled(Matter.RESERVE.facts.title, ruling_words(oral, Matter.RESERVE))


def _fraud(oral: Oral, kept: tuple[Entry, ...]) -> Iterator[Labelled]:  # noqa: ARG001 - as the others
    timed = oral.proceedings.fraud
    if timed is None:
        return
    fraud = timed.fraud
    yield Labelled("Faits", fraud.facts)
    yield Labelled("Moment", _when(oral, timed))
    yield Labelled("Témoins", fraud.witnesses or "Aucun témoin indiqué.")
    words = fraud.countersignature.words.reported
    comment = f" Ses remarques{COLON} {fraud.comment}" if fraud.comment else ""
    yield Labelled("Contreseing du candidat", f"{words}{comment}")
    yield Labelled(Matter.FRAUD.facts.title, ruling_words(oral, Matter.FRAUD))


def _finding(oral: Oral, kept: tuple[Entry, ...]) -> Iterator[Labelled]:
    proceedings = oral.proceedings
    absent = proceedings.absence is not None
    at = _moment(kept, AbsenceRecorded if absent else DossierChecked)
    yield Labelled("Constaté", f"Le {at}" if at else "")
    if proceedings.absence is not None:
        yield Labelled("Document présenté", proceedings.absence.document)
        return
    if proceedings.dossier is not None:
        outcome = proceedings.dossier.outcome.facts.label
        yield Labelled("Dossier", f"{outcome}{COLON} {proceedings.dossier.reason}")
        yield Labelled(
            "Ce que relève le contrôle",
            "\n".join(fault_words(oral.form.dossier, proceedings.dossier, oral.plan.candidate.course)),
        )
        yield Labelled("À l’arrivée du candidat", "\n".join(presence_lines(oral)))


def _sat(oral: Oral) -> Labelled:
    lines = [f"{juror.name}, {people.seat(juror, oral.form.commission).lower()}" for juror in oral.jurors]
    happened = (*map(vacancy_words, oral.proceedings.vacancies), *departure_lines(oral))
    return Labelled("Commission", "\n".join((*lines, *happened)))


def _moment(kept: tuple[Entry, ...], kind: type[object]) -> str:
    """« mardi 18 mai 2027 à 14:52 », when the last event of that kind was recorded; "" without one."""
    at = next((entry.reading for entry in reversed(kept) if isinstance(entry.event, kind)), None)
    return formats.day_and_hour(formats.local(at.utc)) if at is not None else ""


def _when(oral: Oral, timed: TimedFraud) -> str:
    local = formats.local(timed.reported.utc)
    where = place_words(*position_at(oral.marks, oral.allotment, timed.reported))
    return f"{formats.long_day(local.date())} à {local:%H:%M:%S}{where}"


def _signers(office: Office, oral: Oral, kind: ReportKind) -> Iterator[GridMember]:
    for juror in oral.sitting or office.session.jurors:
        yield GridMember(people.seat(juror, oral.form.commission), juror.name)
    name = oral.plan.candidate.full_name
    if kind is ReportKind.FRAUD and oral.proceedings.fraud is not None:
        yield GridMember(oral.proceedings.fraud.fraud.countersignature.words.signer, name)
    if kind is ReportKind.FINDING and oral.proceedings.stopped and oral.proceedings.absence is None:
        yield GridMember("Candidat, informé", name)


@dataclass(frozen=True, slots=True)
class StatusNotice:
    """What a special status asks of the commission. ``to_inform``: the candidate is to be told now;
    ``to_hand_over``: the report isn't with the president of the jury yet; ``rulings``: what is recorded, or
    can be, of what others verified or decided.
    """

    text: str
    reports: tuple[ReportKind, ...]
    to_inform: bool
    to_hand_over: bool
    rulings: tuple[RulingView, ...] = ()


def status_notice(office: Office, number: int) -> StatusNotice | None:
    """``None`` for an oral that goes as usual, or that did not take place."""
    oral = office.oral(number)
    proceedings = oral.proceedings
    if proceedings.stopped or not proceedings.ruled_on:
        return None
    owed = duties(oral)
    to_inform = Duty.INFORM in owed
    return StatusNotice(
        text=_notice_words(oral, to_inform=to_inform),
        reports=report_kinds(office, number),
        to_inform=to_inform and not office.read_only,
        to_hand_over=Duty.HAND_OVER in owed and not office.read_only,
        rulings=ruling_views(office, number),
    )


def _notice_words(oral: Oral, *, to_inform: bool) -> str:
    proceedings = oral.proceedings
    words = " ".join(filter(None, (_of_fraud(oral), _of_reserve(oral, to_inform=to_inform))))
    return f"{words} Rapport remis au président du jury." if proceedings.handed_over else words


def _of_fraud(oral: Oral) -> str:
    if oral.proceedings.fraud is None:
        return ""
    ruled = ruling_words(oral, Matter.FRAUD).removesuffix(".")
    return f"{ruled}." if ruled else f"Résultat retenu{COLON} suspicion de fraude."


def _of_reserve(oral: Oral, *, to_inform: bool) -> str:
    proceedings = oral.proceedings
    if not proceedings.doubted:
        return ""
    ruled = ruling_words(oral, Matter.RESERVE).removesuffix(".")
    if to_inform:
        told = "nformez maintenant le candidat du doute de la commission sur son dossier, puis consignez-le."
        return f"{ruled}. I{told}" if ruled else f"Note sous réserve{COLON} i{told}"
    if ruled:
        return f"{ruled}."
    told = f" {statuses.NOT_TOLD}" if not oral.form.dossier.told_of_reserve else ""
    if proceedings.informed:
        told = " Le candidat en est informé."
    return f"Note sous réserve de vérification du dossier.{told}"


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkStatementView(PrintedView):
    """The whole document. ``mark``: the one that the jury decided on, « 12,5 »; no mark that was proposed, no
    level and no juror's name is in it.
    """

    heading: str = "Note et appréciations"
    footnotes: tuple[str, ...] = (
        (
            "Document remis au candidat qui en fait la demande, après la décision du jury. Il ne comporte ni"
            " les niveaux ni les avis des membres de la commission."
        ),
    )
    mark: str
    out_of: str
    decided: str
    parts: tuple[Labelled, ...]


def statement_obstacle(office: Office, number: int) -> Reason | None:
    """Why the candidate can't be given anything yet; ``None`` when it can be printed. Raises
    ``FileProblem``.
    """
    return gathered_of(office, number).exam.incommunicable


def mark_statement_view(office: Office, number: int) -> MarkStatementView:
    """Of the épreuve, never of one situation (l.5391). Raises ``Refusal`` before the jury's decision, without
    all signatures, under reserve and while the result is withheld.
    """
    oral, whole = office.oral(number), gathered_of(office, number)
    form = oral.form
    obstacle, decision = whole.exam.incommunicable, whole.exam.decision
    if obstacle is not None or decision is None:
        raise Refusal(obstacle or Reason.NOT_DECIDED)
    return MarkStatementView(
        details=_of_the_exam(form, whole),
        # The days only: hours, preparation and accommodations are nothing that the mark needs.
        sitting_lines=tuple(_days(whole)),
        mark=formats.mark(decision.mark),
        out_of=formats.mark(form.mark.maximum),
        decided=f"Note arrêtée par le jury le {formats.long_day(decision.on).lower()}",
        parts=tuple(_parts(whole)),
        state=f"version {oral.version}" if oral.version else "note et appréciations",
        **heading_of(office, number),
    )


_NUMBERS = (
    "",
    "une situation",
    *(f"{each} situations" for each in ("deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf")),
)


def _of_the_exam(form: Form, whole: Gathered) -> str:
    held = f"contrôle en cours de formation, {_NUMBERS[len(whole.exam.situations)]}"
    name = held if whole.exam.tied else form.name
    return f"{form.exam} {form.title} · unité {form.unit} · {name}"


def _days(whole: Gathered) -> Iterator[str]:
    for each in whole.interrogations:
        day = formats.long_day(each.held.on).lower()
        if each.held.proposed:
            situation = each.held.situation
            yield f"Situation {situation}, interrogation du {day}" if situation else f"Interrogation du {day}"


def _parts(whole: Gathered) -> Iterator[Labelled]:
    """The appreciation of each situation; the jury's remark is the jury's own."""
    kept = [field.label for field in (TextField.APPRECIATION, TextField.STRENGTHS, TextField.WEAKNESSES)]
    for each in whole.interrogations:
        situation = f", situation {each.held.situation}" if each.held.situation else ""
        texts = dict(each.texts)
        for label in kept:
            if texts.get(label) or (label == kept[0] and each.held.proposed):
                yield Labelled(f"{label}{situation}", texts.get(label, ""))
