"""One grid of two pages, against a raw canvas that is told where each line of the same pages stands."""

from __future__ import annotations

from io import BytesIO
from itertools import chain
from statistics import median
from time import perf_counter

from reportlab.pdfgen.canvas import Canvas

from btstc_jury.documents.grid import grid_pdf, sheets
from btstc_jury.documents.sheet import Sheet
from btstc_jury.documents.typesetting import load
from tests.benchmarks.result import Result
from tests.documents.views import sample_e6

ROUNDS = 41
GOAL = 3.0


def run() -> list[Result]:
    view = sample_e6()
    load()
    pages = sheets(view)
    if len(pages) != 2:
        raise RuntimeError("the grid to measure must have two pages")
    for _ in range(3):
        raw_canvas(pages)
        grid_pdf(view)
    ours: list[float] = []
    floors: list[float] = []
    for _ in range(ROUNDS):
        start = perf_counter()
        grid_pdf(view)
        between = perf_counter()
        raw_canvas(pages)
        floors.append(perf_counter() - between)
        ours.append(between - start)
    floor, measured = median(floors) * 1000, median(ours) * 1000
    lines = sum(len(page._words) for page in pages)
    detail = f"ms, median of {ROUNDS} taken in turns; {lines} lines of text on 2 pages"
    return [Result("grid PDF against a raw canvas", floor, measured, measured / floor, GOAL, detail)]


def raw_canvas(pages: list[Sheet]) -> bytes:
    """The same words and shapes at the same places with the same fonts, nothing to decide."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pageCompression=1, invariant=1)
    for page in pages:
        _raw_shapes(canvas, page)
        font = None
        for x, y, text, style in page._words:
            if style is not font:
                canvas.setFont(style.face.value, style.size)
                font = style
            canvas.drawString(x, y, text)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _raw_shapes(canvas: Canvas, page: Sheet) -> None:
    for area in chain(*page._fills.values(), page._solids):
        canvas.rect(*area, stroke=0, fill=1)
    for box in chain(*page._boxes.values()):
        canvas.rect(*box)
    for rule in chain(*page._rules.values()):
        canvas.line(*rule)
    for frame in page._frames:
        canvas.roundRect(*frame, 3)


if __name__ == "__main__":
    for each in run():
        print(f"{each.what}: {each.measured:.2f} / {each.floor:.2f} = {each.ratio:.2f} (goal {each.goal})")
        print(each.detail)
