"""All grids of a file at once: what goes out, what is missing, nothing half done."""

from __future__ import annotations

import csv
import hashlib
import sqlite3
import tracemalloc
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from btstc_jury.application.grid_export import Choice, export_grids
from btstc_jury.application.office import Office
from btstc_jury.application.ports import Document
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.application.sessions import Desk, create_file, open_file
from btstc_jury.application.views.export import Exported, Standing, Tally, tallies, tally_lines
from btstc_jury.application.views.file_names import DEFAULT_PATTERN, NamePattern
from btstc_jury.bootstrap import SystemFiles, form_folders
from btstc_jury.domain import events as ev
from btstc_jury.domain.session import FileKind
from btstc_jury.domain.signing import JuryDecision, Means, Signature
from btstc_jury.domain.standing import Status
from btstc_jury.exchange.form_library import FormLibrary
from btstc_jury.storage import SqliteExamFiles
from tests.documents.reading import squeezed, whole_text
from tests.each_status import COMPLIANT, HERE, Orals
from tests.fakes import FakeClock
from tests.forms_for_tests import make_session
from tests.signed_grids import sign, signed_pdf

OWN, PAPER = Means.INTERNAL, Means.PAPER

pytestmark = pytest.mark.usefixtures("plain_documents")


@pytest.fixture
def desk() -> Desk:
    return Desk(SqliteExamFiles(), FormLibrary(form_folders()), FakeClock())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "session.btsjury"


@pytest.fixture
def orals(desk: Desk, path: Path) -> Iterator[Orals]:
    office = create_file(desk, path, make_session(FileKind.EXAM))
    assert isinstance(desk.clock, FakeClock)
    yield Orals(office, desk.clock)
    office.close()


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "centre"


def settled(orals: Orals, name: str, *means: Means) -> int:
    oral = orals.plan(name)
    orals.act(oral, ev.PresenceChecked(HERE), ev.DossierChecked(COMPLIANT))
    orals.conduct(oral)
    orals.settle(oral)
    sign(orals.office, oral, *means)
    return oral


def export(office: Office, out: Path, pattern: str = DEFAULT_PATTERN, *, unsigned: bool = False) -> Exported:
    return export_grids(SystemFiles().grid_export(office, Choice(NamePattern(pattern), unsigned), out))


def lines(out: Path, name: str = "index.csv") -> dict[str, dict[str, str]]:
    """The index by last name."""
    with (out / name).open(encoding="utf-8-sig", newline="") as file:
        return {line["nom"]: line for line in csv.DictReader(file, delimiter=";")}


def names(out: Path) -> set[str]:
    return {each.name for each in out.iterdir()}


def test_signed_grids_go_out_byte_for_byte(orals: Orals, out: Path) -> None:
    oral = settled(orals, "Durand", OWN, OWN, OWN)
    orals.act(oral, ev.JuryDecided(JuryDecision(Decimal("13.25"), date(2026, 6, 20))))
    done = export(orals.office, out)
    content = (out / "0213456789 DURAND E4 v1.pdf").read_bytes()
    assert content == signed_pdf(oral, 3)
    line = lines(out)["DURAND"]
    assert line["SHA-256"] == hashlib.sha256(content).hexdigest()
    assert line["fichier"] == "0213456789 DURAND E4 v1.pdf"
    assert (line["statut"], line["note proposée"], line["note arrêtée par le jury"]) == (
        "Présent, noté",
        "12,5",
        "13,25",
    )
    assert (line["version"], line["signatures"], line["complet"]) == ("1", "3/3", "oui")
    assert not done.view.lacking
    assert done.files == 1
    text = whole_text((out / "index.pdf").read_bytes())
    for words in ("DURAND Anaïs", "12,5", "13,25", "3/3", "1 grille signée", "0213456789 DURAND E4 v1.pdf"):
        assert squeezed(words) in text


def test_each_way_of_signing_is_told_and_named(orals: Orals, out: Path) -> None:
    for name, means in (
        ("Partielle", (OWN, OWN)),
        ("Mixte", (OWN, PAPER, OWN)),
        ("Papier", (PAPER, PAPER, PAPER)),
        ("Papier-partiel", (PAPER,)),
        ("Aucune", ()),
    ):
        settled(orals, name, *means)
    export(orals.office, out)
    assert names(out) == {
        "0213456789 PARTIELLE E4 v1 (signatures incomplètes).pdf",
        "0213456789 MIXTE E4 v1 (en partie sur papier).pdf",
        "0213456789 PAPIER-PARTIEL E4 v1 (signatures incomplètes).pdf",
        "index.csv",
        "index.pdf",
    }
    told = {
        name: (line["signatures"], line["complet"], line["ce qui manque"])
        for name, line in lines(out).items()
    }
    semi = "\u202f; "
    assert told == {
        "PARTIELLE": ("2/3", "non", "signature de Claude Fictif"),
        "MIXTE": ("3/3 dont 1 papier", "non", "1 signature sur papier, à joindre"),
        "PAPIER": ("3/3 papier", "non", f"original signé sur papier, à joindre{semi}grille non exportée"),
        "PAPIER-PARTIEL": (
            "1/3 papier",
            "non",
            f"signatures de Dominique Fictif, Claude Fictif{semi}1 signature sur papier, à joindre",
        ),
        "AUCUNE": (
            "0/3",
            "non",
            f"signatures de Camille Fictif, Dominique Fictif, Claude Fictif{semi}grille non exportée",
        ),
    }


