"""Candidates' lists: the same people whatever the file, and every fault with its place."""

from __future__ import annotations

import random
import unicodedata
from datetime import date, time
from fractions import Fraction

import pytest

from btstc_jury.application.centre.columns import ListField, field_named, heading_key
from btstc_jury.application.centre.reading import ImportStopped, read_list
from btstc_jury.application.centre.rows import ListFault, UnusableList, mapping_for
from btstc_jury.domain.centre.candidates import Doubt
from btstc_jury.exchange.candidate_lists import read_bytes, read_text
from btstc_jury.exchange.list_sheets import read_list_sheets
from tests.exchange import list_fuzz, lists
from tests.exchange.lists import PEOPLE, national, read

NAMES = [(last, first) for last, first, _ in PEOPLE]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"], ids=["crlf", "lf", "cr"])
@pytest.mark.parametrize("separator", [";", "\t", "|", "¤", "\x1f"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_the_same_people_of_any_text(codec: str, separator: str, end: str, form: str) -> None:
    text = unicodedata.normalize(form, national(separator=separator, end=end))  # type: ignore[arg-type]
    content = text.encode(codec)
    found = read(content)
    assert [(each.last_name, each.first_names) for each in found.people] == NAMES
    assert [each.birth for each in found.people] == lists.births()
    assert found.lines == (7, 8, 9, 10, 11)
    assert not found.faults


def test_a_comma_separates_quoted_cells() -> None:
    found = read('Nom,Prénom,Né(e) le\n"DUPONT, dit ""Le Grand""","Zoé\nMarie",01/01/2004\nX,Y,02/01/2004\n')
    assert [(each.last_name, each.first_names) for each in found.people] == [
        ('DUPONT, dit "Le Grand"', "Zoé Marie"),
        ("X", "Y"),
    ]
    assert found.lines == (2, 4)


@pytest.mark.parametrize(
    ("codec", "last", "told"),
    [
        ("cp1252", "ŒUVRÉ – D’AŽ", "Windows-1252"),
        ("iso-8859-15", "ŒUVRÉ ŠIMUNÈK", "ISO-8859-15"),
        ("iso-8859-1", "LEFÈBVRE", "Windows-1252"),
    ],
)
def test_one_byte_encodings_are_told_apart(codec: str, last: str, told: str) -> None:
    found = read(f"Nom;Prénom\r\n{last};Zoé\r\n".encode(codec))
    assert [each.last_name for each in found.people] == [last]
    assert found.source.startswith(told)


def test_bytes_of_another_encoding_are_told_where_they_are() -> None:
    found = read("Nom;Prénom\nLEFÈBVRE;Zoé\nÇINAR;Élo\n".encode() + b"M\xdcLLER;Ana\n")
    assert [(each.line, each.column) for each in found.faults] == [(4, "Nom")]
    assert len(found.people) == 2


def test_a_list_of_a_ministry() -> None:
    found = read(national())
    first = found.people[0]
    assert (first.number, first.registration, first.specialty, first.usual_name) == (
        "0213456000",
        "000",
        "TMB",
        "",
    )
    assert (first.school, first.school_code) == ("LYC INVENTÉ – NULLEPART", "0991234Z")
    assert (found.session, found.heading_line) == (2027, 6)
    columns = {each.name: each.field for each in found.mapping.columns}
    assert columns["Division de classe"] is ListField.DIVISION
    assert columns["Division de classe (2)"] is None
    assert columns["N° Océan"] is None


def test_errors_repeats_and_footers_of_a_list() -> None:
    row = lists.national_rows()[0]
    impossible = [*row[:1], "0213456099", "002 Version 2", " -", "AUTRE", " -", "Zoé", "31/02/2005", *row[8:]]
    found = read(national(impossible, row, [""], ["", "", "14 candidats"]))
    assert found.faults == (
        ListFault(12, "Date de Naissance", "31/02/2005", "une date qui existe, jj/mm/aaaa"),
    )
    assert len(found.people) == len(PEOPLE)
    assert [each.partition("\u202f")[0] for each in found.remarks] == ["Ligne 13", "Ligne 15"]
    assert "annonce 14 candidats" in found.remarks[1]


def test_a_text_number_may_be_any_text() -> None:
    found = read("Nom;Prénom;N° Inscription\nDUPONT;Zoé;002 Version 2\n")
    assert found.people[0].registration == "002 Version 2"


def test_notes_of_a_class() -> None:
    text = "Nom\tPrénom\tNé(e) le\tPrénom d'usage\tSexe\tClasse\r\nMüller\tJürgen\t08.08.2005\t\tF\t2TC1\r\n"
    found = read(f"{text}\t\t9 élèves\t\r\n".encode("cp1252"), "notes.txt")
    (person,) = found.people
    assert (person.number, person.usual_first_name, person.birth) == ("", "", date(2005, 8, 8))
    assert [each.partition("\u202f")[0] for each in found.remarks] == ["Ligne 3", "1 candidat sans numéro"]


def test_a_list_of_one_s_own() -> None:
    found = read(
        "CANDIDAT;TT;Etab;Heure\nDupont Zoé (1234567890A);0;Lycée;8h30\n"
        "O'Brien Sean (0987654321B);1;L;09:30\n=HYPERLINK(1);0;x;10 h\n"
        "Nguyễn Thị Ánh;oui;;14.00\nDE LA TOUR Zoé;non;;\n"
    )
    told = [(each.last_name, each.first_names, each.ine, each.extra_time, each.hour) for each in found.people]
    third = Fraction(1, 3)
    assert told == [
        ("Dupont", "Zoé", "1234567890A", 0, time(8, 30)),
        ("O'Brien", "Sean", "0987654321B", third, time(9, 30)),
        ("=HYPERLINK(1)", "", "", 0, time(10, 0)),
        ("Nguyễn", "Thị Ánh", "", third, time(14, 0)),
        ("DE LA TOUR", "Zoé", "", 0, None),
    ]
    doubts = [set(each.doubts) for each in found.people]
    assert doubts == [set(), set(), {Doubt.FORMULA}, {Doubt.NAMES}, set()]


def test_what_a_spreadsheet_lost_is_told() -> None:
    found = read(lists.office_xlsx(), "liste.xlsx")
    assert [(each.last_name, each.first_names) for each in found.people] == NAMES
    assert [each.birth for each in found.people] == lists.births()
    assert [each.number for each in found.people][:2] == ["0213456000", "213456001"]
    assert [Doubt.ZEROS in each.doubts for each in found.people] == [False, True, False, True, False]
    assert found.people[0].extra_time == Fraction(1, 3)
    assert found.heading_line == 3
    assert "Notes internes" in found.remarks[0]


def test_an_open_document_has_the_same_people() -> None:
    found = read(lists.free_ods(), "liste.ods")
    assert [(each.last_name, each.first_names) for each in found.people] == NAMES
    assert [each.birth for each in found.people] == lists.births()
    assert found.people[0].number == "0213456000"


def test_zeros_lost_in_a_text_are_told_too() -> None:
    found = read("N°;Nom;Prénom\n0213456000;A;B\n213456007;C;D\n1213456007;E;F\n")
    assert [bool(each.doubts) for each in found.people] == [False, True, False]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("01/01/04", "une date qui existe, jj/mm/aaaa"),
        ("2004-02-30", "une date qui existe, jj/mm/aaaa"),
        ("37987", "une date qui existe, jj/mm/aaaa"),
        ("hier", "une date qui existe, jj/mm/aaaa"),
    ],
)
def test_what_is_no_date_is_an_error(cell: str, expected: str) -> None:
    found = read(f"Nom;Prénom;Né le\nA;B;{cell}\n")
    assert found.faults == (ListFault(2, "Né le", cell, expected),)
    assert not found.people


