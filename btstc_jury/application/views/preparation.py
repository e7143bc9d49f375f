"""Who prepares now; whether a preparation can be started or stopped from the list, and for how long."""

from __future__ import annotations

from dataclasses import dataclass

from btstc_jury.application.office import Office
from btstc_jury.application.views import formats
from btstc_jury.domain.candidate import NO_EXTRA
from btstc_jury.domain.form import SettingKind
from btstc_jury.domain.moments import Duration, Reading

LONGEST = 240
"""Minutes that a commission may give, before accommodation."""


@dataclass(frozen=True, slots=True)
class PreparationOffer:
    """``running``: the act is to stop it. ``obstacle``: why nothing can be done, or "".
    ``asks_length``: the form leaves the length to the commission; ``proposed`` is then in minutes.
    """

    name: str
    running: bool
    obstacle: str
    asks_length: bool
    proposed: int
    extra: bool


def preparation_offer(office: Office, number: int) -> PreparationOffer:
    oral = office.oral(number)
    rule = oral.form.preparation
    running = oral.preparation is not None and oral.preparation.until is None
    return PreparationOffer(
        name=oral.plan.candidate.full_name,
        running=running,
        obstacle=_obstacle(office, number),
        asks_length=rule.kind is SettingKind.AT_OPENING and not running,
        proposed=rule.duration.whole_seconds // 60 if rule.duration else 50,
        extra=oral.plan.accommodation.preparation != NO_EXTRA,
    )


def granted_length(office: Office, number: int, minutes: int) -> str:
    """What the candidate gets for a length before accommodation: « 40:00 »."""
    extra = office.oral(number).plan.accommodation.preparation
    return formats.minutes(Duration.minutes(minutes).scaled(1 + extra))


def _obstacle(office: Office, number: int) -> str:
    oral = office.oral(number)
    if office.read_only:
        return "Le fichier est ouvert en lecture seule."
    if oral.form.preparation.kind is SettingKind.NONE:
        return "Cette forme d’épreuve n’a pas de préparation."
    if oral.room.stopped:
        return "L’oral n’a pas lieu."
    if oral.preparation is not None:
        return "" if oral.preparation.until is None else "La préparation est terminée."
    if not oral.stage.waiting:
        return "L’épreuve a déjà commencé."
    return ""


class Preparations:
    """Kept up to date oral by oral, from those that run when the file is opened, whatever their day."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._since: dict[int, Reading] = {}
        for each in office.file.index.preparing():
            if each.preparing is not None:
                self._since[each.oral] = each.preparing.since

    def follow(self, number: int) -> None:
        """Something changed in that oral, or it is looked at. Raises ``FileProblem``."""
        self._since.pop(number, None)
        preparation = self._office.oral(number).preparation
        if preparation is not None and preparation.until is None:
            self._since[number] = preparation.since

    def running(self) -> tuple[int, ...]:
        """The first begun first."""
        return tuple(sorted(self._since, key=lambda number: self._since[number].utc))
