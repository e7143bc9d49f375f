"""The history: words for every kind of event, acts taken back, and what stays hidden."""

from __future__ import annotations

from decimal import Decimal

import pytest

from btstc_jury.application.office import Office
from btstc_jury.application.views.history import HistoryView, hidden, history_view
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import RemarkText, Sign
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.opinions import Debate, OpinionMode
from tests.fakes import FakeClock
from tests.forms_for_tests import JURORS, make_form, make_plan

FORM = make_form()


@pytest.fixture
def oral(office: Office) -> int:
    number = office.plan(make_plan(), "essai")[0]
    office.act(number, do.Open(JURORS))
    office.act(number, do.Start())
    return number


def told(view: HistoryView) -> list[tuple[str, bool]]:
    return [(line.words.replace("\u202f:", " :"), line.undone) for line in view.lines]


def test_an_undone_act_stays_with_the_act_that_takes_it_back(office: Office, oral: int) -> None:
    office.act(oral, ev.Rated(2, "S"), "a")
    office.act(oral, do.Undo())
    view = history_view(office, oral)
    assert told(view)[-2:] == [("Critère 2 : S", True), ("Annulé : Critère 2 : S", False)]
    assert view.lines[-2].author == "Camille Fictif"
    assert (view.undo, view.redo) == ("Phase 1 commencée\u202f: Présentation", "Critère 2\u202f: S")
    office.act(oral, do.Redo())
    assert told(history_view(office, oral))[-3:] == [
        ("Critère 2 : S", False),
        ("Annulé : Critère 2 : S", False),
        ("Rétabli : Critère 2 : S", False),
    ]


def test_each_act_says_when_and_where_in_the_oral(office: Office, oral: int, clock: FakeClock) -> None:
    clock.advance(Duration.seconds(75))
    office.act(oral, do.AddRemark(clock.now(), RemarkText("Écoute\nréelle" + "é" * 400)))
    line = history_view(office, oral).lines[-1]
    assert line.stamp == "1 · 01:15"
    assert line.hour.endswith(":01:15")
    assert line.words.startswith("Remarque ajoutée\u202f: Écoute / réelle")
    assert line.words.endswith("é…")
    assert len(line.words) < 200


def test_opinions_are_not_shown_before_the_reveal(office: Office, oral: int) -> None:
    office.act(oral, ev.Ended())
    office.act(oral, ev.ModeChosen(OpinionMode.SEPARATE))
    for juror in JURORS:
        for criterion in FORM.criteria:
            office.act(oral, ev.OpinionRated(juror.key, criterion.number, "TS"), juror.key)
        office.act(oral, ev.OpinionMarked(juror.key, Decimal(14)), juror.key)
        office.act(oral, ev.OpinionGiven(juror.key), juror.key)
    office.act(oral, ev.OpinionTakenBack("c"), "c")
    office.act(oral, do.Undo())
    view = history_view(office, oral)
    words = " ".join(text for text, _ in told(view))
    assert "TS" not in words
    assert "14" not in words
    assert "Avis rendu par Claude Fictif" in words
    assert "Annulé : Avis repris par Claude Fictif" in words
    office.act(oral, ev.Revealed())
    shown = told(history_view(office, oral))
    assert ("Avis de Dominique Fictif, critère 3 : TS", False) in shown
    assert shown[-1][0] == "Avis révélés · Critère 1 : TS · Critère 2 : TS · et 2 autres"


def test_the_undoing_of_a_hidden_act_is_hidden_too(office: Office, oral: int) -> None:
    office.act(oral, ev.Ended())
    office.act(oral, ev.ModeChosen(OpinionMode.SEPARATE))
    before = told(history_view(office, oral))
    office.act(oral, ev.OpinionRated("a", 1, "TI"), "a")
    assert history_view(office, oral).undo == "un acte qui n’est pas montré ici"
    office.act(oral, do.Undo())
    assert history_view(office, oral).redo == "un acte qui n’est pas montré ici"
    assert told(history_view(office, oral)) == before


def test_a_personal_remark_stays_its_authors(office: Office, oral: int, clock: FakeClock) -> None:
    content = RemarkText("avis tranché", author="a", personal=True)
    before = told(history_view(office, oral))
    office.act(oral, do.AddRemark(clock.now(), content))
    (number,) = office.oral(oral).remarks
    office.act(oral, do.ChangeRemark(number, RemarkText("avis nuancé", author="a", personal=True)))
    office.act(oral, ev.RemarkRemoved(number))
    assert told(history_view(office, oral)) == before
    remarks = {number: content}
    assert hidden(ev.RemarkRemoved(number), Debate(), remarks)
    assert not hidden(ev.RemarkRemoved(number), Debate(revealed=True), remarks)
    assert hidden(ev.QuestionTicked(number, asked=True), Debate(), remarks)


def test_a_sheet_received_brings_its_remarks(office: Office, oral: int, clock: FakeClock) -> None:
    office.act(oral, do.AddRemark(clock.now(), RemarkText("Qui a validé ?", Sign.QUESTION)))
    other = office.plan(make_plan("2", "Imbert"), "essai")[0]
    office.transfer(oral, other, "erreur")
    (number,) = office.oral(other).remarks
    office.act(other, ev.QuestionTicked(number, asked=True))
    assert told(history_view(office, other))[-2:] == [
        ("Feuille reçue de DURAND Élodie : erreur", False),
        ("Question posée : Qui a validé ?", False),
    ]
    assert told(history_view(office, oral))[-1] == ("Feuille transférée à IMBERT Élodie : erreur", False)
    assert history_view(office, oral).undo == ""
