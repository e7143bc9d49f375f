"""A juror's PIN: kept as a digest, replaced, and never lost with the session's particulars."""

from __future__ import annotations

from dataclasses import replace

import pytest

from btstc_jury.application.office import Office
from btstc_jury.application.pins import (
    SHORTEST,
    Warrant,
    WrongCode,
    _digest,
    check_pin,
    choose_pin,
    has_pin,
    is_pin,
    renew_pin,
)
from btstc_jury.application.problems import FileProblem, ProblemKind, ReadOnlyFile
from btstc_jury.application.sessions import Desk, open_file
from btstc_jury.domain import events as ev
from btstc_jury.domain.commission import JurorPin
from btstc_jury.domain.events import CodeRenewed, Topic
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.opinions import OpinionMode
from btstc_jury.domain.refusals import Reason, Refusal
from btstc_jury.domain.session import FileKind
from btstc_jury.domain.standing import Stage
from tests.application.offices import act, bring, clock_of, plan
from tests.forms_for_tests import make_session
from tests.memory_file import MemoryFile


def test_nobody_has_a_pin_at_first(office: Office) -> None:
    assert not has_pin(office, "a")
    assert not is_pin(office, "a", "")


def test_a_chosen_pin_opens_its_juror_s_turn_only(office: Office) -> None:
    assert choose_pin(office, "a", "été 7").topics == {Topic.SESSION}
    assert (has_pin(office, "a"), has_pin(office, "b")) == (True, False)
    assert is_pin(office, "a", "été 7")
    for wrong in ("", "été", "été 8", "été 7 ", "ÉTÉ 7"):
        assert not is_pin(office, "a", wrong)
    assert not is_pin(office, "b", "été 7")


@pytest.mark.parametrize(("chosen", "typed"), [("1234", "&é\"'"), ("&é\"'", "1234"), ("1é3'", '&2"4')])
def test_a_code_of_figures_is_the_same_with_and_without_shift(
    office: Office, chosen: str, typed: str
) -> None:
    choose_pin(office, "a", chosen)
    assert is_pin(office, "a", typed)
    assert is_pin(office, "a", chosen)
    assert not is_pin(office, "a", "1235")


def test_a_code_that_was_kept_as_typed_still_opens(office: Office) -> None:
    salt = bytes(16)
    office.keep_pins((JurorPin("a", salt.hex(), _digest("&é\"'", salt).hex()),))
    assert is_pin(office, "a", "&é\"'")


def test_a_pin_is_replaced(running: Office) -> None:
    office = running
    choose_pin(office, "a", "1234")
    choose_pin(office, "b", "5678")
    renew_pin(office, 1, "a", "9999", Warrant("b", "5678"))
    assert [pin.juror for pin in office.session.pins] == ["b", "a"]
    assert (is_pin(office, "a", "1234"), is_pin(office, "a", "9999"), is_pin(office, "b", "5678")) == (
        False,
        True,
        True,
    )


@pytest.mark.parametrize("pin", ["", "1", "123"])
def test_a_short_pin_is_refused_and_the_one_before_kept(running: Office, pin: str) -> None:
    assert len(pin) < SHORTEST
    with pytest.raises(ValueError, match="short" if pin else "^$"):
        choose_pin(running, "a", pin)
    choose_pin(running, "a", "1234")
    with pytest.raises(ValueError, match="short" if pin else "^$"):
        renew_pin(running, 1, "a", pin, Warrant(reason="oubli"))
    assert is_pin(running, "a", "1234")
    assert running.oral(1).proceedings.renewals == ()


def test_nobody_gets_another_pin_as_if_it_were_the_first(office: Office) -> None:
    choose_pin(office, "a", "1234")
    with pytest.raises(Refusal) as caught:
        choose_pin(office, "a", "9999")
    assert caught.value.reason is Reason.CODE_CHOSEN
    assert is_pin(office, "a", "1234")


def test_another_juror_answers_for_a_new_pin_and_the_oral_tells_it(running: Office) -> None:
    choose_pin(running, "a", "1234")
    choose_pin(running, "b", "5678")
    with pytest.raises(WrongCode) as caught:
        renew_pin(running, 1, "a", "9999", Warrant("b", "0000"))
    assert (caught.value.juror, caught.value.wait.us) == ("b", 0)
    assert is_pin(running, "a", "1234")
    assert running.oral(1).proceedings.renewals == ()
    told, session = renew_pin(running, 1, "a", "9999", Warrant("b", "5678"))
    assert told.events == (CodeRenewed("a", "b"),)
    assert session.topics == {Topic.SESSION}
    assert is_pin(running, "a", "9999")
    assert "5678" not in repr(Warrant("b", "5678"))


