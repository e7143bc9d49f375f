"""What is typed or pasted, as it may be kept."""

from __future__ import annotations

import json

import pytest

from btstc_jury.domain.wording import (
    escaped,
    folded,
    foreign,
    in_lines,
    is_name_of,
    one_line,
    plainly,
    unaccented,
    unseen,
)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Moreau\tLefebvre", "Moreau Lefebvre"),
        ("Moreau\r\nLefebvre", "Moreau Lefebvre"),
        ("a\nb\u2028c\u2029d\x85e\x0bf\x0cg", "a b c d e f g"),
        ("E\u0301le\u0301onore", "Éléonore"),
        ("d\u2019Œuvre\u202f: 12\u00a0%", "d\u2019Œuvre\u202f: 12\u00a0%"),
    ],
)
def test_a_line_has_no_breaks_and_whole_accents(typed: str, kept: str) -> None:
    assert one_line(typed) == kept


def test_a_text_keeps_its_lines() -> None:
    assert in_lines("a\r\nb\rc\td\u2029e\n\nf") == "a\nb\nc d\ne\n\nf"


HIDDEN = ("\x00", "\x1b", "\x7f", "\x9f", "\u200b", "\u200e", "\u200f", "\u202e", "\u2066", "\ufeff")


@pytest.mark.parametrize("hidden", HIDDEN)
def test_what_nobody_would_see_is_named(hidden: str) -> None:
    assert unseen(f"Mor{hidden}eau") == f"U+{ord(hidden):04X}"


SEEN = (
    "NGUYỄN Thị Hoài",
    "d\u2019Œuvre\u202f! ",
    "« 15 k€ » — œ",
    "deux\nlignes",
    "\U0001f469\u200d\U0001f3eb",
    "\u0639\u0627\u0626\u0634\u0629",
)


@pytest.mark.parametrize("seen", SEEN)
def test_letters_of_all_languages_are_seen(seen: str) -> None:
    assert unseen(seen) == ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("E\u0301le\u0301onore", "Éléonore"),
        ("D\u2019ŒUVRE", "d'œuvre"),
        (" de  La\u00a0Tour ", "De la\u202ftour"),
        ("STRASSE", "straße"),
    ],
)
def test_names_typed_in_two_ways_are_the_same(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@pytest.mark.parametrize(("one", "other"), [("Élé", "Ele"), ("Jean-Paul", "Jean Paul"), ("Durand", "Durant")])
def test_other_names_are_not(one: str, other: str) -> None:
    assert folded(one) != folded(other)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Élodie Œ\u202f: « oui »", "Élodie Œ\u202f: « oui »"),
        ("\x1b[2Jvalide\r\n", "␛[2Jvalide␍␊"),
        ("a\tb\x00c\x7f", "a␉b␀c␡"),
        ("\x9b1m\u202e\u2028\ud800\u200b", "\ufffd1m" + "\ufffd" * 4),
        ("Du\u00adrand\u200d", "Du\ufffdrand\ufffd"),
    ],
)
def test_a_foreign_text_shows_what_it_holds_and_does_nothing(text: str, shown: str) -> None:
    assert plainly(text) == shown


def test_words_without_their_accents() -> None:
    assert unaccented("Éléonore NGUYỄN-d’Œuvre") == "eleonore nguyen-d’oeuvre"


def test_a_long_foreign_text_is_cut() -> None:
    assert foreign("é" * 300) == "é" * 300
    assert foreign("\x1b" + "é" * 300) == "␛" + "é" * 298 + "…"


def test_json_shows_as_an_escape_what_nobody_sees() -> None:
    told = {"name": "é\u202f\u202e\x9b\ud800\u2028\U000e0041\u00ad\u200d\n", "lines": ["a", "b"]}
    text = escaped(json.dumps(told, ensure_ascii=False, indent=1), json.dumps)
    assert all(each.isprintable() or each in "\n\u202f" for each in text)
    assert "é\u202f" in text
    assert json.loads(text) == told


@pytest.mark.parametrize(
    ("person", "certified", "same"),
    [
        ("Anaïs Moreau", "MOREAU Anais, Louise", True),
        ("Jean-Paul Durand", "Durand Jean Paul", True),
        ("Anaïs Moreau", "Anaïs Durand", False),
        ("Anaïs Moreau", "", False),
        ("", "Anaïs Moreau", False),
    ],
)
def test_a_certificate_is_in_the_name_of_a_person(person: str, certified: str, same: bool) -> None:
    assert is_name_of(person, certified) is same
