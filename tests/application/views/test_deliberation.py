"""What the deliberation shows, from a real exam file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from btstc_jury.application.office import Office
from btstc_jury.application.sessions import Desk, create_file
from btstc_jury.application.views.deliberation import deliberation_view, signed_texts, unrated_first
from btstc_jury.application.views.file_names import grid_file_name
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import MissingKind, RemarkText, Sign, TextField
from btstc_jury.domain.candidate import Candidate, Plan
from btstc_jury.domain.events import GapCause
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.opinions import OpinionMode
from btstc_jury.domain.session import ExamSession, FileKind
from btstc_jury.domain.signing import Means, Signature
from btstc_jury.storage import SqliteExamFiles
from tests.fakes import FakeClock, FakeLibrary
from tests.forms_for_tests import COMPLIANT, JURORS, make_form

WHEN = datetime(2026, 6, 1, 14, 0)  # noqa: DTZ001 - wall time of the centre


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def office(tmp_path: Path, clock: FakeClock) -> Iterator[Office]:
    desk = Desk(SqliteExamFiles(), FakeLibrary(make_form(key="e4-essai")), clock)
    session = ExamSession(FileKind.EXAM, 2026, "Centre fictif", "1", "", JURORS)
    made = create_file(desk, tmp_path / "f.btsjury", session)
    yield made
    made.close()


@pytest.fixture
def oral(office: Office) -> int:
    """An oral that runs."""
    number, _ = office.plan(Plan(Candidate("007", "D’Été /\\: Long", "Zoé"), WHEN), "e4-essai")
    office.act(number, do.Open(JURORS))
    office.act(number, do.Start())
    return number


def test_missing_is_told_in_the_order_in_which_it_is_dealt_with(
    office: Office, clock: FakeClock, oral: int
) -> None:
    for _ in range(2):
        office.act(oral, ev.Paused())
        clock.advance(Duration.minutes(1))
        office.act(oral, ev.Resumed())
    since = clock.now()
    clock.restart(Duration.seconds(40))
    office.act(oral, ev.GapFound(since, GapCause.STOP))
    office.act(oral, ev.Rated(2, "NE"))
    view = deliberation_view(office, oral)
    assert [(item.kind, item.text) for item in view.missing] == [
        (MissingKind.NOT_ENDED, "la fin de l’interrogation"),
        (MissingKind.GAP, "la décision sur 1 arrêt du programme"),
        (MissingKind.PAUSE_REASON, "le motif de 2 suspensions"),
        (MissingKind.LEVEL, "le niveau de 2 critères (1, 3)"),
        (MissingKind.MARK, "la note"),
        (MissingKind.APPRECIATION, "l’appréciation"),
        (MissingKind.DOSSIER, "le contrôle du dossier"),
    ]
    assert view.missing[2].subjects == tuple(entry.pause for entry in view.pauses)
    assert view.missing[1].subjects == tuple(entry.gap for entry in view.gaps)
    assert view.unrated == (1, 3)
    office.act(oral, ev.PauseExplained(view.pauses[0].pause, "alarme"))
    office.act(oral, ev.GapDecided(view.gaps[0].gap, counted=False))
    after = deliberation_view(office, oral)
    assert [entry.reason for entry in after.pauses] == ["alarme", ""]
    assert [entry.counted for entry in after.gaps] == [False]


def test_times_end_with_the_total(office: Office, clock: FakeClock, oral: int) -> None:
    clock.advance(Duration.minutes(11))
    office.act(oral, do.NextPhase())
    times = deliberation_view(office, oral).times
    assert [(each.title, each.allowed, each.used, each.overrun) for each in times] == [
        ("1 Présentation", "10:00", "11:00", "+1:00"),
        ("2 Entretien", "reste", "0:00", ""),
        ("Total", "30:00", "11:00", ""),
    ]


def test_the_order_of_those_not_rated_is_fixed_when_chosen(office: Office, oral: int) -> None:
    view = deliberation_view(office, oral).criteria
    ordered = unrated_first(view, frozenset({2}))
    assert [[line.number for line in group.lines] for group in ordered.groups] == [[2], [1, 3]]
    assert [group.codes for group in unrated_first(view, frozenset({1, 2, 3})).groups] == [
        "À évaluer d’abord"
    ]


def test_texts_of_signed_remarks_come_once(office: Office, clock: FakeClock, oral: int) -> None:
    for text in ("clair", "clair", "posé"):
        office.act(oral, do.AddRemark(clock.now(), RemarkText(text, Sign.STRENGTH)))
    view = deliberation_view(office, oral)
    assert signed_texts(view, Sign.STRENGTH, "") == "– clair\n– posé"
    assert signed_texts(view, Sign.STRENGTH, "– clair") == "\n– posé"
    assert signed_texts(view, Sign.STRENGTH, "– clair\n") == "– posé"
    assert signed_texts(view, Sign.STRENGTH, "– posé\n– clair") == ""
    assert signed_texts(view, Sign.WEAKNESS, "") == ""


def test_what_a_juror_wrote_for_themselves_is_never_taken_up(
    office: Office, clock: FakeClock, oral: int
) -> None:
    office.act(oral, ev.ModeChosen(OpinionMode.SEPARATE))
    for text, personal in (("pour moi seul", True), ("pour tous", False)):
        content = RemarkText(text, Sign.STRENGTH, author="a", personal=personal)
        office.act(oral, do.AddRemark(clock.now(), content))
    for juror in (None, "a", "b"):
        assert signed_texts(deliberation_view(office, oral, juror), Sign.STRENGTH, "") == "– pour tous"
    office.act(oral, ev.Revealed("un membre est parti"))
    revealed = deliberation_view(office, oral)
    assert "pour moi seul" in [each.content.text for each in revealed.remarks]
    assert signed_texts(revealed, Sign.STRENGTH, "") == "– pour tous"


def test_the_name_of_the_file_is_good_on_every_system(office: Office, oral: int) -> None:
    assert grid_file_name(office, oral) == "E4-essai_007_D-ÉTÉ-LONG_provisoire.pdf"
    office.act(oral, ev.Ended())
    office.act(oral, COMPLIANT)
    for criterion in (1, 2, 3):
        office.act(oral, ev.Rated(criterion, "NE"))
    office.act(oral, ev.MarkProposed(Decimal(10)))
    office.act(oral, ev.TextWritten(TextField.APPRECIATION, "Bien."))
    office.act(oral, ev.Finalised())
    assert grid_file_name(office, oral) == "E4-essai_007_D-ÉTÉ-LONG_v1-provisoire.pdf"
    for juror in office.oral(oral).jurors:
        office.act(oral, ev.GridSigned(Signature(juror.key, Means.PAPER)))
    assert grid_file_name(office, oral) == "E4-essai_007_D-ÉTÉ-LONG_v1.pdf"
    assert grid_file_name(office, oral, 1) == "E4-essai_007_D-ÉTÉ-LONG_v1-annulée.pdf"
