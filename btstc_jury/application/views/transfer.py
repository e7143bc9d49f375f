"""A sheet filled under the wrong candidate: what would move, and to whom it can go."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from btstc_jury.application.office import Office
from btstc_jury.application.summary import OralSummary
from btstc_jury.application.views import formats, messages
from btstc_jury.domain import events as ev
from btstc_jury.domain.events import anything_recorded
from btstc_jury.domain.oral import Oral
from btstc_jury.domain.standing import Stage


@dataclass(frozen=True, slots=True)
class TransferTarget:
    """« 14:00 · NGUYEN Anaïs · n° 0213456781 »."""

    oral: int
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class TransferView:
    """``moved``: one phrase a kind of thing; ``obstacle``: why nothing can be transferred, or ""."""

    source: str
    moved: tuple[str, ...]
    targets: tuple[TransferTarget, ...]
    obstacle: str


def transfer_view(office: Office, source: int) -> TransferView:
    """Where the sheet of ``source`` can go: orals of the same form in which nothing is recorded."""
    oral = office.oral(source)
    targets = tuple(_targets(office, source, oral))
    return TransferView(
        source=f"{oral.plan.candidate.full_name} · n°{formats.NARROW}{oral.plan.candidate.number}",
        moved=tuple(_moved(oral)),
        targets=targets,
        obstacle=_obstacle(office, oral, targets),
    )


def transfer_lines(office: Office, number: int) -> Iterator[str]:
    """One line for each sheet given or received, as the grid prints it; of the other candidate, who has
    nothing to do with this grid, the number alone.
    """
    for entry in office.history(number).entries:
        hour = formats.hour(entry.reading.utc)
        match entry.event:
            case ev.SheetGiven(to, reason):
                other = _number(office, to)
                yield f"Feuille transférée à {hour} au candidat {other}{formats.NARROW}: {reason}"
            case ev.SheetReceived(source, reason):
                other = _number(office, source)
                yield f"Feuille reçue à {hour}, saisie d’abord sous le {other}{formats.NARROW}: {reason}"
            case _:
                pass


def _number(office: Office, oral: int) -> str:
    return f"n°{formats.NARROW}{office.file.index.summary(oral).number}"


def _targets(office: Office, source: int, oral: Oral) -> Iterator[TransferTarget]:
    """The day's candidates first, then those of the other days."""
    day = oral.plan.scheduled.date()
    days = [each for each, _ in office.file.index.days()]
    for each in (day, *(other for other in days if other != day)):
        for summary in office.file.index.on_day(each):
            if summary.oral == source or summary.form_key != oral.form.key or not summary.stage.facts.waiting:
                continue
            other = office.oral(summary.oral)
            if other.form.hash == oral.form.hash and not anything_recorded(other):
                yield _target(summary, dated=each != day)


def _target(summary: OralSummary, *, dated: bool) -> TransferTarget:
    name = summary.full_name
    day = f"{formats.short_day(summary.scheduled.date())} " if dated else ""
    number = f"n°{formats.NARROW}{summary.number}"
    return TransferTarget(summary.oral, name, f"{day}{formats.clock(summary.scheduled)} · {name} · {number}")


def _moved(oral: Oral) -> Iterator[str]:
    if oral.phase is not None:
        yield f"le temps de {formats.count(oral.phase + 1, 'phase')}"
    if oral.remarks:
        yield formats.count(len(oral.remarks), "remarque")
    if oral.ratings:
        yield formats.count(len(oral.ratings), "niveau", "niveaux")
    if oral.debate.opinions:
        yield "les avis des membres"
    if oral.verdict.mark is not None or oral.verdict.partial:
        yield "la note proposée"
    if oral.verdict.appreciation:
        yield "l’appréciation"
    if oral.proceedings.interruptions:
        yield formats.count(len(oral.proceedings.interruptions), "interruption")
    if oral.proceedings.fraud is not None:
        yield "la suspicion de fraude"


def _obstacle(office: Office, oral: Oral, targets: tuple[TransferTarget, ...]) -> str:
    if office.read_only:
        return messages.read_only(office.read_only)
    if oral.stage is Stage.FINALISED:
        return "La proposition est validée\u202f: rouvrez-la, avec un motif, pour transférer la feuille."
    if not anything_recorded(oral):
        return "Rien n’est consigné sous ce candidat\u202f: il n’y a rien à transférer."
    if not targets:
        return "Aucun autre candidat de cette forme d’épreuve n’attend\u202f: il n’y a pas où transférer."
    return ""
