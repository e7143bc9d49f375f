"""What is asked of a search, what an oral has to be found by, and where in it the words stand."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import filterfalse
from typing import NamedTuple, Protocol

import msgspec

from btstc_jury.application.summary import OralSummary
from btstc_jury.application.views import formats
from btstc_jury.domain.assessment import TextField
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.oral import Oral
from btstc_jury.domain.standing import Sieve
from btstc_jury.domain.wording import parted

_WORDS = re.compile(r"[^\W_]+")
_SPELLED = re.compile(r"(?<![^\W_])(?<![^\W_]\.)[^\W\d_](?:\.[^\W\d_])+(?!\.?[^\W_])")
_WRITTEN = re.compile(f"{_SPELLED.pattern}|{_WORDS.pattern}")
_RUN = re.compile(r"[^\W_]+(?:[.'’‐‑-][^\W_]+)+")
_ELISION = re.compile("['’]")
_ASKED = re.compile(r'«([^»]*)(»|$)|“([^”]*)(”|$)|"([^"]*)("|$)|([^\s«“"]+)')
_BEFORE, _AROUND = 40, 120
"""Characters of a text that are shown before the first word found, and in all beside it."""


def fold(text: str) -> str:
    """Lower case, without accents or punctuation, words parted by one space: what lines of the index keep."""
    return " ".join(filter(None, map(_folded, text.split())))


@lru_cache(maxsize=4096)
def _folded(text: str) -> str:
    bare = _bare(text)
    return bare if bare.isalnum() else " ".join(_WORDS.findall(bare))


def _bare(text: str) -> str:
    bare = text.casefold()
    if not bare.isascii():
        flat = unicodedata.normalize("NFKD", parted(bare))
        bare = "".join(filterfalse(unicodedata.combining, flat))
    return bare


class _Read(NamedTuple):
    """``joined``: « d’accord » as « daccord », « week-end » as « weekend »."""

    words: str
    joined: tuple[str, ...] = ()


@lru_cache(maxsize=4096)
def _read(text: str) -> _Read:
    """What stands between two spaces, as texts are searched: « T.V.A. » is « tva »."""
    bare = _bare(text)
    if bare.isalnum():
        return _Read(bare)
    bare = _SPELLED.sub(lambda found: found[0].replace(".", ""), bare)
    joined = [_run_together(part) for run in _RUN.findall(bare) for part in (run, *_ELISION.split(run))]
    words = " ".join(_WORDS.findall(bare))
    return _Read(words, tuple(dict.fromkeys(each for each in joined if each not in words.split())))


def _run_together(text: str) -> str:
    return "".join(_WORDS.findall(text))


class Term(NamedTuple):
    """Words, folded, that stand one after the other. ``whole``: the last one is no mere beginning; ``also``:
    other ways of writing the same.
    """

    words: str
    whole: bool = False
    also: tuple[str, ...] = ()

    @property
    def ways(self) -> tuple[str, ...]:
        return (self.words, *self.also)

    @property
    def sought(self) -> tuple[str, ...]:
        """One of them has to be contained in a text of ``words_of``."""
        return tuple(f" {each} " if self.whole else f" {each}" for each in self.ways)

    @property
    def exact(self) -> bool:
        """Whether to have each of its words isn't enough."""
        return self.whole or any(" " in each for each in self.ways)

    def names(self, name: str) -> bool:
        """``name``: of ``fold``; any part of it will do."""
        return any(each in name for each in self.ways)

    def stands_in(self, words: str) -> bool:
        """``words``: of ``words_of``."""
        return any(each in words for each in self.sought)


@dataclass(frozen=True, slots=True)
class Sought:
    """``terms``: each must be found, in the name, the number or a text; ``sieve``: which orals, all where
    ``None``.
    """

    terms: tuple[Term, ...]
    sieve: Sieve | None = None

    def __bool__(self) -> bool:
        return bool(self.terms) or self.sieve is not None

    def lets_through(self, summary: OralSummary) -> bool:
        if not summary.stage.facts.listed:
            return False
        return self.sieve is None or self.sieve.holds(summary.stage, summary.status, signed=summary.complete)


def asked(text: str, sieve: Sieve | None = None) -> Sought:
    """« de la TVA » in guillemets is a phrase; beside them each word counts. Whatever is typed is words."""
    terms = []
    for found in _ASKED.finditer(text):
        phrase = found[1] or found[3] or found[5]
        ended = found[2] or found[4] or found[6]
        term = _term(phrase if phrase is not None else found[7] or "", whole=bool(ended))
        if term.words:
            terms.append(term)
    return Sought(tuple(dict.fromkeys(terms)), sieve)


