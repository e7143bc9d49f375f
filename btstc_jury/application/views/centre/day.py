"""What is wrong with the days of a centre, and what could be better, as sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from btstc_jury.application.views.centre.told import commission_words
from btstc_jury.application.views.formats import COLON, NARROW, clock, count, long_day
from btstc_jury.domain.centre.acquaintance import of_own_school, to_avoid
from btstc_jury.domain.centre.day_costs import CostKind, DayCost, DayCosts
from btstc_jury.domain.centre.day_faults import DayFault, FaultKind, empty_seats
from btstc_jury.domain.centre.opening import centre_opens, lunches
from btstc_jury.domain.centre.timetable import (
    STEP,
    CentreCommission,
    CentreJuror,
    Slot,
    SlotKey,
    Timetable,
    Window,
    length,
    needs,
)
from btstc_jury.domain.commission import Role

_MINUTE = timedelta(minutes=1)
_NAMED = 3
"""People told by their names; of more, how many."""


@dataclass(frozen=True, slots=True)
class FaultView:
    """``title``: whom it is about; ``day``: ``None`` where it is about none."""

    title: str
    words: str
    day: date | None
    fault: DayFault


def fault_view(timetable: Timetable, fault: DayFault) -> FaultView:
    day = None if fault.at is None else fault.at.date()
    return FaultView(fault_title(timetable, fault), fault_words(timetable, fault), day, fault)


def conflict_words(timetable: Timetable, faults: Iterable[DayFault], day: date | None) -> str:
    """Before papers go out: what is wrong of what they tell, of one ``day`` or all; "" for nothing."""
    wrong = [
        each
        for each in faults
        if each.misplaces
        and any(
            day in {None, timetable.slots[key].oral.date()} for key in each.slots if key in timetable.slots
        )
    ]
    if not wrong:
        return ""
    told = count(len(wrong), "problème demeure", "problèmes demeurent")
    return f"{told} (F3 à la page «{NARROW}Journée{NARROW}»){COLON} ce qui s’imprime ainsi sera à refaire."


def minutes(length: timedelta | int) -> str:
    """« 50 min », « 3 h 20 », « 2 h »; of minutes, where it is a number."""
    whole = length if isinstance(length, int) else length // _MINUTE
    hours, rest = divmod(whole, 60)
    if not hours:
        return f"{rest}{NARROW}min"
    return f"{hours}{NARROW}h" + (f"{NARROW}{rest:02d}" if rest else "")


def candidate_name(timetable: Timetable, candidate: int) -> str:
    known = timetable.candidates.get(candidate)
    return "Candidat retiré de la liste" if known is None else known.full_name


def commission_name(timetable: Timetable, commission: int) -> str:
    """« commission 3 », within a sentence."""
    known = timetable.commissions.get(commission)
    return "commission retirée" if known is None else commission_words(known.number)


def juror_name(timetable: Timetable, juror: int) -> str:
    known = timetable.jurors.get(juror)
    return "Examinateur retiré" if known is None else known.name


def _day_and_hour(moment: datetime) -> str:
    return f"{long_day(moment.date(), year=False).lower()} à {clock(moment)}"


def fault_title(timetable: Timetable, fault: DayFault) -> str:
    """Whom it is about: a juror, a room, a commission, or candidates."""
    if fault.kind is FaultKind.JUROR_TWICE:
        return juror_name(timetable, fault.juror)
    if fault.room:
        return timetable.rooms[fault.room].name
    if fault.kind in {FaultKind.NO_LENGTH, FaultKind.NO_JUROR, FaultKind.EMPTY_SEAT}:
        return commission_name(timetable, fault.commission).capitalize()
    return _people(timetable, fault.slots)


def _people(timetable: Timetable, slots: Sequence[SlotKey]) -> str:
    names = [*dict.fromkeys(candidate_name(timetable, each.candidate) for each in slots)]
    return ", ".join(names) if len(names) <= _NAMED else count(len(names), "candidat")


def fault_words(timetable: Timetable, fault: DayFault) -> str:
    """What is wrong, in a sentence, without who it is about: that is its title."""
    return _FAULTS[fault.kind](timetable, fault)


_Told = Callable[[Timetable, DayFault], str]


def _slot(timetable: Timetable, fault: DayFault) -> Slot:
    return timetable.slots[fault.slots[0]]


def _about(tell: Callable[[Timetable, DayFault, Slot], str]) -> _Told:
    """« E4 à 10 h 50 », and what speaks against."""

    def told(timetable: Timetable, fault: DayFault) -> str:
        slot = _slot(timetable, fault)
        return f"{slot.exam} à {clock(slot.oral)}{tell(timetable, fault, slot)}"

    return told


def _elsewhere(timetable: Timetable, fault: DayFault, slot: Slot) -> str:
    form = timetable.forms.get(timetable.commissions[fault.commission].form)
    start = f", mais la {commission_name(timetable, fault.commission)}"
    if form is None:
        return f"{start} n’a pas de grille connue."
    if form.exam != slot.exam:
        return f"{start} entend l’{form.exam}."
    own, other = ("en CCF", "en ponctuel") if form.in_ccf else ("en ponctuel", "en CCF")
    return f"{start} l’entend {own}, et le candidat la passe {other}."


def _lengths(timetable: Timetable, fault: DayFault, slot: Slot) -> str:
    due = length(timetable, timetable.commissions[fault.commission], slot.candidate)
    planned = slot.oral - slot.preparation, slot.ends - slot.oral, slot.free - slot.ends
    words = "de préparation", "d’interrogation", "de délibération"
    differing = [
        f"{minutes(one)} {what} au lieu de {minutes(other)}"
        for one, other, what in zip(planned, due, words, strict=True)
        if one != timedelta(minutes=other)
    ]
    return f"{COLON} {', '.join(differing)}."


def _closed(words: str, windows: Callable[[Timetable, CentreCommission], Sequence[Window]]) -> _Told:
    """Of what shuts a commission: « de 12 h 00 à 13 h 00 »."""

    def told(timetable: Timetable, fault: DayFault) -> str:
        slot, commission = _slot(timetable, fault), timetable.commissions[fault.commission]
        shut = [each for each in windows(timetable, commission) if each.begins == fault.at]
        hours = "".join(f" (de {clock(each.begins)} à {clock(each.ends)})" for each in shut[:1])
        whole = f"{slot.exam} de {clock(slot.oral)} à {clock(slot.free)}, délibération comprise"
        return f"{whole}{COLON} {words}{hours}."

    return told


def _hours(timetable: Timetable, fault: DayFault, slot: Slot) -> str:
    known = timetable.jurors.get(fault.juror)
    hours = () if known is None else known.hours
    there = [
        f"de {clock(begins)} à {clock(ends)}" for begins, ends in hours if begins.date() == slot.oral.date()
    ]
    when = f"n’est là que {' et '.join(there)}" if there else "n’est pas là ce jour-là"
    return f" jusqu’à {clock(slot.free)}, mais {juror_name(timetable, fault.juror)} {when}."


def _both(timetable: Timetable, fault: DayFault) -> str:
    before, after = (timetable.slots[each] for each in fault.slots)
    names = [candidate_name(timetable, each.candidate) for each in (before, after)]
    return (
        f"{commission_name(timetable, fault.commission).capitalize()}{COLON} {names[0]} jusqu’à"
        f" {clock(before.free)}, délibération comprise, et {names[1]} dès {clock(after.oral)}."
    )


def _after(timetable: Timetable, fault: DayFault) -> str:
    before, after = (timetable.slots[each] for each in fault.slots)
    prepared = after.oral - after.preparation
    needed = [
        f"{minutes(timetable.rules.gap)} d’écart" if fault.kind is FaultKind.GAP else "",
        f"{minutes(prepared)} de préparation" if prepared else "",
    ]
    start = f"{after.exam} à {clock(after.oral)}, mais son {before.exam} finit à {clock(before.ends)}"
    told = " et ".join(filter(None, needed))
    return f"{start}{COLON} {told} ne tiennent pas." if told else f"{start}."


def _of_juror(timetable: Timetable, fault: DayFault) -> str:
    before, after = (timetable.slots[each] for each in fault.slots)
    one, other = (commission_name(timetable, each.commission) for each in (before, after))
    return f"Dans la {one} jusqu’à {clock(before.free)}, et dans la {other} dès {clock(after.oral)}."


def _seats(timetable: Timetable, fault: DayFault) -> str:
    seats = count(timetable.rooms[fault.room].seats, "place")
    when = "" if fault.at is None else f" à {clock(fault.at)}"
    who = _people(timetable, fault.slots)
    return f"{count(len(fault.slots), 'candidat')} en préparation{when} pour {seats}{COLON} {who}."


def _early(timetable: Timetable, _: DayFault, slot: Slot) -> str:
    opens = clock(centre_opens(timetable)[slot.oral.date()])
    return f"{COLON} préparation dès {clock(slot.preparation)}, avant l’ouverture, à {opens}."


def _soon(timetable: Timetable, _: DayFault, slot: Slot) -> str:
    there = timetable.wishes[slot.candidate].not_before
    begins = f", préparation dès {clock(slot.preparation)}" if slot.preparation < slot.oral else ""
    return f"{begins}, mais le candidat n’est là qu’à partir de {_moment(there, slot)}."


def _late(timetable: Timetable, _: DayFault, slot: Slot) -> str:
    return (
        f" jusqu’à {clock(slot.ends)}, mais le candidat n’est là que jusqu’à"
        f" {_moment(timetable.wishes[slot.candidate].not_after, slot)}."
    )


def _moment(moment: datetime | None, slot: Slot) -> str:
    """The hour, with its day where that isn't the slot's."""
    if moment is None:
        return ""
    return clock(moment) if moment.date() == slot.oral.date() else _day_and_hour(moment)


def _unheard(timetable: Timetable, fault: DayFault) -> str:
    (key,) = fault.slots
    ways = {each.key: each.in_ccf for each in needs(timetable)}
    how = "en CCF" if ways.get(key) else "en ponctuel"
    return f"Aucune commission n’entend l’{key.exam} {how}."


def lacking_words(empty: Sequence[Role]) -> str:
    """« il manque un professeur d’économie et gestion et un professionnel »; of one at least."""
    titles = (each.facts.title for each in empty)
    *first, last = (f"un {each[:1].lower()}{each[1:]}" for each in titles)
    return f"il manque {' et '.join(filter(None, (', '.join(first), last)))}"


def _empty(timetable: Timetable, fault: DayFault) -> str:
    commission = timetable.commissions[fault.commission]
    empty = empty_seats(timetable, commission)
    form = timetable.forms[commission.form]
    asked = "les demande" if len(empty) > 1 else "en demande un"
    words = lacking_words(empty)
    return f"{words[:1].upper()}{words[1:]} (la forme {form.name or form.exam} {asked})."


_FAULTS: Mapping[FaultKind, _Told] = {
    FaultKind.NOT_LISTED: _about(lambda *_: ", pour un candidat qui n’est plus dans la liste."),
    FaultKind.ABSENT: _about(lambda *_: ", mais le candidat est absent."),
    FaultKind.NOT_DUE: _about(lambda *_: ", mais le candidat ne passe pas cette épreuve ici."),
    FaultKind.NO_COMMISSION: _about(lambda *_: ", devant une commission qui a été retirée."),
    FaultKind.NOT_HEARD_HERE: _about(_elsewhere),
    FaultKind.NO_LENGTH: lambda *_: "La durée de l’interrogation est à fixer.",
    FaultKind.NO_JUROR: lambda *_: "Aucun examinateur.",
    FaultKind.EMPTY_SEAT: _empty,
    FaultKind.TIMES: _about(_lengths),
    FaultKind.OFF_STEP: _about(lambda *_: f"{COLON} les horaires vont de {STEP} en {STEP}{NARROW}minutes."),
    FaultKind.COMMISSION_TWICE: _both,
    FaultKind.CANDIDATE_TWICE: _after,
    FaultKind.GAP: _after,
    FaultKind.JUROR_TWICE: _of_juror,
    FaultKind.SEATS: _seats,
    FaultKind.CLOSED: _closed("hors des demi-journées de la commission", lambda *_: ()),
    FaultKind.LUNCH: _closed("c’est l’heure du déjeuner", lunches),
    FaultKind.BREAK: _closed("la commission fait une pause", lambda _, each: each.breaks),
    FaultKind.LOST: _closed("la commission ou sa salle n’est pas disponible", lambda _, each: each.lost),
    FaultKind.JUROR_HOURS: _about(_hours),
    FaultKind.EARLY: _about(_early),
    FaultKind.TOO_SOON: _about(_soon),
    FaultKind.TOO_LATE: _about(_late),
    FaultKind.OWN_SCHOOL: _about(
        lambda timetable, fault, _: f" devant {juror_name(timetable, fault.juror)}, de son lycée."
    ),
    FaultKind.AVOIDED: _about(
        lambda timetable, fault, _: f" devant {juror_name(timetable, fault.juror)}, à éviter."
    ),
    FaultKind.NOBODY_HEARS: _unheard,
    FaultKind.UNPLACED: lambda _, fault: f"{fault.slots[0].exam}{COLON} pas encore de place.",
}


def better_words(timetable: Timetable, costs: DayCosts) -> tuple[str, ...]:
    """What could be better, a sentence for each soft rule that isn't kept, the dearest first."""
    kept = (each for each in costs.each if each.minutes and each.kind is not CostKind.ENDS)
    return tuple(cost_words(timetable, each) for each in sorted(kept, key=lambda each: -each.minutes))


