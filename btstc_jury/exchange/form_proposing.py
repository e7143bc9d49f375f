"""Proposes a form from the spreadsheet of an official grid: its criteria, levels, descriptors and points.

What the spreadsheet doesn't say (times, phases, commission) is proposed by default, and said to be.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from btstc_jury.application.form_proposals import (
    Column,
    Layout,
    Proposal,
    Taken,
    Wanted,
    column_letters,
)
from btstc_jury.application.views import formats
from btstc_jury.domain.assessed import Assessed
from btstc_jury.domain.commission import CommissionRule, Role
from btstc_jury.domain.form import (
    NO_DOSSIER,
    NOT_ASSESSED,
    Authority,
    Competence,
    Criterion,
    Form,
    Level,
    LimitKind,
    MarkRule,
    Origin,
    Phase,
    SettingKind,
    TimeRule,
)
from btstc_jury.domain.marking import Block, Rounding
from btstc_jury.exchange.form_files import MOST_CRITERIA
from btstc_jury.exchange.form_sheets import Sheet, Workbook, unusable_sheet
from btstc_jury.exchange.form_tables import (
    HIGHEST_HEADING,
    Line,
    Table,
    doubtful_columns,
    find_table,
    foot_and_head,
    likely_headings,
    plain_words,
)
from btstc_jury.exchange.form_values import TO_FILL
from btstc_jury.exchange.form_writing import with_origins

_TITLE, _TEXT, _DESCRIPTOR, _LABEL = 120, 500, 300, 60
"""Characters at most, as form files have them."""
_CODED = re.compile(r"((?:[A-Z]{1,3} ?)?[0-9]+(?:[.-][0-9]+)*)\s*[:.)–-]?\s+(\S.*)")
_POINTS = re.compile(r"/? ?([0-9]{1,4}(?:[.,][0-9]{1,2})?) ?(?:points?|pts?\.?|%)?", re.IGNORECASE)
_TITLE_POINTS = re.compile(r"\(? ?([0-9]{1,4}(?:[.,][0-9]{1,2})?) ?(?:points|pts?) ?\)?", re.IGNORECASE)
_OUT_OF = re.compile(r"(?:/|\bsur) ?([0-9]{1,3})\b")
_NUMBERED = re.compile(r"([0-9]) ?[:.)/–-]? ?(.*)")
_HIGH = re.compile(
    r"expert|exemplaire|remarquable|tres (?:satisfaisan|bien)|excellent|pleinement|^fort|^ts$|^tb$|^tm$"
)
_LOW = re.compile(
    r"novice|tres insuffisan|insuffisan|non (?:acqui|maitris|attein|conforme)|debutant|mediocre|a revoir"
    r"|^ti$|^i$|^na$|^nm$|^non$"
)
_ROUNDINGS = {
    "demi point superieur": Rounding.HALF_UP,
    "demi point le plus proche": Rounding.HALF_NEAREST,
    "point entier superieur": Rounding.UNIT_UP,
    "point superieur": Rounding.UNIT_UP,
}
_DEFAULT_LEVELS = (
    Level("TI", "très insuffisant"),
    Level("I", "insuffisant"),
    Level("S", "satisfaisant"),
    Level("TS", "très satisfaisant"),
)
_FEWEST_LEVELS, _MOST_LEVELS = 2, 9
_MOST_MARK = 1000
_ROW_WORDS = 80
_NAME = 40
_NAMED = 5
"""At most, of things of a kind."""
_UNSAID = Origin(Authority.DEFAULT, "le classeur ne le dit pas\u202f: à vérifier")
_PHASE = Phase(
    "Entretien",
    "Entretien",
    LimitKind.FREE,
    None,
    uninterrupted=False,
    candidate=TO_FILL,
    commission=TO_FILL,
)


@dataclass(slots=True)
class _Told:
    """What is worth a remark."""

    remarks: dict[str, None] = field(default_factory=dict)

    def say(self, words: str) -> None:
        self.remarks[words] = None

    def fit(self, text: str, longest: int, where: str) -> str:
        if len(text) <= longest:
            return text
        self.say(f"{where}\u202f: texte raccourci à {longest} caractères")
        return f"{text[: longest - 1].rstrip()}…"


class WorkbookProposer:
    """See ``application.form_proposals.SheetProposer``. ``key``: of the form."""

    def __init__(self, workbook: Workbook, key: str = "") -> None:
        self._workbook = workbook
        self._key = key

    @property
    def sheets(self) -> tuple[str, ...]:
        return tuple(each.name for each in self._workbook.sheets)

    def layout(self, wanted: Wanted) -> Layout:
        tables = self._tables(wanted)
        if tables:
            sheet, table = _fullest(tables)
        else:
            sheet = max(self._among(wanted), key=lambda each: sum(map(any, each.rows)))
            table = likely_headings(sheet)
        return _laid_out(sheet, table)

    def propose(self, wanted: Wanted) -> Proposal:
        return propose_form(self._workbook, self._key, wanted)

    def _among(self, wanted: Wanted) -> tuple[Sheet, ...]:
        return _wanted_sheets(self._workbook, wanted)

    def _tables(self, wanted: Wanted) -> list[tuple[Sheet, Table]]:
        return _tables(self._among(wanted), wanted)


def propose_form(workbook: Workbook, key: str, wanted: Wanted | None = None) -> Proposal:
    """The form that a workbook seems to mean. ``key``: of the form.

    The form may still have faults, which ``form_writing.checked`` tells. Raises ``UnusableSheet``.
    """
    asked = wanted or Wanted()
    sheets = _wanted_sheets(workbook, asked)
    tables = _tables(sheets, asked)
    if not tables:
        raise unusable_sheet(workbook.name, _no_table(sheets, asked))
    read, table = _fullest(tables)
    if not table.lines:
        raise unusable_sheet(workbook.name, _no_lines(read, table))
    if len(table.lines) > MOST_CRITERIA:
        raise unusable_sheet(
            workbook.name,
            f"{len(table.lines)} critères sous l’en-tête de la ligne {table.top + 1} de la feuille"
            f" «\u202f{read.name}\u202f», {MOST_CRITERIA} au plus\u202f; ne gardez que ceux de la grille",
        )
    told = _Told()
    for words in workbook.left_out:
        told.say(words)
    _tell_left_out(read, table, told)
    _tell_columns(read, table, asked, told)
    form = _proposed(workbook.name, key, read, table, told)
    layout = _laid_out(read, table)
    return Proposal(layout.sheet, layout.heading_row, layout.columns, layout.rows, form, tuple(told.remarks))


def _wanted_sheets(workbook: Workbook, wanted: Wanted) -> tuple[Sheet, ...]:
    """Raises ``UnusableSheet``."""
    found = tuple(each for each in workbook.sheets if wanted.sheet in {"", each.name})
    if not found:
        names = ", ".join(f"«\u202f{each.name}\u202f»" for each in workbook.sheets)
        raise unusable_sheet(
            workbook.name,
            f"pas de feuille «\u202f{wanted.sheet}\u202f»\u202f; celles qui se lisent\u202f: {names}",
        )
    return found


def _tables(sheets: Sequence[Sheet], wanted: Wanted) -> list[tuple[Sheet, Table]]:
    found = ((each, find_table(each, wanted.row - 1, wanted.columns)) for each in sheets)
    return [(each, table) for each, table in found if table is not None]


def _fullest(tables: Sequence[tuple[Sheet, Table]]) -> tuple[Sheet, Table]:
    return max(tables, key=lambda each: len(each[1].lines))


def _no_table(sheets: Sequence[Sheet], wanted: Wanted) -> str:
    names = ", ".join(f"«\u202f{each.name}\u202f»" for each in sheets[:_NAMED])
    more = ", …" if len(sheets) > _NAMED else ""
    if wanted.row:
        return f"la ligne {wanted.row} n’existe pas ({names}{more})"
    return (
        "aucun en-tête «\u202fCritères\u202f» ou «\u202fCompétences\u202f» n’a été trouvé parmi les"
        f" {HIGHEST_HEADING} premières lignes ({names}{more}). Donnez un titre aux colonnes, ou dites"
        " laquelle a les critères"
    )


def _no_lines(read: Sheet, table: Table) -> str:
    where = f"ligne {table.top + 1} de la feuille «\u202f{read.name}\u202f»"
    if not table.of(Taken.CRITERION):
        return f"aucune colonne de critères à la {where}. Dites laquelle c’est"
    return f"aucun critère sous l’en-tête de la {where}"


def _tell_left_out(read: Sheet, table: Table, told: _Told) -> None:
    """What the workbook hides, another table, cells that aren't what they seem."""
    for column in sorted(read.hidden):
        if column < len(table.columns) and any(row[column] for row in read.rows):
            told.say(f"colonne {column_letters(column)} masquée dans le classeur\u202f: laissée de côté")
    # Empty rows at the end of a sheet may not be read.
    rows = range(table.top, table.after if table.after < len(read.rows) else sys.maxsize)
    within = [each + 1 for each in read.hidden_rows if each in rows]
    if within:
        one = len(within) == 1
        numbers = ", ".join(map(str, within[:_NAMED])) + (", …" if len(within) > _NAMED else "")
        told.say(
            f"ligne {numbers} masquée dans le classeur\u202f: laissée de côté"
            if one
            else f"lignes {numbers} masquées dans le classeur\u202f: laissées de côté"
        )
    if not table.others and _goes_on(read, table):
        ends = next(filter(None, read.rows[table.after]))
        told.say(
            f"le tableau est lu jusqu’à la ligne {table.after + 1}, «\u202f{ends[:_NAME]}\u202f», prise pour"
            " sa fin\u202f; ce qui suit est laissé de côté"
        )
    for other in table.others:
        told.say(f"un autre tableau commence à la {other}\u202f: laissé de côté")
    faults = [
        each
        for each in read.faults
        if each.row in rows
        and each.column < len(table.columns)
        and table.columns[each.column] is not Taken.NOTHING
    ]
    for each in faults[:_NAMED]:
        told.say(f"cellule {column_letters(each.column)}{each.row + 1}\u202f: {each.words}")
    if len(faults) > _NAMED:
        told.say(f"et {len(faults) - _NAMED} autres cellules comme celles-là")


