"""Notes, criteria and controls of the live screen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from btstc_jury.application.office import Office
from btstc_jury.application.remark_syntax import is_question, turned
from btstc_jury.application.views.criteria import (
    CriteriaFilter,
    CriteriaView,
    by_competence,
    criteria_view,
    level_boxes,
)
from btstc_jury.application.views.live import (
    Controls,
    InterruptionLine,
    QuestionsView,
    RemarkLine,
    author_choices,
    controls,
    questions_view,
    remark_lines,
    timeline,
)
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import RemarkText, Sign
from btstc_jury.domain.commission import Juror, Role, Vacancy
from btstc_jury.domain.form import Competence, Criterion, Level
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.proceedings import Interruption
from btstc_jury.domain.standing import Stage
from tests.application.offices import act, bring, memory_of, plan, remark, wait
from tests.fakes import FakeClock
from tests.forms_for_tests import JURORS, make_form, make_plan


def numbers(view: CriteriaView) -> list[list[int]]:
    return [[line.number for line in group.lines] for group in view.groups]


def test_criteria_stand_under_their_competences_in_official_order(running: Office) -> None:
    view = criteria_view(running, 1, CriteriaFilter.ALL)
    assert numbers(view) == [[1], [2], [3]]
    assert [(group.codes, group.label) for group in view.groups] == [
        ("C1", "Présenter"),
        ("C2", "Répondre"),
        ("C1 + C2", "Présenter / Répondre"),
    ]
    assert view.groups[1].lines[0].text == "Les réponses sont justes"


def test_the_criteria_of_the_phase_are_those_it_names(running: Office) -> None:
    assert numbers(criteria_view(running, 1, CriteriaFilter.PHASE)) == [[1], [3]]
    assert criteria_view(running, 1, CriteriaFilter.PHASE).phase_count == 2


def test_a_phase_that_names_none_shows_all(running: Office) -> None:
    running.act(1, do.NextPhase())
    view = criteria_view(running, 1, CriteriaFilter.PHASE)
    assert numbers(view) == [[1], [2], [3]]
    assert view.phase_count == 0


def test_what_is_rated_leaves_the_list_of_what_is_not(running: Office) -> None:
    act(running, 1, ev.Rated(2, "S"), ev.Rated(3, "NE"))
    view = criteria_view(running, 1, CriteriaFilter.UNRATED)
    assert numbers(view) == [[1]]
    assert (view.rated, view.total, view.progress) == (2, 3, "1 évalué sur 3, 1 non évalué")


@pytest.mark.parametrize(
    ("rated", "progress"), [(0, "0 évalué sur 3"), (1, "1 évalué sur 3"), (3, "3 évalués sur 3")]
)
def test_progress_is_told_in_good_french(running: Office, rated: int, progress: str) -> None:
    for criterion in range(1, rated + 1):
        running.act(1, ev.Rated(criterion, "S"))
    assert criteria_view(running, 1, CriteriaFilter.ALL).progress == progress


def test_a_competence_can_be_looked_at_alone(running: Office) -> None:
    assert numbers(criteria_view(running, 1, CriteriaFilter.ALL, "C2")) == [[2], [3]]
    running.act(1, ev.Rated(2, "S"))
    assert numbers(criteria_view(running, 1, CriteriaFilter.UNRATED, "C2")) == [[3]]


def test_a_line_tells_its_level_and_how_many_remarks_it_has(running: Office) -> None:
    remark(running, 1, "un", criterion=2)
    remark(running, 1, "deux", criterion=2)
    remark(running, 1, "sans lien")
    running.act(1, ev.Rated(3, "NE"))
    lines = [line for group in criteria_view(running, 1, CriteriaFilter.ALL).groups for line in group.lines]
    assert [(line.level, line.remarks) for line in lines] == [(None, 0), (None, 2), ("NE", 0)]


def test_neighbours_of_one_competence_share_a_group() -> None:
    form = make_form(
        competences=(Competence("C1", "Présenter"),),
        criteria=tuple(
            Criterion(number, "x", (code,), 1) for number, code in enumerate(["C1", "C1", "C9"], 1)
        ),
    )
    groups = [(codes, label, len(criteria)) for codes, label, criteria in by_competence(form, form.criteria)]
    assert groups == [("C1", "Présenter", 2), ("C9", "", 1)]


def test_the_boxes_are_the_scale_of_the_form_then_not_assessed() -> None:
    boxes = level_boxes(make_form())
    assert [box.letters for box in boxes] == ["TI", "I", "S", "TS", "NE"]
    assert [box.rank for box in boxes] == [0, pytest.approx(1 / 3), pytest.approx(2 / 3), 1, None]
    alone = level_boxes(make_form(levels=(Level("A", "acquis"),)))
    assert [(box.letters, box.rank) for box in alone] == [("A", 0), ("NE", None)]


def test_remarks_stand_where_their_typing_began(running: Office) -> None:
    before = plan(running, "Petit")
    remark(running, before, "dossier complet")
    assert [line.stamp for line in remark_lines(running, before)] == ["avant"]
    wait(running, 65)
    began = running.now()
    wait(running, 5)
    remark(running, 1, "écrite la première")
    wait(running, 600)
    running.act(1, do.NextPhase())
    remark(running, 1, "à la reprise", Sign.QUESTION, 2)
    running.act(1, do.AddRemark(began, RemarkText("commencée avant", Sign.WEAKNESS, author="b")))
    lines = remark_lines(running, 1)
    assert [(line.stamp, line.content.text) for line in lines] == [
        ("1 · 01:05", "commencée avant"),
        ("1 · 01:10", "écrite la première"),
        ("2 · 00:00", "à la reprise"),
    ]
    assert [(line.content.sign, line.content.criterion) for line in lines] == [
        (Sign.WEAKNESS, None),
        (Sign.NONE, None),
        (Sign.QUESTION, 2),
    ]
    assert (lines[0].author, lines[0].content.author) == ("Dominique Fictif", "b")
    assert (lines[1].author, lines[1].content.author) == ("", None)


def test_a_remark_keeps_the_name_of_an_author_who_left_the_commission(running: Office) -> None:
    guest = Juror("z", "Andréa Passage", Role.EG)
    number = plan(running, "Petit")
    running.act(number, do.Open((guest, *JURORS[1:])))
    running.act(number, do.AddRemark(running.now(), RemarkText("vu", author="z")))
    assert [line.author for line in remark_lines(running, number)] == ["Andréa Passage"]
    assert next(iter(author_choices(running, number))) == ("z", "Andréa Passage (Éco-gestion)")


@pytest.mark.parametrize(
    "stage", [Stage.PLANNED, Stage.OPENED, Stage.RUNNING, Stage.PAUSED, Stage.ENDED, Stage.FINALISED]
)
def test_what_can_be_done_follows_the_stage(office: Office, stage: Stage) -> None:
    bring(office, 1, stage)
    assert controls(office, 1) == Controls(
        stage,
        is_last_phase=stage.facts.settled or stage is Stage.ENDED,
        can_write=stage is not Stage.FINALISED,
    )


def test_the_last_phase_leads_to_the_end(running: Office) -> None:
    running.act(1, do.NextPhase())
    assert controls(running, 1) == Controls(Stage.RUNNING, is_last_phase=True, can_write=True)


def test_nothing_can_be_written_in_a_file_opened_read_only(running: Office) -> None:
    memory_of(running).read_only = "permission"
    assert not controls(running, 1).can_write


def test_the_authors_are_the_members_present(office: Office) -> None:
    assert list(author_choices(office, 1)) == [
        ("a", "Camille Fictif (Éco-gestion)"),
        ("b", "Dominique Fictif (STI)"),
        ("c", "Claude Fictif (Pro.)"),
    ]
    absent = Vacancy(Role.PROFESSIONAL, "Mme Présidente", "intempéries")
    office.act(1, do.Open(JURORS[:2], vacancies=(absent,)))
    assert [key for key, _ in author_choices(office, 1)] == ["a", "b"]


@pytest.fixture
def oral(office: Office, clock: FakeClock) -> int:
    """In its first phase, which is not to be interrupted, with three questions."""
    number = office.plan(make_plan(), "essai")[0]
    office.act(number, do.Open(JURORS))
    office.act(number, do.Start())
    for text in ("un", "deux", "trois"):
        clock.advance(Duration.seconds(10))
        office.act(number, do.AddRemark(clock.now(), RemarkText(text, Sign.QUESTION)))
    return number


def texts(view: QuestionsView) -> list[str]:
    return [line.content.text for line in view.waiting]


def test_questions_wait_in_the_order_chosen_then_as_they_came(
    office: Office, clock: FakeClock, oral: int
) -> None:
    view = questions_view(office, oral)
    assert (view.title, view.askable, texts(view)) == (
        "Questions en attente · 3",
        False,
        ["un", "deux", "trois"],
    )
    office.act(oral, ev.QuestionsOrdered(view.moved(view.order[2], 0)))
    clock.advance(Duration.seconds(10))
    office.act(oral, do.AddRemark(clock.now(), RemarkText("quatre", Sign.QUESTION)))
    assert texts(questions_view(office, oral)) == ["trois", "un", "deux", "quatre"]
    office.act(oral, ev.QuestionTicked(view.order[0], asked=True))
    assert texts(questions_view(office, oral)) == ["trois", "deux", "quatre"]
    office.act(oral, do.ChangeRemark(view.order[2], RemarkText("trois, noté")))
    assert texts(questions_view(office, oral)) == ["deux", "quatre"]


def test_they_may_be_asked_in_the_interview_and_no_more_after_it(office: Office, oral: int) -> None:
    office.act(oral, do.NextPhase())
    assert questions_view(office, oral).askable
    office.act(oral, ev.Paused("alarme"))
    assert questions_view(office, oral).askable
    office.act(oral, ev.Ended())
    view = questions_view(office, oral)
    assert (view.title, view.askable, view.editable) == ("Questions non posées · 3", False, True)


def test_interruptions_stand_among_the_remarks_where_they_began(
    office: Office, clock: FakeClock, oral: int
) -> None:
    began = clock.now()
    clock.advance(Duration.seconds(15))
    office.act(oral, do.AddRemark(clock.now(), RemarkText("après")))
    office.act(oral, do.NextPhase())
    office.act(oral, ev.Interrupted(Interruption("M. Tiers", "bruit"), began))
    office.act(oral, ev.Interrupted(Interruption("Mme Tierce", "")))
    lines = timeline(office, oral)
    texts = (line.content.text if isinstance(line, RemarkLine) else line.text for line in lines)
    assert [(type(line), line.stamp, text) for line, text in zip(lines, texts, strict=True)] == [
        (InterruptionLine, "1 · 00:30", "Interruption par M. Tiers\u202f: bruit"),
        (RemarkLine, "1 · 00:45", "après"),
        (InterruptionLine, "2 · 00:00", "Interruption par Mme Tierce"),
    ]


def test_a_question_asked_is_ticked_among_the_remarks(office: Office, oral: int) -> None:
    first = questions_view(office, oral).order[0]
    office.act(oral, ev.QuestionTicked(first, asked=True))
    (line,) = timeline(office, oral)
    assert isinstance(line, RemarkLine)
    assert (line.content.text, line.asked) == ("un", True)


@given(st.lists(st.integers(), unique=True, min_size=1), st.integers(-3, 30), st.data())
def test_moving_keeps_every_question_once(numbers: list[int], place: int, data: st.DataObject) -> None:
    chosen = data.draw(st.sampled_from(numbers))
    question = RemarkText("", Sign.QUESTION)
    lines = tuple(RemarkLine(number, "", question, "") for number in numbers)
    order = QuestionsView("", lines, askable=True, editable=True).moved(chosen, place)
    assert sorted(order) == sorted(numbers)
    assert [number for number in order if number != chosen] == [n for n in numbers if n != chosen]
    assert order.index(chosen) == min(max(place, 0), len(numbers) - 1)


@pytest.mark.parametrize(
    ("typed", "question"),
    [("coût", "? coût"), ("- coût", "? coût"), ("+ #4 coût", "? #4 coût"), ("", "? "), ("-5 %", "? -5 %")],
)
def test_a_line_becomes_a_question_and_plain_again(typed: str, question: str) -> None:
    assert turned(typed) == question
    assert is_question(question)
    assert not is_question(turned(question))