def _term(text: str, *, whole: bool) -> Term:
    """« d’accord » is sought as « daccord » too, and « T.V.A. » as what lines of the index have of it."""
    read = [each for each in map(_read, text.split()) if each.words]
    words = " ".join(each.words for each in read)
    # Of its parts, those that it starts with or ends with are other words.
    joined = [words.replace(" ", "")] if len(read) == 1 and read[0].joined else []
    return Term(words, whole, tuple(dict.fromkeys(each for each in (*joined, fold(text)) if each != words)))


class Passage(NamedTuple):
    """``where``: « Remarque, 12:31, Échange ». ``text``: as it was written."""

    where: str
    text: str


class Held(NamedTuple):
    """All by which an oral is found. ``words``: see ``words_of``, its last lines those of the passages."""

    words: str
    passages: tuple[Passage, ...]


class Hit(NamedTuple):
    """``held``: of the oral, nothing where its name or its number was enough."""

    summary: OralSummary
    held: Held = Held("", ())


@dataclass(frozen=True, slots=True)
class Found:
    """``more``: there are others, beyond the limit; ``unread``: orals whose texts were not looked at."""

    hits: tuple[Hit, ...]
    more: bool = False
    unread: int = 0


class Finder(Protocol):
    """Every method may raise ``FileProblem``."""

    def search(self, sought: Sought, limit: int) -> Found:
        """First those whose name or number is enough, in the order of names, then those found in texts."""

    def due(self) -> int:
        """How many orals were acted in since their texts were read for the search."""

    def read(self, most: int, /) -> int:
        """Read the texts of so many of these at the most; how many are left. A file that can't be written
        isn't, and keeps in memory what was read.
        """


def held_of(oral: Oral) -> Held:
    """Nothing that only its author may know yet: personal remarks and opinions come with the reveal."""
    passages = tuple(each for each in _passages(oral) if each.text.strip())
    candidate = oral.plan.candidate
    return Held(
        words_of((candidate.full_name, candidate.number, *(each.text for each in passages))), passages
    )


def words_of(texts: Iterable[str]) -> str:
    """Folded, a line each, every word between two spaces: no phrase goes from one text to the next. At the
    end of a line stand words that are run together of others in it, two spaces before each.
    """
    return "\n".join(map(_line, texts))


def _line(text: str) -> str:
    read = [_read(each) for each in text.split()]
    words = " ".join(each.words for each in read if each.words)
    return "".join((f" {words} ", *(f" {each} " for of_one in read for each in of_one.joined)))


def matches(words: str, terms: Iterable[Term]) -> bool:
    """``words``: of ``words_of``."""
    return all(each.stands_in(words) for each in terms)


def _passages(oral: Oral) -> Iterator[Passage]:
    for remark in sorted(oral.remarks.values(), key=lambda each: each.number):
        if not remark.content.personal or oral.debate.revealed:
            yield Passage(_place(oral, "Remarque", remark.phase, remark.at), remark.content.text)
    for field in TextField:
        yield Passage(field.label, oral.verdict.text(field))
    yield from _debate(oral)
    yield from _proceedings(oral)
    plan, candidate = oral.plan, oral.plan.candidate
    yield Passage("Établissement", candidate.school)
    yield Passage("Spécialité", candidate.specialty)
    yield Passage("Sujet", plan.subject)
    for each in oral.elsewhere:
        yield Passage(f"Appréciation, situation {each.situation}", each.appreciation)
    if oral.rehearsal is not None:
        yield from (Passage("Point fort", each) for each in oral.rehearsal.strengths or ())
        yield from (Passage("Objectif", each) for each in oral.rehearsal.goals or ())


def _debate(oral: Oral) -> Iterator[Passage]:
    if oral.debate.hidden:
        return
    name = oral.form.assessed.named
    for criterion, text in sorted(oral.debate.reasons.items()):
        yield Passage(name(f"Motif, critère {criterion}"), text)
    yield Passage("Motif de la note", oral.debate.mark_reason)
    yield Passage("Motif de la révélation", oral.debate.reveal_reason)
    for dissent in oral.debate.dissents:
        about = "la note" if dissent.criterion is None else f"le critère {dissent.criterion}"
        yield Passage(name(f"Désaccord sur {about}"), dissent.text)


def _proceedings(oral: Oral) -> Iterator[Passage]:
    told = oral.proceedings
    if told.lateness is not None:
        yield Passage("Retard", told.lateness.reason)
    if told.dossier is not None:
        yield Passage("Dossier", told.dossier.reason)
    for each in told.interruptions:
        where = _place(oral, "Interruption", each.phase, each.at)
        yield Passage(where, f"{each.interruption.who} {each.interruption.why}")
    if told.fraud is not None:
        yield Passage("Suspicion de fraude", told.fraud.fraud.facts)
        yield Passage("Remarques du candidat", told.fraud.fraud.comment)
    for departure in told.departures:
        yield Passage(_place(oral, "Départ", departure.phase, departure.at), departure.reason)
    for ruling in told.rulings.values():
        yield Passage("Suite donnée", ruling.found)
    for part, reason in sorted(told.part_reasons.items()):
        yield Passage(f"Partie {part + 1} non tenue", reason)
    yield Passage("Situation jouée", f"{told.choice.title} {told.choice.changes} {told.choice.subject}")
    scenario = told.scenario
    yield Passage("Scénario", f"{scenario.title} {scenario.context} {scenario.changes}")
    for reason in oral.reopenings:
        yield Passage("Proposition rouverte", reason)


