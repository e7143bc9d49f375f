"""A list of ten thousand candidates: read, compared and shown, against only cutting the file into cells.

In time of the processor: others who work on the machine hold up the longer of the two.
"""

from __future__ import annotations

import csv
import random
import statistics
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import process_time

from btstc_jury.application.centre.importing import Author, Preview, preview, take_in
from btstc_jury.application.centre.ports import CentreAct
from btstc_jury.domain.centre.centre import Centre
from btstc_jury.exchange.candidate_lists import read_file
from btstc_jury.exchange.list_sheets import read_list_sheets
from btstc_jury.storage.centre import SqliteCentreFiles
from btstc_jury.storage.centre.file import SqliteCentreFile
from tests.benchmarks.result import Result

LINES = 10_000
TURNS = 5
_LAST = ("LEFÈBVRE", "O'BRIEN", "DE LA FONTAINE", "ÇINAR", "MARTIN", "Nguyễn", "DURAND", "N'DIAYE")
_FIRST = ("Zoé", "Jean-François, Marie", "Sean", "Thị Ánh", "Élodie", "Karim", "Inès")
_HEADINGS = (
    *("Division de classe", "N° Candidat", "N° Inscription", "Nom de famille", "Nom d'usage", "Prénom(s)"),
    *("Date de Naissance", "INE", "Catégorie Candidat", "Code Spécialité", "Spécialité", "Etat"),
    *("Établissement", "UAI", "Enseignements"),
)


def run(lines: int = LINES, turns: int = TURNS) -> list[Result]:
    with tempfile.TemporaryDirectory() as made:
        path = Path(made) / "liste.csv"
        path.write_text(_list(lines), encoding="utf-8-sig", newline="")
        read = _median(lambda: _cells(path), turns)
        first = _measured(Path(made), path, turns, known=False)
        again = _measured(Path(made), path, turns, known=True)
        whole = statistics.median(_whole(Path(made), path) for _ in range(turns))
    detail = f"s of the processor, median of {turns}; file cut into cells {read:.3f}"
    return [
        Result(f"list of {lines} lines, all new, shown", read, first, first / read, 5, detail),
        Result(f"list of {lines} lines, all known, shown", read, again, again / read, 5, detail),
        Result(f"list of {lines} lines, shown and written", read, whole, whole / read, 5, detail),
    ]


def _list(lines: int) -> str:
    draw = random.Random(14)
    rows = [";".join(_HEADINGS)]
    for number in range(lines):
        birth = f"{draw.randrange(1, 29):02}/{draw.randrange(1, 13):02}/{draw.randrange(2002, 2008)}"
        last = f"{draw.choice(_LAST)}-{draw.choice(_LAST)}{number % 700}"
        cells = (
            *(f"{number % 4}TC1", f"0213{number:06}", f"{number % 900:03}", last, " -", draw.choice(_FIRST)),
            *(birth, f"{number:09}EF", "SCOLAIRE", "31209", "Matériaux du bâtiment", "INSCRIT"),
            *(f"LYC FICTIF {number % 60}", f"0{number % 60:06}A", "E4 CCF, E6 ponctuel"),
        )
        rows.append(";".join(cells))
    return "".join(f"{row}\r\n" for row in rows)


def _cells(path: Path) -> None:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    if len(rows) < 2:
        raise ValueError("nothing was read")


def _shown(file: SqliteCentreFile, path: Path) -> Preview:
    raw, heading = read_file(path, read_list_sheets)
    found = preview(file, raw, heading)
    if found.read.faults or found.undecided:
        raise ValueError(found.read.faults[:3], found.undecided[:3])
    return found


def _made(folder: Path) -> SqliteCentreFile:
    path = folder / "centre.btscentre"
    path.unlink(missing_ok=True)
    return SqliteCentreFiles().create(path, Centre("Centre", 2027), CentreAct(0, "essai", "créé"))


def _measured(folder: Path, path: Path, turns: int, *, known: bool) -> float:
    file = _made(folder)
    try:
        if known:
            take_in(file, _shown(file, path), Author("essai", 0))
        return _median(lambda: _shown(file, path), turns)
    finally:
        file.close()


def _whole(folder: Path, path: Path) -> float:
    """Into a file that is there."""
    file = _made(folder)
    try:
        began = process_time()
        take_in(file, _shown(file, path), Author("essai", 0))
        return process_time() - began
    finally:
        file.close()


def _median(action: Callable[[], object], turns: int) -> float:
    durations = []
    for _ in range(turns):
        began = process_time()
        action()
        durations.append(process_time() - began)
    return statistics.median(durations)


if __name__ == "__main__":
    for each in run():
        print(
            f"{each.what}: {each.measured:.3f} s, ratio {each.ratio:.2f} (goal {each.goal:g}); {each.detail}"
        )
