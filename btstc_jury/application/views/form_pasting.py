"""Rows copied in a spreadsheet and pasted into a list of a form: what each column is taken for."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from io import StringIO
from typing import TypeAlias

from btstc_jury.application.form_editing import FormDraft, Values, as_number
from btstc_jury.application.views.form_editor import FieldSpec, Kind, PageSpec, choice_words
from btstc_jury.domain.form import LimitKind
from btstc_jury.domain.wording import one_line, unaccented

Cells: TypeAlias = tuple[tuple[str, ...], ...]
"""Rows of the same width, none of them blank."""

_MOST_ROWS, _MOST_COLUMNS = 200, 30
_LONGEST_HEADING = 40
_SHORT_TITLE = 20
_NUMBER = re.compile(r"\d{1,9}(?:[.,]\d{1,9})? ?(?:pts?|points?|%)?")
_TIME = re.compile(r"(?:(\d{1,2}):)?(\d{1,3}):(\d\d)|(\d{1,3}) ?(?:min|mn|minutes?|')")
_CODE = re.compile(r"[A-Z]{1,4}\d+(?:\.\d+)*(?:[\s,;]+[A-Z]{1,4}\d+(?:\.\d+)*)*")
_LETTERS = 3
_HEADINGS: Mapping[str, str] = {
    "text": r"criteres?|indicateurs?|objectifs?|attendus?|items?",
    "competences": r"competences?|codes?",
    "block": r"blocs?|domaines?|parties?|poles?",
    "points": r"points?|pts?|bareme",
    "title": r"titres?|intitules?|phases?|parties?|blocs?|notes?",
    "maximum": r"duree|temps|minutes|maximum",
    "letters": r"lettres?|sigle",
    "label": r"libelle|niveaux?|intitule",
    "code": r"codes?",
    "candidate": r"(?:le )?candidat",
    "commission": r"(?:la )?commission|jury",
}
"""Beginnings of a heading, without accents, that say what a column is for."""
_BY_KIND: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "criteria": {"text": ("text",), "code": ("competences",), "short": ("text",), "number": ("points",)},
    "phases": {"text": ("title", "candidate", "commission"), "time": ("maximum",), "number": ("maximum",)},
    "levels": {"short": ("letters",), "text": ("label",), "number": ("share",)},
    "competences": {"code": ("code",), "short": ("code",), "text": ("label", "remark")},
    "blocks": {"text": ("title",), "short": ("title",), "number": ("points",)},
    "marks": {"text": ("title",), "short": ("title",), "number": ("maximum", "step")},
}
"""By the list of the form, what columns without a heading are for, by what stands in them, in their order."""


@dataclass(frozen=True, slots=True)
class Target:
    """``path``: of a value of a row, « descriptors.2 » for that of one level, "" for a column left aside."""

    path: str
    caption: str


def cells_of(text: str) -> Cells:
    """As a spreadsheet puts them on the clipboard: tabs between cells, quotes around those with line ends.
    Columns without anything in them are left out.
    """
    rows = [[one_line(cell).strip() for cell in row] for row in _split(text)]
    wide = max(map(len, rows), default=0)
    said = [place for place in range(wide) if any("".join(row[place : place + 1]) for row in rows)]
    return tuple(tuple(row[place] if place < len(row) else "" for place in said) for row in rows if any(row))


def too_much(cells: Cells) -> str:
    """Why these can't be rows of a form; ""."""
    if not cells:
        return "Il n’y a rien à coller\u202f: copiez d’abord des lignes dans un tableur."
    if len(cells) > _MOST_ROWS or len(cells[0]) > _MOST_COLUMNS:
        found = f"{len(cells)} lignes et {len(cells[0])} colonnes dans ce qui est copié"
        return f"{found}\u202f; {_MOST_ROWS} lignes et {_MOST_COLUMNS} colonnes au plus. Rien n’a été ajouté."
    return ""


