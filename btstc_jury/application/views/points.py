"""The calculated total in words, line by line, and the partial marks: for the deliberation and the grid."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from btstc_jury.application.views import formats
from btstc_jury.application.views.formats import COLON, NARROW
from btstc_jury.domain.form import NOT_ASSESSED, Form, MarkRule
from btstc_jury.domain.marking import NotAssessed, PartialMark
from btstc_jury.domain.points import Account, BlockTotal, Line, accounts

_FEWEST_POINTS_SAID = 2


@dataclass(frozen=True, slots=True)
class PointsLine:
    """``how``: « S, 2/3 de 3 points »; ``points``: « 2 / 3 »."""

    criterion: int
    how: str
    points: str


@dataclass(frozen=True, slots=True)
class PointsBlock:
    """``title`` "" for criteria in no block."""

    title: str
    points: str
    lines: tuple[PointsLine, ...]


@dataclass(frozen=True, slots=True)
class PointsView:
    """The calculation of one mark. ``place``: of a partial mark, 0 for the mark itself; ``title``: of that
    partial mark, or "". ``total``: « 26 / 40 »; ``steps``: what becomes of it, one a line; ``outcome``: the
    mark that could be proposed, or why there is none; ``proposal``: that mark, or ``None``; ``rules``: those
    of the form, in words.
    """

    place: int
    title: str
    blocks: tuple[PointsBlock, ...]
    total: str
    steps: tuple[str, ...]
    outcome: str
    rules: tuple[str, ...]
    proposal: Decimal | None = None


@dataclass(frozen=True, slots=True)
class PartialView:
    """One of the marks of a grid. ``mark``: « 7,5 » or ""."""

    place: int
    title: str
    mark: str
    out_of: str
    rule: PartialMark


def points_views(form: Form, levels: Mapping[int, str]) -> tuple[PointsView, ...]:
    """``levels``: letters by criterion. Nothing where the form gives no points."""
    return tuple(_view(form, account) for account in accounts(form, levels))


def partial_views(form: Form, marks: Mapping[int, Decimal]) -> tuple[PartialView, ...]:
    return tuple(
        PartialView(place, each.title, formats.mark(marks.get(place)), formats.mark(each.maximum), rule=each)
        for place, each in enumerate(form.marks, 1)
    )


def points_words(points: Fraction | Decimal) -> str:
    """« 1 point », « 2,5 points »."""
    value = Fraction(points)
    return f"{formats.points(value)} {'points' if value >= _FEWEST_POINTS_SAID else 'point'}"


def _view(form: Form, account: Account) -> PointsView:
    return PointsView(
        place=account.place,
        title=form.marks[account.place - 1].title if account.place else "",
        blocks=tuple(_block(form, each) for each in account.blocks),
        total=_out_of(account.reached, account.possible),
        steps=tuple(_steps(form, account)),
        outcome=form.assessed.named(_outcome(account)),
        rules=tuple(_rules(form)),
        proposal=account.proposal,
    )


def _block(form: Form, total: BlockTotal) -> PointsBlock:
    title = form.blocks[total.block - 1].title if total.block else ""
    lines = tuple(_line(form, each) for each in total.lines)
    return PointsBlock(title, _out_of(total.reached, total.possible), lines)


def _line(form: Form, line: Line) -> PointsLine:
    if line.level == NOT_ASSESSED:
        counts = form.mark.not_assessed is NotAssessed.ZERO
        how = "non évalué, compte zéro" if counts else "non évalué, laissé de côté"
        return PointsLine(line.criterion, how, _out_of(Fraction(0), line.possible) if counts else "—")
    if line.share is None or line.reached is None:
        return PointsLine(line.criterion, "pas encore évalué", f"— / {formats.points(line.possible)}")
    how = f"{line.level}, {share_words(line.share)} de {points_words(line.possible)}"
    if line.possible != line.points:
        how += f" ({formats.points(line.points)} sans les non évalués)"
    return PointsLine(line.criterion, how, _out_of(line.reached, line.possible))


def share_words(share: Fraction) -> str:
    """« 2/3 », « 62,5 % »."""
    percent = share * 100
    if percent * 100 == int(percent * 100):
        return f"{formats.points(percent)}{NARROW}%"
    return f"{share.numerator}/{share.denominator}"


def _out_of(reached: Fraction, possible: Fraction) -> str:
    return f"{formats.points(reached)} / {formats.points(possible)}"


def _steps(form: Form, account: Account) -> Iterator[str]:
    """How the total becomes what could be proposed."""
    if account.exact is None or account.rounded is None:
        return
    if account.possible != Fraction(account.maximum):
        on = formats.mark(account.maximum)
        yield f"ramené sur {on}{COLON} {formats.points(account.exact)}"
    rounding = form.mark.rounding
    if rounding.facts.quantum is not None:
        yield f"{rounding.facts.words}{COLON} {formats.points(account.rounded)}"


def _outcome(account: Account) -> str:
    if account.unrated:
        left = formats.count(len(account.unrated), "critère", "critères")
        return f"Total incomplet{COLON} {left} à évaluer ({formats.some(account.unrated)})"
    if account.rounded is None:
        return f"Aucun critère n’est évalué{COLON} il n’y a pas de total."
    if account.proposal is None:
        reached = formats.points(account.rounded)
        return f"{reached} tombe entre deux pas de la note{COLON} à la commission de choisir."
    return f"Note calculée{COLON} {formats.mark(account.proposal)} / {formats.mark(account.maximum)}"


def _rules(form: Form) -> Iterator[str]:
    """What the form says of the calculation; the mark is the commission's all the same."""
    yield f"Non évalué{COLON} {form.mark.not_assessed.words}."
    yield f"Arrondi{COLON} {_without_head(form.mark)}."


def _without_head(rule: MarkRule) -> str:
    words = rule.rounding.facts.words
    return words.removeprefix("arrondi ") if rule.rounding.facts.quantum is not None else "aucun"


AN_AID = "Le total est une aide\u202f: la note proposée est celle de la commission."
