"""A settled grid signed by keys and clicks, in the real window."""

from __future__ import annotations

import logging
import shutil
import subprocess
from pathlib import Path

import pytest
from cryptography.x509 import load_der_x509_certificate
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel

from btstc_jury.application.evaluation import EvaluationData
from btstc_jury.application.ports import Document
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.application.settings import Settings
from btstc_jury.application.verification import Accord, Verdict
from btstc_jury.documents.signing.identity import fingerprint
from btstc_jury.documents.signing.verification.verify import verify_pdf
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import RemarkText
from btstc_jury.domain.signing import Means, Proof
from btstc_jury.domain.standing import Stage
from btstc_jury.exchange.evaluation_json import decode_evaluation
from btstc_jury.ui.grid.grid_page import GridPage
from btstc_jury.ui.widgets.buttons import KeyButton
from tests.conftest import ExpectedLogs
from tests.documents.reading import squeezed, whole_text
from tests.documents.signing.signers import own_identity
from tests.ui.hands import Hands, Troubled
from tests.ui.signing.conftest import ShowGrid, conclude
from tests.ui.test_whole_orals import modal, save_grid

PDFSIG = pytest.mark.skipif(shutil.which("pdfsig") is None, reason="pdfsig is not on this machine")


def proof(hands: Hands) -> Proof:
    return hands.office.oral(1).proof


def document(hands: Hands, version: int = 1) -> Document | None:
    return hands.office.file.proofs.document(1, version)


def test_a_plain_file_says_what_it_does_not_protect_from_until_the_first_signature(
    hands: Hands, page: GridPage
) -> None:
    assert page.state.isVisible()
    assert "sans aucun code" in page.state.text()
    open_form(hands, page)
    write_pin(hands, page, "1111")
    kept(hands, page, 1)
    assert "sans aucun code" not in page.state.text()


def open_form(hands: Hands, page: GridPage, means: Means = Means.INTERNAL) -> None:
    """For the next juror, by keys; the means with the arrows."""
    hands.key("Ctrl+Shift+S")
    form = page.signing.form
    assert hands.at(form.pin.pin.line) is not form.pin.isHidden()
    if form.means is not means:
        while not hands.at(form.radios[form.means]):
            hands.key("Shift+Tab")
    while form.means is not means:
        hands.key("Down")


def test_what_is_typed_at_once_is_the_code_and_enter_always_answers(hands: Hands, page: GridPage) -> None:
    form = page.signing.form
    hands.key("Ctrl+Shift+S")
    hands.write("1234")
    assert form.pin.pin.line.text() == "1234"
    form.pin.pin.line.clear()
    while not hands.at(form.radios[form.means]):
        hands.key("Shift+Tab")
    hands.key("Return")
    assert hands.at(form.pin.pin.line)
    assert form.pin.pin.error


def test_a_juror_signs_with_a_code_whatever_the_one_before_did(hands: Hands, page: GridPage) -> None:
    first, second, third = hands.office.oral(1).sitting
    hands.workspace.conductor.choose_pin(second.key, "4512")
    open_form(hands, page, Means.PAPER)
    hands.click(page.signing.form.confirm)
    kept(hands, page, 1)
    hands.key("Ctrl+Shift+S")
    assert page.signing.form.means is Means.INTERNAL
    write_pin(hands, page, "4512")
    kept(hands, page, 2)
    open_form(hands, page, Means.PAPER)
    hands.key("Escape")
    hands.key("Ctrl+Shift+S")
    assert page.signing.form.means is Means.INTERNAL
    assert [(each.juror, each.means) for each in proof(hands).signatures] == [
        (first.key, Means.PAPER),
        (second.key, Means.INTERNAL),
    ]
    assert hands.office.oral(1).signatures_due == (third,)


def write_pin(hands: Hands, page: GridPage, pin: str) -> None:
    form = page.signing.form
    while not hands.at(form.pin.pin.line):
        hands.key("Tab")
    hands.write(pin)
    hands.key("Return")
    if form.pin.choosing:
        assert hands.at(form.pin.again.line)
        hands.write(pin)
        hands.key("Return")


def kept(hands: Hands, page: GridPage, count: int) -> None:
    hands.wait(lambda: len(proof(hands).signatures) == count and page.ready)


def attached(hands: Hands, version: int) -> EvaluationData:
    signed = document(hands, version)
    assert signed is not None
    report = verify_pdf(signed.content, read_data=decode_evaluation)
    assert report.evaluation is not None
    return report.evaluation


