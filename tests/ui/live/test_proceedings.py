"""What happens in the room: an interruption, a suspicion of fraud, a pause that was granted."""

from __future__ import annotations

from pathlib import Path

import pytest

from btstc_jury.application.sessions import Desk
from btstc_jury.domain.candidate import Accommodation
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.proceedings import Countersignature, Fraud
from btstc_jury.domain.standing import Stage
from btstc_jury.ui.live.strips import InterruptionStrip
from tests.ui.conftest import ShowWindow
from tests.ui.hands import Hands, listed, make_file

SIX_MINUTES = Accommodation(pauses=Duration.minutes(6))


@pytest.fixture
def quiet(show_window: ShowWindow, desk: Desk, path: Path) -> Hands:
    """An E6 in its first phase, for a candidate with six minutes of pauses."""
    make_file(desk, path, ("e6-ponctuel",), accommodation=SIX_MINUTES)
    hands = show_window()
    hands.window.resize(1366, 768)
    hands.window.open_path(path)
    hands.key("Return")
    hands.key("Ctrl+Return")
    return hands


def strip(hands: Hands) -> InterruptionStrip:
    return hands.live.interruption


def stage(hands: Hands) -> Stage:
    return hands.oral.stage


def report(hands: Hands) -> Fraud | None:
    """As the file has it."""
    timed = hands.oral.proceedings.fraud
    return timed.fraud if timed else None


def test_an_interruption_is_logged_with_who_why_and_the_moment_it_began(quiet: Hands) -> None:
    quiet.pass_time(minutes=2, seconds=5)
    quiet.write("note commencée")
    quiet.key("Ctrl+B")
    assert strip(quiet).isVisible()
    quiet.key("2")
    assert [each.isChecked() for each in strip(quiet).jurors] == [False, True, False]
    quiet.pass_time(seconds=20)
    quiet.key("Tab")
    assert quiet.has_focus(strip(quiet).why)
    quiet.write("question sur le panel")
    quiet.key("Return")
    (timed,) = quiet.oral.proceedings.interruptions
    assert (timed.interruption.who, timed.interruption.why) == (
        "Dominique Fictif (STI)",
        "question sur le panel",
    )
    assert (timed.phase, timed.at) == (0, Duration.seconds(125))
    assert not strip(quiet).isVisible()
    assert quiet.has_focus(quiet.live.remarks.field)
    assert quiet.live.remarks.field.text() == "note commencée"
    expected = "1 · 02:05 Interruption par Dominique Fictif (STI)\u202f: question sur le panel"
    assert listed(quiet.live.remarks.list) == [expected]


def test_an_interruption_needs_somebody_and_can_be_left(quiet: Hands) -> None:
    quiet.click(quiet.live.clock.interruption)
    quiet.key("Return")
    assert "Indiquez qui, ou quoi, a interrompu le candidat." in quiet.texts(strip(quiet))
    strip(quiet).other.setFocus()
    quiet.write("un surveillant")
    quiet.click(strip(quiet).record)
    (timed,) = quiet.oral.proceedings.interruptions
    assert (timed.interruption.who, timed.interruption.why) == ("un surveillant", "")
    quiet.key("Ctrl+Z")
    assert quiet.oral.proceedings.interruptions == ()
    quiet.key("Ctrl+B")
    quiet.write("13")
    quiet.key("Escape")
    assert not strip(quiet).isVisible()
    assert quiet.oral.proceedings.interruptions == ()


def test_the_oral_does_not_end_over_an_interruption_that_is_begun(quiet: Hands) -> None:
    quiet.key("Ctrl+B")
    assert not quiet.live.clock.interruption.isVisible()
    quiet.write("la porte claque")
    quiet.key("Ctrl+Shift+Return")
    assert quiet.oral.stage is Stage.RUNNING
    assert "Consignez cette interruption, ou laissez-la." in quiet.texts(strip(quiet))
    assert strip(quiet).why.text() == "la porte claque"
    quiet.click(strip(quiet).leave)
    assert quiet.live.clock.interruption.isVisible()
    quiet.key("Ctrl+Shift+Return")
    assert quiet.office.oral(1).stage is Stage.ENDED


