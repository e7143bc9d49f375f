"""What backups hold, how they differ from the file in use, and what became of the last one, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from btstc_jury.application import faults
from btstc_jury.application.backups import Backup, BackupState, CentreHolding, Holding, Restored
from btstc_jury.application.faults import Fault
from btstc_jury.application.problems import FileProblem, Message, ProblemKind
from btstc_jury.application.views import formats, messages

Held = Holding | CentreHolding


@dataclass(frozen=True, slots=True)
class BackupRow:
    """``title``: when it was made; ``holds``: what is in it; ``differs``: from the file in use. ``usable``:
    it can be restored; ``locked``: it may be, once its passphrase is known.
    """

    title: str
    holds: str
    differs: str
    usable: bool
    locked: bool = False


def backup_row(backup: Backup, found: Held | FileProblem, current: Held | FileProblem | None) -> BackupRow:
    """``current``: the file in use, ``None`` for none."""
    title = f"{formats.long_day(backup.moment.date())} à {backup.moment:%H:%M:%S}"
    return file_row(title, found, current)


def file_row(title: str, found: Held | FileProblem, current: Held | FileProblem | None) -> BackupRow:
    """As ``backup_row``, of a file that isn't named as a backup."""
    if isinstance(found, FileProblem):
        locked = found.kind in {ProblemKind.LOCKED, ProblemKind.WRONG_KEY}
        words = unusable(found) if locked else f"Inutilisable\u202f: {unusable(found)}"
        return BackupRow(title, words, "", usable=False, locked=locked)
    return BackupRow(title, holds(found), differs(found, current), usable=True)


def holds(found: Held) -> str:
    """« Session 2027, commission 3 · 12 interrogations, 8 propositions validées, … · dernier acte le … »."""
    if isinstance(found, CentreHolding):
        return _centre_holds(found)
    session = found.session
    counts = (
        formats.count(found.orals, "interrogation"),
        formats.count(found.settled, "proposition validée", "propositions validées"),
        formats.count(found.signed, "signée"),
    )
    commission = f", commission {session.commission}" if session.commission else ""
    return " · ".join((f"Session {session.year}{commission}", ", ".join(counts), _last(found)))


def _centre_holds(found: CentreHolding) -> str:
    counts = (
        formats.count(found.candidates, "candidat"),
        formats.count(found.slots, "créneau", "créneaux"),
        formats.count(found.receipts, "dépôt"),
        formats.count(found.acts, "acte"),
    )
    return " · ".join((f"Centre, session {found.centre.year}", ", ".join(counts), _last(found)))


def _last(found: Held) -> str:
    at = formats.local(found.last_act)
    return f"dernier acte le {formats.short_day(at.date())} à {at:%H:%M:%S}"


def whose(found: Held) -> str:
    """« Lycée Fictif, commission 3, session 2027 »."""
    if isinstance(found, CentreHolding):
        return f"{found.centre.name}, session {found.centre.year}"
    session = found.session
    commission = f"commission {session.commission}" if session.commission else "commission sans nom"
    return f"{session.centre}, {commission}, session {session.year}"


def differs(backup: Held, current: Held | FileProblem | None) -> str:
    """What the file in use has and the backup has not, and the other way round."""
    if current is None:
        return ""
    if isinstance(current, FileProblem):
        return f"Comparaison impossible\u202f: {unusable(current)}"
    if isinstance(backup, CentreHolding):
        return _centre_differs(backup, current)
    if isinstance(current, CentreHolding) or backup.origin != current.origin:
        return "C’est la sauvegarde d’un autre fichier d’examen."
    missing, extra = _counts(backup, current), _counts(current, backup)
    parts = []
    if any(missing):
        parts.append(f"Il y manque {_said(missing)}")
    if any(extra):
        parts.append(f"{'elle a' if parts else 'Elle a'} en plus {_said(extra)}")
    if _diverged(backup, current):
        parts.append("des interrogations y ont continué autrement")
    return (
        "\u202f; ".join(parts) or "Elle a les mêmes interrogations et les mêmes actes que le fichier actuel"
    ) + "."


def _centre_differs(backup: CentreHolding, current: Held) -> str:
    if not isinstance(current, CentreHolding) or backup.origin != current.origin:
        return "C’est la sauvegarde d’un autre fichier de centre."
    more = current.acts - backup.acts
    if more:
        acts = formats.count(abs(more), "acte")
        return f"Il y manque {acts}." if more > 0 else f"Elle a en plus {acts}."
    return "Elle a les mêmes actes que le fichier actuel."


def unusable(problem: FileProblem) -> str:
    """Why a file can't be read, in a few words."""
    if problem.detail == faults.told(Fault.EMPTY):
        return "fichier vide."
    return _UNUSABLE.get(problem.kind, "fichier illisible.")


