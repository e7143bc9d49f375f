"""What a file says that it is."""

from __future__ import annotations

import pytest

from btstc_jury.domain.session import DRILL, ExamSession, FileKind


@pytest.mark.parametrize(
    ("kind", "centre", "label", "strip"),
    [
        (FileKind.EXAM, DRILL, "EXAMEN", ""),
        (FileKind.DEMONSTRATION, "Lycée", "DÉMONSTRATION", "DÉMONSTRATION – candidats fictifs"),
        (FileKind.DEMONSTRATION, DRILL, "EXERCICE", "EXERCICE – candidat enregistré"),
    ],
)
def test_a_drill_is_a_demonstration_that_says_so(kind: FileKind, centre: str, label: str, strip: str) -> None:
    session = ExamSession(kind, 2026, centre, "1")
    assert session.label == label
    assert session.strip.split(",")[0] == strip
