"""Whether a commission may sit (l.5476-5479, l.5785-5788)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from btstc_jury.domain.commission import Juror, Role
from btstc_jury.domain.form import AbsentProfessional, CommissionRule


@dataclass(frozen=True, slots=True)
class Vacancy:
    """An empty seat that the arrêté doesn't settle: the president of the jury's decision is recorded."""

    role: Role
    president: str
    reason: str


class Finding(StrEnum):
    """``SEAT_EMPTY``: needs a recorded decision; ``NO_REPLACEMENT``: the form admits none."""

    PROFESSIONAL_REPLACED = "professional_replaced"
    TWO_TEACHERS_ALONE = "two_teachers_alone"
    SEAT_EMPTY = "seat_empty"
    NO_REPLACEMENT = "no_replacement"


@dataclass(frozen=True, slots=True)
class SeatFinding:
    """What the commission's composition calls for; ``role``: the seat concerned."""

    finding: Finding
    role: Role

    @property
    def needs_decision(self) -> bool:
        return self.finding is Finding.SEAT_EMPTY


def check_commission(rule: CommissionRule, jurors: Sequence[Juror]) -> tuple[SeatFinding, ...]:
    """Nothing to say of a complete commission; an empty tuple then. Only an EG professor may replace."""
    found: list[SeatFinding] = []
    held = [juror.role for juror in jurors if not juror.replaces_professional]
    replacing = [juror.role for juror in jurors if juror.replaces_professional]
    replaced = any(role.facts.replaces for role in replacing)
    may_replace = rule.absent_professional is AbsentProfessional.REPLACED_BY_EG
    if replacing and not (may_replace and all(role.facts.replaces for role in replacing)):
        found.append(SeatFinding(Finding.NO_REPLACEMENT, Role.PROFESSIONAL))
    for role in rule.members:
        if role in held:
            continue
        found.append(SeatFinding(_empty(role, replaced=replaced, may_replace=may_replace), role))
    return tuple(found)


def _empty(role: Role, *, replaced: bool, may_replace: bool) -> Finding:
    if role.facts.teaches:
        return Finding.SEAT_EMPTY
    if not may_replace:
        return Finding.TWO_TEACHERS_ALONE
    return Finding.PROFESSIONAL_REPLACED if replaced else Finding.SEAT_EMPTY
