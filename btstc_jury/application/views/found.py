"""What answers a search of the whole file: orals, where in them the words stand, what else to try."""

from __future__ import annotations

from dataclasses import dataclass, replace

from btstc_jury.application.finding import Excerpt, asked, excerpt
from btstc_jury.application.office import Office
from btstc_jury.application.views import formats
from btstc_jury.application.views.day import DayRow, day_row
from btstc_jury.domain.standing import Sieve

AT_ONCE = 60
"""Orals acted in since the last search whose texts are read before it; a few tens of milliseconds."""

EVERY_STATE = "Tous les états"


@dataclass(frozen=True, slots=True)
class FoundView:
    """``title`` says how many; ``unread``: what isn't searched yet, or never is, in words; ``left``: orals
    that are still to be read. ``empty``, ``widen``: of a search without result, what was looked for, and
    where and what else to try.
    """

    title: str
    rows: tuple[DayRow, ...]
    unread: str
    left: int
    empty: str
    widen: str


def found_view(office: Office, text: str, sieve: Sieve | None = None, limit: int = 100) -> FoundView:
    """The orals of any day whose name, number or texts have every word of ``text``, in a state if one is
    given.
    """
    finder = office.file.finder
    sought = asked(text, sieve)
    left = finder.read(AT_ONCE) if sought.terms else 0
    found = finder.search(sought, limit)
    now = office.now()
    rows = tuple(
        replace(day_row(office, each.summary, now), found=excerpt(each, sought.terms)) for each in found.hits
    )
    number = f"{limit} premiers résultats" if found.more else formats.count(len(rows), "résultat")
    return FoundView(
        title=f"{number}{_looked_for(text, sieve)}",
        rows=rows,
        unread=unread_words(left, found.unread),
        left=left,
        empty=f"Aucun candidat ne correspond{_answering(text, sieve)}",
        widen=_widen(text, sieve, found.unread),
    )


def unread_words(left: int, unread: int) -> str:
    """``left``: to be read still; ``unread``: of which only the name is searched."""
    if left:
        return f"{formats.count(left, 'interrogation reste', 'interrogations restent')} à lire"
    return "Fichier endommagé\u202f: noms et numéros seulement" if unread else ""


def _looked_for(text: str, sieve: Sieve | None) -> str:
    state = f" · {sieve.facts.label}" if sieve is not None else ""
    return f" pour {_quoted(text)}{state}" if text.strip() else state


def _answering(text: str, sieve: Sieve | None) -> str:
    words = f" à {_quoted(text)}" if text.strip() else ""
    return words if sieve is None else f"{words} dans l’état «\u202f{sieve.facts.label}\u202f»"


def _quoted(text: str) -> str:
    bare = text.strip()
    return bare if "«" in bare else f"«\u202f{bare}\u202f»"


def _widen(text: str, sieve: Sieve | None, unread: int) -> str:
    where = "le nom, le numéro" if unread else "le nom, le numéro, l’établissement et tous les textes"
    parts = [f"La recherche porte sur {where} de chaque interrogation du fichier."]
    if len(asked(text).terms) > 1:
        parts.append("Chaque mot doit s’y trouver\u202f: essayez-en moins.")
    elif text.strip():
        parts.append("Essayez le début d’un mot.")
    if sieve is not None:
        parts.append(f"«\u202f{EVERY_STATE}\u202f» élargit la recherche.")
    return " ".join((*parts, "Échap revient à la liste."))


def excerpt_words(found: Excerpt | None) -> str:
    """« Remarque, 12:31, Échange : … la TVA … »."""
    return "" if found is None else f"{found.where}\u202f: {found.text}"
