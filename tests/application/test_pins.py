"""A juror's PIN: kept as a digest, replaced, and never lost with the session's particulars."""

from __future__ import annotations

from dataclasses import replace

import pytest

from btstc_jury.application.office import Office
from btstc_jury.application.pins import SHORTEST, choose_pin, has_pin, is_pin
from btstc_jury.application.problems import FileProblem, ProblemKind, ReadOnlyFile
from btstc_jury.application.sessions import Desk, open_file
from btstc_jury.domain.commission import JurorPin
from btstc_jury.domain.events import Topic
from btstc_jury.domain.session import FileKind
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


def test_a_pin_is_replaced(office: Office) -> None:
    choose_pin(office, "a", "1234")
    choose_pin(office, "b", "5678")
    choose_pin(office, "a", "9999")
    assert [pin.juror for pin in office.session.pins] == ["b", "a"]
    assert (is_pin(office, "a", "1234"), is_pin(office, "a", "9999"), is_pin(office, "b", "5678")) == (
        False,
        True,
        True,
    )


@pytest.mark.parametrize("pin", ["", "1", "123"])
def test_a_short_pin_is_refused_and_the_one_before_kept(office: Office, pin: str) -> None:
    assert len(pin) < SHORTEST
    choose_pin(office, "a", "1234")
    with pytest.raises(ValueError, match="short" if pin else "^$"):
        choose_pin(office, "a", pin)
    assert is_pin(office, "a", "1234")


def test_the_shortest_pin_is_taken(office: Office) -> None:
    choose_pin(office, "a", "7" * SHORTEST)
    assert is_pin(office, "a", "7" * SHORTEST)


def test_the_file_holds_digests_that_tell_nothing(office: Office, file: MemoryFile) -> None:
    """The same PIN of two jurors, or chosen twice, looks different."""
    for juror in ("a", "b", "a"):
        choose_pin(office, juror, "1234")
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
    choose_pin(office, "a", "1234")
    file.failure = ProblemKind.DISK_FULL
    with pytest.raises(FileProblem):
        choose_pin(office, "a", "9999")
    assert is_pin(office, "a", "1234")


def test_no_pin_is_chosen_in_a_file_that_is_only_read(office: Office, file: MemoryFile) -> None:
    file.read_only = "busy"
    with pytest.raises(ReadOnlyFile):
        choose_pin(office, "a", "1234")
    assert not has_pin(office, "a")
