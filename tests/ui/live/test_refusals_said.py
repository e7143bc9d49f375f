"""What is refused at a field is said aloud, and stands in its description until it is gone."""

from __future__ import annotations

from btstc_jury.domain.standing import Stage
from tests.ui.hands import Hands


def test_a_line_refused_is_said_and_described(started: Hands, spoken: list[str]) -> None:
    field = started.live.remarks.field
    started.remark("#99=S")
    assert ["99" in each for each in spoken if "proposé" not in each] == [True]
    assert "99" in field.accessibleDescription()
    started.key("Backspace")
    assert field.accessibleDescription() == ""
    started.key("Ctrl+A")
    started.remark("#9=S")
    assert field.accessibleDescription() == ""
    assert started.oral.ratings == {9: "S"}


def test_an_end_that_a_line_holds_back_says_why_and_keeps_it(started: Hands, spoken: list[str]) -> None:
    started.write("ts")
    started.key("Ctrl+Shift+Return")
    assert started.oral.stage is Stage.RUNNING
    assert started.live.remarks.field.text() == "ts"
    why = started.live.remarks.writing.refused.replace("\u202f", " ")
    ended = "L’interrogation n’est pas terminée : la ligne tapée reste à corriger ou à effacer."
    assert spoken == [why, f"{ended} {why}"]
    assert ended in started.live.echo.text().replace("\u202f", " ")
    started.key("Ctrl+A")
    started.key("Backspace")
    started.key("Ctrl+Shift+Return")
    assert started.oral.stage is Stage.ENDED