@pytest.mark.parametrize("wanted", [False, True])
def test_the_working_remarks_go_out_only_if_the_commission_says_so(
    hands: Hands, page: GridPage, wanted: bool
) -> None:
    office = hands.office
    office.act(1, ev.Reopened("une note oubliée"))
    office.act(1, do.AddRemark(office.now(), RemarkText("preuve orale")))
    office.act(1, ev.Finalised())
    page.show_oral(1)
    if wanted:
        hands.key("Ctrl+Shift+S")
        hands.click(page.signing.remarks)
        hands.key("Escape")
        hands.key("Escape")
    sign_all(hands, page)
    assert page.signing.remarks.isHidden()
    assert bool(attached(hands, 2).notes) is wanted


def whole(signed: Document | None) -> str:
    """All the words of its pages."""
    assert signed is not None
    return whole_text(signed.content)


def test_nobody_signs_for_a_colleague_with_a_code_of_their_own_making(hands: Hands, page: GridPage) -> None:
    sign_all(hands, page)
    hands.office.act(1, ev.Reopened("erreur de report"))
    conclude(hands.office, 1)
    hands.workspace.show_grid(1)
    hands.wait(lambda: page.ready)
    open_form(hands, page)
    form = page.signing.form
    hands.click(form.pin.forget)
    write_pin(hands, page, "nouveau")
    assert "Saisissez le code de ce membre." in hands.texts(form)
    while form.warrant.who.currentData():
        form.warrant.who.setFocus()
        hands.key("Down")
    write_pin(hands, page, "nouveau")
    assert "Indiquez le motif." in hands.texts(form)
    assert not proof(hands).signatures
    hands.write("les autres sont en réunion")
    hands.key("Return")
    kept(hands, page, 1)
    assert "sansattestationd’unautremembre:lesautressontenréunion." in whole(document(hands, 2))


def sign_all(hands: Hands, page: GridPage) -> None:
    for count, pin in enumerate(("1111", "2222", "3333"), start=1):
        open_form(hands, page)
        write_pin(hands, page, pin)
        kept(hands, page, count)


def valid(path: Path) -> int:
    """How many signatures poppler finds valid."""
    done = subprocess.run(["pdfsig", "-nocert", str(path)], capture_output=True, text=True, check=True)
    return done.stdout.count("Signature is Valid")


@PDFSIG
def test_three_jurors_sign_by_keys_alone(hands: Hands, page: GridPage, tmp_path: Path) -> None:
    assert "PROVISOIRE" in page.state.text()
    for number, pin in enumerate(("1111", "2222", "3333"), start=1):
        open_form(hands, page)
        write_pin(hands, page, pin)
        kept(hands, page, number)
        if number < 3:
            assert page.state.text().startswith(f"Signatures\u202f: {number} sur 3.")
    oral = hands.office.oral(1)
    assert (oral.stage, oral.signed) == (Stage.FINALISED, True)
    assert [each.means for each in oral.proof.signatures] == [Means.INTERNAL] * 3
    assert page.state.text().startswith("Grille signée par tous.")
    hands.wait(lambda: hands.at(page.print))
    assert not page.footer.sign.isVisible()
    save_grid(hands, tmp_path / "grille.pdf")
    assert valid(tmp_path / "grille.pdf") == 3
    found = document(hands)
    assert found is not None
    assert (found.revision, found.content) == (3, (tmp_path / "grille.pdf").read_bytes())


