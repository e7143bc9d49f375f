"""Passphrases and recovery keys for people: strength, slips, waiting after wrong ones, the sheet to keep."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from btstc_jury.application.office import Office
from btstc_jury.application.passphrases import Grade, Mistyped
from btstc_jury.application.pins import WrongCode
from btstc_jury.application.ports import GuardedFile
from btstc_jury.application.views import formats
from btstc_jury.domain.moments import Duration

if TYPE_CHECKING:
    from btstc_jury.application.centre.office import CentreOffice

GRADES = dict(zip(Grade, ("trop faible", "faible", "correcte", "forte"), strict=True))


def mistyped(error: Mistyped) -> str:
    """One sentence for the place where a recovery key is typed."""
    if error.group is None:
        return "La clé de secours a treize groupes de cinq caractères\u202f: il en manque, ou il y en a trop."
    return f"Vérifiez le groupe n°\u202f{error.group} de la clé de secours\u202f: il contient une erreur."


def wait(left: Duration) -> str:
    """Said while an attempt must wait; "" once it need not."""
    if left.us <= 0:
        return ""
    seconds = -(-left.us // 1_000_000)
    minutes, rest = divmod(seconds, 60)
    length = f"{minutes} min {rest:02} s" if minutes else f"{rest} s"
    return f"Trois essais ou plus ont échoué\u202f: attendez encore {length}."


def wrong_code(error: WrongCode, name: str) -> str:
    """``name``: of the juror whose code it should have been."""
    return wait(error.wait) or f"Ce n’est pas le code de {name}."


@dataclass(frozen=True, slots=True)
class RecoverySheet:
    """``groups``: of the key, in order; they are numbered on the page as where the key is typed.
    ``made``: the day, "" for none.
    """

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


_OF_CENTRE = (
    "Cette clé ouvre le fichier du centre sans sa phrase de passe, si personne ne s’en souvient plus. Elle"
    " donne accès à tout ce que le fichier contient, candidats et notes."
)


def centre_recovery_sheet(office: CentreOffice) -> RecoverySheet:
    """Of an encrypted file. Raises ``ValueError`` for a plain one."""
    centre = office.centre
    session = f"Session {centre.year} · {centre.name}"
    return _sheet(office.file, session, formats.local(office.clock.now().utc).date(), _OF_CENTRE)


def recovery_sheet(office: Office) -> RecoverySheet:
    """Of an encrypted file. Raises ``ValueError`` for a plain one."""
    session = office.session
    told = f"Session {session.year} · {session.centre} · commission {session.commission}"
    return _sheet(office.file, told, formats.local(office.now().utc).date(), _PURPOSE)


def _sheet(file: GuardedFile, session: str, made: date, purpose: str) -> RecoverySheet:
    key = file.protection.recovery_key()
    if not key:
        raise ValueError("a plain file has no recovery key")
    return RecoverySheet(
        title="Clé de secours",
        file=file.path.name,
        session=session,
        made=formats.short_day(made),
        purpose=purpose,
        groups=tuple(key.split("-")),
        rules=(_KEEP, _USE, _TYPE, _CHANGE),
    )
