"""What comes back: told of, each whole or not at all, the same in any order."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import fields, replace
from pathlib import Path
from zipfile import ZipFile

import pytest

from btstc_jury.application.centre.collecting import Collecting, Told, Wanted, collect
from btstc_jury.application.centre.office import CentreOffice
from btstc_jury.application.centre.receipts import Deposit, Outcome, ReceiptKind
from btstc_jury.application.passphrases import FileKey, passphrase_key
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.application.views.centre.report import report_lines
from btstc_jury.domain.centre.awaited import Awaited, Concern, Tied, take_stock
from btstc_jury.domain.centre.collected import SentFile, Version
from btstc_jury.domain.centre.timetable import SlotKey
from btstc_jury.domain.session import FileKind
from btstc_jury.storage.durable import WriterLock
from btstc_jury.storage.tables import APPLICATION_ID
from tests.centres import a_pictured_centre, an_office
from tests.collected_files import SESSION, Brought, TestTools, a_file, begin_oral, brought, forged
from tests.documents.signing.verification.grids import evaluation, usual
from tests.signed_file import rewritten

WHO = {7: "IMBERT", 8: "JOLY", 9: "KERN", 10: "LOPEZ"}
PASSPHRASE = "trois petits chats"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[CentreOffice]:
    folder = tmp_path / "centre"
    folder.mkdir()
    made = an_office(a_pictured_centre(folder))
    yield made
    made.close()
    assert [each.name for each in folder.iterdir() if each.suffix == ".essai"] == []


@pytest.fixture
def tools(office: CentreOffice) -> TestTools:
    return TestTools(office.file.path)


def written(folder: Path, *names: str) -> list[Path]:
    """What was brought under these names of its fields."""
    found = []
    for name in names:
        path = folder / f"{name}{'.pdf' if name.startswith('joly') else '.btsjury'}"
        path.write_bytes(getattr(brought(), name))
        found.append(path)
    return found


def one(office: CentreOffice, tools: TestTools, path: Path, wanted: Wanted | None = None) -> Told:
    (told,) = collect(office, [path], tools, wanted).told
    return told


def awaited(office: CentreOffice) -> dict[str, Awaited]:
    """Those of the commission 2."""
    kept = office.file.collection
    stock = take_stock(office.timetable, kept.versions(), kept.choices(), kept.sent(), kept.ties())
    return {WHO[each.place.candidate]: each for each in stock.awaited if each.commission == 2}


def concerns(office: CentreOffice) -> dict[str, tuple[Concern, ...]]:
    return {name: each.concerns for name, each in awaited(office).items()}


def test_the_days_of_a_centre(office: CentreOffice, tools: TestTools, tmp_path: Path) -> None:
    morning, two, unsigned, evening, parted = written(
        tmp_path, "morning", "joly_of_two", "unsigned", "evening", "parted"
    )
    told = one(office, tools, morning)
    assert (told.outcome, told.orals, told.new) == (Outcome.TAKEN, 4, 4)
    assert told.waiting == 2
    (line,) = report_lines(Collecting((told,)))
    assert "4 interrogations, dont 2 pas encore tenues (4 nouvelles)" in line.text
    assert told.details[0].startswith("2 interrogations pas encore tenues")
    assert told.details[1].startswith("1 interrogation pas encore validée")
    assert concerns(office)["KERN"] == (Concern.NOT_RECEIVED,)
    assert Concern.UNSETTLED in concerns(office)["JOLY"]
    # Nobody can say yet that it goes on from there.
    assert one(office, tools, two).outcome is Outcome.TAKEN
    assert concerns(office)["JOLY"] == (Concern.CONTRADICTORY,)
    told = one(office, tools, unsigned)
    assert (told.new, told.later, told.same) == (0, 3, 1)
    assert concerns(office) == {
        "IMBERT": (Concern.UNCONFIRMED,),
        "JOLY": (Concern.UNSIGNED, Concern.UNCONFIRMED),
        "KERN": (Concern.UNSIGNED, Concern.UNCONFIRMED, Concern.WITHHELD),
        "LOPEZ": (Concern.UNCONFIRMED, Concern.ABSENT),
    }
    assert one(office, tools, evening).later == 1
    assert concerns(office)["JOLY"] == (Concern.UNCONFIRMED,)
    facts = awaited(office)["JOLY"].facts
    assert facts is not None
    assert (str(facts.held.mark), facts.version, facts.due) == ("13.5", 1, 3)
    assert [each.name for each in facts.signers] == ["Camille Fictif", "Dominique Fictif", "Claude Fictif"]
    assert all(each.utc for each in facts.signers)
    assert one(office, tools, parted).outcome is Outcome.TAKEN
    assert concerns(office)["JOLY"] == (Concern.CONTRADICTORY,)


def test_a_grid_says_what_a_copy_taken_before_it_does_not(
    office: CentreOffice, tools: TestTools, tmp_path: Path
) -> None:
    collect(office, written(tmp_path, "unsigned", "joly"), tools)
    assert concerns(office)["JOLY"] == (Concern.UNCONFIRMED,)
    told = one(office, tools, written(tmp_path, "joly_of_two")[0])
    assert (told.same, told.details[0][:13]) == (1, "Noms garantis")
    assert told.details[1] == "Sans signature dans ce fichier\u202f: signature 3."


def test_the_same_twice_changes_nothing(office: CentreOffice, tools: TestTools, tmp_path: Path) -> None:
    paths = written(tmp_path, "evening", "joly", "parted")
    collect(office, paths, tools)
    before = office.file.acts(), office.file.collection.receipts()
    copy = tmp_path / "deuxième clé.btsjury"
    copy.write_bytes(paths[0].read_bytes())
    again = collect(office, [*paths, copy], tools).told
    assert {each.outcome for each in again} == {Outcome.SAME}
    assert again[-2].details == ("Reçu sous le nom «\u202fevening.btsjury\u202f».",)
    assert (office.file.acts(), office.file.collection.receipts()) == before


def test_what_is_received_stays_byte_for_byte(office: CentreOffice, tools: TestTools, tmp_path: Path) -> None:
    paths = written(tmp_path, *(each.name for each in fields(Brought)))
    before = [each.read_bytes() for each in paths]
    collect(office, paths, tools)
    kept = office.file.collection
    assert {kept.content(each.sha256) for each in kept.receipts()} == set(before)
    assert [each.read_bytes() for each in paths] == before
    assert len(list(tmp_path.iterdir())) == len(paths) + 1


def test_any_order_any_mix_gives_the_same(tmp_path: Path, office: CentreOffice, tools: TestTools) -> None:
    names = [each.name for each in fields(Brought)]
    paths = written(tmp_path, *names)
    collect(office, paths, tools)
    versions = office.file.collection.versions()
    whole = _stock(office, versions)
    for seed in range(20):
        mixed = random.Random(seed).sample(versions, len(versions))
        assert _stock(office, (*mixed, *mixed[::3])) == whole
    folder = tmp_path / "autre"
    folder.mkdir()
    with closing(a_pictured_centre(folder)) as file:
        other = an_office(file)
        for path in random.Random(1).sample([*paths, *paths[::2]], len(paths) + len(paths[::2])):
            collect(other, [path], TestTools(file.path))
        assert _stock(other, file.collection.versions()) == whole


def _stock(office: CentreOffice, versions: Sequence[Version]) -> list[object]:
    stock = take_stock(office.timetable, versions)
    return [*stock.awaited, *stock.strays]


def test_a_file_that_the_centre_made_is_known_by_its_identity(
    office: CentreOffice, tools: TestTools, tmp_path: Path
) -> None:
    collect(office, written(tmp_path, "evening"), tools)
    origin = office.file.collection.versions()[0].file
    orals = {number: SlotKey(candidate, "E4") for number, candidate in enumerate(WHO, 1)}
    office.file.collection.keep(Deposit(office.act("Remis"), sent=(SentFile(origin, 2, orals),)))
    assert {each.tied for each in awaited(office).values()} == {Tied.FILE}
    assert concerns(office)["IMBERT"] == ()


def test_an_encrypted_file_stays_encrypted(office: CentreOffice, tools: TestTools, tmp_path: Path) -> None:
    path = a_file(tmp_path / "chiffré.btsjury", key=passphrase_key(PASSPHRASE))
    assert one(office, tools, path).outcome is Outcome.LOCKED
    assert one(office, tools, path, Wanted([passphrase_key("autre")])).outcome is Outcome.WRONG_KEY
    asked: list[tuple[str, bool]] = []

    def ask(name: str, again: bool) -> FileKey | None:
        asked.append((name, again))
        return passphrase_key(PASSPHRASE if again else "autre")

    assert office.file.collection.receipts() == ()
    told = one(office, tools, path, Wanted(ask=ask))
    assert (told.outcome, told.orals) == (Outcome.TAKEN, 1)
    assert asked == [("chiffré.btsjury", False), ("chiffré.btsjury", True)]
    assert office.file.collection.content(told.sha256) == path.read_bytes()


def test_a_passphrase_that_the_centre_kept_is_not_asked_for(tmp_path: Path) -> None:
    with closing(a_pictured_centre(tmp_path, passphrase_key("du centre"))) as file:
        office = an_office(file)
        sent = SentFile("00" * 32, 2, {}, "2.btsjury", 0, PASSPHRASE)
        file.collection.keep(Deposit(office.act("Remis"), sent=(sent,)))
        path = a_file(tmp_path / "2.btsjury", key=passphrase_key(PASSPHRASE))
        assert one(office, TestTools(file.path), path).outcome is Outcome.TAKEN


def _damaged(folder: Path) -> Path:
    path = folder / "damaged.btsjury"
    path.write_bytes(brought().evening)
    with closing(sqlite3.connect(path)) as raw, raw:
        rewritten(lambda row: row._replace(payload=b"{}") if row.sequence == 2 else row)(raw)
        raw.execute("UPDATE oral SET head_sequence = 3 WHERE oral = 1")
    return path


def _without_documents(folder: Path) -> Path:
    path = folder / "without.btsjury"
    path.write_bytes(brought().evening)
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("DELETE FROM document WHERE oral = 2")
    return path


def test_of_a_damaged_file_the_sound_orals_count(
    office: CentreOffice, tools: TestTools, tmp_path: Path
) -> None:
    told = one(office, tools, _damaged(tmp_path))
    assert told.outcome is Outcome.DAMAGED
    assert told.details[0] == "3 interrogations saines prises, 1 à redemander."
    assert concerns(office)["IMBERT"] == (Concern.NOT_RECEIVED,)
    assert concerns(office)["JOLY"] == (Concern.UNCONFIRMED,)
    (receipt,) = office.file.collection.receipts()
    assert receipt.outcome is Outcome.DAMAGED
    without = one(office, tools, _without_documents(tmp_path))
    assert without.details[0] == "3 interrogations saines prises, 1 à redemander."
    # A sound copy mends it.
    one(office, tools, written(tmp_path, "evening")[0])
    assert concerns(office)["IMBERT"] == (Concern.UNCONFIRMED,)


def test_a_file_torn_in_the_middle_is_kept_and_told(
    office: CentreOffice, tools: TestTools, tmp_path: Path
) -> None:
    path = tmp_path / "torn.btsjury"
    path.write_bytes(brought().evening[:100_000])
    told = one(office, tools, path)
    assert (told.outcome, told.orals) == (Outcome.DAMAGED, 0)
    (receipt,) = office.file.collection.receipts()
    assert office.file.collection.content(receipt.sha256) == path.read_bytes()


def _newer(folder: Path) -> Path:
    path = a_file(folder / "newer.btsjury")
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    return path


def test_a_newer_one_is_kept_and_read_again_later(
    office: CentreOffice, tools: TestTools, tmp_path: Path
) -> None:
    path = _newer(tmp_path)
    assert one(office, tools, path).outcome is Outcome.NEWER
    acts = office.file.acts()
    assert one(office, tools, path).outcome is Outcome.NEWER
    assert office.file.acts() == acts
    (receipt,) = office.file.collection.receipts()
    assert (receipt.outcome, receipt.kind) == (Outcome.NEWER, ReceiptKind.EXAM_FILE)


def test_what_is_none_of_ours_leaves_nothing(office: CentreOffice, tools: TestTools, tmp_path: Path) -> None:
    before = office.file.acts()
    other = replace(SESSION, year=2026)
    training = replace(SESSION, kind=FileKind.TRAINING)
    database = tmp_path / "autre.sqlite"
    with closing(sqlite3.connect(database)) as raw, raw:
        raw.execute("CREATE TABLE t (x)")
        raw.execute(f"PRAGMA application_id = {APPLICATION_ID + 1}")
    letter, page, empty = (tmp_path / name for name in ("lettre.txt", "circulaire.pdf", "vide.btsjury"))
    letter.write_text("bonjour", encoding="utf-8")
    page.write_bytes(b"%PDF-1.7\nrien de signe\n%%EOF\n")
    empty.touch()
    copy = tmp_path / "centre.btscentre"
    copy.write_bytes(office.file.path.read_bytes())
    for path, outcome in (
        (a_file(tmp_path / "2026.btsjury", other), Outcome.OTHER_SESSION),
        (a_file(tmp_path / "training.btsjury", training), Outcome.NO_EXAM),
        (a_file(tmp_path / "avis.btsjury", replace(SESSION, kind=FileKind.OPINION)), Outcome.OPINION),
        (a_file(tmp_path / "foreign.btsjury", numbers=["77"]), Outcome.FOREIGN),
        (database, Outcome.NOT_OURS),
        (copy, Outcome.NOT_OURS),
        (letter, Outcome.NOT_OURS),
        (page, Outcome.NO_GRID),
        (empty, Outcome.EMPTY),
        (tmp_path / "absent.btsjury", Outcome.UNREADABLE),
    ):
        told = one(office, tools, path)
        assert told.outcome is outcome, path
        assert not told.outcome.facts.kept
    assert (office.file.acts(), office.file.collection.receipts()) == (before, ())


def test_a_file_still_open_is_told(office: CentreOffice, tools: TestTools, tmp_path: Path) -> None:
    path = a_file(tmp_path / "ouvert.btsjury")
    lock = WriterLock(path)
    assert lock.acquire()
    assert one(office, tools, path).outcome is Outcome.OPEN
    lock.release()
    beside = tmp_path / "ouvert.btsjury-journal"
    beside.write_bytes(b"\xd9\xd5\x05\xf9 of an act")
    assert one(office, tools, path).outcome is Outcome.OPEN
    beside.unlink()
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("PRAGMA user_version = 1")
    told = one(office, tools, path)
    assert told.outcome is Outcome.TAKEN
    assert told.details[-1].startswith("Copié pendant qu’il était ouvert")


def test_an_oral_under_way_is_told(office: CentreOffice, tools: TestTools, tmp_path: Path) -> None:
    told = one(office, tools, a_file(tmp_path / "2.btsjury", change=begin_oral))
    assert told.details[0].startswith("1 interrogation en cours")
    assert concerns(office)["IMBERT"][0] is Concern.UNSETTLED


def test_grids_of_others_and_made_up_ones(office: CentreOffice, tools: TestTools, tmp_path: Path) -> None:
    # For training, and of another session.
    assert evaluation().kind is FileKind.TRAINING
    path = tmp_path / "grille.pdf"
    path.write_bytes(usual())
    assert one(office, tools, path).outcome is Outcome.NO_EXAM
    content = bytearray(brought().joly)
    content[len(content) // 3] ^= 1
    path.write_bytes(content)
    told = one(office, tools, path)
    assert told.outcome is Outcome.INVALID
    assert any("modifié" in each for each in told.details)
    assert office.file.collection.versions() == ()
    assert [each.outcome for each in office.file.collection.receipts()] == [Outcome.INVALID]


@pytest.mark.parametrize("grid_first", [False, True])
def test_an_authority_of_the_same_name_signs_for_nobody(
    office: CentreOffice, tools: TestTools, tmp_path: Path, *, grid_first: bool
) -> None:
    file, grid = forged(tmp_path)
    if grid_first:
        assert one(office, tools, grid).outcome is Outcome.TAKEN
        told = one(office, tools, file)
        assert any("ne compte plus" in each for each in told.details)
    else:
        assert one(office, tools, file).outcome is Outcome.TAKEN
        assert one(office, tools, grid).outcome is Outcome.INVALID
    assert Concern.UNSIGNED in concerns(office)["JOLY"]
    assert Concern.UNSIGNED not in concerns(office)["IMBERT"]
    outcomes = [each.outcome for each in office.file.collection.receipts() if each.name == grid.name]
    assert outcomes == [Outcome.INVALID]


def test_a_folder_and_a_zip_are_searched_through(
    office: CentreOffice, tools: TestTools, tmp_path: Path
) -> None:
    stick = tmp_path / "clé"
    (stick / "photos").mkdir(parents=True)
    (stick / "photos" / "vacances.jpg").write_bytes(b"\xff\xd8\xff" + bytes(100))
    (stick / "circulaire.pdf").write_bytes(b"%PDF-1.4\n%%EOF")
    (stick / ".caché.pdf").write_bytes(brought().joly)
    written(stick / "photos", "evening")
    with ZipFile(stick / "grilles.zip", "w") as archive:
        archive.writestr("dossier/joly.pdf", brought().joly)
        archive.writestr("lisez-moi.txt", "bonjour")
    found = collect(office, [stick], tools)
    assert [(each.name, each.outcome) for each in found.told] == [
        (str(Path("clé/photos/evening.btsjury")), Outcome.TAKEN),
        ("clé/grilles.zip › dossier/joly.pdf", Outcome.TAKEN),
    ]
    assert sorted(found.passed) == [
        "clé/circulaire.pdf",
        "clé/grilles.zip › lisez-moi.txt",
        "clé/photos/vacances.jpg",
    ]
    assert report_lines(found)[-1].words.startswith(
        "Laissés de côté, qui ne sont ni fichier d’examen, ni grille signée\u202f: clé/"
    )
    (stick / "abîmé.zip").write_bytes((stick / "grilles.zip").read_bytes()[:-40])
    told = one(office, tools, stick / "abîmé.zip")
    assert (told.outcome, told.details) == (Outcome.UNREADABLE, ("Le ZIP est vide, ou abîmé.",))


def test_given_up_what_was_taken_stays(office: CentreOffice, tools: TestTools, tmp_path: Path) -> None:
    paths = written(tmp_path, "morning", "evening", "joly")
    seen: list[tuple[int, int, str]] = []

    def progress(done: int, total: int, name: str) -> bool:
        seen.append((done, total, name))
        return done < 1

    found = collect(office, paths, tools, Wanted(progress=progress))
    assert ([each.name for each in found.told], found.given_up) == (["morning.btsjury"], 2)
    assert seen == [(0, 3, "morning.btsjury"), (1, 3, "evening.btsjury")]
    assert len(office.file.collection.receipts()) == 1


def test_a_problem_of_the_disk_is_not_one_of_the_file(
    office: CentreOffice, tools: TestTools, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise FileProblem(ProblemKind.DISK_FULL, office.file.path)

    monkeypatch.setattr(tools, "opened", full)
    with pytest.raises(FileProblem):
        collect(office, written(tmp_path, "evening"), tools)
    assert office.file.collection.receipts() == ()


@pytest.mark.parametrize("kind", ["evening", "joly"])
def test_any_bytes_are_told_of(office: CentreOffice, tools: TestTools, tmp_path: Path, kind: str) -> None:
    content, rng = getattr(brought(), kind), random.Random(kind)
    path = tmp_path / ("x.pdf" if kind == "joly" else "x.btsjury")
    for turn in range(15):
        made = bytearray(content)
        for _ in range(rng.randrange(1, 4)):
            made[rng.randrange(len(made))] = rng.randrange(256)
        if turn % 3 == 0:
            made = made[: rng.randrange(len(made))]
        path.write_bytes(bytes(made))
        told = one(office, tools, path)
        if told.outcome in {Outcome.TAKEN, Outcome.DAMAGED}:
            assert told.orals <= 4
    assert [each.size for each in office.file.collection.receipts()] != [0]
