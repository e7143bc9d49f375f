"""Showing a list, giving it up on the way, and what the window shows of it."""

from __future__ import annotations

from datetime import date

import pytest

from btstc_jury.application.centre.importing import (
    Author,
    ImportRefused,
    Preview,
    Resolution,
    Wanted,
    preview,
    take_in,
)
from btstc_jury.application.centre.reading import ImportStopped
from btstc_jury.application.centre.rows import RawList
from btstc_jury.application.views.centre.importing import import_view
from btstc_jury.application.views.centre.list import list_lines
from btstc_jury.domain.centre.candidates import CentreCandidate
from tests.centres import MemoryCentre


def raw(*rows: tuple[str, ...]) -> RawList:
    return RawList("liste", rows, range(1, len(rows) + 1), "essai")


HEAD = ("N°", "Nom", "Prénom")
ZOE = CentreCandidate(number="01", last_name="DUPONT", first_names="Zoé")


def shown(file: MemoryCentre, *rows: tuple[str, ...]) -> Preview:
    return preview(file, raw(HEAD, *rows), 0)


def test_progress_goes_once_from_nothing_to_all() -> None:
    told: list[tuple[int, int]] = []
    rows = [(f"{number:05}", f"N{number}", "P") for number in range(2500)]

    def go_on(done: int, total: int) -> bool:
        told.append((done, total))
        return True

    preview(MemoryCentre(), raw(HEAD, *rows), 0, None, go_on)
    assert told == [(each, 5000) for each in (0, 1000, 2000, 2500, 3500, 4500, 5000)]


@pytest.mark.parametrize("at", range(7))
def test_given_up_anywhere_nothing_is_shown(at: int) -> None:
    rows = [(f"{number:05}", f"N{number}", "P") for number in range(2500)]
    left = iter([*[True] * at, False])
    with pytest.raises(ImportStopped):
        preview(MemoryCentre(), raw(HEAD, *rows), 0, None, lambda _done, _total: next(left))


def test_the_window_shows_who_changes_and_who_waits() -> None:
    file = MemoryCentre(ZOE, ZOE._replace(number="02", last_name="MARTIN"))
    view = import_view(
        shown(file, ("01", "AUTRE", "Nom"), ("03", "NOUVEL", "Ana"), ("04", "DUPONT", "Zoé")), 2027
    )
    assert [(each.line, each.verdict, each.waits) for each in view.rows] == [
        (2, "douteux", True),
        (3, "nouveau", False),
        (4, "douteux", True),
    ]
    assert view.rows[0].told == "ce numéro est celui d’une autre personne\u202f: DUPONT Zoé (n° 01)"
    assert view.missing == ("MARTIN Zoé (n° 02)",)
    assert view.counts == "1 nouveau, 0 modifié, 0 inchangé, 2 douteux, 1 absent de la liste, 0 erreur"
    assert view.columns[0] == "A «\u202fN°\u202f»\u202f: numéro de candidat"


def test_each_of_those_who_wait_has_a_decision_of_its_own() -> None:
    file = MemoryCentre(ZOE)
    found = shown(file, ("01", "AUTRE", "Nom"), ("04", "DUPONT", "Zoé"))
    assert found.undecided == (0, 1)
    with pytest.raises(ImportRefused):
        take_in(file, found, Author("Alix", 1), {0: Resolution.OTHER})
    assert file.written == []
    take_in(file, found, Author("Alix", 1), {0: Resolution.LEAVE, 1: Resolution.OTHER})
    assert [each.number for each in file.written[0].added] == ["04"]


def test_the_same_person_takes_what_the_list_says() -> None:
    file = MemoryCentre(ZOE)
    found = shown(file, ("01", "AUTRE", "Nom"))
    take_in(file, found, Author("Alix", 1), {0: Resolution.SAME})
    ((before, after),) = file.written[0].changed
    assert (before.candidate, after.last_name, after.number) == (ZOE, "AUTRE", "01")


