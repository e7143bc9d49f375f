"""The deliberation: levels with their evidence, texts, mark, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from btstc_jury.application.office import Office
from btstc_jury.application.views import formats
from btstc_jury.application.views.live import (
    CriteriaFilter,
    CriteriaView,
    NoteLine,
    criteria_view,
    note_lines,
)
from btstc_jury.domain.assessment import Missing, MissingKind
from btstc_jury.domain.form import Form
from btstc_jury.domain.moments import Reading
from btstc_jury.domain.oral import Stage, missing


@dataclass(frozen=True, slots=True)
class DeliberationView:
    """``guide``: the indicative mark from the levels, in words, "" where the form allows none.

    ``missing``: one short phrase for each thing the grid lacks; the proposition can be settled when empty.
    """

    criteria: CriteriaView
    notes: tuple[NoteLine, ...]
    mark: str
    out_of: str
    step: str
    guide: str
    appreciation: str
    strengths: str
    weaknesses: str
    remarks: str
    missing: tuple[str, ...]
    unrated: tuple[int, ...]
    finalised: str
    editable: bool
    reopenings: tuple[str, ...]

    def evidence(self, criterion: int | None) -> tuple[NoteLine, ...]:
        """Notes linked to a criterion; those linked to none for ``None``."""
        return tuple(note for note in self.notes if note.criterion == criterion)


def deliberation_view(office: Office, number: int) -> DeliberationView:
    oral = office.oral(number)
    verdict = oral.verdict
    lacking = missing(oral)
    settled = oral.stage is Stage.FINALISED
    return DeliberationView(
        criteria=criteria_view(office, number, CriteriaFilter.ALL),
        notes=note_lines(office, number),
        mark=formats.mark(verdict.mark),
        out_of=formats.mark(oral.form.mark.maximum),
        step=formats.mark(oral.form.mark.step),
        guide=_guide(oral.form, dict(oral.ratings)),
        appreciation=verdict.appreciation,
        strengths=verdict.strengths,
        weaknesses=verdict.weaknesses,
        remarks=verdict.remarks,
        missing=tuple(_missing(lacking)),
        unrated=next((each.subjects for each in lacking if each.kind is MissingKind.LEVEL), ()),
        finalised=_finalised(oral.version, oral.finalised_at),
        editable=not settled and not office.read_only,
        reopenings=oral.reopenings,
    )


def _finalised(version: int, at: Reading | None) -> str:
    if at is None:
        return ""
    moment = formats.local(at.utc)
    day = formats.long_day(moment.date()).lower()
    return f"Proposition arrêtée le {day} à {moment:%H:%M}, version {version}"


def _missing(lacking: tuple[Missing, ...]) -> Iterator[str]:
    for each in lacking:
        match each.kind:
            case MissingKind.LEVEL:
                shown = ", ".join(str(number) for number in each.subjects[:6])
                more = "…" if len(each.subjects) > 6 else ""
                count = formats.count(len(each.subjects), "critère")
                yield f"le niveau de {count} ({shown}{more})"
            case MissingKind.MARK:
                yield "la note"
            case MissingKind.APPRECIATION:
                yield "l’appréciation"
            case MissingKind.PAUSE_REASON:
                yield f"le motif de {formats.count(len(each.subjects), 'suspension')}"
            case MissingKind.GAP:
                stops = formats.count(len(each.subjects), "arrêt du programme", "arrêts du programme")
                yield f"la décision sur {stops}"
            case MissingKind.NOT_ENDED:
                yield "la fin de l’épreuve"


def _guide(form: Form, ratings: dict[int, str]) -> str:
    """An aid only, never filled in as the mark: equal weights, « non évalué » left out (our decision)."""
    ranks = {level.letters: index for index, level in enumerate(form.levels)}
    known = [ranks[letters] for letters in ratings.values() if letters in ranks]
    if not form.mark.guide or not known or len(form.levels) < 2:
        return ""
    share = Decimal(sum(known)) / (len(known) * (len(form.levels) - 1))
    value = (share * form.mark.maximum).quantize(Decimal("0.1"))
    return f"repère d’après les niveaux\u202f: {formats.mark(value)}"
