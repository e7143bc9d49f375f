"""A juror's own screen at each of its moments, rendered to be looked at, and measured: nothing is clipped."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from btstc_jury.application.laptops import begin, invite, seal, take_clock
from btstc_jury.application.office import Office
from btstc_jury.application.sessions import Desk, create_file, open_file
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import RemarkText, Sign
from btstc_jury.domain.candidate import Plan
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.session import ExamSession, FileKind
from btstc_jury.ui.theme.theme import Mode, Theme
from tests.fakes import FakeClock
from tests.ui.conftest import ShowWindow
from tests.ui.hands import DAY
from tests.ui.test_pictures import JURORS, LONG, THIRD, Sizes, opened, picture

SHOWN: dict[tuple[Mode, float], tuple[Sizes, tuple[str, ...]]] = {
    ("light", 1.0): (
        ((1280, 720), (1366, 768), (960, 490)),
        ("avant", "rejoindre", "pendant", "suspendu", "après", "scellé"),
    ),
    ("dark", 1.0): (((1366, 768),), ("pendant",)),
    ("contrast-dark", 1.0): (((1366, 768),), ("après",)),
    ("light", 1.5): (((1280, 720),), ("rejoindre", "pendant", "scellé")),
}
"""Colours change no size: one moment of each is enough."""


def _moments(desk: Desk, clock: FakeClock, path: Path, moment: str) -> Iterator[str]:
    """The file of an invitation, brought to that moment."""
    session = ExamSession(FileKind.EXAM, 2026, "Lycée fictif des Essais", "3", "B 12", JURORS)
    host = create_file(desk, path.with_name("commission.btsjury"), session)
    oral, _ = host.plan(Plan(LONG, DAY, THIRD), "e6-ponctuel")
    if moment == "rejoindre":
        host.act(oral, do.Open(JURORS))
        host.act(oral, do.Start())
        clock.advance(Duration.seconds(75))
    invite(host, desk, oral, JURORS[2].key, path)
    host.close()
    office, _ = open_file(desk, path)
    yield from _conduct(office, clock, moment)
    office.close()


def _conduct(office: Office, clock: FakeClock, moment: str) -> Iterator[str]:
    key = JURORS[2].key
    if moment in {"avant", "rejoindre"}:
        yield moment
        return
    begin(office)
    clock.advance(Duration.minutes(4))
    text = "Présentation claire du contexte, mais les chiffres du marché ne sont pas sourcés"
    office.act(1, do.AddRemark(office.now(), RemarkText(text, Sign.STRENGTH, 3, key), "S"))
    if moment == "suspendu":
        office.act(1, ev.Paused())
    if moment in {"pendant", "suspendu"}:
        yield moment
        return
    for _ in office.oral(1).form.phases[1:]:
        office.act(1, do.NextPhase())
        clock.advance(Duration.minutes(9))
    office.act(1, ev.Ended())
    if moment == "scellé":
        for criterion in office.oral(1).form.criteria:
            office.act(1, ev.OpinionRated(key, criterion.number, "S"))
        office.act(1, ev.OpinionMarked(key, office.oral(1).form.mark.maximum - 3))
        seal(office)
    yield moment


@pytest.mark.parametrize(
    ("look", "moment"), [(look, moment) for look, (_, moments) in SHOWN.items() for moment in moments]
)
def test_the_screen_of_a_laptop_fits(
    show_window: ShowWindow,
    theme: Theme,
    desk: Desk,
    clock: FakeClock,
    tmp_path: Path,
    look: tuple[Mode, float],
    moment: str,
) -> None:
    path = tmp_path / "Avis de Claude-Emmanuelle Vraisemblablement-Fictive.btsjury"
    for name in _moments(desk, clock, path, moment):
        assert name == moment
    hands = opened(show_window, theme, path, *look)
    assert picture(hands, f"portable-{moment}", SHOWN[look][0]) == []


def test_the_time_of_the_commission_goes_on_while_it_is_awaited(
    show_window: ShowWindow, theme: Theme, desk: Desk, clock: FakeClock, tmp_path: Path
) -> None:
    path = tmp_path / "avis.btsjury"
    list(_moments(desk, clock, path, "rejoindre"))
    hands = opened(show_window, theme, path, "light", 1.0)
    guest = hands.workspace.guest
    assert guest is not None
    assert "1:15 écoulées" in hands.texts()
    clock.advance(Duration.seconds(5))
    guest.page.refresh_clock()
    assert "1:20 écoulées" in hands.texts()
    hands.key("Ctrl+Return")
    assert hands.office.oral(1).phase == 0
    assert guest.page.clock.isVisible()
    assert "1:20" in hands.texts(guest.page.clock)


def test_a_time_read_from_the_commissions_screen_counts(
    show_window: ShowWindow, theme: Theme, desk: Desk, clock: FakeClock, tmp_path: Path
) -> None:
    path = tmp_path / "avis.btsjury"
    list(_moments(desk, clock, path, "rejoindre"))
    hands = opened(show_window, theme, path, "light", 1.0)
    guest = hands.workspace.guest
    assert guest is not None
    guest.page.before.line.setText("hier")
    hands.key("Ctrl+Return")
    assert not hands.office.oral(1).stage.begun
    assert "11:58, ou rien" in hands.texts()
    guest.page.before.line.setText("2:30")
    hands.key("Ctrl+Return")
    assert "2:30" in hands.texts(guest.page.clock)


def test_taking_up_the_time_shows_where_the_commission_is(
    desk: Desk, clock: FakeClock, tmp_path: Path
) -> None:
    path = tmp_path / "avis.btsjury"
    list(_moments(desk, clock, path, "rejoindre"))
    office, _ = open_file(desk, path)
    take_clock(office)
    assert office.oral(1).phase == 0
    office.close()
