"""Whole orals through the real widgets: from the day's list to the grid read back from its PDF."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QThreadPool, QTimer
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QFileDialog, QWidget

from btstc_jury.application.sessions import Desk
from btstc_jury.application.views.arrival import unchecked
from btstc_jury.application.views.grid import grid_view
from btstc_jury.domain.assessment import Sign, TextField
from btstc_jury.domain.standing import Stage
from tests.documents.layout_checks import read_ticks
from tests.documents.reading import squeezed, whole_text
from tests.drawn import mostly_long
from tests.ui.conftest import ShowWindow
from tests.ui.hands import Hands, make_file

APPRECIATION = "Négociation structurée, écoute réelle ; l’objection sur le SAV reste à travailler."
PASSPHRASE = "girafe lampadaire moutarde océan"


class NoMouse(QObject):
    """Notes what a mouse does."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[QEvent.Type] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002 - Qt decides
        if event.type() in {QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease, QEvent.Type.Wheel}:
            self.seen.append(event.type())
        return False


@pytest.fixture
def no_mouse(qapp: QApplication) -> Iterator[None]:
    """The whole test goes through without a mouse."""
    guard = NoMouse()
    qapp.installEventFilter(guard)
    yield
    qapp.removeEventFilter(guard)
    assert not guard.seen


def tab_to(hands: Hands, name: str) -> None:
    """Press Tab until the field of that name has the keys."""
    for _ in range(60):
        hands.key("Tab")
        if hands.focus.accessibleName() == name:
            return
    raise AssertionError(f"no field « {name} » is reached by Tab")


def fill_new_file(hands: Hands, path: Path) -> None:
    hands.write("Lycée fictif des Essais")
    for name in ("Camille Fictif", "Dominique Fictif", "Claude Fictif"):
        tab_to(hands, "Nom et prénom")
        hands.write(name)
    hands.key("Alt+F")
    hands.key("Ctrl+A")
    hands.write(str(path))
    hands.key("Alt+P")
    hands.write(PASSPHRASE)
    hands.key("Tab")
    hands.write(PASSPHRASE)
    hands.key("Return")


def new_file(hands: Hands, path: Path) -> None:
    """Ctrl+N opens the assistant, in which the program waits."""

    def fill() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)
        try:
            hands.qtbot.waitUntil(dialog.isActiveWindow)
            fill_new_file(hands, path)
        finally:
            if dialog.isVisible():
                dialog.done(0)

    QTimer.singleShot(0, hands.window, fill)
    hands.key("Ctrl+N")
    assert hands.office.file.protection.encrypted
    modal(hands)
    hands.key("Escape")
    hands.back()


def modal(hands: Hands) -> QWidget:
    """The dialog that has just opened."""
    hands.wait(lambda: QApplication.activeModalWidget() is not None)
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    hands.wait(dialog.isActiveWindow)
    return dialog


def add_candidate(hands: Hands, form: str) -> None:
    hands.key("Ctrl+I")
    modal(hands)
    hands.write("0213456789")
    hands.key("Alt+N")
    hands.write("Moreau-Lefebvre")
    hands.key("Alt+P")
    hands.write("Anaïs")
    hands.key("Alt+F")
    choice = hands.focus
    assert isinstance(choice, QComboBox)
    while choice.currentText() != form:
        assert choice.currentIndex() + 1 < choice.count()
        hands.key("Down")
    hands.key("Alt+M")
    hands.key("Down")
    hands.key("Return")
    hands.back()


def save_grid(hands: Hands, path: Path) -> bytes:
    """The grid as PDF, through the system's way of choosing a file."""
    hands.wait(lambda: hands.workspace.grid.ready)
    hands.key("Ctrl+S")
    dialog = modal(hands)
    assert isinstance(dialog, QFileDialog)
    hands.key("Ctrl+A")
    hands.write(str(path))
    hands.key("Return")
    hands.wait(lambda: not dialog.isVisible())
    hands.back()
    assert "Grille enregistrée" in hands.window.notices.text()
    # PDFium works for one thread at a time: not while the preview renders.
    QThreadPool.globalInstance().waitForDone()
    return path.read_bytes()