def _place(oral: Oral, what: str, phase: int | None, at: Duration) -> str:
    """« Remarque, 12:31, Échange »; before the first phase only what it is."""
    if phase is None:
        return what
    title = oral.form.phases[phase].short if phase < len(oral.form.phases) else f"phase {phase + 1}"
    return f"{what}, {formats.minutes(at).rjust(5, '0')}, {title}"


class Piece(NamedTuple):
    """A part of a text that is shown; ``found``: one of the words sought."""

    text: str
    found: bool


class Excerpt(NamedTuple):
    where: str
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        return "".join(each.text for each in self.pieces)


def excerpt(hit: Hit, terms: Sequence[Term]) -> Excerpt | None:
    """See ``excerpt_of``."""
    return excerpt_of(hit.held, terms, f"{hit.summary.full_name} {hit.summary.number}")


def excerpt_of(held: Held, terms: Sequence[Term], name: str) -> Excerpt | None:
    """The passage in which most of the words stand, cut around the first; ``None`` where no text has any that
    the name hasn't.
    """
    known = words_of((name,))
    of_texts = [each for each in terms if not any(way in known for way in each.ways)]
    sought = [each.sought for each in of_texts]
    best, most = None, 0
    lines = held.words.split("\n")[-len(held.passages) :]
    for line, each in zip(lines, held.passages, strict=False):
        here = sum(any(way in line for way in ways) for ways in sought)
        if here > most:
            best, most = each, here
    return None if best is None else Excerpt(best.where, _cut(best.text, of_texts))


def _cut(text: str, terms: Sequence[Term]) -> tuple[Piece, ...]:
    flat = " ".join(text.split())
    spans = _spans(flat, terms)
    first = spans[0][0] if spans else 0
    start = 0 if first <= _BEFORE else flat.rfind(" ", 0, first - _BEFORE // 2) + 1
    end = min(len(flat), max(start + _AROUND, spans[0][1] if spans else 0))
    pieces = [Piece("… ", False)] if start else []
    at = start
    for low, high in (span for span in spans if span[1] <= end):
        pieces += [Piece(flat[at:low], False), Piece(flat[low:high], True)]
        at = high
    pieces.append(Piece(flat[at:end] + ("…" if end < len(flat) else ""), False))
    return tuple(each for each in pieces if each.text)


def _spans(text: str, terms: Sequence[Term]) -> list[tuple[int, int]]:
    """Where the terms stand in the text as it is written, in order, none over another."""
    words = [_Placed(_read(found[0]).words, *found.span()) for found in _WRITTEN.finditer(text)]
    joined = list(_joined(text))
    taken = [
        span
        for term in terms
        for way in term.ways
        for span in (*_standing(way.split(" "), term, words), *_standing([way], term, joined))
    ]
    spans: list[tuple[int, int]] = []
    for low, high in sorted(taken):
        if not spans or low >= spans[-1][1]:
            spans.append((low, high))
    return spans


class _Placed(NamedTuple):
    word: str
    low: int
    high: int


def _joined(text: str) -> Iterator[_Placed]:
    """What is kept run together, where it stands."""
    for run in _RUN.finditer(text):
        for part in (run, *re.finditer("[^'’]+", run[0])):
            at = 0 if part is run else run.start()
            yield _Placed(_run_together(_bare(part[0])), at + part.start(), at + part.end())


def _standing(sought: Sequence[str], term: Term, words: Sequence[_Placed]) -> Iterator[tuple[int, int]]:
    *before, last = sought
    for place, each in enumerate(words[len(before) :]):
        if not each.word.startswith(last) or (term.whole and each.word != last):
            continue
        if all(words[place + at].word == word for at, word in enumerate(before)):
            yield words[place].low, each.high


_PACK = msgspec.msgpack.Encoder()
_UNPACK = msgspec.msgpack.Decoder(tuple[tuple[str, str], ...])


def pack(passages: Sequence[Passage]) -> bytes:
    return _PACK.encode(tuple(map(tuple, passages)))


def unpack(content: bytes) -> tuple[Passage, ...]:
    """Raises ``msgspec.MsgspecError``."""
    return tuple(Passage(*each) for each in _UNPACK.decode(content))
