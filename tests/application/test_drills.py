"""A recorded oral: what is heard of it when, and the levels beside each other afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from btstc_jury.application.drills import (
    Comparison,
    Drill,
    Utterance,
    Who,
    as_text,
    begin_drill,
    comparison,
    heard,
    lines,
    seats,
)
from btstc_jury.application.office import Office
from btstc_jury.application.sessions import Desk, Pulse
from btstc_jury.bootstrap import form_folders
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.candidate import Candidate
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.session import FileKind
from btstc_jury.domain.standing import Stage
from btstc_jury.exchange.form_library import FormLibrary
from btstc_jury.storage import SqliteExamFiles
from btstc_jury.system.clock import PacedClock
from tests.fakes import FakeClock

AT = datetime(2027, 5, 3, 9, 0)  # noqa: DTZ001 - wall time of the centre
DRILL = Drill(
    "essai",
    "Un essai",
    "e4-ponctuel",
    Candidate("1", "Fictive", "Maëlle"),
    "Un budget réduit.",
    (
        Utterance(0, Duration.seconds(5), Who.CANDIDATE, "Salue."),
        Utterance(0, Duration.seconds(48), Who.CANDIDATE, "« Mon entreprise… »"),
        Utterance(1, Duration.seconds(8), Who.BUYER, "« J’écoute. »"),
    ),
    {1: "S", 2: "I"},
)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def desk(clock: FakeClock) -> Desk:
    return Desk(SqliteExamFiles(), FormLibrary(form_folders()), clock)


@pytest.fixture
def office(desk: Desk, tmp_path: Path) -> Iterator[Office]:
    made = begun(desk, tmp_path, separate=False)
    yield made
    made.close()


def begun(desk: Desk, folder: Path, *, separate: bool) -> Office:
    jurors = seats(desk.library.get(DRILL.form), ("Camille Fictif", " "))
    return begin_drill(desk, folder / "essai.btsjury", DRILL, jurors, AT, separate=separate)


def said(office: Office) -> list[str]:
    return [each.text for each in heard(DRILL, office.oral(1), office.now())]


def test_a_drill_waits_for_the_first_phase_alone(office: Office) -> None:
    oral = office.oral(1)
    assert oral.stage is Stage.OPENED
    assert office.session.kind is FileKind.DEMONSTRATION
    assert [each.name for each in oral.jurors] == ["Camille Fictif", "Membre 2", "Membre 3"]
    assert said(office) == []


def test_what_is_said_comes_at_its_time_and_waits_with_the_clock(office: Office, clock: FakeClock) -> None:
    office.act(1, do.Start())
    clock.advance(Duration.seconds(5))
    assert said(office) == ["Salue."]
    office.act(1, ev.Paused("alarme"))
    clock.advance(Duration.seconds(100))
    assert said(office) == ["Salue."]
    office.act(1, ev.Resumed())
    clock.advance(Duration.seconds(43))
    assert said(office) == ["Salue.", "« Mon entreprise… »"]
    office.act(1, do.NextPhase())
    clock.advance(Duration.seconds(7))
    assert said(office)[2:] == []
    office.act(1, ev.Ended())
    assert said(office)[2:] == []
    assert [*lines(DRILL.acts[:1])] == ["0:05 Candidat\u202f: Salue."]


def test_what_a_phase_that_was_left_still_held_is_never_said(office: Office, clock: FakeClock) -> None:
    office.act(1, do.Start())
    clock.advance(Duration.seconds(6))
    office.act(1, do.NextPhase())
    assert said(office) == ["Salue."]
    clock.advance(Duration.seconds(60))
    assert said(office) == ["Salue.", "« J’écoute. »"]


def test_the_commission_s_levels_stand_beside_the_recorded_ones(office: Office) -> None:
    assert comparison(office, 1, DRILL).told == "Aucun critère n’est encore évalué par tous."
    office.act(1, do.Start())
    office.act(1, ev.Rated(1, "S"))
    office.act(1, ev.Rated(3, "TS"))
    compared = comparison(office, 1, DRILL)
    assert compared.columns == ("Commission",)
    first, second, third, *_ = compared.rows
    assert (first.given, first.recorded, first.apart) == (("S",), "S", False)
    assert (second.given, second.recorded) == (("",), "I")
    assert (third.given, third.recorded) == (("TS",), "NE")
    assert compared.told == "Niveau de l’enregistrement retrouvé pour 1 sur 2 critères évalués."


def test_opinions_are_compared_once_they_are_revealed(desk: Desk, tmp_path: Path) -> None:
    office = begun(desk, tmp_path, separate=True)
    office.act(1, do.Start())
    for juror, level in (("j1", "S"), ("j2", "I"), ("j3", "S")):
        office.act(1, ev.OpinionRated(juror, 1, level))
        office.act(1, ev.OpinionRated(juror, 2, "I"))
    hidden = comparison(office, 1, DRILL)
    assert hidden.hidden
    assert not any(any(each.given) for each in hidden.rows)
    office.act(1, ev.Ended())
    office.act(1, ev.Revealed("exercice"))
    shown: Comparison = comparison(office, 1, DRILL)
    assert [each[: each.index(" (")] for each in shown.columns] == ["Camille Fictif", "Membre 2", "Membre 3"]
    assert [(each.given, each.apart) for each in shown.rows[:2]] == [
        (("S", "I", "S"), True),
        (("I", "I", "I"), False),
    ]
    assert shown.told == (
        "Même niveau pour tous pour 1 sur 2 critères évalués."
        " Niveau de l’enregistrement retrouvé pour 2 sur 2 critères évalués."
    )
    table = as_text(shown).splitlines()
    assert table[1].split("\t")[2:] == ["S", "I", "S", "S"]
    office.close()


def test_a_drill_that_cannot_begin_leaves_its_file_closed(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(Exception, match="no_juror"):
        begin_drill(desk, tmp_path / "essai.btsjury", DRILL, (), AT, separate=True)


def test_time_goes_by_faster_and_its_signs_of_life_are_no_sleep(clock: FakeClock, tmp_path: Path) -> None:
    paced = PacedClock(clock, 16)
    desk = Desk(SqliteExamFiles(), FormLibrary(form_folders()), paced, 16)
    office = begun(desk, tmp_path, separate=False)
    office.act(1, do.Start())
    pulse = Pulse(office)
    assert not pulse.beat()
    clock.advance(Duration.seconds(4))
    assert not pulse.beat()
    assert office.oral(1).clock(office.now()).total_used == Duration.seconds(64)
    assert office.now().boot != clock.now().boot
    clock.advance(Duration.seconds(11))
    assert pulse.beat()
    office.close()