def rate_the_rest(hands: Hands) -> None:
    """In the deliberation: F3 and a digit until nothing is left."""
    page = hands.workspace.deliberation
    for _ in hands.office.oral(hands.live.oral).form.criteria:
        if page.footer.next.isEnabled():
            hands.key("F3")
            number = page.criteria.list.current() or 0
            hands.write("0" if number % 8 == 0 else "34"[number % 2])
    assert not page.footer.next.isEnabled()


def deliberate(hands: Hands, mark: str) -> None:
    """By keys: the levels that are missing, the mark, the appreciation, the decision."""
    page = hands.workspace.deliberation
    rate_the_rest(hands)
    hands.key("F2")
    assert hands.at(page.verdict.mark.editor)
    hands.write(mark)
    hands.key("Tab")
    assert hands.at(page.verdict.texts[TextField.APPRECIATION].editor)
    hands.write(APPRECIATION)
    hands.key("Ctrl+Return")
    hands.key("Ctrl+Shift+A")
    assert hands.office.oral(hands.live.oral).stage is Stage.FINALISED


def conclude_dossier(hands: Hands) -> None:
    """What was forgotten at the arrival is named among what is missing, which leads to it."""
    page = hands.workspace.deliberation
    item = next(item for item in page.missing.items if item.text() == "le contrôle du dossier")
    hands.wait(item.isVisible)
    hands.click(item)
    assert hands.at(page.dossier.compliant)
    hands.key("Space")
    page.criteria.list.setFocus()


@pytest.mark.usefixtures("no_mouse")
def test_an_e4_from_the_first_window_to_the_grid_without_a_mouse(
    show_window: ShowWindow, tmp_path: Path
) -> None:
    hands = show_window()
    hands.window.resize(1366, 768)
    new_file(hands, tmp_path / "centre.btsjury")
    add_candidate(hands, "E4 · ponctuel")
    hands.key("Return")
    assert hands.page is hands.live
    conduct_e4(hands)
    deliberate(hands, "13,5")
    hands.key("Ctrl+G")
    for pin in ("1111", "2222", "3333"):
        sign(hands, pin)
    pdf = save_grid(hands, tmp_path / "grille.pdf")
    assert pdf.count(b"/ByteRange") == 3
    levels = {n: {0: "NE"}.get(n % 8, "S" if n % 2 == 0 else "TS") for n in range(1, 18)}
    levels |= {1: "S", 5: "TS", 9: "S", 13: "I", 14: "TS", 3: "NE"}
    assert read_ticks(grid_view(hands.office, hands.live.oral), pdf) == levels
    text = whole_text(pdf)
    for words in (
        "MOREAU-LEFEBVRE Anaïs",
        "0213456789",
        "13,5/20",
        APPRECIATION,
        "Lycée fictif des Essais",
        "Alarme incendie",
        "phase 2 à 12:00, durée 1:35",
        "9:00",
        "34:10",
        "+0:50",
        "Camille Fictif",
        "Claude Fictif",
        "version 1",
    ):
        assert squeezed(words) in text, words
    assert "PROVISOIRE" not in text


def sign(hands: Hands, pin: str) -> None:
    """The next juror chooses a PIN and signs with it, by keys."""
    proof = hands.office.oral(hands.live.oral).proof
    hands.key("Ctrl+Shift+S")
    tab_to(hands, "Code à choisir")
    hands.write(pin)
    hands.key("Return")
    hands.write(pin)
    hands.key("Return")
    hands.wait(lambda: hands.office.oral(hands.live.oral).proof != proof)


