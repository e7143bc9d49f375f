"""The words for the commission's seats."""

from __future__ import annotations

from collections.abc import Sequence

from btstc_jury.domain.commission import Juror, Role

_LONG = {
    Role.EG: "Professeur d’économie et gestion",
    Role.STI: "Professeur de sciences et techniques industrielles",
    Role.PROFESSIONAL: "Professionnel",
}
_SHORT = {Role.EG: "Éco-gestion", Role.STI: "STI", Role.PROFESSIONAL: "Pro."}
_LETTERS = {Role.EG: "ÉG", Role.STI: "STI", Role.PROFESSIONAL: "Pro."}
_ABSENT_PROFESSIONAL = "Professeur d’économie et gestion, remplaçant le professionnel"


def role_title(role: Role) -> str:
    return _LONG[role]


def seat(juror: Juror) -> str:
    """In what capacity a juror sits, in full."""
    return _ABSENT_PROFESSIONAL if juror.replaces_professional else _LONG[juror.role]


def seat_short(juror: Juror) -> str:
    return "Remplaçant" if juror.replaces_professional else _SHORT[juror.role]


def columns(jurors: Sequence[Juror]) -> tuple[str, ...]:
    """A few letters for each seat, numbered where two would be the same: « ÉG 1 », « ÉG 2 »."""
    letters = ["Rempl." if each.replaces_professional else _LETTERS[each.role] for each in jurors]
    return tuple(
        f"{text} {letters[: place + 1].count(text)}" if letters.count(text) > 1 else text
        for place, text in enumerate(letters)
    )
