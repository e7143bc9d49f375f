"""``collect``, ``centre board``, ``centre choose``, ``centre confirm``."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from btstc_jury import bootstrap
from btstc_jury.application.centre.receipts import Outcome
from btstc_jury.application.passphrases import passphrase_key
from btstc_jury.domain.centre.awaited import Concern
from tests.centres import a_pictured_centre
from tests.cli.conftest import PASSPHRASE
from tests.cli.printed import Printed
from tests.collected_files import TestTools, a_file, brought

Run = Callable[..., Printed]
JOLY = "0213456008/E4"


@pytest.fixture
def centre(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(bootstrap, "deposits", TestTools)
    for name in ("morning", "evening", "parted"):
        (tmp_path / f"{name}.btsjury").write_bytes(getattr(brought(), name))
    (tmp_path / "joly.pdf").write_bytes(brought().joly)
    file = a_pictured_centre(tmp_path)
    file.close()
    return file.path


@pytest.fixture
def given(centre: Path, run: Run) -> Callable[..., Printed]:
    def give(*names: str, more: tuple[str, ...] = ()) -> Printed:
        return run(["collect", str(centre), *(str(centre.parent / each) for each in names), *more])

    return give


Give = Callable[..., Printed]


def told(printed: Printed) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(printed.out)
    return found


def test_what_came_is_told_and_the_same_twice_changes_nothing(given: Give) -> None:
    first = given("evening.btsjury", "joly.pdf")
    first.check()
    assert first.status == 0
    assert "evening.btsjury (fichier d’examen)\u202f: reçu, 4 interrogations (4 nouvelles)." in first.words
    assert "Noms garantis par BTS TC Jury – autorité interne du fichier" in first.words
    again = given("evening.btsjury", "joly.pdf", more=("--json",))
    assert [each["outcome"] for each in told(again)["files"]] == ["same", "same"]
    board = told(again)["board"]
    assert (board["received"], board["expected"], board["not_received"]) == (4, 14, 10)
    assert (board["withheld"], board["absent"], board["unsigned"], board["unconfirmed"]) == (1, 1, 1, 4)
    assert {each.value for each in Concern} < board.keys()


def test_what_was_not_taken_gives_1(given: Give, tmp_path: Path) -> None:
    a_file(tmp_path / "ailleurs.btsjury", numbers=["77"])
    (tmp_path / "lettre.txt").write_text("bonjour", encoding="utf-8")
    (tmp_path / "vide.btsjury").touch()
    assert given("lettre.txt").status == 0
    printed = given("ailleurs.btsjury", "vide.btsjury", "absent.pdf")
    printed.check()
    assert printed.status == 1
    for words in ("d’un autre centre", "vide.", "illisible"):
        assert words in printed.words


def test_an_encrypted_file_takes_any_line_of_the_file_of_passphrases(given: Give, tmp_path: Path) -> None:
    a_file(tmp_path / "chiffré.btsjury", key=passphrase_key(PASSPHRASE))
    locked = given("chiffré.btsjury")
    assert (locked.status, "Donnez sa phrase de passe" in locked.words) == (1, True)
    keys = tmp_path / "phrases.txt"
    keys.write_text(f"une autre\n\n{PASSPHRASE}\n", encoding="utf-8")
    assert given("chiffré.btsjury", more=("--passphrase-file", str(keys))).status == 0


def test_a_contradiction_is_shown_chosen_and_remembered(given: Give, centre: Path, run: Run) -> None:
    assert given("evening.btsjury", "parted.btsjury").status == 1
    shown = run(["centre", "board", str(centre)])
    shown.check()
    assert shown.status == 1
    assert f"JOLY Pauline [{JOLY}]\u202f: version à choisir" in shown.words
    assert "Note\u202f: 13,5/20 · 11/20" in shown.words
    codes = re.findall(r"\[([0-9a-f]{8})\]", shown.words)
    wrong = run(["centre", "choose", str(centre), JOLY, "zz", "--reason", "vu"])
    assert (wrong.status, codes[0] in wrong.errors) == (1, True)
    assert run(["centre", "choose", str(centre), JOLY, codes[0], "--reason", " "]).status == 1
    assert run(["centre", "choose", str(centre), "9/E4", codes[0], "--reason", "vu"]).status == 1
    done = run(["centre", "choose", str(centre), JOLY.lower(), codes[0][:4], "--reason", "critère 13 revu"])
    done.check()
    assert done.status == 0
    again = told(run(["centre", "board", str(centre), "--json"]))
    (one,) = again["contradictions"]
    assert (again["contradictory"], one["open"]) == (0, False)
    assert "critère 13 revu" in one["decided"]
    assert [each["chosen"] for each in one["versions"]] == [True, False]


def test_what_the_number_ties_is_confirmed(given: Give, centre: Path, run: Run, tmp_path: Path) -> None:
    a_file(tmp_path / "nom.btsjury", numbers=["0213456001"])
    given("evening.btsjury", "nom.btsjury")
    one = run(["centre", "confirm", str(centre), JOLY])
    assert one.words == "1 rattachement confirmé.\n"
    assert run(["centre", "confirm", str(centre)]).words == "3 rattachements confirmés.\n"
    assert run(["centre", "confirm", str(centre), JOLY]).status == 1
    known = told(run(["centre", "board", str(centre), "--json"]))
    assert (known["unconfirmed"], known["strays"]) == (0, 1)
    # Another name under a number of the centre's waits for a word about it.
    (stray,) = known["unknown"]
    assert "son nom est un autre" in stray["words"]
    assert told(run(["centre", "confirm", str(centre), stray["code"], "--json"]))["confirmed"] == 1
    assert told(run(["centre", "board", str(centre), "--json"]))["strays"] == 0


def test_the_page_tells_every_outcome_and_count() -> None:
    page = (Path(__file__).parents[2] / "docs" / "centre-collection.md").read_text("utf-8")
    for each in (*Outcome, *Concern):
        assert f"`{each.value}`" in page
