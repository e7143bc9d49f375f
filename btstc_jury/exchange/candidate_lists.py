"""Candidates' lists as files: a text of any encoding and separator, or a workbook; the headings decide."""

from __future__ import annotations

import codecs
import csv
import io
import re
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path

from btstc_jury.application.centre.columns import heading_score
from btstc_jury.application.centre.rows import PLENTY, ListFault, RawList, UnusableList, heading_row
from btstc_jury.application.problems import UnusableForm, cause
from btstc_jury.exchange.list_sheets import ListSheet

LARGEST = 20 * 1024 * 1024
"""Bytes: a list of ten thousand candidates takes one or two million."""
_MOST_ROWS = 100_000
_NOTHING = "Rien n’a été écrit."
_SEARCHED = 300
_BOMS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
_OLE, _ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"
_USUAL = ";\t,|"
_NEVER = frozenset("\"'’()[]{}°«»-–_./\\ \u00a0\u202f@+=<>?!%&\n\r\ufeff")
"""Signs that stand in names, numbers, dates and headings: none separates cells."""

ReadSheets = Callable[[str, bytes], Sequence[ListSheet]]
"""Of a workbook, by name and content. Raises ``UnusableForm``."""


def unusable(name: str, why: str) -> UnusableList:
    return UnusableList(f"{name}\u202f: {why}. {_NOTHING}")


def read_file(path: Path, read_sheets: ReadSheets, sheet: str = "") -> tuple[RawList, int | None]:
    """The list, and the place of its row of headings, ``None`` where none tells who is named. ``sheet``: of a
    workbook, the one that tells most when not given.

    Raises ``UnusableList``.
    """
    # « . » has no name.
    name = (path.name or path.resolve().name or str(path)).encode(errors="replace").decode()
    try:
        if not path.is_file():
            raise unusable(name, "ce fichier n’existe pas, ou n’en est pas un")
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        reason = cause(error) if isinstance(error, OSError) else "nom impossible"
        raise unusable(name, f"illisible ({reason})") from error
    return read_bytes(name, content, read_sheets, sheet)


def read_bytes(
    name: str, content: bytes, read_sheets: ReadSheets, sheet: str = ""
) -> tuple[RawList, int | None]:
    """As ``read_file``; what it is is told by ``content``, whatever its name."""
    if len(content) > LARGEST:
        raise unusable(name, f"trop grand\u202f: {LARGEST // 1024 // 1024} Mio au plus")
    if content.startswith((_OLE, _ZIP)):
        try:
            return _best_sheet(name, read_sheets(name, content), sheet)
        except UnusableForm as refused:
            raise UnusableList(str(refused)) from refused
    text, encoding = decoded(name, content)
    return read_text(name, text, encoding)


def read_text(name: str, text: str, encoding: str = "texte") -> tuple[RawList, int | None]:
    """Of a text, pasted or decoded. Raises ``UnusableList``."""
    if not text.strip():
        raise unusable(name, "cette liste est vide")
    start = text.lstrip()[:500].casefold()
    if start.startswith(("<!doctype", "<html", "<?xml", "<table", "%pdf", "{\\rtf")):
        raise unusable(
            name, "c’est une page web ou un document, pas une liste\u202f; enregistrez-le en CSV, XLSX ou ODS"
        )
    text = unicodedata.normalize("NFC", text)
    told = _SEP.match(text)
    if told is not None:
        text = "\n" + text[told.end() :]
    separator = told[1] if told is not None else separator_of(text)
    rows, lines, faults = _cells(name, text, separator)
    source = f"{encoding}, séparateur {_SEPARATORS.get(separator) or _quoted(separator)}"
    raw = RawList(name, rows, lines, source, faults=faults)
    return raw, heading_row(rows)


def _quoted(text: str) -> str:
    return f"«\u202f{text}\u202f»"


_SEP = re.compile(r"sep=(.)(?:\r\n|\r|\n)", re.IGNORECASE)
"""The first line by which a CSV tells Excel its separator."""
_SEPARATORS = {"\t": "tabulation", "": "aucun"}


def decoded(name: str, content: bytes) -> tuple[str, str]:
    """The text, and its encoding in words. Bytes that no encoding explains stay as lone surrogates, for the
    reader to tell where they are. Raises ``UnusableList`` for what is no text.
    """
    for bom, codec, told in _BOMS:
        if content.startswith(bom):
            return content[len(bom) :].decode(
                codec, "replace" if told != "UTF-8" else "surrogateescape"
            ), told
    wide = _wide(content)
    if wide:
        return content.decode(wide, "replace"), "UTF-16"
    if b"\0" in content[:4096] or b"\0" in content:
        raise unusable(name, "ce n’est ni un texte ni un classeur que l’on puisse lire")
    try:
        return content.decode(), "UTF-8"
    except UnicodeDecodeError:
        text = content.decode("utf-8", "surrogateescape")
    lost = sum(map(text.count, {each for each in text if "\udc80" <= each <= "\udcff"}))
    whole = sum(each > "\x7f" for each in text) - lost
    if whole > lost:
        # Mostly UTF-8: read otherwise, all that is right would be wrong.
        return text, "UTF-8"
    return _one_byte(content)


