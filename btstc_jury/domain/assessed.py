"""What the lines of a grid are called: the arrêté gives criteria to E3, E4 and E6, but aims to E2 and EF1,
and « compétences à évaluer » to the situations of E1.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class AssessedFacts:
    """``one``: in the singular, its plural has an s; ``title``: over the printed list, ``short``: over that
    of a screen; ``feminine``: as what is said of it agrees.
    """

    one: str
    title: str
    short: str
    feminine: bool = False


class Assessed(StrEnum):
    CRITERIA = "criteria"
    AIMS = "aims"
    COMPETENCES = "competences"

    @property
    def facts(self) -> AssessedFacts:
        return _ASSESSED[self]

    def named(self, text: str) -> str:
        """A sentence that speaks of criteria, as this form calls them: « de l’objectif 3 »."""
        return text if self is Assessed.CRITERIA else _SAID.sub(self._said, text)

    def _said(self, found: re.Match[str]) -> str:
        before, noun, plural, after = (
            found["before"] or "",
            found["noun"],
            found["plural"],
            found["after"] or "",
        )
        one = self.facts.one
        if before:
            masculine, feminine = _BEFORE[before.lower()]
            article = feminine if self.facts.feminine else masculine
            before = article[:1].upper() + article[1:] if before[:1].isupper() else article
        if self.facts.feminine and after:
            after = f"{after[:-1]}es" if after.endswith("s") else f"{after}e"
        named = one[:1].upper() + one[1:] if noun[:1].isupper() else one
        return f"{before}{named}{plural}{after}"


_ASSESSED: Mapping[Assessed, AssessedFacts] = {
    Assessed.CRITERIA: AssessedFacts("critère", "Critères d’évaluation", "Critères"),
    Assessed.AIMS: AssessedFacts("objectif", "Objectifs évalués", "Objectifs"),
    Assessed.COMPETENCES: AssessedFacts("compétence", "Compétences à évaluer", "Compétences", feminine=True),
}

_BEFORE: Mapping[str, tuple[str, str]] = {
    "le ": ("l’", "la "),
    "du ": ("de l’", "de la "),
    "au ": ("à l’", "à la "),
    "ce ": ("cet ", "cette "),
    "de ": ("d’", "de "),
    "un ": ("un ", "une "),
    "aucun ": ("aucun ", "aucune "),
    "un seul ": ("un seul ", "une seule "),
}
"""What stands before the noun, as it becomes before a masculine one and a feminine one."""
_SAID = re.compile(
    r"(?P<before>\b(?:un seul|le|du|au|ce|de|un|aucun) )?\b(?P<noun>critère)(?P<plural>s?)"
    r"(?P<after>(?: n’est| est| sont)? (?:évalué|passé|montré|proposé|suivant|officiel)s?\b)?",
    re.IGNORECASE,
)
