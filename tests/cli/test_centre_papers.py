"""``centre papers``: PDF files of a centre's days, and what they told."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from btstc_jury.application.centre.ports import Enrolment
from btstc_jury.application.views.centre.paper import CentrePaper
from btstc_jury.domain.centre.timetable import Timetable
from btstc_jury.storage.centre import SqliteCentreFiles
from tests.centre_days import CENTRE, days_of, moved
from tests.centres import ACT, MADE
from tests.cli.printed import Printed
from tests.documents.reading import page_texts, squeezed, whole_text

Run = Callable[..., Printed]


def made(path: Path, table: Timetable) -> Path:
    with closing(SqliteCentreFiles().create(path, CENTRE, MADE)) as file:
        file.enrol(Enrolment(ACT, added=tuple(table.candidates.values())))
        file.replan(file.timetable(), replace(table, candidates={}, forms={}), ACT)
    return path


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("centre") / "centre.btscentre", days_of(6, 2))


@pytest.fixture
def centre(whole: Path, tmp_path: Path) -> Path:
    path = tmp_path / "centre.btscentre"
    path.write_bytes(whole.read_bytes())
    return path


def held(path: Path) -> Timetable:
    with SqliteCentreFiles().to_read(path) as file:
        return file.timetable()


def test_each_kind_is_a_file_and_what_it_told_is_kept(centre: Path, tmp_path: Path, run: Run) -> None:
    printed = run(["centre", "papers", str(centre), "--out", str(tmp_path)])
    assert (printed.status, printed.errors) == (0, "")
    names = sorted(each.name for each in tmp_path.glob("*.pdf"))
    assert names == sorted(f"{each.facts.name}_2027.pdf" for each in CentrePaper)
    assert len(page_texts((tmp_path / "convocations_2027.pdf").read_bytes())) == 6
    after = held(centre)
    assert len(after.printed) == 6
    assert len(after.papers) == 6 * len(CentrePaper)


def test_its_folder_is_made_unless_there_is_nothing_to_print(centre: Path, tmp_path: Path, run: Run) -> None:
    out = tmp_path / "2027" / "papiers"
    command = ["centre", "papers", str(centre), "--out", str(out), "--kind", "salles"]
    assert run([*command, "--day", "2031-01-01"]).status == 2
    assert not out.parent.exists()
    assert run(command).status == 0
    assert [each.suffix for each in out.iterdir()] == [".pdf"]
    (tmp_path / "occupé").touch()
    taken = run([*command[:4], str(tmp_path / "occupé")])
    assert taken.status == 2
    assert "n’est pas un dossier" in taken.errors


def test_only_what_changed_is_printed_again_with_the_hour_before(
    centre: Path, tmp_path: Path, run: Run
) -> None:
    command = ["centre", "papers", str(centre), "--out", str(tmp_path), "--kind", "convocations"]
    assert run(command).status == 0
    with closing(SqliteCentreFiles().open(centre)) as file:
        now = replace(file.timetable(), candidates=days_of(6, 2).candidates, forms=days_of(1).forms)
        file.replan(file.timetable(), moved(now, 2, 25), ACT)
    assert run([*command, "--only-changed"]).status == 0
    text = whole_text((tmp_path / "convocations_2027_modifiés.pdf").read_bytes())
    assert text.count("Convocation") == 1
    assert squeezed("MODIFIÉ : au lieu de 9 h 00 (préparation à 8 h 10)") in text
    again = run([*command, "--only-changed"])
    told = "Rien n’a changé depuis la dernière impression\u202f: aucun document.\n"
    assert (again.status, again.out.decode()) == (0, told)


def test_a_list_printed_is_no_convocation(centre: Path, tmp_path: Path, run: Run) -> None:
    """Nobody was told of the hour that a list for the centre had."""
    command = ["centre", "papers", str(centre), "--out", str(tmp_path), "--only-changed"]
    assert run([*command, "--kind", "salles"]).status == 0
    assert run([*command, "--kind", "convocations"]).status == 0
    text = whole_text((tmp_path / "convocations_2027_modifiés.pdf").read_bytes())
    assert text.count("Convocation") == 6
    assert "MODIFIÉ" not in text


@pytest.mark.parametrize(
    ("chosen", "count", "name"),
    [
        (["--commission", "2"], 3, "convocations_commission-2_2027.pdf"),
        (["--school", "lycee paul-eluard"], 2, "convocations_Lycée-Paul-Éluard_2027.pdf"),
        (["--school", "0931234b"], 2, "convocations_Lycée-Paul-Éluard_2027.pdf"),
        (["--day", "2027-05-18"], 6, "convocations_2027-05-18.pdf"),
        (["--candidate", "0213400003"], 1, "convocations_0213400003_PETIT-RADEL-Léa_2027.pdf"),
    ],
)
def test_for_some_alone(
    centre: Path, tmp_path: Path, run: Run, chosen: list[str], count: int, name: str
) -> None:
    before = centre.read_bytes()
    command = ["centre", "papers", str(centre), "--out", str(tmp_path), "--kind", "convocations", *chosen]
    printed = run([*command, "--no-record"])
    assert printed.status == 0, printed.errors
    assert len(page_texts((tmp_path / name).read_bytes())) == count
    assert centre.read_bytes() == before
    assert run([*command, "--no-record"]).status == 0
    assert (tmp_path / f"{Path(name).stem} (2).pdf").exists()


@pytest.mark.parametrize(
    ("more", "status", "said"),
    [
        (["--kind", "affiches"], 2, "attendu\u202f: convocations, établissements, salles"),
        (
            ["--day", "2027-06-01"],
            2,
            "inconnu\u202f: «\u202f2027-06-01\u202f» (2027-05-18)",
        ),
        (["--commission", "9"], 2, "Commission sans horaire ou inconnu"),
        (["--candidate", "9"], 2, "Candidat sans horaire ou inconnu"),
    ],
)
def test_what_is_wrong_is_said(
    centre: Path, tmp_path: Path, run: Run, more: list[str], status: int, said: str
) -> None:
    before = centre.read_bytes()
    printed = run(["centre", "papers", str(centre), "--out", str(tmp_path), *more])
    assert printed.status == status
    assert said in printed.errors
    assert [*tmp_path.glob("*.pdf")] == []
    assert centre.read_bytes() == before


def test_a_centre_without_hours_prints_nothing(tmp_path: Path, run: Run) -> None:
    path = made(tmp_path / "vide.btscentre", replace(days_of(2), slots={}))
    printed = run(["centre", "papers", str(path), "--out", str(tmp_path)])
    assert printed.status == 1
    assert "Aucun horaire n’est placé" in printed.errors
    missing = run(["centre", "papers", str(path), "--out", str(tmp_path / "nulle-part")])
    assert missing.status == 1
    assert not (tmp_path / "nulle-part").exists()
