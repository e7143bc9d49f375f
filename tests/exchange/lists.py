"""Candidates' lists as offices bring them, with invented people: the bytes of each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO

import xlsxwriter

from btstc_jury.application.centre.reading import ReadList, read_list
from btstc_jury.application.centre.rows import mapping_for
from btstc_jury.exchange.candidate_lists import read_bytes
from btstc_jury.exchange.list_sheets import read_list_sheets
from tests.exchange import odd_sheets as odd

HEADINGS = (
    *("Division de classe", "N° Candidat", "N° Inscription", "N° Océan", "Nom de famille", "Nom d'usage"),
    *("Prénom(s)", "Date de Naissance", "Division de classe", "INE", "Catégorie Candidat", "Code Spécialité"),
    *("Spécialité", "Etat", "Enseignements"),
)
PEOPLE = (
    ("FAUVEL-ŒUVRÉ", "Maëlle", "01/01/2004"),
    ("O'BRIEN", "Thị Ánh", "06/02/2005"),
    ("D’ORAZIO", "Inès", "11/03/2006"),
    ("DE LA FONTAINE-NOIRE", "Zoé", "21/05/2005"),
    ("ÇINAR", "Jürgen", "26/06/2006"),
)
PREAMBLE = (
    "Session : 2027",
    "Liste : liste simple",
    "Établissement : LYC INVENTÉ – NULLEPART  (0991234Z)",
    "Critères : aucun",
    "",
)


def national_rows() -> list[list[str]]:
    return [
        [
            *("2TC1", f"02134560{place:02}", f"{place:03}", " -", last, " -", first, birth, "2TC1"),
            *(f"66883560{place}EF"[:11], "SCOLAIRE", "31209", "'TMB'", "INSCRIT", "E4 CCF, E6 ponctuel"),
        ]
        for place, (last, first, birth) in enumerate(PEOPLE)
    ]


def text(rows: Sequence[Sequence[str]], *, separator: str = ";", end: str = "\r\n") -> str:
    return "".join(f"{separator.join(row)}{end}" for row in rows)


def national(*more: Sequence[str], separator: str = ";", end: str = "\r\n") -> str:
    """A list as a ministry's program writes it, its headings on line 6."""
    return text(
        [[each] for each in PREAMBLE] + [HEADINGS, *national_rows(), *more], separator=separator, end=end
    )


def office_xlsx() -> bytes:
    """Headings on line 3 under a title; some numbers and dates as a spreadsheet makes them."""
    made = BytesIO()
    with xlsxwriter.Workbook(made) as workbook:
        sheet = workbook.add_worksheet("Candidats")
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        sheet.merge_range(0, 0, 0, 5, "Centre d'examen – session 2027")
        sheet.write_row(2, 0, ("N°", "Nom", "Prénoms", "Date naiss.", "Épreuve", "Majoration"))
        for place, (last, first, birth) in enumerate(PEOPLE):
            row = place + 3
            if place % 2:
                sheet.write_number(row, 0, 213456000 + place)
                sheet.write_datetime(row, 3, datetime.strptime(birth, "%d/%m/%Y"), day)  # noqa: DTZ007
            else:
                sheet.write_string(row, 0, f"02134560{place:02}")
                sheet.write_string(row, 3, birth)
            sheet.write_row(row, 1, (last, first))
            sheet.write_string(row, 4, "E6 CCF")
            sheet.write_string(row, 5, "1/3" if place == 0 else "")
        workbook.add_worksheet("Notes internes").write(0, 0, "ne pas diffuser")
    return made.getvalue()


def free_ods() -> bytes:
    rows = [
        odd.ods_row("Numéro de candidat", "Nom de naissance", "Prénom", "Naissance"),
        *(
            odd.ods_row(f"02134560{place:02}", last, first, birth)
            for place, (last, first, birth) in enumerate(PEOPLE)
        ),
    ]
    return odd.ods("".join(rows))


def read(content: bytes | str, name: str = "liste.csv") -> ReadList:
    """In this process; of a text, its UTF-8."""
    raw, heading = read_bytes(
        name, content.encode() if isinstance(content, str) else content, read_list_sheets
    )
    assert heading is not None
    return read_list(raw, heading, mapping_for(raw, heading))


def births() -> list[date]:
    return [datetime.strptime(birth, "%d/%m/%Y").date() for _, _, birth in PEOPLE]  # noqa: DTZ007
