"""A passphrase in the words of the screens."""

from __future__ import annotations

import pytest

from btstc_jury.application.passphrase_strength import Grade, Weakness
from btstc_jury.application.passphrases import Mistyped
from btstc_jury.application.views import passphrase
from btstc_jury.domain.moments import ZERO, Duration


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
    view = passphrase.strength_view(text)
    assert (view.label, view.level, view.accepted) == (label, level, accepted)
    assert (view.advice == ()) == (level == Grade.STRONG.value)


def test_the_gravest_comes_first() -> None:
    advice = passphrase.strength_view("jury").advice
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
