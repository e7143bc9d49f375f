"""What an attempt, the attempts of a student, and a class leave on paper."""

from __future__ import annotations

from dataclasses import dataclass

from btstc_jury.application.views.paper import PrintedView
from btstc_jury.application.views.rehearsal.paper import BLANK, rehearsal_heading
from btstc_jury.application.views.rehearsal.progress import ClassView, ProgressView
from btstc_jury.application.views.rehearsal.review import ReviewView
from btstc_jury.domain.candidate import Candidate
from btstc_jury.domain.form import Form
from btstc_jury.domain.session import ExamSession

_NO_MARK = "Un niveau n’est pas une note."
_OWN_ONLY = "Cette page est à l’étudiant\u202f: elle ne dit rien des autres."
_NO_RANKING = "Ni classement, ni total\u202f: combien d’étudiants se situent à quel niveau au dernier essai."


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackSheetView(PrintedView):
    """« Fiche de retour »: one page, for the student."""

    footnotes: tuple[str, ...] = (_NO_MARK, _OWN_ONLY)
    review: ReviewView


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressPaperView(PrintedView):
    """The attempts of one student side by side."""

    footnotes: tuple[str, ...] = (_NO_MARK, _OWN_ONLY)
    progress: ProgressView


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassPaperView(PrintedView):
    """How many of a class stand at which level."""

    footnotes: tuple[str, ...] = (_NO_RANKING,)
    standing: ClassView


def feedback_sheet(
    review: ReviewView, form: Form, session: ExamSession, student: Candidate, played: str = ""
) -> FeedbackSheetView:
    """``review``: with nothing hidden; ``played``: « simulation seule · temps raccourcis », "" for all."""
    return FeedbackSheetView(
        heading="Fiche de retour",
        details=" · ".join(filter(None, (review.title, form.name, played))),
        sitting_lines=(f"Essai du {review.day}",) if review.day else (),
        state="entraînement",
        review=review,
        **rehearsal_heading(form, session, student),
    )


def progress_paper(
    progress: ProgressView, form: Form, session: ExamSession, student: Candidate
) -> ProgressPaperView:
    return ProgressPaperView(
        heading="Progrès",
        details=f"{progress.exam} · {progress.compared}",
        state="entraînement",
        progress=progress,
        **rehearsal_heading(form, session, student),
    )


def class_paper(standing: ClassView, form: Form, session: ExamSession) -> ClassPaperView:
    heading = rehearsal_heading(form, session, BLANK)
    heading["candidate"] = standing.class_name or session.centre
    waiting = f", {standing.waiting} sans essai terminé" if standing.waiting else ""
    return ClassPaperView(
        heading="La classe",
        details=form.name,
        sitting_lines=(f"{standing.students} étudiants{waiting}",),
        state="entraînement",
        standing=standing,
        **heading,
    )
