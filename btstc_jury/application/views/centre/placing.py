"""What the solver did, or why it couldn't, as sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from btstc_jury.application.centre.placing import NoPlan, Placement, PlacingNews
from btstc_jury.application.centre.placing_counts import Shortage
from btstc_jury.application.centre.placing_problem import Rule, RuleKind
from btstc_jury.application.centre.placing_ways import Way, WayKind, WayOut
from btstc_jury.application.views.centre.day import (
    better_words,
    candidate_name,
    commission_name,
    juror_name,
    minutes,
)
from btstc_jury.application.views.formats import COLON, NARROW, clock, count, long_day
from btstc_jury.domain.centre.timetable import Timetable, Window

MISSING = (
    "Le placement automatique demande OR-Tools, qui n’est pas installé. Pour l’ajouter"
    f"{COLON} «{NARROW}pip install 'btstc-jury[centre]'{NARROW}» (paquet «{NARROW}ortools{NARROW}»),"
    f" puis relancez le programme. D’ici là, placez dans l’ordre de la liste, ou à la main{COLON}"
    " rien n’a été changé."
)
STOPPED = (
    f"Le calcul s’est arrêté de lui-même (mémoire ou temps){COLON} rien n’a été changé."
    " Recommencez, ou placez dans l’ordre de la liste."
)
_BETTER = "Le calcul cherche encore mieux (moins d’attente, de trous, d’examinateurs du lycée du candidat)."
GIVEN_UP = f"Placement abandonné{COLON} rien n’a été changé."


@dataclass(frozen=True, slots=True)
class WayView:
    words: str
    way: WayOut


@dataclass(frozen=True, slots=True)
class NoPlanView:
    """``reasons``: sentences; ``ways``: none where nothing that was tried helps; ``partial``: what accepting
    the plan with gaps comes to.
    """

    title: str
    reasons: tuple[str, ...]
    ways: tuple[WayView, ...]
    partial: str


def news_words(news: PlacingNews) -> str:
    """« 12 s : 580 interrogations placées sur 600. »; no cost, which only the solver understands."""
    seconds = f"{int(news.seconds)}{NARROW}s"
    if news.proving:
        return f"{seconds}{COLON} recherche des règles qui se gênent et des façons d’en sortir."
    placed = f"{count(news.placed, 'interrogation placée', 'interrogations placées')} sur {news.due}"
    if news.placed < news.due:
        return f"{seconds}{COLON} {placed}."
    return f"{seconds}{COLON} {placed}. {_BETTER}"


def placed_words(placement: Placement) -> tuple[str, ...]:
    """What was done, who is left out, and what could be better."""
    told = len(placement.timetable.slots)
    seconds = f"{max(1, round(placement.seconds))}{NARROW}s"
    ending = f"{COLON} aucun plan ne coûte moins" if placement.optimal else ""
    return (
        f"{count(told, 'interrogation placée', 'interrogations placées')} en {seconds}{ending}.",
        *_left_out(placement),
        *better_words(placement.timetable, placement.costs),
    )


def _left_out(placement: Placement) -> tuple[str, ...]:
    if not placement.missing:
        return ()
    names = [
        f"{candidate_name(placement.timetable, each.candidate)} ({each.exam})" for each in placement.missing
    ]
    whole = count(len(names), "interrogation reste à placer", "interrogations restent à placer")
    return (f"{whole}{COLON} {', '.join(names[:5])}{', …' if len(names) > 5 else ''}.",)


def no_plan_view(timetable: Timetable, found: NoPlan) -> NoPlanView:
    missing = Counter(each.exam for each in found.partial.missing)
    short = Counter(each.exam for each in found.short)
    reasons = [
        shortage_words(timetable, each, missing[each.exam] if short[each.exam] == 1 else 0)
        for each in found.short
    ]
    if found.rules:
        reasons.append(rules_words(timetable, found.rules))
    if not reasons:
        reasons.append("Les demi-journées des commissions ne suffisent pas, avec toutes les autres règles.")
    left = len(found.partial.missing)
    return NoPlanView(
        "Tout ne peut pas être placé.",
        tuple(reasons),
        tuple(WayView(way_out_words(timetable, each), each) for each in found.ways),
        f"Placer tout le reste, et laisser {count(left, 'interrogation')} à placer à la main.",
    )


def shortage_words(timetable: Timetable, short: Shortage, left: int = 0) -> str:
    """« E4 : 42 interrogations à placer, au plus 40 dans les heures des commissions 1 et 2. ». ``left``: that
    the best plan leaves out; counting alone may not account for all of them.
    """
    numbers = [timetable.commissions[each].number for each in short.commissions]
    many = "commissions" if len(numbers) > 1 else "commission"
    due = count(short.due, "interrogation")
    more = left - (short.due - short.room)
    other = "d’une autre règle ou d’un temps majoré"
    also = f" {count(more, 'autre n’y tient', 'autres n’y tiennent')} pas non plus, à cause {other}."
    return (
        f"{short.exam}{COLON} {due} à placer, au plus {short.room} dans les heures"
        f" {'des' if len(numbers) > 1 else 'de la'} {many} {listed(numbers)}.{also if more > 0 else ''}"
    )


def rules_words(timetable: Timetable, rules: Sequence[Rule]) -> str:
    """« Ces règles ne tiennent pas ensemble : … »."""
    told = [_RULES[each.kind](timetable, each) for each in rules]
    if len(told) == 1:
        return f"Cette règle ne tient pas dans les demi-journées{COLON} {told[0]}."
    return f"Ces règles ne tiennent pas ensemble{COLON} {listed(told)}."


def listed(words: Sequence[str]) -> str:
    """« 1, 2 et 3 »."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} et {words[-1]}"


