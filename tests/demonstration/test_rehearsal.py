"""The demonstration of a rehearsal without a screen, run once as a user runs it."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from docx import Document
from PySide6.QtGui import QImage
from python_calamine import CalamineWorkbook

from btstc_jury.application.office import Office
from btstc_jury.application.rehearsing import Attempt, grouped
from btstc_jury.application.sessions import Desk, open_file
from btstc_jury.bootstrap import form_folders
from btstc_jury.demonstration.rehearsal_script import OBSERVERS, SECRETS, STUDENT, TITLE, TRADE
from btstc_jury.domain.rehearsal import Handling, Rehearsal, SpanKind, spans
from btstc_jury.domain.session import FileKind
from btstc_jury.domain.standing import Stage
from btstc_jury.exchange.case_files import read_case
from btstc_jury.exchange.form_library import FormLibrary
from btstc_jury.storage import SqliteExamFiles
from tests.documents.reading import page_texts, squeezed, whole_text
from tests.fakes import FakeClock

ROOT = Path(__file__).resolve().parents[2]
SCREENS = (
    "accueil",
    "nouveau-fichier",
    "seances-vides",
    "etudiants",
    "cas-vides",
    "cas",
    "cas-lecture",
    "cas-fiche",
    "cas-situation-modifiee",
    "cas-acheteur",
    "banque",
    "cas-objections",
    "fiche-de-preparation",
    "nouvel-essai",
    "essai-debut",
    "ecran-de-la-classe",
    "objection-lancee",
    "bilan-avant-auto-evaluation",
    "auto-evaluation",
    "observateur-ecran",
    "observateur-papier",
    "niveaux-du-professeur",
    "bilan",
    "projection",
    "second-essai",
    "second-essai-joue",
    "bilan-second-essai",
    "seances",
    "essai-partiel",
    "progres",
    "classe",
)


def run(out: Path, *more: str) -> subprocess.CompletedProcess[str]:
    """Without a display and without a platform named, as on a bare server."""
    hidden = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    return subprocess.run(
        [sys.executable, "-m", "btstc_jury", "demo", "--rehearsal", *more, "--out", str(out)],
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        env={key: value for key, value in os.environ.items() if key not in hidden} | {"PYTHONUTF8": "1"},
        check=False,
    )


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What one run leaves, in a folder where an earlier one was cut short."""
    folder = tmp_path_factory.mktemp("demo") / "à créer"
    folder.mkdir()
    for name in ("fiche-de-preparation.pdf", "entrainement.btsjury", "à moi.txt"):
        (folder / name).write_text("reste")
    done = run(folder, "--headless")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Un cas et trois essais" in done.stdout
    assert (folder / "à moi.txt").read_text() == "reste"
    return folder


@pytest.fixture(scope="module")
def office(out: Path) -> Iterator[Office]:
    desk = Desk(SqliteExamFiles(), FormLibrary(form_folders()), FakeClock())
    office, under_way = open_file(desk, out / "entrainement.btsjury")
    assert under_way is None
    yield office
    office.close()


@pytest.fixture(scope="module")
def attempts(office: Office) -> list[Attempt]:
    """Of the student who had two."""
    found = {each[0].state.plan.candidate.full_name: each for each in grouped(office).values()}
    assert len(found) == 3
    return [each for each in found[STUDENT] if each.state.started is not None]


def rehearsal(attempt: Attempt) -> Rehearsal:
    assert attempt.state.rehearsal is not None
    return attempt.state.rehearsal


def pdf(out: Path, name: str) -> str:
    """Its words without spaces; each page says what it is worth."""
    content = (out / name).read_bytes()
    assert all("ENTRAÎNEMENT" in squeezed(each) for each in page_texts(content))
    return whole_text(content)


@pytest.mark.long
def test_every_screen_is_pictured_in_light_and_dark(out: Path) -> None:
    names = sorted(path.name for path in out.glob("*.png"))
    expected = [
        f"{place:02d}-{screen}-{look}.png"
        for place, screen in enumerate(SCREENS, start=1)
        for look in ("dark", "light")
    ]
    assert names == expected
    for name in expected:
        image = QImage(str(out / name))
        assert image.width() >= 1280, name
        assert image.height() >= 720, name
        corner = image.pixelColor(3, image.height() - 3).lightness()
        assert (corner > 150) == name.endswith("light.png"), name
        assert len({image.pixel(x, y) for x in range(0, 1280, 7) for y in range(0, 720, 7)}) > 8, name


