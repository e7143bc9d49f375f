"""A sheet filled under the wrong candidate: handed over whole, and nothing of the candidates' own with it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given

from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import RemarkText, Sign, TextField
from btstc_jury.domain.commands import Command
from btstc_jury.domain.decide import decide
from btstc_jury.domain.events import Entry, GapCause
from btstc_jury.domain.history import carried, extend, open_history
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.opinions import OpinionMode
from btstc_jury.domain.oral import Oral
from btstc_jury.domain.proceedings import Attendance, Interruption, Lateness, Presence
from btstc_jury.domain.refusals import Reason
from btstc_jury.domain.standing import Stage, Status
from btstc_jury.domain.timing import MarkKind
from tests.domain.official import ABSENT, COMPLIANT, DOUBT, FRAUD
from tests.domain.proceedings_courses import Wish, courses, follow, in_the_room
from tests.domain.sitting import Sitting, complete, ended, finalised, opened, remark, running
from tests.forms_for_tests import JURORS

HERE = ev.PresenceChecked(Presence(True, True, Attendance.PAPER))
LATE = ev.LatenessAdmitted(Lateness(5, "panne de train", "Sacha Fictif"))
WHY = "fiche ouverte au mauvais nom"
RECEIVE = ev.SheetReceived(1, WHY)


def hand_over(source: Sitting, target: Sitting) -> None:
    """What an office does, in the same order. Both stand at the same moment."""
    target.clock = source.clock
    prepared = target.oral.preparation is not None
    number = target.history.last_sequence + 1
    (event,) = decide(target.history, RECEIVE)
    receipt = Entry(number, number, target.now, "", event)
    sheet = carried(source.history, number, preparation=not prepared)
    target.history = extend(target.history, (receipt, *sheet), target.forms)
    source.act(ev.SheetGiven(2, WHY, keeps_preparation=prepared))


def plain(oral: Oral) -> tuple[object, ...]:
    """All that was recorded, whatever the numbers; in order."""
    places = {number: place for place, number in enumerate(sorted(oral.remarks))}
    remarks = [(each.began, each.phase, each.at, each.content) for each in oral.remarks.values()]
    marks = [
        (each.kind, each.reading, each.phase, each.since, each.counted, each.label, each.granted)
        for each in oral.marks
    ]
    questions = (
        {places[number] for number in oral.proceedings.asked if number in places},
        [places[number] for number in oral.proceedings.order if number in places],
    )
    incidents = (oral.proceedings.fraud, oral.proceedings.interruptions, oral.proceedings.vacancies)
    judged = (dict(oral.ratings), oral.verdict, oral.debate)
    return remarks, marks, questions, incidents, judged, oral.stage, oral.total, oral.jurors, oral.preparation


def filled() -> Sitting:
    """An oral with something of everything, in its second phase."""
    sitting = Sitting()
    sitting.act(do.StartPreparation())
    sitting.wait(3000)
    sitting.act(HERE, LATE, COMPLIANT, ev.ModeChosen(OpinionMode.SEPARATE))
    sitting.act(do.Open(JURORS), do.Start())
    sitting.wait(90)
    sitting.act(do.AddRemark(sitting.now, RemarkText("accueil clair", Sign.STRENGTH, 1, "a"), "S"))
    sitting.act(do.AddRemark(sitting.now, remark("pourquoi ce prix ?", Sign.QUESTION)))
    sitting.act(ev.Interrupted(Interruption("surveillant", "bruit")))
    sitting.act(ev.Paused("alarme"))
    sitting.wait(60)
    sitting.act(ev.Resumed())
    alive = sitting.now
    sitting.clock.restart(Duration.seconds(30))
    sitting.act(ev.GapFound(alive, GapCause.STOP), do.NextPhase())
    sitting.wait(20)
    sitting.act(do.AddRemark(sitting.now, remark("et le délai ?", Sign.QUESTION)))
    first, second = (n for n, each in sitting.oral.remarks.items() if each.content.sign is Sign.QUESTION)
    sitting.act(ev.QuestionsOrdered((second, first)), ev.QuestionTicked(first, asked=True), FRAUD)
    sitting.act(ev.OpinionMarked("b", Decimal(9)), ev.TextWritten(TextField.OBSERVATIONS, "à suivre"))
    return sitting


def test_all_goes_to_the_other_candidate_but_what_is_their_own() -> None:
    source, target = filled(), Sitting()
    target.act(DOUBT)
    before, own = plain(source.oral), source.oral.proceedings
    hand_over(source, target)
    assert plain(target.oral) == before
    assert (target.oral.proceedings.presence, target.oral.proceedings.lateness) == (None, None)
    assert target.oral.proceedings.dossier == DOUBT.check
    assert target.oral.proceedings.status is Status.WITHHELD
    assert plain(source.oral) == plain(Sitting().oral)
    assert (
        source.oral.proceedings.presence,
        source.oral.proceedings.lateness,
        source.oral.proceedings.dossier,
    ) == (
        own.presence,
        own.lateness,
        own.dossier,
    )
    assert source.oral.stage is Stage.PLANNED


def test_the_oral_goes_on_under_the_other_candidate() -> None:
    source, target = filled(), Sitting()
    hand_over(source, target)
    target.wait(10)
    assert target.face.phases[1].used == Duration.seconds(30)
    pause, gap = (
        next(mark.sequence for mark in target.oral.marks if mark.kind is kind)
        for kind in (MarkKind.PAUSE, MarkKind.GAP)
    )
    used = target.face.total_used
    target.act(ev.PauseExplained(pause, "alarme incendie"), ev.GapDecided(gap, counted=False))
    assert target.face.total_used == used - Duration.seconds(30)
    remark_of = {each.content.text: number for number, each in target.oral.remarks.items()}
    target.act(
        ev.RemarkRemoved(remark_of["accueil clair"]),
        ev.QuestionTicked(remark_of["pourquoi ce prix ?"], asked=False),
        do.AddRemark(target.now, remark("conclut")),
        ev.Ended(),
    )
    assert [each.content.text for each in target.oral.remarks.values()] == [
        "pourquoi ce prix ?",
        "et le délai ?",
        "conclut",
    ]
    assert target.oral.stage is Stage.ENDED


def test_numbers_received_keep_their_order_and_meet_none_of_the_journal() -> None:
    source, target = filled(), Sitting()
    texts = [source.oral.remarks[number].content.text for number in sorted(source.oral.remarks)]
    hand_over(source, target)
    assert [target.oral.remarks[number].content.text for number in sorted(target.oral.remarks)] == texts
    assert all(remark.number == number for number, remark in target.oral.remarks.items())
    sequences = [mark.sequence for mark in target.oral.marks]
    assert sequences == sorted(sequences)
    own = [each.sequence for each in target.history.entries]
    assert own == [*range(1, len(own) + 1)]
    assert {*sequences, *target.oral.remarks} <= {*own}
    assert not set(sequences) & set(target.oral.remarks)


def test_both_journals_tell_the_transfer_by_themselves() -> None:
    source, target = filled(), Sitting()
    hand_over(source, target)
    assert source.history.entries[-1].event == ev.SheetGiven(2, WHY)
    assert target.history.entries[1].event == RECEIVE
    assert {each.act for each in target.history.entries[1:]} == {2}
    for sitting in (source, target):
        assert open_history(sitting.history.entries, sitting.forms) == sitting.history


@given(courses(in_the_room))
def test_there_and_back_keeps_every_remark_level_and_second(course: list[Wish]) -> None:
    source, target = Sitting(), Sitting()
    follow(source, course)
    if source.oral.stage is Stage.FINALISED:
        source.act(ev.Reopened("erreur"))
    before, room_before, face = plain(source.oral), source.oral.proceedings, source.face
    stands = source.oral.stage
    if refusal_of(source) is not None:
        return
    hand_over(source, target)
    assert (target.face.total_used, target.face.phases) == (face.total_used, face.phases)
    target.clock.advance(Duration.seconds(1))
    hand_over(target, source)
    if stands is Stage.CLOSED:
        return
    assert plain(source.oral) == before
    assert (source.oral.proceedings.presence, source.oral.proceedings.dossier) == (
        room_before.presence,
        room_before.dossier,
    )
    assert source.oral.proceedings.informed == room_before.informed
    assert plain(target.oral) == plain(Sitting().oral)


def refusal_of(source: Sitting) -> Reason | None:
    """Why the oral has nothing to hand over, or can't be given back."""
    oral = source.oral
    recorded = oral.marks or oral.remarks or oral.ratings or oral.debate.opinions or oral.proceedings.fraud
    texts = (oral.verdict.mark, *(oral.verdict.text(field) for field in TextField))
    if not recorded and not any(each not in {None, ""} for each in texts):
        return source.refused(ev.SheetGiven(2, WHY))[0]
    return Reason.ORAL_STOPPED if oral.proceedings.stopped else None


