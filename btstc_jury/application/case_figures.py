"""The figures of a case: one that a variant changes in one place mustn't stay as it was in another.

« 3 semaines » in the situation is « Trois semaines » in an objection; « 124 000 € » is « 124 k€ ».
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from btstc_jury.domain.case import Buyer, Case, Change, Concession, Objection, letter
from btstc_jury.domain.wording import unaccented

_SPACE = "[ \\u00a0\\u202f]"
DIGITS = rf"\d{{1,3}}(?:{_SPACE}\d{{3}})+(?:,\d+)?|\d+(?:,\d+)?"
GAP = rf"(?P<gap>{_SPACE}?)"

_SPELT = (
    *("deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize"),
    *("quatorze", "quinze", "seize", "vingt", "trente", "quarante", "cinquante", "soixante"),
)
_WORTH = dict(zip(_SPELT, (*range(2, 17), *range(20, 61, 10)), strict=True))
_IN_WORDS = {worth: word for word, worth in _WORTH.items()}
_FOUND = re.compile(
    rf"(?<![\w/,.-])(?P<number>{DIGITS}|(?:{'|'.join(_SPELT)})\b){GAP}"
    r"(?P<unit>[kKM]?€|euros?\b|%|pour cent\b|[^\W\d_]+\b)",
    re.IGNORECASE,
)
MONEY, SHARE = "€", "%"
_TIMES = {"k": Decimal(1_000), "m": Decimal(1_000_000)}
_NO_UNIT = re.compile(
    "a|afin|apres|aux?|avant|avec|car|ces?|chez|comme|contre|dans|depuis|des?|d|du|eme|er?|ere|elle|en|entre|est"
    "|et|fois|ils?|je|l|la|les?|mais|meme|me|ne?|nous|on|ou|par|pas|plus|pour|puis|qu|que|qui|sa|sans|ses?|si"
    "|soit|son|sont|sous|sur|une?|vers|vos|votre|vous|y"
)
"""What follows a number and isn't what it counts."""


@dataclass(frozen=True, slots=True)
class Figure:
    """The same however it is written. ``unit``: « € », « % », or what is counted, in the singular."""

    value: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class Left:
    """A figure that was changed in one text and stands in others as it was. ``after``: what it became, ""
    where that can't be told; ``where``: in the words of a teacher. ``passed``: that one didn't change, and
    stood on the other side of what did: a threshold; ``rose``: whether what changed is above it now.
    """

    before: str
    after: str
    where: tuple[str, ...]
    passed: str = ""
    rose: bool = False

    @property
    def carries(self) -> bool:
        """Whether it is known what is to be written there."""
        return bool(self.after) and not self.passed


@dataclass(frozen=True, slots=True)
class _Spot:
    """A text of a case. ``key``: the same of two cases for texts that say the same thing of it, "" where only
    the text can tell.
    """

    key: str
    words: str
    text: str

    @property
    def of_situation(self) -> bool:
        return self.key.startswith(_CHANGE)

    @property
    def follows(self) -> bool:
        """What the buyer accepts at most is settled by itself."""
        return not self.of_situation and self.key != _LIMITS


_CHANGE = "change "
_LIMITS = "limits"


@dataclass(frozen=True, slots=True)
class _Turn:
    """How a figure was written, and what it became: ``None`` for nothing, or for several. ``situation``: that
    is where it changed.
    """

    before: str
    after: tuple[Figure, str] | None
    situation: bool = False


def left_behind(base: Case, now: Case) -> tuple[Left, ...]:
    """The figures that a case made of another one changes here and not there. Texts of its own aren't looked
    at, but where they say otherwise what the situation does, nor the fiche, which tells how things were.
    """
    spots, same = _spots(now), _texts(base)
    found = []
    turned = _turned(base, now)
    for figure, turn in turned.items():
        where = dict.fromkeys(
            each.words
            for each in spots
            if each.text in same and _concerned(each, figure, turn) and figure in figures_in(each.text)
        )
        if where:
            found.append(Left(turn.before, turn.after[1] if turn.after else "", tuple(where)))
    return (*found, *_at_odds(base, now), *_passed(spots, turned))