def conduct_e4(hands: Hands) -> None:
    """One third more time: 13:20, 33:20, 6:40 and what is left of 66:40."""
    hands.key("Return", 4)
    for keys, text in (("Down", ""), ("Tab", "Chauffage bois"), ("Tab", "Budget réduit"), ("Tab", "")):
        hands.key(keys)
        hands.write(text)
    hands.key("Down")
    assert not tuple(unchecked(hands.oral))
    hands.key("Ctrl+T")
    hands.pass_time(minutes=66, seconds=40)
    hands.key("Ctrl+Return")
    hands.pass_time(minutes=4)
    hands.remark("+ #1=S Contexte client clair")
    hands.remark("? Qui signe au-delà de 15 k€ ?")
    hands.pass_time(minutes=2)
    hands.key("Ctrl+Return")
    assert hands.oral.phase == 1
    hands.pass_time(seconds=20)
    hands.key("Ctrl+Z")
    hands.pass_time(minutes=2, seconds=40)
    hands.remark("#5=4 Objectifs chiffrés")
    hands.key("Ctrl+Return")
    hands.pass_time(minutes=12)
    hands.write("- #objection")
    hands.key("Return")
    hands.remark("Esquive l’objection")
    hands.key("Ctrl+P")
    hands.pass_time(seconds=95)
    hands.write("Alarme incendie")
    hands.key("Return")
    hands.key("Ctrl+P")
    hands.key("F2")
    hands.write("9s132")
    hands.write("14ts")
    hands.key("F2")
    hands.pass_time(minutes=22, seconds=10)
    assert "dépassement" in hands.texts(hands.live.clock)
    hands.key("Ctrl+Return")
    hands.pass_time(minutes=5)
    hands.key("Ctrl+Return")
    hands.pass_time(minutes=10)
    hands.remark("Vocabulaire technique juste")
    hands.key("F2")
    hands.write("3ne")
    hands.key("Ctrl+Shift+Return")
    assert hands.page is hands.workspace.deliberation
    noted = [(remark.content.sign, remark.content.criterion) for remark in hands.oral.remarks.values()]
    assert noted == [
        (Sign.STRENGTH, 1),
        (Sign.QUESTION, None),
        (Sign.NONE, 5),
        (Sign.WEAKNESS, 13),
        (Sign.NONE, None),
    ]


def test_an_e6_with_waiting_questions_and_what_is_left(
    show_window: ShowWindow, desk: Desk, path: Path, tmp_path: Path
) -> None:
    make_file(desk, path, ("e6-ponctuel",))
    hands = show_window()
    hands.window.resize(1366, 768)
    hands.window.open_path(path)
    hands.key("Return")
    hands.live.arrival.dossier.compliant.click()
    hands.click(hands.live.footer.forward)
    flag = "Ne pas interrompre le candidat"
    assert flag in hands.texts(hands.live.clock)
    hands.pass_time(minutes=7)
    hands.remark("? #11 Pourquoi ce panel ?")
    hands.pass_time(minutes=2)
    hands.click(hands.live.footer.forward)
    assert flag in hands.texts(hands.live.clock)
    hands.pass_time(minutes=14)
    hands.remark("+ #24=TS Indicateurs hebdomadaires")
    assert "Questions en attente · 1" in hands.texts(hands.live.remarks.queue)
    hands.click(hands.live.footer.forward)
    assert flag not in hands.texts(hands.live.clock)
    assert "37:00" in hands.texts(hands.live.clock)
    hands.pass_time(minutes=36)
    hands.click(hands.live.footer.end)
    page = hands.workspace.deliberation
    rate_the_rest(hands)
    hands.click(page.verdict.take_up[TextField.STRENGTHS])
    hands.click(page.verdict.mark.editor)
    hands.write("14,25")
    hands.key("Tab")
    assert "0,5" in page.verdict.mark.error.text()
    hands.click(page.verdict.mark.editor)
    hands.key("Ctrl+A")
    hands.write("14,5")
    hands.key("Tab")
    hands.write(APPRECIATION)
    hands.key("Tab")
    hands.click(page.footer.settle)
    assert hands.office.oral(1).stage is Stage.FINALISED
    assert hands.office.oral(1).verdict.strengths == "– Indicateurs hebdomadaires"
    hands.click(page.footer.grid)
    pdf = save_grid(hands, tmp_path / "grille-e6.pdf")
    text = whole_text(pdf)
    for words in ("MOREAU-LEFEBVRE Anaïs", "14,5/20", "9:00", "14:00", "36:00", "59:00", "PROVISOIRE"):
        assert squeezed(words) in text, words
    ticks = read_ticks(grid_view(hands.office, 1), pdf)
    assert (ticks[24], ticks[8], ticks[2], ticks[3], "" in ticks.values()) == ("TS", "NE", "S", "TS", False)