def _tell_columns(read: Sheet, table: Table, asked: Wanted, told: _Told) -> None:
    """A column of texts beside the criteria that nobody knew for what it is: it might be a level."""
    for place in doubtful_columns(table):
        if place in asked.columns or place in read.hidden:
            continue
        letter, heading = column_letters(place), table.headings[place]
        named = f", «\u202f{heading[:_NAME]}\u202f»," if heading else ", sans en-tête,"
        told.say(
            f"colonne {letter}{named} laissée de côté avec ses textes\u202f: si c’est un niveau, dites-le"
        )


def _goes_on(read: Sheet, table: Table) -> bool:
    """Whether the row that ends the table, or one below it, looks like one of its lines."""
    (criterion, *_), levels = table.of(Taken.CRITERION), table.of(Taken.LEVEL)
    return any(
        cells[criterion] and levels and all(cells[column] for column in levels)
        for cells in read.rows[table.after :]
    )


def _laid_out(sheet: Sheet, table: Table) -> Layout:
    """The row of the headings is among ``rows``, however far down it was said to be."""
    rows = [
        (number, " · ".join(filter(None, cells))[:_ROW_WORDS])
        for number, cells in enumerate(sheet.rows, 1)
        if any(cells) and (number <= HIGHEST_HEADING or number == table.top + 1)
    ]
    return Layout(sheet.name, table.top + 1, _columns(sheet, table), tuple(rows))


