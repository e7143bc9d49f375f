"""Presence, dossier and commission in the words of the arrêté: as they are checked, as pages tell them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from btstc_jury.application.office import Office
from btstc_jury.application.problems import FileProblem
from btstc_jury.application.views import formats
from btstc_jury.application.views.formats import COLON, NARROW, count
from btstc_jury.application.views.planning import GrantedTime, granted_times
from btstc_jury.application.views.played import PlayedView, played_lines, played_view, unsaid_words
from btstc_jury.application.views.sources import source_of
from btstc_jury.application.views.statuses import Stopped, stopped
from btstc_jury.domain.candidate import Course
from btstc_jury.domain.commission import (
    AbsentProfessional,
    Finding,
    Juror,
    Role,
    SeatFinding,
    Vacancy,
    check_commission,
)
from btstc_jury.domain.dossier import (
    DossierCheck,
    Fault,
    FaultKind,
    Outcome,
    Sheet,
    asked_documents,
    faults,
)
from btstc_jury.domain.events import Revealed
from btstc_jury.domain.form import DossierRule, Form
from btstc_jury.domain.history import History, entries_without
from btstc_jury.domain.opinions import OpinionMode
from btstc_jury.domain.oral import Oral
from btstc_jury.domain.proceedings import Attendance, Lateness, Presence
from btstc_jury.domain.standing import Stage


@dataclass(frozen=True, slots=True)
class SeatNotice:
    """What the arrêté says of a commission as it sits. ``needs_decision``: the president's, with a reason.
    ``barred``: it can't sit like that; ``empty``: nobody holds that seat.
    """

    role: Role
    text: str
    needs_decision: bool
    barred: bool
    empty: bool = False


@dataclass(frozen=True, slots=True)
class CommissionProposal:
    """``known``: who may be ticked; ``present``: keys of those proposed; ``vacancies``: as decided before.
    ``like``: the candidate whose commission is taken over, "" for that of the session.
    """

    known: tuple[Juror, ...]
    present: frozenset[str]
    vacancies: tuple[Vacancy, ...]
    may_replace: bool
    like: str = ""


@dataclass(frozen=True, slots=True)
class ArrivalView:
    """``unchecked``: what was not recorded, in a few words each; it doesn't hold the oral back."""

    stage: Stage
    form: Form
    presence: Presence | None
    lateness: Lateness | None
    dossier: DossierCheck | None
    faults: tuple[str, ...]
    commission: CommissionProposal
    times: tuple[GrantedTime, ...]
    aids: str
    unchecked: tuple[str, ...]
    stopped: Stopped | None
    played: PlayedView
    course: Course | None


def arrival_view(office: Office, number: int) -> ArrivalView:
    oral = office.oral(number)
    check = oral.proceedings.dossier
    candidate, accommodation = oral.plan.candidate, oral.plan.accommodation
    granted = accommodation.extends_time or bool(accommodation.pauses)
    return ArrivalView(
        stage=oral.stage,
        form=oral.form,
        presence=oral.proceedings.presence,
        lateness=oral.proceedings.lateness,
        dossier=check,
        faults=fault_words(oral.form.dossier, check, candidate.course) if check is not None else (),
        commission=_proposal(office, number),
        times=tuple(granted_times(oral.form, accommodation)) if granted else (),
        aids=accommodation.aids,
        unchecked=tuple(unchecked(oral)),
        stopped=stopped(oral),
        played=played_view(oral),
        course=candidate.course,
    )


def unchecked(oral: Oral) -> Iterator[str]:
    """What was not recorded at arrival."""
    presence, check = oral.proceedings.presence, oral.proceedings.dossier
    if presence is None or not presence.convocation:
        yield "convocation"
    if presence is None or not presence.identity:
        yield "pièce d’identité"
    if presence is None or presence.attendance is Attendance.NOT_SIGNED:
        yield "émargement"
    if oral.form.dossier.asked and (check is None or not check.outcome.facts.concluded):
        yield "contrôle du dossier"
    yield from unsaid_words(oral)