@pytest.mark.long
def test_the_preparation_sheet_tells_the_student_what_changes_and_no_secret(out: Path) -> None:
    text = pdf(out, "fiche-de-preparation.pdf")
    for words in (TITLE, "Situation modifiée", "13 500", "Trois pompes de relevage à débit variable"):
        assert squeezed(words) in text, words
    content = (out / "fiche-de-preparation.pdf").read_bytes()
    for secret in SECRETS:
        assert squeezed(secret) not in text
        assert secret.encode() not in content
    with pypdfium2.PdfDocument(BytesIO(content)) as document:
        assert document.count_attachments() == 0


@pytest.mark.long
def test_the_case_came_from_the_students_document(out: Path) -> None:
    case = read_case(out / "cas.btscas").case
    assert (case.title, case.trade, case.missing) == (TITLE, TRADE, ())
    assert len(case.objections) == 4
    assert len(case.changes) == 2
    written = Document(str(out / "fiche descriptive Manon.docx"))
    paragraphs = [each.text for each in written.paragraphs]
    assert case.rubrics[3].text in paragraphs


@pytest.mark.long
def test_two_attempts_of_one_student_are_in_the_journal(attempts: list[Attempt], office: Office) -> None:
    assert office.session.kind is FileKind.TRAINING
    first, second = attempts
    assert {each.state.stage for each in attempts} == {Stage.ENDED}
    assert SpanKind.DROPPED in {each.kind for each in spans(first.state.marks, office.now())}
    assert [each.handling for _, each in sorted(rehearsal(first).thrown.items())] == [
        Handling.EVADED,
        Handling.ANSWERED,
        None,
    ]
    assert len(rehearsal(second).thrown) == 4
    assert Handling.EVADED not in {each.handling for each in rehearsal(second).thrown.values()}
    scale = [each.letters for each in first.state.form.levels]
    better = [
        scale.index(second.state.ratings[number]) - scale.index(level)
        for number, level in first.state.ratings.items()
    ]
    assert sum(better) > 0
    assert min(better) >= 0


@pytest.mark.long
def test_opinions_came_before_any_other_was_seen_and_one_from_paper(attempts: list[Attempt]) -> None:
    first = rehearsal(attempts[0])
    assert first.own is not None
    criteria = {each.number for each in attempts[0].state.form.criteria}
    assert first.own.levels.keys() == criteria
    assert {name: each.on_paper for name, each in first.observed.items()} == dict(
        zip(OBSERVERS, (False, True), strict=True)
    )
    assert all(each.levels.keys() == criteria for each in first.observed.values())


@pytest.mark.long
def test_the_feedback_sheets_tell_the_way_from_one_to_the_other(out: Path) -> None:
    first, second = (pdf(out, f"fiche-de-retour-essai-{place}.pdf") for place in (1, 2))
    for text in (first, second):
        assert squeezed(STUDENT) in text
        assert squeezed("Trois objectifs").lower() in text.lower()
        assert not [each for each in SECRETS if squeezed(each) in text]
    assert squeezed("1 sur 3") in first
    assert squeezed("4 sur 4") in second
    assert squeezed("Reformule la panne de juin dans les mots du client") in first
    assert squeezed("1er essai") in second


@pytest.mark.long
def test_progress_and_class_are_on_paper_and_in_tables(out: Path) -> None:
    assert squeezed("une différence, pas encore une tendance") in pdf(out, "progres.pdf")
    assert squeezed("3 étudiants") in pdf(out, "classe.pdf")
    for name, word in (("progres", "2e essai"), ("classe", "TS")):
        with (out / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file, delimiter=";"))
        assert any(word in cell for row in rows for cell in row), name
        sheet = CalamineWorkbook.from_path(str(out / f"{name}.xlsx")).get_sheet_by_index(0).to_python()
        assert any(word in str(cell) for row in sheet for cell in row), name


def test_a_place_that_refuses_is_told_without_a_traceback(tmp_path: Path) -> None:
    blocked = tmp_path / "sortie"
    (blocked / "01-accueil-light.png" / "occupé").mkdir(parents=True)
    done = run(blocked, "--headless")
    assert done.returncode == 1
    assert "l’image 01-accueil-light.png n’a pas été écrite" in done.stderr
    assert "Traceback" not in done.stderr


def test_it_is_played_without_a_screen_only(tmp_path: Path) -> None:
    done = run(tmp_path)
    assert done.returncode == 2
    assert "--headless" in done.stderr
