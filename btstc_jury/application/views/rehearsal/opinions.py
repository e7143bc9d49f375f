"""An opinion on an attempt while it is given: whose, of which criteria, and nothing of what others gave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from btstc_jury.application.views import formats
from btstc_jury.application.views.criteria import (
    CriteriaView,
    CriterionGroup,
    CriterionLine,
    grouped,
    level_boxes,
)
from btstc_jury.domain.oral import Oral
from btstc_jury.domain.rehearsal import Rehearsal


class Voice(StrEnum):
    """Whose levels."""

    TEACHER = "teacher"
    OWN = "own"
    OBSERVER = "observer"


@dataclass(frozen=True, slots=True)
class OpinionSheet:
    """``title``: « Auto-évaluation de Karim »; ``known``: names of the observers who gave theirs."""

    voice: Voice
    title: str
    told: str
    criteria: CriteriaView
    known: tuple[str, ...]


def opinion_sheet(oral: Oral, voice: Voice, levels: Mapping[int, str]) -> OpinionSheet:
    """``levels``: those of this very opinion; nobody else's are ever in it."""
    form, rehearsal = oral.form, oral.rehearsal or Rehearsal()
    first = oral.plan.candidate.first_names or oral.plan.candidate.full_name
    title, told = {
        Voice.TEACHER: ("Niveaux du professeur", "Chaque niveau est consigné aussitôt."),
        Voice.OWN: (
            f"Auto-évaluation de {first}",
            "Avant d’entendre les autres\u202f: leurs niveaux ne sont pas montrés. L’avis se donne une fois.",
        ),
        Voice.OBSERVER: (
            "Avis d’un observateur",
            "À tour de rôle\u202f: personne ne voit les niveaux des autres avant d’avoir donné les siens.",
        ),
    }[voice]
    # What the teacher rated mustn't show in which criteria are asked for.
    case = rehearsal.case
    aims = set(case.criteria) if case is not None else set()
    chosen = [each for each in form.criteria if not aims or each.number in aims or each.number in levels]
    groups = tuple(
        CriterionGroup(
            codes,
            label,
            tuple(
                CriterionLine(
                    each.number, each.text, levels.get(each.number), 0, descriptors=each.descriptors
                )
                for each in criteria
            ),
        )
        for codes, label, criteria in grouped(form, chosen or form.criteria)
    )
    total = len(chosen or form.criteria)
    progress = f"{formats.count(len(levels), 'niveau', 'niveaux')} sur {total}"
    view = CriteriaView(groups, level_boxes(form), len(levels), total, 0, progress, assessed=form.assessed)
    known = tuple(rehearsal.observed) if voice is Voice.OBSERVER else ()
    return OpinionSheet(voice, title, told, view, known)
