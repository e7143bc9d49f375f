"""The history beside the oral, and the way back through it."""

from __future__ import annotations

from btstc_jury.application.views.history import HistoryLine
from btstc_jury.ui.oral.history import HistoryDrawer
from tests.ui.hands import Hands, listed


def drawer(hands: Hands) -> HistoryDrawer:
    return hands.live.drawers.history


def lines(hands: Hands) -> tuple[HistoryLine, ...]:
    return drawer(hands).list._model.rows


def last(hands: Hands, count: int = 1) -> list[tuple[str, bool]]:
    return [(line.words, line.undone) for line in lines(hands)[-count:]]


def test_every_act_is_listed_and_can_be_taken_back_from_there(started: Hands) -> None:
    started.pass_time(seconds=65)
    started.remark("#13=S Contre-argument chiffré")
    started.key("Ctrl+H")
    assert drawer(started).isVisible()
    assert started.has_focus(drawer(started).list)
    remark = "Remarque ajoutée\u202f: Contre-argument chiffré (n°\u202f13) · Critère 13\u202f: S"
    assert last(started) == [(remark, False)]
    assert f"À annuler\u202f: {remark}" in started.texts(drawer(started))
    started.key("Ctrl+Z")
    assert last(started, 2) == [(remark, True), (f"Annulé\u202f: {remark}", False)]
    assert not started.oral.remarks
    assert listed(drawer(started).list)[-2].endswith("annulé")
    started.key("Ctrl+Shift+Z")
    assert last(started, 3) == [
        (remark, False),
        (f"Annulé\u202f: {remark}", False),
        (f"Rétabli\u202f: {remark}", False),
    ]
    assert started.oral.ratings == {13: "S"}
    assert not drawer(started).redo.isEnabled()
    started.click(drawer(started).undo)
    assert not started.oral.ratings
    started.click(drawer(started).redo)
    assert started.oral.ratings == {13: "S"}


def test_it_stays_open_while_the_oral_goes_on(started: Hands) -> None:
    started.key("Ctrl+H")
    started.live.remarks.field.setFocus()
    started.remark("Écoute réelle")
    assert last(started) == [("Remarque ajoutée\u202f: Écoute réelle", False)]
    started.key("Ctrl+Return")
    assert last(started)[0][0].startswith("Phase 2 commencée")
    started.key("Ctrl+H")
    assert not drawer(started).isVisible()
    assert started.has_focus(started.live.remarks.field)


def test_escape_closes_it_and_nothing_else(started: Hands) -> None:
    started.key("Ctrl+H")
    started.key("Escape")
    assert not drawer(started).isVisible()
    assert started.shows(started.live)
    assert started.has_focus(started.live.remarks.field)


def test_it_covers_the_criteria_and_follows_them(started: Hands) -> None:
    started.key("Ctrl+H")
    for width in (1366, 1280):
        started.window.resize(width, 720)
        started.wait(lambda: drawer(started).width() == started.live.criteria.width())
        assert drawer(started).height() == started.live.criteria.height()


def test_in_the_deliberation_the_end_of_the_oral_is_taken_back(started: Hands) -> None:
    started.key("Ctrl+Shift+Return")
    page = started.workspace.deliberation
    started.key("Ctrl+H")
    assert started.has_focus(page.drawers.history.list)
    assert page.drawers.history.list._model.rows[-1].words == "Interrogation terminée"
    started.key("Escape")
    assert started.shows(page)
    started.key("Ctrl+H")
    started.click(page.drawers.history.undo)
    assert started.shows(started.live)
