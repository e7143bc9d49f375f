"""What stands beside the shapes of a line, where they are close to each other."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontMetrics

from btstc_jury.application.views.rehearsal.timeline import Stretch
from btstc_jury.domain.rehearsal import SpanKind
from btstc_jury.ui.rehearsal.timeline_painting import fitting, letter_beside
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.theme.tokens import SMALL

_GAP = 14


def test_a_letter_never_lies_under_the_next_shape(theme: Theme) -> None:
    metrics = QFontMetrics(theme.font(SMALL))
    whole, short = (metrics.horizontalAdvance(each) for each in ("F prix", "F"))
    assert letter_beside(metrics, "F prix", whole, 0, _GAP) == ("F prix", _GAP)
    assert letter_beside(metrics, "F prix", whole - 1, 0, _GAP) == ("F", _GAP)
    assert letter_beside(metrics, "F prix", short - 1, 99, _GAP) == ("F", -_GAP - short)
    assert letter_beside(metrics, "F prix", -5, _GAP + short - 1, _GAP) == ("", _GAP)


@pytest.mark.parametrize("kind", [SpanKind.PAUSED, SpanKind.STOPPED])
def test_a_short_stop_says_at_least_how_long_it_was(theme: Theme, kind: SpanKind) -> None:
    metrics = QFontMetrics(theme.font(SMALL))
    stop = Stretch(kind, 0, 0.0, 0.1, "suspendu 0:26", broken=False)
    assert fitting(metrics, stop, metrics.horizontalAdvance("suspendu 0:26")) == "suspendu 0:26"
    assert fitting(metrics, stop, metrics.horizontalAdvance("suspendu 0:26") - 1) == "0:26"
