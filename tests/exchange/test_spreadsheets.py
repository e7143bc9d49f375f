"""The index and the journals as a spreadsheet reads them."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date, time

import pytest

from btstc_jury.application.views.export import IndexRow, Standing, index_view
from btstc_jury.domain.events import Entry, Erased, RemarkRemoved
from btstc_jury.exchange.spreadsheets import INDEX_HEADER, index_csv, journal_csv
from btstc_jury.storage.codec import encode
from tests.fakes import FakeClock
from tests.forms_for_tests import make_session

ROW = IndexRow(
    day=date(2026, 6, 1),
    time=time(9),
    number="0012",
    last_name="DURAND",
    first_names="Élodie",
    birth="29/02/2004",
    form="Essai",
    status="Présent, noté",
    proposed="12,5",
    decided="13",
    version="1",
    signatures="3/3",
    complete=True,
    missing="",
    standing=Standing.SIGNED,
    file="0012 DURAND E4 v1.pdf",
    digest="ab" * 32,
    course="Enseignement à distance",
    ruled="Réserve levée le 20/06/2026 par le centre : attestation retrouvée",
)


def read(content: bytes) -> list[dict[str, str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


@pytest.mark.parametrize(
    ("number", "cell"),
    [
        ("0213456789", '="0213456789"'),
        ("12345678901234567890", '="12345678901234567890"'),
        ("12E4", '="12E4"'),
        ("1-2", '="1-2"'),
        ("00M", "00M"),
        ("-12", "'-12"),
        ("=1+1", "'=1+1"),
        ('="a"', '\'="a"'),
    ],
)
def test_a_candidates_number_stays_as_it_is(number: str, cell: str) -> None:
    (line,) = read(index_csv(index_view(make_session(), (replace(ROW, number=number),), None)))
    assert line["numéro"] == cell


def test_the_columns_and_their_values() -> None:
    (line,) = read(index_csv(index_view(make_session(), (ROW,), None)))
    assert tuple(line) == INDEX_HEADER
    assert list(line.values()) == [
        "01/06/2026",
        "09:00",
        '="0012"',
        "DURAND",
        "Élodie",
        "29/02/2004",
        "Essai",
        "Présent, noté",
        "12,5",
        "13",
        "1",
        "3/3",
        "oui",
        "0012 DURAND E4 v1.pdf",
        "ab" * 32,
        "",
        "Enseignement à distance",
        "Réserve levée le 20/06/2026 par le centre : attestation retrouvée",
    ]


@pytest.mark.parametrize("name", ["=1+1", "+33", "-2", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_formula_is_neutralised(name: str) -> None:
    (line,) = read(index_csv(index_view(make_session(), (replace(ROW, last_name=name),), None)))
    assert line["nom"] == f"'{name}"


def test_separators_and_line_ends_stay_in_their_cell() -> None:
    row = replace(ROW, first_names='A;"B"\nC', complete=False, missing="une ; deux")
    (line,) = read(index_csv(index_view(make_session(), (row,), None)))
    assert line["prénoms"] == 'A;"B"\nC'
    assert line["ce qui manque"] == "une ; deux"
    assert line["complet"] == "non"


def test_an_erased_event_keeps_its_line_without_content() -> None:
    now = FakeClock().now()
    entries = (Entry(1, 1, now, "a", RemarkRemoved(3)), Entry(2, 2, now, "a", Erased("note-added")))
    lines = journal_csv(((4, entries),), encode=encode).decode("utf-8-sig").splitlines()
    assert lines[1].startswith("4;1;1;")
    assert lines[1].endswith('a;note-removed;"{""note"":3}"')
    assert lines[2].endswith("a;note-added;")
