"""Lines keep the text, fit the width and respect French spaces."""

from __future__ import annotations

import re
import sys
from types import FrameType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from btstc_jury.documents.typesetting import (
    MISSING,
    Face,
    Style,
    joined,
    load,
    printable,
    texts,
    wrap,
)

STYLE = Style(Face.REGULAR, 9, 11)


@given(st.text(max_size=300), st.floats(min_value=15, max_value=400))
def test_no_word_is_lost_and_no_line_is_too_wide(text: str, width: float) -> None:
    clean = printable(text)
    lines = wrap(clean, STYLE, width)
    assert all(STYLE.width(line.text) <= width or len(line.text) == 1 for line in lines)
    assert re.sub(r"\s", "", joined(lines)) == re.sub(r"\s", "", clean)


@given(st.lists(st.text("abcé-", min_size=1, max_size=12), max_size=40), st.floats(30, 200))
def test_lines_joined_again_are_the_text(words: list[str], width: float) -> None:
    text = " ".join(words)
    lines = wrap(text, STYLE, width)
    # Words that are cut because they are wider than the line get no space inside.
    assert joined(lines).strip() == text


@pytest.mark.parametrize("word", ["m" * 60_000, "é-" * 30_000, "m\u0301" * 30_000, " ;" * 30_000])
def test_each_character_of_an_endless_word_is_measured_few_times(word: str) -> None:
    """Not once for each other character of it: that took minutes."""
    calls = 0

    def count(_frame: FrameType, event: str, _called: object) -> None:
        nonlocal calls
        calls += event == "call"
        assert calls < 12 * len(word)

    load()
    sys.setprofile(count)
    try:
        lines = wrap(word, STYLE, 200)
    finally:
        sys.setprofile(None)
    assert "".join(line.text for line in lines).replace(" ", "") == word.replace(" ", "")


@given(st.floats(1, 12), st.text(max_size=60))
def test_parts_add_up_to_the_very_width(size: float, text: str) -> None:
    clean = printable(text).replace("\n", "")
    style = Style(Face.BOLD, size, 12)
    assert style.points(sum(map(style.units, clean))) == style.width(clean)


def test_high_punctuation_stays_with_its_word() -> None:
    for width in range(50, 200, 3):
        for line in texts("Bon : oui ! Vraiment ? « Certes » 12 %", STYLE, width):
            assert not re.match(r"[:!?»%]", line)
            assert not line.endswith("«")


def test_unbreakable_spaces_hold() -> None:
    narrow = STYLE.width("Total\u202f: 12")
    assert texts("Total\u202f: 12 points", STYLE, narrow) == ["Total\u202f: 12", "points"]


def test_compound_words_break_after_the_hyphen_and_dates_do_not() -> None:
    assert texts("technico-commercial", STYLE, STYLE.width("commercial") + 1) == ["technico-", "commercial"]
    assert texts("le 04/02/2006", STYLE, STYLE.width("04/02/2006") + 1) == ["le", "04/02/2006"]


def test_empty_lines_are_kept_once() -> None:
    assert texts("un\n\n\n\ndeux\n", STYLE, 100) == ["un", "", "deux"]
    assert texts(" \n ", STYLE, 100) == []


@given(st.text())
def test_whatever_is_printable_is_in_both_faces(text: str) -> None:
    load()
    for face in Face:
        assert Style(face, 1, 1).width(printable(text).replace("\n", "")) >= 0


def test_what_has_no_glyph_is_visible_and_what_has_no_shape_is_left_out() -> None:
    assert printable("a\u200b\u00ad\ufeff\ufe0fb") == "ab"
    assert printable("\u2603") == MISSING
    assert Style(Face.REGULAR, 10, 10).width(MISSING) > 5
    assert printable("a\u3000b\tc") == "a b c"


def test_no_line_begins_with_the_dot_that_parts_what_stands_on_one() -> None:
    lines = wrap("Unité U4 · coefficient 4 · E4 · ponctuel · Formation continue", STYLE, 60)
    assert len(lines) > 3
    assert not any(line.text.startswith("·") for line in lines)