def test_a_ccf_situation_whose_times_the_commission_sets(
    show_window: ShowWindow, desk: Desk, path: Path, tmp_path: Path
) -> None:
    make_file(desk, path, ("e4-ccf-2",))
    hands = show_window()
    hands.window.open_path(path)
    hands.key("Return")
    hands.key("Ctrl+A")
    hands.write("23:00")
    hands.live.arrival.dossier.compliant.click()
    hands.key("Ctrl+Return")
    assert "/ 27:00" in hands.texts(hands.live.clock)
    hands.pass_time(minutes=10)
    hands.remark("+ #13=TS Objection levée")
    hands.key("Ctrl+Return", 2)
    hands.pass_time(minutes=15)
    assert "02:00" in hands.texts(hands.live.clock)
    hands.key("Ctrl+Shift+Return")
    (remark,) = hands.office.oral(1).remarks.values()
    assert (remark.content.sign, remark.phase, remark.at.whole_seconds) == (Sign.STRENGTH, 0, 600)
    deliberate(hands, "11")
    hands.key("Ctrl+G")
    pdf = save_grid(hands, tmp_path / "grille-ccf.pdf")
    ticks = read_ticks(grid_view(hands.office, 1), pdf)
    assert sorted(ticks) == list(range(10, 18))
    assert (ticks[13], ticks[16], ticks[10]) == ("TS", "NE", "S")
    for words in ("27:00", "25:00", "11/20", APPRECIATION):
        assert squeezed(words) in whole_text(pdf), words


@pytest.mark.parametrize(
    ("form", "minutes", "words"),
    mostly_long(
        (
            ("e4-ccf-1", "", ("20:00", "coefficient 4 pour l’épreuve")),
            ("e6-ccf-1", "40", ("40:00", "C3.3.1", "coefficient 5 pour l’épreuve")),
            ("e6-ccf-2", "45", ("45:00", "coefficient 5 pour l’épreuve")),
            ("e6-ccf-unique", "", ("50:00", "coefficient 5")),
        ),
        *(0, 1),
    ),
)
def test_each_other_form_from_the_arrival_to_the_grid(
    show_window: ShowWindow,
    desk: Desk,
    path: Path,
    tmp_path: Path,
    form: str,
    minutes: str,
    words: tuple[str, ...],
) -> None:
    """Annexe V, E4 and E6, § 4.A: a free part each, within a total of the circular's or the commission's."""
    make_file(desk, path, (form,))
    hands = show_window()
    hands.window.open_path(path)
    hands.key("Return")
    if minutes:
        hands.key("Ctrl+A")
        hands.write(minutes)
    hands.key("Ctrl+Return")
    hands.pass_time(minutes=8)
    hands.remark("+ exposé clair")
    hands.key("Ctrl+Return")
    hands.pass_time(minutes=9)
    hands.key("Ctrl+Shift+Return")
    conclude_dossier(hands)
    deliberate(hands, "14")
    hands.key("Ctrl+G")
    pdf = save_grid(hands, tmp_path / f"{form}.pdf")
    ticks = read_ticks(grid_view(hands.office, 1), pdf)
    assert ticks == dict(hands.office.oral(1).ratings)
    assert sorted(ticks) == [each.number for each in hands.office.oral(1).form.criteria]
    text = whole_text(pdf)
    for each in (*words, "libre", "17:00", "14/20", APPRECIATION):
        assert squeezed(each) in text, each
    assert not re.search(r"l\.\d{4}", text)


def test_a_settled_proposal_is_reopened_with_a_reason(
    show_window: ShowWindow, desk: Desk, path: Path
) -> None:
    make_file(desk, path, ("e4-ccf-2",))
    hands = show_window()
    hands.window.open_path(path)
    hands.key("Return")
    hands.key("Ctrl+Return", 3)
    hands.key("Ctrl+Shift+Return")
    conclude_dossier(hands)
    deliberate(hands, "11")
    hands.click(hands.workspace.deliberation.footer.reopen)
    hands.write("Erreur de saisie")
    hands.key("Return")
    assert hands.office.oral(1).stage is Stage.ENDED
    assert hands.office.oral(1).reopenings == ("Erreur de saisie",)
    hands.key("F2")
    hands.key("Ctrl+A")
    hands.write("12")
    hands.key("Tab")
    hands.key("Ctrl+Shift+A")
    assert (hands.office.oral(1).version, str(hands.office.oral(1).verdict.mark)) == (2, "12")
