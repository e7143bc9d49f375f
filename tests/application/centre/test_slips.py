"""Bordereaux, grids and the CCF folder of a centre, out of what came back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pypdfium2
import pytest

from btstc_jury.application.centre.collecting import collect
from btstc_jury.application.centre.collection import choose, confirm, stock_of, unconfirmed
from btstc_jury.application.centre.office import CentreOffice
from btstc_jury.application.centre.outputs import (
    GridBatch,
    Naming,
    OutputStopped,
    export_centre_grids,
    export_centre_jury,
    sources_of,
)
from btstc_jury.application.centre.slips import SlipBy, slips
from btstc_jury.application.views.centre.board import Box, board_view, oral_line
from btstc_jury.application.views.centre.bordereau import BordereauRow
from btstc_jury.application.views.centre.slips import proposed_words, slip_line, slips_output
from btstc_jury.application.views.file_names import DEFAULT_PATTERN, NamePattern
from btstc_jury.documents.bordereau import bordereau_pdf
from btstc_jury.documents.merging import merged_pdf
from btstc_jury.domain.centre.timetable import SlotKey, SlotState
from btstc_jury.exchange.bordereau import bordereau_csv
from btstc_jury.system.outbox import FolderOutbox
from tests.centres import a_pictured_centre, an_office
from tests.collected_files import TestTools, brought
from tests.documents.reading import page_texts

NAMES = NamePattern(DEFAULT_PATTERN)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[CentreOffice]:
    folder = tmp_path / "centre"
    folder.mkdir()
    made = an_office(a_pictured_centre(folder))
    yield made
    made.close()


@pytest.fixture
def tools(office: CentreOffice) -> TestTools:
    return TestTools(office.file.path)


@pytest.fixture
def evening(office: CentreOffice, tools: TestTools, tmp_path: Path) -> CentreOffice:
    """The file of commission 2 came back, confirmed."""
    path = tmp_path / "evening.btsjury"
    path.write_bytes(brought().evening)
    collect(office, [path], tools)
    confirm(office, ((each.oral, each.place) for each in unconfirmed(stock_of(office)) if each.oral))
    return office


def rows(office: CentreOffice, by: SlipBy = SlipBy.CENTRE) -> dict[str, BordereauRow]:
    return {f"{each.last_name} {each.exam}": each for slip in slips(office, by) for each in slip.view.rows}


def always(_done: int, _total: int) -> bool:
    return True


def test_who_did_not_come_back_is_a_line_that_says_so(evening: CentreOffice) -> None:
    (whole,) = slips(evening)
    assert len(whole.view.rows) == len(evening.timetable.slots)
    found = rows(evening)
    assert proposed_words(found["JOLY E4"]) == "13,5"
    assert found["JOLY E4"].missing == ""
    assert found["MOREAU E4"].status == "Non reçue"
    assert found["MOREAU E4"].missing == (
        "interrogation non reçue, commission 1, le 18/05/2027 à 8\u202fh\u202f50"
    )
    assert "Non reçue\u202f: " in whole.view.counts.replace(" : ", "\u202f: ")
    assert whole.view.centre == "Lycée Fictif · 0921234A"
    text = "\n".join(page_texts(bordereau_pdf(whole.view)))
    assert "Bordereau récapitulatif" in text
    assert text.count("Non reçue") >= 10


def test_an_absence_that_the_centre_noted_is_told_and_its_statement_awaited(evening: CentreOffice) -> None:
    table = evening.timetable
    (moreau,) = (key for key, each in table.candidates.items() if each.last_name == "MOREAU")
    own = {key: each for key, each in table.slots.items() if key.candidate == moreau}
    gone = {key: replace(each, state=SlotState.ABSENT) for key, each in own.items()}
    evening.replan(replace(table, slots={**table.slots, **gone}), "MOREAU absent")
    noted = "absence consignée au centre, constat à recevoir"
    # First, since what follows may be cut.
    assert rows(evening)["MOREAU E4"].missing.startswith(f"{noted}, commission 1")
    (line,) = (
        oral_line(each, evening.timetable)
        for each in stock_of(evening).awaited
        if each.place == SlotKey(moreau, "E4")
    )
    assert (line.words, line.box) == (noted, Box.NOTED)
    view = board_view(stock_of(evening), evening.timetable, (), evening.clock.now().utc)
    missing = {each.box: each.count for each in view.missing}
    assert missing[Box.NOTED] == dict(view.bar)[Box.NOTED] == len(gone)
    assert missing[Box.NOT_RECEIVED] == dict(view.bar)[Box.NOT_RECEIVED]
    (others,) = (each.orals for each in view.missing if each.box is Box.NOT_RECEIVED)
    assert not {each.place for each in others} & gone.keys()


def test_each_commission_school_and_exam_has_its_own_and_nobody_is_in_two(evening: CentreOffice) -> None:
    every = sorted((row.number, row.exam) for slip in slips(evening) for row in slip.view.rows)
    for by in SlipBy:
        made = slips(evening, by)
        told = sorted((row.number, row.exam) for slip in made for row in slip.view.rows)
        assert told == every, by
    assert [each.name for each in slips(evening, SlipBy.COMMISSION)] == [
        "commission 1",
        "commission 2",
        "commission 3",
    ]
    assert [each.name for each in slips(evening, SlipBy.EXAM)] == ["E4", "E6"]
    assert [each.name for each in slips(evening, SlipBy.SCHOOL)] == ["Lycée des Tilleuls", "Lycée Fictif"]
    second = slips(evening, SlipBy.COMMISSION)[1]
    assert {row.last_name for row in second.view.rows} == {"IMBERT", "JOLY", "KERN", "LOPEZ"}
    assert slip_line(second).startswith("Commission 2 · 4 lignes")
    assert "commission 2" in second.view.heading
    for by in (SlipBy.CENTRE, SlipBy.SCHOOL, SlipBy.EXAM):
        assert [each.view.place for each in slips(evening, by)] == [""] * len(slips(evening, by))
    assert any(each.view.place for each in slips(evening, SlipBy.COMMISSION))


def test_two_versions_are_one_line_that_waits_and_then_the_one_chosen(
    evening: CentreOffice, tools: TestTools, tmp_path: Path
) -> None:
    path = tmp_path / "parted.btsjury"
    path.write_bytes(brought().parted)
    collect(evening, [path], tools)
    waiting = rows(evening)["JOLY E4"]
    assert (waiting.status, waiting.proposed) == ("Version à choisir", (None,))
    oral = next(
        each.oral for each in stock_of(evening).awaited if each.place == SlotKey(8, "E4") and each.oral
    )
    other = next(each for each in oral.versions if each.facts.held.mark != Decimal("13.5"))
    choose(evening, oral, other, "la commission a revu sa note")
    chosen = rows(evening)["JOLY E4"]
    assert chosen.proposed[0] == other.facts.held.mark
    assert chosen.status != "Version à choisir"


def test_what_is_known_by_the_number_alone_says_so(
    office: CentreOffice, tools: TestTools, tmp_path: Path
) -> None:
    path = tmp_path / "evening.btsjury"
    path.write_bytes(brought().evening)
    collect(office, [path], tools)
    assert "rattachement à confirmer" in rows(office)["JOLY E4"].missing
    assert "fichier" not in rows(office)["JOLY E4"].missing


def test_a_grid_alone_says_that_its_file_lacks(
    office: CentreOffice, tools: TestTools, tmp_path: Path
) -> None:
    path = tmp_path / "joly.pdf"
    path.write_bytes(brought().joly)
    collect(office, [path], tools)
    confirm(office, ((each.oral, each.place) for each in unconfirmed(stock_of(office)) if each.oral))
    line = rows(office)["JOLY E4"]
    assert line.proposed != (None,)
    assert line.missing.endswith("fichier de la commission non reçu")


def test_nothing_decided_is_no_document(evening: CentreOffice, tmp_path: Path) -> None:
    assert slips(evening, decided=True) == ()
    assert slips_output((), (), tmp_path, decided=True)[0].startswith("Le jury n’a encore arrêté")
    assert "arrêté" not in slips_output((), (), tmp_path, decided=False)[0]


def test_a_spreadsheet_keeps_the_zeros_of_numbers(evening: CentreOffice) -> None:
    (whole,) = slips(evening)
    assert '=""0213456008""' in bordereau_csv(whole.view).decode("utf-8-sig")


def test_grids_go_out_one_by_one_under_their_names_or_as_one(
    evening: CentreOffice, tools: TestTools, tmp_path: Path
) -> None:
    sources = sources_of(evening)
    single = export_centre_grids(
        sources, tools, GridBatch(Naming(NAMES), merged_pdf), FolderOutbox(tmp_path / "un"), always
    )
    assert "0213456008 JOLY E4 v1.pdf" in single.names
    assert sorted(single.names) == sorted(each.name for each in (tmp_path / "un").iterdir())
    assert len(single.names) + len(single.lacking) == len(evening.timetable.slots)
    assert "KERN Odile, E6\u202f: non reçue" in single.lacking
    merged = export_centre_grids(
        sources, tools, GridBatch(Naming(None), merged_pdf), FolderOutbox(tmp_path / "tout"), always
    )
    assert merged.names == ("Grilles.pdf",)
    pages = [len(pypdfium2.PdfDocument(tmp_path / "un" / each)) for each in single.names]
    assert len(pypdfium2.PdfDocument(tmp_path / "tout" / "Grilles.pdf")) == sum(pages)
    assert merged.lacking == single.lacking


def test_a_grid_that_came_without_its_file_goes_out_as_it_came(
    office: CentreOffice, tools: TestTools, tmp_path: Path
) -> None:
    path = tmp_path / "joly.pdf"
    path.write_bytes(brought().joly)
    collect(office, [path], tools)
    out = FolderOutbox(tmp_path / "out")
    made = export_centre_grids(sources_of(office), tools, GridBatch(Naming(NAMES), merged_pdf), out, always)
    (name,) = made.names
    assert (tmp_path / "out" / name).read_bytes() == brought().joly


def test_given_up_it_leaves_nothing(evening: CentreOffice, tools: TestTools, tmp_path: Path) -> None:
    batch = GridBatch(Naming(NAMES), merged_pdf)
    out = tmp_path / "out"
    with pytest.raises(OutputStopped):
        export_centre_grids(
            sources_of(evening), tools, batch, FolderOutbox(out), lambda done, _total: done < 1
        )
    assert not out.exists() or list(out.iterdir()) == []


def test_the_ccf_folder_leaves_ponctuels_out_and_holds_a_bordereau(
    evening: CentreOffice, tools: TestTools, tmp_path: Path
) -> None:
    from btstc_jury.jury_tools import jury_export
    from tests.signed_file import READ

    made = export_centre_jury(
        sources_of(evening),
        tools,
        lambda offices, grids, only: jury_export(
            offices, grids, tmp_path / "jury", READ, whole=True, only=only
        ),
        always,
    )
    assert made is not None
    assert "bordereau récapitulatif.pdf" in made.names
    assert made.bordereau.rows == ()
    empty = replace(sources_of(evening), files=(), grids=())
    assert export_centre_jury(empty, tools, lambda *_: pytest.fail("nothing came"), always) is None
