"""What came back, in the centre file: kept byte for byte, whole or not at all."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest

from btstc_jury.application.centre.heard import GivenOpinion, Gleaned, HeardOral
from btstc_jury.application.centre.ports import CentreAct, ChangedMeanwhile, Clash
from btstc_jury.application.centre.receipts import Decisions, Deposit, Outcome, Receipt, ReceiptKind
from btstc_jury.application.passphrases import FileKey
from btstc_jury.application.problems import FileProblem, ProblemKind, ReadOnlyFile
from btstc_jury.domain.centre.collected import Choice, PartialMark, SentFile, Signer, Tie
from btstc_jury.domain.centre.timetable import SlotKey
from btstc_jury.domain.exam import Held
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.signing import JuryDecision
from btstc_jury.domain.standing import Status
from btstc_jury.storage.centre import SqliteCentreFiles
from btstc_jury.storage.centre.collection import check_contents
from btstc_jury.storage.centre.examination import examine_centre
from btstc_jury.storage.centre.file import SqliteCentreFile, StoredCentre
from btstc_jury.storage.centre.heard import decode_heard, encode_heard, read_form
from btstc_jury.storage.centre.oral_facts import decode_facts, encode_facts
from btstc_jury.storage.failures import Damage, Newer
from tests.centres import a_centre, at
from tests.domain.centre.test_collected import facts, of_file, of_grid
from tests.domain.sitting import FORM
from tests.storage.centre.conftest import HeldCentre
from tests.storage.keyed import KEY

BYTES = b"\x00what came back" * 1000
SHA = hashlib.sha256(BYTES).hexdigest()
ACT = CentreAct(5, "Alix", "Dépôt reçu.")
OTHER = CentreAct(6, "Camille", "Version choisie.")
RECEIPT = Receipt(
    SHA, "commission 2.btsjury", ReceiptKind.EXAM_FILE, Outcome.TAKEN, "", 7, len(BYTES), b"DER"
)
FULL = replace(
    facts(signers=(Signer("Camille", 3), Signer("Dominique", None))),
    held=Held(
        situation=2,
        on=date(2027, 5, 18),
        status=Status.RESERVED,
        oral=4,
        mark=Decimal("12.50"),
        used=Duration.minutes(40),
        weight=Decimal("0.5"),
        decision=JuryDecision(Decimal(13), date(2027, 6, 1), "vu", "E4"),
        count=2,
    ),
    settled_at=9,
    reopenings=("erreur de report",),
    reserve="attestation",
    texts=(("Appréciation", "Propre et net."),),
    partial=(PartialMark("Chantier", Decimal(8), Decimal("6.5")), PartialMark("Oral", Decimal(12))),
    out_of=Decimal(40),
    ccf=True,
)
VERSIONS = (
    replace(of_file("abc"), receipt=SHA),
    replace(of_file("ab", FULL, oral=2), receipt=SHA),
    replace(of_grid("abq"), receipt=SHA),
)
DEPOSIT = Deposit(
    ACT,
    RECEIPT,
    BYTES,
    VERSIONS,
    (Choice(VERSIONS[0].name, frozenset({"aa/1/12", "bb"}), "vu au procès-verbal", "Alix", 8),),
    (Tie("aa/1", SlotKey(3, "E4"), "Alix", 8),),
    (
        SentFile("aa", 2, {1: SlotKey(3, "E4"), 12: SlotKey(4, "E6")}, "2.btsjury", 6),
        SentFile("ab", 2, {1: SlotKey(3, "E4")}, "3.btsjury", 7, "", frozenset({"1 président Mme É", "2 x"})),
        SentFile(
            "ac",
            2,
            {1: SlotKey(3, "E4"), 2: SlotKey(4, "E4")},
            "4.btsjury",
            8,
            "",
            frozenset(),
            {1: at("08:50"), 2: at("09:50")},
            "Lycée d’à côté",
            {1: "0123 · Roux", 2: ""},
        ),
    ),
)


@pytest.fixture(params=[None, KEY], ids=["plain", "encrypted"])
def file(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SqliteCentreFile]:
    made = a_centre(tmp_path, key=request.param)
    yield made
    made.close()


def all_of(file: StoredCentre) -> list[object]:
    held = file.collection
    return [held.receipts(), set(held.versions()), held.choices(), held.ties(), held.sent()]


HELD = [(RECEIPT,), set(VERSIONS), DEPOSIT.choices, DEPOSIT.ties, DEPOSIT.sent]


def test_what_was_kept_is_there_when_opened_again(tmp_path: Path) -> None:
    with closing(a_centre(tmp_path)) as file:
        file.collection.keep(DEPOSIT)
        assert all_of(file) == HELD
        assert file.acts()[-1] == ACT
        path = file.path
    with SqliteCentreFiles().to_read(path) as again:
        assert all_of(again) == HELD
        assert again.collection.content(SHA) == BYTES
        assert again.collection.content("00") is None
        with pytest.raises(ReadOnlyFile):
            again.collection.keep(DEPOSIT)


def test_what_is_known_of_a_receipt_replaces_what_was(held: HeldCentre) -> None:
    file = held.file
    newer = replace(RECEIPT, outcome=Outcome.NEWER)
    file.collection.keep(Deposit(ACT, newer, BYTES))
    assert file.collection.receipts() == (newer,)
    file.collection.keep(DEPOSIT)
    file.collection.keep(DEPOSIT)
    moved = Tie("aa/1", SlotKey(9, "E4"), "Alix", 9)
    file.collection.keep(Deposit(ACT, ties=(moved,)))
    due = [*HELD[:2], (*DEPOSIT.choices, *DEPOSIT.choices), (moved,), DEPOSIT.sent]
    assert all_of(file) == due
    with held.read() as again:
        assert all_of(again) == due
        assert again.collection.content(SHA) == BYTES


def test_a_passphrase_is_kept_only_where_it_is_encrypted(file: SqliteCentreFile, tmp_path: Path) -> None:
    sent = replace(DEPOSIT.sent[0], passphrase="quatre mots au hasard")
    assert "quatre" not in repr(sent)
    if not file.protection.encrypted:
        with pytest.raises(ValueError, match="plain"):
            file.collection.keep(Deposit(ACT, sent=(sent,)))
        assert file.collection.sent() == ()
        return
    file.collection.keep(Deposit(ACT, sent=(sent,)))
    assert file.collection.sent() == (sent,)
    assert b"quatre mots" not in b"".join(each.read_bytes() for each in tmp_path.iterdir())


def test_none_is_left_in_a_file_that_stops_being_encrypted(tmp_path: Path) -> None:
    with closing(a_centre(tmp_path, key=KEY)) as file:
        sent = replace(DEPOSIT.sent[0], passphrase="quatre mots au hasard")
        file.collection.keep(Deposit(ACT, sent=(sent,)))
        file.protection.change(FileKey("une autre phrase"))
        assert file.collection.sent() == (sent,)
        file.protection.change(None)
        assert file.collection.sent() == DEPOSIT.sent[:1]
        assert "oubliées" in file.acts()[-1].words
        assert not any(b"quatre mots" in each.read_bytes() for each in tmp_path.iterdir())


def test_an_act_that_fails_changes_nothing(held: HeldCentre) -> None:
    file = held.file
    before = all_of(file), file.acts()
    with pytest.raises(ValueError, match="another receipt"):
        file.collection.keep(replace(DEPOSIT, content=b"other"))
    twice = replace(DEPOSIT, versions=(VERSIONS[0], VERSIONS[0]))
    with pytest.raises(FileProblem):
        file.collection.keep(twice)
    assert (all_of(file), file.acts()) == before


def test_what_another_decided_meanwhile_is_told(held: HeldCentre) -> None:
    file = held.file
    file.collection.keep(replace(DEPOSIT, choices=(), ties=(), sent=()))
    assert not file.collection.choices()
    assert not file.collection.ties()
    with held.other() as other:
        other.collection.keep(Deposit(OTHER, choices=DEPOSIT.choices, ties=DEPOSIT.ties))
    otherwise = replace(DEPOSIT.choices[0], version="bb", over=frozenset({VERSIONS[0].name}), reason="non")
    moved = Tie("aa/1", SlotKey(9, "E4"), "Alix", 9)
    with pytest.raises(ChangedMeanwhile) as met:
        file.collection.keep(Deposit(ACT, choices=(otherwise,), ties=(moved,)))
    assert met.value.acts == (OTHER,)
    assert met.value.clashes == (
        Clash("tie", "aa/1", None, DEPOSIT.ties[0], moved),
        Clash("choice", "bb", None, DEPOSIT.choices[0], otherwise),
    )
    assert file.collection.choices() == DEPOSIT.choices
    # Now that it is known.
    file.collection.keep(Deposit(ACT, choices=(otherwise,), ties=(moved,)))
    with pytest.raises(ChangedMeanwhile) as met:
        file.collection.keep(Deposit(ACT, withdrawn=Decisions(ties=DEPOSIT.ties)))
    assert met.value.clashes == (Clash("tie", "aa/1", DEPOSIT.ties[0], None, None),)


def test_two_who_receive_different_files_both_do(held: HeldCentre) -> None:
    file = held.file
    assert file.collection.receipts() == ()
    grid = replace(RECEIPT, sha256=hashlib.sha256(b"grid").hexdigest(), kind=ReceiptKind.GRID)
    with held.other() as other:
        other.collection.keep(Deposit(OTHER, grid, b"grid"))
    file.collection.keep(DEPOSIT)
    assert set(file.collection.receipts()) == {RECEIPT, grid}
    with held.other() as other:
        assert all_of(other) == all_of(file)
        # The same file at both.
        assert len(file.collection.receipts()) == len(other.collection.receipts()) == 2
        other.collection.keep(Deposit(OTHER, replace(grid, detail="vu"), b"grid"))
    with pytest.raises(ChangedMeanwhile):
        file.collection.keep(Deposit(ACT, replace(grid, detail="relu"), b"grid"))


def test_a_byte_that_changed_is_found(tmp_path: Path) -> None:
    with closing(a_centre(tmp_path)) as file:
        file.collection.keep(DEPOSIT)
        check_contents(file._data)
        path = file.path
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("UPDATE content SET content = ?", (BYTES[:-1] + b"!",))
    with SqliteCentreFiles().to_read(path) as again:
        with pytest.raises(FileProblem, match="contenu reçu") as problem:
            again.collection.content(SHA)
        assert problem.value.kind is ProblemKind.DAMAGED
    for table, change in (
        ("receipt", "name = 'x'"),
        ("collected", "entries = 9"),
        ("choice", "reason = ''"),
        ("tie", "candidate = 8"),
        ("sent", "commission = 8"),
    ):
        other = path.with_name(f"{table}.btscentre")
        other.write_bytes(path.read_bytes())
        with closing(sqlite3.connect(other)) as raw, raw:
            raw.execute(f"UPDATE {table} SET {change}")
        with pytest.raises(FileProblem) as found, SqliteCentreFiles().to_read(other):
            pass
        assert found.value.kind is ProblemKind.DAMAGED


def test_facts_read_as_they_were_written() -> None:
    for told in (FULL, facts(), facts(None)):
        assert decode_facts(encode_facts(told)) == told
    # What doesn't use a field isn't written with it.
    assert b"dossier" not in encode_facts(facts())


def test_what_a_newer_program_wrote_is_told_as_such() -> None:
    known = msgspec.json.decode(encode_facts(FULL))
    for more in ({"jury": 1}, {"stage": "adjourned"}, {"held": {**known["held"], "status": "excused"}}):
        with pytest.raises(Newer):
            decode_facts(msgspec.json.encode({**known, **more}))
    for less in ({"held": 1}, {"due": "two"}, {"out_of": "vingt"}):
        with pytest.raises(Damage):
            decode_facts(msgspec.json.encode({**known, **less}))
    for content in (b"", b"\xff", b"[]", b"{"):
        with pytest.raises(Damage):
            decode_facts(content)


def test_a_file_that_nothing_came_to_is_whole(tmp_path: Path) -> None:
    with closing(a_centre(tmp_path, key=FileKey("une phrase de passe"))) as file:
        assert all_of(file) == [(), set(), (), (), ()]
        assert file.collection.keeps_passphrases


GLEANED = Gleaned(
    (
        HeardOral(
            receipt=SHA,
            file="aa",
            oral=1,
            form=FORM.hash,
            levels=((1, "TS"), (2, "NE")),
            opinions=(GivenOpinion("Mme Weiß", Decimal("12.50"), ((1, "S"),)), GivenOpinion("M. Roux")),
            phases=((0, 61_500_000),),
        ),
    ),
    {FORM.hash: FORM},
)


def test_what_was_gleaned_is_there_when_opened_again_until_its_receipt_is_read_otherwise(
    tmp_path: Path,
) -> None:
    with closing(a_centre(tmp_path)) as file:
        file.collection.keep(replace(DEPOSIT, gleaned=GLEANED))
        assert file.collection.gleaned() == GLEANED
        path = file.path
    with closing(SqliteCentreFiles().open(path)) as again:
        assert again.collection.gleaned() == GLEANED
        changed = replace(GLEANED.orals[0], oral=2)
        again.collection.keep(Deposit(ACT, gleaned=Gleaned((changed,), GLEANED.forms)))
        assert again.collection.gleaned().orals == (changed,)
        again.collection.keep(Deposit(ACT, replace(RECEIPT, outcome=Outcome.INVALID), BYTES))
        assert again.collection.gleaned().orals == ()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE heard SET content = replace(content, 'TS', 'TI')",
        "UPDATE heard SET oral = 3",
        "DELETE FROM heard",
        "UPDATE heard_form SET content = X'00'",
    ],
)
def test_what_was_gleaned_and_changed_since_is_seen(tmp_path: Path, change: str) -> None:
    with closing(a_centre(tmp_path)) as file:
        file.collection.keep(replace(DEPOSIT, gleaned=GLEANED))
        path = file.path
    with closing(sqlite3.connect(path)) as raw, raw:
        assert raw.execute(change).rowcount == 1
    assert examine_centre(path).findings


def test_gleaned_lines_that_cannot_be_read_are_damage() -> None:
    line = encode_heard(GLEANED.orals[0])
    assert decode_heard(line) == GLEANED.orals[0]
    for broken in (b"", line.replace(b'"oral":1', b'"oral":"x"'), line.replace(b'"phases"', b'"faces"')):
        with pytest.raises(Damage):
            decode_heard(broken)
    with pytest.raises(Damage):
        read_form("ab", b"{}")
