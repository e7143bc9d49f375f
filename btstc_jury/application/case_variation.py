"""« Le même cas, plus difficile »: what would make a case harder, proposed piece by piece.

Equal cases and banks give equal proposals: nothing is drawn by lot, so that what was seen is
found again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import TypeAlias

from btstc_jury.application.case_bank import Bank
from btstc_jury.application.case_figures import (
    DIGITS,
    GAP,
    MONEY,
    SHARE,
    counted,
    figures_in,
    figures_of,
    measured_in,
    value_of,
    written,
)
from btstc_jury.domain.case import Case, Change, Objection, Parameter
from btstc_jury.domain.wording import unaccented

_NUMBER = rf"(?P<number>{DIGITS})"
_MONEY = re.compile(rf"{_NUMBER}{GAP}(?P<unit>€|euros?\b)")
_SHARE = re.compile(rf"{_NUMBER}{GAP}(?P<unit>%)")
_TIME = re.compile(rf"(?<![\d/]){_NUMBER}{GAP}(?P<unit>jours?|semaines?|mois|heures?|ans?)\b")
_PAID = rf"(?<![\d/]){_NUMBER}{GAP}(?P<unit>jours?)\b"
_DAYS = re.compile(rf"{_PAID}(?!\s+fin de mois)")
_DAYS_IN_MONTH = re.compile(rf"{_PAID}(?=\s+fin de mois)")
_DAY = "jour"
_LONG_WORD = re.compile(r"[^\W\d_]{5,}")
_TIGHTER = "Aucune concession sans contrepartie écrite."
_ADDED = (Parameter.PRICE, Parameter.DELAY, Parameter.PAYMENT, Parameter.COMPETITOR)
"""From the bank, where the case changes nothing of the kind; the first two that there are."""
_MOST_ADDED = 2


@dataclass(frozen=True, slots=True)
class HarderChange:
    """``place``: from 0, of the change that it replaces, ``None`` to be added; ``why``: why it is harder;
    ``usual``: what is customary where the case says nothing: it isn't in the case.
    """

    change: Change
    why: str
    place: int | None = None
    usual: str = ""


@dataclass(frozen=True, slots=True)
class HarderObjection:
    """One more."""

    objection: Objection
    why: str


@dataclass(frozen=True, slots=True)
class HarderLimits:
    """In place of the limits on the buyer's card."""

    limits: str
    why: str


Harder: TypeAlias = HarderChange | HarderObjection | HarderLimits
_Harden: TypeAlias = Callable[[Decimal], Decimal]


def harder(case: Case, bank: Bank) -> tuple[Harder, ...]:
    """Changes first, then an objection, then the limits."""
    return (*_changes(case, bank), *_objections(case, bank), *_limits(case))


def made_harder(case: Case, chosen: Sequence[Harder]) -> Case:
    """With these, proposed or edited. Sentences written for the changes of before are made anew."""
    changes, objections, buyer = [*case.changes], [*case.objections], case.buyer
    for each in chosen:
        match each:
            case HarderChange(change, _, int(place)) if place < len(case.changes):
                changes[place] = change
            case HarderChange(change):
                changes.append(change)
            case HarderObjection(objection):
                objections.append(objection)
            case HarderLimits(limits):
                buyer = replace(buyer, limits=limits)
    sentences = case.sentences if tuple(changes) == case.changes else ""
    return replace(
        case, changes=tuple(changes), objections=tuple(objections), buyer=buyer, sentences=sentences
    )


def _changes(case: Case, bank: Bank) -> Iterator[HarderChange]:
    near = _near(case)
    for place, each in enumerate(case.changes):
        hardened = _hardened(each, near)
        if hardened is not None:
            after, why = hardened
            yield HarderChange(replace(each, after=after), why, place)
    there = {each.parameter for each in case.changes}
    added = 0
    for parameter in _ADDED:
        if parameter not in there and added < _MOST_ADDED:
            fits = [
                (each.value, kin)
                for each in bank.changes_for(case.trade, {parameter})
                if (kin := _kinship(case, f"{each.value.before} {each.value.after}", bank)) >= _KIN
                and _agrees(case, each.value)
            ]
            if fits:
                added += 1
                change = max(fits, key=lambda each: each[1])[0]
                said = _says(case, change.before)
                why = f"{parameter.label}\u202f: rien n’en était modifié"
                shown = change if said else replace(change, before="")
                yield HarderChange(shown, why, usual="" if said else change.before)