@pytest.mark.parametrize(
    "cell", ["1/1/2004", "01.01.2004", "01-01-2004", "2004-01-01", "1er janvier 2004", "le 1 janv. 2004"]
)
def test_dates_as_people_write_them(cell: str) -> None:
    assert read(f"Nom;Prénom;Né le\nA;B;{cell}\n").people[0].birth == date(2004, 1, 1)


@pytest.mark.parametrize(
    ("text", "column", "value"),
    [
        ("N°;Nom;Prénom\n2,13E+08;A;B\n", "N°", "2,13E+08"),
        ("N°;Nom;Prénom\n1;A\u202eB;C\n", "Nom", "A\u202eB"),
        (f"N°;Nom;Prénom\n1;{'x' * 300};C\n", "Nom", f"{'x' * 79}…"),
        ("N°;Nom;Prénom\n1;;B\n", "Nom", ""),
        ("N°;Nom;Prénom\n1;A;B;C\n", "Prénom", "C"),
        ("N°;Nom;Prénom\n1;A;B\n1;C;D\n", "N°", "1"),
        ("Nom;Prénom\nA;B\nA;B\n", "Nom", "A B"),
        ("Nom;Prénom;Heure\nA;B;25h\n", "Heure", "25h"),
        ("Nom;Prénom;TT\nA;B;peut-être\n", "TT", "peut-être"),
        ('Nom;Prénom\nA;"B\nC;D\n', "", 'A;"B'),
    ],
)
def test_every_error_has_its_place(text: str, column: str, value: str) -> None:
    found = read(text)
    (fault,) = found.faults
    assert (fault.column, fault.value) == (column, value)
    assert fault.line == text.rstrip().count("\n") + 1 or fault.line == 2
    assert fault.expected


