"""The recovery key on paper: all of it, readable, on one page."""

from __future__ import annotations

import secrets
from dataclasses import replace

from btstc_jury.application.passphrases import read_recovery_key, write_recovery_key
from btstc_jury.application.views.passphrase import RecoverySheet
from btstc_jury.documents.recovery_sheet import recovery_pdf
from tests.documents.reading import PAGE_HEIGHT, PAGE_WIDTH, glyphs, page_texts

VIEW = RecoverySheet(
    "Clé de secours",
    "juin.btsjury",
    "Session 2026 · Lycée fictif · commission 3",
    "01/06/2026",
    "Cette clé ouvre le fichier d’examen sans sa phrase de passe.",
    tuple(write_recovery_key(bytes(range(32))).split("-")),
    ("Gardez cette page à part.", "Une règle longue\u202f: " + "encore et encore " * 20),
)


def test_what_is_printed_can_be_typed_back() -> None:
    raw = secrets.token_bytes(32)
    view = replace(VIEW, groups=tuple(write_recovery_key(raw).split("-")))
    (text,) = page_texts(recovery_pdf(view))
    groups = [word for word in text.split() if word in view.groups]
    assert read_recovery_key(" ".join(groups)) == raw
    for words in ("juin.btsjury", "01/06/2026", "Lycée fictif", "Gardez cette page à part."):
        assert words in text


def test_each_group_has_its_number() -> None:
    (text,) = page_texts(recovery_pdf(VIEW))
    words = text.split()
    for number, group in enumerate(VIEW.groups, start=1):
        assert words[words.index(group) - 1] == str(number)


def test_a_name_as_long_as_they_come_stays_on_the_page() -> None:
    pdf = recovery_pdf(replace(VIEW, file="Épreuve" * 36 + ".btsjury", session="é" * 300))
    assert len(page_texts(pdf)) == 1
    for glyph in glyphs(pdf):
        assert 30 <= glyph.left <= glyph.right <= PAGE_WIDTH - 30
        assert 30 <= glyph.bottom <= glyph.top <= PAGE_HEIGHT - 30


def test_equal_views_give_equal_bytes_and_the_key_stays_out_of_the_words_about_it() -> None:
    assert recovery_pdf(VIEW) == recovery_pdf(VIEW)
    assert VIEW.groups[0] not in repr(VIEW)


def test_no_group_stands_alone_in_its_row() -> None:
    sixteen = replace(VIEW, groups=tuple(f"{number:04X}" for number in range(0xA000, 0xA010)))
    for view in (VIEW, sixteen):
        (text,) = page_texts(recovery_pdf(view))
        rows = [line.split() for line in text.splitlines() if set(line.split()) & set(view.groups)]
        assert len({len(row) for row in rows}) == 1