def _wide(content: bytes) -> str:
    """UTF-16 without its mark: every second byte of a text in Latin letters is zero."""
    head = content[:4000]
    half = len(head) // 2
    if half < 4:
        return ""
    high, low = head[1::2].count(0), head[::2].count(0)
    if high > half * 0.6 and low < half * 0.1:
        return "utf-16-le"
    return "utf-16-be" if low > half * 0.6 and high < half * 0.1 else ""


_ONLY_WINDOWS = re.compile(rb"[\x80\x82-\x8c\x8e\x91-\x9c\x9e\x9f]")
_LATIN_9 = re.compile(
    rb"[A-Za-z][\xa8\xb8\xbc\xbd\xbe]|[\xa8\xb8\xbc\xbd\xbe][A-Za-z]|(?<![\w\xc0-\xff])\xa6[A-Za-z]"
)
"""Š, š, ž, Œ, œ, Ÿ of ISO-8859-15 within a word, where Windows-1252 would have « ¨ », « ¸ » or « ½ »."""


def _one_byte(content: bytes) -> tuple[str, str]:
    if _ONLY_WINDOWS.search(content) is None and _LATIN_9.search(content):
        return content.decode("iso-8859-15"), "ISO-8859-15"
    try:
        return content.decode("cp1252"), "Windows-1252"
    except UnicodeDecodeError:
        return content.decode("iso-8859-15"), "ISO-8859-15"


def separator_of(text: str) -> str:
    """The sign that cuts a row of headings that tells most; "" for a list of a single column."""
    head = text[:60_000]
    lines = head.splitlines()[:_SEARCHED]
    found = {each: head.count(each) for each in set(head) if not each.isalnum() and each not in _NEVER}
    often = sorted(found, key=lambda each: (-found[each], each))
    signs = [*(each for each in _USUAL if each in found), *often[:6]]
    best, most = "", max((heading_score([line]) for line in lines), default=0)
    for sign in dict.fromkeys(signs):
        rows = [_quick(line, sign) for line in lines if sign in line]
        place = heading_row(rows)
        score = 0 if place is None else heading_score(rows[place])
        if score > most:
            best, most = sign, score
        if most >= PLENTY:
            break
    # Without headings that are known, the columns may still be told by hand.
    return best if most else next((each for each in _USUAL if found.get(each, 0) * 2 > len(lines)), "")


def _quick(line: str, sign: str) -> list[str]:
    return [each.strip().strip('"') for each in line.split(sign)]


def _cells(name: str, text: str, separator: str) -> tuple[list[list[str]], list[int], tuple[ListFault, ...]]:
    """Rows, the line that each begins on, and the quotes that are never closed."""
    if not separator:
        single = [[line] for line in re.split(r"\r\n|\r|\n", text)]
        return single, [*range(1, len(single) + 1)], ()
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[list[str]] = []
    lines: list[int] = []
    begins = 1
    try:
        for row in reader:
            rows.append(row)
            lines.append(begins)
            begins = reader.line_num + 1
    except csv.Error as error:
        expected = "des guillemets fermés, ou aucun"
        if "field larger" in str(error):
            expected = "moins de texte dans une cellule, ou des guillemets fermés"
        return rows, lines, (ListFault(begins, "", _line(text, begins), expected),)
    if len(rows) > _MOST_ROWS:
        raise unusable(name, f"bien trop de lignes\u202f: {_MOST_ROWS} au plus")
    return rows, lines, ()


def _line(text: str, number: int) -> str:
    lines = re.split(r"\r\n|\r|\n", text)
    return lines[number - 1][:80] if number <= len(lines) else ""


def _best_sheet(name: str, sheets: Sequence[ListSheet], wanted: str) -> tuple[RawList, int | None]:
    """The sheet whose headings tell most, the first of them."""
    names = ", ".join(_quoted(each.name) for each in sheets)
    chosen = [each for each in sheets if not wanted or each.name == wanted]
    if not chosen:
        raise unusable(name, f"aucune feuille ne s’appelle «\u202f{wanted}\u202f» (feuilles\u202f: {names})")
    scored = [max((heading_score(row) for row in each.rows[:_SEARCHED]), default=0) for each in chosen]
    sheet = chosen[scored.index(max(scored))]
    others = [each.name for each in sheets if each is not sheet]
    remarks = [f"Feuille laissée de côté\u202f: «\u202f{each}\u202f»." for each in others]
    raw = RawList(
        name,
        [[unicodedata.normalize("NFC", cell) for cell in row] for row in sheet.rows],
        range(1, len(sheet.rows) + 1),
        f"feuille «\u202f{sheet.name}\u202f»",
        sheet.kinds,
        remarks=(*remarks, *sheet.remarks),
        sheet=sheet.name,
        sheets=tuple(each.name for each in sheets),
    )
    return raw, heading_row(raw.rows)