@pytest.mark.parametrize(
    "sentence", ["la porte a claqué", "évacuation de la salle", "3 personnes entrent", "  "]
)
def test_neither_silence_nor_a_sentence_names_somebody(quiet: Hands, sentence: str) -> None:
    quiet.key("Ctrl+B")
    quiet.write(sentence)
    quiet.key("Return", 2)
    assert not quiet.oral.proceedings.interruptions
    assert not any(each.isChecked() for each in strip(quiet).jurors)
    assert "Indiquez qui, ou quoi, a interrompu le candidat." in quiet.texts(strip(quiet))
    assert strip(quiet).why.text() == sentence.strip()
    quiet.write("é")
    quiet.key("Return")
    (timed,) = quiet.oral.proceedings.interruptions
    assert (timed.interruption.who, timed.interruption.why) == ("Dominique Fictif (STI)", sentence.strip())


def test_a_space_chooses_nobody_and_the_keys_of_the_digits_need_no_shift(quiet: Hands) -> None:
    quiet.key("Ctrl+B")
    quiet.key("Space")
    assert not any(each.isChecked() for each in strip(quiet).jurors)
    quiet.write("&")
    quiet.write('"')
    assert [each.isChecked() for each in strip(quiet).jurors] == [True, False, True]
    quiet.write("&")
    assert [each.isChecked() for each in strip(quiet).jurors] == [False, False, True]


def test_asking_again_keeps_what_is_typed(quiet: Hands) -> None:
    quiet.key("Ctrl+B")
    quiet.pass_time(seconds=9)
    quiet.write("la porte a claqué")
    quiet.key("Ctrl+B")
    assert strip(quiet).why.text() == "la porte a claqué"
    quiet.write("1")
    quiet.key("Return")
    (timed,) = quiet.oral.proceedings.interruptions
    assert timed.at == Duration.seconds(0)


def test_nothing_is_to_report_where_the_commission_may_speak(quiet: Hands) -> None:
    quiet.key("Ctrl+Return", 2)
    quiet.key("Ctrl+B")
    assert not strip(quiet).isVisible()
    assert not quiet.live.clock.interruption.isVisible()


def test_a_suspicion_of_fraud_is_written_while_the_oral_goes_on(quiet: Hands) -> None:
    quiet.pass_time(minutes=3)
    quiet.key("Ctrl+Shift+F")
    panel = quiet.live.fraud.panel
    assert quiet.has_focus(panel.facts.editor)
    quiet.write("Téléphone consulté sous la table")
    quiet.key("Tab")
    assert quiet.has_focus(panel.witnesses.editor)
    quiet.write("Dominique Fictif")
    assert report(quiet) is not None
    quiet.key("Escape")
    fraud = report(quiet)
    assert fraud is not None
    assert (fraud.facts, fraud.witnesses) == (
        "Téléphone consulté sous la table",
        "Dominique Fictif",
    )
    assert not quiet.live.fraud.isVisible()
    assert quiet.has_focus(quiet.live.remarks.field)
    assert stage(quiet) is Stage.RUNNING
    quiet.key("Ctrl+Shift+F")
    assert panel.facts.editor.toPlainText() == "Téléphone consulté sous la table"
    assert "phase 1 à 3:00" in quiet.texts(panel)
    assert not panel.choices[Countersignature.SIGNED].isVisible()


def test_witnesses_wait_for_the_facts(quiet: Hands) -> None:
    quiet.key("Ctrl+Shift+F")
    quiet.key("Tab")
    quiet.write("Claude Fictif")
    quiet.key("Escape")
    assert report(quiet) is None
    assert quiet.live.fraud.isVisible()
    quiet.live.fraud.panel.facts.editor.setFocus()
    quiet.write("Oreillette")
    quiet.key("Escape")
    fraud = report(quiet)
    assert fraud is not None
    assert (fraud.facts, fraud.witnesses) == ("Oreillette", "Claude Fictif")


def test_the_candidate_countersigns_or_refuses_at_the_end(quiet: Hands) -> None:
    quiet.key("Ctrl+Shift+F")
    quiet.write("Oreillette")
    quiet.key("Escape")
    quiet.key("Ctrl+Shift+Return")
    page = quiet.workspace.deliberation
    assert quiet.shows(page)
    words = "la signature du candidat au procès-verbal de fraude, ou son refus"
    item = next(each for each in page.missing.items if each.text() == words)
    quiet.wait(item.isVisible)
    quiet.click(item)
    panel = page.fraud
    assert quiet.has_focus(panel.choices[Countersignature.PENDING])
    quiet.click(panel.choices[Countersignature.REFUSED])
    panel.comment.editor.setFocus()
    quiet.write("Conteste les faits")
    quiet.key("Ctrl+Return")
    fraud = report(quiet)
    assert fraud is not None
    assert fraud.countersignature is Countersignature.REFUSED
    assert (fraud.comment, fraud.facts) == ("Conteste les faits", "Oreillette")
    assert "procès-verbal de fraude" not in " ".join(each.text() for each in page.missing.items)


