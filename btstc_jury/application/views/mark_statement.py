"""« Note et appréciations »: what a candidate who asks is given, once the jury has decided."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from btstc_jury.application.office import Office
from btstc_jury.application.views import formats
from btstc_jury.application.views.grid import candidate_lines, place_of
from btstc_jury.domain.oral import Oral
from btstc_jury.domain.refusals import Reason, Refusal

_HEADING = "Note et appréciations"


@dataclass(frozen=True, slots=True)
class StatementPart:
    """A framed text under its label."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class MarkStatementView:
    """The whole document; see ``views.paper.Paper``. ``mark``: the one that the jury decided on, « 12,5 »;
    no mark that was proposed, no level and no juror's name is in it.
    """

    watermark: str
    diploma: str
    session: str
    exam: str
    details: str
    centre: str
    place: str
    candidate: str
    candidate_lines: tuple[str, ...]
    sitting_lines: tuple[str, ...]
    mark: str
    out_of: str
    decided: str
    parts: tuple[StatementPart, ...]
    version: int
    form: str
    journal: str
    provisional: bool = False
    language: str = "fr-FR"

    @property
    def heading(self) -> str:
        return _HEADING

    @property
    def title(self) -> str:
        return f"{_HEADING} — {self.exam} — {self.candidate}"

    @property
    def state(self) -> str:
        return f"version {self.version}"

    @property
    def notes(self) -> tuple[str, ...]:
        words = (
            "Document remis au candidat qui en fait la demande, après la décision du jury. Il ne comporte ni"
            " les niveaux ni les avis des membres de la commission."
        )
        return (words,)


def statement_obstacle(oral: Oral) -> Reason | None:
    """Why the candidate can't be given anything yet; ``None`` when it can be printed."""
    if oral.proof.decision is None:
        return Reason.NOT_DECIDED
    return Reason.RESULT_WITHHELD if oral.room.status.worth.withheld else None


def mark_statement_view(office: Office, number: int) -> MarkStatementView:
    """Raises ``Refusal`` before the jury's decision and while the result is withheld."""
    oral, session, form = office.oral(number), office.session, office.oral(number).form
    obstacle, decision = statement_obstacle(oral), oral.proof.decision
    if obstacle is not None or decision is None:
        raise Refusal(obstacle or Reason.NOT_DECIDED)
    return MarkStatementView(
        watermark=session.kind.facts.watermark,
        diploma=form.diploma,
        session=f"Session {session.year}",
        exam=f"{form.exam} {form.title}",
        details=f"{form.exam} {form.title} · unité {form.unit} · {form.name}",
        centre=session.centre,
        place=place_of(session),
        candidate=oral.plan.candidate.full_name,
        candidate_lines=tuple(candidate_lines(oral)),
        sitting_lines=tuple(_sitting(oral)),
        mark=formats.mark(decision.mark),
        out_of=formats.mark(form.mark.maximum),
        decided=f"Note arrêtée par le jury le {formats.long_day(decision.on).lower()}",
        parts=tuple(_parts(oral)),
        version=oral.version,
        form=f"{form.key} {form.version} · {form.hash[:8]}",
        journal=office.file.head(number).hex(),
    )


def _sitting(oral: Oral) -> Iterator[str]:
    """The day only: hours, preparation and accommodations are nothing that the mark needs."""
    if oral.started is not None:
        day = formats.long_day(formats.local(oral.started.utc).date()).lower()
        yield f"Interrogation du {day}"


def _parts(oral: Oral) -> Iterator[StatementPart]:
    verdict = oral.verdict
    yield StatementPart("Appréciation", verdict.appreciation)
    if verdict.strengths:
        yield StatementPart("Points forts", verdict.strengths)
    if verdict.weaknesses:
        yield StatementPart("Points à améliorer", verdict.weaknesses)
