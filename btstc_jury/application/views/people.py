"""Who is examined, and by whom: the seats in words, the banner that never leaves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from btstc_jury.application.office import Office
from btstc_jury.application.views import formats
from btstc_jury.domain.candidate import Accommodation
from btstc_jury.domain.commission import Juror
from btstc_jury.domain.session import FileKind

_ABSENT_PROFESSIONAL = "Professeur d’économie et gestion, remplaçant le professionnel"


def seat(juror: Juror) -> str:
    """In what capacity a juror sits, in full."""
    return _ABSENT_PROFESSIONAL if juror.replaces_professional else juror.role.facts.title


def seat_short(juror: Juror) -> str:
    return "Remplaçant" if juror.replaces_professional else juror.role.facts.short


def columns(jurors: Sequence[Juror]) -> tuple[str, ...]:
    """A few letters for each seat, numbered where two would be the same: « ÉG 1 », « ÉG 2 »."""
    letters = ["Rempl." if each.replaces_professional else each.role.facts.letters for each in jurors]
    return tuple(
        f"{text} {letters[: place + 1].count(text)}" if letters.count(text) > 1 else text
        for place, text in enumerate(letters)
    )


@dataclass(frozen=True, slots=True)
class IdentityView:
    """``jurors``: (seat in short, name). ``tags``: what distinguishes this oral, « Temps majoré 1/3 »."""

    name: str
    number: str
    form: str
    tags: tuple[str, ...]
    jurors: tuple[tuple[str, str], ...]
    kind: FileKind
    kind_label: str


def identity_view(office: Office, oral: int) -> IdentityView:
    state = office.oral(oral)
    return IdentityView(
        name=state.plan.candidate.full_name,
        number=state.plan.candidate.number,
        form=state.form.name,
        tags=accommodation_tags(state.plan.accommodation),
        jurors=tuple((seat_short(juror), juror.name) for juror in state.jurors or office.session.jurors),
        kind=office.session.kind,
        kind_label=office.session.kind.facts.label,
    )


def accommodation_tags(accommodation: Accommodation) -> tuple[str, ...]:
    """Only the time granted; aids are the commission's to read elsewhere."""
    pauses = (f"Pauses {formats.minutes(accommodation.pauses)}",) if accommodation.pauses else ()
    if not accommodation.extends_time:
        return pauses
    times = (accommodation.preparation, accommodation.phases, accommodation.total)
    extra = max(times)
    if all(each == extra for each in times):
        return (f"Temps majoré {fraction(extra)}", *pauses)
    return ("Temps majoré", *pauses)


def fraction(value: Fraction) -> str:
    """« 1/3 », or a percentage where the denominator isn't a usual one."""
    if value.denominator in {2, 3, 4}:
        return f"{value.numerator}/{value.denominator}"
    return f"{float(value * 100):.0f}\u202f%"
