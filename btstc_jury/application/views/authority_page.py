"""The page handed over with the certificate of an exam file's authority, to tell it from any other."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from btstc_jury.application.views import formats
from btstc_jury.application.views.passphrase import RecoverySheet


@dataclass(frozen=True, slots=True)
class AuthorityTold:
    """What a certificate says. ``commission``: its centre, session and commission; ``fingerprint``: SHA-256,
    sixteen groups.
    """

    name: str
    commission: str
    fingerprint: str = field(repr=False)
    begins: datetime
    ends: datetime


_PURPOSE = (
    "Les signatures internes des grilles de cette commission sont garanties par ce certificat. Deux"
    " autorités peuvent porter le même nom\u202f: seule son empreinte (SHA-256), ci-dessous, la distingue de"
    " toute autre."
)
_HAND_OVER = "Remettez cette page en main propre avec le certificat, ou par une autre voie que lui."
_COMPARE = (
    "Qui reçoit les grilles compare ces seize groupes avec l’empreinte que montre «\u202fVérifier des"
    " grilles signées\u202f»."
)
_DIFFERS = (
    "Si un seul groupe diffère, ce n’est pas l’autorité de cette commission\u202f: ses signatures ne prouvent"
    " rien."
)


def authority_page(told: AuthorityTold) -> RecoverySheet:
    """Laid out as the page of a recovery key is: groups to be compared one by one."""
    return RecoverySheet(
        title="Autorité de signature",
        file=told.commission or told.name,
        session=f"{told.name}, valable du {formats.day_here(told.begins)} au {formats.day_here(told.ends)}",
        made="",
        purpose=_PURPOSE,
        groups=tuple(told.fingerprint.split()),
        rules=(_HAND_OVER, _COMPARE, _DIFFERS),
    )
