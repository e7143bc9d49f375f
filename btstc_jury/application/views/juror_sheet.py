"""The sheet that a juror fills in by hand while another keeps the keyboard; it is entered afterwards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from btstc_jury.application.office import Office
from btstc_jury.application.views import formats, people
from btstc_jury.application.views.formats import COLON
from btstc_jury.application.views.grid import GridGroup, GridLevel, grid_groups, grid_levels
from btstc_jury.application.views.paper import PrintedView
from btstc_jury.domain.assessed import Assessed
from btstc_jury.domain.commission import Juror
from btstc_jury.domain.form import Form, LimitKind, Phase
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.oral import Oral

HEADING = "Feuille d’évaluation d’un membre"
_USE = (
    "Cochez un niveau par critère. La feuille se saisit après l’interrogation, comme l’avis de ce membre et"
    " derrière son code."
)
_WORK = "Document de travail, réservé à la commission\u202f: à détruire une fois saisi."


@dataclass(frozen=True, slots=True)
class SheetPart:
    """``allowed``: « 10:00 », or in words where the part has no maximum of its own."""

    title: str
    allowed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JurorSheetView(PrintedView):
    """``seat``: in what capacity ``juror`` sits; ``keys``: to type for each level; ``step``: of the mark;
    ``lines``: what is rated.
    """

    juror: str
    seat: str
    parts: tuple[SheetPart, ...]
    levels: tuple[GridLevel, ...]
    groups: tuple[GridGroup, ...]
    keys: str
    out_of: str
    step: str
    lines: Assessed


@dataclass(frozen=True, slots=True)
class JurorSheets:
    """One document: ``sheets`` in the order in which they are given out."""

    title: str
    subject: str
    sheets: tuple[JurorSheetView, ...]
    language: str = "fr-FR"


def juror_sheets(office: Office, orals: Sequence[int]) -> JurorSheets:
    """A sheet for each juror of each oral, empty of what is recorded. Raises ``FileProblem``."""
    sheets = tuple(sheet for number in orals for sheet in _of_oral(office, number))
    session = office.session
    return JurorSheets("Feuilles d’évaluation", f"Session {session.year} · {session.centre}", sheets)


def sheets_of_day(office: Office, day: date) -> tuple[int, ...]:
    """The orals of a day for which there is still something to write, in their order."""
    return tuple(each.oral for each in office.file.index.on_day(day) if not each.stage.facts.settled)


def level_keys(form: Form) -> str:
    """« 1 TI · 2 I · 3 S · 4 TS · 0 NE »."""
    keys = [f"{place} {level.letters}" for place, level in enumerate(form.levels, start=1)]
    return " · ".join((*keys, "0 NE"))


def allowed_words(phase: Phase, allowed: Duration | None) -> str:
    """« 10:00 », or in words for a part without a maximum of its own."""
    if allowed is not None:
        return formats.length(allowed, indicative=phase.indicative)
    return "durée libre" if phase.limit is LimitKind.FREE else "reste du total"


def _of_oral(office: Office, number: int) -> Iterator[JurorSheetView]:
    oral = office.oral(number)
    for juror in oral.sitting or office.session.jurors:
        yield _sheet(office, number, oral, juror)


def _sheet(office: Office, number: int, oral: Oral, juror: Juror) -> JurorSheetView:
    form = oral.form
    levels = grid_levels(form)
    scale = formats.scale(levels)
    scheduled = oral.plan.scheduled
    heading = people.heading_of(office, number)
    heading["journal"] = ""
    return JurorSheetView(
        heading=HEADING,
        details=f"Unité {form.unit} · {form.name}",
        sitting_lines=(
            f"Convoqué le {formats.long_day(scheduled.date()).lower()}, {formats.clock(scheduled)}",
        ),
        state="feuille de travail",
        footnotes=(f"{scale}. {form.assessed.named(_USE)}", _WORK),
        juror=juror.name,
        seat=people.seat(juror, form.commission),
        parts=tuple(_parts(oral)),
        levels=levels,
        groups=tuple(grid_groups(form, {})),
        keys=f"À la saisie{COLON} {level_keys(form)}",
        out_of=formats.mark(form.mark.maximum),
        step=formats.mark(form.mark.step),
        lines=form.assessed,
        **heading,
    )


def _parts(oral: Oral) -> Iterator[SheetPart]:
    parts = zip(oral.form.phases, oral.allotment.phases, strict=True)
    for place, (phase, allowed) in enumerate(parts, start=1):
        yield SheetPart(f"{place} {phase.title}", allowed_words(phase, allowed))
