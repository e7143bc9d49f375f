"""Dialogs, and what lies over or above the page of an oral: rendered into ``build/screens/`` with long names
and texts, measured, and gone through by Tab.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QWidget

from btstc_jury.application.sessions import Desk, create_file
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.elsewhere import Elsewhere
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.playing import Handed, Played
from btstc_jury.domain.rulings import Matter, Ruling
from btstc_jury.domain.session import ExamSession, FileKind
from btstc_jury.domain.signing import JuryDecision
from btstc_jury.ui.candidates.candidate_dialog import CandidateDialog
from btstc_jury.ui.export.jury_dialog import JuryDialog
from btstc_jury.ui.export.scenario_dialog import ScenarioDialog
from btstc_jury.ui.export.sheets_dialog import AttendanceDialog, SheetsDialog
from btstc_jury.ui.grid.decision_dialog import DecisionDialog
from btstc_jury.ui.grid.situation_dialog import SituationDialog
from btstc_jury.ui.oral.rulings import RulingDialog
from btstc_jury.ui.settings.session import SessionDialog
from btstc_jury.ui.theme.theme import Mode, Theme
from btstc_jury.ui.widgets.form_dialog import FormDialog
from tests.each_status import DOUBT, FRAUD, HERE, Orals
from tests.fakes import FakeClock
from tests.ui.conftest import ShowWindow
from tests.ui.hands import DAY, Hands
from tests.ui.test_pictures import FOLDER, JURORS, THIRD, Day, _name, opened, problems_of, settle

LOOKS: list[tuple[Mode, float]] = [("light", 1.0), ("dark", 1.5)]
CENTRE = "Lycée polyvalent des métiers de la très longue vallée fictive"
TEXT = "Le centre n’a reçu aucun avenant de l’entreprise, relancée deux fois par courriel. " * 3
NAME = "le service des examens et concours du rectorat de l’académie fictive"
UPHELD = Ruling(upheld=True, by=NAME, on=DAY.date(), found=TEXT)
PLAYED = Played(1, "Chauffage bois en centre-bourg", TEXT.strip(), Handed.SOME, altered=True)
OTHER = Elsewhere(
    2, DAY.date(), Decimal("12.5"), Duration.minutes(26), place=f"{CENTRE}, commission 12", appreciation=TEXT
)
LACKING = tuple(
    f"MOREAU-LEFEBVRE DE SAINT-EXUPÉRY Anaïs, n°\u202f{number}, E4\u202f: grille non signée"
    " (Claude-Emmanuelle Vraisemblablement-Fictive)"
    for number in range(40)
)

Scene = tuple[str, QWidget]
Scenes = Callable[[Hands, Day], Iterator[Scene]]


def fill(day: Day, clock: FakeClock) -> None:
    """An oral before its start, one to rule on, and a situation of a CCF whose proposal is settled."""
    orals = Orals(day.office, clock)
    day.plan("arrival", "e4-ponctuel", extra=THIRD)
    ruled = day.plan("ruled", "e4-ponctuel", extra=THIRD)
    situation = day.plan("situation", "e4-ccf-1")
    for oral in (ruled, situation):
        orals.act(oral, ev.PresenceChecked(HERE), ev.DossierChecked(DOUBT))
        orals.act(oral, do.Open(JURORS, Duration.minutes(20)), do.Start())
        for _ in day.office.oral(oral).form.phases[1:]:
            clock.advance(Duration.minutes(8))
            orals.act(oral, do.NextPhase())
        orals.act(oral, ev.Ended())
    orals.act(situation, ev.CandidateInformed())
    orals.act(ruled, ev.FraudReported(FRAUD))
    orals.settle(situation)


@pytest.fixture
def day(desk: Desk, clock: FakeClock, path: Path) -> Day:
    session = ExamSession(FileKind.EXAM, 2026, CENTRE, "12", "B 12", JURORS)
    made = Day(create_file(desk, path, session), clock, {})
    fill(made, clock)
    made.office.close()
    return made


Kind = TypeVar("Kind", bound=FormDialog)


def asked(hands: Hands, kind: type[Kind]) -> Kind:
    """The dialog in sight, once the keys go there."""
    (dialog,) = (each for each in hands.window.findChildren(kind) if each.isVisible())
    hands.wait(lambda: hands.focus.window() is dialog)
    return dialog


def left(hands: Hands, dialog: FormDialog) -> None:
    dialog.done(0)
    hands.back()


def of_the_day(hands: Hands, day: Day) -> Iterator[Scene]:
    workspace = hands.workspace
    workspace.sheets.ask(day.orals["arrival"])
    sheets = asked(hands, SheetsDialog)
    assert hands.at(sheets.one)
    yield "sheets", sheets
    left(hands, sheets)
    workspace.sheets.ask_attendance(DAY.date())
    attendance = asked(hands, AttendanceDialog)
    yield "attendance", attendance
    left(hands, attendance)
    hands.click(hands.button("Session…"))
    session = asked(hands, SessionDialog)
    yield "session", session
    left(hands, session)
    for key, name in (("Ctrl+I", "candidate-new"), ("F4", "candidate")):
        hands.key(key)
        candidate = asked(hands, CandidateDialog)
        yield name, candidate
        candidate.submit()
        if candidate.isVisible():
            yield f"{name}-wrong", candidate
            left(hands, candidate)
        hands.back()


def of_the_jury(hands: Hands, _day: Day) -> Iterator[Scene]:
    """Before, during, after."""
    hands.window.acts.jury.trigger()
    dialog = asked(hands, JuryDialog)
    assert hands.at(dialog.choice.whole)
    yield "jury", dialog
    sources = dialog.choice.sources
    for number in range(5):
        sources.list.addItem(f"session-de-juin-{number}-{CENTRE.replace(' ', '-').lower()}.btsjury")
    sources.secret_field.show()
    sources.secret_field.set_hint("«\u202fautre.btsjury\u202f» est chiffré. Entrée pour l’ouvrir.")
    dialog.show_problem("«\u202fabsent.btsjury\u202f»\u202f: ce fichier n’existe pas.")
    yield "jury-files", dialog
    dialog.show_problem("")
    dialog._progress.show_progress(3, 40)
    dialog._show_part(dialog._progress)
    yield "jury-during", dialog
    folder = Path("/", CENTRE, "Pour le jury de la très longue session de juin")
    for lacking in ((), LACKING[:1], LACKING):
        dialog._summary.show_made(
            folder, "40 documents, dans\u202f:", "40 candidats", lacking, "Il ne manque rien."
        )
        dialog._show_part(dialog._summary)
        yield f"jury-after-{len(lacking)}", dialog
    dialog.stop()
    hands.back()


def of_the_arrival(hands: Hands, day: Day) -> Iterator[Scene]:
    oral, workspace = day.orals["arrival"], hands.workspace
    workspace.show_live(oral)
    workspace.conductor.act(oral, ev.PlayedRecorded(PLAYED))
    hands.live.arrival.played.compose.setFocus()
    yield "arrival-played", hands.window
    hands.key("Return")
    dialog = asked(hands, ScenarioDialog)
    assert hands.at(dialog.title.line)
    yield "scenario", dialog
    for text in (dialog.context, dialog.annexes):
        text.setPlainText(TEXT)
    dialog.take(f"sujet de la session de juin du {CENTRE.lower()}, version définitive.pdf", b"")
    dialog.show_problem("Ce document n’a pas pu être lu comme un PDF.")
    dialog.reject()
    yield "scenario-question", dialog
    left(hands, dialog)
    hands.key("Ctrl+Return")
    drawers = hands.live.drawers
    for name, ask, drawer in (
        ("played", drawers.ask_played, drawers.played),
        ("fraud", hands.live.fraud.ask, hands.live.fraud),
        ("transfer", drawers.ask_transfer, drawers.transfer),
    ):
        ask()
        yield f"drawer-{name}", drawer
        hands.key("Escape")
        assert not drawer.isVisible()


def of_the_rulings(hands: Hands, day: Day) -> Iterator[Scene]:
    oral, workspace = day.orals["ruled"], hands.workspace
    workspace.show_deliberation(oral)
    yield "to-rule", hands.window
    hands.click(workspace.deliberation.status.rulings[Matter.RESERVE])
    dialog = asked(hands, RulingDialog)
    assert hands.at(dialog.lifted)
    yield "reserve", dialog
    dialog.submit()
    dialog.reject()
    dialog.found.show_text(TEXT)
    dialog.reject()
    yield "reserve-question", dialog
    left(hands, dialog)
    for ruled in (ev.FraudRuled(UPHELD), ev.ReserveVerified(UPHELD)):
        workspace.conductor.act(oral, ruled)
    yield "ruled", hands.window
    hands.click(workspace.deliberation.status.rulings[Matter.FRAUD])
    dialog = asked(hands, RulingDialog)
    yield "fraud-ruled", dialog
    left(hands, dialog)


def of_the_grid(hands: Hands, day: Day) -> Iterator[Scene]:
    oral, workspace = day.orals["situation"], hands.workspace
    workspace.show_grid(oral)
    grid = workspace.grid
    hands.wait(lambda: grid.ready)
    hands.click(grid.jury.statement)
    yield "situation-alone", hands.window
    hands.click(grid.situation.bring)
    dialog = asked(hands, SituationDialog)
    assert hands.at(dialog.read)
    yield "situation", dialog
    dialog.used.line.setText("26:75")
    dialog.submit()
    dialog.secret_field.show()
    dialog.secret_field.set_hint("«\u202fautre.btsjury\u202f» est chiffré. Entrée pour l’ouvrir.")
    dialog.show_problem("Ce fichier n’a pas de situation 2 de ce candidat.")
    dialog.reject()
    yield "situation-question", dialog
    left(hands, dialog)
    workspace.conductor.act(oral, ev.SituationElsewhere(OTHER))
    hands.click(grid.situation.bring)
    dialog = asked(hands, SituationDialog)
    assert hands.at(dialog.on.line)
    yield "situation-known", dialog
    left(hands, dialog)
    hands.wait(lambda: grid.ready)
    yield "situations", hands.window
    hands.click(grid.jury.record)
    decision = asked(hands, DecisionDialog)
    assert hands.at(decision.mark.line)
    yield "decision", decision
    decision.submit()
    decision.remark.show_text(TEXT)
    decision.reject()
    yield "decision-question", decision
    left(hands, decision)
    decided = JuryDecision(Decimal("13.5"), date(2026, 6, 1), TEXT.strip(), "E4")
    workspace.conductor.act(oral, ev.JuryDecided(decided))
    hands.wait(lambda: grid.ready)
    yield "decided", hands.window


@pytest.mark.parametrize(("mode", "scale"), LOOKS)
def test_what_lies_over_the_pages_fits_and_reads_by_tab(
    show_window: ShowWindow, theme: Theme, day: Day, path: Path, mode: Mode, scale: float
) -> None:
    hands = opened(show_window, theme, path, mode, scale)
    hands.window.resize(1280, 720)
    problems: list[str] = []
    every: tuple[Scenes, ...] = (of_the_day, of_the_jury, of_the_arrival, of_the_rulings, of_the_grid)
    for scenes in every:
        for name, shown in scenes(hands, day):
            settle()
            # What the dialog said made it grow.
            settle()
            title = f"over-{name}-{mode}-{round(scale * 100)}"
            assert shown.grab().save(str(FOLDER / f"{title}.png"), None, 70)
            found = problems_of(shown)
            if isinstance(shown, FormDialog):
                found += [*backwards(shown), *scrolled(hands, shown)]
            problems += [f"{title}: {each}" for each in found]
    assert not problems, "\n".join(problems)


def scrolled(hands: Hands, dialog: FormDialog) -> Iterator[str]:
    """A dialog that the screen has room for doesn't scroll."""
    free = dialog.screen().availableGeometry().height() - hands.theme.px(32)
    if dialog._scroll.verticalScrollBar().isVisible() and dialog.height() < free:
        yield f"scrolls at a height of {dialog.height()} of {free}"


def backwards(dialog: QWidget) -> Iterator[str]:
    """Where Tab goes up, other than to the top of a column at the right, or once, to come round."""
    stops = [each for each in _chain(dialog) if each.isEnabled() and each.window() is dialog]
    stops = [each for each in stops if each.isVisible() and each.focusPolicy() & Qt.FocusPolicy.TabFocus]
    back: list[str] = []
    for one, other in zip(stops, (*stops[1:], *stops[:1]), strict=True):
        before, after = _area(one, dialog), _area(other, dialog)
        if after.top() < before.bottom() and after.left() < before.left():
            back.append(f"Tab goes back from {_name(one)} to {_name(other)}")
    if len(back) > 1:
        yield from back


def _chain(dialog: QWidget) -> Iterator[QWidget]:
    at = dialog.nextInFocusChain()
    while at is not None and at is not dialog:
        yield at
        at = at.nextInFocusChain()


def _area(widget: QWidget, within: QWidget) -> QRect:
    return QRect(widget.mapTo(within, QPoint(0, 0)), widget.size())
