"""The note field: what is typed becomes a remark of the moment when its typing began."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QComboBox

from btstc_jury.application.views.formats import hour_second
from btstc_jury.application.views.live import RemarkLine
from btstc_jury.domain.assessment import Remark, RemarkText, Sign
from btstc_jury.domain.standing import Stage
from btstc_jury.ui.live.remark_entry import ProposalList
from btstc_jury.ui.widgets.lists import ROW
from tests.ui.hands import Hands


def remarks(hands: Hands) -> list[Remark]:
    """As the file has them, oldest first."""
    return sorted(hands.oral.remarks.values(), key=lambda remark: remark.number)


def lines(hands: Hands) -> list[tuple[str, str]]:
    """Stamp and text of the rows on screen, from top to bottom."""
    return [(line.stamp, line.content.text) for line in rows(hands)]


def rows(hands: Hands) -> list[RemarkLine]:
    model = hands.live.remarks.list.model()
    every = [model.data(model.index(row, 0), ROW) for row in range(model.rowCount())]
    return [line for line in every if isinstance(line, RemarkLine)]


SYNTAX: tuple[tuple[str, RemarkText, dict[int, str]], ...] = (
    ("Propose la gamme T2", RemarkText("Propose la gamme T2"), {}),
    ("+ Écoute réelle", RemarkText("Écoute réelle", Sign.STRENGTH), {}),
    ("- Hésite sur la marge", RemarkText("Hésite sur la marge", Sign.WEAKNESS), {}),
    ("−5 % de remise", RemarkText("−5 % de remise"), {}),
    ("? Qui signe ?", RemarkText("Qui signe ?", Sign.QUESTION), {}),
    ("#13 Élude", RemarkText("Élude", criterion=13), {}),
    ("#13=S contre-argument chiffré", RemarkText("contre-argument chiffré", criterion=13), {13: "S"}),
    ("- #13=1 Esquive l’objection", RemarkText("Esquive l’objection", Sign.WEAKNESS, 13), {13: "TI"}),
    ("#4=0 rien vu", RemarkText("rien vu", criterion=4), {4: "NE"}),
    ("#5=ts + chiffre", RemarkText("chiffre", Sign.STRENGTH, 5), {5: "TS"}),
)


def test_every_syntax(started: Hands) -> None:
    rated: dict[int, str] = {}
    for count, (typed, content, level) in enumerate(SYNTAX, start=1):
        started.remark(typed)
        rated |= level
        assert remarks(started)[-1].content == content
        assert (len(remarks(started)), started.oral.ratings) == (count, rated)
        assert started.live.remarks.field.text() == ""


def test_a_criterion_and_a_level_alone_rate_without_a_remark(started: Hands) -> None:
    started.remark("#7=TS")
    assert started.oral.ratings == {7: "TS"}
    assert not remarks(started)


def test_the_stamp_is_the_moment_when_the_typing_began(started: Hands) -> None:
    started.pass_time(minutes=2, seconds=44)
    started.write("Reformule ")
    started.pass_time(seconds=31)
    started.write("le besoin")
    started.key("Ctrl+Return")
    started.key("Return")
    assert lines(started) == [("1 · 02:44", "Reformule le besoin")]
    started.pass_time(seconds=5)
    started.remark("Suite")
    assert lines(started)[-1] == ("2 · 00:05", "Suite")


def test_an_emptied_field_begins_anew(started: Hands) -> None:
    started.write("non")
    started.pass_time(seconds=20)
    started.key("Backspace", 3)
    started.remark("oui")
    assert lines(started) == [("1 · 00:20", "oui")]


def test_remarks_stay_in_the_order_in_which_they_were_begun(started: Hands) -> None:
    started.remark("première")
    started.pass_time(seconds=10)
    started.remark("deuxième")
    assert [text for _, text in lines(started)] == ["première", "deuxième"]


def test_up_edits_the_last_remark_and_keeps_its_moment(started: Hands) -> None:
    started.remark("+ #3 Dmande")
    started.pass_time(minutes=1)
    started.key("Up")
    assert started.live.remarks.field.text() == "+ #3 Dmande"
    assert "Modification" in started.texts(started.live.remarks)
    started.key("Backspace", 6)
    started.remark("Demande dérivée")
    assert lines(started) == [("1 · 00:00", "Demande dérivée")]
    assert remarks(started)[0].content.sign is Sign.STRENGTH


def test_escape_leaves_an_edited_remark_as_it_was(started: Hands) -> None:
    started.remark("juste")
    started.key("Up")
    started.write(" faux")
    started.key("Esc")
    assert (started.live.remarks.field.text(), lines(started)) == ("", [("1 · 00:00", "juste")])
    started.remark("autre")
    assert len(remarks(started)) == 2


def test_a_new_line_being_typed_is_not_lost_by_escape_or_up(started: Hands) -> None:
    started.remark("première")
    started.write("à moitié")
    started.key("Up")
    started.key("Esc")
    assert started.live.remarks.field.text() == "à moitié"


def test_an_emptied_edited_remark_is_removed_and_undo_brings_it_back(started: Hands) -> None:
    started.remark("passagère")
    started.key("Up")
    started.key("Ctrl+A")
    started.key("Delete")
    started.key("Return")
    assert not remarks(started)
    assert started.live.echo.text() == "Remarque retirée\u202f: passagère · annuler"
    started.key("Ctrl+Z")
    assert lines(started) == [("1 · 00:00", "passagère")]


def test_remarks_are_reached_edited_and_removed_in_their_list(started: Hands) -> None:
    started.remark("une")
    started.remark("deux")
    started.key("Shift+Tab")
    assert started.at(started.live.remarks.list)
    started.key("Up")
    started.key("Return")
    assert started.live.remarks.field.text() == "une"
    assert started.at(started.live.remarks.field)
    started.key("Esc")
    started.key("Shift+Tab")
    started.key("Delete")
    assert [remark.content.text for remark in remarks(started)] == ["deux"]
    assert started.at(started.live.remarks.field)


def test_undo_in_an_empty_field_takes_back_the_act_and_redo_brings_it_back(started: Hands) -> None:
    started.remark("#2=S vu")
    started.key("Ctrl+Z")
    assert (remarks(started), started.oral.ratings) == ([], {})
    started.key("Ctrl+Shift+Z")
    assert ([remark.content.text for remark in remarks(started)], started.oral.ratings) == (["vu"], {2: "S"})


def test_undo_with_text_in_the_field_takes_back_the_typing(started: Hands) -> None:
    started.remark("gardée")
    started.write("tapée")
    started.key("Ctrl+Z")
    assert started.live.remarks.field.text() == ""
    assert [remark.content.text for remark in remarks(started)] == ["gardée"]


def test_nothing_left_to_undo_is_said_calmly(started: Hands) -> None:
    started.key("Ctrl+Shift+Z")
    assert "Il n’y a rien à rétablir." in started.live.echo.text()


REFUSED = (
    ("#99 trop loin", "critère n°\u202f99 n’existe pas"),
    ("#3=X inconnu", "niveau «\u202fX\u202f» n’existe pas"),
    ("#3=7 hors échelle", "niveau «\u202f7\u202f» n’existe pas"),
)


def test_a_refused_line_stays_with_the_reason(started: Hands) -> None:
    for typed, said in REFUSED:
        started.remark(typed)
        assert started.live.remarks.field.text() == typed
        assert said in started.texts(started.live.remarks)
        started.key("Ctrl+A")
        started.key("Delete")
    assert not remarks(started)
    assert not started.oral.ratings


def test_a_refused_line_can_be_corrected(started: Hands) -> None:
    started.pass_time(seconds=15)
    started.remark("#99 vu")
    started.pass_time(seconds=15)
    started.key("Home")
    started.key("Right", 2)
    started.key("Backspace")
    started.key("Return")
    assert lines(started) == [("1 · 00:15", "vu")]
    assert remarks(started)[0].content.criterion == 9
    assert "n’existe pas" not in started.texts(started.live.remarks)


def test_a_criterion_without_words_is_no_remark(started: Hands) -> None:
    started.remark("#3 ")
    assert "Cette remarque est vide" in started.texts(started.live.remarks)
    assert started.live.remarks.field.text() == "#3 "
    started.remark("")
    assert not remarks(started)


def test_criteria_are_proposed_by_number(started: Hands) -> None:
    started.write("#1")
    shown = started.live.remarks.field.proposing()
    assert shown
    started.key("Down")
    started.key("Tab")
    assert started.live.remarks.field.text() == "#10 "
    assert not started.live.remarks.field.proposing()


def test_criteria_are_proposed_by_words_whatever_the_accents(started: Hands) -> None:
    started.write("- #reactivite")
    started.key("Return")
    assert started.live.remarks.field.text() == "- #14 "
    started.remark("lent")
    assert remarks(started)[0].content.criterion == 14


def test_enter_after_a_number_commits_and_escape_closes_the_proposals(started: Hands) -> None:
    started.write("#ecoute")
    assert started.live.remarks.field.proposing()
    started.key("Esc")
    assert not started.live.remarks.field.proposing()
    assert started.live.remarks.field.text() == "#ecoute"


def test_a_proposal_is_taken_by_the_mouse_too(started: Hands) -> None:
    started.write("#objections")
    proposed = started.see(ProposalList)[0]
    first = proposed.visualItemRect(proposed.item(0)).center()
    started.click(proposed.viewport(), first)
    assert started.live.remarks.field.text() == "#13 "
    assert started.at(started.live.remarks.field)


def test_a_hash_within_a_sentence_proposes_nothing(started: Hands) -> None:
    started.write("Marché #client")
    assert not started.live.remarks.field.proposing()
    started.key("Return")
    assert lines(started) == [("1 · 00:00", "Marché #client")]


def test_the_author_is_chosen_by_key_and_by_mouse(started: Hands) -> None:
    started.key("Alt+2")
    started.remark("de l’ingénierie")
    started.key("Alt+0")
    started.remark("de tous")
    started.key("Alt+9")
    authors = [remark.content.author for remark in remarks(started)]
    assert authors == ["b", None]
    choice = started.see(QComboBox, started.live.remarks)[0]
    started.click(choice)
    started.key("Down")
    started.key("Return")
    assert started.at(started.live.remarks.field)
    started.remark("d’éco-gestion")
    assert remarks(started)[-1].content.author == "a"


def test_an_edited_remark_keeps_its_author(started: Hands) -> None:
    started.key("Alt+3")
    started.remark("du professionnel")
    started.key("Alt+0")
    started.key("Up")
    started.remark(" corrigé")
    assert [(n.content.text, n.content.author) for n in remarks(started)] == [
        ("du professionnel corrigé", "c")
    ]


def test_what_was_saved_says_when(started: Hands) -> None:
    started.pass_time(seconds=67)
    started.remark("à l’heure")
    assert f"consigné {hour_second(started.clock.now().utc)}" in started.texts(started.live.remarks)


def test_a_very_long_remark_is_kept_whole(started: Hands) -> None:
    text = "mot " * 999 + "fin"
    started.live.remarks.field.insert(text)
    started.key("Return")
    assert remarks(started)[0].content.text == text


def test_enter_takes_the_proposal_that_the_arrows_reached(started: Hands) -> None:
    started.write("#1")
    started.key("Down", 2)
    started.key("Return")
    assert started.live.remarks.field.text() == "#11 "
    started.remark("suite")
    assert [(each.content.criterion, each.content.text) for each in remarks(started)] == [(11, "suite")]


def test_enter_after_a_number_that_no_arrow_left_is_the_end_of_the_line(started: Hands) -> None:
    started.write("#1")
    started.key("Down")
    started.write("3")
    started.key("Return")
    assert started.live.remarks.field.text() == "#13"
    assert "vide" in started.texts(started.live.remarks)


@pytest.mark.parametrize("typed", ["#16=S #17=S suivi", "#4=X", "#40", "+ #1objections"])
def test_a_line_refused_is_kept_as_typed_by_a_second_enter(started: Hands, typed: str) -> None:
    started.remark(typed)
    assert "Entrée encore garde la ligne telle quelle" in started.texts(started.live.remarks)
    assert not remarks(started)
    started.key("Return")
    content = RemarkText(typed.removeprefix("+ "), Sign.STRENGTH if typed[0] == "+" else Sign.NONE)
    assert [each.content for each in remarks(started)] == [content]
    assert not started.oral.ratings
    started.key("Up")
    started.key("Return")
    assert [each.content for each in remarks(started)] == [content], "left as it was"
    assert not started.oral.ratings


def test_an_end_never_takes_a_line_that_was_refused(started: Hands) -> None:
    started.remark("#16=S #17=S suivi")
    for _ in range(2):
        started.key("Ctrl+Shift+Return")
        assert (started.oral.stage, started.oral.ratings, remarks(started)) == (Stage.RUNNING, {}, [])
    assert started.live.remarks.field.text() == "#16=S #17=S suivi"
    started.key("Return")
    started.key("Ctrl+Shift+Return")
    assert started.oral.stage is Stage.ENDED
    assert [each.content.text for each in remarks(started)] == ["#16=S #17=S suivi"]
