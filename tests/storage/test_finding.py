"""Full text in an exam file: what is found, what never is, and that nothing erased stays in its segments."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from btstc_jury.application.backups import Order
from btstc_jury.application.erasing import erase_remarks
from btstc_jury.application.finding import (
    Excerpt,
    Found,
    Held,
    Passage,
    asked,
    excerpt,
    excerpt_of,
    held_of,
    matches,
    words_of,
)
from btstc_jury.application.findings import Part
from btstc_jury.application.office import Office
from btstc_jury.application.passphrases import FileKey
from btstc_jury.application.sessions import Desk, create_file, open_file
from btstc_jury.cli import main
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import RemarkText, TextField
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.proceedings import Absence, AbsenceKind
from btstc_jury.domain.standing import Sieve, Stage, Status
from btstc_jury.storage import SqliteExamFiles, finding, passages
from btstc_jury.storage.backup import SqliteBackups
from btstc_jury.storage.cipher import Access
from btstc_jury.storage.examination import examine
from btstc_jury.storage.finding import SqliteFinder
from btstc_jury.storage.rebuilding import rebuild_index
from btstc_jury.storage.schema import LAYOUT
from btstc_jury.storage.tables import FORMER_WORDS
from tests.drawn import examples
from tests.fakes import FakeClock
from tests.forms_for_tests import COMPLIANT, JURORS, make_plan, make_session
from tests.storage.make_old_files import DATA

A, B = "a", "b"


def note(office: Office, text: str, oral: int = 1, author: str = "", *, personal: bool = False) -> int:
    content = RemarkText(text, author=author or None, personal=personal)
    office.act(oral, do.AddRemark(office.now(), content), author)
    return office.history(oral).last_sequence


def found(office: Office, text: str, sieve: Sieve | None = None, limit: int = 20) -> Found:
    assert office.file.finder.read(1000) == 0
    return office.file.finder.search(asked(text, sieve), limit)


def orals(office: Office, text: str, sieve: Sieve | None = None) -> list[int]:
    return [each.summary.oral for each in found(office, text, sieve).hits]


def excerpts(office: Office, text: str) -> list[Excerpt | None]:
    return [excerpt(each, asked(text).terms) for each in found(office, text).hits]


def settle(office: Office, oral: int = 1) -> None:
    if office.oral(oral).stage is Stage.RUNNING:
        office.act(oral, do.NextPhase())
        office.act(oral, ev.Ended())
    office.act(oral, COMPLIANT)
    for criterion in (1, 2, 3):
        office.act(oral, ev.Rated(criterion, "TS"))
    office.act(oral, ev.MarkProposed(office.oral(oral).form.mark.maximum))
    office.act(oral, ev.TextWritten(TextField.APPRECIATION, "Un échange clair, mené à son terme."))
    office.act(oral, ev.Finalised())


def test_texts_are_found_by_beginnings_without_case_or_accents_all_words_needed(office: Office) -> None:
    note(office, "Reformule le besoin de M. Rémy, propose un devis")
    office.act(1, ev.TextWritten(TextField.APPRECIATION, "Écoute, mais pas d’Œuvre commune"))
    office.plan(make_plan("77", "Garnier", "Rémy"), "essai")
    assert orals(office, "remy") == [2, 1]
    assert orals(office, "REFORM dev") == [1]
    assert orals(office, "reform oeuvr ECOUTE") == [1]
    assert orals(office, "reform absent") == []
    assert orals(office, "ormule") == []
    assert orals(office, "arni") == [2]
    assert orals(office, "«\u202fbesoin de M.\u202f» remy") == [1]
    assert orals(office, '"devis écoute"') == []
    assert orals(office, "« un dev »") == []
    assert orals(office, "« un dev") == [1]


def test_what_is_written_in_several_ways_is_found_by_each(office: Office) -> None:
    note(office, "Parle de la T.V.A., du S.A.V. et de l’I.U.T. ; d’accord pour un week-end")
    office.plan(make_plan("77", "Petit", "J.P."), "essai")
    note(office, "Calcule la TVA, daccord avec le SAV le weekend", 2)
    both = [1, 2]
    spelled = ("tva", "T.V.A.", "t.v", "sav", "S.A.V", "« la TVA »", "« la T.V.A. »", "tva, sav")
    for typed in (*spelled, "d'accord", "daccord", "d’acc", "week-end", "weekend", "« daccord »"):
        assert sorted(orals(office, typed)) == both, typed
    assert orals(office, "iut") == orals(office, "« l’IUT »") == [1]
    assert orals(office, "J.P.") == orals(office, "« j p »") == orals(office, "petit jp") == [2]
    for typed in ("« iut d accord pour »", "accord"):
        assert orals(office, typed) == [1]
    for typed in ("« daccord weekend »", "« week-end tva »", "dac cord", "vatva"):
        assert orals(office, typed) == []


@pytest.mark.parametrize(
    ("typed", "marked"),
    [
        ("tva", ["T.V.A"]),
        ("« la tva »", ["la T.V.A"]),
        ("daccord", ["d’accord"]),
        ("d'accord", ["d’accord"]),
        ("accord week", ["accord", "week"]),
        ("weekend", ["week-end"]),
        ("iut", ["I.U.T"]),
    ],
)
def test_what_was_written_otherwise_is_marked_as_it_stands(typed: str, marked: list[str]) -> None:
    told = (Passage("Ici", "De la T.V.A. et l’I.U.T., d’accord pour un week-end"),)
    held = Held(words_of(each.text for each in told), told)
    found = excerpt_of(held, asked(typed).terms, "Durand")
    assert found is not None
    assert [each.text for each in found.pieces if each.found] == marked


def test_where_it_was_found_is_told_with_the_words_marked(office: Office, clock: FakeClock) -> None:
    clock.advance(Duration.seconds(151))
    note(office, "Très long préambule sans rapport avec la question posée, puis la TVA intracommunautaire")
    (only,) = excerpts(office, "tva intra")
    assert only is not None
    assert only.where == f"Remarque, 02:31, {office.oral(1).form.phases[0].short}"
    assert [each.text for each in only.pieces if each.found] == ["TVA", "intracommunautaire"]
    assert only.text.startswith("… ")


@settings(max_examples=examples(150), deadline=None)
@given(
    st.text(alphabet=st.characters(codec="utf-8"), max_size=12)
    | st.sampled_from(
        (
            '"',
            "'",
            "*",
            "NEAR(a b)",
            "a OR",
            "NOT",
            "words:x",
            "(",
            "{a}",
            "^a",
            "a + b",
            "-",
            "« ",
            "\\",
            "%",
            "\0",
        )
    )
)
def test_whatever_is_typed_is_words(text: str) -> None:
    with closing(sqlite3.connect(":memory:")) as raw:
        raw.execute("CREATE VIRTUAL TABLE t USING fts5(words, detail=none)")
        raw.execute("INSERT INTO t VALUES ('or not near words')")
        terms = asked(text).terms
        if terms:
            raw.execute("SELECT * FROM t WHERE t MATCH ?", (finding.match(terms),)).fetchall()


def test_a_personal_remark_is_found_by_nobody_before_the_reveal(office: Office) -> None:
    note(office, "visible", author=A)
    note(office, "hésitation coupable", author=B, personal=True)
    assert orals(office, "visible") == [1]
    assert found(office, "hésit") == Found(())
    words = [row[0] for row in office.file._database.raw.execute("SELECT words FROM passage")]  # type: ignore[attr-defined]
    assert not any("hesitation" in each for each in words)


def test_what_was_taken_back_is_found_no_more_and_comes_again(office: Office) -> None:
    note(office, "réversible")
    assert orals(office, "reversible") == [1]
    office.act(1, do.Undo())
    assert orals(office, "reversible") == []
    office.act(1, do.Redo())
    assert orals(office, "reversible") == [1]


def test_what_waits_to_be_read_is_not_found_as_it_was_before(office: Office) -> None:
    number = note(office, "ancien")
    assert orals(office, "ancien") == [1]
    office.act(1, do.ChangeRemark(number, RemarkText("nouveau")))
    before = office.file.finder.search(asked("ancien"), 9)
    assert (before.hits, before.unread) == ((), 1)
    assert orals(office, "nouveau") == [1]


def test_erased_remarks_are_in_no_byte_of_the_search(office: Office, path: Path, key: FileKey | None) -> None:
    office.plan(make_plan("0002", "Autre"), "essai")
    note(office, "zygomatique")
    settle(office)
    assert orals(office, "zygo") == [1]
    raw = office.file._database.raw  # type: ignore[attr-defined]
    segments = "SELECT group_concat(hex(block)) FROM passage_words_data"
    assert b"zygo".hex().upper() in raw.execute(segments).fetchone()[0]
    erase_remarks(office, 1)
    blocks = raw.execute(segments).fetchone()[0]
    assert b"zygo".hex().upper() not in blocks
    assert b"gomatique".hex().upper() not in blocks
    if key is None:
        for each in path.parent.iterdir():
            content = each.read_bytes()
            assert b"zygomatique" not in content, each
            assert b"zygo" not in content, each
    assert orals(office, "zygo") == []
    assert orals(office, "echange") == [1]


def test_orals_are_picked_by_state_with_and_without_words(office: Office) -> None:
    for number in range(2, 6):
        office.plan(make_plan(f"000{number}", f"Nom{number}"), "essai")
    note(office, "commun")
    settle(office)
    office.act(2, ev.AbsenceRecorded(Absence(next(iter(AbsenceKind)))))
    assert orals(office, "", Sieve.UNSIGNED) == [1]
    assert orals(office, "", Sieve.ABSENT) == [2]
    assert orals(office, "nom", Sieve.TO_COME) == [3, 4, 5]
    assert orals(office, "commun", Sieve.UNSIGNED) == [1]
    assert orals(office, "commun", Sieve.TO_COME) == []
    assert found(office, "nom", limit=2).more


def test_the_condition_of_a_state_says_in_sql_what_it_says_of_a_line() -> None:
    with closing(sqlite3.connect(":memory:")) as raw:
        raw.execute("CREATE TABLE oral (oral, stage, status, complete)")
        every = [(a.value, b.value, c) for a in Stage for b in Status for c in (0, 1)]
        raw.executemany("INSERT INTO oral VALUES (?, ?, ?, ?)", [(n, *each) for n, each in enumerate(every)])
        for sieve in Sieve:
            where, values = finding._picked(sieve)
            picked = {n for (n,) in raw.execute(f"SELECT oral FROM oral WHERE {where}", values)}
            assert picked == {
                n
                for n, (stage, status, signed) in enumerate(every)
                if Stage(stage).facts.listed
                and sieve.holds(Stage(stage), Status(status), signed=bool(signed))
            }


def test_without_fts5_the_same_is_found(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passages, "has_words", lambda _database: False)
    note(office, "une remise de dix pour cent")
    assert orals(office, "remise « pour cent »") == [1]
    assert orals(office, "emise") == []
    monkeypatch.undo()
    note(office, "encore")
    assert orals(office, "encore dix") == [1]
    monkeypatch.setattr(passages, "has_words", lambda _database: False)
    note(office, "toujours")
    # What FTS5 has made elsewhere can't be kept up here: the rest is read, and kept in memory.
    assert office.file.finder.read(9) == 0
    assert [each.summary.oral for each in office.file.finder.search(asked("toujours dix"), 9).hits] == [1]
    settle(office)
    erase_remarks(office, 1)
    monkeypatch.undo()
    assert orals(office, "toujours") == []
    assert orals(office, "echange clair") == [1]


def test_a_damaged_table_of_words_is_made_anew(office: Office) -> None:
    note(office, "solide")
    assert orals(office, "solide") == [1]
    raw = office.file._database.raw  # type: ignore[attr-defined]
    raw.execute("UPDATE passage_words_data SET block = x'ff00ff' ")
    assert orals(office, "solide") == [1]
    raw.execute("UPDATE passage_words_data SET block = x'ff00ff' ")
    note(office, "encore là")
    assert orals(office, "encore solide") == [1]


def test_another_program_reads_what_the_first_has_not_yet(office: Office, desk: Desk, path: Path) -> None:
    note(office, "première")
    assert orals(office, "premiere") == [1]
    note(office, "seconde")
    second, _ = open_file(desk, path)
    with closing(second):
        assert second.read_only
        assert second.file.finder.search(asked("seconde"), 9) == Found((), unread=1)
        assert orals(second, "seconde premiere") == [1]
        note(office, "troisième")
        assert orals(second, "troisieme") == [1]
    assert orals(office, "troisieme") == [1]


def test_a_changed_key_takes_the_search_along(office: Office, path: Path, key: FileKey | None) -> None:
    note(office, "emporté")
    assert orals(office, "emporte") == [1]
    office.file.protection.change(None if key else FileKey(raw=bytes(range(3, 35))))
    assert orals(office, "emporte") == [1]
    note(office, "ensuite")
    assert orals(office, "emporte ensuite") == [1]


def test_what_is_found_is_what_reading_each_oral_finds(office: Office) -> None:
    texts = ("un devis détaillé", "le devis d'œuvre", "détail du client", "client fidèle, devis oublié")
    for number, text in enumerate(texts, start=2):
        plan = make_plan(f"000{number}", f"Nom{number}")
        candidate = replace(plan.candidate, school=text)
        office.plan(replace(plan, candidate=candidate), "essai")
    for asked_for in ("devis", "det", "« devis d", "client dev", "oeuvre", "nom2 detail", "« client »"):
        terms = asked(asked_for).terms
        every = [oral for oral in range(1, 6) if matches(held_of(office.oral(oral)).words, terms)]
        assert sorted(orals(office, asked_for)) == every, asked_for


DAMAGES = (
    ("UPDATE passage SET words = 'other' WHERE oral = 1", "somme de contrôle"),
    ("DELETE FROM passage WHERE oral = 1", "la recherche n’a rien de cette interrogation"),
    ("INSERT INTO passage SELECT 99, recipe, words, told, digest FROM passage WHERE oral = 1", "99"),
    ("UPDATE passage_words_data SET block = x'ff00' WHERE id > 10", "les mots ne sont pas ceux des textes"),
)


@pytest.mark.parametrize(("damage", "told"), DAMAGES)
def test_the_check_names_what_is_wrong_and_the_index_made_anew_mends_it(
    path: Path, desk: Desk, key: FileKey | None, damage: str, told: str
) -> None:
    if key is not None:
        return
    with closing(create_file(desk, path, make_session())) as office:
        office.plan(make_plan(), "essai")
        office.plan(make_plan("0002", "Œdipe", "𞤢b"), "essai")
        assert orals(office, "durand") == [1]
    assert examine(path).findings == ()
    with closing(sqlite3.connect(path)) as raw:
        raw.execute(damage)
        raw.commit()
    findings = examine(path).findings
    assert any(each.part is Part.PASSAGE and told in each.detail for each in findings), findings
    rebuild_index(path, datetime(2026, 6, 1, 9))  # noqa: DTZ001 - wall time
    assert examine(path).findings == ()
    with closing(open_file(desk, path)[0]) as office:
        assert orals(office, "durand") == [1]
    assert examine(path).findings == ()


def test_an_older_file_waits_to_be_read_and_opens_at_once(path: Path) -> None:
    shutil.copy(DATA / "schema-0005.btsjury", path)
    with closing(SqliteExamFiles().open(path)) as file:
        assert file.finder.due() == 2
        assert file.finder.read(1) == 1
        assert file.finder.search(asked("echange"), 9).unread == 1
        assert file.finder.read(9) == 0
        assert [each.summary.oral for each in file.finder.search(asked("accroche juste"), 9).hits] == [1]


def test_what_another_version_read_is_read_again(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    assert orals(office, "durand") == [1]
    monkeypatch.setattr(passages, "RECIPE", 99)
    monkeypatch.setattr(passages, "_READ_BY_THIS", -99)
    finder = office.file.finder
    assert isinstance(finder, SqliteFinder)
    finder._up_to_date = False
    assert finder.read(0) == 1
    assert orals(office, "durand") == [1]
    assert list(office.file._database.raw.execute("SELECT recipe FROM passage")) == [(99,)]  # type: ignore[attr-defined]


def test_a_damaged_file_is_searched_by_names_and_says_so(
    office: Office, desk: Desk, path: Path, key: FileKey | None
) -> None:
    note(office, "introuvable")
    with closing(desk.files.open_damaged(path, key)) as file:
        assert file.finder.search(asked("dur"), 9).hits
        assert file.finder.search(asked("introuvable"), 9) == Found((), unread=1)


def test_a_forgotten_student_leaves_no_word(office: Office) -> None:
    office.plan(make_plan("0002", "Xylophone"), "essai")
    assert orals(office, "xylo") == [2]
    office.forget((2,))
    blocks = office.file._database.raw.execute("SELECT group_concat(hex(block)) FROM passage_words_data")  # type: ignore[attr-defined]
    assert b"xylo".hex().upper() not in blocks.fetchone()[0]
    assert orals(office, "xylo") == []


def test_beginnings_of_what_is_sought_besides_change_nothing(office: Office) -> None:
    note(office, "un devis pour le week-end, dev")
    note(office, "de quoi")
    for typed in ("dev devis", "devis dev devis", "d devis", "week weekend", "dev dev", "« dev » devis d"):
        assert orals(office, typed) == [1], typed
    assert orals(office, "devi devisx dev") == []
    assert orals(office, "weekends week") == []


def test_what_waits_is_counted_without_looking_through_the_file(office: Office) -> None:
    raw = office.file._database.raw  # type: ignore[attr-defined]
    for asked_for in (finding._DUE, finding._COUNT_DUE):
        plan = [row[3] for row in raw.execute(f"EXPLAIN QUERY PLAN {asked_for}")]
        assert [each for each in plan if each.startswith("SCAN")] == ["SCAN passage_due"]
    assert orals(office, "durand") == [1]
    # Whether another version read a text isn't asked of the texts, once it was.
    read: list[str] = []

    def note_read(_what: int, table: str | None, column: str | None, *_: str | None) -> int:
        read.append(f"{table}.{column}")
        return sqlite3.SQLITE_OK

    raw.set_authorizer(note_read)
    finder = office.file.finder
    assert isinstance(finder, SqliteFinder)
    finder._up_to_date = False
    finder.read(0)
    raw.set_authorizer(None)
    assert not [each for each in read if each.startswith("passage.")]


def test_words_found_by_a_table_of_before_are_those_of_the_program(office: Office, path: Path) -> None:
    note(office, "ancienne table")
    assert orals(office, "ancienne") == [1]
    raw = office.file._database.raw  # type: ignore[attr-defined]
    raw.execute("DROP TABLE passage_words")
    raw.execute(FORMER_WORDS)
    raw.execute("INSERT INTO passage_words (passage_words) VALUES ('rebuild')")
    assert orals(office, "ancienne ta") == [1]
    note(office, "ensuite")
    assert orals(office, "ensuite") == [1]
    LAYOUT.check(raw)


def test_the_search_goes_along_with_a_sheet_that_is_handed_over(office: Office) -> None:
    office.plan(make_plan("2", "Petit"), "essai")
    note(office, "vouvoiement")
    assert orals(office, "vouvoiement") == [1]
    office.transfer(1, 2, "fiche ouverte au mauvais nom")
    assert orals(office, "vouvoiement") == [2]


def test_a_restored_file_finds_the_texts_of_its_copy(
    office: Office, desk: Desk, path: Path, key: FileKey | None, tmp_path: Path
) -> None:
    note(office, "zygomatique")
    assert orals(office, "zygo") == [1]
    note(office, "quiproquo")
    now = datetime(2026, 6, 1, 9)  # noqa: DTZ001 - wall time
    backups = SqliteBackups(Access(*([key] if key else [])))
    copy = backups.make(Order(path, tmp_path, frozenset(), now), lambda _done, _total: True)
    note(office, "ultérieur")
    assert orals(office, "ulterieur") == [1]
    office.close()
    for to in (path, tmp_path / "ailleurs.btsjury"):
        backups.restore(copy, to, now)
        with closing(open_file(desk, to)[0]) as again:
            assert orals(again, "zygo quiproquo") == [1]
            assert orals(again, "ulterieur") == []


def test_a_session_that_was_searched_is_purged_to_the_last_word(
    desk: Desk, key: FileKey | None, path: Path, tmp_path: Path
) -> None:
    if key is not None:
        return
    with closing(create_file(desk, path, make_session())) as office:
        office.plan(make_plan(scheduled=datetime(2001, 6, 1, 9)), "essai")  # noqa: DTZ001 - wall time
        office.act(1, do.Open(JURORS))
        office.act(1, do.Start())
        note(office, "zygomatique")
        settle(office)
        assert orals(office, "zygo") == [1]
    receipts = tmp_path / "reçus"
    receipts.mkdir()
    assert main(["purge", str(path), "--receipt", str(receipts), "--by", "Alix Fictif", "--yes"]) == 0
    assert list(path.parent.iterdir()) == []
    left = [each for each in tmp_path.rglob("*") if each.is_file()]
    assert len(left) == 2
    assert not any(b"zygo" in each.read_bytes().lower() for each in left)