_OfRule = Callable[[Timetable, Rule], str]

_RULES: Mapping[RuleKind, _OfRule] = {
    RuleKind.LUNCH: lambda *_: "le déjeuner",
    RuleKind.BREAK: lambda timetable, each: f"les pauses de la {commission_name(timetable, each.about)}",
    RuleKind.LOST: lambda timetable, each: f"ce qu’a perdu la {commission_name(timetable, each.about)}",
    RuleKind.HOURS: lambda timetable, each: f"les heures de {juror_name(timetable, each.about)}",
    RuleKind.SHARED_JUROR: lambda timetable, each: (
        f"{juror_name(timetable, each.about)}, qui siège dans plusieurs commissions"
    ),
    RuleKind.GAP: lambda timetable, _: (
        f"les {minutes(timetable.rules.gap)} d’écart entre deux interrogations d’un candidat"
    ),
    RuleKind.SEATS: lambda timetable, each: (
        f"{count(timetable.rooms[each.about].seats, 'place')} en {timetable.rooms[each.about].name}"
    ),
    RuleKind.WISH: lambda timetable, each: (
        f"les heures de présence de {candidate_name(timetable, each.about)}"
    ),
    RuleKind.OWN_SCHOOL: lambda *_: "aucun examinateur du lycée du candidat, ni à éviter",
    RuleKind.FIXED: lambda timetable, each: (
        f"{candidate_name(timetable, each.about)} ({each.exam}), qui ne bouge plus"
    ),
    RuleKind.OPENING: lambda *_: "aucune préparation avant l’ouverture du centre",
    RuleKind.NOW: lambda *_: "l’heure qu’il est",
}


def way_out_words(timetable: Timetable, way: WayOut) -> str:
    """« Un écart de 20 min entre deux interrogations d’un candidat. », the steps one after the other."""
    return f" Avec cela{COLON} ".join(way_words(timetable, each) for each in way.steps)


def way_words(timetable: Timetable, way: Way) -> str:
    """What would have to be done, in a few words, and who would have to come for it."""
    return f"{_WAYS[way.kind](timetable, way)}{_coming_words(timetable, way)}"


def _coming_words(timetable: Timetable, way: Way) -> str:
    """Nobody's presence is made longer without a word."""
    if not way.coming:
        return ""
    when: dict[int, list[str]] = {}
    for juror, window in way.coming:
        when.setdefault(juror, []).append(_window(window))
    told = [f"{juror_name(timetable, each)} ({', '.join(windows)})" for each, windows in when.items()]
    return f" Présence à demander, en plus de celle indiquée{COLON} {listed(told)}."


_OfWay = Callable[[Timetable, Way], str]


def _half_days(timetable: Timetable, way: Way) -> str:
    if len(way.added) == 1:
        (window,) = way.added
        commission = commission_name(timetable, way.about[0])
        return f"Une demi-journée de plus pour la {commission}{COLON} {_window(window)}."
    if len({*way.added}) == 1:
        numbers = [timetable.commissions[each].number for each in way.about]
        when = _window(way.added[0])
        return f"Une demi-journée de plus, {when}, pour les commissions {listed(numbers)}."
    of: dict[int, list[str]] = {}
    for identity, window in zip(way.about, way.added, strict=True):
        of.setdefault(identity, []).append(_window(window))
    told = [f"{commission_name(timetable, each)} ({', '.join(windows)})" for each, windows in of.items()]
    return f"{len(way.added)} demi-journées de plus{COLON} {listed(told)}."


def _window(window: Window) -> str:
    day = long_day(window.begins.date(), year=False).lower()
    return f"{day} de {clock(window.begins)} à {clock(window.ends)}"


def _commissions(_: Timetable, way: Way) -> str:
    exams = Counter(way.timetable.forms[way.timetable.commissions[each].form].exam for each in way.about)
    told = [
        f"{'une commission' if number == 1 else f'{number} commissions'} de plus pour l’{exam}"
        for exam, number in exams.items()
    ]
    words = listed(told)
    return f"{words[0].upper()}{words[1:]}, aux heures des autres."


_WAYS: Mapping[WayKind, _OfWay] = {
    WayKind.SEAT: lambda timetable, way: f"Une place de plus en {timetable.rooms[way.about[0]].name}.",
    WayKind.GAP: lambda _, way: (
        f"Un écart de {minutes(way.minutes)} entre deux interrogations d’un candidat."
        if way.minutes
        else "Aucun écart entre deux interrogations d’un candidat."
    ),
    WayKind.BREAK: lambda timetable, way: f"Aucune pause pour la {commission_name(timetable, way.about[0])}.",
    WayKind.FIXED: lambda timetable, way: (
        f"{candidate_name(timetable, way.about[0])} ({way.exam}) placé ailleurs."
    ),
    WayKind.WISH: lambda timetable, way: (
        f"{candidate_name(timetable, way.about[0])} présent toute la journée."
    ),
    WayKind.OWN_SCHOOL: lambda *_: (
        "Un examinateur du lycée du candidat là où c’est inévitable (règle souple)."
    ),
    WayKind.LUNCH: lambda *_: "Aucune heure fixe pour le déjeuner.",
    WayKind.HOURS: lambda timetable, way: f"{juror_name(timetable, way.about[0])} présent tout le temps.",
    WayKind.SHARED_JUROR: lambda timetable, way: (
        f"{juror_name(timetable, way.about[0])} remplacé dans toutes ses commissions sauf la première."
    ),
    WayKind.HALF_DAY: _half_days,
    WayKind.COMMISSION: _commissions,
}
