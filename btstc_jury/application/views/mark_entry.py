"""A mark as it is typed: what it is worth, or why it can't be taken."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from btstc_jury.application.views import formats
from btstc_jury.domain.assessment import fits
from btstc_jury.domain.form import MarkRule

_NUMBER = re.compile(r"[+-]?(\d{1,9}([.,]\d{0,9})?|[.,]\d{1,9})", re.ASCII)
_SHOWN = 12
"""Characters of an unreadable entry that the reason repeats."""


@dataclass(frozen=True, slots=True)
class MarkEntry:
    """``mark``: ``None`` for an empty field. ``error``: why it is refused, "" when it can be proposed."""

    mark: Decimal | None
    error: str = ""


def read_mark(text: str, rule: MarkRule) -> MarkEntry:
    """« 12,5 » and « 12.5 » are the same; nothing is ever rounded to make it fit."""
    typed = text.strip()
    if not typed:
        return MarkEntry(None)
    if not _NUMBER.fullmatch(typed):
        shown = typed if len(typed) <= _SHOWN else f"{typed[:_SHOWN]}…"
        return MarkEntry(None, f"«\u202f{shown}\u202f» n’est pas une note\u202f: {_expected(rule)}")
    mark = Decimal(typed.replace(",", "."))
    if fits(mark, rule):
        return MarkEntry(mark)
    if not 0 <= mark <= rule.maximum:
        return MarkEntry(None, f"Hors de l’intervalle\u202f: {_expected(rule)}")
    below = mark // rule.step * rule.step
    near = f"{formats.mark(below)} ou {formats.mark(below + rule.step)}"
    return MarkEntry(None, f"Le pas est de {formats.mark(rule.step)}\u202f: écrivez {near}.")


def _expected(rule: MarkRule) -> str:
    maximum, step = formats.mark(rule.maximum), formats.mark(rule.step)
    return f"écrivez un nombre de 0 à {maximum}, par pas de {step}."