def start_words(office: Office, number: int) -> str:
    """What starting now leaves aside, as « Commencée sans : émargement. », and that it cuts a preparation
    short; "" for nothing.
    """
    oral = office.oral(number)
    lacking = ", ".join(unchecked(oral))
    said = [f"Commencée sans{COLON} {lacking}."] if lacking else []
    preparation = oral.preparation
    if preparation is not None:
        used = preparation.used(office.now())
        if used < preparation.allowed:
            # Nobody cuts short what was only indicative.
            loose = oral.form.preparation.indicative
            allowed = formats.length(preparation.allowed, indicative=loose)
            short = "" if loose else " écourtée"
            said.append(f"Préparation{short}{COLON} {formats.minutes(used)} sur {allowed}.")
    return " ".join(said)


def before_start_words(oral: Oral) -> str:
    """Where a level or a remark of an oral that has not begun goes; "" once it has."""
    if not oral.stage.facts.waiting:
        return ""
    name = oral.plan.candidate.full_name
    return (
        f"Pas encore commencée\u202f: c’est consigné sur la feuille de {name}, avant la première phase."
        " {oral.undo} l’annule."
    )


def first_check(rule: DossierRule, course: Course | None = None) -> DossierCheck:
    """The check-list as it is opened: all is there until the commission says what is not. By experience, a
    presentation stands where the others have sheets.
    """
    documents = tuple(range(len(rule.documents)))
    if course is Course.EXPERIENCE and rule.experience_pages is not None:
        return DossierCheck(Outcome.PENDING, (), documents, experience_pages=0)
    sheets = tuple(Sheet("") for _ in range(rule.minimum_sheets))
    return DossierCheck(Outcome.PENDING, sheets, documents)


def fault_words(rule: DossierRule, check: DossierCheck, course: Course | None = None) -> tuple[str, ...]:
    """What the check-list finds; nothing where only the outcome was recorded."""
    if not check.detailed:
        return ()
    return tuple(_fault(rule, check, fault, course) for fault in faults(check, rule, course))


def _fault(rule: DossierRule, check: DossierCheck, fault: Fault, course: Course | None) -> str:
    match fault.kind:
        case FaultKind.TOO_FEW_SHEETS:
            return f"Il manque {count(fault.count, rule.sheet_name, _plural(rule.sheet_name))}."
        case FaultKind.RUBRICS_MISSING:
            places = ", ".join(str(place + 1) for place in check.sheets[fault.sheet].missing)
            lacking = "manque la rubrique" if fault.count == 1 else "manquent les rubriques"
            return f"{sheet_title(rule, check, fault.sheet)}{COLON} {lacking} {places}."
        case FaultKind.RUBRICS_UNSAID:
            places = ", ".join(str(place + 1) for place in check.sheets[fault.sheet].missing)
            unsaid = "de la rubrique indicative" if fault.count == 1 else "des rubriques indicatives"
            return f"{sheet_title(rule, check, fault.sheet)}{COLON} ne dit rien {unsaid} {places}."
        case FaultKind.TOO_MANY_ANNEX_PAGES:
            pages = count(fault.count, "page d’annexe", "pages d’annexes")
            return f"{sheet_title(rule, check, fault.sheet)}{COLON} {pages} de trop."
        case FaultKind.TOO_MANY_EXPERIENCE_PAGES:
            return f"Présentation de l’activité professionnelle{COLON} {count(fault.count, 'page')} de trop."
        case FaultKind.DOCUMENT_MISSING:
            return f"Manque{COLON} {asked_documents(rule, course)[fault.document]}."


def sheet_title(rule: DossierRule, check: DossierCheck, place: int) -> str:
    """« Fiche descriptive 2 (Chauffage bois) »."""
    title = check.sheets[place].title
    return f"{rule.sheet_name.capitalize()} {place + 1}{f' ({title})' if title else ''}"


def _plural(name: str) -> str:
    """« fiches descriptives », « fiches de synthèse »."""
    head, _, rest = name.partition(" ")
    after = rest if rest.startswith("de ") else " ".join(f"{word}s" for word in rest.split())
    return f"{head}s {after}".strip()


