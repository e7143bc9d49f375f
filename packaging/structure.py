"""Draws the structure of the program, as its imports make it, into docs/structure.svg.

Run by ``dev.py structure``, with the environment's Python. The picture holds the graph that it shows: so a
test sees when it is stale.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path

import grimp

ROOT = Path(__file__).resolve().parents[1]
PICTURE = ROOT / "docs" / "structure.svg"
PACKAGE = "btstc_jury"

Graph = Mapping[str, Mapping[str, int]]
"""For each part of the program the parts that it imports, and by how many imports of a module by another."""

WORDS = {
    "cli": "commands without a window",
    "bootstrap": "knows every package and wires them",
    "rehearsal_tools": "wires what one practises with",
    "centre_tools": "wires what a centre needs",
    "jury_tools": "wires what goes to the jury",
    "server_tools": "wires what is asked of servers",
    "settings_tools": "wires settings that travel",
    "demonstration": "an oral conducted by keys",
    "ui": "the screens",
    "storage": "the exam file",
    "documents": "printed, signed",
    "exchange": "forms, tables",
    "system": "the machine",
    "placing": "the solver of the day",
    "application": "use cases, ports, and the views: what a screen or a page shows, as values",
    "domain": "the exam itself: forms, time, journal, rules; standard library only",
}
SIDE = ("ui", "storage", "documents", "exchange", "system", "placing")
"""Packages that stand side by side, all others as wide as the picture, from the top."""
ABOVE, BELOW = (
    (
        "cli",
        "bootstrap",
        "rehearsal_tools",
        "centre_tools",
        "server_tools",
        "jury_tools",
        "settings_tools",
        "demonstration",
    ),
    ("application", "domain"),
)

WIDTH, MARGIN = 1200, 20
NARROW, GAP, BAR = 100, 12, 46
LANES = 96
"""Room on the right for what passes beside the packages that stand side by side."""
FOLDER_WIDTH, FOLDER_HEIGHT, FOLDER_STEP = 124, 30, 74
INK, PALE, ACCENT = "#22303c", "#8a99a8", "#1f6f8b"


def graph() -> Graph:
    """As the sources are now."""
    imports = grimp.build_graph(PACKAGE, cache_dir=None)
    found: dict[str, Counter[str]] = {}
    for module in imports.modules:
        importer = part(module)
        if importer is None:
            continue
        known = found.setdefault(importer, Counter())
        for imported in imports.find_modules_directly_imported_by(module):
            other = part(imported)
            if other not in {None, importer}:
                known[str(other)] += 1
    return {name: dict(sorted(known.items())) for name, known in sorted(found.items())}


def part(module: str) -> str | None:
    """The package of a module; inside ``ui`` its folder, « ui » for the files beside the folders."""
    names = module.split(".")[1:]
    if not names or names[0].startswith("__"):
        return None
    folder = ROOT / PACKAGE / "ui" / names[1] if names[0] == "ui" and names[1:] else None
    return f"ui.{names[1]}" if folder is not None and folder.is_dir() else names[0]


def drawn(picture: str) -> Graph:
    """The graph that a picture was drawn from. Raises ``ValueError`` where it holds none."""
    held = re.search(r"<metadata>(.*?)</metadata>", picture, re.DOTALL)
    if held is None:
        raise ValueError("the picture holds no graph")
    read: Graph = json.loads(held[1])
    return read


def differences(old: Graph, new: Graph) -> list[str]:
    """What makes a picture of ``old`` stale: other parts or arrows, or numbers off by more than a quarter."""
    before, after = ({(a, b): n for a, each in one.items() for b, n in each.items()} for one in (old, new))
    told = [f"part {name}" for name in sorted(old.keys() ^ new.keys())]
    told += [f"arrow {' -> '.join(pair)}" for pair in sorted(before.keys() ^ after.keys())]
    for pair in sorted(before.keys() & after.keys()):
        if abs(before[pair] - after[pair]) > max(5, before[pair] / 4):
            told.append(f"number {' -> '.join(pair)}: {before[pair]}, now {after[pair]}")
    return told


@dataclass(frozen=True)
class Box:
    x: float
    y: float
    width: float
    height: float

    @property
    def bottom(self) -> float:
        return self.y + self.height


def picture(parts: Graph) -> str:
    """The SVG."""
    packages = _packages(parts)
    rows = _rows({name: each for name, each in parts.items() if name.split(".")[0] == "ui"})
    inside = [*_reduced(parts, [name for row in rows for name in row])]
    boxes, height = _placed(len(rows))
    folders = _folders(rows, boxes["ui"], inside)
    body = [
        *(_box(name, boxes[name]) for name in boxes if name in packages),
        *_arrows(packages, boxes),
        *_folder_arrows(inside, folders),
        *(_folder(name, box) for name, box in folders.items()),
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}"'
        f' viewBox="0 0 {WIDTH} {height}" font-family="DejaVu Sans, Verdana, sans-serif">\n'
        f"<title>Structure of BTS TC Jury, drawn from its imports</title>\n"
        f"<metadata>{escape(json.dumps(parts), quote=False)}</metadata>\n"
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7"'
        f' orient="auto"><path d="M0 0 8 4 0 8z" fill="{PALE}"/></marker></defs>\n'
        f'<rect width="{WIDTH}" height="{height}" fill="white"/>\n' + "\n".join(body) + "\n</svg>\n"
    )


def _packages(parts: Graph) -> dict[str, Counter[str]]:
    """The graph between whole packages."""
    found: dict[str, Counter[str]] = {}
    for name, imported in parts.items():
        known = found.setdefault(name.split(".")[0], Counter())
        for other, count in imported.items():
            if other.split(".")[0] != name.split(".")[0]:
                known[other.split(".")[0]] += count
    return found


def _placed(rows: int) -> tuple[dict[str, Box], int]:
    """Where each package stands, and the height of all."""
    boxes: dict[str, Box] = {}
    top: float = MARGIN
    full = WIDTH - 2 * MARGIN
    for name in ABOVE:
        boxes[name] = Box(MARGIN, top, full, BAR)
        top += BAR + 30
    narrow = len(SIDE) - 1
    widest = full - LANES - narrow * (NARROW + GAP)
    height = 44 + rows * FOLDER_STEP
    for place, name in enumerate(SIDE):
        x = MARGIN + (widest + GAP + (place - 1) * (NARROW + GAP) if place else 0)
        boxes[name] = Box(x, top, NARROW if place else widest, height)
    top += height + 34
    for name in BELOW:
        boxes[name] = Box(MARGIN, top, full, BAR)
        top += BAR + 34
    return boxes, int(top) - 14


def _arrows(packages: Mapping[str, Mapping[str, int]], boxes: Mapping[str, Box]) -> Iterator[str]:
    """One vertical arrow a pair of packages, each at a place of its own."""
    order = [*ABOVE, *SIDE, *BELOW]
    pairs = [(a, b, packages[a][b]) for a in order for b in order if packages.get(a, {}).get(b)]
    lanes: dict[str, list[tuple[str, str, int]]] = {}
    for a, b, count in pairs:
        lane = next((each for each in (a, b) if each in SIDE), "")
        lanes.setdefault(lane, []).append((a, b, count))
    for lane, arrows in lanes.items():
        left, width = (boxes[lane].x, boxes[lane].width) if lane else (WIDTH - MARGIN - LANES, LANES)
        for place, (a, b, count) in enumerate(arrows):
            x = left + width * (place + 0.5) / len(arrows)
            down = boxes[a].bottom < boxes[b].y
            start, end = (boxes[a].bottom, boxes[b].y) if down else (boxes[a].y, boxes[b].bottom)
            yield (
                f'<line x1="{x:.0f}" y1="{start:.0f}" x2="{x:.0f}" y2="{end:.0f}" stroke="{PALE}"'
                ' stroke-width="1.3" marker-end="url(#tip)" opacity="0.75"/>'
            )
            yield _label(x + 3, end - 9 if down else end + 14, str(count))


def _rows(folders: Graph) -> list[list[str]]:
    """The folders of ``ui`` in layers, the lowest last; those that import each other share one."""
    inside = {name: set(each) & folders.keys() for name, each in folders.items()}
    reached = {name: _reached(name, inside) for name in inside}
    depth: dict[str, int] = {}
    while len(depth) < len(inside):
        for name in sorted(inside.keys() - depth.keys()):
            below = {each for each in reached[name] if name not in reached[each]}
            if below <= depth.keys():
                depth[name] = 1 + max((depth[each] for each in below), default=-1)
    return [sorted(n for n in depth if depth[n] == level) for level in range(max(depth.values()), -1, -1)]


def _reached(name: str, inside: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    waiting = [name]
    while waiting:
        for each in inside[waiting.pop()] - found:
            found.add(each)
            waiting.append(each)
    return found


def _reduced(parts: Graph, folders: Iterable[str]) -> Iterator[tuple[str, str, int]]:
    """The arrows between folders, without those that a longer way implies."""
    inside = {name: set(parts[name]) & set(folders) for name in folders}
    reached = {name: _reached(name, inside) for name in inside}
    for name, imported in inside.items():
        for other in sorted(imported):
            longer = (each for each in imported if other in reached[each] and each not in reached[other])
            if all(name in reached[each] for each in longer):
                yield name, other, parts[name][other]


def _folders(rows: list[list[str]], ui: Box, arrows: Iterable[tuple[str, str, int]]) -> dict[str, Box]:
    """Each folder near what imports it, so that few arrows cross."""
    placed: dict[str, Box] = {}
    for level, row in enumerate(rows):
        wanted = {}
        for name in row:
            above = [placed[a].x for a, b, _ in arrows if b == name and a in placed]
            wanted[name] = sum(above) / len(above) if above else ui.x + ui.width / 2
        for place, name in enumerate(sorted(row, key=lambda name: (wanted[name], name))):
            middle = ui.x + ui.width * (place + 0.5 + (0.05 if level % 2 else -0.05)) / len(row)
            y = ui.y + 44 + level * FOLDER_STEP
            placed[name] = Box(middle - FOLDER_WIDTH / 2, y, FOLDER_WIDTH, FOLDER_HEIGHT)
    return placed


def _folder_arrows(arrows: Iterable[tuple[str, str, int]], folders: Mapping[str, Box]) -> Iterator[str]:
    for name, other, count in arrows:
        a, b = folders[name], folders[other]
        level = a.y == b.y
        x1, x2 = a.x + a.width / 2, b.x + b.width / 2
        y1, y2 = (a.y + 10, b.y + 10) if level else (a.bottom, b.y)
        if level:
            x1, x2 = (a.x + a.width, b.x) if a.x < b.x else (a.x, b.x + b.width)
            y1 = y2 = a.y + (10 if a.x < b.x else 20)
        yield (
            f'<line x1="{x1:.0f}" y1="{y1:.0f}" x2="{x2:.0f}" y2="{y2:.0f}" stroke="{ACCENT}"'
            ' stroke-width="1" marker-end="url(#tip)" opacity="0.7"/>'
        )
        yield _label(x1 + (x2 - x1) * 0.3 + 3, y1 + (y2 - y1) * 0.3, str(count))


def _box(name: str, box: Box) -> str:
    words = WORDS[name]
    narrow = name in SIDE
    size = 13 if narrow else 15
    second = (box.x + 10, box.y + 36) if narrow else (box.x + 150, box.y + 28)
    return (
        f'<rect x="{box.x}" y="{box.y:.0f}" width="{box.width}" height="{box.height:.0f}" rx="6"'
        f' fill="#f2f6f8" stroke="{INK}"/>'
        f'<text x="{box.x + 10}" y="{box.y + (20 if narrow else 28):.0f}" font-size="{size}"'
        f' font-weight="bold" fill="{INK}">{name}</text>'
        f'<text x="{second[0]}" y="{second[1]:.0f}" font-size="11" fill="{INK}">{escape(words)}</text>'
    )


def _folder(name: str, box: Box) -> str:
    title = "ui/*.py" if name == "ui" else name.replace(".", "/")
    return (
        f'<rect x="{box.x:.0f}" y="{box.y:.0f}" width="{box.width}" height="{box.height}" rx="4" fill="white"'
        f' stroke="{ACCENT}"/><text x="{box.x + box.width / 2:.0f}" y="{box.y + 19:.0f}" font-size="11"'
        f' text-anchor="middle" fill="{INK}">{title}</text>'
    )


def _label(x: float, y: float, text: str) -> str:
    return f'<text x="{x:.0f}" y="{y:.0f}" font-size="9" fill="{INK}" opacity="0.85">{text}</text>'


def main() -> int:
    """Draw the picture."""
    PICTURE.write_text(picture(graph()), encoding="utf-8", newline="\n")
    sys.stdout.write(f"Drawn: {PICTURE.relative_to(ROOT)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
