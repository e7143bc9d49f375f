"""Workbooks as they are found, and as they are made to harm: the bytes of each, by name."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

DATA = Path(__file__).parent / "data"
XLS = DATA / "grille.xls"
"""Written by xlwt 1.3: three criteria with points, and a second sheet that is hidden."""
LOCKED_XLSX = DATA / "protegee.xlsx"
"""Encrypted by msoffcrypto 6.1, password « secret »."""
HEADINGS = ("Critères", "Insuffisant", "Acquis", "Points")
LINES = (("Écoute", "n’écoute pas", "écoute", 12), ("Argumente", "récite", "argumente", 8))

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_ODS = " ".join(
    f'xmlns:{each}="urn:oasis:names:tc:opendocument:xmlns:{each}:1.0"'
    for each in ("office", "table", "text", "manifest")
)


def written(fill: Callable[[Worksheet], object], sheets: int = 1) -> bytes:
    """An XLSX; ``fill``: its first sheet."""
    made = BytesIO()
    with xlsxwriter.Workbook(made) as workbook:
        fill(workbook.add_worksheet("Grille"))
        for number in range(2, sheets + 1):
            workbook.add_worksheet(f"F{number}").write(0, 0, "x")
    return made.getvalue()


def grid(worksheet: Worksheet, top: int = 0, left: int = 0) -> None:
    for number, row in enumerate((HEADINGS, *LINES)):
        worksheet.write_row(top + number, left, row)


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def _relations(*each: tuple[str, str, str]) -> str:
    inside = "".join(
        f'<Relationship Id="{one}" Type="{_OFFICE}/{kind}" Target="{target}"/>' for one, kind, target in each
    )
    return f'<Relationships xmlns="{_PACKAGE}">{inside}</Relationships>'


def xlsx(rows: str, *, shared: str = "", before: str = "", workbook: str = "", entities: str = "") -> bytes:
    """An XLSX by hand. ``rows``: inside ``sheetData``; ``before``: in front of it."""
    sheet = workbook or '<sheet name="Grille" sheetId="1" r:id="rId7"/>'
    parts: dict[str, str | bytes] = {
        "_rels/.rels": _relations(("rId1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{sheet}</sheets>'
        "</workbook>",
        "xl/_rels/workbook.xml.rels": _relations(
            ("rId7", "worksheet", "worksheets/une.xml"), ("rId8", "sharedStrings", "sharedStrings.xml")
        ),
        "xl/worksheets/une.xml": f'{entities}<worksheet xmlns="{_MAIN}">{before}<sheetData>{rows}</sheetData>'
        "</worksheet>",
        "xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}">{shared}</sst>',
    }
    return zipped(parts)


def cells(row: int, *texts: str) -> str:
    """A row of an XLSX by hand."""
    inside = "".join(
        f'<c r="{chr(65 + place)}{row}" t="inlineStr"><is><t>{text}</t></is></c>'
        for place, text in enumerate(texts)
        if text
    )
    return f'<row r="{row}">{inside}</row>'


USUAL = cells(1, "Critères", "Insuffisant", "Acquis") + cells(2, "Écoute", "non", "oui")


def ods(rows: str, before: str = "", manifest: str = "") -> bytes:
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": f"<manifest:manifest {_ODS}>{manifest}</manifest:manifest>",
            "content.xml": f"<office:document-content {_ODS}><office:body><office:spreadsheet>"
            f'<table:table table:name="Grille">{before}{rows}</table:table></office:spreadsheet>'
            "</office:body></office:document-content>",
        }
    )


def ods_cell(text: str, more: str = "") -> str:
    return f'<table:table-cell office:value-type="string" {more}><text:p>{text}</text:p></table:table-cell>'


def ods_row(*texts: str, more: str = "") -> str:
    return f"<table:table-row {more}>{''.join(map(ods_cell, texts))}</table:table-row>"


ODS_USUAL = ods_row("Critères", "Insuffisant", "Acquis") + ods_row("Écoute", "non", "oui")


def xls(old: bytes = b"", new: bytes = b"") -> bytes:
    content = XLS.read_bytes()
    assert old in content
    return content.replace(old, new) if old else content


def locked_xls() -> bytes:
    """As Excel 97 encrypts: a record after the first says so."""
    content = bytearray(XLS.read_bytes())
    first = content.index(b"\x09\x08\x10\x00\x00\x06\x05\x00")
    content[first + 20 : first + 26] = b"\x2f\x00\x02\x00\x00\x00"
    return bytes(content)


def said_larger(content: bytes, size: int) -> bytes:
    """A ZIP whose first part says to be of that size, unpacked."""
    changed = bytearray(content)
    entry = changed.index(b"PK\x01\x02")
    changed[entry + 24 : entry + 28] = size.to_bytes(4, "little")
    return bytes(changed)


HARMFUL: Mapping[str, Callable[[], bytes]] = {
    "vide.xlsx": lambda: b"",
    "texte.xlsx": "Critères;Insuffisant;Acquis\r\nÉcoute;non;oui\r\n".encode,
    "grille.csv": "Critères;Insuffisant;Acquis\r\nÉcoute;non;oui\r\n".encode,
    "ancien.xlsx": lambda: "Critères;Insuffisant\nÉcoute;non\n".encode("cp1252"),
    "papier.ods": lambda: b"%PDF-1.7\n" + bytes(400),
    "page.xls": lambda: b"<html><body><table><tr><td>Crit\xe8res</td></tr></table></body></html>",
    "image.xlsx": lambda: b"\x89PNG\r\n\x1a\n" + bytes(400),
    "lettre.xlsx": lambda: zipped({"word/document.xml": "<w/>", "[Content_Types].xml": "<a/>"}),
    "archive.xlsx": lambda: zipped({"lisez-moi.txt": "bonjour"}),
    "tronque.xlsx": lambda: written(grid)[:3000],
    "tronque.ods": lambda: ods(ODS_USUAL)[:200],
    "protege.xlsx": LOCKED_XLSX.read_bytes,
    "protege.ods": lambda: ods(
        "", manifest="<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"
    ),
    "protege.xls": locked_xls,
    "bombe.xlsx": lambda: said_larger(written(grid), 230 << 20),
    "entites.xlsx": lambda: xlsx(
        cells(1, "&e;"), entities='<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    ),
    "rires.ods": lambda: zipped(
        {"content.xml": '<!DOCTYPE x [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'}
    ),
    "loin.xlsx": lambda: xlsx(USUAL + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
    "loin.ods": lambda: ods(
        ODS_USUAL + '<table:table-row table:number-rows-repeated="1048573"/>' + ods_row("x", "y", "z")
    ),
    "repete.ods": lambda: ods(
        ODS_USUAL
        + '<table:table-row table:number-rows-repeated="1000000">'
        + ods_cell("x", 'table:number-columns-repeated="16384"')
        + "</table:table-row>"
    ),
    "repete-trop.ods": lambda: ods(
        ODS_USUAL
        + '<table:table-row table:number-rows-repeated="99999999999999999999">'
        + ods_cell("x", 'table:number-columns-repeated="-3"')
        + "</table:table-row>"
    ),
    "masque.xlsx": lambda: xlsx(
        USUAL, workbook='<sheet name="Grille" sheetId="1" r:id="rId7" state="veryHidden"/>'
    ),
}
"""Each is refused in words."""


def endless_xls() -> bytes:
    """An XLS that says to have two thousand million rows of 65535 columns: its reader takes room for all."""
    content = bytearray(XLS.read_bytes())
    dimensions = content.index(b"\x00\x02\x0e\x00")
    content[dimensions + 8 : dimensions + 12] = b"\xff\xff\xff\x7f"
    content[dimensions + 14 : dimensions + 16] = b"\xff\xff"
    return bytes(content)
