"""What the jury decides on an épreuve, and the other situation of a CCF beside the one at hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from btstc_jury.application.exams import Gathered, Interrogation, gathered_of
from btstc_jury.application.office import Office
from btstc_jury.application.views import formats, messages, people
from btstc_jury.application.views.deliberation import read_mark
from btstc_jury.application.views.formats import COLON
from btstc_jury.application.views.planning import parse_length
from btstc_jury.application.views.shared_total import shared_total
from btstc_jury.domain.elsewhere import Elsewhere
from btstc_jury.domain.events import JuryDecided
from btstc_jury.domain.exam import Exam
from btstc_jury.domain.form import Situation
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.refusals import Reason, Refusal, refuse_unfit
from btstc_jury.domain.signing import JuryDecision
from btstc_jury.domain.standing import Status

_STEP = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class BesideView:
    """The other situation of the épreuve. ``words``: what is known of it; ``oral``: its number in the file, 0
    where it isn't there; ``warnings``: what to look at. ``known``: something is; ``held``: it took place, and
    has a grid to look at; ``editable``: its particulars may be recorded here.
    """

    situation: int
    words: str
    oral: int = 0
    warnings: tuple[str, ...] = ()
    known: bool = True
    held: bool = False
    editable: bool = False


def beside_views(office: Office, number: int) -> tuple[BesideView, ...]:
    """Each other situation, in order; what to look at stands with the first. Raises ``FileProblem``."""
    own = office.oral(number).form.situation
    if own is None:
        return ()
    whole = gathered_of(office, number)
    others = [each for each in range(1, own.count + 1) if each != own.number]
    views = tuple(_beside(office, whole, own, each) for each in others)
    warnings = tuple(exam_warnings(whole))
    return tuple(replace(each, warnings=() if place else warnings) for place, each in enumerate(views))


def _beside(office: Office, whole: Gathered, own: Situation, situation: int) -> BesideView:
    found = [each for each in whole.interrogations if each.held.situation == situation]
    if not found:
        unknown = (
            "écrite, rien n’en est consigné ici."
            if situation in own.written
            else "elle n’est pas dans ce fichier."
        )
        words = f"Situation {situation}{COLON} {unknown}"
        return BesideView(situation, words, known=False, editable=not office.read_only)
    other = found[-1]
    time_left = _time_left(office, whole) if own.count == len(_PAIR) else ""
    return BesideView(
        situation,
        words=" ".join(filter(None, (f"{interrogation_words(other)}.", time_left))),
        oral=other.held.oral,
        held=other.held.begun,
        editable=other.recorded and not office.read_only,
    )


_PAIR = (1, 2)
"""Situations that share one total (a circular's 50 minutes of E4)."""


def _time_left(office: Office, whole: Gathered) -> str:
    """« Il reste 24:00 pour la situation 2. » where both share one total (a circular's 50 minutes) and the
    second has not begun; "" otherwise.
    """
    first, second = (
        [each.held for each in whole.interrogations if each.held.situation == number] for number in _PAIR
    )
    used = first[0].used if len(first) == 1 else None
    if used is None or len(second) != 1 or not second[0].oral:
        return ""
    shared = shared_total(office, second[0].oral)
    if shared is None or not office.oral(second[0].oral).stage.facts.waiting:
        return ""
    left = (shared.whole - Duration.seconds(used.whole_seconds)).floored()
    return f"Il reste {formats.minutes(left)} pour la situation 2."


def interrogation_words(known: Interrogation) -> str:
    """« Situation 1 : interrogation du 20/11/2026, proposition validée, 18:40 utilisées, note proposée
    12 ».
    """
    held = known.held
    name = f"Situation {held.situation}{COLON} interrogation" if held.situation else "Interrogation"
    settled = "proposition validée" if held.proposed else ""
    usual = held.proposed and not held.status.worth.report
    stage = "" if usual else f"{known.stage[:1].lower()}{known.stage[1:]}"
    used = f"{formats.minutes(held.used)} utilisées" if held.used is not None else ""
    mark = f"note proposée {formats.mark(held.mark)}" if held.mark is not None else ""
    told = [f"{name} du {formats.short_day(held.on)}", settled, stage, used, mark, known.told]
    return ", ".join(filter(None, told))


def exam_warnings(whole: Gathered) -> Iterator[str]:
    """What is unusual in the situations of an épreuve."""
    if whole.exam.reversed is not None:
        late, early = whole.exam.reversed
        when = "est prévue" if whole.exam.misplanned else "a eu lieu"
        source = " (annexe V, E4 et E6, § 4.A)" if whole.exam.code in {"E4", "E6"} else ""
        yield f"La situation {late} {when} avant la situation {early}{source}."
    for twice in whole.exam.twice:
        yield f"La situation {twice} figure deux fois{COLON} retirez de la liste celle qui ne compte pas."
    if whole.copies:
        yield "Deux copies du fichier d’examen disent autre chose de la même interrogation."
    old = [each for each in whole.exam.of_one_situation if not (each.decision and each.decision.exam)]
    for each in old if whole.exam.tied else ():
        mark = formats.mark(each.decision.mark) if each.decision else ""
        yield (
            f"Une note, {mark}, a été consignée sur la seule situation {each.situation} par une version"
            " antérieure du programme\u202f: la décision sur l’épreuve est à consigner."
        )


@dataclass(frozen=True, slots=True)
class JuryDecisionView:
    """``words``: what is recorded; ``mark``, ``on`` and ``remark``: what stands in the fields, "" before
    there is a decision, which the proposal is not; ``undecidable``: why the jury can't decide yet and what
    to do, ``obstacle``: why nothing can be given to the candidate yet; "" for nothing.
    ``unsigned``: whose signatures the grids lack, "" for nobody's: the jury decides all the same.
    ``undoable``: an undo would take back the last decision.
    """

    words: str
    mark: str
    on: str
    remark: str
    decided: bool
    editable: bool
    undecidable: str
    obstacle: str
    unsigned: str
    undoable: bool


@dataclass(frozen=True, slots=True)
class DecisionEntry:
    """``decision``: ``None`` where one of the errors says why."""

    decision: JuryDecided | None
    mark_error: str = ""
    day_error: str = ""
    remark_error: str = ""


def jury_decision_view(office: Office, number: int) -> JuryDecisionView | None:
    """``None`` before the proposal is settled, or where nothing is to be decided. Raises ``FileProblem``."""
    oral = office.oral(number)
    facts, situation = oral.stage.facts, oral.form.situation is not None
    if not (facts.settled and (facts.over or (situation and facts.listed))):
        return None
    whole = gathered_of(office, number)
    decision, undecidable = whole.exam.decision, whole.exam.undecidable
    words = f"Décision du jury sur l’épreuve {whole.exam.code}{COLON} pas encore consignée."
    if decision is not None:
        words = decision_words(decision, formats.mark(oral.form.mark.maximum), whole.exam.code)
    return JuryDecisionView(
        words=words,
        mark=formats.mark(decision.mark) if decision is not None else "",
        on=formats.short_day(decision.on) if decision is not None else "",
        remark=decision.remark if decision is not None else "",
        decided=decision is not None,
        editable=not office.read_only and undecidable is None,
        undecidable=messages.refusal(Refusal(undecidable)) if undecidable is not None else "",
        obstacle=" ".join(_obstacles(whole.exam)),
        unsigned=people.lacking_words(_unsigned(office, whole)) if undecidable is None else "",
        undoable=not office.read_only and _last_is_decision(office, number),
    )


def _obstacles(exam: Exam) -> Iterator[str]:
    """Why nothing is given yet: signatures that lack are told beside what comes before them."""
    reason = exam.incommunicable
    if reason is not None:
        yield messages.refusal(Refusal(reason))
    if reason not in {exam.undecidable, Reason.SIGNATURES_MISSING} and exam.unsigned:
        yield messages.refusal(Refusal(Reason.SIGNATURES_MISSING))


def _unsigned(office: Office, whole: Gathered) -> str:
    """« situation 1 (Camille Fictif), situation 2 (grille signée non vue) »; of a ponctuel, the names."""
    told: list[str] = []
    for each in whole.interrogations:
        held = each.held
        if held.unsigned:
            who = people.unsigned_names(office.oral(held.oral)) if held.oral else each.lacks
            told.append(f"situation {held.situation} ({who})" if held.situation else who)
    return ", ".join(told)


def _last_is_decision(office: Office, number: int) -> bool:
    """Whether an undo takes the decision back, and nothing else."""
    history = office.history(number)
    act = history.undoable()
    return act is not None and all(isinstance(each.event, JuryDecided) for each in history.act(act))


def decision_words(decision: JuryDecision, out_of: str, exam: str) -> str:
    """« Note de l’épreuve E4 arrêtée par le jury le 02/07/2027 : 13 sur 20. Remarque : … »."""
    on = formats.short_day(decision.on)
    mark = f"{formats.mark(decision.mark)} sur {out_of}"
    remark = f" Remarque du jury{COLON} {decision.remark}" if decision.remark else ""
    return f"Note de l’épreuve {exam} arrêtée par le jury le {on}{COLON} {mark}.{remark}"


def read_decision(office: Office, number: int, mark: str, day: str, remark: str = "") -> DecisionEntry:
    """What was typed, « 12,5 » and « 12/07/2027 », as the act that records it, or why it isn't one.

    The jury isn't held to the commission's step.
    """
    whole, oral = gathered_of(office, number), office.oral(number)
    rule = replace(oral.form.mark, step=_STEP)
    entry = read_mark(mark, rule)
    mark_error = entry.error or ("" if entry.mark is not None else "Indiquez la note arrêtée par le jury.")
    on, day_error = formats.read_day(
        day, office.now().utc, "Cette date est à venir\u202f: le jury n’a pas encore décidé."
    )
    if on is not None and on < max(each.on for each in whole.exam.held):
        day_error = "Le jury n’a pas pu arrêter la note avant l’interrogation."
    remark_error = _unfit(remark)
    if mark_error or day_error or remark_error or entry.mark is None or on is None:
        return DecisionEntry(None, mark_error, day_error, remark_error)
    decision = JuryDecision(entry.mark, on, remark.strip(), whole.exam.code)
    first, *further = (whole.exam.tied and whole.exam.beside(number)) or (0,)
    return DecisionEntry(JuryDecided(decision, first, tuple(further)))


def _unfit(text: str) -> str:
    try:
        refuse_unfit(text)
    except Refusal as refused:
        return messages.refusal(refused)
    return ""


@dataclass(frozen=True, slots=True)
class TypedSituation:
    """What is typed of a situation held elsewhere, as it is typed; ``status``: chosen."""

    on: str
    mark: str
    used: str
    place: str
    appreciation: str
    status: Status
    signed: bool


@dataclass(frozen=True, slots=True)
class SituationEntry:
    """``other``: ``None`` where one of the errors says why."""

    other: Elsewhere | None
    on_error: str = ""
    mark_error: str = ""
    used_error: str = ""


def read_situation(office: Office, number: int, situation: int, typed: TypedSituation) -> SituationEntry:
    """Of another situation than that of the oral; without a mark where the candidate was absent."""
    form = office.oral(number).form
    on, on_error = formats.read_day(typed.on, office.now().utc)
    entry = read_mark(typed.mark, replace(form.mark, step=_STEP))
    mark_error = entry.error
    if typed.status.worth.held and entry.mark is None and not mark_error:
        mark_error = "Indiquez la note proposée à cette situation."
    if not typed.status.worth.held and entry.mark is not None:
        mark_error = "Un candidat absent n’a pas de note proposée."
    used, used_error = _read_length(typed.used)
    if on is None or on_error or mark_error or used_error:
        return SituationEntry(None, on_error, mark_error, used_error)
    return SituationEntry(
        Elsewhere(
            situation=situation,
            on=on,
            mark=entry.mark,
            used=used,
            signed=typed.signed,
            status=typed.status,
            place=typed.place.strip(),
            appreciation=typed.appreciation.strip(),
        )
    )


def _read_length(text: str) -> tuple[Duration | None, str]:
    """« 26:00 »; nothing for an empty field."""
    if not text.strip():
        return None, ""
    found = parse_length(text)
    wrong = "Écrivez le temps utilisé ainsi\u202f: 26:00 (minutes:secondes)."
    return found, "" if found is not None else wrong