def test_without_anybody_a_reason_is_told(running: Office) -> None:
    choose_pin(running, "a", "1234")
    with pytest.raises(Refusal) as caught:
        renew_pin(running, 1, "a", "9999", Warrant())
    assert caught.value.reason is Reason.EMPTY_REASON
    assert is_pin(running, "a", "1234")
    renew_pin(running, 1, "a", "9999", Warrant(reason="seul devant l’écran"))
    assert is_pin(running, "a", "9999")
    assert [each.reason for each in running.oral(1).proceedings.renewals] == ["seul devant l’écran"]


def test_no_new_pin_opens_what_is_hidden(running: Office) -> None:
    choose_pin(running, "a", "1234")
    act(running, 1, ev.ModeChosen(OpinionMode.SEPARATE), ev.OpinionRated("a", 1, "S"))
    other = plan(running, "Petit")
    for oral in (1, other):
        with pytest.raises(Refusal) as caught:
            renew_pin(running, oral, "a", "9999", Warrant(reason="oubli"))
        assert caught.value.reason is Reason.CODE_HIDES
    act(running, 1, ev.Ended(), ev.Revealed("sans attendre"))
    renew_pin(running, 1, "a", "9999", Warrant(reason="oubli"))
    assert is_pin(running, "a", "9999")


def test_wrong_pins_are_slowed_each_juror_by_themselves(running: Office) -> None:
    def wait(juror: str, pin: str) -> float:
        with pytest.raises(WrongCode) as caught:
            check_pin(running, juror, pin)
        return caught.value.wait.total_seconds

    for juror in ("a", "b"):
        choose_pin(running, juror, "1234")
    assert [wait("a", "0000") for _ in range(3)] == [0, 0, 5]
    assert wait("a", "1234") == 5
    check_pin(running, "b", "1234")
    clock_of(running).advance(Duration.seconds(5))
    assert wait("a", "0000") == 10
    clock_of(running).advance(Duration.seconds(10))
    check_pin(running, "a", "1234")
    assert wait("a", "0000") == 0


def test_the_voucher_s_wrong_pins_count_too(running: Office) -> None:
    for juror in ("a", "b"):
        choose_pin(running, juror, "1234")
    for _ in range(3):
        with pytest.raises(WrongCode):
            renew_pin(running, 1, "a", "9999", Warrant("b", "0000"))
    with pytest.raises(WrongCode) as caught:
        check_pin(running, "b", "1234")
    assert caught.value.wait.us


def test_the_shortest_pin_is_taken(office: Office) -> None:
    choose_pin(office, "a", "7" * SHORTEST)
    assert is_pin(office, "a", "7" * SHORTEST)


def test_the_file_holds_digests_that_tell_nothing(office: Office, file: MemoryFile) -> None:
    """The same PIN of two jurors, or chosen twice, looks different."""
    bring(office, 1, Stage.RUNNING)
    for juror in ("a", "b"):
        choose_pin(office, juror, "1234")
    renew_pin(office, 1, "a", "1234", Warrant("b", "1234"))
    kept = [pin for entry in file.own_journal for pin in getattr(entry.event, "session").pins]  # noqa: B009
    assert "1234" not in repr(file.own_journal)
    # The first of juror a, that of b (told twice), the second of a.
    assert len({pin.digest for pin in kept}) == len({pin.salt for pin in kept}) == 3


def test_another_description_of_the_session_keeps_the_pins_and_the_kind(office: Office) -> None:
    choose_pin(office, "a", "1234")
    pins, kind = office.session.pins, office.session.kind
    other = replace(
        make_session(FileKind.EXAM), centre="Lycée fictif du Port", pins=(JurorPin("a", "00", "00"),)
    )
    assert kind is not FileKind.EXAM
    office.describe(other)
    assert office.session == replace(other, pins=pins, kind=kind)
    assert is_pin(office, "a", "1234")


def test_pins_leave_the_session_as_it_is(office: Office) -> None:
    before = office.session
    choose_pin(office, "c", "1234")
    assert replace(office.session, pins=()) == before


def test_a_pin_is_there_when_the_file_is_opened_again(office: Office, desk: Desk, file: MemoryFile) -> None:
    choose_pin(office, "a", "1234")
    again, _ = open_file(desk, file.path)
    assert is_pin(again, "a", "1234")


def test_a_pin_that_could_not_be_written_is_not_taken(office: Office, file: MemoryFile) -> None:
    bring(office, 1, Stage.RUNNING)
    choose_pin(office, "a", "1234")
    file.failure = ProblemKind.DISK_FULL
    with pytest.raises(FileProblem):
        renew_pin(office, 1, "a", "9999", Warrant(reason="oubli"))
    with pytest.raises(FileProblem):
        choose_pin(office, "b", "9999")
    assert is_pin(office, "a", "1234")
    assert not has_pin(office, "b")


def test_no_pin_is_chosen_in_a_file_that_is_only_read(office: Office, file: MemoryFile) -> None:
    file.read_only = "busy"
    with pytest.raises(ReadOnlyFile):
        choose_pin(office, "a", "1234")
    assert not has_pin(office, "a")
