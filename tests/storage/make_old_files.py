"""Writes the files of ``data``, one for each revision of the schema; run once, when a revision is new."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import msgspec

from btstc_jury.application.office import Office
from btstc_jury.application.ports import ExamFile, Part
from btstc_jury.application.sessions import Desk, create_file, open_file
from btstc_jury.application.summary import summarise
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import RemarkText, Sign, TextField
from btstc_jury.domain.candidate import ONE_THIRD, Accommodation, Plan
from btstc_jury.domain.events import Entry, Finalised
from btstc_jury.domain.form import Form
from btstc_jury.domain.history import extend
from btstc_jury.domain.moments import Duration, Reading
from btstc_jury.storage import SqliteExamFiles
from btstc_jury.storage.probe import SCHEMA
from tests.fakes import FakeClock, FakeLibrary
from tests.forms_for_tests import JURORS, make_form, make_plan, make_session

DATA = Path(__file__).parent / "data"


def make_file(path: Path) -> None:
    """Two orals: one settled, with an event of nearly every kind; one under way."""
    clock = FakeClock()
    desk = Desk(SqliteExamFiles(), FakeLibrary(make_form()), clock)
    office = create_file(desk, path, make_session())
    third = Accommodation(ONE_THIRD, ONE_THIRD, ONE_THIRD, "lecteur")
    office.plan(make_plan("0001", "D’Œuvre", "Élodie", accommodation=third), "essai")
    office.plan(make_plan("0002", "Durand", "Noé"), "essai")
    changed = make_plan("0001", "D’Œuvre", "Zoé", accommodation=third)
    for command in _commands(changed, office.now()):
        clock.advance(Duration.seconds(30))
        office.act(1, command, author="a")
    clock.advance(Duration.seconds(30))
    _settle(office)
    office.close()
    office, _ = open_file(desk, path)
    clock.advance(Duration.seconds(30))
    office.act(1, ev.Reopened("faute de frappe"), author="a")
    office.act(2, do.Open(JURORS))
    office.act(2, do.Start())
    office.file.heart.beat(clock.advance(Duration.seconds(5)))
    office.close()


def everything(file: ExamFile) -> dict[str, object]:
    """What the orals of ``make_file`` tell, whatever version wrote them. A later one counts more as missing,
    and a form with more fields has another hash.
    """
    assert not file.read_only
    forms = file.forms()
    return {
        "entries": [[_without_hash(each, forms) for each in file.entries(oral)] for oral in (1, 2)],
        "lines": [msgspec.structs.replace(file.index.summary(oral), missing=0) for oral in (1, 2)],
        "days": file.index.days(),
        "under way": file.index.under_way(),
        "session": file.session(),
        "forms": [replace(form, hash="") for form in forms.values()],
        "beat": file.heart.last_beat(),
    }


def _without_hash(entry: Entry, forms: Mapping[str, Form]) -> Entry:
    event = entry.event
    if not isinstance(event, ev.Planned | ev.PlanChanged):
        return entry
    assert event.form_hash in forms
    return replace(entry, event=replace(event, form_hash=""))


def _settle(office: Office) -> None:
    """As when a proposal was settled without a word on the dossier."""
    before = office.history(1)
    number = before.last_sequence + 1
    entry = Entry(number, number, office.now(), "a", Finalised())
    after = extend(before, (entry,), office.file.forms())
    office.file.append_all((Part((entry,), after.oral.form, summarise(1, after)),))


def _commands(changed: Plan, began: Reading) -> tuple[do.Command, ...]:
    return (
        do.ChangePlan(changed, make_form()),
        do.StartPreparation(),
        ev.PreparationEnded(),
        do.Open(JURORS),
        do.Start(),
        do.AddRemark(began, RemarkText("accroche", Sign.STRENGTH, 1, "a"), "S"),
        do.ChangeRemark(7, RemarkText("accroche juste", Sign.STRENGTH, 1, "a")),
        ev.Paused(),
        ev.PauseExplained(10, "alarme"),
        ev.Resumed(),
        do.NextPhase(),
        do.AddRemark(began, RemarkText("à ôter")),
        ev.RemarkRemoved(14),
        ev.Ended(),
        *(ev.Rated(number, "TS") for number in (1, 2, 3)),
        do.Undo(),
        do.Redo(),
        ev.MarkProposed(Decimal("14.50")),
        ev.TextWritten(TextField.APPRECIATION, "Très bon échange."),
    )


if __name__ == "__main__":
    target = DATA / f"schema-{SCHEMA.head}.btsjury"
    if target.exists():
        sys.exit(f"{target.name} is there already; a file of a past schema is never made anew")
    make_file(target)
    target.with_name(f".{target.name}.lock").unlink()
