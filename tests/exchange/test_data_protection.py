"""A person's data as JSON: what docs/person-export.md says, for each status."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from btstc_jury.application.sessions import Desk, create_file
from btstc_jury.application.views.person import PersonRecord, person_record
from btstc_jury.bootstrap import SystemFiles, form_folders
from btstc_jury.domain import events as ev
from btstc_jury.domain.candidate import Candidate, Plan
from btstc_jury.domain.session import FileKind
from btstc_jury.exchange.data_protection import person_json
from btstc_jury.exchange.form_library import FormLibrary
from btstc_jury.storage import SqliteExamFiles
from btstc_jury.storage.codec import encode
from tests.documents.reading import fonts, page_texts, squeezed, whole_text
from tests.each_status import COMPLIANT, Orals
from tests.fakes import FakeClock
from tests.forms_for_tests import make_session
from tests.ui.hands import DAY

DOCUMENTED = (Path(__file__).resolve().parents[2] / "docs" / "person-export.md").read_text("utf-8")
LONG = "Moreau-Lefebvre de Saint-Exupéry de La Rochefoucauld"


class Numbered(Orals):
    """Each candidate with a number of their own."""

    def plan(self, name: str, form: str = "e4-ponctuel") -> int:
        number = f"02134567{len(self.office.file.index.all()):02d}"
        return self.office.plan(Plan(Candidate(number, name, "Anaïs"), DAY), form)[0]


@pytest.fixture
def orals(tmp_path: Path) -> Iterator[Numbered]:
    clock = FakeClock()
    desk = Desk(SqliteExamFiles(), FormLibrary(form_folders()), clock)
    office = create_file(desk, tmp_path / "session.btsjury", make_session(FileKind.EXAM))
    yield Numbered(office, clock)
    office.close()


def records(orals: Numbered) -> list[PersonRecord]:
    """One for each status."""
    orals.each()
    numbers = [each.number for each in orals.office.file.index.all()]
    return [person_record(orals.office, number) for number in numbers]


def keys(value: Any) -> set[str]:  # noqa: ANN401 - any JSON
    if isinstance(value, dict):
        return {*value, *(key for name, each in value.items() if name != "content" for key in keys(each))}
    return {key for each in value for key in keys(each)} if isinstance(value, list) else set()


def test_each_status_gives_what_the_document_describes(orals: Numbered) -> None:
    for record in records(orals):
        content = json.loads(person_json(record, encode))
        assert (content["format"], content["version"]) == ("btstc-jury/person", 1)
        assert {
            key for key in keys(content) if f"`{key}`" not in DOCUMENTED and key not in DOCUMENTED
        } == set()
        oral = content["orals"][0]
        assert f"`{oral['stage']}`" in DOCUMENTED
        assert f"`{oral['status']}`" in DOCUMENTED
        events = oral["journal"]["events"]
        assert [each["sequence"] for each in events] == list(range(1, len(events) + 1))
        assert all((each["kind"] is None) == (each["left_out"] not in {None, "partly"}) for each in events)
        assert all(each["at"].endswith("+00:00") for each in events)


def test_the_pdf_says_the_same(orals: Numbered) -> None:
    for record in records(orals):
        pdf, _ = SystemFiles().person_files(record)
        text = whole_text(pdf)
        assert squeezed(record.candidate) in text
        for oral in record.orals:
            for section in oral.sections:
                for item in section.items:
                    assert squeezed(item.text) in text, item
            assert all(squeezed(event.words) in text for event in oral.events)
        assert all(fonts(pdf).values())
        assert pdf == SystemFiles().person_files(record)[0]


def test_nobody_elses_name_is_in_a_copy(orals: Numbered) -> None:
    all_records = records(orals)
    for record in all_records:
        pdf, data = SystemFiles().person_files(record)
        events = json.loads(data)["orals"][0]["journal"]["events"]
        plans = [each["content"]["plan"] for each in events if each["kind"] == "planned"]
        named = [f"{plan['candidate']['last_name'].upper()} Anaïs" for plan in plans]
        assert named == [record.candidate]
        others = [each.candidate for each in all_records if each is not record]
        assert not [other for other in others if squeezed(other) in whole_text(pdf)]


def test_a_long_life_goes_over_many_pages_with_the_name_on_each(orals: Numbered) -> None:
    oral = orals.plan(LONG)
    orals.act(oral, ev.DossierChecked(COMPLIANT))
    orals.conduct(oral)
    orals.settle(oral)
    pages = page_texts(SystemFiles().person_files(person_record(orals.office, "0213456700"))[0])
    assert len(pages) >= 3
    assert all("ROCHEFOUCAULD" in page for page in pages)
    assert f"page {len(pages)}/{len(pages)}" in pages[-1].replace("\u00a0", " ")