_UNUSABLE = {
    ProblemKind.LOCKED: "fichier chiffré\u202f: sa phrase de passe est attendue.",
    ProblemKind.WRONG_KEY: "fichier chiffré sous une autre phrase de passe.",
    ProblemKind.NO_CIPHER: "fichier chiffré, que cette installation ne sait pas lire.",
    ProblemKind.DAMAGED: "fichier endommagé.",
    ProblemKind.FOREIGN: "ce n’est ni un fichier d’examen, ni un fichier de centre.",
    ProblemKind.NEWER: "fichier d’une version plus récente du programme.",
    ProblemKind.NOT_FOUND: "fichier introuvable.",
    ProblemKind.PERMISSION: "vos droits ne permettent pas de le lire.",
    ProblemKind.BUSY: "fichier occupé par un autre programme.",
    ProblemKind.UNFINISHED: "un acte interrompu attend à côté, dans le fichier du même nom en -journal.",
}


def _counts(behind: Holding, ahead: Holding) -> tuple[int, int]:
    """Orals, and journal rows of the other orals, that ``ahead`` alone has."""
    orals = [oral for oral in ahead.heads if oral not in behind.heads]
    rows = sum(
        max(0, length - behind.heads[oral][0])
        for oral, (length, _) in ahead.heads.items()
        if oral in behind.heads
    )
    return len(orals), rows


def _said(counts: tuple[int, int]) -> str:
    orals, rows = counts
    of_orals = formats.count(orals, "interrogation") if orals else ""
    of_rows = formats.count(rows, "ligne de journal", "lignes de journal") if rows else ""
    return " et ".join(filter(None, (of_orals, of_rows)))


def _diverged(one: Holding, other: Holding) -> bool:
    """Whether journals of one length end differently."""
    return any(
        oral in other.heads and other.heads[oral][0] == length and other.heads[oral][1] != head
        for oral, (length, head) in one.heads.items()
    )


def file_line(name: str, state: BackupState) -> str:
    """« session.btsjury · sauvegardé à 14:02 »."""
    return f"{name} · sauvegardé à {formats.clock(state.last)}" if state.last is not None else name


def status(state: BackupState) -> str:
    """The word that stays in sight as long as the last copy failed; "" otherwise."""
    return "Sauvegarde en échec" if state.problem is not None else ""


def failure(problem: FileProblem) -> Message:
    """A copy failed: the file itself is as it was."""
    title, advice = _FAILURES.get(problem.kind, _FAILURES[ProblemKind.INPUT_OUTPUT])
    body = f"Le fichier lui-même est intact et continue d’être enregistré. {advice}"
    if problem.kind is ProblemKind.DAMAGED:
        body = advice
    return Message(title, body, problem.detail, restorable=problem.kind is ProblemKind.DAMAGED)


_ON_DAMAGE = (
    "Aucune copie n’a été faite, les précédentes sont gardées. Terminez l’interrogation en cours, fermez le"
    " fichier, puis reprenez la dernière bonne sauvegarde."
)
_FAILURES = {
    ProblemKind.NOT_FOUND: (
        "Pas de sauvegarde\u202f: le dossier choisi est introuvable.",
        "S’il est sur une clé USB, rebranchez-la\u202f; sinon choisissez un autre dossier dans les réglages.",
    ),
    ProblemKind.DISK_FULL: (
        "Pas de sauvegarde\u202f: le disque de sauvegarde est plein.",
        "Libérez-y de la place, ou choisissez un autre dossier dans les réglages.",
    ),
    ProblemKind.READ_ONLY: (
        "Pas de sauvegarde\u202f: le dossier choisi est en lecture seule.",
        "Déverrouillez la clé USB, ou choisissez un autre dossier dans les réglages.",
    ),
    ProblemKind.PERMISSION: (
        "Pas de sauvegarde\u202f: l’accès au dossier choisi est refusé.",
        "Choisissez un autre dossier dans les réglages.",
    ),
    ProblemKind.BUSY: (
        "Pas de sauvegarde\u202f: le fichier est occupé.",
        "La prochaine sauvegarde essaiera de nouveau.",
    ),
    ProblemKind.DAMAGED: (
        "La sauvegarde a trouvé le fichier endommagé.",
        _ON_DAMAGE,
    ),
    ProblemKind.INPUT_OUTPUT: (
        "Pas de sauvegarde\u202f: le dossier choisi n’a pas pu être écrit.",
        "Vérifiez la clé ou le disque, ou choisissez un autre dossier dans les réglages.",
    ),
}


def restored(backup: datetime | str, done: Restored) -> Message:
    """``backup``: when it was made, or its name."""
    which = f"«\u202f{backup}\u202f»"
    if isinstance(backup, datetime):
        which = f"du {formats.short_day(backup.date())} à {backup:%H:%M:%S}"
    body = []
    if done.aside is not None:
        body.append(f"Le fichier remplacé est gardé à côté, sous le nom «\u202f{done.aside.name}\u202f».")
    body += messages.beside(done.beside)
    return Message(f"La sauvegarde {which} est restaurée.", " ".join(body))


def listed(rows: Iterable[BackupRow]) -> tuple[str, ...]:
    """Lines for a console, three for each backup."""
    lines: list[str] = []
    for number, row in enumerate(rows, start=1):
        lines.append(f"{number}. {row.title}")
        lines += [f"   {each}" for each in (row.holds, row.differs) if each]
    return tuple(lines)