def test_a_suspicion_is_withdrawn_once_something_else_was_done(quiet: Hands) -> None:
    quiet.key("Ctrl+Shift+F")
    panel = quiet.live.fraud.panel
    assert not panel.withdraw.isVisible()
    quiet.write("Oreillette")
    quiet.key("Escape")
    quiet.remark("+ Répond bien")
    quiet.key("Ctrl+Shift+F")
    quiet.click(panel.withdraw)
    assert quiet.has_focus(panel.reason)
    quiet.key("Return")
    assert report(quiet) is not None
    quiet.write("un appareil auditif")
    quiet.key("Return")
    assert report(quiet) is None
    (gone,) = quiet.oral.proceedings.withdrawn
    assert (gone.reported.fraud.facts, gone.reason) == ("Oreillette", "un appareil auditif")
    assert panel.facts.editor.toPlainText() == ""
    assert not panel.withdrawal.isVisible()
    assert not panel.withdraw.isVisible()


def test_the_deliberation_withdraws_too_and_escape_leaves_the_question_only(quiet: Hands) -> None:
    quiet.key("Ctrl+Shift+F")
    quiet.write("Oreillette")
    quiet.key("Escape")
    quiet.key("Ctrl+Shift+Return")
    page = quiet.workspace.deliberation
    quiet.wait(page.status.isVisible)
    panel = page.fraud
    panel.withdraw.setFocus()
    quiet.key("Space")
    quiet.write("un appareil")
    quiet.key("Escape")
    assert quiet.shows(page)
    assert not panel.withdrawal.isVisible()
    assert quiet.has_focus(panel.withdraw)
    quiet.key("Space")
    quiet.write(" auditif")
    quiet.key("Return")
    number = quiet.live.oral
    assert quiet.office.oral(number).proceedings.fraud is None
    assert quiet.office.oral(number).proceedings.withdrawn[0].reason == "un appareil auditif"
    assert not page.report.isVisible()
    assert not page.status.isVisible()


def test_a_granted_pause_stops_the_clock_and_counts_what_it_draws(quiet: Hands) -> None:
    quiet.pass_time(minutes=1)
    granted = quiet.live.footer.granted
    assert granted.text() == "Pause accordée · 6:00 restent"
    quiet.click(granted)
    assert stage(quiet) is Stage.PAUSED
    assert quiet.has_focus(quiet.live.remarks.field)
    quiet.pass_time(minutes=1, seconds=30)
    assert "reste 4:30" in quiet.texts(quiet.live.pause_strip)
    assert not quiet.live.pause_strip.reason_field.isVisible()
    quiet.key("Ctrl+P")
    assert quiet.live.footer.granted.text() == "Pause accordée · 4:30 restent"
    assert "1:00" in quiet.texts(quiet.live.clock)
    quiet.key("Ctrl+Shift+P")
    quiet.pass_time(minutes=5)
    assert "Pause accordée épuisée, dépassée de 0:30" in quiet.texts(quiet.live.pause_strip)
    quiet.key("Ctrl+P")
    assert not quiet.live.footer.granted.isVisible()
    quiet.key("Ctrl+Shift+P")
    assert stage(quiet) is Stage.RUNNING


def test_no_granted_pause_without_an_allowance(started: Hands) -> None:
    assert not started.live.footer.granted.isVisible()
    started.key("Ctrl+Shift+P")
    assert stage(started) is Stage.RUNNING


def test_the_menu_of_what_is_seldom_done(quiet: Hands) -> None:
    words = [action.text().split("\t")[0] for action in quiet.live.footer.menu.actions()]
    assert words == [
        "Signaler une suspicion de fraude…",
        "Consigner ce qui est joué…",
        "Consigner le départ d’un membre…",
        "Historique de l’interrogation",
        "Transférer la feuille…",
        "Inviter un examinateur sur son portable…",
        "Recevoir un avis…",
    ]
    quiet.click(quiet.live.footer.more)
    assert quiet.live.footer.menu.isVisible()
    quiet.live.footer.menu.actions()[0].trigger()
    quiet.live.footer.menu.close()
    assert quiet.live.fraud.isVisible()
