"""A passphrase in the words of the screens."""

from __future__ import annotations

from pathlib import Path

import pytest

from btstc_jury.application.attempts import FREE, Attempts
from btstc_jury.application.passphrases import FileKey, Grade, Mistyped, Weakness, read_recovery_key, strength
from btstc_jury.application.sessions import Desk, create_file
from btstc_jury.application.views import passphrase
from btstc_jury.application.views.file_names import recovery_file_name
from btstc_jury.application.views.passphrase import recovery_sheet
from btstc_jury.domain.moments import ZERO, Duration
from tests.fakes import FakeClock, FakeLibrary
from tests.forms_for_tests import make_form, make_session
from tests.memory_file import MemoryFiles


@pytest.mark.parametrize(
    ("text", "label", "level", "accepted"),
    [
        ("motdepasse", "trop faible", 0, False),
        ("tournesol vélo", "faible", 1, True),
        ("cheval batterie agrafe", "correcte", 2, True),
        ("trois petits chats gris dorment", "forte", 3, True),
    ],
)
def test_the_grade_has_a_word(text: str, label: str, level: int, *, accepted: bool) -> None:
    found = strength(text)
    assert (passphrase.GRADES[found.grade], found.grade.value, found.accepted) == (label, level, accepted)
    assert (found.weaknesses == ()) == (found.grade is Grade.STRONG)


def test_the_gravest_comes_first() -> None:
    advice = strength("jury").weaknesses
    assert advice[0] == "Elle est trop courte\u202f: au moins huit caractères."
    assert len(advice) <= len(Weakness)


def test_a_mistyped_recovery_key_names_its_group() -> None:
    assert "n°\u202f7" in passphrase.mistyped(Mistyped(7))
    assert "treize groupes" in passphrase.mistyped(Mistyped(None))


@pytest.mark.parametrize(
    ("left", "said"),
    [
        (Duration.seconds(4.2), "5 s"),
        (Duration.seconds(80), "1 min 20 s"),
        (Duration.minutes(5), "5 min 00 s"),
    ],
)
def test_the_wait_is_told_rounded_up(left: Duration, said: str) -> None:
    assert passphrase.wait(left).endswith(f"attendez encore {said}.")


def test_no_wait_says_nothing() -> None:
    assert passphrase.wait(ZERO) == ""


def waits(attempts: Attempts, clock: FakeClock, count: int) -> list[float]:
    """Seconds imposed after each of ``count`` wrong attempts, made as soon as each is allowed."""
    found = []
    for _ in range(count):
        clock.advance(attempts.wait())
        attempts.failed()
        found.append(attempts.wait().total_seconds)
    return found


def test_each_wrong_one_from_the_third_doubles_the_wait_up_to_five_minutes() -> None:
    clock = FakeClock()
    assert waits(Attempts(clock), clock, 12) == [0, 0, 5, 10, 20, 40, 80, 160, 300, 300, 300, 300]


def test_the_wait_goes_by() -> None:
    clock = FakeClock()
    attempts = Attempts(clock)
    waits(attempts, clock, FREE)
    clock.advance(Duration.seconds(2))
    assert attempts.wait() == Duration.seconds(3)
    clock.advance(Duration.seconds(60))
    assert attempts.wait() == ZERO


def test_a_right_one_begins_anew() -> None:
    clock = FakeClock()
    attempts = Attempts(clock)
    waits(attempts, clock, 6)
    attempts.succeeded()
    assert attempts.wait() == ZERO
    assert waits(attempts, clock, 3) == [0, 0, 5]


def test_a_wall_clock_set_forward_shortens_nothing() -> None:
    clock = FakeClock()
    attempts = Attempts(clock)
    waits(attempts, clock, FREE)
    clock.utc += Duration.minutes(60).us
    assert attempts.wait() == Duration.seconds(5)


RAW = bytes(range(32))
DESK = Desk(MemoryFiles(), FakeLibrary(make_form()), FakeClock())


def test_the_page_bears_the_key_the_file_and_the_day() -> None:
    office = create_file(DESK, Path("juin.btsjury"), make_session(), FileKey(raw=RAW))
    view = recovery_sheet(office)
    assert read_recovery_key("-".join(view.groups)) == RAW
    assert (view.file, view.made) == ("juin.btsjury", "01/06/2026")
    assert view.groups[0] not in repr(view)


def test_a_plain_file_has_none() -> None:
    office = create_file(DESK, Path("mai.btsjury"), make_session())
    with pytest.raises(ValueError, match="plain"):
        recovery_sheet(office)


def test_the_name_of_its_file_is_good_everywhere() -> None:
    assert recovery_file_name(Path("/x/BTS TC 2026: n° 3.btsjury")) == "clé-de-secours_BTS-TC-2026-n-3.pdf"
