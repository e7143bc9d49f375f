"""The annex of the grid: what each juror thought, what the commission decided, why, and who disagrees."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from btstc_jury.application.office import Office
from btstc_jury.application.views import formats, people
from btstc_jury.application.views.opinions import OpinionsView, level_spread, opinions_view
from btstc_jury.domain.form import NOT_ASSESSED
from btstc_jury.domain.oral import Oral


@dataclass(frozen=True, slots=True)
class AnnexRow:
    """``levels``: letters of each juror, « — » for none; ``spread``: « 2 », « NE », or ""."""

    number: int
    text: str
    levels: tuple[str, ...]
    spread: str
    decision: str
    divergent: bool


@dataclass(frozen=True, slots=True)
class AnnexRemark:
    """Reason and dissents about one decision, a line each."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class AnnexView:
    """``columns``: the seats in a few letters, in the order of every tuple of the rows; ``marks`` likewise,
    « — » for none. ``mark``: the commission's.
    """

    title: str
    revealed: str
    columns: tuple[str, ...]
    members: tuple[str, ...]
    rows: tuple[AnnexRow, ...]
    marks: tuple[str, ...]
    mark_spread: str
    mark: str
    remarks: tuple[AnnexRemark, ...]


def annex_view(office: Office, number: int) -> AnnexView | None:
    """``None`` where opinions were common or aren't revealed."""
    oral = office.oral(number)
    view = opinions_view(office, number)
    if view.marks is None:
        return None
    columns = people.columns(oral.jurors)
    return AnnexView(
        title="Annexe — avis des membres de la commission",
        revealed=f"{view.revealed}.",
        columns=columns,
        members=tuple(
            f"{column}{formats.NARROW}: {juror.name} — {people.seat(juror)}"
            for column, juror in zip(columns, oral.jurors, strict=True)
        ),
        rows=tuple(_rows(oral)),
        marks=tuple(each.mark or "—" for each in view.marks.marks),
        mark_spread=view.marks.spread.removeprefix("écart "),
        mark=formats.mark(oral.verdict.mark) or "—",
        remarks=tuple(_remarks(oral, view)),
    )


def _rows(oral: Oral) -> Iterator[AnnexRow]:
    opinions = [oral.debate.of(juror.key) for juror in oral.jurors]
    for criterion in oral.form.criteria:
        spread = level_spread(oral, criterion.number)
        apart = [str(spread.width)] if spread.width else []
        yield AnnexRow(
            criterion.number,
            criterion.text,
            tuple(opinion.levels.get(criterion.number, "—") for opinion in opinions),
            " ".join((*apart, NOT_ASSESSED) if spread.unlike else apart),
            oral.ratings.get(criterion.number, "—"),
            spread.divergent,
        )


def _remarks(oral: Oral, view: OpinionsView) -> Iterator[AnnexRemark]:
    for criterion in oral.form.criteria:
        spread = level_spread(oral, criterion.number)
        lines = tuple(_lines(view, criterion.number, spread.reason if spread.wanted else ""))
        if lines:
            yield AnnexRemark(f"Critère {criterion.number}", "\n".join(lines))
    marks = view.marks
    lines = tuple(_lines(view, None, marks.reason if marks and marks.wanted else ""))
    if lines:
        yield AnnexRemark("Note proposée", "\n".join(lines))


def _lines(view: OpinionsView, criterion: int | None, reason: str) -> Iterator[str]:
    if reason:
        yield f"Motif de la décision{formats.NARROW}: {reason}"
    for each in view.about(criterion):
        yield f"Désaccord de {each.name}{formats.NARROW}: {each.text}"
