"""What may be wrong with a centre file, told in words; nothing of it is changed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from btstc_jury.application.centre.office import CentreDesk, create_centre, open_centre
from btstc_jury.application.passphrases import passphrase_key
from btstc_jury.application.problems import FileProblem, Message, ProblemKind
from btstc_jury.application.sessions import Desk
from btstc_jury.application.views import messages
from tests.ui.centre.conftest import CENTRE, PEOPLE, MakeCentre, chips, frame_of
from tests.ui.centre.test_candidates_page import held, page_of
from tests.ui.conftest import ShowWindow
from tests.ui.hands import Hands, make_file
from tests.ui.shell.test_lost_file import answer

SECRET = "six mots pour un centre"


def told(hands: Hands) -> str:
    return hands.texts(hands.window.notices)


def test_a_file_that_is_not_there(show_window: ShowWindow, centre_path: Path) -> None:
    hands = show_window()
    assert not hands.window.open_path(centre_path)
    assert "est introuvable" in told(hands)
    assert hands.window.welcome.isVisible()


def test_a_file_open_elsewhere(
    show_window: ShowWindow, make_centre: MakeCentre, centre_desk: CentreDesk
) -> None:
    path = make_centre(*PEOPLE)
    other = open_centre(centre_desk, path)
    hands = show_window()
    assert not hands.window.open_path(path)
    assert "Le fichier de centre «\u202fMarne.btscentre\u202f» est déjà ouvert ailleurs." in told(hands)
    other.close()
    assert hands.window.open_path(path)


def test_a_damaged_file(show_window: ShowWindow, make_centre: MakeCentre) -> None:
    path = make_centre(*PEOPLE)
    content = bytearray(path.read_bytes())
    content[5000:9000] = bytes(4000)
    path.write_bytes(content)
    hands = show_window()
    assert not hands.window.open_path(path)
    assert "est endommagé" in told(hands)
    assert path.read_bytes() == content


def test_an_exam_file_named_as_a_centre_s_and_the_other_way_round(
    show_window: ShowWindow, make_centre: MakeCentre, desk: Desk, path: Path, tmp_path: Path
) -> None:
    make_file(desk, path)
    shutil.copy(path, tmp_path / "a.btscentre")
    shutil.copy(make_centre(*PEOPLE), tmp_path / "b.btsjury")
    hands = show_window()
    assert not hands.window.open_path(tmp_path / "a.btscentre")
    assert "n’est pas un fichier de centre" in told(hands)
    assert "Rendez-lui un nom qui finit par .btsjury" in told(hands)
    assert not hands.window.open_path(tmp_path / "b.btsjury")
    assert "n’est pas un fichier d’examen" in told(hands)
    assert "Rendez-lui un nom qui finit par .btscentre" in told(hands)


def test_a_wrong_passphrase(show_window: ShowWindow, centre_desk: CentreDesk, centre_path: Path) -> None:
    create_centre(centre_desk, centre_path, CENTRE, passphrase_key(SECRET)).close()
    hands = show_window()
    hands.window.open_path(centre_path)
    page = hands.window.bench.unlocking.page
    assert page is not None
    hands.write("autre chose")
    hands.key("Return")
    assert "Cette phrase de passe n’ouvre pas" in hands.texts(page)
    hands.key("Esc")
    assert hands.window.welcome.isVisible()
    assert hands.window.bench.centres.room is None


def test_a_file_deleted_while_it_is_open_is_saved_by_a_copy(
    hands: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_of(hands)
    page.office.file.path.unlink()
    page.table.selectRow(0)
    page.table.setFocus()
    hands.key("Del")
    assert "a été supprimé" in told(hands)
    assert chips(hands)[0] == "Candidats 3"
    kept = tmp_path / "sauvé.btscentre"
    proposed = answer(monkeypatch, str(kept.with_suffix("")))
    hands.button("Enregistrer une copie…", hands.window.notices).click()
    assert proposed[-1].endswith("Marne (copie).btscentre")
    assert f"Copie enregistrée\u202f: {kept}" in told(hands)
    assert hands.window.open_path(kept)
    assert len(held(hands)) == 3


def test_one_kind_opens_in_the_place_of_the_other(
    hands: Hands, desk: Desk, path: Path, make_centre: MakeCentre
) -> None:
    make_file(desk, path)
    centre = frame_of(hands).presenter.office.file.path
    hands.window.bench.open_other(path)
    assert hands.office.file.path == path
    assert hands.window.bench.centres.room is None
    assert hands.window.acts.candidate.isEnabled()
    hands.window.bench.open_other(centre)
    assert not hands.window.bench.is_open
    assert chips(hands)[0] == "Candidats 3"
    assert not hands.window.acts.candidate.isEnabled()


def test_what_went_wrong_is_past_once_something_is_written(hands: Hands, tmp_path: Path) -> None:
    frame = frame_of(hands)
    frame.presenter.failed.emit(
        messages.problem_of_centre(FileProblem(ProblemKind.DISK_FULL, tmp_path / "Marne.btscentre"))
    )
    assert "Le disque est plein" in told(hands)
    page_of(hands).table.selectRow(0)
    page_of(hands).table.setFocus()
    hands.key("Del")
    assert "Le disque est plein" not in told(hands)
    # Another warning is nobody's to take away.
    hands.window.notices.warn(Message("Autre chose.", "À lire."))
    hands.key("Ctrl+Z")
    assert "Autre chose." in told(hands)
