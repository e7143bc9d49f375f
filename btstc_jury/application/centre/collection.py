"""What came back to a centre: where it stands, and what somebody decides about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from btstc_jury.application.centre.office import CentreOffice, Step
from btstc_jury.application.centre.receipts import Decisions
from btstc_jury.domain.centre.awaited import Awaited, Stock, Tied, take_stock, tie_name
from btstc_jury.domain.centre.collected import Choice, Merged, Tie, Version
from btstc_jury.domain.centre.timetable import SlotKey


class NotDecided(Exception):
    """What was asked can't be decided so; the message says in French why. Nothing was written."""


def stock_of(office: CentreOffice) -> Stock:
    """Raises ``FileProblem``."""
    kept = office.file.collection
    return take_stock(office.timetable, kept.versions(), kept.choices(), kept.sent(), kept.ties())


def choose(office: CentreOffice, oral: Merged, version: Version, reason: str) -> None:
    """``version``: one of those of ``oral``. To be taken back with ``undo``. Raises ``NotDecided``, and as
    ``CollectionStore.keep``.
    """
    reason = reason.strip()
    if not reason:
        raise NotDecided("Dites pourquoi cette version compte\u202f: le motif reste au dossier.")
    if version not in oral.versions:
        raise NotDecided("Cette version n’est pas de celles qui se contredisent.")
    if len(oral.versions) == 1:
        raise NotDecided("Il n’y a rien à choisir\u202f: une seule version est là.")
    over = frozenset(each.name for each in oral.versions if each is not version)
    who = version.facts.candidate.full_name
    act = office.act(f"Version choisie\u202f: {who}, {version.facts.exam} ({reason})")
    choice = Choice(version.name, over, reason, act.author, act.utc)
    office.carry_out(Step(act.words, decided=(Decisions(), Decisions(choices=(choice,)))))


def unconfirmed(stock: Stock) -> tuple[Awaited, ...]:
    """What is known by the number alone."""
    return tuple(each for each in stock.awaited if each.tied is Tied.NUMBER)


def confirm(office: CentreOffice, found: Iterable[tuple[Merged, SlotKey]]) -> int:
    """Somebody says that each is that oral of the centre's; how many were. To be taken back with
    ``undo``. Raises as ``keep``.
    """
    chosen = tuple(found)
    if not chosen:
        return 0
    names = [oral.versions[0].facts.candidate.full_name for oral, _ in chosen]
    act = office.act(f"Rattachement confirmé\u202f: {_listed(names)}")
    ties = {
        tie_name(version): Tie(tie_name(version), place, act.author, act.utc)
        for oral, place in chosen
        for version in oral.versions
    }
    before = tuple(each for each in office.file.collection.ties() if each.of in ties)
    after = Decisions(ties=tuple(ties.values()))
    office.carry_out(Step(act.words, decided=(Decisions(ties=before), after)))
    return len(chosen)


_MOST = 5


def _listed(names: Sequence[str]) -> str:
    more = f" et {len(names) - _MOST} de plus" if len(names) > _MOST else ""
    return ", ".join(names[:_MOST]) + more
