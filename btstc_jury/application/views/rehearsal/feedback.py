"""Three strengths and three goals that an attempt proposes; the teacher edits them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from btstc_jury.application.views import formats
from btstc_jury.domain.assessment import Sign
from btstc_jury.domain.case import ObjectionKind, Step, letter
from btstc_jury.domain.form import Form
from btstc_jury.domain.moments import Duration, Reading
from btstc_jury.domain.oral import Oral
from btstc_jury.domain.rehearsal import (
    ENTRIES,
    Handling,
    Rehearsal,
    Shares,
    Speaker,
    of_dropped_pass,
)

MUCH = 60
"""Percent of the time from which the student speaks too much."""
LITTLE = 30
"""Percent of the time below which the student hardly speaks."""
AIM = 50
"""Percent that are aimed at."""
_EARLY = Duration.minutes(4)
"""A first reformulation before that is a strength."""
_ROUNDS = 4
"""No source has more entries than that."""

_ABOUT: Mapping[ObjectionKind, str] = {  # "": its letter says which.
    ObjectionKind.PRICE: "du prix",
    ObjectionKind.DELAY: "du délai",
    ObjectionKind.PRODUCT: "sur le produit",
    ObjectionKind.COMPETITION: "de la concurrence",
    ObjectionKind.SERVICE: "du service après-vente",
    ObjectionKind.TRUST: "de la confiance",
    ObjectionKind.BUDGET: "du budget",
    ObjectionKind.NEED: "du besoin",
    ObjectionKind.MOMENT: "du moment",
    ObjectionKind.RISK: "du risque",
    ObjectionKind.OTHER: "",
}


@dataclass(frozen=True, slots=True)
class Feedback:
    """``edited``: written by the teacher; else they are only proposed."""

    strengths: tuple[str, ...]
    goals: tuple[str, ...]
    edited: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """Levels of the attempt before, by criterion, "" for none. ``when``: « au 1er essai »."""

    when: str
    levels: Mapping[int, str]


FIRST = Standing("", {})
"""Of a first attempt."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """``order``: phase and time in it, ``None`` for what has no moment: it comes last."""

    text: str
    order: tuple[int, int] | None = None


_Source = list[_Entry]


def feedback(
    oral: Oral, now: Reading, measured: Shares, then: Standing = FIRST, *, with_levels: bool
) -> Feedback:
    """As edited, else as proposed. ``with_levels``: the teacher's levels may be told."""
    rehearsal = oral.rehearsal or Rehearsal()
    levels = oral.ratings if with_levels else {}
    strengths, goals = rehearsal.strengths, rehearsal.goals
    if strengths is not None and goals is not None:
        return Feedback(strengths, goals, edited=True)
    return Feedback(
        _chosen(_strengths(oral, rehearsal, measured, levels)),
        _chosen(_goals(oral, rehearsal, now, measured, levels, then)),
        edited=False,
    )


def signed_entries(oral: Oral, sign: Sign) -> tuple[str, ...]:
    """What the remarks of that sign say, those linked to a criterion first, at most three."""
    entries = _remarks(oral, sign, linked=True) + _remarks(oral, sign, linked=False)
    return tuple(each.text for each in entries[:ENTRIES])


def _chosen(sources: Iterable[_Source]) -> tuple[str, ...]:
    """One of each source in turn, the best source first, in the order in which it happened."""
    sources = tuple(sources)
    ranked = [source[turn] for turn in range(_ROUNDS) for source in sources if turn < len(source)]
    kept: list[_Entry] = []
    for entry in ranked:
        if len(kept) < ENTRIES and entry.text not in {each.text for each in kept}:
            kept.append(entry)
    kept.sort(key=lambda each: (each.order is None, each.order or (0, 0)))
    return tuple(each.text for each in kept)


def _at(at: Duration) -> str:
    return f"({formats.minutes(at)})"


def _order(phase: int | None, at: Duration) -> tuple[int, int]:
    return (-1 if phase is None else phase, at.us)


def _strengths(
    oral: Oral, rehearsal: Rehearsal, measured: Shares, levels: Mapping[int, str]
) -> Iterator[_Source]:
    yield _remarks(oral, Sign.STRENGTH, linked=True)
    yield _objections(rehearsal, Handling.TURNED)
    yield list(_reformulated(rehearsal))
    yield _remarks(oral, Sign.STRENGTH, linked=False)
    yield list(_rated(oral.form, levels, highest=True))
    buyer = measured.percent(Speaker.BUYER)
    if buyer is not None and _lets_speak(measured):
        yield [_Entry(f"Laisse parler l’acheteur{formats.COLON} {buyer}\u202f% du temps à l’acheteur")]


def _lets_speak(measured: Shares) -> bool:
    """Whether the buyer had at least as much as a student who did speak, of words and not of silence."""
    return measured.student.us <= measured.buyer.us and _talked(measured) and not _hardly_speaks(measured)


def _talked(measured: Shares) -> bool:
    """Of words and not of silence, over what was told of at least half of the time played."""
    spoken = measured.student.us + measured.buyer.us
    return measured.silence.us <= spoken and measured.played.us <= 2 * measured.told.us


def _hardly_speaks(measured: Shares) -> bool:
    """Of a talk in which the buyer speaks for two: nothing is negotiated so."""
    student = measured.percent(Speaker.STUDENT)
    return student is not None and student < LITTLE


