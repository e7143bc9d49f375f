"""The demonstration of a centre without a screen, run once as a user runs it."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from btstc_jury.application.centre.collection import stock_of
from btstc_jury.application.centre.office import CentreDesk, CentreOffice, open_centre
from btstc_jury.application.centre.receipts import Outcome, ReceiptKind
from btstc_jury.bootstrap import form_folders
from btstc_jury.demonstration import centre_script as script
from btstc_jury.domain.centre.awaited import Concern, Stock
from btstc_jury.domain.centre.day_faults import day_faults
from btstc_jury.exchange.form_library import FormLibrary
from btstc_jury.storage.centre import SqliteCentreFiles
from tests.documents.reading import page_texts, squeezed, whole_text
from tests.fakes import FakeClock

ROOT = Path(__file__).resolve().parents[2]
SCREENS = (
    "accueil",
    "nouveau-centre",
    "candidats-vides",
    "liste",
    "candidats",
    "journee-vide",
    "salles",
    "examinateurs-colles",
    "examinateurs",
    "commissions-collees",
    "commissions",
    "placement",
    "placement-trouve",
    "journee",
    "documents",
    "fichiers-des-commissions",
    "fichiers-faits",
    "absence",
    "absence-ce-qui-change",
    "journee-changee",
    "documents-changes",
    "bordereaux",
    "sortie-bordereaux",
    "sortie-bordereaux-faite",
    "sortie-grilles",
    "sortie-grilles-faite",
    "sortie-dossier-ccf",
    "sortie-dossier-ccf-faite",
    "harmonisation",
    "harmonisation-jurors",
    "harmonisation-levels",
)


def run(out: Path, *more: str) -> subprocess.CompletedProcess[str]:
    """Without a display and without a platform named, as on a bare server."""
    hidden = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    return subprocess.run(
        [sys.executable, "-m", "btstc_jury", "demo", "--centre", *more, "--out", str(out)],
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
    (folder / "commissions").mkdir(parents=True)
    for name in ("centre.btscentre", "commissions/BTS TC 2027 commission 1.btsjury", "à moi.txt"):
        (folder / name).write_text("reste")
    done = run(folder, "--headless")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Une journée de centre" in done.stdout
    assert (folder / "à moi.txt").read_text() == "reste"
    return folder


@pytest.fixture(scope="module")
def office(out: Path) -> Iterator[CentreOffice]:
    desk = CentreDesk(SqliteCentreFiles(), FormLibrary(form_folders()), FakeClock(), "Alix")
    office = open_centre(desk, out / "centre.btscentre")
    yield office
    office.close()


@pytest.fixture(scope="module")
def stock(office: CentreOffice) -> Stock:
    return stock_of(office)


def pdf(path: Path) -> str:
    return whole_text(path.read_bytes())


@pytest.mark.long
def test_every_screen_is_pictured_in_light_and_dark(out: Path) -> None:
    names = sorted(path.name for path in out.glob("*.png"))
    expected = [
        f"{place:02d}-{screen}-{look}.png"
        for place, screen in enumerate(SCREENS, start=1)
        for look in ("dark", "light")
    ]
    assert names == expected
    seen = set()
    for name in expected:
        image = QImage(str(out / name))
        assert image.width() >= 1366, name
        assert image.height() >= 768, name
        corner = image.pixelColor(3, image.height() - 3).lightness()
        assert (corner > 150) == name.endswith("light.png"), name
        assert len({image.pixel(x, y) for x in range(0, 1366, 7) for y in range(0, 768, 7)}) > 8, name
        seen.add(sha256(image.constBits()).digest())
    assert len(seen) == len(expected)


@pytest.mark.long
def test_the_day_is_placed_without_a_fault_around_who_is_ill(office: CentreOffice) -> None:
    timetable = office.timetable
    assert len(timetable.candidates) == script.CANDIDATES
    assert len(timetable.slots) == script.ORALS
    assert list(day_faults(timetable)) == []
    ill = next(each.identity for each in timetable.jurors.values() if each.name == script.ILL)
    without = [each.identity for each in timetable.commissions.values() if ill in each.jurors]
    hours = [each.oral for each in timetable.slots.values() if each.commission in without]
    assert hours
    assert [each for each in hours if (13, 30) <= (each.hour, each.minute) < (14, 30)] == []


@pytest.mark.long
def test_all_came_back_and_what_parts_was_chosen(stock: Stock) -> None:
    assert len(stock.awaited) == script.ORALS
    assert all(each.received for each in stock.awaited)
    concerns = [concern for each in stock.awaited for concern in each.concerns]
    assert concerns == [Concern.ABSENT]
    parted = [each for each in stock.awaited if each.oral is not None and len(each.oral.versions) == 2]
    assert len(parted) == 1
    facts = parted[0].facts
    assert facts is not None
    assert (facts.candidate.number, facts.held.mark) == (script.PARTED, script.OTHER_MARK)


@pytest.mark.long
def test_what_came_is_kept_once_and_the_damaged_copy_is_told(office: CentreOffice, out: Path) -> None:
    kept = office.file.collection
    receipts = {each.name: each for each in kept.receipts()}
    assert {each.name: each.outcome for each in receipts.values() if each.outcome is not Outcome.TAKEN} == {
        "clé abîmée.btsjury": Outcome.DAMAGED
    }
    brought = {each.name: each for each in (out / "retour").glob("[!.]*")}
    # The one that came twice was received once.
    assert brought.keys() - receipts.keys() == {"commission 1, autre clé.btsjury"}
    for name, each in receipts.items():
        assert kept.content(each.sha256) == brought[name].read_bytes(), name
    assert {each.kind for each in receipts.values()} == {*ReceiptKind}
    sound, damaged = (brought[each].read_bytes() for each in ("commission 3.btsjury", "clé abîmée.btsjury"))
    assert sum(one != other for one, other in zip(sound, damaged, strict=True)) == 1
    (choice,) = kept.choices()
    assert choice.reason == script.REASON


@pytest.mark.long
def test_the_papers_tell_everybody_then_only_whom_it_moved(out: Path) -> None:
    whole = pdf(out / "documents.pdf")
    for name in ("BENALI", "DIALLO", "PETIT-RADEL", "NGUYỄN", "Lanvin", "B10"):
        assert squeezed(name) in whole, name
    changed = page_texts((out / "documents changés.pdf").read_bytes())
    assert 0 < len(changed) < len(page_texts((out / "documents.pdf").read_bytes()))


@pytest.mark.long
def test_what_goes_out_is_whole(out: Path) -> None:
    with (out / "bordereaux" / "Bordereau récapitulatif.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    assert any("KERN" in cell for row in rows for cell in row)
    text = pdf(out / "bordereaux" / "Bordereau récapitulatif.pdf")
    for words in ("KERN", "13,5", "NGUYỄN", "PETIT-RADEL"):
        assert squeezed(words) in text, words
    signed = [each.name for each in (out / "grilles").glob("*.pdf")]
    assert len(signed) == 9
    assert all(b"/ByteRange" in (out / "grilles" / each).read_bytes() for each in signed)
    folder = [each.name for each in (out / "dossier CCF").iterdir()]
    assert sum(each.endswith("fiche de synthèse.pdf") for each in folder) == 4
    assert "index.html" in folder


def test_it_is_played_without_a_screen_only(tmp_path: Path) -> None:
    done = run(tmp_path)
    assert done.returncode == 2
    assert "--headless" in done.stderr


@pytest.mark.long
def test_what_all_commissions_gave_is_left_as_pages_and_figures(out: Path) -> None:
    told = json.loads((out / "harmonisation.json").read_text("utf-8"))
    assert sum(each["orals"] for each in told["forms"]) == script.ORALS - 1
    (ccf,) = (each for each in told["forms"] if each["key"] == "e4-ccf-1")
    assert [each["small"] for each in ccf["jurors"]] == [True] * 3
    assert {each["juror"] for each in ccf["jurors"]} == {"Mme Okoye", "M. Lanvin", "Mme Petit"}
    assert all(each["points"] == [2.0] * each["n"] for each in ccf["apart"])
    assert "Harmonisation" in pdf(out / "harmonisation.pdf")