def cost_words(timetable: Timetable, cost: DayCost) -> str:
    """« 3 candidats avec un examinateur de leur lycée. »; "" for what costs nothing."""
    return _COSTS[cost.kind](timetable, cost) if cost.amount else ""


_Cost = Callable[[Timetable, DayCost], str]
_Met = Callable[[Timetable, CentreCommission, int], Iterable[CentreJuror]]


def _before_jurors(one: str, several: str, who: _Met) -> _Cost:
    def told(timetable: Timetable, cost: DayCost) -> str:
        people = {each.candidate for each in cost.parts}
        if len(cost.parts) > 1:
            return f"{count(len(people), 'candidat')} {several} (règle souple)."
        (part,) = cost.parts
        commission = timetable.commissions[part.commissions[0]]
        jurors = " et ".join(each.name for each in who(timetable, commission, part.candidate))
        return f"{candidate_name(timetable, part.candidate)} devant {jurors}, {one} (règle souple)."

    return told


def _balance(timetable: Timetable, cost: DayCost) -> str:
    told = []
    for part in cost.parts:
        most, fewest = (commission_name(timetable, each) for each in part.commissions)
        told.append(f"{most} entend {count(part.amount + 1, 'candidat')} de plus que la {fewest}")
    return f"La {', la '.join(told)}."