@PDFSIG
def test_a_drawing_a_certificate_of_ones_own_and_paper(hands: Hands, page: GridPage, tmp_path: Path) -> None:
    form = page.signing.form
    hands.click(page.footer.sign)
    start = form.drawing.rect().center()
    QTest.mousePress(form.drawing, Qt.MouseButton.LeftButton, pos=start)
    for step in range(1, 6):
        QTest.mouseMove(form.drawing, start + QPoint(12 * step, (-1) ** step * 9))
    QTest.mouseRelease(form.drawing, Qt.MouseButton.LeftButton, pos=start + QPoint(60, 0))
    assert len(form.drawing.strokes) == 1
    write_pin(hands, page, "1111")
    kept(hands, page, 1)

    (tmp_path / "lanvin.p12").write_bytes(
        own_identity(name=hands.office.oral(1).sitting[1].name).pkcs12("mot de passe")
    )
    open_form(hands, page, Means.OWN)
    assert form.drawing.strokes == ()
    hands.click(form.certificate.choose)
    dialog = modal(hands)
    assert isinstance(dialog, QFileDialog)
    hands.key("Ctrl+A")
    hands.write(str(tmp_path / "lanvin.p12"))
    hands.key("Return")
    hands.wait(lambda: bool(form.certificate.content))
    hands.back()
    form.certificate.password.line.setFocus()
    hands.write("mot de passes")
    hands.key("Return")
    hands.wait(lambda: bool(form.certificate.password.error))
    assert "mot de passe ne convient pas" in form.certificate.password.error
    hands.write("mot de passe")
    hands.key("Return")
    kept(hands, page, 2)

    open_form(hands, page, Means.PAPER)
    assert not form.pin.isVisible()
    hands.click(form.confirm)
    kept(hands, page, 3)
    assert [each.means for each in proof(hands).signatures] == [Means.INTERNAL, Means.OWN, Means.PAPER]
    assert page.state.text().startswith("Grille signée par tous, 1 signature sur papier, à joindre.")
    save_grid(hands, tmp_path / "grille.pdf")
    assert valid(tmp_path / "grille.pdf") == 2


def test_all_on_paper_prints_a_grid_that_is_not_provisional(hands: Hands, page: GridPage) -> None:
    for count in (1, 2, 3):
        open_form(hands, page, Means.PAPER)
        hands.click(page.signing.form.confirm)
        kept(hands, page, count)
    found = document(hands)
    assert found is not None
    assert found.revision == 0
    assert b"/ByteRange" not in found.content
    assert [each.document for each in proof(hands).signatures] == [""] * 3
    assert page.state.text().startswith("Grille signée par tous, original signé sur papier, à joindre.")


def test_the_page_says_where_a_signature_on_paper_is_that_came_before_it(
    hands: Hands, page: GridPage
) -> None:
    said = squeezed("Signature sur papier, à joindre")
    open_form(hands, page, Means.PAPER)
    hands.click(page.signing.form.confirm)
    kept(hands, page, 1)
    found = document(hands)
    assert found is not None
    assert whole_text(found.content).count(said) == 1
    open_form(hands, page)
    write_pin(hands, page, "4512")
    kept(hands, page, 2)
    signed = document(hands)
    assert signed is not None
    assert whole_text(signed.content).count(said) == 1
    report = verify_pdf(signed.content, read_data=decode_evaluation)
    assert report.accord is not None
    assert report.accord.accord is Accord.AGREE
    assert report.verdict is Verdict.INCOMPLETE


def test_one_button_has_the_key_that_leaves(hands: Hands, page: GridPage) -> None:
    buttons = (page.back, page.signing.leave, page.signing.form.cancel)

    def keyed() -> list[KeyButton]:
        return [each for each in buttons if each.isVisible() and each.keys]

    assert keyed() == [page.back]
    hands.key("Ctrl+Shift+S")
    assert keyed() == [page.signing.form.cancel]
    hands.key("Escape")
    assert keyed() == [page.signing.leave]
    hands.key("Escape")
    assert keyed() == [page.back]


def test_a_wrong_pin_signs_nothing_and_keeps_the_drawing(hands: Hands, page: GridPage) -> None:
    form = page.signing.form
    for count, juror in enumerate(hands.office.oral(1).jurors):
        hands.workspace.conductor.choose_pin(juror.key, f"{count}{count}{count}{count}")
    open_form(hands, page)
    form.drawing.show_strokes(((10, 10, 400, 90),))
    write_pin(hands, page, "9999")
    assert "Ce n’est pas le code de ce membre." in form.pin.pin.error
    assert (form.drawing.strokes, form.pin.pin.line.text()) == (((10, 10, 400, 90),), "")
    assert proof(hands) == Proof()
    hands.write("0000")
    hands.key("Return")
    kept(hands, page, 1)


def test_two_different_pins_and_a_short_one_are_refused(hands: Hands, page: GridPage) -> None:
    form = page.signing.form
    open_form(hands, page)
    while not hands.at(form.pin.pin.line):
        hands.key("Tab")
    hands.write("11")
    hands.key("Return")
    hands.key("Return")
    assert "4 caractères" in form.pin.pin.error
    hands.write("1111")
    hands.key("Return")
    hands.write("1112")
    hands.key("Return")
    assert "diffèrent" in form.pin.again.error
    assert not hands.office.session.pins


