"""Every journal and every line of a file is in one of its parts, and in the same one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from btstc_jury.storage.journals import journal_of
from btstc_jury.storage.spans import WHOLE, Span, spans_to

NUMBERS = st.one_of(st.integers(1, 2500), st.integers(1, 2**63 - 1))


def holds_name(span: Span, name: str) -> bool:
    return span.low <= name and (span.high is None or name < span.high)


def holds_number(span: Span, number: int) -> bool:
    return any(first <= number <= last for first, last in span.numbers)


@given(NUMBERS, NUMBERS)
def test_a_journal_and_its_line_are_in_one_part(number: int, other: int) -> None:
    spans = spans_to(max(number, other))
    named = [span for span in spans if holds_name(span, journal_of(number))]
    assert named == [span for span in spans if holds_number(span, number)]
    assert len(named) == 1


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_whatever_a_journal_is_called_one_part_has_it(name: str) -> None:
    assert sum(holds_name(span, name) for span in spans_to(10**6)) == 1
    assert holds_name(WHOLE, name)


@given(st.integers(-(2**63), 0))
def test_a_number_that_no_oral_has_is_in_one_part(number: int) -> None:
    assert sum(holds_number(span, number) for span in spans_to(10**6)) == 1