def test_a_line_that_is_not_there_is_told() -> None:
    with pytest.raises(ImportRefused, match="ligne 9"):
        preview(MemoryCentre(), raw(HEAD), 0, Wanted(heading=9))


def test_nothing_is_written_where_nothing_changes() -> None:
    file = MemoryCentre(ZOE)
    take_in(file, shown(file, ("01", "DUPONT", "Zoé")), Author("Alix", 1))
    assert len(file.written) == 1, "the columns are remembered"
    take_in(file, shown(file, ("01", "DUPONT", "Zoé")), Author("Alix", 1))
    assert len(file.written) == 1


def test_a_missing_birth_date_is_told_and_taken_in_all_the_same() -> None:
    head = ("N°", "Nom", "Prénom", "Né(e) le")
    born = ZOE._replace(number="05", last_name="KNOWN", birth=date(2005, 3, 1))
    file = MemoryCentre(born)
    rows = (
        ("01", "DUPONT", "Zoé", "01/02/2005"),
        ("02", "MARTIN", "Ana", ""),
        ("03", "PETIT", "Léo", "-"),
        # The centre knows it already.
        ("05", "KNOWN", "Zoé", ""),
    )
    found = preview(file, raw(head, *rows), 0)
    view = import_view(found, 2027)
    (remark,) = (each for each in view.remarks if "naissance" in each)
    assert remark == (
        "2 candidats sans date de naissance (lignes 3, 4)\u202f: deux homonymes ne se distingueraient que par"
        " un numéro, et convocation, émargement et bordereau seraient sans date de naissance."
    )
    assert [(each.line, each.told) for each in view.rows] == [
        (2, ""),
        (3, "sans date de naissance"),
        (4, "sans date de naissance"),
    ]
    assert [each.told for each in list_lines(found)] == [
        "",
        "sans date de naissance",
        "sans date de naissance",
        "",
    ]
    take_in(file, found, Author("Alix", 1))
    assert len(file.candidates()) == 4


def test_a_list_without_birth_dates_says_so_once() -> None:
    view = import_view(shown(MemoryCentre(), ("01", "DUPONT", "Zoé"), ("02", "MARTIN", "Ana")), 2027)
    assert [each.split("\u202f")[0] for each in view.remarks] == [
        "2 candidats sans épreuve",
        "Aucune colonne ne donne la date de naissance",
    ]
    assert {each.told for each in view.rows} == {""}
    many = tuple((f"{number:02}", f"N{number}", "P", "") for number in range(10))
    head = ("N°", "Nom", "Prénom", "Né(e) le")
    _, told = import_view(preview(MemoryCentre(), raw(head, *many), 0), 2027).remarks
    assert told.startswith("10 candidats sans date de naissance (lignes 2, 3, 4, 5, 6, 7, 8, 9, …)")
    _, one = import_view(preview(MemoryCentre(), raw(head, many[0]), 0), 2027).remarks
    assert one.startswith("1 candidat sans date de naissance (ligne 2)")


@pytest.mark.parametrize(
    ("usual", "then"),
    [
        (("E4", "E6"), "ce sera E4 et E6, par défaut."),
        ((), "choisissez ce qu’ils passent par «\u202fCommissions, salles, règles…\u202f» (F6)"),
        (None, "ce sera celle que disent «\u202fCommissions, salles, règles…\u202f» (F6)"),
    ],
)
def test_candidates_without_an_exam_are_told_with_what_they_take_then(
    usual: tuple[str, ...] | None, then: str
) -> None:
    head = ("N°", "Nom", "Prénom", "Né(e) le", "Épreuves")
    rows = (("01", "DUPONT", "Zoé", "01/02/2005", "E4"), ("02", "MARTIN", "Ana", "02/02/2005", ""))
    found = preview(MemoryCentre(), raw(head, *rows), 0)
    (told,) = import_view(found, 2027, usual).remarks
    assert told.startswith(f"1 candidat sans épreuve\u202f: {then}")
    both = preview(MemoryCentre(), raw(head, rows[0]), 0)
    assert import_view(both, 2027, usual).remarks == ()