def test_a_forgotten_pin_gives_a_new_identity(hands: Hands, page: GridPage) -> None:
    form = page.signing.form
    sign_all(hands, page)
    before = hands.office.file.proofs.identity(hands.office.oral(1).jurors[0].key)
    hands.office.act(1, ev.Reopened("erreur de report"))
    conclude(hands.office, 1)
    hands.workspace.show_grid(1)
    hands.wait(lambda: page.ready)
    open_form(hands, page)
    hands.click(form.pin.forget)
    assert form.pin.choosing
    assert hands.at(form.warrant.secret)
    hands.write("1111")
    hands.key("Return")
    write_pin(hands, page, "nouveau")
    assert "Ce n’est pas le code de Dominique Fictif." in hands.texts(form)
    assert not proof(hands).signatures
    hands.write("2222")
    hands.key("Return")
    kept(hands, page, 1)
    renewed = hands.office.oral(1).proceedings.renewals
    assert [(each.juror, each.voucher) for each in renewed] == [("a", "b")]
    assert "attestéparDominiqueFictif." in whole(document(hands, 2))
    after = hands.office.file.proofs.identity(hands.office.oral(1).jurors[0].key)
    assert before is not None
    assert after is not None
    assert before.certificate != after.certificate


def test_reopening_voids_and_the_next_version_says_so(hands: Hands, page: GridPage, tmp_path: Path) -> None:
    sign_all(hands, page)
    signed = document(hands)
    hands.workspace.show_deliberation(1)
    deliberation = hands.workspace.deliberation
    hands.click(deliberation.footer.reopen)
    assert "Rouvrir annule les 3 signatures de la version 1." in hands.texts(deliberation)
    hands.write("erreur de report")
    hands.key("Return")
    assert hands.office.oral(1).stage is Stage.ENDED
    hands.workspace.show_grid(1)
    hands.wait(lambda: page.ready)
    assert page.state.text().startswith("PROVISOIRE")
    hands.key("Ctrl+Shift+S")
    assert not page.signing.isVisible()
    assert "la proposition n’est pas validée" in hands.window.notices.text()
    conclude(hands.office, 1)
    hands.workspace.show_grid(1)
    hands.wait(lambda: page.ready)
    page.menu.version_asked.emit(1)
    hands.wait(lambda: page.ready)
    assert page.state.text() == "Version 1, signée par 3 sur 3, annulée\u202f: erreur de report."
    assert save_grid(hands, tmp_path / "v1.pdf") == (signed.content if signed else b"")
    hands.key("Esc")
    assert page.state.text().startswith("Proposition validée")
    sign_all(hands, page)
    after = document(hands, 2)
    assert after is not None
    text = whole_text(save_grid(hands, tmp_path / "v2.pdf"))
    assert squeezed("Annule et remplace la version 1, signée. Motif\u202f: erreur de report") in text
    assert "PROVISOIRE" not in text


def test_a_full_disk_keeps_nothing_and_the_drawing_stays(
    hands: Hands, page: GridPage, troubled: Troubled, expected_logs: ExpectedLogs
) -> None:
    expected_logs.expect(logging.WARNING, "an act was not written: disk_full")
    form = page.signing.form
    open_form(hands, page)
    form.drawing.show_strokes(((10, 10, 400, 90),))
    troubled.fail(FileProblem(ProblemKind.DISK_FULL, Path("session.btsjury")))
    write_pin(hands, page, "1111")
    hands.wait(lambda: not page.signing.busy)
    assert proof(hands) == Proof()
    assert document(hands) is None
    assert form.isVisible()
    assert form.drawing.strokes == ((10, 10, 400, 90),)
    hands.key("Return")
    kept(hands, page, 1)


def test_the_seal_of_the_settings_is_put_on_last(show_grid: ShowGrid, tmp_path: Path) -> None:
    seal = tmp_path / "sceau.p12"
    seal.write_bytes(own_identity().pkcs12("sceau du centre"))
    hands = show_grid(Settings(seal_file=seal))
    page = hands.workspace.grid
    form = page.signing.form
    for count in (1, 2):
        open_form(hands, page, Means.PAPER)
        assert not form.seal.isVisible()
        hands.click(form.confirm)
        kept(hands, page, count)
    open_form(hands, page, Means.PAPER)
    hands.click(form.seal.line)
    hands.write("autre")
    hands.key("Return")
    hands.wait(lambda: bool(form.seal.error))
    assert "Le mot de passe du sceau du centre ne convient pas." in form.seal.error
    hands.write("sceau du centre")
    hands.key("Return")
    kept(hands, page, 3)
    found = document(hands)
    assert found is not None
    assert (found.revision, found.content.count(b"/ByteRange")) == (1, 1)


