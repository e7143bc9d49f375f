"""The « fiche de synthèse » of an épreuve held in two situations, beside their grids."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time
from decimal import Decimal
from fractions import Fraction

from btstc_jury.application.exams import Gathered, Interrogation
from btstc_jury.application.views import formats
from btstc_jury.application.views.formats import COLON, NARROW
from btstc_jury.application.views.grid import GridMember
from btstc_jury.application.views.jury import exam_warnings
from btstc_jury.application.views.paper import Labelled, PrintedView
from btstc_jury.application.views.people import particular_lines
from btstc_jury.domain.candidate import Plan
from btstc_jury.domain.exam import Calculation

_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class SituationSheet:
    """One situation: ``mark``: as it was proposed, "" for none; ``lines``: when, where, before whom."""

    title: str
    lines: tuple[str, ...]
    mark: str
    out_of: str
    texts: tuple[Labelled, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SynthesisView(PrintedView):
    """``calculation``: the proposed mark of the épreuve with its terms, "" where weights aren't used;
    ``decided``: the mark of the jury, "" before it; ``decision``: when it was decided on.
    """

    sheets: tuple[SituationSheet, ...]
    calculation: str
    out_of: str
    decided: str
    decision: str
    remark: str
    warnings: str
    signers: tuple[GridMember, ...]


_NOT_CALCULATED = (
    "L’arrêté ne donne aucun poids aux situations\u202f: aucune note proposée de l’épreuve n’est calculée."
)
_NOT_YET = "Poids égaux des situations ({})\u202f: la note est calculée quand chacune a la sienne."
_EQUAL = "Poids égaux des situations ({}). La note calculée est une aide, le jury arrête la sienne."
_CALCULATED = (
    "Poids\u202f: ceux de la forme d’épreuve, que le centre a activés\u202f; l’arrêté n’en donne aucun."
    " La note calculée est une aide, le jury arrête la sienne."
)
_RESERVED_FOR = "Document réservé au jury. Les notes proposées ne sont en aucun cas communiquées au candidat."


def synthesis_view(whole: Gathered) -> SynthesisView:
    """Of an épreuve of two situations, be they both known or not."""
    last, exam = whole.last, whole.exam
    decision, calculation = exam.decision, exam.calculation
    centres = dict.fromkeys(each.centre for each in whole.interrogations if each.centre)
    return SynthesisView(
        heading=f"Fiche de synthèse de l’épreuve {exam.code}",
        watermark=last.kind.facts.watermark,
        diploma=last.diploma,
        session=f"Session {last.year}",
        exam=f"{exam.code} {last.title}".strip(),
        details=f"{last.title} · unité {last.unit} · contrôle en cours de formation",
        centre=", ".join(centres),
        place="",
        candidate=whole.candidate.full_name,
        candidate_lines=tuple(candidate_lines(whole)),
        state="synthèse",
        footnotes=(_RESERVED_FOR, _weights_words(whole)),
        sheets=tuple(_sheet(whole, number) for number in exam.situations),
        calculation=calculation_words(calculation) if calculation else "",
        out_of=formats.mark(last.out_of),
        decided=formats.mark(decision.mark) if decision else "",
        decision=f"Arrêtée par le jury le {formats.short_day(decision.on)}" if decision else "",
        remark=decision.remark if decision else "",
        warnings="\n".join((*exam_warnings(whole), *_open(whole))),
        signers=(GridMember("Pour l’établissement de formation", ""), GridMember("Pour le jury", "")),
    )


def _weights_words(whole: Gathered) -> str:
    """Where the weights come from, or that there are none."""
    calculated = whole.exam.calculation is not None
    source = next((each.weighed for each in whole.interrogations if each.weighed), "")
    if source:
        return (_EQUAL if calculated else _NOT_YET).format(source)
    return _CALCULATED if calculated else _NOT_CALCULATED


def candidate_lines(whole: Gathered) -> Iterator[str]:
    """Number, birth, and what else pages tell of who is examined."""
    return particular_lines(Plan(whole.candidate, datetime.combine(whole.last.held.on, time())))


def _open(whole: Gathered) -> Iterator[str]:
    for number in whole.exam.missing:
        yield f"Situation {number}{COLON} elle n’est dans aucun des fichiers lus."
    for each in whole.interrogations:
        if each.lacks:
            yield f"Situation {each.held.situation}, il manque encore{COLON} {each.lacks}."


def _sheet(whole: Gathered, number: int) -> SituationSheet:
    found = [each for each in whole.interrogations if each.held.situation == number]
    out_of = formats.mark(whole.last.out_of)
    title = f"Situation {number}"
    if not found:
        return SituationSheet(title, ("Rien n’est connu de cette situation.",), "", out_of)
    each = found[-1]
    texts = tuple(Labelled(f"{label}, situation {number}", text) for label, text in each.texts)
    return SituationSheet(title, tuple(_lines(each)), formats.mark(each.held.mark), out_of, texts)


def _lines(each: Interrogation) -> Iterator[str]:
    held = each.held
    yield f"{each.form} · {formats.long_day(held.on)}"
    yield " · ".join(filter(None, (each.centre, each.place)))
    yield from each.jurors
    status = held.status.worth.label if held.settled else each.stage
    used = f"{formats.minutes(held.used)} utilisées" if held.used is not None else ""
    signatures = f"signatures {each.signatures}" if each.signatures else ""
    yield " · ".join(filter(None, (status, used, signatures)))
    if each.partial:
        yield " · ".join(one.words for one in each.partial)
    if each.ruled:
        yield f"{each.ruled}."
    if each.told:
        yield f"{each.told[:1].upper()}{each.told[1:]}"


def calculation_words(found: Calculation) -> str:
    """« 12 × 40 % + 14,5 × 60 % = 13,5 »: exact, or said to be rounded."""
    whole = sum((weight for _, weight in found.terms), Decimal(0))
    marks = [(formats.mark(mark), formats.mark(weight)) for mark, weight in found.terms]
    if whole == 100:
        terms = " + ".join(f"{mark} × {weight}{NARROW}%" for mark, weight in marks)
    else:
        terms = f"({' + '.join(f'{mark} × {weight}' for mark, weight in marks)}) ÷ {formats.mark(whole)}"
    return f"{terms} {exactly(found.mark)}"


def exactly(mark: Fraction) -> str:
    """« = 13,5 », « ≈ 13,67 (valeur exacte 41/3) »."""
    near = (Decimal(mark.numerator) / Decimal(mark.denominator)).quantize(_CENT)
    shown = Decimal(mark.numerator) / Decimal(mark.denominator)
    if Fraction(shown) == mark:
        return f"= {formats.mark(shown)}"
    return f"≈ {formats.mark(near)} (arrondi au centième, valeur exacte {mark})"
