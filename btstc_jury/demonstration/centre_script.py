"""The day of a fictional centre: its list, who sits where, and what each commission proposes."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

CENTRE, UAI = "Lycée Fictif", "0921234A"
PREPARATION_ROOM, SEATS = "B10", "4"

LIST_NAME = "liste nationale.csv"
LIST_HEADINGS = (
    *("N° candidat", "Nom", "Prénom", "Date de naissance", "Établissement"),
    *("Code UAI", "Épreuves", "Temps majoré"),
)
_TILLEULS, _FICTIF = ("Lycée des Tilleuls", "0921111B"), (CENTRE, UAI)
_BOTH, _E4, _E6, _CCF = "E4 ponctuel, E6 ponctuel", "E4 ponctuel", "E6 ponctuel", "E4 CCF"
_PEOPLE = (
    ("0213456001", "BENALI", "Karim", "30/12/2005", *_FICTIF, _E4, ""),
    ("0213456002", "DIALLO", "Salimata", "04/02/2007", *_FICTIF, _E4, "1/3"),
    ("0213456003", "FAURE", "Léo", "19/07/2007", *_TILLEULS, _E4, ""),
    ("0213456004", "GARNIER", "Nora", "11/03/2007", *_TILLEULS, _BOTH, ""),
    ("0213456005", "HAMEL", "Inès", "02/09/2007", *_FICTIF, _BOTH, ""),
    ("0213456006", "KERN", "Odile", "27/11/2006", *_FICTIF, _E6, ""),
    ("0213456007", "NGUYỄN", "Thị", "14/06/2007", *_TILLEULS, _E6, ""),
    ("0213456008", "IMBERT", "Jules", "08/01/2007", *_FICTIF, _CCF, ""),
    ("0213456009", "JOLY", "Pauline", "23/05/2007", *_FICTIF, _CCF, ""),
    ("0213456010", "LOPEZ", "Mathis", "17/10/2006", *_FICTIF, _CCF, ""),
    ("0213456011", "PETIT-RADEL", "Zoé", "29/04/2007", *_FICTIF, _CCF, ""),
)
CANDIDATES, ORALS = len(_PEOPLE), 13

ILL = "Mme Weiss"
"""From the beginning of the afternoon on, until ``BACK``."""
BACK = "14h30"
_JURORS = (
    (ILL, "économie-gestion", "Lycée du Parc", "0921112C"),
    ("M. Santos", "STI", "Lycée du Parc", "0921112C"),
    ("M. Ferrand", "professionnel", "", ""),
    ("Mme Adjani", "économie-gestion", "Lycée Montaigne", "0921113D"),
    ("M. Dreux", "STI", "Lycée Montaigne", "0921113D"),
    ("M. Roux", "professionnel", "", ""),
    ("Mme Okoye", "économie-gestion", CENTRE, UAI),
    ("M. Lanvin", "STI", CENTRE, UAI),
    ("Mme Petit", "professionnel", "", ""),
)
E4, E6, CCF = "1", "2", "3"
"""Numbers of the commissions."""
_COMMISSIONS = (
    (E4, "E4 ponctuel", "B12", PREPARATION_ROOM, _JURORS[:3]),
    (E6, "E6 ponctuel", "C02", "", _JURORS[3:6]),
    (CCF, "e4-ccf-1", "C04", "", _JURORS[6:]),
)

ABSENT = "0213456007"
"""Of the one whom nobody sees, at the commission of E6."""
PARTED = "0213456006"
"""Of the one whose proposal is not the same on two machines of that commission."""
MARK, OTHER_MARK = Decimal(12), Decimal("13.5")
REASON = "Le second poste a été relu par la commission : la note est 13,5."
APPRECIATION = "Ensemble clair et bien tenu ; des arguments chiffrés rendraient la proposition plus forte."
DAMAGED_WORDS = "arguments"
"""Of the appreciation: one byte of them is changed in the damaged copy."""


def exam_day(today: date) -> date:
    """The first Tuesday after the middle of the next May."""
    middle = date(today.year if (today.month, today.day) < (5, 10) else today.year + 1, 5, 15)
    return middle + timedelta(days=(1 - middle.weekday()) % 7)


def candidates_list() -> bytes:
    """As spreadsheets save it here."""
    lines = (LIST_HEADINGS, *_PEOPLE)
    return "".join(";".join(each) + "\r\n" for each in lines).encode("utf-8-sig")


def jurors_table() -> str:
    """As it is copied from a spreadsheet."""
    return _table((("Nom", "Rôle", "Établissement", "UAI"), *_JURORS))


def commissions_table(day: date) -> str:
    """The same."""
    hours = f"{day:%d/%m/%Y} 8h-12h30 ; {day:%d/%m/%Y} 13h30-17h30"
    headings = ("Commission", "Épreuve", "Salle", "Salle de préparation", "Examinateurs", "Demi-journées")
    return _table(
        (
            headings,
            *((*each[:4], "; ".join(name for name, *_ in each[4]), hours) for each in _COMMISSIONS),
        )
    )


def _table(rows: tuple[tuple[str, ...], ...]) -> str:
    return "\n".join("\t".join(each) for each in rows) + "\n"
