"""An evaluation read from a signed grid, as a list of words to read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from btstc_jury.application.evaluation import DebateData, EvaluationData, PartialData
from btstc_jury.application.views import formats
from btstc_jury.application.views.grid import GridScoring
from btstc_jury.domain.assessed import Assessed
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.opinions import OpinionMode


@dataclass(frozen=True, slots=True)
class EvaluationSection:
    """``lines``: label and value; a label may be ""."""

    title: str
    lines: tuple[tuple[str, str], ...]


def evaluation_sections(evaluation: EvaluationData) -> tuple[EvaluationSection, ...]:
    """Those that have something to say."""
    sections = (
        EvaluationSection("Candidat", tuple(_candidate(evaluation))),
        EvaluationSection("Proposition", tuple(_verdict(evaluation))),
        EvaluationSection("Situation", tuple(("", each) for each in evaluation.grid.situation)),
        EvaluationSection("Temps", tuple(_times(evaluation))),
        EvaluationSection("Incidents", tuple(("", each) for each in evaluation.grid.incidents)),
        EvaluationSection("Commission", tuple(_commission(evaluation))),
        EvaluationSection("Niveaux", tuple(_levels(evaluation))),
        EvaluationSection("Avis", tuple(_opinions(evaluation))),
        EvaluationSection("Remarques de travail", tuple(_remarks(evaluation))),
        EvaluationSection("Origine", tuple(_origin(evaluation))),
    )
    return tuple(each for each in sections if each.lines)


def _candidate(evaluation: EvaluationData) -> Iterator[tuple[str, str]]:
    grid = evaluation.grid
    yield "", grid.candidate
    yield from (("", line) for line in (*grid.candidate_lines, *grid.sitting_lines))
    yield "", f"{grid.exam} · {grid.details}"
    yield "", f"{grid.session} · {grid.centre} · {grid.place}"


def _verdict(evaluation: EvaluationData) -> Iterator[tuple[str, str]]:
    grid, verdict = evaluation.grid, evaluation.verdict
    for part in (grid.scoring or GridScoring()).marks:
        yield f"Note «\u202f{part.title}\u202f»", f"{part.mark}/{part.out_of}" if part.mark else "aucune"
    yield "Note proposée", f"{grid.mark}/{grid.out_of}" if grid.mark else "aucune"
    yield "Situation", evaluation.situation.status.worth.label
    for label, text in (
        ("Appréciation", verdict.appreciation),
        ("Points forts", verdict.strengths),
        ("Points à améliorer", verdict.weaknesses),
        ("Remarques", verdict.remarks),
    ):
        if text:
            yield label, text
    yield "Version", str(evaluation.version)
    for each in evaluation.reopenings:
        yield f"Annule et remplace la version {each.replaced}", each.reason


def _times(evaluation: EvaluationData) -> Iterator[tuple[str, str]]:
    for each in (*evaluation.grid.times, evaluation.grid.total):
        over = f" ({each.overrun})" if each.overrun else ""
        yield each.title, f"{each.used} sur {each.allowed}{over}"


def _commission(evaluation: EvaluationData) -> Iterator[tuple[str, str]]:
    yield from ((each.role, each.name) for each in evaluation.grid.members)
    for each in evaluation.vacancies:
        seat = each.role.facts.title.lower()
        yield f"Place vide{formats.NARROW}: {seat}", f"{each.president} — {each.reason}"


def _levels(evaluation: EvaluationData) -> Iterator[tuple[str, str]]:
    for group in evaluation.grid.groups:
        for row in group.rows:
            yield f"{row.number}. {row.text}", row.level or "—"


def _opinions(evaluation: EvaluationData) -> Iterator[tuple[str, str]]:
    debate = evaluation.debate
    if debate.mode is OpinionMode.COMMON:
        yield "", "Avis commun de la commission"
        return
    if not debate.revealed:
        yield "", "Avis séparés, non révélés"
        return
    if debate.reveal_reason:
        yield "Révélés sans attendre tous les avis", debate.reveal_reason
    names = {each.key: each.name for each in evaluation.commission}
    for each in debate.opinions:
        levels = ", ".join(f"{rating.criterion} {rating.level}" for rating in each.ratings)
        mark = f"note {each.mark.replace('.', ',')}" if each.mark is not None else "sans note"
        parts = ", ".join(_part(part) for part in each.partial or () if part.mark is not None)
        yield names.get(each.juror, each.juror), " — ".join(filter(None, (mark, parts, levels)))
    yield from _reasons(debate, names, evaluation.grid.lines)


def _part(part: PartialData) -> str:
    return f"{part.title} {(part.mark or '').replace('.', ',')}"


def _reasons(debate: DebateData, names: dict[str, str], lines: Assessed) -> Iterator[tuple[str, str]]:
    for each in debate.reasons:
        yield f"Motif de la décision, {_about(each.criterion, lines)}", each.text
    for other in debate.dissents:
        name = names.get(other.juror, other.juror)
        yield f"Désaccord de {name}, {_about(other.criterion, lines)}", other.text


def _about(criterion: int | None, lines: Assessed) -> str:
    return "note" if criterion is None else lines.named(f"critère {criterion}")


def _remarks(evaluation: EvaluationData) -> Iterator[tuple[str, str]]:
    for each in evaluation.notes or ():
        phase = "" if each.phase is None else f"phase {each.phase + 1} · "
        yield f"{phase}{formats.minutes(Duration(each.at_us))}", f"{each.sign} {each.text}".strip()


def _origin(evaluation: EvaluationData) -> Iterator[tuple[str, str]]:
    form = evaluation.form
    yield "Forme d’épreuve", f"{form.name} {form.version} · {form.hash[:8]}"
    yield "Journal", f"{evaluation.journal.head[:16].upper()}\u00a0· {evaluation.journal.entries} entrées"
    yield "Programme", f"version {evaluation.program}, format {evaluation.schema_version}"