def _at_odds(base: Case, now: Case) -> Iterator[Left]:
    """What followed once, and didn't when the situation changed again."""
    turns = [(new, *each) for old, new in _changed(base, now) for each in _turns(old.text, new.text)]
    situation = [(spot, figure) for spot, figure, _ in turns if spot.of_situation]
    for figure in dict.fromkeys(figure for _, figure in situation):
        says = frozenset().union(*(figures_in(spot.text) for spot, other in situation if other == figure))
        told: dict[str, list[str]] = {}
        for spot, other, turn in turns:
            after = turn.after
            if other == figure and spot.follows and after is not None and after[0] not in says:
                told.setdefault(after[1], []).append(spot.words)
        yield from (Left(words, "", tuple(where)) for words, where in told.items())


def _passed(spots: Sequence[_Spot], turned: Mapping[Figure, _Turn]) -> Iterator[Left]:
    """Thresholds: amounts and times that now stand on the other side of what changed."""
    for figure, turn in turned.items():
        if turn.after is None or figure.unit not in MEASURES - {SHARE}:
            continue
        low, high = sorted((figure.value, turn.after[0].value))
        told: dict[str, list[str]] = {}
        for spot in spots:
            for other, words in _told(spot.text):
                between = other.unit == figure.unit and low < other.value < high and other not in turned
                if between and _concerned(spot, figure, turn):
                    told.setdefault(words, []).append(spot.words)
        for words, where in told.items():
            rose = turn.after[0].value > figure.value
            yield Left(turn.before, turn.after[1], tuple(dict.fromkeys(where)), words, rose)


def carried(base: Case, now: Case) -> Case:
    """With what ``left_behind`` tells changed there too, where it can tell what it became."""
    turned, same = _turned(base, now), _texts(base)

    def write(spot: _Spot) -> str:
        if spot.text not in same:
            return spot.text
        told = {
            figure: turn.after[0]
            for figure, turn in turned.items()
            if turn.after is not None and _concerned(spot, figure, turn)
        }
        return _rewritten(spot.text, told)

    return _written_anew(now, write)


def taken_back(case: Case, before: Case, after: Case) -> Case:
    """Each text that ``carried`` made of ``before``, and that stands as it left it, is what it was."""
    told = zip(_spots(before), _spots(after), strict=True)
    was = {new.text: old.text for old, new in told if new.text != old.text}
    return _written_anew(case, lambda spot: was.get(spot.text, spot.text))


def _turned(base: Case, now: Case) -> Mapping[Figure, _Turn]:
    """By the figure as it was."""
    found: dict[Figure, _Turn] = {}
    for old, new in _changed(base, now):
        for figure, told in _turns(old.text, new.text):
            turn = replace(told, situation=old.of_situation)
            known = found.setdefault(figure, turn)
            if known.after is None or turn.after is None or known.after[0] != turn.after[0]:
                found[figure] = replace(known, after=None)
    return found


def _changed(base: Case, now: Case) -> Iterator[tuple[_Spot, _Spot]]:
    before, after = _spots(base), _spots(now)
    stays = {each.text for each in before} & {each.text for each in after}
    gone = [each for each in before if each.text not in stays]
    return _pairs(gone, [each for each in after if each.text not in stays])


def _pairs(gone: Sequence[_Spot], come: list[_Spot]) -> Iterator[tuple[_Spot, _Spot]]:
    """Texts that are the same thing said otherwise: by what they are, else but for their figures."""
    for old in gone:
        new = next((each for each in come if old.key and each.key == old.key), None)
        if new is None:
            bones = _bones(old.text)
            new = next((each for each in come if _bones(each.text) == bones), None)
        if new is not None:
            come.remove(new)
            yield old, new