def _split(text: str) -> list[list[str]]:
    """A quote that none ends is a letter as another."""
    sound = text.encode("utf-8", "replace").decode().replace("\0", "")
    if sound.count('"') % 2 == 0:
        with suppress(csv.Error):
            return [*csv.reader(StringIO(sound), delimiter="\t")]
    return [line.split("\t") for line in sound.splitlines()]


def targets(page: PageSpec, draft: FormDraft) -> tuple[Target, ...]:
    """All that a column can be for on that page."""

    def each() -> Iterator[Target]:
        yield Target("", "laissée de côté")
        for spec in page.of_row:
            if spec.kind is Kind.LEVELS:
                for place, level in enumerate(draft.rows("levels"), 1):
                    yield Target(f"{spec.path}.{place}", f"Descripteur, {level.get('label') or place}")
            else:
                yield Target(spec.path, spec.caption)

    return tuple(each())


def guess(page: PageSpec, draft: FormDraft, cells: Cells) -> tuple[bool, tuple[str, ...]]:
    """Whether the first row has headings, and the path of each column's target."""
    headings = [_of_heading(page, draft, each) for each in cells[0]]
    headed = len(cells) > 1 and sum(map(bool, headings)) * 2 > len(headings)
    if not headed:
        return False, _by_content(page, draft, cells)
    return True, tuple(each if each not in headings[:place] else "" for place, each in enumerate(headings))


def paste(page: PageSpec, draft: FormDraft, cells: Cells, taken: Sequence[str]) -> int:
    """Add a row for each; the number of the first that is new, from 1. Blocks that criteria name and that
    aren't there yet are added too; a cell left blank below the name of a block means the same.
    """
    first = len(draft.rows(page.rows)) + 1
    specs = {each.path: each for each in page.of_row}
    levels = len(draft.rows("levels"))
    block = ""
    for cell_row in cells:
        row: Values = dict(page.new)
        for path, cell in zip(taken, cell_row, strict=True):
            if path == "block":
                block = cell or block
                _put(row, path, _block(draft, block))
            elif path.startswith("descriptors."):
                said = row.setdefault("descriptors", [""] * levels)
                said[int(path.partition(".")[2]) - 1] = cell
            elif path:
                _put(row, path, _value(specs[path], cell))
        if not any(row.get("descriptors", ())):
            row.pop("descriptors", None)
        if page.rows == "phases":
            _complete_phase(row)
        draft.add(page.rows, row)
    return first


def told(page: PageSpec, draft: FormDraft, cells: Cells, taken: Sequence[str]) -> str:
    """« 12 lignes. La première : … »."""
    words = {each.path: each.caption for each in targets(page, draft)}
    said = [
        f"{words[path]} «\u202f{cell}\u202f»"
        for path, cell in zip(taken, cells[0], strict=True)
        if path and cell
    ]
    count = f"{len(cells)} ligne{'s' if len(cells) > 1 else ''} à ajouter"
    return f"{count}. La première\u202f: {', '.join(said) or 'rien'}."


def twice(page: PageSpec, draft: FormDraft, taken: Sequence[str]) -> str:
    """Why these columns can't be taken so; ""."""
    said = [each for each in taken if each]
    if not said:
        return "Dites au moins d’une colonne à quoi elle sert."
    words = {each.path: each.caption for each in targets(page, draft)}
    again = next((each for each in said if said.count(each) > 1), "")
    return f"Deux colonnes sont prises pour «\u202f{words[again]}\u202f»." if again else ""


def _of_heading(page: PageSpec, draft: FormDraft, cell: str) -> str:
    words = unaccented(cell).strip()
    if not words or len(words) > _LONGEST_HEADING:
        return ""
    for place, level in enumerate(draft.rows("levels") if page.rows == "criteria" else (), 1):
        if words in {unaccented(str(level.get(each, ""))) for each in ("letters", "label")}:
            return f"descriptors.{place}"
    for spec in page.of_row:
        named = words == unaccented(spec.caption)
        if named or re.match(rf"(?:{_HEADINGS.get(spec.path, '(?!)')})\b", words):
            return spec.path
    return ""


