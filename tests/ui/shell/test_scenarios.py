"""The situation to be handed over, from the arrival to the printer, by keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QFileDialog

from btstc_jury.application.scenarios import attached_content
from btstc_jury.domain.playing import Scenario
from btstc_jury.ui.export.scenario_dialog import ScenarioDialog
from tests.documents.reading import page_texts
from tests.ui.hands import Hands


def asked(hands: Hands) -> ScenarioDialog:
    hands.live.arrival.played.compose.setFocus()
    hands.key("Return")
    (dialog,) = hands.window.findChildren(ScenarioDialog)
    hands.wait(dialog.isActiveWindow)
    return dialog


def test_a_page_is_composed_by_keys_and_printed(hands: Hands) -> None:
    """Annexe V, E4, § 4.B (l.5437)."""
    dialog = asked(hands)
    said = "son nom, son temps de préparation et la durée de l’interrogation y figurent"
    assert said in hands.texts(dialog)
    for text in ("Chauffage bois", "Une PME", "budget en moins", "tarif 2026"):
        hands.write(text)
        hands.key("Tab")
    hands.click(dialog.to_printer)
    hands.wait(lambda: bool(hands.see(QPrintDialog)))
    (printing,) = hands.see(QPrintDialog)
    printing.reject()
    hands.back()
    written = Scenario("Chauffage bois", "Une PME", "budget en moins", "tarif 2026")
    assert hands.oral.proceedings.scenario == written
    pdf = hands.workspace.scenarios.output().pdf
    assert pdf is not None
    (page,) = page_texts(pdf)
    assert "MOREAU-LEFEBVRE Anaïs" in page
    said = hands.texts(hands.live.arrival)
    assert "Situation prévue\u202f: Chauffage bois" in said
    assert "fiche retenue" not in hands.live.arrival.ready.text()


@pytest.fixture
def document(hands: Hands, tmp_path: Path) -> Path:
    """A PDF of somebody's."""
    from btstc_jury.application.views.attendance import attendance_view

    day = hands.oral.plan.scheduled.date()
    path = tmp_path / "sujet.pdf"
    made = hands.workspace.sheets._ports.papers.pdf(attendance_view(hands.office, day))
    path.write_bytes(made)
    return path


def test_a_pdf_is_attached_and_goes_out_beside_the_page(hands: Hands, document: Path) -> None:
    dialog = asked(hands)
    scenarios = hands.workspace.scenarios
    scenarios.attach(document)
    hands.wait(lambda: "Document joint\u202f: sujet.pdf" in hands.texts(dialog))
    hands.click(dialog.to_file)
    hands.wait(lambda: bool(hands.see(QFileDialog)))
    (chooser,) = hands.see(QFileDialog)
    target = document.with_name("situation.pdf")
    chooser.fileSelected.emit(str(target))
    chooser.done(0)
    hands.back()
    assert attached_content(hands.office, hands.live.oral) == document.read_bytes()
    assert document.with_name("situation_document-joint.pdf").read_bytes() == document.read_bytes()
    assert "sujet.pdf" in page_texts(target.read_bytes())[0]


def test_what_is_no_pdf_is_told_in_the_dialog_and_nothing_is_kept(hands: Hands, tmp_path: Path) -> None:
    dialog = asked(hands)
    wrong = tmp_path / "sujet.pdf"
    wrong.write_bytes(b"MZ\x90 pas un PDF")
    hands.workspace.scenarios.attach(wrong)
    hands.wait(lambda: "n’a pas pu être lu comme un PDF" in hands.texts(dialog))
    hands.workspace.scenarios.attach(tmp_path / "absent.pdf")
    hands.wait(lambda: "absent.pdf" in hands.texts(dialog))
    hands.key("Escape")
    assert not hands.oral.proceedings.scenario


def test_nothing_to_hand_over_is_not_printed(hands: Hands) -> None:
    dialog = asked(hands)
    hands.click(dialog.to_printer)
    assert "Écrivez la situation, ou joignez un PDF." in hands.texts(dialog)
    hands.key("Escape")
