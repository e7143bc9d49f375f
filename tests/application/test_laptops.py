"""One oral on several laptops: what is made, noted, carried, taken, and refused."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from btstc_jury.application import laptops
from btstc_jury.application.laptops import Outcome
from btstc_jury.application.office import Office
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import Remark
from btstc_jury.domain.candidate import ONE_THIRD, Accommodation
from btstc_jury.domain.events.course import GapCause
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.refusals import Reason, Refusal
from btstc_jury.domain.session import FileKind
from btstc_jury.domain.standing import Stage
from tests.laptops import Laptop, commission, finish, note, rate, sealed, sit


@pytest.fixture
def main(tmp_path: Path) -> Laptop:
    return Laptop.at(tmp_path / "main")


@pytest.fixture
def theirs(tmp_path: Path) -> Laptop:
    """An hour ahead."""
    return Laptop.at(tmp_path / "theirs", ahead=3600)


@pytest.fixture
def host(main: Laptop) -> Iterator[Office]:
    office = commission(main)
    yield office
    office.close()


def invited(host: Office, main: Laptop, theirs: Laptop, juror: str = "b") -> Path:
    path = theirs.folder / f"avis-{juror}.btsjury"
    laptops.invite(host, main.desk, 1, juror, path)
    return path


def pass_time(*machines: Laptop, seconds: float) -> None:
    for each in machines:
        each.clock.advance(Duration.seconds(seconds))


def test_an_opinion_goes_out_and_comes_back(host: Office, main: Laptop, theirs: Laptop) -> None:
    path = invited(host, main, theirs)
    guest = theirs.open(path)
    assert guest.session.kind is FileKind.OPINION
    sit(host)
    laptops.begin(guest)
    pass_time(main, theirs, seconds=100)
    note(guest, "accroche juste", "b")
    pass_time(main, theirs, seconds=5)
    finish(host)
    finish(guest)
    rate(guest, "b", "S", "12.5")
    made = laptops.seal(guest)
    guest.close()
    brought = laptops.bring(host, sealed(main, made.path))
    assert (brought.oral, brought.juror, brought.outcome) == (1, "b", Outcome.TAKEN)
    assert brought.shown == "horloge en avance de 1\u202fh 00\u202fmin 00\u202fs, corrigé"
    opinion = host.oral(1).debate.of("b")
    assert (opinion.given, str(opinion.mark), set(opinion.levels.values())) == (True, "12.5", {"S"})
    (remark,) = host.oral(1).remarks.values()
    assert (remark.phase, remark.at.total_seconds, remark.content.personal) == (0, 100, True)
    assert laptops.bring(host, sealed(main, made.path)).outcome is Outcome.ALREADY


def test_a_clock_goes_on_where_the_commission_is(host: Office, main: Laptop, theirs: Laptop) -> None:
    sit(host)
    pass_time(main, theirs, seconds=60)
    path = invited(host, main, theirs)
    guest = theirs.open(path)
    pass_time(main, theirs, seconds=30)
    told = laptops.ready(guest)
    assert (told.phase, told.elapsed.total_seconds) == (0, 90 + 3600)
    laptops.take_clock(guest, Duration.seconds(90))
    face = guest.oral(1).clock(theirs.clock.now())
    assert face.current is not None
    assert (face.running, face.current.used.total_seconds) == (True, 90)
    assert guest.oral(1).stage is Stage.RUNNING
    known = guest.oral(1).guest
    assert known is not None
    assert known.correction == Duration.seconds(3600)
    guest.close()


def test_what_only_a_commission_does_is_refused_there(host: Office, main: Laptop, theirs: Laptop) -> None:
    guest = theirs.open(invited(host, main, theirs))
    for act in (ev.Revealed("pressés"), ev.Finalised(), ev.JurorLeft("b", "train")):
        with pytest.raises(Refusal) as refused:
            guest.act(1, act)
        assert refused.value.reason is Reason.OF_A_COMMISSION
    guest.close()


def test_a_clock_that_is_behind_its_invitation_is_known_to_be_late(
    host: Office, main: Laptop, tmp_path: Path
) -> None:
    late = Laptop.at(tmp_path / "late", ahead=-3600)
    sit(host)
    pass_time(main, late, seconds=60)
    guest = late.open(invited(host, main, late))
    told = laptops.ready(guest)
    assert (told.behind, told.phase, told.elapsed.total_seconds) == (True, 0, 60)
    laptops.take_clock(guest)
    pass_time(main, late, seconds=30)
    assert guest.oral(1).clock(late.clock.now()).total_used == Duration.seconds(90)
    guest.close()


def test_before_the_beginning_one_key_starts_the_clock(host: Office, main: Laptop, theirs: Laptop) -> None:
    guest = theirs.open(invited(host, main, theirs))
    told = laptops.ready(guest)
    assert (told.phase, told.behind, told.since.total_seconds) == (None, False, 3600)
    with pytest.raises(Refusal) as refused:
        laptops.take_clock(guest)
    assert refused.value.reason is Reason.NO_MOMENTS
    laptops.begin(guest)
    assert guest.oral(1).stage is Stage.RUNNING
    with pytest.raises(Refusal) as running:
        laptops.seal(guest)
    assert running.value.reason is Reason.NOT_ENDED
    guest.close()


def noted_then_brought(host: Office, guest: Office, main: Laptop, theirs: Laptop) -> Remark:
    """What a juror who came in by what the screen shows notes ten seconds later, once it is brought."""
    pass_time(main, theirs, seconds=10)
    note(guest, "chiffre juste", "b")
    finish(host)
    finish(guest)
    rate(guest, "b", "S", "12.5")
    made = laptops.seal(guest)
    guest.close()
    brought = laptops.bring(host, sealed(main, made.path))
    assert brought.shown == "horloge en avance de 1\u202fh 00\u202fmin 00\u202fs, corrigé"
    (remark,) = host.oral(1).remarks.values()
    return remark


def test_who_comes_in_mid_oral_with_an_early_invitation_types_what_the_screen_shows(
    host: Office, main: Laptop, theirs: Laptop
) -> None:
    path = invited(host, main, theirs)
    sit(host)
    pass_time(main, theirs, seconds=45)
    host.act(1, do.NextPhase())
    pass_time(main, theirs, seconds=270)
    guest = theirs.open(path)
    laptops.join(guest, 1, Duration.seconds(270))
    remark = noted_then_brought(host, guest, main, theirs)
    assert (remark.phase, remark.at.total_seconds) == (1, 280)


@pytest.mark.parametrize("stood", ["pause", "lost", "counted"])
def test_who_comes_in_after_the_clock_stood_still_keeps_their_moments(
    host: Office, main: Laptop, theirs: Laptop, stood: str
) -> None:
    path = invited(host, main, theirs)
    sit(host)
    host.act(1, do.NextPhase())
    pass_time(main, theirs, seconds=60)
    since = main.clock.now()
    if stood == "pause":
        host.act(1, ev.Paused("alarme"))
    pass_time(main, theirs, seconds=300)
    if stood == "pause":
        host.act(1, ev.Resumed())
    else:
        host.act(1, ev.GapFound(since, GapCause.STOP))
        (gap,) = host.oral(1).pending_gaps
        host.act(1, ev.GapDecided(gap, counted=stood == "counted"))
    pass_time(main, theirs, seconds=30)
    shown = host.oral(1).clock(main.clock.now()).phases[1].used
    guest = theirs.open(path)
    laptops.join(guest, 1, shown)
    remark = noted_then_brought(host, guest, main, theirs)
    assert (remark.phase, remark.at) == (1, shown + Duration.seconds(10))


def test_a_pause_and_the_extra_time_hold_on_the_laptop(main: Laptop, theirs: Laptop) -> None:
    host = commission(main, accommodation=Accommodation(phases=ONE_THIRD, total=ONE_THIRD))
    sit(host)
    pass_time(main, theirs, seconds=60)
    host.act(1, ev.Paused("alarme"))
    pass_time(main, theirs, seconds=30)
    guest = theirs.open(invited(host, main, theirs))
    laptops.take_clock(guest, Duration.seconds(60))
    ours, face = host.oral(1), guest.oral(1).clock(theirs.clock.now())
    assert (guest.oral(1).stage, face.total_used) == (Stage.PAUSED, Duration.seconds(60))
    assert guest.oral(1).allotment == ours.allotment
    guest.close()
    host.close()


def test_another_file_is_nobodys_laptop(host: Office, main: Laptop) -> None:
    assert laptops.guest_of(host) is None
    with pytest.raises(Refusal) as refused:
        laptops.ready(host)
    assert refused.value.reason is Reason.OPINION_FILE_ONLY
