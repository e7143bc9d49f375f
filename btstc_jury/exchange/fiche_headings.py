"""Which rubric of a fiche a line is the heading of: in whatever case, numbered, shortened or misspelt."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from btstc_jury.domain.wording import unaccented

_NUMBERING = re.compile(
    r"^(?:\W*(?:(?:rubrique|partie|point|n°|n\s?o)\s*)?(?:\d{1,2}|[ivx]{1,5}|[a-l])\s*(?:[.)°:/\\–—-]+\s*|\s(?=\d)"
    r"|(?<=\d)\s+))+|^\W+",
    re.IGNORECASE,
)
_LEADER = re.compile(r"(?:\s*[.…_]{3,}\s*\d*|\s+\.{2,}\s*\d*)$")
_INLINE = re.compile(r"\s*:\s+|\s+[–—-]\s+|\s+\|\s+")
_OPTIONAL = re.compile(r"\((?:s|x|e|es|ne|nes)\)")
_BRACKETS = re.compile(r"\([^()]*\)")
_WORDS = re.compile(r"[^\W_]+")
_FILLERS = frozenset(
    _WORDS.findall(
        "le la les l un une des de du d et ou en au aux a ses son sa leur leurs mon ma mes notre nos votre "
        "sur dans par pour avec qui que qu s c ce cette mis mise mises place oeuvre "
        "presentation description rappel rubrique partie"
    )
)
_LONGEST = 400
"""Characters of a heading at most."""
_MOST_WORDS = 40
_CLOSE, _CLOSE_PLAIN, _SURE = 0.80, 0.86, 0.92
_WORD, _SLIP = 0.78, 0.7
_LONG = 5
"""Letters of a word that is compared by its letters."""
_MARGIN = 0.03
_CHOICE = 0.25
"""How far the best shortened reading must be ahead of the next."""
_SHORT = 6
"""Words of a shortened heading at most."""
_OTHER_WORDS: Mapping[str, str] = {
    "acteur": "acteur qualite",
    "acteur projet": "acteur qualite",
    "acteur negociation": "acteur qualite",
    "protagoniste": "acteur qualite",
    "interlocuteur": "acteur qualite",
    "profil acteur": "acteur qualite",
    "client": "acteur profil",
    "entreprise": "entreprise",
    "societe": "entreprise",
    "identite entreprise": "entreprise",
    "produit": "technique commerciale objet",
    "offre": "technique commerciale objet",
    "objet negociation": "technique commerciale objet",
    "information technique": "technique commerciale objet",
    "deroulement": "condition deroulement",
    "deroule": "condition deroulement",
    "tactique": "strategie",
    "probleme rencontre": "difficulte",
    "obstacle": "difficulte",
    "enjeu": "objectif",
    "but": "objectif",
    "bilan": "resultat",
    "bilan critique": "analyse critique",
    "autocritique": "analyse critique",
    "auto analyse": "analyse critique",
    "methode": "methodologie",
    "demarche": "methodologie",
    "duree": "date duree",
    "duree projet": "date duree",
    "calendrier": "date duree",
    "responsabilite": "initiative",
    "competence acquise": "initiative",
    "competence": "initiative",
}
"""Words that teachers put for a rubric, and words that its title then holds."""


@dataclass(frozen=True, slots=True)
class Heading:
    """``place``: of the rubric, from 0; ``exact``: as the form has it, but for case, accents and numbers;
    ``rest``: what follows on the line.
    """

    place: int
    exact: bool
    rest: str = ""


class Headings:
    """``titles``: of the rubrics, in the form's order."""

    def __init__(self, titles: Sequence[str]) -> None:
        self._whole = [_words(each) for each in titles]
        self._letters = [" ".join(_WORDS.findall(_plain(each))) for each in titles]
        self._bare = [_words(_BRACKETS.sub(" ", _OPTIONAL.sub("", each))) for each in titles]
        spread = Counter(word for words in self._bare for word in {*words})
        self._weights = {word: 1 / count for word, count in spread.items()}
        self._others = dict(self._other_words())
        self._known: dict[tuple[str, bool], tuple[int, bool] | None] = {}

    def find(self, text: str, *, strong: bool) -> Heading | None:
        """``strong``: the line looks like a heading."""
        line = _LEADER.sub("", text).strip()
        if len(line) > _LONGEST and _INLINE.search(line[:_LONGEST]) is None:
            return None
        whole = line, ""
        cuts = [(line[: cut.start()], line[cut.end() :].strip()) for cut in _INLINE.finditer(line[:_LONGEST])]
        colons = [each for each in cuts if line[len(each[0]) :].lstrip().startswith(":")]
        for exact, ways in ((True, [whole, *cuts]), (False, [*colons, whole, *cuts])):
            for head, rest in ways:
                found = self._place(head, strong=strong)
                if found is not None and found[1] >= exact:
                    return Heading(*found, rest)
        return None

    def _place(self, head: str, *, strong: bool) -> tuple[int, bool] | None:
        if len(head) > _LONGEST:
            return None
        key = head, strong
        if key not in self._known:
            bare = _BRACKETS.sub(" ", _OPTIONAL.sub("", head))
            # What a template says in brackets of what is expected is no part of the heading.
            self._known[key] = self._sought(head, strong=strong) or self._sought(bare, strong=strong)
        return self._known[key]

    def _sought(self, head: str, *, strong: bool) -> tuple[int, bool] | None:
        said = _words(_NUMBERING.sub("", head, count=1))
        if not said or len(said) > _MOST_WORDS:
            return None
        for titles in (self._whole, self._bare):
            if said in titles:
                return titles.index(said), True
        other = self._others.get(" ".join(said))
        if other is not None:
            return other, False
        close = self._close(said, " ".join(_WORDS.findall(_plain(head))), _CLOSE if strong else _CLOSE_PLAIN)
        found = close if close is not None else self._shortened(said, strong=strong)
        return None if found is None else (found, False)

    def _close(self, said: tuple[str, ...], letters: str, least: float) -> int | None:
        """By the letters of the whole; ``letters``: with the words that say nothing."""
        text = " ".join(said)
        scores = sorted(
            (
                (max(_likeness(text, " ".join(bare)), _likeness(letters, whole)), place)
                for place, (whole, bare) in enumerate(zip(self._letters, self._bare, strict=True))
            ),
            reverse=True,
        )
        best, place = scores[0] if scores else (0.0, 0)
        second = scores[1][0] if len(scores) > 1 else 0.0
        if best < least or best - second < _MARGIN:
            return None
        if best >= _SURE:
            return place
        # « Conditions de paiement » is no slip of the hand.
        strange = (
            each for each in said if len(each) > _LONG and _same(each, self._whole[place], _SLIP) is None
        )
        return place if next(strange, None) is None else None

    def _shortened(self, said: tuple[str, ...], *, strong: bool) -> int | None:
        """By words that all stand in the title; in a line like any other, half of them or the first."""
        if len(said) > _SHORT:
            return None
        scores: list[tuple[float, int]] = []
        for place, words in enumerate(self._bare):
            matched = _all_same(said, words)
            if not matched:
                scores.append((0.0, place))
                continue
            leads = matched[0] == words[0] or len({*matched}) * 2 >= len(words)
            score = sum(self._weights[each] for each in {*matched})
            scores.append((score if strong or leads else 0.0, place))
        scores.sort(reverse=True)
        best, place = scores[0] if scores else (0.0, 0)
        second = scores[1][0] if len(scores) > 1 else 0.0
        return place if best >= 1 and best - second >= _CHOICE else None

    def _other_words(self) -> Iterator[tuple[str, int]]:
        """Those that mean one rubric alone."""
        for said, needed in _OTHER_WORDS.items():
            wanted = needed.split()
            places = [
                place
                for place, words in enumerate(self._whole)
                if all(any(_same_word(each, word) for word in words) for each in wanted)
            ]
            if len(places) == 1:
                yield said, places[0]


