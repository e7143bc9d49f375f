"""The kinds of events."""

from __future__ import annotations

import pkgutil
from importlib import import_module

from btstc_jury.domain import events as ev


def test_every_event_declared_has_one_name_and_is_known_by_it() -> None:
    modules = [import_module(f"{ev.__name__}.{module.name}") for module in pkgutil.iter_modules(ev.__path__)]
    declared = {
        value
        for module in modules
        for value in vars(module).values()
        if isinstance(value, type)
        and issubclass(value, ev.Event)
        and value not in {ev.Act, ev.Aside, ev.Event}
    }
    assert declared == {*ev.KINDS.values(), ev.Erased}
    assert all(known.kind == kind for kind, known in ev.KINDS.items())


def test_only_working_remarks_can_be_erased() -> None:
    assert {kind for kind, event in ev.KINDS.items() if event.erasable} == {
        "note-added",
        "note-changed",
        "note-removed",
    }


def test_undo_crosses_no_settlement_and_no_transfer() -> None:
    assert {event for event in ev.KINDS.values() if event.wall} == {
        ev.Finalised,
        ev.Reopened,
        ev.SheetGiven,
        ev.SheetReceived,
        ev.DecisionFell,
        ev.Invited,
        ev.OpinionSealed,
        ev.SealTakenBack,
    }
    assert {event for event in ev.KINDS.values() if not event.undoable} == {
        ev.Planned,
        ev.PlanChanged,
        ev.GapFound,
        ev.CodeRenewed,
        ev.RehearsalSet,
        ev.JurorInvited,
        ev.Invited,
        ev.OpinionSealed,
        ev.SealTakenBack,
        ev.Undone,
        ev.Redone,
    }
