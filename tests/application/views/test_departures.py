"""What screens and pages say of who left and of codes chosen anew."""

from __future__ import annotations

from btstc_jury.application.discords import discords
from btstc_jury.application.evaluation import evaluation_of
from btstc_jury.application.office import Office
from btstc_jury.application.views.departures import departure_view, renewal_remark
from btstc_jury.application.views.grid import grid_view
from btstc_jury.application.views.history import history_view
from btstc_jury.application.views.opinions import opinions_view
from btstc_jury.application.views.person_events import person_events
from btstc_jury.application.views.reports import ReportKind, report_view
from btstc_jury.application.views.signing import signing_view
from btstc_jury.domain import events as ev
from btstc_jury.domain.opinions import OpinionMode
from btstc_jury.domain.standing import Stage
from tests.application.offices import act, bring, complete, wait
from tests.domain.official import FRAUD

GONE = ev.JurorLeft("b", "malaise")


def plain(lines: tuple[str, ...]) -> str:
    return "\n".join(lines).replace("\u202f", " ")


def test_who_left_is_printed_and_has_no_place_to_sign(running: Office) -> None:
    wait(running, 125)
    act(running, 1, GONE)
    view = grid_view(running, 1)
    assert [member.name for member in view.members] == ["Camille Fictif", "Claude Fictif"]
    printed = plain(view.commission)
    assert "Dominique Fictif (STI), parti à " in printed
    assert ", phase 1 à 2:05 : malaise. Sa signature n’est plus attendue." in printed
    act(running, 1, ev.Ended())
    complete(running, 1)
    act(running, 1, ev.Finalised())
    signing = signing_view(running, 1)
    assert [line.name for line in signing.due] == ["Camille Fictif", "Claude Fictif"]
    assert signing.words == "À signer par 2 membres"
    told = evaluation_of(running, 1, grid_view(running, 1, to_sign=True))
    assert [each.key for each in told.commission] == ["a", "c"]
    assert list(discords(told)) == []


def test_who_left_is_told_beside_the_opinions(running: Office) -> None:
    act(running, 1, ev.ModeChosen(OpinionMode.SEPARATE), GONE)
    states = {each.key: each.gone for each in opinions_view(running, 1).jurors}
    assert states["b"].startswith("parti à ")
    assert (states["a"], states["c"]) == ("", "")


def test_who_may_leave(office: Office) -> None:
    assert departure_view(office, 1).obstacle
    bring(office, 1, Stage.RUNNING)
    view = departure_view(office, 1)
    assert [each.name for each in view.jurors] == [
        "Camille Fictif (Éco-gestion)",
        "Dominique Fictif (STI)",
        "Claude Fictif (Pro.)",
    ]
    assert (view.gone, view.obstacle) == ((), "")
    assert [each.rule.split(".")[0] for each in view.jurors] == [
        "Place vide\u202f: professeur d’économie et gestion",
        "Place vide\u202f: professeur de sciences et techniques industrielles",
        "Le professionnel est absent",
    ]
    act(office, 1, GONE, ev.JurorLeft("c", "son train"))
    view = departure_view(office, 1)
    assert [each.key for each in view.jurors] == ["a"]
    assert len(view.gone) == 2
    assert view.obstacle == "Le dernier membre présent ne peut pas partir."


def test_nobody_leaves_a_settled_proposal(office: Office) -> None:
    bring(office, 1, Stage.FINALISED)
    assert "validée" in departure_view(office, 1).obstacle


def test_a_report_tells_who_left_and_has_no_place_for_them(running: Office) -> None:
    act(running, 1, FRAUD, GONE)
    view = report_view(running, 1, ReportKind.FRAUD)
    assert "Dominique Fictif" not in [signer.name for signer in view.signers]
    assert any("Dominique Fictif (STI), parti à " in part.text for part in view.parts)


def test_a_new_code_is_printed_and_in_the_history(running: Office) -> None:
    act(running, 1, ev.CodeRenewed("a", "b"), ev.CodeRenewed("b", reason="seul devant l’écran"))
    printed = plain(grid_view(running, 1).commission)
    assert "Nouveau code de Camille Fictif le 01/06/2026 à " in printed
    assert ", attesté par Dominique Fictif." in printed
    assert ", sans attestation d’un autre membre : seul devant l’écran." in printed
    told = [line.words for line in history_view(running, 1).lines]
    assert told[-2:] == [
        "Nouveau code de Camille Fictif, attesté par Dominique Fictif",
        "Nouveau code de Dominique Fictif, sans attestation\u202f: seul devant l’écran",
    ]
    oral = running.oral(1)
    assert renewal_remark(oral, "a") == "nouveau code, attesté par Dominique Fictif"
    assert renewal_remark(oral, "b") == "nouveau code, non attesté\u202f: seul devant l’écran"
    assert renewal_remark(oral, "c") == ""


def test_the_candidate_is_not_told_why(running: Office) -> None:
    act(running, 1, GONE, ev.CodeRenewed("a", reason="opération des yeux"))
    told = " ".join(f"{each.words} {each.event}" for each in person_events(running, 1))
    assert "Départ de Dominique Fictif" in told
    assert "malaise" not in told
    assert "yeux" not in told
