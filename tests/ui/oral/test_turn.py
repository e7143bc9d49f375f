"""A juror's turn: behind a PIN, hidden at once, calm when the PIN is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QLabel, QLineEdit, QPushButton, QWidget

from btstc_jury.application.pins import is_pin
from btstc_jury.application.views.history import history_view
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.opinions import OpinionMode
from btstc_jury.ui.widgets.criteria_list import CriteriaList
from btstc_jury.ui.widgets.lists import ROW
from tests.forms_for_tests import JURORS, make_plan
from tests.ui.hands import Hands, listed
from tests.ui.oral.commission import PINS, to_deliberation, turn


@pytest.fixture
def apart(started: Hands) -> Hands:
    """An E4 that runs, with separate opinions."""
    started.key("Alt+M")
    assert started.oral.debate.mode is OpinionMode.SEPARATE
    return started


def in_turn(hands: Hands) -> str | None:
    """Whose turn it is on the live screen."""
    return hands.live.presenter.juror


def words(root: QWidget) -> Iterator[str]:
    """Every word that a page shows or reads aloud, in sight or scrolled away."""
    for label in root.findChildren(QLabel):
        yield label.text()
    for line in root.findChildren(QLineEdit):
        yield line.text()
    for view in root.findChildren(QAbstractItemView):
        model = view.model()
        for row in range(0 if isinstance(view.parent(), QComboBox) else model.rowCount()):
            yield str(model.index(row, 0, QModelIndex()).data())


def levels(shown: CriteriaList) -> list[str]:
    """The levels in the boxes."""
    model = shown.model()
    rows = (model.index(row, 0).data(ROW) for row in range(model.rowCount()))
    return [row.level for row in rows if getattr(row, "level", None)]


def test_a_pin_is_chosen_twice_then_asked(apart: Hands) -> None:
    pin = apart.live.turns.turn.pin
    apart.key("Alt+1")
    assert apart.at(pin)
    assert pin.echoMode() is QLineEdit.EchoMode.Password
    apart.write("12")
    apart.key("Return")
    assert "4 caractères au moins." in apart.texts()
    apart.write("1234")
    apart.key("Return")
    apart.write("1243")
    apart.key("Return")
    assert "Les deux codes diffèrent\u202f: recommencez." in apart.texts()
    turn_typed(apart, "1234", "1234")
    assert in_turn(apart) == "a"
    assert is_pin(apart.office, "a", "1234")
    assert apart.at(apart.live.remarks.field)
    apart.key("Alt+2")
    assert in_turn(apart) is None
    apart.key("Escape")
    apart.key("Alt+1")
    turn_typed(apart, "1234")
    assert in_turn(apart) == "a"


def test_a_wrong_pin_says_so_and_the_oral_goes_on(apart: Hands) -> None:
    turn(apart, 1, first=True)
    apart.key("Alt+0")
    apart.key("Alt+1")
    turn_typed(apart, "9999")
    assert "Ce n’est pas le code de Camille Fictif." in apart.texts()
    assert in_turn(apart) is None
    apart.key("Escape")
    assert apart.at(apart.live.remarks.field)
    apart.remark("le candidat parle")
    assert [remark.content.text for remark in apart.oral.remarks.values()] == ["le candidat parle"]
    apart.key("Ctrl+Return")
    assert apart.oral.phase == 1


def test_a_forgotten_pin_is_chosen_anew_only_as_long_as_it_opens_nothing(apart: Hands) -> None:
    turn(apart, 1, first=True)
    turn(apart, 2, first=True)
    asked = apart.live.turns.turn
    forgotten = asked.forgotten
    apart.key("Alt+0")
    apart.key("Alt+1")
    turn_typed(apart, "9999")
    assert forgotten.isVisible()
    apart.click(forgotten)
    assert apart.at(asked.warrant.secret)
    assert asked.warrant.secret.accessibleName() == "Code de Dominique Fictif"
    turn_typed(apart, "1111")
    assert "Ce n’est pas le code de Dominique Fictif." in apart.texts()
    turn_typed(apart, PINS[2])
    assert apart.at(asked.pin)
    turn_typed(apart, "4321", "4321")
    assert in_turn(apart) == "a"
    assert [(each.juror, each.voucher) for each in apart.oral.proceedings.renewals] == [("a", "b")]
    apart.key("F2")
    apart.write("23")
    apart.key("Alt+0")
    assert apart.oral.debate.of("a").levels == {2: "S"}
    apart.key("Alt+1")
    turn_typed(apart, "9999")
    assert not forgotten.isVisible()


def test_alone_a_juror_gives_the_reason_for_a_new_code(apart: Hands) -> None:
    turn(apart, 1, first=True)
    asked = apart.live.turns.turn
    apart.key("Alt+0")
    apart.key("Alt+1")
    turn_typed(apart, "9999")
    apart.click(asked.forgotten)
    assert asked.warrant.who.currentText() == "Personne\u202f: un motif, imprimé sur la grille"
    assert apart.at(asked.warrant.reason)
    apart.key("Return")
    assert "Indiquez le motif." in apart.texts()
    turn_typed(apart, "les autres sont sortis", "4321", "4321")
    assert in_turn(apart) == "a"
    assert is_pin(apart.office, "a", "4321")
    told = [line.words for line in history_view(apart.office, 1).lines]
    assert "Nouveau code de Camille Fictif, sans attestation\u202f: les autres sont sortis" in told


def test_a_code_given_up_stays_what_it_was(apart: Hands) -> None:
    turn(apart, 1, first=True)
    apart.key("Alt+0")
    apart.key("Alt+1")
    turn_typed(apart, "9999")
    apart.click(apart.live.turns.turn.forgotten)
    turn_typed(apart, "les autres sont sortis")
    apart.key("Escape")
    assert apart.at(apart.live.remarks.field)
    assert is_pin(apart.office, "a", PINS[1])
    assert apart.oral.proceedings.renewals == ()


def test_no_new_code_where_another_oral_hides_an_opinion(apart: Hands) -> None:
    other, _ = apart.office.plan(make_plan(), "e4-ponctuel")
    apart.office.act(1, ev.Paused("relève"))
    for command in (do.Open(JURORS), do.Start(), ev.ModeChosen(OpinionMode.SEPARATE)):
        apart.office.act(other, command)
    apart.office.act(other, ev.OpinionRated("a", 1, "S"))
    apart.office.act(other, ev.Paused("relève"))
    turn(apart, 1, first=True)
    apart.key("Alt+0")
    apart.key("Alt+1")
    turn_typed(apart, "9999")
    apart.click(apart.live.turns.turn.forgotten)
    assert "Un avis de ce membre est encore masqué" in apart.texts()
    assert not apart.live.turns.turn.warrant.isVisible()


def test_wrong_codes_are_slowed(apart: Hands) -> None:
    turn(apart, 1, first=True)
    apart.key("Alt+0")
    apart.key("Alt+1")
    turn_typed(apart, "9991", "9992", "9993")
    assert "attendez encore 5 s" in apart.texts()
    turn_typed(apart, PINS[1])
    assert in_turn(apart) is None
    apart.pass_time(seconds=5)
    turn_typed(apart, PINS[1])
    assert in_turn(apart) == "a"


def test_who_has_left_takes_no_turn(apart: Hands) -> None:
    turn(apart, 2, first=True)
    apart.workspace.conductor.act(1, ev.JurorLeft("b", "malaise"))
    assert in_turn(apart) is None
    said: list[str] = []
    apart.workspace.conductor.refused.connect(said.append)
    apart.key("Alt+2")
    assert said == ["Ce membre est parti\u202f: son départ est consigné."]
    assert not apart.live.turns.turn.pin.isVisible()
    page = to_deliberation(apart)
    assert "parti à " in apart.texts(page.states)


def test_nobody_rates_without_a_turn(apart: Hands) -> None:
    said: list[str] = []
    apart.workspace.conductor.refused.connect(said.append)
    apart.key("F2")
    apart.write("23")
    apart.key("F2")
    apart.remark("#2=3 sans tour")
    reason = "Choisissez le membre de la commission dont c’est l’avis."
    assert said == [reason]
    assert reason in apart.texts(apart.live.remarks.entry)
    assert apart.oral.debate.opinions == {}
    assert apart.oral.ratings == {}
    assert apart.live.remarks.field.text() == "#2=3 sans tour"


def test_another_jurors_remark_gives_no_level_in_their_name(apart: Hands) -> None:
    turn(apart, 2, first=True)
    apart.remark("#5 à moi")
    turn(apart, 1, first=True)
    apart.key("Up")
    assert apart.live.remarks.field.text() == "#5 à moi"
    apart.key("Home")
    apart.key("Right", 2)
    apart.write("=1")
    apart.key("Return")
    assert apart.oral.debate.opinions == {}
    assert apart.live.remarks.field.text() == "#5=1 à moi"


def test_leaving_hides_levels_personal_remarks_and_typing(apart: Hands) -> None:
    turn(apart, 2, first=True)
    apart.key("Alt+P")
    apart.remark("#13=1 éléphant rose")
    apart.write("girafe inachevée")
    assert "éléphant" in " ".join(words(apart.live))
    assert levels(apart.live.criteria.list) == []
    apart.key("Alt+0")
    shown = " ".join(words(apart.live))
    assert "éléphant" not in shown
    assert "girafe" not in shown
    turn(apart, 1, first=True)
    shown = " ".join(words(apart.live))
    assert "éléphant" not in shown
    assert "girafe" not in shown
    personal = [remark.content for remark in apart.oral.remarks.values()]
    assert [(each.text, each.author, each.personal) for each in personal] == [
        ("éléphant rose", "b", True),
        ("girafe inachevée", "b", True),
    ]


def test_a_line_that_cannot_be_recorded_waits_for_its_author(apart: Hands) -> None:
    turn(apart, 2, first=True)
    apart.write("#99 inconnu")
    apart.key("Alt+0")
    assert apart.live.remarks.field.text() == ""
    assert not apart.live.flush()
    turn(apart, 2)
    assert apart.live.remarks.field.text() == "#99 inconnu"


def test_covering_the_screen_ends_the_turn(apart: Hands) -> None:
    turn(apart, 1, first=True)
    apart.key("Alt+P")
    apart.remark("éléphant rose")
    apart.key("F9")
    assert in_turn(apart) is None
    apart.key("F9")
    assert "éléphant" not in " ".join(words(apart.live))


def test_going_elsewhere_ends_the_turn(apart: Hands) -> None:
    turn(apart, 1, first=True)
    apart.key("Alt+Left")
    apart.key("Return")
    assert apart.page is apart.live
    assert in_turn(apart) is None


def test_the_deliberation_shows_one_opinion_at_a_time(apart: Hands) -> None:
    page = to_deliberation(apart)
    number = apart.live.oral
    turn(apart, 1, first=True)
    apart.write("24")
    apart.key("F2")
    apart.write("7,5")
    assert levels(page.criteria.list) == ["TS"]
    turn(apart, 2, first=True)
    assert apart.office.oral(number).debate.of("a").mark is not None
    assert levels(page.criteria.list) == []
    assert page.verdict.mark.editor.text() == ""
    assert "7,5" not in " ".join(words(page))
    apart.key("F2")
    apart.write("pas une note")
    apart.key("Alt+0")
    assert "pas une note" not in " ".join(words(page))
    assert "repère" not in apart.texts(page)


def test_what_is_hidden_looks_locked(apart: Hands) -> None:
    turn(apart, 1, first=True)
    apart.key("F2")
    apart.write("2433")
    apart.key("Alt+0")
    assert apart.oral.debate.of("a").levels == {2: "TS", 3: "S"}
    assert "2 niveaux masqués" in apart.texts(apart.live.criteria)
    assert "À évaluer · masqués" in [each.text() for each in apart.live.criteria.findChildren(QPushButton)]
    shown = listed(apart.live.criteria.list)
    assert sum(row.endswith("— 1 niveau masqué") for row in shown) == 2
    page = to_deliberation(apart)
    assert "Masqués jusqu’à la révélation\u202f: ÉG 2 niveaux" in apart.texts(page)
    turn(apart, 1)
    assert "Masqués" not in apart.texts(page)
    assert "2 évalués sur 17" in apart.texts(page)


def test_each_missing_thing_leads_to_where_it_is_given(apart: Hands) -> None:
    page = to_deliberation(apart)
    number = apart.live.oral
    turn(apart, 1, first=True)
    apart.write("24")
    apart.key("F2")
    apart.write("7,5")
    apart.key("Alt+0")
    apart.click(page.missing.items[0])
    assert apart.at(page.footer.reveal)
    apart.key("Space")
    apart.write("les autres sont partis")
    apart.key("Return")
    apart.office.act(number, ev.Rated(2, "S"))
    apart.workspace.conductor.act(number, ev.MarkProposed(Decimal(8)))
    items = {item.text(): item for item in page.missing.items}
    apart.wait(lambda: all(item.isVisible() for item in page.missing.items))
    apart.click(items["le motif de 1 décision (2)"])
    assert apart.at(page.about_level.reason)
    assert page.criteria.list.current() == 2
    apart.click(items["le motif d’une note qu’aucun avis ne proposait"])
    assert apart.at(page.about_mark.reason)


def test_typing_a_reason_stays_with_its_criterion(apart: Hands) -> None:
    page = to_deliberation(apart)
    number = apart.live.oral
    for criterion in (2, 3):
        apart.office.act(number, ev.OpinionRated("a", criterion, "TS"))
    apart.office.act(number, ev.Revealed("sans attendre"))
    for criterion in (2, 3):
        apart.workspace.conductor.act(number, ev.Rated(criterion, "S"))
    page.criteria.list.select(2)
    page.about_level.reason.setFocus()
    apart.write("pour le deux")
    page.criteria.list.select(3)
    assert apart.office.oral(number).debate.reasons == {2: "pour le deux"}
    assert page.about_level.reason.text() == ""
    page.criteria.list.select(2)
    assert page.about_level.reason.text() == "pour le deux"


def test_a_dissent_is_taken_back(apart: Hands) -> None:
    page = to_deliberation(apart)
    number = apart.live.oral
    apart.office.act(number, ev.Revealed("sans attendre"))
    apart.workspace.conductor.act(number, ev.Dissented("c", 2, "trop sévère"))
    page.criteria.list.select(2)
    apart.wait(lambda: "Désaccord de Claude Fictif\u202f: trop sévère" in apart.texts())
    page.criteria.list.select(3)
    assert "trop sévère" not in apart.texts(page.side)
    page.criteria.list.select(2)
    apart.wait(lambda: "trop sévère" in apart.texts(page.side))
    apart.click(apart.button("Retirer"))
    assert apart.office.oral(number).debate.dissents == ()


def test_a_given_opinion_changes_only_once_taken_back(apart: Hands) -> None:
    page = to_deliberation(apart)
    number = apart.live.oral
    form = apart.office.oral(number).form
    turn(apart, 1, first=True)
    apart.key("Ctrl+R")
    assert not apart.office.oral(number).debate.of("a").given
    for criterion in form.criteria:
        apart.office.act(number, ev.OpinionRated("a", criterion.number, "S"))
    apart.key("F2")
    apart.write("12")
    apart.key("Ctrl+R")
    assert apart.office.oral(number).debate.of("a").given
    turn(apart, 1)
    apart.write("21")
    assert apart.office.oral(number).debate.of("a").levels[2] == "S"
    assert page.verdict.mark.editor.isReadOnly()
    apart.key("Ctrl+R")
    apart.write("21")
    assert apart.office.oral(number).debate.of("a").levels[2] == "TI"


def turn_typed(hands: Hands, *entries: str) -> None:
    for entry in entries:
        hands.write(entry)
        hands.key("Return")


def test_a_remark_with_a_level_is_kept_without_it_when_nobody_is_in_turn(apart: Hands) -> None:
    field = apart.live.remarks.field
    apart.write("#9=TS belle conclusion")
    apart.key("Return")
    assert field.text() == "#9=TS belle conclusion"
    assert "Entrée encore garde la remarque sans le niveau." in str(apart.texts(apart.live.remarks.entry))
    apart.key("Return")
    assert field.text() == ""
    (kept,) = apart.oral.remarks.values()
    assert (kept.content.text, kept.content.criterion) == ("belle conclusion", 9)
    assert not apart.oral.debate.of("a").levels
