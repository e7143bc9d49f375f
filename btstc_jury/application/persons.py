"""Which orals of a file are one person's."""

from __future__ import annotations

from btstc_jury.application.office import Office
from btstc_jury.application.summary import OralSummary


class PersonProblem(Exception):
    """The person can't be told apart; the message says in French why and what to do."""


def orals_of(office: Office, number: str) -> tuple[int, ...]:
    """The orals of the candidate of that number, in the order of days and times.

    Raises ``PersonProblem`` where there is none, or where two people bear the number: the data of one must
    not go out with those of the other.
    """
    found = [each for each in office.file.index.all() if each.number.strip() == number.strip()]
    if not found:
        raise PersonProblem(f"Aucun candidat n’a le numéro «\u202f{number.strip()}\u202f» dans ce fichier.")
    if len({_identity(each) for each in found}) > 1:
        raise PersonProblem(
            f"Le numéro «\u202f{number.strip()}\u202f» est porté par plusieurs identités\u202f: corrigez la"
            " fiche de l’une d’elles avant d’exporter. Rien n’a été écrit."
        )
    return tuple(each.oral for each in found)


def _identity(summary: OralSummary) -> tuple[str, str, object]:
    return summary.last_name.casefold().strip(), summary.first_names.casefold().strip(), summary.birth