def _words(text: str) -> tuple[str, ...]:
    """In the singular, unaccented, without those that say nothing."""
    return tuple(_singular(each) for each in _WORDS.findall(_plain(text)) if each not in _FILLERS)


def _plain(text: str) -> str:
    return _OPTIONAL.sub("", unaccented(text))


def _singular(word: str) -> str:
    return word.rstrip("sx") if len(word) > 4 else word


def _likeness(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    possible = matcher.real_quick_ratio() > _CLOSE and matcher.quick_ratio() > _CLOSE
    return matcher.ratio() if possible else 0.0


def _all_same(said: Sequence[str], words: Sequence[str]) -> list[str]:
    """The words of a title that these are; none where one is none of them."""
    found: list[str] = []
    for each in said:
        same = _same(each, words)
        if same is None:
            return []
        found.append(same)
    return found


def _same(word: str, words: Sequence[str], least: float = _WORD) -> str | None:
    return next((each for each in words if _same_word(word, each, least)), None)


@lru_cache(4096)
def _same_word(one: str, other: str, least: float = _WORD) -> bool:
    if one == other:
        return True
    shortest = min(len(one), len(other))
    if shortest < _LONG or 2 * shortest < least * (len(one) + len(other)):
        return False
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.quick_ratio() >= least and matcher.ratio() >= least