def test_a_preparation_goes_with_the_sheet() -> None:
    source, target = filled(), Sitting()
    preparation = source.oral.preparation
    hand_over(source, target)
    assert (source.oral.preparation, target.oral.preparation) == (None, preparation)
    source.act(do.StartPreparation())


def test_who_prepared_on_their_own_keeps_that_preparation() -> None:
    source, target = filled(), Sitting()
    target.clock = source.clock
    target.act(do.StartPreparation())
    others, own = source.oral.preparation, target.oral.preparation
    hand_over(source, target)
    assert (source.oral.preparation, target.oral.preparation) == (others, own)


def test_whether_the_candidate_was_told_of_the_doubt_stays_with_the_dossier() -> None:
    source, target = ended(), Sitting()
    source.act(DOUBT, ev.CandidateInformed())
    target.act(DOUBT)
    hand_over(source, target)
    assert (source.oral.proceedings.informed, target.oral.proceedings.informed) == (True, False)


TAKEN: list[Command] = [
    ev.Rated(1, "S"),
    ev.MarkProposed(Decimal(12)),
    ev.TextWritten(TextField.OBSERVATIONS, "à revoir"),
    FRAUD,
]


@pytest.mark.parametrize("command", TAKEN, ids=lambda command: type(command).__name__)
def test_nothing_recorded_under_the_other_candidate_is_lost(command: Command) -> None:
    target = Sitting()
    target.act(command)
    assert target.refused(RECEIVE) == (Reason.SHEET_TAKEN, "")
    assert target.refused(ev.SheetGiven(1, " ")) == (Reason.EMPTY_REASON, "")
    target.act(ev.SheetGiven(1, WHY))
    target.act(RECEIVE)