def _columns(sheet: Sheet, table: Table) -> tuple[Column, ...]:
    """Those with a heading, or with anything below it."""
    found = []
    for place, (heading, taken) in enumerate(zip(table.headings, table.columns, strict=True)):
        below = (row[place] for row in sheet.rows[table.bottom + 1 :])
        example = next((each for each in below if each), "")
        if (heading or example or taken is not Taken.NOTHING) and place not in sheet.hidden:
            found.append(Column(column_letters(place), heading, taken, example))
    return tuple(found)


def _proposed(name: str, key: str, sheet: Sheet, table: Table, told: _Told) -> Form:
    around = tuple(foot_and_head(sheet, table))
    levels, columns = _levels(table, told)
    blocks, criteria, competences = _criteria(table, columns, told)
    title = told.fit(next(iter(around), "") or sheet.name, _TITLE, "titre")
    source = Origin(Authority.WORKBOOK, told.fit(f"{name}, feuille {sheet.name}", 300, "origine"))
    given = [*(each.points for each in blocks), *(each.points for each in criteria)]
    together = sum((each for each in given if each is not None), Decimal(0))
    mark, told_maximum = _mark(around, together, told)
    form = Form(
        key=key,
        version="1",
        diploma=title,
        exam=TO_FILL,
        unit=TO_FILL,
        title=title,
        name=told.fit(title, _LABEL, "nom"),
        coefficient=None,
        source=told.fit(f"D’après le classeur {source.note}", 300, "source"),
        preparation=TimeRule(SettingKind.NONE),
        total=TimeRule(SettingKind.AT_OPENING),
        phases=(_PHASE,),
        competences=competences,
        criteria=criteria,
        levels=levels,
        scale_note="échelle du classeur" if columns else "échelle par défaut",
        mark=mark,
        commission=CommissionRule((Role("Examinateur"),), None, ""),
        dossier=NO_DOSSIER,
        secrecy="Aucune note proposée n’est communiquée au candidat avant la décision du jury.",
        origins={},
        hash="",
        blocks=blocks,
        motivated="appreciation motivee" in _words(around),
        assessed=_assessed(table.headings[table.of(Taken.CRITERION)[0]]),
    )
    said = {"criteria", "competences", "blocks", "motivated", "mark.rounding", "assessed"}
    said |= ({"levels"} if columns else set()) | ({"mark.maximum"} if told_maximum else set())
    return _sourced(form, source, said)


