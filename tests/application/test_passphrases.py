"""A key is one of two things, and never shown."""

from __future__ import annotations

import pickle
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from btstc_jury.application.passphrases import (
    Mistyped,
    first_wrong_group,
    looks_like_recovery_key,
    passphrase_key,
    read_recovery_key,
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


ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
RAWS = st.binary(min_size=32, max_size=32)
PLACES = st.integers(0, 64)


def letters_of(raw: bytes) -> list[str]:
    return list(write_recovery_key(raw).replace("-", ""))


@given(RAWS)
def test_what_is_written_is_read_back(raw: bytes) -> None:
    text = write_recovery_key(raw)
    assert [len(group) for group in text.split("-")] == [5] * 13
    assert read_recovery_key(text) == raw
    assert looks_like_recovery_key(text)


def test_it_is_read_as_people_type() -> None:
    raw = bytes(range(32))
    text = write_recovery_key(raw)
    assert "0" in text
    assert "1" in text
    for typed in (text.lower(), text.replace("-", " "), f"  {text}\n", text.replace("-", "")):
        assert read_recovery_key(typed) == raw
        assert looks_like_recovery_key(typed)
    assert read_recovery_key(text.replace("0", "O").replace("1", "l")) == raw


@given(RAWS, PLACES, st.integers(1, 31))
def test_one_wrong_character_is_found_with_its_group(raw: bytes, place: int, shift: int) -> None:
    letters = letters_of(raw)
    letters[place] = ALPHABET[(ALPHABET.index(letters[place]) + shift) % 32]
    with pytest.raises(Mistyped) as caught:
        read_recovery_key("".join(letters))
    assert caught.value.group == place // 5 + 1


@given(RAWS, st.integers(0, 12), st.integers(0, 3))
def test_two_characters_exchanged_are_found(raw: bytes, group: int, place: int) -> None:
    letters = letters_of(raw)
    at = group * 5 + place
    if letters[at] == letters[at + 1]:
        return
    letters[at], letters[at + 1] = letters[at + 1], letters[at]
    with pytest.raises(Mistyped) as caught:
        read_recovery_key("".join(letters))
    assert caught.value.group == group + 1


@given(RAWS, st.integers(0, 11))
def test_two_groups_exchanged_are_found(raw: bytes, first: int) -> None:
    groups = write_recovery_key(raw).split("-")
    if groups[first] == groups[first + 1]:
        return
    groups[first], groups[first + 1] = groups[first + 1], groups[first]
    with pytest.raises(Mistyped):
        read_recovery_key("-".join(groups))


@pytest.mark.parametrize("cut", [1, 5, 64, 65])
def test_missing_characters_are_told(cut: int) -> None:
    text = write_recovery_key(bytes(32)).replace("-", "")
    with pytest.raises(Mistyped) as caught:
        read_recovery_key(text[cut:])
    assert caught.value.group is None


def test_a_character_that_no_key_has_is_told() -> None:
    text = write_recovery_key(bytes(32))
    with pytest.raises(Mistyped) as caught:
        read_recovery_key("U" + text[1:])
    assert caught.value.group == 1


def test_a_key_with_one_character_missing_is_still_meant_as_one() -> None:
    groups = write_recovery_key(bytes(range(32))).split("-")
    assert looks_like_recovery_key("-".join([groups[0][1:], *groups[1:]]))


@pytest.mark.parametrize("text", ["", "trois petits chats gris", "a" * 64, "Ü" * 65, "12345-67890"])
def test_a_passphrase_is_not_taken_for_one(text: str) -> None:
    assert not looks_like_recovery_key(text)


def test_a_key_being_typed_tells_its_first_wrong_group() -> None:
    key = write_recovery_key(bytes(range(32)))
    groups = key.split("-")
    for length in range(len(key) + 1):
        assert first_wrong_group(key[:length].lower()) is None
    wrong = groups[1][:-1] + ("0" if groups[1][-1] != "0" else "1")
    typed = " ".join((groups[0], wrong, *groups[2:]))
    assert first_wrong_group(typed[:10]) is None
    assert first_wrong_group(typed[:11]) == 2
    assert first_wrong_group(typed + "AAAAA") == 2