def test_an_opinion_or_a_remark_is_not_lost_either() -> None:
    noted, heard = opened(), opened()
    noted.act(do.AddRemark(noted.now, remark("prêt")))
    heard.act(ev.ModeChosen(OpinionMode.SEPARATE), ev.OpinionRated("a", 1, "S"))
    for target in (noted, heard, running()):
        assert target.refused(RECEIVE) == (Reason.SHEET_TAKEN, "")


def test_a_transfer_says_why_and_has_something_to_move() -> None:
    assert running().refused(ev.SheetGiven(2, " ")) == (Reason.EMPTY_REASON, "")
    assert Sitting().refused(ev.SheetReceived(1, "")) == (Reason.EMPTY_REASON, "")
    prepared = opened()
    prepared.act(HERE, COMPLIANT)
    assert prepared.refused(ev.SheetGiven(2, WHY)) == (Reason.NOTHING_RECORDED, "")


def test_a_settled_proposal_is_neither_given_nor_replaced() -> None:
    assert finalised().refused(ev.SheetGiven(2, WHY)) == (Reason.FINALISED, "")
    assert finalised().refused(RECEIVE) == (Reason.FINALISED, "")


def test_who_is_not_examined_receives_no_sheet() -> None:
    target = Sitting()
    target.act(ABSENT)
    assert target.refused(RECEIVE) == (Reason.ORAL_STOPPED, "")


