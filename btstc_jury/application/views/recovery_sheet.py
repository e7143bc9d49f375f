"""The page that bears the recovery key of an exam file, to be kept on paper."""

from __future__ import annotations

from dataclasses import dataclass, field

from btstc_jury.application.office import Office
from btstc_jury.application.views import formats


@dataclass(frozen=True, slots=True)
class RecoverySheet:
    """``groups``: of the key, in order; they are numbered on the page as where the key is typed."""

    title: str
    file: str
    session: str
    made: str
    purpose: str
    groups: tuple[str, ...] = field(repr=False)
    rules: tuple[str, ...]


_PURPOSE = (
    "Cette clé ouvre le fichier d’examen sans sa phrase de passe, si personne ne s’en souvient plus."
    " Elle donne accès à tout ce que le fichier contient, candidats et notes."
)
_KEEP = "Gardez cette page loin de l’ordinateur et de toute copie du fichier, sous clé ou sous pli fermé."
_USE = (
    "Pour ouvrir le fichier\u202f: «\u202fJ’ai la clé de secours…\u202f», puis tapez les treize groupes dans"
    " l’ordre. Une nouvelle phrase de passe est alors demandée."
)
_TYPE = (
    "Les espaces, les tirets et les majuscules ne comptent pas. La clé n’a ni I, ni L, ni O, ni U\u202f: 0"
    " est toujours le chiffre zéro et 1 le chiffre un. Le programme dit quel groupe est mal tapé."
)
_CHANGE = (
    "Changer la phrase de passe change cette clé\u202f: détruisez alors cette page et imprimez la nouvelle."
    " Les copies de sauvegarde d’avant gardent l’ancienne clé."
)


def recovery_sheet(office: Office) -> RecoverySheet:
    """Of an encrypted file. Raises ``ValueError`` for a plain one."""
    key = office.file.protection.recovery_key()
    if not key:
        raise ValueError("a plain file has no recovery key")
    session = office.session
    return RecoverySheet(
        title="Clé de secours",
        file=office.file.path.name,
        session=f"Session {session.year} · {session.centre} · commission {session.commission}",
        made=formats.short_day(formats.local(office.now().utc).date()),
        purpose=_PURPOSE,
        groups=tuple(key.split("-")),
        rules=(_KEEP, _USE, _TYPE, _CHANGE),
    )
