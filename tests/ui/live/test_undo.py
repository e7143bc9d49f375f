"""With text in a field, Ctrl+Z is the field's, always: never an act of the oral."""

from __future__ import annotations

from tests.ui.hands import Hands


def recorded(hands: Hands) -> list[str]:
    return [remark.content.text for remark in hands.oral.remarks.values()]


def field(hands: Hands) -> str:
    return hands.live.remarks.field.text()


def test_after_a_question_is_made_of_it(started: Hands) -> None:
    started.remark("gardée")
    started.write("impact du retard")
    started.key("Ctrl+K")
    started.key("Ctrl+Z")
    assert field(started) == "impact du retard"
    started.key("Ctrl+Z")
    assert (field(started), recorded(started)) == ("", ["gardée"])
    started.key("Ctrl+Shift+Z", 2)
    assert field(started) == "? impact du retard"


def test_after_a_completion(started: Hands) -> None:
    started.remark("gardée")
    started.write("#reactivite")
    started.key("Tab")
    assert field(started) == "#14 "
    started.key("Ctrl+Z")
    assert field(started) == "#reactivite"
    assert recorded(started) == ["gardée"]


def test_a_remark_being_changed(started: Hands) -> None:
    started.remark("gardée")
    started.key("Up")
    started.key("Ctrl+Z", 3)
    assert (field(started), recorded(started)) == ("gardée", ["gardée"])


def test_one_undo_too_many_takes_nothing_back(started: Hands) -> None:
    started.remark("gardée")
    started.write("tapée")
    started.key("Ctrl+Z", 2)
    assert (field(started), recorded(started)) == ("", ["gardée"])
    assert "le champ est vide" in started.live.echo.text()
    started.key("Ctrl+Z")
    assert recorded(started) == []


def test_what_was_wiped_out_comes_back(started: Hands) -> None:
    started.remark("gardée")
    started.write("une longue phrase")
    started.key("Ctrl+A")
    started.key("Delete")
    started.key("Ctrl+Z")
    assert (field(started), recorded(started)) == ("une longue phrase", ["gardée"])


def test_the_reason_of_a_pause(started: Hands) -> None:
    started.remark("gardée")
    started.key("Ctrl+P")
    started.write("alarme")
    reason = started.live.pause_strip.reason_field
    assert started.at(reason)
    started.key("Ctrl+Z", 2)
    assert (reason.text(), recorded(started)) == ("", ["gardée"])
    reason.setText("alarme")
    started.key("Ctrl+Z", 2)
    assert recorded(started) == ["gardée"]