def _turns(old: str, new: str) -> Iterator[tuple[Figure, _Turn]]:
    before, after = _told(old), _told(new)
    there = {figure for figure, _ in after}
    if [figure.unit for figure, _ in before] == [figure.unit for figure, _ in after]:
        pairs = zip(before, after, strict=True)
        yield from ((one[0], _Turn(one[1], two)) for one, two in pairs if one[0] not in there)
        return
    known = {figure for figure, _ in before}
    for figure, words in before:
        if figure not in there:
            others = [each for each in after if each[0].unit == figure.unit and each[0] not in known]
            yield figure, _Turn(words, others[0] if len(others) == 1 else None)


def _concerned(spot: _Spot, figure: Figure, turn: _Turn) -> bool:
    """A delay isn't a payment's, though both are of thirty days; a price is the same wherever it is said."""
    return figure.unit == MONEY or not (turn.situation and spot.of_situation)


def _texts(case: Case) -> frozenset[str]:
    return frozenset(each.text for each in _spots(case))


def _spots(case: Case) -> tuple[_Spot, ...]:
    found: list[_Spot] = []

    def read(spot: _Spot) -> str:
        found.append(spot)
        return spot.text

    _written_anew(case, read)
    return tuple(each for each in found if each.text.strip())


_Write = Callable[[_Spot], str]


def _written_anew(case: Case, write: _Write) -> Case:
    """With each text that may hold a figure as it is written."""
    changes = tuple(
        _change_anew(each, sum(other.parameter is each.parameter for other in case.changes[:place]), write)
        for place, each in enumerate(case.changes)
    )
    sentences = write(_Spot("sentences", "phrases de la fiche de préparation", case.sentences))
    buyer = _buyer_anew(case.buyer, write)
    objections = tuple(_objection_anew(each, place, write) for place, each in enumerate(case.objections))
    return replace(case, changes=changes, sentences=sentences, buyer=buyer, objections=objections)


def _change_anew(change: Change, nth: int, write: _Write) -> Change:
    name = change.parameter.bare.lower()
    after = write(_Spot(f"{_CHANGE}{change.parameter} {nth}", f"situation modifiée ({name})", change.after))
    why = write(_Spot("", f"pourquoi du changement ({name})", change.why))
    return replace(change, after=after, why=why)


def _objection_anew(objection: Objection, place: int, write: _Write) -> Objection:
    words = write(_Spot("", f"objection {letter(place)}", objection.words))
    answer = write(_Spot("", f"bonne réponse à l’objection {letter(place)}", objection.answer))
    return replace(objection, words=words, answer=answer)


def _buyer_anew(buyer: Buyer, write: _Write) -> Buyer:
    return replace(
        buyer,
        stakes=write(_Spot("stakes", "enjeux de l’acheteur", buyer.stakes)),
        says=write(_Spot("says", "ce que l’acheteur dit d’emblée", buyer.says)),
        when_asked=write(_Spot("asked", "ce que l’acheteur dit si on le demande", buyer.when_asked)),
        limits=write(_Spot(_LIMITS, "limites de l’acheteur", buyer.limits)),
        walk_away=write(_Spot("walk-away", "rupture", buyer.walk_away)),
        concessions=tuple(
            _concession_anew(each, place, write) for place, each in enumerate(buyer.concessions, start=1)
        ),
    )


def _concession_anew(concession: Concession, place: int, write: _Write) -> Concession:
    words = f"concession {place}"
    gives, against = (write(_Spot("", words, each)) for each in (concession.gives, concession.against))
    return Concession(gives, against)


def _told(text: str) -> list[tuple[Figure, str]]:
    """Each figure with how it is written, in their order."""
    return [(figure, found[0]) for found in _FOUND.finditer(text) if (figure := _figure(found)) is not None]


