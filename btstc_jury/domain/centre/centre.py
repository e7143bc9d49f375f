"""What a centre file is of."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from btstc_jury.domain.candidate import NAME_LIMIT
from btstc_jury.domain.wording import one_line, unseen

FIRST_YEAR, LAST_YEAR = 2000, 2099
_UAI = re.compile(r"[0-9]{7}[A-Z]")


@dataclass(frozen=True, slots=True)
class Centre:
    """``year``: of the session; ``uai``: of the school that is the centre, "" where it isn't given;
    ``keeps_texts``: whether the remarks of what comes back are kept beside the files that came, to be
    searched: in a file they are, on a server only where somebody chose so.
    """

    name: str
    year: int
    uai: str = ""
    keeps_texts: bool = field(default=False, compare=False)


class WrongCentre(ValueError):
    """What was given can't name a centre; the message says in French why."""


def centre_of(name: str, year: int, uai: str = "") -> Centre:
    """Raises ``WrongCentre``."""
    name, uai = one_line(name).strip(), uai.strip().upper()
    if not name:
        raise WrongCentre("Indiquez le nom du centre.")
    if len(name) > NAME_LIMIT or unseen(name):
        raise WrongCentre(f"Le nom du centre a {NAME_LIMIT} caractères au plus, que l’on puisse tous voir.")
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise WrongCentre(f"La session est une année, comme 2027 ({year}).")
    if uai and not _UAI.fullmatch(uai):
        raise WrongCentre(f"Un UAI a sept chiffres et une lettre, comme 0921234A ({uai}).")
    return Centre(name, year, uai)
