"""What is typed and not yet entered survives the program."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from btstc_jury.application.drafts import REMARK, Draft
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.application.sessions import Desk
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import TEXT_LIMIT, TextField
from btstc_jury.ui.oral.drafts import Drafts
from btstc_jury.ui.shell.questions import Question
from tests.ui.conftest import ShowWindow
from tests.ui.hands import Hands

Died = Callable[[], Hands]


@pytest.fixture
def died(started: Hands, show_window: ShowWindow, path: Path) -> Died:
    """The program as it starts anew on what ``kill -9`` leaves of the file, on the oral under way."""

    def start_again() -> Hands:
        started.wait(lambda: not any(each.due for each in started.window.findChildren(Drafts)))
        left = path.with_name("left.btsjury")
        shutil.copy(path, left)
        hands = show_window()
        hands.window.resize(1366, 768)
        assert hands.window.open_path(left)
        return hands

    return start_again


def kept(hands: Hands) -> list[str]:
    return [each.text for each in hands.office.file.drafts.of_oral(1)]


def test_a_line_being_typed_comes_back_with_the_moment_at_which_it_began(started: Hands, died: Died) -> None:
    started.pass_time(seconds=40)
    began = started.clock.now()
    started.write("+ #13 écoute le cli")
    again = died()
    assert again.live.remarks.field.text() == "+ #13 écoute le cli"
    assert "Retrouvé" in again.texts()
    assert not again.oral.remarks
    again.live.remarks.field.setFocus()
    again.write("ent")
    again.key("Return")
    (remark,) = again.oral.remarks.values()
    assert (remark.content.text, remark.began) == ("écoute le client", began)
    again.wait(lambda: not kept(again))


def test_what_is_typed_is_in_the_file_a_second_later_however_long_the_typing_goes_on(started: Hands) -> None:
    started.write("a")
    for _ in range(12):
        started.write("bc")
        started.qtbot.wait(200)
    (text,) = kept(started)
    assert len(text) > 8


def test_an_entered_line_is_no_draft_any_more(started: Hands) -> None:
    started.write("une remarque")
    started.wait(lambda: kept(started) == ["une remarque"])
    started.key("Return")
    started.wait(lambda: not kept(started))


def test_a_line_recorded_just_before_the_end_does_not_come_back_twice(started: Hands, died: Died) -> None:
    started.remark("entendu")
    (remark,) = started.oral.remarks.values()
    started.office.file.drafts.keep(1, (Draft(1, REMARK, "", "entendu", None, remark.began),))
    again = died()
    assert again.live.remarks.field.text() == ""
    assert len(again.oral.remarks) == 1


def test_a_changed_remark_comes_back_as_a_change(started: Hands, died: Died) -> None:
    started.remark("écoute")
    started.key("Up")
    started.write(" bien")
    again = died()
    assert again.live.remarks.field.text() == "écoute bien"
    again.live.remarks.field.setFocus()
    again.key("Return")
    (remark,) = again.oral.remarks.values()
    assert remark.content.text == "écoute bien"


def test_a_reason_that_waits_for_enter_comes_back_when_it_is_asked_again(started: Hands, died: Died) -> None:
    started.key("Ctrl+P")
    assert started.at(started.live.pause_strip.reason_field)
    started.write("alarme incen")
    again = died()
    assert again.live.pause_strip.reason_field.text() == "alarme incen"
    assert [each.text for each in again.office.file.drafts.of_oral(1)] == ["alarme incen"]


def test_an_appreciation_too_long_to_be_recorded_comes_back_whole(started: Hands, died: Died) -> None:
    started.key("Ctrl+Shift+Return")
    page = started.workspace.deliberation
    text = page.verdict.texts[TextField.APPRECIATION]
    long = "é" * (TEXT_LIMIT + 1003)
    text.editor.setFocus()
    text.editor.insertPlainText(long)
    again = died()
    again.window.bench.opened.workspace.open_oral(1)
    found = again.workspace.deliberation.verdict.texts[TextField.APPRECIATION]
    assert found.editor.text() == long
    assert "trop long" in found.status.text()
    assert not any(isinstance(each.event, ev.TextWritten) for each in again.office.history(1).entries)


def test_a_reason_that_is_not_asked_for_now_waits(started: Hands, died: Died) -> None:
    started.office.file.drafts.keep(1, (Draft(1, "reveal", "", "le temps presse"),))
    started.office.act(1, ev.Ended())
    again = died()
    again.window.bench.opened.workspace.open_oral(1)
    states = again.workspace.deliberation.states
    assert states.reason.text() == ""
    # It waits: nothing else that is written in this oral takes it away.
    again.workspace.deliberation.drafts.keep()
    assert kept(again) == ["le temps presse"]


def test_a_juror_s_hidden_line_is_nobody_else_s(started: Hands, died: Died) -> None:
    started.office.file.drafts.keep(1, (Draft(1, REMARK, "b", "pour moi seul"),))
    again = died()
    assert again.live.remarks.field.text() == ""
    assert again.live.remarks.writing.drafts[1, "b"].text == "pour moi seul"


def test_nothing_is_written_by_a_file_that_is_only_shown(started: Hands) -> None:
    started.write("reste")
    started.office.file.read_only = "busy"  # type: ignore[misc]
    started.live.drafts.keep()
    started.office.file.read_only = ""  # type: ignore[misc]
    assert kept(started) == []


def test_a_disk_that_refuses_a_draft_is_told_once(started: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[object] = []
    started.workspace.conductor.failed.connect(told.append)

    def refuse(*_: object) -> None:
        raise FileProblem(ProblemKind.DISK_FULL, started.office.file.path)

    monkeypatch.setattr(started.office.file.drafts, "keep", refuse)
    started.write("reste")
    for _ in range(3):
        started.live.drafts.keep()
    assert len(told) == 1


def test_what_the_user_gives_up_on_closing_is_gone(started: Hands, path: Path, desk: Desk) -> None:
    started.write("#99 impossible")
    started.wait(lambda: kept(started) == ["#99 impossible"])
    _give_up(started)
    assert started.window.bench.close_file()
    file = desk.files.open(path)
    assert file.drafts.of_oral(1) == ()
    file.close()


def _give_up(hands: Hands) -> None:
    def press() -> None:
        asked = QApplication.activeModalWidget()
        assert isinstance(asked, Question)
        asked.agree.click()

    QTimer.singleShot(0, hands.window, press)


def test_told_to_end_the_program_asks_nothing_and_enters_nothing(
    started: Hands, desk: Desk, path: Path
) -> None:
    started.write("une phrase inachev")
    started.window.stop()
    file = desk.files.open(path)
    assert [each.text for each in file.drafts.of_oral(1)] == ["une phrase inachev"]
    assert not any(isinstance(each.event, ev.RemarkAdded) for each in file.entries(1))
    file.close()


def test_a_line_that_comes_with_what_it_is_about_is_kept_from_its_first_letter(
    hands: Hands, show_window: ShowWindow, path: Path
) -> None:
    """The decision of the president of the jury on an empty seat, before the start."""
    row = hands.live.arrival.commission.rows[0]
    row.tick.setFocus()
    hands.key("Space")
    (form,) = hands.live.arrival.commission.vacancies.values()
    form.reason.setFocus()
    hands.write("professeur malade, prév")
    hands.wait(lambda: kept(hands) == ["professeur malade, prév"])
    left = path.with_name("left.btsjury")
    shutil.copy(path, left)
    again = show_window()
    assert again.window.open_path(left)
    again.key("Return")
    again.live.arrival.commission.rows[0].tick.setFocus()
    again.key("Space")
    (form,) = again.live.arrival.commission.vacancies.values()
    form.reason.setFocus()
    assert form.reason.text() == "professeur malade, prév"


def test_what_a_juror_in_turn_typed_waits_for_their_turn(started: Hands) -> None:
    started.office.file.drafts.keep(1, (Draft(1, "transfer", "b", "secret de b"),))
    started.live.drafts.leave()
    started.live.drafts.take_up()
    started.live.drawers.transfer.ask(1)
    started.live.drawers.transfer.reason.setFocus()
    assert started.live.drawers.transfer.reason.text() == ""
    started.live.drafts.keep()
    assert kept(started) == ["secret de b"]