def _sourced(form: Form, source: Origin, said: Collection[str]) -> Form:
    """With the workbook as the origin of what it says, and for the rest that it doesn't."""
    needed = with_origins(form, _UNSAID).origins
    origins = {path: source if path in said else origin for path, origin in needed.items()}
    return with_origins(replace(form, origins=origins), _UNSAID)


def _words(around: Sequence[str]) -> str:
    return " ".join(map(plain_words, around))


def _mark(around: Sequence[str], together: Decimal, told: _Told) -> tuple[MarkRule, bool]:
    """Whether the sheet says the maximum, beside the rule. ``together``: all points, 0 for none."""
    maximum, found = _maximum(around)
    if together not in {0, maximum}:
        told.say(
            f"les points font {f'{together:f}'.replace('.', ',')}, la note va jusqu’à {maximum}\u202f:"
            " le total calculé y sera ramené"
        )
    words = _words(around)
    rounding = next((each for said, each in _ROUNDINGS.items() if said in words), Rounding.NONE)
    rule = MarkRule(
        maximum,
        Decimal("0.5"),
        guide=not together,
        divergence_levels=1,
        divergence_points=min(Decimal(2), maximum),
        rounding=rounding if together else Rounding.NONE,
    )
    return rule, found


def _assessed(heading: str) -> Assessed:
    words = plain_words(heading)
    if words.startswith(("competence", "capacite")):
        return Assessed.COMPETENCES
    return Assessed.AIMS if words.startswith("objectif") else Assessed.CRITERIA