def _goals(
    oral: Oral,
    rehearsal: Rehearsal,
    now: Reading,
    measured: Shares,
    levels: Mapping[int, str],
    then: Standing,
) -> Iterator[_Source]:
    yield _remarks(oral, Sign.WEAKNESS, linked=True)
    yield _objections(rehearsal, Handling.EVADED)
    yield list(_cut(rehearsal))
    yield list(_share(measured))
    yield list(_fallen(oral.form, levels, then))
    yield list(_overrun(oral, now))
    yield _remarks(oral, Sign.WEAKNESS, linked=False)
    yield list(_rated(oral.form, levels, highest=False))


def _share(measured: Shares) -> Iterator[_Entry]:
    student = measured.percent(Speaker.STUDENT)
    if student is None:
        return
    words = f"{formats.COLON} {student}\u202f% du temps, viser {AIM}\u202f%"
    if student > MUCH:
        yield _Entry(f"Parler moins{words}")
    elif _talked(measured) and _hardly_speaks(measured):
        yield _Entry(f"Prendre la parole{words}")


def _fallen(form: Form, levels: Mapping[int, str], then: Standing) -> Iterator[_Entry]:
    """Criteria that stood higher, those that fell most first."""
    ranks = {each.letters: rank for rank, each in enumerate(form.levels)}
    both = ((number, then.levels.get(number, ""), level) for number, level in levels.items())
    fell = [
        (ranks[level] - ranks[before], number, f"{then.when} {before}, cette fois {level}")
        for number, before, level in both
        if before in ranks and level in ranks and ranks[level] < ranks[before]
    ]
    for _, number, words in sorted(fell):
        criterion = form.criterion(number)
        if criterion is not None:
            yield _Entry(f"Retrouver le niveau de «\u202f{criterion.text}\u202f» ({words})")


_ADVICE = re.compile(
    r"(?:à (?:travailler|revoir|préparer)|penser à|veiller à|mieux|davantage|revoir|travailler|préparer"
    r"|corriger|éviter|apprendre|oser|viser|essayer|ne (?:pas|plus|jamais))\b",
    re.IGNORECASE,
)
"""How a remark begins that says itself what to do."""


def _as_goal(text: str) -> str:
    """A remark on a mistake, made what is aimed at: alone under « objectifs » it would advise the mistake."""
    return text if _ADVICE.match(text) else f"Corriger{formats.COLON} «\u202f{text}\u202f»"


def _remarks(oral: Oral, sign: Sign, *, linked: bool) -> _Source:
    found = [
        each
        for each in oral.remarks.values()
        if each.content.sign is sign
        and (each.content.criterion is not None) is linked
        and not of_dropped_pass(oral.marks, each.phase, each.began)
    ]
    found.sort(key=lambda each: (*_order(each.phase, each.at), each.number))
    word = _as_goal if sign is Sign.WEAKNESS else str
    return [
        _Entry(
            word(" ".join(each.content.text.split()))
            + (f" {_at(each.at)}" if each.phase is not None else ""),
            _order(each.phase, each.at),
        )
        for each in found
    ]


def _objections(rehearsal: Rehearsal, handling: Handling) -> _Source:
    known = rehearsal.case.objections if rehearsal.case else ()
    before = "Retourne l’objection" if handling is Handling.TURNED else "Préparer une réponse à l’objection"
    found = []
    for number, each in rehearsal.thrown.items():
        if each.handling is handling:
            about = (_ABOUT[known[number].kind] if number < len(known) else "") or letter(number)
            found.append(_Entry(f"{before} {about} {_at(each.at)}", _order(each.phase, each.at)))
    found.sort(key=lambda each: each.order or (0, 0))
    return found


def _reformulated(rehearsal: Rehearsal) -> Iterator[_Entry]:
    first = next((each for each in rehearsal.steps if each.step is Step.REFORMULATION), None)
    if first is not None and first.at <= _EARLY:
        yield _Entry(f"Reformule tôt le besoin {_at(first.at)}", _order(first.phase, first.at))


def _cut(rehearsal: Rehearsal) -> Iterator[_Entry]:
    if not rehearsal.cuts:
        return
    first, count = rehearsal.cuts[0], len(rehearsal.cuts)
    when = formats.minutes(first.at)
    how = f"coupé à {when}" if count == 1 else f"coupé {count} fois, d’abord à {when}"
    yield _Entry(f"Laisser finir l’acheteur ({how})", _order(first.phase, first.at))


def _overrun(oral: Oral, now: Reading) -> Iterator[_Entry]:
    face = oral.clock(now)
    for phase, time in zip(oral.form.phases, face.phases, strict=True):
        if formats.overran(time):
            used, allowed = formats.minutes(time.used), formats.minutes(time.allowed)
            yield _Entry(f"Tenir le temps{formats.COLON} {phase.short} {used} pour {allowed}")


def _rated(form: Form, levels: Mapping[int, str], *, highest: bool) -> Iterator[_Entry]:
    """Criteria at the highest level; or in the lower half, the lowest first."""
    ranks = {each.letters: rank for rank, each in enumerate(form.levels)}
    labels = {each.letters: each.label for each in form.levels}
    top = len(form.levels) - 1
    if not top:
        return
    rated = [(ranks[level], number) for number, level in levels.items() if level in ranks]
    rated.sort()
    wanted = [(rank, number) for rank, number in rated if (rank == top if highest else 2 * rank < top)]
    for rank, number in wanted:
        criterion = form.criterion(number)
        if criterion is not None:
            label = labels[form.levels[rank].letters]
            text = f"{criterion.text}{formats.COLON} {label}"
            yield _Entry(text if highest else f"Travailler «\u202f{criterion.text}\u202f» ({label})")
