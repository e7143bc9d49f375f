"""Each row of the table of statuses: how it comes, what follows for the mark, what is refused afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import pytest

from btstc_jury.application.summary import summarise
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import MissingKind, RemarkText, TextField
from btstc_jury.domain.commands import Command
from btstc_jury.domain.events import (
    CandidateInformed,
    Dissented,
    FraudReported,
    ModeChosen,
    OpinionGiven,
    OpinionMarked,
    OpinionRated,
    OpinionTakenBack,
    ReportHandedOver,
)
from btstc_jury.domain.form import Form
from btstc_jury.domain.missing import duties, missing
from btstc_jury.domain.opinions import OpinionMode
from btstc_jury.domain.proceedings import Countersignature, Duty, Fraud
from btstc_jury.domain.refusals import Reason
from btstc_jury.domain.standing import Stage, Status
from tests.domain.official import (
    ABSENT,
    COMPLIANT,
    DOUBT,
    E4,
    E6,
    FRAUD,
    JUSTIFIED,
    MARK,
    NO_DOSSIER,
    NOT_COMPLIANT,
    conduct,
    judge,
    opening,
)
from tests.domain.sitting import Sitting, remark

SIGNED = FraudReported(Fraud("un téléphone allumé", "les trois membres", Countersignature.SIGNED))


@dataclass(frozen=True)
class Row:
    """``owed``: the duties at the end; ``settling``: what must be done before the proposal is settled."""

    form: Form
    causes: tuple[Command, ...]
    status: Status
    owed: tuple[Duty, ...] = ()
    settling: tuple[MissingKind, ...] = ()


STOPPED = [
    Row(form, causes, status)
    for form in (E4, E6)
    for causes, status in (
        ((ABSENT,), Status.ABSENT),
        ((JUSTIFIED,), Status.ABSENT_JUSTIFIED),
        ((ABSENT, JUSTIFIED), Status.ABSENT_JUSTIFIED),
        ((NOT_COMPLIANT,), Status.NOT_VALIDATED),
        ((NO_DOSSIER,), Status.NOT_VALIDATED),
        ((NOT_COMPLIANT, NO_DOSSIER), Status.NOT_VALIDATED),
        ((NO_DOSSIER, ABSENT), Status.ABSENT),
        ((ABSENT, FRAUD), Status.ABSENT),
        ((FRAUD, NO_DOSSIER), Status.NOT_VALIDATED),
    )
]
INFORM, COUNTERSIGN, HAND_OVER = Duty.INFORM, Duty.COUNTERSIGN, Duty.HAND_OVER
EXAMINED = [
    Row(E4, (), Status.NORMAL),
    Row(E6, (COMPLIANT,), Status.NORMAL),
    Row(E4, (DOUBT, COMPLIANT), Status.NORMAL),
    Row(E4, (DOUBT,), Status.RESERVED, (INFORM, HAND_OVER), (MissingKind.INFORM,)),
    Row(E6, (DOUBT,), Status.RESERVED, (HAND_OVER,)),
    Row(E4, (FRAUD,), Status.WITHHELD, (COUNTERSIGN, HAND_OVER), (MissingKind.COUNTERSIGNATURE,)),
    Row(E6, (FRAUD,), Status.WITHHELD, (COUNTERSIGN, HAND_OVER), (MissingKind.COUNTERSIGNATURE,)),
    Row(E6, (SIGNED,), Status.WITHHELD, (HAND_OVER,)),
    Row(
        E4,
        (FRAUD, DOUBT),
        Status.WITHHELD,
        (INFORM, COUNTERSIGN, HAND_OVER),
        (MissingKind.INFORM, MissingKind.COUNTERSIGNATURE),
    ),
    Row(E6, (DOUBT, SIGNED), Status.WITHHELD, (HAND_OVER,)),
]


def name(row: Row) -> str:
    return f"{row.form.key} {row.status} {len(row.causes)}"


@pytest.mark.parametrize("row", STOPPED, ids=name)
@pytest.mark.parametrize("opened", [False, True])
def test_a_candidate_who_is_not_examined_has_no_mark(row: Row, opened: bool) -> None:
    sitting = Sitting(row.form)
    if opened:
        sitting.act(opening())
    sitting.act(*row.causes)
    assert (sitting.oral.proceedings.status, sitting.oral.stage) == (row.status, Stage.CLOSED)
    stopped = (Reason.ORAL_STOPPED, "")
    for command in (
        opening(),
        do.Start(),
        ev.Rated(row.form.criteria[0].number, "S"),
        ev.MarkProposed(MARK),
        do.AddRemark(sitting.now, remark("absent", criterion=row.form.criteria[0].number), "TI"),
        ev.Finalised(),
        OpinionRated("a", row.form.criteria[0].number, "S"),
        OpinionMarked("a", MARK),
        OpinionGiven("a"),
        OpinionTakenBack("a"),
        Dissented("a", None, "désaccord"),
    ):
        assert sitting.refused(command) == stopped, command
    assert sitting.refused(CandidateInformed()) == (Reason.NO_RESERVE, "")
    assert sitting.refused(ReportHandedOver()) == (Reason.NO_REPORT, "")
    assert (missing(sitting.oral), duties(sitting.oral)) == ((), ())


def test_no_preparation_begins_for_a_candidate_who_is_not_examined() -> None:
    sitting = Sitting(E4)
    sitting.act(NO_DOSSIER)
    assert sitting.refused(do.StartPreparation()) == (Reason.ORAL_STOPPED, "")


def test_a_preparation_under_way_stops_with_the_oral() -> None:
    sitting = Sitting(E4)
    sitting.act(do.StartPreparation())
    sitting.wait(300)
    sitting.act(NOT_COMPLIANT)
    sitting.wait(300)
    preparation = sitting.oral.preparation
    assert preparation is not None
    assert preparation.used(sitting.now).total_seconds == 300
    sitting.act(do.Undo())
    assert sitting.oral.preparation is not None
    assert sitting.oral.preparation.until is None


@pytest.mark.parametrize("row", STOPPED, ids=name)
def test_a_mark_typed_before_is_no_mark_and_can_be_cleared(row: Row) -> None:
    number = row.form.criteria[0].number
    sitting = Sitting(row.form)
    sitting.act(ev.Rated(number, "S"), ev.MarkProposed(MARK), *row.causes)
    assert summarise(1, sitting.history).mark is None
    sitting.act(
        ev.Rated(number, None),
        ev.MarkProposed(None),
        ev.TextWritten(TextField.OBSERVATIONS, "constaté à 9 h"),
    )
    assert (dict(sitting.oral.ratings), sitting.oral.verdict.mark) == ({}, None)


@pytest.mark.parametrize("row", EXAMINED, ids=name)
@pytest.mark.parametrize("late", [False, True])
def test_a_candidate_who_is_examined_has_a_mark(row: Row, late: bool) -> None:
    """``late``: the cause is found at the end of the oral only."""
    sitting = Sitting(row.form)
    sitting.act(*(() if late else row.causes))
    assert not sitting.oral.proceedings.stopped
    conduct(sitting)
    sitting.act(*(row.causes if late else ()))
    judge(sitting)
    assert (sitting.oral.proceedings.status, sitting.oral.stage) == (row.status, Stage.ENDED)
    assert duties(sitting.oral) == row.owed
    assert tuple(each.kind for each in missing(sitting.oral)) == row.settling
    if row.settling:
        assert sitting.refused(ev.Finalised()) == (Reason.INCOMPLETE, "")
    owed: dict[Duty, Command] = {
        INFORM: CandidateInformed(),
        COUNTERSIGN: SIGNED,
        HAND_OVER: ReportHandedOver(),
    }
    sitting.act(*(owed[duty] for duty in row.owed))
    assert duties(sitting.oral) == ()
    sitting.act(ev.Finalised())
    assert (sitting.oral.proceedings.status, sitting.oral.verdict.mark) == (row.status, MARK)
    assert summarise(1, sitting.history).mark == MARK


@pytest.mark.parametrize("row", [row for row in EXAMINED if row.causes], ids=name)
def test_nothing_is_owed_while_the_candidate_speaks(row: Row) -> None:
    sitting = Sitting(row.form)
    sitting.act(*row.causes, opening(), do.Start())
    assert duties(sitting.oral) == ()
    sitting.act(ev.Paused("alarme"))
    assert duties(sitting.oral) == ()


def test_the_candidate_is_told_of_the_doubt_at_the_end_and_once() -> None:
    sitting = Sitting(E4)
    sitting.act(DOUBT)
    assert sitting.refused(CandidateInformed()) == (Reason.NOT_ENDED, "")
    sitting.act(opening(), do.Start())
    assert sitting.refused(CandidateInformed()) == (Reason.NOT_ENDED, "")
    sitting.act(ev.Ended(), CandidateInformed())
    assert sitting.oral.proceedings.informed
    sitting.act(COMPLIANT)
    assert sitting.refused(CandidateInformed()) == (Reason.NO_RESERVE, "")


def test_e6_does_not_tell_the_candidate_of_the_doubt() -> None:
    sitting = Sitting(E6)
    sitting.act(DOUBT)
    conduct(sitting)
    assert sitting.refused(CandidateInformed()) == (Reason.NO_RESERVE, "")


def test_a_report_is_handed_over_even_once_the_proposal_is_settled() -> None:
    sitting = Sitting(E6)
    sitting.act(DOUBT)
    assert sitting.refused(ReportHandedOver()) == (Reason.NO_REPORT, "")
    conduct(sitting)
    judge(sitting)
    sitting.act(ev.Finalised(), ReportHandedOver())
    assert sitting.oral.proceedings.handed_over
    assert sitting.act(ReportHandedOver()) == ()


@pytest.mark.parametrize("news", [FRAUD, DOUBT])
def test_a_report_that_changes_is_handed_over_again(news: Command) -> None:
    sitting = Sitting(E6)
    sitting.act(DOUBT, SIGNED)
    conduct(sitting)
    sitting.act(ReportHandedOver(), news)
    assert HAND_OVER in duties(sitting.oral)


def test_there_is_no_report_on_an_oral_like_any_other() -> None:
    sitting = Sitting(E4)
    conduct(sitting)
    assert sitting.refused(ReportHandedOver()) == (Reason.NO_REPORT, "")


def test_a_refused_countersignature_is_an_answer_too() -> None:
    sitting = Sitting(E4)
    conduct(sitting)
    refused = Fraud("un téléphone allumé", "", Countersignature.REFUSED, "le candidat conteste")
    sitting.act(FRAUD, FraudReported(refused))
    judge(sitting)
    assert missing(sitting.oral) == ()
    fraud = sitting.oral.proceedings.fraud
    assert fraud is not None
    assert fraud.fraud == refused


def test_separate_opinions_make_no_mark_of_an_absent_candidate() -> None:
    sitting = Sitting(E4)
    sitting.act(ModeChosen(OpinionMode.SEPARATE), opening())
    sitting.act(ABSENT)
    spoken = do.AddRemark(sitting.now, RemarkText("prêt", criterion=1, author="a"), "S")
    assert sitting.refused(spoken) == (Reason.ORAL_STOPPED, "")
    assert sitting.refused(ev.MarkProposed(Decimal(10))) == (Reason.NOT_REVEALED, "")