def _maximum(around: Sequence[str]) -> tuple[Decimal, bool]:
    """Of the mark, and whether the sheet says it, « / 20 »."""
    for text in around:
        if (out_of := _OUT_OF.search(text)) and 0 < int(out_of[1]) < _MOST_MARK:
            return Decimal(out_of[1]), True
    return Decimal(20), False


def _levels(table: Table, told: _Told) -> tuple[tuple[Level, ...], tuple[int, ...]]:
    """The scale, lowest first, and the column of each level; none for the scale by default."""
    columns = table.of(Taken.LEVEL)
    if not _FEWEST_LEVELS <= len(columns) <= _MOST_LEVELS:
        found = "aucun niveau trouvé" if not columns else f"niveaux trouvés\u202f: {len(columns)}"
        told.say(f"{found}\u202f; l’échelle par défaut est proposée, sans descripteurs")
        return _DEFAULT_LEVELS, ()
    if _falls([table.headings[column] for column in columns]):
        told.say("les niveaux du classeur vont du plus haut au plus bas\u202f: ils sont retournés")
        columns = columns[::-1]
    levels: list[Level] = []
    for column in columns:
        label = _label(table.headings[column], len(levels) + 1)
        taken = {each.letters.upper() for each in levels} | {NOT_ASSESSED, "N"}
        label = told.fit(label, _LABEL, f"niveau de la colonne {column_letters(column)}")
        levels.append(Level(_letters(label, len(levels) + 1, taken), label))
    return tuple(levels), columns


def _falls(headings: Sequence[str]) -> bool:
    """Whether the highest level comes first."""
    digits = [int(found[1]) for each in headings if (found := _NUMBERED.match(each))]
    if len(digits) == len(headings):
        return digits == sorted(digits, reverse=True)
    if headings[0].startswith("+") and headings[-1].startswith(("-", "–", "−")):
        return True
    first, last = plain_words(headings[0]), plain_words(headings[-1])
    return bool(_HIGH.search(first) or _LOW.search(last)) and not _LOW.search(first)


def _label(heading: str, place: int) -> str:
    """« 1 : Novice » as « Novice », « 1 » as « niveau 1 », « 1/3 » as it is."""
    numbered = _NUMBERED.fullmatch(heading)
    if numbered is None or numbered[2].isdigit():
        return heading or f"niveau {place}"
    return numbered[2] or f"niveau {numbered[1]}"


def _letters(label: str, place: int, taken: set[str]) -> str:
    """One to three that no level has yet."""
    words = [each for each in re.split(r"[^\w+-]+", label) if each]
    initials = "".join(each[0] for each in words).upper()[:3]
    word = "".join(words[:1])
    proposals = [label if len(label) < len("TIS") + 1 else "", *([initials] if len(words) > 1 else [])]
    proposals += [word[:count].capitalize() for count in (1, 2, 3)] + [f"N{place}"]
    for each in proposals:
        if each and " " not in each and not each.isdigit() and each.upper() not in taken:
            return each
    return next(f"{mark}{place}" for mark in "ABCDEFGHIJ" if f"{mark}{place}" not in taken)


def _criteria(
    table: Table, columns: Sequence[int], told: _Told
) -> tuple[tuple[Block, ...], tuple[Criterion, ...], tuple[Competence, ...]]:
    """Blocks, criteria, and the competences where each group has a code."""
    used = list(dict.fromkeys(line.group for line in table.lines if line.group is not None))
    place_of = {group: place for place, group in enumerate(used, 1)}
    titles = _differing([told.fit(table.groups[group], _TITLE, "bloc") for group in used], _TITLE)
    letter = column_letters(table.of(Taken.CRITERION)[0])
    fitted = [told.fit(line.text, _TEXT, f"cellule {letter}{line.row + 1}") for line in table.lines]
    texts = _differing(fitted, _TEXT)
    for line, before, text in zip(table.lines, fitted, texts, strict=True):
        if text != before:
            told.say(f"cellule {letter}{line.row + 1}\u202f: critère déjà dit plus haut, numéroté")
    codes = [_CODED.fullmatch(title) for title in titles]
    coded = _codes([each for each in codes if each is not None], len(titles))
    criteria = [
        Criterion(
            number,
            text,
            (coded[place_of[line.group] - 1].code,) if coded and line.group is not None else (),
            0,
            _descriptors(line, columns, told),
            block=place_of.get(line.group, 0) if line.group is not None else 0,
        )
        for number, (line, text) in enumerate(zip(table.lines, texts, strict=True), 1)
    ]
    blocks = [Block(title) for title in titles]
    blocks, criteria = _pointed(table, blocks, criteria, told)
    return tuple(blocks), tuple(criteria), coded