def seat_notices(form: Form, jurors: Sequence[Juror]) -> tuple[SeatNotice, ...]:
    """What the arrêté says of these jurors sitting together."""
    return tuple(
        SeatNotice(
            found.role,
            _notice(form, found),
            needs_decision=found.needs_decision,
            barred=found.finding is Finding.NO_REPLACEMENT,
            empty=found.finding not in _TAKEN,
        )
        for found in check_commission(form.commission, jurors)
    )


_TAKEN = (Finding.SURPLUS, Finding.BESIDE_PROFESSIONAL)


def _notice(form: Form, found: SeatFinding) -> str:
    if found.finding is Finding.NOBODY:
        quality = ", de quelque qualité que ce soit" if form.commission.any_quality else ""
        return f"Personne ne siège{COLON} il faut au moins un membre{quality}."
    seat = form.commission.facts(found.role).title.lower()
    settled = f"{form.commission.replacement_note}{_cited(form, 'commission.absent_professional')}"
    if found.finding is Finding.SEAT_EMPTY and found.role.facts.teaches:
        return f"Place vide{COLON} {seat}. L’arrêté ne règle pas ce cas{COLON} le président du jury décide."
    begins = {
        Finding.NOBODY: "",
        Finding.SURPLUS: f"{_size(form)}{COLON} {_how_many(form, found.role)} comme {seat}.",
        Finding.PROFESSIONAL_REPLACED: "Le professionnel est remplacé.",
        Finding.TWO_TEACHERS_ALONE: "Le professionnel est absent.",
        Finding.NO_REPLACEMENT: "Le professionnel n’est pas remplacé dans cette épreuve.",
        Finding.BESIDE_PROFESSIONAL: "Le remplaçant siège à côté du professionnel.",
        Finding.SEAT_EMPTY: "Le professionnel est absent.",
    }[found.finding]
    if found.finding is Finding.SURPLUS:
        return begins
    otherwise = " Sinon, le président du jury décide." if found.finding is Finding.SEAT_EMPTY else ""
    return f"{begins} {settled}{otherwise}"


