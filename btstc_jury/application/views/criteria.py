"""Criteria grouped under their competences, in official order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from btstc_jury.domain.form import Criterion, Form


@dataclass(frozen=True, slots=True)
class CompetenceGroup:
    """``codes``: « C4.3.1 + C4.3.2 »; ``label``: the labels of these competences."""

    codes: str
    label: str
    criteria: tuple[Criterion, ...]


def by_competence(form: Form, criteria: Iterable[Criterion]) -> Iterator[CompetenceGroup]:
    """Neighbours with the same competences share a group; order is kept."""
    for codes, members in groupby(criteria, key=lambda each: each.competences):
        labels = [found.label for code in codes if (found := form.competence(code))]
        yield CompetenceGroup(" + ".join(codes), " / ".join(labels), tuple(members))


def for_phase(form: Form, phase: int) -> tuple[Criterion, ...]:
    """Criteria of the competences named for a phase, in the order the phase names them; none when it
    names none.
    """
    codes = form.phases[phase].competences
    return tuple(
        criterion
        for code in codes
        for criterion in form.criteria
        if criterion.competences and criterion.competences[0] == code
    )
