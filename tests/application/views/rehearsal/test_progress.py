"""The attempts of a student side by side, and a class: how many stand where."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from btstc_jury.application.views.rehearsal.progress import ClassView, ProgressView, class_view, progress_view
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.oral import Oral
from btstc_jury.domain.rehearsal import Scope
from tests.attempts import attempt, orals, play, played
from tests.domain.sitting import Sitting
from tests.forms_for_tests import JURORS, make_form


def progress(*sittings: Sitting) -> ProgressView:
    return progress_view(orals(*sittings), sittings[-1].now)


def of_class(oral: Oral, name: str) -> Oral:
    candidate = replace(oral.plan.candidate, class_name=name)
    return replace(oral, plan=replace(oral.plan, candidate=candidate))


def test_attempts_stand_side_by_side_with_time_speech_and_objections() -> None:
    first, second = played(c1="TI", c2="NE"), attempt(Scope((0, 1)))
    play(second.act, second.wait, lambda: second.now, listens=0)
    second.act(ev.Rated(1, "TS"), ev.OwnOpinionGiven(((1, "S"),)))
    view = progress(first, second)
    assert [(each.title, each.time, each.speech, each.handled) for each in view.columns] == [
        ("1er essai", "10:10 / 30:00", "51\u202f%", "2 sur 3"),
        ("2e essai", "8:00 / 30:00", "65\u202f%", "2 sur 3"),
    ]
    assert [each.played for each in view.columns] == ["", "Prés., Entr."]
    assert view.compared == "2 essais\u202f: une différence, pas encore une tendance"
    group = view.groups[0]
    assert (group.codes, group.label) == ("C1", "Présenter")
    row = group.rows[0]
    assert (row.levels, row.own, row.ranks) == (("TI", "TS"), ("", "S"), (0.0, 1.0))
    assert view.groups[1].rows[0].ranks == (None, None)


def test_three_attempts_make_a_trend_and_one_makes_nothing() -> None:
    assert "tendance se lit" in progress(played(), played(), played()).compared
    assert progress(played()).compared == "un seul essai\u202f: rien à comparer encore"
    assert progress(attempt()).compared == "pas encore d’essai"


def test_an_attempt_that_waits_and_one_by_another_form_stand_apart() -> None:
    other = Sitting(make_form(key="autre", exam="E6"))
    other.act(ev.RehearsalSet(None, Scope()), do.Open(JURORS[:1]), do.Start(), ev.Ended())
    view = progress(other, played(c1="S"), attempt())
    assert [each.title for each in view.columns] == ["2e essai"]
    assert view.other_forms == 1


def classed(*levels: str | None) -> ClassView:
    """A class whose students have that level in criterion 1, ``None`` without an attempt that is over."""
    made = [played(**({"c1": each} if each else {})) if each is not None else attempt() for each in levels]
    return class_view([[each.oral] for each in made])


def test_a_class_shows_how_many_stand_at_which_level() -> None:
    view = classed("S", "S", "TI", "", None)
    assert (view.students, view.waiting, view.exam) == (5, 1, "E4")
    row = view.groups[0].rows[0]
    assert [(each.letters, each.count) for each in row.standings] == [
        ("TI", 1),
        ("I", 0),
        ("S", 2),
        ("TS", 0),
        ("NE", 0),
        ("", 1),
    ]
    assert row.words == "1 La présentation est claire\u202f: TI 1, S 2, sans niveau 1"


def test_only_the_last_attempt_of_a_student_counts() -> None:
    view = class_view([orals(played(c1="TI"), played(c1="S"))])
    assert view.groups[0].rows[0].words.endswith("S 1")


def test_a_class_is_chosen_and_the_exam_too() -> None:
    other = Sitting(make_form(key="autre", exam="E6"))
    other.act(ev.RehearsalSet(None, Scope()), do.Open(JURORS[:1]), do.Start(), ev.Ended())
    students = [
        [of_class(played(c1="S").oral, "TC2 A")],
        [of_class(played(c1="I").oral, "TC2 B"), of_class(other.oral, "TC2 B")],
    ]
    whole = class_view(students)
    assert (whole.classes, whole.students, whole.exam) == (("TC2 A", "TC2 B"), 2, "E4")
    assert whole.forms == (("autre", "Essai"), ("essai", "Essai"))
    assert class_view(students, "TC2 B").students == 1
    assert class_view(students, form_key="autre").waiting == 1


def test_an_empty_class_has_nothing_to_show() -> None:
    assert class_view([]).groups == ()
    assert class_view([[attempt().oral]]).waiting == 1


_LEVELS = st.sampled_from(["TI", "I", "S", "TS", "NE", "", None])


@given(st.lists(_LEVELS, min_size=1, max_size=6))
def test_each_student_stands_exactly_once_on_each_line(levels: list[str | None]) -> None:
    view = classed(*levels)
    for group in view.groups:
        for row in group.rows:
            assert sum(each.count for each in row.standings) == view.students - view.waiting
        assert sum(each.count for each in group.standings) == len(group.rows) * (view.students - view.waiting)