def test_remarks_taken_before_an_absence_go_without_it() -> None:
    source, target = opened(), Sitting()
    source.act(do.AddRemark(source.now, remark("dossier lu")), ABSENT)
    hand_over(source, target)
    assert (source.oral.stage, source.oral.proceedings.status) == (Stage.CLOSED, Status.ABSENT)
    assert (target.oral.stage, target.oral.proceedings.status) == (Stage.OPENED, Status.NORMAL)
    target.act(do.Start())


@pytest.mark.parametrize("give_first", [True, False])
def test_undo_does_not_cross_a_transfer(give_first: bool) -> None:
    source, target = complete(), Sitting()
    source.act(do.Undo())
    hand_over(source, target)
    sitting = source if give_first else target
    assert sitting.refused(do.Undo()) == (Reason.NOTHING_TO_UNDO, "")
    assert sitting.refused(do.Redo()) == (Reason.NOTHING_TO_REDO, "")
    sitting.act(ev.TextWritten(TextField.OBSERVATIONS, "transféré"), do.Undo())
    assert sitting.refused(do.Undo()) == (Reason.NOTHING_TO_UNDO, "")


def test_a_reopened_oral_keeps_its_versions_when_its_sheet_goes() -> None:
    source, target = finalised(), Sitting()
    source.act(ev.Reopened("mauvais candidat"))
    hand_over(source, target)
    assert (source.oral.version, source.oral.reopenings) == (1, ("mauvais candidat",))
    assert (target.oral.version, target.oral.stage) == (0, Stage.ENDED)
    target.act(COMPLIANT, ev.Finalised())
    assert target.oral.version == 1


def test_what_refers_to_a_remark_erased_since_does_not_go_along() -> None:
    source, target = ended(), Sitting()
    source.act(do.AddRemark(source.now, remark("pourquoi ?", Sign.QUESTION)), COMPLIANT)
    (number,) = source.oral.remarks
    source.act(ev.QuestionTicked(number, asked=True))
    source.act(*(ev.Rated(each.number, "S") for each in source.oral.form.criteria))
    source.act(ev.MarkProposed(Decimal(12)), ev.TextWritten(TextField.APPRECIATION, "Bien."))
    source.act(ev.Finalised(), ev.RemarksErased(), ev.Reopened("mauvais candidat"))
    entries = tuple(
        replace(each, event=ev.Erased(each.event.kind)) if each.event.erasable else each
        for each in source.history.entries
    )
    source.history = open_history(entries, source.forms)
    hand_over(source, target)
    assert (target.oral.ratings, target.oral.remarks, target.oral.proceedings.asked) == (
        {1: "S", 2: "S", 3: "S"},
        {},
        frozenset(),
    )


def test_a_report_handed_over_for_what_stays_is_due_again() -> None:
    source, target = ended(), Sitting()
    source.act(DOUBT, ev.ReportHandedOver(), DOUBT)
    hand_over(source, target)
    assert not target.oral.proceedings.handed_over
    other = ended()
    other.act(FRAUD, ev.ReportHandedOver())
    received = Sitting()
    hand_over(other, received)
    assert received.oral.proceedings.handed_over


def test_the_last_act_is_that_of_the_transfer_whatever_came_with_it() -> None:
    source, target = filled(), Sitting()
    hand_over(source, target)
    assert target.history.last_act == target.now
    assert target.history.entries[-1].reading != target.now


def test_what_was_said_of_a_remark_a_pause_or_a_stop_stays_said_of_it() -> None:
    source, target = filled(), Sitting()
    first, second, _ = source.oral.remarks
    pause, gap = (m.sequence for m in source.oral.marks if m.kind in {MarkKind.PAUSE, MarkKind.GAP})
    source.act(
        ev.PauseExplained(pause, "alarme incendie"),
        ev.GapDecided(gap, counted=False),
        do.ChangeRemark(second, remark("pourquoi ce coût ?", Sign.QUESTION)),
        ev.RemarkRemoved(first),
    )
    before = plain(source.oral)
    hand_over(source, target)
    assert plain(target.oral) == before
