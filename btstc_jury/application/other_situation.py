"""The other situation of a CCF, looked for in another exam file or in a signed grid."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from btstc_jury.application.exams import Interrogation, elsewhere_of, interrogation
from btstc_jury.application.jury_export import WrongSource, grid_told
from btstc_jury.application.office import Office
from btstc_jury.application.passphrases import FileKey
from btstc_jury.application.sessions import Desk
from btstc_jury.application.summary import OralSummary
from btstc_jury.application.verification import Verified
from btstc_jury.domain.elsewhere import Elsewhere, Source
from btstc_jury.domain.session import FileKind
from btstc_jury.domain.wording import folded

GRID = ".pdf"


def situation_in_grid(grid: Verified, like: OralSummary, situation: int, kind: FileKind) -> Elsewhere:
    """``like``: the index line of the oral at hand. Raises ``WrongSource``: the grid isn't intact, or it is
    of somebody or something else.
    """
    known, name = grid_told(grid), grid.path.name
    them = known.candidate
    ours = (like.number, like.last_name, like.first_names)
    theirs = (them.number, them.last_name, them.first_names)
    if [*map(folded, ours)] != [*map(folded, theirs)]:
        raise WrongSource(
            f"Cette grille est celle de {them.full_name}, n°\u202f{them.number}\u202f: rien n’a été repris."
        )
    if known.held.situation != situation:
        raise WrongSource(
            f"Cette grille est celle de «\u202f{known.form}\u202f»\u202f: il faut celle de la situation"
            f" {situation}. Rien n’a été repris."
        )
    _check_kind(known, kind)
    return elsewhere_of(known, Source.GRID, name)


def situation_in_file(
    desk: Desk, path: Path, key: FileKey | None, like: OralSummary, situation: int, kind: FileKind
) -> Elsewhere:
    """Nothing is written in the file. Raises ``FileProblem``; ``WrongSource`` where it doesn't hold that
    situation once.
    """
    with closing(desk.files.open(path, key)) as file:
        office = Office(file, desk.library, desk.clock)
        orals = [each.oral for each in file.index.of_candidate(like)]
        found = [interrogation(office, each) for each in orals]
        found = [each for each in found if each.held.situation == situation]
    if len(found) != 1:
        what = "plusieurs fois la" if found else "pas de"
        raise WrongSource(
            f"«\u202f{path.name}\u202f» n’a {what} situation {situation} de {like.full_name}, n°\u202f"
            f"{like.number}\u202f: rien n’a été repris."
        )
    _check_kind(found[0], kind)
    return elsewhere_of(found[0], Source.FILE, path.name)


def _check_kind(known: Interrogation, kind: FileKind) -> None:
    if known.kind is not kind:
        raise WrongSource(
            f"Cette situation est d’un fichier d’une autre nature ({known.kind.facts.label.lower()})\u202f:"
            " rien n’a été repris."
        )
