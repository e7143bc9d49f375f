"""The demonstration without a screen, run as a user runs it: in a process of its own."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from io import BytesIO
from pathlib import Path

import pytest
from cryptography import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from PySide6.QtGui import QImage

from btstc_jury.application.sessions import Desk, open_file
from btstc_jury.bootstrap import form_folders
from btstc_jury.demonstration.headless import _fresh
from btstc_jury.demonstration.script import JURORS
from btstc_jury.domain.session import FileKind
from btstc_jury.domain.standing import Stage
from btstc_jury.exchange.form_library import FormLibrary
from btstc_jury.storage import SqliteExamFiles
from tests.documents.reading import page_texts, squeezed, whole_text
from tests.fakes import FakeClock
from tests.storage.small_disks import mounted

ROOT = Path(__file__).resolve().parents[2]
SCREENS = (
    "accueil",
    "jour-vide",
    "jour",
    "e4-arrivee",
    "e4-phase-1",
    "e4-suspension",
    "e4-phase-2",
    "e4-phase-3",
    "e4-phase-4",
    "e4-deliberation",
    "e4-validee",
    "e4-grille",
    "e4-signature",
    "e4-signee",
    "e6-arrivee",
    "e6-phase-1",
    "e6-phase-2",
    "e6-phase-3",
    "e6-deliberation",
    "e6-validee",
    "e6-grille",
    "e6-signature",
    "e6-signee",
    "jour-fini",
)


def run(out: Path) -> subprocess.CompletedProcess[str]:
    """Without a display and without a platform named, as on a bare server."""
    hidden = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    return subprocess.run(
        [sys.executable, "-m", "btstc_jury", "demo", "--headless", "--out", str(out)],
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        env={key: value for key, value in os.environ.items() if key not in hidden} | {"PYTHONUTF8": "1"},
        check=False,
    )


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What one run leaves."""
    folder = tmp_path_factory.mktemp("demo") / "sortie" / "à créer"
    done = run(folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert "conduits de l’arrivée à la grille signée" in done.stdout
    return folder


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
        assert (image.width(), image.height()) == (1366, 768)
        foot = image.pixelColor(1000, 757).lightness()
        assert (foot > 200) == name.endswith("light.png"), name
        assert len({image.pixel(x, y) for x in range(0, 1366, 7) for y in range(0, 768, 7)}) > 8, name


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are of another kind there")
def test_what_bears_names_is_for_its_user_alone(out: Path) -> None:
    assert [each.name for each in (out, *out.iterdir()) if each.stat().st_mode & 0o077] == []


def test_a_full_disk_is_told(tmp_path: Path) -> None:
    with mounted(tmp_path, "64k") as disk:
        done = run(disk)
    assert done.returncode == 1
    assert "le disque est plein" in done.stderr.lower()


def test_the_grids_say_what_was_conducted(out: Path) -> None:
    e4, e6 = (out / "grille-e4.pdf").read_bytes(), (out / "grille-e6.pdf").read_bytes()
    for pdf, words in (
        (e4, ("MOREAU-LEFEBVRE Anaïs", "13/20", "Alarme incendie", "durée 1:35", "8:52", "66:40")),
        (e6, ("BENALI Karim", "14,5/20", "+0:47", "Projet utile à l’entreprise")),
    ):
        assert len(page_texts(pdf)) in {1, 2}
        text = whole_text(pdf)
        for each in (*words, "sans valeur d’examen", "M. Lanvin", "version 1"):
            assert squeezed(each) in text, each
        assert "PROVISOIRE" not in text


@pytest.mark.skipif(shutil.which("pdfsig") is None, reason="pdfsig is not on this machine")
@pytest.mark.parametrize("name", ["grille-e4.pdf", "grille-e6.pdf"])
def test_the_grids_are_signed_by_three_and_another_program_finds_them_valid(out: Path, name: str) -> None:
    done = subprocess.run(
        ["pdfsig", "-nocert", str(out / name)], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("Signature is Valid") == 3
    for juror in JURORS:
        assert f"Signer Certificate Common Name: {juror.name}" in done.stdout


def test_the_certificate_of_the_authority_lies_beside_them(out: Path) -> None:
    authority = x509.load_pem_x509_certificate((out / "autorite.crt").read_bytes())
    for name in ("grille-e4.pdf", "grille-e6.pdf"):
        reader = PdfFileReader(BytesIO((out / name).read_bytes()))
        assert reader.embedded_signatures
        for signature in reader.embedded_signatures:
            signer = x509.load_der_x509_certificate(signature.signer_cert.dump())
            signer.verify_directly_issued_by(authority)


def test_the_journal_is_whole(out: Path) -> None:
    with (out / "journal.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    for oral in ("1", "2"):
        sequence = [int(row["séquence"]) for row in rows if row["interrogation"] == oral]
        assert sequence == list(range(1, len(sequence) + 1))
    for row in rows:
        json.loads(row["contenu"])
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", row["instant UTC"])
    kinds = {
        oral: Counter(row["nature"] for row in rows if row["interrogation"] == oral) for oral in ("1", "2")
    }
    assert (kinds["1"]["phase-started"], kinds["1"]["paused"], kinds["1"]["finalised"]) == (4, 1, 1)
    assert (kinds["2"]["phase-started"], kinds["2"]["paused"], kinds["2"]["finalised"]) == (3, 0, 1)
    assert not kinds["1"]["gap-found"] + kinds["2"]["gap-found"]
    assert (kinds["1"]["note-added"], kinds["2"]["note-added"]) == (10, 8)


def test_the_exam_file_is_a_demonstration_that_opens(out: Path) -> None:
    desk = Desk(SqliteExamFiles(), FormLibrary(form_folders()), FakeClock())
    office, under_way = open_file(desk, out / "demonstration.btsjury")
    assert (office.session.kind, under_way) == (FileKind.DEMONSTRATION, None)
    assert [office.oral(number).stage for number in (1, 2)] == [Stage.FINALISED] * 2
    office.close()


@pytest.mark.parametrize(
    ("blocked", "told"),
    [
        ("", "n’a pas pu écrire dans"),
        pytest.param("demonstration.btsjury", "n’a pas pu écrire dans", marks=pytest.mark.long),
        ("01-accueil-light.png", "l’image 01-accueil-light.png n’a pas été écrite"),
    ],
)
def test_a_place_that_refuses_is_told_without_a_traceback(tmp_path: Path, blocked: str, told: str) -> None:
    out = tmp_path / "sortie"
    if blocked:
        (out / blocked / "occupé").mkdir(parents=True)
    else:
        out.touch()
    done = run(out)
    assert done.returncode == 1
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert "conduits" not in done.stdout


def test_a_second_run_clears_the_first(out: Path) -> None:
    """Only its own file; anything else in the folder stays."""
    folder = out.parent / "encore"
    folder.mkdir()
    for name in ("demonstration.btsjury", "demonstration.btsjury-wal", "autre.btsjury"):
        (folder / name).touch()
    _fresh(folder / "demonstration.btsjury")
    assert [path.name for path in folder.iterdir()] == ["autre.btsjury"]
