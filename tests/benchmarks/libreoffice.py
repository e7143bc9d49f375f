"""One grid, against LibreOffice that fills a document of the same lines, without a screen, as a PDF."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Callable
from html import escape
from pathlib import Path
from statistics import median
from time import perf_counter

from btstc_jury.documents.grid import grid_pdf, sheets
from btstc_jury.documents.typesetting import load
from tests.benchmarks.result import Result
from tests.documents.views import sample_e6

ROUNDS = 5
GRIDS = 9
"""In each round, in turns."""
TIMES = 50
"""As fast, at the least."""

_NAMES = "urn:oasis:names:tc:opendocument:xmlns"
_OPENING = (
    f'<?xml version="1.0" encoding="UTF-8"?><office:document xmlns:office="{_NAMES}:office:1.0"'
    f' xmlns:text="{_NAMES}:text:1.0" xmlns:table="{_NAMES}:table:1.0" office:version="1.2"'
    ' office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text>'
)
_COLUMNS = 3
_CLOSING = "</office:text></office:body></office:document>"


def run(rounds: int = ROUNDS, grids: int = GRIDS) -> list[Result]:
    what = f"one grid, {TIMES} times, against LibreOffice filling a document"
    program = shutil.which("soffice")
    if program is None:
        return [Result(what, 0, 0, 0, 1, "LibreOffice absent", measured_here=False)]
    view = sample_e6()
    load()
    grid_pdf(view)
    lines = [text for page in sheets(view) for _, _, text, _ in page._words]
    template = _template(len(lines))
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        # Its first start makes its profile.
        _fill(program, folder, template, lines)
        made_here, filled = [], []
        for _ in range(rounds):
            made_here += [_timed(lambda: grid_pdf(view)) for _ in range(grids)]
            filled.append(_timed(lambda: _fill(program, folder, template, lines)))
    ours, theirs = median(made_here), median(filled)
    detail = (
        f"ms: {1000 * ours:.0f}; LibreOffice, its start included, {1000 * theirs:.0f}, median of {rounds}"
    )
    return [Result(what, theirs, ours * TIMES, ours * TIMES / theirs, 1, detail)]


def _template(places: int) -> str:
    """A table, as a grid is, with a mark where each text goes."""
    cells = [f"<table:table-cell><text:p>[{place}]</text:p></table:table-cell>" for place in range(places)]
    rows = (
        f"<table:table-row>{''.join(cells[first : first + _COLUMNS])}</table:table-row>"
        for first in range(0, places, _COLUMNS)
    )
    columns = f'<table:table-column table:number-columns-repeated="{_COLUMNS}"/>'
    return f'{_OPENING}<table:table table:name="Grille">{columns}{"".join(rows)}</table:table>{_CLOSING}'


def _fill(program: str, folder: Path, template: str, lines: list[str]) -> None:
    filled = template
    for place, text in enumerate(lines):
        filled = filled.replace(f"[{place}]", escape(text))
    source, pdf = folder / "grille.fodt", folder / "grille.pdf"
    source.write_text(filled, encoding="utf-8")
    pdf.unlink(missing_ok=True)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    if not pdf.exists():
        raise RuntimeError("no PDF was made")


def _timed(action: Callable[[], object]) -> float:
    begun = perf_counter()
    action()
    return perf_counter() - begun


if __name__ == "__main__":
    for each in run():
        print(f"{each.what}: ratio {each.ratio:.2f} (goal {each.goal:g}); {each.detail}")
