"""Who is examined."""

from __future__ import annotations

from fractions import Fraction

import pytest

from btstc_jury.domain.candidate import ONE_THIRD, Accommodation, Candidate, Course


def test_the_name_is_written_as_the_lists_print_it() -> None:
    assert Candidate("0012", "Durand-Élie", "Anne Zoé").full_name == "DURAND-ÉLIE Anne Zoé"
    assert Candidate("0012", "Durand", "").full_name == "DURAND"


@pytest.mark.parametrize("extra", ["preparation", "phases", "total"])
def test_any_extra_time_extends_the_oral(extra: str) -> None:
    granted: dict[str, Fraction] = {extra: ONE_THIRD}
    assert Accommodation(**granted).extends_time  # type: ignore[arg-type]


def test_aids_alone_extend_nothing() -> None:
    assert not Accommodation(aids="sujet agrandi").extends_time


@pytest.mark.parametrize(
    ("course", "in_ccf"),
    [
        (Course.SCHOOL, {"E4"}),
        (Course.APPRENTICESHIP, {"E4"}),
        (Course.CONTINUING_PUBLIC, {"E1", "E2", "E3", "E4", "E6"}),
        (Course.SCHOOL_OTHER, set()),
        (Course.APPRENTICESHIP_OTHER, set()),
        (Course.CONTINUING, set()),
        (Course.DISTANCE, set()),
        (Course.EXPERIENCE, set()),
    ],
)
def test_each_course_has_its_column_of_annexe_iv(course: Course, in_ccf: set[str]) -> None:
    """Annexe IV (l.4707-4960), the orals: in the second column all by CCF, in the first E4 alone, in the
    third none.
    """
    assert course.facts.in_ccf == in_ccf