_NUMBERS = ("une", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf")


def _size(form: Form) -> str:
    """« La commission compte trois personnes (annexe V, E6, § 5) »."""
    members, cited = len(form.commission.members), _cited(form, "commission.members")
    if members == 1:
        return f"Une seule personne interroge{cited}"
    return f"La commission compte {_NUMBERS[members - 1]} personnes{cited}"


def _how_many(form: Form, role: Role) -> str:
    seats = form.commission.members.count(role)
    if not seats:
        return "personne ne siège"
    return "une seule siège" if seats == 1 else f"{_NUMBERS[seats - 1]} siègent"


def _cited(form: Form, key: str) -> str:
    """The source in brackets, after a space; "" where the form gives none."""
    source = source_of(form, key)
    return f" ({source})" if source else ""


def _proposal(office: Office, number: int) -> CommissionProposal:
    oral = office.oral(number)
    like, name = oral, ""
    if not oral.jurors:
        like, name = _last_opened(office, number, oral)
    keys = {juror.key for juror in office.session.jurors}
    known = tuple(next((j for j in like.jurors if j.key == each.key), each) for each in office.session.jurors)
    added = tuple(juror for juror in like.jurors if juror.key not in keys)
    may_replace = oral.form.commission.absent_professional is AbsentProfessional.REPLACED_BY_EG
    present = [
        each
        for each in like.jurors or _proposed(oral.form, _of_session(office))
        if may_replace or not each.replaces_professional
    ]
    return CommissionProposal(
        known=(*known, *added),
        present=frozenset(juror.key for juror in present),
        vacancies=like.proceedings.vacancies,
        may_replace=may_replace,
        like=name,
    )


def _proposed(form: Form, jurors: Sequence[Juror]) -> tuple[Juror, ...]:
    """Those who sit as the form wants; of a session of one person, that one where any quality will do."""
    rule = form.commission
    wanted = tuple(each for each in jurors if each.replaces_professional or each.role in rule.members)
    if rule.any_quality:
        wanted = wanted[: len(rule.members)] or (tuple(jurors) if len(jurors) == 1 else ())
    return wanted


def _of_session(office: Office) -> tuple[Juror, ...]:
    """Who replaces the professional isn't proposed beside one."""
    jurors = office.session.jurors
    professional = any(not each.role.facts.teaches for each in jurors)
    return tuple(each for each in jurors if not (professional and each.replaces_professional))


def _last_opened(office: Office, number: int, oral: Oral) -> tuple[Oral, str]:
    """The last oral of the same day and exam whose commission has sat, or this one."""
    day = office.file.index.on_day(oral.plan.scheduled.date())
    for each in reversed([line for line in day if line.oral != number and line.stage.facts.seated]):
        try:
            other = office.oral(each.oral)
        except FileProblem:
            # A damaged journal is told when its oral is opened; it must not hold this one back.
            continue
        if other.jurors and other.form.commission == oral.form.commission:
            name = other.plan.candidate.full_name
            own = oral.form.situation is not None and name == oral.plan.candidate.full_name
            return other, "l’autre situation" if own else name
    return oral, ""


def commission_lines(oral: Oral) -> Iterator[str]:
    """What the composition calls for: a replacement, two teachers alone, an empty seat and its decision."""
    for remark in seat_notices(oral.form, oral.jurors) if oral.jurors else ():
        if not remark.needs_decision:
            yield remark.text
    for vacancy in oral.proceedings.vacancies:
        yield vacancy_words(vacancy)


def vacancy_words(vacancy: Vacancy) -> str:
    """« Place vide : professionnel. Décision du président du jury, Mme X : … »."""
    seat = vacancy.role.facts.title.lower()
    return (
        f"Place vide{COLON} {seat}. Décision du président du jury, {vacancy.president}{COLON}"
        f" {vacancy.reason}"
    )


def presence_lines(oral: Oral) -> Iterator[str]:
    """Who was checked at arrival, and how late."""
    proceedings, presence = oral.proceedings, oral.proceedings.presence
    if presence is not None:
        signed = {
            Attendance.DRAWN: "émargement signé à l’écran",
            Attendance.PAPER: "émargement signé sur la feuille",
            Attendance.NOT_SIGNED: "",
        }[presence.attendance]
        convocation = "convocation présentée" if presence.convocation else ""
        identity = "pièce d’identité vérifiée" if presence.identity else ""
        if words := ", ".join(filter(None, (convocation, identity, signed))):
            yield words.capitalize()
    if proceedings.lateness is not None:
        late = proceedings.lateness
        yield (
            f"Retard de {late.minutes}{NARROW}min, admis par {late.admitted_by}, chef de centre{COLON}"
            f" {late.reason}. Aucun temps ajouté."
        )


def dossier_lines(oral: Oral) -> Iterator[str]:
    """What the dossier's check concludes and finds, and what was not recorded at arrival."""
    check = oral.proceedings.dossier
    if check is not None:
        yield f"Dossier{COLON} {check.outcome.facts.label.lower()}"
        yield from fault_words(oral.form.dossier, check, oral.plan.candidate.course)
    yield from played_lines(oral)
    lacking = ", ".join(unchecked(oral))
    if lacking and oral.stage.facts.seated:
        yield f"Non consigné{COLON} {lacking}"


def opinion_line(history: History) -> str:
    """« Avis séparés, révélés à 14:52 », « Avis commun de la commission »; "" before the end of the oral, and
    for one interrogator alone.
    """
    oral = history.oral
    if not oral.stage.facts.over or len(oral.jurors) == 1:
        return ""
    if oral.debate.mode is OpinionMode.COMMON:
        return "Avis commun de la commission"
    if not oral.debate.revealed:
        return "Avis séparés, non encore révélés"
    kept = entries_without(history.entries, frozenset(history.undone))
    # An older version received a sheet without the hour of its reveal.
    told = (e.reading for e in reversed(kept) if isinstance(e.event, Revealed) and e.sequence > 0)
    at = next(told, None)
    moment = f" à {formats.hour(at.utc)}" if at is not None else ""
    reason = oral.debate.reveal_reason
    return f"Avis séparés, révélés{moment}" + (
        f", sans attendre tous les avis{COLON} {reason}" if reason else ""
    )