@pytest.mark.parametrize("unsigned", [False, True])
def test_what_is_promised_of_grids_signed_in_part_is_what_goes_out(
    orals: Orals, out: Path, *, unsigned: bool
) -> None:
    settled(orals, "Partielle", OWN)
    settled(orals, "Papier-partiel", PAPER)
    (promised,) = tally_lines(list(tallies(orals.office.file.index))[-1], unsigned=unsigned)
    assert promised.endswith(
        "2 grilles signées en partie\u202f: PDF nommés «\u202fsignatures incomplètes\u202f»"
    )
    done = export(orals.office, out, unsigned=unsigned)
    assert [each.file.partition("(")[2] for each in done.view.rows] == ["signatures incomplètes).pdf"] * 2


def test_unsigned_grids_go_out_only_when_asked_and_named_so(orals: Orals, out: Path) -> None:
    settled(orals, "Papier", PAPER, PAPER, PAPER)
    settled(orals, "Aucune")
    export(orals.office, out, unsigned=True)
    bare, paper = (
        "0213456789 AUCUNE E4 v1 (non signée).pdf",
        "0213456789 PAPIER E4 v1 (original sur papier).pdf",
    )
    assert names(out) == {bare, paper, "index.csv", "index.pdf"}
    assert squeezed("AUCUNE Anaïs") in whole_text((out / bare).read_bytes())
    assert "non exportée" not in lines(out)["AUCUNE"]["ce qui manque"]
    assert "signatures de" in lines(out)["AUCUNE"]["ce qui manque"]


def test_orals_that_stopped_give_their_report_and_the_others_are_listed(orals: Orals, out: Path) -> None:
    made = orals.each()
    sign(orals.office, made[Status.NORMAL], OWN, OWN, OWN)
    orals.plan("Àvenir")
    ended = orals.reserved("Délibère")
    reopened = settled(orals, "Rouverte", OWN)
    orals.act(reopened, ev.Reopened("erreur de report"))
    done = export(orals.office, out)
    assert {name for name in names(out) if "constat" in name} == {
        f"0213456789 {name} E4 (constat).pdf" for name in ("ABSENT", "JUSTIFIÉ", "SANSDOSSIER")
    }
    absent = (out / "0213456789 ABSENT E4 (constat).pdf").read_bytes()
    assert squeezed("ABSENT (AB)") in whole_text(absent)
    told = {name: (line["statut"], line["ce qui manque"]) for name, line in lines(out).items()}
    assert told["ABSENT"] == ("Absent (AB)", "")
    assert told["SANSDOSSIER"] == ("Présent, non validé (NV)", "")
    assert told["ÀVENIR"] == ("Pas commencée", "l’interrogation n’est pas terminée")
    assert told["DÉLIBÈRE"] == ("En délibération", "proposition pas encore validée")
    assert told["ROUVERTE"] == ("En délibération", "proposition rouverte après la version 1")
    assert told["RESERVE"][0] == "Noté sous réserve"
    assert told["RETENU"][0] == "Résultat retenu, suspicion de fraude"
    assert lines(out)["ROUVERTE"]["note proposée"] == ""
    assert len(lines(out)) == len(orals.office.file.index.all())
    assert orals.office.oral(ended).version == 0
    assert done.files == 4


def test_names_that_meet_are_numbered(orals: Orals, out: Path) -> None:
    for name in ("Durand", "DURAND", "Durand/"):
        settled(orals, name, OWN, OWN, OWN)
    done = export(orals.office, out, "{last_name}")
    assert names(out) == {"DURAND.pdf", "DURAND (2).pdf", "DURAND-.pdf", "index.csv", "index.pdf"}
    for row in done.view.rows:
        assert hashlib.sha256((out / row.file).read_bytes()).hexdigest() == row.digest


def test_the_same_export_again_changes_nothing(orals: Orals, out: Path) -> None:
    settled(orals, "Durand", OWN, OWN, OWN)
    orals.each()
    first = export(orals.office, out, unsigned=True)
    before = {each.name: (each.read_bytes(), each.stat().st_mtime_ns) for each in out.iterdir()}
    again = export(orals.office, out, unsigned=True)
    assert {each.name: (each.read_bytes(), each.stat().st_mtime_ns) for each in out.iterdir()} == before
    assert again == first


