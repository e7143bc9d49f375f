"""What students get on paper before an attempt: the sheet to prepare with, and what observers fill in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from btstc_jury.application.views import formats
from btstc_jury.application.views.formats import COLON, NARROW
from btstc_jury.application.views.grid import GridGroup, GridLevel, grid_groups, grid_levels
from btstc_jury.application.views.juror_sheet import level_keys
from btstc_jury.application.views.paper import Labelled, PrintedView
from btstc_jury.application.views.people import Heading
from btstc_jury.domain.assessed import Assessed
from btstc_jury.domain.candidate import Accommodation, Candidate
from btstc_jury.domain.case import Annex, Case, Change
from btstc_jury.domain.form import Form, SettingKind
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.session import ExamSession, FileKind

_UNTOLD = "Un niveau par critère, sans le dire à l’étudiant, qui s’évalue d’abord lui-même."
BLANK = Candidate("", "", "")
"""For a sheet that bears no name: whoever gets it writes it down."""


@dataclass(frozen=True, slots=True)
class ComparedChange:
    """One parameter, as the student knows it and as it is now."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparationSheetView(PrintedView):
    """What the student prepares with. Built of the fiche, of the changes without their reasons and of the
    annexes handed over: of nothing that is the buyer's.

    ``fiche``: the rubrics under which something stands; ``sentences``: those that the teacher wrote;
    ``annexes``: « Tarif 2026.pdf, 2 pages ».
    """

    footnotes: tuple[str, ...] = ("Document remis à l’étudiant pour la préparation.",)
    fiche_name: str
    fiche: tuple[Labelled, ...]
    changes: tuple[ComparedChange, ...]
    sentences: str
    annexes: tuple[str, ...]
    exam_phases: tuple[Labelled, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ObserverSheetView(PrintedView):
    """What an observer fills in by hand: a level a criterion, then remarks. ``keys``: to type for each level
    when it is entered.
    """

    levels: tuple[GridLevel, ...]
    groups: tuple[GridGroup, ...]
    keys: str
    lines: Assessed


@dataclass(frozen=True, slots=True)
class ObserverSheets:
    """One document, a sheet for each observer."""

    title: str
    subject: str
    sheets: tuple[ObserverSheetView, ...]
    language: str = "fr-FR"


def rehearsal_heading(form: Form, session: ExamSession, student: Candidate) -> Heading:
    """As ``people.heading_of``, without the number that no student has, and without a journal: a page of a
    rehearsal proves nothing.
    """
    group = f"Groupe {student.group}" if student.group else ""
    return Heading(
        watermark=FileKind.TRAINING.facts.watermark,
        diploma=form.diploma,
        session=f"Année {session.year}",
        exam=f"{form.exam} {form.title}",
        centre=session.centre,
        place=", ".join(each.name for each in session.jurors),
        candidate=student.full_name or "Nom\u202f:",
        candidate_lines=tuple(filter(None, (student.class_name, group))),
        form="",
        journal="",
    )


def preparation_sheet(
    case: Case,
    form: Form,
    session: ExamSession,
    student: Candidate = BLANK,
    accommodation: Accommodation | None = None,
) -> PreparationSheetView:
    """``student``: left out where the same sheet goes to several."""
    heading = rehearsal_heading(form, session, student)
    return PreparationSheetView(
        heading="Fiche de préparation",
        details=f"Cas{COLON} {case.title} · {form.name}",
        sitting_lines=tuple(_time_given(form, accommodation or Accommodation())),
        state="à remettre",
        fiche_name=case.sheet_name,
        fiche=tuple(Labelled(each.title, each.text) for each in case.rubrics if each.text.strip()),
        changes=tuple(ComparedChange(each.parameter.bare, each.before, each.after) for each in case.changes),
        sentences="" if _told_already(case) else case.sentences.strip(),
        annexes=tuple(annex_words(each) for each in case.annexes if each.handed),
        exam_phases=tuple(
            Labelled(f"{place} {phase.title}", phase.candidate[:1].upper() + phase.candidate[1:])
            for place, phase in enumerate(form.phases, start=1)
        ),
        **heading,
    )


def changes_in_sentences(changes: Sequence[Change]) -> str:
    """A proposal for the sheet, a change a line, without its reason."""
    return "\n".join(_sentence(each) for each in changes if each.after.strip())


def _told_already(case: Case) -> bool:
    """Whether the sentences are those proposed: the table of the changes says the same."""
    return case.sentences.strip() == changes_in_sentences(case.changes)


def _sentence(change: Change) -> str:
    parameter = change.parameter.bare
    after, before = change.after.strip().rstrip("."), change.before.strip().rstrip(".")
    instead = f", au lieu de «{NARROW}{before}{NARROW}»" if before else ""
    return f"{parameter}{COLON} {after}{instead}."


def annex_words(annex: Annex) -> str:
    """« Tarif 2026.pdf, 2 pages »."""
    if annex.pages is None:
        return annex.name
    return f"{annex.name}, {annex.pages} page{'s' if annex.pages > 1 else ''}"


def _time_given(form: Form, accommodation: Accommodation) -> Iterator[str]:
    rule = form.preparation
    if rule.kind is SettingKind.FIXED and rule.duration is not None:
        length = rule.duration.scaled(1 + accommodation.preparation)
        yield f"Temps de préparation{COLON} {_minutes(length)}"


def _minutes(length: Duration) -> str:
    seconds = length.whole_seconds
    return f"{seconds // 60} min" if seconds % 60 == 0 else formats.minutes(length)


def observer_sheets(
    case: Case | None, form: Form, session: ExamSession, student: Candidate, count: int
) -> ObserverSheets:
    """``count`` sheets of the criteria that the case looks at, empty."""
    levels = grid_levels(form)
    scale = formats.scale(levels)
    watched = set(case.criteria) if case is not None and case.criteria else None
    heading = rehearsal_heading(form, session, student)
    sheet = ObserverSheetView(
        heading="Feuille d’un observateur",
        details=f"Cas{COLON} {case.title} · {form.name}" if case is not None else form.name,
        state="feuille de travail",
        footnotes=(f"{scale}.", _UNTOLD),
        levels=levels,
        groups=tuple(_watched(grid_groups(form, {}), watched)),
        keys=f"À la saisie{COLON} {level_keys(form)}",
        lines=form.assessed,
        **heading,
    )
    return ObserverSheets(sheet.heading, f"{sheet.session} · {session.centre}", (sheet,) * count)


def _watched(groups: Iterator[GridGroup], watched: set[int] | None) -> Iterator[GridGroup]:
    for group in groups:
        rows = tuple(row for row in group.rows if watched is None or row.number in watched)
        if rows:
            yield replace(group, rows=rows)
