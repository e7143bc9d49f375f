"""Every event comes back from its payload as it was."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import RemarkText, Sign, TextField
from btstc_jury.domain.candidate import Accommodation, Candidate, Plan
from btstc_jury.domain.events import GridSigned, JuryDecided, RemarksErased
from btstc_jury.domain.moments import Duration, Instant, Reading
from btstc_jury.domain.session import ExamSession, FileKind
from btstc_jury.domain.signing import JuryDecision, Means, Signature
from btstc_jury.storage.codec import decode, encode
from btstc_jury.storage.failures import Damage, Newer
from tests.forms_for_tests import JURORS

READING = Reading(Instant(1_780_300_800_123_456), 987_654_321_012, "boot", "process")
PLAN = Plan(
    Candidate("0012", "D’Œuvre-Ñandú", "Élodie \U0001f600", date(2004, 2, 29), "Lycée \u202f « X »"),
    datetime(2026, 6, 1, 9, 30, 15, 250_000),  # noqa: DTZ001 - wall time of the centre
    Accommodation(Fraction(1, 3), Fraction(0), Fraction(7, 21), "lecteur"),
)
NOTE = RemarkText("a\n\tb\x00 « é »", Sign.WEAKNESS, 3, "a")
EVENTS: tuple[ev.Event, ...] = (
    ev.SessionDescribed(ExamSession(FileKind.EXAM, 2026, "Lycée", "3", "B 12", JURORS)),
    ev.Planned(PLAN, "e4-ponctuel", "ab" * 32),
    ev.PlanChanged(Plan(Candidate("1", "A", "B"), PLAN.scheduled), "e4-ponctuel", "ab" * 32),
    ev.PreparationStarted(Duration.minutes(50)),
    ev.PreparationEnded(),
    ev.Opened(Duration.minutes(50), JURORS),
    ev.PhaseStarted(0),
    ev.Paused("alarme"),
    ev.PauseExplained(7, "alarme incendie"),
    ev.Resumed(),
    ev.Ended(),
    ev.GapFound(READING, ev.GapCause.SLEEP),
    ev.GapDecided(12, counted=False),
    ev.RemarkAdded(READING, NOTE),
    ev.RemarkChanged(14, RemarkText("b")),
    ev.RemarkRemoved(14),
    ev.Rated(17, "TS"),
    ev.Rated(17, None),
    ev.MarkProposed(Decimal("12.50")),
    ev.MarkProposed(None),
    ev.TextWritten(TextField.APPRECIATION, "x" * 4000),
    ev.Finalised(),
    ev.Reopened("erreur de saisie"),
    GridSigned(Signature("a", Means.INTERNAL, "ab" * 32, "cd" * 32)),
    RemarksErased(),
    JuryDecided(JuryDecision(Decimal("12.25"), date(2027, 6, 30))),
    ev.Undone(3),
    ev.Redone(3),
)


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: type(event).__name__)
def test_an_event_comes_back_as_it_was(event: ev.Event) -> None:
    kind, payload = encode(event)
    back = decode(kind, payload)
    assert back == event
    assert type(back) is type(event)
    assert encode(back) == (kind, payload)


def test_decimals_and_fractions_keep_how_they_were_written() -> None:
    mark = decode(*encode(ev.MarkProposed(Decimal("12.50"))))
    assert isinstance(mark, ev.MarkProposed)
    assert str(mark.mark) == "12.50"
    assert b'"preparation":"1/3"' in encode(ev.Planned(PLAN, "k", "h"))[1]


@pytest.mark.parametrize(
    ("kind", "payload", "told"),
    [
        ("rated", b"", "acte «\u202frated\u202f» est illisible"),
        ("rated", b'{"criterion":1', "acte «\u202frated\u202f» est illisible"),
        ("rated", b'{"criterion":"1","level":null}', "acte «\u202frated\u202f» est illisible"),
        ("rated", b'{"level":"TS"}', "acte «\u202frated\u202f» est illisible"),
        ("mark-proposed", b'{"mark":"douze"}', "acte «\u202fmark-proposed\u202f» est illisible"),
        (
            "gap-found",
            b'{"since":{},"cause":"sleep"}',
            "acte «\u202fgap-found\u202f» est illisible",
        ),
        ("note-removed", b'{"note":1}\xff', "acte «\u202fnote-removed\u202f» est illisible"),
    ],
)
def test_what_no_event_can_be_is_damage(kind: str, payload: bytes, told: str) -> None:
    with pytest.raises(Damage, match=told):
        decode(kind, payload)


@pytest.mark.parametrize(
    ("kind", "payload"),
    [
        ("danced", b"{}"),
        ("rated@2", b'{"criterion":1,"level":null}'),
        ("sheet-received@3", b'{"source":1,"reason":"erreur"}'),
        ("rated@", b'{"criterion":1,"level":null}'),
        ("rated@0", b'{"criterion":1,"level":null}'),
        ("rated", b'{"criterion":1,"level":null,"colour":"red"}'),
        ("note-changed", b'{"note":3,"content":{"text":"a","colour":"red"}}'),
        ("text-written", b'{"field":"poem","text":""}'),
        ("absence-recorded", b'{"absence":{"kind":"exempted","document":"a"}}'),
    ],
)
def test_what_a_newer_version_wrote_is_told_from_damage(kind: str, payload: bytes) -> None:
    with pytest.raises(Newer, match=kind.partition("@")[0]):
        decode(kind, payload)


@pytest.mark.parametrize("fraction", ["1/0", "a third", "", "1/3/3", "½"])
def test_what_no_fraction_can_be_is_damage(fraction: str) -> None:
    _, payload = encode(ev.Planned(PLAN, "k", "h"))
    wrong = payload.decode().replace('"preparation":"1/3"', f'"preparation":"{fraction}"').encode()
    assert wrong != payload
    with pytest.raises(Damage, match="acte «\u202fplanned\u202f» est illisible"):
        decode("planned", wrong)