def _by_content(page: PageSpec, draft: FormDraft, cells: Cells) -> tuple[str, ...]:
    columns = [*zip(*cells, strict=True)]
    ways = {kind: [*paths] for kind, paths in _BY_KIND[page.rows].items()}
    if page.rows == "criteria":
        ways["text"] += [f"descriptors.{place}" for place in range(1, len(draft.rows("levels")) + 1)]
    taken: list[str] = []
    for place, column in enumerate(columns):
        kind = "" if _numbering(column) else _kind(column)
        grouping = page.rows == "criteria" and kind == "text" and "text" not in taken
        if grouping and _groups(column) and place + 1 < len(columns):
            taken.append("" if "block" in taken else "block")
            continue
        paths = [each for each in ways.get(kind, ()) if each not in taken]
        taken.append(paths[0] if paths else "")
    return tuple(taken)


def _kind(column: Sequence[str]) -> str:
    said = [each for each in column if each]
    for kind, pattern in (("number", _NUMBER), ("time", _TIME), ("code", _CODE)):
        if said and all(pattern.fullmatch(each) for each in said):
            return kind
    return "short" if said and all(len(each) <= _LETTERS for each in said) else "text"


def _numbering(column: Sequence[str]) -> bool:
    """1, 2, 3…: what only numbers the rows."""
    return len(column) > 1 and [each.rstrip(".)") for each in column] == [
        str(each + 1) for each in range(len(column))
    ]


def _groups(column: Sequence[str]) -> bool:
    """Names that stand for several rows: repeated, or once with blanks below."""
    said = [each for each in column if each]
    return bool(said) and len(set(said)) < len(column)


def _put(row: Values, path: str, value: object | None) -> None:
    if value is not None:
        row[path] = value


def _value(spec: FieldSpec, cell: str) -> object | None:
    """As a form file has it; what isn't understood stays as it is, for the readers to refuse."""
    if not cell:
        return None
    value: object = cell
    if spec.kind in {Kind.NUMBER, Kind.RANK}:
        value = as_number(re.sub(r" ?(?:pts?|points?|%)$", "", cell))
    elif spec.kind is Kind.TIME:
        value = _time(cell)
    elif spec.kind is Kind.FLAG:
        value = unaccented(cell) in {"oui", "x", "vrai", "true"}
    elif spec.kind is Kind.CHOICE:
        value = next(
            (word for words, word in choice_words(spec) if unaccented(words) == unaccented(cell)), cell
        )
    elif spec.kind in {Kind.LINES, Kind.CODES}:
        value = re.split(r"[\s,;]+", cell)
    return value


def _time(cell: str) -> object:
    """« 10:00 », « 0:10:00 », « 10 min »."""
    found = _TIME.fullmatch(cell)
    if found is None:
        return int(cell) if cell.isdecimal() and len(cell) < len("10000") else cell
    hours, minutes, seconds, alone = found.groups()
    return int(alone) if alone else f"{int(hours or 0) * 60 + int(minutes)}:{seconds}"


def _block(draft: FormDraft, named: str) -> object | None:
    """Its place among the blocks, where it is added if it isn't there."""
    if not named:
        return None
    if named.isdecimal() and int(named) <= len(draft.rows("blocks")):
        return int(named)
    titles = [unaccented(str(each.get("title", ""))) for each in draft.rows("blocks")]
    if unaccented(named) in titles:
        return titles.index(unaccented(named)) + 1
    return draft.add("blocks", {"title": named})


def _complete_phase(row: Values) -> None:
    if "maximum" in row and row.get("limit") == LimitKind.FREE:
        row["limit"] = str(LimitKind.MAXIMUM)
    if "title" in row:
        row.setdefault("short", str(row["title"])[:_SHORT_TITLE].strip())
