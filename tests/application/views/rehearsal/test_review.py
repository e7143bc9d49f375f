"""What is told of an attempt: what happened when, levels, time, speech, what to keep and what to mend."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from btstc_jury.application.views.rehearsal.feedback import signed_entries
from btstc_jury.application.views.rehearsal.review import ReviewView, review_view
from btstc_jury.application.views.rehearsal.timeline import MomentKind, Timeline, timeline
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import RemarkText, Sign
from btstc_jury.domain.events import GapCause
from btstc_jury.domain.moments import Reading
from btstc_jury.domain.refusals import Refusal
from btstc_jury.domain.rehearsal import Handling, Scope, SpanKind, Speaker
from tests.attempts import CHARIOTS, attempt, orals, play, played, rate
from tests.domain.sitting import Sitting


def line(sitting: Sitting) -> Timeline:
    return timeline(sitting.oral, sitting.now)


def review(*sittings: Sitting, blind: bool = False) -> ReviewView:
    """Of the last."""
    return review_view(orals(*sittings), len(sittings), sittings[-1].now, blind=blind)


def test_every_moment_stands_in_its_order_with_the_time_in_its_phase() -> None:
    told = [(each.kind, each.stamp, each.mark or each.head) for each in line(played()).moments]
    assert told == [
        (MomentKind.PHASE, "0:00", "Phase 1, Présentation"),
        (MomentKind.STEP, "0:30", "Étape Prise de contact"),
        (MomentKind.STEP, "1:52", "Étape Reformulation"),
        (MomentKind.REMARK, "1:52", "+"),
        (MomentKind.OBJECTION, "2:14", "A prix"),
        (MomentKind.CUT, "3:30", "L’étudiant coupe l’acheteur"),
        (MomentKind.OBJECTION, "4:51", "B SAV"),
        (MomentKind.REMARK, "5:10", "−"),
        (MomentKind.PHASE, "0:00", "Phase 2, Entretien"),
        (MomentKind.OBJECTION, "1:00", "C délai"),
        (MomentKind.QUESTION, "1:00", "?"),
        (MomentKind.REMARK, "2:50", "+"),
    ]


def test_an_objection_is_told_with_its_words_its_handling_and_the_remark_that_came_with_it() -> None:
    moment = next(each for each in line(played()).moments if each.mark == "B SAV")
    assert moment.handling is Handling.EVADED
    assert moment.words == (
        "4:51, Prés.\u202f: Objection B «\u202fJe ne connais pas votre service après-vente.\u202f», éludée. "
        "Remarque 5:10\u202f: «\u202fSort la fiche technique, la laisse sur la table\u202f». Critère 2."
    )


def test_a_remark_goes_with_no_objection_before_it_but_the_last() -> None:
    sitting = attempt()
    sitting.act(do.Start(), ev.ObjectionThrown(0))
    sitting.wait(5)
    sitting.act(ev.ObjectionThrown(1))
    sitting.wait(5)
    sitting.act(do.AddRemark(sitting.now, RemarkText("Hésite")))
    sitting.wait(60)
    first, second = (each for each in line(sitting).moments if each.kind is MomentKind.OBJECTION)
    assert (first.also, second.also) == ("", "Remarque 0:10\u202f: «\u202fHésite\u202f»")
    assert first.told == "à apprécier"


def test_phases_and_speech_are_drawn_to_scale() -> None:
    found = line(played())
    assert [(each.label, round(each.until * 610)) for each in found.stretches] == [
        ("1 Prés. 7:20 / 10:00", 440),
        ("2 Entr. 2:50 / 22:40", 610),
    ]
    assert [(each.speaker, round(each.since * 610)) for each in found.voices] == [
        (Speaker.STUDENT, 0),
        (Speaker.BUYER, 310),
        (Speaker.BUYER, 440),
    ]
    assert found.length == "10:10"


def test_each_phase_has_its_own_marks_of_time() -> None:
    ticks = [(each.label, round(each.at * 610)) for each in line(played()).ticks]
    assert ticks[:3] == [("0:00", 0), ("1:00", 60), ("2:00", 120)]
    assert ticks[8:] == [("0:00", 440), ("1:00", 500), ("2:00", 560)]


def test_a_long_stop_does_not_squeeze_what_was_played() -> None:
    sitting = attempt()
    sitting.act(do.Start())
    sitting.wait(600)
    alive = sitting.now
    sitting.wait(36_000)
    sitting.act(ev.GapFound(alive, GapCause.STOP))
    sitting.act(ev.GapDecided(sitting.history.last_sequence, counted=False))
    sitting.wait(600)
    sitting.act(ev.Ended())
    found = line(sitting)
    kinds = [(each.kind, each.broken) for each in found.stretches]
    assert kinds == [(SpanKind.PLAYED, False), (SpanKind.STOPPED, True), (SpanKind.PLAYED, False)]
    lengths = [each.until - each.since for each in found.stretches]
    assert lengths[0] == pytest.approx(lengths[2])
    assert lengths[1] == pytest.approx(lengths[0] / 6)
    assert found.stretches[1].label == "arrêt 600:00"


def test_nothing_is_drawn_of_what_did_not_begin() -> None:
    sitting = attempt()
    assert line(sitting) == Timeline((), (), (), (), "0:00")
    assert review(sitting).speech.told == "qui parlait n’a pas été indiqué"


_ACTS = st.sampled_from(["next", "restart", "pause", "resume", "tap", "throw", "cut", "remark"])


@given(st.lists(st.tuples(_ACTS, st.integers(0, 900)), max_size=16))
def test_the_line_keeps_the_order_of_time_and_never_leaves_its_ends(acts: list[tuple[str, int]]) -> None:
    sitting = attempt()
    sitting.act(do.Start())
    for name, seconds in acts:
        sitting.wait(seconds)
        _try(sitting, name)
    found = line(sitting)
    places = [each.at for each in found.moments]
    assert places == sorted(places)
    assert all(0 <= each <= 1 for each in places)
    edges = [each for one in found.stretches for each in (one.since, one.until)]
    assert edges == sorted(edges)
    if found.stretches:
        assert (edges[0], edges[-1]) == (0, 1)
    assert all(0 <= each.since < each.until <= 1 for each in found.voices)
    assert all(0 <= each.at <= 1 for each in found.ticks)


def _try(sitting: Sitting, name: str) -> None:
    phase = sitting.oral.phase or 0
    acts: dict[str, do.Command] = {
        "next": do.NextPhase(),
        "restart": ev.PhaseRestarted(phase),
        "pause": ev.Paused(),
        "resume": ev.Resumed(),
        "tap": ev.SpeakerChanged(Speaker.BUYER),
        "throw": ev.ObjectionThrown(0),
        "cut": ev.BuyerCut(),
        "remark": do.AddRemark(sitting.now, RemarkText("Oui")),
    }
    with suppress(Refusal):
        sitting.act(acts[name])


def test_time_speech_and_objections_are_told_in_the_words_of_the_room() -> None:
    view = review(played())
    assert [(each.name, each.used, each.allowed, each.over) for each in view.times] == [
        ("Prés.", "7:20", "10:00", False),
        ("Entr.", "2:50", "22:40", False),
    ]
    assert (view.speech.percent, view.speech.buyer) == ("51\u202f%", "49\u202f%")
    assert view.speech.longest == "5:10"
    assert view.speech.told == "compté sur 10:10 des 10:10 joués"
    assert (view.objections.handled, view.objections.thrown) == (2, 3)
    assert [(each.label, each.count) for each in view.objections.counts] == [
        ("retournée", 1),
        ("traitée", 1),
        ("éludée", 1),
    ]
    assert (view.cuts, view.reformulated) == (1, "1:52")
    assert view.title == "1er essai · Chariots Valdor"


def test_three_strengths_and_three_goals_are_proposed_in_the_order_of_what_happened() -> None:
    found = review(played(c1="TS", c2="TI")).feedback
    assert not found.edited
    assert found.strengths == (
        "Reformule avant d’annoncer un prix (1:52)",
        "Reformule tôt le besoin (1:52)",
        "Retourne l’objection du prix (2:14)",
    )
    assert found.goals == (
        "Laisser finir l’acheteur (coupé à 3:30)",
        "Préparer une réponse à l’objection du service après-vente (4:51)",
        "Corriger\u202f: «\u202fSort la fiche technique, la laisse sur la table\u202f» (5:10)",
    )


@pytest.mark.parametrize(
    ("remark", "goal"),
    [
        ("remise sans contrepartie", "Corriger\u202f: «\u202fremise sans contrepartie\u202f» (0:00)"),
        ("Couper l’acheteur", "Corriger\u202f: «\u202fCouper l’acheteur\u202f» (0:00)"),
        ("Penser à reformuler", "Penser à reformuler (0:00)"),
        ("à revoir : le prix", "à revoir : le prix (0:00)"),
    ],
)
def test_a_mistake_that_was_noted_is_never_what_is_aimed_at(remark: str, goal: str) -> None:
    sitting = attempt()
    sitting.act(do.Start(), do.AddRemark(sitting.now, RemarkText(remark, Sign.WEAKNESS)), ev.Ended())
    assert goal in review(sitting).feedback.goals
    assert signed_entries(sitting.oral, Sign.WEAKNESS) == (goal,)
    sitting.act(do.AddRemark(sitting.now, RemarkText(remark, Sign.STRENGTH)))
    assert signed_entries(sitting.oral, Sign.STRENGTH)[0].startswith(remark)


def test_who_speaks_too_much_or_too_long_is_told_so() -> None:
    sitting = attempt(Scope((0,)))
    sitting.act(do.Start(), ev.SpeakerChanged(Speaker.STUDENT))
    sitting.wait(700)
    sitting.act(ev.SpeakerChanged(Speaker.BUYER))
    sitting.wait(100)
    sitting.act(ev.Ended())
    rate(sitting.act, c2="TI", c1="S")
    assert review(sitting).feedback.goals == (
        "Parler moins\u202f: 88\u202f% du temps, viser 50\u202f%",
        "Tenir le temps\u202f: Prés. 13:20 pour 10:00",
        "Travailler «\u202fLes réponses sont justes\u202f» (très insuffisant)",
    )


@pytest.mark.parametrize(
    ("student", "buyer", "silent", "untold", "strength"),
    [
        (100, 140, 20, 0, ("Laisse parler l’acheteur\u202f: 54\u202f% du temps à l’acheteur",)),
        (3, 2, 46, 0, ()),
        (2, 3, 46, 0, ()),
        (100, 60, 160, 0, ()),
        (20, 30, 0, 65, ()),
        (7, 93, 0, 0, ()),
    ],
)
def test_who_lets_the_buyer_speak_is_told_so_only_where_the_buyer_spoke(
    student: int, buyer: int, silent: int, untold: int, strength: tuple[str, ...]
) -> None:
    sitting = attempt(Scope((1,)))
    sitting.act(do.Start())
    sitting.wait(untold)
    for speaker, seconds in (
        (Speaker.STUDENT, student),
        (Speaker.BUYER, buyer),
        (Speaker.SILENCE, silent),
    ):
        sitting.act(ev.SpeakerChanged(speaker))
        sitting.wait(seconds)
    sitting.act(ev.Ended())
    assert review(sitting).feedback.strengths == strength


def spoken(student: int, buyer: int, **levels: str) -> Sitting:
    sitting = attempt(Scope((1,)))
    sitting.act(do.Start())
    for speaker, seconds in ((Speaker.STUDENT, student), (Speaker.BUYER, buyer)):
        sitting.act(ev.SpeakerChanged(speaker))
        sitting.wait(seconds)
    sitting.act(ev.Ended())
    rate(sitting.act, **levels)
    return sitting


def test_who_hardly_speaks_is_told_to_and_what_fell_since_is_a_goal() -> None:
    now = spoken(7, 93, c1="S", c2="TS", c3="S")
    assert review(now).feedback.strengths == ("Les réponses sont justes\u202f: très satisfaisant",)
    assert review(now).feedback.goals == ("Prendre la parole\u202f: 7\u202f% du temps, viser 50\u202f%",)
    before = spoken(49, 51, c1="TS", c2="S", c3="S")
    assert review(before, now).feedback.goals == (
        "Prendre la parole\u202f: 7\u202f% du temps, viser 50\u202f%",
        "Retrouver le niveau de «\u202fLa présentation est claire\u202f» (au 1er essai TS, cette fois S)",
    )
    assert not any("Retrouver" in each for each in review(before, now, blind=True).feedback.goals)


def test_the_class_sees_no_mark_and_no_remark() -> None:
    sitting = played()
    sitting.act(ev.TrainingMarkGiven(Decimal("11.5")))
    view = review(sitting)
    assert view.mark == "11,5"
    shown = view.for_class()
    assert shown.mark == ""
    assert not any(each.kind is MomentKind.REMARK for each in shown.line.moments)


def test_what_the_teacher_wrote_stands_instead_of_what_is_proposed() -> None:
    sitting = played()
    sitting.act(ev.FeedbackWritten(("Clair",), ()))
    found = review(sitting).feedback
    assert (found.strengths, found.goals, found.edited) == (("Clair",), (), True)


_SIGNED = st.tuples(st.sampled_from(Sign), st.sampled_from([None, 1, 2, 3]), st.sampled_from("abc"))
_HANDLED = st.sampled_from([None, *Handling])


@given(
    st.lists(_SIGNED, max_size=6),
    st.lists(_HANDLED, max_size=4),
    st.dictionaries(st.integers(1, 3), st.sampled_from(["TI", "I", "S", "TS", "NE"])),
)
def test_three_at_most_are_proposed_each_once_the_same_each_time(
    remarks: list[tuple[Sign, int | None, str]], handled: list[Handling | None], levels: dict[int, str]
) -> None:
    sitting = attempt()
    sitting.act(do.Start())
    for sign, criterion, text in remarks:
        sitting.wait(3)
        sitting.act(do.AddRemark(sitting.now, RemarkText(text, sign, criterion)))
    for number, handling in enumerate(handled):
        sitting.act(ev.ObjectionThrown(number), ev.ObjectionHandled(number, handling))
    sitting.act(ev.Ended(), *(ev.Rated(number, level) for number, level in levels.items()))
    found = review(sitting).feedback
    for entries in (found.strengths, found.goals):
        assert len(entries) == len(set(entries)) <= 3
        assert all(entries)
    assert review(sitting).feedback == found
    blind = review(sitting, blind=True).feedback
    assert not any(each.text in said for each in sitting.oral.form.criteria for said in blind.goals)


def test_remarks_of_a_sign_are_taken_up_those_of_a_criterion_first() -> None:
    assert signed_entries(played().oral, Sign.STRENGTH) == (
        "Reformule avant d’annoncer un prix (1:52)",
        "Conclut par un bon de commande rempli (2:50)",
    )


def test_all_who_gave_a_level_stand_on_one_line() -> None:
    sitting = played(c1="S", c2="I", c3="TS")
    sitting.act(ev.OwnOpinionGiven(((1, "TS"), (2, "I"), (3, "TI"))))
    sitting.act(ev.Observed("Inès", ((1, "I"), (2, "NE"))), ev.Observed("Tom", ((1, "I"),)))
    view = review(sitting).levels
    assert [each.letters for each in view.columns] == ["TI", "I", "S", "TS", "NE"]
    assert view.observers == 2
    first, second, third = view.lines
    assert (first.teacher, first.own, [(each.letters, each.count) for each in first.observers]) == (
        "S",
        "TS",
        [("I", 2)],
    )
    assert first.gap == "se voit 1 niveau au-dessus"
    assert second.gap == ""
    assert third.gap == "se voit 3 niveaux en dessous"
    assert first.words == (
        "1 La présentation est claire\u202f: professeur S · soi-même TS · observateurs I 2 fois · "
        "se voit 1 niveau au-dessus"
    )


def test_no_level_reaches_who_has_not_given_theirs() -> None:
    sitting = played(c1="TS", c2="TI")
    sitting.act(ev.Observed("Inès", ((1, "I"),)))
    view = review(played(c1="TI"), sitting, blind=True)
    assert view.levels.hidden
    assert view.levels.lines == ()
    told = " ".join(
        (*view.feedback.strengths, *view.feedback.goals, *(each.name for each in view.comparison.changes))
    )
    assert "La présentation" not in told
    assert "Les réponses" not in told
    sitting.act(ev.OwnOpinionGiven(((1, "S"),)))
    assert not review(sitting, blind=True).levels.hidden


def test_the_criteria_of_the_case_are_shown_with_those_that_were_rated() -> None:
    sitting = attempt(case=replace(CHARIOTS, criteria=(3,)))
    play(sitting.act, sitting.wait, lambda: sitting.now)
    assert [each.number for each in review(sitting).levels.lines] == [3]
    rate(sitting.act, c1="S")
    assert [each.number for each in review(sitting).levels.lines] == [1, 3]
    assert [each.number for each in review(played()).levels.lines] == [1, 2, 3]


def _now(sitting: Sitting) -> Reading:
    return sitting.now


def test_two_attempts_make_a_difference_and_three_a_trend() -> None:
    first, second, third = (attempt() for _ in range(3))
    for sitting, listens, level in ((first, 0, "TI"), (second, 130, "I"), (third, 400, "S")):
        play(sitting.act, sitting.wait, partial(_now, sitting), listens=listens)
        rate(sitting.act, c1=level)
    assert review(first).comparison.title == ""
    two = review(first, second)
    assert two.comparison.title == "Différence avec le 1er essai"
    assert [each.words for each in two.comparison.changes] == [
        "Parole\u202f: 65\u202f% → 51\u202f%",
        "Temps\u202f: 8:00 → 10:10",
        "1 La présentation est claire\u202f: TI → I",
    ]
    assert two.levels.lines[0].change == "TI au 1er essai"
    assert (two.speech.before, two.times[0].before) == ("1er essai 65\u202f%", "1er essai 5:10")
    assert two.objections.before == "1er essai 2 sur 3"
    three = review(first, second, third).comparison
    assert three.title == "Tendance sur 3 essais"
    assert [each.way for each in three.changes] == ["en baisse", "en hausse", "stable", "en hausse"]


def test_what_did_not_change_is_no_difference() -> None:
    same = review(played(c1="S"), played(c1="S")).comparison
    assert (same.title, same.changes) == ("", ())


def test_what_goes_up_and_down_has_no_trend() -> None:
    sittings = [played(c1=level) for level in ("S", "I", "TS")]
    assert review(*sittings).comparison.changes[-1].way == "sans tendance nette"


def test_what_was_before_a_phase_began_again_is_told_so_and_counts_nowhere() -> None:
    sitting = attempt()
    sitting.act(do.Start())
    sitting.wait(20)
    sitting.act(ev.ObjectionThrown(0), ev.ObjectionHandled(0, Handling.TURNED))
    sitting.act(do.AddRemark(sitting.now, RemarkText("Bonne accroche", Sign.STRENGTH)))
    sitting.wait(20)
    sitting.act(ev.PhaseRestarted(0))
    sitting.wait(30)
    sitting.act(ev.ObjectionThrown(0), do.AddRemark(sitting.now, RemarkText("Sourit", Sign.STRENGTH)))
    sitting.wait(30)
    sitting.act(ev.Ended())
    view = review(sitting)
    objections = [each for each in view.line.moments if each.kind is MomentKind.OBJECTION]
    assert [(each.dropped, each.told, each.objection) for each in objections] == [
        (True, "retournée, avant la reprise", None),
        (False, "à apprécier", 0),
    ]
    dropped = next(each for each in view.line.stretches if each.kind is SpanKind.DROPPED)
    assert dropped.since <= objections[0].at < dropped.until
    assert view.objections.thrown == 1
    assert view.feedback.strengths == ("Sourit (0:30)",)
    remarks = [each.words for each in view.line.moments if each.kind is MomentKind.REMARK]
    assert "avant la reprise" in remarks[0]
    assert "avant la reprise" not in remarks[1]