def figures_of(case: Case, *, fiche: bool = True) -> frozenset[Figure]:
    """All of them; ``fiche``: those of the fiche too."""
    texts = [*_texts(case), *(each.text for each in case.rubrics if fiche)]
    return frozenset().union(*map(figures_in, texts))


def figures_in(text: str) -> frozenset[Figure]:
    return frozenset(figure for figure, _ in _told(text))


def measured_in(text: str) -> frozenset[Figure]:
    """As ``figures_in``, without counts in letters: « trois autres »."""
    told = _told(text)
    return frozenset(each for each, words in told if each.unit in MEASURES or words[0].isdigit())


def _bones(text: str) -> str:
    return _FOUND.sub(lambda found: "#" if _figure(found) is not None else found[0], text)


def _figure(found: re.Match[str]) -> Figure | None:
    """``None`` for a number of nothing, as in « 12 à 15 jours »."""
    number, unit = found["number"].casefold(), unaccented(found["unit"])
    value = Decimal(_WORTH[number]) if number in _WORTH else value_of(number)
    if unit.endswith(MONEY):
        return Figure(value * _TIMES.get(unit[0], Decimal(1)), MONEY)
    if unit in {"euro", "euros"}:
        return Figure(value, MONEY)
    if unit in {SHARE, "pour cent"}:
        return Figure(value, SHARE)
    if _NO_UNIT.fullmatch(unit) or (number == "neuf" and unit not in _OF_TIME):
        # « un quai neuf équipé » counts nothing.
        return None
    return Figure(value, _OF_TIME.get(unit, unit.rstrip("sx") if len(unit) > len("ans") else unit))


_OF_TIME = {
    **{each: each for each in ("jour", "semaine", "mois", "heure", "an", "minute")},
    **{f"{each}s": each for each in ("jour", "semaine", "heure", "an", "minute")},
    "h": "heure",
    "annee": "an",
    "annees": "an",
    "min": "minute",
}


MEASURES = frozenset({MONEY, SHARE, *_OF_TIME.values()})
"""Units of what is measured, and not counted one by one."""


def _rewritten(text: str, turned: Mapping[Figure, Figure]) -> str:
    def write(found: re.Match[str]) -> str:
        figure = _figure(found)
        after = None if figure is None else turned.get(figure)
        return found[0] if after is None else _as_written(found, after.value)

    return _FOUND.sub(write, text)


def _as_written(found: re.Match[str], value: Decimal) -> str:
    """In words where it was, and in thousands."""
    number, unit = found["number"], found["unit"]
    if unit.endswith(MONEY):
        value /= _TIMES.get(unit[0].casefold(), Decimal(1))
    spelt = _IN_WORDS.get(int(value), "") if number.casefold() in _WORTH and value == int(value) else ""
    told = (spelt.capitalize() if number[0].isupper() else spelt) or written(value, like=number)
    return f"{told}{found['gap']}{counted(unit, value)}"


def value_of(number: str) -> Decimal:
    return Decimal(re.sub(r"\s", "", number).replace(",", "."))


def written(value: Decimal, like: str) -> str:
    """With a comma, and the spaces between thousands that the text has."""
    blank = next((each for each in like if each.isspace()), "\u202f" if value >= 10_000 else "")
    whole, _, part = f"{value.normalize():f}".partition(".")
    if blank:
        whole = f"{int(whole):,}".replace(",", blank)
    if not part:
        return whole
    return f"{whole},{part.ljust(2, '0') if ',' in like and len(like.rpartition(',')[2]) == 2 else part}"


def counted(unit: str, value: Decimal) -> str:
    """« 1 jour », « 2 jours »; « mois », « % » and « kg » have one form."""
    if unit in _ONE_FORM or unit.isupper() or (len(unit) < len("jour") and unit not in {"an", "ans"}):
        return unit
    singular = unit.removesuffix("s")
    return singular if value < 2 or singular.endswith("x") else f"{singular}s"


_ONE_FORM = frozenset({"mois", "pour cent"})