def test_a_date_that_a_spreadsheet_made_of_a_fraction_is_an_error() -> None:
    from io import BytesIO

    import xlsxwriter

    made = BytesIO()
    with xlsxwriter.Workbook(made) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, ("Nom", "Prénom", "Majoration"))
        sheet.write_row(1, 0, ("A", "B"))
        sheet.write_datetime(1, 2, date(2027, 3, 1), workbook.add_format({"num_format": "dd/mm"}))
    (fault,) = read(made.getvalue(), "x.xlsx").faults
    assert (fault.line, fault.column) == (2, "Majoration")


def test_empty_marks_and_kept_texts() -> None:
    found = read('N°;Nom;Prénom;Classe\n"=""0012""";\'AB\';Zoé;–\n\'0013;\'t Hooft;Ana;n/a\n')
    assert [(each.number, each.last_name, each.division) for each in found.people] == [
        ("0012", "AB", ""),
        ("0013", "'t Hooft", ""),
    ]


def test_a_heading_that_comes_again_is_no_candidate() -> None:
    found = read("Nom;Prénom\nA;B\nNom;Prénom\nC;D\nPage 2/2;\nTotal : 2;\n")
    assert [each.last_name for each in found.people] == ["A", "C"]
    assert not found.faults


def test_a_line_an_exam_is_one_candidate() -> None:
    found = read("N°;Nom;Prénom;Épreuve\n01;A;B;E4\n01;A;B;E6 CCF\n")
    assert [each.exams for each in found.people] == ["E4, E6 CCF"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"  \n ",
        b"<html><table><tr><td>Nom</td></tr></table></html>",
        b"a\0b\0\0\1c",
        b"%PDF-1.7\n",
        b"PK\x03\x04",
    ],
)
def test_what_is_no_list_is_told(content: bytes) -> None:
    with pytest.raises(UnusableList, match=r"Rien n’a été écrit\.$"):
        read_bytes("liste.csv", content, read_list_sheets)


def test_a_sheet_that_is_not_there_is_told() -> None:
    with pytest.raises(UnusableList, match="aucune feuille ne s’appelle «\u202fAutre\u202f»"):
        read_bytes("liste.xlsx", lists.office_xlsx(), read_list_sheets, "Autre")


def test_the_user_may_stop_it_and_is_told_how_far_it_is() -> None:
    text = "Nom;Prénom;N°\n" + "".join(f"N{each};P;{each:06}\n" for each in range(2500))
    raw, heading = read_text("collé", text)
    assert heading is not None
    seen: list[tuple[int, int]] = []

    def go_on(done: int, total: int) -> bool:
        seen.append((done, total))
        return len(seen) < 3

    with pytest.raises(ImportStopped):
        read_list(raw, heading, mapping_for(raw, heading), go_on)
    assert seen == [(0, 2500), (1000, 2500), (2000, 2500)]


def test_no_alias_tells_two_fields() -> None:
    aliases = [alias for each in ListField for alias in each.facts.aliases]
    assert len(aliases) == len(set(aliases))
    assert all(heading_key(each) == each for each in aliases)
    assert [field_named(each.facts.label) for each in ListField] == list(ListField)


def test_a_mapping_is_corrected_and_remembered() -> None:
    raw, heading = read_text("liste", "Nom;Prénom;Truc;Nom d'usage\nA;B;0012;\n")
    assert heading is not None
    found = mapping_for(raw, heading)
    wanted = found.corrected({2: ListField.NUMBER, 3: ListField.LAST_NAME})
    assert [each.field for each in wanted.columns] == [
        *(None, ListField.FIRST_NAMES, ListField.NUMBER, ListField.LAST_NAME),
    ]
    again = mapping_for(raw, heading, {found.signature: wanted.fields})
    assert again == wanted
    assert wanted.signature == found.signature


@pytest.mark.parametrize("seed", range(4))
def test_any_bytes_give_people_or_words(seed: int) -> None:
    """A list that is read, or its refusal; what is read has a line for each person."""
    draw = random.Random(seed)
    assert {list_fuzz.one(draw) for _ in range(250)} <= list_fuzz.GOOD
