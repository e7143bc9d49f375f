"""Opinions are blind: what one juror thinks changes nothing that another may see before the reveal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from btstc_jury.application.office import Office
from btstc_jury.application.pins import choose_pin
from btstc_jury.application.sessions import Desk, create_file
from btstc_jury.application.views.annex import annex_view
from btstc_jury.application.views.criteria import (
    CriteriaFilter,
    criteria_view,
    divergent_first,
    next_undecided,
)
from btstc_jury.application.views.day import day_view
from btstc_jury.application.views.deliberation import deliberation_view
from btstc_jury.application.views.grid import grid_view
from btstc_jury.application.views.history import history_view
from btstc_jury.application.views.live import controls, questions_view, remark_lines, timeline
from btstc_jury.application.views.opinions import OpinionState, opinions_view
from btstc_jury.application.views.people import identity_view
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import MissingKind, RemarkText, Sign
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.opinions import OpinionMode
from btstc_jury.domain.refusals import Reason, Refusal
from btstc_jury.storage import SqliteExamFiles
from tests.fakes import FakeClock, FakeLibrary
from tests.forms_for_tests import JURORS, make_form, make_plan, make_session

FORM = make_form()


class Room:
    """A commission at work in one file; ``number``: its oral, which has ended."""

    def __init__(self, folder: Path, name: str) -> None:
        self.clock = FakeClock()
        desk = Desk(SqliteExamFiles(), FakeLibrary(FORM), self.clock)
        self.office: Office = create_file(desk, folder / f"{name}.btsjury", make_session())
        self.number, _ = self.office.plan(make_plan(), FORM.key)
        for juror in JURORS:
            choose_pin(self.office, juror.key, "1234")
        self.act(do.Open(JURORS), do.Start(), ev.ModeChosen(OpinionMode.SEPARATE), do.NextPhase())

    def act(self, *commands: do.Command) -> None:
        for command in commands:
            self.clock.advance(Duration.seconds(1))
            self.office.act(self.number, command)

    def remark(self, text: str, author: str | None, *, personal: bool, sign: Sign = Sign.NONE) -> None:
        content = RemarkText(text, sign, 2, author, personal)
        self.act(do.AddRemark(self.clock.now(), content))

    def give(self, juror: str, levels: str, mark: str) -> None:
        """``levels``: letters of the criteria in order."""
        for number, level in enumerate(levels.split(), start=1):
            self.act(ev.OpinionRated(juror, number, level))
        self.act(ev.OpinionMarked(juror, Decimal(mark)), ev.OpinionGiven(juror))

    def seen(self, juror: str | None) -> list[object]:
        """Everything that a screen or a page shows while this juror, or nobody, is in turn."""
        office, number = self.office, self.number
        return [
            *(criteria_view(office, number, shown, juror=juror) for shown in CriteriaFilter),
            remark_lines(office, number, juror),
            opinions_view(office, number, juror),
            deliberation_view(office, number, juror),
            questions_view(office, number, juror),
            timeline(office, number, juror),
            history_view(office, number),
            identity_view(office, number),
            controls(office, number),
            replace(grid_view(office, number, annex=True), journal=""),
            annex_view(office, number),
            day_view(office, make_plan().scheduled.date(), make_plan().scheduled.date()),
        ]


@pytest.fixture
def rooms(tmp_path: Path) -> Iterator[tuple[Room, Room]]:
    """Two commissions that differ in nothing yet."""
    made = Room(tmp_path, "one"), Room(tmp_path, "two")
    yield made
    for each in made:
        each.office.close()


@pytest.fixture
def one(rooms: tuple[Room, Room]) -> Room:
    return rooms[0]


@pytest.mark.parametrize("juror", [None, "a", "c"])
def test_what_a_juror_thinks_changes_nothing_that_others_see(
    rooms: tuple[Room, Room], juror: str | None
) -> None:
    for each, levels, mark, text in zip(
        rooms, ("TI S TS", "TS NE I"), ("4", "17.5"), ("faible", "brillant"), strict=True
    ):
        each.remark("vu de tous", "b", personal=False)
        each.remark(text, "b", personal=True)
        each.remark(f"{text}\u202f?", "b", personal=True, sign=Sign.QUESTION)
        each.give("a", "S S S", "12")
        each.give("b", levels, mark)
        each.act(ev.Ended())
    assert rooms[0].seen(juror) == rooms[1].seen(juror)


def test_its_author_sees_all_of_it(rooms: tuple[Room, Room]) -> None:
    for each, levels in zip(rooms, ("TI S TS", "TS NE I"), strict=True):
        each.remark("pour moi", "b", personal=True)
        each.give("b", levels, "8")
    shown, other = (criteria_view(each.office, each.number, CriteriaFilter.ALL, juror="b") for each in rooms)
    assert [line.level for group in shown.groups for line in group.lines] == ["TI", "S", "TS"]
    assert shown != other
    own = deliberation_view(rooms[0].office, rooms[0].number, "b")
    assert own.mark == "8"
    assert [remark.content.text for remark in own.remarks] == ["pour moi"]
    assert own.opinions.own is not None
    assert own.opinions.own.given


def test_what_is_hidden_looks_locked_and_not_lost(one: Room) -> None:
    def progress(juror: str | None) -> str:
        return criteria_view(one.office, one.number, CriteriaFilter.ALL, juror=juror).progress

    assert progress(None) == "0 évalué sur 3"
    one.remark("pour moi", "b", personal=True)
    one.act(ev.OpinionRated("a", 1, "S"), ev.OpinionRated("a", 2, "NE"), ev.OpinionRated("b", 1, "TI"))
    one.act(ev.OpinionMarked("b", Decimal(9)))
    shown = criteria_view(one.office, one.number, CriteriaFilter.ALL)
    masked = [line.masked for group in shown.groups for line in group.lines]
    assert masked == ["2 niveaux masqués", "1 niveau masqué", ""]
    assert (shown.locked, progress(None)) == (True, "3 niveaux masqués")
    assert progress("a") == "1 évalué sur 3, 1 non évalué · 1 niveau masqué"
    own = criteria_view(one.office, one.number, CriteriaFilter.ALL, juror="a")
    assert not own.locked
    assert {line.masked for group in own.groups for line in group.lines} == {""}
    told = "Masqués jusqu’à la révélation\u202f: "
    assert opinions_view(one.office, one.number).masked == (
        f"{told}ÉG 2 niveaux · STI 1 niveau, la note, 1 remarque"
    )
    assert opinions_view(one.office, one.number, "b").masked == f"{told}ÉG 2 niveaux"
    one.act(ev.Ended(), ev.Revealed("un seul avis"))
    assert opinions_view(one.office, one.number).masked == ""
    assert progress(None) == "0 évalué sur 3"


def test_what_was_settled_in_common_is_locked_too(one: Room) -> None:
    one.act(ev.ModeChosen(OpinionMode.COMMON), ev.Rated(3, "S"), ev.ModeChosen(OpinionMode.SEPARATE))
    shown = criteria_view(one.office, one.number, CriteriaFilter.ALL)
    assert (shown.locked, shown.progress) == (True, "1 niveau masqué")


def test_what_was_rated_in_common_is_counted_then_shown_beside_the_reveal(one: Room) -> None:
    one.act(ev.ModeChosen(OpinionMode.COMMON), ev.Rated(3, "S"), ev.Rated(1, "TI"), ev.Rated(2, "I"))
    one.act(ev.Rated(1, None), ev.Rated(2, "TS"), do.Undo(), ev.ModeChosen(OpinionMode.SEPARATE))
    masked = opinions_view(one.office, one.number).masked
    assert masked == "Masqués jusqu’à la révélation\u202f: avis commun 2 niveaux"
    for juror, levels in (("a", "S S TI"), ("b", "S S TS"), ("c", "S S S")):
        one.give(juror, levels, "10")
    one.act(ev.Ended(), ev.Revealed())
    assert one.office.oral(one.number).ratings == {1: "S", 2: "S"}
    assert opinions_view(one.office, one.number).revealed.endswith(
        " · Avis commun d’avant\u202f: 2\u202fI, 3\u202fS"
    )


def test_only_what_all_have_rated_is_an_agreement(one: Room) -> None:
    one.give("a", "S TI S", "10")
    one.act(ev.OpinionRated("b", 1, "S"), ev.OpinionRated("b", 2, "TS"))
    one.act(ev.OpinionRated("c", 1, "S"), ev.OpinionRated("c", 3, "S"))
    one.act(ev.Ended(), ev.Revealed("sans attendre"))
    shown = divergent_first(deliberation_view(one.office, one.number).criteria)
    assert [(group.codes, [line.number for line in group.lines]) for group in shown.groups] == [
        ("Écarts · 1", [2]),
        ("Sans l’avis de tous · 1", [3]),
        ("Accord · 1", [1]),
    ]


def test_the_reveal_opens_everything_at_once(one: Room) -> None:
    one.remark("pour moi", "b", personal=True)
    for juror, levels, mark in (("a", "TI S S", "8"), ("b", "S S NE", "11"), ("c", "S S S", "10.5")):
        one.give(juror, levels, mark)
    one.act(ev.Ended(), ev.Revealed())
    view = deliberation_view(one.office, one.number)
    assert [remark.content.text for remark in view.remarks] == ["pour moi"]
    lines = {line.number: line for group in view.criteria.groups for line in group.lines}
    assert [box.letters for box in lines[1].opinions] == ["TI", "S", "S"]
    assert [lines[each].level for each in (1, 2, 3)] == [None, "S", None]
    first = lines[1].spread
    assert first is not None
    assert (first.width, first.divergent, first.unlike) == (2, True, False)
    assert first.words == "ÉG TI, STI S, Pro. S — écart de 2 niveaux"
    third = lines[3].spread
    assert third is not None
    assert (third.width, third.divergent, third.unlike) == (0, True, True)
    marks = view.opinions.marks
    assert marks is not None
    assert [each.mark for each in marks.marks] == ["8", "11", "10,5"]
    assert (marks.spread, marks.divergent) == ("écart 3", True)


def test_divergences_come_first_and_stay_where_they_are_once_decided(one: Room) -> None:
    for juror, levels in (("a", "S TI S"), ("b", "S TS S"), ("c", "TS S S")):
        one.give(juror, levels, "10")
    one.act(ev.Ended(), ev.Revealed())

    def order() -> list[int]:
        shown = divergent_first(deliberation_view(one.office, one.number).criteria)
        return [line.number for group in shown.groups for line in group.lines]

    assert order() == [2, 1, 3]
    shown = divergent_first(deliberation_view(one.office, one.number).criteria)
    assert [next_undecided(shown, after) for after in (None, 2, 1, 3)] == [2, 1, 2, 2]
    one.act(ev.Rated(2, "S"))
    assert order() == [2, 1, 3]
    shown = divergent_first(deliberation_view(one.office, one.number).criteria)
    assert next_undecided(shown, 2) == 1


def test_before_the_reveal_only_what_comes_first_is_missing(one: Room) -> None:
    one.act(ev.Ended())
    kinds = [item.kind for item in deliberation_view(one.office, one.number).missing]
    assert kinds == [MissingKind.REVEAL, MissingKind.DOSSIER]


def test_how_far_each_is_tells_nothing_else(one: Room) -> None:
    one.act(ev.OpinionRated("b", 1, "S"))
    one.give("c", "S S S", "12")
    view = opinions_view(one.office, one.number)
    states = [juror.state for juror in view.jurors]
    assert states == [OpinionState.NOT_BEGUN, OpinionState.BEGUN, OpinionState.GIVEN]
    assert view.own is None
    assert not view.all_given
    mine = opinions_view(one.office, one.number, "b").own
    assert mine is not None
    assert mine.lacking == "le niveau de 2 critères (2, 3) et la note"


def test_the_mode_no_longer_changes_once_something_is_hidden(one: Room) -> None:
    assert opinions_view(one.office, one.number).choosable
    one.remark("pour moi", "a", personal=True)
    assert not opinions_view(one.office, one.number).choosable
    with pytest.raises(Refusal) as caught:
        one.act(ev.ModeChosen(OpinionMode.COMMON))
    assert caught.value.reason is Reason.OPINIONS_BEGUN
    one.act(do.Undo(), ev.ModeChosen(OpinionMode.COMMON))
    assert opinions_view(one.office, one.number).mode is OpinionMode.COMMON


def test_the_annex_says_who_thought_what_and_why_it_was_decided(one: Room) -> None:
    assert annex_view(one.office, one.number) is None
    one.give("a", "TI S S", "8")
    one.give("b", "S S S", "11")
    one.act(ev.Ended(), ev.Revealed("M. Claude Fictif est parti"))
    one.act(ev.Rated(1, "I"), ev.ReasonGiven(1, "entre les deux"), ev.MarkProposed(Decimal(10)))
    one.act(ev.ReasonGiven(None, "compromis"), ev.Dissented("b", None, "trop peu"))
    whole = annex_view(one.office, one.number)
    assert whole is not None
    annex = whole.opinions
    assert annex is not None
    assert annex.columns == ("ÉG", "STI", "Pro.")
    assert annex.revealed.endswith("sans attendre tous les avis\u202f: M. Claude Fictif est parti.")
    first = annex.rows[0]
    assert (first.levels, first.spread, first.decision) == (("TI", "S", "—"), "2", "I")
    assert (annex.marks, annex.mark_spread, annex.mark) == (("8", "11", "—"), "3", "10")
    assert [(each.title, each.text) for each in annex.remarks] == [
        ("Critère 1", "Motif de la décision\u202f: entre les deux"),
        (
            "Note proposée",
            "Motif de la décision\u202f: compromis\nDésaccord de Dominique Fictif\u202f: trop peu",
        ),
    ]
    assert grid_view(one.office, one.number).annex is None
    assert grid_view(one.office, one.number, annex=True).annex == whole