def _codes(found: Sequence[re.Match[str]], needed: int) -> tuple[Competence, ...]:
    codes = [each[1].replace(" ", "") for each in found]
    if len(found) != needed or len(set(codes)) != len(codes):
        return ()
    return tuple(Competence(code, each[2]) for code, each in zip(codes, found, strict=True))


def _differing(texts: Sequence[str], longest: int) -> list[str]:
    """Each text once: what comes again is numbered."""
    made: dict[str, None] = {}
    for each in texts:
        text, number = each, 1
        while text in made:
            number += 1
            end = f" ({number})"
            text = f"{each[: longest - len(end)]}{end}"
        made[text] = None
    return list(made)


def _descriptors(line: Line, columns: Sequence[int], told: _Told) -> tuple[str, ...]:
    """None where no cell of the line has words; a tick or a number is no descriptor."""
    said = [line.cells[column] for column in columns]
    if not any(any(map(str.isalpha, each)) and len(each) > 1 for each in said):
        return ()
    return tuple(
        told.fit(each, _DESCRIPTOR, f"cellule {column_letters(column)}{line.row + 1}, descripteur")
        for column, each in zip(columns, said, strict=True)
    )


def _points(text: str, where: str, told: _Told) -> Decimal | None:
    found = _POINTS.fullmatch(text.strip())
    if found is None or not Decimal(found[1].replace(",", ".")):
        if text:
            told.say(
                f"{where}\u202f: «\u202f{text[:40]}\u202f» n’est pas un nombre de points, laissé de côté"
            )
        return None
    return Decimal(f"{Decimal(found[1].replace(',', '.')).normalize():f}")


def _pointed(
    table: Table, blocks: list[Block], criteria: list[Criterion], told: _Told
) -> tuple[list[Block], list[Criterion]]:
    """With their points: of each criterion, or of its block where one cell is for all of its lines."""
    own = [
        _points(line.points, f"cellule {column_letters(column)}{line.row + 1}", told)
        for line in table.lines
        for column in table.of(Taken.POINTS)[:1]
    ] or [None] * len(table.lines)
    whole = [_points_of_title(block.title) for block in blocks]
    for place in range(1, len(blocks) + 1):
        inside = [number for number, each in enumerate(criteria) if each.block == place]
        given = [own[number] for number in inside]
        covers = table.lines[inside[0]].points_rows
        alone = given[0] is not None and not any(each is not None for each in given[1:])
        if len(inside) > 1 and alone and covers in {1, len(inside)}:
            whole[place - 1], own[inside[0]] = given[0], None
        elif all(each is not None for each in given):
            whole[place - 1] = None
    made = [replace(each, points=points) for each, points in zip(criteria, own, strict=True)]
    shared = [replace(block, points=points) for block, points in zip(blocks, whole, strict=True)]
    lacking = [
        each for each in made if each.points is None and not (each.block and shared[each.block - 1].points)
    ]
    if not lacking:
        return shared, made
    if len(lacking) < len(made):
        told.say(f"{formats.count(len(lacking), 'critère')} sans points\u202f: aucun point n’est repris")
    return blocks, criteria


def _points_of_title(title: str) -> Decimal | None:
    found = _TITLE_POINTS.search(title)
    return None if found is None else _points(found[1], "", _Told())