def _objections(case: Case, bank: Bank) -> Iterator[HarderObjection]:
    """Of a kind that isn't there yet, else words that aren't there yet; sincere before tactical, since those
    ask for an answer; of these the one that speaks most of what the case does. None that speaks of other
    things, or gives a figure that isn't the case's.
    """
    kinds = {each.kind for each in case.objections}
    said = {each.words for each in case.objections}
    known = figures_of(case)
    others = [
        (each.value, kin)
        for each in bank.objections_for(case.trade)
        if each.value.words not in said
        and (kin := _kinship(case, each.value.words, bank)) >= _KIN
        and measured_in(each.value.words) <= known
    ]
    if not others:
        return
    best = min(others, key=lambda each: (each[0].kind in kinds, each[0].tactical, -each[1]))[0]
    new = best.kind not in kinds
    why = "Une objection d’une nature absente du cas" if new else "Une objection de plus"
    yield HarderObjection(best, f"{why}\u202f: {best.kind.label.lower()}")


_KIN = 0.5
"""Least part of what a text speaks of that has to stand in the fiche."""


def _kinship(case: Case, text: str, bank: Bank) -> float:
    """How much of what a text speaks of stands in the fiche; of words that say nothing of a trade, none."""
    said = _words(text) - _everywhere(bank)
    return len(said & _spoken_of(case)) / len(said) if said else 1.0


def _words(text: str) -> frozenset[str]:
    return frozenset(each.rstrip("sx") for each in _LONG_WORD.findall(unaccented(text)))


@lru_cache(4)
def _spoken_of(case: Case) -> frozenset[str]:
    return _words(" ".join(f"{each.title} {each.text}" for each in case.rubrics))


@lru_cache(2)
def _everywhere(bank: Bank) -> frozenset[str]:
    """Words of more than one trade, and those that count time."""
    trades: dict[str, set[str]] = {}
    for entry in bank.entries:
        value = entry.value
        text = value.words if isinstance(value, Objection) else f"{value.before} {value.after}"
        for word in _words(text):
            trades.setdefault(word, set()).add(entry.trade)
    return frozenset(_TIME_WORDS | {word for word, where in trades.items() if len(where) > 1})


_TIME_WORDS = {"jour", "semaine", "heure", "minute", "annee"}


def _says(case: Case, text: str) -> bool:
    """Whether the fiche says that itself, figures and all."""
    words = _words(text)
    told = frozenset().union(*(figures_in(each.text) for each in case.rubrics))
    return bool(words) and words <= _spoken_of(case) and measured_in(text) <= told


def _agrees(case: Case, change: Change) -> bool:
    """Whether a customary value may stand there: its amounts are the case's, its payment is lawful, its delay
    is shorter than those of the case.
    """
    known = figures_of(case)
    for figure in figures_in(change.after):
        same = [each.value for each in known if each.unit == figure.unit]
        if figure.unit == MONEY and figure not in known:
            return False
        if change.parameter is Parameter.PAYMENT and figure.unit == _DAY and figure.value > _LAWFUL:
            return False
        if change.parameter is Parameter.DELAY and any(figure.value >= each for each in same):
            return False
    return True


def _limits(case: Case) -> Iterator[HarderLimits]:
    buyer = case.buyer
    tighter = _each_number(buyer.limits, ((_MONEY, _lower), (_SHARE, _less)), _near(case))
    if tighter != buyer.limits:
        yield HarderLimits(tighter, "L’acheteur va moins loin")
    elif _TIGHTER not in buyer.limits:
        limits = " ".join(filter(None, (buyer.limits.strip(), _TIGHTER)))
        yield HarderLimits(limits, "L’acheteur demande une contrepartie à chaque pas")


_Near: TypeAlias = Mapping[str, frozenset[Decimal]]
"""Amounts and times of a case, by their unit."""


def _near(case: Case) -> _Near:
    """Of the situation and of the buyer: none may come to stand on the other side of what is turned."""
    found: dict[str, set[Decimal]] = {}
    for each in figures_of(case, fiche=False):
        if each.unit != SHARE:
            found.setdefault(each.unit, set()).add(each.value)
    return {unit: frozenset(values) for unit, values in found.items()}


def _hardened(change: Change, near: _Near) -> tuple[str, str] | None:
    """What stands after the change, harder, and why; nothing where it holds no figure to turn."""
    rules, why = _HARDER[change.parameter]
    after = _each_number(change.after, rules, near)
    return None if after == change.after else (after, why)


def _each_number(text: str, rules: Iterable[tuple[re.Pattern[str], _Harden]], near: _Near) -> str:
    for pattern, harden in rules:
        text = pattern.sub(
            lambda found, harden=harden: _rewritten(found, harden, near),  # type: ignore[misc]
            text,
        )
    return text


