"""What two workstations changed, side by side, and what others did meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from btstc_jury.application.centre.columns import ListField
from btstc_jury.application.centre.conflicts import Both
from btstc_jury.application.centre.naming import named
from btstc_jury.application.centre.ports import CentreAct
from btstc_jury.application.views import formats
from btstc_jury.application.views.centre.day import candidate_name, commission_name, juror_name
from btstc_jury.application.views.centre.setup import juror_line, rule_lines, wish_words
from btstc_jury.domain.centre.candidates import CentreCandidate
from btstc_jury.domain.centre.collected import Choice, Tie
from btstc_jury.domain.centre.timetable import CentreCommission, Printed, Slot, SlotState, Timetable
from btstc_jury.domain.moments import Instant

_SHOWN = 3


class ClashView(NamedTuple):
    """``what``: it is about; ``there``: as it is now, ``mine``: as it would be; in words."""

    what: str
    there: str
    mine: str


def clash_views(timetable: Timetable, found: Sequence[Both]) -> tuple[ClashView, ...]:
    """``timetable``: as it is now, for names."""
    return tuple(ClashView(_what(timetable, each), *_sides(timetable, each)) for each in found)


def act_line(act: CentreAct) -> str:
    """« 14:02, M. Santos : Créneau de MOREAU déplacé »."""
    return f"{formats.hour(Instant(act.utc))}, {act.author}\u202f: {act.words}"


def others_line(acts: Sequence[CentreAct]) -> str:
    """What others did, calmly, in a line: « M. Santos : 3 candidats placés », the last ones by name."""
    told = [f"{each.author}\u202f: {each.words.rstrip('.')}" for each in acts[-_SHOWN:]]
    more = len(acts) - len(told)
    before = [f"{formats.count(more, 'autre acte', 'autres actes')} avant"] if more > 0 else []
    return " · ".join([*told, *before])


def _what(timetable: Timetable, both: Both) -> str:  # noqa: PLR0911 - a line a part
    match both.part:
        case "slots" | "printed" | "papers":
            return f"{candidate_name(timetable, both.key[0])}, {both.key[1]}"
        case "candidates":
            known = both.there or both.read or both.mine
            return f"Candidat {known.full_name}" if known is not None else "Candidat"
        case "commissions":
            return commission_name(timetable, both.key).capitalize()
        case "jurors":
            return f"Examinateur {juror_name(timetable, both.key)}"
        case "rooms":
            return "Salle de préparation"
        case "wishes":
            return f"Souhaits de {candidate_name(timetable, both.key)}"
        case "rules":
            return "Règles de placement"
        case "centre":
            return "Nom et UAI du centre"
        case _:
            return "Décision sur ce qui est revenu"


def _sides(timetable: Timetable, both: Both) -> tuple[str, str]:
    if both.part == "candidates":
        return _of_candidates(both)
    if both.part == "rules":
        there, mine = (rule_lines(each) for each in (both.there, both.mine))
        apart = [pair for pair in zip(there, mine, strict=True) if pair[0] != pair[1]]
        return "\n".join(each for each, _ in apart), "\n".join(each for _, each in apart)
    if both.part == "decisions":
        return _decision(both.there), "la vôtre"
    if both.part == "centre":
        return named(both.there), named(both.mine)
    return _words(timetable, both.there), _words(timetable, both.mine)


def _decision(there: Choice | Tie | None) -> str:
    match there:
        case None:
            return "reprise par quelqu’un d’autre"
        case Choice():
            return f"autre version choisie par {there.author}\u202f: {there.reason}"
        case Tie():
            return f"rattachée ailleurs par {there.author}"


def _words(timetable: Timetable, value: Any) -> str:  # noqa: ANN401, PLR0911 - a line a kind
    match value:
        case None:
            return "rien"
        case Slot():
            return _slot_words(timetable, value)
        case Printed():
            return f"imprimé\u202f: {_slot_words(timetable, value.slot)}"
        case CentreCommission():
            jurors = ", ".join(juror_name(timetable, each) for each in value.jurors)
            parts = (f"salle {value.room}" if value.room else "", jurors, _windows(value))
            return ", ".join(filter(None, parts)) or "sans salle ni examinateur"
        case _ if hasattr(value, "seats"):
            return f"{value.name}, {formats.count(value.seats, 'place')}"
        case _ if hasattr(value, "avoids"):
            return wish_words(timetable, value) or "aucun"
        case _:
            return juror_line(value)


def _slot_words(timetable: Timetable, slot: Slot) -> str:
    day = formats.long_day(slot.oral.date(), year=False).lower()
    parts = [f"{day} à {formats.clock(slot.oral)}", commission_name(timetable, slot.commission)]
    if slot.fixed:
        parts.append("fixé")
    parts.append({SlotState.PLANNED: "", SlotState.BEGUN: "commencé", SlotState.ABSENT: "absent"}[slot.state])
    return ", ".join(filter(None, parts))


def _windows(commission: CentreCommission) -> str:
    return formats.count(len(commission.half_days), "demi-journée")


def _of_candidates(both: Both) -> tuple[str, str]:
    if both.there is None or both.mine is None:
        return ("retiré", "gardé et corrigé") if both.there is None else ("corrigé", "retiré")
    there: CentreCandidate = both.there
    mine: CentreCandidate = both.mine
    sides: tuple[list[str], list[str]] = ([], [])
    labels = {each.value: each.facts.label for each in ListField}
    for name, one, other in zip(CentreCandidate._fields, there, mine, strict=True):
        if one != other and name in labels:
            for side, value in zip(sides, (one, other), strict=True):
                side.append(f"{labels[name]}\u202f: {'—' if value in (None, '') else value}")
    return "\n".join(sides[0]), "\n".join(sides[1])