def test_a_later_export_beside_the_first_replaces_nothing(orals: Orals, out: Path) -> None:
    oral = settled(orals, "Durand", OWN)
    export(orals.office, out)
    before = {each.name: each.read_bytes() for each in out.iterdir()}
    orals.act(oral, ev.Reopened("erreur de report"))
    orals.act(oral, ev.MarkProposed(Decimal(14)), ev.Finalised())
    sign(orals.office, oral, OWN, OWN, OWN)
    done = export(orals.office, out)
    assert done.index == ("index (2).csv", "index (2).pdf")
    assert names(out) == {*before, "0213456789 DURAND E4 v2.pdf", *done.index}
    assert {name: (out / name).read_bytes() for name in before} == before


def test_an_interruption_leaves_nothing(orals: Orals, out: Path) -> None:
    for name in ("Un", "Deux", "Trois"):
        settled(orals, name, OWN, OWN, OWN)
    seen: list[tuple[int, ...]] = []
    choice = Choice(NamePattern(DEFAULT_PATTERN))
    under_way = SystemFiles().grid_export(orals.office, choice, out)

    def interrupted(*at: int) -> None:
        seen.append(at)
        if len(seen) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        export_grids(under_way, interrupted)
    assert seen == [(1, 3), (2, 3)]
    assert not out.exists()


def test_a_failure_leaves_nothing_and_the_next_export_succeeds(orals: Orals, out: Path) -> None:
    settled(orals, "Durand", OWN, OWN, OWN)
    out.write_bytes(b"un fichier")
    with pytest.raises(FileProblem):
        export(orals.office, out)
    assert out.read_bytes() == b"un fichier"
    out.unlink()
    export(orals.office, out)
    assert len(names(out)) == 3


def test_what_is_damaged_is_listed_and_keeps_nobody_back(
    orals: Orals, desk: Desk, path: Path, out: Path
) -> None:
    journal, document = settled(orals, "Journal", OWN, OWN, OWN), settled(orals, "Document", OWN, OWN, OWN)
    settled(orals, "Sain", OWN, OWN, OWN)
    orals.office.close()
    with closing(sqlite3.connect(path)) as connection:
        lose = "UPDATE journal SET payload = NULL, salt = x'' WHERE journal = ? AND kind = 'rated'"
        connection.execute(lose, (f"oral-{journal}",))
        connection.execute("UPDATE document SET content = x'00' WHERE oral = ?", (document,))
        connection.commit()
    office, _ = open_file(desk, path)
    export(office, out)
    office.close()
    assert names(out) == {"0213456789 SAIN E4 v1.pdf", "index.csv", "index.pdf"}
    for name in ("JOURNAL", "DOCUMENT"):
        line = lines(out)[name]
        assert (line["statut"], line["complet"]) == ("Illisible", "non")
        assert "endommagé" in line["ce qui manque"]


def test_a_problem_of_the_disk_stops_the_export(
    orals: Orals, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settled(orals, "Un", OWN, OWN, OWN)
    settled(orals, "Deux", OWN, OWN, OWN)
    read = orals.office.file.proofs.document

    def document(oral: int, version: int) -> Document | None:
        if oral == 2:
            raise FileProblem(ProblemKind.INPUT_OUTPUT, orals.office.file.path)
        return read(oral, version)

    monkeypatch.setattr(orals.office.file.proofs, "document", document)
    with pytest.raises(FileProblem):
        export(orals.office, out)
    assert not out.exists()


def test_one_document_is_in_memory_at_a_time(orals: Orals, out: Path) -> None:
    size = 2_000_000
    for place in range(12):
        oral = settled(orals, f"Nom{place}")
        first = orals.office.oral(oral).jurors[0]
        content = signed_pdf(oral, 1, size)
        document = Document(oral, 1, 1, content)
        orals.office.act(oral, ev.GridSigned(Signature(first.key, OWN)), documents=(document,))
    export(orals.office, out.with_name("autre"))
    tracemalloc.start()
    try:
        export(orals.office, out)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 5 * size


def test_the_tally_counts_every_oral_day_by_day(orals: Orals) -> None:
    assert list(tallies(orals.office.file.index)) == [Tally()]
    orals.each()
    settled(orals, "Signée", OWN, OWN, OWN)
    settled(orals, "Partielle", OWN)
    orals.plan("Àvenir")
    tally = list(tallies(orals.office.file.index))[-1]
    assert tally == {
        Standing.SIGNED: 1,
        Standing.PARTIAL: 1,
        Standing.UNSIGNED: 3,
        Standing.STOPPED: 3,
        Standing.PENDING: 1,
    }
    assert tally.total() == len(orals.office.file.index.all())
