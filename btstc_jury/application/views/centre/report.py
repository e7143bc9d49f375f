"""What became of the files that were given to a centre, told to whoever gave them, then or later."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from btstc_jury.application.centre.collecting import Collecting, Told
from btstc_jury.application.centre.receipts import Outcome, Receipt
from btstc_jury.application.views import formats
from btstc_jury.domain.moments import Instant


@dataclass(frozen=True, slots=True)
class ReportLine:
    """``fault``: somebody has to do something; ``more``: what, and what else is known, a sentence each."""

    words: str
    fault: bool
    more: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        """Beside the sign that a list draws."""
        return "\n".join((self.words, *self.more))

    @property
    def text(self) -> str:
        """As it is copied."""
        sign = "◆" if self.fault else "■"
        return "\n".join((f"{sign} {self.words}", *(f"    {each}" for each in self.more)))


_MOST_PASSED = 12


def report_lines(found: Collecting) -> tuple[ReportLine, ...]:
    """What asks for something first."""
    lines = (
        ReportLine(f"{each.name}{formats.COLON} {each.outcome.facts.label}{_orals(each)}.", *_more(each))
        for each in found.told
    )
    passed = (ReportLine(passed_words(found.passed), fault=False),) if found.passed else ()
    return (*sorted(lines, key=lambda each: not each.fault), *passed)


def passed_words(names: Sequence[str]) -> str:
    """Of files found on the way that concern no centre."""
    more = len(names) - _MOST_PASSED
    listed = ", ".join(names[:_MOST_PASSED]) + (f" et {more} de plus" if more > 0 else "")
    one = len(names) == 1
    verb = "Laissé de côté, qui n’est" if one else "Laissés de côté, qui ne sont"
    return f"{verb} ni fichier d’examen, ni grille signée{formats.COLON} {listed}."


def report_heading(found: Collecting) -> str:
    """How many files were taken, were the same, and are to be looked at."""
    faults = sum(each.outcome.facts.fault for each in found.told)
    taken = sum(each.outcome is Outcome.TAKEN for each in found.told)
    same = sum(each.outcome is Outcome.SAME for each in found.told)
    passed = len(found.passed)
    parts = [
        formats.count(taken, "fichier reçu", "fichiers reçus") if taken else "Aucun fichier nouveau",
        formats.count(same, "déjà reçu", "déjà reçus") if same else "",
        f"{faults} à voir" if faults else "",
        formats.count(passed, "autre laissé de côté", "autres laissés de côté") if passed else "",
        formats.count(found.given_up, "pas regardé", "pas regardés") if found.given_up else "",
    ]
    return ", ".join(filter(None, parts)) + "."


def receipt_lines(receipts: Sequence[Receipt]) -> Iterator[ReportLine]:
    """Of all that the centre keeps, the last one first."""
    for each in reversed(receipts):
        facts = each.outcome.facts
        when = formats.short_moment(formats.local(Instant(each.utc)))
        more = tuple(filter(None, (facts.todo, *each.detail.splitlines())))
        yield ReportLine(
            f"{each.name}, {each.kind.label}, {when}{formats.COLON} {facts.label}.", facts.fault, more
        )


def report_text(heading: str, lines: Iterable[ReportLine]) -> str:
    return "\n".join([heading, *(each.text for each in lines)])


def _more(told: Told) -> tuple[bool, tuple[str, ...]]:
    facts = told.outcome.facts
    return facts.fault, tuple(filter(None, (facts.todo, *told.details)))


def _orals(told: Told) -> str:
    if not (told.outcome.facts.read and told.orals):
        return ""
    parts = (
        (told.new, "nouvelle", ""),
        (told.later, "plus récente", "plus récentes"),
        (told.same, "connue", ""),
    )
    known = ", ".join(formats.count(number, one, more) for number, one, more in parts if number)
    held = f", dont {told.waiting} pas encore tenue{'s' if told.waiting > 1 else ''}" if told.waiting else ""
    return f", {formats.count(told.orals, 'interrogation')}{held} ({known})"