def _days(timetable: Timetable, cost: DayCost) -> str:
    if len(cost.parts) > 1:
        return f"{count(len(cost.parts), 'candidat')} à faire venir plusieurs jours."
    (part,) = cost.parts
    return f"{candidate_name(timetable, part.candidate)} à faire venir {part.amount + 1} jours."


def _waits(timetable: Timetable, cost: DayCost) -> str:
    whole = minutes(cost.amount)
    if len(cost.parts) > 1:
        return f"{count(len(cost.parts), 'candidat')} attendent entre deux épreuves, {whole} en tout."
    return f"{candidate_name(timetable, cost.parts[0].candidate)} attend {whole} entre deux épreuves."


def _holes(timetable: Timetable, cost: DayCost) -> str:
    whole = minutes(cost.amount)
    sitting = {each.commissions[0] for each in cost.parts}
    if len(sitting) > 1:
        return f"{len(sitting)} commissions attendent entre deux candidats, {whole} en tout."
    (commission,) = sitting
    return f"La {commission_name(timetable, commission)} attend {whole} entre deux candidats."


def _ends(timetable: Timetable, cost: DayCost) -> str:
    ends = [timetable.slots[each.slots[0]].free for each in cost.parts]
    return f"Fin{COLON} {', '.join(map(_day_and_hour, sorted(ends)))}."


_COSTS: Mapping[CostKind, _Cost] = {
    CostKind.OWN_SCHOOL: _before_jurors("de son lycée", "avec un examinateur de leur lycée", of_own_school),
    CostKind.AVOIDED: _before_jurors("à éviter", "avec un examinateur à éviter", to_avoid),
    CostKind.BALANCE: _balance,
    CostKind.ONE_DAY: _days,
    CostKind.WAITING: _waits,
    CostKind.HOLES: _holes,
    CostKind.ENDS: _ends,
    CostKind.ORDER: lambda _, cost: (
        f"{count(cost.amount, 'candidat passe', 'candidats passent')} avant le précédent de la liste."
    ),
    CostKind.PRINTED: lambda _, cost: (
        f"{count(cost.amount, 'horaire déjà imprimé est changé', 'horaires déjà imprimés sont changés')}."
    ),
}
