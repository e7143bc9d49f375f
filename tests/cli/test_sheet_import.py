"""``forms import`` of spreadsheets: read in a process of its own, told in words whatever they are."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from btstc_jury import cli
from btstc_jury.application.problems import UnusableForm
from btstc_jury.exchange.form_files import load_form
from btstc_jury.exchange.sheet_reader import MODULE, SECONDS, SheetReader
from btstc_jury.system.worker import Stopped, Worker
from tests.exchange import odd_sheets as odd
from tests.exchange.form_folder import fill_in, plain

Import = Callable[..., int]


@pytest.fixture
def bring(tmp_path: Path) -> Import:
    def run(content: bytes, name: str = "grille.xlsx", *more: str) -> int:
        path = tmp_path / name
        path.write_bytes(content)
        return cli.main(["forms", "import", str(path), "--out", str(tmp_path / "essai.toml"), *more])

    return run


@pytest.fixture(scope="module")
def reader() -> Iterator[SheetReader]:
    worker = Worker(MODULE, SECONDS)
    yield SheetReader(worker.ask, Stopped)
    worker.close()


def test_a_workbook_that_ends_its_reader_ends_nothing_else(reader: SheetReader, tmp_path: Path) -> None:
    path = tmp_path / "grille.xls"
    for content in (odd.XLS.read_bytes()[:4096], odd.endless_xls()):
        path.write_bytes(content)
        with pytest.raises(UnusableForm, match="trop de temps ou de mémoire et a été arrêtée"):
            reader.read(path)
        path.write_bytes(odd.XLS.read_bytes())
        assert [each.name for each in reader.read(path).sheets] == ["Grille"]


def test_any_damage_to_an_xls_is_told(reader: SheetReader, tmp_path: Path) -> None:
    draw = random.Random(12)
    path = tmp_path / "grille.xls"
    whole = odd.XLS.read_bytes()
    for number in range(24):
        spoiled = bytearray(whole[: draw.randrange(600, len(whole))] if number % 3 == 0 else whole)
        for _ in range(draw.randrange(1, 8)):
            spoiled[draw.randrange(512, len(spoiled))] = draw.randrange(256)
        path.write_bytes(spoiled)
        try:
            reader.read(path)
        except UnusableForm as refused:
            said = str(refused)
        else:
            continue
        assert said.endswith("Rien n’a été écrit.")


@pytest.mark.parametrize("name", ["papier.ods", "protege.xlsx", "loin.xlsx", "entites.xlsx", "grille.csv"])
def test_what_cannot_be_used_is_told_and_writes_nothing(
    bring: Import, name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bring(odd.HARMFUL[name](), name) == 1
    printed = capsys.readouterr()
    assert plain(printed.err).startswith(f"{name} : ")
    assert printed.err.count("\n") == 1
    assert not printed.out
    assert not (tmp_path / "essai.toml").exists()


def test_a_damaged_xls_ends_in_words(bring: Import, capsys: pytest.CaptureFixture[str]) -> None:
    assert bring(odd.endless_xls(), "grille.xls") == 1
    assert "a été arrêtée. Ouvrez-le dans un tableur" in capsys.readouterr().err


def test_what_columns_are_can_be_said(
    bring: Import, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = (
        odd.cells(1, "Grille de l’oral")
        + odd.cells(2, "Quoi", "Peu", "Trop")
        + odd.cells(3, "Écoute", "a", "b")
    )
    content = odd.xlsx(rows)
    assert bring(content) == 1
    assert "--column B=critère" in plain(capsys.readouterr().err)
    columns = ("--column", "A=critère", "--column", "b=Niveau", "--column", "C=niveau")
    assert bring(content, "grille.xlsx", "--sheet", "Grille", "--headings", "2", *columns) == 0
    told = plain(capsys.readouterr().out)
    assert "en-têtes à la ligne 2\n  colonne A, « Quoi » : critère\n  colonne B, « Peu » : niveau" in told
    form = load_form(fill_in(tmp_path / "essai.toml"))
    assert ([each.text for each in form.criteria], len(form.levels)) == (["Écoute"], 2)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (("--headings", "0"), "attendu : un numéro de ligne, comme 12 (0)"),
        (("--column", "3=critère"), "une lettre de colonne et son rôle, comme B=critère (3=critère)"),
        (("--column", "B=note"), "une lettre de colonne et son rôle, comme B=critère (B=note)"),
    ],
)
def test_what_is_not_understood(
    bring: Import, more: tuple[str, ...], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match=r"^2$"):
        bring(odd.written(odd.grid), "grille.xlsx", *more)
    assert words in plain(capsys.readouterr().err)


def test_a_sheet_is_named(bring: Import, capsys: pytest.CaptureFixture[str]) -> None:
    assert bring(odd.written(odd.grid, 2), "grille.xlsx", "--sheet", "Absente") == 1
    said = plain(capsys.readouterr().err)
    assert "pas de feuille « Absente » ; celles qui se lisent : « Grille », « F2 »" in said


def test_a_model_and_the_grid_of_a_form_are_written_and_read_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = tmp_path / "grille.xlsx"
    for key, lines in (((), 4), (("e6-ponctuel",), 28)):
        assert cli.main(["forms", "export", *key, "--out", str(book)]) == 0
        assert cli.main(["forms", "export", *key, "--out", str(book)]) == 1
        assert "existe déjà" in capsys.readouterr().err
        out = tmp_path / f"essai-{lines}.toml"
        assert cli.main(["forms", "import", str(book), "--out", str(out)]) == 0
        assert len(load_form(fill_in(out)).criteria) == lines
        book.unlink()
    assert cli.main(["forms", "export", "--out", str(tmp_path / "x.toml")]) == 1
    assert "il manque la clé de la forme" in capsys.readouterr().err
