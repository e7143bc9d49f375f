"""``centre create`` and ``import``: from a list to a centre file, whole or not at all."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from btstc_jury import cli
from btstc_jury.application.passphrases import passphrase_key
from btstc_jury.cli.passphrase import VARIABLE
from btstc_jury.domain.centre.candidates import CentreCandidate
from btstc_jury.storage.centre import SqliteCentreFiles
from tests.cli.conftest import PASSPHRASE
from tests.cli.printed import Printed
from tests.exchange import lists
from tests.exchange import odd_sheets as odd

Run = Callable[..., Printed]


@pytest.fixture
def centre(tmp_path: Path, run: Run) -> Path:
    path = tmp_path / "centre.btscentre"
    made = run(["centre", "create", str(path), "--session", "2027", "--name", "Lycée", "--no-passphrase"])
    assert made.status == 0, made.errors
    return path


@pytest.fixture
def bring(centre: Path, tmp_path: Path, run: Run) -> Callable[..., tuple[int, dict[str, Any]]]:
    def bring_in(content: bytes | str, *more: str, name: str = "liste.csv") -> tuple[int, dict[str, Any]]:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        printed = run(["import", str(centre), str(path), "--json", *more])
        printed.check()
        return printed.status, json.loads(printed.out) if printed.out else {"said": printed.errors}

    return bring_in


Bring = Callable[..., tuple[int, dict[str, Any]]]
COUNTS = ("new", "changed", "same", "missing", "doubtful")


def counts(told: dict[str, Any]) -> tuple[int, ...]:
    return tuple(told[each] for each in COUNTS)


def held(centre: Path) -> list[CentreCandidate]:
    with SqliteCentreFiles().to_read(centre) as file:
        return [each.candidate for each in file.candidates()]


def test_a_list_is_shown_then_taken_in_then_the_same(bring: Bring, centre: Path) -> None:
    before = centre.read_bytes()
    status, told = bring(lists.national(), "--dry-run")
    assert (status, counts(told), told["errors"], told["written"]) == (0, (5, 0, 0, 0, 0), [], False)
    assert centre.read_bytes() == before
    assert bring(lists.national())[1]["written"]
    assert [each.number for each in held(centre)] == [f"02134560{place:02}" for place in range(5)]
    after = centre.read_bytes()
    status, told = bring(lists.national())
    assert (status, counts(told)) == (0, (0, 0, 5, 0, 0))
    assert centre.read_bytes() == after


def test_one_error_holds_the_whole_list_up(bring: Bring, centre: Path) -> None:
    row = lists.national_rows()[0]
    before = centre.read_bytes()
    status, told = bring(lists.national([*row[:1], "0213456099", *row[2:7], "31/02/2005"]))
    assert status == 1
    assert told["errors"] == [
        {
            "line": 12,
            "column": "Date de Naissance",
            "value": "31/02/2005",
            "expected": "une date qui existe, jj/mm/aaaa",
        }
    ]
    assert (told["new"], told["written"]) == (5, False)
    assert centre.read_bytes() == before


def test_the_same_people_of_other_files(bring: Bring, centre: Path) -> None:
    bring(lists.national())
    before = held(centre)
    assert counts(bring(lists.free_ods(), name="liste.ods")[1]) == (0, 0, 5, 0, 0)
    _, told = bring(lists.office_xlsx(), name="liste.xlsx")
    assert told["new"] == told["missing"] == 0
    assert [each.number for each in held(centre)] == [each.number for each in before]
    assert "Notes internes" in " ".join(told["remarks"])
    assert any(
        each.startswith("2 numéros ont pu perdre") and "lignes 5, 7" in each for each in told["remarks"]
    )


def test_numbers_that_lost_their_zeros_are_doubtful_until_they_come_whole(bring: Bring, centre: Path) -> None:
    status, told = bring(lists.office_xlsx(), name="liste.xlsx")
    assert (status, counts(told)) == (0, (3, 0, 0, 0, 2))
    assert all("zéros" in each["reason"] for each in told["doubts"])
    assert held(centre)[1].number == "213456001"
    assert counts(bring(lists.office_xlsx(), name="liste.xlsx")[1]) == (0, 0, 5, 0, 0)
    status, told = bring(lists.national())
    assert (status, told["new"], told["doubtful"]) == (0, 0, 0)
    assert [each.number for each in held(centre)] == [f"02134560{place:02}" for place in range(5)]
    assert not any(each.doubts for each in held(centre))


def test_who_is_missing_stays(bring: Bring, centre: Path) -> None:
    bring("N°;Nom;Prénom\n01;A;B\n02;C;D\n")
    assert counts(bring("N°;Nom;Prénom\n03;E;F\n")[1]) == (1, 0, 0, 2, 0)
    assert len(held(centre)) == 3


def test_who_has_an_error_is_not_missing(bring: Bring) -> None:
    bring("N°;Nom;Prénom;Né le\n01;A;B;01/01/2004\n02;C;D;02/01/2004\n")
    status, told = bring("N°;Nom;Prénom;Né le\n01;A;B;31/02/2004\n")
    assert (status, counts(told)) == (1, (0, 0, 0, 1, 0))


def test_who_cannot_be_told_apart_is_decided_by_the_user(bring: Bring, centre: Path) -> None:
    bring("N°;Nom;Prénom\n01;A;B\n")
    clash = "N°;Nom;Prénom\n01;X;Y\n02;C;D\n"
    status, told = bring(clash)
    assert (status, counts(told), told["undecided"], told["written"]) == (1, (1, 0, 0, 0, 1), 1, False)
    assert "celui d’une autre personne" in told["doubts"][0]["reason"]
    assert [each.last_name for each in held(centre)] == ["A"]
    assert bring(clash, "--doubtful", "laisser")[0] == 0
    assert [each.last_name for each in held(centre)] == ["A", "C"]
    assert bring(clash, "--doubtful", "meme")[0] == 0
    assert [each.last_name for each in held(centre)] == ["X", "C"]
    assert bring("N°;Nom;Prénom\n01;Z;T\n", "--doubtful", "autre")[0] == 0
    assert [each.last_name for each in held(centre)] == ["X", "C", "Z"]


def test_which_of_several_it_is_is_never_guessed(bring: Bring) -> None:
    bring("N°;Nom;Prénom;Né le\n01;A;B;01/01/2004\n02;A;B;02/01/2004\n")
    assert bring("Nom;Prénom\nA;B\n", "--doubtful", "meme")[0] == 1
    assert bring("Nom;Prénom\nA;B\n", "--doubtful", "laisser")[0] == 0


def test_columns_are_corrected_and_remembered(bring: Bring, centre: Path) -> None:
    text = "Truc;Machin;Prénom\n0012;A;B\n"
    status, told = bring(text)
    assert (status, told["errors"][0]["line"]) == (1, 0)
    status, told = bring(text, "--headings", "1", "--column", "A=N° candidat", "--column", "B=nom")
    assert (status, told["new"]) == (0, 1)
    assert held(centre)[0].number == "0012"
    status, told = bring("Truc;Machin;Prénom\n0013;C;D\n", "--headings", "1")
    assert (status, told["new"], [each["field"] for each in told["columns"]]) == (
        0,
        1,
        ["number", "last_name", "first_names"],
    )


def test_what_was_done_is_kept_in_words(bring: Bring, centre: Path) -> None:
    bring("N°;Nom;Prénom\n01;A;B\n")
    with SqliteCentreFiles().to_read(centre) as file:
        words = [each.words for each in file.acts()]
    assert words == [
        "Fichier créé\u202f: Lycée, session 2027.",
        "Liste «\u202fliste.csv\u202f» reçue\u202f: 1 ajouté, 0 modifié, 0 inchangé, 0 absent de la liste.",
    ]


def test_a_list_of_another_session_is_told(bring: Bring) -> None:
    _, told = bring("Session : 2026\nNom;Prénom\nA;B\n")
    assert told["remarks"][0] == "La liste est de la session 2026, le centre de la session 2027."


def test_in_words(centre: Path, tmp_path: Path, run: Run) -> None:
    path = tmp_path / "liste.csv"
    path.write_text("N°;Nom;Prénom\n01;A;B\n02;C;\n", encoding="utf-8")
    printed = run(["import", str(centre), str(path)])
    printed.check()
    assert printed.status == 0
    assert "Ligne 2\u202f: nouveau, A B, n° 01" in printed.words
    assert printed.words.endswith("0 erreur. Liste reçue.\n")


def test_an_encrypted_centre(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    path, secret = tmp_path / "centre.btscentre", tmp_path / "phrase.txt"
    create = ["centre", "create", str(path), "--session", "2027", "--name", "Lycée"]
    assert run(create).status == 1
    assert not path.exists()
    secret.write_text(f"{PASSPHRASE}\n", encoding="utf-8")
    assert run([*create, "--passphrase-file", str(secret)]).status == 0
    SqliteCentreFiles().open(path, passphrase_key(PASSPHRASE)).close()
    liste = tmp_path / "liste.csv"
    liste.write_text("Nom;Prénom\nDUPONTEL;Zoé\n", encoding="utf-8")
    refused = run(["import", str(path), str(liste)])
    assert (refused.status, "chiffré" in refused.errors) == (2, True)
    assert run(["import", str(path), str(liste), "--passphrase-file", str(secret)]).status == 0
    assert b"DUPONTEL" not in path.read_bytes()
    secret.write_text("une autre phrase\n", encoding="utf-8")
    assert run(["import", str(path), str(liste), "--passphrase-file", str(secret)]).status == 2


def test_a_passphrase_is_asked_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "centre.btscentre"
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    typed = iter(["une phrase", "une autre", PASSPHRASE, PASSPHRASE])
    monkeypatch.setattr("btstc_jury.cli.centre.getpass", lambda _question: next(typed))
    create = ["centre", "create", str(path), "--session", "2027", "--name", "Lycée"]
    assert cli.main(create) == 1
    assert not path.exists()
    assert cli.main(create) == 0
    assert SqliteCentreFiles().is_encrypted(path)


@pytest.mark.parametrize(
    ("more", "status"),
    [
        (("--session", "27", "--name", "x"), 2),
        (("--session", "1027", "--name", "x"), 1),
        (("--session", "2027", "--name", " "), 1),
        (("--session", "2027", "--name", "x", "--uai", "12"), 1),
        (("--session", "2027"), 2),
    ],
)
def test_what_makes_no_centre_is_told(more: tuple[str, ...], status: int, tmp_path: Path, run: Run) -> None:
    path = tmp_path / "centre.btscentre"
    printed = run(["centre", "create", str(path), "--no-passphrase", *more])
    printed.check()
    assert (printed.status, path.exists()) == (status, False)


def test_no_file_is_replaced(centre: Path, tmp_path: Path, run: Run) -> None:
    before = centre.read_bytes()
    create = ["centre", "create", str(centre), "--session", "2027", "--name", "x", "--no-passphrase"]
    assert run(create).status == 1
    assert centre.read_bytes() == before
    create[2] = str(tmp_path / "centre.btsjury")
    assert run(create).status == 1


@pytest.mark.parametrize("name", ["sound", "locked", "cut", "text", "empty", "folder", "missing"])
def test_what_is_no_centre_or_no_list_is_told(
    name: str, odd_things: dict[str, Path], centre: Path, tmp_path: Path, run: Run
) -> None:
    liste = tmp_path / "liste.csv"
    liste.write_text("Nom;Prénom\nA;B\n", encoding="utf-8")
    of_centre = run(["import", str(odd_things[name]), str(liste)])
    of_list = run(["import", str(centre), str(odd_things[name])])
    for printed in (of_centre, of_list):
        printed.check()
        assert printed.status in {1, 2}
        assert printed.errors
    assert held(centre) == []


def test_a_workbook_that_ends_its_reader_is_told(bring: Bring, centre: Path) -> None:
    status, told = bring(odd.endless_xls(), name="liste.xls")
    assert status == 2
    assert "a été arrêtée" in told["said"]
    assert held(centre) == []


def test_damaged_workbooks_are_told_or_read_whole(bring: Bring, centre: Path, tmp_path: Path) -> None:
    draw = random.Random(14)
    spare = tmp_path / "vide.btscentre"
    shutil.copy(centre, spare)
    for whole, name in ((lists.office_xlsx(), "liste.xlsx"), (lists.free_ods(), "liste.ods")):
        for _ in range(15):
            content = bytearray(whole)
            for _ in range(draw.randrange(1, 6)):
                content[draw.randrange(len(content))] = draw.randrange(256)
            status, _ = bring(bytes(content), name=name)
            assert status in {0, 1, 2}
            assert status == 0 or held(centre) == []
            shutil.copy(spare, centre)
