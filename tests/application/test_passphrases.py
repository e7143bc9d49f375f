"""A key is one of two things, and never shown."""

from __future__ import annotations

import pickle
import unicodedata

import pytest

from btstc_jury.application.passphrases import (
    Mistyped,
    passphrase_key,
    recovery_key,
    typed_key,
    write_recovery_key,
)

RAW = bytes(range(32))


def test_a_key_is_never_shown_nor_written() -> None:
    for key in (passphrase_key("trois chats gris"), recovery_key(write_recovery_key(RAW))):
        for shown in (repr(key), str(key), f"{key}", repr([key])):
            assert "chats" not in shown
            assert RAW.hex() not in shown
            assert "\\x1f" not in shown
        with pytest.raises(TypeError):
            pickle.dumps(key)


def test_accents_typed_in_another_way_give_the_same_passphrase() -> None:
    composed = unicodedata.normalize("NFC", "Été à Évreux")
    assert passphrase_key(unicodedata.normalize("NFD", composed)).passphrase == composed


def test_what_is_typed_is_one_or_the_other() -> None:
    assert typed_key("trois chats gris").passphrase == "trois chats gris"
    assert typed_key(write_recovery_key(RAW).lower()).raw == RAW


def test_spaces_of_a_passphrase_count() -> None:
    assert typed_key(" trois chats ").passphrase == " trois chats "


def test_nothing_is_no_passphrase() -> None:
    with pytest.raises(ValueError, match="empty"):
        typed_key("")


def test_a_mistyped_recovery_key_is_not_taken_for_a_passphrase() -> None:
    text = write_recovery_key(RAW)
    with pytest.raises(Mistyped):
        typed_key(("1" if text[0] != "1" else "2") + text[1:])
