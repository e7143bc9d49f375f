"""A juror's own oral, and the opinion that comes back, by the domain alone."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.aligning import Shift
from btstc_jury.domain.assessment import Noted, RemarkText
from btstc_jury.domain.commands import Choice
from btstc_jury.domain.decide import owner
from btstc_jury.domain.guest import (
    Guest,
    Invitation,
    Moment,
    Seal,
    genuine_proof,
    marks_of,
    moments_of,
    proof_of,
)
from btstc_jury.domain.moments import ZERO, Duration, Instant
from btstc_jury.domain.opinions import OpinionMode
from btstc_jury.domain.oral import Oral, remarks_told
from btstc_jury.domain.refusals import Reason, Refusal
from btstc_jury.domain.standing import Stage
from btstc_jury.domain.timing import MarkKind, TimeMark
from tests.domain.official import ABSENT
from tests.domain.sitting import FORM, Sitting, ended, finalised, opened, running
from tests.fakes import START, FakeClock
from tests.forms_for_tests import JURORS, make_form

TOKEN, SECRET = "01" * 16, "02" * 32
LEVELS = tuple((each.number, "S") for each in FORM.criteria)


def invitation(*moments: Moment) -> Invitation:
    return Invitation(
        token=TOKEN,
        secret=SECRET,
        host="03" * 32,
        oral=1,
        juror="b",
        form=FORM.hash,
        by="Lycée fictif",
        made=START,
        total=Duration.minutes(30),
        moments=moments,
    )


def guest(*moments: Moment) -> Sitting:
    sitting = Sitting()
    sitting.act(ev.Invited(invitation(*moments), JURORS[1]))
    return sitting


def of_guest(sitting: Sitting) -> Guest:
    assert sitting.oral.guest is not None
    return sitting.oral.guest


def give(sitting: Sitting) -> None:
    for number, level in LEVELS:
        sitting.act(ev.OpinionRated("b", number, level))
    sitting.act(ev.OpinionMarked("b", Decimal(12)), ev.OpinionGiven("b"))


def called(sitting: Sitting) -> Sitting:
    sitting.act(ev.JurorInvited("b", TOKEN, SECRET))
    return sitting


def opinion(number: int = 1, mark: str = "12", token: str = TOKEN, head: str = "") -> ev.OpinionBrought:
    head = head or f"{number:02}" * 32
    return ev.OpinionBrought(
        "b", token, number, "04" * 32, head, START, LEVELS, Decimal(mark), shifts=(Shift(0, ZERO),)
    )


def remark(sitting: Sitting, text: str = "écoute", token: str = TOKEN) -> ev.RemarkAdded:
    noted = Noted(token, START, 0, Duration.seconds(4))
    return ev.RemarkAdded(sitting.now, RemarkText(text, author="b", personal=True), noted)


def texts(oral: Oral) -> list[str]:
    return [each.content.text for each in oral.remarks.values()]


def test_an_invitation_makes_opinions_separate_for_good() -> None:
    sitting = called(opened())
    assert sitting.oral.debate.mode is OpinionMode.SEPARATE
    assert sitting.oral.debate.called[TOKEN].juror == "b"
    assert sitting.refused(ev.ModeChosen(OpinionMode.COMMON)) == (Reason.INVITED, "")
    assert sitting.refused(ev.JurorInvited("c", TOKEN, SECRET)) == (Reason.ALREADY_INVITED, "")
    assert "02" * 4 not in repr(sitting.oral)


def test_who_sits_no_more_or_never_did_is_not_invited() -> None:
    assert opened().refused(ev.JurorInvited("z", TOKEN, SECRET))[0] is Reason.UNKNOWN_JUROR
    gone = running()
    gone.act(ev.JurorLeft("b", "train"))
    assert gone.refused(ev.JurorInvited("b", TOKEN, SECRET))[0] is Reason.JUROR_GONE


def test_nobody_is_invited_once_it_is_too_late() -> None:
    assert finalised().refused(ev.JurorInvited("b", TOKEN, SECRET))[0] is Reason.FINALISED
    revealed = ended()
    revealed.act(ev.ModeChosen(OpinionMode.SEPARATE), ev.Revealed("pressés"))
    assert revealed.refused(ev.JurorInvited("b", TOKEN, SECRET))[0] is Reason.ALREADY_REVEALED
    absent = Sitting()
    absent.act(ABSENT)
    assert absent.refused(ev.JurorInvited("b", TOKEN, SECRET))[0] is Reason.ORAL_STOPPED


def test_before_the_opening_a_juror_is_invited_too() -> None:
    assert called(Sitting()).oral.debate.called[TOKEN].made == START


def test_the_form_that_a_laptop_has_stays() -> None:
    sitting = Sitting(FORM, make_form(key="autre"))
    other = sitting.forms[make_form(key="autre").hash]
    called(sitting)
    assert sitting.refused(do.ChangePlan(sitting.oral.plan, other)) == (Reason.FORM_PINNED, "")


def test_a_juror_alone_notes_and_the_commission_decides() -> None:
    sitting = guest()
    oral = sitting.oral
    assert (oral.stage, oral.jurors, oral.debate.mode) == (Stage.OPENED, JURORS[1:2], OpinionMode.SEPARATE)
    for command in (
        ABSENT,
        ev.Revealed("x"),
        ev.Finalised(),
        do.Open(JURORS),
        ev.JurorInvited("b", "0", "0"),
    ):
        assert sitting.refused(command) == (Reason.OF_A_COMMISSION, "")
    assert sitting.refused(ev.Invited(invitation(), JURORS[1])) == (Reason.ALREADY_INVITED, "")
    assert sitting.refused(do.Undo()) == (Reason.NOTHING_TO_UNDO, "")
    assert sitting.refused(ev.OpinionRated("a", 1, "S"))[0] is Reason.UNKNOWN_JUROR


def test_an_oral_that_has_begun_is_no_invitation() -> None:
    assert running().refused(ev.Invited(invitation(), JURORS[1])) == (Reason.ALREADY_STARTED, "")
    with pytest.raises(Refusal):
        ev.Invited(invitation(), JURORS[1]).decide(guest().oral)


def test_every_remark_there_is_its_jurors_own() -> None:
    sitting = guest()
    sitting.act(do.Start(), do.AddRemark(sitting.now, RemarkText("écoute", criterion=1), "S"))
    (number,) = sitting.oral.remarks
    assert sitting.oral.remarks[number].content == RemarkText(
        "écoute", criterion=1, author="b", personal=True
    )
    assert sitting.oral.debate.of("b").levels == {1: "S"}
    sitting.act(do.ChangeRemark(number, RemarkText("écoute bien", author="a")))
    assert sitting.oral.remarks[number].content == RemarkText("écoute bien", author="b", personal=True)


def test_the_clock_is_taken_as_the_commission_left_it() -> None:
    begun = Moment(MarkKind.PHASE, START, 0)
    sitting = guest(begun)
    sitting.wait(90)
    sitting.act(ev.ClockTaken(Duration.seconds(30)))
    assert sitting.face.current is not None
    assert (sitting.oral.stage, sitting.face.current.used) == (Stage.RUNNING, Duration.seconds(60))
    assert of_guest(sitting).correction == Duration.seconds(30)
    sitting.clock.set_wall(Instant(START.us + 9_000_000_000))
    assert sitting.face.total_used == Duration.seconds(60)
    assert sitting.refused(ev.ClockTaken(ZERO)) == (Reason.ALREADY_STARTED, "")
    for kind, stage in ((MarkKind.PAUSE, Stage.PAUSED), (MarkKind.END, Stage.ENDED)):
        other = guest(begun, Moment(kind, Instant(START.us + 5_000_000)))
        other.wait(60)
        other.act(ev.ClockTaken(ZERO))
        assert (other.oral.stage, other.face.total_used) == (stage, Duration.seconds(5))
    assert guest().refused(ev.ClockTaken(ZERO)) == (Reason.NO_MOMENTS, "")
    assert running().refused(ev.ClockTaken(ZERO)) == (Reason.OPINION_FILE_ONLY, "")


def test_the_clock_is_taken_from_the_commissions_screen_where_the_invitation_came_before() -> None:
    started = [Moment(MarkKind.PHASE, Instant(START.us + at * 1_000_000), at // 60) for at in (0, 60)]
    for wrong in ([*started[1:]], [Moment(MarkKind.END, START)], [*started] * 9):
        assert guest().refused(ev.ClockTaken(ZERO, tuple(wrong))) == (Reason.NO_MOMENTS, "")
    beyond = tuple(replace(started[0], phase=place) for place in range(len(FORM.phases) + 1))
    assert guest().refused(ev.ClockTaken(ZERO, beyond)) == (Reason.NO_MOMENTS, "")
    assert guest(started[0]).refused(ev.ClockTaken(ZERO, tuple(started))) == (Reason.ALREADY_STARTED, "")
    sitting = guest()
    sitting.wait(90)
    sitting.act(ev.ClockTaken(ZERO, tuple(started)))
    assert (sitting.oral.stage, sitting.oral.phase) == (Stage.RUNNING, 1)
    assert [each.used.total_seconds for each in sitting.face.phases[:2]] == [60, 30]
    assert of_guest(sitting).correction is None


def test_time_that_the_jury_did_not_count_is_a_pause_in_an_invitation() -> None:
    clock = FakeClock()
    first = clock.now()
    later = clock.advance(Duration.seconds(10))
    marks = (
        TimeMark(2, MarkKind.PHASE, first, phase=0),
        TimeMark(3, MarkKind.GAP, later, since=first, counted=False),
        TimeMark(4, MarkKind.GAP, later, since=first, counted=True),
        TimeMark(5, MarkKind.RESTART, later, phase=0),
        TimeMark(6, MarkKind.PAUSE, later, granted=True),
    )
    found = moments_of(marks)
    assert [each.kind for each in found] == [
        MarkKind.PHASE,
        MarkKind.PAUSE,
        MarkKind.RESUME,
        MarkKind.PAUSE,
    ]
    assert [each.granted for each in found] == [False, False, False, True]
    assert [each.reading for each in marks_of(found, ZERO, later, 3)] == [first, first, later, later]


def test_a_seal_closes_all_until_it_is_taken_back() -> None:
    sitting = guest()
    assert sitting.refused(ev.OpinionSealed(1, "aa"))[0] is Reason.OPINION_INCOMPLETE
    sitting.act(do.Start())
    give(sitting)
    assert sitting.refused(ev.OpinionSealed(1, "aa"))[0] is Reason.NOT_ENDED
    assert sitting.refused(ev.SealTakenBack())[0] is Reason.NOT_SEALED
    sitting.act(ev.Ended())
    assert sitting.refused(ev.OpinionSealed(2, "aa"))[0] is Reason.OLDER_OPINION
    sitting.act(ev.OpinionSealed(1, "aa"))
    assert of_guest(sitting).seal == Seal(1, "aa")
    for command in (ev.OpinionTakenBack("b"), do.Undo(), do.AddRemark(sitting.now, RemarkText("tard"))):
        assert sitting.refused(command) == (Reason.SEALED, "")
    sitting.act(
        ev.SealTakenBack(), ev.OpinionTakenBack("b"), ev.OpinionRated("b", 1, "TS"), ev.OpinionGiven("b")
    )
    sitting.act(ev.OpinionSealed(2, "bb"))
    assert of_guest(sitting).seals == 2


def test_a_proof_binds_all_that_an_opinion_answers_to() -> None:
    told = invitation()
    proof = proof_of(SECRET, told, 1, "05" * 32, "06" * 32)
    assert genuine_proof(SECRET, told, Seal(1, proof), "05" * 32, "06" * 32)
    for other in (
        genuine_proof("07" * 32, told, Seal(1, proof), "05" * 32, "06" * 32),
        genuine_proof(SECRET, told, Seal(2, proof), "05" * 32, "06" * 32),
        genuine_proof(SECRET, told, Seal(1, proof), "06" * 32, "06" * 32),
        genuine_proof(SECRET, told, Seal(1, proof), "05" * 32, "05" * 32),
        *(
            genuine_proof(SECRET, changed, Seal(1, proof), "05" * 32, "06" * 32)
            for changed in (
                replace(told, token="ff"),
                replace(told, host="ff"),
                replace(told, oral=2),
                replace(told, juror="c"),
                replace(told, form="ff"),
            )
        ),
    ):
        assert not other


def test_an_opinion_comes_back_once_with_its_remarks() -> None:
    sitting = called(ended())
    happened = sitting.act(do.BringOpinion(opinion(), (remark(sitting), remark(sitting, "clair"))))
    assert [type(each) for each in happened] == [ev.OpinionBrought, ev.RemarkAdded, ev.RemarkAdded]
    assert sitting.oral.debate.of("b") == opinion().opinion
    assert (texts(sitting.oral), sitting.oral.debate.brought["b"].remarks) == (["écoute", "clair"], 2)
    assert owner(sitting.history, do.Undo()) is None
    assert sitting.act(do.BringOpinion(opinion(), (remark(sitting),))) == ()
    sitting.act(do.Undo())
    assert (texts(sitting.oral), sitting.oral.debate.brought) == ([], {})


def test_a_later_version_takes_the_place_of_the_one_before() -> None:
    sitting = called(ended())
    sitting.act(do.BringOpinion(opinion(2), (remark(sitting),)))
    assert sitting.refused(do.BringOpinion(opinion(1))) == (Reason.OLDER_OPINION, "2")
    sitting.act(do.BringOpinion(opinion(3, "14"), (remark(sitting, "mieux"),)))
    assert (texts(sitting.oral), sitting.oral.debate.of("b").mark) == (["mieux"], Decimal(14))


def test_what_was_entered_here_is_not_overwritten_unasked() -> None:
    sitting = called(ended())
    sitting.act(ev.OpinionMarked("b", Decimal(8)))
    assert sitting.refused(do.BringOpinion(opinion())) == (Reason.OPINION_DIFFERS, "")
    sitting.act(do.BringOpinion(opinion(), (remark(sitting),), Choice.HERE))
    assert (sitting.oral.debate.of("b").mark, texts(sitting.oral)) == (Decimal(8), ["écoute"])
    assert not sitting.oral.debate.brought["b"].taken
    assert sitting.act(do.BringOpinion(opinion(), (remark(sitting),), Choice.HERE)) == ()
    sitting.act(do.BringOpinion(opinion(), (remark(sitting),), Choice.LAPTOP))
    assert (sitting.oral.debate.of("b"), texts(sitting.oral)) == (opinion().opinion, ["écoute"])


def test_an_opinion_that_was_brought_is_closed_to_everybody_until_the_reveal() -> None:
    sitting = called(ended())
    sitting.act(do.BringOpinion(opinion(), (remark(sitting),)))
    for act in (
        ev.OpinionTakenBack("b"),
        ev.OpinionMarked("b", Decimal(9)),
        ev.OpinionRated("b", 1, "S"),
        ev.OpinionGiven("b"),
    ):
        assert sitting.refused(act) == (Reason.OPINION_CLOSED, "")
    assert sitting.oral.debate.of("b") == opinion().opinion
    sitting.act(do.BringOpinion(opinion(2, "13")))
    assert sitting.oral.debate.of("b").mark == Decimal(13)
    sitting.act(do.Undo(), do.Undo(), ev.OpinionMarked("b", Decimal(9)))
    assert sitting.oral.debate.of("b").mark == Decimal(9)


def test_the_same_opinion_entered_on_both_is_no_contradiction() -> None:
    sitting = called(ended())
    give(sitting)
    assert sitting.act(do.BringOpinion(opinion()))[0] == opinion()


def test_two_invitations_of_one_juror_are_not_confused() -> None:
    sitting, other = called(ended()), "09" * 16
    sitting.act(ev.JurorInvited("b", other, SECRET))
    sitting.act(do.BringOpinion(opinion(), (remark(sitting),)))
    second = opinion(1, "7", other, "ee" * 32)
    assert sitting.refused(do.BringOpinion(second)) == (Reason.OPINION_DIFFERS, "")
    sitting.act(do.BringOpinion(second, (remark(sitting, "autre", other),), Choice.LAPTOP))
    assert (texts(sitting.oral), sitting.oral.debate.of("b").mark) == (["écoute", "autre"], Decimal(7))


def test_late_and_foreign_opinions_are_refused() -> None:
    assert called(Sitting()).refused(do.BringOpinion(opinion()))[0] is Reason.NOT_OPENED
    assert ended().refused(do.BringOpinion(opinion()))[0] is Reason.NOT_SEPARATE
    separate = ended()
    separate.act(ev.ModeChosen(OpinionMode.SEPARATE))
    assert separate.refused(do.BringOpinion(opinion()))[0] is Reason.UNKNOWN_INVITATION
    sitting = called(ended())
    theirs = replace(opinion(), juror="c")
    assert sitting.refused(do.BringOpinion(theirs))[0] is Reason.UNKNOWN_INVITATION
    assert sitting.refused(do.BringOpinion(replace(opinion(), juror="z")))[0] is Reason.UNKNOWN_JUROR
    sitting.act(ev.Revealed("pressés"))
    assert sitting.refused(do.BringOpinion(opinion()))[0] is Reason.ALREADY_REVEALED


def test_an_opinion_that_is_there_is_no_refusal_however_late_it_comes_again() -> None:
    sitting = called(ended())
    sitting.act(do.BringOpinion(opinion(), (remark(sitting),)))
    sitting.act(ev.Revealed("pressés"))
    before = sitting.oral
    sitting.act(do.BringOpinion(opinion(), (remark(sitting),)))
    assert sitting.oral == before
    assert sitting.refused(do.BringOpinion(opinion(2)))[0] is Reason.ALREADY_REVEALED


def test_what_no_invitation_admits_is_refused() -> None:
    sitting = called(ended())
    bad = replace(opinion(), levels=((1, "XX"),))
    assert sitting.refused(do.BringOpinion(bad))[0] is Reason.UNKNOWN_LEVEL
    assert sitting.refused(do.BringOpinion(opinion(mark="99")))[0] is Reason.MARK_OUT_OF_RANGE
    parts = replace(opinion(), partial=((1, Decimal(3)),))
    assert sitting.refused(do.BringOpinion(parts))[0] is Reason.UNKNOWN_MARK
    shared = remark(sitting)
    for content in (RemarkText("x", author="b"), RemarkText("x", author="a", personal=True)):
        told = replace(shared, content=content)
        assert sitting.refused(do.BringOpinion(opinion(), (told,)))[0] is Reason.FORGED_OPINION


def test_remarks_are_told_in_the_order_of_their_moments_once_some_came_from_a_laptop() -> None:
    sitting = called(running())
    began = sitting.now
    sitting.wait(60)
    early = remark(sitting, "tôt")
    sitting.wait(60)
    for text, at in (("tard", sitting.now), ("avant", began)):
        sitting.act(do.AddRemark(at, RemarkText(text)))
    assert [each.content.text for each in remarks_told(sitting.oral)] == ["tard", "avant"]
    sitting.act(do.BringOpinion(opinion(), (early,)))
    assert [each.content.text for each in remarks_told(sitting.oral)] == ["avant", "tôt", "tard"]
