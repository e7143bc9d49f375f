"""The process that reads fiches: asked as the program asks it, and stopped without harm."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from btstc_jury.application import fiche_reading
from btstc_jury.application.fiche_reading import (
    MODULE,
    BoundedFicheReader,
    FicheQuestion,
    FindingKind,
    UnusableFiche,
    answered,
)
from btstc_jury.cli.fiche_reader import read
from btstc_jury.system.files import read_at_most
from btstc_jury.system.worker import Stopped, Worker
from tests.exchange.fiche_files import E4, docx


@pytest.fixture(scope="module")
def reader() -> Iterator[BoundedFicheReader]:
    worker = Worker(MODULE, 60)
    yield BoundedFicheReader(worker.ask, Stopped, read_at_most)
    worker.close()


def here() -> BoundedFicheReader:
    """Without another process."""
    return BoundedFicheReader(lambda question: answered(question, read), Stopped, read_at_most)


def test_a_fiche_comes_back_from_the_process_whole(reader: BoundedFicheReader, tmp_path: Path) -> None:
    path = tmp_path / "fiche.docx"
    path.write_bytes(docx("Chariots pour Valdor", (E4[3], "Heading 1"), "Un entrepôt", "« à refaire »"))
    found = reader.read(path, E4)
    assert found.title == "Chariots pour Valdor"
    assert found.rubrics[3].text == "Un entrepôt\n« à refaire »"
    assert [each.kind for each in found.told] == [FindingKind.BEFORE, *[FindingKind.MISSING] * 10]
    assert found == here().read(path, E4)


def test_what_cannot_be_read_is_refused_by_its_name(reader: BoundedFicheReader, tmp_path: Path) -> None:
    path = tmp_path / "fiche.docx"
    path.write_bytes(b"%PDF-1.7")
    with pytest.raises(UnusableFiche, match=r"«\u202ffiche\.docx\u202f» n’a pas pu être lu\. C’est un PDF"):
        reader.read(path, E4)
    with pytest.raises(UnusableFiche, match="Ce fichier n’existe pas"):
        reader.read(tmp_path / "absent.docx", E4)
    with pytest.raises(UnusableFiche, match="C’est un dossier"):
        reader.read(tmp_path, E4)


def test_a_reading_that_was_stopped_says_what_to_do(tmp_path: Path) -> None:
    def stopped(_question: bytes) -> bytes:
        raise Stopped

    path = tmp_path / "fiche.docx"
    path.write_bytes(b"x")
    gone = BoundedFicheReader(stopped, Stopped, read_at_most)
    with pytest.raises(UnusableFiche, match="trop de temps ou de mémoire"):
        gone.read(path, E4)
    assert gone.annex(path) == (b"x", None)


def test_a_file_beyond_all_bounds_is_not_even_asked_about(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fiche_reading, "LARGEST_FICHE", 1 << 10)
    path = tmp_path / "fiche.docx"
    path.write_bytes(bytes(1025))
    with pytest.raises(UnusableFiche, match="dépasse"):
        here().read(path, E4)


def test_pages_of_an_annex_are_counted_where_they_can_be(tmp_path: Path) -> None:
    document = pypdfium2.PdfDocument.new()
    for _ in range(3):
        document.new_page(200, 200)
    path = tmp_path / "plan.pdf"
    document.save(path)
    document.close()
    assert here().annex(path) == (path.read_bytes(), 3)
    path.write_bytes(b"%PDF-1.7 damaged")
    assert here().annex(path) == (b"%PDF-1.7 damaged", None)
    path.write_bytes(b"\xff\xd8\xff photograph")
    assert here().annex(path)[1] == 1
    path.write_bytes(b"words")
    assert here().annex(path)[1] is None


def test_the_question_and_the_answer_cross_as_they_are() -> None:
    question = FicheQuestion("a", b"\x00\xff" + "« é »".encode(), ("x",))
    asked: list[FicheQuestion] = []

    def keep(found: FicheQuestion) -> fiche_reading.FicheAnswer:
        asked.append(found)
        return fiche_reading.FicheAnswer(refused="non")

    reader = BoundedFicheReader(lambda said: answered(said, keep), Stopped, lambda *_: question.content)
    with pytest.raises(UnusableFiche, match="non"):
        reader.read(Path("a"), ("x",))
    assert asked == [question]
