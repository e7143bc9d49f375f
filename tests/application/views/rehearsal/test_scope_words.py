"""What of an attempt is played, in a few words."""

from __future__ import annotations

from btstc_jury.application.rehearsing import times_of
from btstc_jury.application.views.rehearsal.sessions import scope_words
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.rehearsal import Scope
from tests.attempts import attempt

FORM = attempt().oral.form


def test_times_are_told_by_what_becomes_of_them() -> None:
    usual = tuple(enumerate(times_of(FORM)))
    longer = tuple((place, time + Duration.minutes(1)) for place, time in usual)
    assert scope_words(Scope(), FORM) == ""
    assert scope_words(Scope((), usual), FORM) == ""
    assert scope_words(Scope((), longer), FORM) == "temps modifiés"
    assert scope_words(Scope((), ((0, Duration.minutes(1)), *usual[1:])), FORM) == "temps raccourcis"
