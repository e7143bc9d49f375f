"""A class that is pasted: lines, columns, headings, and what can be no student."""

from __future__ import annotations

import pytest

from btstc_jury.application.student_lists import Pasted, read_students


def told(pasted: Pasted) -> list[tuple[str, str, str, str]]:
    return [(each.last_name, each.first_names, each.class_name, each.group) for each in pasted.students]


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("BENALI Karim;TC2 A;1", ("BENALI", "Karim", "TC2 A", "1")),
        ("DE LA TOUR Anne Marie\tTC2 A\tB", ("DE LA TOUR", "Anne Marie", "TC2 A", "B")),
        ("Moreau Anaïs", ("Moreau", "Anaïs", "", "")),
        ("LE GOFF-KERVELLA Yann ; TC1", ("LE GOFF-KERVELLA", "Yann", "TC1", "")),
        ("O’BRIEN MARY", ("O’BRIEN", "MARY", "", "")),
    ],
)
def test_a_pasted_line_is_read(line: str, read: tuple[str, str, str, str]) -> None:
    pasted = read_students(line)
    assert pasted.problems == ()
    (found,) = pasted.students
    assert (found.last_name, found.first_names, found.class_name, found.group) == read


def test_what_cannot_be_a_student_is_said_by_its_line() -> None:
    pasted = read_students("BENALI\n\nBENALI Karim\nBENALI Karim\nA B;1;2;3\nX\u202e Y\n", ())
    assert [each.full_name for each in pasted.students] == ["BENALI Karim"]
    assert [each.split("\u202f")[0] for each in pasted.problems] == [
        "Ligne 1",
        "Ligne 4",
        "Ligne 5",
        "Ligne 6",
    ]
    assert read_students("BENALI Karim", pasted.students).problems
    assert read_students(f"{'X' * 201} Y").problems
    assert read_students("") == read_students(" \n\t\n")


def test_lines_without_a_class_are_of_the_class_that_is_told() -> None:
    pasted = read_students("BENALI Karim\nMOREAU Anaïs;TC1", (), "TC2 B")
    assert [each.class_name for each in pasted.students] == ["TC2 B", "TC1"]


def test_who_is_there_already_keeps_no_other_line_out() -> None:
    known = read_students("BENALI Karim;TC2 B").students
    pasted = read_students("MOREAU Anaïs\nBenali Karim", known, "TC2 B")
    assert [each.last_name for each in pasted.students] == ["MOREAU"]
    assert pasted.doubled == ("Ligne 2\u202f: BENALI Karim est déjà là.",)
    assert not pasted.stopped
    assert read_students("BENALI", known).stopped


def test_names_and_first_names_may_stand_in_two_columns() -> None:
    pasted = read_students("BERNARD\tLéo\nDE LA TOUR\tMaëlle\nEL AMRANI\tYASMINE", (), "TC2 A")
    assert told(pasted) == [
        ("BERNARD", "Léo", "TC2 A", ""),
        ("DE LA TOUR", "Maëlle", "TC2 A", ""),
        ("EL AMRANI", "YASMINE", "TC2 A", ""),
    ]
    assert pasted.problems == ()
    assert told(read_students("DE LA TOUR\tMaëlle")) == [("DE LA TOUR", "Maëlle", "", "")]
    assert told(read_students("Bernard;Léo;TC2 B;2")) == [("Bernard", "Léo", "TC2 B", "2")]


def test_a_whole_name_in_one_column_keeps_the_class_in_the_next() -> None:
    pasted = read_students("BENALI Karim\tTerminale\nBERNARD\tTerminale")
    assert told(pasted) == [("BENALI", "Karim", "Terminale", "")]
    assert pasted.stopped
    assert read_students("BERNARD\tTC2 A").stopped


def test_headings_tell_the_columns_and_are_no_student() -> None:
    text = (
        "N°\tPrénom\tNom\tDate de naissance\tClasse\tOption\tGroupe\n"
        "12\tMaëlle\tDE LA TOUR\t01/02/2006\tTC2 A\tanglais\t1\n"
        "13\tLéo\tBERNARD\t03/04/2006\tTC2 A\t\t2\tsans titre\n"
    )
    pasted = read_students(text)
    assert told(pasted) == [("DE LA TOUR", "Maëlle", "TC2 A", "1"), ("BERNARD", "Léo", "TC2 A", "2")]
    assert pasted.left_out == ("N°", "Date de naissance", "Option")
    assert pasted.problems == ()


@pytest.mark.parametrize("headings", ["Nom et prénom;Classe", "Élève;Division", "Nom;Classe"])
def test_a_heading_of_the_whole_name_is_no_student_either(headings: str) -> None:
    assert told(read_students(f"{headings}\nBENALI Karim;TC2 A")) == [("BENALI", "Karim", "TC2 A", "")]


def test_numbers_and_dates_without_headings_are_left_out() -> None:
    pasted = read_students("1\tBERNARD\tLéo\t12/03/2006\tTC2\n2\tMOREAU\tAnaïs\t\tTC2")
    assert told(pasted) == [("BERNARD", "Léo", "TC2", ""), ("MOREAU", "Anaïs", "TC2", "")]
    assert pasted.left_out == ("colonne 1", "colonne 4")


def test_more_columns_than_are_known_ask_for_headings() -> None:
    pasted = read_students("BERNARD\tLéo\tTC2\t1\tanglais")
    assert pasted.stopped
    assert "titre" in pasted.problems[0]
