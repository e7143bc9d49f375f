"""What an attempt, a student's attempts and a class leave on paper and in spreadsheets."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO

import pytest
import python_calamine

from btstc_jury.application.views.rehearsal.feedback import Feedback
from btstc_jury.application.views.rehearsal.progress import class_view, progress_view
from btstc_jury.application.views.rehearsal.results import (
    ClassPaperView,
    FeedbackSheetView,
    ProgressPaperView,
    class_paper,
    feedback_sheet,
    progress_paper,
)
from btstc_jury.application.views.rehearsal.review import review_view
from btstc_jury.bootstrap import form_folders
from btstc_jury.documents.rehearsal_results import class_pdf, feedback_pdf, progress_pdf
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.candidate import Candidate
from btstc_jury.domain.case import Case, Step
from btstc_jury.domain.commission import Juror, Role
from btstc_jury.domain.events import GapCause
from btstc_jury.domain.form import Form
from btstc_jury.domain.rehearsal import Scope
from btstc_jury.domain.session import ExamSession, FileKind
from btstc_jury.exchange.form_library import FormLibrary
from btstc_jury.exchange.rehearsal_tables import results_csv, results_xlsx
from tests.attempts import CHARIOTS, play, rate
from tests.documents.layout_checks import assert_laid_out
from tests.documents.reading import page_texts, squeezed, whole_text
from tests.domain.sitting import Sitting
from tests.forms_for_tests import JURORS

SESSION = ExamSession(
    FileKind.TRAINING, 2027, "BTS TC 2e année", "", jurors=(Juror("a", "Mme Fictive", Role("Professeur")),)
)
STUDENT = Candidate("1", "Benali", "Karim", class_name="TC2", group="A")
FORM = FormLibrary(form_folders()).get("e4-ponctuel")


def attempt(form: Form = FORM, listens: float = 130, case: Case = CHARIOTS, **levels: str) -> Sitting:
    sitting = Sitting(form)
    sitting.act(ev.RehearsalSet(case, Scope()), do.Open(JURORS[:1]))
    play(sitting.act, sitting.wait, lambda: sitting.now, listens=listens)
    rate(sitting.act, **levels)
    eighth, last = (8, 13) if form is FORM else (1, 2)
    sitting.act(
        ev.OwnOpinionGiven(((eighth, "TS"), (last, "S"))),
        ev.Observed("Lou Secrète", ((eighth, "S"), (last, "I"))),
        ev.Observed("Max Discret", ((last, "I"),)),
    )
    return sitting


FIRST, SECOND = attempt(c8="I", c13="TI"), attempt(listens=330, c8="S", c13="I", c15="S")
ORALS = (FIRST.oral, SECOND.oral)


def sheet() -> FeedbackSheetView:
    return feedback_sheet(review_view(ORALS, 2, SECOND.now), FORM, SESSION, STUDENT)


def progress() -> ProgressPaperView:
    return progress_paper(progress_view(ORALS, SECOND.now), FORM, SESSION, STUDENT)


def standing() -> ClassPaperView:
    return class_paper(class_view([ORALS, ORALS[:1]]), FORM, SESSION)


def test_the_feedback_sheet_is_one_page_with_all_that_the_student_takes_away() -> None:
    pdf = feedback_pdf(sheet())
    (text,) = page_texts(pdf)
    for told in (
        *("ENTRAÎNEMENT – sans valeur d’examen", "BENALI Karim", "2e essai", "Chariots Valdor"),
        *("Reformule avant d’annoncer un prix (1:52)", "Retourne l’objection du prix (2:14)"),
        *("Laisser finir l’acheteur (coupé à 3:30)", "2 sur 3", "A prix", "B SAV", "1er essai"),
        *("observateurs (2)", "13 Un traitement efficace des objections : TI, puis I"),
    ):
        assert squeezed(told) in squeezed(text), told
    assert_laid_out(pdf)


def test_the_feedback_sheet_says_what_levels_mean_and_what_was_played() -> None:
    review = review_view(ORALS, 2, SECOND.now)
    pdf = feedback_pdf(feedback_sheet(review, FORM, SESSION, STUDENT, "simulation seule · temps raccourcis"))
    (text,) = page_texts(pdf)
    assert squeezed("simulation seule · temps raccourcis") in squeezed(text)
    for level in FORM.levels:
        assert squeezed(f"{level.letters} {level.label}") in squeezed(text)


def test_nobody_else_s_name_is_on_the_students_page() -> None:
    for pdf in (feedback_pdf(sheet()), progress_pdf(progress())):
        text = whole_text(pdf)
        assert squeezed("Secrète") not in text
        assert squeezed("Discret") not in text


def test_a_level_never_becomes_a_mark() -> None:
    text = whole_text(feedback_pdf(sheet()))
    assert squeezed("Note d’entraînement") not in text
    assert not re.search(r"/20(?!\d)", text)
    marked = attempt(c8="S")
    marked.act(ev.TrainingMarkGiven(FORM.mark.maximum))
    asked = review_view((marked.oral,), 1, marked.now)
    told = whole_text(feedback_pdf(feedback_sheet(asked, FORM, SESSION, STUDENT)))
    assert squeezed("Note d’entraînement") in told


@pytest.mark.parametrize("key", ["e4-ponctuel", "e6-ponctuel", "e4-ccf-1"])
def test_it_stays_one_page_with_every_criterion_and_long_texts(key: str) -> None:
    form = FormLibrary(form_folders()).get(key)
    first, second = attempt(form), attempt(form)
    for sitting in (first, second):
        sitting.act(*(ev.Rated(each.number, "S") for each in form.criteria))
    review = review_view((first.oral, second.oral), 2, second.now)
    long = "Parler moins et laisser à l’acheteur le temps de dire ce qui compte pour lui. " * 12
    review = replace(review, feedback=Feedback((long,) * 3, (long,) * 3, edited=True))
    student = replace(STUDENT, last_name="Benali-Lefebvre de la Tour " * 3)
    pdf = feedback_pdf(feedback_sheet(review, form, SESSION, student))
    assert len(page_texts(pdf)) == 1
    assert_laid_out(pdf)


def test_an_attempt_of_which_nothing_was_noted_has_its_sheet() -> None:
    sitting = Sitting(FORM)
    sitting.act(ev.RehearsalSet(None, Scope()), do.Open(JURORS[:1]), do.Start())
    sitting.wait(60)
    sitting.act(ev.Ended())
    review = review_view((sitting.oral,), 1, sitting.now)
    text = whole_text(feedback_pdf(feedback_sheet(review, FORM, SESSION, STUDENT)))
    assert squeezed("TROIS RÉUSSITES") in text
    assert squeezed("DIFFÉRENCE") not in text


def test_objections_close_to_one_another_keep_their_letters_and_what_stopped_is_told() -> None:
    sitting = Sitting(FORM)
    sitting.act(ev.RehearsalSet(CHARIOTS, Scope()), do.Open(JURORS[:1]), do.Start())
    sitting.wait(60)
    sitting.act(ev.StepReached(Step.DISCOVERY))
    for place in range(4):
        sitting.act(ev.ObjectionThrown(place))
        sitting.wait(4)
    sitting.act(ev.Paused())
    sitting.wait(20)
    sitting.act(ev.Resumed())
    alive = sitting.now
    sitting.wait(26)
    sitting.act(ev.GapFound(alive, GapCause.STOP))
    sitting.act(ev.GapDecided(sitting.history.last_sequence, counted=False))
    sitting.wait(1100)
    sitting.act(ev.Ended())
    pdf = feedback_pdf(feedback_sheet(review_view((sitting.oral,), 1, sitting.now), FORM, SESSION, STUDENT))
    (text,) = page_texts(pdf)
    assert re.search(r"Objections\s+A\s+B\s+C\s+D", text)
    for told in (
        "Étapes\u202f: Découverte 1:00",
        "Suspendu 0:20 à 1:16",
        "Arrêt du programme, 0:26, non compté",
        "Aucune réussite écrite.",
        "éludée à apprécier",
    ):
        assert squeezed(told) in squeezed(text), told
    assert_laid_out(pdf)


def test_what_stayed_as_it_was_is_no_difference() -> None:
    same = (attempt(c8="S", c13="TI"), attempt(listens=330, c8="S", c13="I"))
    view = review_view((same[0].oral, same[1].oral), 2, same[1].now)
    text = whole_text(feedback_pdf(feedback_sheet(view, FORM, SESSION, STUDENT)))
    assert squeezed("TI, puis I") in text
    assert squeezed("S, puis S") not in text


def test_attempts_stand_side_by_side() -> None:
    text = whole_text(progress_pdf(progress()))
    for told in ("1er essai", "2e essai", "une différence, pas encore une tendance", "I (soi-même TS)"):
        assert squeezed(told) in text, told


def test_many_attempts_and_long_titles_keep_inside_their_columns() -> None:
    case = replace(CHARIOTS, title="Chariots élévateurs de la plateforme logistique")
    orals = [attempt(case=case, c8="S").oral for _ in range(6)]
    pdf = progress_pdf(progress_paper(progress_view(orals, SECOND.now), FORM, SESSION, STUDENT))
    assert_laid_out(pdf)


def test_a_class_ranks_nobody() -> None:
    text = whole_text(class_pdf(standing()))
    assert squeezed("2 étudiants") in text
    assert squeezed("Ni classement, ni total") in text
    assert squeezed("BENALI") not in text
    empty = class_paper(class_view([]), FORM, SESSION)
    assert squeezed("Aucun essai terminé.") in whole_text(class_pdf(empty))


def test_spreadsheets_say_the_same_and_that_it_is_no_exam() -> None:
    told = results_csv(progress()).decode("utf-8-sig").splitlines()
    assert told[0] == "ENTRAÎNEMENT – sans valeur d’examen"
    assert "Parole de l’étudiant;51\u202f%;38\u202f%" in told
    assert "13 Un traitement efficace des objections;TI;I" in told
    book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(results_xlsx(progress())))
    rows = book.get_sheet_by_name("Progrès").to_python()
    assert ["Objections, retournée", 1.0, 1.0] in [row[:3] for row in rows]
    assert results_xlsx(progress()) == results_xlsx(progress())


def test_a_class_is_counted_in_spreadsheets() -> None:
    book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(results_xlsx(standing())))
    rows = book.get_sheet_by_name("Classe").to_python()
    assert rows[2] == ["Critère", "TI", "I", "S", "TS", "NE", "sans niveau"]
    assert rows[4] == ["13 Un traitement efficace des objections", 1.0, 1.0, 0.0, 0.0, 0.0, 0.0]
    assert results_csv(standing()).decode("utf-8-sig").splitlines()[2].startswith("Critère;TI;I")
    empty = class_paper(class_view([]), FORM, SESSION)
    assert results_xlsx(empty)


def test_a_case_that_looks_like_a_formula_is_text() -> None:
    case = replace(CHARIOTS, title='=HYPERLINK("x")')
    sitting = Sitting(FORM)
    sitting.act(ev.RehearsalSet(case, Scope()), do.Open(JURORS[:1]), do.Start(), ev.Ended())
    paper = progress_paper(progress_view((sitting.oral,), sitting.now), FORM, SESSION, STUDENT)
    assert "'=HYPERLINK" in results_csv(paper).decode("utf-8-sig")
