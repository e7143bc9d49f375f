"""Bordereaux of a centre and what was exported, in words."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from btstc_jury.application.centre.outputs import GridsMade
from btstc_jury.application.centre.slips import Slip
from btstc_jury.application.jury_export import Made
from btstc_jury.application.views import formats
from btstc_jury.application.views.centre.bordereau import BordereauRow
from btstc_jury.application.views.folder import made_lines

NOTHING = (
    "Rien n’est encore placé ni revenu. Placez la journée, préparez les fichiers des commissions, puis"
    " recevez-les à la page Collecte\u202f: les bordereaux se font d’eux-mêmes."
)


def slip_line(slip: Slip) -> str:
    """« Commission 2 · 14 lignes, 3 incomplètes »."""
    name = slip.name[:1].upper() + slip.name[1:] if slip.name else "Tout le centre"
    lines = formats.count(len(slip.view.rows), "ligne")
    lacking = f", {formats.count(slip.lacking, 'incomplète')}" if slip.lacking else ""
    return f"{name} · {lines}{lacking}"


def proposed_words(row: BordereauRow) -> str:
    """« 12,5 », « S1 12 · S2 14 »."""
    whole, *each_one = row.proposed
    if whole is not None:
        return formats.mark(whole)
    told = (f"S{number} {formats.mark(mark)}" for number, mark in enumerate(each_one, 1) if mark is not None)
    return " · ".join(told)


def decided_words(row: BordereauRow) -> str:
    return formats.mark(row.decided)


class Output(NamedTuple):
    """``said``: what was written, without a full stop; ``lacking``: a line for each oral that isn't whole
    there; ``folder``: where it is, ``None`` where nothing was written.
    """

    said: str
    lacking: tuple[str, ...] = ()
    folder: Path | None = None

    @property
    def sentence(self) -> str:
        return f"{self.said}." if self.folder is None else f"{self.said} dans {self.folder}."


def slips_output(made: Sequence[Slip], names: Sequence[str], folder: Path, *, decided: bool) -> Output:
    """What was written, and the lines to which something is missing; ``decided``: only marks that are."""
    lacking = tuple(
        f"{row.candidate}, {row.exam}\u202f: {row.missing}"
        for slip in made
        for row in slip.view.rows
        if row.missing
    )
    if not names:
        why = "Le jury n’a encore arrêté aucune note" if decided else "Rien n’est encore placé ni revenu"
        return Output(f"{why}\u202f: rien n’a été écrit")
    return Output(_files(len(names)), tuple(dict.fromkeys(lacking)), folder)


def grids_output(made: GridsMade) -> Output:
    if not made.names:
        return Output("Aucune grille signée n’est revenue\u202f: rien n’a été écrit", made.lacking)
    return Output(_files(len(made.names)), made.lacking, made.folder)


def jury_output(made: Made | None, lacking: Sequence[str]) -> Output:
    """``lacking``: what didn't come back."""
    if made is None:
        return Output("Rien n’est revenu\u202f: rien n’a été écrit", tuple(lacking))
    return Output(_files(len(made.names)), (*made_lines(made.view), *lacking), made.folder)


def _files(number: int) -> str:
    return formats.count(number, "fichier écrit", "fichiers écrits")
