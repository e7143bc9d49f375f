"""What came back is found by its words, on whatever holds the centre; texts only where it keeps them."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from btstc_jury.application.centre.finding import told_in
from btstc_jury.application.centre.ports import CentreAct
from btstc_jury.application.centre.receipts import Deposit, Outcome, Receipt, ReceiptKind
from btstc_jury.application.centre.words import words_of_candidate
from btstc_jury.application.finding import asked
from btstc_jury.application.views.centre.board import Box, oral_line
from btstc_jury.cli import main
from btstc_jury.domain.centre.awaited import take_stock
from btstc_jury.domain.centre.candidates import CentreCandidate
from btstc_jury.domain.centre.centre import Centre
from btstc_jury.domain.centre.collected import Tie, Version
from btstc_jury.domain.centre.timetable import SlotKey, Timetable
from btstc_jury.domain.exam import Held
from btstc_jury.domain.standing import Status
from btstc_jury.storage import passages
from btstc_jury.storage.centre import SqliteCentreFiles
from btstc_jury.storage.centre.examination import examine_centre
from btstc_jury.storage.centre.file import StoredCentre
from btstc_jury.storage.centre.passages import search_passages, tsquery
from tests.domain.centre.test_collected import facts, of_file
from tests.served_centres import Stations
from tests.storage.centre.conftest import HeldCentre

ACT = CentreAct(5, "Alix", "Dépôt reçu.")


def deposit(name: str, *versions: Version) -> Deposit:
    content = name.encode()
    sha256 = hashlib.sha256(content).hexdigest()
    receipt = Receipt(sha256, name, ReceiptKind.EXAM_FILE, Outcome.TAKEN, "", 7, len(content), b"DER")
    return Deposit(ACT, receipt, content, [replace(each, receipt=sha256) for each in versions])


def told(oral: int, *texts: str) -> Version:
    passages = tuple((f"Remarque, 0{number}:00", text) for number, text in enumerate(texts))
    made = replace(facts(), texts=(("Appréciation", f"Propre et net, oral {oral}."),))
    return replace(of_file("abc", made, oral=oral), passages=(*passages, *made.texts))


def found(centre: StoredCentre, text: str) -> list[int]:
    return [each.oral for each in centre.collection.search(asked(text).terms, 50)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "centre.btscentre"


@pytest.fixture
def centre(path: Path) -> Iterator[StoredCentre]:
    made = SqliteCentreFiles().create(path, Centre("Lycée", 2027), ACT)
    yield made
    made.close()


def fill(centre: StoredCentre) -> None:
    centre.collection.keep(deposit("un", told(1, "Reformule le besoin"), told(2, "Rémy oublie la T.V.A.")))
    centre.collection.keep(deposit("deux", told(3, "Le besoin du client", "devis d’œuvre")))


def look_through(centre: StoredCentre) -> None:
    """Of a centre that keeps texts."""
    assert found(centre, "besoin") == [1, 3]
    assert found(centre, "BESO cli") == [3]
    assert found(centre, "remy") == [2]
    for typed in ("tva", "T.V.A.", "« la tva »", "« la T.V.A. »"):
        assert found(centre, typed) == [2], typed
    assert found(centre, "doeuvre") == [3]
    assert found(centre, "« d’œuvre »") == [3]
    assert found(centre, "« le besoin du »") == [3]
    assert found(centre, "besoin absent") == []
    assert found(centre, "« oral 2 »") == [2]
    for odd in ("'", '"', "a & b | !c", "x:*", "NEAR(", "é" * 3000, "\\", "%", "a'b"):
        found(centre, odd)
    (only,) = centre.collection.search(asked("client").terms, 5)
    assert ("Remarque, 00:00", "Le besoin du client") in only.passages


def test_texts_that_came_are_found_by_all_who_read_the_centre(held: HeldCentre) -> None:
    fill(held.file)
    look_through(held.file)
    with held.read() as reading:
        look_through(reading)


def test_what_comes_again_replaces_what_was_found(held: HeldCentre) -> None:
    centre = held.file
    fill(centre)
    centre.collection.keep(deposit("un", told(1, "Tout autre chose")))
    assert found(centre, "reformule") == []
    assert found(centre, "remy") == []
    assert found(centre, "autre chose") == [1]
    assert {each.oral for each in centre.collection.searched()} == {1, 3}


def test_a_server_keeps_texts_only_by_choice_and_all_its_centres_are_searched(there: Stations) -> None:
    plain = there.served.create(Centre("Sans textes", 2031), ACT)
    with closing(plain):
        fill(plain)
        assert not plain.centre().keeps_texts
        assert found(plain, "besoin") == []
        fill(there.first)
        every = search_passages(plain._data, asked("propre « oral 3 »").terms, 90, everywhere=True)
        assert {each.centre for each in every} >= {plain._data.centre, there.first._data.centre}
        kept = search_passages(plain._data, asked("« du client »").terms, 90, everywhere=True)
        assert plain._data.centre not in {each.centre for each in kept}


def test_without_fts5_the_same_is_found(centre: StoredCentre, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("btstc_jury.storage.centre.passages.has_words", lambda _database: False)
    fill(centre)
    look_through(centre)
    assert passages.has_words(centre._data.database)  # type: ignore[attr-defined]


def test_a_damaged_table_of_words_is_done_without_and_made_anew(centre: StoredCentre) -> None:
    fill(centre)
    look_through(centre)
    raw = centre._data.database.raw  # type: ignore[attr-defined]
    raw.execute("UPDATE passage_words_data SET block = x'ff00ff'")
    look_through(centre)
    centre.collection.keep(deposit("trois", told(9, "ensuite")))
    assert found(centre, "ensuite") == [9]
    look_through(centre)


def test_the_check_reads_what_is_kept_for_the_search(centre: StoredCentre, path: Path) -> None:
    fill(centre)
    centre.close()
    assert examine_centre(path).findings == ()
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("UPDATE passage SET words = 'autre' WHERE oral = 1")
        raw.commit()
    assert examine_centre(path).findings


def test_a_query_of_the_server_is_words_alone() -> None:
    assert tsquery(asked("l'œuvre « de la » ! & x:*").terms) == (
        "('l' & 'oeuvre':* | 'loeuvre':*) & ('de' & 'la') & ('x':*)"
    )


def test_a_command_searches_all_the_centres_of_a_server(
    there: Stations, capsys: pytest.CaptureFixture[str]
) -> None:
    zoe = CentreCandidate("0219991", last_name="Œuvrard-Zéphyr", first_names="Noé", school="Lycée d’Été")
    centre = there.filled((zoe,))
    fill(centre)
    assert there.identity in there.served.holding(asked("oeuvrard zeph").terms)
    for typed in ("œuvrardzéphyr", "d’été", "dete", "« du client »"):
        assert there.identity in there.served.holding(asked(typed).terms), typed
    assert there.identity not in there.served.holding(asked("introuvable zephyr").terms)
    url = there.server.address(there.base)
    assert main(["find", url, "oeuvrard", "ete"]) == 0
    said = capsys.readouterr().out
    assert "ŒUVRARD-ZÉPHYR Noé" in said
    assert "Lycée Fictif, session 2027" in said
    assert main(["find", url, "introuvable", "zephyr"]) == 1


def test_a_centre_made_on_a_server_keeps_texts_only_if_that_is_asked_for(there: Stations) -> None:
    url = there.server.address(there.base)
    for name, options in (("Sans choix", ()), ("Par choix", ("--keep-texts",))):
        assert main(["centre", "create", url, "--session", "2032", "--name", name, *options]) == 0
    kept = {each.centre.name: each.centre.keeps_texts for each in there.served.centres()}
    assert (kept["Sans choix"], kept["Par choix"]) == (False, True)


def box_of(version: Version) -> Box:
    tie = Tie(str(version.key), SlotKey(1, "E4"), "Alix", 7)
    (awaited,) = take_stock(Timetable(), [version], (), (), [tie]).awaited
    return oral_line(awaited, Timetable()).box


@pytest.mark.parametrize("status", Status)
def test_which_centres_may_have_an_oral_in_a_state_is_asked_at_once(there: Stations, status: Status) -> None:
    """Whatever words its texts hold. A grid may bear signatures that the version which counts hasn't."""
    texts = (("Appréciation", '"status":"absent","settled":false,"signed":true,'),)
    held = Held(situation=0, on=date(2027, 5, 18), status=status, oral=1, proposed=status.worth.held)
    bare = of_file("abc", replace(facts(), held=held, texts=texts), oral=1)
    signed = replace(bare, facts=replace(bare.facts, held=replace(held, signed=True)))
    assert box_of(bare) is (Box.UNSIGNED if status.worth.held else Box.ABSENT)
    there.first.collection.keep(deposit("état", bare))

    def may_have(box: Box) -> bool:
        return there.identity in there.served.holding((), told_in(box))

    assert {box_of(bare), box_of(signed)} <= {each for each in Box if may_have(each)}
    others = {Box.DONE, Box.ABSENT, Box.RESERVED, Box.WITHHELD} - {box_of(signed)}
    assert not any(may_have(each) for each in (Box.UNSETTLED, *others))
    assert may_have(Box.NOT_RECEIVED)
    begun = replace(bare, facts=replace(bare.facts, held=replace(held, proposed=False, settled=False)))
    there.first.collection.keep(deposit("commencée", begun))
    assert box_of(begun) is Box.UNSETTLED
    assert may_have(Box.UNSETTLED)
    assert there.identity not in there.served.holding(asked("introuvable").terms, told_in(Box.UNSETTLED))


@pytest.mark.parametrize(
    ("last_name", "asked_for"),
    [
        ("Nguyễn", "nguyen"),
        ("NGUYỄN-TRẦN", "tran"),
        ("N’Diaye", "ndiaye"),
        ("N'DIAYE", "n'diaye"),
        ("ŒUVRARD", "oeuv"),
        ("Weiß", "weiss"),
        ("Łukasz Żak", "łukasz zak"),
        ("Ǆemal", "dzemal"),
        ("de la Fontaine", "« de la fontaine »"),
        ("Saint-Étienne", "saintetienne"),
    ],
)
def test_no_centre_is_left_out_that_has_a_candidate_of_the_name(
    there: Stations, last_name: str, asked_for: str
) -> None:
    person = CentreCandidate("0219991", last_name=last_name, first_names="Zoé")
    terms = asked(asked_for).terms
    assert all(each.stands_in(words_of_candidate(person)) for each in terms)
    there.filled((person,))
    assert there.identity in there.served.holding(terms)
    assert there.identity not in there.served.holding(asked("introuvable").terms)
