"""Who is examined."""

from __future__ import annotations

from fractions import Fraction

import pytest

from btstc_jury.domain.candidate import ONE_THIRD, Accommodation, Candidate


def test_the_name_is_written_as_the_lists_print_it() -> None:
    assert Candidate("0012", "Durand-Élie", "Anne Zoé").full_name == "DURAND-ÉLIE Anne Zoé"
    assert Candidate("0012", "Durand", "").full_name == "DURAND"


@pytest.mark.parametrize("extra", ["preparation", "phases", "total"])
def test_any_extra_time_extends_the_oral(extra: str) -> None:
    granted: dict[str, Fraction] = {extra: ONE_THIRD}
    assert Accommodation(**granted).extends_time  # type: ignore[arg-type]


def test_aids_alone_extend_nothing() -> None:
    assert not Accommodation(aids="sujet agrandi").extends_time
