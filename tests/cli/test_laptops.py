"""`btstc-jury invite` and `btstc-jury bring`, as they are called."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from btstc_jury.application import laptops
from btstc_jury.application.passphrases import passphrase_key
from btstc_jury.application.sessions import create_file
from btstc_jury.domain.session import FileKind
from btstc_jury.storage import SqliteExamFiles
from tests.cli.printed import Printed
from tests.forms_for_tests import make_plan, make_session
from tests.laptops import Laptop, finish, note, rate, sit

Run = Callable[..., Printed]
PASSPHRASE = "quatre loutres dansent tranquillement"


@pytest.fixture
def main(tmp_path: Path) -> Laptop:
    return Laptop.at(tmp_path / "main")


@pytest.fixture
def exam(main: Laptop) -> Path:
    """Closed: one oral over, another to come."""
    path = main.folder / "examen.btsjury"
    office = create_file(main.desk, path, make_session(FileKind.EXAM))
    office.plan(make_plan(), "essai")
    office.plan(make_plan("0002", "Second", "Lou"), "essai")
    sit(office)
    finish(office)
    office.close()
    return path


def invite(run: Run, exam: Path, out: Path, *options: str, juror: str = "dominique") -> Printed:
    words = ["invite", str(exam), "--oral", "1", "--juror", juror, "--out", str(out)]
    return run([*words, *(options or ("--plain",))])


def seal(laptop: Laptop, path: Path, passphrase: str = "", mark: str = "12") -> None:
    office = laptop.open(path, passphrase_key(passphrase) if passphrase else None)
    note(office, "clair", "b")
    rate(office, "b", "S", mark)
    laptops.seal(office)
    office.close()


def test_an_opinion_goes_out_and_comes_back(run: Run, main: Laptop, exam: Path, tmp_path: Path) -> None:
    out = tmp_path / "avis.btsjury"
    made = invite(run, exam, out)
    said = f"{out}\u202f: Dominique Fictif, DURAND Élodie.\n"
    assert (made.status, made.words) == (0, said)
    assert made.errors == "Avis non chiffré\u202f: remettez-le en main propre.\n"
    seal(main, out)
    told = run(["bring", str(exam), str(out)])
    assert told.status == 0
    assert "Avis de Dominique Fictif reçu, interrogation de DURAND Élodie" in told.words
    again = run(["bring", str(exam), str(out)])
    assert (again.status, "rien n’a changé" in again.words) == (0, True)
    office = main.open(exam)
    assert office.oral(1).debate.of("b").given
    office.close()


def test_json_says_what_became_of_each(run: Run, main: Laptop, exam: Path, tmp_path: Path) -> None:
    out, unsealed = tmp_path / "avis.btsjury", tmp_path / "autre.btsjury"
    invite(run, exam, out)
    invite(run, exam, unsealed, juror="Claude Fictif")
    seal(main, out)
    told = run(["bring", str(exam), str(unsealed), str(exam), str(out), "--json"])
    assert (told.status, told.errors) == (1, "")
    found = json.loads(told.words)
    assert (found["schema"], found["schema_version"]) == ("btstc-jury/bring", 1)
    assert [(each["outcome"], each["reason"]) for each in found["opinions"]] == [
        ("refused", "not_sealed"),
        ("refused", "not_an_opinion"),
        ("taken", ""),
    ]
    last = found["opinions"][-1]
    assert (last["oral"], last["juror"], last["file"]) == (1, "Dominique Fictif", str(out))


def test_an_encrypted_opinion_needs_its_passphrase(
    run: Run, main: Laptop, exam: Path, tmp_path: Path
) -> None:
    if not SqliteExamFiles().can_encrypt:
        pytest.skip("no cipher here")
    words, weak, out = tmp_path / "phrase.txt", tmp_path / "faible.txt", tmp_path / "avis.btsjury"
    words.write_text(f"{PASSPHRASE}\n", encoding="utf-8")
    weak.write_text("bonjour\n", encoding="utf-8")
    refused = invite(run, exam, out, "--seal-with", str(weak))
    assert (refused.status, out.exists()) == (2, False)
    assert "Phrase de passe trop faible." in refused.errors
    assert invite(run, exam, out, "--seal-with", str(words)).errors == ""
    seal(main, out, PASSPHRASE)
    locked = run(["bring", str(exam), str(out)])
    assert (locked.status, "est chiffré" in locked.errors) == (1, True)
    wrong = run(["bring", str(exam), str(out), "--opinion-passphrases", str(weak)])
    assert (wrong.status, "n’ouvre pas" in wrong.errors) == (1, True)
    both = tmp_path / "deux.txt"
    both.write_text(f"bonjour\n{PASSPHRASE}\n", encoding="utf-8")
    assert run(["bring", str(exam), str(out), "--opinion-passphrases", str(both)]).status == 0


def test_who_or_what_is_not_there_is_named(run: Run, exam: Path, tmp_path: Path) -> None:
    out = tmp_path / "avis.btsjury"
    nobody = invite(run, exam, out, juror="Zorro")
    assert (nobody.status, out.exists()) == (1, False)
    assert "aucun membre de la commission n’a ce nom (Camille Fictif" in nobody.errors
    several = invite(run, exam, out, juror="Fictif")
    assert (several.status, "plusieurs membres ont ce nom" in several.errors) == (1, True)
    other = run(["invite", str(exam), "--oral", "9", "--juror", "Camille", "--out", str(out), "--plain"])
    assert other.status == 1
    assert "Pas d’interrogation 9 dans ce fichier" in other.errors
    assert "2\u202f: SECOND Lou, n°\u202f0002" in other.errors
    out.touch()
    assert (invite(run, exam, out).status, out.read_bytes()) == (2, b"")
    assert run(["invite", str(exam), "--oral", "1", "--juror", "Camille", "--out", str(out)]).status == 2


def test_the_juror_says_which_of_two_opinions_stays(
    run: Run, main: Laptop, exam: Path, tmp_path: Path
) -> None:
    out = tmp_path / "avis.btsjury"
    invite(run, exam, out)
    seal(main, out)
    office = main.open(exam)
    rate(office, "b", "S", "7")
    office.close()
    refused = run(["bring", str(exam), str(out)])
    assert (refused.status, "--keep ici ou --keep portable" in refused.errors) == (1, True)
    kept = run(["bring", str(exam), str(out), "--keep", "ici"])
    assert (kept.status, "l’avis saisi ici est gardé" in kept.words) == (0, True)
    replaced = run(["bring", str(exam), str(out), "--keep", "portable"])
    assert (replaced.status, "à la place de l’autre" in replaced.words) == (0, True)


def test_a_file_that_is_open_elsewhere_is_left_alone(
    run: Run, main: Laptop, exam: Path, tmp_path: Path
) -> None:
    office = main.open(exam)
    told = invite(run, exam, tmp_path / "avis.btsjury")
    office.close()
    assert (told.status, "Rien n’a été écrit." in told.errors) == (2, True)
    assert not (tmp_path / "avis.btsjury").exists()
