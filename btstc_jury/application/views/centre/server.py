"""What is said of the centres that a server holds."""

from __future__ import annotations

from btstc_jury.application.centre.ports import ListedCentre
from btstc_jury.application.centre.server import ServerAddress
from btstc_jury.application.views import formats
from btstc_jury.domain.centre.centre import Centre


def listed_line(listed: ListedCentre) -> str:
    """« Lycée Fictif (0921234A), session 2027 — 350 candidats, 420 créneaux, 12 dépôts »."""
    counts = (
        formats.count(listed.candidates, "candidat"),
        formats.count(listed.slots, "créneau", "créneaux"),
        formats.count(listed.receipts, "dépôt"),
    )
    return f"{session_words(listed.centre)} — {', '.join(counts)}"


def session_words(centre: Centre) -> str:
    """« Lycée Fictif (0921234A), session 2027 »."""
    uai = f" ({centre.uai})" if centre.uai else ""
    return f"{centre.name}{uai}, session {centre.year}"


def place_words(address: ServerAddress) -> str:
    """Where the data is: « centres sur pg.academie.fr, liaison chiffrée »."""
    if address.local:
        return address.shown
    identity = ", identité du serveur vérifiée" if address.verified else ""
    return f"{address.shown}, liaison chiffrée{identity}"
