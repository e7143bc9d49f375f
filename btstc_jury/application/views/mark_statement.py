"""« Note et appréciations »: what a candidate who asks is given, once the jury has decided."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from btstc_jury.application.office import Office
from btstc_jury.application.views import formats
from btstc_jury.application.views.paper import PrintedView
from btstc_jury.application.views.people import heading_of
from btstc_jury.domain.oral import Oral
from btstc_jury.domain.refusals import Reason, Refusal

_HEADING = "Note et appréciations"


@dataclass(frozen=True, slots=True)
class StatementPart:
    """A framed text under its label."""

    label: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkStatementView(PrintedView):
    """The whole document; see ``views.paper.Paper``. ``mark``: the one that the jury decided on, « 12,5 »;
    no mark that was proposed, no level and no juror's name is in it.
    """

    mark: str
    out_of: str
    decided: str
    parts: tuple[StatementPart, ...]
    version: int

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
    oral = office.oral(number)
    form = oral.form
    obstacle, decision = statement_obstacle(oral), oral.proof.decision
    if obstacle is not None or decision is None:
        raise Refusal(obstacle or Reason.NOT_DECIDED)
    return MarkStatementView(
        details=f"{form.exam} {form.title} · unité {form.unit} · {form.name}",
        sitting_lines=tuple(_sitting(oral)),
        mark=formats.mark(decision.mark),
        out_of=formats.mark(form.mark.maximum),
        decided=f"Note arrêtée par le jury le {formats.long_day(decision.on).lower()}",
        parts=tuple(_parts(oral)),
        version=oral.version,
        **heading_of(office, number),
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
