"""The situation that a candidate gets: composed or attached, kept, nothing of the jury's in it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from btstc_jury.application.evaluation import evaluation_of
from btstc_jury.application.problems import FileProblem
from btstc_jury.application.scenarios import (
    LARGEST,
    UnfitDocument,
    attached_content,
    keep_scenario,
    page_words,
    proposed_scenario,
    read_document,
    scenario_view,
)
from btstc_jury.application.views.grid import grid_view
from btstc_jury.application.views.history import history_view
from btstc_jury.bootstrap import DocumentPapers
from btstc_jury.documents.reports import scenario_pdf
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.candidate import ONE_THIRD, Accommodation
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.playing import NO_SCENARIO, Played, Scenario
from btstc_jury.storage.examination import examine
from btstc_jury.system.settings import ForgetfulSettings
from tests.documents.reading import page_texts, squeezed, whole_text
from tests.each_status import Orals
from tests.forms_for_tests import JURORS
from tests.storage.keyed import raw

WRITTEN = Scenario(
    "Chauffage bois, client pressé",
    "Une PME veut remplacer sa chaudière avant l’hiver.\nElle a deux autres devis.",
    "Le budget est réduit d’un tiers.",
    "Tarif 2026, fiche technique",
)


@pytest.fixture
def pdf(orals: Orals) -> bytes:
    """Some PDF, as anybody may have made it."""
    return scenario_pdf(scenario_view(orals.office, orals.plan("Autre")))


def test_a_page_is_composed_and_printed_for_the_candidate_alone(orals: Orals) -> None:
    """« proposée au candidat lors de la période de préparation » (annexe V, E4, § 4.B, l.5437)."""
    oral = orals.plan("Moreau")
    plan = orals.office.oral(oral).plan
    third = Accommodation(preparation=ONE_THIRD)
    form = orals.office.oral(oral).form
    orals.act(oral, do.ChangePlan(replace(plan, accommodation=third), form))
    keep_scenario(orals.office, oral, WRITTEN)
    assert orals.office.oral(oral).proceedings.scenario == WRITTEN
    made = scenario_pdf(scenario_view(orals.office, oral))
    assert len(page_texts(made)) == 1
    text = whole_text(made)
    for words in (
        "Situation modifiée",
        "MOREAU Anaïs",
        "Temps de préparation : 66:40",
        "Durée de l’interrogation : 50:00 au plus",
        "Une PME veut remplacer sa chaudière",
        "Le budget est réduit d’un tiers.",
        "Tarif 2026",
    ):
        assert squeezed(words) in text, words
    for secret in ("Camille Fictif", "note", "critère", "Document réservé"):
        assert squeezed(secret) not in text, secret


def test_the_page_promises_and_prints_the_times_that_are_set(orals: Orals) -> None:
    """A preparation and a total left to the commission: neither is told before it is set, each is then, with
    the extra time of the candidate.
    """
    oral = orals.plan("Moreau", "e4-ccf-2")
    plan, form = orals.office.oral(oral).plan, orals.office.oral(oral).form
    third = Accommodation(preparation=ONE_THIRD, total=ONE_THIRD)
    orals.act(oral, do.ChangePlan(replace(plan, accommodation=third), form))

    def told() -> tuple[str, tuple[str, ...]]:
        return page_words(orals.office, oral), scenario_view(orals.office, oral).sitting_lines[1:]

    words, lines = told()
    assert "\u202f: son nom y figure, rien de la commission." in words
    assert lines == ()
    orals.act(oral, do.StartPreparation(Duration.minutes(30)))
    words, lines = told()
    assert "son nom et son temps de préparation y figurent" in words
    assert lines == ("Temps de préparation\u202f: 40:00",)
    orals.act(oral, do.Open(JURORS, used=Duration.minutes(26)))
    words, lines = told()
    assert "son nom, son temps de préparation et la durée de l’interrogation y figurent" in words
    assert lines == (
        "Temps de préparation\u202f: 40:00",
        "Durée de l’interrogation\u202f: 40:40 au plus",
    )


def test_the_time_that_situation_1_left_is_printed_before_the_opening(orals: Orals) -> None:
    orals.conduct(orals.plan("Moreau", "e4-ccf-1"))
    second = orals.plan("Moreau", "e4-ccf-2")
    assert scenario_view(orals.office, second).sitting_lines[1:] == (
        "Durée de l’interrogation\u202f: 37:00 au plus",
    )


def test_what_is_recorded_of_what_is_played_is_proposed(orals: Orals) -> None:
    oral = orals.plan("Moreau")
    orals.act(oral, ev.PlayedRecorded(Played(1, "Chauffage bois", "budget réduit")))
    assert proposed_scenario(orals.office.oral(oral)) == Scenario("Chauffage bois", changes="budget réduit")
    keep_scenario(orals.office, oral, WRITTEN)
    assert proposed_scenario(orals.office.oral(oral)) == WRITTEN


def test_a_document_is_kept_with_its_digest_and_every_one_that_was_there_stays(
    orals: Orals,
    pdf: bytes,
    tmp_path: Path,
) -> None:
    office, oral = orals.office, orals.plan("Moreau")
    keep_scenario(office, oral, WRITTEN, ("sujet.pdf", pdf))
    attached = office.oral(oral).proceedings.scenario.attached
    assert attached is not None
    assert (attached.name, attached.size, attached.digest, attached.place) == (
        "sujet.pdf",
        len(pdf),
        hashlib.sha256(pdf).hexdigest(),
        1,
    )
    assert attached_content(office, oral) == pdf
    other = pdf + b"\n%autre\n"
    keep_scenario(office, oral, WRITTEN, ("autre.pdf", other))
    assert attached_content(office, oral) == other
    orals.act(oral, do.Undo())
    assert attached_content(office, oral) == pdf
    keep_scenario(office, oral, WRITTEN, ("encore.pdf", other))
    third = office.oral(oral).proceedings.scenario.attached
    assert third is not None
    assert third.place == 3, "a document once kept is never replaced"
    assert office.file.proofs.versions(oral) == ()
    assert "document joint encore.pdf" in history_view(office, oral).lines[-1].words
    grid = grid_view(office, oral)
    assert any(line.startswith("Situation prévue\u202f: Chauffage bois, client") for line in grid.situation)
    played = evaluation_of(office, oral, grid).played
    assert played
    assert played.scenario == office.oral(oral).proceedings.scenario
    keep_scenario(office, oral, NO_SCENARIO)
    assert attached_content(office, oral) is None
    path = office.file.path
    office.close()
    assert examine(path).findings == ()
    with closing(raw(path, None)) as connection:
        connection.execute("DELETE FROM document WHERE version = -2")
        connection.commit()
    (lost,) = examine(path).findings
    assert "«\u202fautre.pdf\u202f» n’est pas celui que dit le journal" in lost.detail


def test_a_situation_is_handed_over_once_the_preparation_or_the_oral_begins(orals: Orals) -> None:
    prepared, begun = orals.plan("Moreau"), orals.plan("Okafor", "e4-ccf-2")
    for oral in (prepared, begun):
        keep_scenario(orals.office, oral, Scenario("Vente d’une pompe"))
        assert "Situation prévue\u202f: Vente d’une pompe" in grid_view(orals.office, oral).situation
    orals.act(prepared, do.StartPreparation())
    assert "Situation remise\u202f: Vente d’une pompe" in grid_view(orals.office, prepared).situation
    orals.act(begun, do.Open(JURORS), do.Start())
    situation = grid_view(orals.office, begun).situation
    assert "Situation remise\u202f: Vente d’une pompe" in situation
    (lacking,) = (line for line in situation if line.startswith("Non consigné"))
    assert "situation proposée" not in lacking


def test_a_document_that_the_file_lost_is_told(
    orals: Orals, pdf: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    oral = orals.plan("Moreau")
    keep_scenario(orals.office, oral, WRITTEN, ("sujet.pdf", pdf))
    monkeypatch.setattr(type(orals.office.file.proofs), "document", lambda *_: None)
    with pytest.raises(FileProblem, match=r"sujet\.pdf"):
        attached_content(orals.office, oral)


Write = Callable[[str, bytes], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def put(name: str, content: bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return put


def test_what_is_no_pdf_or_too_large_is_refused_before_anybody_looks_at_it(write: Write) -> None:
    def never(_content: bytes) -> int:
        raise AssertionError

    with pytest.raises(UnfitDocument, match="n’a pas pu être lu comme un PDF"):
        read_document(write("sujet.pdf", b"MZ\x90"), Path.read_bytes, never)
    with pytest.raises(UnfitDocument, match="dépasse 8\u202fMio"):
        read_document(write("gros.pdf", b"%PDF-" + bytes(LARGEST)), Path.read_bytes, never)


@pytest.mark.parametrize(("pages", "said"), [(0, "n’a pas pu être lu"), (21, "a 21 pages")])
def test_a_pdf_that_cannot_be_drawn_or_goes_on_too_long_is_refused(
    write: Write, pages: int, said: str
) -> None:
    with pytest.raises(UnfitDocument, match=said):
        read_document(write("sujet.pdf", b"%PDF-1.7"), Path.read_bytes, lambda _content: pages)


def test_the_process_that_looks_is_not_this_one(write: Write, pdf: bytes) -> None:
    papers = DocumentPapers(ForgetfulSettings())
    path = write("sujet.pdf", pdf)
    assert read_document(path, Path.read_bytes, lambda found: len(papers.foreign_pages(found, 60))) == pdf
    hostile = write("hostile.pdf", pdf[: len(pdf) // 2])
    with pytest.raises(UnfitDocument):
        read_document(hostile, Path.read_bytes, lambda found: len(papers.foreign_pages(found, 60)))
