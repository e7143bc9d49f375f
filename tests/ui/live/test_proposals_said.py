"""What « # » proposes never has the focus: how many there are, and at which the keys are, is said."""

from __future__ import annotations

from tests.ui.hands import Hands


def texts(hands: Hands) -> dict[int, str]:
    return {each.number: each.text for each in hands.oral.form.criteria}


def test_the_number_and_the_first_are_said_then_each_that_the_arrows_reach(
    started: Hands, spoken: list[str]
) -> None:
    told = texts(started)
    started.write("#1")
    starting = [number for number in told if str(number).startswith("1")]
    assert len(starting) > 2
    assert spoken[-1] == f"{len(starting)} critères proposés. N° 1, {told[1]}"
    started.key("Down")
    second = starting[1]
    assert spoken[-1] == f"N° {second}, {told[second]}, 2 sur {len(starting)}"
    started.key("Up")
    assert spoken[-1] == f"N° 1, {told[1]}, 1 sur {len(starting)}"
    started.write("3")
    assert spoken[-1] == f"Un seul critère proposé. N° 13, {told[13]}"
    started.key("Tab")
    assert started.live.remarks.field.text() == "#13 "
    assert spoken[-1] == "N° 13 repris dans la remarque"


def test_the_same_proposals_are_not_said_twice_in_a_row(started: Hands, spoken: list[str]) -> None:
    started.write("#devis")
    before = len(spoken)
    started.write(" ")
    assert len(spoken) == before
    started.key("Escape")
    started.key("Backspace")
    assert len(spoken) == before + 1, "closed, they come anew"


def test_arrows_without_proposals_say_nothing_of_them(started: Hands, spoken: list[str]) -> None:
    started.write("#13 clair")
    said = len(spoken)
    started.key("Down")
    assert len(spoken) == said
