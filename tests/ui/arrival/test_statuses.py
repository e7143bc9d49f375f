"""A status from its record to its document, on the real windows: list, deliberation, reports."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from btstc_jury.application.views.formats import clock, local
from btstc_jury.application.views.reports import ReportKind
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.proceedings import Absence, AbsenceKind, Duty
from btstc_jury.domain.rulings import Matter
from btstc_jury.domain.standing import Status
from btstc_jury.ui.candidates.absence_dialog import AbsenceDialog
from btstc_jury.ui.oral.rulings import RulingDialog
from tests.documents.reading import squeezed, whole_text
from tests.each_status import DOUBT, Orals
from tests.forms_for_tests import JURORS
from tests.ui.hands import Hands


@pytest.fixture
def orals(hands: Hands) -> Orals:
    """On the file that the window shows."""
    return Orals(hands.office, hands.clock)


def show(hands: Hands, oral: int) -> None:
    hands.workspace.show_day()
    hands.workspace.open_oral(oral)


def on(hands: Hands, page: QWidget) -> bool:
    return hands.page is page


def saved(hands: Hands, path: Path) -> str:
    """The text of the document in sight, saved as a PDF."""
    hands.wait(lambda: hands.workspace.grid.ready)
    assert hands.workspace.grid.output.save_to(path)
    return whole_text(path.read_bytes())


def test_the_commission_is_reminded_to_tell_the_candidate(hands: Hands, orals: Orals) -> None:
    oral = orals.reserved()
    show(hands, oral)
    page = hands.workspace.deliberation
    assert on(hands, page)
    assert "informez maintenant le candidat du doute de la commission" in hands.texts(page)
    item = next(each for each in page.missing.items if each.text().startswith("l’information du candidat"))
    hands.wait(item.isVisible)
    item.setFocus()
    hands.key("Return")
    assert hands.at(page.status.inform)
    hands.key("Return")
    assert hands.office.oral(oral).proceedings.informed
    assert not page.status.inform.isVisible()
    assert "Le candidat en est informé." in hands.texts(page)
    assert not any(each.text().startswith("l’information") for each in page.missing.items)
    hands.key("Ctrl+Z")
    assert page.status.inform.isVisible()


def test_the_commission_of_an_e6_is_not_asked_to_tell(hands: Hands, orals: Orals) -> None:
    show(hands, orals.reserved(form="e6-ponctuel"))
    page = hands.workspace.deliberation
    assert not page.status.inform.isVisible()
    assert "Le texte ne prévoit pas d’en informer le candidat." in hands.texts(page)


def test_an_oral_that_goes_as_usual_has_no_strip(hands: Hands, orals: Orals) -> None:
    oral = orals.plan("Normal")
    orals.conduct(oral)
    show(hands, oral)
    assert not hands.workspace.deliberation.status.isVisible()


def test_the_report_on_a_reserve_is_shown_saved_and_handed_over(
    hands: Hands, orals: Orals, tmp_path: Path
) -> None:
    oral = orals.reserved()
    show(hands, oral)
    hands.button("Rapport au président…", hands.workspace.deliberation).setFocus()
    hands.key("Return")
    grid = hands.workspace.grid
    assert on(hands, grid)
    assert "Rapport au président du jury — dossier sous réserve." in hands.texts(grid)
    text = saved(hands, tmp_path / "rapport.pdf")
    assert squeezed("NOTE MISE SOUS RÉSERVE DE VÉRIFICATION") in text
    grid.status.hand_over.setFocus()
    hands.key("Return")
    assert hands.office.oral(oral).proceedings.handed_over
    assert not grid.status.hand_over.isVisible()
    assert Duty.HAND_OVER not in hands.office.file.index.summary(oral).duties
    hands.key("Escape")
    assert on(hands, hands.workspace.deliberation)


def test_escape_leads_from_a_report_to_where_it_was_asked_for(hands: Hands, orals: Orals) -> None:
    oral = orals.reserved()
    orals.act(oral, ev.CandidateInformed())
    orals.settle(oral)
    show(hands, oral)
    grid = hands.workspace.grid
    hands.click(hands.button("Rapport au président…", grid.status))
    assert grid.back.text() == "Retour à la grille"
    hands.key("Escape")
    assert on(hands, grid)
    assert grid.back.text() == "Retour à la délibération"
    hands.workspace.show_day()
    hands.workspace.show_grid(oral, ReportKind.RESERVE)
    assert grid.back.text() == "Retour à la liste"
    hands.key("Escape")
    assert on(hands, hands.workspace.day)


def test_a_doubt_shows_on_every_screen_of_the_oral(hands: Hands, orals: Orals) -> None:
    oral = orals.plan("Doute")
    orals.act(oral, do.Open(JURORS))
    show(hands, oral)
    chips = [each for each in hands.live.banner.findChildren(QLabel) if each.text() == "réserve"]
    assert [each.isVisible() for each in chips] == [False]
    hands.workspace.conductor.act(oral, ev.DossierChecked(DOUBT))
    assert [each.isVisible() for each in chips] == [True]
    assert DOUBT.reason in chips[0].toolTip()
    orals.act(oral, do.Start(), ev.Ended())
    show(hands, oral)
    assert "réserve" in [each.text() for each in hands.see(QLabel, hands.workspace.deliberation.banner)]


def test_the_report_may_be_handed_over_once_the_proposal_is_settled(hands: Hands, orals: Orals) -> None:
    oral = orals.reserved()
    orals.act(oral, ev.CandidateInformed())
    orals.settle(oral)
    show(hands, oral)
    assert on(hands, hands.workspace.grid)
    hands.workspace.grid.status.hand_over.setFocus()
    hands.key("Return")
    assert hands.office.oral(oral).proceedings.handed_over
    assert "Rapport remis au président du jury." in hands.texts(hands.workspace.grid)


def test_the_report_of_fraud_is_shown_from_the_deliberation(
    hands: Hands, orals: Orals, tmp_path: Path
) -> None:
    show(hands, orals.withheld())
    assert "Résultat retenu\u202f: suspicion de fraude." in hands.texts(hands.workspace.deliberation)
    hands.click(hands.button("Procès-verbal de fraude…", hands.workspace.deliberation.status))
    assert squeezed("Téléphone consulté sous la table") in saved(hands, tmp_path / "fraude.pdf")


def test_a_report_that_is_not_called_for_any_more_gives_way_to_the_grid(hands: Hands, orals: Orals) -> None:
    oral = orals.reserved()
    hands.workspace.show_grid(oral, ReportKind.RESERVE)
    orals.act(oral, do.Undo(), do.Undo())
    hands.workspace.grid.show_paper(oral, ReportKind.FRAUD)
    assert "PROVISOIRE" in hands.texts(hands.workspace.grid)


def test_an_absence_is_recorded_from_the_list_and_taken_back(hands: Hands) -> None:
    oral = hands.live.oral
    hands.day()
    _absent(hands)
    _consign(hands)
    absence = hands.office.oral(oral).proceedings.absence
    assert absence is not None
    assert absence.kind is AbsenceKind.ABSENT
    assert "MOREAU-LEFEBVRE Anaïs : absence consignée." in hands.texts(hands.workspace.day)
    assert hands.office.file.index.summary(oral).status is Status.ABSENT
    hands.key("Ctrl+Z")
    assert hands.office.file.index.summary(oral).status is Status.NORMAL


def test_an_absence_asks_whether_it_is_justified_and_by_what(hands: Hands) -> None:
    oral = hands.live.oral
    hands.day()
    dialog = _absent(hands)
    hands.key("Down")
    hands.key("Return")
    assert "Indiquez le document" in hands.texts(dialog)
    assert hands.office.oral(oral).proceedings.absence is None
    hands.write("certificat médical")
    _consign(hands)
    absence = hands.office.oral(oral).proceedings.absence
    assert absence == Absence(AbsenceKind.JUSTIFIED, "certificat médical")


def test_an_absence_before_the_hour_is_told_to_be_early_and_can_be_left(hands: Hands) -> None:
    oral = hands.live.oral
    hands.day()
    due, now = hands.office.oral(oral).plan.scheduled, local(hands.clock.now().utc).replace(tzinfo=None)
    assert due - now > timedelta(minutes=30)
    told = f"Convocation à {clock(due)}\u202f: il est {clock(now)}."
    assert told in hands.texts(_absent(hands))
    hands.key("Escape")
    assert hands.office.oral(oral).proceedings.absence is None
    hands.wait(lambda: not hands.see(AbsenceDialog))
    hands.window.activateWindow()
    hands.wait(lambda: QApplication.focusWidget() is not None)
    hands.clock.advance(Duration.seconds((due - now).total_seconds()))
    assert "Convocation" not in hands.texts(_absent(hands))


def test_nobody_is_noted_absent_who_is_being_examined(started: Hands) -> None:
    oral = started.live.oral
    started.day()
    started.key("Ctrl+Shift+B")
    assert started.office.oral(oral).proceedings.absence is None


def test_the_record_of_an_absence_is_saved_and_left_for_the_list(hands: Hands, tmp_path: Path) -> None:
    hands.day()
    _absent(hands)
    _consign(hands)
    hands.key("Return")
    assert on(hands, hands.live)
    hands.live.arrival.stopped.report.setFocus()
    hands.key("Return")
    assert on(hands, hands.workspace.grid)
    text = saved(hands, tmp_path / "constat.pdf")
    assert squeezed("Constat — interrogation qui n’a pas eu lieu") in text
    assert squeezed("ABSENT (AB)") in text
    hands.key("Escape")
    assert on(hands, hands.workspace.day)


def _absent(hands: Hands) -> AbsenceDialog:
    """What the list asks of an absence, once the keys go there."""
    hands.key("Ctrl+Shift+B")
    dialog = hands.see(AbsenceDialog)[-1]
    hands.wait(lambda: hands.focus.window() is dialog)
    return dialog


def _dialog(hands: Hands) -> RulingDialog:
    """The one in sight, once the keys go there."""
    dialog = hands.see(RulingDialog)[-1]
    hands.wait(lambda: hands.focus.window() is dialog)
    return dialog


def _consign(hands: Hands) -> None:
    """Enter; the keys go back to the window."""
    hands.key("Return")
    hands.window.activateWindow()
    hands.wait(lambda: QApplication.focusWidget() is not None)


def _fill(dialog: RulingDialog, *lines: str) -> None:
    by, day, found = lines
    dialog.by.line.setText(by)
    dialog.day.line.setText(day)
    dialog.found.show_text(found)
    dialog.found.paragraph.setFocus()


def test_the_verification_of_a_reserve_is_recorded_after_the_settled_proposal_and_taken_back(
    hands: Hands, orals: Orals
) -> None:
    """E4 § 4.B: « sous réserve de vérification »."""
    oral = orals.reserved()
    orals.act(oral, ev.CandidateInformed())
    orals.settle(oral)
    show(hands, oral)
    page = hands.workspace.grid
    hands.click(hands.button("Rapport au président…", page.status))
    button = page.status.rulings[Matter.RESERVE]

    def status() -> Status:
        return hands.office.file.index.summary(oral).status

    button.setFocus()
    hands.key("Return")
    dialog = _dialog(hands)
    assert hands.at(dialog.lifted)
    hands.key("Return")
    assert hands.texts(dialog).count("À remplir.") == 3
    _fill(dialog, "le service des examens", "31/05/2026", "attestation retrouvée")
    hands.key("Return")
    assert "Choisissez l’un ou l’autre." in hands.texts(dialog)
    assert "Cette date est antérieure à l’interrogation." in hands.texts(dialog)
    dialog.lifted.setFocus()
    hands.key("Space")
    dialog.day.line.setText("01/06/2026")
    _consign(hands)
    told = "Réserve levée le 01/06/2026 par le service des examens\u202f: attestation retrouvée."
    assert told in hands.texts(page)
    assert status() is Status.NORMAL
    button.setFocus()
    hands.key("Return")
    dialog = _dialog(hands)
    assert dialog.lifted.isChecked()
    hands.click(dialog.upheld)
    _consign(hands)
    assert status() is Status.RESERVE_UPHELD
    hands.click(button)
    hands.click(_dialog(hands).remove)
    assert status() is Status.RESERVED
    assert button.text() == "Consigner la vérification…"


def test_what_the_authority_decided_on_a_fraud_is_recorded_at_the_deliberation_and_undone(
    hands: Hands, orals: Orals
) -> None:
    oral = orals.withheld()
    show(hands, oral)
    page = hands.workspace.deliberation
    assert not page.status.rulings[Matter.RESERVE].isVisible()
    hands.click(page.status.rulings[Matter.FRAUD])
    dialog = _dialog(hands)
    hands.click(dialog.lifted)
    _fill(dialog, "la commission de discipline", "01/06/2026", "simple montre")
    _consign(hands)
    assert hands.office.file.index.summary(oral).status is Status.NORMAL
    assert "Fraude non établie le 01/06/2026" in hands.texts(page)
    hands.key("Ctrl+Z")
    assert hands.office.file.index.summary(oral).status is Status.WITHHELD
    assert "Résultat retenu\u202f: suspicion de fraude." in hands.texts(page)


def test_what_is_typed_of_a_ruling_is_not_lost_unasked(hands: Hands, orals: Orals) -> None:
    show(hands, orals.reserved())
    hands.click(hands.workspace.deliberation.status.rulings[Matter.RESERVE])
    dialog = _dialog(hands)
    _fill(dialog, "le centre", "01/06/2026", "rien")
    hands.key("Escape")
    assert "Ce que vous avez saisi n’est pas enregistré." in hands.texts(dialog)
    hands.key("Escape")
    assert dialog.found.text() == "rien"
