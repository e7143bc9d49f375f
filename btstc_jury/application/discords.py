"""Where the pages of a signed grid say otherwise than the data that they carry."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from btstc_jury.application.evaluation import EvaluationData
from btstc_jury.application.views import formats, people
from btstc_jury.application.views.grid import GridScoring
from btstc_jury.domain.candidate import Candidate
from btstc_jury.domain.commission import CommissionRule, Juror, RoleWords


def discords(evaluation: EvaluationData) -> Iterator[str]:
    """What the grid says otherwise than the data, in French; nothing where both agree."""
    grid, verdict, candidate = evaluation.grid, evaluation.verdict, evaluation.candidate
    name = Candidate(candidate.number, candidate.last_name, candidate.first_names).full_name
    compared = (
        ("le nom du candidat", grid.candidate, name),
        ("le numéro du candidat", _number(evaluation), f"N° {candidate.number}"),
        ("la note", grid.mark, _shown(verdict.mark)),
        ("l’appréciation", grid.appreciation, verdict.appreciation),
        ("les points forts", grid.strengths, verdict.strengths),
        ("les points à améliorer", grid.weaknesses, verdict.weaknesses),
        ("les remarques", grid.remarks, verdict.remarks),
        ("la version", grid.version, evaluation.version),
        ("le journal", grid.journal, evaluation.journal.head),
        ("le genre du fichier", grid.file_kind, evaluation.kind),
        ("les réouvertures", grid.reopenings, tuple(each.reason for each in evaluation.reopenings)),
    )
    yield from (what for what, printed, carried in compared if printed != carried)
    yield from _other_marks(evaluation)
    sat = [
        Juror(each.key, each.name, each.role, each.replaces_professional, each.quality or "")
        for each in evaluation.commission
    ]
    titles = {each.role: RoleWords(each.title) for each in evaluation.commission if each.title}
    rule = CommissionRule((), None, "", roles=titles)
    if sat and [each.name for each in grid.members] != [each.name for each in sat]:
        yield "la commission"
    elif sat and [each.role for each in grid.members] != [people.seat(each, rule) for each in sat]:
        yield "les qualités des membres"
    levels = {each.criterion: each.level for each in evaluation.ratings}
    printed = {row.number: row.level for group in grid.groups for row in group.rows if row.level}
    for number in sorted({*levels, *printed}):
        if levels.get(number) != printed.get(number):
            yield grid.lines.named(f"le niveau du critère {number}")


def _other_marks(evaluation: EvaluationData) -> Iterator[str]:
    carried = evaluation.verdict.partial or ()
    told = [(each.title, _shown(each.mark), _shown(each.maximum)) for each in carried]
    scoring = evaluation.grid.scoring or GridScoring()
    if [(each.title, each.mark, each.out_of) for each in scoring.marks] != told:
        yield "les notes partielles"


def _number(evaluation: EvaluationData) -> str:
    """The printed one, without the birth after it."""
    lines = evaluation.grid.candidate_lines
    return lines[0].partition(" · né(e) le ")[0] if lines else ""


def _shown(mark: str | None) -> str:
    try:
        return "" if mark is None else formats.mark(Decimal(mark))
    except InvalidOperation:
        return "?"
