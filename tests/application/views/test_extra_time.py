"""Extra time as it is typed, and the times that it gives."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from btstc_jury.application.views.planning import (
    MOST,
    GrantedTime,
    eaten_words,
    extra_text,
    granted_times,
    parse_extra,
)
from btstc_jury.domain.candidate import NO_EXTRA, ONE_THIRD, Accommodation
from btstc_jury.domain.form import SettingKind, TimeRule
from btstc_jury.domain.moments import Duration
from tests.domain.official import LIBRARY
from tests.forms_for_tests import NO_ACCOMMODATION, make_form


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", NO_EXTRA),
        ("  ", NO_EXTRA),
        ("1/3", ONE_THIRD),
        (" 1 / 3 ", ONE_THIRD),
        ("33 %", Fraction(33, 100)),
        ("33\u202f%", Fraction(33, 100)),
        ("12,5", Fraction(1, 8)),
        ("12.5%", Fraction(1, 8)),
        ('&:"', ONE_THIRD),
        ("&é,(", Fraction(1, 8)),
        ("200 %", MOST),
    ],
)
def test_what_can_be_read(text: str, value: Fraction) -> None:
    assert parse_extra(text) == value


@pytest.mark.parametrize("text", ["un tiers", "1/0", "-1/3", "201 %", "5/2", "1/3/4", "%", "1e2", "٣"])
def test_what_can_not(text: str) -> None:
    assert parse_extra(text) is None


@given(st.fractions(min_value=0, max_value=MOST, max_denominator=999))
def test_what_is_shown_reads_back_the_same(value: Fraction) -> None:
    assert parse_extra(extra_text(value)) == value


@given(st.text())
def test_nothing_typed_is_a_fault_of_ours(text: str) -> None:
    value = parse_extra(text)
    assert value is None or NO_EXTRA <= value <= MOST


def test_each_time_is_granted_for_itself() -> None:
    granted = tuple(granted_times(make_form(), Accommodation(ONE_THIRD, NO_EXTRA, Fraction(1, 2))))
    assert granted == (
        GrantedTime("Préparation", "50:00", "66:40"),
        GrantedTime("Prés.", "10:00", ""),
        GrantedTime("Total de l’interrogation", "30:00", "45:00"),
    )


def test_a_time_left_to_the_commission_is_told_as_such() -> None:
    form = make_form(preparation=TimeRule(SettingKind.NONE), total=TimeRule(SettingKind.AT_OPENING))
    last = list(granted_times(form, Accommodation(total=ONE_THIRD)))[-1]
    assert last == GrantedTime("Total de l’interrogation", "fixée par la commission", "majorée de 1/3")
    assert list(granted_times(form, NO_ACCOMMODATION))[-1].granted == ""
    assert all(each.label != "Préparation" for each in granted_times(form, NO_ACCOMMODATION))
    proposed = make_form(total=TimeRule(SettingKind.AT_OPENING, Duration.minutes(30)))
    assert list(granted_times(proposed, NO_ACCOMMODATION))[-1].usual == "30:00"


def test_a_shared_total_is_made_longer_as_a_whole() -> None:
    """E4, situation 2 (annexe V, E4, § 4.A; the circular: 50 minutes less what situation 1 used)."""
    form = LIBRARY.get("e4-ccf-2")
    usual, whole = "50:00 moins la situation 1", "66:40 moins la situation 1"
    told = list(granted_times(form, Accommodation(total=ONE_THIRD)))[-1]
    assert told == GrantedTime("Total de l’interrogation", usual, whole)
    assert list(granted_times(form, NO_ACCOMMODATION))[-1].granted == ""


@pytest.mark.parametrize(
    ("accommodation", "eaten"),
    [
        (NO_ACCOMMODATION, False),
        (Accommodation(phases=ONE_THIRD), True),
        (Accommodation(phases=ONE_THIRD, total=Fraction(1, 4)), True),
        (Accommodation(phases=ONE_THIRD, total=ONE_THIRD), False),
        (Accommodation(total=ONE_THIRD), False),
    ],
)
def test_parts_made_longer_within_the_same_total_are_told(accommodation: Accommodation, eaten: bool) -> None:
    """The total is a maximum (annexe V, E4, § 4.B, l.5410): what the parts gain, the last one loses."""
    assert bool(eaten_words(LIBRARY.get("e4-ponctuel"), accommodation)) is eaten
    assert not eaten_words(LIBRARY.get("e4-ccf-1"), accommodation)
