"""Pictures of separate opinions, to be looked at: build/screens/."""

from __future__ import annotations

from decimal import Decimal

from btstc_jury.domain import events as ev
from tests.ui.hands import Hands
from tests.ui.oral.commission import to_deliberation, turn
from tests.ui.pictures import taken

OPINIONS = {
    "a": ("11.5", {13: "TI", 2: "I", 10: "S", 14: "S", 5: "NE"}),
    "b": ("14", {13: "S", 2: "TS", 10: "S", 14: "TS"}),
    "c": ("13.5", {13: "S", 2: "S", 10: "TS", 14: "TS"}),
}


def test_before_and_after_the_reveal(started: Hands, look: str) -> None:
    hands = started
    hands.key("Alt+M")
    turn(hands, 1, first=True)
    hands.remark("#13=1 esquive le SAV")
    assert taken(hands.window, f"avis-oral-{look}") > 20
    page = to_deliberation(hands)
    number, act = hands.live.oral, hands.office.act
    turn(hands, 1)
    assert taken(hands.window, f"avis-tour-{look}") > 20
    for key, (mark, levels) in OPINIONS.items():
        for criterion in hands.office.oral(number).form.criteria:
            act(number, ev.OpinionRated(key, criterion.number, levels.get(criterion.number, "S")))
        act(number, ev.OpinionMarked(key, Decimal(mark)))
        act(number, ev.OpinionGiven(key))
    hands.workspace.conductor.act(number, ev.Revealed())
    hands.workspace.conductor.act(number, ev.Rated(10, "S"))
    hands.workspace.conductor.act(number, ev.Dissented("c", 10, "le cahier des charges était clair"))
    page.criteria.list.select(10)
    assert taken(hands.window, f"avis-reveles-{look}") > 20


def test_who_leaves_what_is_hidden_and_a_sheet(started: Hands, look: str) -> None:
    hands = started
    hands.key("Alt+M")
    turn(hands, 1, first=True)
    turn(hands, 2, first=True)
    hands.remark("#2=3 reformule le besoin")
    hands.remark("#4=1 le risque n’est pas évalué")
    hands.pass_time(minutes=9, seconds=12)
    hands.key("Alt+1")
    hands.write("9999")
    hands.key("Return")
    hands.click(hands.live.turns.turn.forgotten)
    assert taken(hands.window, f"code-oublie-{look}") > 20
    hands.key("Escape")
    hands.key("Ctrl+Shift+D")
    hands.write("é")
    assert taken(hands.window, f"depart-{look}") > 20
    hands.key("Escape")
    to_deliberation(hands)
    assert taken(hands.window, f"avis-masques-{look}") > 20
    hands.key("Ctrl+Shift+E")
    turn(hands, 2)
    hands.write("33430122")
    assert taken(hands.window, f"feuille-saisie-{look}") > 20