def test_after_a_failure_escape_still_leaves_the_form(
    hands: Hands, page: GridPage, troubled: Troubled, expected_logs: ExpectedLogs
) -> None:
    expected_logs.expect(logging.WARNING, "an act was not written: disk_full")
    open_form(hands, page)
    troubled.fail(FileProblem(ProblemKind.DISK_FULL, Path("session.btsjury")))
    write_pin(hands, page, "1111")
    hands.wait(lambda: not page.signing.busy)
    hands.key("Escape")
    assert page.signing.form.isHidden()
    assert page.signing.form.pin.pin.line.text() == ""
    open_form(hands, page)
    assert not page.signing.form.pin.choosing


def test_escape_leaves_the_form_then_the_panel(hands: Hands, page: GridPage) -> None:
    open_form(hands, page)
    hands.key("Escape")
    assert not page.signing.form.isVisible()
    assert page.signing.isVisible()
    hands.key("Escape")
    assert not page.signing.isVisible()
    assert hands.at(page.preview)


def test_what_is_wrong_with_a_code_comes_into_sight(hands: Hands, page: GridPage) -> None:
    hands.window.resize(1280, 700)
    open_form(hands, page)
    for typed in ("1111", "1112"):
        hands.write(typed)
        hands.key("Return")
    (said,) = (each for each in hands.see(QLabel, page.signing) if each.text().startswith("Les deux codes"))
    hands.wait(lambda: said.visibleRegion().boundingRect().height() == said.height())


def test_escape_closes_the_panel_before_it_leaves_the_grid(hands: Hands, page: GridPage) -> None:
    """« Fermer Échap » stands there after the last signature, when the keys are on « Imprimer… »."""
    sign_all(hands, page)
    assert page.signing.isVisible()
    hands.wait(lambda: hands.at(page.print))
    hands.key("Escape")
    assert not page.signing.isVisible()
    assert hands.shows(page)
    hands.key("Escape")
    assert hands.shows(hands.workspace.deliberation)


def test_the_certificate_of_the_authority_goes_out(hands: Hands, page: GridPage, tmp_path: Path) -> None:
    certificate = "Certificat de l’autorité…"
    assert certificate not in [each.text() for each in page.menu.actions()]
    open_form(hands, page)
    write_pin(hands, page, "1111")
    kept(hands, page, 1)
    assert page.footer.more.isVisible()
    assert certificate in [each.text() for each in page.menu.actions()]
    page.menu.certificate_asked.emit()
    dialog = modal(hands)
    hands.key("Ctrl+A")
    hands.write(str(tmp_path / "autorite.crt"))
    hands.key("Return")
    hands.wait(lambda: not dialog.isVisible())
    hands.back()
    hands.wait((tmp_path / "autorite.crt").exists)
    hands.wait(lambda: "Certificat enregistré" in hands.window.notices.text())
    assert (tmp_path / "autorite.crt").read_bytes().startswith(b"-----BEGIN CERTIFICATE-----")
    page_to_hand_over = tmp_path / "autorite (page à remettre).pdf"
    hands.wait(page_to_hand_over.exists)
    kept_authority = hands.office.file.proofs.authority()
    assert kept_authority is not None
    shown = fingerprint(load_der_x509_certificate(kept_authority.certificate))
    text = whole_text(page_to_hand_over.read_bytes())
    assert all(group in text for group in shown.split())


def test_nothing_moves_while_the_signature_is_made(hands: Hands, page: GridPage) -> None:
    hands.window.resize(1280, 720)
    form = page.signing.form
    open_form(hands, page)
    QApplication.processEvents()
    places = [each.geometry() for each in (form.foot, form.cancel)]
    form.set_busy(busy=True)
    for _ in range(3):
        QApplication.processEvents()
    assert form.confirm.text() == "Signature en cours…"
    assert form.foot.geometry() == places[0]
    assert form.cancel.y() == places[1].y()
    form.set_busy(busy=False)
    assert form.confirm.shows_keys
