"""A juror leaves in mid-oral: recorded by keys, without a word lost and with nobody named by accident."""

from __future__ import annotations

from btstc_jury.domain.moments import Duration
from btstc_jury.domain.oral import Oral
from btstc_jury.ui.oral.departure import DepartureDrawer
from tests.ui.hands import Hands
from tests.ui.oral.commission import to_deliberation


def drawer(hands: Hands) -> DepartureDrawer:
    return hands.live.drawers.departure


def gone(oral: Oral) -> list[tuple[str, str]]:
    return [(each.juror, each.reason) for each in oral.proceedings.departures]


def test_a_departure_by_keys_on_a_french_keyboard(started: Hands) -> None:
    started.pass_time(minutes=3)
    started.key("Ctrl+Shift+D")
    assert started.at(drawer(started).jurors)
    started.write("é")
    started.key("Return")
    assert "Place vide\u202f: professeur de sciences et techniques industrielles." in started.texts()
    assert started.at(drawer(started).reason)
    started.write("malaise")
    started.key("Return")
    assert gone(started.oral) == [("b", "malaise")]
    assert started.oral.proceedings.departures[0].at == Duration.minutes(3)
    assert not drawer(started).isVisible()
    assert started.at(started.live.remarks.field)
    assert "Dominique Fictif" not in started.texts(started.live.banner)
    started.key("Ctrl+Shift+D")
    assert "Dominique Fictif (STI), parti à " in started.texts(drawer(started))
    assert drawer(started).jurors.count() == 2
    started.key("Escape")
    started.key("Ctrl+Z")
    assert gone(started.oral) == []
    assert "Dominique Fictif" in started.texts(started.live.banner)


def test_neither_silence_nor_a_sentence_names_somebody(started: Hands) -> None:
    started.key("Ctrl+Shift+D")
    started.write("dominique ne se sent pas bien")
    started.key("Return")
    started.key("Tab")
    assert drawer(started).jurors.juror() == ""
    started.write("malaise")
    started.key("Return")
    assert gone(started.oral) == []
    assert "Choisissez d’abord qui part." in started.texts(drawer(started))
    assert drawer(started).reason.text() == "malaise"


def test_no_departure_without_a_reason(started: Hands) -> None:
    started.key("Ctrl+Shift+D")
    started.write("3")
    started.key("Return")
    started.key("Return")
    assert gone(started.oral) == []
    assert drawer(started).isVisible()
    started.key("Escape")
    assert started.at(started.live.remarks.field)


def test_a_departure_in_the_deliberation(started: Hands) -> None:
    page = to_deliberation(started)
    started.key("Ctrl+Shift+D")
    started.write("3")
    started.key("Return")
    started.write("son train part")
    started.key("Return")
    assert gone(started.office.oral(started.live.oral)) == [("c", "son train part")]
    assert "Claude Fictif" not in started.texts(page.banner)


def test_before_the_start_the_commission_is_composed_instead(hands: Hands) -> None:
    hands.key("Ctrl+Shift+D")
    assert "la commission se compose à l’arrivée" in hands.texts(drawer(hands))
    assert not drawer(hands).reason.isVisible()
