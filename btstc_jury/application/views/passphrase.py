"""A passphrase in the words of the screens: what it is worth, what was mistyped, how long to wait."""

from __future__ import annotations

from dataclasses import dataclass

from btstc_jury.application.passphrase_strength import Grade, Weakness, strength
from btstc_jury.application.recovery_keys import Mistyped
from btstc_jury.domain.moments import Duration


@dataclass(frozen=True, slots=True)
class StrengthView:
    """``level``: 0 to 3; ``accepted``: whether a file may be made with it; ``advice``: what to do better."""

    label: str
    level: int
    accepted: bool
    advice: tuple[str, ...]


_LABELS = {
    Grade.TOO_WEAK: "trop faible",
    Grade.WEAK: "faible",
    Grade.FAIR: "correcte",
    Grade.STRONG: "forte",
}

_ADVICE = {
    Weakness.SHORT: "Elle est trop courte\u202f: au moins huit caractères.",
    Weakness.COMMON: "Elle contient un mot que tout le monde essaie d’abord.",
    Weakness.REPEATED: "Elle répète le même caractère.",
    Weakness.SEQUENCE: "Elle contient une suite ou une année, faciles à deviner.",
    Weakness.FEW_WORDS: "Ajoutez des mots sans rapport entre eux\u202f: quatre suffisent.",
}


def strength_view(text: str) -> StrengthView:
    found = strength(text)
    advice = tuple(_ADVICE[each] for each in found.weaknesses)
    return StrengthView(_LABELS[found.grade], found.grade.value, found.grade is not Grade.TOO_WEAK, advice)


def mistyped(error: Mistyped) -> str:
    """One sentence for the place where a recovery key is typed."""
    if error.group is None:
        return "La clé de secours a treize groupes de cinq caractères\u202f: il en manque, ou il y en a trop."
    return f"Vérifiez le groupe n°\u202f{error.group} de la clé de secours\u202f: il contient une erreur."


def wait(left: Duration) -> str:
    """Said while an attempt must wait; "" once it need not."""
    if left.us <= 0:
        return ""
    seconds = -(-left.us // 1_000_000)
    minutes, rest = divmod(seconds, 60)
    length = f"{minutes} min {rest:02} s" if minutes else f"{rest} s"
    return f"Trois essais ou plus ont échoué\u202f: attendez encore {length}."
