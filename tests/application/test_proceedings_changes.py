"""Which screens an event of the room concerns."""

from __future__ import annotations

from decimal import Decimal

import pytest

from btstc_jury.application.office import Office, changes_of
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.events import Topic
from btstc_jury.domain.opinions import OpinionMode
from tests.domain.official import ABSENT, COMPLIANT
from tests.domain.sitting import FORM
from tests.forms_for_tests import JURORS

TOPICS: dict[type[ev.Event], set[Topic]] = {
    ev.PresenceChecked: {Topic.PROCEEDINGS, Topic.STAGE},
    ev.AbsenceRecorded: {Topic.PROCEEDINGS, Topic.STAGE},
    ev.LatenessAdmitted: {Topic.PROCEEDINGS, Topic.STAGE},
    ev.DossierChecked: {Topic.PROCEEDINGS, Topic.STAGE},
    ev.CandidateInformed: {Topic.PROCEEDINGS},
    ev.FraudReported: {Topic.PROCEEDINGS},
    ev.FraudWithdrawn: {Topic.PROCEEDINGS},
    ev.ReserveVerified: {Topic.PROCEEDINGS, Topic.PROOF},
    ev.FraudRuled: {Topic.PROCEEDINGS, Topic.PROOF},
    ev.ReportHandedOver: {Topic.PROCEEDINGS},
    ev.Interrupted: {Topic.PROCEEDINGS, Topic.CLOCK},
    ev.QuestionTicked: {Topic.QUESTIONS},
    ev.QuestionsOrdered: {Topic.QUESTIONS},
    ev.ModeChosen: {Topic.OPINIONS},
    ev.OpinionRated: {Topic.OPINIONS},
    ev.OpinionMarked: {Topic.OPINIONS},
    ev.OpinionGiven: {Topic.OPINIONS},
    ev.OpinionTakenBack: {Topic.OPINIONS},
    ev.Revealed: {Topic.OPINIONS, Topic.REMARKS, Topic.LEVELS, Topic.VERDICT},
    ev.ReasonGiven: {Topic.OPINIONS, Topic.VERDICT},
    ev.Dissented: {Topic.OPINIONS, Topic.VERDICT},
    ev.SheetGiven: set(Topic) - {Topic.SESSION},
    ev.SheetReceived: set(Topic) - {Topic.SESSION},
}


@pytest.mark.parametrize("kind", TOPICS, ids=lambda kind: kind.__name__)
def test_each_kind_concerns_its_screens(kind: type[ev.Event]) -> None:
    assert changes_of(1, (), (object.__new__(kind),)).topics == TOPICS[kind]


def test_a_reveal_concerns_what_it_settles(office: Office) -> None:
    office.act(1, ev.ModeChosen(OpinionMode.SEPARATE))
    office.act(1, do.Open(JURORS))
    for juror in JURORS:
        for criterion in FORM.criteria:
            office.act(1, ev.OpinionRated(juror.key, criterion.number, "S"))
        office.act(1, ev.OpinionMarked(juror.key, Decimal(12)))
        office.act(1, ev.OpinionGiven(juror.key))
    changes = office.act(1, ev.Revealed())
    assert changes.topics == {Topic.OPINIONS, Topic.REMARKS, Topic.LEVELS, Topic.VERDICT}
    assert office.act(1, do.Undo()).topics == changes.topics


def test_nothing_is_to_be_shown_of_a_question_ticked_already(office: Office) -> None:
    assert office.act(1, COMPLIANT).topics == {Topic.PROCEEDINGS, Topic.STAGE}
    assert not office.act(1, ev.ModeChosen(OpinionMode.COMMON))
    assert office.act(1, ABSENT).oral == 1
