"""The bank of objections and changes: what is delivered, and what a teacher makes of it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from btstc_jury.application.case_bank import TRADES, BankChange, BankObjection, UnusableBank
from btstc_jury.application.case_variation import HarderChange, harder
from btstc_jury.domain.case import Change, Objection, ObjectionKind, Parameter, Rubric
from btstc_jury.domain.wording import folded
from btstc_jury.exchange.bank_files import BankFiles, read_bank
from btstc_jury.system.files import atomic_write, export_write
from tests.cases import full_case

DELIVERED = Path(__file__).parents[2] / "resources" / "rehearsal" / "bank.toml"
STRAIGHT = re.compile(r"'|\w\"\w| [;:?!»]|« |\d [€%]|\d \d{3}\b|  ")
BRANDS = re.compile(
    r"\b(?:leroy merlin|point p|castorama|brico|saint-gobain|placo|isover|knauf|lafarge|weber|parex|velux|"
    r"toyota|fenwick|jungheinrich|manitou|still|linde|atlas copco|kaeser|siemens|fanuc|bosch|makita|hilti|"
    r"danone|lactalis|nestl[eé]|carrefour|leclerc|auchan|intermarch[eé]|lidl|aldi|metro|limagrain|bayer|"
    r"syngenta|monsanto|basf|invivo|axereal|terrena|sodiaal|bel|president|amazon|google|microsoft)\b",
    re.IGNORECASE,
)
PERSON = re.compile(r"\b(?:M\.|Mme|Mlle|Monsieur|Madame) [A-ZÉ]")
OBJECTION = Objection("Et la couleur ?", ObjectionKind.PRODUCT, answer="Montrer le nuancier.")


@pytest.fixture
def bank(tmp_path: Path) -> BankFiles:
    keys = (f"own-{number}" for number in count(1))
    return BankFiles(DELIVERED, tmp_path / "banque.toml", atomic_write, export_write, lambda: next(keys))


def test_enough_is_delivered_for_three_trades() -> None:
    delivered = read_bank(DELIVERED)
    assert len(delivered.objections) >= 63
    assert len(delivered.changes) >= 63
    assert delivered.trades == TRADES
    for trade in TRADES:
        objections = [each.value for each in delivered.objections_for(trade)]
        changes = [each.value for each in delivered.changes_for(trade)]
        assert len(objections) >= 21
        assert len(changes) >= 21
        assert {each.kind for each in objections} == {*ObjectionKind} - {ObjectionKind.OTHER}
        assert {each.parameter for each in changes} == {*Parameter}
        assert 4 <= sum(each.tactical for each in objections) <= len(objections) // 2


def test_nothing_is_said_twice_and_everything_is_answered() -> None:
    delivered = read_bank(DELIVERED)
    said = Counter(folded(each.value.words) for each in delivered.objections)
    said.update(folded(each.value.answer) for each in delivered.objections)
    said.update(folded(each.value.why) for each in delivered.changes)
    said.update(folded(each.value.after) for each in delivered.changes)
    assert [text for text, times in said.items() if times > 1] == []
    assert len(delivered.keys) == len(delivered.entries)
    for objection in delivered.objections:
        assert len(objection.value.answer) > 40, objection.key
    for change in delivered.changes:
        assert change.value.before != change.value.after
        assert len(change.value.why) > 20, change.key


def test_it_names_no_brand_and_no_person_and_is_well_typeset() -> None:
    for each in read_bank(DELIVERED).entries:
        value = each.value
        texts = (
            [value.words, value.answer]
            if isinstance(value, Objection)
            else [value.before, value.after, value.why]
        )
        for text in texts:
            assert not BRANDS.search(text), each.key
            assert not PERSON.search(text), each.key
            assert not STRAIGHT.search(text), each.key
            assert text[0].isupper() or text[0].isdigit(), each.key


def test_words_are_found_without_accents(bank: BankFiles) -> None:
    found = bank.bank().objections_for(TRADES[2], text="AGRONOME")
    assert [each.key for each in found] == ["agr-o-12"]
    assert (
        bank.bank().changes_for(parameters={Parameter.CHANNEL}, text="visioconference")[0].key == "ind-c-22"
    )
    kinds = {each.value.kind for each in bank.bank().objections_for(kinds={ObjectionKind.RISK})}
    assert kinds == {ObjectionKind.RISK}


def test_what_is_added_edited_or_left_out_is_the_teachers_and_can_be_undone(
    bank: BankFiles, tmp_path: Path
) -> None:
    before = bank.bank()
    bank.put(BankObjection(bank.new_key(), "Mon métier", OBJECTION))
    first = before.objections[0]
    edited = replace(first, value=replace(first.value, words="Autrement dit"))
    bank.put(edited)
    gone = before.changes[0]
    bank.remove(gone.key)
    again = BankFiles(DELIVERED, tmp_path / "banque.toml", atomic_write, export_write, str)
    now = again.bank()
    assert now.objections[0] == replace(edited, own=True)
    assert now.objections[-1] == BankObjection("own-1", "Mon métier", OBJECTION, own=True)
    assert now.changes == before.changes[1:]
    assert now.left_out == {gone.key}
    assert now.trades == (*TRADES, "Mon métier")
    bank.bring_back(gone.key)
    bank.bring_back(first.key)
    bank.remove("own-1")
    assert bank.bank() == before
    assert read_bank(tmp_path / "banque.toml").entries == ()


def test_an_entry_put_back_as_it_was_is_no_longer_the_teachers(bank: BankFiles) -> None:
    first = bank.bank().changes[0]
    bank.put(replace(first, value=replace(first.value, why="Autre")))
    bank.put(first)
    assert not bank.bank().changes[0].own


def test_the_delivered_file_is_never_written(bank: BankFiles) -> None:
    before = DELIVERED.read_bytes()
    bank.remove("mat-o-01")
    bank.put(BankChange("mat-c-01", "x", Change(Parameter.PRICE, "a", "b")))
    assert DELIVERED.read_bytes() == before


def test_a_bank_is_shared_and_brings_only_what_is_new(bank: BankFiles, tmp_path: Path) -> None:
    bank.put(BankObjection(bank.new_key(), "Mon métier", OBJECTION))
    first = bank.bank().objections[0]
    bank.put(replace(first, value=replace(first.value, words="Autrement dit")))
    shared = tmp_path / "partagée.toml"
    bank.export(shared)
    other = BankFiles(DELIVERED, tmp_path / "autre.toml", atomic_write, export_write, lambda: "mine-1")
    assert other.take(shared) == 2
    assert other.bank().objections[0] == first
    added = other.bank().objections[-2:]
    assert {(each.key, each.value.words) for each in added} == {
        ("mine-1", "Autrement dit"),
        ("own-1", OBJECTION.words),
    }
    assert other.take(shared) == 0
    assert bank.take(shared) == 0


def test_texts_of_any_kind_come_back(bank: BankFiles) -> None:
    odd = Objection('« "Cher" » \\ \n deux lignes \t é', ObjectionKind.PRICE, True, None, None, "'''\n\"\"\"")
    bank.put(BankObjection("own", "", odd))
    (found,) = bank.bank().objections_for(text="deux lignes")
    assert found.value == replace(odd, words='« "Cher" » \\ \n deux lignes   é')


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("rien", "syntaxe TOML"),
        ("", "ce n’est pas une banque au format 1"),
        ("format = 2", "ce n’est pas une banque au format 1"),
        ("format = 1\nauthor = 'x'", "clé inconnue « author »"),
        ("format = 1\nleft_out = 3", "est une liste de clés"),
        ("format = 1\nobjections = 3", "est une liste de 2000 tables"),
        ("format = 1\nobjections = [3]", "objections.1 : une table"),
        ("format = 1\n[[objections]]\nwords = 'a'", "objections.1.key"),
        ("format = 1\n[[objections]]\nkey = 'a'\nwords = 'a'", "objections.1 : un champ manque"),
        ("format = 1\n[[objections]]\nkey = 'a'\nwords = 'a'\nkind = 'rain'", "pas connue (kind)"),
        ("format = 1\n[[changes]]\nkey = 'a'\ntrade = 3", "changes.1.trade"),
        ("format = 1\n[[changes]]\nkey = 'a'\nbefore = 'a'\nafter = 'b'\nparameter = 'x'", "changes.1 : une"),
    ],
)
def test_a_faulty_own_bank_is_told_and_never_written_over(
    bank: BankFiles, tmp_path: Path, text: str, words: str
) -> None:
    path = tmp_path / "banque.toml"
    path.write_text(text, encoding="utf-8")
    assert words in bank.fault().replace("\u202f", " ")
    assert bank.bank() == read_bank(DELIVERED)
    with pytest.raises(UnusableBank):
        bank.put(BankObjection("a", "", OBJECTION))
    with pytest.raises(UnusableBank):
        bank.take(path)
    assert path.read_text(encoding="utf-8") == text


def test_an_entry_that_no_file_could_hold_is_refused(bank: BankFiles, tmp_path: Path) -> None:
    with pytest.raises(UnusableBank):
        bank.put(BankObjection("une clé", "", OBJECTION))
    with pytest.raises(UnusableBank):
        bank.put(BankObjection("a", "", replace(OBJECTION, words="x" * 10_001)))
    assert not (tmp_path / "banque.toml").exists()
    assert bank.fault() == ""


def test_every_trade_has_what_makes_a_case_harder() -> None:
    """For a case that speaks of it, and where it says another value, without its words."""
    delivered = read_bank(DELIVERED)
    for trade in TRADES:
        entry = delivered.changes_for(trade, {Parameter.PAYMENT})[0].value
        said = Rubric("contexte", re.sub(r"\d+", "1", f"{entry.before}. {entry.after}"))
        case = replace(full_case(), trade=trade, changes=(), rubrics=(said,))
        added = [each for each in harder(case, delivered) if isinstance(each, HarderChange)]
        (payment,) = (each for each in added if each.change.parameter is Parameter.PAYMENT)
        figures = any(map(str.isdigit, entry.before))
        assert (payment.change.before, payment.usual) == (
            ("", entry.before) if figures else (entry.before, "")
        )
        bare = replace(case, rubrics=(Rubric("contexte", "Un potager"),))
        assert not [each for each in harder(bare, delivered) if isinstance(each, HarderChange)]
