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
from btstc_jury.application.case_figures import DIGITS, GAP, counted, value_of, written
from btstc_jury.domain.case import Buyer, Case, Change, Objection, Parameter
from btstc_jury.domain.wording import unaccented

_NUMBER = rf"(?P<number>{DIGITS})"
_MONEY = re.compile(rf"{_NUMBER}{GAP}(?P<unit>€|euros?\b)")
_SHARE = re.compile(rf"{_NUMBER}{GAP}(?P<unit>%)")
_TIME = re.compile(rf"(?<![\d/]){_NUMBER}{GAP}(?P<unit>jours?|semaines?|mois|heures?|ans?)\b")
_DAYS = re.compile(rf"(?<![\d/]){_NUMBER}{GAP}(?P<unit>jours?)\b")
_LONG_WORD = re.compile(r"[^\W\d_]{5,}")
_TIGHTER = "Aucune concession sans contrepartie écrite."
_ADDED = (Parameter.PRICE, Parameter.DELAY, Parameter.PAYMENT, Parameter.COMPETITOR)
"""From the bank, where the case changes nothing of the kind; the first two that there are."""
_MOST_ADDED = 2


@dataclass(frozen=True, slots=True)
class HarderChange:
    """``place``: from 0, of the change that it replaces, ``None`` to be added; ``why``: why it is harder."""

    change: Change
    why: str
    place: int | None = None


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
    return (*_changes(case, bank), *_objections(case, bank), *_limits(case.buyer))


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
    for place, each in enumerate(case.changes):
        hardened = _hardened(each)
        if hardened is not None:
            after, why = hardened
            yield HarderChange(replace(each, after=after), why, place)
    there = {each.parameter for each in case.changes}
    added = 0
    for parameter in _ADDED:
        if parameter not in there and added < _MOST_ADDED:
            found = [each.value for each in bank.changes_for(case.trade, {parameter})]
            if found:
                added += 1
                change = max(found, key=lambda each: _kinship(case, f"{each.before} {each.after}"))
                yield HarderChange(change, f"{parameter.label}\u202f: rien n’en était modifié")


def _objections(case: Case, bank: Bank) -> Iterator[HarderObjection]:
    """Of a kind that isn't there yet, else words that aren't there yet; sincere before tactical, since those
    ask for an answer; of these the one that speaks most of what the case does.
    """
    kinds = {each.kind for each in case.objections}
    said = {each.words for each in case.objections}
    others = [each.value for each in bank.objections_for(case.trade) if each.value.words not in said]
    if not others:
        return
    best = min(others, key=lambda each: (each.kind in kinds, each.tactical, -_kinship(case, each.words)))
    new = best.kind not in kinds
    why = "Une objection d’une nature absente du cas" if new else "Une objection de plus"
    yield HarderObjection(best, f"{why}\u202f: {best.kind.label.lower()}")


def _kinship(case: Case, text: str) -> float:
    """How much of what a text speaks of stands in the fiche."""
    said = frozenset(_LONG_WORD.findall(unaccented(text)))
    return len(said & _spoken_of(case)) / len(said) if said else 0.0


@lru_cache(4)
def _spoken_of(case: Case) -> frozenset[str]:
    written = " ".join(f"{each.title} {each.text}" for each in case.rubrics)
    return frozenset(_LONG_WORD.findall(unaccented(written)))


def _limits(buyer: Buyer) -> Iterator[HarderLimits]:
    tighter = _each_number(buyer.limits, ((_MONEY, _lower), (_SHARE, _less)))
    if tighter != buyer.limits:
        yield HarderLimits(tighter, "L’acheteur va moins loin")
    elif _TIGHTER not in buyer.limits:
        limits = " ".join(filter(None, (buyer.limits.strip(), _TIGHTER)))
        yield HarderLimits(limits, "L’acheteur demande une contrepartie à chaque pas")


def _hardened(change: Change) -> tuple[str, str] | None:
    """What stands after the change, harder, and why; nothing where it holds no figure to turn."""
    rules, why = _HARDER[change.parameter]
    after = _each_number(change.after, rules)
    return None if after == change.after else (after, why)


def _each_number(text: str, rules: Iterable[tuple[re.Pattern[str], _Harden]]) -> str:
    for pattern, harden in rules:
        text = pattern.sub(lambda found, harden=harden: _rewritten(found, harden), text)  # type: ignore[misc]
    return text


def _rewritten(found: re.Match[str], harden: _Harden) -> str:
    number = found["number"]
    value = value_of(number)
    harder_value = harden(value)
    if harder_value == value:
        return found[0]
    return f"{written(harder_value, like=number)}{found['gap']}{counted(found['unit'], harder_value)}"


def _lower(value: Decimal) -> Decimal:
    """Three hundredths less, at the precision with which such a price is said."""
    step = next((each for limit, each in _PRECISIONS if value >= limit), Decimal("0.01"))
    return (value * Decimal("0.97") / step).to_integral_value(ROUND_FLOOR) * step


_PRECISIONS = (
    (Decimal(10_000), Decimal(100)),
    (Decimal(1_000), Decimal(10)),
    (Decimal(50), Decimal(1)),
)


def _higher(value: Decimal) -> Decimal:
    """Half as much again."""
    return (value * Decimal("1.5")).to_integral_value(ROUND_HALF_UP)


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
    Parameter.PAYMENT: (((_DAYS, _higher),), "Un paiement plus tardif"),
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
