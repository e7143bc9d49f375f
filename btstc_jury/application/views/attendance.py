"""The feuille d'émargement of a day: the candidates in their order, with a place to sign."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from btstc_jury.application.office import Office
from btstc_jury.application.views import formats
from btstc_jury.application.views.grid import GridMember
from btstc_jury.application.views.people import place_of, seat
from btstc_jury.domain.oral import Oral
from btstc_jury.domain.proceedings import Attendance


@dataclass(frozen=True, slots=True)
class AttendanceRow:
    """``strokes``: the signature drawn on the screen, as in ``Presence``; ``mark``: what stands in its place,
    « ABSENT », or "" for an empty place; ``note``: below it, how the candidate signed elsewhere.
    """

    time: str
    number: str
    candidate: str
    details: str
    form: str
    strokes: tuple[tuple[int, ...], ...] = ()
    mark: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class AttendanceView:
    """``counts``: « 12 interrogations : 10 émargements consignés, 1 absence »: whoever sits
    both situations of a CCF signs twice.
    """

    watermark: str
    heading: str
    diploma: str
    session: str
    centre: str
    place: str
    day: str
    counts: str
    rows: tuple[AttendanceRow, ...]
    signers: tuple[GridMember, ...]
    language: str = "fr-FR"
    provisional: bool = False

    @property
    def title(self) -> str:
        return f"{self.heading} — {self.day} — {self.centre}"


def attendance_view(office: Office, day: date) -> AttendanceView:
    """Raises ``FileProblem`` where an oral of that day can't be read."""
    session = office.session
    orals = [office.oral(each.oral) for each in office.file.index.on_day(day)]
    rows = tuple(_row(oral) for oral in orals)
    return AttendanceView(
        watermark=session.kind.facts.watermark,
        heading="Feuille d’émargement",
        diploma=orals[0].form.diploma if orals else "",
        session=f"Session {session.year}",
        centre=session.centre,
        place=place_of(session),
        day=formats.long_day(day),
        counts=_counts(orals),
        rows=rows,
        signers=tuple(GridMember(seat(each), each.name) for each in session.jurors),
    )


def _row(oral: Oral) -> AttendanceRow:
    candidate, presence = oral.plan.candidate, oral.proceedings.presence
    absence, late = oral.proceedings.absence, oral.proceedings.lateness
    birth = f"né(e) le {formats.short_day(candidate.birth)}" if candidate.birth else ""
    delay = f"retard de {late.minutes}{formats.NARROW}min" if late is not None else ""
    note = ""
    if absence is not None:
        note = absence.kind.facts.title if absence.document else ""
    elif presence is not None and presence.attendance is Attendance.PAPER:
        note = "émargement consigné sur papier"
    return AttendanceRow(
        time=formats.clock(oral.plan.scheduled),
        number=candidate.number,
        candidate=candidate.full_name,
        details=" · ".join(filter(None, (birth, candidate.school, delay))),
        form=oral.form.name,
        strokes=presence.strokes if presence is not None and absence is None else (),
        mark="ABSENT" if absence is not None else "",
        note=note,
    )


def _counts(orals: list[Oral]) -> str:
    absent = sum(each.proceedings.absence is not None for each in orals)
    signed = sum(_signed(each) for each in orals)
    told = (
        formats.count(signed, "émargement consigné", "émargements consignés"),
        formats.count(absent, "absence") if absent else "",
    )
    return f"{formats.count(len(orals), 'interrogation')}{formats.COLON} {', '.join(filter(None, told))}"


def _signed(oral: Oral) -> bool:
    presence = oral.proceedings.presence
    here = presence is not None and presence.attendance is not Attendance.NOT_SIGNED
    return here and oral.proceedings.absence is None
