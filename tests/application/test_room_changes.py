"""Which screens an event of the room concerns."""

from __future__ import annotations

from decimal import Decimal

import pytest

from btstc_jury.application.changes import Topic, changes_of
from btstc_jury.application.office import Office
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain import room_commands as room
from btstc_jury.domain import room_events as happened
from btstc_jury.domain.opinions import OpinionMode
from tests.domain.official import ABSENT, COMPLIANT
from tests.domain.sitting import FORM
from tests.forms_for_tests import JURORS

TOPICS: dict[type[ev.Event], set[Topic]] = {
    happened.PresenceChecked: {Topic.ROOM, Topic.STAGE},
    happened.AbsenceRecorded: {Topic.ROOM, Topic.STAGE},
    happened.LatenessAdmitted: {Topic.ROOM, Topic.STAGE},
    happened.DossierChecked: {Topic.ROOM, Topic.STAGE},
    happened.CandidateInformed: {Topic.ROOM},
    happened.FraudReported: {Topic.ROOM},
    happened.FraudWithdrawn: {Topic.ROOM},
    happened.ReportHandedOver: {Topic.ROOM},
    happened.Interrupted: {Topic.ROOM, Topic.CLOCK},
    happened.QuestionTicked: {Topic.QUESTIONS},
    happened.QuestionsOrdered: {Topic.QUESTIONS},
    happened.ModeChosen: {Topic.OPINIONS},
    happened.OpinionRated: {Topic.OPINIONS},
    happened.OpinionMarked: {Topic.OPINIONS},
    happened.OpinionGiven: {Topic.OPINIONS},
    happened.OpinionTakenBack: {Topic.OPINIONS},
    happened.Revealed: {Topic.OPINIONS, Topic.NOTES, Topic.LEVELS, Topic.VERDICT},
    happened.ReasonGiven: {Topic.OPINIONS, Topic.VERDICT},
    happened.Dissented: {Topic.OPINIONS, Topic.VERDICT},
    ev.SheetGiven: set(Topic) - {Topic.SESSION},
    ev.SheetReceived: set(Topic) - {Topic.SESSION},
}


@pytest.mark.parametrize("kind", TOPICS, ids=lambda kind: kind.__name__)
def test_each_kind_concerns_its_screens(kind: type[ev.Event]) -> None:
    assert changes_of(1, (), (object.__new__(kind),)).topics == TOPICS[kind]


def test_every_event_of_the_room_is_told_here() -> None:
    assert set(TOPICS) == {*happened.ROOM_KINDS.values(), ev.SheetGiven, ev.SheetReceived}


def test_a_reveal_concerns_what_it_settles(office: Office) -> None:
    office.act(1, room.ChooseMode(OpinionMode.SEPARATE))
    office.act(1, do.Open(JURORS))
    for juror in JURORS:
        for criterion in FORM.criteria:
            office.act(1, room.RateOpinion(juror.key, criterion.number, "S"))
        office.act(1, room.MarkOpinion(juror.key, Decimal(12)))
        office.act(1, room.GiveOpinion(juror.key))
    changes = office.act(1, room.Reveal())
    assert changes.topics == {Topic.OPINIONS, Topic.NOTES, Topic.LEVELS, Topic.VERDICT}
    assert office.act(1, do.Undo()).topics == changes.topics


def test_nothing_is_to_be_shown_of_a_question_ticked_already(office: Office) -> None:
    assert office.act(1, COMPLIANT).topics == {Topic.ROOM, Topic.STAGE}
    assert not office.act(1, room.ChooseMode(OpinionMode.COMMON))
    assert office.act(1, ABSENT).oral == 1