def _rewritten(found: re.Match[str], harden: _Harden, near: _Near) -> str:
    number = found["number"]
    value = value_of(number)
    unit = next((each.unit for each in figures_in(found[0])), "")
    harder_value = _held(value, harden(value), near.get(unit, frozenset()), money=unit == MONEY)
    if harder_value == value:
        return found[0]
    return f"{written(harder_value, like=number)}{found['gap']}{counted(found['unit'], harder_value)}"


def _held(value: Decimal, harder_value: Decimal, others: Iterable[Decimal], *, money: bool) -> Decimal:
    """Half way to the first figure of the case that it would reach: a limit stays above the budget. As it was
    where there is nothing between.
    """
    low, high = sorted((value, harder_value))
    reached = [each for each in others if low <= each <= high and each != value]
    if not reached:
        return harder_value
    first = max(reached) if harder_value < value else min(reached)
    step = _precision(value) if money else Decimal(1)
    halfway = ((value + first) / 2 / step).to_integral_value(ROUND_FLOOR) * step
    return halfway if min(value, first) < halfway < max(value, first) else value


def _lower(value: Decimal) -> Decimal:
    """Three hundredths less, at the precision with which such a price is said."""
    step = _precision(value)
    return (value * Decimal("0.97") / step).to_integral_value(ROUND_FLOOR) * step


def _precision(value: Decimal) -> Decimal:
    return next((each for limit, each in _PRECISIONS if value >= limit), Decimal("0.01"))


_PRECISIONS = (
    (Decimal(10_000), Decimal(100)),
    (Decimal(1_000), Decimal(10)),
    (Decimal(50), Decimal(1)),
)


def _higher(value: Decimal) -> Decimal:
    """Half as much again."""
    return (value * Decimal("1.5")).to_integral_value(ROUND_HALF_UP)


def _later(value: Decimal) -> Decimal:
    """Half as much again, as late as the law lets it be."""
    return max(value, min(_higher(value), _LAWFUL))


def _later_in_month(value: Decimal) -> Decimal:
    """As ``_later``, to the end of the month."""
    return max(value, min(_higher(value), _LAWFUL_IN_MONTH))


_LAWFUL, _LAWFUL_IN_MONTH = Decimal(60), Decimal(45)
"""Days to pay in at most from the invoice, or to the end of the month (code de commerce, L. 441-10)."""


def _less(value: Decimal) -> Decimal:
    """A point less of a share that is given up, down to one."""
    return max(value - 1, min(value, Decimal(1)))


def _more(value: Decimal) -> Decimal:
    """Two points more of a discount that is asked for."""
    return min(value + 2, Decimal(100))


def _shorter(value: Decimal) -> Decimal:
    """Two thirds, of one at least."""
    return max((value * 2 / 3).to_integral_value(ROUND_HALF_UP), min(value, Decimal(1)))


_Rules: TypeAlias = tuple[tuple[re.Pattern[str], _Harden], ...]
_BY_HAND: tuple[_Rules, str] = (), ""
"""No figure of it is known to be harder than another."""
_HARDER: Mapping[Parameter, tuple[_Rules, str]] = {
    Parameter.PRICE: (((_MONEY, _lower), (_SHARE, _more)), "Un prix plus serré, une remise plus forte"),
    Parameter.COMPETITOR: (((_MONEY, _lower), (_SHARE, _more)), "Un concurrent encore moins cher"),
    Parameter.BUDGET: (((_MONEY, _lower),), "Un budget plus court"),
    Parameter.DELAY: (((_TIME, _shorter),), "Un délai plus court"),
    Parameter.URGENCY: (((_TIME, _shorter),), "Une urgence plus pressante"),
    Parameter.PAYMENT: (((_DAYS, _later), (_DAYS_IN_MONTH, _later_in_month)), "Un paiement plus tardif"),
    Parameter.GUARANTEE: (((_TIME, _higher),), "Une garantie plus longue"),
    Parameter.CLIENT: _BY_HAND,
    Parameter.NEED: _BY_HAND,
    Parameter.QUANTITY: _BY_HAND,
    Parameter.PRODUCT: _BY_HAND,
    Parameter.LOGISTICS: _BY_HAND,
    Parameter.SERVICE: _BY_HAND,
    Parameter.REGULATION: _BY_HAND,
    Parameter.DECISION: _BY_HAND,
    Parameter.RELATION: _BY_HAND,
    Parameter.CHANNEL: _BY_HAND,
}
