"""The note field: what is typed becomes a note of the moment when its typing began."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox

from btstc_jury.application.views.formats import hour_second
from btstc_jury.application.views.live import NoteLine
from btstc_jury.domain.assessment import Note, NoteText, Sign
from btstc_jury.ui.live.note_entry import ProposalList
from btstc_jury.ui.widgets.lists import ROW
from tests.ui.hands import Hands


def notes(hands: Hands) -> list[Note]:
    """As the file has them, oldest first."""
    return sorted(hands.oral.notes.values(), key=lambda note: note.number)


def lines(hands: Hands) -> list[tuple[str, str]]:
    """Stamp and text of the rows on screen, from top to bottom."""
    return [(line.stamp, line.text) for line in rows(hands)]


def rows(hands: Hands) -> list[NoteLine]:
    model = hands.live.notes.list.model()
    every = [model.data(model.index(row, 0), ROW) for row in range(model.rowCount())]
    return [line for line in every if isinstance(line, NoteLine)]


SYNTAX: tuple[tuple[str, NoteText, dict[int, str]], ...] = (
    ("Propose la gamme T2", NoteText("Propose la gamme T2"), {}),
    ("+ Écoute réelle", NoteText("Écoute réelle", Sign.STRENGTH), {}),
    ("- Hésite sur la marge", NoteText("Hésite sur la marge", Sign.WEAKNESS), {}),
    ("−5 % de remise", NoteText("−5 % de remise"), {}),
    ("? Qui signe ?", NoteText("Qui signe ?", Sign.QUESTION), {}),
    ("#13 Élude", NoteText("Élude", criterion=13), {}),
    ("#13=S contre-argument chiffré", NoteText("contre-argument chiffré", criterion=13), {13: "S"}),
    ("- #13=1 Esquive l’objection", NoteText("Esquive l’objection", Sign.WEAKNESS, 13), {13: "TI"}),
    ("#4=0 rien vu", NoteText("rien vu", criterion=4), {4: "NE"}),
    ("#5=ts + chiffre", NoteText("chiffre", Sign.STRENGTH, 5), {5: "TS"}),
)


def test_every_syntax(started: Hands) -> None:
    rated: dict[int, str] = {}
    for count, (typed, content, level) in enumerate(SYNTAX, start=1):
        started.note(typed)
        rated |= level
        assert notes(started)[-1].content == content
        assert (len(notes(started)), started.oral.ratings) == (count, rated)
        assert started.live.notes.field.text() == ""


def test_a_criterion_and_a_level_alone_rate_without_a_note(started: Hands) -> None:
    started.note("#7=TS")
    assert started.oral.ratings == {7: "TS"}
    assert not notes(started)


def test_the_stamp_is_the_moment_when_the_typing_began(started: Hands) -> None:
    started.pass_time(minutes=2, seconds=44)
    started.write("Reformule ")
    started.pass_time(seconds=31)
    started.write("le besoin")
    started.key("Ctrl+Return")
    started.key("Return")
    assert lines(started) == [("1 · 02:44", "Reformule le besoin")]
    started.pass_time(seconds=5)
    started.note("Suite")
    assert lines(started)[-1] == ("2 · 00:05", "Suite")


def test_an_emptied_field_begins_anew(started: Hands) -> None:
    started.write("non")
    started.pass_time(seconds=20)
    started.key("Backspace", 3)
    started.note("oui")
    assert lines(started) == [("1 · 00:20", "oui")]


def test_notes_stay_in_the_order_in_which_they_were_begun(started: Hands) -> None:
    started.note("première")
    started.pass_time(seconds=10)
    started.note("deuxième")
    assert [text for _, text in lines(started)] == ["première", "deuxième"]


def test_up_edits_the_last_note_and_keeps_its_moment(started: Hands) -> None:
    started.note("+ #3 Dmande")
    started.pass_time(minutes=1)
    started.key("Up")
    assert started.live.notes.field.text() == "+ #3 Dmande"
    assert "Modification" in started.texts(started.live.notes)
    started.key("Backspace", 6)
    started.note("Demande dérivée")
    assert lines(started) == [("1 · 00:00", "Demande dérivée")]
    assert notes(started)[0].content.sign is Sign.STRENGTH


def test_escape_leaves_an_edited_note_as_it_was(started: Hands) -> None:
    started.note("juste")
    started.key("Up")
    started.write(" faux")
    started.key("Esc")
    assert (started.live.notes.field.text(), lines(started)) == ("", [("1 · 00:00", "juste")])
    started.note("autre")
    assert len(notes(started)) == 2


def test_a_new_line_being_typed_is_not_lost_by_escape_or_up(started: Hands) -> None:
    started.note("première")
    started.write("à moitié")
    started.key("Up")
    started.key("Esc")
    assert started.live.notes.field.text() == "à moitié"


def test_an_emptied_edited_note_is_removed_and_undo_brings_it_back(started: Hands) -> None:
    started.note("passagère")
    started.key("Up")
    started.key("Ctrl+A")
    started.key("Delete")
    started.key("Return")
    assert not notes(started)
    assert "Remarque retirée" in started.window.notices.text()
    started.key("Ctrl+Z")
    assert lines(started) == [("1 · 00:00", "passagère")]


def test_notes_are_reached_edited_and_removed_in_their_list(started: Hands) -> None:
    started.note("une")
    started.note("deux")
    started.key("Shift+Tab")
    assert started.at(started.live.notes.list)
    started.key("Up")
    started.key("Return")
    assert started.live.notes.field.text() == "une"
    assert started.at(started.live.notes.field)
    started.key("Esc")
    started.key("Shift+Tab")
    started.key("Delete")
    assert [note.content.text for note in notes(started)] == ["deux"]
    assert started.at(started.live.notes.field)


def test_undo_in_an_empty_field_takes_back_the_act_and_redo_brings_it_back(started: Hands) -> None:
    started.note("#2=S vu")
    started.key("Ctrl+Z")
    assert (notes(started), started.oral.ratings) == ([], {})
    started.key("Ctrl+Shift+Z")
    assert ([note.content.text for note in notes(started)], started.oral.ratings) == (["vu"], {2: "S"})


def test_undo_with_text_in_the_field_takes_back_the_typing(started: Hands) -> None:
    started.note("gardée")
    started.write("tapée")
    started.key("Ctrl+Z")
    assert started.live.notes.field.text() == ""
    assert [note.content.text for note in notes(started)] == ["gardée"]


def test_nothing_left_to_undo_is_said_calmly(started: Hands) -> None:
    started.key("Ctrl+Shift+Z")
    assert "Il n’y a rien à rétablir." in started.window.notices.text()


REFUSED = (
    ("#99 trop loin", "critère n°\u202f99 n’existe pas"),
    ("#3=X inconnu", "niveau «\u202fX\u202f» n’existe pas"),
    ("#3=7 hors échelle", "niveau «\u202f7\u202f» n’existe pas"),
)


def test_a_refused_line_stays_with_the_reason(started: Hands) -> None:
    for typed, said in REFUSED:
        started.note(typed)
        assert started.live.notes.field.text() == typed
        assert said in started.texts(started.live.notes)
        started.key("Ctrl+A")
        started.key("Delete")
    assert not notes(started)
    assert not started.oral.ratings


def test_a_refused_line_can_be_corrected(started: Hands) -> None:
    started.pass_time(seconds=15)
    started.note("#99 vu")
    started.pass_time(seconds=15)
    started.key("Home")
    started.key("Right", 2)
    started.key("Backspace")
    started.key("Return")
    assert lines(started) == [("1 · 00:15", "vu")]
    assert notes(started)[0].content.criterion == 9
    assert "n’existe pas" not in started.texts(started.live.notes)


def test_a_criterion_without_words_is_no_note(started: Hands) -> None:
    started.note("#3 ")
    assert "Cette remarque est vide" in started.window.notices.text()
    assert started.live.notes.field.text() == "#3 "
    started.note("")
    assert not notes(started)


def test_criteria_are_proposed_by_number(started: Hands) -> None:
    started.write("#1")
    shown = started.live.notes.field.proposing()
    assert shown
    started.key("Down")
    started.key("Tab")
    assert started.live.notes.field.text() == "#10 "
    assert not started.live.notes.field.proposing()


def test_criteria_are_proposed_by_words_whatever_the_accents(started: Hands) -> None:
    started.write("- #reactivite")
    started.key("Return")
    assert started.live.notes.field.text() == "- #14 "
    started.note("lent")
    assert notes(started)[0].content.criterion == 14


def test_enter_after_a_number_commits_and_escape_closes_the_proposals(started: Hands) -> None:
    started.write("#ecoute")
    assert started.live.notes.field.proposing()
    started.key("Esc")
    assert not started.live.notes.field.proposing()
    assert started.live.notes.field.text() == "#ecoute"


def test_a_proposal_is_taken_by_the_mouse_too(started: Hands) -> None:
    started.write("#objections")
    proposed = started.see(ProposalList)[0]
    first = proposed.visualItemRect(proposed.item(0)).center()
    started.click(proposed.viewport(), first)
    assert started.live.notes.field.text() == "#13 "
    assert started.at(started.live.notes.field)


def test_a_hash_within_a_sentence_proposes_nothing(started: Hands) -> None:
    started.write("Marché #client")
    assert not started.live.notes.field.proposing()
    started.key("Return")
    assert lines(started) == [("1 · 00:00", "Marché #client")]


def test_the_author_is_chosen_by_key_and_by_mouse(started: Hands) -> None:
    started.key("Alt+2")
    started.note("de l’ingénierie")
    started.key("Alt+0")
    started.note("de tous")
    started.key("Alt+9")
    authors = [note.content.author for note in notes(started)]
    assert authors == ["b", None]
    choice = started.see(QComboBox, started.live.notes)[0]
    started.click(choice)
    started.key("Down")
    started.key("Return")
    assert started.at(started.live.notes.field)
    started.note("d’éco-gestion")
    assert notes(started)[-1].content.author == "a"


def test_an_edited_note_keeps_its_author(started: Hands) -> None:
    started.key("Alt+3")
    started.note("du professionnel")
    started.key("Alt+0")
    started.key("Up")
    started.note(" corrigé")
    assert [(n.content.text, n.content.author) for n in notes(started)] == [("du professionnel corrigé", "c")]


def test_what_was_saved_says_when(started: Hands) -> None:
    started.pass_time(seconds=67)
    started.note("à l’heure")
    assert f"consigné {hour_second(started.clock.now().utc)}" in started.texts(started.live.notes)


def test_a_very_long_note_is_kept_whole(started: Hands) -> None:
    text = "mot " * 999 + "fin"
    started.live.notes.field.insert(text)
    started.key("Return")
    assert notes(started)[0].content.text == text
